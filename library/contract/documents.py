"""Documents and what stands in them as JSON: the heading, units, citations, evidence, catalogue facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from directives.models import Citation, Document, DocumentCard, Evidence, KnownDocument

if TYPE_CHECKING:
    from library.shapes import CardJson, CitationJson, EvidenceJson, KnownJson, ListedJson, ParsedJson, ShownJson
    from library.shapes_of_work import RemovedJson


def parsed(path: str, document: Document) -> ParsedJson:
    """Return the answer of `danchieu parse`."""
    h = document.header
    return {
        "path": path,
        "document": {
            "number": h.number,
            "type": h.type,
            "issuer": h.issuer,
            "parent_issuer": h.parent_issuer,
            "place": h.place,
            "date": h.date,
            "title": h.title,
            "signer": h.signer,
            "signer_role": h.signer_role,
            "recipients": list(h.recipients),
            "secrecy": h.secrecy,
        },
        "text": document.text,
        "pages": list(document.pages),
        "units": [
            {"kind": u.kind, "label": u.label, "heading": u.heading, "start": u.start, "end": u.end, "parent": u.parent}
            for u in document.units
        ],
        "citations": [citation(c) for c in document.citations],
        "anaphora": [{"start": a.start, "end": a.end, "text": a.text, "target": a.target} for a in document.anaphora],
        "names": [{"start": n.start, "end": n.end, "text": n.text} for n in document.names],
        "warnings": list(document.warnings),
    }


def shown(path: str, document: Document) -> ShownJson:
    """Return the answer of `danchieu show`."""
    return {"id": document.id, **parsed(path, document)}


def removed(c: DocumentCard) -> RemovedJson:
    """Return the answer of `danchieu remove`."""
    return {"removed": card(c)}


def citation(c: Citation) -> CitationJson:
    """Return a citation as `danchieu parse` prints it."""
    return {
        "start": c.start,
        "end": c.end,
        "text": c.text,
        "number": c.number,
        "type": c.type,
        "date": c.date,
        "issuer": c.issuer,
        "title": c.title,
        "relation": c.relation,
        "kind": c.kind,
    }


def card(c: DocumentCard) -> CardJson:
    """Return a document as hits and traces name it."""
    return {
        "id": c.id,
        "number": c.number,
        "type": c.type,
        "title": c.title,
        "date": c.date,
        "issuer": c.issuer,
        "source": c.source,
    }


def listed(cards: Sequence[DocumentCard]) -> ListedJson:
    """Return the answer of `danchieu list`."""
    return {
        "documents": [
            {
                "id": c.id,
                "path": c.source,
                "sources": list(c.sources),
                "number": c.number,
                "type": c.type,
                "title": c.title,
                "date": c.date,
                "issuer": c.issuer,
            }
            for c in cards
        ]
    }


def known(k: KnownDocument | None) -> KnownJson | None:
    """Return the catalogue's facts of a document."""
    if k is None:
        return None
    return {
        "number": k.number,
        "type": k.type,
        "issuer": k.issuer,
        "date": k.date,
        "title": k.title,
        "source": k.source,
    }


def evidence(e: Evidence) -> EvidenceJson:
    """Return a place in a document."""
    return {"document": e.document, "start": e.start, "end": e.end, "text": e.text, "page": e.page}
