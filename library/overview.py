"""An archive at a glance, for the first page."""

from __future__ import annotations

from dataclasses import dataclass

from directives.models import DocumentCard, MissingDocument
from index import graph
from index.store import documents as store
from index.store import notes, overview
from index.store.database import Database


@dataclass(frozen=True, slots=True)
class Overview:
    """What is held, what is missing and what waits for a person.

    `types` and `years` are names with numbers of documents, "" where unknown; `missing` the most cited documents that
    are not held; `ambiguous`, `failures` and `attention` numbers of matters; `newest` the documents added last.
    """

    documents: int
    passages: int
    types: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, int], ...]
    missing: tuple[MissingDocument, ...]
    ambiguous: int
    failures: int
    attention: int
    newest: tuple[DocumentCard, ...]


def glance(db: Database, missing: int, newest: int) -> Overview:
    """Return the state of an archive with the `missing` most cited missing documents and the `newest` ones."""
    with db.snapshot():
        return Overview(
            store.count(db, "documents"),
            store.count(db, "passages"),
            overview.by_type(db),
            overview.by_year(db),
            graph.missing(db, "MISSING", missing),
            len(graph.missing(db, "AMBIGUOUS", 1_000)),
            len(notes.failures(db)),
            len(notes.attention(db)),
            store.cards(db)[: -newest - 1 : -1],
        )
