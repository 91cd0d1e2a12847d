"""Citations, missing documents, repeated numbers and decisions as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from directives.casing import name_case
from directives.labels import RELATIONS
from directives.models import ChainLink, CitationView, Decision, DocumentCard, Evidence, MissingDocument, Span
from directives.places import Place
from directives.text import capitalized
from ui.graph import Link
from ui.marks import highlight_marks, layered, number_link
from ui.render import (
    Badge,
    anchor,
    count_vi,
    date_vi,
    decided_how,
    document_link,
    facts,
    known_reference,
    notice,
    pill,
    resolution_badge,
    short_name,
    shorten,
    status_badge,
    title_case,
)

_SENTENCE = 420  # characters of an evidence sentence
_CHAINS = 3  # shown before the rest is behind a disclosure
_CITING = 6  # citing documents named in a row
_BRIEF = 32  # characters of a name that is not broken over lines
# Where the facts of a missing document come from.
_LISTED = Badge("known", "Danh mục", "Danh mục kèm chương trình đã ghi thông tin của văn bản này.")
_TOLD = Badge("self", "Lời dẫn", "Thông tin lấy từ lời dẫn trong các văn bản của kho; danh mục chưa ghi.")
_NOTHING = Badge("missing", "Chưa rõ", "Lời dẫn chỉ nêu số; danh mục cũng chưa ghi.")
Cards = Mapping[str, DocumentCard]
Places = Mapping[Evidence, Place]


def links_html(links: Sequence[Link], cards: Cards, places: Places, inward: bool, most: int) -> str:
    """Return the mentions as a table: the other document, relation, status, the sentence and where it stands."""
    rows = "".join(_row(link, cards, places, inward) for link in links[:most])
    more = len(links) - most
    rest = notice(f"… và {count_vi(more)} chỗ dẫn nữa: tải bảng để xem hết.") if more > 0 else ""
    first = "Văn bản dẫn" if inward else "Văn bản được dẫn"
    heads = "".join(f"<th>{name}</th>" for name in (first, "Quan hệ", "Câu dẫn", "Vị trí", ""))
    return f'<table class="dc-table dc-links"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{rest}'


def _row(link: Link, cards: Cards, places: Places, inward: bool) -> str:
    edge, evidence = link.edge, link.edge.evidence
    citing = cards.get(evidence.document)
    if inward:
        name = anchor(number_link(evidence.document), short_name(citing) if citing else evidence.document, "dc-name")
        under = escape(facts(citing)) if citing else ""
        state = ""
    else:
        name = anchor(number_link(link.target), cited_name(link, cards), "dc-name")
        under = escape(shorten(known_reference(link.view), 160)) if link.view else ""
        badge = resolution_badge(link.view.resolution) if link.view else status_badge(edge.status, False)
        state = f"<br>{pill(badge)}"
        how = decided_how(link.view.resolution) if link.view else ""
        state += f' <span class="dc-muted">{escape(capitalized(how))}</span>' if how else ""
    source = "" if edge.depth == 1 or inward else f'<br><span class="dc-muted">qua {escape(_via(citing))}</span>'
    return (
        f'<tr><td>{name}{state}<div class="dc-muted">{under}{source}</div></td>'
        f"<td>{escape(capitalized(RELATIONS[edge.relation]))}</td><td>{sentence_html(edge.evidence, link.view)}</td>"
        f"<td>{escape(capitalized(places.get(evidence, Place()).words))}</td>"
        f"<td>{anchor(_place(link), 'Mở chỗ dẫn', 'dc-act')}</td></tr>"
    )


def cited_name(link: Link, cards: Cards) -> str:
    """Return what the cited document of a mention is called."""
    card = cards.get(link.target)
    if card:
        return short_name(card)
    if link.view:
        return link.view.citation.number or capitalized(link.view.citation.text)
    return link.edge.number


def _via(citing: DocumentCard | None) -> str:
    return short_name(citing) if citing else "văn bản khác"


def _place(link: Link) -> str:
    evidence = link.edge.evidence
    if link.view:
        return document_link(evidence.document, link.view.citation.start, link.view.citation.end)
    return document_link(evidence.document, evidence.start, evidence.end)


def sentence_html(evidence: Evidence, view: CitationView | None) -> str:
    """Return the evidence sentence with the citation in it marked, cut around it where it is long."""
    text, start = evidence.text, evidence.start
    spans = [Span(view.citation.start - start, view.citation.end - start)] if view else []
    first, last = _around(text, spans[0] if spans else Span(0, 0))
    shown = layered(text, first, last, highlight_marks(spans))
    return ("… " if first else "") + shown + ("\u00a0…" if last < len(text) else "")


def _around(text: str, mark: Span) -> tuple[int, int]:
    """Return the ends of the stretch of whole words around `mark` that is shown of a long sentence."""
    if len(text) <= _SENTENCE:
        return 0, len(text)
    first = max(0, min(mark.start - _SENTENCE // 2, len(text) - _SENTENCE))
    last = first + _SENTENCE
    if first:
        first = text.find(" ", first, mark.start) + 1 or first
    if last < len(text):
        blank = text.rfind(" ", max(first, mark.end), last)
        last = blank if blank > 0 else last
    return first, last


def chains_html(chains: Sequence[Sequence[ChainLink]], own: str) -> str:
    """Return the chains from the highest origin down, a line each; `own` is the id of the document that is viewed."""
    lines = []
    for chain in chains:
        parts = []
        for link in chain:
            tie = f'<span class="dc-tie">{escape(RELATIONS[link.relation])} ▸</span>' if link.relation else ""
            name = short_name(link.document) if link.document else link.number
            if link.document and link.document.id == own:
                parts.append(f'{tie}<b title="{escape(name)}">văn bản này</b>')
            else:
                key = link.document.id if link.document else link.number
                parts.append(tie + anchor(number_link(key), name))
        lines.append(f'<div class="dc-chain">{" ".join(parts)}</div>')
    more = len(lines) - _CHAINS
    hidden = "".join(lines[_CHAINS:])
    rest = f'<details class="dc-more"><summary>{more} chuỗi nữa</summary>{hidden}</details>' if more > 0 else ""
    return "".join(lines[:_CHAINS]) + rest


def missing_html(documents: Sequence[MissingDocument], cards: Cards) -> str:
    """Return the missing documents as a table, the most cited first."""
    rows = []
    for entry in documents:
        name = " · ".join(p for p in (capitalized(entry.type), date_vi(entry.date), name_case(entry.issuer or "")) if p)
        known = _LISTED if entry.known else _TOLD if name or entry.title else _NOTHING
        rows.append(
            f'<tr><td class="dc-number">{anchor(number_link(entry.number), entry.number, "dc-open")}</td>'
            f'<td>{escape(name)}<div class="dc-muted">{escape(title_case(entry.title or ""))}</div></td>'
            f"<td>{pill(known)}</td>"
            f'<td class="dc-num" data-name="Lượt dẫn">{count_vi(entry.count)}</td>'
            f'<td data-name="Văn bản dẫn">{_citing(entry.cited_by, cards)}</td></tr>'
        )
    names = ("Số, ký hiệu", "Thông tin đã biết", "Theo", "Lượt dẫn", "Văn bản dẫn")
    heads = "".join(f"<th>{name}</th>" for name in names)
    return f'<table class="dc-table"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _citing(ids: Sequence[str], cards: Cards) -> str:
    named = []
    for card in (cards[id_] for id_ in ids[:_CITING] if id_ in cards):
        name = short_name(card)
        named.append(anchor(document_link(card.id), name, "dc-whole" if len(name) <= _BRIEF else ""))
    more = len(ids) - len(named)
    return "; ".join(named) + (f" và {more} văn bản nữa" if more > 0 else "")


def ambiguous_list_html(documents: Sequence[MissingDocument], now: str, address: Mapping[str, str]) -> str:
    """Return the repeated numbers as a list of links; `address` gives each its link."""
    rows = "".join(
        f'<a class="dc-nav dc-item dc-open" href="{escape(address[entry.number])}"'
        f"{' aria-current=' + chr(34) + 'true' + chr(34) if entry.number == now else ''}>"
        f'<i class="dc-dot dc-ambiguous"></i><span><b>{escape(entry.number)}</b><br><span class="dc-muted">'
        f"{len(entry.candidates)} bản trong kho · {entry.count} lượt dẫn</span></span></a>"
        for entry in documents
    )
    return f'<div class="dc-items">{rows}</div>'


def candidate_html(card: DocumentCard, opening: str) -> str:
    """Return one of several documents with the same number, to be compared: its facts and how it begins."""
    rows = (
        ("Ngày ban hành", date_vi(card.date) or "không rõ"),
        ("Cơ quan ban hành", name_case(card.issuer or "không rõ")),
        ("Trích yếu", title_case(card.title or "không có")),
    )
    listed = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    return (
        f'<div class="dc-card"><div class="dc-line">{anchor(document_link(card.id), short_name(card), "dc-name")}</div>'
        f'<dl>{listed}</dl><div class="dc-opening" tabindex="0" role="group" aria-label="Phần mở đầu">'
        f"{escape(opening)}</div></div>"
    )


def decision_html(decision: Decision, chosen: DocumentCard | None, citing: DocumentCard | None) -> str:
    """Return what was decided by hand: number, the document meant, where it holds, when."""
    name = anchor(document_link(chosen.id), short_name(chosen)) if chosen else "văn bản không còn trong kho"
    more = f' <span class="dc-facts">{escape(facts(chosen))}</span>' if chosen else ""
    if decision.citing is None:
        scope = "mọi văn bản dẫn số này"
    else:
        scope = "riêng chỗ dẫn trong " + (
            anchor(document_link(citing.id), short_name(citing)) if citing else "một văn bản không còn trong kho"
        )
    state = "" if decision.active else " · <b>đang không áp dụng</b>"
    return (
        f'<div class="dc-cited"><div class="dc-line"><b class="dc-number">{escape(decision.number)}</b> là {name}{more}'
        f'</div><div class="dc-muted">Áp dụng cho {scope} · chọn ngày {escape(date_vi(decision.decided[:10]))}{state}'
        "</div></div>"
    )
