"""The threads that do the work of requests: as few as a machine has cores, and each request under a deadline."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from directives.errors import ArchiveBusy

T = TypeVar("T")
_WAITING = 128  # requests that may wait for a thread


def set_up_log() -> None:
    """Write warnings and faults to standard error; the MCP library would set up a log of its own kind otherwise."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")


class Workers:
    """A pool of threads; each keeps its connections to the store."""

    def __init__(self, threads: int = 0) -> None:
        """Take `threads` threads; 0: as many as cores and one more, so that one long request stops nobody."""
        self.threads = threads or (os.cpu_count() or 2) + 1
        self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix="api")
        self._open = 0
        self._guard = threading.Lock()

    async def run(self, work: Callable[[], T], seconds: float) -> T:
        """Return what `work` returns.  Raises ArchiveBusy where too many wait, or where it takes too long.

        What is under way when its time is up goes on in its thread, unheard: a thread cannot be stopped.
        """
        with self._guard:
            if self._open >= self.threads + _WAITING:
                raise ArchiveBusy("Máy chủ đang có quá nhiều yêu cầu; hãy thử lại sau ít giây.")
            self._open += 1
        future = self._pool.submit(work)
        future.add_done_callback(lambda _: self._done())
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), seconds)
        except TimeoutError as error:
            raise ArchiveBusy(
                f"Yêu cầu chưa xong sau {seconds:.0f} giây; hãy thu hẹp yêu cầu (ít kết quả, ít bước hơn) hoặc thử lại."
            ) from error

    def start(self, work: Callable[[], None]) -> None:
        """Have `work` done when a thread is free; nobody waits for it."""
        self._pool.submit(work)

    def _done(self) -> None:
        with self._guard:
            self._open -= 1

    def close(self) -> None:
        """Let go of the threads; what has not begun is dropped."""
        self._pool.shutdown(wait=False, cancel_futures=True)
