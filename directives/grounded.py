"""Records of grounded text: answers, findings of a check, drafts.  Every statement keeps the evidence it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from directives.models import Citation, Evidence, Resolution

Severity = Literal["error", "warning", "note"]
FindingKind = Literal[
    "unknown_number",  # neither archive nor catalogue has it
    "wrong_type",
    "wrong_date",
    "wrong_issuer",
    "wrong_title",
    "wrong_form",  # the number is written in a form that official documents don't use ("35/NQ-TW")
    "superseded",
    "repealed",
    "amended",
    "ambiguous",
    "incomplete",  # too little to tell which document is meant ("09-NQ" without issuer)
    "quotation",  # quoted words that the source does not have
    "first_mention",  # cited in short before, or without, a full mention
    "basis_order",  # căn cứ lines out of order
    "own_number",  # the draft's own number is filled in where it must stay blank
    "not_held",  # known to the catalogue, not in the archive: facts checked, text not
]
DraftKind = Literal["de_cuong", "ban_tin", "cong_van", "ke_hoach", "bao_cao", "slide"]


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer; `marks` are indexes into the answer's evidence.

    `problem` says in Vietnamese what a verifier could not find in the evidence, empty when all of it stands there.
    """

    text: str
    marks: tuple[int, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question; `text` is its sentences in reading order with marks "[1]".

    When `refused`, `text` is the refusal ("Không có căn cứ …") with what was searched and what to try, and `evidence`
    may hold the nearest passages.  `generated` is true when a generator wrote the sentences.
    """

    question: str
    text: str
    refused: bool
    sentences: tuple[AnswerSentence, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    generated: bool = False
    took_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found at `start:end` of the checked text; `message` says it in Vietnamese with the remedy.

    `expected` is what should stand there, where that is known; `evidence` the place in the archive that says so.
    """

    kind: FindingKind
    severity: Severity
    start: int
    end: int
    text: str
    message: str
    expected: str | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class CheckedCitation:
    """A citation of the checked text with what it resolves to in the archive."""

    citation: Citation
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The outcome of a check: the canonical text, findings in reading order, every citation."""

    text: str
    findings: tuple[Finding, ...]
    citations: tuple[CheckedCitation, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """The office that signs a draft, from the settings; empty strings are left blank in the form.

    `symbol` and `unit` make the blank number ("Số:      /LĐLĐ-TGNC"); `recipients` are lines of nơi nhận.
    """

    name: str
    parent: str = ""
    symbol: str = ""
    unit: str = ""
    place: str = ""
    authority: str = ""  # "TM. BAN THƯỜNG VỤ"
    signer_role: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph of a draft.

    `origin`: "quoted" words of the sources, "fixed" connecting text of the form, "generated" by a generator, "edited"
    by a person.  `problem` is empty, or says in Vietnamese what is not supported; such text is shown in red.
    """

    text: str
    origin: Literal["quoted", "fixed", "generated", "edited"]
    sources: tuple[Evidence, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A headed part of a draft; an empty heading means none is printed, `level` 2 is a part of the one before."""

    heading: str
    paragraphs: tuple[DraftParagraph, ...]
    level: int = 1


@dataclass(frozen=True, slots=True)
class DraftSource:
    """What a document that a draft draws on is called: its full reference, by its id."""

    document: str
    reference: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft in the prescribed form; its number stays blank.

    `title` is the trích yếu without "V/v"; `addressees` are lines of "Kính gửi"; `year` that of the open date line;
    `notes` say what a person still has to do.  `findings` are the citation check's, their spans in the text that
    `assistant.drafts.as_text` lays out, None as long as nothing has checked the draft.
    """

    kind: DraftKind
    title: str
    office: Office
    bases: tuple[DraftParagraph, ...]
    sections: tuple[DraftSection, ...]
    findings: tuple[Finding, ...] | None = None
    addressees: tuple[str, ...] = ()
    sources: tuple[DraftSource, ...] = ()
    notes: tuple[str, ...] = ()
    year: int = 0


@dataclass(frozen=True, slots=True)
class DraftVersion:
    """A kept draft: its id, how many versions it has, when (UTC) and as what this one was kept."""

    id: int
    version: int
    versions: int
    kind: DraftKind
    title: str
    saved: str
    note: str = ""
