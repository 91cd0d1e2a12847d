"""Tables as Word files on A4 across, with the head of each table repeated on its pages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.export import DATE_VI, HEAD_COLOUR, Heading, Sheet, Value, clean

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph

_FONT = "Times New Roman"
_WIDTH_MM = 297 - 20 - 15
_NOTHING = "Không có mục nào."


def word(sheets: Sequence[Sheet], heading: Heading) -> bytes:
    """Return a .docx file of the tables, each under its name where there are several, pages numbered."""
    import docx

    document = docx.Document()
    _page(document)
    document.core_properties.title = clean(heading.title)[:255]
    document.core_properties.author = clean(heading.office)[:255] or "Dẫn Chiếu"
    if heading.office:
        _line(document, heading.office.upper(), bold=True)
    _line(document, heading.title, "Title")
    for line in heading.lines:
        _line(document, line, italic=True)
    for sheet in sheets:
        if len(sheets) > 1:
            _line(document, sheet.name, "Heading 1")
        if sheet.rows:
            _table(document, sheet)
        else:
            _line(document, _NOTHING)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: Document) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(20), Mm(15)
    section.top_margin = section.bottom_margin = Mm(15)
    for name, size in (("Normal", 11), ("Title", 15), ("Heading 1", 13)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.rPr.rFonts
        for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # a theme's font would win
            fonts.attrib.pop(qn(f"w:{script}"), None)
        for script in ("eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), _FONT)
        style.paragraph_format.space_before = Pt(10 if name == "Heading 1" else 0)
        style.paragraph_format.space_after = Pt(3)
        style.font.bold = name != "Normal"
    borders = document.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("Trang ")
    _field(footer, "PAGE")
    footer.add_run("/")
    _field(footer, "NUMPAGES")


def _field(paragraph: Paragraph, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _line(document: Document, text: str, style: str = "Normal", bold: bool = False, italic: bool = False) -> None:
    run = document.add_paragraph(style=style).add_run(clean(text))
    run.bold, run.italic = bold or None, italic or None


def _table(document: Document, sheet: Sheet) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=len(sheet.columns), style="Table Grid")
    table.autofit = False
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")  # a millimetre, in twentieths of a point
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)
    whole = sum(column.width for column in sheet.columns)
    for drawn, column in zip(table._tbl.tblGrid.gridCol_lst, sheet.columns, strict=True):
        drawn.w = Mm(_WIDTH_MM * column.width / whole)  # rows take it from here
    head = _row(table, [column.head for column in sheet.columns], bold=True)
    repeated = OxmlElement("w:tblHeader")
    head._tr.get_or_add_trPr().append(repeated)
    for cell in head.cells:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), HEAD_COLOUR)
        cell._tc.get_or_add_tcPr().append(shade)
    for values in sheet.rows:
        _row(table, values)


def _row(table: Table, values: Sequence[Value], bold: bool = False) -> _Row:
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, value in zip(row.cells, values, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(_shown(value))
        run.bold, run.font.size = bold or None, Pt(10)
    return row


def _shown(value: Value) -> str:
    if isinstance(value, date):
        return value.strftime(DATE_VI)
    return "" if value is None else clean(str(value))
