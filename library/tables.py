"""What the archive knows, as tables for Excel and Word: hits, citations, tasks, missing and held documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from assistant.export import Column, Sheet, Value, workbook
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
    TaskView,
    TraceEdge,
    Validity,
)
from directives.places import Place

Cards = Callable[[Sequence[str]], tuple[DocumentCard, ...]]

_CITING = 20  # citing documents named in a cell
_FIRST_EXCEL_YEAR = 1901  # days before are no dates for Excel
_ORDER = Column("TT", 6)
_NUMBER, _TYPE, _DATE = Column("Số, ký hiệu", 19), Column("Loại", 11), Column("Ngày", 13)
_HIT = (
    _NUMBER,
    _TYPE,
    _DATE,
    Column("Cơ quan ban hành", 16),
    Column("Trích yếu", 26),
    Column("Đoạn", 62),
    Column("Vị trí", 16),
    Column("Hiệu lực", 13),
)
_CITED = (_NUMBER, _TYPE, _DATE, Column("Trích yếu", 30))


def hits(
    found: Sequence[Hit], places: Mapping[tuple[str, int], Place], forces: Mapping[str, Validity]
) -> tuple[Sheet, ...]:
    """Return the hits of a search as a table; places by document and start, force by document."""
    rows = tuple((hit.rank, *_hit(hit, places, forces)) for hit in found)
    return (Sheet("Kết quả tra cứu", (_ORDER, *_HIT), rows),)


def _hit(hit: Hit, places: Mapping[tuple[str, int], Place], forces: Mapping[str, Validity]) -> tuple[Value, ...]:
    card, passage = hit.document, hit.passage
    return (
        *_facts(card)[:3],
        name_case(card.issuer or ""),
        sentence_case(card.title or ""),
        passage.text.strip(),
        _place(places.get((card.id, passage.start), Place())),
        force(forces[card.id]) if card.id in forces else None,
    )


def force(known: Validity) -> str:
    """Return what is known of a document's force in words, with the documents that act on it."""
    by = "; ".join(dict.fromkeys(act.document.number or act.document.title or "" for act in known.acts))
    return FORCES[known.state] + (f" (xem {by})" if by else "")


def _place(place: Place) -> str:
    return _capital(place.words)


def _capital(text: str | None) -> str:
    return text[:1].upper() + text[1:] if text else ""


def _facts(card: DocumentCard | KnownDocument) -> tuple[Value, ...]:
    return card.number, _capital(card.type), day(card.date), sentence_case(card.title or "")


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
        _capital(entry.type),
        day(entry.date),
        entry.issuer,
        entry.title,
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
    rows = tuple((c.number, _capital(c.type), day(c.date), c.issuer, c.title, c.id, c.source) for c in cards)
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
        return (_ORDER, *_CITED, Column("Quan hệ", 12), *state, *said, *more)

    def row(
        number: int, facts: tuple[Value, ...], edge: TraceEdge, state: tuple[str, ...], other: str
    ) -> tuple[Value, ...]:
        said = " ".join(edge.evidence.text.split())
        place = _place(places.get(edge.evidence, Place()))
        more = (other, edge.depth) if deep else ()
        return (number, *facts, _capital(RELATIONS[edge.relation]), *state, said, place, *more)

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
        return _facts(held[0])
    if view is None:
        return edge.number, None, None, None
    return _said_facts(view, edge.number)


def _said_facts(view: CitationView, number: str) -> tuple[Value, ...]:
    known, said = view.resolution.known, view.citation
    if known is not None:
        return _facts(known)
    return number, _capital(said.type), day(said.date), _capital(sentence_case(said.title or ""))


def _named_facts(document: str, cards: Cards) -> tuple[Value, ...]:
    held = cards((document,))
    return _facts(held[0]) if held else (document, None, None, None)


def tasks(
    found: Sequence[TaskView],
    texts: Sequence[str],
    places: Mapping[tuple[str, int], Place],
    forces: Mapping[str, Validity],
    cards: Cards,
) -> tuple[Sheet, ...]:
    """Return the tasks of a directive with their words, what each cites, and passages that bear on it, as tables."""
    own = Column("Nhiệm vụ", 9)
    cited = [[view for view in task.citations if view.resolution.status not in ("SELF", "BLANK")] for task in found]
    numbers = [
        "; ".join(dict.fromkeys(f"{_called(v)} ({STATUSES[v.resolution.status].lower()})" for v in views))
        for views in cited
    ]
    overview = tuple(
        (task.label, _words(text, task.label), of or None, len(task.passages))
        for task, text, of in zip(found, texts, numbers, strict=True)
    )
    return (
        Sheet(
            "Nhiệm vụ",
            (Column("Số", 6), Column("Nội dung", 100), Column("Văn bản được dẫn", 46), Column("Đoạn liên quan", 10)),
            overview,
        ),
        Sheet(
            "Văn bản được dẫn",
            (own, *_CITED, Column("Quan hệ", 14), Column("Tình trạng", 18), Column("Xác định theo", 36)),
            tuple(
                (
                    task.label,
                    *_held_facts(view, cards),
                    _capital(RELATIONS[view.citation.relation]),
                    STATUSES[view.resolution.status],
                    _capital(view.resolution.how) if view.resolution.documents else None,
                )
                for task, views in zip(found, cited, strict=True)
                for view in views
            ),
        ),
        Sheet(
            "Đoạn liên quan",
            (own, *_HIT),
            tuple((task.label, *_hit(hit, places, forces)) for task in found for hit in task.passages),
        ),
    )


def _words(text: str, label: str) -> str:
    """Return the words of a task on one line, without its number."""
    line = " ".join(text.split())
    return line.removeprefix(label).lstrip(".) ") if line.startswith(label) else line


def _held_facts(view: CitationView, cards: Cards) -> tuple[Value, ...]:
    held = cards(view.resolution.documents) if len(view.resolution.documents) == 1 else ()
    return _facts(held[0]) if held else _said_facts(view, _called(view))


def _called(view: CitationView) -> str:
    return view.citation.number or view.citation.text


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
