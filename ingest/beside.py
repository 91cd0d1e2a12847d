"""Blocks that stand side by side on a printed page, of a heading or a signature: taken apart, the left one first.

Readers run their lines together ("Nơi nhận: TM. BAN THƯỜNG VỤ") or give them in turn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.columns import marked
from ingest.layout import Box, Gap, Printed
from ingest.tables import LAYOUT

_LEAST = 6.0  # points that stay free between the blocks
_UP = 2.0  # times the size of the letters; a line that stands so much higher than the one before begins another column
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
    return parted(marked(lines))


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
    for gap in line.gaps:
        before, after = line.text[: gap.at], line.text[gap.at :]
        if LAYOUT.search(before) or LAYOUT.search(after):
            return _Free(gap.right, gap.left)
    return None


def _blocks(lines: Sequence[Printed], at: int, free: _Free) -> tuple[list[Printed], list[Printed], int]:
    """Return the lines of the left block, of the right one, and the number of the line behind both."""
    left: list[Printed] = []
    right: list[Printed] = []
    last: Box | None = None
    while at < len(lines):
        line = lines[at]
        if line.text.strip():
            if line.box is None or line.row or (last and line.box.bottom > last.bottom + _UP * last.size):
                break
            if left and _WHOLE.match(line.text):
                break
            gap = next((gap for gap in line.gaps if free.narrowed(gap.right, gap.left)), None)
            narrowed = (
                free.narrowed(gap.right, gap.left) if gap
                else free.narrowed(line.box.right, free.right) if line.box.right < free.right
                else free.narrowed(free.left, line.box.left)
            )  # fmt: skip
            if narrowed is None:
                break
            if gap:
                first, second = _cut(line, line.box, gap)
                left.append(first)
                right.append(second)
            elif line.box.right < free.right:
                left.append(line)
            else:
                right.append(line)
            free, last = narrowed, line.box
        at += 1
    return left, right, at


def _cut(line: Printed, box: Box, gap: Gap) -> tuple[Printed, Printed]:
    return (
        replace(line, text=line.text[: gap.at].rstrip(), box=replace(box, right=gap.right), gaps=()),
        replace(line, text=line.text[gap.at :].strip(), box=replace(box, left=gap.left), gaps=()),
    )
