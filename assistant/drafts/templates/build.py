"""Build the templates of drafts (developers' tool): `python -m assistant.drafts.templates.build`.

The layout is that of Nghị định 30/2020/NĐ-CP, which 933/QĐ-TLĐ follows: A4; margins top and bottom 20, left 30, right
15 mm; Times New Roman; quốc hiệu 12 bold, tiêu ngữ 13 bold over a line of its length, number, place and date 13, body
14 justified, nơi nhận 12 bold italic over lines of 11, page number in the top margin from page 2.  The same sources
give the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

HERE = Path(__file__).resolve().parent
FONT = "Times New Roman"
QUOC_HIEU = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
TIEU_NGU = "Độc lập - Tự do - Hạnh phúc"
APPENDIX = "PHỤ LỤC NGUỒN TRÍCH DẪN (không phát hành)"
_MADE = datetime(2024, 1, 1)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_LEFT, _RIGHT = 75.0, 90.0  # mm, columns of the heading; together the width of the text
_MOTTO = 56.1  # mm, width of the motto in 13 bold
_NAME_LINE = 30.0  # mm, between a third and a half of the office's name


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; sizes and spaces in points, the first line's indent in mm."""

    name: str
    size: float
    align: str = "left"
    bold: bool = False
    italic: bool = False
    indent: float = 0
    before: float = 0
    after: float = 0
    lines: float = 1.0
    keep: bool = False


STYLES = (
    Style("Cơ quan chủ quản", 12, "center"),
    Style("Tên cơ quan", 12, "center", bold=True),
    Style("Quốc hiệu", 12, "center", bold=True),
    Style("Tiêu ngữ", 13, "center", bold=True),
    Style("Số ký hiệu", 13, "center", before=4),
    Style("Trích yếu công văn", 12, "center", before=2),
    Style("Địa danh ngày tháng", 13, "center", italic=True, before=4),
    Style("Tên loại", 14, "center", bold=True, before=16, keep=True),
    Style("Trích yếu", 14, "center", bold=True, keep=True),
    Style("Kèm theo", 13, "center", italic=True, keep=True),
    Style("Kính gửi", 14, "left", indent=25, before=6),
    Style("Căn cứ", 14, "both", italic=True, indent=10, after=6, lines=1.08),
    Style("Mục", 14, "left", bold=True, indent=10, before=4, after=6, lines=1.08, keep=True),
    Style("Tiểu mục", 14, "both", bold=True, indent=10, after=6, lines=1.08, keep=True),
    Style("Thân văn bản", 14, "both", indent=10, after=6, lines=1.08),
    Style("Nơi nhận", 12, "left", bold=True, italic=True),
    Style("Dòng nơi nhận", 11, "left"),
    Style("Quyền hạn chức vụ", 14, "center", bold=True, keep=True),
    Style("Người ký", 14, "center", bold=True),
    Style("Phụ lục", 13, "center", bold=True, before=0, after=6, keep=True),
    Style("Ghi chú phụ lục", 11, "both", after=4),
    Style("Bảng phụ lục", 10, "left"),
)


def main() -> None:
    """Write every template beside this file."""
    for name, data in templates().items():
        (HERE / name).write_bytes(data)


def templates() -> dict[str, bytes]:
    """Return the templates by file name."""
    return {
        "cong_van.docx": _built(letter=True, state=True),
        "ke_hoach.docx": _built(letter=False, state=True),
        "bao_cao.docx": _built(letter=False, state=True),
        "de_cuong.docx": _built(letter=False, state=True, numbered=False),
        "ban_tin.docx": _built(letter=False, state=False, numbered=False, signed=False),
        "slide.docx": _built(letter=False, state=False, numbered=False, signed=False, slide=True),
    }


def _built(*, letter: bool, state: bool, numbered: bool = True, signed: bool = True, slide: bool = False) -> bytes:
    from docx import Document

    document = Document()
    _page(document)
    _styles(document)
    _heading(document, letter=letter, state=state, numbered=numbered)
    if letter:
        _lines(
            document,
            ("Kính gửi", "{%p if addressees|length == 1 %}"),
            ("Kính gửi", "Kính gửi: {{r addressees[0] }}."),
            ("Kính gửi", "{%p else %}"),
            ("Kính gửi", "Kính gửi:"),
            ("Kính gửi", "{%p for line in addressees %}"),
            ("Kính gửi", "- {{r line }}{{ '.' if loop.last else ';' }}"),
            ("Kính gửi", "{%p endfor %}"),
            ("Kính gửi", "{%p endif %}"),
        )
    else:
        _lines(document, ("Tên loại", "{{ kind }}"), ("Trích yếu", "{{r title }}"))
        _lines(
            document,
            ("Kèm theo", "{%p if attached %}"),
            ("Kèm theo", "{{r attached }}"),
            ("Kèm theo", "{%p endif %}"),
        )
        _rule(document.add_paragraph(), _LEFT + _RIGHT, 45)
    _spacer(document.add_paragraph(), 6)
    _body(document, slide=slide)
    if signed:
        _closing(document)
    _appendix(document)
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Dẫn Chiếu"
    properties.title, properties.comments = "Mẫu dự thảo", ""
    properties.created = properties.modified = _MADE
    out = io.BytesIO()
    document.save(out)
    return _timeless(out.getvalue())


# --- page and styles --------------------------------------------------------------------------------------------------


def _page(document: WordDocument) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _alignment("center")
    _field(number, "PAGE")


def _styles(document: WordDocument) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        normal.element.rPr.rFonts.set(qn(name), FONT)
    normal.paragraph_format.space_after = Pt(0)
    for style in STYLES:
        made = document.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style, made.quick_style = normal, True
        made.font.size, made.font.bold, made.font.italic = Pt(style.size), style.bold, style.italic
        form = made.paragraph_format
        form.alignment = _alignment(style.align)
        form.first_line_indent = Mm(style.indent) if style.indent else None
        form.space_before, form.space_after = Pt(style.before), Pt(style.after)
        form.line_spacing, form.keep_with_next = style.lines, style.keep
        form.widow_control = True


def _alignment(name: str) -> WD_ALIGN_PARAGRAPH:
    from docx.enum.text import WD_ALIGN_PARAGRAPH as AT

    return {"left": AT.LEFT, "center": AT.CENTER, "both": AT.JUSTIFY}[name]


def _field(paragraph: Paragraph, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "", "separate", "text", "end"):
        run = paragraph.add_run("2" if kind == "text" else "")
        if kind in ("begin", "separate", "end"):
            node = OxmlElement("w:fldChar")
            node.set(qn("w:fldCharType"), kind)
            run._r.append(node)
        elif not kind:
            node = OxmlElement("w:instrText")
            node.text = code
            run._r.append(node)


def _spacer(paragraph: Paragraph, size: float) -> None:
    """Make an empty paragraph of `size` points in height."""
    from docx.shared import Pt

    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = Pt(size)
    paragraph.add_run().font.size = Pt(1)


def _rule(paragraph: Paragraph, column: float, width: float) -> None:
    """Make a paragraph that is a centred line of `width` in a column, both in mm."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Mm

    _spacer(paragraph, 3)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm((column - width) / 2)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>')
    )
    # The schema wants the border before spacing and indents.
    properties = paragraph._p.pPr
    border = properties[-1]
    properties.remove(border)
    properties.insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _timeless(data: bytes) -> bytes:
    """Return the same package without its picture, the time of every entry that of the epoch of zip files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name == "docProps/thumbnail.jpeg":
                continue
            content = old.read(name)
            if name == "_rels/.rels":
                content = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(entry, content)
    return out.getvalue()


# --- parts of a document ----------------------------------------------------------------------------------------------


def _lines(target: WordDocument | _Cell, *lines: tuple[str, str]) -> None:
    for style, text in lines:
        target.add_paragraph(text, style=style)


def _table(document: WordDocument, rows: int, widths: Sequence[float], margin: float = 0) -> Table:
    """Add a table with columns of these widths and cells with this margin at the sides, all in mm."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Mm

    table = document.add_table(rows=rows, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    sides = "".join(f'<w:{side} w:w="{round(margin * 56.7)}" w:type="dxa"/>' for side in ("left", "right"))
    table._tbl.tblPr.insert_element_before(
        parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>"), "w:tblLook", "w:tblCaption"
    )
    return table


def _first(cell: _Cell, style: str, text: str) -> None:
    cell.paragraphs[0].style, cell.paragraphs[0].text = style, text


def _heading(document: WordDocument, *, letter: bool, state: bool, numbered: bool) -> None:
    table = _table(document, 2 if state else 1, (_LEFT, _RIGHT))
    left, right = table.rows[0].cells
    _first(left, "Cơ quan chủ quản", "{%p if parent %}")
    _lines(
        left,
        ("Cơ quan chủ quản", "{{r parent }}"),
        ("Cơ quan chủ quản", "{%p endif %}"),
        ("Tên cơ quan", "{{r office }}"),
    )
    _rule(left.add_paragraph(), _LEFT, _NAME_LINE)
    if not state:
        _first(right, "Địa danh ngày tháng", "{{r place_date }}")
        return
    _first(right, "Quốc hiệu", QUOC_HIEU)
    _lines(right, ("Tiêu ngữ", TIEU_NGU))
    _rule(right.add_paragraph(), _RIGHT, _MOTTO)
    left, right = table.rows[1].cells
    _first(left, "Số ký hiệu", "{{r number }}" if numbered else "")
    if letter:
        _lines(left, ("Trích yếu công văn", "{{r title }}"))
    _first(right, "Địa danh ngày tháng", "{{r place_date }}")


def _body(document: WordDocument, *, slide: bool) -> None:
    _lines(
        document,
        ("Căn cứ", "{%p for basis in bases %}"),
        ("Căn cứ", "{{r basis }}"),
        ("Căn cứ", "{%p endfor %}"),
        ("Mục", "{%p for section in sections %}"),
        ("Mục", "{%p if section.heading and section.level == 1 %}"),
        ("Mục", "Trang {{ loop.index }}. {{r section.heading }}" if slide else "{{r section.heading }}"),
        ("Mục", "{%p elif section.heading %}"),
        ("Tiểu mục", "{{r section.heading }}"),
        ("Mục", "{%p endif %}"),
        ("Thân văn bản", "{%p for paragraph in section.paragraphs %}"),
        ("Thân văn bản", "{{r paragraph }}"),
        ("Thân văn bản", "{%p endfor %}"),
        ("Mục", "{%p endfor %}"),
    )


def _closing(document: WordDocument) -> None:
    _spacer(document.add_paragraph(), 8)
    left, right = _table(document, 1, (80.0, 85.0)).rows[0].cells
    _first(left, "Nơi nhận", "Nơi nhận:")
    _lines(
        left,
        ("Dòng nơi nhận", "{%p for line in recipients %}"),
        ("Dòng nơi nhận", "- {{r line }}{{ '.' if loop.last else ';' }}"),
        ("Dòng nơi nhận", "{%p endfor %}"),
    )
    _first(right, "Quyền hạn chức vụ", "{{ authority }}")
    _lines(right, ("Quyền hạn chức vụ", "{{ role }}"))
    for _ in range(4):
        _lines(right, ("Quyền hạn chức vụ", ""))
    _lines(right, ("Người ký", "{{ signer }}"))


def _appendix(document: WordDocument) -> None:
    title = document.add_paragraph("{%p if appendix %}", style="Phụ lục")
    title = document.add_paragraph(APPENDIX, style="Phụ lục")
    title.paragraph_format.page_break_before = True
    _lines(
        document,
        (
            "Ghi chú phụ lục",
            "Phần này giúp người soạn, người duyệt đối chiếu; bỏ đi trước khi trình ký. Chữ đỏ trong dự thảo là nội "
            "dung "
            "chưa có căn cứ hoặc viện dẫn sai, chữ tô vàng là chỗ cần điền.",
        ),
    )
    _rows(document, "sources", ("TT", "Dùng ở", "Văn bản, vị trí", "Nguyên văn"), (10, 27, 53, 75))
    _spacer(document.add_paragraph(), 10)
    _lines(document, ("Ghi chú phụ lục", "{{ checked }}"), ("Ghi chú phụ lục", "{%p if findings %}"))
    _rows(document, "findings", ("TT", "Mức", "Chỗ viện dẫn", "Nội dung kiểm tra"), (10, 20, 50, 85))
    _lines(
        document,
        ("Ghi chú phụ lục", "{%p endif %}"),
        ("Ghi chú phụ lục", "{%p for note in notes %}"),
        ("Ghi chú phụ lục", "- {{ note }}"),
        ("Ghi chú phụ lục", "{%p endfor %}"),
        ("Ghi chú phụ lục", "{%p endif %}"),
    )


def _rows(document: WordDocument, name: str, heads: Sequence[str], widths: Sequence[float]) -> None:
    from docx.oxml import OxmlElement

    table = _table(document, 4, widths, margin=1.2)
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        _first(cell, "Bảng phụ lục", "")
        cell.paragraphs[0].add_run(head).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _first(table.rows[1].cells[0], "Bảng phụ lục", f"{{%tr for row in {name} %}}")
    for number, cell in enumerate(table.rows[2].cells):
        _first(cell, "Bảng phụ lục", f"{{{{ row[{number}] }}}}")
    _first(table.rows[3].cells[0], "Bảng phụ lục", "{%tr endfor %}")


if __name__ == "__main__":
    main()
