"""The view of one document: facts, outline, text with the passage marked; opened by ?doc=ID&at=START[&to=END]."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from directives.casing import name_case, role_case
from directives.labels import RELATIONS
from directives.models import CitationView, Document, DocumentCard, Span, Validity
from directives.text import capitalized
from ui.common import errors_shown, frame, library, load_document, number_parameter, parameter
from ui.marks import number_link
from ui.matches import matches_html
from ui.original import PAGE, TEXT, show_page, state_notice, switch
from ui.reading import outline, target, text_html, unit_title, window_at, windows
from ui.recent import note
from ui.render import (
    anchor,
    copy_button,
    date_vi,
    document_link,
    file_name,
    known_reference,
    notice,
    own_number,
    pill,
    reference,
    resolution_badge,
    short_name,
    shorten,
    subtitle,
)
from ui.validity import banner, line


def show() -> None:
    """Draw the page."""
    wanted, start, end = parameter("doc"), number_parameter("at"), number_parameter("to")
    token = f"{wanted}-{start}-{end}" if wanted and start is not None else ""
    frame("Văn bản", token=token)
    if wanted is None:
        st.html(
            '<div class="dc-empty"><h1>Chưa chọn văn bản</h1><p>Chọn một văn bản ở trang '
            f"{anchor('kho', 'Kho văn bản')} hoặc mở từ kết quả {anchor('./', 'Tra cứu')}.</p></div>"
        )
        return
    if parameter("khop"):
        note(st.query_params["khop"])
    archive = library()
    document = load_document(wanted, "van-ban")
    with errors_shown():
        card = archive.card(document.id)
        citations = archive.citations(document.id)
        force = archive.validity([card])[card.id]
    st.set_page_config(page_title=f"{short_name(card)} – Dẫn Chiếu")
    spot = target(document, start, end)
    parts = windows(document)
    part = number_parameter("phan")
    number = min(part - 1, len(parts) - 1) if part and not spot else window_at(parts, spot.start if spot else 0)
    side, main = st.columns([1, 3.1], gap="large")
    with side:
        _side(document, citations, start)
    with errors_shown():
        file = archive.originals.of(document.id)
    view = PAGE if file.state == "pages" and parameter("xem") != TEXT else TEXT
    with main:
        st.html(_head(document, card, force) + state_notice(file))
        if start is not None and spot is None:
            st.html(notice("Không còn vị trí này trong văn bản: văn bản có thể đã được thay bằng bản mới.", "dc-warn"))
        if file.state == "pages":
            st.html(switch(document.id, start, end, view))
        if spot:
            st.html(matches_html(document, card, spot))
        if view == PAGE:
            show_page(document, card, file, spot, citations, token)
            return
        text = text_html(document, parts[number], spot, citations, token)
        turner = _turner(document, parts, number)
        st.html(f'{turner}<div class="dc-text" lang="vi">{text}</div>{turner}')


def _head(document: Document, card: DocumentCard, force: Validity) -> str:
    header = document.header
    signer = " – ".join(part for part in (header.signer, role_case(header.signer_role or "")) if part)
    rows = [
        ("Số, ký hiệu", own_number(card) or "để trống" + (f" ({card.number})" if card.number else "")),
        ("Loại", capitalized(card.type)),
        ("Ngày ban hành", date_vi(card.date)),
        (
            "Cơ quan ban hành",
            " – ".join(
                dict.fromkeys(p for p in (name_case(header.parent_issuer or ""), name_case(card.issuer or "")) if p)
            ),
        ),
        ("Nơi ban hành", header.place or ""),
        ("Người ký", signer),
        ("Hiệu lực", line(force)),
        ("Số trang", str(len(document.pages)) if len(document.pages) > 1 else ""),
        ("Tệp", ", ".join(dict.fromkeys(file_name(path) for path in (card.sources or (card.source,))))),
    ]
    listed = "".join(f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in rows if value)
    warnings = "".join(notice(warning, "dc-warn") for warning in document.warnings)
    tasks = sum(unit.kind == "task" for unit in document.units)
    acts = [
        anchor("tra-cuu?" + urlencode({"vb": document.id}), "Tìm trong văn bản này", "dc-act"),
        anchor(number_link(document.id), "Sơ đồ viện dẫn", "dc-act"),
        copy_button(reference(card), "Chép trích dẫn"),
    ]
    if tasks:
        acts.insert(0, anchor("nhiem-vu?" + urlencode({"doc": document.id}), f"Xem {tasks} nhiệm vụ", "dc-act dc-main"))
    title = f'<p class="dc-title">{escape(subtitle(card, 1000))}</p>' if subtitle(card) else ""
    return (
        f'<header class="dc-head"><h1>{escape(short_name(card))}</h1>{title}{banner(force)}'
        f'<dl class="dc-data">{listed}</dl>'
        f'<div class="dc-acts">{"".join(acts)}</div>{warnings}</header>'
    )


def _turner(document: Document, parts: tuple[Span, ...], number: int) -> str:
    if len(parts) < 2:
        return ""

    def step(index: int, label: str) -> str:
        if not 0 <= index < len(parts):
            return f'<span class="dc-act dc-off">{label}</span>'
        return anchor("van-ban?" + urlencode({"doc": document.id, "phan": index + 1}), label, "dc-act")

    window = parts[number]
    pages = ""
    if len(document.pages) > 1:
        first, last = document.page(window.start), document.page(max(window.start, window.end - 1))
        pages = f" · trang {first}–{last} / {len(document.pages)}" if first != last else f" · trang {first}"
    return (
        f'<div class="dc-turner">{step(number - 1, "‹ Phần trước")}'
        f"<span>Phần {number + 1} / {len(parts)}{pages}</span>{step(number + 1, 'Phần sau ›')}</div>"
    )


def _side(document: Document, citations: tuple[CitationView, ...], offset: int | None) -> None:
    lines = outline(document, offset)
    listed = "".join(
        f'<li class="dc-d{min(line.depth, 4)}{" dc-now" if line.here else ""}">'
        f"{anchor(document_link(document.id, line.unit.start), unit_title(line.unit))}</li>"
        for line in lines
    )
    empty = '<p class="dc-muted">Văn bản này không chia điều, mục.</p>'
    cited = _cited(citations)
    st.html(
        '<div class="dc-sticky"><details open><summary>Mục lục</summary><div class="dc-scroll"><ol class="dc-outline">'
        f"{listed}</ol>{'' if lines else empty}</div></details>"
        f"<details{'' if lines else ' open'}><summary>Văn bản được dẫn ({len(cited)})</summary>"
        f'<div class="dc-scroll">{"".join(cited)}</div></details></div>'
    )


def _cited(citations: tuple[CitationView, ...]) -> list[str]:
    """One line per cited document, in reading order; its mentions are counted."""
    groups: dict[str, list[CitationView]] = {}
    for view in citations:
        if view.resolution.status not in ("SELF", "BLANK"):
            groups.setdefault(view.citation.number or view.citation.text.casefold(), []).append(view)
    lines = []
    for views in groups.values():
        first = views[0]
        place = anchor(
            document_link(first.document, first.citation.start, first.citation.end),
            first.citation.number or first.citation.text,
            "dc-name",
            "Đến chỗ dẫn trong văn bản",
        )
        opened = ""
        if first.resolution.status == "RESOLVED":
            opened = " · " + anchor(document_link(first.resolution.documents[0]), "mở văn bản")
        lines.append(
            f'<div class="dc-cited">{place} {pill(resolution_badge(first.resolution))}'
            f'<div class="dc-muted">{escape(shorten(known_reference(first), 150))}</div>'
            f'<div class="dc-muted">{RELATIONS[first.citation.relation]}, {len(views)} lần{opened}</div></div>'
        )
    return lines
