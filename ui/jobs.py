"""The ingest that runs behind the pages: it goes on when its page is left, and every page sees the same progress."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from directives.errors import ArchiveBusy, DanChieuError
from directives.models import IngestProgress, IngestReport


class Ingests(Protocol):
    """The part of the library that an ingest needs."""

    def ingest(self, paths: Sequence[Path], *, on_progress: ProgressCallback | None = None) -> IngestReport:
        """Take the files below `paths` into the archive."""


class ProgressCallback(Protocol):
    """Hears of each file that is done."""

    def __call__(self, progress: IngestProgress, /) -> None:
        """Take one step."""


@dataclass(frozen=True, slots=True)
class JobState:
    """A moment of an ingest: `steps` in the order the files were done; `report` or `error` once it has ended."""

    running: bool = False
    steps: tuple[IngestProgress, ...] = ()
    report: IngestReport | None = None
    error: str = ""
    fault: BaseException | None = None


@dataclass
class IngestJob:
    """At most one ingest at a time in this server."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _state: JobState = JobState()
    _steps: list[IngestProgress] = field(default_factory=list)

    def state(self) -> JobState:
        """Return the present moment."""
        with self._lock:
            return JobState(
                self._state.running, tuple(self._steps), self._state.report, self._state.error, self._state.fault
            )

    def start(self, library: Ingests, paths: Sequence[Path]) -> threading.Thread:
        """Start an ingest of `paths` and return its thread; raises ArchiveBusy while another one runs."""
        with self._lock:
            if self._state.running:
                raise ArchiveBusy("Đang nạp một loạt văn bản khác; hãy đợi loạt đó xong rồi nạp tiếp.")
            self._state = JobState(running=True)
            self._steps = []
        thread = threading.Thread(target=self._run, args=(library, tuple(paths)), daemon=True, name="ingest")
        thread.start()
        return thread

    def clear(self) -> None:
        """Forget the outcome of the last ingest; does nothing while one runs."""
        with self._lock:
            if not self._state.running:
                self._state, self._steps = JobState(), []

    def _step(self, progress: IngestProgress) -> None:
        with self._lock:
            self._steps.append(progress)

    def _run(self, library: Ingests, paths: Sequence[Path]) -> None:
        try:
            ended = JobState(report=library.ingest(paths, on_progress=self._step))
        except DanChieuError as error:
            ended = JobState(error=str(error))
        except BaseException as fault:  # handed to the page, which raises it again: nothing is hidden in a thread
            ended = JobState(fault=fault)
        with self._lock:
            self._state = ended
