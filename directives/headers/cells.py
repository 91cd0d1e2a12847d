"""The cells of a heading: lines cut where two columns, the motto and other fixed strings meet on one line.

Headings come from tables, from columns held apart by spaces, from Markdown and from pages where both columns were run
together line by line.  A cell is the smallest stretch that belongs to one column and one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from directives.text import fold

_LINE = re.compile(r"[^\n]+")
# A gap that parts columns: a bar, a break mark, or three blanks and more, but not those of a form ("ngày    tháng").
_GAP = re.compile(r"\s*\|[\s|]*|\s*<br\s*/?>\s*|[ ]{3,}", re.IGNORECASE)
_FILLED = re.compile(r"(?:\b(?:so|ngay|thang|nam) *[:.]?|/)$")
_FILLING = re.compile(r"(?:/|thang\b|nam\b|ngay\b|\d{1,2} *$)")
_MARKS = "#>*_ ~`|\\"
# In a title the name of the country goes on; in the motto it ends the column.
_MOTTO = re.compile(
    r"\bc[o0]ng h[o0]a xa h[o0]i chu ngh[i1l]a vi[e3]t nam\b(?=\W*(?:doc lap|$))|doc lap\W{1,5}tu do\W{1,5}hanh phuc"
)
_PARTY = re.compile(r"^\W*dang cong san viet nam\b|(?<= {2})dang cong san viet nam\W*$")
_DRAWN = re.compile(r"[-_=*~–—+#]{3,}|o0o|O0O")
_DRAWING = "-_=*~–—+#.&:oO0 "
_RULE = re.compile(r"[\W_]*(?:[oO0]{1,3}[\W_]*)?$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One stretch of a line.  `line` counts the lines that are not blank; `gap`: a blank line stands before."""

    start: int
    end: int
    text: str
    folded: str
    line: int
    gap: bool
    motto: bool = False

    @property
    def rule(self) -> bool:
        """Whether the cell holds a drawn line or ornament and no word."""
        return _RULE.match(self.text) is not None


def cells(text: str, start: int = 0, limit: int = 12_000) -> Iterator[Cell]:
    """Yield the cells of `text` from `start`, at most `limit` characters of it."""
    count = 0
    last = start
    for match in _LINE.finditer(text, start, min(len(text), start + limit)):
        if not match.group().strip():
            continue
        gap = text.count("\n", last, match.start()) > 1
        last = match.end()
        for begin, end in _columns(text, match.start(), match.end()):
            yield from _cut(text, begin, end, count, gap)
            gap = False
        count += 1


def cell_of(text: str, start: int, end: int, line: int, gap: bool = False) -> Cell | None:
    """Return the cell `start:end` of `text` without marks and blanks around it; None when nothing is left."""
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    if start == end:
        return None
    piece = text[start:end]
    return Cell(start, end, piece, fold(piece), line, gap)


def _columns(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for gap in _GAP.finditer(text, start, end):
        if "|" not in gap.group() and "<" not in gap.group():
            before, after = fold(text[begin : gap.start()]), fold(text[gap.end() : min(end, gap.end() + 12)])
            if not before.strip() or not after.strip() or _FILLED.search(before.rstrip()) or _FILLING.match(after):
                continue
        yield begin, gap.start()
        begin = gap.end()
    yield begin, end


def _cut(text: str, start: int, end: int, line: int, gap: bool) -> Iterator[Cell]:
    """Yield the cells of one column: the motto stands alone, drawn lines at the end fall away."""
    folded = fold(text[start:end])
    at = 0
    for match in sorted([*_MOTTO.finditer(folded), *_PARTY.finditer(folded)], key=re.Match.start):
        yield from _plain(text, start + at, start + match.start(), line, gap)
        cell = cell_of(text, start + match.start(), start + match.end(), line, gap)
        if cell is not None:
            yield Cell(cell.start, cell.end, cell.text, cell.folded, line, gap, motto=True)
        at = match.end()
        gap = False
    yield from _plain(text, start + at, end, line, gap)


def _plain(text: str, start: int, end: int, line: int, gap: bool) -> Iterator[Cell]:
    drawn = end
    while drawn > start and text[drawn - 1] in _DRAWING:
        drawn -= 1
    stroke = _DRAWN.search(text, drawn, end)
    if stroke is not None and drawn > start:
        end = stroke.start()
    cell = cell_of(text, start, end, line, gap)
    if cell is not None:
        yield cell
