"""Tasks and the documents they cite as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from directives.labels import RELATIONS
from directives.models import CitationView, Document, DocumentCard, Unit
from directives.text import capitalized
from ui.marks import citation_marks, layered, number_link
from ui.render import (
    ADD_LINK,
    anchor,
    copy_button,
    count_vi,
    decided_how,
    document_link,
    facts,
    facts_html,
    known_reference,
    notice,
    pill,
    resolution_badge,
    short_name,
    shorten,
    subtitle,
    title_case,
)

_PREAMBLE = 0  # the position in the address of what stands outside the tasks


@dataclass(frozen=True, slots=True)
class Place:
    """A task, or the text outside all tasks (`unit` None), with the citations that stand in it."""

    position: int
    unit: Unit | None
    citations: tuple[CitationView, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A cited document by its key in the list: its mentions, and the tasks that cite it."""

    key: str
    views: tuple[CitationView, ...]
    places: tuple[Place, ...]


def link(document: str, nv: int | None = None, so: str | None = None) -> str:
    """Return the address of the page for a directive, one of its tasks, or a number that it cites."""
    parts = {"doc": document} | ({"nv": str(nv)} if nv is not None else {}) | ({"so": so} if so is not None else {})
    return "nhiem-vu?" + urlencode(parts)


def places_of(document: Document, citations: Sequence[CitationView]) -> tuple[Place, ...]:
    """Return every task with its citations; what stands outside all tasks comes first when it cites anything."""
    tasks = [unit for unit in document.units if unit.kind == "task"]
    inside: list[list[CitationView]] = [[] for _ in tasks]
    outside: list[CitationView] = []
    for view in citations:
        index = next((i for i, unit in enumerate(tasks) if unit.start <= view.citation.start < unit.end), None)
        if index is not None:
            inside[index].append(view)
        elif view.resolution.status not in ("SELF", "BLANK"):
            outside.append(view)
    listed = [Place(i + 1, unit, tuple(inside[i])) for i, unit in enumerate(tasks)]
    return (*([Place(_PREAMBLE, None, tuple(outside))] if outside else []), *listed)


def cited_in(places: Sequence[Place]) -> tuple[Cited, ...]:
    """Return the documents cited in the places, in the order of their first mention."""
    views: dict[str, list[CitationView]] = {}
    where: dict[str, list[Place]] = {}
    for place in places:
        for view in place.citations:
            if view.resolution.status in ("SELF", "BLANK"):
                continue
            key = view.citation.number or view.citation.text
            views.setdefault(key, []).append(view)
            if place not in where.setdefault(key, []):
                where[key].append(place)
    return tuple(Cited(key, tuple(views[key]), tuple(where[key])) for key in views)


def welcome_html(directives: Sequence[tuple[DocumentCard, int]], most: int) -> str:
    """Return the page before a choice: the documents that have tasks, at most `most` of them."""
    rows = "".join(
        f'<a class="dc-nav dc-item dc-open" href="{escape(link(card.id))}"><span><b>{escape(short_name(card))}</b>'
        f"<br>{escape(subtitle(card, 160))} "
        f'<span class="dc-facts">{escape(facts(card))}</span></span><span class="dc-count">{count} nhiệm vụ</span></a>'
        for card, count in directives[:most]
    )
    more = len(directives) - most
    rest = notice(f"… và {count_vi(more)} văn bản nữa: chọn ở danh sách bên trái.") if more > 0 else ""
    empty = f"<p>Kho chưa có văn bản nào chia thành nhiệm vụ đánh số.</p>{ADD_LINK}"
    return (
        '<div class="dc-empty dc-wide"><h1>Chọn một văn bản chỉ đạo</h1><p>Trang này tách văn bản thành từng nhiệm vụ; '
        "mỗi nhiệm vụ có các văn bản được dẫn, tình trạng của chúng trong kho và những đoạn liên quan ở văn bản khác."
        f"</p>{rows or empty}</div>{rest}"
    )


_ORDER = ("held", "known", "missing", "ambiguous", "self", "blank")  # of the states that are counted


def head_html(card: DocumentCard, places: Sequence[Place], cited: Sequence[Cited], banner: str) -> str:
    """Return the head of a chosen directive: its name, and how many of its cited documents are held."""
    statuses = [resolution_badge(c.views[0].resolution) for c in cited]
    # The dots are those of the list beside it.
    counts = "".join(
        f'<span class="dc-counted"><i class="dc-dot dc-{badge.css}"></i> {pill(badge)} '
        f"<b>{statuses.count(badge)}</b></span> "
        for badge in sorted(dict.fromkeys(statuses), key=lambda badge: _ORDER.index(badge.css))
    )
    tasks = sum(place.unit is not None for place in places)
    title = f'<p class="dc-title">{escape(subtitle(card, 1000))}</p>' if subtitle(card) else ""
    tally = f"{count_vi(tasks)} nhiệm vụ, dẫn {count_vi(len(cited))} văn bản{': ' if counts else '.'}"
    return (
        f'<header class="dc-head"><h1>{escape(short_name(card))}</h1>{title}{banner}'
        f'<div class="dc-line">{facts_html(card)}'
        f"{anchor(document_link(card.id), 'Mở văn bản', 'dc-act')}"
        f"{anchor(number_link(card.id), 'Sơ đồ viện dẫn', 'dc-act')}</div>"
        f'<div class="dc-tally">{tally}{counts}</div></header>'
    )


def name(place: Place) -> str:
    """Return what a place is called."""
    return f"Nhiệm vụ {place.unit.label}" if place.unit else "Phần mở đầu và kết thúc"


def task_list_html(document: Document, places: Sequence[Place], now: int | None) -> str:
    """Return the tasks as a list, each with a dot per citation; `now` is the position of the one shown."""
    rows = []
    for place in places:
        dots = "".join(
            f'<i class="dc-dot dc-{badge.css}" title="{escape(f"{view.citation.text}: {badge.label}")}"></i>'
            for view in place.citations
            for badge in (resolution_badge(view.resolution),)
        )
        number = escape(place.unit.label) if place.unit else "–"
        current = ' aria-current="true"' if place.position == now else ""
        rows.append(
            f'<a class="dc-nav dc-item dc-open" href="{escape(link(document.id, nv=place.position))}"{current}>'
            f'<span class="dc-rank">{number}</span><span>{escape(_label(document, place))}</span>'
            f'<span class="dc-dots">{dots}</span></a>'
        )
    return f'<div class="dc-items">{"".join(rows)}</div>'


def _label(document: Document, place: Place) -> str:
    if place.unit is None:
        return "Các văn bản làm căn cứ và được dẫn ngoài các nhiệm vụ"
    heading = place.unit.heading or document.text[place.unit.start : place.unit.end]
    return shorten(title_case(heading), 120)


def task_html(document: Document, places: Sequence[Place], place: Place, unit: Unit) -> str:
    """Return a task: its text with its citations as links, the ways to its neighbours, and the documents it cites."""
    around = [p.position for p in places]
    index = around.index(place.position)
    steps = "".join(
        anchor(link(document.id, nv=around[i]), label, "dc-act")
        for i, label in ((index - 1, "‹ Trước"), (index + 1, "Sau ›"))
        if 0 <= i < len(around)
    )
    text = document.text[unit.start : unit.end]
    end = unit.start + len(text.rstrip())
    shown = layered(document.text, unit.start, end, citation_marks(place.citations))
    cited = "".join(citation_html(view) for view in place.citations)
    return (
        f'<div class="dc-line"><h2>Nhiệm vụ {escape(unit.label)}</h2><span class="dc-badges">{steps}</span></div>'
        f'<blockquote class="dc-quote">{shown}</blockquote><div class="dc-acts">'
        f"{anchor(document_link(document.id, unit.start, unit.end), 'Mở trong văn bản', 'dc-act dc-main')}"
        f"{copy_button(text.strip(), 'Chép nhiệm vụ')}</div>"
        f"<h3>Văn bản được dẫn ({len(place.citations)})</h3>"
        f"{cited or notice('Nhiệm vụ này không dẫn số, ký hiệu văn bản nào.')}"
    )


def citation_html(view: CitationView) -> str:
    """Return one citation: number, status, what is known, how it was decided, and where it leads."""
    cited, resolution = view.citation, view.resolution
    badge = resolution_badge(resolution)
    if cited.kind == "blank":
        return f'<div class="dc-cited">{pill(badge)}</div>'
    key = cited.number or cited.text
    links = [anchor(document_link(document), "Mở văn bản", "dc-act dc-main") for document in resolution.documents[:1]]
    if resolution.status == "AMBIGUOUS":
        links = [
            anchor(document_link(document), f"Mở bản {i}", "dc-act dc-main")
            for i, document in enumerate(resolution.documents, 1)
        ]
    if cited.number and resolution.status == "AMBIGUOUS":
        links.append(
            anchor("vien-dan?" + urlencode({"phan": "Trùng số", "so": cited.number}), "Chọn bản đúng", "dc-act")
        )
    links.append(anchor(link(view.document, so=key), "Đoạn theo số hiệu", "dc-act"))
    links.append(anchor(document_link(view.document, cited.start, cited.end), "Chỗ dẫn", "dc-act"))
    links.append(copy_button(known_reference(view), "Chép trích dẫn"))
    source = f"Theo danh mục: {resolution.known.source}" if resolution.known else ""
    how = " · ".join(part for part in (RELATIONS[cited.relation], decided_how(resolution), source) if part)
    return (
        f'<div class="dc-cited"><div class="dc-line"><b class="dc-number">{escape(key)}</b>{pill(badge)}</div>'
        f"<div>{escape(known_reference(view))}</div>"
        f'<div class="dc-muted">{escape(capitalized(how))}</div><div class="dc-acts">{"".join(links)}</div></div>'
    )


def number_list_html(document: Document, cited: Sequence[Cited], now: str) -> str:
    """Return the cited documents as a list; `now` is the key of the one shown."""
    rows = []
    for entry in cited:
        badge = resolution_badge(entry.views[0].resolution)
        current = ' aria-current="true"' if entry.key == now else ""
        rows.append(
            f'<a class="dc-nav dc-item dc-open" href="{escape(link(document.id, so=entry.key))}"{current}>'
            f'<i class="dc-dot dc-{badge.css}"></i><span><b>{escape(entry.key)}</b><br>'
            f'<span class="dc-muted">{escape(badge.label)} · {escape(where(entry.places))}</span></span></a>'
        )
    return f'<div class="dc-items">{"".join(rows)}</div>'


def where(places: Sequence[Place]) -> str:
    """Return where a document is cited: "phần mở đầu, kết thúc, nhiệm vụ 2, 5"."""
    labels = [place.unit.label for place in places if place.unit]
    parts = ["phần mở đầu, kết thúc"] if len(labels) < len(places) else []
    return ", ".join([*parts, *(["nhiệm vụ " + ", ".join(labels)] if labels else [])])


def number_html(document: Document, entry: Cited) -> str:
    """Return the head of a cited document: status, reference, and the tasks that cite it."""
    view = entry.views[0]
    acts = "".join(anchor(link(document.id, nv=place.position), name(place), "dc-act") for place in entry.places)
    graph = anchor(number_link(entry.key), "Sơ đồ viện dẫn", "dc-act") if view.citation.number else ""
    return (
        f'<div class="dc-line"><h2>{escape(entry.key)}</h2>{pill(resolution_badge(view.resolution))}</div>'
        f"<p>{escape(known_reference(view))}</p>"
        f'<div class="dc-acts">{acts}{graph}{copy_button(known_reference(view), "Chép trích dẫn")}</div>'
    )


def held_html(card: DocumentCard, banner: str) -> str:
    """Return a held document as an entry of a list."""
    return (
        f'<div class="dc-cited"><div class="dc-line">{anchor(document_link(card.id), short_name(card), "dc-name")}'
        f"{facts_html(card)}</div><div>{escape(title_case(card.title or ''))}</div>{banner}</div>"
    )
