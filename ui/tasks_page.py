"""The page Nhiệm vụ: the tasks of a directive, the documents each one cites, and passages that bear on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from directives.models import Document, DocumentCard, Filters, Hit, TaskView, Unit
from ui.common import (
    errors_shown,
    frame,
    hits_html,
    library,
    load_document,
    number_parameter,
    open_library,
    parameter,
    remember,
)
from ui.coverage import VIEW, overview_link, show_coverage
from ui.render import notice, short_name, subtitle
from ui.taking import show_taking
from ui.task_views import (
    Cited,
    Place,
    citation_html,
    cited_in,
    head_html,
    held_html,
    link,
    name,
    number_html,
    number_list_html,
    places_of,
    task_html,
    task_list_html,
    welcome_html,
)
from ui.validity import banner

_OVERVIEW, _BY_TASK, _BY_NUMBER = "Tổng hợp", "Theo nhiệm vụ", "Theo số hiệu"
_PASSAGES = 5
_LISTED = 40  # documents with tasks listed before one is chosen
_NO_HITS = "Chưa có đoạn nào liên quan trong kho; nạp thêm văn bản rồi xem lại."


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
            st.html(welcome_html(list(directives.values()), _LISTED))
        return
    with main:
        document = load_document(wanted, "nhiem-vu")
    with errors_shown():
        card = open_library().card(document.id)
        citations = open_library().citations(document.id)
        force = open_library().validity([card])[card.id]
    places = places_of(document, citations)
    cited = cited_in(places)
    place, entry = _place(places), _cited(cited)
    with side:
        view = _view(document.id, any(p.unit for p in places))
        if view == _BY_TASK:
            if not any(p.unit for p in places):
                st.html(
                    notice("Văn bản này không chia thành nhiệm vụ đánh số; xem các văn bản được dẫn ở Theo số hiệu.")
                )
            st.html(task_list_html(document, places, place.position if place else None))
        elif view == _BY_NUMBER:
            listed = number_list_html(document, cited, entry.key if entry else "")
            st.html(listed if cited else notice("Văn bản này không dẫn văn bản nào."))
    remember("nhiem-vu", [(name, st.query_params[name]) for name in st.query_params])
    with main:
        st.html(head_html(card, places, cited, banner(force)))
        if any(p.unit for p in places):
            show_taking(
                "Tải bảng nhiệm vụ",
                "nhiem-vu",
                lambda archive, form: archive.lists.tasks(archive.tasks(document.id, k=_PASSAGES), form),
                "take_tasks",
            )
        if view == _OVERVIEW:
            show_coverage(document)
        elif view == _BY_TASK:
            _show_task(document, places, place)
        elif entry:
            _show_number(document, entry)


def _directives() -> dict[str, tuple[DocumentCard, int]]:
    """Return the documents that have tasks, newest added first, with how many."""
    with errors_shown():
        counts = open_library().contents.task_counts()
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
        name = f"{short_name(card)} – {subtitle(card)}" if subtitle(card) else short_name(card)
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


def _view(document: str, has_tasks: bool) -> str:
    """Draw the switch between the views and return the one that the address asks for."""
    now = _BY_NUMBER if parameter("so") is not None else _OVERVIEW if parameter("xem") == VIEW else _BY_TASK
    views = [(_BY_TASK, link(document)), (_BY_NUMBER, link(document, so="1"))]
    if has_tasks:
        views.insert(0, (_OVERVIEW, overview_link(document)))
    current = (' dc-now" aria-current="true"', '"')
    tabs = "".join(
        f'<a class="dc-nav dc-switch{current[label != now]} href="{escape(href)}">{label}</a>' for label, href in views
    )
    st.html(f'<nav class="dc-switches" aria-label="Cách xem">{tabs}</nav>')
    return now


def _place(places: tuple[Place, ...]) -> Place | None:
    asked = number_parameter("nv")
    chosen = next((place for place in places if place.position == asked), None)
    return chosen or next((place for place in places if place.unit), next(iter(places), None))


def _cited(cited: tuple[Cited, ...]) -> Cited | None:
    asked = parameter("so")
    return next((entry for entry in cited if entry.key == asked), cited[0] if cited else None)


def _show_task(document: Document, places: tuple[Place, ...], place: Place | None) -> None:
    if place is None:
        st.html(notice("Văn bản này không có nhiệm vụ và không dẫn văn bản nào."))
        return
    if place.unit is None:
        st.html(f"<h2>{name(place)}</h2>" + "".join(citation_html(view) for view in place.citations))
        return
    st.html(task_html(document, places, place, place.unit))
    with errors_shown(), st.spinner("Đang tìm các đoạn liên quan…"):
        task = _task(document, place.unit)
    hits = [_calmer(hit) for hit in task.passages] if task else []
    st.html(f"<h3>Đoạn liên quan ở văn bản khác ({len(hits)})</h3>" + (hits_html(hits) or notice(_NO_HITS)))


def _calmer(hit: Hit) -> Hit:
    """Return the hit with only runs of words marked: a task asks for so many that single words say little."""
    text = hit.passage.text
    return replace(hit, highlights=tuple(s for s in hit.highlights if " " in text[s.start : s.end].strip()))


def _task(document: Document, unit: Unit) -> TaskView | None:
    found = open_library().tasks(document.id, task=unit.label, k=_PASSAGES).tasks
    return next((task for task in found if task.start == unit.start), None)


def _show_number(document: Document, entry: Cited) -> None:
    st.html(number_html(document, entry))
    if entry.views[0].citation.number is None:
        _show_name(document, entry)
        return
    resolution = entry.views[0].resolution
    with errors_shown():
        trace = open_library().trace(entry.key, depth=1, k=_PASSAGES)
        cards = [card for card in trace.documents if not resolution.documents or card.id in resolution.documents]
        forces = open_library().validity(cards)
    held = "".join(held_html(card, banner(forces[card.id])) for card in cards)
    if not held:
        known = trace.known or resolution.known
        fact = f"Thông tin trên lấy từ danh mục ({known.source}). " if known else "Thông tin trên lấy từ lời dẫn. "
        held = notice(fact + "Văn bản chưa có trong kho: nạp tệp ở trang Kho văn bản để tra được nội dung.")
        held += banner(trace.validity)
    st.html(f"<h3>Văn bản</h3>{held}")
    heading = "Đoạn của văn bản này gần với chỗ dẫn" if cards else "Đoạn trong kho có dẫn số hiệu này"
    hits = hits_html(trace.passages) or notice(_NO_HITS)
    st.html(f"<h3>{heading} ({len(trace.passages)})</h3>{hits}")


def _show_name(document: Document, entry: Cited) -> None:
    """Show what the archive says of a law that is cited by its name only."""
    with errors_shown():
        found = open_library().search(entry.key, k=_PASSAGES, filters=Filters(exclude_document=document.id)).hits
    st.html(notice("Văn bản này được dẫn bằng tên, không có số, ký hiệu."))
    st.html(f"<h3>Đoạn ở văn bản khác gần với tên này ({len(found)})</h3>" + (hits_html(found) or notice(_NO_HITS)))
