"""Facts of held and catalogued documents under a date, under digits, and stretches of their texts."""

from __future__ import annotations

from collections.abc import Sequence

from directives.models import KnownDocument
from index.store import rows
from index.store.database import Database

_KNOWN = "SELECT number, type, issuer, date, title, source FROM catalogue"


def ids_of_date(db: Database, date: str) -> tuple[str, ...]:
    """Return the ids of the documents of an ISO date."""
    return tuple(
        row[0] for row in db.connection.execute("SELECT id FROM documents WHERE date = ? ORDER BY id", (date,))
    )


def known_of_date(db: Database, date: str) -> tuple[KnownDocument, ...]:
    """Return the catalogue's documents of an ISO date."""
    return tuple(KnownDocument(*row) for row in db.connection.execute(f"{_KNOWN} WHERE date = ?", (date,)))


def known_with_digits(db: Database, digits: str) -> tuple[KnownDocument, ...]:
    """Return the catalogue's documents whose number has these digits (in key form)."""
    # Keys are DIGITS|YEAR|SYMBOL; "}" is the character after "|".
    found = db.connection.execute(f"{_KNOWN} WHERE number_key >= ? AND number_key < ?", (f"{digits}|", digits + "}"))
    return tuple(KnownDocument(*row) for row in found)


def catalogue(db: Database) -> tuple[KnownDocument, ...]:
    """Return the whole catalogue."""
    return tuple(KnownDocument(*row) for row in db.connection.execute(_KNOWN))


def text_between(db: Database, document_id: str, start: int, end: int) -> tuple[int, str]:
    """Return where the stretch of a document's text nearest to `start:end` begins, and the stretch."""
    begin = max(0, start)
    row = db.connection.execute(
        "SELECT substr(text, ?, ?) FROM documents WHERE id = ?", (begin + 1, max(0, end - begin), document_id)
    ).fetchone()
    return begin, str(row[0]) if row else ""


def parent_issuers(db: Database, ids: Sequence[str]) -> dict[str, str]:
    """Return the body above the issuer, by document id, of those whose heading names one."""
    found: dict[str, str] = {}
    for id_ in ids:
        row = db.connection.execute("SELECT header FROM documents WHERE id = ?", (id_,)).fetchone()
        parent = rows.unpack_header(row[0]).parent_issuer if row else None
        if parent:
            found[id_] = parent
    return found
