"""Records as JSON: the stable shapes that scripts outside the project rely on (docs/architecture.md, "Contracts")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from directives.grounded import Answer, CheckReport, Draft, DraftParagraph, Finding
from directives.models import (
    ChainLink,
    Citation,
    CitationView,
    Diagnosis,
    Document,
    DocumentCard,
    Evidence,
    Hit,
    IngestReport,
    KnownDocument,
    MissingDocument,
    Problem,
    SearchResult,
    Trace,
    TraceEdge,
    Validity,
)
from library.core import Missing, Tasks

if TYPE_CHECKING:
    from library.shapes import (
        CardJson,
        CitationJson,
        EdgeJson,
        EvidenceJson,
        HitJson,
        KnownJson,
        LinkJson,
        ListedJson,
        MissingDocumentJson,
        MissingJson,
        ParsedJson,
        SearchedJson,
        ShownJson,
        TaskCitationJson,
        TasksJson,
        TracedJson,
        ValidityJson,
    )
    from library.shapes_of_work import (
        AnsweredJson,
        CheckedJson,
        DiagnosedJson,
        DraftedJson,
        DraftParagraphJson,
        FindingJson,
        IngestedJson,
        ProblemJson,
        RemovedJson,
    )


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


def _evidence(e: Evidence) -> EvidenceJson:
    return {"document": e.document, "start": e.start, "end": e.end, "text": e.text, "page": e.page}


def edge(e: TraceEdge) -> EdgeJson:
    """Return one edge of a trace."""
    return {
        "number": e.number,
        "relation": e.relation,
        "status": e.status,
        "documents": list(e.documents),
        "depth": e.depth,
        "evidence": _evidence(e.evidence),
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
                "evidence": _evidence(act.evidence),
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


def _problems(problems: Sequence[Problem]) -> list[ProblemJson]:
    return [{"path": p.path, "reason": p.reason} for p in problems]


def ingested(report: IngestReport) -> IngestedJson:
    """Return the answer of `danchieu ingest`."""
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": report.duplicates,
        "failed": _problems(report.failed),
        "refused": _problems(report.refused),
        "attention": _problems(report.attention),
        "documents": [{"id": c.id, "path": c.source, "number": c.number, "title": c.title} for c in report.documents],
        "moved": report.moved,
        "removed": report.removed,
    }


def diagnosed(diagnosis: Diagnosis) -> DiagnosedJson:
    """Return the answer of `danchieu doctor`."""
    return {
        "ok": diagnosis.ok,
        "checks": [{"name": c.name, "ok": c.ok, "message": c.message, "remedy": c.remedy} for c in diagnosis.checks],
    }


def drafted(draft: Draft, path: str) -> DraftedJson:
    """Return the answer of `danchieu draft`."""

    def paragraphs(held: Sequence[DraftParagraph]) -> list[DraftParagraphJson]:
        return [
            {"text": p.text, "origin": p.origin, "problem": p.problem, "sources": [_evidence(e) for e in p.sources]}
            for p in held
        ]

    return {
        "path": path,
        "kind": draft.kind,
        "title": draft.title,
        "bases": paragraphs(draft.bases),
        "sections": [
            {"heading": s.heading, "level": s.level, "paragraphs": paragraphs(s.paragraphs)} for s in draft.sections
        ],
        "sources": [{"document": s.document, "reference": s.reference} for s in draft.sources],
        "findings": [
            {"kind": f.kind, "severity": f.severity, "text": f.text, "message": f.message, "expected": f.expected}
            for f in draft.findings or ()
        ],
        "notes": list(draft.notes),
    }


def answered(answer: Answer) -> AnsweredJson:
    """Return the answer of `danchieu answer`; marks count the evidence from 1, `problem` is empty for what stands."""
    return {
        "question": answer.question,
        "answer": answer.text,
        "refused": answer.refused,
        "generated": answer.generated,
        "took_ms": round(answer.took_ms, 1),
        "sentences": [
            {"text": s.text, "marks": [mark + 1 for mark in s.marks], "problem": s.problem} for s in answer.sentences
        ],
        "evidence": [
            {"document": e.document, "start": e.start, "end": e.end, "text": e.text, "page": e.page}
            for e in answer.evidence
        ],
    }


def finding(f: Finding) -> FindingJson:
    """Return one finding of a check; `evidence` is the place in the archive that says so."""
    return {
        "kind": f.kind,
        "severity": f.severity,
        "start": f.start,
        "end": f.end,
        "text": f.text,
        "message": f.message,
        "expected": f.expected,
        "evidence": _evidence(f.evidence) if f.evidence else None,
    }


def checked(path: str, report: CheckReport) -> CheckedJson:
    """Return the answer of `danchieu check`."""
    return {
        "path": path,
        "findings": [finding(f) for f in report.findings],
        "citations": [
            {
                **citation(c.citation),
                "status": c.resolution.status,
                "documents": list(c.resolution.documents),
                "known": known(c.resolution.known),
            }
            for c in report.citations
        ],
    }
