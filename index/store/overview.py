"""What an archive holds in numbers: pages, types, years."""

from __future__ import annotations

import json
from collections.abc import Sequence

from directives.models import Unit
from index.store import rows
from index.store.chunks import chunks, slots
from index.store.database import Database


def page_counts(db: Database, ids: Sequence[str]) -> dict[str, int]:
    """Return how many pages the held documents among `ids` have; 1 for one running text."""
    counts: dict[str, int] = {}
    for chunk in chunks(ids):
        query = f"SELECT id, json_array_length(pages) FROM documents WHERE id IN ({slots(chunk)})"
        counts.update({str(row[0]): max(1, int(row[1])) for row in db.connection.execute(query, chunk)})
    return counts


def outlines(db: Database, ids: Sequence[str]) -> dict[str, tuple[tuple[Unit, ...], tuple[int, ...]]]:
    """Return by id the units and the starts of the pages of the held documents among `ids`, without their texts."""
    found: dict[str, tuple[tuple[Unit, ...], tuple[int, ...]]] = {}
    for chunk in chunks(ids):
        query = f"SELECT id, units, pages FROM documents WHERE id IN ({slots(chunk)})"
        for id_, units, pages in db.connection.execute(query, chunk):
            found[str(id_)] = rows.unpack_units(units), tuple(json.loads(pages))
    return found


def by_type(db: Database) -> tuple[tuple[str, int], ...]:
    """Return the types of documents with their numbers, most frequent first; "" for those without."""
    rows = db.connection.execute(
        "SELECT coalesce(type, '') AS kind, count(*) AS n FROM documents GROUP BY kind ORDER BY n DESC, kind"
    )
    return tuple((str(row[0]), int(row[1])) for row in rows)


def by_year(db: Database) -> tuple[tuple[str, int], ...]:
    """Return the years of issue with their numbers, in order; "" first for documents without a date."""
    rows = db.connection.execute(
        "SELECT coalesce(substr(date, 1, 4), '') AS year, count(*) FROM documents GROUP BY year ORDER BY year"
    )
    return tuple((str(row[0]), int(row[1])) for row in rows)
