"""Tables as Excel files, to be read on a screen and printed on A4 across; as Word files in assistant/export_word.py."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | date | None
DATE_VI = "%d/%m/%Y"
HEAD_COLOUR = "E6EEF8"
_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
CELL = 32_000  # characters; Excel holds 32,767 in a cell
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA = ("=", "+", "-", "@")
_FONT = "Times New Roman"
_LETTERS = 1.2  # letters of a text for each character of a column's width, which is that of a digit
_LINE, _HIGHEST = 15.0, 409.0  # points: a line of text, and the highest row that Excel knows


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and its width in characters; a page across takes about 180 of them."""

    head: str
    width: int = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: a row holds one value for each column; None leaves the cell empty, a date is a date."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the tables of a file: the office ("" for none), what it is, what was asked and when."""

    office: str
    title: str
    lines: tuple[str, ...] = ()


def clean(text: str) -> str:
    """Return text without the characters that no file of Office may hold."""
    return _ILLEGAL.sub(" ", text)


def workbook(sheets: Sequence[Sheet], heading: Heading | None = None) -> bytes:
    """Return an .xlsx file of the sheets, heads frozen, filtered and repeated on each printed page.

    Text stays text ("=1+1" is no formula), also when somebody edits its cell.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    if heading is not None:
        book.properties.title = clean(heading.title)
        book.properties.creator = clean(heading.office) or "Dẫn Chiếu"
    for sheet in sheets:
        page = book.create_sheet(sheet.name.translate(_SHEET_NAME)[:31])
        above = _above(page, heading, sheet.name if len(sheets) > 1 else "") if heading is not None else 0
        _write(page, sheet, above + 1)
        _for_print(page, above + 1)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _above(page: Worksheet, heading: Heading, name: str) -> int:
    """Write what stands above a table, in the first column and over its neighbours; return the rows it takes."""
    from openpyxl.styles import Font

    title = f"{heading.title} – {name[:1].lower()}{name[1:]}" if name else heading.title
    lines = [(heading.office.upper(), Font(_FONT, bold=True)), (title, Font(_FONT, 14, bold=True))]
    lines += [(line, Font(_FONT, italic=True)) for line in heading.lines]
    shown = [(text, font) for text, font in lines if text]
    for row, (text, font) in enumerate(shown, 1):
        cell = page.cell(row, 1)
        _set(cell, text)
        cell.font = font
    return len(shown) + 1


def _write(page: Worksheet, sheet: Sheet, first: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    line = Side("thin", color="9AA5B4")
    rules, font = Border(line, line, line, line), Font(_FONT)
    for number, column in enumerate(sheet.columns, 1):
        cell = page.cell(first, number, column.head)
        cell.font, cell.fill, cell.border = Font(_FONT, bold=True), PatternFill("solid", fgColor=HEAD_COLOUR), rules
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.row_dimensions[first].height = 0.5 * _LINE + _height([column.head for column in sheet.columns], sheet.columns)
    for row, values in enumerate(sheet.rows, first + 1):
        page.row_dimensions[row].height = _height(values, sheet.columns)
        for number, value in enumerate(values, 1):
            cell = page.cell(row, number)
            _set(cell, value)
            side = "left" if isinstance(value, date) else "center" if isinstance(value, int) else None
            cell.alignment = Alignment(side, "top", wrap_text=True)
            cell.border, cell.font = rules, font
    last = get_column_letter(len(sheet.columns))
    page.freeze_panes = f"A{first + 1}"
    page.auto_filter.ref = f"A{first}:{last}{first + len(sheet.rows)}"


def _height(values: Sequence[Value], columns: Sequence[Column]) -> float:
    """Return the height in which the text of a row can be read whole: not every program finds it out by itself."""
    lines = 1
    for value, column in zip(values, columns, strict=True):
        if isinstance(value, str):
            lines = max(lines, sum(max(1, ceil(len(line) / (_LETTERS * column.width))) for line in value.splitlines()))
    return min(_HIGHEST, _LINE * lines)


def _set(cell: Cell, value: Value) -> None:
    if value == "":
        return
    if isinstance(value, str):
        cell.value = clean(value)[:CELL]
        cell.data_type = "s"  # what begins with "=" would else be taken for a formula
        if value.startswith(_FORMULA):
            cell.quotePrefix = True  # and is none either once somebody has been in the cell
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"


def _for_print(page: Worksheet, head: int) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{head}:{head}"
    margins = page.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom = 0.6, 0.7
    page.oddFooter.center.text = "Trang &P/&N"
