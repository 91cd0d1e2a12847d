"""Searches that people keep, the documents that have come since, and the searches made last.

`owner` is somebody's name, or None at a desk without sign-in.  Whoever sees everything still has only their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from directives.models import Filters
from index.store.database import Database

Order = Literal["score", "date"]


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search kept under a name; `new`: ids of held documents that it has found and that have not been looked at."""

    id: int
    name: str
    query: str
    filters: Filters
    sort: Order
    created: str
    new: tuple[str, ...] = ()


# --- reading: on the store as its owner may see it ---


def saved(db: Database, owner: str | None) -> tuple[SavedSearch, ...]:
    """Return somebody's searches in the order of their names, with what is new."""
    rows = db.connection.execute(
        "SELECT id, name, query, filters, sort, created, (SELECT json_group_array(document_id) FROM (SELECT document_id"
        " FROM news JOIN (SELECT id AS held, added FROM documents) ON held = document_id WHERE search_id = s.id"
        " ORDER BY added DESC, document_id)) FROM saved_searches s WHERE owner IS ? ORDER BY lower_vi(name), id",
        (owner,),
    )
    return tuple(
        SavedSearch(id_, name, query, _unpack(filters), sort, created, tuple(json.loads(new)))
        for id_, name, query, filters, sort, created, new in rows
    )


def to_look_at(db: Database, owner: str | None, generation: int) -> list[tuple[int, int]]:
    """Return (id, generation looked at) of somebody's searches that have not been looked at up to `generation`."""
    query = "SELECT id, looked FROM saved_searches WHERE owner IS ? AND looked < ?"
    return list(db.connection.execute(query, (owner, generation)))


def recent(db: Database, owner: str | None) -> tuple[str, ...]:
    """Return what somebody searched for last, the latest first."""
    rows = db.connection.execute("SELECT query FROM recent_searches WHERE owner IS ? ORDER BY id DESC", (owner,))
    return tuple(row[0] for row in rows)


# --- reading: on the whole store ---


def arrived(db: Database, after: int, until: int) -> set[str]:
    """Return the ids of documents that first came in after one generation and not after another.

    A new version, or what came back out of the bin, had come in before.
    """
    rows = db.connection.execute(
        "SELECT document_id FROM changes WHERE operation = 'add' AND generation > ?1 AND generation <= ?2"
        " EXCEPT SELECT document_id FROM changes WHERE operation = 'add' AND generation <= ?1",
        (after, until),
    )
    return {row[0] for row in rows}


# --- writing, inside Database.atomic_notes() ---


def add(db: Database, owner: str | None, name: str, query: str, filters: Filters, sort: Order, looked: int) -> int:
    """Keep a search and return its id; the very same one again only takes the new name."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    packed = _pack(filters)
    known = db.connection.execute(
        "UPDATE saved_searches SET name = ?1 WHERE owner IS ?2 AND query = ?3 AND filters = ?4 AND sort = ?5"
        " RETURNING id",
        (name, owner, query, packed, sort),
    ).fetchall()
    if known:
        return int(known[0][0])
    cursor = db.connection.execute(
        "INSERT INTO saved_searches (owner, name, query, filters, sort, created, looked) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (owner, name, query, packed, sort, now, looked),
    )
    return int(cursor.lastrowid or 0)


def drop(db: Database, owner: str | None, id_: int) -> bool:
    """Forget a search of somebody's; whether there was one."""
    return db.connection.execute("DELETE FROM saved_searches WHERE id = ? AND owner IS ?", (id_, owner)).rowcount > 0


def note_news(db: Database, id_: int, documents: Iterable[str], looked: int) -> None:
    """Note what a search has found, and up to which generation was looked."""
    if db.connection.execute("UPDATE saved_searches SET looked = ? WHERE id = ?", (looked, id_)).rowcount:
        db.connection.executemany("INSERT OR IGNORE INTO news VALUES (?, ?)", [(id_, one) for one in documents])


def forget_news(db: Database, owner: str | None, id_: int | None) -> None:
    """Take what a search (None: all of somebody's) has found as looked at."""
    db.connection.execute(
        "DELETE FROM news WHERE search_id IN"
        " (SELECT id FROM saved_searches WHERE owner IS ?1 AND (id = ?2 OR ?2 IS NULL))",
        (owner, id_),
    )


def note_recent(db: Database, owner: str | None, query: str, most: int) -> None:
    """Put a search before all of somebody's; of the older ones `most` are kept with it."""
    db.connection.execute("DELETE FROM recent_searches WHERE owner IS ? AND query = ?", (owner, query))
    db.connection.execute("INSERT INTO recent_searches (owner, query) VALUES (?, ?)", (owner, query))
    forget_recent(db, owner, most)


def forget_recent(db: Database, owner: str | None, but: int = 0) -> None:
    """Forget somebody's searches but the last `but`."""
    db.connection.execute(
        "DELETE FROM recent_searches WHERE owner IS ?1 AND id NOT IN"
        " (SELECT id FROM recent_searches WHERE owner IS ?1 ORDER BY id DESC LIMIT ?2)",
        (owner, but),
    )


def _pack(filters: Filters) -> str:
    values = (filters.types, filters.issuers, filters.date_from, filters.date_to, filters.document)
    return json.dumps(values, ensure_ascii=False)


def _unpack(packed: str) -> Filters:
    types, issuers, date_from, date_to, document = json.loads(packed)
    return Filters(tuple(types), tuple(issuers), date_from, date_to, document)
