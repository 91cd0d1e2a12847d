"""The bin on the page Kho văn bản: what was taken out of the archive, put back or deleted for good after a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from directives.text import capitalized
from ui.common import errors_shown, library, may, number_parameter, open_library, parameter
from ui.render import anchor, count_vi, date_vi, file_name, notice, shorten, title_case

if TYPE_CHECKING:
    from library.keeping import BinEntry

TAB = "Thùng rác"
_ROWS = 100
_CAUSES = {"person": "Gỡ bằng tay", "vanished": "Tệp không còn"}
_FILES = "Tệp đã tải lên qua trang này cũng bị xóa; tệp ở nơi khác thì còn."
_BACK, _GONE, _ALL = "khoi-phuc", "xoa-han", "tat-ca"  # parameters of the address that ask a question


def show_bin() -> None:
    """Draw the bin."""
    with errors_shown():
        entries = library().bin.entries()
    if not entries:
        st.html(
            notice("Thùng rác trống. Văn bản gỡ khỏi kho vào đây, lấy lại được nguyên như trước cho đến khi xóa hẳn.")
        )
        return
    pages = max(1, -(-len(entries) // _ROWS))
    page = min(max(1, number_parameter("trang") or 1), pages)
    shown = entries[(page - 1) * _ROWS : page * _ROWS]
    everything = anchor(_address(_GONE, _ALL), "Xóa hẳn tất cả…", "dc-act") if may("admin") else ""
    st.html(
        f'<div class="dc-line"><span class="dc-count">{count_vi(len(entries))} văn bản, không tra cứu được nữa; '
        f"khôi phục thì trở lại nguyên như trước.</span>{everything}</div>"
        + _table(shown, may("admin"))
        + _turner(page, pages)
    )
    _question(entries)


def name_of(entry: BinEntry) -> str:
    """Return what a document of the bin is called."""
    if entry.number:
        return f"{capitalized(entry.type)} {entry.number}".strip()
    return shorten(title_case(entry.title or ""), 90) or (file_name(entry.sources[0]) if entry.sources else entry.id)


def _address(name: str, value: str) -> str:
    return "kho?" + urlencode({"phan": TAB, name: value})


def _table(entries: Sequence[BinEntry], admin: bool) -> str:
    heads = "".join(f"<th>{name}</th>" for name in ("Văn bản", "Ngày", "Trích yếu", "Tệp", "Gỡ lúc", "Vì sao", ""))
    rows = "".join(_row(entry, admin) for entry in entries)
    return f'<table class="dc-table dc-list dc-binned"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _row(entry: BinEntry, admin: bool) -> str:
    back = anchor(_address(_BACK, entry.id), "Khôi phục…", "dc-act", f"Đưa {name_of(entry)} trở lại kho")
    gone = anchor(_address(_GONE, entry.id), "Xóa hẳn…", "dc-quiet", f"Xóa hẳn {name_of(entry)}") if admin else ""
    title = shorten(title_case(entry.title or ""), 160) if entry.number else ""
    files = escape("\n".join(entry.sources))
    return (
        f'<tr><td class="dc-number">{escape(name_of(entry))}</td><td class="dc-num">{escape(date_vi(entry.date))}</td>'
        f'<td>{escape(title)}</td><td class="dc-file" title="{files}">'
        f"{escape(file_name(entry.sources[0]) if entry.sources else '')}</td>"
        f'<td class="dc-num">{escape(date_vi(entry.removed[:10]))}</td><td>{_CAUSES[entry.cause]}</td>'
        f"<td>{back} {gone}</td></tr>"
    )


def _turner(page: int, pages: int) -> str:
    if pages == 1:
        return ""
    steps = [
        anchor(_address("trang", str(target)), label, "dc-act")
        for target, label in ((page - 1, "‹ Trang trước"), (page + 1, "Trang sau ›"))
        if 1 <= target <= pages
    ]
    return f'<div class="dc-turner"><span>Trang {page} / {pages}</span>{"".join(steps)}</div>'


def _question(entries: Sequence[BinEntry]) -> None:
    known = {entry.id: entry for entry in entries}
    back, gone = known.get(parameter(_BACK) or ""), known.get(parameter(_GONE) or "")
    if back is not None:
        _ask_back(back)
    elif gone is not None:
        _ask_gone(gone)
    elif parameter(_GONE) == _ALL and may("admin"):
        _ask_all(len(entries))


def _forget() -> None:
    for name in (_BACK, _GONE):
        if name in st.query_params:
            del st.query_params[name]


@st.dialog("Khôi phục văn bản", on_dismiss=_forget)
def _ask_back(entry: BinEntry) -> None:
    _named(entry, "Văn bản trở lại kho nguyên như trước khi gỡ, cùng các lựa chọn và dự thảo nhắc đến nó.")
    _answers("Khôi phục", lambda: open_library().bin.restore(entry.id), f"Đã khôi phục {name_of(entry)}.")


@st.dialog("Xóa hẳn văn bản", on_dismiss=_forget)
def _ask_gone(entry: BinEntry) -> None:
    _named(entry, f"Xóa hẳn thì không lấy lại được từ thùng rác nữa. {_FILES}")
    _answers("Xóa hẳn", lambda: open_library().bin.purge(entry.id), f"Đã xóa hẳn {name_of(entry)}.")


@st.dialog("Xóa hẳn tất cả", on_dismiss=_forget)
def _ask_all(number: int) -> None:
    st.html(f"<p><b>{count_vi(number)} văn bản</b> trong thùng rác sẽ không lấy lại được nữa. {_FILES}</p>")
    _answers("Xóa hẳn tất cả", lambda: open_library().bin.purge(None), "Đã xóa hẳn mọi văn bản trong thùng rác.")


def _named(entry: BinEntry, told: str) -> None:
    title = f"<br>{escape(shorten(title_case(entry.title), 260))}" if entry.title and entry.number else ""
    st.html(f"<p><b>{escape(name_of(entry))}</b>{title}</p><p>{told}</p>")


def _answers(label: str, act: Callable[[], object], told: str) -> None:
    """Draw yes and no; after either the question is gone from the address."""
    yes, no = st.columns(2)
    if yes.button(label, type="primary", key="bin_yes", width="stretch"):
        with errors_shown():
            act()
        _forget()
        st.toast(told)
        st.rerun()
    if no.button("Thôi", key="bin_no", width="stretch"):
        _forget()
        st.rerun()
