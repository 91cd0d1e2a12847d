"""The list of the archive's documents: filter, order, pages of rows, into the bin after a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from directives.casing import name_case
from directives.models import DocumentCard
from directives.text import capitalized, fold
from ui.common import errors_shown, may, number_parameter, open_library, parameter
from ui.render import (
    ADD_LINK,
    anchor,
    count_vi,
    date_vi,
    document_link,
    file_name,
    natural,
    notice,
    own_number,
    short_name,
    shorten,
    subtitle,
    title_case,
)

_ROWS = 50
_LISTED = 12  # files named in the question before a removal
Key = Callable[[tuple[int, DocumentCard]], tuple[str, ...]]


def _backwards(text: str) -> str:
    return "".join(chr(0x10FFFF - ord(character)) for character in text)


# What a list of (position, card) is sorted by; the archive gives the newest added last.
_ORDERS: dict[str, tuple[str, Key]] = {
    "moi": ("Mới nạp trước", lambda entry: (f"{10**9 - entry[0]:010}",)),
    "ngay": ("Ngày ban hành, mới trước", lambda entry: (_backwards(entry[1].date or "0"), entry[1].number or "")),
    "so": ("Số, ký hiệu", lambda entry: (natural(entry[1].number), entry[1].date or "")),
    "cq": ("Cơ quan ban hành", lambda entry: (fold(entry[1].issuer or "~"), _backwards(entry[1].date or "0"))),
    "ten": ("Loại văn bản", lambda entry: (fold(entry[1].type or "~"), _backwards(entry[1].date or "0"))),
}


def show_list() -> None:
    """Draw the list."""
    with errors_shown():
        cards = open_library().documents()
    if not cards:
        st.html(
            '<div class="dc-empty"><h1>Kho chưa có văn bản nào</h1><p>Đưa tệp hoặc cả thư mục văn bản vào kho '
            f"để tra cứu.</p>{ADD_LINK}</div>"
        )
        return
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    typed = left.text_input(
        "Lọc danh sách",
        key="loc",
        type="search",
        live=True,
        bind="query-params",
        placeholder="Lọc theo số, loại, trích yếu, cơ quan, ngày hoặc tên tệp",
        label_visibility="collapsed",
    )
    order = right.selectbox(
        "Xếp theo",
        list(_ORDERS),
        key="thu_tu",
        bind="query-params",
        format_func=lambda name: _ORDERS[name][0],
        label_visibility="collapsed",
    )
    kept = ordered([card for card in cards if matches(card, typed)], order)
    pages = max(1, -(-len(kept) // _ROWS))
    page = min(max(1, number_parameter("trang") or 1), pages)
    shown = kept[(page - 1) * _ROWS : page * _ROWS]
    st.html(f'<div class="dc-count">{count_vi(len(kept))} / {count_vi(len(cards))} văn bản</div>')
    st.html(
        list_html(shown, (lambda card: _address("go", card)) if may("editor") else None)
        if shown
        else notice("Không có văn bản nào khớp; hãy bớt từ trong ô lọc.")
    )
    if pages > 1:
        st.html(_turner(page, pages))
    if may("editor"):
        _removal(cards)


def matches(card: DocumentCard, typed: str) -> bool:
    """Whether every typed word stands somewhere in what the list shows of the document, accents aside."""
    fields = (card.number, card.type, card.title, card.issuer, date_vi(card.date), file_name(card.source))
    words = fold(" ".join(field for field in fields if field))
    return all(word in words for word in fold(typed).split())


def ordered(cards: Sequence[DocumentCard], order: str) -> list[DocumentCard]:
    """Return the cards in one of the orders of the page; the input is in the order of arrival."""
    key = _ORDERS.get(order, _ORDERS["moi"])[1]
    return [card for _, card in sorted(enumerate(cards), key=key)]


def _address(name: str, value: str) -> str:
    """Return the address of this list, filter and order kept, with one parameter changed."""
    kept = {key: st.query_params[key] for key in st.query_params if key not in ("go", name)}
    return "kho?" + urlencode(kept | {name: value})


def list_html(cards: Sequence[DocumentCard], removal: Callable[[str], str] | None) -> str:
    """Return the rows; `removal` gives, for a document's id, the link that asks whether to take it out, if one may."""
    rows = "".join(
        f'<tr><td class="dc-number">{anchor(document_link(card.id), own_number(card) or "Chưa có số", "dc-open")}</td>'
        f'<td>{escape(capitalized(card.type))}</td><td class="dc-num">{escape(date_vi(card.date))}</td>'
        f"<td>{escape(name_case(card.issuer or ''))}</td><td>{escape(shorten(title_case(card.title or ''), 220))}</td>"
        f'<td class="dc-file" title="{escape(chr(10).join(card.sources or (card.source,)))}">'
        f"{escape(file_name(card.source))}</td>"
        f"<td>{_removal_link(card, removal)}</td></tr>"
        for card in cards
    )
    names = ("Số, ký hiệu", "Loại", "Ngày", "Cơ quan ban hành", "Trích yếu", "Tệp", "")
    heads = "".join(f"<th>{name}</th>" for name in names)
    return f'<table class="dc-table dc-list"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _removal_link(card: DocumentCard, removal: Callable[[str], str] | None) -> str:
    return anchor(removal(card.id), "Gỡ…", "dc-quiet", f"Gỡ {short_name(card)} khỏi kho") if removal else ""


def _turner(page: int, pages: int) -> str:
    def step(target: int, label: str) -> str:
        if not 1 <= target <= pages:
            return f'<span class="dc-act dc-off">{label}</span>'
        return anchor(_address("trang", str(target)), label, "dc-act")

    steps = step(page - 1, "‹ Trang trước"), step(page + 1, "Trang sau ›")
    return f'<div class="dc-turner">{steps[0]}<span>Trang {page} / {pages}</span>{steps[1]}</div>'


def _removal(cards: Sequence[DocumentCard]) -> None:
    wanted = parameter("go")
    card = next((card for card in cards if card.id == wanted), None)
    if card is not None:
        _confirm(card)


def _forget() -> None:
    if "go" in st.query_params:
        del st.query_params["go"]


@st.dialog("Gỡ văn bản khỏi kho", on_dismiss=_forget)
def _confirm(card: DocumentCard) -> None:
    title = f"<br>{escape(subtitle(card))}" if subtitle(card) else ""
    kept = "".join(f"<li>{escape(path)}</li>" for path in (card.sources or (card.source,))[:_LISTED])
    st.html(
        f"<p><b>{escape(short_name(card))}</b>{title}</p><p>Văn bản vào thùng rác: không tra cứu được nữa, "
        f"nhưng khôi phục lại được. Tệp gốc trên máy vẫn được giữ nguyên:</p><ul>{kept}</ul>"
    )
    yes, no = st.columns(2)
    if yes.button("Chuyển vào thùng rác", type="primary", key="remove_yes", width="stretch"):
        with errors_shown():
            open_library().remove(card.id)
        _forget()
        st.toast(f"Đã chuyển {short_name(card)} vào thùng rác.")
        st.rerun()
    if no.button("Giữ lại", key="remove_no", width="stretch"):
        _forget()
        st.rerun()
