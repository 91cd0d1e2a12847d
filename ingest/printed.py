"""The characters of a PDF page with their places, and the printed lines that they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from ctypes import c_double
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.columns import gaps_of
from ingest.grid import Grid
from ingest.layout import Box, Printed

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

_NOTE = re.compile(r"(?m)^[ \[]*(\d{1,2})[\]. )]*\n?[^\W\d_]")
_DIGITS = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_UNIT = re.compile(r"(?:^|[\s\d(/])(?:m|km|cm|dm|mm)$")  # square and cubic metres


@dataclass(slots=True)
class Chars:
    """The characters of a page as pdfium gives them, with the boxes of some of them on demand."""

    text: list[str] = field(default_factory=list)
    boxes: list[Box | None] = field(default_factory=list)

    def located(self, text: str, tables: Sequence[Grid] = ()) -> Iterator[Printed]:
        """Yield the lines of `text` (this reader's or another's) with their boxes, None where they are not found.

        A line that goes from one cell of `tables` into another is divided there.
        """
        inked = [i for i, c in enumerate(self.text) if c.strip()]
        whole = "".join(self.text[i].strip() for i in inked)
        notes = self._notes()
        at = 0
        for line in text.split("\n"):
            sought = "".join(line.split())
            found = whole.find(sought, at)
            found = whole.find(sought) if found < 0 else found
            if not sought or found < 0:
                yield Printed(line)
                continue
            at = found + len(sought)
            line, boxes = _bracketed(line, [self.boxes[i] for i in inked[found:at]], notes)
            cells = _cells(boxes, tables)
            for begin, end, first, last in _printed_lines(line, boxes, cells):
                yield _printed(line[begin:end], boxes[first:last], cells[first])

    def _notes(self) -> frozenset[str]:
        """Return the numbers of the notes at the foot of the page: with them begin lines in small letters."""
        sizes = sorted(box.size for box in self.boxes if box)
        if not sizes:
            return frozenset()
        small = 0.92 * sizes[len(sizes) // 2]
        found = set()
        for match in _NOTE.finditer("".join(c if len(c) == 1 else " " for c in self.text)):
            box = self.boxes[match.end() - 1]
            if box and box.size < small:
                found.add(match.group(1))
        return frozenset(found)


def _bracketed(line: str, boxes: list[Box | None], notes: frozenset[str]) -> tuple[str, list[Box | None]]:
    """Return a line, and the boxes of its characters, with raised numbers of `notes` in brackets.

    "30/2020/NĐ-CP" with the mark of a note behind it is no number "30/2020/NĐ-CP1".
    """
    inked = [i for i, c in enumerate(line) if not c.isspace()]
    if not notes or len(inked) != len(boxes):
        return line, boxes
    for match in reversed(list(_DIGITS.finditer(line))):
        if match.group() not in notes or match.start() == 0 or _UNIT.search(line[: match.start()]):
            continue
        k = inked.index(match.start())
        word, mark = boxes[k - 1] if k else None, boxes[k]
        if not word or not mark or mark.size > 0.85 * word.size or mark.bottom < word.bottom + 0.12 * word.size:
            continue
        line = f"{line[: match.start()]}[{match.group()}]{line[match.end() :]}"
        boxes = [*boxes[:k], mark, *boxes[k : k + len(match.group())], mark, *boxes[k + len(match.group()) :]]
    return line, boxes


def _printed_lines(
    line: str, boxes: Sequence[Box | None], cells: Sequence[tuple[int, int] | None]
) -> Iterator[tuple[int, int, int, int]]:
    """Divide a line of text where its characters go down to another printed line, or into another cell.

    Yields where the parts begin and end, in the line and in the boxes of its characters.
    """
    begin = first = 0
    inked = [i for i, c in enumerate(line) if not c.isspace()]
    for k in range(1, len(boxes)):
        before, after = boxes[k - 1], boxes[k]
        lower = before and after and before.bottom - after.bottom > 0.7 * before.size and after.left < before.left
        if lower or (before and after and cells[k] != cells[k - 1]):
            yield begin, inked[k], first, k
            begin, first = inked[k], k
    yield begin, len(line), first, len(boxes)


def _cells(boxes: Sequence[Box | None], tables: Sequence[Grid]) -> list[tuple[int, int] | None]:
    """Return for each character the numbers of the table and of the cell in it where it stands."""
    found: list[tuple[int, int] | None] = [None] * len(boxes)
    last: tuple[int, int] | None = None
    for k, box in enumerate(boxes if tables else ()):
        if box is None:
            continue
        # Neighbours mostly stand in one cell; no table lies over another but those that stand in its cells.
        if last is None or not tables[last[0]].cells[last[1]].place.holds(box) or last[0] > 0:
            numbers = ((i, table.cell_of(box)) for i, table in enumerate(tables))
            last = next(((i, number) for i, number in numbers if number is not None), None)
        found[k] = last
    return found


def _printed(line: str, boxes: Sequence[Box | None], cell: tuple[int, int] | None) -> Printed:
    inked = [i for i, c in enumerate(line) if not c.isspace()]
    gaps = gaps_of(inked, boxes) if len(inked) == len(boxes) else ()
    return Printed(line, _around(boxes), gaps, cell=cell)


def _around(boxes: Sequence[Box | None]) -> Box | None:
    """Return the box of a printed line from those of its characters, None where it is not level or not known."""
    first, last = boxes[0], boxes[-1]
    if first is None or last is None or last.right <= first.left or abs(last.bottom - first.bottom) > 2 * first.size:
        return None
    return Box(first.left, last.bottom, last.right, last.size)


def pdfium_chars(native: PdfDocument | None, i: int) -> Chars:
    """Return the characters of a page, none where pdfium cannot read it."""
    import pypdfium2
    from pypdfium2 import raw

    chars = Chars()
    if native is None:
        return chars
    try:
        with closing(native[i]) as page, closing(page.get_textpage()) as text:
            upright = page.get_rotation() == 0
            for k in range(text.count_chars()):
                # pdfium marks a hyphen at a line's end, which it takes for one of a divided word, with U+0002.
                code = raw.FPDFText_GetUnicode(text, k)
                c = "-\n" if code in (2, 0xFFFE) else chr(code) if code != 13 else ""
                chars.text.append(c)
                chars.boxes.append(_box(text, k) if upright and c.strip() else None)
    except pypdfium2.PdfiumError:
        return Chars()
    return chars


def _box(text: PdfTextPage, k: int) -> Box:
    from pypdfium2 import raw

    left, _, right, _ = text.get_charbox(k, loose=True)
    x, baseline, matrix = c_double(), c_double(), raw.FS_MATRIX()
    raw.FPDFText_GetCharOrigin(text, k, x, baseline)
    raw.FPDFText_GetMatrix(text, k, matrix)
    return Box(left, baseline.value, right, raw.FPDFText_GetFontSize(text, k) * abs(matrix.d))
