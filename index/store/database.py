"""An archive's SQLite file: a connection per thread, one write transaction at a time, a generation per commit."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from directives.errors import ArchiveDamaged
from index.store import schema

FILE_NAME = "archive.db"


class Database:
    """An open archive file.  Usable from several threads; each has its own connection."""

    def __init__(self, path: Path) -> None:
        """Open the archive at `path`, a file that is created with its folder when absent.

        Raises ArchiveDamaged when the file is no archive or has a layout this program does not know.
        """
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._prepare()
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise
            raise ArchiveDamaged(
                f"Tệp {path} không phải là kho văn bản hoặc đã hỏng ({error}); hãy khôi phục từ bản sao lưu."
            ) from error

    def _prepare(self) -> None:
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
                for statement in schema.TABLES.split(";\n"):
                    if statement.strip():
                        connection.execute(statement)
                connection.executemany(
                    "INSERT INTO meta VALUES (?, ?)", [("schema", str(schema.VERSION)), ("generation", "0")]
                )
            version = self.meta("schema")
            if version != str(schema.VERSION):
                raise ArchiveDamaged(
                    f"Kho văn bản {self.path} có cấu trúc phiên bản {version}, chương trình này dùng phiên bản "
                    f"{schema.VERSION}; hãy dùng đúng phiên bản chương trình đã tạo kho, hoặc nạp lại vào một kho mới."
                )
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise

    @property
    def connection(self) -> sqlite3.Connection:
        """The calling thread's connection, in autocommit mode."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path, timeout=60, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA mmap_size = 268435456")
            # SQLite's own lower() leaves Vietnamese capitals as they are.
            connection.create_function("lower_vi", 1, lambda v: v.lower() if v else v, deterministic=True)
            self._local.connection = connection
            with self._guard:
                self._all.append(connection)
        return connection

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
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            generation = self.generation() + 1
            self.set_meta("generation", str(generation))
            yield generation
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise

    @contextmanager
    def atomic_notes(self) -> Iterator[None]:
        """Run the block as one transaction that changes nothing a search may find: the generation stays."""
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
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
        found = [str(row[0]) for row in self.connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
        broken = self.connection.execute("PRAGMA foreign_key_check").fetchmany(20)
        return found + [f"khóa ngoại hỏng: {row[0]} → {row[2]}" for row in broken]
