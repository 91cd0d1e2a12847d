"""The page Hỏi đáp: a question, the answer in the documents' own words, each with its place; or a plain refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from directives.grounded import Answer, AnswerSentence
from directives.models import Document, DocumentCard, Evidence
from directives.places import place_of
from directives.text import capitalized
from ui.common import errors_shown, frame, library, open_library, remember
from ui.render import (
    ADD_LINK,
    anchor,
    copy_button,
    document_link,
    facts,
    notice,
    reference,
    short_name,
    subtitle,
)

_EXAMPLES = (
    "Tháng Công nhân năm 2024 tổ chức theo kế hoạch nào?",
    "mức hỗ trợ đoàn viên bị tai nạn lao động là bao nhiêu",
    "han nop bao cao ket qua thuc hien la khi nao",
)
_NOTHING_HELD = (
    f'<div class="dc-empty"><h1>Kho chưa có văn bản nào</h1><p>Nạp văn bản vào kho rồi hỏi ở đây.</p>{ADD_LINK}</div>'
)
_STAYS = "Câu hỏi và văn bản không rời máy này: câu trả lời là nguyên văn các câu trong kho."


def show() -> None:
    """Draw the page."""
    frame("Hỏi đáp")
    with errors_shown():
        facets = library().contents.facets()
        place = open_library().generator_place()
    if not facets.documents:
        st.html(_NOTHING_HELD)
        return
    question = st.text_input(
        "Câu hỏi",
        key="hoi",
        bind="query-params",
        placeholder="Hỏi một câu, gõ có dấu hay không dấu đều được, rồi nhấn Enter",
        label_visibility="collapsed",
    ).strip()
    st.html(notice(_goes_to(place) if place else _STAYS, "dc-warn" if place else ""))
    remember("hoi-dap", [("hoi", question)] if question else [])
    if not question:
        st.html(_welcome())
        return
    answer = _answer(question, (facets.documents, facets.passages))
    with errors_shown():
        documents = {e.document: open_library().document(e.document) for e in answer.evidence}
        cards = {card.id: card for card in open_library().cards(list(documents))}
    st.html(answer_html(answer, cards, documents))


def _goes_to(place: str) -> str:
    return (
        f"Câu hỏi và các đoạn tìm được sẽ gửi tới máy viết {place} theo cấu hình; câu nào không có căn cứ thì bị loại."
    )


def _answer(question: str, archive: tuple[int, int]) -> Answer:
    """Return the answer, asked for once: drawing the page anew must not send anything again."""
    asked = (question, archive)
    kept = st.session_state.get("answered")
    if kept and kept[0] == asked:
        found: Answer = kept[1]
        return found
    draft = st.empty()

    def shown(text: str) -> None:
        draft.html(f'<div class="dc-draft"><b>Đang viết, chưa đối chiếu:</b> {escape(text)}</div>')

    with errors_shown(), st.spinner("Đang tìm căn cứ…"):
        found = open_library().answer(question, on_text=shown)
    draft.empty()
    st.session_state["answered"] = (asked, found)
    return found


def _welcome() -> str:
    examples = "".join(anchor("hoi-dap?" + urlencode({"hoi": text}), text, "dc-example") for text in _EXAMPLES)
    return (
        '<div class="dc-empty"><h1>Hỏi và nhận câu trả lời có căn cứ</h1><p>Mỗi câu đều dẫn tới chỗ của nó '
        f"trong văn bản; không đủ căn cứ thì chương trình nói rõ.</p><dl><dt>Ví dụ</dt><dd>{examples}</dd></dl></div>"
    )


def answer_html(answer: Answer, cards: Mapping[str, DocumentCard], documents: Mapping[str, Document]) -> str:
    """Return an answer, or a refusal, as HTML; `cards` and `documents` are those of its evidence, by id."""
    if answer.refused:
        nearest = _evidence_html(answer.evidence, cards, documents, quoted=True)
        heading = "<h3>Các đoạn gần nhất, không phải câu trả lời</h3>" if answer.evidence else ""
        head, _, rest = answer.text.partition(". ")
        search = anchor("tra-cuu?" + urlencode({"q": answer.question}), "Tìm trong kho", "dc-act dc-main")
        return (
            f'<div class="dc-refusal" role="status"><h1>{escape(head)}.</h1><p>{escape(rest)}</p>'
            f'<div class="dc-acts">{search}</div></div>{heading}{nearest}'
        )
    standing = [s for s in answer.sentences if not s.problem]
    fallen = [s for s in answer.sentences if s.problem]
    said = standing if standing else [AnswerSentence(e.text, (i,)) for i, e in enumerate(answer.evidence)]
    link = _links(answer.evidence)
    lines = "".join(f'<p class="dc-said">{escape(s.text)} {"".join(link(m) for m in s.marks)}</p>' for s in said)
    head = (
        "Câu trả lời do máy viết, đã đối chiếu từng câu"
        if answer.generated and standing
        else "Theo các văn bản trong kho"
    )
    copied = f"{answer.text}\n\n" + "\n".join(
        f"[{n}] {_reference(cards[e.document], documents[e.document], e)}"
        for n, e in enumerate(answer.evidence, start=1)
    )
    return (
        f'<section class="dc-answer" aria-label="Câu trả lời"><h2>{head}</h2>{lines}'
        f'<div class="dc-acts">{copy_button(copied, "Chép câu trả lời kèm căn cứ")}</div></section>'
        f"{_fallen_html(fallen)}<h3>Căn cứ ({len(answer.evidence)})</h3>"
        f"{_evidence_html(answer.evidence, cards, documents, quoted=answer.generated)}"
    )


def _links(evidence: Sequence[Evidence]) -> Callable[[int], str]:
    def link(mark: int) -> str:
        e = evidence[mark]
        return anchor(document_link(e.document, e.start, e.end), f"[{mark + 1}]", "dc-ref", "Mở văn bản tại chỗ này")

    return link


def _fallen_html(fallen: Sequence[AnswerSentence]) -> str:
    if not fallen:
        return ""
    items = "".join(f'<li><span class="dc-fallen">{escape(s.text)}</span> – {escape(s.problem)}</li>' for s in fallen)
    return (
        f'<details class="dc-more"><summary>{len(fallen)} câu máy viết đã bị loại vì không đứng vững</summary>'
        f"<ul>{items}</ul></details>"
    )


def _evidence_html(
    evidence: Sequence[Evidence],
    cards: Mapping[str, DocumentCard],
    documents: Mapping[str, Document],
    quoted: bool,
) -> str:
    return "".join(
        _piece_html(n, e, cards[e.document], documents[e.document], quoted) for n, e in enumerate(evidence, start=1)
    )


def _piece_html(number: int, piece: Evidence, card: DocumentCard, document: Document, quoted: bool) -> str:
    link = document_link(card.id, piece.start, piece.end)
    place = place_of(document, piece.start).words
    words = f'<div class="dc-passage">{escape(piece.text)}</div>' if quoted else ""
    title = f'<div class="dc-sub">{escape(subtitle(card))}</div>' if subtitle(card) else ""
    copied = _reference(card, document, piece)
    return (
        f'<article class="dc-hit"><span class="dc-rank">{number}</span><div class="dc-body"><div class="dc-line">'
        f'{anchor(link, short_name(card), "dc-name dc-open")}<span class="dc-facts">{escape(facts(card))}</span></div>'
        f'{title}<div class="dc-path">{escape(capitalized(place))}</div>{words}'
        f'<div class="dc-acts">{anchor(link, "Mở văn bản tại chỗ này", "dc-act dc-main")}'
        f"{copy_button(copied, 'Chép trích dẫn')}</div></div></article>"
    )


def _reference(card: DocumentCard, document: Document, piece: Evidence) -> str:
    place = place_of(document, piece.start)
    return reference(card, place.unit, place.page)
