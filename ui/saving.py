"""On Tra cứu: keeping a search, and what is new for one that is kept."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Literal

import streamlit as st

from directives.errors import DanChieuError
from directives.models import DocumentCard, Filters
from ui import recent
from ui.common import errors_shown, library
from ui.render import as_markdown, count_vi, shorten
from ui.saved_views import list_html, new_documents_html, recent_html

if TYPE_CHECKING:
    from library.desk import SavedSearch

_NEWS = "news"  # in the session: by saved search, the documents shown as new; they stay there while it lasts


def kept(text: str, filters: Filters, sort: str) -> SavedSearch | None:
    """Return the saved search that asks for just this, None where there is none."""
    wanted = (" ".join(text.split()), _key(filters), sort)
    with errors_shown():
        searches = library().desk.saved()
    return next((s for s in searches if (s.query, _key(s.filters), s.sort) == wanted), None)


def _key(filters: Filters) -> tuple[frozenset[str], frozenset[str], str | None, str | None, str | None]:
    """Return what tells filters apart: a search is narrowed without regard to capitals or order."""
    types, issuers = (frozenset(name.lower() for name in names) for names in (filters.types, filters.issuers))
    return types, issuers, filters.date_from, filters.date_to, filters.document


def show_new(search: SavedSearch) -> None:
    """Show what has come in since a saved search was last looked at, which from now on has been seen."""
    shown: dict[int, tuple[DocumentCard, ...]] = st.session_state.setdefault(_NEWS, {})
    if search.new:
        with errors_shown():
            shown[search.id] = library().desk.news(search)
            library().desk.seen(search.id)
    cards = shown.get(search.id, ())
    if cards:
        head = f"{count_vi(len(cards))} văn bản mới từ lần xem trước"
        st.html(f'<div class="dc-news dc-listed"><h2>{head}</h2>{new_documents_html(cards)}</div>')


def show_keeping(text: str, filters: Filters, sort: Literal["score", "date"], search: SavedSearch | None) -> None:
    """Draw the way to keep the search at hand, or to keep it no more."""
    if search is not None:
        with st.popover("Đã lưu", key="kept", width="stretch"):
            st.html(
                f"<p><b>{escape(shorten(search.name, 90))}</b></p>"
                "<p>Văn bản mới khớp với tìm kiếm này hiện ở Trang chủ.</p>"
            )
            st.button("Bỏ lưu", key="keep_no_more", on_click=_drop, args=(search.id,))
        return
    with st.popover("Lưu tìm kiếm", key="keep", width="stretch"), st.form("keep_form", border=False):
        name = st.text_input("Tên để nhớ", value=shorten(text, 80), max_chars=120)
        st.html('<p class="dc-muted">Giữ cả nội dung và các điều kiện; có văn bản mới khớp thì Trang chủ báo.</p>')
        if st.form_submit_button("Lưu", type="primary"):
            with errors_shown():
                library().desk.save(name, text, filters, sort)
            st.toast("Đã lưu tìm kiếm.")
            st.rerun()


def _drop(id_: int) -> None:
    try:
        library().desk.drop(id_)
    except DanChieuError as error:
        st.toast(as_markdown(str(error)))


def show_desk() -> None:
    """Draw the saved searches and those made last, where there are any."""
    with errors_shown():
        searches = library().desk.saved()
    asked = recent.recent()
    saved_list = f"<section><h2>Tìm kiếm đã lưu</h2><ul>{list_html(searches)}</ul></section>" if searches else ""
    last = f"<section><h2>Vừa tra cứu</h2><ul>{recent_html(asked)}</ul></section>" if asked else ""
    if searches or asked:
        st.html(f'<div class="dc-home">{saved_list}{last}</div>')
