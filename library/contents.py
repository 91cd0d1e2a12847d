"""What an archive holds, counted, and what in it waits for a person: for first pages, filters and lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from directives.models import DocumentCard, MissingDocument, Problem
from index import graph
from index.store import documents as store
from index.store import notes, overview
from index.store.database import Database


@dataclass(frozen=True, slots=True)
class Facets:
    """What the filters of a search page can offer, most frequent first, and how much the archive holds."""

    types: tuple[str, ...]
    issuers: tuple[str, ...]
    documents: int
    passages: int


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


class Contents:
    """The contents of an archive, as far as `db` shows them."""

    def __init__(self, db: Database) -> None:
        """Use `Library.contents`."""
        self._db = db

    def overview(self, missing: int = 8, newest: int = 5) -> Overview:
        """Return the archive at a glance, with the `missing` most cited missing documents and the `newest` ones."""
        db = self._db
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

    def facets(self) -> Facets:
        """Return what the filters can offer."""
        with self._db.snapshot():
            return Facets(
                types=store.facet_values(self._db, "type"),
                issuers=store.facet_values(self._db, "issuer"),
                documents=store.count(self._db, "documents"),
                passages=store.count(self._db, "passages"),
            )

    def task_counts(self) -> dict[str, int]:
        """Return how many tasks each document has, for those that have any."""
        return store.task_counts(self._db)

    def page_counts(self, ids: Sequence[str]) -> dict[str, int]:
        """Return by id how many pages documents have; 1 for one running text."""
        return overview.page_counts(self._db, ids)

    def attention(self) -> tuple[Problem, ...]:
        """Return the matters that wait for a person."""
        return notes.attention(self._db)

    def failures(self) -> tuple[Problem, ...]:
        """Return the files that could not be added, with the reasons."""
        return tuple(Problem(failure.path, failure.reason) for failure in notes.failures(self._db))
