"""What a draft is made of: the directive, its tasks or a query, the documents cited, passages that bear on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.knowledge import Source
from directives.issuers import by_abbreviation, identify
from directives.models import Evidence
from directives.reference.numbers import parse_number

_FAMILIES = {"party": 0, "state": 1, "union": 2}
_LEVELS = {"central": 0, "province": 1, "district": 2, "commune": 3}
# Types by legal force, the strongest first; types of one tuple are equals.
_TYPES: tuple[tuple[str, ...], ...] = (
    ("hiến pháp",),
    ("luật", "bộ luật"),
    ("pháp lệnh",),
    ("nghị quyết", "nghị định"),
    ("quyết định", "quy định", "quy chế"),
    ("thông tư", "thông tư liên tịch", "chỉ thị", "kết luận"),
    ("chương trình", "chương trình hành động", "đề án"),
    ("kế hoạch", "hướng dẫn", "chương trình công tác", "chương trình phối hợp"),
)


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that the directive cites, with the facts that archive, catalogue or the citing words give.

    `evidence` are the citing words, and the heading of the document itself where it is held; `origin` says in
    Vietnamese where the facts come from otherwise; `opening` whether it is cited before the tasks, as what the
    directive itself stands on.
    """

    source: Source
    evidence: tuple[Evidence, ...]
    origin: str = ""
    opening: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a held document: `evidence` are the document's own, `unit` its printed name ("Điều 5") or None."""

    source: Source
    evidence: Evidence
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A task of the directive, or what was asked for (label ""): `words` says it, `quotes` bear on it.

    `evidence` is None where the words are a query and stand in no document.
    """

    label: str
    words: str
    evidence: Evidence | None
    cited: tuple[CitedDocument, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """All that a draft may use; `notes` are remarks on what could not be used, in Vietnamese."""

    directive: Source | None
    heading: Evidence | None  # the directive's heading, which states its facts
    opening: tuple[CitedDocument, ...]
    topics: tuple[Topic, ...]
    year: int
    notes: tuple[str, ...] = ()

    def bases(self) -> tuple[CitedDocument, ...]:
        """Return every cited document once, in the order in which căn cứ stand: by family, place and legal force."""
        cited = [*self.opening, *(document for topic in self.topics for document in topic.cited)]
        once: dict[str, CitedDocument] = {}
        for document in cited:
            once.setdefault(source_key(document.source), document)
        return tuple(sorted(once.values(), key=lambda document: force(document.source)))


def source_key(source: Source) -> str:
    """Return what tells one document from another."""
    return source.id or f"{source.number or source.title}|{source.date or ''}"


def force(source: Source) -> tuple[int, int, int]:
    """Return a key by which căn cứ are put in order: Party, State, Union; then the level; then the type."""
    number = parse_number(source.number) if source.number else None
    pieces = number.pieces if number else ()
    bodies = by_abbreviation(pieces[1]) if len(pieces) > 1 else ()
    family = bodies[0].family if bodies else "state"
    identity = identify(source.issuer) if source.issuer else None
    level = bodies[0].level if bodies and bodies[0].level in _LEVELS else identity.level if identity else None
    if number is not None and not bodies and (source.type or "").endswith("luật"):
        level = "central"
    return _FAMILIES.get(family, 1), _LEVELS.get(level or "", 1 if bodies else 0), type_rank(source.type)


def type_rank(type_: str | None) -> int:
    """Return the place of a type among those of the same body, 0 the strongest."""
    return next((rank for rank, names in enumerate(_TYPES) if type_ in names), len(_TYPES))


def evidence_of(quotes: Sequence[Quote]) -> tuple[Evidence, ...]:
    """Return the evidence of quotes."""
    return tuple(quote.evidence for quote in quotes)
