"""The citation graph: resolution kept in the store, walks both ways, what is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

from directives.citing.citations import law_key, resolve
from directives.errors import BadRequest
from directives.models import (
    Citation,
    CitationView,
    DocumentFacts,
    Evidence,
    KnownDocument,
    MissingDocument,
    Resolution,
    TraceEdge,
)
from directives.text import sentences
from index.store import citations as citation_rows
from index.store import decisions, resolving
from index.store import documents as store
from index.store.database import Database
from index.store.keys import number_keys

Lookup = Callable[[str], Sequence[DocumentFacts]]
Known = Callable[[str], KnownDocument | None]
_LAW_SYMBOL = re.compile(r"\|(?:QH|UBTVQH|PL|L)[-\d]*")
DECIDED = "người dùng đã chọn"
_EDGES = 2_000  # a trace stops here: a law cited everywhere would otherwise pull the whole archive in


def revise(db: Database, document_id: str, numbers: Iterable[str | None]) -> None:
    """Resolve the citations of a document, and again all those of `numbers`: what a coming or leaving document changes.

    Inside Database.atomic(), after the documents themselves have been written.
    """
    lookup, known = lookups(db)
    keys = [number_keys(number) for number in numbers]
    digits = [digits for _, digits in keys if digits]
    laws = any(key is not None and _LAW_SYMBOL.search(key) for key, _ in keys)
    citing: dict[str, DocumentFacts] = {}
    for stored in citation_rows.to_resolve(db, document_id, digits, laws=laws):
        if stored.document_id not in citing:
            citing[stored.document_id] = store.facts(db, stored.document_id)
        _settle(db, stored, citing[stored.document_id], lookup, known)


def _settle(
    db: Database, stored: citation_rows.StoredCitation, citing: DocumentFacts, lookup: Lookup, known: Known
) -> None:
    """Resolve one citation by the rules, unless a person has decided which of the held documents it means."""
    resolution = resolved(db, _in_full(db, stored), citing, lookup, known)
    citation_rows.resolve(db, stored.id, resolution)


def resolved(db: Database, citation: Citation, citing: DocumentFacts, lookup: Lookup, known: Known) -> Resolution:
    """Return what a citation in the document `citing` means by the rules, or by a person's decision."""
    resolution = resolve(citation, citing, lookup, known)
    key = number_keys(citation.number)[0]
    if key is not None and resolution.status not in ("SELF", "BLANK"):
        decision = decisions.chosen_for(db, key, citing.id)
        if decision is not None and any(facts.id == decision.chosen for facts in lookup(key)):
            return Resolution("RESOLVED", (decision.chosen,), DECIDED, resolution.known)
    return resolution


def _in_full(db: Database, stored: citation_rows.StoredCitation) -> Citation:
    """Return the citation with the number that its short form stands for inside its document, where that is known."""
    citation = stored.citation
    if citation.kind != "partial":
        return citation
    target = resolving.targets(db, stored.document_id).get(citation.end)
    return replace(citation, number=target, kind="numbered") if target else citation


def decide(db: Database, number: str, chosen: str, citing: str | None) -> None:
    """Keep a person's choice of what `number` means, in `citing` or everywhere, and resolve anew what it touches.

    Inside Database.atomic().  Raises BadRequest when the chosen document does not bear the number.
    """
    key, bears = number_keys(number)[0], number_keys(store.facts(db, chosen).number)[0]
    if key is None or key != bears:
        raise BadRequest(
            f"Văn bản được chọn không mang số {number}; hãy chọn một trong các văn bản trong kho có đúng số đó."
        )
    decisions.put(db, number, key, citing, chosen)
    _settle_all(db, key, citing)


def revoke(db: Database, decision_id: int) -> None:
    """Forget a decision and resolve by the rules again what it had settled.  Inside Database.atomic()."""
    dropped = decisions.drop(db, decision_id)
    if dropped is None:
        raise BadRequest("Không có lựa chọn này nữa; hãy tải lại danh sách các lựa chọn đã ghi.")
    key = number_keys(dropped.number)[0]
    if key is not None:
        _settle_all(db, key, dropped.citing)


def _settle_all(db: Database, key: str, citing: str | None) -> None:
    lookup, known = lookups(db)
    for stored in citation_rows.with_key(db, key, citing):
        _settle(db, stored, store.facts(db, stored.document_id), lookup, known)


def revise_all(db: Database) -> None:
    """Resolve every citation of the archive anew.  Inside Database.atomic()."""
    for card in store.cards(db):
        revise(db, card.id, ())


def citations_of(db: Database, document_id: str) -> tuple[CitationView, ...]:
    """Return the citations of a held document in reading order, missing ones with what the catalogue knows of them.

    Facts that the citation's own date or issuer contradict are left out.
    """
    views = citation_rows.of_document(db, document_id)
    if not any(view.resolution.status == "MISSING" for view in views):
        return views
    _, known = lookups(db)
    citing = store.facts(db, document_id)

    def informed(view: CitationView) -> CitationView:
        if view.resolution.status != "MISSING":
            return view
        facts = resolve(view.citation, citing, lambda key: (), known).known
        return replace(view, resolution=replace(view.resolution, known=facts))

    return tuple(informed(view) for view in views)


def lookups(db: Database) -> tuple[Lookup, Known]:
    """Return what resolution asks of the archive and of the catalogue; each answer is kept."""

    @cache
    def lookup(key: str) -> Sequence[DocumentFacts]:
        if key.startswith("LAW|"):
            return [facts for facts, title in resolving.laws(db) if law_key(facts.type, title) == key]
        digits, full, _ = key.partition("|")
        with_digits = store.facts_with_digits(db, digits)
        return [facts for facts in with_digits if not full or number_keys(facts.number)[0] == key]

    @cache
    def known(key: str) -> KnownDocument | None:
        if key.startswith("LAW|"):
            facts = tuple(law for law in resolving.known_laws(db) if law_key(law.type, law.title) == key)
        else:
            facts = citation_rows.catalogue_facts(db, key)
        return facts[0] if len(facts) == 1 else None

    return lookup, known


def known_number(db: Database, number: str | None) -> KnownDocument | None:
    """Return the catalogue's facts of the document with this number, None when it has none or several."""
    key = number_keys(number)[0]
    facts = citation_rows.catalogue_facts(db, key) if key else ()
    return facts[0] if len(facts) == 1 else None


class Evidencer:
    """Finds the sentence around a citation; keeps the texts it has read for the length of one request."""

    def __init__(self, db: Database) -> None:
        """Read texts from `db`."""
        self._db = db
        self._texts: dict[str, tuple[str, Callable[[int], int]]] = {}

    def evidence(self, view: CitationView) -> Evidence:
        """Return the sentence that holds the citation, with its page."""
        text, page = self._text(view.document)
        start, end = view.citation.start, view.citation.end
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", end)
        line_end = len(text) if line_end < 0 else line_end
        # The marks inside an abbreviation may cut a number off: take every sentence that the citation touches.
        touched = [(s, e) for s, e in sentences(text, line_start, line_end) if s < end and e > start]
        first, last = (touched[0][0], touched[-1][1]) if touched else (start, end)
        first, last = min(first, start), max(last, end)
        return Evidence(view.document, first, last, text[first:last], page(start))

    def before(self, view: CitationView) -> str:
        """Return the text of the citation's line that stands before it."""
        text, _ = self._text(view.document)
        start = view.citation.start
        return text[text.rfind("\n", 0, start) + 1 : start]

    def _text(self, document_id: str) -> tuple[str, Callable[[int], int]]:
        if document_id not in self._texts:
            document = store.get(self._db, document_id)
            if document is None:
                raise KeyError(document_id)
            self._texts[document_id] = (document.text, document.page)
        return self._texts[document_id]


def cites(db: Database, document_ids: Sequence[str], depth: int) -> tuple[TraceEdge, ...]:
    """Return the edges out of the documents, breadth first down to `depth`; an edge once."""
    return _walk(db, document_ids, depth, _outgoing, lambda edge: edge.documents)


def cited_by(db: Database, document_ids: Sequence[str], depth: int) -> tuple[TraceEdge, ...]:
    """Return the edges into the documents, breadth first down to `depth`; an edge once."""
    return _walk(db, document_ids, depth, citation_rows.pointing_to, lambda edge: (edge.evidence.document,))


def _outgoing(db: Database, document_id: str) -> tuple[CitationView, ...]:
    views = citation_rows.of_document(db, document_id)
    return tuple(v for v in views if v.resolution.status not in ("SELF", "BLANK"))


def _walk(
    db: Database,
    start: Sequence[str],
    depth: int,
    edges_of: Callable[[Database, str], tuple[CitationView, ...]],
    onward: Callable[[TraceEdge], tuple[str, ...]],
) -> tuple[TraceEdge, ...]:
    evidencer = Evidencer(db)
    edges: list[TraceEdge] = []
    seen = set(start)
    layer = list(start)
    for level in range(1, depth + 1):
        following: list[str] = []
        for document_id in layer:
            for view in edges_of(db, document_id):
                if len(edges) >= _EDGES:
                    return tuple(edges)
                edge = edge_of(view, evidencer, level)
                edges.append(edge)
                following += [id_ for id_ in onward(edge) if id_ not in seen]
                seen.update(onward(edge))
        layer = following
    return tuple(edges)


def edge_of(view: CitationView, evidencer: Evidencer, depth: int = 1) -> TraceEdge:
    """Return a citation as an edge with its evidence."""
    citation, resolution = view.citation, view.resolution
    name = citation.number or " ".join(part for part in (citation.type, citation.title) if part) or citation.text
    return TraceEdge(name, citation.relation, resolution.status, resolution.documents, evidencer.evidence(view), depth)


def missing(db: Database, status: str, limit: int) -> tuple[MissingDocument, ...]:
    """Return the cited numbers of status "MISSING" or "AMBIGUOUS", most often cited first.

    Facts come from the catalogue; where it has none, from the citations themselves, the most frequent first.
    """
    groups: dict[str, list[CitationView]] = {}
    for view in citation_rows.with_status(db, status):
        key = number_keys(view.citation.number)[0] or str(view.citation.number)
        groups.setdefault(key, []).append(view)
    ranked = sorted(groups.values(), key=lambda views: (-len(views), str(views[0].citation.number)))
    return tuple(_missing(db, views) for views in ranked[:limit])


def _missing(db: Database, views: Sequence[CitationView]) -> MissingDocument:
    known = known_number(db, views[0].citation.number)
    citations = [view.citation for view in views]
    return MissingDocument(
        number=_commonest(c.number for c in citations) or "",
        type=(known and known.type) or _commonest(c.type for c in citations),
        issuer=(known and known.issuer) or _commonest(c.issuer for c in citations),
        date=(known and known.date) or _commonest(c.date for c in citations),
        title=(known and known.title) or _commonest(c.title for c in citations),
        known=known is not None,
        count=len(views),
        cited_by=tuple(dict.fromkeys(view.document for view in views)),
        candidates=tuple(dict.fromkeys(id_ for view in views for id_ in view.resolution.documents)),
    )


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None
