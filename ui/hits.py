"""A found passage as HTML: where it stands, its words, why it was found, what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from directives.models import CitationView, Hit, Span, Why
from ui.marks import Mark, citation_marks, highlight_marks, layered
from ui.render import anchor, copy_button, document_link, facts, reference, short_name, subtitle, title_case

_EXCERPT = 520
_LINES = 10  # of an excerpt: the cells of tables stand on lines of their own


def excerpt(text: str, spans: Sequence[Span], limit: int = _EXCERPT) -> Span:
    """Return the stretch of at most about `limit` characters that holds most of `spans`, starting at a word."""
    if len(text) <= limit * 5 // 4 and text.count("\n") <= _LINES * 5 // 4:
        return Span(0, len(text))
    starts = [0, *(max(0, span.start - 60, _line_before(text, span.start)) for span in spans)]
    ends = {start: _end(text, start, limit) for start in starts}
    best = max(starts, key=lambda s: (sum(s <= span.start and span.end <= ends[s] for span in spans), -s))
    if best:
        best = text.find(" ", best) + 1 or best
    end = _end(text, best, limit)
    cut = text.rfind(" ", best, end)
    return Span(best, end if cut <= best or text[end : end + 1] in ("", "\n") else cut)


def _line_before(text: str, at: int) -> int:
    """Return where the line before that of `at` begins, -1 where there is none."""
    return text.rfind("\n", 0, max(0, text.rfind("\n", 0, at)))


def _end(text: str, start: int, limit: int) -> int:
    """Return where an excerpt from `start` ends: after `limit` characters, or a few lines."""
    at, end = start, min(len(text), start + limit)
    for _ in range(_LINES):
        at = text.find("\n", at, end) + 1
        if not at:
            return end
    return at - 1


def passage_html(text: str, highlights: Sequence[Span], citations: Sequence[Mark] = ()) -> str:
    """Return a passage for a list of hits: an excerpt around its highlights, the whole behind a disclosure.

    `citations` are marks relative to the start of `text`.
    """
    text = text.rstrip()
    part = excerpt(text, highlights)
    marks = [*highlight_marks(highlights), *citations]
    shown = layered(text, part.start, part.end, marks)
    if part.end - part.start == len(text):
        return f'<div class="dc-passage">{shown}</div>'
    before, after = "… " if part.start else "", " …" if part.end < len(text) else ""
    return (
        f'<div class="dc-passage">{before}{shown}{after}</div><details class="dc-more"><summary>Toàn đoạn</summary>'
        f'<div class="dc-passage">{layered(text, 0, len(text), marks)}</div></details>'
    )


def why_html(why: Why) -> str:
    """Return the badges that say which channels found a hit and at which rank."""
    badges = ['<span class="dc-why dc-why-exact">khớp số hiệu</span>'] if why.exact else []
    if why.lexical_rank is not None:
        badges.append(f'<span class="dc-why" title="Hạng theo từ ngữ">khớp từ · hạng {why.lexical_rank}</span>')
    if why.dense_rank is not None:
        badges.append(f'<span class="dc-why" title="Hạng theo ý nghĩa">gần nghĩa · hạng {why.dense_rank}</span>')
    return "".join(badges)


def place_html(hit: Hit, paged: bool = True) -> str:
    """Return where in its document a hit stands: heading path without the document's own name, and page.

    `paged` False: the document is one running text, whose only "page" says nothing.
    """
    parts = hit.passage.heading_path.split(" › ")
    named = [name for name in (hit.document.number, hit.document.title) if name]
    if any(name in parts[0] or (len(parts) > 1 and parts[0] in name) for name in named):
        parts = parts[1:]
    if not parts and hit.passage.unit:
        parts = hit.passage.unit.split(" › ")
    path = " › ".join(title_case(part) for part in parts if part)
    if not paged:
        return escape(path)
    return f"{escape(path)} · trang {hit.passage.page}" if path else f"Trang {hit.passage.page}"


def hit_html(
    hit: Hit, citations: Sequence[CitationView] = (), banner: str = "", asked: str = "", paged: bool = True
) -> str:
    """Return one hit as a block: name, facts, place, passage, why it was found and what can be done with it.

    `citations` are those of the hit's document; `banner` is HTML below its name; `asked` the search that found it, so
    that the document's page can lead from match to match; `paged` whether the document has pages.
    """
    card, passage = hit.document, hit.passage
    link = document_link(card.id, passage.start) + ("&" + urlencode({"khop": asked}) if asked else "")
    copied = reference(card, passage.unit, passage.page if paged else None)
    inside = [v for v in citations if passage.start <= v.citation.start and v.citation.end <= passage.end]
    title = f'<div class="dc-sub">{escape(subtitle(card))}</div>' if subtitle(card) else ""
    return (
        f'<article class="dc-hit"><span class="dc-rank">{hit.rank}</span><div class="dc-body"><div class="dc-line">'
        f'{anchor(link, short_name(card), "dc-name dc-open")}<span class="dc-facts">{escape(facts(card))}</span>'
        f'<span class="dc-badges">{why_html(hit.why)}</span></div>{title}{banner}'
        f'<div class="dc-path">{place_html(hit, paged)}</div>'
        f"{passage_html(passage.text, hit.highlights, citation_marks(inside, passage.start))}"
        f'<div class="dc-acts">{anchor(link, "Mở văn bản tại đoạn này", "dc-act dc-main")}'
        f"{copy_button(copied, 'Chép trích dẫn')}{copy_button(f'“{passage.text}” – {copied}', 'Chép đoạn văn')}"
        "</div></div></article>"
    )
