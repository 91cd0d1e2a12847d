"""Citations in the store, with what they were resolved to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directives.models import Citation, CitationView, KnownDocument, Resolution
from index.store.chunks import chunks, slots
from index.store.database import Database
from index.store.keys import number_keys


@dataclass(frozen=True, slots=True)
class StoredCitation:
    """A citation with its row id and the id of the citing document."""

    id: int
    document_id: str
    citation: Citation


def add(db: Database, document_id: str, citations: Iterable[Citation]) -> None:
    """Write the citations of a document, still unresolved.  Inside Database.atomic()."""
    values = [
        (document_id, c.start, c.end, c.text, c.number, *number_keys(c.number))
        + (c.type, c.date, c.issuer, c.title, c.relation, c.kind)
        for c in citations
    ]
    db.connection.executemany(
        'INSERT INTO citations (document_id, start, "end", text, number, number_key, number_digits, type, date, issuer,'
        f" title, relation, kind) VALUES ({', '.join('?' * 13)})",
        values,
    )


def resolve(db: Database, citation_id: int, resolution: Resolution) -> None:
    """Keep what a citation was resolved to.  Inside Database.atomic()."""
    connection = db.connection
    connection.execute(
        "UPDATE citations SET status = ?, how = ? WHERE id = ?", (resolution.status, resolution.how, citation_id)
    )
    connection.execute("DELETE FROM citation_targets WHERE citation_id = ?", (citation_id,))
    connection.executemany(
        "INSERT INTO citation_targets VALUES (?, ?)", [(citation_id, target) for target in resolution.documents]
    )


_COLUMNS = 'id, document_id, start, "end", text, number, type, date, issuer, title, relation, kind'


def _stored(row: Sequence[int | str | None]) -> StoredCitation:
    id_, document_id, *rest = row
    return StoredCitation(id_, document_id, Citation(*rest))  # type: ignore[arg-type]


def with_key(db: Database, key: str, document_id: str | None) -> list[StoredCitation]:
    """Return the citations of a number with this key, anywhere or in one document."""
    query = f"SELECT {_COLUMNS} FROM citations WHERE number_key = ?1 AND (?2 IS NULL OR document_id = ?2)"
    return [_stored(row) for row in db.connection.execute(query, (key, document_id))]


def to_resolve(db: Database, document_id: str, digits: Iterable[str], *, laws: bool = False) -> list[StoredCitation]:
    """Return the citations of a document, those anywhere of a number with one of these digits, and of all `laws`."""
    wanted = [d for d in dict.fromkeys(digits) if d]
    query = f"SELECT {_COLUMNS} FROM citations WHERE document_id = ?"
    if wanted:
        query += f" OR number_digits IN ({slots(wanted)})"
    if laws:
        query += " OR kind = 'law'"
    return [_stored(row) for row in db.connection.execute(query, (document_id, *wanted))]


_VIEW = f"""
SELECT {_COLUMNS}, status, how,
    (SELECT group_concat(document_id) FROM citation_targets t WHERE t.citation_id = c.id)
FROM citations c
"""


def _view(row: Sequence[int | str | None]) -> CitationView:
    stored = _stored(row[:12])
    status, how, targets = row[12:]
    documents = tuple(str(targets).split(",")) if targets else ()
    return CitationView(stored.document_id, stored.citation, Resolution(status, documents, str(how)))  # type: ignore[arg-type]


def of_document(db: Database, document_id: str) -> tuple[CitationView, ...]:
    """Return the citations of a document, resolved, in reading order."""
    query = f"{_VIEW} WHERE document_id = ? ORDER BY start"
    return tuple(_view(row) for row in db.connection.execute(query, (document_id,)))


def pointing_to(db: Database, document_id: str) -> tuple[CitationView, ...]:
    """Return the citations in other documents that resolve to this one, alone or among others."""
    query = (
        f"{_VIEW} WHERE c.document_id <> ? AND c.id IN (SELECT citation_id FROM citation_targets WHERE document_id = ?)"
        " ORDER BY c.document_id, c.start"
    )
    return tuple(_view(row) for row in db.connection.execute(query, (document_id, document_id)))


def acting_on(db: Database, document_ids: Sequence[str], relations: Sequence[str]) -> list[tuple[str, CitationView]]:
    """Return (document acted on, citation) for citations of these relations that resolve to one of the documents."""
    query = (
        f"SELECT t.document_id, v.* FROM citation_targets t JOIN ({_VIEW}) v ON v.id = t.citation_id"
        f" WHERE v.status = 'RESOLVED' AND v.relation IN ({slots(relations)})"
        f" AND v.document_id <> t.document_id AND t.document_id IN ({{}}) ORDER BY v.document_id, v.start"
    )
    found: list[tuple[str, CitationView]] = []
    for ids in chunks(document_ids):
        rows = db.connection.execute(query.format(slots(ids)), (*relations, *ids))
        found += [(str(target), _view(row)) for target, *row in rows]
    return found


def with_digits(db: Database, digits: str) -> tuple[CitationView, ...]:
    """Return every citation, self and blank ones left out, of a number with these digits (in key form)."""
    query = f"{_VIEW} WHERE number_digits = ? AND status NOT IN ('SELF', 'BLANK') ORDER BY document_id, start"
    return tuple(_view(row) for row in db.connection.execute(query, (digits,)))


def with_status(db: Database, status: str) -> tuple[CitationView, ...]:
    """Return every citation that has a number and this status."""
    query = f"{_VIEW} WHERE status = ? AND number IS NOT NULL ORDER BY document_id, start"
    return tuple(_view(row) for row in db.connection.execute(query, (status,)))


def count(db: Database) -> int:
    """Return the number of citations."""
    return int(db.connection.execute("SELECT count(*) FROM citations").fetchone()[0])


def dangling(db: Database) -> int:
    """Return how many resolved citations have no target: none in a sound archive."""
    query = (
        "SELECT count(*) FROM citations WHERE status IN ('RESOLVED', 'AMBIGUOUS') "
        "AND id NOT IN (SELECT citation_id FROM citation_targets)"
    )
    return int(db.connection.execute(query).fetchone()[0])


# --- the catalogue of known documents ---------------------------------------------------------------------------------


def set_catalogue(db: Database, known: Iterable[KnownDocument]) -> None:
    """Replace the catalogue.  Inside Database.atomic()."""
    db.connection.execute("DELETE FROM catalogue")
    for k in known:
        key, _ = number_keys(k.number)
        row = (k.number, key or k.number, k.type, k.issuer, k.date, k.title, k.source)
        db.connection.execute("INSERT INTO catalogue VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def catalogue_facts(db: Database, key: str) -> tuple[KnownDocument, ...]:
    """Return the catalogue's facts of the documents with this number key."""
    query = "SELECT number, type, issuer, date, title, source FROM catalogue WHERE number_key = ?"
    return tuple(KnownDocument(*row) for row in db.connection.execute(query, (key,)))
