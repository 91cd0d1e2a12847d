"""Sample documents as Word files, laid out as Nghị định 30/2020/NĐ-CP and Hướng dẫn 36-HD/VPTW ask."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION_START
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from corpus.source import Block, Numbering, Signature, Source

MARK = "VĂN BẢN MẪU"
FONT = "Times New Roman"
_MADE = datetime(2024, 1, 1)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_LEFT = WD_ALIGN_PARAGRAPH.LEFT
_BOTH = WD_ALIGN_PARAGRAPH.JUSTIFY
# The levels of each automatic numbering: number format, printed text, and how the typed label reads.
_LEVELS: dict[Numbering, tuple[tuple[str, str, re.Pattern[str]], ...]] = {
    "": (),
    "roman": (
        ("upperRoman", "%1.", re.compile(r"[IVX]+\.\s+")),
        ("decimal", "%2.", re.compile(r"\d+\.\s+")),
        ("lowerLetter", "%3)", re.compile(r"[a-eg-ik-vxy]\)\s+")),
    ),
    "arabic": (
        ("decimal", "%1.", re.compile(r"\d+\.\s+")),
        ("lowerLetter", "%2)", re.compile(r"[a-eg-ik-vxy]\)\s+")),
    ),
    "articles": (
        ("decimal", "Điều %1.", re.compile(r"Điều \d+\.\s+")),
        ("decimal", "%2.", re.compile(r"\d+\.\s+")),
        ("lowerLetter", "%3)", re.compile(r"[a-eg-ik-vxy]\)\s+")),
    ),
}
_NUM_ID = 77


def build_docx(source: Source) -> bytes:
    """Return the document as the bytes of a .docx, the same bytes for the same source."""
    document = Document()
    _set_up(document)
    _heading(document, source)
    main, attached = source.parts
    labels = _Labels(source.numbering)
    if source.numbering:
        _add_numbering(document, source.numbering)
    _body(document, main, labels)
    _closing(document, source)
    _body(document, attached, labels)
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Dẫn Chiếu"
    properties.title, properties.comments = MARK, ""
    properties.created = properties.modified = _MADE
    out = io.BytesIO()
    document.save(out)
    return _timeless(out.getvalue())


def _timeless(data: bytes) -> bytes:
    """The same package with the time of every entry set to the epoch of zip files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name == "docProps/thumbnail.jpeg":
                continue
            content = old.read(name)
            if name == "_rels/.rels":
                content = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()


# --- page ------------------------------------------------------------------------------------------------------------


def _set_up(document: WordDocument) -> None:
    section = document.sections[0]
    section.start_type = WD_SECTION_START.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(18)
    section.header_distance = Mm(9)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(13)
    fonts = normal.element.rPr.rFonts
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    normal.paragraph_format.space_after = Pt(0)
    _mark(section.first_page_header.paragraphs[0])
    number = section.header.paragraphs[0]
    number.alignment = _CENTRE
    _page_field(number)
    _mark(section.header.add_paragraph())


def _mark(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(MARK)
    run.font.size, run.font.color.rgb = Pt(10), RGBColor(0x80, 0x80, 0x80)


def _page_field(paragraph: Paragraph) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            node = OxmlElement("w:fldChar")
            node.set(qn("w:fldCharType"), kind)
        else:
            node = OxmlElement("w:instrText")
            node.text = text
        run._r.append(node)


def _table(document: WordDocument, rows: int, widths: Sequence[float]) -> Table:
    table = document.add_table(rows=rows, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def _no_cell_margins(table: Table) -> None:
    """Let the long lines of the heading use the whole width of their column."""
    sides = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    table._tbl.tblPr.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>"))


@dataclass(slots=True)
class _CellWriter:
    """Writes lines into a cell; a new cell already has one empty paragraph, which takes the first line."""

    cell: _Cell
    used: bool = False

    def line(
        self, text: str, *, size: int = 13, bold: bool = False, italic: bool = False, align: int = _CENTRE
    ) -> Paragraph:
        """Add a line."""
        paragraph = self.cell.add_paragraph() if self.used else self.cell.paragraphs[0]
        self.used = True
        paragraph.alignment = align
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size = bold, italic, Pt(size)
        return paragraph

    def rule(self, indent: float) -> None:
        """Add the short line that stands under a name or the national motto."""
        paragraph = self.line("", size=2)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(indent)
        border = parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        )
        paragraph._p.get_or_add_pPr().append(border)


def _heading(document: WordDocument, source: Source) -> None:
    table = _table(document, 2, (84, 90))
    _no_cell_margins(table)
    left, right = (_CellWriter(cell) for cell in table.rows[0].cells)
    if source.parent:
        left.line(source.parent, size=12)
    for line in source.issuer:
        left.line(line, size=12, bold=True)
    if source.form == "party":
        left.line("*")
        right.line("ĐẢNG CỘNG SẢN VIỆT NAM", bold=True)
        right.rule(16)
    else:
        left.rule(22)
        right.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
        right.line("Độc lập - Tự do - Hạnh phúc", bold=True)
        right.rule(20)
    left, right = (_CellWriter(cell) for cell in table.rows[1].cells)
    left.line(source.number_line)
    if source.is_letter:
        left.line(f"V/v {source.title}", size=12)
    right.line(source.place_line, italic=True)
    if source.is_letter:
        _addressees(document, source.to)
        return
    _line(document, source.type, align=_CENTRE, bold=True, before=12, size=14)
    _line(document, source.title, align=_CENTRE, bold=True, after=6)
    if source.form == "party":
        _line(document, "-----", align=_CENTRE, after=6)
    if source.to:
        _addressees(document, source.to)
    if source.authority:
        _line(document, source.authority, align=_CENTRE, bold=True, before=6, after=6)


def _addressees(document: WordDocument, to: Sequence[str]) -> None:
    if len(to) == 1:
        _line(document, f"Kính gửi: {to[0]}.", align=_CENTRE, before=12, after=8)
        return
    for i, name in enumerate(to):
        end = "." if i == len(to) - 1 else ";"
        paragraph = _line(document, f"{'Kính gửi: ' if i == 0 else ''}- {name}{end}", before=12 if i == 0 else 0)
        paragraph.paragraph_format.left_indent = Mm(22 if i == 0 else 42)
    paragraph.paragraph_format.space_after = Pt(8)


# --- body ------------------------------------------------------------------------------------------------------------


def _line(
    document: WordDocument,
    text: str,
    *,
    align: int = _LEFT,
    bold: bool = False,
    italic: bool = False,
    before: int = 0,
    after: int = 0,
    size: int = 13,
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


@dataclass(slots=True)
class _Labels:
    """Counts automatic numbers beside Word, so that a source whose typed labels differ is refused."""

    numbering: Numbering
    counts: list[int] = field(default_factory=lambda: [0, 0, 0])

    def split(self, text: str) -> tuple[int | None, str]:
        """Return the level of a paragraph, None without a label, and its text without the typed label."""
        for level, (form, printed, typed) in enumerate(_LEVELS[self.numbering]):
            match = typed.match(text)
            if match is None:
                continue
            self.counts[level] += 1
            self.counts[level + 1 :] = [0] * (len(self.counts) - level - 1)
            expected = printed.replace(f"%{level + 1}", _number(self.counts[level], form))
            if match.group().strip() != expected:
                raise ValueError(f"typed label {match.group()!r} where Word would print {expected!r}: {text[:60]}")
            return level, text[match.end() :]
        return None, text


def _number(value: int, form: str) -> str:
    if form == "upperRoman":
        return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[value - 1]
    return chr(ord("a") + value - 1) if form == "lowerLetter" else str(value)


def _body(document: WordDocument, body: Sequence[Block], labels: _Labels) -> None:
    for look, blocks in groupby(body, key=lambda block: block.look):
        if look == "row":
            _data_table(document, [block.cells for block in blocks])
            continue
        for block in blocks:
            _paragraph(document, block, labels)


def _paragraph(document: WordDocument, block: Block, labels: _Labels) -> None:
    if block.look in ("centred", "attachment"):
        paragraph = _line(document, block.text, align=_CENTRE, bold=True, before=6, after=6)
        if block.look == "attachment":
            paragraph.runs[0]._r.addprevious(_page_break(document))
        return
    level, text = labels.split(block.text)
    paragraph = _line(document, "", align=_BOTH, after=6)
    if level is None:
        paragraph.paragraph_format.first_line_indent = Mm(12.7)
    else:
        _set_level(paragraph, level)
        if block.look == "bold":  # the automatic number takes its weight from the paragraph mark
            paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:rPr {nsdecls('w')}><w:b/></w:rPr>"))
    article = re.match(r"Điều \d+\.\s[^.:]{3,120}(?=$)", text)
    run = paragraph.add_run(text)
    run.bold = block.look == "bold" or article is not None
    run.italic = block.look == "italic"
    paragraph.paragraph_format.keep_with_next = bool(run.bold)


def _page_break(document: WordDocument) -> object:
    paragraph = document.add_paragraph()
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    run = paragraph.runs[0]._r
    paragraph._p.getparent().remove(paragraph._p)
    return run


def _data_table(document: WordDocument, rows: Sequence[tuple[str, ...]]) -> None:
    longest = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    shares = [min(max(length, 6), 60) for length in longest]
    table = _table(document, len(rows), [162 * share / sum(shares) for share in shares])
    table.style = "Table Grid"
    for i, (row, values) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, value in zip(row.cells, values, strict=True):
            _CellWriter(cell).line(value, size=12, bold=i == 0, align=_CENTRE if i == 0 else _LEFT)
    _line(document, "", size=6)


def _add_numbering(document: WordDocument, numbering: Numbering) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr></w:lvl>'
        for i, (form, text, _) in enumerate(_LEVELS[numbering])
    )
    root = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUM_ID}"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
    )
    first = next((i for i, node in enumerate(root) if node.tag == qn("w:num")), len(root))
    root.insert(first, abstract)
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{_NUM_ID}"><w:abstractNumId w:val="{_NUM_ID}"/></w:num>'))


def _set_level(paragraph: Paragraph, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = _NUM_ID


# --- closing ---------------------------------------------------------------------------------------------------------


def _closing(document: WordDocument, source: Source) -> None:
    _line(document, "", size=8)
    if len(source.signatures) > 1:
        table = _table(document, 1, (81, 81))
        for cell, signature in zip(table.rows[0].cells, source.signatures, strict=True):
            _sign(_CellWriter(cell), signature)
        _line(document, "", size=8)
        _copies(_CellWriter(_table(document, 1, (162,)).rows[0].cells[0]), source.copies)
        return
    left, right = _table(document, 1, (81, 81)).rows[0].cells
    _copies(_CellWriter(left), source.copies)
    _sign(_CellWriter(right), source.signatures[0])


def _sign(writer: _CellWriter, signature: Signature) -> None:
    for line in signature.capacity:
        writer.line(line, bold=True)
    for _ in range(3):
        writer.line("")
    writer.line(signature.name, bold=True)


def _copies(writer: _CellWriter, copies: Sequence[str]) -> None:
    writer.line("Nơi nhận:", size=12, bold=True, italic=True, align=_LEFT)
    for text in copy_lines(copies):
        writer.line(text, size=11, align=_LEFT)


def copy_lines(copies: Sequence[str]) -> Iterator[str]:
    """Yield the lines of nơi nhận as printed: a dash before each, a semicolon after, a full stop after the last."""
    for i, name in enumerate(copies):
        yield f"- {name}{'.' if i == len(copies) - 1 else ';'}"
