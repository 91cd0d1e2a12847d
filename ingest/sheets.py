"""Spreadsheets (xlsx): each sheet row by row, its cells as they are shown, so far as the file tells."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from directives.errors import UnreadableFile
from ingest.content import Content, Line, Segment
from ingest.legacy import assemble
from ingest.package import Package
from ingest.tables import CELL

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

_MAX_CELLS = 1_000_000  # cells with content in one file
_MAX_CHARS = 20_000_000  # of one sheet; a few long texts may be shown in very many cells
_MAX_GAP = 50_000  # rows of a sheet that are looked at though empty
_BROKEN = "Bảng tính bị hỏng, không mở được; hãy mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi nạp lại."
_GROUPED = re.compile(r"#[,.]##0(?:[.,](0+))?")
_SWAPPED = str.maketrans(",.", ".,")
_PERCENT = re.compile(r"(?:0+|#+)(?:[.,](0+))?%")


def extract_xlsx(data: bytes) -> Content:
    """Return the text of a spreadsheet: a line per row, cells divided by " | ", a page per sheet, hidden ones left out.

    Raises UnreadableFile.
    """
    _checked(data)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        zipfile.BadZipFile,
        SyntaxError,
    ) as error:
        raise UnreadableFile(_BROKEN) from error
    try:
        sheets = [(sheet.title, list(_rows(sheet))) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError) as error:
        raise UnreadableFile(_BROKEN) from error
    finally:
        book.close()
    filled = [(title, rows) for title, rows in sheets if rows]
    lines: list[Line] = []
    for i, (title, rows) in enumerate(filled):
        if len(filled) > 1:
            lines.append([Segment("", page_break=i > 0), Segment(title)])
        lines += rows
    return assemble(lines)


def _checked(data: bytes) -> None:
    """Refuse packages that unpack to too much or declare entities, before another library opens them."""
    with Package(data) as package:
        for name in package.names():
            if name.endswith((".xml", ".rels")):
                package.plain_xml(name)


def _rows(sheet: Sequence[Sequence[Cell]]) -> Iterator[Line]:
    cells = empty = chars = 0
    for row in sheet:
        line: Line = []
        for cell in row:
            text = _shown(cell)
            if text:
                line += [Segment(CELL)] if line else []
                line.append(Segment(text, font=_font(cell)))
                cells += 1
                chars += len(text)
        if cells > _MAX_CELLS or chars > _MAX_CHARS:
            limit = f"{_MAX_CELLS} ô" if cells > _MAX_CELLS else f"{_MAX_CHARS} ký tự"
            raise UnreadableFile(f"Bảng tính có hơn {limit}; hãy chia nhỏ hoặc chỉ nạp phần cần tìm.")
        empty = 0 if line else empty + 1
        if empty > _MAX_GAP:
            return
        if line:
            yield line


def _font(cell: Cell) -> str:
    name = cell.font.name if cell.has_style and cell.font is not None else None
    return name if isinstance(name, str) else ""


def _shown(cell: Cell) -> str:
    """Return the value of a cell as a reader sees it; dates as in Vietnamese texts."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.strftime("%d/%m/%Y" if value.time() == datetime.time() else "%d/%m/%Y %H:%M")
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, (int, float)):
        percent = _PERCENT.search(cell.number_format or "")
        if percent:
            return f"{value * 100:.{len(percent.group(1) or '')}f}%"
        grouped = _GROUPED.search(cell.number_format or "")
        if grouped and abs(value) >= 1000:  # "1.500.000", as Vietnamese texts write it and people look for it
            return f"{value:,.{len(grouped.group(1) or '')}f}".translate(_SWAPPED)
        return format(value, ".12g") if isinstance(value, float) else str(value)
    return " ".join(str(value).split("\n")).strip()
