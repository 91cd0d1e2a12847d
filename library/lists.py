"""Lists and tables of an archive to take away, as Excel or Word files; each taking is logged where there is sign-in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal

from assistant.export import DATE_VI, Heading, Sheet, workbook
from assistant.export_word import word
from directives.casing import name_case, sentence_case
from directives.errors import BadRequest
from directives.labels import RELATIONS
from directives.models import (
    CitationView,
    DocumentCard,
    Evidence,
    Filters,
    Hit,
    Relation,
    SearchResult,
    Trace,
    TraceEdge,
    Validity,
)
from directives.places import Place
from library import tables
from library.task_tables import task_tables

if TYPE_CHECKING:
    from library.core import Library
    from library.reading import Tasks

Form = Literal["xlsx", "docx"]

_EVERYTHING = 1_000_000


class Lists:
    """The lists of an archive, as whoever looks at it may see them; `today` is the day that the files bear."""

    def __init__(self, library: Library, today: date | None = None) -> None:
        """Use `Library.lists`."""
        self._library = library
        self._today = today or date.today()

    def hits(self, result: SearchResult, form: Form, filters: Filters = Filters()) -> bytes:
        """Return the hits of a search, as they were found."""
        self._library.log("export", f"kết quả tra cứu: {result.query.text}")
        documents = len({hit.document.id for hit in result.hits})
        lines = [f"Nội dung tìm: “{' '.join(result.query.text.split())}”"]
        narrowed = self._narrowed(filters)
        lines += [f"Thu hẹp: {narrowed}"] if narrowed else []
        count = f"{len(result.hits)} đoạn trong {documents} văn bản"
        return self._file(
            tables.hits(result.hits, self._places(result.hits), self._forces(result.hits)),
            self._heading("Kết quả tra cứu", *lines, count),
            form,
        )

    def citations(self, trace: Trace, form: Form, depth: int = 1, relations: Sequence[Relation] = ()) -> bytes:
        """Return the citations out of and into what was traced to `depth`; of these relations (none given: all)."""
        self._library.log("export", f"viện dẫn của {trace.number}")
        outward, inward = (
            [edge for edge in edges if not relations or edge.relation in relations]
            for edges in (trace.cites, trace.cited_by)
        )
        views = cache(self._library.citations)
        sheets = tables.citations(
            [(edge, _view(edge, views(edge.evidence.document))) for edge in outward],
            inward,
            self._library.places(edge.evidence for edge in (*outward, *inward)),
            self._library.cards,
        )
        (card, *others) = trace.documents or (None,)
        title = f"Bảng viện dẫn: {called(card) if card and not others else trace.number}"
        lines = [_title(card)] if card and not others else []
        if relations:
            lines.append("Quan hệ: " + ", ".join(RELATIONS[relation] for relation in relations))
        lines += [f"Số bước: {depth}"] if depth > 1 else []
        return self._file(sheets, self._heading(title, *lines), form)

    def tasks(self, found: Tasks, form: Form) -> bytes:
        """Return the tasks of a directive: what the archive holds on each, what each cites, passages near to it."""
        card, whole = found.document, self._library.document(found.document.id)
        self._library.log("export", f"nhiệm vụ của {called(card)}")
        if not found.tasks:
            raise BadRequest(f"{called(card)} không chia thành nhiệm vụ đánh số, nên không có bảng nhiệm vụ.")
        passages = [hit for task_ in found.tasks for hit in task_.passages]
        sheets = task_tables(
            found.tasks,
            {covered.start: covered for covered in self._library.coverage(card.id)},
            [whole.text[task_.start : task_.end] for task_ in found.tasks],
            self._places(passages),
            self._forces(passages),
            self._library.cards,
        )
        heading = self._heading(f"Nhiệm vụ của {called(card)}", _title(card))
        return self._file(sheets, heading, form)

    def missing(self, form: Form) -> bytes:
        """Return all missing and all ambiguous numbers."""
        self._library.log("export", "văn bản còn thiếu")
        everything = self._library.missing(n=_EVERYTHING)
        sheets = tables.missing(everything.missing, everything.ambiguous, self._library.cards)
        return self._file(sheets, self._heading("Văn bản được dẫn cần bổ sung hoặc chọn bản"), form)

    def documents(self, form: Form) -> bytes:
        """Return all held documents."""
        self._library.log("export", "danh sách văn bản")
        cards = self._library.documents()
        return self._file(tables.documents(cards), self._heading("Văn bản trong kho", f"{len(cards)} văn bản"), form)

    def _file(self, sheets: Sequence[Sheet], heading: Heading, form: Form) -> bytes:
        return word(sheets, heading) if form == "docx" else workbook(sheets, heading)

    def _heading(self, title: str, *lines: str) -> Heading:
        taken = f"Ngày kết xuất: {self._today.strftime(DATE_VI)}"
        return Heading(self._library.settings.office, title, (*(line for line in lines if line), taken))

    def _narrowed(self, filters: Filters) -> str:
        first, last = (_vi(day) for day in (filters.date_from, filters.date_to))
        named = self._library.cards([filters.document]) if filters.document else ()
        parts = (
            "loại " + ", ".join(filters.types) if filters.types else "",
            "cơ quan " + ", ".join(dict.fromkeys(map(name_case, filters.issuers))) if filters.issuers else "",
            f"từ ngày {first}" if first else "",
            f"đến ngày {last}" if last else "",
            f"chỉ trong {called(named[0])}" if named else "",
        )
        return "; ".join(part for part in parts if part)

    def _places(self, hits: Iterable[Hit]) -> dict[tuple[str, int], Place]:
        pieces = [Evidence(h.document.id, h.passage.start, h.passage.end, "") for h in hits]
        return {(piece.document, piece.start): place for piece, place in self._library.places(pieces).items()}

    def _forces(self, hits: Iterable[Hit]) -> dict[str, Validity]:
        return self._library.validity(list({hit.document.id: hit.document for hit in hits}.values()))


def _view(edge: TraceEdge, views: Sequence[CitationView]) -> CitationView | None:
    """Return the citation that an edge was made of, among those of its document."""
    inside = [view for view in views if edge.evidence.start <= view.citation.start < edge.evidence.end]
    named = [view for view in inside if view.citation.number and view.citation.number == edge.number]
    return next(iter(named), next((view for view in inside if view.citation.text in edge.number), None))


def called(card: DocumentCard) -> str:
    """Return what a document is called in a heading: type and number, or its title."""
    if card.number and card.number[0].isalnum():
        kind = card.type or "văn bản"
        return f"{kind[:1].upper()}{kind[1:]} {card.number}"
    return f"“{sentence_case(card.title)}”" if card.title else card.id


def _title(card: DocumentCard) -> str:
    """Return a document's title, "" where it is called by it already."""
    return sentence_case(card.title or "") if card.number and card.number[0].isalnum() else ""


def _vi(iso: str | None) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else ""
