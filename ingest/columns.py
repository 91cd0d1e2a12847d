"""Tables on printed pages: rows whose cells stand apart in line with those of other rows get the cells divided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.layout import Box, Gap, Printed
from ingest.tables import CELL, LAYOUT

_WIDE = 1.6  # times the size of the letters; a justified line stretches its spaces to less
_LEAST = 12.0  # points
_IN_LINE = 15.0  # points by which cells of one column may begin apart
_CENTRED = 30.0  # the same where the head's words stand in the middle of their column
_HEAD = re.compile(r"\s*(?:S?TT|Số TT|Stt)\b")
_NEAR = 8  # lines within which another row must stand
_ROWS = 3
_AROUND = re.compile(r"\s*$")


def gaps_of(offsets: Sequence[int], boxes: Sequence[Box | None]) -> tuple[Gap, ...]:
    """Return the wide gaps in a printed line, from the offsets of its letters (or words) and their boxes."""
    found = []
    for k in range(1, len(boxes)):
        before, after = boxes[k - 1], boxes[k]
        if before is None or after is None or abs(before.bottom - after.bottom) > 0.5 * before.size:
            continue
        if after.left - before.right > max(_LEAST, _WIDE * max(before.size, after.size)):
            found.append(Gap(offsets[k], after.left, before.right))
    return tuple(found)


def marked(lines: Sequence[Printed]) -> list[Printed]:
    """Return the lines of a page, those that are rows of a table with their cells divided as in other tables.

    A table here has a head that begins with TT, or three columns and rows at least: fewer are also those of headings
    and signatures.
    """
    known = _headed(lines)
    full = [i for i, line in enumerate(lines) if len(line.gaps) > 1 and not LAYOUT.search(line.text)]
    rows = {i for i in full if sum(_in_line(lines[i], lines[k]) for k in full if 0 < abs(k - i) <= _NEAR) >= _ROWS - 1}
    rows = known | (rows if len(rows) >= _ROWS else set())
    # Between two rows also those with an empty cell.
    for i in range(min(rows, default=0), max(rows, default=0)):
        near = [k for k in rows if abs(k - i) <= 2]
        if lines[i].gaps and not LAYOUT.search(lines[i].text) and any(_in_line(lines[i], lines[k]) for k in near):
            rows.add(i)
    return [_divided(line) if i in rows else line for i, line in enumerate(lines)]


def _headed(lines: Sequence[Printed]) -> set[int]:
    """Return the rows below a table's head, whose cells begin near those of the head; centred ones not exactly so."""
    rows: set[int] = set()
    head: Printed | None = None
    for i, line in enumerate(lines):
        if len(line.gaps) > 1 and _HEAD.match(line.text):
            head = line
        elif head and LAYOUT.search(line.text):
            head = None
        if head and any(abs(gap.left - column.left) < _CENTRED for gap in line.gaps for column in head.gaps):
            rows.add(i)
    return rows


def _in_line(line: Printed, other: Printed) -> bool:
    """Whether each of the fewer cells of two lines begins where one of the other line's does, but for one."""
    fewer, more = sorted((line.gaps, other.gaps), key=len)
    near = sum(any(abs(a.left - b.left) < _IN_LINE for b in more) for a in fewer)
    return near >= max(1, len(fewer) - 1)


def _divided(line: Printed) -> Printed:
    text = line.text
    for gap in reversed(line.gaps):
        text = _AROUND.sub("", text[: gap.at]) + CELL + text[gap.at :].lstrip()
    return replace(line, text=text, row=True)
