"""A document's text for reading: cut into windows, with the marked stretch, headings, citations and pages shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from directives.labels import UNITS
from directives.models import CitationView, Document, Span, Unit
from ui.marks import Mark, citation_marks, layered, within
from ui.render import shorten, title_case

WINDOW = 24_000  # characters shown at once
_OUTLINE = 250  # lines of an outline before it shows only the branch that is read
_HEADING = 200  # a longer first line of a unit is its content
_HERE = '<mark class="dc-here">'
_MINOR = {"clause", "point"}


def windows(document: Document, limit: int = WINDOW) -> tuple[Span, ...]:
    """Cut the text into stretches of at most `limit` characters: at units, else pages, else lines, else anywhere."""
    length = len(document.text)
    units = sorted({u.start for u in document.units if u.kind not in _MINOR})
    cuts = [0]
    while length - cuts[-1] > limit:
        low, high = cuts[-1] + limit // 2, cuts[-1] + limit
        cut = _last(units, low, high) or _last(document.pages, low, high)
        cut = cut or document.text.rfind("\n", low, high) + 1 or high
        cuts.append(cut)
    return tuple(Span(a, b) for a, b in zip(cuts, [*cuts[1:], length], strict=True))


def _last(places: Sequence[int], low: int, high: int) -> int:
    index = bisect_right(places, high) - 1
    return places[index] if index >= 0 and places[index] > low else 0


def window_at(spans: Sequence[Span], offset: int) -> int:
    """Return the index of the window that holds `offset`."""
    return max(0, bisect_right([s.start for s in spans], offset) - 1)


def target(document: Document, start: int | None, end: int | None) -> Span | None:
    """Return the stretch to mark for an address: start–end, else the passage or the heading at `start`.

    None when `start` is missing or outside the text.
    """
    if start is None or not 0 <= start < len(document.text):
        return None
    if end is not None and start < end:
        return Span(start, min(end, len(document.text)))
    exact = next((p for p in document.passages if p.start == start), None)
    if exact:
        return Span(exact.start, exact.end)
    unit = next((u for u in document.units if u.start == start), None)
    if unit:
        line = document.text.find("\n", start)
        return Span(start, min(unit.end, line if line > start else unit.end))
    around = next((p for p in document.passages if p.start <= start < p.end), None)
    return Span(around.start, around.end) if around else Span(start, min(start + 200, len(document.text)))


def text_html(
    document: Document, window: Span, marked: Span | None, citations: Iterable[CitationView], token: str = ""
) -> str:
    """Return the text of `window` as HTML paragraphs; the first piece of `marked` has the id dc-mark and the token."""
    marks = within([*_passage_marks(marked), *_heading_marks(document), *citation_marks(citations)], window)
    pages = document.pages if len(document.pages) > 1 else ()
    parts: list[str] = []
    start = window.start
    while start < window.end:
        newline = document.text.find("\n", start, window.end)
        end = newline if newline >= 0 else window.end
        for page in range(bisect_left(pages, start) + 1, bisect_left(pages, end + 1) + 1):
            parts.append(f'<div class="dc-pagebreak"><span>Trang {page}</span></div>')
        inside = marked is not None and marked.start < end and marked.end > start
        if document.text[start:end].strip():
            opening = '<p class="dc-in">' if inside else "<p>"
            parts.append(f"{opening}{layered(document.text, start, end, marks)}</p>")
        else:
            parts.append('<p class="dc-blank"></p>')
        start = end + 1
    html = "".join(parts)
    return html.replace(_HERE, f'<mark class="dc-here" id="dc-mark" tabindex="-1" data-token="{escape(token)}">', 1)


def _passage_marks(marked: Span | None) -> list[Mark]:
    return [Mark(marked.start, marked.end, 0, _HERE, "</mark>")] if marked else []


def _heading_marks(document: Document) -> list[Mark]:
    marks = []
    for unit in document.units:
        if unit.kind in {"clause", "point", "task"}:
            continue
        line = document.text.find("\n", unit.start)
        end = line if line >= 0 else len(document.text)
        if _is_content(document.text, unit, end):  # only "Điều 3." stands out
            stop = document.text.find(".", unit.start, unit.start + 40)
            end = stop + 1 if stop >= 0 else unit.start
        marks.append(Mark(unit.start, end, 1, "<b>", "</b>"))
    return marks


def _is_content(text: str, unit: Unit, end: int) -> bool:
    """Whether the first line of a unit, up to `end`, is no heading but the content itself, or its beginning."""
    line, rest = text[unit.start : end].rstrip(), text[end : unit.end].lstrip()
    return len(line) > _HEADING or line.endswith((".", ";", ":")) or (not rest and len(line) > 60) or rest[:1].islower()


def unit_title(unit: Unit, limit: int = 110) -> str:
    """Return a unit's line in an outline: "Điều 5. Heading"."""
    name = f"{UNITS[unit.kind]} {unit.label}".strip()
    heading = shorten(title_case(unit.heading), limit)
    return f"{name}. {heading}" if heading else name


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One line of an outline; `depth` from 0, `here` for the unit that is read."""

    unit: Unit
    depth: int
    here: bool


def outline(document: Document, offset: int | None) -> tuple[OutlineLine, ...]:
    """Return the units worth a line: all but clauses and points; of very long documents the top and the branch read."""
    units = document.units
    chosen = [i for i, unit in enumerate(units) if unit.kind not in _MINOR]
    here = [i for i in chosen if offset is not None and units[i].start <= offset < units[i].end]
    deepest = max(here, key=lambda i: units[i].start, default=None)
    if len(chosen) > _OUTLINE:
        branch = {None, *here}
        chosen = [i for i in chosen if units[i].parent in branch]
        first = max(0, bisect_left(chosen, deepest or 0) - _OUTLINE // 2)
        chosen = chosen[first : first + _OUTLINE]
    return tuple(OutlineLine(units[i], _depth(units, i), i == deepest) for i in chosen)


def _depth(units: Sequence[Unit], index: int) -> int:
    depth = 0
    parent = units[index].parent
    while parent is not None and depth < 6:
        depth += 1
        parent = units[parent].parent
    return depth
