"""The change log: which passages came and went in each generation, from which the caches catch up."""

from __future__ import annotations

from dataclasses import dataclass

from index.store.database import Database


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the change log; passage ids first..last, both included (none when last < first)."""

    generation: int
    operation: str
    document_id: str
    first: int
    last: int


def after(db: Database, generation: int) -> list[Change]:
    """Return the lines of the change log after `generation`, oldest first."""
    query = "SELECT * FROM changes WHERE generation > ? ORDER BY generation, rowid"
    return [Change(*row) for row in db.connection.execute(query, (generation,))]
