"""The queue of ingests: one at a time, in a thread of its own, each with its progress."""

from __future__ import annotations

import logging
import secrets
import threading
from collections import Counter, OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from directives.errors import DanChieuError, TooManyRequests, UnknownDocument
from directives.models import IngestProgress
from library import contract
from library.shapes_of_work import IngestedJson

if TYPE_CHECKING:
    from library import Library

_log = logging.getLogger(__name__)
_KEPT = 200  # jobs remembered after their end
_WAITING = 50
State = Literal["waiting", "running", "done", "failed"]


class _Stopped(Exception):
    """The server ends while an ingest runs."""


class JobJson(TypedDict, closed=True):
    """Một lượt nạp: đã đọc `done` trong `total` tệp; `report` có khi xong, `error` có khi không làm được."""

    id: str
    state: State
    done: int
    total: int
    outcomes: dict[str, int]
    report: IngestedJson | None
    error: str | None


@dataclass(slots=True)
class _Job:
    """An ingest that was asked for; `owner` is who may see it, None where nobody signs in."""

    id: str
    owner: str | None
    archive: Library
    paths: tuple[Path, ...]
    collection: str | None = None
    state: State = "waiting"
    done: int = 0
    total: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    report: IngestedJson | None = None
    error: str | None = None


class Jobs:
    """Ingests, first come, first served.  Safe to use from several threads."""

    def __init__(self) -> None:
        """Start with none."""
        self._jobs: OrderedDict[str, _Job] = OrderedDict()
        self._queue: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None

    def submit(
        self, archive: Library, paths: Sequence[Path], owner: str | None, collection: str | None = None
    ) -> JobJson:
        """Queue an ingest of `paths`.  Raises TooManyRequests where too many wait."""
        with self._changed:
            if len(self._queue) >= _WAITING:
                raise TooManyRequests("Đang có quá nhiều lượt nạp chờ; hãy đợi các lượt trước xong rồi gửi lại.")
            job = _Job(secrets.token_hex(8), owner, archive, tuple(paths), collection, total=len(paths))
            self._jobs[job.id] = job
            self._queue.append(job)
            self._forget_old()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="ingest", daemon=True)
                self._thread.start()
            self._changed.notify_all()
            return _json(job)

    def get(self, id_: str, owner: str | None) -> JobJson:
        """Return a job of this owner.  Raises UnknownDocument."""
        with self._changed:
            job = self._jobs.get(id_)
            if job is None or job.owner != owner:
                raise UnknownDocument(f"Không có lượt nạp “{id_}”; hãy dùng mã mà lệnh nạp đã trả về.")
            return _json(job)

    def wait(self, id_: str, seconds: float) -> bool:
        """Wait until a job has ended; whether it has."""
        with self._changed:
            return self._changed.wait_for(lambda: self._jobs[id_].state in ("done", "failed"), seconds)

    def close(self, seconds: float = 30.0) -> None:
        """Take no more jobs up and stop the one that runs at its next file: what it has written is whole."""
        with self._changed:
            self._closed = True
            self._queue.clear()
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(seconds)

    def _forget_old(self) -> None:
        ended = [job.id for job in self._jobs.values() if job.state in ("done", "failed")]
        for id_ in ended[: max(0, len(self._jobs) - _KEPT)]:
            del self._jobs[id_]

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._queue or self._closed)
                if self._closed:
                    return
                job = self._queue.popleft()
                job.state = "running"
            report, error = self._ingest(job)
            with self._changed:
                job.report, job.error = report, error
                job.state = "failed" if error else "done"
                self._changed.notify_all()

    def _ingest(self, job: _Job) -> tuple[IngestedJson | None, str | None]:
        def on_progress(step: IngestProgress) -> None:
            with self._changed:
                if self._closed:
                    raise _Stopped
                job.done, job.total = step.done, step.total
                job.outcomes[step.outcome] += 1

        try:
            return contract.ingested(
                job.archive.ingest(job.paths, on_progress=on_progress, collection=job.collection)
            ), None
        except _Stopped:
            return None, "Máy chủ dừng giữa lượt nạp; các tệp đã nạp vẫn nguyên vẹn, hãy gửi lại các tệp còn lại."
        except DanChieuError as error:
            return None, str(error)
        except Exception:  # the last place that can tell: the thread must go on for the next job
            _log.exception("ingest failed")
            return None, "Chương trình gặp lỗi ngoài dự kiến khi nạp; hãy báo người phụ trách xem nhật ký."


def _json(job: _Job) -> JobJson:
    return {
        "id": job.id,
        "state": job.state,
        "done": job.done,
        "total": job.total,
        "outcomes": dict(job.outcomes),
        "report": job.report,
        "error": job.error,
    }
