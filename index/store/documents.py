"""Documents in the store: written whole, read whole, as cards and as the facts that are compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from directives.models import (
    Citation,
    Document,
    DocumentCard,
    DocumentFacts,
    Filters,
    Passage,
)
from index.store import citations as citation_rows
from index.store import passages as passage_rows
from index.store import rows
from index.store.chunks import chunks, slots
from index.store.database import Database
from index.store.keys import number_keys
from index.store.sources import Source, add_source, sources_of
from index.store.vectors import Vectors


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
        f"INSERT INTO documents ({', '.join(values)}) VALUES ({slots(values)})", tuple(values.values())
    )
    add_source(db, document.id, source)
    passage_rows.add(db, generation, document, vectors, inputs or [None] * len(document.passages))
    citation_rows.add(db, document.id, document.citations)


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
    passages = passage_rows.of_document(db, document_id)
    return Document(
        id=id_,
        text=text,
        pages=tuple(json.loads(pages)),
        header=rows.unpack_header(header),
        units=rows.unpack_units(units),
        citations=citations(db, id_),
        anaphora=rows.unpack_anaphora(anaphora),
        names=rows.unpack_names(names),
        passages=tuple(Passage(p.start, p.end, p.text, p.unit, p.heading_path) for p in passages),
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
    for chunk in chunks(list(dict.fromkeys(ids))):
        query = f"{_CARD} WHERE d.id IN ({slots(chunk)})"
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


def allowed_documents(db: Database, filters: Filters) -> set[str] | None:
    """Return the ids of the documents that pass `filters`; None when nothing is restricted."""
    conditions: list[str] = []
    values: list[str] = []

    def one_of(column: str, accepted: Sequence[str]) -> None:
        if accepted:
            conditions.append(f"lower_vi({column}) IN ({slots(accepted)})")
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
