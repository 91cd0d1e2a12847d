"""The records that travel between modules.

Offsets are `str` indexes into the canonical text of one document; for every span x,
`document.text[x.start:x.end]` is the text of x (invariant 1).  Dates are ISO strings
("2024-01-17", or "2024" where only the year is written).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

UnitKind = Literal["part", "chapter", "section", "article", "clause", "point", "task", "attachment"]
CitationKind = Literal["numbered", "partial", "law", "self", "blank"]
Relation = Literal[
    "can_cu",
    "thuc_hien",
    "sua_doi_bo_sung",
    "thay_the",
    "bai_bo",
    "huong_dan",
    "dinh_chinh",
    "tra_loi",
    "ban_hanh_kem_theo",
    "dan_chieu",
    "self",
]
Status = Literal["RESOLVED", "MISSING", "AMBIGUOUS", "SELF", "BLANK"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A structural unit; `label` is the number as printed without word or punctuation ("5", "II", "a").

    `parent` is an index into the document's units, or None at the top.  `end` is where the unit's own content,
    children included, ends.
    """

    kind: UnitKind
    label: str
    heading: str
    start: int
    end: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of another document (or of the document itself): an edge of the graph.

    `text` is the surface of the number only; for kind "law" it is the name.  `number` is canonical, None for laws.
    """

    start: int
    end: int
    text: str
    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    relation: Relation
    kind: CitationKind


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A short form ("Kế hoạch nêu trên", "Nghị quyết 35"); `target` is the canonical number meant, None if unknown."""

    start: int
    end: int
    text: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Name:
    """A document called by a name that is no citation of the guide ("Hiến pháp", "Nghị quyết Đại hội XIII …")."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Header:
    """What the heading block and the signature say.

    `heading` spans from the first to the last line of the heading block (issuer, number, place, date, type, title;
    a công văn's "Kính gửi" lines are not in it).  `closing` are the spans of nơi nhận and signature blocks, and
    `signer_block` the signature lines as printed, joined by single spaces.
    """

    number: str | None = None
    type: str | None = None
    issuer: str | None = None
    parent_issuer: str | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None
    signer: str | None = None
    signer_role: str | None = None
    signer_block: str | None = None
    recipients: tuple[str, ...] = ()
    secrecy: str | None = None
    number_span: Span | None = None
    heading: Span = Span(0, 0)
    closing: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that is indexed and found as one.

    `unit` is an index into the document's units (None for the heading block and text outside any unit);
    `heading_path` is context for encoder and lexical index ("Quyết định 87/2025/QĐ-UBND › Chương II › Điều 5").
    """

    start: int
    end: int
    text: str
    unit: int | None
    heading_path: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a stretch of text comes from in a docx: paragraph and run index in document order, first character."""

    start: int
    end: int
    paragraph: int
    run: int
    character: int


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document.  `id` is 16 hex digits of the SHA-256 of its first canonical text; `pages` holds starts."""

    id: str
    text: str
    pages: tuple[int, ...]
    header: Header
    units: tuple[Unit, ...]
    citations: tuple[Citation, ...]
    anaphora: tuple[Anaphor, ...]
    names: tuple[Name, ...]
    passages: tuple[Passage, ...]
    anchors: tuple[Anchor, ...] = ()
    warnings: tuple[str, ...] = ()

    def page(self, offset: int) -> int:
        """Number, from 1, of the page that holds `offset`."""
        return max(1, bisect_right(self.pages, offset))


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """What a list or a hit shows of a document; `source` is the absolute path of its first source."""

    id: str
    number: str | None
    type: str | None
    title: str | None
    date: str | None
    issuer: str | None
    source: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Restrictions on hits; empty tuples and None restrict nothing.  Dates are ISO, both ends included."""

    types: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    date_from: str | None = None
    date_to: str | None = None
    document: str | None = None
    exclude_document: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What a query says of the document that it wants: `text` as typed, `value` as understood.

    `use`: by its number (exact), as a restriction (filter) or as one reason more (boost).  The value of a date is an
    ISO day, or the first and the last one with a slash between.
    """

    kind: Literal["number", "type", "issuer", "place", "date"]
    text: str
    value: str
    use: Literal["exact", "filter", "boost"] = "boost"


@dataclass(frozen=True, slots=True)
class Query:
    """What the search box was understood to ask.

    `numbers` canonical or loose reference numbers seen in it; `restored` the text with accents restored, None when
    they were typed; `expanded` abbreviations written out; `phrases` the quoted phrases, all of which a hit must hold;
    `corrected` the text with typing mistakes put right, None when there were none; `readings` other ways to restore
    the accents that were searched too; `abbreviated` abbreviations of what was written out; `official` what documents
    say for everyday words; `facts` about the document wanted.
    """

    text: str
    numbers: tuple[str, ...] = ()
    restored: str | None = None
    expanded: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    corrected: str | None = None
    readings: tuple[str, ...] = ()
    abbreviated: tuple[str, ...] = ()
    official: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """Which channels found a hit: by exact number, and its rank from 1 in the lexical and dense channel.

    `facts` are the kinds of the query's facts that hold of its document; `reranked` its score by the reranker, if read.
    """

    exact: bool
    lexical_rank: int | None
    dense_rank: int | None
    facts: tuple[str, ...] = ()
    reranked: float | None = None


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage as shown in a hit; `unit` is the unit's printed name ("Điều 5 › khoản 2") or None, `page` from 1."""

    start: int
    end: int
    text: str
    unit: str | None
    heading_path: str
    page: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A found passage; `highlights` are spans relative to the start of `passage.text`."""

    rank: int
    score: float
    document: DocumentCard
    passage: PassageView
    why: Why
    highlights: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to one query; `took_ms` in milliseconds."""

    query: Query
    took_ms: float
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that supports an answer or an edge; `document` is an id."""

    document: str
    start: int
    end: int
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """Facts of a real document from the catalogue, held or not; `source` says where the fact is stated."""

    number: str
    type: str | None
    issuer: str | None
    date: str | None
    title: str | None
    source: str


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What resolution may use of a held document."""

    id: str
    number: str
    type: str | None
    issuer: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a citation points to, and how that was decided ("only document with this number", "date", …)."""

    status: Status
    documents: tuple[str, ...] = ()
    how: str = ""
    known: KnownDocument | None = None


@dataclass(frozen=True, slots=True)
class CitationView:
    """A citation of a held document with its resolution."""

    document: str
    citation: Citation
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's choice of which document a cited number means, in one citing document or (citing None) everywhere.

    `chosen` is a document id, `decided` the UTC time of the decision; `active` whether the chosen document is held.
    """

    id: int
    number: str
    citing: str | None
    chosen: str
    decided: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class LaterAct:
    """A held document that replaces, repeals or amends another, with the words that say so.

    `partial` when only parts (an article, an annex, a phrase) are concerned.
    """

    relation: Relation
    document: DocumentCard
    partial: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Validity:
    """What the archive knows of a document's force at `as_of` (ISO date): never that it is in force.

    `state` follows from `acts`, the later documents dated on or before `as_of`, latest first.
    """

    state: Literal["unverified", "amended", "replaced", "repealed"] = "unverified"
    as_of: str = ""
    acts: tuple[LaterAct, ...] = ()


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A document in a chain from the centre to the grass roots; `document` None when it is not held.

    `relation` is how this document stands to the one before it (None for the first).
    """

    number: str
    document: DocumentCard | None
    relation: Relation | None


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task of a directive with its citations and the passages of other documents that bear on it."""

    label: str
    heading: str
    start: int
    end: int
    citations: tuple[CitationView, ...]
    passages: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class TraceEdge:
    """One edge seen from the traced document; `depth` from 1; `document` is the citing one for cited_by."""

    number: str
    relation: Relation
    status: Status
    documents: tuple[str, ...]
    evidence: Evidence
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything known about one reference number."""

    number: str
    status: Status
    known: KnownDocument | None
    documents: tuple[DocumentCard, ...]
    passages: tuple[Hit, ...]
    cites: tuple[TraceEdge, ...]
    cited_by: tuple[TraceEdge, ...]
    chains: tuple[tuple[ChainLink, ...], ...] = ()
    validity: Validity = Validity()


@dataclass(frozen=True, slots=True)
class MissingDocument:
    """A cited document that the archive lacks (or, for ambiguous ones, holds several times)."""

    number: str
    type: str | None
    issuer: str | None
    date: str | None
    title: str | None
    known: bool
    count: int
    cited_by: tuple[str, ...]
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A path with the Vietnamese reason why it was not simply added."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Outcome of one ingest; every file found is counted once in the first six fields.

    `moved` of the unchanged ones were found under another name; `removed` documents went into the bin with their files.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    failed: tuple[Problem, ...] = ()
    refused: tuple[Problem, ...] = ()
    attention: tuple[Problem, ...] = ()
    documents: tuple[DocumentCard, ...] = ()
    moved: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class IngestProgress:
    """One step of an ingest for a progress bar: file `done` of `total` ended as `outcome`.

    `rate` counts files read a second, `remaining_s` the seconds that the others will take at that rate; None before the
    first file has been read.
    """

    done: int
    total: int
    path: str
    outcome: Literal["added", "updated", "unchanged", "duplicate", "failed", "refused"]
    reason: str = ""
    passages: int = 0
    rate: float | None = None
    remaining_s: float | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `doctor`: what was checked, whether it holds, and the remedy if not."""

    name: str
    ok: bool
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All checks of one archive."""

    checks: tuple[Check, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether every check holds."""
        return all(check.ok for check in self.checks)
