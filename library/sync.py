"""What lies in the folders against what the archive holds: which files must be read, and which are gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from directives.models import Problem
from index.store import documents as store
from index.store import notes
from index.store.database import Database
from index.store.documents import Source
from ingest import ocr as tesseract
from ingest import pipeline, soffice
from ingest.options import Ocr
from library.locking import writing
from library.steps import take_out
from library.tally import Outcome, Tally
from library.uploads import UNPACKED, is_ours

if TYPE_CHECKING:
    from library.core import Library

READER = 2  # raised when reading improves: files that failed under an older reader are tried again


class Survey:
    """The files at and below some paths, each set against what the archive knows of it."""

    def __init__(self, library: Library, paths: Sequence[Path], ocr: Ocr, tally: Tally) -> None:
        """Prepare to look at `paths`; what need not be read is counted in `tally`."""
        self._library = library
        self._db: Database = library.db
        self._paths = paths
        self._reader = _reader(ocr)
        self._tally = tally
        self._sources: dict[str, Source] = {}
        self._present: list[Path] = []

    def to_read(self) -> list[Path]:
        """Look at every file and return those that must be read."""
        found = pipeline.scan(self._paths)
        files, closed = pipeline.opened(found, self._library.path / UNPACKED)
        self._present = [*found, *files]
        self._tally.total = len(files) + len(closed)
        for archive in closed:
            self.fail("failed", archive.path, archive.sha256, archive.reason)
        named = {path.absolute() for path in self._paths}
        return [path for path in files if self._is_new(path, named)]

    def source(self, path: Path, sha256: str) -> store.Source:
        """Return the file at `path` as a source, with the bytes that were read."""
        known = self._sources[str(path)]
        return known if known.sha256 == sha256 else replace(known, sha256=sha256)

    def _is_new(self, path: Path, named: set[Path]) -> bool:
        """Whether the file must be read; if not, it is counted here."""
        try:
            found = pipeline.fingerprint(path)
        except OSError as error:
            reason = f"Không mở được tệp ({error.strerror or error}); hãy kiểm tra đường dẫn và quyền đọc."
            self._tally.count("failed", path, reason)
            return False
        source = Source(str(path), found.sha256, found.size, found.mtime_ns)
        self._sources[str(path)] = source
        known = store.source_at(self._db, str(path))
        if known and known.sha256 == source.sha256:
            self._tally.count("unchanged", path, document_id=known.document_id)
            return False
        same = store.source_with_bytes(self._db, source.sha256)
        if same and known is None:
            with writing(self._library.path), self._db.atomic_notes():
                store.add_source(self._db, same.document_id, source)
            self._tally.count("duplicate", path, document_id=same.document_id)
            return False
        failure = notes.failure_at(self._db, str(path), self._reader)
        # The same bytes would fail again; a file that was named itself is tried all the same.
        if failure and failure.sha256 == source.sha256 and path not in named:
            self._tally.count("failed" if failure.kind == "failed" else "refused", path, failure.reason)
            return False
        return True

    def fail(self, outcome: Outcome, path: Path, sha256: str, reason: str) -> None:
        """Remember that a file could not be read; what the archive held of it before stays searchable."""
        with writing(self._library.path), self._db.atomic_notes():
            notes.note_failure(self._db, notes.Failure(str(path), sha256, reason, outcome), self._reader)
        if outcome == "refused" and is_ours(self._library.path, path):
            path.unlink(missing_ok=True)  # nothing of a refused document is kept; files elsewhere are not ours
        if store.source_at(self._db, str(path)):
            kept = "Bản mới của tệp không đọc được, kho vẫn giữ bản trước; hãy thay bằng tệp đọc được rồi nạp lại."
            self._tally.attention.append(Problem(str(path), kept))
        self._tally.count(outcome, path, reason)

    # --- after the files ---

    def drop_vanished(self) -> None:
        """Take out documents whose files are gone from the folders; a folder that shows no file is left alone."""
        files = self._present
        present = {str(path) for path in files}
        for folder in (path.absolute() for path in self._paths):
            below = [s for s in store.sources_below(self._db, str(folder)) if s.path not in present]
            if not below:
                continue
            if not folder.is_dir() or not any(path.is_relative_to(folder) for path in files):
                message = "Thư mục trống hoặc không truy cập được nên không gỡ văn bản nào; hãy kiểm tra lại thư mục."
                self._tally.attention.append(Problem(str(folder), message))
                continue
            with writing(self._library.path):
                for source in below:
                    with self._db.atomic() as generation:
                        self._detach_removed(generation, source)
                self._library.update_caches_held()

    def _detach_removed(self, generation: int, source: store.Source) -> None:
        if len(store.sources_of(self._db, source.document_id)) == 1:
            take_out(self._db, generation, source.document_id, "removed")
            message = "Tệp không còn trong thư mục; văn bản đã được gỡ khỏi kho, nội dung vẫn lưu trong lịch sử."
            self._tally.attention.append(Problem(source.path, message))
        else:
            store.remove_source(self._db, source.path)


def _reader(ocr: Ocr) -> int:
    """Return what tells one way of reading from another: a file that failed under one may be read under the next.

    LibreOffice or tesseract may have been installed since, or recognition switched on.
    """
    return 8 * READER + 4 * (ocr != "never") + 2 * (soffice.program() is not None) + (tesseract.program() is not None)
