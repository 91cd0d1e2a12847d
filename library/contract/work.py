"""Work on files and drafts as JSON: what an ingest did, checks of the archive and of drafts, drafts, answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from directives.grounded import Answer, CheckReport, Draft, DraftParagraph, Finding
from directives.models import Diagnosis, IngestReport, Problem
from library.contract.documents import citation, evidence, known

if TYPE_CHECKING:
    from library.shapes_of_work import (
        AnsweredJson,
        CheckedJson,
        DiagnosedJson,
        DraftedJson,
        DraftParagraphJson,
        FindingJson,
        IngestedJson,
        ProblemJson,
    )


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
            {"text": p.text, "origin": p.origin, "problem": p.problem, "sources": [evidence(e) for e in p.sources]}
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
        "evidence": evidence(f.evidence) if f.evidence else None,
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
