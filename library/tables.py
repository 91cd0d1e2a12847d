"""What the archive knows, as tables for Excel: missing and repeated documents, the citations around a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.export import Column, Sheet, workbook
from directives.grounded import CheckReport
from directives.labels import KINDS, RELATIONS, SEVERITIES, STATUSES
from directives.models import DocumentCard, MissingDocument, Trace, TraceEdge

Cards = Callable[[Sequence[str]], tuple[DocumentCard, ...]]

_CITING = 20  # citing documents named in a cell


def missing(absent: Sequence[MissingDocument], ambiguous: Sequence[MissingDocument], cards: Cards) -> bytes:
    """Return the lists of missing documents and of numbers held several times as an Excel file."""
    columns = (
        Column("Số, ký hiệu", 24),
        Column("Loại", 16),
        Column("Ngày", 12),
        Column("Cơ quan ban hành", 30),
        Column("Trích yếu", 60),
        Column("Lượt dẫn", 10),
        Column("Thông tin từ", 14),
        Column("Văn bản dẫn", 50),
    )
    held = (*columns, Column("Các bản trong kho", 50))
    return workbook(
        [
            Sheet("Chưa có trong kho", columns, tuple(_missing(entry, cards) for entry in absent)),
            Sheet("Trùng số", held, tuple((*_missing(e, cards), _names(e.candidates, cards)) for e in ambiguous)),
        ]
    )


def _missing(entry: MissingDocument, cards: Cards) -> tuple[str | int | None, ...]:
    return (
        entry.number,
        entry.type,
        _date(entry.date),
        entry.issuer,
        entry.title,
        entry.count,
        "danh mục" if entry.known else "lời dẫn",
        _names(entry.cited_by, cards),
    )


def documents(cards: Sequence[DocumentCard]) -> bytes:
    """Return a list of held documents as an Excel file."""
    columns = (
        Column("Số, ký hiệu", 24),
        Column("Loại", 16),
        Column("Ngày", 12),
        Column("Cơ quan ban hành", 30),
        Column("Trích yếu", 70),
        Column("Mã", 20),
        Column("Tệp", 60),
    )
    rows = tuple((c.number, c.type, _date(c.date), c.issuer, c.title, c.id, c.source) for c in cards)
    return workbook([Sheet("Văn bản trong kho", columns, rows)])


def citations(trace: Trace, cards: Cards) -> bytes:
    """Return the citations out of a document and those into it as an Excel file, each with its sentence."""
    columns = (
        Column("Văn bản dẫn", 30),
        Column("Quan hệ", 18),
        Column("Văn bản được dẫn", 30),
        Column("Tình trạng", 18),
        Column("Câu dẫn", 90),
        Column("Trang", 8),
        Column("Cách (bước)", 10),
    )
    return workbook(
        [
            Sheet("Văn bản này dẫn", columns, tuple(_edge(edge, cards) for edge in trace.cites)),
            Sheet("Được dẫn bởi", columns, tuple(_edge(edge, cards) for edge in trace.cited_by)),
        ]
    )


def _edge(edge: TraceEdge, cards: Cards) -> tuple[str | int | None, ...]:
    return (
        _names((edge.evidence.document,), cards),
        RELATIONS[edge.relation],
        edge.number,
        STATUSES[edge.status],
        " ".join(edge.evidence.text.split()),
        edge.evidence.page,
        edge.depth,
    )


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


def _date(iso: str | None) -> str | None:
    return "/".join(reversed(iso.split("-"))) if iso else None
