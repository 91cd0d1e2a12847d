"""Zip archives that were opened: the files of each lie below the archive's folder, by the hash of its bytes."""

from __future__ import annotations

from collections.abc import Iterator

from index.store.database import Database
from index.store.sources import Source

_PACKAGE = "SELECT path, sha256, size, mtime_ns, '', ctime_ns, seen_ns FROM packages"


def put(db: Database, package: Source) -> None:
    """Remember a zip archive.  Inside Database.atomic_notes()."""
    db.connection.execute(
        "INSERT OR REPLACE INTO packages (path, sha256, size, mtime_ns, ctime_ns, seen_ns) VALUES (?, ?, ?, ?, ?, ?)",
        (package.path, package.sha256, package.size, package.mtime_ns, package.ctime_ns, package.seen_ns),
    )


def drop(db: Database, path: str) -> None:
    """Forget the zip archive at `path`.  Inside Database.atomic_notes()."""
    db.connection.execute("DELETE FROM packages WHERE path = ?", (path,))


def at(db: Database, path: str) -> Source | None:
    """Return what is known of the zip archive at `path`."""
    row = db.connection.execute(f"{_PACKAGE} WHERE path = ?", (path,)).fetchone()
    return Source(*row) if row else None


def all_of(db: Database) -> Iterator[Source]:
    """Yield every zip archive remembered, by path."""
    for row in db.connection.execute(f"{_PACKAGE} ORDER BY path").fetchall():
        yield Source(*row)
