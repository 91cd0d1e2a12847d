"""Lines that stand inside a quotation: in an amending act the quoted articles are no units of the act itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPEN = "“«"
_CLOSE = "”»"
_LABELLED = re.compile(r"\s*[*_]*\"\s*(?:Điều|Chương|Mục|Phần|Khoản|Điểm|\d{1,3}[.)a-z]|[a-zđ]\s*[).]|[IVX]+\.|[-+])")
# A quotation that opens in the middle of a line runs over further lines only behind "như sau:" and the like; others are
# titles or words, and one whose closing mark was forgotten must not swallow the rest.
_ANNOUNCED = re.compile(r":\s*[*_]*[“«\"][^“”«»\"]*$")
_SHORT = 3


def quoted_lines(text: str, lines: Sequence[tuple[int, int]]) -> list[bool]:
    """Tell for each line whether it begins inside a quotation, or with the mark that opens one."""
    reading = _Reading([text[start:end] for start, end in lines])
    inside = [False] * len(lines)
    at = 0
    while at < len(lines):
        inside[at] = reading.begins[at]
        last = reading.last_line(at)
        for i in range(at + 1, last + 1):
            inside[i] = True
        at = last + 1
    return inside


class _Reading:
    """The lines with, for each, the next line that closes a quotation and the next that opens one at its beginning."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.begins = [line.lstrip(" *_")[:1] in ("“", "«", '"') for line in lines]
        self.balance = [_count(line, _OPEN) - _count(line, _CLOSE) for line in lines]
        odd = [line.count('"') % 2 == 1 for line in lines]
        ends = [odd[i] and lines[i].rstrip(" .;,").endswith('"') for i in range(len(lines))]
        self.next_odd = _next(odd)
        self.next_close = _next([self.balance[i] < 0 or ends[i] for i in range(len(lines))])
        self.next_open = _next([self.begins[i] and self.balance[i] > 0 for i in range(len(lines))])

    def last_line(self, at: int) -> int:
        """The line that closes the quotation left open in line `at`; `at` itself where none is open or closes it."""
        line = self.lines[at]
        straight = _LABELLED.match(line) is not None and line.count('"') % 2 == 1
        if not straight and self.balance[at] <= 0:
            return at
        close = self.next_close[at + 1]
        if straight:
            # Typists close a straight mark with a curly one.
            close = min(close, self.next_odd[at + 1])
        if close >= len(self.lines) or (not straight and self.next_open[at + 1] < close):
            return at
        announced = straight or self.begins[at] or _ANNOUNCED.search(line[-2_000:]) is not None
        return close if announced or close - at <= _SHORT else at


def _count(line: str, marks: str) -> int:
    return sum(map(line.count, marks))


def _next(flags: Sequence[bool]) -> list[int]:
    """For each index the first index not before it whose flag is set, the length where there is none."""
    found = [len(flags)] * (len(flags) + 2)
    for i in range(len(flags) - 1, -1, -1):
        found[i] = i if flags[i] else found[i + 1]
    return found
