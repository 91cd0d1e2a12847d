"""The page Soạn thảo: a draft from tasks or a query, edited in place, checked as it is typed, kept, taken as .docx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from directives.drafting import (
    evidence_of,
    paragraphs_of,
    verified,
    with_heading,
    with_paragraphs,
    with_quote,
    with_text,
)
from directives.grounded import Draft, DraftParagraph
from directives.labels import DRAFTS
from directives.models import Evidence, Hit
from directives.places import Place
from ui.common import errors_shown, frame, library, open_library, parameter, remember
from ui.draft_views import candidate_html, findings_html, notes_html, paragraph_html, version_label
from ui.render import notice, short_name, shorten, subtitle

if TYPE_CHECKING:
    from library.drafting import DraftRequest

_HELP = (
    "Chọn văn bản chỉ đạo và nhiệm vụ (hoặc nhập nội dung), chọn loại dự thảo. Dự thảo ghép từ lời nguyên văn của các "
    "văn bản trong kho và câu theo mẫu, mỗi đoạn kèm nguồn. Người soạn sửa, người có thẩm quyền duyệt và ký; chương "
    "trình không tự gửi, không đăng gì ra ngoài."
)
_OFFERED = 8  # passages offered in place of a quoted one
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show() -> None:
    """Draw the page."""
    frame("Soạn thảo")
    library()
    remember("soan-thao", [])
    draft: Draft | None = st.session_state.get("draft")
    with st.expander("Lập dự thảo mới", expanded=draft is None):
        _ask()
    _kept()
    draft = st.session_state.get("draft")
    if draft is None:
        st.html(notice(_HELP))
        return
    main, side = st.columns([2.1, 1], gap="large")
    with side:
        _side(draft)
    with main, st.container(key="draft_editor"):
        _editor(draft)


# --- asking -----------------------------------------------------------------------------------------------------------


def _ask() -> None:
    with errors_shown():
        counts = open_library().contents.task_counts()
        cards = {card.id: card for card in reversed(open_library().documents()) if card.id in counts}
    asked = parameter("doc")
    if asked in cards and "draft_document" not in st.session_state:
        st.session_state["draft_document"] = asked

    def label(document: str) -> str:
        card = cards[document]
        return f"{short_name(card)} – {subtitle(card)}" if subtitle(card) else short_name(card)

    left, right = st.columns([2, 1], gap="large")
    with left:
        document = st.selectbox(
            "Văn bản chỉ đạo",
            list(cards),
            index=None,
            key="draft_document",
            format_func=label,
            placeholder="Chọn văn bản",
        )
        tasks = _tasks(document) if document else ()
        query = st.text_input(
            "Hoặc soạn theo nội dung", key="draft_query", placeholder="phòng, chống ma túy trong công nhân…"
        )
    with right:
        kind = st.selectbox("Loại dự thảo", list(DRAFTS), key="draft_kind", format_func=DRAFTS.__getitem__)
        pressed = st.button("Lập dự thảo", type="primary", key="draft_make")
    if not pressed:
        return
    from library.drafting import DraftRequest

    request = DraftRequest(kind, document, tuple(tasks), query.strip() or None)
    with errors_shown(), st.spinner("Đang tìm nguồn và lập dự thảo…"):
        made = open_library().drafts.make(request)
    _put(made, None, request)
    st.rerun()


def _tasks(document: str) -> list[str]:
    with errors_shown():
        units = [unit for unit in open_library().document(document).units if unit.kind == "task"]
    headings = {unit.label: shorten(unit.heading, 110) for unit in units}
    return st.multiselect(
        "Nhiệm vụ",
        list(headings),
        key=f"draft_tasks_{document}",
        format_func=lambda task: f"{task}. {headings[task]}",
        placeholder="Tất cả nhiệm vụ",
    )


def _put(draft: Draft, draft_id: int | None, request: DraftRequest | None) -> None:
    """Take up a draft: a new one or one that was kept."""
    st.session_state["draft"] = draft
    st.session_state["draft_id"] = draft_id
    st.session_state["draft_request"] = request
    _renew()


def _renew() -> None:
    """Give the fields new names, so that they show the draft as it now is."""
    st.session_state["draft_serial"] = st.session_state.get("draft_serial", 0) + 1


def _changed(draft: Draft, *, renew: bool = False) -> None:
    """Take the changed draft, checked anew."""
    with errors_shown():
        st.session_state["draft"] = open_library().drafts.checked(draft)
    if renew:
        _renew()


# --- kept drafts ------------------------------------------------------------------------------------------------------


def _kept() -> None:
    with errors_shown():
        kept = open_library().drafts.kept()
    if not kept:
        return
    with st.expander(f"Bản đã lưu ({len(kept)})", key="draft_kept"):
        for version in kept:
            name, opening, dropping = st.columns([6, 1, 1], vertical_alignment="center")
            name.text(version_label(version))
            opening.button("Mở", key=f"draft_open_{version.id}", on_click=_open, args=(version.id, None))
            dropping.button("Xóa", key=f"draft_drop_{version.id}", on_click=_drop, args=(version.id,))


def _open(draft_id: int, version: int | None) -> None:
    with errors_shown():
        _put(open_library().drafts.open(draft_id, version), draft_id, None)


def _drop(draft_id: int) -> None:
    with errors_shown():
        open_library().drafts.remove(draft_id)
    if st.session_state.get("draft_id") == draft_id:
        st.session_state["draft_id"] = None


def _save() -> None:
    note = st.session_state.get("draft_note", "").strip()
    with errors_shown():
        kept = open_library().drafts.save(st.session_state["draft"], st.session_state["draft_id"], note)
    st.session_state["draft_id"] = kept.id
    st.session_state["draft_said"] = f"Đã lưu bản {kept.version}."
    st.session_state["draft_note"] = ""


def _side(draft: Draft) -> None:
    st.text_input("Ghi chú cho bản lưu", key="draft_note", placeholder="ví dụ: sau góp ý của phòng")
    acts = st.container(horizontal=True)
    acts.button("Lưu phiên bản", key="draft_save", on_click=_save)
    archive = open_library()
    acts.download_button(
        "Tải Word",
        lambda: archive.drafts.docx(draft),  # runs when pressed, outside of this session
        f"du-thao-{draft.kind.replace('_', '-')}.docx",
        _WORD,
        key="draft_word",
        on_click="ignore",
        type="primary",
    )
    said = st.session_state.pop("draft_said", "")
    if said:
        st.html(notice(said))
    draft_id = st.session_state["draft_id"]
    if draft_id is not None:
        with errors_shown():
            versions = open_library().drafts.versions(draft_id)
        if len(versions) > 1:
            with st.popover(f"Các phiên bản ({len(versions)})"):
                for version in versions:
                    st.button(
                        version_label(version),
                        key=f"draft_version_{version.version}",
                        on_click=_open,
                        args=(draft_id, version.version),
                    )
    st.html(f"<h3>Kiểm tra viện dẫn</h3>{findings_html(draft)}<h3>Việc còn phải làm</h3>{notes_html(draft.notes)}")


# --- editing ----------------------------------------------------------------------------------------------------------


def _editor(draft: Draft) -> None:
    serial = st.session_state["draft_serial"]
    st.html(f"<h2>{DRAFTS[draft.kind]}</h2>")
    st.text_area(
        "Trích yếu", draft.title, key=f"draft_title_{serial}", height="content", on_change=_title_typed, args=(serial,)
    )
    if draft.kind == "cong_van":
        st.text_area(
            "Kính gửi (mỗi nơi một dòng)",
            "\n".join(draft.addressees),
            key=f"draft_to_{serial}",
            height="content",
            on_change=_addressees_typed,
            args=(serial,),
        )
    names = {source.document: source.reference for source in draft.sources}
    with errors_shown():
        places = open_library().places(evidence_of(draft))
    if draft.bases:
        st.html("<h3>Căn cứ</h3>")
        _paragraphs(draft, None, names, places)
    for number, section in enumerate(draft.sections):
        if section.heading:
            st.text_input(
                "Đề mục",
                section.heading,
                key=f"draft_heading_{serial}_{number}",
                label_visibility="collapsed",
                on_change=_heading_typed,
                args=(serial, number),
            )
        _paragraphs(draft, number, names, places)


def _paragraphs(draft: Draft, section: int | None, names: dict[str, str], places: Mapping[Evidence, Place]) -> None:
    serial = st.session_state["draft_serial"]
    for number, paragraph in enumerate(paragraphs_of(draft, section)):
        key = f"{serial}_{'b' if section is None else section}_{number}"
        st.text_area(
            f"Đoạn {number + 1}",
            paragraph.text,
            key=f"draft_text_{key}",
            height="content",
            label_visibility="collapsed",
            on_change=_text_typed,
            args=(key, section, number),
        )
        findings = open_library().drafts.findings(draft, section, number)
        st.html(paragraph_html(paragraph, names, places, findings))
        if paragraph.problem:
            st.button("Đã xác minh đoạn này", key=f"draft_ok_{key}", on_click=_verified, args=(section, number))
        if paragraph.origin == "quoted" and section is not None and _swappable(paragraph):
            _swap(draft, section, number, key)
    if section is not None:
        st.button("Thêm đoạn", key=f"draft_add_{serial}_{section}", on_click=_added, args=(section,), type="tertiary")


def _swappable(paragraph: DraftParagraph) -> bool:
    """Whether a paragraph quotes another document than the directive, whose tasks stay as they are."""
    request: DraftRequest | None = st.session_state["draft_request"]
    return request is not None and all(e.document != request.document for e in paragraph.sources)


def _swap(draft: Draft, section: int, number: int, key: str) -> None:
    with st.popover("Đổi đoạn trích", key=f"draft_swap_{key}"):
        used = {(e.document, e.start) for s in draft.sections for p in s.paragraphs for e in p.sources}
        with errors_shown():
            offered = [
                hit
                for hit in open_library().drafts.hits(st.session_state["draft_request"])
                if not any(d == hit.document.id and hit.passage.start <= at < hit.passage.end for d, at in used)
            ]
        if not offered:
            st.html(notice("Không còn đoạn nào khác gần với nội dung này."))
        for at, hit in enumerate(offered[:_OFFERED]):
            st.html(candidate_html(hit, short_name(hit.document)))
            st.button("Dùng đoạn này", key=f"draft_use_{key}_{at}", on_click=_swapped, args=(section, number, hit))


def _title_typed(serial: int) -> None:
    draft: Draft = st.session_state["draft"]
    _changed(replace(draft, title=" ".join(st.session_state[f"draft_title_{serial}"].split()) or draft.title))


def _addressees_typed(serial: int) -> None:
    lines = st.session_state[f"draft_to_{serial}"].splitlines()
    addressees = tuple(line.strip(" -;.") for line in lines if line.strip(" -;."))
    _changed(replace(st.session_state["draft"], addressees=addressees))


def _heading_typed(serial: int, section: int) -> None:
    heading = st.session_state[f"draft_heading_{serial}_{section}"].strip()
    _changed(with_heading(st.session_state["draft"], section, heading))


def _text_typed(key: str, section: int | None, number: int) -> None:
    text = st.session_state[f"draft_text_{key}"]
    _changed(with_text(st.session_state["draft"], section, number, text), renew=not text.strip())


def _verified(section: int | None, number: int) -> None:
    _changed(verified(st.session_state["draft"], section, number))


def _added(section: int) -> None:
    draft: Draft = st.session_state["draft"]
    added = (*paragraphs_of(draft, section), DraftParagraph("[nội dung]", "edited"))
    _changed(with_paragraphs(draft, section, added))


def _swapped(section: int, number: int, hit: Hit) -> None:
    draft: Draft = st.session_state["draft"]
    request: DraftRequest = st.session_state["draft_request"]
    old = paragraphs_of(draft, section)[number]
    about = request.query or old.sources[0].text
    with errors_shown():
        quote, source = open_library().drafts.quoted(draft, hit, about, "- " if old.text.startswith("- ") else "")
    _changed(with_quote(draft, section, number, quote, source), renew=True)
