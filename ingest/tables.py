"""Tables as text: heading and signature tables cell by cell, data rows as one line each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from directives.text import canonical
from ingest.content import Line, Segment

CELL = " | "
# Words of the tables that only place things side by side on the page: heading, signature, recipients.
_LAYOUT = re.compile(
    r"CỘNG H[ÒO][ÀA]? X[ÃA] HỘI|ĐẢNG CỘNG SẢN VIỆT|Độc lập\s*[-–]|Nơi nhận|Kính gửi"
    r"|^\s*(?:Số\s*:|TM\.|KT\.|TL\.|TUQ\.|T/M\b|K/T\b|T/L\b)"
    r"|,\s*ngày\b.{0,20}tháng\b|\bV/v\b",
    re.M,
)
_LONG_ROW = 600  # characters; a longer row is text set in a table, not data


def text_of(line: Line) -> str:
    """Return the raw text of a line."""
    return "".join(segment.text for segment in line)


def table_lines(rows: Sequence[Sequence[Sequence[Line]]]) -> list[Line]:
    """Return the lines of a table given as rows of cells of lines; empty lines are left out.

    In a table that lays out a heading or signature each cell's lines follow one another; elsewhere a row whose cells
    are single lines becomes one line with " | " between the cells.
    """
    kept = [[[line for line in cell if text_of(line).strip()] for cell in row] for row in rows]
    layout = _is_layout(kept)
    result: list[Line] = []
    for row in kept:
        cells = [cell for cell in row if cell]
        if layout or len(cells) < 2 or any(not _one_line(cell) for cell in cells) or _length(cells) > _LONG_ROW:
            result.extend(line for cell in cells for line in cell)
            continue
        joined: Line = []
        for cell in cells:
            joined += ([Segment(CELL)] if joined else []) + list(cell[0])
        result.append(joined)
    return result


def _is_layout(rows: Sequence[Sequence[Sequence[Line]]]) -> bool:
    if max((sum(bool(cell) for cell in row) for row in rows), default=0) > 2 or len(rows) > 8:
        return False
    return any(_LAYOUT.search(canonical(text_of(line))) for row in rows for cell in row for line in cell)


def _one_line(cell: Sequence[Line]) -> bool:
    return len(cell) == 1 and "\n" not in text_of(cell[0]).strip()


def _length(cells: Sequence[Sequence[Line]]) -> int:
    return sum(len(text_of(line)) for cell in cells for line in cell)
