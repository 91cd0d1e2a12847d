"""Reading processes and the files they are given: limits kept, the dead replaced, outcomes in a steady order."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

from directives.errors import ReadingUnavailable
from ingest.options import Ocr
from ingest.wire import Failed, Outcome, Read, Request, Unpacked, decode_read, encode_request
from ingest.worker import ALIVE, OUT_OF_MEMORY, READY
from settings import ROOT, Settings

_START_S = 120  # a process that has not loaded its modules by then never will
_PATIENCE_S = 2.0  # how long finished files wait for the one whose turn it is
_AHEAD = 8  # files per process that may be finished and not yet taken
_END_S = 10  # from the end of its requests to the end of a process
_WRONG = "Tiến trình đọc tệp trả lời sai dạng; hãy báo lỗi này cho người phụ trách."
_FILES = 500  # after so many files a process makes way for a fresh one, whatever its libraries may have leaked


class Reader:
    """One reading process, started when it is first needed and again after each death."""

    def __init__(self, settings: Settings, module: str = "ingest.worker", ocr: Ocr = "auto") -> None:
        """Prepare a reader under the limits of `settings`; `module` is what the process runs."""
        self._ocr = ocr
        self._settings = settings
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        # What the process leaves behind when it is stopped in the middle of a file goes with this folder.
        self._folder = tempfile.TemporaryDirectory(prefix="danchieu-", ignore_cleanup_errors=True)
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  open as long as the reader lives
        self._files = 0
        self._closed = False
        self._guard = threading.Lock()  # between starting a process and closing the reader

    def read(self, path: Path) -> Read:
        """Return what came of `path`; a process that dies, hangs or eats memory makes it Failed with the reason.

        Raises ReadingUnavailable where no process can be started.
        """
        outcome = self._outcome(Request(path, self._settings.file_limit_mb * 2**20, self._ocr))
        return Failed(path, outcome.sha256, _WRONG) if isinstance(outcome, Unpacked) else outcome

    def unpack(self, path: Path, folder: Path) -> Unpacked | Failed:
        """Write the files of the archive at `path` into a folder below `folder`, under the same limits as reading.

        Raises ReadingUnavailable where no process can be started.
        """
        outcome = self._outcome(Request(path, 0, self._ocr, folder))
        return outcome if isinstance(outcome, (Unpacked, Failed)) else Failed(path, outcome.sha256, _WRONG)

    def _outcome(self, request: Request) -> Outcome:
        process = self._started()
        fresh = self._files == 0
        self._files += 1
        path = request.path
        line, late = self._asked(process, request, self._settings.time_limit_s)
        if line.endswith(b"\n"):
            try:
                outcome = decode_read(line, path)
            except (ValueError, TypeError, KeyError):
                self._end()
                return Failed(path, "", _WRONG)
            if self._files >= _FILES:
                self._end()
            return outcome
        status = self._end()
        if late:
            return Failed(
                path,
                "",
                f"Đọc tệp quá {self._settings.time_limit_s} giây nên đã dừng; hãy tách nhỏ tệp, lưu lại dạng .docx,"
                " hoặc nâng mục cấu hình time_limit_s.",
            )
        if not fresh and not self._closed:
            return self._outcome(
                request
            )  # what earlier files left in the process may be to blame: once more in a fresh one
        return Failed(path, "", self._death(status))

    def close(self) -> None:
        """End the process, in the middle of a file if need be; the reader starts none again."""
        with self._guard:
            self._closed = True
            process = self._process
        if process is not None:
            process.kill()

    def release(self) -> None:
        """Wait for the end of a closed reader's process and let go of its log."""
        self._end()
        self._log.close()
        self._folder.cleanup()

    def _started(self) -> subprocess.Popen[bytes]:
        """Return the running process; raises ReadingUnavailable with the reason why there is none."""
        if self._process is not None:
            return self._process
        limits = [str(self._settings.memory_limit_mb), str(self._settings.time_limit_s)]
        with self._guard:
            if self._closed:
                raise ReadingUnavailable("Việc đọc tệp đã bị dừng; hãy nạp lại.")
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", self._module, *limits],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=self._log,
                    cwd=ROOT,
                    env=os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder.name),
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
            except OSError as error:
                raise ReadingUnavailable(
                    f"Không khởi động được tiến trình đọc tệp ({error}); hãy khởi động lại máy rồi nạp lại."
                ) from error
        self._files = 0
        line, _ = self._asked(self._process, None, _START_S)
        if line == READY:
            return self._process
        status = self._end()
        raise ReadingUnavailable(
            f"Tiến trình đọc tệp không khởi động được (mã {status}: {self._last_words()});"
            " hãy chạy lại “python3 run.py setup”."
        )

    @staticmethod
    def _asked(process: subprocess.Popen[bytes], request: Request | None, seconds: int) -> tuple[bytes, bool]:
        """Send a request, if any, and return the line that comes back, and whether the process was stopped for time.

        The time begins anew with each line that says no more than that the process is alive.
        """
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        assert process.stdin is not None and process.stdout is not None
        line = ALIVE
        try:
            while line == ALIVE:
                timer = threading.Timer(seconds, stop) if seconds else None
                if timer:
                    timer.daemon = True
                    timer.start()
                try:
                    if request is not None:
                        process.stdin.write(encode_request(request))
                        process.stdin.flush()
                        request = None
                    line = process.stdout.readline()
                finally:
                    if timer:
                        timer.cancel()
            return line, late.is_set()
        except OSError:  # the process is gone: told by the empty line
            return b"", late.is_set()

    def _end(self) -> int:
        """See the process, if there is one, to its end and return its exit status."""
        with self._guard:
            process, self._process = self._process, None
        if process is None:
            return 0
        assert process.stdin is not None and process.stdout is not None
        with contextlib.suppress(OSError):  # what was still to be sent is of no use to it
            process.stdin.close()  # a process that waits for requests ends at this
        try:
            status = process.wait(_END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
        process.stdout.close()
        return status

    def _death(self, status: int) -> str:
        remedy = "hãy lưu lại tệp dạng .docx hoặc “In › Lưu thành PDF” rồi nạp bản mới"
        if status == OUT_OF_MEMORY:
            limit = self._settings.memory_limit_mb
            return f"Đọc tệp cần quá {limit} MB bộ nhớ nên đã dừng; {remedy}, hoặc nâng mục cấu hình memory_limit_mb."
        if status < 0:
            try:
                name = signal.Signals(-status).name
            except ValueError:
                name = f"tín hiệu {-status}"
            return f"Tiến trình đọc tệp dừng đột ngột ({name}), tệp có thể hỏng hoặc quá nặng; {remedy}."
        return f"Tiến trình đọc tệp dừng đột ngột (mã {status}: {self._last_words()}); {remedy}."

    def _last_words(self) -> str:
        """Return the last line that the process wrote to standard error."""
        size = self._log.seek(0, 2)
        self._log.seek(max(0, size - 4096))
        lines = [line for line in self._log.read().decode("utf-8", "replace").splitlines() if line.strip()]
        return lines[-1].strip()[:300] if lines else "không rõ nguyên nhân"


class Opener:
    """A reader for archives, started only where there is one; a context that ends it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._reader: Reader | None = None

    def __enter__(self) -> Opener:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader.release()

    def unpack(self, path: Path, folder: Path) -> Unpacked | Failed:
        """Write the files of the archive at `path` into a folder below `folder`."""
        if self._reader is None:
            self._reader = Reader(self._settings)
        return self._reader.unpack(path, folder)


class _Crew:
    """The readers at work on one list of files, a thread for each."""

    def __init__(self, paths: Sequence[Path], readers: Sequence[Reader]) -> None:
        self._paths = paths
        self._readers = readers
        self._next = 0
        self._turn = threading.Lock()
        self._stopped = False
        # Outcomes that nobody has taken yet are bounded: reading is faster than what is done with its results.
        self._room = threading.Semaphore(_AHEAD * len(readers))
        self.outcomes: queue.Queue[tuple[int, Read | ReadingUnavailable]] = queue.Queue()
        self._threads = [threading.Thread(target=self._work, args=(reader,), daemon=True) for reader in readers]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def taken(self) -> None:
        """Tell that an outcome has been handed on."""
        self._room.release()

    def stop(self) -> None:
        """End all readers, also in the middle of a file, and wait for their threads."""
        self._stopped = True
        for reader in self._readers:
            reader.close()
        for _ in self._threads:
            self._room.release()
        for thread in self._threads:
            thread.join()
        for reader in self._readers:
            reader.release()

    def _work(self, reader: Reader) -> None:
        while True:
            self._room.acquire()
            with self._turn:
                at = self._next
                self._next += 1
            if at >= len(self._paths) or self._stopped:
                return
            path = self._paths[at]
            outcome: Read | ReadingUnavailable
            try:
                outcome = reader.read(path)
            except ReadingUnavailable as error:
                outcome = error
            except Exception as error:  # else the file would be waited for in vain
                outcome = Failed(path, "", f"Gặp lỗi ngoài dự kiến ({type(error).__name__}: {error}); hãy nạp lại tệp.")
            self.outcomes.put((at, outcome))


def read_all(paths: Sequence[Path], readers: Sequence[Reader]) -> Iterator[Read]:
    """Yield what came of each file: in the order of `paths`, except that none waits long for a slow one before it.

    Raises ReadingUnavailable where no process can be started.
    """
    crew = _Crew(paths, readers)
    crew.start()
    waiting: dict[int, Read] = {}
    ahead: set[int] = set()  # handed on before their turn
    turn = 0
    patient = True
    try:
        while turn < len(paths):
            try:
                at, outcome = crew.outcomes.get(timeout=_PATIENCE_S if waiting and patient else None)
            except queue.Empty:
                patient = False
            else:
                if isinstance(outcome, ReadingUnavailable):
                    raise outcome
                waiting[at] = outcome
            while turn in waiting or turn in ahead:
                patient = True
                if turn in waiting:
                    crew.taken()
                    yield waiting.pop(turn)
                turn += 1
            while waiting and not patient:
                first = min(waiting)
                ahead.add(first)
                crew.taken()
                yield waiting.pop(first)
    finally:
        crew.stop()
