"""An archive's SQLite file: a connection per thread, one write transaction at a time, a generation per commit."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from directives.errors import ArchiveDamaged, ArchiveUnreachable
from index.store import schema

if TYPE_CHECKING:
    from sqlite3 import _Parameters

    from index.store.restricted import Scope

FILE_NAME = "archive.db"
Visible = tuple[set[str], list[int]]  # ids of documents, of passages
_REMEMBERED = 8  # sets of visible documents kept in memory
# Answers of SQLite that are about the place of the file and not about the file.
_OF_THE_PLACE = {
    sqlite3.SQLITE_FULL: "ổ đĩa đã đầy",
    sqlite3.SQLITE_READONLY: "không có quyền ghi",
    sqlite3.SQLITE_PERM: "không có quyền truy cập",
    sqlite3.SQLITE_CANTOPEN: "không mở được tệp",
    sqlite3.SQLITE_IOERR: "lỗi đọc, ghi đĩa",
}


class _Connection(sqlite3.Connection):
    """A connection that says in a sentence when the file turns out to be damaged in the middle of its use."""

    def execute(self, sql: str, parameters: _Parameters = (), /) -> sqlite3.Cursor:
        try:
            return super().execute(sql, parameters)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise ArchiveDamaged(
                    f"Cơ sở dữ liệu của kho đã hỏng ({error}); hãy khôi phục từ bản sao lưu: “danchieu "
                    "doctor” cho biết bản nào."
                ) from error
            raise


class Database:
    """An open archive file.  Usable from several threads; each has its own connection."""

    def __init__(self, path: Path) -> None:
        """Open the archive at `path`, a file that is created with its folder when absent.

        Raises ArchiveDamaged when the file is no archive or has a layout this program does not know,
        ArchiveUnreachable when the place does not let it be opened.
        """
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._visible: dict[tuple[frozenset[str], int, str], Visible] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if _was_emptied(path):
                raise ArchiveDamaged(f"Tệp {path} nay trống dù kho từng có văn bản; hãy khôi phục từ bản sao lưu.")
            with self._place_told():
                self._prepare()
        except OSError as error:
            raise ArchiveUnreachable(
                f"Không tạo được thư mục kho {path.parent} ({error.strerror}); hãy kiểm tra đường dẫn và quyền ghi."
            ) from error
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise
            raise ArchiveDamaged(
                f"Tệp {path} không phải là kho văn bản hoặc đã hỏng ({error}); hãy khôi phục từ bản sao lưu."
            ) from error

    @contextmanager
    def _place_told(self) -> Iterator[None]:
        """Turn what SQLite says of the file's place into a sentence; other errors pass."""
        try:
            yield
        except sqlite3.OperationalError as error:
            cause = _OF_THE_PLACE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
            if cause is None:
                raise
            raise ArchiveUnreachable(
                f"Kho {self.path} không đọc, ghi được ({cause}); hãy kiểm tra quyền ghi và dung lượng trống của ổ đĩa "
                "rồi thử lại. Phần đã ghi xong vẫn nguyên vẹn."
            ) from error

    def _prepare(self) -> None:
        if self._version() == schema.VERSION:
            return
        with self._transaction():
            version = self._version()  # another process may have been faster
            for statement in schema.statements_after(version):
                self.connection.execute(statement)
            if version == 0:
                self.set_meta("generation", "0")
            self.set_meta("schema", str(schema.VERSION))

    def _version(self) -> int:
        """Return the layout of the file, 0 for an empty one.  Raises ArchiveDamaged for one of a later program."""
        if not self.connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            return 0
        said = self.meta("schema") or ""
        version = int(said) if said.isdigit() else 0
        if version == 0:
            raise ArchiveDamaged(
                f"Tệp {self.path} không ghi cấu trúc của kho nên có thể đã hỏng; hãy khôi phục từ bản sao lưu."
            )
        if version > schema.VERSION:
            raise ArchiveDamaged(
                f"Kho văn bản {self.path} có cấu trúc phiên bản {version}, do một bản Dẫn Chiếu mới hơn ghi; chương "
                f"trình này chỉ đọc được đến phiên bản {schema.VERSION}. Hãy cập nhật chương trình rồi mở lại; kho vẫn "
                "nguyên vẹn."
            )
        return version

    @property
    def connection(self) -> sqlite3.Connection:
        """The calling thread's connection, in autocommit mode."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self.connect()
        return connection

    def connect(self) -> sqlite3.Connection:
        """Return a new connection for the calling thread; it is closed when the thread has ended."""
        connection = sqlite3.connect(
            self.path, timeout=60, isolation_level=None, check_same_thread=False, factory=_Connection
        )
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL, because the caches note the generations they hold: a commit lost with the power would be missed.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA mmap_size = 268435456")
        # SQLite's own lower() leaves Vietnamese capitals as they are.
        connection.create_function("lower_vi", 1, lambda v: v.lower() if v else v, deterministic=True)
        with self._guard:
            self._all.append(connection)
        ended = weakref.finalize(threading.current_thread(), _close, weakref.ref(self), connection)
        ended.atexit = False
        return connection

    def disconnect(self, connection: sqlite3.Connection) -> None:
        """Close one connection."""
        with self._guard:
            if connection in self._all:
                self._all.remove(connection)
        connection.close()

    @property
    def whole(self) -> Database:
        """The store without restriction: this one, unless it is that of somebody who may not see everything."""
        return self

    def visible(self) -> set[str] | None:
        """Return the ids of the documents that may be read, None for all."""
        return None

    def kept_connections(self) -> OrderedDict[Scope, sqlite3.Connection]:
        """Return the calling thread's connections that show a part of the store, by what they show."""
        kept: OrderedDict[Scope, sqlite3.Connection] | None = getattr(self._local, "restricted", None)
        if kept is None:
            kept = self._local.restricted = OrderedDict()
        return kept

    def visible_passages(self) -> list[int]:
        """Return the ids of the passages that may be read; where all may, nobody asks."""
        return [row[0] for row in self.connection.execute("SELECT id FROM passages")]

    def remembered(self, key: tuple[frozenset[str], int, str], read: Callable[[], Visible]) -> Visible:
        """Return what is visible under `key`, read once."""
        found = self._visible.get(key)
        if found is None:
            found = read()
            self._visible[key] = found
            while len(self._visible) > _REMEMBERED:
                del self._visible[next(iter(self._visible))]
        return found

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._guard:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()

    def meta(self, key: str) -> str | None:
        """Return the value kept under `key`, None when there is none."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, key: str, value: str | None) -> None:
        """Keep `value` under `key`; None forgets it.  To be called inside `atomic()`."""
        if value is None:
            self.connection.execute("DELETE FROM meta WHERE key = ?", (key,))
        else:
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def generation(self) -> int:
        """Return the generation of the last commit that changed what a search may find."""
        return int(self.meta("generation") or 0)

    @contextmanager
    def atomic(self) -> Iterator[int]:
        """Run the block as one transaction that raises the generation; yield the generation it will have."""
        with self._transaction():
            generation = self.generation() + 1
            self.set_meta("generation", str(generation))
            yield generation

    @contextmanager
    def atomic_notes(self) -> Iterator[None]:
        """Run the block as one transaction that changes nothing a search may find: the generation stays."""
        with self._transaction():
            yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        connection = self.connection
        with self._place_told():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # SQLite itself rolls back after some errors, a full disk among them
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Run the block's reads on one state of the archive; nested blocks share the outermost state."""
        connection = self.connection
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.execute("COMMIT")

    def problems(self) -> list[str]:
        """Return what SQLite itself finds wrong with the file: integrity and foreign keys; empty when sound."""
        try:
            found = [str(row[0]) for row in self.connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            broken = self.connection.execute("PRAGMA foreign_key_check").fetchmany(20)
        except (sqlite3.DatabaseError, ArchiveDamaged) as error:  # too far gone to be checked to its end
            return [str(error)]
        return found + [f"khóa ngoại hỏng: {row[0]} → {row[2]}" for row in broken]


def _close(owner: weakref.ref[Database], connection: sqlite3.Connection) -> None:
    """Close the connection of a thread that has ended: the pages run in a new thread each time."""
    database = owner()
    if database is not None:
        database.disconnect(connection)


def _was_emptied(path: Path) -> bool:
    """Whether an archive file was cut down to nothing: SQLite would take it for a new one and begin from scratch."""
    if not path.is_file() or path.stat().st_size > 0:
        return False
    journal = path.with_name(f"{path.name}-wal")
    return (path.parent / "cache").is_dir() and not (journal.is_file() and journal.stat().st_size > 0)
