"""The page Nhiệm vụ: the tasks of a directive, the documents each one cites, and passages that bear on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

import streamlit as st

from directives.models import CitationView, Document, DocumentCard, Hit, TaskView, Unit
from ui.common import (
    errors_shown,
    frame,
    library,
    load_document,
    number_parameter,
    open_library,
    parameter,
    remember,
)
from ui.render import (
    RELATIONS,
    anchor,
    copy_button,
    count_vi,
    document_link,
    facts,
    hit_html,
    known_reference,
    notice,
    pill,
    resolution_badge,
    short_name,
    shorten,
    status_badge,
)

_BY_TASK, _BY_NUMBER = "Theo nhiệm vụ", "Theo số hiệu"
_PASSAGES = 5
_LISTED = 40  # documents with tasks listed before one is chosen
_PREAMBLE = 0  # the position in the address of what stands before the first task


@dataclass(frozen=True, slots=True)
class Place:
    """A task, or the text outside all tasks (`unit` None), with the citations that stand in it."""

    position: int
    unit: Unit | None
    citations: tuple[CitationView, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A cited document by its key in the list: its mentions, and the positions of the tasks that cite it."""

    key: str
    views: tuple[CitationView, ...]
    places: tuple[Place, ...]


def show() -> None:
    """Draw the page."""
    frame("Nhiệm vụ")
    library()
    side, main = st.columns([1, 2.2], gap="large")
    with side:
        directives = _directives()
        wanted = _choose(directives)
    if wanted is None:
        remember("nhiem-vu", [])
        with main:
            st.html(_welcome(list(directives.values())))
        return
    with main:
        document = load_document(wanted, "nhiem-vu")
    with errors_shown():
        card = open_library().card(document.id)
        citations = open_library().citations(document.id)
    places = _places(document, citations)
    cited = _cited(places)
    with side:
        mode = _mode(document.id)
        if mode == _BY_TASK:
            _list_tasks(document, places)
        else:
            _list_numbers(document, cited)
    remember("nhiem-vu", [(name, st.query_params[name]) for name in st.query_params])
    with main:
        st.html(_head(card, places, cited))
        if mode == _BY_TASK:
            _show_task(document, places)
        else:
            _show_number(document, cited)


def _directives() -> dict[str, tuple[DocumentCard, int]]:
    """Return the documents that have tasks, newest added first, with how many."""
    with errors_shown():
        counts = open_library().task_counts()
        cards = open_library().documents()
    return {card.id: (card, counts[card.id]) for card in reversed(cards) if card.id in counts}


def _choose(directives: Mapping[str, tuple[DocumentCard, int]]) -> str | None:
    """Let the user choose by list or by number; the address holds the choice."""
    wanted = parameter("doc")
    if st.session_state.get("tasks_of") != wanted:
        st.session_state["tasks_of"] = wanted
        st.session_state["directive"] = wanted if wanted in directives else None

    def label(document: str) -> str:
        card, count = directives[document]
        name = short_name(card) if not card.number or not card.title else f"{short_name(card)} – {card.title}"
        return f"{name} ({count} nhiệm vụ)"

    if directives:
        st.selectbox(
            "Văn bản có nhiệm vụ",
            list(directives),
            index=None,
            key="directive",
            format_func=label,
            placeholder="Chọn văn bản",
            on_change=_directive_chosen,
        )
    st.text_input(
        "Hoặc gõ số, ký hiệu văn bản", key="by_number", placeholder="35-NQ/TW, cv 482 tld…", on_change=_number_typed
    )
    return wanted


def _welcome(directives: Sequence[tuple[DocumentCard, int]]) -> str:
    rows = "".join(
        f'<a class="dc-nav dc-item dc-open" href="{escape(_link(card.id))}"><span><b>{escape(short_name(card))}</b>'
        f'<br>{escape(shorten(card.title or "", 160)) if card.number else ""} '
        f'<span class="dc-facts">{escape(facts(card))}</span></span><span class="dc-count">{count} nhiệm vụ</span></a>'
        for card, count in directives[:_LISTED]
    )
    more = len(directives) - _LISTED
    rest = notice(f"… và {count_vi(more)} văn bản nữa: chọn ở danh sách bên trái.") if more > 0 else ""
    empty = (
        f"<p>Kho chưa có văn bản nào chia thành nhiệm vụ đánh số.</p>{anchor('kho', 'Nạp văn bản', 'dc-act dc-main')}"
    )
    return (
        '<div class="dc-empty dc-wide"><h1>Chọn một văn bản chỉ đạo</h1><p>Trang này tách văn bản thành từng nhiệm vụ; mỗi '
        "nhiệm vụ có các văn bản được dẫn, tình trạng của chúng trong kho và những đoạn liên quan ở văn bản khác.</p>"
        f"{rows or empty}</div>{rest}"
    )


def _go(document: str | None) -> None:
    st.query_params.clear()
    if document:
        st.query_params["doc"] = document


def _directive_chosen() -> None:
    _go(st.session_state["directive"])
    st.session_state["tasks_of"] = st.session_state["directive"]


def _number_typed() -> None:
    if st.session_state["by_number"].strip():
        _go(st.session_state["by_number"].strip())
        st.session_state["by_number"] = ""


def _mode(document: str) -> str:
    by_number = parameter("so") is not None
    links = (
        (_BY_TASK, _link(document), not by_number),
        (_BY_NUMBER, _link(document, so="1"), by_number),
    )
    tabs = "".join(anchor(href, name, "dc-switch dc-now" if now else "dc-switch") for name, href, now in links)
    st.html(f'<div class="dc-switches" role="tablist">{tabs}</div>')
    return _BY_NUMBER if by_number else _BY_TASK


def _link(document: str, nv: int | None = None, so: str | None = None) -> str:
    parts = {"doc": document} | ({"nv": str(nv)} if nv is not None else {}) | ({"so": so} if so is not None else {})
    return "nhiem-vu?" + urlencode(parts)


def _places(document: Document, citations: tuple[CitationView, ...]) -> tuple[Place, ...]:
    """Every task with its citations; what stands outside all tasks comes first when it cites anything."""
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


def _cited(places: tuple[Place, ...]) -> tuple[Cited, ...]:
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


def _head(card: DocumentCard, places: tuple[Place, ...], cited: tuple[Cited, ...]) -> str:
    statuses = [resolution_badge(c.views[0].resolution) for c in cited]
    counts = "".join(f"{pill(badge)} <b>{statuses.count(badge)}</b> " for badge in dict.fromkeys(statuses))
    tasks = sum(place.unit is not None for place in places)
    title = f'<p class="dc-title">{escape(card.title)}</p>' if card.title and card.number else ""
    return (
        f'<header class="dc-head"><h1>{escape(short_name(card))}</h1>{title}'
        f'<div class="dc-line"><span class="dc-facts">{escape(facts(card))}</span>'
        f"{anchor(document_link(card.id), 'Mở văn bản', 'dc-act')}</div>"
        f'<div class="dc-tally">{count_vi(tasks)} nhiệm vụ, dẫn {count_vi(len(cited))} văn bản: {counts}</div></header>'
    )


def _name(place: Place) -> str:
    return f"Nhiệm vụ {place.unit.label}" if place.unit else "Phần mở đầu và kết thúc"


def _label(document: Document, place: Place) -> str:
    if place.unit is None:
        return "Các văn bản làm căn cứ và được dẫn ngoài các nhiệm vụ"
    heading = place.unit.heading or document.text[place.unit.start : place.unit.end]
    return shorten(heading, 120)


def _list_tasks(document: Document, places: tuple[Place, ...]) -> None:
    if not any(place.unit for place in places):
        st.html(notice("Văn bản này không chia thành nhiệm vụ đánh số; xem các văn bản được dẫn ở thẻ Theo số hiệu."))
    now = _position(places)
    rows = []
    for place in places:
        dots = "".join(
            f'<i class="dc-dot dc-{badge.css}" title="{escape(f"{view.citation.text}: {badge.label}")}"></i>'
            for view in place.citations
            for badge in (resolution_badge(view.resolution),)
        )
        number = escape(place.unit.label) if place.unit else "–"
        href = escape(_link(document.id, nv=place.position))
        current = ' aria-current="true"' if place.position == now else ""
        rows.append(
            f'<a class="dc-nav dc-item dc-open" href="{href}"{current}><span class="dc-rank">{number}</span>'
            f"<span>{escape(_label(document, place))}</span><span class=\"dc-dots\">{dots}</span></a>"
        )
    st.html(f'<div class="dc-items">{"".join(rows)}</div>')


def _position(places: tuple[Place, ...]) -> int | None:
    known = [place.position for place in places]
    asked = number_parameter("nv")
    first = next((place.position for place in places if place.unit), None)
    return asked if asked in known else first if first is not None else next(iter(known), None)


def _show_task(document: Document, places: tuple[Place, ...]) -> None:
    position = _position(places)
    place = next((p for p in places if p.position == position), None)
    if place is None:
        st.html(notice("Văn bản này không có nhiệm vụ và không dẫn văn bản nào."))
        return
    if place.unit is None:
        st.html(f"<h2>{_name(place)}</h2>" + "".join(_citation_html(view) for view in place.citations))
        return
    unit = place.unit
    text = document.text[unit.start : unit.end].strip()
    around = [p.position for p in places]
    index = around.index(place.position)
    steps = "".join(
        anchor(_link(document.id, nv=around[i]), label, "dc-act")
        for i, label in ((index - 1, "‹ Trước"), (index + 1, "Sau ›"))
        if 0 <= i < len(around)
    )
    st.html(
        f'<div class="dc-line"><h2>Nhiệm vụ {escape(unit.label)}</h2><span class="dc-badges">{steps}</span></div>'
        f'<blockquote class="dc-quote">{escape(text)}</blockquote><div class="dc-acts">'
        f"{anchor(document_link(document.id, unit.start, unit.end), 'Mở trong văn bản', 'dc-act dc-main')}"
        f"{copy_button(text, 'Chép nhiệm vụ')}</div>"
    )
    st.html(f"<h3>Văn bản được dẫn ({len(place.citations)})</h3>" + _citations_html(place))
    with errors_shown(), st.spinner("Đang tìm các đoạn liên quan…"):
        task = _task(document, unit)
    hits = task.passages if task else ()
    st.html(f"<h3>Đoạn liên quan ở văn bản khác ({len(hits)})</h3>" + _hits_html(hits))


def _task(document: Document, unit: Unit) -> TaskView | None:
    found = open_library().tasks(document.id, task=unit.label, k=_PASSAGES).tasks
    return next((task for task in found if task.start == unit.start), None)


def _citations_html(place: Place) -> str:
    if not place.citations:
        return notice("Nhiệm vụ này không dẫn số, ký hiệu văn bản nào.")
    return "".join(_citation_html(view) for view in place.citations)


def _citation_html(view: CitationView) -> str:
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
    links.append(anchor(_link(view.document, so=key), "Đoạn theo số hiệu", "dc-act"))
    links.append(anchor(document_link(view.document, cited.start, cited.end), "Chỗ dẫn", "dc-act"))
    links.append(copy_button(known_reference(view), "Chép trích dẫn"))
    source = f"Theo danh mục: {resolution.known.source}" if resolution.known else ""
    how = " · ".join(part for part in (RELATIONS[cited.relation], resolution.how, source) if part)
    return (
        f'<div class="dc-cited"><div class="dc-line"><b class="dc-number">{escape(key)}</b>{pill(badge)}</div>'
        f"<div>{escape(known_reference(view))}</div>"
        f'<div class="dc-muted">{escape(sentence(how))}</div><div class="dc-acts">{"".join(links)}</div></div>'
    )


def sentence(text: str) -> str:
    """Return `text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def _hits_html(hits: tuple[Hit, ...]) -> str:
    if not hits:
        return notice("Chưa có đoạn nào liên quan trong kho; nạp thêm văn bản rồi xem lại.")
    return "".join(hit_html(hit) for hit in hits)


def _list_numbers(document: Document, cited: tuple[Cited, ...]) -> None:
    if not cited:
        st.html(notice("Văn bản này không dẫn văn bản nào."))
        return
    now = _chosen(cited)
    rows = []
    for entry in cited:
        badge = resolution_badge(entry.views[0].resolution)
        href = escape(_link(document.id, so=entry.key))
        current = ' aria-current="true"' if now and entry.key == now.key else ""
        rows.append(
            f'<a class="dc-nav dc-item dc-open" href="{href}"{current}><i class="dc-dot dc-{badge.css}"></i>'
            f'<span><b>{escape(entry.key)}</b><br><span class="dc-muted">{escape(badge.label)} · {escape(_where(entry.places))}'
            "</span></span></a>"
        )
    st.html(f'<div class="dc-items">{"".join(rows)}</div>')


def _where(places: Sequence[Place]) -> str:
    labels = [place.unit.label for place in places if place.unit]
    parts = ["phần mở đầu, kết thúc"] if len(labels) < len(places) else []
    return ", ".join([*parts, *(["nhiệm vụ " + ", ".join(labels)] if labels else [])])


def _chosen(cited: tuple[Cited, ...]) -> Cited | None:
    asked = parameter("so")
    return next((entry for entry in cited if entry.key == asked), cited[0] if cited else None)


def _show_number(document: Document, cited: tuple[Cited, ...]) -> None:
    entry = _chosen(cited)
    if entry is None:
        return
    view = entry.views[0]
    with errors_shown():
        trace = open_library().trace(entry.key, depth=1, k=_PASSAGES)
    badge = status_badge(trace.status, trace.known is not None) if trace.documents else resolution_badge(view.resolution)
    where = " ".join(anchor(_link(document.id, nv=place.position), _name(place), "dc-act") for place in entry.places)
    st.html(
        f'<div class="dc-line"><h2>{escape(entry.key)}</h2>{pill(badge)}</div><p>{escape(known_reference(view))}</p>'
        f'<div class="dc-acts">{where}{copy_button(known_reference(view), "Chép trích dẫn")}</div>'
    )
    held = "".join(_held_html(card) for card in trace.documents)
    if not held:
        known = trace.known or view.resolution.known
        fact = f"Thông tin trên lấy từ danh mục ({known.source}). " if known else "Thông tin trên lấy từ lời dẫn. "
        held = notice(fact + "Văn bản chưa có trong kho: nạp tệp ở trang Kho văn bản để tra được nội dung.")
    st.html(f"<h3>Văn bản</h3>{held}")
    name = "Đoạn của văn bản này gần với chỗ dẫn" if trace.documents else "Đoạn trong kho có dẫn số hiệu này"
    st.html(f"<h3>{name} ({len(trace.passages)})</h3>{_hits_html(trace.passages)}")


def _held_html(card: DocumentCard) -> str:
    return (
        f'<div class="dc-cited"><div class="dc-line">{anchor(document_link(card.id), short_name(card), "dc-name")}'
        f'<span class="dc-facts">{escape(facts(card))}</span></div><div>{escape(card.title or "")}</div></div>'
    )
