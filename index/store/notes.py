"""What the archive remembers of files besides their documents: failures, and matters that wait for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from directives.models import Problem
from index.store.chunks import chunks, slots
from index.store.database import Database
from index.store.sources import Source


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, as it was then, that could not be added; `kind` is "failed" or "refused"."""

    source: Source
    reason: str
    kind: str

    @property
    def path(self) -> str:
        """The path of the file."""
        return self.source.path


def note_failure(db: Database, failure: Failure, reader: int) -> None:
    """Remember a failure, so that the same bytes are not tried again by the same version of the reader."""
    source = failure.source
    db.connection.execute(
        "INSERT OR REPLACE INTO failures (path, sha256, reason, kind, reader, size, mtime_ns, ctime_ns, seen_ns)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (source.path, source.sha256, failure.reason, failure.kind, reader)
        + (source.size, source.mtime_ns, source.ctime_ns, source.seen_ns),
    )


def forget_failure(db: Database, path: str) -> None:
    """Forget a failure: the file has been read since, or is gone."""
    db.connection.execute("DELETE FROM failures WHERE path = ?", (path,))


_FAILURE = "SELECT path, sha256, size, mtime_ns, '', ctime_ns, seen_ns, reason, kind FROM failures"


def _failure(row: Sequence[str | int]) -> Failure:
    return Failure(Source(*row[:7]), str(row[7]), str(row[8]))  # type: ignore[arg-type]


def failures_at(db: Database, paths: Sequence[str], reader: int) -> dict[str, Failure]:
    """Return the failures that this version of the reader had with `paths`, by path."""
    found = {}
    for chunk in chunks(paths):
        query = f"{_FAILURE} WHERE reader = ? AND path IN ({slots(chunk)})"
        found.update({row[0]: _failure(row) for row in db.connection.execute(query, (reader, *chunk))})
    return found


def failure_of(db: Database, sha256: str, reader: int) -> Failure | None:
    """Return a failure that this version of the reader had with these bytes, wherever they lay."""
    row = db.connection.execute(f"{_FAILURE} WHERE sha256 = ? AND reader = ?", (sha256, reader)).fetchone()
    return _failure(row) if row else None


def failures(db: Database) -> tuple[Failure, ...]:
    """Return every failure remembered, by path."""
    return tuple(_failure(row) for row in db.connection.execute(f"{_FAILURE} ORDER BY path"))


def note_attention(db: Database, problems: Iterable[Problem]) -> None:
    """Put matters on the attention list; one already there stays as it is."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    db.connection.executemany(
        "INSERT OR IGNORE INTO attention VALUES (?, ?, ?)", [(p.path, p.reason, now) for p in problems]
    )


def attention(db: Database) -> tuple[Problem, ...]:
    """Return the attention list, oldest first."""
    return tuple(Problem(*row) for row in db.connection.execute("SELECT path, reason FROM attention ORDER BY noted"))
