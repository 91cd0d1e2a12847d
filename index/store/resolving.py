"""What resolution asks of the store besides numbers: held laws by title, and what short forms stand for."""

from __future__ import annotations

from directives.models import DocumentFacts, KnownDocument
from index.store import rows
from index.store.chunks import slots
from index.store.database import Database

LAW_TYPES = ("luật", "bộ luật", "pháp lệnh")


def laws(db: Database) -> list[tuple[DocumentFacts, str | None]]:
    """Return the held laws with their titles, by date."""
    query = (
        "SELECT id, coalesce(number, ''), type, issuer, date, title FROM documents"
        f" WHERE type IN ({slots(LAW_TYPES)}) ORDER BY date, id"
    )
    return [(DocumentFacts(*row[:5]), row[5]) for row in db.connection.execute(query, LAW_TYPES)]


def known_laws(db: Database) -> list[KnownDocument]:
    """Return the catalogue's laws."""
    query = f"SELECT number, type, issuer, date, title, source FROM catalogue WHERE type IN ({slots(LAW_TYPES)})"
    return [KnownDocument(*row) for row in db.connection.execute(query, LAW_TYPES)]


def targets(db: Database, document_id: str) -> dict[int, str]:
    """Return the numbers that the short forms of a document stand for, by the offset at which each form ends."""
    row = db.connection.execute("SELECT anaphora FROM documents WHERE id = ?", (document_id,)).fetchone()
    return {a.end: a.target for a in rows.unpack_anaphora(row[0]) if a.target} if row else {}
