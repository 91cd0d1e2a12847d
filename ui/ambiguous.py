"""Numbers that several held documents bear: the candidates side by side, and which one a person decided for."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from directives.models import DocumentCard, MissingDocument, TraceEdge
from ui.citation_lists import ambiguous_list_html, candidate_html, decision_html, sentence_html
from ui.common import errors_shown, open_library, parameter
from ui.render import anchor, document_link, notice, short_name, shorten

_MOST = 200
_COLUMNS = 3  # candidates side by side
_OPENING = 700  # characters of a candidate's text
_EVERYWHERE = ""


def show_ambiguous() -> None:
    """Draw the repeated numbers and, of the one chosen, its candidates."""
    with errors_shown():
        repeated = open_library().missing(n=_MOST).ambiguous
    if not repeated:
        st.html(notice("Không có số nào được dẫn mà kho có nhiều văn bản cùng mang."))
        return
    wanted = parameter("so")
    entry = next((e for e in repeated if e.number == wanted), repeated[0])
    side, main = st.columns([1, 3.2], gap="large")
    addresses = {e.number: "vien-dan?" + urlencode({"phan": "Trùng số", "so": e.number}) for e in repeated}
    with side:
        st.html(ambiguous_list_html(repeated, entry.number, addresses))
    with main:
        _show_entry(entry)


def _show_entry(entry: MissingDocument) -> None:
    with errors_shown():
        candidates = open_library().cards(entry.candidates)
        citing = open_library().cards(entry.cited_by)
        edges = open_library().trace(entry.number, depth=1, k=1).cited_by
    st.html(
        f"<h2>{escape(entry.number)}</h2><p>Kho có {len(candidates)} văn bản cùng mang số này; quy tắc (ngày, cơ quan "
        "ban hành) chưa đủ để biết chỗ dẫn nói đến văn bản nào.</p><h3>Lời dẫn</h3>" + _mentions(entry, edges, citing)
    )
    scope = st.selectbox(
        "Lựa chọn áp dụng cho",
        [_EVERYWHERE, *(card.id for card in citing)],
        key=f"scope:{entry.number}",
        format_func=lambda id_: _scope_label(id_, citing),
    )
    for first in range(0, len(candidates), _COLUMNS):
        row = candidates[first : first + _COLUMNS]
        for column, card in zip(st.columns(_COLUMNS), row, strict=False):
            with column:
                if st.button("Chọn văn bản này", key=f"choose:{entry.number}:{card.id}", width="stretch"):
                    _decide(entry.number, card, scope)
                st.html(candidate_html(card, _opening(card.id)))


def _scope_label(document: str, citing: Sequence[DocumentCard]) -> str:
    if document == _EVERYWHERE:
        return "Mọi văn bản dẫn số này, kể cả văn bản nạp sau"
    return "Riêng " + next(short_name(card) for card in citing if card.id == document)


def _decide(number: str, card: DocumentCard, scope: str) -> None:
    with errors_shown():
        open_library().decisions.make(number, card.id, scope or None)
    st.toast(f"Đã ghi: {number} là {short_name(card)}. Có thể bỏ ở thẻ Lựa chọn đã ghi.")
    st.rerun()


def _opening(document: str) -> str:
    """Return how the document begins below its heading block, which says nothing that tells it from another one."""
    with errors_shown():
        found = open_library().document(document)
    start = found.passages[1].start if len(found.passages) > 1 else 0
    return shorten(found.text[start : start + 2 * _OPENING].replace("**", ""), _OPENING)


def _mentions(entry: MissingDocument, edges: Sequence[TraceEdge], citing: Sequence[DocumentCard]) -> str:
    names = {card.id: short_name(card) for card in citing}
    found = {(e.evidence.document, e.evidence.start): e.evidence for e in edges if e.evidence.document in names}
    rows = ""
    for said in found.values():
        with errors_shown():
            views = open_library().citations(said.document)
        inside = (v for v in views if v.citation.number == entry.number and said.start <= v.citation.start < said.end)
        name = anchor(document_link(said.document, said.start, said.end), names[said.document])
        rows += f"<tr><td>{name}</td><td>{sentence_html(said, next(inside, None))}</td></tr>"
    return f'<table class="dc-table"><tbody>{rows}</tbody></table>' if rows else ""


def show_decisions() -> None:
    """Draw what was decided by hand, each with a button that takes it back."""
    with errors_shown():
        decisions = open_library().decisions.all()
        ids = [d.chosen for d in decisions] + [d.citing for d in decisions if d.citing]
        cards = {card.id: card for card in open_library().cards(list(dict.fromkeys(ids)))}
    if not decisions:
        st.html(notice("Chưa có lựa chọn nào. Khi một số trùng ở nhiều văn bản, chọn văn bản đúng ở thẻ Trùng số."))
        return
    for decision in decisions:
        shown, act = st.columns([5, 1], vertical_alignment="center")
        shown.html(decision_html(decision, cards.get(decision.chosen), cards.get(decision.citing or "")))
        if act.button("Bỏ lựa chọn", key=f"revoke:{decision.id}", width="stretch"):
            with errors_shown():
                open_library().decisions.revoke(decision.id)
            st.toast(f"Đã bỏ lựa chọn về {decision.number}.")
            st.rerun()
