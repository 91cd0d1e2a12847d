"""Known files that are not in their folder any more: when that is believed, and what is taken out then.

Nothing is taken out for a folder that cannot be reached or shows no file; below a folder that cannot be listed; and,
unless a person confirms it, where a folder that is still there has lost more than half of the files known in it, and
more than three.  What is taken out goes into the bin, and comes back by itself with its file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from directives.models import Problem
from index.store import notes, packages
from index.store import sources as known_files
from index.store.sources import Source
from library.locking import writing
from library.steps import discard
from library.tally import Tally
from library.uploads import UNPACKED

if TYPE_CHECKING:
    from library.core import Library
    from library.sync import Survey

FEW = 3  # so many files may go at once without more being asked, though they are more than half
_BATCH = 50  # documents taken out under one hold of the lock


@dataclass(frozen=True, slots=True)
class Loss:
    """The known files that a folder has lost, and the folders in it whose loss is not believed."""

    gone: tuple[Source, ...]
    doubted: tuple[tuple[Path, int, int], ...] = ()  # folder, files gone, files known


def judge(
    folder: Path, known: Iterable[Source], present: Collection[str], closed: Sequence[Path], confirmed: bool
) -> Loss:
    """Return which of the `known` files below `folder` are gone, all of `present` being there."""
    total: Counter[Path] = Counter()
    lost: Counter[Path] = Counter()
    gone: list[Source] = []
    for source in known:
        path = Path(source.path)
        above = [parent for parent in path.parents if parent.is_relative_to(folder)]
        total.update(above)
        if source.path in present or source.kept or any(path.is_relative_to(shut) for shut in closed):
            continue
        if is_absent(path):
            gone.append(source)
            lost.update(above)
    if confirmed:
        return Loss(tuple(gone))
    doubted = {
        place: (count, total[place])
        for place, count in lost.items()
        if count > FEW and 2 * count > total[place] and place.is_dir()
    }
    highest = [place for place in doubted if not any(other in doubted for other in place.parents)]
    believed = [source for source in gone if not any(place in doubted for place in Path(source.path).parents)]
    return Loss(tuple(believed), tuple((place, *doubted[place]) for place in sorted(highest)))


def is_absent(path: Path) -> bool:
    """Whether there certainly is no file at `path`: any other answer of the system is no proof."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


class Removal:
    """Takes out what has vanished from the folders of a survey."""

    def __init__(self, library: Library, survey: Survey, tally: Tally, confirmed: bool) -> None:
        """Prepare; `confirmed`: a person has said that many files are meant to be gone."""
        self._library = library
        self._db = library.db
        self._survey = survey
        self._tally = tally
        self._confirmed = confirmed

    def run(self) -> None:
        """Move documents whose last file is gone into the bin."""
        for folder in self._survey.roots:
            if folder in map(Path, self._survey.present):
                continue  # a file that was named, or a folder that could not be listed: told already
            zipped = [package for package in packages.all_of(self._db) if Path(package.path).is_relative_to(folder)]
            known = [*known_files.sources_below(self._db, str(folder)), *zipped]
            if not known:
                continue
            shows = folder.is_dir() and any(Path(name).is_relative_to(folder) for name in self._survey.present)
            if not shows:
                message = "Thư mục trống hoặc không truy cập được nên không gỡ văn bản nào; hãy kiểm tra lại thư mục."
                self._tally.attention.append(Problem(str(folder), message))
                continue
            loss = judge(folder, known, self._survey.present, self._survey.closed, self._confirmed)
            self._tell(loss)
            if folder.is_dir():  # it may have gone while it was looked at
                self._take_out([source for source in loss.gone if source.document_id])
                self._take_out_of([source for source in loss.gone if not source.document_id])
                self._forget_others(folder)

    def _tell(self, loss: Loss) -> None:
        for place, gone, known in loss.doubted:
            message = (
                f"{gone} trong {known} tệp đã nạp không còn trong thư mục này nên chưa gỡ văn bản nào của thư mục; nếu "
                "đúng là đã xóa, hãy chạy lại với --confirm-removal, nếu không, hãy kiểm tra ổ đĩa, kết nối mạng."
            )
            self._tally.attention.append(Problem(str(place), message))

    def _take_out(self, gone: Sequence[Source]) -> None:
        for begin in range(0, len(gone), _BATCH):
            with writing(self._library.path):
                for source in gone[begin : begin + _BATCH]:
                    self._detach(source)
                self._library.caches.update_held()

    def _detach(self, source: Source) -> None:
        held = known_files.source_at(self._db, source.path)
        if held is None or held.document_id != source.document_id:
            return  # another process was faster
        if len(known_files.sources_of(self._db, source.document_id)) > 1:
            with self._db.atomic_notes():
                known_files.remove_source(self._db, source.path)
            return
        with self._db.atomic() as generation:
            discard(self._db, generation, source.document_id, "vanished")
        self._tally.removed += 1
        message = (
            "Tệp không còn trong thư mục; văn bản đã được gỡ khỏi kho và chuyển vào thùng rác, khôi phục bằng "
            f"“danchieu restore-bin {source.document_id}”."
        )
        self._tally.attention.append(Problem(source.path, message))

    # --- zip archives, and failures ---

    def _take_out_of(self, gone: Sequence[Source]) -> None:
        """Take out the files of zip archives that are gone, unless another archive has the same."""
        with writing(self._library.path), self._db.atomic_notes():
            for package in gone:
                packages.drop(self._db, package.path)
        left = {package.sha256 for package in packages.all_of(self._db)}
        for sha256 in {package.sha256 for package in gone} - left:
            unpacked = self._library.path / UNPACKED / sha256[:16]
            self._take_out(tuple(known_files.sources_below(self._db, str(unpacked))))

    def _forget_others(self, folder: Path) -> None:
        """Forget failures of files that are gone."""
        below = [f.path for f in notes.failures(self._db) if Path(f.path).is_relative_to(folder)]
        gone = [path for path in below if path not in self._survey.present and is_absent(Path(path))]
        if gone:
            with writing(self._library.path), self._db.atomic_notes():
                for path in gone:
                    notes.forget_failure(self._db, path)
