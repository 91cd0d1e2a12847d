"""Tables as text: heading and signature tables cell by cell, data rows as one line each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from directives.text import canonical
from ingest.content import Line, Segment

CELL = " | "
# Words of the tables that only place things side by side on the page: heading, signature, recipients.
LAYOUT = re.compile(
    r"CỘNG H[ÒO][ÀA]? X[ÃA] HỘI|ĐẢNG CỘNG SẢN VIỆT|Độc lập\s*[-–]|Nơi nhận|Kính gửi"
    r"|^\s*(?:Số\s*:|TM\.|KT\.|TL\.|TUQ\.|T/M\b|K/T\b|T/L\b)"
    r"|,\s*ngày\b.{0,20}tháng\b|\bV/v\b",
    re.M,
)
_LONG_ROW = 600  # characters; a longer row is text set in a table, not data
_BREAK = re.compile("[\n\r\u2028]")
_FEW_ROWS = 4  # a signature table may have three columns and more, but no more rows than these
_DATA = re.compile(r"\s*(?:STT|TT|Số TT|Số thứ tự)\s*", re.I)


def text_of(line: Line) -> str:
    """Return the raw text of a line."""
    return "".join(segment.text for segment in line)


def table_lines(rows: Sequence[Sequence[Sequence[Line]]]) -> list[Line]:
    """Return the lines of a table given as rows of cells of lines; empty lines are left out.

    In a table that lays out a heading or signature each cell's lines follow one another; elsewhere a row becomes one
    line with " | " between the cells, or, where it holds much text, the lines of its cells with only the short cells
    joined.
    """
    kept = [[[line for line in cell if text_of(line).strip()] for cell in row] for row in rows]
    kept = [[cell for cell in row if cell] for row in kept]
    layout = _is_layout(kept)
    result: list[Line] = []
    for cells in kept:
        if layout or len(cells) < 2:
            result.extend(line for cell in cells for line in cell)
        elif _length(cells) <= _LONG_ROW and (all(map(_one_line, cells)) or len(cells) > 2 or len(kept) > _FEW_ROWS):
            result.append(_joined(cells))
        else:
            result += _long_row(cells)
    return result


def _is_layout(rows: Sequence[Sequence[Sequence[Line]]]) -> bool:
    wide = max(map(len, rows), default=0) > 2
    if len(rows) > (_FEW_ROWS if wide else 2 * _FEW_ROWS):
        return False
    texts = [canonical(text_of(line)) for row in rows for cell in row for line in cell]
    return any(map(LAYOUT.search, texts)) and not (wide and any(map(_DATA.fullmatch, texts)))


def _joined(cells: Sequence[Sequence[Line]]) -> Line:
    """Return one line of all cells; line ends within a cell become spaces."""
    result: Line = []
    for cell in cells:
        result += [Segment(CELL)] if result else []
        for i, line in enumerate(cell):
            result += [Segment(" ")] if i else []
            result += (replace(segment, text=_BREAK.sub(" ", segment.text)) for segment in line)
    return result


def _long_row(cells: Sequence[Sequence[Line]]) -> list[Line]:
    """Return the lines of a row's cells, neighbouring cells of one line joined unless they hold a text themselves."""
    result: list[Line] = []
    short: list[Sequence[Line]] = []
    for cell in cells:
        if _one_line(cell) and _length([*short, cell]) <= _LONG_ROW:
            short.append(cell)
            continue
        if short:
            result.append(_joined(short))
            short = []
        result += cell
    return [*result, _joined(short)] if short else result


def _one_line(cell: Sequence[Line]) -> bool:
    return len(cell) == 1 and not _BREAK.search(text_of(cell[0]).strip())


def _length(cells: Sequence[Sequence[Line]]) -> int:
    return sum(len(text_of(line)) for cell in cells for line in cell)
