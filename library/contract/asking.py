"""Answers to questions as JSON: hits, tasks, traces with their edges and chains, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directives.models import ChainLink, CitationView, Hit, MissingDocument, SearchResult, Trace, TraceEdge, Validity
from library.contract.documents import card, evidence, known
from library.reading import Missing, Tasks

if TYPE_CHECKING:
    from library.shapes import (
        EdgeJson,
        HitJson,
        LinkJson,
        MissingDocumentJson,
        MissingJson,
        SearchedJson,
        TaskCitationJson,
        TasksJson,
        TracedJson,
        ValidityJson,
    )


def hit(h: Hit) -> HitJson:
    """Return one hit."""
    p = h.passage
    return {
        "rank": h.rank,
        "score": round(h.score, 6),
        "document": card(h.document),
        "passage": {
            "start": p.start,
            "end": p.end,
            "text": p.text,
            "unit": p.unit,
            "heading_path": p.heading_path,
            "page": p.page,
        },
        "why": {
            "exact": h.why.exact,
            "lexical_rank": h.why.lexical_rank,
            "dense_rank": h.why.dense_rank,
            "facts": list(h.why.facts),
            "reranked": h.why.reranked,
        },
    }


def searched(result: SearchResult, query_id: str | None = None) -> SearchedJson:
    """Return the answer of `danchieu search`."""
    q = result.query
    answer: SearchedJson = {
        "query": {
            "text": q.text,
            "numbers": list(q.numbers),
            "restored": q.restored,
            "expanded": list(q.expanded),
            "corrected": q.corrected,
            "readings": list(q.readings),
            "abbreviated": list(q.abbreviated),
            "official": list(q.official),
            "facts": [{"kind": f.kind, "text": f.text, "value": f.value, "use": f.use} for f in q.facts],
        },
        "took_ms": round(result.took_ms, 3),
        "hits": [hit(h) for h in result.hits],
    }
    # Where several queries were asked, each answer begins with the id of its own.
    return answer if query_id is None else {"query_id": query_id, **answer}


def tasks(answer: Tasks) -> TasksJson:
    """Return the answer of `danchieu tasks`."""
    return {
        "document": card(answer.document),
        "tasks": [
            {
                "label": t.label,
                "heading": t.heading,
                "start": t.start,
                "end": t.end,
                "citations": [_task_citation(view) for view in t.citations],
                "passages": [hit(h) for h in t.passages],
            }
            for t in answer.tasks
        ],
    }


def _task_citation(view: CitationView) -> TaskCitationJson:
    c, r = view.citation, view.resolution
    return {"number": c.number or c.text, "status": r.status, "documents": list(r.documents)}


def edge(e: TraceEdge) -> EdgeJson:
    """Return one edge of a trace."""
    return {
        "number": e.number,
        "relation": e.relation,
        "status": e.status,
        "documents": list(e.documents),
        "depth": e.depth,
        "evidence": evidence(e.evidence),
    }


def validity(v: Validity) -> ValidityJson:
    """Return what is known of a document's force; state "unverified" when nothing speaks against it."""
    return {
        "state": v.state,
        "as_of": v.as_of,
        "acts": [
            {
                "relation": act.relation,
                "partial": act.partial,
                "document": card(act.document),
                "evidence": evidence(act.evidence),
            }
            for act in v.acts
        ],
    }


def _link(link: ChainLink) -> LinkJson:
    return {
        "number": link.number,
        "relation": link.relation,
        "document": card(link.document) if link.document else None,
    }


def traced(t: Trace) -> TracedJson:
    """Return the answer of `danchieu trace`."""
    return {
        "number": t.number,
        "status": t.status,
        "known": known(t.known),
        "documents": [card(c) for c in t.documents],
        "passages": [hit(h) for h in t.passages],
        "cites": [edge(e) for e in t.cites],
        "cited_by": [edge(e) for e in t.cited_by],
        "chains": [[_link(link) for link in chain] for chain in t.chains],
        "validity": validity(t.validity),
    }


def _missing(m: MissingDocument) -> MissingDocumentJson:
    return {
        "number": m.number,
        "type": m.type,
        "issuer": m.issuer,
        "date": m.date,
        "title": m.title,
        "known": m.known,
        "count": m.count,
        "cited_by": list(m.cited_by),
    }


def missing(answer: Missing) -> MissingJson:
    """Return the answer of `danchieu missing`."""
    return {
        "missing": [_missing(m) for m in answer.missing],
        "ambiguous": [{**_missing(m), "candidates": list(m.candidates)} for m in answer.ambiguous],
    }
