"""Tables as Excel files."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_CELL = 32_000  # characters; Excel holds 32,767 in a cell


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and its width in characters."""

    head: str
    width: int = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a row holds one value for each column; None leaves the cell empty."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int | None, ...], ...]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return an .xlsx file of the sheets, heads frozen and filtered, text kept as text ("=1+1" is no formula)."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _write(book.create_sheet(sheet.name.translate(_SHEET_NAME)[:31]), sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(sheet.columns, 1):
        cell = page.cell(1, number, column.head)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E6EEF8")
        page.column_dimensions[get_column_letter(number)].width = column.width
    for row, values in enumerate(sheet.rows, 2):
        for number, value in enumerate(values, 1):
            cell = page.cell(row, number)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)[:_CELL]
                cell.data_type = "s"  # what begins with "=" would else be taken for a formula
            else:
                cell.value = value
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
