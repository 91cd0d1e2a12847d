"""One writer at a time: a lock file in the archive's folder, released by the system when its holder dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from directives.errors import ArchiveBusy

_PATIENCE = 600  # seconds; a writer lets go after each batch of documents


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold the writer's lock of the archive at `path`, waiting for another writer to finish its batch."""
    try:
        with FileLock(path / "writer.lock", timeout=_PATIENCE, thread_local=False, is_singleton=False):
            yield
    except Timeout as error:
        raise ArchiveBusy(
            f"Kho {path} đang được một tiến trình khác ghi quá lâu; hãy đợi hoặc dừng tiến trình đó rồi thử lại."
        ) from error


def held_by_none(path: Path) -> bool:
    """Whether nobody is writing right now."""
    try:
        with FileLock(path / "writer.lock", timeout=0, thread_local=False, is_singleton=False):
            return True
    except Timeout:
        return False
