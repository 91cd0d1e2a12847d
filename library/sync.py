"""What lies in the folders against what the archive holds: which files must be read, and which need not.

A file whose size and times are those of the last look is not read at all; one whose bytes are known is not parsed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from directives.models import Problem
from index.store import bin as rubbish
from index.store import notes, packages
from index.store import sources as known_files
from index.store.database import Database
from index.store.sources import Source
from ingest import ocr as tesseract
from ingest import pipeline, soffice
from ingest.options import Ocr
from library.locking import writing
from library.placing import Placing
from library.steps import erase
from library.tally import Outcome, Tally
from library.uploads import UNPACKED, forget_file, own_folder
from library.vanished import is_absent

if TYPE_CHECKING:
    from library.core import Library

READER = 3  # raised when reading improves: files that failed under an older reader are tried again
_CHUNK = 500  # files asked about in one query
# A file may change again within one tick of its file system's clock (FAT: two seconds) without its times showing it.
_TICK_NS = 2_500_000_000


@dataclass(frozen=True, slots=True)
class _Known:
    """What the archive remembers of the files of a chunk, by path."""

    sources: dict[str, Source]
    binned: dict[str, Source]
    failures: dict[str, notes.Failure]


class Survey:
    """The files at and below some paths, each set against what the archive knows of it."""

    def __init__(
        self, library: Library, paths: Sequence[Path], ocr: Ocr, tally: Tally, placing: Placing, sync: bool
    ) -> None:
        """Prepare to look at `paths`; what need not be read is counted in `tally`."""
        self._library = library
        self._db: Database = library.db
        self._placing = placing
        self._sync = sync
        self._reader = _reader(ocr)
        self._tally = tally
        self._sources: dict[str, Source] = {}
        self.roots = [Path(os.path.abspath(path)) for path in paths]
        self._named = set(self.roots)
        self.present: set[str] = set()
        self.closed: list[Path] = []  # folders that could not be listed
        self._expected: list[Path] = []  # of the archive itself, with files to read

    def to_read(self) -> list[Path]:
        """Look at every file and return those that must be read."""
        found = pipeline.scan(self.roots)
        unpacked = self._library.path / UNPACKED
        files, shut = pipeline.opened(found, unpacked, self._package, self._library.settings, self._expect)
        self.present = {str(path) for path in found} | {str(path) for path in files}
        self._tally.total = len(files) + len(shut)
        for archive in shut:
            self.fail("failed", archive.path, archive.sha256, archive.reason)
        to_read = [p for begin in range(0, len(files), _CHUNK) for p in self._look(files[begin : begin + _CHUNK])]
        for folder in {own for path in to_read if (own := own_folder(self._library.path, path))}:
            self._expect(folder)
        return to_read

    def _expect(self, folder: Path) -> None:
        self._library.unread.expect(folder)
        self._expected.append(folder)

    def settle(self) -> None:
        """Say that every file has been read, and each that carries a secrecy mark is gone."""
        uploads = {own_folder(self._library.path, path) for path in self._named}
        self._library.unread.settle([*self._expected, *filter(None, uploads)])

    def is_named(self, path: Path) -> bool:
        """Whether the file itself was asked for, and not met in a folder."""
        return path in self._named

    def source(self, path: Path, sha256: str) -> Source:
        """Return the file at `path` as a source, with the bytes that were read."""
        known = self._sources[str(path)]
        # Other bytes than those looked at: it changed meanwhile, and its times are not those of what was read.
        return known if known.sha256 == sha256 else replace(known, sha256=sha256, seen_ns=0)

    # --- looking ---

    def _look(self, files: Sequence[Path]) -> list[Path]:
        names = [str(path) for path in files if _is_unicode(path)]
        known = _Known(
            known_files.sources_at(self._db, names),
            rubbish.sources_at(self._db, names),
            notes.failures_at(self._db, names, self._reader),
        )
        looked = [(path, source) for path in files if (source := self._changed(path, known)) is not None]
        if not looked:
            return []
        with writing(self._library.path):
            left = self._settled(looked)
            to_read = [path for path, source in left if not self._rearranged(path, source)]
            if len(to_read) < len(left):
                self._library.caches.update_held()
        return to_read

    def _changed(self, path: Path, known: _Known) -> Source | None:
        """Return the state of a file that is not as it was at the last look; others are counted here."""
        name = str(path)
        try:
            status = path.stat()
            held, failure = known.sources.get(name), known.failures.get(name)
            if held and _same_state(held, status):
                self._tally.count("unchanged", path, document_id=held.document_id)
                return None
            if failure and not self.is_named(path) and _same_state(failure.source, status):
                self._tally.count(self._known_outcome(failure, path), path, failure.reason)
                return None
            binned = known.binned.get(name)
            stays = binned and not held and not self.is_named(path) and _same_state(binned, status)
            if binned and stays and rubbish.cause_of(self._db, binned.document_id) == "person":
                self._tally.count("unchanged", path)
                return None
            self._sources[name] = _as_source(name, pipeline.fingerprint(path))
        except OSError as error:
            if path.is_dir():
                self.closed.append(path)
            reason = f"Không mở được tệp ({error.strerror or error}); hãy kiểm tra đường dẫn và quyền đọc."
            self._tally.count("failed", path, reason)
            return None
        return self._sources[name]

    def _settled(self, looked: Sequence[tuple[Path, Source]]) -> list[tuple[Path, Source]]:
        """Note, in one transaction, what the bytes say already and no search can tell; return the other files."""
        left: list[tuple[Path, Source]] = []
        counted: list[tuple[Outcome, Path, str, str]] = []
        with self._db.atomic_notes():
            for path, source in looked:
                held = known_files.source_at(self._db, source.path)
                if held and held.sha256 == source.sha256:
                    known_files.touch_source(self._db, source)
                    counted.append(("unchanged", path, "", held.document_id))
                    continue
                same = known_files.sources_with_bytes(self._db, source.sha256)
                if same and not held:
                    counted.append((self._joined(source, same), path, "", same[0].document_id))
                    continue
                binned = None if same else rubbish.source_with_bytes(self._db, source.sha256)
                failure = None if same or binned else notes.failure_of(self._db, source.sha256, self._reader)
                # The same bytes would fail again; a file that was named itself is tried all the same.
                if failure and not self.is_named(path):
                    notes.note_failure(self._db, replace(failure, source=source), self._reader)
                    counted.append((self._known_outcome(failure, path), path, failure.reason, ""))
                    continue
                left.append((path, source))
        for outcome, path, reason, document_id in counted:
            self._tally.count(outcome, path, reason, document_id)
        return left

    def _joined(self, source: Source, same: Sequence[Source]) -> Outcome:
        """Note a file with the bytes of known ones: one of them that has moved here, or a duplicate."""
        source = replace(source, text_sha256=same[0].text_sha256)
        notes.forget_failure(self._db, source.path)
        gone = next((s for s in same if self._sync and self._is_gone(Path(s.path))), None)
        if gone:
            known_files.move_source(self._db, gone.path, source)
            self._tally.moved += 1
            return "unchanged"
        known_files.add_source(self._db, same[0].document_id, source)
        return "duplicate"

    def _rearranged(self, path: Path, source: Source) -> bool:
        """Note a file whose bytes another document has, or one in the bin; False for a file that must be read."""
        same = known_files.sources_with_bytes(self._db, source.sha256)
        if same:
            held = known_files.source_at(self._db, source.path)
            with self._db.atomic() as generation:
                self._placing.detach(generation, held, keep=same[0].document_id)
                outcome = self._joined(source, same)
            self._tally.count(outcome, path, document_id=same[0].document_id)
            return True
        binned = rubbish.source_with_bytes(self._db, source.sha256)
        if binned:
            self._met_again(path, replace(source, text_sha256=binned.text_sha256), binned)
        return binned is not None

    def _met_again(self, path: Path, source: Source, binned: Source) -> None:
        """Note a file with the bytes of a document in the bin, which comes back unless a person put it there."""
        with self._db.atomic() as generation:
            self._placing.detach(generation, known_files.source_at(self._db, source.path))
            notes.forget_failure(self._db, source.path)
            back = self._placing.from_bin(generation, binned.document_id, source, self.is_named(path), None)
        own = binned.path == source.path
        outcome: Outcome = "added" if back else "unchanged" if own else "duplicate"
        self._tally.count(outcome, path, document_id=binned.document_id if back else "")

    def _is_gone(self, path: Path) -> bool:
        """Whether a known file lies below the folders looked at and is not there any more."""
        below = any(path.is_relative_to(root) for root in self.roots)
        return below and str(path) not in self.present and is_absent(path)

    def _package(self, path: Path) -> str:
        """Return the hash of a zip archive's bytes, which are read only where its times are not those known."""
        status = path.stat()
        known = packages.at(self._db, str(path))
        if known and _same_state(known, status):
            return known.sha256
        source = _as_source(str(path), pipeline.fingerprint(path))
        with writing(self._library.path), self._db.atomic_notes():
            packages.put(self._db, source)
        return source.sha256

    # --- files that could not be read ---

    def _known_outcome(self, failure: notes.Failure, path: Path) -> Outcome:
        """Return how a file counts whose bytes are known not to be read; a secret one has come again and goes again."""
        if failure.kind == "failed":
            return "failed"
        forget_file(self._library.path, path)
        return "refused"

    def fail(self, outcome: Outcome, path: Path, sha256: str, reason: str) -> None:
        """Remember that a file could not be read; what the archive held of it before stays, unless it is secret now."""
        source = self._sources.get(str(path)) or Source(str(path), sha256, -1, 0)
        if source.sha256 != sha256:
            source = replace(source, sha256=sha256, seen_ns=0)
        with writing(self._library.path):
            with self._db.atomic_notes():
                notes.note_failure(self._db, notes.Failure(source, reason, outcome), self._reader)
            if outcome == "refused":
                self._forget_secret(path)
        if outcome == "failed" and known_files.source_at(self._db, str(path)):
            kept = "Bản mới của tệp không đọc được, kho vẫn giữ bản trước; hãy thay bằng tệp đọc được rồi nạp lại."
            self._tally.attention.append(Problem(str(path), kept))
        self._tally.count(outcome, path, reason)

    def _forget_secret(self, path: Path) -> None:
        """Keep nothing of a file that carries a secrecy mark now: what it held before may be the same text."""
        name = str(path)
        held = known_files.source_at(self._db, name)
        binned = rubbish.sources_at(self._db, [name]).get(name)
        if held or binned:
            with self._db.atomic() as generation:
                if held and len(known_files.sources_of(self._db, held.document_id)) == 1:
                    erase(self._db, generation, held.document_id)
                elif held:
                    known_files.remove_source(self._db, name)
                if binned:
                    rubbish.drop(self._db, binned.document_id)
            self._library.caches.update_held()
            gone = "Tệp nay có dấu độ mật nên văn bản trước đây của tệp này đã bị xóa hẳn khỏi kho."
            self._tally.attention.append(Problem(name, gone))
        forget_file(self._library.path, path)


def _as_source(name: str, found: pipeline.Fingerprint) -> Source:
    return Source(name, found.sha256, found.size, found.mtime_ns, ctime_ns=found.ctime_ns, seen_ns=found.seen_ns)


def _same_state(known: Source, status: os.stat_result) -> bool:
    """Whether a file is as it was when its bytes were looked at, as far as its size and times can tell."""
    return (
        stat.S_ISREG(status.st_mode)
        and known.size == status.st_size
        and known.mtime_ns == status.st_mtime_ns
        and known.ctime_ns == status.st_ctime_ns
        and max(status.st_mtime_ns, status.st_ctime_ns) + _TICK_NS < known.seen_ns
    )


def _is_unicode(path: Path) -> bool:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _reader(ocr: Ocr) -> int:
    """Return what tells one way of reading from another: a file that failed under one may be read under the next.

    LibreOffice or tesseract may have been installed since, or recognition switched on.
    """
    return 8 * READER + 4 * (ocr != "never") + 2 * (soffice.program() is not None) + (tesseract.program() is not None)
