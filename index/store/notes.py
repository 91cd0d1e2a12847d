"""What the archive remembers of files besides their documents: failures, and matters that wait for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from directives.models import Problem
from index.store.database import Database


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be added; `kind` is "failed" or "refused", `sha256` of its bytes then."""

    path: str
    sha256: str
    reason: str
    kind: str


def note_failure(db: Database, failure: Failure, reader: int) -> None:
    """Remember a failure, so that the same bytes are not tried again by the same version of the reader."""
    db.connection.execute(
        "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?)",
        (failure.path, failure.sha256, failure.reason, failure.kind, reader),
    )


def forget_failure(db: Database, path: str) -> None:
    """Forget a failure: the file has been read since, or is gone."""
    db.connection.execute("DELETE FROM failures WHERE path = ?", (path,))


def failure_at(db: Database, path: str, reader: int) -> Failure | None:
    """Return the failure remembered of `path`, if this version of the reader had it."""
    query = "SELECT path, sha256, reason, kind FROM failures WHERE path = ? AND reader = ?"
    row = db.connection.execute(query, (path, reader)).fetchone()
    return Failure(*row) if row else None


def failures(db: Database) -> tuple[Failure, ...]:
    """Return every failure remembered, by path."""
    query = "SELECT path, sha256, reason, kind FROM failures ORDER BY path"
    return tuple(Failure(*row) for row in db.connection.execute(query))


def note_attention(db: Database, problems: Iterable[Problem]) -> None:
    """Put matters on the attention list; one already there stays as it is."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    db.connection.executemany(
        "INSERT OR IGNORE INTO attention VALUES (?, ?, ?)", [(p.path, p.reason, now) for p in problems]
    )


def attention(db: Database) -> tuple[Problem, ...]:
    """Return the attention list, oldest first."""
    return tuple(Problem(*row) for row in db.connection.execute("SELECT path, reason FROM attention ORDER BY noted"))


def drop_attention(db: Database, path: str) -> None:
    """Take a path off the attention list."""
    db.connection.execute("DELETE FROM attention WHERE path = ?", (path,))
