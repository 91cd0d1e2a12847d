"""The shapes of JSON answers about work done on an archive: ingest, check, answer, draft; see `library.shapes`."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from directives.grounded import DraftKind, FindingKind, Severity
from directives.models import Status
from library.shapes import CardJson, CitationFields, EvidenceJson, KnownJson


class ProblemJson(TypedDict, closed=True):
    """Tệp và lý do."""

    path: str
    reason: str


class IngestedDocumentJson(TypedDict, closed=True):
    """Văn bản vừa nạp."""

    id: str
    path: str
    number: str | None
    title: str | None


class IngestedJson(TypedDict, closed=True):
    """Kết quả nạp; mỗi tệp được đếm một lần trong sáu mục đầu."""

    added: int
    updated: int
    unchanged: int
    duplicates: int
    failed: list[ProblemJson]
    refused: list[ProblemJson]
    attention: list[ProblemJson]
    documents: list[IngestedDocumentJson]
    moved: int
    removed: int


class DiagnosisCheckJson(TypedDict, closed=True):
    """Một mục kiểm tra kho."""

    name: str
    ok: bool
    message: str
    remedy: str


class DiagnosedJson(TypedDict, closed=True):
    """Kết quả kiểm tra kho."""

    ok: bool
    checks: list[DiagnosisCheckJson]


class DraftParagraphJson(TypedDict, closed=True):
    """Một đoạn của dự thảo, kèm nguồn."""

    text: str
    origin: Literal["quoted", "fixed", "generated", "edited"]
    problem: str
    sources: list[EvidenceJson]


class DraftSectionJson(TypedDict, closed=True):
    """Một phần của dự thảo."""

    heading: str
    level: int
    paragraphs: list[DraftParagraphJson]


class DraftSourceJson(TypedDict, closed=True):
    """Văn bản mà dự thảo dựa vào."""

    document: str
    reference: str


class DraftFindingJson(TypedDict, closed=True):
    """Điều kiểm tra thấy trong dự thảo vừa lập."""

    kind: FindingKind
    severity: Severity
    text: str
    message: str
    expected: str | None


class DraftedJson(TypedDict, closed=True):
    """Dự thảo."""

    path: str
    kind: DraftKind
    title: str
    bases: list[DraftParagraphJson]
    sections: list[DraftSectionJson]
    sources: list[DraftSourceJson]
    findings: list[DraftFindingJson]
    notes: list[str]


class SentenceJson(TypedDict, closed=True):
    """Một câu của câu trả lời; `marks` đếm căn cứ từ 1."""

    text: str
    marks: list[int]
    problem: str


class AnsweredJson(TypedDict, closed=True):
    """Câu trả lời có căn cứ, hoặc lời từ chối."""

    question: str
    answer: str
    refused: bool
    generated: bool
    took_ms: float
    sentences: list[SentenceJson]
    evidence: list[EvidenceJson]


class FindingJson(TypedDict, closed=True):
    """Điều kiểm tra thấy trong dự thảo."""

    kind: FindingKind
    severity: Severity
    start: int
    end: int
    text: str
    message: str
    expected: str | None
    evidence: EvidenceJson | None


class CheckedCitationJson(CitationFields, closed=True):
    """Viện dẫn trong dự thảo và văn bản nó chỉ tới."""

    status: Status
    documents: list[str]
    known: KnownJson | None


class CheckedJson(TypedDict, closed=True):
    """Kết quả kiểm tra một dự thảo."""

    path: str
    findings: list[FindingJson]
    citations: list[CheckedCitationJson]


class RemovedJson(TypedDict, closed=True):
    """Văn bản vừa gỡ."""

    removed: CardJson
