"""A second set of vectors, filled while the first stays in use, then swapped in: re-encoding may stop at any time."""

from __future__ import annotations

from collections.abc import Sequence

from index.store.database import Database
from index.store.passages import PASSAGE, StoredPassage
from index.store.vectors import Vectors, pack


def begin(db: Database, identity: str) -> None:
    """Start, or go on with, re-encoding for the model `identity`; vectors begun for another model are dropped."""
    with db.atomic():
        if db.meta("reencode") != identity:
            db.connection.execute("DELETE FROM vectors_next")
            db.set_meta("reencode", identity)


def pending(db: Database, limit: int) -> list[StoredPassage]:
    """Return up to `limit` passages that have no new vector yet, by id."""
    query = f"{PASSAGE} WHERE id NOT IN (SELECT passage_id FROM vectors_next) ORDER BY id LIMIT ?"
    return [StoredPassage(*row) for row in db.connection.execute(query, (limit,))]


def pending_count(db: Database) -> int:
    """Return how many passages have no new vector yet."""
    query = "SELECT (SELECT count(*) FROM passages) - (SELECT count(*) FROM vectors_next)"
    return int(db.connection.execute(query).fetchone()[0])


def put(db: Database, ids: Sequence[int], vectors: Vectors) -> None:
    """Keep new vectors of these passages; those removed meanwhile are passed over."""
    with db.atomic():
        for id_, vector in zip(ids, vectors, strict=True):
            db.connection.execute(
                "INSERT INTO vectors_next SELECT id, ? FROM passages WHERE id = ?", (pack(vector), id_)
            )


def finish(db: Database, identity: str, dimension: int) -> bool:
    """Swap the new vectors in and name their model; False, with nothing changed, when a passage still lacks one."""
    with db.atomic() as generation:
        if pending(db, 1):
            return False
        db.connection.execute(
            "INSERT OR REPLACE INTO vectors (passage_id, vector, input)"
            " SELECT n.passage_id, n.vector, v.input FROM vectors_next n LEFT JOIN vectors v USING (passage_id)"
        )
        db.connection.execute("DELETE FROM vectors_next")
        db.set_meta("reencode", None)
        db.set_meta("model", identity)
        db.set_meta("dimension", str(dimension))
        db.set_meta("vectors_since", str(generation))  # caches of older vectors must be rebuilt
    return True
