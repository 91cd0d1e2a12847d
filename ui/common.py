"""What every page shares: the library, the frame around a page, errors, addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from directives.errors import DanChieuError
from directives.models import Document, DocumentCard, Hit
from settings import load_settings
from ui import login
from ui.graph import WIDTH, Picture, shapes
from ui.hits import hit_html
from ui.jobs import IngestJob
from ui.render import anchor, as_markdown, facts, short_name, shorten
from ui.validity import banner

if TYPE_CHECKING:
    from library import Library
    from library.access import Role

_HERE = Path(__file__).resolve().parent
_PAGES = (
    ("", "Trang chủ"),
    ("tra-cuu", "Tra cứu"),
    ("hoi-dap", "Hỏi đáp"),
    ("nhiem-vu", "Nhiệm vụ"),
    ("vien-dan", "Viện dẫn"),
    ("soan-thao", "Soạn thảo"),
    ("kiem-tra", "Kiểm tra viện dẫn"),
    ("kho", "Kho văn bản"),
)


def open_library() -> Library:
    """Return the library as whoever is at the page may see it; raises DanChieuError.

    Where the settings ask for sign-in and nobody has signed in, the page ends with the way in.
    """
    shared = _shared_library()
    return shared.as_viewer(login.viewer(shared)) if shared.settings.auth else shared


@st.cache_resource(show_spinner="Đang mở kho văn bản…")
def _shared_library() -> Library:
    """Return the library of this server, opened once with the settings in force."""
    from library import Library  # opens the models: only when a page is really asked for

    return Library.open(settings=load_settings())


def ingest_job() -> IngestJob:
    """Return the one ingest of this server, running or not; where people sign in, each has one of their own."""
    return _ingest_job(login.name())


@st.cache_resource(show_spinner=False)
def _ingest_job(name: str) -> IngestJob:
    return IngestJob()


@st.cache_resource(show_spinner=False)
def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@contextmanager
def errors_shown() -> Iterator[None]:
    """Show a DanChieuError raised inside as a message and end the page there; other errors pass."""
    try:
        yield
    except DanChieuError as error:
        st.error(as_markdown(str(error)))
        st.stop()


def library() -> Library:
    """Return the library, or show why it cannot be opened and end the page."""
    with errors_shown():
        return open_library()


def may(role: Role) -> bool:
    """Whether whoever is at the page may do what `role` may; the library itself refuses what they may not."""
    viewer = library().viewer
    return viewer is None or viewer.may(role)


def frame(title: str, token: str = "", focus: bool = False) -> None:
    """Draw what surrounds a page: styles, keys and links, navigation; call it first.

    `token` names the marked stretch to scroll to, `focus` puts the cursor into the search box.
    """
    st.set_page_config(page_title=f"{title} – Dẫn Chiếu", layout="wide", initial_sidebar_state="collapsed")
    st.html(f"<style>{_asset('style.css')}</style>")
    who = _who()
    st.html(_navigation(title, who))
    if who:
        login.keep()
    behaviour = st.components.v2.component("dan_chieu_behaviour", js=_asset("behaviour.js"))
    behaviour(key="dan_chieu_behaviour", data={"token": token, "focus": focus})


def graph(drawn: Picture) -> None:
    """Draw a picture of citations."""
    component = st.components.v2.component(
        "dan_chieu_graph",
        html='<div class="dc-graph" tabindex="0" role="group" aria-label="Sơ đồ viện dẫn"></div>',
        js=_asset("graph.js"),
        isolate_styles=False,
    )
    made = [asdict(shape) for shape in shapes(drawn)]
    component(
        key="dan_chieu_graph",
        data={"width": drawn.width, "height": drawn.height + 12, "node": [WIDTH, drawn.node_height], "shapes": made},
    )


def _who() -> str | None:
    """Return who is at the page: None where nobody signs in, "" where nobody has yet."""
    if not load_settings().auth:
        return None
    with errors_shown():
        found = login.peek(_shared_library())
    return found.name if found else ""


def _navigation(title: str, who: str | None) -> str:
    """Return the bar: nothing but the name of the program before somebody has signed in where they must."""
    links = []
    for path, name in _PAGES if who != "" else ():
        current = ' aria-current="page"' if name == title else ""
        href = st.session_state.get(f"last:{path}") or path or "./"
        links.append(f'<a class="dc-nav dc-tab" href="{escape(href)}"{current}>{name}</a>')
    if who:
        current = ' aria-current="page"' if title == "Tài khoản" else ""
        tip = "Tài khoản, đăng xuất"
        links.append(f'<a class="dc-nav dc-tab dc-who" href="tai-khoan" title="{tip}"{current}>{escape(who)}</a>')
    return (
        '<nav class="dc-bar" aria-label="Trang"><a class="dc-nav dc-brand" href="./" title="Về trang chủ">Dẫn Chiếu'
        f"</a>{''.join(links)}</nav>"
    )


def remember(path: str, parameters: Sequence[tuple[str, str]]) -> None:
    """Keep the address of a page in this session, so that its tab leads back to what was on it."""
    st.session_state[f"last:{path}"] = (path or "./") + ("?" + urlencode(parameters) if parameters else "")


def parameter(name: str) -> str | None:
    """Return a parameter of the address, None when it is absent or empty."""
    return st.query_params.get(name) or None


def number_parameter(name: str) -> int | None:
    """Return a parameter of the address as a number, None when it is absent or not a plain number."""
    value = st.query_params.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 12 else None


def held(id_or_number: str) -> tuple[DocumentCard, ...]:
    """Return the documents with this id or this number in any loose form, none when there is none."""
    with errors_shown():
        return open_library().find(id_or_number)


def load_document(id_or_number: str, path: str) -> Document:
    """Return the one document meant; where there is none or several, say so, with the ways on, and end the page.

    `path` is the page that a choice among several leads back to.
    """
    found = held(id_or_number)
    if len(found) != 1:
        st.html(_several(found, id_or_number, path) if found else _none(id_or_number))
        st.stop()
    with errors_shown():
        return open_library().document(found[0].id)


def _none(wanted: str) -> str:
    return (
        f'<div class="dc-empty"><h1>Trong kho không có văn bản “{escape(shorten(wanted, 80))}”</h1>'
        "<p>Hãy kiểm tra lại số, ký hiệu; nếu văn bản chưa có thì nạp vào kho.</p>"
        f'<div class="dc-acts">{anchor("kho", "Xem danh sách văn bản", "dc-act dc-main")}'
        f"{anchor('tra-cuu?' + urlencode({'q': wanted}), 'Tìm trong nội dung', 'dc-act')}</div></div>"
    )


def _several(found: Sequence[DocumentCard], wanted: str, path: str) -> str:
    items = "".join(
        '<div class="dc-cited"><div class="dc-line">'
        f"{anchor(f'{path}?' + urlencode({'doc': card.id}), short_name(card), 'dc-name dc-open')}"
        f'<span class="dc-facts">{escape(facts(card))}</span></div><div>{escape(card.title or "")}</div></div>'
        for card in found
    )
    return (
        f'<div class="dc-empty"><h1>Kho có {len(found)} văn bản “{escape(shorten(wanted, 80))}”</h1>'
        f"<p>Chọn văn bản cần xem:</p>{items}</div>"
    )


def hits_html(hits: Sequence[Hit], asked: str = "") -> str:
    """Return hits as HTML, with the citations in their words as links and what is known of their documents' force.

    `asked` is the search that found them.
    """
    if not hits:
        return ""
    cards = {hit.document.id: hit.document for hit in hits}
    with errors_shown():
        citations = {document: open_library().citations(document) for document in cards}
        forces = open_library().validity(list(cards.values()))
        counts = open_library().contents.page_counts(list(cards))
    return "".join(
        hit_html(
            hit,
            citations[hit.document.id],
            banner(forces[hit.document.id]),
            asked,
            paged=counts.get(hit.document.id, 1) > 1,
        )
        for hit in hits
    )
