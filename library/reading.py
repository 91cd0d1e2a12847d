"""Questions to an archive: tasks of a directive, the trace of a number, what is missing, where something stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from directives.errors import BadRequest, UnknownDocument
from directives.models import (
    CitationView,
    Document,
    DocumentCard,
    Evidence,
    Filters,
    Hit,
    MissingDocument,
    Resolution,
    TaskView,
    Trace,
    Unit,
)
from directives.places import Place, place_among
from directives.reference.numbers import parse_loose, parse_number
from index import graph
from index.chains import chains
from index.query import ParsedQuery, Steps, parse_query
from index.search import Searcher
from index.store import citations as citation_rows
from index.store import documents as store
from index.store import overview
from index.store.database import Database
from index.validity import validity, validity_of_number
from library.naming import named, numbered, several

_LONGEST_QUERY = 2_000  # characters of a task or of citing sentences used as a query
_AS_WRITTEN = Steps(everyday=False, filters=False)  # documents use the words of documents


@dataclass(frozen=True, slots=True)
class Tasks:
    """A directive and its tasks."""

    document: DocumentCard
    tasks: tuple[TaskView, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Cited documents that the archive lacks, and cited numbers that it holds several times."""

    missing: tuple[MissingDocument, ...]
    ambiguous: tuple[MissingDocument, ...]


def tasks(db: Database, searcher: Searcher, document: Document, label: str | None, k: int) -> tuple[TaskView, ...]:
    """Return the tasks of `document`, or the one with this label.  Raises UnknownDocument when it has none such."""
    units = [unit for unit in document.units if unit.kind == "task"]
    if label is not None:
        units = [unit for unit in units if unit.label == label.strip().rstrip(".")]
        if not units:
            raise UnknownDocument(f"Văn bản không có nhiệm vụ số {label}; hãy bỏ tùy chọn --task để xem tất cả.")
    views = citation_rows.of_document(db, document.id)
    return tuple(_task(searcher, document, unit, views, k) for unit in units)


def _task(searcher: Searcher, document: Document, unit: Unit, views: Sequence[CitationView], k: int) -> TaskView:
    inside = tuple(v for v in views if unit.start <= v.citation.start < unit.end)
    text = document.text[unit.start : unit.end]
    # The numbers in a task have their own rows; its passages are those that bear on what it says.
    query = _without_numbers(parse_query(text[:_LONGEST_QUERY], steps=_AS_WRITTEN))
    hits = searcher.passages(query, k, Filters(exclude_document=document.id))
    return TaskView(unit.label, unit.heading, unit.start, unit.end, inside, hits)


def _without_numbers(query: ParsedQuery) -> ParsedQuery:
    return replace(query, numbers=(), bare=False, phrases=())


def trace(db: Database, searcher: Searcher, number: str, depth: int, k: int) -> Trace:
    """Return what is known of `number`: a reference number in any loose form, an id, the name of a file, a title.

    Passages are of the document where it is held, nearest to the sentences that cite it; otherwise those that cite it.
    Raises BadRequest when `number` is none of these, UnknownDocument when several documents have that name.
    """
    with db.snapshot():
        # Several that bear a number are ambiguous, which is an answer; several of a name are a question back.
        ids = numbered(db, number)
        if not ids:
            ids = named(db, number)
            if len(ids) > 1:
                raise UnknownDocument(several(number, store.cards(db, ids)))
        citing = _citing(db, number, ids)
        if not ids and not citing and not parse_loose(number):
            raise BadRequest(
                f"“{number}” không phải mã hay số, ký hiệu văn bản; hãy nhập dạng như “35-NQ/TW” hoặc “nq 35 tw”."
            )
        cards = store.cards(db, ids)
        if len(cards) == 1:
            printed, resolution = cards[0].number or cards[0].id, Resolution("RESOLVED", ids)
        elif cards:
            printed, resolution = cards[0].number or number, Resolution("AMBIGUOUS", ids)
        else:
            printed = _printed(number, citing)
            resolution = Resolution("MISSING", known=graph.known_number(db, printed))
        evidencer = graph.Evidencer(db)
        sentences = [evidencer.evidence(view).text for view in citing[:8]]
        hits = _passages(searcher, ids, citing, sentences, cards[0].title if cards else None, printed, k)
        return Trace(
            number=printed,
            status=resolution.status,
            known=resolution.known,
            documents=cards,
            passages=hits,
            cites=graph.cites(db, ids, depth),
            cited_by=graph.cited_by(db, ids, depth)
            if ids
            else tuple(graph.edge_of(view, evidencer) for view in citing),
            chains=chains(db, ids[0]) if len(ids) == 1 else (),
            validity=validity(db, cards)[ids[0]]
            if len(cards) == 1
            else validity_of_number(db, printed, resolution.known.date if resolution.known else None),
        )


def _citing(db: Database, number: str, ids: Sequence[str]) -> tuple[CitationView, ...]:
    if ids:
        views = [view for id_ in ids for view in citation_rows.pointing_to(db, id_)]
        return tuple(dict.fromkeys(views))
    for loose in parse_loose(number):
        found = tuple(
            view
            for view in citation_rows.with_digits(db, loose.digits_key)
            if (cited := parse_number(view.citation.number or "")) and loose.matches(cited)
        )
        if found:
            return found
    return ()


def _printed(number: str, citing: Sequence[CitationView]) -> str:
    """Return the canonical form of a number that no held document has: as parsed, else as most often cited."""
    strict = parse_number(number)
    if strict is not None:
        return strict.canonical
    counted = Counter(view.citation.number for view in citing if view.citation.number)
    return counted.most_common(1)[0][0] if counted else " ".join(number.split())


def _passages(
    searcher: Searcher,
    ids: Sequence[str],
    citing: Sequence[CitationView],
    sentences: Sequence[str],
    title: str | None,
    printed: str,
    k: int,
) -> tuple[Hit, ...]:
    if not ids:
        return searcher.citing([(view.document, view.citation.start) for view in citing], k, printed)
    text = " ".join(sentences) or title or printed
    query = _without_numbers(parse_query(text[:_LONGEST_QUERY], steps=_AS_WRITTEN))
    found = [hit for id_ in ids for hit in searcher.passages(query, k, Filters(document=id_))]
    found.sort(key=lambda hit: -hit.score)
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(found[:k], start=1))


def missing(db: Database, n: int) -> Missing:
    """Return the `n` most cited missing documents, and ambiguous numbers."""
    with db.snapshot():
        return Missing(graph.missing(db, "MISSING", n), graph.missing(db, "AMBIGUOUS", n))


def places(db: Database, evidence: Iterable[Evidence]) -> dict[Evidence, Place]:
    """Return where each piece stands in its document; nothing for documents that are not held any more."""
    pieces = list(evidence)
    outlines = overview.outlines(db, list({piece.document for piece in pieces}))
    return {p: place_among(*outlines[p.document], p.start) for p in pieces if p.document in outlines}
