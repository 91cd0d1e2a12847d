"""Blocks that stand side by side on a printed page, of a heading or a signature: taken apart, the left one first.

Readers run their lines together ("Nơi nhận: TM. BAN THƯỜNG VỤ") or give them in turn; boxes come when they were drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.columns import marked
from ingest.layout import Box, Gap, Printed
from ingest.tables import LAYOUT

_LEAST = 6.0  # points that stay free between the blocks
_UP = 2.0  # times the size of the letters; a line that stands so much higher than the one before begins another column
_FLOATING = 8  # lines that a box may have
_HIGHER = 60.0  # points
_FILLED = re.compile(r"(?:\b[Ss]ố\s*:?|\bngày|\btháng|\bnăm)\s*$")
_IN_LINE, _MIDDLE = 15.0, 60.0  # points by which lines of a block may begin apart; twice those of their middles
_WHOLE = re.compile(r"\s*(?:Kính gửi|Phụ lục|PHỤ LỤC)")


@dataclass(frozen=True, slots=True)
class _Free:
    """The free strip between two blocks: from where the left one ends to where the right one begins."""

    left: float
    right: float

    def narrowed(self, left: float, right: float) -> _Free | None:
        """Return what is free of both strips, None where that is too little."""
        free = _Free(max(self.left, left), min(self.right, right))
        return free if free.right - free.left >= _LEAST else None


def arranged(lines: Sequence[Printed]) -> list[Printed]:
    """Return the lines of a page with the cells of its tables divided and its blocks side by side taken apart."""
    return parted(marked(settled(lines)))


def settled(lines: Sequence[Printed]) -> list[Printed]:
    """Return the lines of a page with a box (a frame, a foot) that was drawn before the text above it at its place."""
    boxes = [line.box for line in lines[: _FLOATING + 1]]
    first = boxes[0] if boxes else None
    if first is None:
        return list(lines)
    # What is drawn first ends where the next line stands much higher than its own first one.
    end = next((i for i, box in enumerate(boxes) if i and box and box.bottom > first.bottom + _HIGHER), None)
    if end is None:
        return list(lines)
    behind = [i for i in range(end, len(lines)) if (box := lines[i].box) and box.bottom >= first.bottom]
    at = behind[-1] + 1 if behind else end
    return [*lines[end:at], *lines[:end], *lines[at:]]


def parted(lines: Sequence[Printed]) -> list[Printed]:
    """Return the lines of a page with blocks that stand side by side one after the other.

    A block begins at a line with a wide gap that has words of a heading or signature on one side of it.
    """
    result: list[Printed] = []
    at = 0
    while at < len(lines):
        free = _seed(lines[at])
        if free is None:
            result.append(lines[at])
            at += 1
            continue
        left, right, at = _blocks(lines, at, free)
        result += [*left, *right]
    return result


def _seed(line: Printed) -> _Free | None:
    """Return the free strip of a line that runs two blocks together, None for another."""
    if line.box is None or line.row or _WHOLE.match(line.text):
        return None
    for gap in _gaps(line):
        before, after = line.text[: gap.at], line.text[gap.at :]
        if LAYOUT.search(before) or LAYOUT.search(after):
            return _Free(gap.right, gap.left)
    return None


def _gaps(line: Printed) -> Iterator[Gap]:
    """Yield the gaps of a line but those left to be filled in by hand ("Số:      /KH-UBND", "ngày      tháng")."""
    for gap in line.gaps:
        if not (_FILLED.search(line.text[: gap.at]) or line.text.startswith("/", gap.at)):
            yield gap


def _blocks(lines: Sequence[Printed], at: int, free: _Free) -> tuple[list[Printed], list[Printed], int]:
    """Return the lines of the left block, of the right one, and the number of the line behind both."""
    left: list[Printed] = []
    right: list[Printed] = []
    last: Box | None = None
    for line in lines[at:]:
        if line.text.strip():
            if line.box is None or line.row or (last and line.box.bottom > last.bottom + _UP * last.size):
                break
            gap = next((gap for gap in _gaps(line) if free.narrowed(gap.right, gap.left)), None)
            first, second = _cut(line, line.box, gap) if gap else (line, line)
            if not gap and (_WHOLE.match(line.text) or not (_goes_with(line, left) or _goes_with(line, right))):
                break
            beside = not gap and not _goes_with(line, left)
            narrowed = free.narrowed(
                gap.right if gap else 0.0 if beside else line.box.right,
                gap.left if gap else line.box.left if beside else free.right,
            )
            if narrowed is None:
                break
            left += [first] if gap or not beside else []
            right += [second] if gap or beside else []
            free, last = narrowed, line.box
        at += 1
    return left, right, at


def _goes_with(line: Printed, block: Sequence[Printed]) -> bool:
    """Whether a line begins where a line of a block does, or stands in the middle under one."""
    box = line.box
    return box is not None and any(
        abs(box.left - other.box.left) < _IN_LINE
        or abs(box.left + box.right - other.box.left - other.box.right) < _MIDDLE
        for other in block
        if other.box
    )


def _cut(line: Printed, box: Box, gap: Gap) -> tuple[Printed, Printed]:
    return (
        replace(line, text=line.text[: gap.at].rstrip(), box=replace(box, right=gap.right), gaps=()),
        replace(line, text=line.text[gap.at :].strip(), box=replace(box, left=gap.left), gaps=()),
    )
