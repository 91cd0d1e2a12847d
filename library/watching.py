"""Folders watched: looked at again and again, and brought into the archive once they have come to rest.

Looking beats listening here: network shares send no word of what others change on them.  A look reads names, sizes and
times only.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from directives.errors import ArchiveBusy, ArchiveUnreachable, BadRequest, ReadingUnavailable
from directives.models import IngestProgress, IngestReport
from ingest import pipeline
from ingest.options import Ocr

if TYPE_CHECKING:
    from library.core import Library

_PASSING = (ArchiveBusy, ArchiveUnreachable, ReadingUnavailable, OSError)  # may be over at the next look
_PATIENCE = 6  # looks until a file that could not be opened is tried again


class Watch:
    """A watch over folders; `step` is one look."""

    def __init__(
        self,
        library: Library,
        folders: Sequence[Path],
        jobs: int = 0,
        ocr: Ocr = "auto",
        tell: Callable[[str], None] = lambda _: None,
        on_progress: Callable[[IngestProgress], None] | None = None,
        collection: str | None = None,
    ) -> None:
        """Prepare; `tell` hears of what a person at the screen wants to know, what comes goes into `collection`.

        Raises BadRequest for a file.
        """
        self._library = library
        self._folders = [Path(os.path.abspath(folder)) for folder in folders]
        for folder in self._folders:
            if folder.is_file():
                raise BadRequest(f"{folder} là một tệp; chỉ theo dõi được thư mục.")
        self._jobs = jobs
        self._ocr = ocr
        self._tell = tell
        self._on_progress = on_progress
        self._collection = collection
        self._away: set[Path] = set()
        self._seen = ""  # the state at the last look
        self._done = ""  # the state that the archive has followed
        self._looks_left = 0  # until files that could not be opened are tried again

    def step(self) -> IngestReport | None:
        """Look once; bring in what has changed since, if nothing has moved between the last look and this one."""
        self._notice_absence()
        state = self._state()
        self._looks_left -= 1
        if self._looks_left == 0:
            self._done = ""  # what could not be opened then is tried again, changed or not
        at_rest, self._seen = state == self._seen or not self._done, state
        if state == self._done or not at_rest:
            return None  # files may still be on their way: the next look will tell
        try:
            there = [folder for folder in self._folders if folder not in self._away]
            report = self._library.ingest(
                there,
                self._jobs,
                self._ocr,
                sync=True,
                on_progress=self._on_progress,
                collection=self._collection,
            )
        except _PASSING as error:
            self._tell(f"Chưa nạp được, sẽ thử lại: {error}")
            return None
        self._done = state
        self._looks_left = _PATIENCE if self._has_closed_files(report) else 0
        return report

    def _has_closed_files(self, report: IngestReport) -> bool:
        """Whether files could not even be opened, as one that another program holds: nothing of them is remembered."""
        remembered = {failure.path for failure in self._library.contents.failures()}
        return any(problem.path not in remembered for problem in report.failed)

    def _notice_absence(self) -> None:
        for folder in self._folders:
            there = folder.is_dir()
            if not there and folder not in self._away:
                self._away.add(folder)
                self._tell(f"Không truy cập được {folder}; kho giữ nguyên, sẽ theo dõi tiếp khi thư mục trở lại.")
            elif there and folder in self._away:
                self._away.remove(folder)
                self._tell(f"Thư mục {folder} đã trở lại.")

    def _state(self) -> str:
        """Return what tells one state of the folders from another: the names, sizes and times of their files."""
        digest = hashlib.sha256()
        for path in pipeline.scan([folder for folder in self._folders if folder not in self._away]):
            try:
                status = path.stat()
                told = f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ctime_ns}\n"
            except OSError as error:
                told = f"{path}\0{error.errno}\n"
            digest.update(told.encode("utf-8", "surrogateescape"))
        return digest.hexdigest()
