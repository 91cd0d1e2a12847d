"""What an archive holds in numbers: pages, types, years."""

from __future__ import annotations

import json
from collections.abc import Sequence

from directives.models import Unit
from index.store import rows
from index.store.database import Database


def page_counts(db: Database, ids: Sequence[str]) -> dict[str, int]:
    """Return how many pages the held documents among `ids` have; 1 for one running text."""
    marks = ",".join("?" * len(ids))
    rows = db.connection.execute(
        f"SELECT id, json_array_length(pages) FROM documents WHERE id IN ({marks})", tuple(ids)
    )
    return {str(row[0]): max(1, int(row[1])) for row in rows}


def outlines(db: Database, ids: Sequence[str]) -> dict[str, tuple[tuple[Unit, ...], tuple[int, ...]]]:
    """Return by id the units and the starts of the pages of the held documents among `ids`, without their texts."""
    marks = ",".join("?" * len(ids))
    found = db.connection.execute(f"SELECT id, units, pages FROM documents WHERE id IN ({marks})", tuple(ids))
    return {str(row[0]): (rows.unpack_units(row[1]), tuple(json.loads(row[2]))) for row in found}


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
