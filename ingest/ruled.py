"""What is printed in a ruled table: each cell's lines together, each row one line, as in a Word file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ingest.content import Line, Segment
from ingest.grid import Grid, Rect
from ingest.layout import Printed
from ingest.lines import begins_item, is_broken, joined
from ingest.tables import table_lines, text_of

_PADDING = 8.0  # points that a cell keeps free at its left and right together, at least


def gathered(lines: Sequence[Printed], tables: Sequence[Grid]) -> list[Printed]:
    """Return the lines of a page with those of each table brought together, where its first one stood."""
    held: dict[int, dict[int, list[Printed]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        if line.cell and line.text.strip():
            held[line.cell[0]][line.cell[1]].append(line)
    real = {table for table, cells in held.items() if len(cells) > 1}
    result: list[Printed] = []
    done: set[int] = set()
    for line in lines:
        if line.cell is None or line.cell[0] not in real:
            result.append(replace(line, cell=None))
        elif line.cell[0] not in done:
            done.add(line.cell[0])
            result += _rows(tables[line.cell[0]], held[line.cell[0]])
    return result


def _rows(table: Grid, held: dict[int, list[Printed]]) -> list[Printed]:
    """Return the rows of a table with the lines that stand in its cells."""
    rows: dict[int, list[list[Line]]] = defaultdict(list)
    for number, cell in enumerate(table.cells):
        if number in held:
            rows[cell.row].append(_paragraphs(held[number], cell.place))
    return [Printed(text_of(line), row=True) for line in table_lines([rows[number] for number in sorted(rows)])]


def _paragraphs(lines: Sequence[Printed], place: Rect) -> list[Line]:
    """Return the paragraphs of a cell: a line that had room for the next one's first word ends one."""
    texts: list[str] = []
    before: Printed | None = None
    for line in lines:
        text = line.text.strip()
        if before is not None and not _begins(before, line, place):
            texts[-1] = joined(texts[-1], text)
        else:
            texts.append(text)
        before = line
    return [[Segment(text)] for text in texts]


def _begins(before: Printed, line: Printed, place: Rect) -> bool:
    """Whether a line begins a paragraph of its cell."""
    first, second = before.text.rstrip(), line.text.strip()
    return not is_broken(first, second) and (begins_item(second) or _had_room(before, line, place))


def _had_room(before: Printed, line: Printed, place: Rect) -> bool:
    if before.box is None or line.box is None:
        return False
    words = line.text.split(None, 1)
    letter = (line.box.right - line.box.left) / max(1, len(line.text.strip()))
    width = before.box.right - before.box.left + letter * (len(words[0]) + 1)
    return width < place.right - place.left - _PADDING - letter
