"""Passages that bear on what a task or a request says: how much, and which sentences of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.drafts.excerpts import best_excerpt, kinship, relevance
from directives.models import DocumentCard, Evidence, Hit

CANDIDATES = 20  # passages looked at for a topic
LEAST = 60.0  # what an excerpt and its document's title must share with a task, see excerpts.relevance
LEAST_ASKED = 4.0  # the same for a query, which is short and has been searched for
_CITED = 100.0  # added for documents that the task itself cites
_FIRST = 30  # a passage that begins before is the heading block, which names and says nothing


@dataclass(frozen=True, slots=True)
class Bearing:
    """A passage with its sentences that bear most on a text, and how much they do."""

    score: float
    hit: Hit
    evidence: Evidence


def bearing(hits: Sequence[Hit], words: str, least: float, cited: Collection[str] = ()) -> list[Bearing]:
    """Return what bears on `words` by at least `least`, the most first; `cited` are documents that `words` cite."""
    found = []
    for hit in hits:
        usable = _citable(hit.document) and hit.passage.start > _FIRST
        evidence = best_excerpt(hit, words) if usable else None
        if evidence is not None:
            near = kinship(hit.document.title, words) + (_CITED if hit.document.id in cited else 0.0)
            found.append(Bearing(relevance(evidence, words) + near, hit, evidence))
    return sorted((entry for entry in found if entry.score >= least), key=lambda entry: -entry.score)


def chosen(hits: Sequence[Hit], words: str) -> list[Bearing]:
    """Return what a person chose, in that order, each with the sentences nearest to `words`."""
    excerpts = ((hit, best_excerpt(hit, words, whatever=True)) for hit in hits)
    return [Bearing(relevance(evidence, words), hit, evidence) for hit, evidence in excerpts if evidence is not None]


def _citable(card: DocumentCard) -> bool:
    """Whether a document can be named in another: what bears no number must at least be issued, dated and titled."""
    if "…" in f"{card.issuer} {card.title}" or "..." in f"{card.issuer} {card.title}":
        return False  # a form with blanks to fill in
    if card.number:
        return card.number[0].isdigit()  # a number left blank is that of a draft
    return bool(card.issuer and card.date and card.title)
