"""How much the archive holds on each task of a directive: the documents that it cites, and others that bear on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directives.models import CitationView, DocumentCard
from library import reading
from library.bearing import CANDIDATES, LEAST, bearing

if TYPE_CHECKING:
    from library.core import Library


@dataclass(frozen=True, slots=True)
class TaskCoverage:
    """A task and what the archive holds on it.

    `held`, `repeated`, `known` and `unknown` count the documents that the task cites, each once: in the archive, there
    several times under one number, absent with facts in the catalogue, absent without.  `bearing` are the other held
    documents with a passage, among the nearest, that a draft about the task could quote; the nearest first.
    """

    label: str
    heading: str
    start: int
    end: int
    held: int
    repeated: int
    known: int
    unknown: int
    bearing: tuple[DocumentCard, ...]

    @property
    def cited(self) -> int:
        """How many documents the task cites."""
        return self.held + self.repeated + self.known + self.unknown


def coverage(library: Library, id_or_number: str) -> tuple[TaskCoverage, ...]:
    """Return the coverage of each task of a directive, in its order.  Raises UnknownDocument."""
    document = library.document(id_or_number)
    views = library.citations(document.id)
    covered = []
    for task in reading.tasks(library.db, library.searcher(), document, None, CANDIDATES):
        cited = _cited([view for view in views if task.start <= view.citation.start < task.end])
        states = Counter(_state(view) for view in cited)
        ids = {id_ for view in cited for id_ in view.resolution.documents}
        near = bearing(task.passages, document.text[task.start : task.end], LEAST, ids)
        others = {entry.hit.document.id: entry.hit.document for entry in near if entry.hit.document.id not in ids}
        covered.append(
            TaskCoverage(
                task.label, task.heading, task.start, task.end,
                states["held"], states["repeated"], states["known"], states["unknown"], tuple(others.values()),
            )
        )  # fmt: skip
    return tuple(covered)


def _cited(views: Sequence[CitationView]) -> list[CitationView]:
    """Return the first mention of each cited document."""
    first: dict[str, CitationView] = {}
    for view in views:
        if view.resolution.status not in ("SELF", "BLANK"):
            first.setdefault(view.citation.number or view.citation.text, view)
    return list(first.values())


def _state(view: CitationView) -> str:
    resolution = view.resolution
    if resolution.status == "RESOLVED":
        return "held"
    if resolution.status == "AMBIGUOUS":
        return "repeated"
    return "known" if resolution.known else "unknown"
