"""Ruled tables on PDF pages: the rules that are drawn make cells, and what is printed in a cell stays together.

Readers give the text of a page in the order in which it was drawn, or line by line across the columns; only the rules
say what belongs to one cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from ctypes import c_float, c_int
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.layout import Box

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument
    from pypdfium2.raw import FPDF_PAGEOBJECT, FS_MATRIX

_THIN = 3.5  # points; what is drawn thinner is a rule
_SHORT = 5.0  # points; shorter rules are strokes of drawings
_NEAR = 3.0  # points by which rules that meet may miss one another
_OBJECTS, _SEGMENTS = 20_000, 200_000  # on a page with more, objects or strokes in them, a map is drawn and no table
_MEETINGS = 1_000_000  # pairs of rules on a page that are looked at
_CELLS = 4_000  # of one table
_INSET = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule along one axis: where it lies on the other, and from where to where it goes."""

    at: float
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle on a page, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, box: Box) -> bool:
        """Whether the middle of a letter is inside."""
        middle, height = (box.left + box.right) / 2, box.bottom + 0.3 * box.size
        return self.left <= middle <= self.right and self.bottom <= height <= self.top


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its row (from 0, the first that it takes part in), its column, its place."""

    row: int
    column: int
    place: Rect


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells, row by row; it has two columns at least."""

    place: Rect
    cells: tuple[Cell, ...]

    def cell_of(self, box: Box) -> int | None:
        """Return the number of the cell in which a letter stands."""
        if not self.place.holds(box):
            return None
        return next((i for i, cell in enumerate(self.cells) if cell.place.holds(box)), None)


def grids(native: PdfDocument | None, number: int) -> tuple[Grid, ...]:
    """Return the ruled tables of a page, smaller ones first: one may stand in a cell of another."""
    import pypdfium2

    if native is None:
        return ()
    try:
        with closing(native[number]) as page:
            if page.get_rotation():
                return ()
            across, down = _rules(list(page.get_objects(max_depth=1)))
    except pypdfium2.PdfiumError:
        return ()
    return ruled(across, down)


def ruled(across: Sequence[Rule], down: Sequence[Rule]) -> tuple[Grid, ...]:
    """Return the tables that rules across and down the page make."""
    across, down = _merged(across), _merged(down)
    if len(across) * len(down) > _MEETINGS:
        return ()
    found = (_grid([across[i] for i in rows], [down[i] for i in columns]) for rows, columns in _joined(across, down))
    made = [grid for grid in found if grid is not None]
    return tuple(sorted(made, key=lambda grid: grid.place.right - grid.place.left))


# --- rules ------------------------------------------------------------------------------------------------------------


def _rules(objects: Sequence[object]) -> tuple[list[Rule], list[Rule]]:
    """Return the rules across and down the page among its objects."""
    from pypdfium2 import raw

    across: list[Rule] = []
    down: list[Rule] = []
    if len(objects) > _OBJECTS:
        return [], []
    segments = 0
    for item in objects:
        handle = getattr(item, "raw", None)
        if handle is None or raw.FPDFPageObj_GetType(handle) != raw.FPDF_PAGEOBJ_PATH:
            continue
        segments += raw.FPDFPath_CountSegments(handle)
        if segments > _SEGMENTS:
            return [], []
        fill, stroke = c_int(), c_int()
        raw.FPDFPath_GetDrawMode(handle, fill, stroke)
        if fill.value or stroke.value:
            for points in _subpaths(handle):
                _add_rules(points, bool(stroke.value), across, down)
    return across, down


def _add_rules(points: Sequence[tuple[float, float]], stroked: bool, across: list[Rule], down: list[Rule]) -> None:
    """Add the rules that a part of a path draws: itself where it is thin, else its strokes along the axes."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    if top - bottom <= _THIN < right - left:
        across.append(Rule((top + bottom) / 2, left, right))
    elif right - left <= _THIN < top - bottom:
        down.append(Rule((left + right) / 2, bottom, top))
    elif stroked:
        for (x, y), (u, v) in pairwise(points):
            if abs(y - v) <= 1:
                across.append(Rule(y, min(x, u), max(x, u)))
            elif abs(x - u) <= 1:
                down.append(Rule(x, min(y, v), max(y, v)))


def _subpaths(handle: FPDF_PAGEOBJECT) -> Iterator[list[tuple[float, float]]]:
    """Yield the straight strokes of a path as points on the page; curves end one and begin another."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, matrix)
    points: list[tuple[float, float]] = []
    for i in range(raw.FPDFPath_CountSegments(handle)):
        segment = raw.FPDFPath_GetPathSegment(handle, i)
        x, y = c_float(), c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind != raw.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(_on_page(matrix, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _on_page(matrix: FS_MATRIX, x: float, y: float) -> tuple[float, float]:
    return matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules with those that lie on one line and touch made one, without short ones."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if lines and rule.at - lines[-1][0].at <= _NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    result = []
    for line in lines:
        at = sum(rule.at for rule in line) / len(line)
        begin = end = None
        for rule in sorted(line, key=lambda r: r.begin):
            if begin is None or end is None or rule.begin > end + _NEAR:
                if begin is not None and end is not None:
                    result.append(Rule(at, begin, end))
                begin, end = rule.begin, rule.end
            else:
                end = max(end, rule.end)
        if begin is not None and end is not None:
            result.append(Rule(at, begin, end))
    return [rule for rule in result if rule.end - rule.begin > _SHORT]


# --- tables -----------------------------------------------------------------------------------------------------------


def _joined(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the numbers of the rules across and down that hang together."""
    meets: dict[int, list[int]] = defaultdict(list)  # rules down are counted after those across
    for i, row in enumerate(across):
        for k, column in enumerate(down, len(across)):
            if (
                row.begin - _NEAR <= column.at <= row.end + _NEAR
                and column.begin - _NEAR <= row.at <= column.end + _NEAR
            ):
                meets[i].append(k)
                meets[k].append(i)
    left = set(meets)
    while left:
        together, pending = set[int](), [left.pop()]
        while pending:
            rule = pending.pop()
            together.add(rule)
            pending += [other for other in meets[rule] if other in left]
            left.difference_update(meets[rule])
        yield (
            sorted(i for i in together if i < len(across)),
            sorted(k - len(across) for k in together if k >= len(across)),
        )


def _grid(across: Sequence[Rule], down: Sequence[Rule]) -> Grid | None:
    """Return the table that rules make which hang together; None where they make fewer than two columns."""
    ys = sorted({rule.at for rule in across}, reverse=True)
    xs = sorted({rule.at for rule in down})
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2 or rows * columns > _CELLS:
        return None
    owner = {(i, k): (i, k) for i in range(rows) for k in range(columns)}

    def root(at: tuple[int, int]) -> tuple[int, int]:
        while owner[at] != at:
            owner[at] = owner[owner[at]]
            at = owner[at]
        return at

    # Two places are of one cell where no rule stands between them.
    for i, k in list(owner):
        middle = (ys[i] + ys[i + 1]) / 2
        if k + 1 < columns and not any(d.at == xs[k + 1] and d.begin < middle < d.end for d in down):
            _unite(owner, root((i, k)), root((i, k + 1)))
        middle = (xs[k] + xs[k + 1]) / 2
        if i + 1 < rows and not any(a.at == ys[i + 1] and a.begin < middle < a.end for a in across):
            _unite(owner, root((i, k)), root((i + 1, k)))
    places: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for at in owner:
        places[root(at)].append(at)
    cells = []
    for parts in places.values():
        first, last = min(i for i, _ in parts), max(i for i, _ in parts)
        left, right = min(k for _, k in parts), max(k for _, k in parts)
        if len(parts) == (last - first + 1) * (right - left + 1):  # others are the outside of a table of odd shape
            place = Rect(xs[left] - _INSET, ys[last + 1] - _INSET, xs[right + 1] + _INSET, ys[first] + _INSET)
            cells.append(Cell(first, left, place))
    if len(cells) < 2 or len({cell.column for cell in cells}) < 2:
        return None
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(Rect(xs[0], ys[-1], xs[-1], ys[0]), tuple(cells))


def _unite(owner: dict[tuple[int, int], tuple[int, int]], one: tuple[int, int], other: tuple[int, int]) -> None:
    owner[max(one, other)] = min(one, other)
