"""Passages in the store: what the caches index and a search finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from directives.models import Document
from directives.units.structure import unit_name
from index.store.chunks import chunks, slots
from index.store.database import Database
from index.store.vectors import Vectors, pack


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the caches and the searcher see it; `id` is never used again once its document is gone.

    `title`, `issuer`, `type` and `date` are its document's.
    """

    id: int
    document_id: str
    ordinal: int
    start: int
    end: int
    unit: int | None
    unit_name: str | None
    heading_path: str
    page: int
    text: str
    title: str | None
    issuer: str | None
    type: str | None
    date: str | None = None


def add(db: Database, generation: int, document: Document, vectors: Vectors, inputs: Sequence[bytes | None]) -> None:
    """Write the passages of a document with a vector each, and the line of the change log that says so."""
    if len(vectors) != len(document.passages):
        raise ValueError(f"{len(document.passages)} passages but {len(vectors)} vectors")
    connection = db.connection
    first = last = 0
    for ordinal, (passage, vector, input_) in enumerate(zip(document.passages, vectors, inputs, strict=True)):
        cursor = connection.execute(
            'INSERT INTO passages (document_id, ordinal, start, "end", unit, unit_name, heading_path, page, text,'
            " generation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.id,
                ordinal,
                passage.start,
                passage.end,
                passage.unit,
                None if passage.unit is None else unit_name(document.units, passage.unit),
                passage.heading_path,
                document.page(passage.start),
                passage.text,
                generation,
            ),
        )
        last = cursor.lastrowid or 0
        first = first or last
        connection.execute(
            "INSERT INTO vectors (passage_id, vector, input) VALUES (?, ?, ?)", (last, pack(vector), input_)
        )
    connection.execute(
        "INSERT INTO changes VALUES (?, 'add', ?, ?, ?)", (generation, document.id, first, last if first else -1)
    )


PASSAGE = """
SELECT id, document_id, ordinal, start, "end", unit, unit_name, heading_path, page, text, title, issuer, type, date
FROM passages JOIN (SELECT id AS whose, title, issuer, type, date FROM documents) ON whose = document_id
"""


def of_document(db: Database, document_id: str) -> tuple[StoredPassage, ...]:
    """Return the passages of a document in reading order."""
    query = f"{PASSAGE} WHERE document_id = ? ORDER BY ordinal"
    return tuple(StoredPassage(*row) for row in db.connection.execute(query, (document_id,)))


def headings(db: Database, document_ids: Sequence[str]) -> tuple[StoredPassage, ...]:
    """Return the first passage of each of the documents named, which is its heading block."""
    found: list[StoredPassage] = []
    for chunk in chunks(document_ids):
        query = f"{PASSAGE} WHERE ordinal = 0 AND document_id IN ({slots(chunk)})"
        found += [StoredPassage(*row) for row in db.connection.execute(query, chunk)]
    return tuple(found)


def by_id(db: Database, named: Sequence[int], generation: int | None = None) -> dict[int, StoredPassage]:
    """Return those of the passages named that exist (at `generation`, if given), by id."""
    limit = generation if generation is not None else db.generation()
    found = {}
    for chunk in chunks(named):
        query = f"{PASSAGE} WHERE generation <= ? AND id IN ({slots(chunk)})"
        found.update({row[0]: StoredPassage(*row) for row in db.connection.execute(query, (limit, *chunk))})
    return found


def at(db: Database, document_id: str, offset: int) -> int | None:
    """Return the id of the passage that holds `offset`, or else of the last one that begins before it."""
    row = db.connection.execute(
        "SELECT id FROM passages WHERE document_id = ? AND start <= ? ORDER BY ordinal DESC LIMIT 1",
        (document_id, offset),
    ).fetchone()
    return None if row is None else int(row[0])


def between(db: Database, first: int, last: int) -> Iterator[StoredPassage]:
    """Yield the passages with ids first..last, both included, by id."""
    query = f"{PASSAGE} WHERE id BETWEEN ? AND ? ORDER BY id"
    for row in db.connection.execute(query, (first, last)):
        yield StoredPassage(*row)


def ids(db: Database) -> set[int]:
    """Return the ids of all passages."""
    return {row[0] for row in db.connection.execute("SELECT id FROM passages")}


def ranges(db: Database) -> list[tuple[str, int, int]]:
    """Return (document id, first, last passage id) of every document that has passages, by first id."""
    query = "SELECT document_id, min(id), max(id) FROM passages GROUP BY document_id ORDER BY min(id)"
    return list(db.connection.execute(query))


def ids_of(db: Database, document_ids: Iterable[str]) -> list[int]:
    """Return the ids of all passages of the documents named."""
    if document_ids is db.visible():
        return db.visible_passages()
    found: list[int] = []
    for chunk in chunks(sorted(document_ids)):
        query = f"SELECT id FROM passages WHERE document_id IN ({slots(chunk)})"
        found += [row[0] for row in db.connection.execute(query, chunk)]
    return found
