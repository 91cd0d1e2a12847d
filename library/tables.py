"""What the archive knows, as tables for Excel and Word: hits, citations, missing and held documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from assistant.export import CELL, Column, Sheet, Value, workbook
from directives.casing import name_case, sentence_case
from directives.grounded import CheckReport
from directives.labels import FORCES, KINDS, RELATIONS, SEVERITIES, STATUSES
from directives.models import (
    CitationView,
    DocumentCard,
    Evidence,
    Hit,
    KnownDocument,
    MissingDocument,
    TraceEdge,
    Validity,
)
from directives.places import Place
from directives.text import capitalized

Cards = Callable[[Sequence[str]], tuple[DocumentCard, ...]]

_CITING = 20  # citing documents named in a cell
_FIRST_EXCEL_YEAR = 1901  # days before are no dates for Excel
_ORDER = Column("TT", 6)
_NUMBER, _TYPE, _DATE = Column("Số, ký hiệu", 19), Column("Loại", 11), Column("Ngày", 13)
HIT = (
    _NUMBER,
    _TYPE,
    _DATE,
    Column("Cơ quan ban hành", 16),
    Column("Trích yếu", 26),
    Column("Đoạn", 62),
    Column("Vị trí", 16),
    Column("Hiệu lực", 13),
)
CITED = (_NUMBER, _TYPE, _DATE, Column("Trích yếu", 30))


def hits(
    found: Sequence[Hit], places: Mapping[tuple[str, int], Place], forces: Mapping[str, Validity]
) -> tuple[Sheet, ...]:
    """Return the hits of a search as a table; places by document and start, force by document."""
    rows = tuple((hit.rank, *hit_cells(hit, places, forces)) for hit in found)
    return (Sheet("Kết quả tra cứu", (_ORDER, *HIT), rows),)


def hit_cells(
    hit: Hit, places: Mapping[tuple[str, int], Place], forces: Mapping[str, Validity], most: int = CELL
) -> tuple[Value, ...]:
    """Return the cells of HIT; a passage of more than `most` characters is cut at a word."""
    card, passage = hit.document, hit.passage
    return (
        *facts(card)[:3],
        name_case(card.issuer or ""),
        capitalized(sentence_case(card.title or "")),
        cut(passage.text.strip(), most),
        placed(places.get((card.id, passage.start), Place())),
        force(forces[card.id]) if card.id in forces else None,
    )


def force(known: Validity) -> str:
    """Return what is known of a document's force in words, with the documents that act on it."""
    by = "; ".join(dict.fromkeys(act.document.number or act.document.title or "" for act in known.acts))
    return FORCES[known.state] + (f" (xem {by})" if by else "")


def cut(text: str, most: int) -> str:
    """Return text of at most about `most` characters, closed by "…" where there was more."""
    return text if len(text) <= most else text[:most].rsplit(maxsplit=1)[0] + " …"


def placed(place: Place) -> str:
    """Return a place as a cell begins it, with a capital."""
    return capitalized(place.words)


def facts(card: DocumentCard | KnownDocument) -> tuple[Value, ...]:
    """Return number, type, date and title."""
    return card.number, capitalized(card.type), day(card.date), capitalized(sentence_case(card.title or ""))


def missing(absent: Sequence[MissingDocument], ambiguous: Sequence[MissingDocument], cards: Cards) -> tuple[Sheet, ...]:
    """Return the lists of missing documents and of numbers held several times as tables."""
    columns = (
        _NUMBER,
        _TYPE,
        _DATE,
        Column("Cơ quan ban hành", 20),
        Column("Trích yếu", 40),
        Column("Lượt dẫn", 8),
        Column("Thông tin từ", 11),
        Column("Văn bản dẫn", 40),
    )
    held = (*columns[:-1], Column("Văn bản dẫn", 24), Column("Các bản trong kho", 20))
    return (
        Sheet("Chưa có trong kho", columns, tuple(_missing(entry, cards) for entry in absent)),
        Sheet("Trùng số", held, tuple((*_missing(e, cards), _names(e.candidates, cards)) for e in ambiguous)),
    )


def _missing(entry: MissingDocument, cards: Cards) -> tuple[Value, ...]:
    return (
        entry.number,
        capitalized(entry.type),
        day(entry.date),
        name_case(entry.issuer or ""),
        capitalized(sentence_case(entry.title or "")),
        entry.count,
        "danh mục" if entry.known else "lời dẫn",
        _names(entry.cited_by, cards),
    )


def documents(cards: Sequence[DocumentCard]) -> tuple[Sheet, ...]:
    """Return a list of held documents as a table."""
    columns = (
        _NUMBER,
        _TYPE,
        _DATE,
        Column("Cơ quan ban hành", 22),
        Column("Trích yếu", 44),
        Column("Mã", 18),
        Column("Tệp", 35),
    )
    rows = tuple((*facts(c)[:3], name_case(c.issuer or ""), facts(c)[3], c.id, c.source) for c in cards)
    return (Sheet("Văn bản trong kho", columns, rows),)


def citations(
    outward: Sequence[tuple[TraceEdge, CitationView | None]],
    inward: Sequence[TraceEdge],
    places: Mapping[Evidence, Place],
    cards: Cards,
) -> tuple[Sheet, ...]:
    """Return the citations out of a document and those into it as tables, each with its sentence and place.

    With the citations out of it go what their words and the catalogue say.
    """
    deep = any(edge.depth > 1 for edge in (*(edge for edge, _ in outward), *inward))

    def columns(state: tuple[Column, ...], other: str) -> tuple[Column, ...]:
        said = (Column("Câu dẫn", 48 if deep else 62), Column("Vị trí", 16))
        more = (Column(other, 17), Column("Bước", 7)) if deep else ()
        return (_ORDER, *CITED, Column("Quan hệ", 12), *state, *said, *more)

    def row(
        number: int, about: tuple[Value, ...], edge: TraceEdge, state: tuple[str, ...], other: str
    ) -> tuple[Value, ...]:
        said = " ".join(edge.evidence.text.split())
        place = placed(places.get(edge.evidence, Place()))
        more = (other, edge.depth) if deep else ()
        return (number, *about, capitalized(RELATIONS[edge.relation]), *state, said, place, *more)

    return (
        Sheet(
            "Văn bản này dẫn",
            columns((Column("Tình trạng", 13),), "Dẫn trong"),
            tuple(
                row(
                    number,
                    cited_facts(edge, view, cards),
                    edge,
                    (STATUSES[edge.status],),
                    _names((edge.evidence.document,), cards),
                )
                for number, (edge, view) in enumerate(outward, 1)
            ),
        ),
        Sheet(
            "Được dẫn bởi",
            columns((), "Dẫn đến"),
            tuple(
                row(number, _named_facts(edge.evidence.document, cards), edge, (), edge.number)
                for number, edge in enumerate(inward, 1)
            ),
        ),
    )


def cited_facts(edge: TraceEdge, view: CitationView | None, cards: Cards) -> tuple[Value, ...]:
    """Return number, type, date and title of what an edge leads to: as held, else as the catalogue or the text says."""
    if len(edge.documents) == 1 and (held := cards(edge.documents)):
        return facts(held[0])
    if view is None:
        return capitalized(edge.number), None, None, None
    return said_facts(view, edge.number)


def said_facts(view: CitationView, number: str) -> tuple[Value, ...]:
    """Return number, type, date and title of a cited document as the catalogue has them, else as the text says."""
    known, said = view.resolution.known, view.citation
    if known is not None:
        return facts(known)
    return capitalized(number), capitalized(said.type), day(said.date), capitalized(sentence_case(said.title or ""))


def _named_facts(document: str, cards: Cards) -> tuple[Value, ...]:
    held = cards((document,))
    return facts(held[0]) if held else (document, None, None, None)


def findings(report: CheckReport) -> bytes:
    """Return the findings of a check as an Excel file."""
    columns = (
        Column("TT", 6),
        Column("Mức", 12),
        Column("Loại", 22),
        Column("Dòng", 8),
        Column("Từ ký tự", 10),
        Column("Đến ký tự", 10),
        Column("Trong dự thảo", 50),
        Column("Nhận xét", 70),
        Column("Nên ghi", 50),
    )
    rows = tuple(
        (
            number,
            SEVERITIES[f.severity],
            KINDS[f.kind],
            report.text.count("\n", 0, f.start) + 1,
            f.start,
            f.end,
            " ".join(f.text.split()),
            f.message,
            f.expected,
        )
        for number, f in enumerate(report.findings, 1)
    )
    return workbook([Sheet("Kiểm tra viện dẫn", columns, rows)])


def _names(ids: Sequence[str], cards: Cards) -> str:
    named = [card.number or card.title or card.id for card in cards(ids[:_CITING])]
    more = len(ids) - _CITING
    return "; ".join(named) + (f"; và {more} văn bản nữa" if more > 0 else "")


def day(iso: str | None) -> Value:
    """Return a whole ISO date as a date, a month or a year in words ("05/2024"), None for None."""
    if not iso:
        return None
    try:
        whole = date.fromisoformat(iso) if len(iso) == 10 else None
    except ValueError:
        whole = None
    return whole if whole and whole.year >= _FIRST_EXCEL_YEAR else "/".join(reversed(iso.split("-")))
