"""Drafts over an archive: material from tasks, queries and chosen passages; the check; Word files; kept versions."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.drafts import as_json as draft_json
from assistant.drafts.as_docx import draft_docx, source_rows
from assistant.drafts.as_text import findings_at, lay_out
from assistant.drafts.draft import Compose, make_draft
from assistant.drafts.excerpts import best_excerpt
from assistant.drafts.material import CitedDocument, Material, Quote, Topic, source_key
from assistant.drafts.phrases import quoted_paragraph, reference
from assistant.knowledge import Source
from directives.drafting import evidence_of
from directives.errors import BadRequest, UnknownDocument
from directives.grounded import (
    Draft,
    DraftKind,
    DraftParagraph,
    DraftSource,
    DraftVersion,
    Finding,
    Office,
)
from directives.labels import DRAFTS
from directives.models import CitationView, Document, DocumentCard, Evidence, Filters, Hit, TaskView
from index import graph
from index.store import desk
from index.store import documents as store
from library import answering, checking, reading
from library.bearing import CANDIDATES, LEAST, LEAST_ASKED, bearing, chosen
from library.locking import writing

if TYPE_CHECKING:
    from library.core import Library

__all__ = ["DraftRequest", "Drafts", "kind_of", "source_rows"]

_ORGAN = re.compile(r"(?:ban|văn phòng|u[ỷy] ban kiểm tra|ủy ban kiểm tra)\b", re.IGNORECASE)
_COMMITTEE = re.compile(r"\b(?:tỉnh|thành|huyện|quận|thị|đảng) (?:ủy|uỷ)\b", re.IGNORECASE)
_QUOTES = 3  # passages quoted for a topic
_PER_DOCUMENT = 2
_HEADING = 400  # characters of a heading kept as evidence


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """What a draft is asked to be made of: a directive with some or all of its tasks, a query, chosen passages.

    At least a document or a query is given; `passages` replace those that would be looked for.
    """

    kind: DraftKind
    document: str | None = None
    tasks: tuple[str, ...] = ()
    query: str | None = None
    passages: tuple[Hit, ...] = ()


def kind_of(name: str) -> DraftKind:
    """Return the kind that a name means ("ke_hoach", "ke-hoach").  Raises BadRequest with the list of kinds."""
    wanted = name.strip().lower().replace("-", "_")
    for kind in DRAFTS:
        if kind == wanted:
            return kind
    listed = ", ".join(f"{kind} ({words.lower()})" for kind, words in DRAFTS.items())
    raise BadRequest(f"Không có loại dự thảo “{name}”; hãy chọn một trong các loại: {listed}.")


class Drafts:
    """The drafts of an archive."""

    def __init__(self, library: Library) -> None:
        """Make drafts from, and keep them in, `library`."""
        self._library = library

    # --- making ---

    def make(self, request: DraftRequest, compose: Compose | None = None) -> Draft:
        """Return a checked draft in the prescribed form; `compose`, or a generator that is set, writes prose.

        Raises BadRequest when nothing is asked for, UnknownDocument for a document or task that is not held.
        """
        office = checking.office_of(self._library.settings) or self._office()
        compose = compose or answering.composer(self._library)
        return self.checked(make_draft(request.kind, self._material(request), office, compose))

    def checked(self, draft: Draft) -> Draft:
        """Return the draft with what the citation check finds in it today."""
        return replace(draft, findings=self._library.checks.text(lay_out(draft).text).findings)

    def hits(self, request: DraftRequest, k: int = CANDIDATES) -> tuple[Hit, ...]:
        """Return the passages that could stand in the draft, nearest first, each once."""
        found: dict[tuple[str, int], Hit] = {}
        for topic in self._topics(request):
            for hit in topic[1][:k]:
                found.setdefault((hit.document.id, hit.passage.start), hit)
        return tuple(found.values())

    def quoted(self, draft: Draft, hit: Hit, about: str, mark: str = "") -> tuple[DraftParagraph, DraftSource]:
        """Return a paragraph that quotes a passage in this draft, and what its document is called."""
        evidence = best_excerpt(hit, about, whatever=True) or _whole(hit)
        quote = Quote(self._source(hit.document), evidence, hit.passage.unit)
        called = reference(quote.source)
        return quoted_paragraph(quote, called, mark), DraftSource(hit.document.id, called)

    def findings(self, draft: Draft, section: int | None, paragraph: int) -> tuple[Finding, ...]:
        """Return what the check found in one paragraph; `section` None for the căn cứ lines."""
        return findings_at(draft, section, paragraph)

    def docx(self, draft: Draft) -> bytes:
        """Return the draft as a Word file."""
        self._library.log("export", f"dự thảo: {draft.title}")
        places = self._library.places(evidence_of(draft))
        return draft_docx(draft, self._library.settings.templates_dir, places)

    # --- keeping ---

    def save(self, draft: Draft, draft_id: int | None = None, note: str = "") -> DraftVersion:
        """Keep a draft as a new one, or (with an id) as the next version of one that is kept."""
        if draft_id is not None and desk.get(self._library.db, draft_id) is None:
            raise _no_draft(draft_id)
        whole, viewer = self._library.whole.db, self._library.viewer
        owner = viewer.name if viewer else ""
        with writing(self._library.path), whole.atomic_notes():
            kept = desk.put(whole, draft_id, draft.kind, draft.title, draft_json.pack(draft), note, owner)
        if kept is None:
            raise _no_draft(draft_id)
        return kept

    def kept(self) -> tuple[DraftVersion, ...]:
        """Return the latest version of every kept draft, the last kept first."""
        return desk.drafts(self._library.db)

    def versions(self, draft_id: int) -> tuple[DraftVersion, ...]:
        """Return all versions of a kept draft, the latest first."""
        return desk.versions(self._library.db, draft_id)

    def open(self, draft_id: int, version: int | None = None) -> Draft:
        """Return a kept draft (its latest version by default), checked anew."""
        held = desk.get(self._library.db, draft_id, version)
        if held is None:
            raise _no_draft(draft_id)
        return self.checked(draft_json.unpack(held.content))

    def remove(self, draft_id: int) -> None:
        """Forget a kept draft with all its versions."""
        whole = self._library.whole.db
        if desk.get(self._library.db, draft_id) is None:
            raise _no_draft(draft_id)
        with writing(self._library.path), whole.atomic_notes():
            desk.drop(whole, draft_id)

    # --- material ---

    def _office(self) -> Office:
        settings = self._library.settings
        return Office("", settings.office_parent, settings.office_symbol, settings.office_unit, settings.office_place)

    def _material(self, request: DraftRequest) -> Material:
        library = self._library
        found = self._topics(request)
        document = library.document(request.document) if request.document else None
        views = library.citations(document.id) if document else ()
        evidencer = graph.Evidencer(library.db)
        tasks = [unit for unit in document.units if unit.kind == "task"] if document else []
        opening = tuple(
            self._cited(view, evidencer, opening=True)
            for view in views
            if view.citation.relation in ("can_cu", "thuc_hien", "huong_dan")
            and not any(unit.start <= view.citation.start < unit.end for unit in tasks)
            and _usable(view)
        )
        topics = []
        notes: list[str] = []
        for view, hits, words in found:
            inside = [v for v in views if view and view.start <= v.citation.start < view.end]
            cited = tuple(self._cited(v, evidencer) for v in inside if _usable(v))
            notes += _left_out(inside)
            evidence = _evidence(document, view.start, view.end) if view and document else None
            offered = request.passages or hits
            least = None if request.passages else LEAST if view else LEAST_ASKED
            quotes = self._quotes(offered, words, least, {c.source.id for c in cited if c.source.id})
            topics.append(Topic(view.label if view else "", words, evidence, cited, quotes))
        return Material(
            directive=self._directive(document) if document else None,
            heading=_heading(document) if document else None,
            opening=tuple({source_key(c.source): c for c in opening}.values()),
            topics=tuple(topics),
            year=date.today().year,
            notes=tuple(dict.fromkeys(notes)),
        )

    def _topics(self, request: DraftRequest) -> list[tuple[TaskView | None, tuple[Hit, ...], str]]:
        """Return what the draft is about: each task (None for a query) with hits and its words."""
        library = self._library
        if request.document:
            document = library.document(request.document)
            tasks = self._tasks(document, request.tasks)
            if tasks:
                return [(task, task.passages, document.text[task.start : task.end]) for task in tasks]
            if not request.query:
                raise UnknownDocument(
                    "Văn bản này không chia thành nhiệm vụ đánh số; hãy nhập thêm nội dung cần soạn (--query)."
                )
        if not request.query or not any(map(str.isalnum, request.query)):
            raise BadRequest("Chưa biết soạn về việc gì; hãy chọn văn bản chỉ đạo hoặc nhập nội dung cần soạn.")
        filters = Filters(exclude_document=library.card(request.document).id if request.document else None)
        found = request.passages or library.search(request.query, CANDIDATES, filters).hits
        return [(None, found, request.query.strip())]

    def _tasks(self, document: Document, labels: Sequence[str]) -> list[TaskView]:
        if labels:
            searcher = self._library.searcher()
            return [
                task
                for label in labels
                for task in reading.tasks(self._library.db, searcher, document, label, CANDIDATES)
            ]
        if not any(unit.kind == "task" for unit in document.units):
            return []
        return list(reading.tasks(self._library.db, self._library.searcher(), document, None, CANDIDATES))

    def _quotes(
        self, hits: Sequence[Hit], words: str, least: float | None, cited: Collection[str] = ()
    ) -> tuple[Quote, ...]:
        """Return the quotes that bear most on `words`; all, in their order, where a person chose them (least None)."""
        by_hand = least is None
        found = chosen(hits, words) if least is None else bearing(hits, words, least, cited)
        quotes: list[Quote] = []
        per: dict[str, int] = {}
        for hit, evidence in ((entry.hit, entry.evidence) for entry in found):
            doubled = any(" ".join(q.evidence.text.split()) == " ".join(evidence.text.split()) for q in quotes)
            if doubled or (per.get(hit.document.id, 0) >= _PER_DOCUMENT and not by_hand):
                continue
            per[hit.document.id] = per.get(hit.document.id, 0) + 1
            quotes.append(Quote(self._source(hit.document), evidence, hit.passage.unit))
            if len(quotes) == _QUOTES and not by_hand:
                break
        return tuple(quotes)

    def _source(self, card: DocumentCard) -> Source:
        """Return a held document's facts, an organ of a Party committee with the committee's name."""
        issuer = card.issuer
        if issuer and _ORGAN.match(issuer):
            parent = self._library.document(card.id).header.parent_issuer
            issuer = f"{issuer} {parent}" if parent and _COMMITTEE.search(parent) else issuer
        return Source(card.id, card.number, card.type, issuer, card.date, card.title)

    def _directive(self, document: Document) -> Source:
        header = document.header
        return Source(document.id, header.number, header.type, header.issuer, header.date, header.title)

    def _cited(self, view: CitationView, evidencer: graph.Evidencer, *, opening: bool = False) -> CitedDocument:
        """Return a cited document with the best facts: of the held one, else the catalogue's, else the citing words."""
        said, resolution = view.citation, view.resolution
        heading: tuple[Evidence, ...]
        if resolution.status == "RESOLVED":
            (card,) = store.cards(self._library.db, resolution.documents[:1])
            held = self._source(card)
            facts = replace(
                held,
                type=held.type or said.type,
                issuer=held.issuer or said.issuer,
                date=held.date or said.date,
                title=held.title or said.title,
            )
            origin, heading = "", (_heading(self._library.document(card.id)),)
        elif resolution.known is not None:
            known = resolution.known
            facts = Source(
                None,
                known.number,
                known.type or said.type,
                known.issuer or said.issuer,
                known.date or said.date,
                known.title or said.title,
            )
            origin, heading = "danh mục", ()
        else:
            facts = Source(None, said.number, said.type, said.issuer, said.date, said.title)
            origin, heading = "lời dẫn của văn bản chỉ đạo", ()
        return CitedDocument(facts, (evidencer.evidence(view), *heading), origin, opening)


def _usable(view: CitationView) -> bool:
    """Whether a citation says clearly enough which document is meant for it to be cited again."""
    cited = view.citation
    if view.resolution.status in ("SELF", "BLANK", "AMBIGUOUS"):
        return False
    return view.resolution.status == "RESOLVED" or cited.kind == "numbered" and cited.number is not None


def _left_out(views: Sequence[CitationView]) -> list[str]:
    return [
        f"Chưa đưa “{view.citation.text}” vào căn cứ vì số ghi chưa đủ hoặc ứng với nhiều văn bản; hãy bổ sung cho "
        f"đúng."
        for view in views
        if view.citation.kind != "law" and view.resolution.status not in ("SELF", "BLANK") and not _usable(view)
    ]


def _evidence(document: Document, start: int, end: int) -> Evidence:
    from directives.text import trim

    start, end = trim(document.text, start, end)
    return Evidence(document.id, start, end, document.text[start:end], document.page(start))


def _heading(document: Document) -> Evidence:
    span = document.header.heading
    return _evidence(document, span.start, min(span.end, span.start + _HEADING))


def _whole(hit: Hit) -> Evidence:
    passage = hit.passage
    return Evidence(hit.document.id, passage.start, passage.end, passage.text, passage.page)


def _no_draft(draft_id: int | None) -> UnknownDocument:
    return UnknownDocument(f"Không có bản dự thảo số {draft_id}; hãy chọn lại trong danh sách bản đã lưu.")
