"""Files in the archive's own folder that nobody has read yet: what a killed run has left of them is cleared away.

Such a file may carry a mark of secrecy, and nothing of one that does is to be kept.  So whoever is about to write one
says so first, in a ledger of its process below `unread/`; a ledger whose process has died (its lock is free) tells what
may be there without having been read, and the next to open the archive clears it.  It is written again when its source
is ingested again.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
import uuid
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from filelock import FileLock, Timeout

from index.store import bin as rubbish
from index.store import notes
from index.store.database import Database
from index.store.sources import sources_at
from ingest.unpack import forget_unpacking, unfinished
from library.uploads import UNPACKED, UPLOADS, is_ours

FOLDER = "unread"


class Unread:
    """The ledger of one process: folders of the archive in which files lie, or will, that it has yet to read."""

    def __init__(self, library: Path) -> None:
        """Prepare a ledger for the archive in folder `library`; nothing is written before something is expected."""
        self._library = library
        self._path = library / FOLDER / f"{uuid.uuid4().hex[:12]}.json"
        self._lock: FileLock | None = None
        self._folders: Counter[str] = Counter()
        self._guard = threading.Lock()

    def expect(self, folder: Path) -> None:
        """Say that files are about to be written into `folder`, of the archive, or to be read there."""
        with self._guard:
            if self._lock is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._lock = _lock_of(self._path)
                self._lock.acquire()
            self._folders[folder.relative_to(self._library).as_posix()] += 1
            self._write()

    def settle(self, folders: Iterable[Path]) -> None:
        """Say that all files of `folders` have been read, each as often as it was expected."""
        with self._guard:
            before = self._folders.total()
            self._folders.subtract(folder.relative_to(self._library).as_posix() for folder in folders)
            self._folders = +self._folders
            if self._folders.total() < before:
                self._write()

    def close(self) -> None:
        """Let go of the ledger; what stands in it is for others to clear away."""
        with self._guard:
            if self._lock is not None:
                self._lock.release()
                if not self._path.exists():
                    Path(self._lock.lock_file).unlink(missing_ok=True)
                self._lock = None

    def _write(self) -> None:
        if not self._folders:
            self._path.unlink(missing_ok=True)
            return
        temporary = self._path.with_suffix(".writing")
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(sorted(self._folders), file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._path)


def clear(db: Database, library: Path) -> None:
    """Clear away what processes that have died left unread in the archive in folder `library`, whose store is `db`."""
    ledgers = sorted((library / FOLDER).glob("*.json"))
    if not ledgers:
        return
    held, dead = set[str](), list[tuple[Path, FileLock]]()
    try:
        for ledger in ledgers:
            lock = _lock_of(ledger)
            try:
                lock.acquire(timeout=0)
                dead.append((ledger, lock))
            except Timeout:
                held.update(_folders_in(ledger))
            except OSError:  # on a disk that this process may only read: left to one that may write
                return
        for ledger, _ in dead:
            folders = _folders_in(ledger)
            for name in folders - held:
                _clear_folder(db, library, library / name)
            if not folders & held:  # else another process reads there: the next time
                ledger.unlink(missing_ok=True)
    finally:
        for ledger, lock in dead:
            lock.release()
            if not ledger.exists():
                Path(lock.lock_file).unlink(missing_ok=True)


def _lock_of(ledger: Path) -> FileLock:
    return FileLock(ledger.with_suffix(".lock"), thread_local=False, is_singleton=False)


def _folders_in(ledger: Path) -> set[str]:
    """Return the folders that a ledger names; all there are where it is damaged."""
    try:
        return {str(name) for name in json.loads(ledger.read_text(encoding="utf-8"))}
    except FileNotFoundError:  # its process has come to its end just now
        return set()
    except (ValueError, TypeError):
        library = ledger.parent.parent
        own = (path for name in (UPLOADS, UNPACKED) for path in (library / name).glob("*"))
        return {path.relative_to(library).as_posix() for path in own if path.is_dir()}


def _clear_folder(db: Database, library: Path, folder: Path) -> None:
    """Delete the files in `folder` that the archive knows nothing of; it is unpacked again when it comes again."""
    if ".." in folder.parts or not is_ours(library, folder):
        return
    for left in unfinished(folder):
        shutil.rmtree(left)
    forget_unpacking(folder)
    files = [path for path in folder.rglob("*") if path.is_file() or path.is_symlink()]
    names = [str(path) for path in files]
    told = {failure.path for failure in notes.failures(db) if failure.kind == "failed"}
    known = sources_at(db, names).keys() | rubbish.sources_at(db, names).keys() | told
    for path in files:
        if str(path) not in known:
            path.unlink()
