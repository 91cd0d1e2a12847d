"""The page Tra cứu: search box, filters, hits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

import streamlit as st

from directives.casing import name_case
from directives.models import Filters, Query, SearchResult
from directives.text import capitalized
from ui.common import errors_shown, frame, held, hits_html, library, parameter, remember
from ui.render import (
    ADD_LINK,
    anchor,
    count_vi,
    document_link,
    facts,
    notice,
    parse_date,
    short_name,
    shorten,
)
from ui.saved_views import SORTS
from ui.saving import kept, show_desk, show_keeping, show_new
from ui.taking import show_taking

if TYPE_CHECKING:
    from library import Facets

_STEP = 10
_MOST = 100
_EXAMPLES = (
    ("Theo nội dung", ("an toàn vệ sinh lao động", "chăm lo Tết cho đoàn viên", "chuyển đổi số")),
    ("Gõ không dấu", ("phong chong ma tuy", "xay dung nong thon moi")),
    ("Theo số, ký hiệu", ("35-NQ/TW", "nq 35 tw", "qd 2214 ttg")),
    ("Cụm từ đúng nguyên văn", ("“Tháng Công nhân”", "“đời sống văn hóa”")),
)
_NOTHING_HELD = (
    '<div class="dc-empty"><h1>Kho chưa có văn bản nào</h1><p>Nạp tệp hoặc cả thư mục văn bản vào kho '
    f"rồi tra cứu ở đây.</p>{ADD_LINK}</div>"
)


@dataclass(frozen=True, slots=True)
class Request:
    """What the page is asked: the text, the filters, the order, and how many hits."""

    text: str
    filters: Filters
    sort: Literal["score", "date"]

    def narrowed(self) -> bool:
        """Whether any filter is set."""
        return self.filters != Filters()


def show() -> None:
    """Draw the page."""
    frame("Tra cứu", focus=True)
    with errors_shown():
        facets = library().contents.facets()
    if not facets.documents:
        st.html(_NOTHING_HELD)
        return
    text = box()
    side, main = st.columns([1, 3.6], gap="large")
    with side:
        filters = _filters(facets)
        sort = _sort()
    request = Request(text.strip(), filters, sort)
    remember("tra-cuu", [(name, value) for name in st.query_params for value in st.query_params.get_all(name)])
    with main:
        _results(request, facets)


def box() -> str:
    """Draw the search box and return what is in it; it stands first on its page, which keeps its focus."""
    typed: str = st.text_input(
        "Tìm trong kho văn bản",
        key="q",
        type="search",
        live="350ms",
        bind="query-params",
        placeholder="Nội dung cần tìm hoặc số, ký hiệu văn bản – gõ có dấu hay không dấu đều được",
        label_visibility="collapsed",
    )
    return typed


def _filters(facets: Facets) -> Filters:
    st.html(
        '<input type="checkbox" id="dc-more-filters">'
        '<label class="dc-side" for="dc-more-filters">Thu hẹp kết quả</label>'
    )
    types = st.multiselect(
        "Loại văn bản",
        facets.types,
        key="loai",
        bind="query-params",
        format_func=capitalized,
        placeholder="Tất cả các loại",
    )
    spelled = spellings(facets.issuers)
    issuers = st.multiselect(
        "Cơ quan ban hành", list(spelled), key="cq", bind="query-params", placeholder="Tất cả cơ quan"
    )
    first, last = st.columns(2, gap="small")
    date_from = _date(first, "Từ ngày", "tu", end=False)
    date_to = _date(last, "Đến ngày", "den", end=True)
    chosen = tuple(name for issuer in issuers for name in spelled[issuer])
    return Filters(tuple(types), chosen, date_from, date_to, _document())


def spellings(issuers: Sequence[str]) -> dict[str, list[str]]:
    """Return the names of bodies as a running text writes them, each with the ways in which documents print it."""
    spelled: dict[str, list[str]] = {}
    for name in issuers:
        spelled.setdefault(name_case(name), []).append(name)
    return spelled


def _document() -> str | None:
    """Return the id of the document that the search is kept to: from the address, or typed as a number."""
    wanted = parameter("vb")
    found = held(wanted) if wanted else ()
    if len(found) == 1:
        card = found[0]
        st.html(
            f'<div class="dc-chip"><span class="dc-muted">Chỉ tìm trong</span> '
            f"{anchor(document_link(card.id), short_name(card), 'dc-name')} "
            f"{anchor(_without_document(), 'Tìm cả kho', 'dc-act')}</div>"
        )
        return card.id
    st.text_input("Chỉ tìm trong văn bản", key="van_ban", placeholder="Số, ký hiệu văn bản", on_change=_document_typed)
    if found:
        links = "".join(
            f"<li>{anchor(_with_document(card.id), short_name(card))} "
            f'<span class="dc-facts">{escape(facts(card))}</span></li>'
            for card in found
        )
        st.html(
            f'<div class="dc-wrong">Có {len(found)} văn bản “{escape(wanted or "")}”, chọn một:</div><ul>{links}</ul>'
        )
    elif wanted:
        st.html(
            f'<div class="dc-wrong" role="alert">Kho không có văn bản “{escape(shorten(wanted, 40))}”; '
            "đang tìm cả kho.</div>"
        )
    return None


def _document_typed() -> None:
    typed = st.session_state["van_ban"].strip()
    if typed:
        st.query_params["vb"] = typed
    elif "vb" in st.query_params:
        del st.query_params["vb"]


def _with_document(document: str) -> str:
    return "?" + urlencode([*_others(), ("vb", document)])


def _without_document() -> str:
    others = _others()
    return "?" + urlencode(others)


def _others() -> list[tuple[str, str]]:
    return [(name, value) for name in st.query_params for value in st.query_params.get_all(name) if name != "vb"]


def _date(column: st.delta_generator.DeltaGenerator, label: str, key: str, end: bool) -> str | None:
    with column:
        typed = st.text_input(label, key=key, bind="query-params", placeholder="5/3/2024, 2024")
        date = parse_date(typed, end)
        if typed.strip() and date is None:
            st.html('<div class="dc-wrong" role="alert">Chưa đúng: ghi 5/3/2024, 3/2024 hoặc 2024</div>')
    return date


def _sort() -> Literal["score", "date"]:
    chosen = st.radio(
        "Xếp theo", list(SORTS), key="xep", bind="query-params", format_func=SORTS.__getitem__, horizontal=True
    )
    return "date" if chosen == "date" else "score"


def _results(request: Request, facets: Facets) -> None:
    if not request.text:
        show_desk()
        st.html(_welcome(facets.documents, facets.passages))
        return
    size = _size(request)
    with errors_shown():
        result = library().search(request.text, k=size, filters=request.filters, sort=request.sort)
    search = kept(request.text, request.filters, request.sort)
    if search is not None:
        show_new(search)
    told, keeping = st.columns([5, 1], vertical_alignment="center")
    with keeping:
        show_keeping(request.text, request.filters, request.sort, search)
    with told:
        st.html((_understood(result.query) + (_summary(result, request) if result.hits else "")) or "<p></p>")
    if not result.hits:
        st.html(_nothing(request))
        return
    st.html(hits_html(result.hits, request.text))
    if len(result.hits) == size < _MOST:
        st.button("Xem thêm kết quả", key="more", on_click=_more)
    elif len(result.hits) == _MOST:
        st.html(notice(f"Chỉ hiện {_MOST} đoạn đứng đầu: thêm từ, hoặc thu hẹp theo loại, cơ quan, ngày."))
    show_taking(
        "Tải danh sách này",
        "tra-cuu",
        lambda archive, form: archive.lists.hits(
            archive.search(request.text, size, request.filters, request.sort), form, request.filters
        ),
        "take_hits",
    )


def _size(request: Request) -> int:
    """Number of hits asked for: it starts again with every new request."""
    if st.session_state.get("request") != request:
        st.session_state["request"], st.session_state["size"] = request, _STEP
    return int(st.session_state["size"])


def _more() -> None:
    st.session_state["size"] = min(_MOST, st.session_state["size"] + _STEP)


def _welcome(documents: int, passages: int) -> str:
    groups = "".join(
        f"<dt>{escape(name)}</dt><dd>"
        + "".join(anchor("?" + urlencode({"q": text}), text, "dc-example") for text in examples)
        + "</dd>"
        for name, examples in _EXAMPLES
    )
    return (
        '<div class="dc-empty"><h1>Tìm đoạn văn bản theo nội dung, số hiệu hoặc ý nghĩa</h1>'
        f"<p>Kho đang có {count_vi(documents)} văn bản, {count_vi(passages)} đoạn. Thử một ví dụ:</p><dl>{groups}</dl>"
        '<p class="dc-keys">Phím tắt: <kbd>/</kbd> về ô tìm · <kbd>↓</kbd> <kbd>↑</kbd> chọn kết quả · '
        "<kbd>Enter</kbd> mở văn bản</p></div>"
    )


def _understood(query: Query) -> str:
    parts = []
    if query.numbers:
        parts.append(("Số hiệu", ", ".join(query.numbers)))
    if query.corrected:
        parts.append(("Sửa lỗi gõ", query.corrected))
    if query.restored:
        parts.append(("Thêm dấu", query.restored))
    if query.readings:
        parts.append(("Cũng đọc là", "; ".join(query.readings)))
    if query.expanded or query.official:
        parts.append(("Viết đầy đủ", "; ".join((*query.expanded, *query.official))))
    if query.abbreviated:
        parts.append(("Viết tắt", "; ".join(query.abbreviated)))
    if restricted := [fact.text for fact in query.facts if fact.use == "filter"]:
        parts.append(("Chỉ tìm trong", "; ".join(restricted)))
    if query.phrases:
        parts.append(("Đúng nguyên văn", ", ".join(f"“{phrase}”" for phrase in query.phrases)))
    if not parts:
        return ""
    items = "".join(f"<span><b>{escape(name)}:</b> {escape(value)}</span>" for name, value in parts)
    return f'<div class="dc-understood"><span class="dc-muted">Hiểu là</span>{items}</div>'


def _summary(result: SearchResult, request: Request) -> str:
    documents = len({hit.document.id for hit in result.hits})
    order = "xếp theo ngày, mới trước" if request.sort == "date" else "xếp theo mức liên quan"
    return (
        f'<div class="dc-count">{len(result.hits)} đoạn trong {documents} văn bản, {order}'
        f' <span class="dc-muted">({result.took_ms:.0f} ms) · Hiệu lực chưa xác minh, trừ chỗ có ghi.'
        "</span></div>"
    )


def _nothing(request: Request) -> str:
    advice = ["Bớt từ, hoặc dùng từ khác cùng nghĩa."]
    if request.narrowed():
        link = anchor("?" + urlencode({"q": request.text}), "bỏ hết các điều kiện thu hẹp")
        advice.insert(0, f"Đang thu hẹp kết quả: {link} rồi tìm lại.")
    if any(mark in request.text for mark in '"“”'):
        advice.append("Bỏ dấu ngoặc kép nếu không cần đúng nguyên văn.")
    advice.append("Với số hiệu, chỉ cần gõ số và loại: “nq 35 tw”.")
    advice.append(f"Nếu văn bản chưa có trong kho, nạp thêm ở trang {anchor('kho', 'Kho văn bản')}.")
    items = "".join(f"<li>{line}</li>" for line in advice)
    return f'<div class="dc-empty"><h1>Không tìm thấy đoạn nào</h1><ul>{items}</ul></div>'
