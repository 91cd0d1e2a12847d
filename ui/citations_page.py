"""The page Viện dẫn: who cites a document and whom it cites, what is missing, which of several is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from html import escape

import streamlit as st

from directives.errors import BadRequest
from directives.labels import RELATIONS
from directives.models import CitationView, DocumentCard, Relation, Trace
from directives.text import capitalized, fold
from ui.ambiguous import show_ambiguous, show_decisions
from ui.citation_lists import chains_html, links_html, missing_html
from ui.common import errors_shown, frame, graph, hits_html, library, open_library, parameter, remember
from ui.graph import Link, focus_key, legend_html, links_of, picture
from ui.marks import number_link
from ui.render import (
    ADD_LINK,
    anchor,
    count_vi,
    document_link,
    facts,
    facts_html,
    known_reference_of,
    notice,
    pill,
    short_name,
    shorten,
    status_badge,
    subtitle,
)
from ui.taking import show_taking
from ui.validity import banner, line

_GRAPH, _MISSING, _AMBIGUOUS, _DECIDED = "Sơ đồ", "Chưa có trong kho", "Trùng số", "Lựa chọn đã ghi"
_SIDES = {"ca-hai": "Cả hai", "di": "Văn bản này dẫn", "den": "Dẫn văn bản này"}
_TABLE = "dc-bang"  # the place of the tables on the page
_ROWS = 150  # mentions in a table
_ABSENT = 300  # missing documents in the list
_FOUND = 30  # documents offered for a typed title
_RECENT = 12
_PASSAGES = 3


def show() -> None:
    """Draw the page."""
    frame("Viện dẫn")
    library()
    drawn: dict[str, Callable[[], None]] = {
        _GRAPH: _show_graph,
        _MISSING: _show_missing,
        _AMBIGUOUS: show_ambiguous,
        _DECIDED: show_decisions,
    }
    tabs = st.tabs(list(drawn), key="phan", on_change="rerun", bind="query-params")
    for tab, draw in zip(tabs, drawn.values(), strict=True):
        if tab.open:
            with tab:
                draw()
    remember("vien-dan", [(name, value) for name in st.query_params for value in st.query_params.get_all(name)])


def _show_graph() -> None:
    box, sides, steps, ties = st.columns([2, 2.5, 0.9, 1.5], gap="medium")
    box.text_input(
        "Số, ký hiệu hoặc trích yếu văn bản",
        key="tim",
        placeholder="35-NQ/TW, kh 12 lđlđ, tháng công nhân…",
        on_change=_typed,
    )
    side = sides.radio(
        "Chiều", list(_SIDES), key="chieu", bind="query-params", format_func=_SIDES.__getitem__, horizontal=True
    )
    depth = steps.radio("Số bước", [1, 2, 3], key="buoc", bind="query-params", horizontal=True)
    relations = ties.multiselect(
        "Quan hệ",
        [relation for relation in RELATIONS if relation != "self"],
        key="qh",
        bind="query-params",
        format_func=lambda relation: capitalized(RELATIONS[relation]),
        placeholder="Mọi quan hệ",
    )
    wanted = parameter("doc")
    if wanted is None:
        st.html(_welcome())
        return
    trace = _trace(wanted, depth)
    if trace is None:
        st.html(_offered(wanted))
        return
    _show_trace(trace, side, depth, relations)


def _typed() -> None:
    typed = st.session_state["tim"].strip()
    if typed:
        st.query_params["doc"] = typed
        st.session_state["tim"] = ""


def _trace(wanted: str, depth: int) -> Trace | None:
    """Return the trace of a number or id, None where the text is neither."""
    with errors_shown():
        try:
            return open_library().trace(wanted, depth=depth, k=_PASSAGES)
        except BadRequest:
            return None


def _welcome() -> str:
    with errors_shown():
        recent = open_library().documents()[: -_RECENT - 1 : -1]
    if not recent:
        return (
            '<div class="dc-empty"><h1>Kho chưa có văn bản nào</h1><p>Nạp văn bản để xem chúng dẫn nhau thế nào.</p>'
            f"{ADD_LINK}</div>"
        )
    return (
        '<div class="dc-empty dc-wide"><h1>Văn bản nào dẫn văn bản nào</h1><p>Gõ số, ký hiệu hoặc vài từ trong '
        "trích yếu; số của văn bản chưa có trong kho cũng được. Hoặc chọn một văn bản mới nạp:</p>"
        f"{_cards_html(recent)}</div>"
    )


def _cards_html(cards: Sequence[DocumentCard]) -> str:
    return "".join(
        '<div class="dc-cited"><div class="dc-line">'
        f"{anchor(number_link(card.id), short_name(card), 'dc-name dc-open')}"
        f'<span class="dc-facts">{escape(facts(card))}</span></div>'
        f"<div>{escape(subtitle(card))}</div></div>"
        for card in cards
    )


def _offered(typed: str) -> str:
    """Return the documents whose number, title or issuer hold the typed words."""
    words = fold(typed).split()
    with errors_shown():
        cards = open_library().documents()
    found = [
        card
        for card in cards
        if all(
            word in fold(" ".join(filter(None, (card.number, card.type, card.title, card.issuer)))) for word in words
        )
    ]
    if not found:
        return (
            f'<div class="dc-empty"><h1>Không thấy văn bản “{escape(shorten(typed, 80))}”</h1><p>Gõ số, ký hiệu như '
            "“35-NQ/TW” hoặc “nq 35 tw”, hoặc vài từ trong trích yếu của văn bản trong kho.</p></div>"
        )
    more = len(found) - _FOUND
    rest = notice(f"… và {count_vi(more)} văn bản nữa; gõ thêm từ.") if more > 0 else ""
    return (
        f'<div class="dc-empty dc-wide"><h1>{count_vi(len(found))} văn bản có “{escape(shorten(typed, 80))}”</h1>'
        f"{_cards_html(found[:_FOUND])}{rest}</div>"
    )


def _show_trace(trace: Trace, side: str, depth: int, relations: Sequence[Relation]) -> None:
    @cache
    def citations(document: str) -> tuple[CitationView, ...]:
        return open_library().citations(document)

    with errors_shown():
        outward, inward = links_of(trace, citations, relations)
        outward, inward = (() if side == "den" else outward), (() if side == "di" else inward)
        ids = dict.fromkeys(
            [focus_key(trace), *(d for link in (*outward, *inward) for d in (link.source, link.target))]
            + [link.edge.evidence.document for link in (*outward, *inward)]
        )
        cards = {card.id: card for card in open_library().cards(list(ids))}
    st.html(_head(trace))
    if not outward and not inward:
        st.html(notice(_nothing(trace, side, relations)))
    else:
        drawn = picture(trace, outward, inward, cards, depth)
        st.html(legend_html(_TABLE))
        graph(drawn)
        if drawn.hidden:
            st.html(notice(f"Sơ đồ bỏ bớt {count_vi(drawn.hidden)} văn bản ở xa; bảng dưới đây có đủ."))
    _show_tables(trace, outward, inward, cards, depth, relations)
    if trace.passages:
        name = "Đoạn đáng đọc của văn bản này" if trace.documents else "Đoạn trong kho có dẫn số này"
        st.html(f"<h3>{name}</h3>" + hits_html(trace.passages))


def _nothing(trace: Trace, side: str, relations: Sequence[Relation]) -> str:
    if relations or side != "ca-hai":
        return "Không có chỗ dẫn nào với chiều và quan hệ đã chọn."
    if trace.documents:
        return "Văn bản này không dẫn văn bản nào và chưa văn bản nào trong kho dẫn nó."
    return "Chưa văn bản nào trong kho dẫn số này."


def _head(trace: Trace) -> str:
    badge = pill(status_badge(trace.status, trace.known is not None))
    if len(trace.documents) == 1:
        card = trace.documents[0]
        name, under = short_name(card), subtitle(card)
        acts = anchor(document_link(card.id), "Mở văn bản", "dc-act dc-main")
        facts_line = facts_html(card, line(trace.validity))
    else:
        name, acts = trace.number, ""
        under = known_reference_of(trace.known) if trace.known else ""
        said = f"Theo danh mục: {trace.known.source}" if trace.known else ""
        facts_line = f'<span class="dc-facts">{escape(said)}</span>' if said else ""
    several = ""
    if len(trace.documents) > 1:
        several = notice(f"Trong kho có {len(trace.documents)} văn bản mang số này:") + _cards_html(trace.documents)
    own = trace.documents[0].id if len(trace.documents) == 1 else ""
    chains = (
        f'<div class="dc-chains"><b>Chuỗi thực hiện</b>{chains_html(trace.chains, own)}</div>' if trace.chains else ""
    )
    title = f'<p class="dc-title">{escape(under)}</p>' if under else ""
    return (
        f'<header class="dc-head"><div class="dc-line"><h1>{escape(name)}</h1>{badge}</div>{title}'
        f'<div class="dc-line">{facts_line}{acts}</div>'
        f"{banner(trace.validity)}{several}{chains}</header>"
    )


def _show_tables(
    trace: Trace,
    outward: Sequence[Link],
    inward: Sequence[Link],
    cards: dict[str, DocumentCard],
    depth: int,
    relations: Sequence[Relation],
) -> None:
    sections: tuple[tuple[str, Sequence[Link], bool], ...] = (
        ("Văn bản này dẫn", outward, False),
        ("Dẫn văn bản này", inward, True),
    )
    for name, links, is_inward in sections:
        if links:
            place = "" if is_inward and outward else f' id="{_TABLE}"'
            with errors_shown():
                places = open_library().places(link.edge.evidence for link in links[:_ROWS])
            table = links_html(links, cards, places, is_inward, _ROWS)
            st.html(f"<h3{place}>{name} ({count_vi(len(links))} chỗ)</h3>{table}")
    if outward or inward:
        key = focus_key(trace)
        show_taking(
            "Tải bảng viện dẫn",
            "vien-dan",
            lambda archive, form: archive.lists.citations(archive.trace(key, depth, k=1), form, depth, relations),
            "take_links",
        )


def _show_missing() -> None:
    with errors_shown():
        absent = open_library().missing(n=_ABSENT).missing
        cards = {card.id: card for card in open_library().cards([d for entry in absent for d in entry.cited_by])}
    if not absent:
        st.html(notice("Mọi văn bản được dẫn đều có trong kho."))
        return
    st.html(
        '<p class="dc-muted">Các văn bản được văn bản trong kho dẫn đến nhưng chưa có trong kho, nhiều lượt dẫn đứng '
        "trước. Nạp thêm chúng thì chỗ dẫn sẽ tự nối.</p>"
    )
    show_taking("Tải danh sách", "van-ban-con-thieu", lambda archive, form: archive.lists.missing(form), "take_missing")
    st.html(missing_html(absent, cards))
    if len(absent) == _ABSENT:
        st.html(notice(f"Chỉ hiện {_ABSENT} văn bản được dẫn nhiều nhất; tệp tải về có đủ."))
