"""The printed page: where its lines stand, and what that tells about paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_INDENT = 8.0  # points; smaller differences of left edges are noise
_SAME = 4.0


@dataclass(frozen=True, slots=True)
class Box:
    """Where a line stands on its page, in points from the lower left corner; `size` of its letters."""

    left: float
    bottom: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A wide gap in a printed line: the offset of what follows it, where that begins, and where what precedes ends."""

    at: int
    left: float
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line; `box` is None where its place is not known.  `row`: it is one of a table, cells divided.

    `cell`: the numbers of the ruled table and of the cell in it where the line stands.
    """

    text: str
    box: Box | None = None
    gaps: tuple[Gap, ...] = ()
    row: bool = False
    cell: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """The text area of a page: its left and right edge."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is set.

    `frames` of the pages, None where unknown; `indent` the usual one of first lines, 0 if there is none; `leads` the
    distance between lines of a paragraph, by rounded size of the letters.
    """

    frames: tuple[Frame | None, ...]
    indent: float
    leads: dict[int, float]

    def lead(self, size: float) -> float:
        """Return the distance between lines in letters of this size."""
        return self.leads.get(round(size), 1.3 * size)


def measure(pages: Sequence[Sequence[Printed]]) -> Layout:
    """Return how the pages are set, from the boxes of their lines."""
    boxes = [[line.box for line in lines if line.box] for lines in pages]
    whole = _frame([box for page in boxes for box in page], None)
    frames = tuple(_frame(page, whole) for page in boxes)
    leads = _leads(boxes)
    layout = Layout(frames, 0.0, leads)
    indents: Counter[int] = Counter()
    count = 0
    for page, frame in zip(boxes, frames, strict=True):
        for before, after in pairwise(page):
            if frame is None or not 0 < before.bottom - after.bottom < 1.25 * layout.lead(before.size) + 1:
                continue
            count += 1
            # A first line: indented, full, and followed by one at the edge.
            if after.left - frame.left < _SAME and before.right > frame.right - 30:
                indents[round(before.left - frame.left)] += 1
    usual = [(number, indent) for indent, number in indents.items() if indent > _INDENT]
    number, indent = max(usual, default=(0, 0))
    return Layout(frames, float(indent) if number >= max(3, 0.02 * count) else 0.0, leads)


def _frame(boxes: Sequence[Box], whole: Frame | None) -> Frame | None:
    """Return the frame of the lines, that of the whole document where they are too few to tell."""
    if not boxes:
        return whole
    width = max(box.right for box in boxes) - min(box.left for box in boxes)
    wide = [box for box in boxes if box.right - box.left > 0.5 * width]
    if whole is not None and len(wide) < 6:
        return whole
    if not wide:
        return None
    lefts, rights = sorted(box.left for box in wide), sorted(box.right for box in wide)
    # A line or two may reach farther than the rest (a heading, a table).
    return Frame(lefts[len(lefts) // 20], rights[-1 - max(len(rights) > 3, len(rights) // 20)])


def _leads(pages: Sequence[Sequence[Box]]) -> dict[int, float]:
    """Return for each size of letters the commonest distance to the next line, of equally common ones the smallest."""
    steps: dict[int, Counter[int]] = {}
    for boxes in pages:
        for a, b in pairwise(boxes):
            if round(a.size) == round(b.size) and 0.8 * a.size < a.bottom - b.bottom < 4 * a.size:
                steps.setdefault(round(a.size), Counter())[round(a.bottom - b.bottom)] += 1
    return {size: float(min(seen, key=lambda step: (-seen[step], step))) for size, seen in steps.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """Two neighbouring lines on the page: what their boxes say about them."""

    before: Box
    after: Box
    before_frame: Frame
    after_frame: Frame
    lead: float
    same_page: bool

    @property
    def apart(self) -> bool:
        """Whether more than a line's distance, or another column, lies between them."""
        if not self.same_page:
            return False
        step = self.before.bottom - self.after.bottom
        return step < 0.3 * self.lead or step > 1.25 * self.lead + 1

    @property
    def next_column(self) -> bool:
        """Whether the second line stands at the head of a column to the right of the first."""
        higher = self.after.bottom - self.before.bottom > 2 * self.lead
        return self.same_page and higher and self.after.left > self.before.right - _SAME

    @property
    def indent(self) -> float:
        """Distance of the second line from the left edge."""
        return self.after.left - self.after_frame.left

    @property
    def indent_before(self) -> float:
        """Distance of the first line from the left edge."""
        return self.before.left - self.before_frame.left

    @property
    def centred(self) -> bool:
        """Whether both lines stand in the middle between the edges."""
        return _is_centred(self.before, self.before_frame) and _is_centred(self.after, self.after_frame)

    def room(self, text: str) -> bool:
        """Whether the first word of the second line, whose text is `text`, had room at the end of the first."""
        words = text.split(None, 1)
        if not words:
            return True
        width = (self.after.right - self.after.left) / max(1, len(text)) * (len(words[0]) + 1)
        left = self.before.left - self.before_frame.left
        right = self.before_frame.right - self.before.right
        return (left + right if _is_centred(self.before, self.before_frame) else right) > 1.1 * width + 2

    def returns(self, usual_indent: float) -> bool:
        """Whether the first line begins a paragraph and ends near the right edge, the second being back at the left."""
        begins = usual_indent and abs(self.indent_before - usual_indent) < _SAME and abs(self.indent) < _SAME
        width = self.before_frame.right - self.before_frame.left
        return bool(begins) and self.before_frame.right - self.before.right < 0.2 * width

    @property
    def same_left(self) -> bool:
        """Whether both begin at the same distance from the left edge."""
        return abs(self.indent - self.indent_before) < _SAME


def _is_centred(box: Box, frame: Frame) -> bool:
    left, right = box.left - frame.left, frame.right - box.right
    return left > _INDENT and abs(left - right) < 0.1 * (left + right) + 6


def new_paragraph(place: Place, usual_indent: float, before_is_item: bool, after_is_item: bool) -> bool | None:
    """Whether the second of two lines, for which the first had no room, begins a paragraph; None: cannot be told.

    `before_is_item` and `after_is_item`: whether they begin like an item of a list.
    """
    at_edge = place.indent < _SAME
    if usual_indent and at_edge and place.indent_before > -_SAME:
        return False  # a paragraph's first line would be indented
    if after_is_item:
        return True
    if place.centred:
        return None
    if usual_indent and abs(place.indent - usual_indent) < _SAME and place.indent_before > -_SAME:
        return True
    deeper = place.indent - place.indent_before
    if deeper > (_INDENT if place.same_page else 2 * _INDENT):  # scanned pages do not lie alike
        # Hanging: the lines after an item's first stand under its text.
        return not (before_is_item and deeper < 45)
    if deeper < -_INDENT and not at_edge:
        return None
    return False if deeper < -_INDENT else None
