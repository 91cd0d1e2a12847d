"""Chains from the centre to the grass roots: documents that carry one another out, highest issuer first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from directives.models import ChainLink, CitationView, DocumentCard, Relation
from index.store import citations as citation_rows
from index.store import documents as store
from index.store.database import Database

# How a lower document refers to the higher one that it carries out, the strongest tie first.
_TIES: tuple[Relation, ...] = ("thuc_hien", "huong_dan", "can_cu")
_LONGEST = 8  # documents in a chain
_MOST = 12  # chains shown

_Step = tuple[str, str | None, Relation]  # number, document id, relation of the lower document to the higher one


def chains(db: Database, document_id: str) -> tuple[tuple[ChainLink, ...], ...]:
    """Return chains through the held document, each from its highest known origin down to its lowest follower.

    An origin that is cited but not held has no card.  Longest chains first.
    """
    upward = _paths(document_id, lambda id_: _origins(db, id_))
    downward = _paths(document_id, lambda id_: _followers(db, id_))
    cards: dict[str, DocumentCard] = {}

    def card(id_: str | None) -> DocumentCard | None:
        if id_ is not None and id_ not in cards:
            cards[id_] = store.cards(db, [id_])[0]
        return None if id_ is None else cards[id_]

    own = card(document_id)
    found = []
    for up in upward:
        for down in downward:
            links: list[ChainLink] = []
            tie: Relation | None = None
            for number, id_, relation in reversed(up):
                links.append(ChainLink(number, card(id_), tie))
                tie = relation
            links.append(ChainLink((own and own.number) or document_id, own, tie))
            links += [ChainLink(number, card(id_), relation) for number, id_, relation in down]
            if len(links) > 1:
                found.append(tuple(links))
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True)[:_MOST])


def _paths(start: str, steps: Callable[[str], Sequence[_Step]]) -> list[list[_Step]]:
    """Return the longest paths of steps from `start`, no document twice on a path, at most a few of them."""
    complete: list[list[_Step]] = []
    open_: list[list[_Step]] = [[]]
    while open_ and len(complete) < _MOST:
        path = open_.pop()
        here = path[-1][1] if path else start
        on_path = {start, *(id_ for _, id_, _ in path)}
        following = [] if here is None or len(path) >= _LONGEST else [s for s in steps(here) if s[1] not in on_path]
        open_ += [[*path, step] for step in reversed(following)]
        if not following:
            complete.append(path)
    return complete


def _origins(db: Database, document_id: str) -> list[_Step]:
    """Return the documents that this one carries out: those it says to carry out, else those it is based on."""
    views = [v for v in citation_rows.of_document(db, document_id) if v.resolution.status in ("RESOLVED", "MISSING")]
    steps: dict[str, _Step] = {}
    for relation in _TIES:
        for view in views:
            if view.citation.relation == relation and view.citation.kind == "numbered" and view.citation.number:
                target = view.resolution.documents[0] if view.resolution.documents else None
                steps.setdefault(target or view.citation.number, (view.citation.number, target, relation))
        if steps:
            break
    return list(steps.values())


def _followers(db: Database, document_id: str) -> list[_Step]:
    """Return the held documents that carry this one out."""
    best: dict[str, CitationView] = {}
    for view in citation_rows.pointing_to(db, document_id):
        if view.resolution.status == "RESOLVED" and view.citation.relation in _TIES:
            known = best.get(view.document)
            if known is None or _TIES.index(view.citation.relation) < _TIES.index(known.citation.relation):
                best[view.document] = view
    numbers = {card.id: card.number or card.id for card in store.cards(db, list(best))}
    return [(numbers[id_], id_, view.citation.relation) for id_, view in best.items()]
