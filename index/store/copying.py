"""Whole archives copied out of use and into use; what a copy holds, and whether it is sound."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from directives.errors import ArchiveDamaged
from index.store import schema
from index.store.database import Database

_WITH_PATHS = ("sources", "bin_sources", "failures", "packages")


@dataclass(frozen=True, slots=True)
class Contents:
    """How much an archive holds."""

    schema: int
    generation: int
    documents: int
    passages: int
    binned: int
    drafts: int


def copy_out(db: Database, target: Path) -> None:
    """Copy the archive, as it is at this moment, into a new file at `target`; writers may go on meanwhile.

    Raises ArchiveDamaged where it cannot be read to its end, OSError where the copy cannot be written.
    """
    target.unlink(missing_ok=True)
    try:
        with _place_told(), closing(sqlite3.connect(target)) as copy:
            db.connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a journal beside it
    except sqlite3.DatabaseError as error:
        raise ArchiveDamaged(f"Cơ sở dữ liệu của kho đã hỏng ({error}); hãy khôi phục từ bản sao lưu.") from error


def copy_in(db: Database, source: Path) -> None:
    """Make the archive what the file at `source` is, in one transaction: other processes see all of it or nothing.

    The generation rises above both, and the caches of all processes are told to begin anew.
    """
    with _place_told(), closing(sqlite3.connect(source, isolation_level=None)) as copy:
        generation = max(db.generation(), _generation(copy)) + 1
        copy.execute("PRAGMA journal_mode = WAL")  # as the archive has it: the mode is part of what is copied
        copy.execute("BEGIN IMMEDIATE")
        for key in ("generation", "vectors_since", "caches_since"):
            copy.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, str(generation)))
        copy.execute("COMMIT")
        copy.backup(db.connection)


def contents(path: Path) -> Contents:
    """Return what the archive file at `path` holds.  Raises ArchiveDamaged where it is none, or not sound."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            wrong = [row[0] for row in copy.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
            wrong += [f"{row[0]} → {row[2]}" for row in copy.execute("PRAGMA foreign_key_check").fetchmany(5)]
            if wrong:
                raise ArchiveDamaged(f"Cơ sở dữ liệu {path.name} đã hỏng ({'; '.join(wrong)[:300]}).")
            row = copy.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
            version = int(row[0]) if row and str(row[0]).isdigit() else 0
            if not 0 < version <= schema.VERSION:
                raise ArchiveDamaged(
                    f"Cơ sở dữ liệu {path.name} có cấu trúc phiên bản {version}, chương trình này chỉ đọc được đến "
                    f"phiên bản {schema.VERSION}; hãy cập nhật chương trình."
                )
            binned = "bin" if version > 1 else "(SELECT 1 WHERE 0)"
            counts = copy.execute(
                "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages),"
                f" (SELECT count(*) FROM {binned}), (SELECT count(*) FROM drafts)"
            ).fetchone()
            return Contents(version, _generation(copy), *counts)
    except sqlite3.Error as error:
        raise ArchiveDamaged(f"Tệp {path.name} không phải cơ sở dữ liệu của kho hoặc đã hỏng ({error}).") from error


def own_files(path: Path, folders: Sequence[str]) -> set[str]:
    """Return the paths below `folders` of the documents, held or binned, and failures in the archive file at `path`.

    Files that were refused are not among them.
    """
    found: set[str] = set()
    with closing(sqlite3.connect(path)) as copy:
        for query in (
            "SELECT path FROM sources",
            "SELECT path FROM bin_sources",
            "SELECT path FROM failures WHERE kind = 'failed'",
        ):
            found.update(row[0] for row in copy.execute(query) if str(row[0]).startswith(tuple(folders)))
    return found


def move_paths(path: Path, old: str, new: str) -> None:
    """Rewrite, in the archive file at `path`, the paths below the folder `old` as paths below `new`."""
    with _place_told(), closing(sqlite3.connect(path, isolation_level=None)) as copy:
        copy.execute("BEGIN IMMEDIATE")
        for table in _WITH_PATHS:
            copy.execute(
                f"UPDATE {table} SET path = ?1 || replace(substr(path, length(?2) + 1), ?4, ?5)"
                " WHERE substr(path, 1, length(?2) + 1) IN (?2 || '/', ?2 || ?3)",
                (new, old, "\\", *(("\\", "/") if "/" in new else ("/", "\\"))),
            )
        copy.execute("COMMIT")


@contextmanager
def _place_told() -> Iterator[None]:
    """Turn what SQLite says of a full or unreachable disk into an OSError, as for any other file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
            raise OSError(f"không ghi được cơ sở dữ liệu: {error}") from error
        raise


def _generation(copy: sqlite3.Connection) -> int:
    row = copy.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
    return int(row[0]) if row else 0
