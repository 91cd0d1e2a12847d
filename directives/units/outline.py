"""The outline of one stretch of text: which markers are units, how they nest and where each ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from directives.models import UnitKind
from directives.text import fold, trim
from directives.units.markers import (
    ARABIC,
    ARTICLE,
    DOTTED,
    INNER,
    LETTERED,
    POINT,
    ROMAN,
    ROMAN_INSIDE,
    Marker,
    capital_reading,
    letter_value,
    marker_at,
)
from directives.units.quotes import quoted_lines

_LINE = re.compile(r"[^\n]+")
_WORD_ALONE = re.compile(r"[ #>*_|]*[ĐÐ]i[ềe]u[ *_]*$", re.IGNORECASE)
_CONCLUDING = re.compile(
    r"\W*(?:tren day la|tren co so|trong qua trinh|yeu cau (?:cac|giam doc|thu truong|chu tich|so|don vi)|"
    r"de nghi (?:cac|thu truong|giam doc|chu tich|ban|don vi|quy|uy ban)|nhan duoc|can cu (?:noi dung|"
    r"ke hoach|huong dan|chi thi|cong van|y kien)|"
    r"(?:chi thi|ke hoach|huong dan|ket luan|thong bao|cong van|chuong trinh|cong dien|thong tri|de an|"
    r"quy che|van ban) nay\b|"
    r"(?:van phong|ban thuong vu|uy ban nhan dan|ubnd|lien doan lao dong|cong doan|tinh uy|"
    r"thanh uy)\b.{0,80}?(?: yeu cau | de nghi | thong bao | kinh )|"
    r"giao (?:van phong|ban|so|chanh)|noi nhan|kinh de nghi|rat mong|tran trong|xin tran trong)"
)
# How many numbers a sequence may skip: an item lost in scanning or struck out.
_LARGEST_GAP = 4


@dataclass(slots=True)
class Node:
    """A unit of an outline; `content` is the offset behind label and mark, `parent` an index into the outline."""

    kind: UnitKind
    label: str
    rank: int
    value: int
    start: int
    content: int
    end: int
    parent: int | None


def outline(text: str, start: int, end: int, *, body: bool) -> list[Node]:
    """Return the units of `text[start:end]` in reading order; arabic items of a body without articles are tasks."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text, start, end) if not m.group().isspace()]
    markers = _markers(text, lines, quoted_lines(text, lines))
    articles = _articles(markers)
    reader = _Outliner(text, lines, markers, articles, tasks=body and not articles)
    for i in range(len(markers)):
        reader.take(i)
    nodes = reader.nodes
    _close(text, nodes, _last_end(text, lines, nodes, end) if reader.tasks else end)
    return nodes


def _markers(text: str, lines: Sequence[tuple[int, int]], quoted: Sequence[bool]) -> list[tuple[int, Marker]]:
    found: list[tuple[int, Marker]] = []
    taken = -1
    for i, (start, end) in enumerate(lines):
        if quoted[i] or i == taken:
            continue
        if _WORD_ALONE.match(text, start, end) and i + 1 < len(lines):
            begin = start + len(text[start:end]) - len(text[start:end].lstrip())
            marker = _split_article(text, begin, lines[i + 1])
            taken = i + 1 if marker is not None else taken
        else:
            marker = marker_at(text, start, end)
        if marker is not None:
            found.append((i, marker))
    return found


def _split_article(text: str, start: int, following: tuple[int, int]) -> Marker | None:
    """An article whose label was broken over two lines ("Điều" / "10. Khuyến khích …")."""
    number = marker_at(text, *following)
    if number is None or number.rank != ARABIC:
        return None
    return Marker("article", ARTICLE, number.label, number.value, ".", start, number.content)


def _articles(markers: Sequence[tuple[int, Marker]]) -> set[int]:
    """The starts of the lines that are articles of this text: their numbers run upwards from the first one."""
    found: set[int] = set()
    last = 0
    for _, marker in markers:
        if marker.kind != "article":
            continue
        inserted = marker.value == last and not marker.label.isdigit()
        if inserted or (marker.value > last and (not found or marker.value - last <= _LARGEST_GAP * 5)):
            found.add(marker.start)
            last = marker.value
    return found


class _Outliner:
    """Takes markers in reading order and keeps those that fit the sequences open at that place."""

    def __init__(
        self,
        text: str,
        lines: Sequence[tuple[int, int]],
        markers: Sequence[tuple[int, Marker]],
        articles: set[int],
        *,
        tasks: bool,
    ) -> None:
        self.text = text
        self.lines = lines
        self.markers = markers
        self.articles = articles
        self.tasks = tasks
        self.nodes: list[Node] = []
        self.open: list[int] = []
        self.marks: dict[int, str] = {}
        # How many items of the list inside the open item are still to come.
        self.inner_left = 0
        # Whether Roman sections stand above the articles, as in rules of the Party, not inside one.
        self.sectioned = False

    def take(self, index: int) -> None:
        """Add the unit of the marker with this index if it fits."""
        _, marker = self.markers[index]
        if marker.kind == "article":
            if marker.start in self.articles:
                self._add(marker, marker.rank)
            return
        if marker.rank == ROMAN:
            self._roman(marker)
        elif marker.rank == ARABIC:
            self._arabic(index, marker)
        elif marker.rank > DOTTED and marker.rank < POINT:
            self._dotted(marker)
        elif marker.rank == POINT:
            self._point(marker)
        elif marker.rank == LETTERED:
            if self._follows(marker, LETTERED, 0):
                self._add(marker, LETTERED)
        else:
            self._add(marker, marker.rank)

    def _add(self, marker: Marker, rank: int, kind: UnitKind | None = None) -> None:
        while self.open and self.nodes[self.open[-1]].rank >= rank:
            self.open.pop()
        parent = self.open[-1] if self.open else None
        start, content = marker.start, marker.content
        self.nodes.append(Node(kind or marker.kind, marker.label, rank, marker.value, start, content, start, parent))
        self.open.append(len(self.nodes) - 1)

    def _last(self, rank: int) -> Node | None:
        """The open unit of that rank: the last one of the sequence that a new marker would go on."""
        return next((self.nodes[i] for i in reversed(self.open) if self.nodes[i].rank == rank), None)

    def _follows(self, marker: Marker, rank: int, gap: int) -> bool:
        last = self._last(rank)
        if last is None:
            return marker.value == 1
        return marker.value == 1 or last.value < marker.value <= last.value + 1 + gap

    def _roman(self, marker: Marker) -> None:
        inside = self._last(ARTICLE) is not None and not self.sectioned
        rank = ROMAN_INSIDE if inside else ROMAN
        lettered = capital_reading(marker)
        if lettered is not None:
            last = self._last(LETTERED)
            if last is not None and lettered.value == last.value + 1:
                roman = self._last(rank)
                if roman is None or roman.value + 1 != marker.value:
                    self._add(lettered, LETTERED)
                    return
        if self._follows(marker, rank, 1) or (not self.nodes and marker.value <= 2):
            self.sectioned = self.sectioned or rank == ROMAN
            self._add(marker, rank)

    def _arabic(self, index: int, marker: Marker) -> None:
        kind: UnitKind = "task" if self.tasks else "clause"
        outer, inner = self._last(ARABIC), self._last(INNER)
        if outer is None:
            if marker.value <= 2 or (marker.value <= 5 and not self.nodes):
                self._first(marker, kind)
            return
        if inner is not None and self.inner_left and marker.value == inner.value + 1:
            self.inner_left -= 1
            self._add(marker, INNER, "clause")
            return
        same_mark = self.marks.get(outer.start) == marker.mark
        if same_mark and outer.value < marker.value <= outer.value + 1 + _LARGEST_GAP:
            self._first(marker, kind)
        elif marker.value == 1:
            if same_mark and not self._announced(index):
                self._first(marker, kind)
            else:
                self.inner_left = self._run(index) - 1
                self._add(marker, INNER, "clause")

    def _run(self, index: int) -> int:
        """How many markers of the same form count on from the one with this index, 1, 2, 3 …, within the same item."""
        first = self.markers[index][1]
        count = 1
        for i in range(index + 1, len(self.markers)):
            marker = self.markers[i][1]
            if marker.rank < ARABIC:
                break
            if marker.rank != ARABIC or marker.mark != first.mark:
                continue
            if marker.value != count + 1:
                break
            count += 1
        return count

    def _first(self, marker: Marker, kind: UnitKind) -> None:
        self.marks[marker.start] = marker.mark
        self._add(marker, ARABIC, kind)

    def _announced(self, index: int) -> bool:
        """Whether the line before ends with a colon: a list inside the item, not the next run of items."""
        line = self.markers[index][0]
        if line == 0:
            return False
        start, end = self.lines[line - 1]
        return self.text[start:end].rstrip(" *_").endswith(":")

    def _dotted(self, marker: Marker) -> None:
        """Item "1.2." belongs below item 1 and behind 1.1; without an item 1 it opens a sequence of its own."""
        above, _, _ = marker.label.rpartition(".")
        last = self._last(marker.rank)
        if last is not None and last.label.rpartition(".")[0] == above:
            if last.value < marker.value <= last.value + 1 + _LARGEST_GAP:
                self._add(marker, marker.rank)
            return
        holder = self._last(marker.rank - 1) if marker.rank > DOTTED + 1 else self._last(ARABIC)
        if marker.value <= 2 and (holder is None or holder.label == above):
            self._add(marker, marker.rank)

    def _point(self, marker: Marker) -> None:
        last = self._last(POINT)
        if not self.open:
            return
        if last is None:
            if marker.value == 1:
                self._add(marker, POINT)
        elif marker.value == 1 or last.value < marker.value <= last.value + 4 or self._numbered_point(last, marker):
            self._add(marker, POINT)

    @staticmethod
    def _numbered_point(last: Node, marker: Marker) -> bool:
        return marker.value == last.value == letter_value(last.label) and len(marker.label) > 1


def _last_end(text: str, lines: Sequence[tuple[int, int]], nodes: Sequence[Node], end: int) -> int:
    """Where the last item ends: the paragraphs that conclude the whole document do not belong to it."""
    if not nodes:
        return end
    last = nodes[-1].start
    before: tuple[int, int] | None = None
    for start, stop in lines:
        if start > last and before is not None and _CONCLUDING.match(fold(text[start : min(stop, start + 160)])):
            sentence = text[before[0] : before[1]].rstrip(" *_").endswith((".", ";", ":"))
            heading_only = before[0] <= last < before[1] and not sentence
            if not heading_only or before[1] - before[0] > 120:
                return start
        before = (start, stop)
    return end


def _close(text: str, nodes: Sequence[Node], end: int) -> None:
    """Set the ends: a unit runs to the next one that is not inside it."""
    waiting: list[Node] = []
    for node in nodes:
        while waiting and waiting[-1].rank >= node.rank:
            _end_at(text, waiting.pop(), node.start)
        waiting.append(node)
    for node in waiting:
        _end_at(text, node, max(end, node.content))


def _end_at(text: str, node: Node, end: int) -> None:
    node.end = max(trim(text, node.start, end)[1], node.content if node.content <= end else node.start)
