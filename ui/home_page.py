"""The page Trang chủ: what is in the archive, what is missing, what needs attention, where one was."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from directives.errors import DanChieuError
from directives.models import MissingDocument
from directives.text import capitalized
from ui import recent, search_page
from ui.charts import Bar, bars_html, columns_html
from ui.common import errors_shown, frame, library
from ui.marks import number_link
from ui.render import (
    anchor,
    as_markdown,
    count_vi,
    document_link,
    facts_html,
    notice,
    short_name,
    shorten,
    subtitle,
    title_case,
)
from ui.saved_views import address, list_html, new_documents_html, new_pill, recent_html

if TYPE_CHECKING:
    from library.contents import Overview
    from library.desk import SavedSearch

_SEARCHES = ("q", "vb", "loai", "cq", "tu", "den")  # parameters of the address that ask for a search
_TYPES, _YEARS = 8, 12
_FORGET = "quen"  # parameter of the address that forgets what was searched for last
_ADD = anchor("kho?" + urlencode({"phan": "Nạp văn bản"}), "Nạp văn bản đầu tiên", "dc-act dc-main")
_FIRST = (
    '<div class="dc-empty"><h1>Kho chưa có văn bản nào</h1>'
    "<p>Bắt đầu bằng cách đưa văn bản vào kho. Chương trình đọc .docx, .doc, .pdf (cả bản quét), .rtf, .xlsx, .pptx, "
    "ảnh và tệp nén; mọi thứ ở lại trên máy này.</p>"
    '<ol class="dc-steps"><li><b>Nạp văn bản</b>: chọn tệp, hoặc ghi đường dẫn cả thư mục.</li>'
    "<li><b>Đợi nạp xong</b>: trang cho biết từng tệp, tệp nào không đọc được và vì sao.</li>"
    "<li><b>Tra cứu</b>: gõ nội dung hoặc số, ký hiệu, có dấu hay không dấu đều được.</li></ol>"
    f'<div class="dc-acts">{_ADD}</div></div>'
)


def show() -> None:
    """Draw the page; an address that asks for a search gets the search."""
    if any(name in st.query_params for name in _SEARCHES):
        search_page.show()
        return
    frame("Trang chủ", focus=True)
    if _FORGET in st.query_params:
        recent.forget()
        del st.query_params[_FORGET]
    with errors_shown():
        seen = library().contents.overview()
    if not seen.documents:
        st.html(_FIRST)
        return
    # Not the box of Tra cứu: what is typed while this page is still being drawn would not reach the address.
    st.text_input(
        "Tìm trong kho văn bản",
        key="q_home",
        type="search",
        placeholder="Nội dung cần tìm hoặc số, ký hiệu văn bản, rồi nhấn Enter",
        label_visibility="collapsed",
        on_change=_asked,
    )
    st.html(
        '<h1 class="dc-hidden">Trang chủ</h1>'
        f'<div class="dc-figures"><div><b>{count_vi(seen.documents)}</b> văn bản</div>'
        f"<div><b>{count_vi(seen.passages)}</b> đoạn tra cứu</div></div>"
    )
    searches = _looked()
    _news([search for search in searches if search.new])
    st.html(
        f'<div class="dc-home"><div>{_types(seen)}{_missing(seen)}</div><div>{_years(seen)}{_newest(seen)}</div>'
        f'<div class="dc-waiting">{_attention(seen)}{_desk(searches)}</div></div>'
    )


def _looked() -> tuple[SavedSearch, ...]:
    """Return the saved searches, with what has come in since; where that cannot be found out, say why."""
    desk = library().desk
    try:
        return desk.look()
    except DanChieuError as error:
        st.warning(as_markdown(f"Chưa xem được có văn bản mới cho các tìm kiếm đã lưu hay không. {error}"))
        return desk.saved()


def _news(searches: Sequence[SavedSearch]) -> None:
    if not searches:
        return
    desk = library().desk
    groups = "".join(
        f"<section><h3>{anchor(address(search), shorten(search.name, 90), 'dc-name')} {new_pill(len(search.new))}</h3>"
        f"{new_documents_html(desk.news(search), address(search))}</section>"
        for search in searches
    )
    with st.container(key="dc_news"):
        st.html(
            f'<div class="dc-news"><h2>Văn bản mới theo tìm kiếm đã lưu</h2><div class="dc-home">{groups}</div></div>'
        )
        st.button("Đánh dấu đã xem", key="news_seen", on_click=desk.seen)


def _desk(searches: Sequence[SavedSearch]) -> str:
    """Return what the person at the page keeps: saved searches, and what was searched for last."""
    items, asked = list_html(searches), recent.recent()
    inside = f"<ul>{items}</ul>" if items else notice("Lưu một tìm kiếm ở Tra cứu để được báo khi có văn bản mới.")
    last = f"<h2>Vừa tra cứu</h2><ul>{recent_html(asked)}</ul>" if asked else ""
    forget = f'<div class="dc-acts">{anchor(f"?{_FORGET}=1", "Xóa danh sách này", "dc-act")}</div>' if asked else ""
    return f"<section><h2>Tìm kiếm đã lưu</h2>{inside}{last}{forget}</section>"


def _asked() -> None:
    typed = st.session_state["q_home"].strip()
    if typed:
        st.query_params["q"] = st.session_state["q"] = typed


def _types(seen: Overview) -> str:
    types = [
        Bar(capitalized(name) or "Chưa rõ loại", number, _listed(capitalized(name))) for name, number in seen.types
    ]
    more = sum(bar.number for bar in types[_TYPES:])
    types = types[:_TYPES] + ([Bar("Loại khác", more, "kho")] if more else [])
    return f"<section><h2>Theo loại văn bản</h2>{bars_html(types, 'Số văn bản theo loại')}</section>"


def _years(seen: Overview) -> str:
    """Return the years as columns, a gap where years are left out, documents without a date at the end."""
    known = [(name, number) for name, number in seen.years if name][-_YEARS:]
    bars: list[Bar | None] = []
    for at, (name, number) in enumerate(known):
        if at and int(name) - int(known[at - 1][0]) > 1:
            bars.append(None)
        bars.append(Bar(name, number, _listed(name)))
    bars += [Bar("Không rõ", number, "kho") for name, number in seen.years if not name]
    return f"<section><h2>Theo năm ban hành</h2>{columns_html(bars, 'Số văn bản theo năm')}</section>"


def _listed(words: str) -> str:
    return "kho?" + urlencode({"loc": words}) if words else "kho"


def _attention(seen: Overview) -> str:
    matters = (
        (seen.failures, "tệp chưa nạp được", "kho?" + urlencode({"phan": "Cần xử lý"})),
        (seen.attention, "điểm cần xem lại", "kho?" + urlencode({"phan": "Cần xử lý"})),
        (seen.ambiguous, "số được dẫn mà kho có nhiều văn bản", "vien-dan?" + urlencode({"phan": "Trùng số"})),
    )
    items = "".join(
        f"<li>{anchor(href, f'{count_vi(number)} {what}', 'dc-name')}</li>" for number, what, href in matters if number
    )
    inside = f"<ul>{items}</ul>" if items else notice("Không có việc nào cần xử lý.")
    return f"<section><h2>Cần xử lý</h2>{inside}</section>"


def _missing(seen: Overview) -> str:
    items = "".join(
        f"<li>{anchor(number_link(entry.number), entry.number, 'dc-name')} "
        f'<span class="dc-facts">{count_vi(entry.count)} lượt dẫn</span>'
        f'<div class="dc-muted">{escape(_titled(entry))}</div></li>'
        for entry in seen.missing
    )
    link = anchor("vien-dan?" + urlencode({"phan": "Chưa có trong kho"}), "Xem tất cả", "dc-act")
    inside = (
        f'<ul>{items}</ul><div class="dc-acts">{link}</div>'
        if items
        else notice("Mọi văn bản được dẫn đều có trong kho.")
    )
    return f"<section><h2>Được dẫn nhiều mà kho chưa có</h2>{inside}</section>"


def _titled(entry: MissingDocument) -> str:
    return shorten(capitalized(title_case(entry.title or entry.type or "")), 110)


def _newest(seen: Overview) -> str:
    items = "".join(
        f"<li>{anchor(document_link(card.id), short_name(card), 'dc-name')} {facts_html(card)}"
        f'<div class="dc-muted">{escape(shorten(subtitle(card), 110))}</div></li>'
        for card in seen.newest
    )
    return f"<section><h2>Mới nạp</h2><ul>{items}</ul></section>"
