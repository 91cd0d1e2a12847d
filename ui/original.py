"""The original pages of a document: the page as an image, the passage and the citations marked on it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from directives.errors import UnreadableFile
from directives.models import CitationView, Document, DocumentCard, Span
from ui.common import number_parameter, open_library
from ui.marks import citation_link
from ui.render import anchor, citation_tip, file_name, notice, resolution_badge, short_name

if TYPE_CHECKING:
    from library.originals import Original, PageImage, Placed

PAGE, TEXT = "goc", "chu"  # values of the address parameter `xem`


def switch(document: str, at: int | None, to: int | None, now: str) -> str:
    """Return the links between the original page and the text, the present one marked."""

    def address(view: str) -> str:
        kept = {"doc": document, "at": at, "to": to, "khop": st.query_params.get("khop") or None, "xem": view}
        return "van-ban?" + urlencode({name: value for name, value in kept.items() if value is not None})

    here = (' dc-now" aria-current="true"', '"')
    links = "".join(
        f'<a class="dc-nav dc-switch{here[view != now]} href="{escape(address(view))}">{label}</a>'
        for view, label in ((PAGE, "Trang gốc"), (TEXT, "Phần chữ"))
    )
    return f'<nav class="dc-switches" aria-label="Cách xem">{links}</nav>'


def state_notice(file: Original) -> str:
    """Return what has to be said of the file itself, "" where it is there as it was read."""
    name = file_name(str(file.path))
    if file.state == "missing":
        return notice(
            f"Không còn tệp gốc “{name}” ở nơi đã nạp; đang xem phần chữ lưu trong kho. "
            "Muốn xem trang gốc, đặt tệp lại chỗ cũ hoặc nạp lại tệp.",
            "dc-warn",
        )
    if file.changed:
        return notice(f"Tệp gốc “{name}” đã thay đổi sau khi nạp; chỗ tô có thể lệch. Hãy nạp lại tệp.", "dc-warn")
    return ""


def show_page(
    document: Document,
    card: DocumentCard,
    file: Original,
    spot: Span | None,
    citations: Sequence[CitationView],
    token: str,
) -> None:
    """Draw one original page: at once as an image, then with its marks."""
    asked = number_parameter("trang")
    passage = document.text[spot.start : spot.end] if spot and not asked else ""
    wanted = asked or (document.page(spot.start) if spot else 1)
    library = open_library()
    try:
        with st.spinner("Đang dựng ảnh trang…"):
            image = library.originals.page_image(file, wanted, passage)
    except UnreadableFile as error:
        st.html(notice(str(error), "dc-warn"))
        return
    place = st.empty()
    known = library.originals.words_known(file, image.number)
    if not known:
        place.html(_page_html(card, image, (), (), token))
    spans = [spot] if spot else []
    spans += [Span(view.citation.start, view.citation.end) for view in citations]
    try:
        with st.spinner("Đang tìm chỗ tô trên trang; bản quét mất vài giây, lần sau mở ngay…"):
            lines = library.originals.page_lines(file, document, image.number, spans)
            if not known:  # a scan that lies on its side is known to do so once it has been read
                image = library.originals.page_image(file, image.number)
    except UnreadableFile as error:
        place.html(_page_html(card, image, (), (), token) + notice(str(error), "dc-warn"))
        return
    marked, cited = (lines[0], lines[1:]) if spot else ((), lines)
    html = _page_html(card, image, marked, tuple(zip(citations, cited, strict=True)), token)
    if spot and not marked and not asked:
        html = (
            notice("Chưa khớp được đoạn này với trang gốc; hãy lật trang bên dưới hoặc xem phần chữ.", "dc-warn") + html
        )
    place.html(html)


def _page_html(
    card: DocumentCard,
    image: PageImage,
    marked: Sequence[Placed],
    cited: Sequence[tuple[CitationView, Sequence[Placed]]],
    token: str,
) -> str:
    boxes = "".join(
        f'<span class="dc-box"{_first(token) if i == 0 else ""} style="{_style(line)}"></span>'
        for i, line in enumerate(marked)
    )
    links = "".join(_cited(view, line) for view, lines in cited for line in lines[:3])
    picture = base64.b64encode(image.data).decode()
    turner = _turner(card.id, image)
    return (
        f'{turner}<figure class="dc-page"><img src="data:image/webp;base64,{picture}" width="{image.width}" '
        f'height="{image.height}" alt="Trang {image.number} của {escape(short_name(card))}; nội dung ở phần chữ">'
        f"{boxes}{links}</figure>{turner}"
    )


def _first(token: str) -> str:
    return f' id="dc-mark" tabindex="-1" data-token="{escape(token)}"'


def _style(line: Placed) -> str:
    left, top = max(0.0, line.left - 0.004), max(0.0, line.top - 0.002)
    width, height = line.right - line.left + 0.008, line.bottom - line.top + 0.004
    return f"left:{left:.2%};top:{top:.2%};width:{width:.2%};height:{height:.2%}"


def _cited(view: CitationView, line: Placed) -> str:
    href = citation_link(view)
    if not href:
        return ""
    css = f"dc-nav dc-onpage dc-{resolution_badge(view.resolution).css}"
    named = escape(view.citation.number or view.citation.text)
    return (
        f'<a class="{css}" href="{escape(href)}" style="{_style(line)}" aria-label="{named}" '
        f'title="{escape(citation_tip(view))}"></a>'
    )


def _turner(document: str, image: PageImage) -> str:
    if image.count < 2:
        return ""
    kept = {"doc": document, "xem": PAGE, **({"khop": st.query_params["khop"]} if st.query_params.get("khop") else {})}

    def step(page: int, label: str) -> str:
        if not 1 <= page <= image.count:
            return f'<span class="dc-act dc-off">{label}</span>'
        return anchor("van-ban?" + urlencode({**kept, "trang": page}), label, "dc-act")

    return (
        f'<div class="dc-turner">{step(image.number - 1, "‹ Trang trước")}'
        f"<span>Trang {image.number} / {image.count}</span>{step(image.number + 1, 'Trang sau ›')}</div>"
    )
