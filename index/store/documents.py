"""Documents, their sources and passages in the store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from directives.models import (
    Citation,
    Document,
    DocumentCard,
    DocumentFacts,
    Filters,
    Passage,
)
from directives.units.structure import unit_name
from index.store import citations as citation_rows
from index.store import rows
from index.store.database import Database
from index.store.keys import number_keys
from index.store.sources import Source, add_source, sources_of

Vectors = NDArray[np.float32]
T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the change log; passage ids first..last, both included (none when last < first)."""

    generation: int
    operation: str
    document_id: str
    first: int
    last: int


def text_sha256(text: str) -> str:
    """Return the hex SHA-256 of a canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


# --- writing, all inside Database.atomic() ---------------------------------------------------------------------------


def add(
    db: Database,
    generation: int,
    document: Document,
    source: Source,
    vectors: Vectors,
    inputs: Sequence[bytes | None] = (),
) -> None:
    """Write `document` with its passages, vectors (one row per passage) and citations.

    `inputs` are the keys of what the encoder read for each vector (`index.store.encoded.key`), where that is known.
    """
    header = document.header
    key, digits = number_keys(header.number)
    values: dict[str, str | int | bytes | None] = {
        "id": document.id,
        "text_sha256": text_sha256(document.text),
        "number": header.number,
        "number_key": key,
        "number_digits": digits,
        "type": header.type,
        "title": header.title,
        "date": header.date,
        "issuer": header.issuer,
        "added": _now(),
        "generation": generation,
        "warnings": rows.pack_list(document.warnings),
        "header": rows.pack_header(header),
        "pages": rows.pack_list(document.pages),
        "names": rows.pack_names(document.names),
        "anaphora": rows.pack_anaphora(document.anaphora),
        "units": rows.pack_units(document.units),
        "text": document.text,
        "anchors": rows.pack_anchors(document.anchors),
    }
    db.connection.execute(
        f"INSERT INTO documents ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", tuple(values.values())
    )
    add_source(db, document.id, source)
    _add_passages(db, generation, document, vectors, inputs or [None] * len(document.passages))
    citation_rows.add(db, document.id, document.citations)


def _add_passages(
    db: Database, generation: int, document: Document, vectors: Vectors, inputs: Sequence[bytes | None]
) -> None:
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
            "INSERT INTO vectors (passage_id, vector, input) VALUES (?, ?, ?)", (last, pack_vector(vector), input_)
        )
    connection.execute(
        "INSERT INTO changes VALUES (?, 'add', ?, ?, ?)", (generation, document.id, first, last if first else -1)
    )


def remove(db: Database, generation: int, document_id: str) -> None:
    """Take a document out of everything that a search may find.  What becomes of its text is for the caller to say."""
    connection = db.connection
    first, last = connection.execute(
        "SELECT coalesce(min(id), 0), coalesce(max(id), -1) FROM passages WHERE document_id = ?", (document_id,)
    ).fetchone()
    connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
    connection.execute("INSERT INTO changes VALUES (?, 'remove', ?, ?, ?)", (generation, document_id, first, last))


def keep_version(db: Database, document_id: str) -> None:
    """Keep the present text of a document among its versions, because a new one is to replace it."""
    sources = [source.path for source in sources_of(db, document_id)]
    db.connection.execute(
        "INSERT INTO versions SELECT id, text, number, title, ?, ?, 'updated' FROM documents WHERE id = ?",
        (rows.pack_list(sources), _now(), document_id),
    )


def set_added(db: Database, document_id: str, added: str) -> None:
    """Note when a document first came in."""
    db.connection.execute("UPDATE documents SET added = ? WHERE id = ?", (added, document_id))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


# --- reading ---------------------------------------------------------------------------------------------------------


def with_text(db: Database, sha256: str) -> str | None:
    """Return the id of the document whose current text has this SHA-256."""
    row = db.connection.execute("SELECT id FROM documents WHERE text_sha256 = ?", (sha256,)).fetchone()
    return None if row is None else str(row[0])


def exists(db: Database, document_id: str) -> bool:
    """Whether a held document has this id."""
    return db.connection.execute("SELECT 1 FROM documents WHERE id = ?", (document_id,)).fetchone() is not None


def get(db: Database, document_id: str) -> Document | None:
    """Return the whole document."""
    row = db.connection.execute(
        "SELECT id, text, pages, header, units, anaphora, names, anchors, warnings FROM documents WHERE id = ?",
        (document_id,),
    ).fetchone()
    if row is None:
        return None
    id_, text, pages, header, units, anaphora, names, anchors, warnings = row
    return Document(
        id=id_,
        text=text,
        pages=tuple(json.loads(pages)),
        header=rows.unpack_header(header),
        units=rows.unpack_units(units),
        citations=citations(db, id_),
        anaphora=rows.unpack_anaphora(anaphora),
        names=rows.unpack_names(names),
        passages=tuple(Passage(p.start, p.end, p.text, p.unit, p.heading_path) for p in passages_of(db, document_id)),
        anchors=rows.unpack_anchors(anchors),
        warnings=tuple(json.loads(warnings)),
    )


def citations(db: Database, document_id: str) -> tuple[Citation, ...]:
    """Return the citations of a document in reading order."""
    return tuple(view.citation for view in citation_rows.of_document(db, document_id))


_CARD = """
SELECT d.id, d.number, d.type, d.title, d.date, d.issuer,
    (SELECT json_group_array(path) FROM (SELECT path FROM sources s WHERE s.document_id = d.id ORDER BY ordinal))
FROM documents d
"""


def _card(row: tuple[str, str | None, str | None, str | None, str | None, str | None, str]) -> DocumentCard:
    id_, number, type_, title, date, issuer, paths = row
    sources = tuple(json.loads(paths))
    return DocumentCard(id_, number, type_, title, date, issuer, sources[0] if sources else "", sources)


def cards(db: Database, ids: Sequence[str] | None = None) -> tuple[DocumentCard, ...]:
    """Return the cards of the documents named, in that order, unknown ids left out; of all, newest added last."""
    if ids is None:
        return tuple(_card(row) for row in db.connection.execute(f"{_CARD} ORDER BY d.added, d.rowid"))
    found = {}
    for chunk in _chunks(list(dict.fromkeys(ids))):
        query = f"{_CARD} WHERE d.id IN ({', '.join('?' * len(chunk))})"
        found.update({row[0]: _card(row) for row in db.connection.execute(query, chunk)})
    return tuple(found[id_] for id_ in ids if id_ in found)


def names(db: Database) -> Iterator[tuple[str, str]]:
    """Yield the id of every document that has a title, and its type, title and issuer as one text; oldest first."""
    said = "coalesce(type, '') || ' ' || title || ' ' || coalesce(issuer, '')"
    yield from db.connection.execute(f"SELECT id, {said} FROM documents WHERE title <> '' ORDER BY added, rowid")


def facts_with_digits(db: Database, digits: str) -> tuple[DocumentFacts, ...]:
    """Return what resolution may use of the documents whose number has these digits (in key form)."""
    found = db.connection.execute(
        "SELECT id, number, type, issuer, date FROM documents WHERE number_digits = ? ORDER BY date, id", (digits,)
    )
    return tuple(DocumentFacts(*row) for row in found)


def facts(db: Database, document_id: str) -> DocumentFacts:
    """Return what resolution may use of one held document."""
    row = db.connection.execute(
        "SELECT id, coalesce(number, ''), type, issuer, date FROM documents WHERE id = ?", (document_id,)
    ).fetchone()
    return DocumentFacts(*row)


PASSAGE = """
SELECT id, document_id, ordinal, start, "end", unit, unit_name, heading_path, page, text, title, issuer, type, date
FROM passages JOIN (SELECT id AS whose, title, issuer, type, date FROM documents) ON whose = document_id
"""


def passages_of(db: Database, document_id: str) -> tuple[StoredPassage, ...]:
    """Return the passages of a document in reading order."""
    query = f"{PASSAGE} WHERE document_id = ? ORDER BY ordinal"
    return tuple(StoredPassage(*row) for row in db.connection.execute(query, (document_id,)))


def headings(db: Database, document_ids: Sequence[str]) -> tuple[StoredPassage, ...]:
    """Return the first passage of each of the documents named, which is its heading block."""
    found: list[StoredPassage] = []
    for chunk in _chunks(document_ids):
        query = f"{PASSAGE} WHERE ordinal = 0 AND document_id IN ({', '.join('?' * len(chunk))})"
        found += [StoredPassage(*row) for row in db.connection.execute(query, chunk)]
    return tuple(found)


def passages(db: Database, ids: Sequence[int], generation: int | None = None) -> dict[int, StoredPassage]:
    """Return those of the passages named that exist (at `generation`, if given), by id."""
    limit = generation if generation is not None else db.generation()
    found = {}
    for chunk in _chunks(ids):
        query = f"{PASSAGE} WHERE generation <= ? AND id IN ({', '.join('?' * len(chunk))})"
        found.update({row[0]: StoredPassage(*row) for row in db.connection.execute(query, (limit, *chunk))})
    return found


def passage_at(db: Database, document_id: str, offset: int) -> int | None:
    """Return the id of the passage that holds `offset`, or else of the last one that begins before it."""
    row = db.connection.execute(
        "SELECT id FROM passages WHERE document_id = ? AND start <= ? ORDER BY ordinal DESC LIMIT 1",
        (document_id, offset),
    ).fetchone()
    return None if row is None else int(row[0])


def passages_between(db: Database, first: int, last: int) -> Iterator[StoredPassage]:
    """Yield the passages with ids first..last, both included, by id."""
    query = f"{PASSAGE} WHERE id BETWEEN ? AND ? ORDER BY id"
    for row in db.connection.execute(query, (first, last)):
        yield StoredPassage(*row)


def passage_ids(db: Database) -> set[int]:
    """Return the ids of all passages."""
    return {row[0] for row in db.connection.execute("SELECT id FROM passages")}


def passage_ranges(db: Database) -> list[tuple[str, int, int]]:
    """Return (document id, first, last passage id) of every document that has passages, by first id."""
    query = "SELECT document_id, min(id), max(id) FROM passages GROUP BY document_id ORDER BY min(id)"
    return list(db.connection.execute(query))


def allowed_documents(db: Database, filters: Filters) -> set[str] | None:
    """Return the ids of the documents that pass `filters`; None when nothing is restricted."""
    conditions: list[str] = []
    values: list[str] = []

    def one_of(column: str, accepted: Sequence[str]) -> None:
        if accepted:
            conditions.append(f"lower_vi({column}) IN ({', '.join('?' * len(accepted))})")
            values.extend(value.lower() for value in accepted)

    one_of("type", filters.types)
    one_of("issuer", filters.issuers)
    # A bound on the date leaves out documents whose date is unknown: a hit must satisfy what was asked.
    for column_test, value in (
        ("date >= ?", filters.date_from),
        ("date <= ?", filters.date_to),
        ("id = ?", filters.document),
        ("id <> ?", filters.exclude_document),
    ):
        if value:
            conditions.append(column_test)
            values.append(value)
    if not conditions:
        return db.visible()
    query = f"SELECT id FROM documents WHERE {' AND '.join(conditions)}"
    return {row[0] for row in db.connection.execute(query, values)}


def passage_ids_of(db: Database, document_ids: Iterable[str]) -> list[int]:
    """Return the ids of all passages of the documents named."""
    if document_ids is db.visible():
        return db.visible_passages()
    found: list[int] = []
    for chunk in _chunks(sorted(document_ids)):
        query = f"SELECT id FROM passages WHERE document_id IN ({', '.join('?' * len(chunk))})"
        found += [row[0] for row in db.connection.execute(query, chunk)]
    return found


def facet_values(db: Database, column: str) -> tuple[str, ...]:
    """Return the distinct values of "type" or "issuer", most frequent first."""
    if column not in ("type", "issuer"):
        raise ValueError(column)
    query = f"SELECT {column} FROM documents WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1"
    return tuple(row[0] for row in db.connection.execute(query))


def count(db: Database, table: str) -> int:
    """Return the number of rows of "documents" or "passages"."""
    if table not in ("documents", "passages"):
        raise ValueError(table)
    return int(db.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def task_counts(db: Database) -> dict[str, int]:
    """Return how many tasks each document has, for those that have any."""
    counted = "(SELECT count(*) FROM json_each(units) WHERE json_extract(value, '$[0]') = 'task')"
    rows = db.connection.execute(f"SELECT id, {counted} FROM documents WHERE instr(units, '\"task\"')")
    return {row[0]: row[1] for row in rows if row[1]}


def changes_after(db: Database, generation: int) -> list[Change]:
    """Return the lines of the change log after `generation`, oldest first."""
    query = "SELECT * FROM changes WHERE generation > ? ORDER BY generation, rowid"
    return [Change(*row) for row in db.connection.execute(query, (generation,))]


# --- vectors ---------------------------------------------------------------------------------------------------------


def pack_vector(vector: NDArray[np.float32]) -> bytes:
    """Return a vector as little-endian float16: half the size, and cosines change by less than .001."""
    return vector.astype("<f2").tobytes()


def vectors_between(db: Database, first: int, last: int) -> tuple[NDArray[np.int64], Vectors]:
    """Return (ids, vectors as float32) of the passages with ids first..last, both included."""
    query = "SELECT passage_id, vector FROM vectors WHERE passage_id BETWEEN ? AND ? ORDER BY passage_id"
    found = db.connection.execute(query, (first, last)).fetchall()
    ids = np.array([row[0] for row in found], dtype=np.int64)
    if not found:
        return ids, np.zeros((0, 0), dtype=np.float32)
    joined = np.frombuffer(b"".join(row[1] for row in found), dtype="<f2")
    return ids, joined.reshape(len(found), -1).astype(np.float32)


def passages_without_vector(db: Database) -> int:
    """Return how many passages have no vector: none in a sound archive."""
    query = "SELECT count(*) FROM passages LEFT JOIN vectors ON passage_id = id WHERE passage_id IS NULL"
    return int(db.connection.execute(query).fetchone()[0])


def _chunks(values: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    for begin in range(0, len(values), size):
        yield values[begin : begin + size]
