"""Word documents (docx): what a reader of the printed page sees, with the run each stretch comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from directives.errors import SecretDocument, UnreadableFile
from ingest.content import Content, Line, Segment
from ingest.fonts import Fonts, ParagraphFonts
from ingest.legacy import assemble, font_encoding
from ingest.numbering import Numbering, W
from ingest.package import Package
from ingest.tables import table_lines, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_HOLDERS = {W + n for n in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml")}
_HOLDERS |= {W + n for n in ("dir", "bdo", "ruby", "rubyBase")} | {M + "oMath", M + "oMathPara"}
_BLOCK_HOLDERS = {W + n for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_FOOTNOTE, _ENDNOTE = W + "footnoteReference", W + "endnoteReference"
_SOFT_HYPHEN = W + "softHyphen"  # in a TCVN3 font the letter ư
_MARKS = {W + "sym", _FOOTNOTE, _ENDNOTE, _SOFT_HYPHEN}
_SECRET = re.compile(r"^\W*(TUYỆT MẬT|TỐI MẬT|MẬT)\W*$", re.M)


@dataclass(slots=True)
class _Walk:
    """State of one walk through a part; `anchored` is off for parts whose runs have no anchor (footnotes)."""

    numbering: Numbering
    fonts: Fonts = field(default_factory=Fonts)
    paragraphs: dict[_Element, int] = field(default_factory=dict)
    rendered_breaks: bool = False
    open_line: bool = False  # the last paragraph's mark was deleted: the next one goes on in its line
    warnings: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # kind and id of the notes referred to, in order

    def block(self, parent: _Element) -> Iterator[Line]:
        """Yield the lines of the block-level children of `parent`."""
        for node in parent.iterchildren():
            tag = node.tag
            if tag == W + "p":
                yield from self._paragraph(node)
            elif tag == W + "tbl":
                yield from self._table(node)
            elif tag in _BLOCK_HOLDERS:
                yield from self.block(node)
            elif tag == MC + "AlternateContent":
                yield from self.block(_chosen(node))
            elif tag == W + "altChunk":
                self.warnings.append("Tệp nhúng một tài liệu khác (altChunk); phần đó không đọc được.")

    def _paragraph(self, node: _Element) -> Iterator[Line]:
        properties = node.find(W + "pPr")
        own = _Paragraph(
            self.paragraphs.get(node, -1), self.rendered_breaks, self.notes, self.fonts.of_paragraph(properties)
        )
        if properties is not None and _on(properties.find(W + "pageBreakBefore")) and not self.rendered_breaks:
            own.line.append(Segment("", page_break=True))
        label = "" if own.index == -1 else self.numbering.label(properties)
        own.inline(node)
        deleted = properties is not None and properties.find(f"{W}rPr/{W}del") is not None
        if label and not (deleted and not text_of(own.line).strip()):
            own.line.insert(0, Segment(label))
        if deleted:
            self.open_line = True
        yield own.line
        for box in own.boxes:
            yield from (line for line in self.block(box) if text_of(line).strip())

    def _table(self, node: _Element) -> Iterator[Line]:
        rows: list[list[list[Line]]] = []
        for row in _rows(node):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells: list[list[Line]] = []
            for cell in _through(row, W + "tc"):
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is None or merge.get(W + "val") == "restart":
                    cells.append(list(_joined(self, self.block(cell))))
            rows.append(cells)
        yield from table_lines(rows)


@dataclass(slots=True)
class _Paragraph:
    """Collects the segments and text boxes of one paragraph."""

    index: int
    rendered_breaks: bool
    notes: list[tuple[str, str]]
    fonts: ParagraphFonts
    line: Line = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    run: int = -1

    def inline(self, parent: _Element) -> None:
        """Take in the runs below `parent`, deleted ones counted but left out."""
        for node in parent.iterchildren():
            tag = node.tag
            if tag == W + "r":
                self.run += 1
                self._run(node)
            elif tag in _HOLDERS:
                self.inline(node)
            elif tag in (W + "del", W + "moveFrom"):
                self.run += sum(1 for _ in node.iter(W + "r"))
            elif tag == MC + "AlternateContent":
                self.inline(_chosen(node))
            elif isinstance(tag, str) and tag.startswith(M) and not tag.endswith("Pr"):
                self._math(node)

    def _math(self, node: _Element) -> None:
        if node.tag == M + "t":
            self.line.append(Segment(node.text or ""))
        else:
            self.inline(node)

    def _run(self, run: _Element) -> None:
        hidden = _on(run.find(f"{W}rPr/{W}vanish"))
        font = self.fonts.of_run(run.find(W + "rPr"))
        text, start, at = "", 0, 0

        def flush() -> None:
            nonlocal text, start
            if text and not hidden:
                self.line.append(Segment(text, self.index, self.run, start, font=font))
            text, start = "", at

        for node in run.iterchildren():
            piece = _text(node)
            text += piece
            at += len(piece)
            if piece:
                continue
            if _breaks_page(node, self.rendered_breaks):
                flush()
                self.line.append(Segment("", page_break=True))
            elif node.tag in _MARKS and not hidden:
                flush()
                self.line.append(Segment(self._mark(node), font=font))
            elif node.tag in (W + "drawing", W + "pict", W + "object", MC + "AlternateContent"):
                self._drawing(node)
        flush()

    def _mark(self, node: _Element) -> str:
        """Return what a symbol or a reference to a note shows; notes are numbered in the order of their references."""
        if node.tag == W + "sym":
            return _symbol(node)
        if node.tag == _SOFT_HYPHEN:
            return "\u00ad"
        self.notes.append((node.tag, node.get(W + "id", "")))
        return "" if _on_value(node.get(W + "customMarkFollows", "0")) else f"[{len(self.notes)}]"

    def _drawing(self, node: _Element) -> None:
        holder = _chosen(node) if node.tag == MC + "AlternateContent" else node
        for box in holder.iter(W + "txbxContent"):
            if not any(ancestor in self.boxes for ancestor in box.iterancestors(W + "txbxContent")):
                self.boxes.append(box)


def _text(node: _Element) -> str:
    """Text of a child of a run, the same characters that python-docx gives for the run."""
    tag = node.tag
    if tag == W + "t":
        return node.text or ""
    if tag in (W + "tab", W + "ptab"):
        return "\t"
    if tag == W + "cr" or (tag == W + "br" and node.get(W + "type", "textWrapping") == "textWrapping"):
        return "\n"
    return "-" if tag == W + "noBreakHyphen" else ""


def _breaks_page(node: _Element, rendered: bool) -> bool:
    if rendered:
        return bool(node.tag == W + "lastRenderedPageBreak")
    return bool(node.tag == W + "br" and node.get(W + "type") == "page")


def _symbol(node: _Element) -> str:
    try:
        code = int(node.get(W + "char", ""), 16)
    except ValueError:
        return ""
    if 0xF0A0 <= code <= 0xF0FF and font_encoding(node.get(W + "font", "")):
        return chr(code)
    if 0xE000 <= code <= 0xF8FF:  # a glyph of Symbol or Wingdings: nearly always a bullet or a box
        return {0xF02D: "-", 0xF0B0: "°", 0xF0B3: "≥", 0xF0A3: "≤", 0xF0B1: "±"}.get(code, "•")
    return chr(code) if 0x20 <= code < 0x110000 else ""


def _on(node: _Element | None) -> bool:
    return node is not None and _on_value(node.get(W + "val", "1"))


def _on_value(value: str) -> bool:
    return value not in ("0", "false", "off")


def _chosen(node: _Element) -> _Element:
    """Return the branch of an AlternateContent that is shown: the first choice with text, else the fallback."""
    branches = [*node.iterchildren(MC + "Choice"), *node.iterchildren(MC + "Fallback")]
    return next((b for b in branches if next(b.iter(W + "t"), None) is not None), branches[0] if branches else node)


def _through(parent: _Element, tag: str) -> Iterator[_Element]:
    """Children with `tag`, also inside content controls and custom XML."""
    for node in parent.iterchildren():
        if node.tag == tag:
            yield node
        elif node.tag in _BLOCK_HOLDERS:
            yield from _through(node, tag)


def _rows(table: _Element) -> Iterator[_Element]:
    return _through(table, W + "tr")


def extract_docx(data: bytes) -> Content:
    """Return the text of a docx.

    Body in document order, tables included, automatic numbers as printed, inserted text kept and deleted left out,
    references to notes as "[1]" and the notes at the end as lines "[1] …".  Anchors count every w:p of the body in
    document order (tables, text boxes and unused alternatives included) and, per paragraph, its runs in document order,
    those inside hyperlinks, insertions and deletions included; `character` counts in the run's text as python-docx
    gives it.
    Raises UnreadableFile, and SecretDocument for a secrecy mark in the page header.
    """
    with Package(data) as package:
        root = _part(package, "word/document.xml")
        body = root.find(W + "body")
        if body is None:
            raise UnreadableFile("Tệp .docx không có phần thân văn bản; hãy mở và lưu lại bằng Word.")
        _refuse_secret_header(package)
        numbering = Numbering.read(_optional(package, "word/numbering.xml"), _optional(package, "word/styles.xml"))
        fonts = Fonts.read(_optional(package, "word/styles.xml"))
        walk = _Walk(numbering, fonts, {p: i for i, p in enumerate(body.iter(W + "p"))})
        walk.rendered_breaks = next(body.iter(W + "lastRenderedPageBreak"), None) is not None
        lines = _tidied(_joined(walk, walk.block(body)))
        lines += _notes(walk.notes, _optional(package, "word/footnotes.xml"), _optional(package, "word/endnotes.xml"))
        return assemble(lines, walk.warnings)


def _part(package: Package, name: str) -> _Element:
    if name not in package:
        other = [n for n in package.names() if n.endswith("document.xml") and n.startswith("word/")]
        if not other:
            raise UnreadableFile("Tệp không phải văn bản Word (.docx) hợp lệ; hãy mở và lưu lại bằng Word.")
        name = other[0]
    return package.xml(name)


def _optional(package: Package, name: str) -> _Element | None:
    return package.xml(name) if name in package else None


def _joined(walk: _Walk, lines: Iterator[Line]) -> Iterator[Line]:
    """Join a line with the next one where the paragraph mark between them was deleted."""
    held: Line = []
    for line in lines:
        held = held + line
        if walk.open_line:
            walk.open_line = False
            continue
        yield held
        held = []
    if held:
        yield held


def _tidied(lines: Iterator[Line]) -> list[Line]:
    """Leave out empty lines at the start and all but one in a row; their page breaks go to the next line."""
    kept: list[Line] = []
    carried: Line = []
    for line in lines:
        if text_of(line).strip():
            kept.append(carried + line)
            carried = []
            continue
        carried = [s for s in carried + line if s.page_break][:1]
        if kept and text_of(kept[-1]):
            kept.append([])
    return kept


def _notes(referred: list[tuple[str, str]], footnotes: _Element | None, endnotes: _Element | None) -> Iterator[Line]:
    """Yield the notes as lines "[1] text", in the order in which the text refers to them."""
    held: dict[tuple[str, str], _Element] = {}
    for root, kind in ((footnotes, _FOOTNOTE), (endnotes, _ENDNOTE)):
        for note in () if root is None else root.iterchildren():
            held[kind, note.get(W + "id", "")] = note
    for number, reference in enumerate(referred, 1):
        words = (
            [text_of(line).strip() for line in _Walk(Numbering()).block(held[reference])] if reference in held else []
        )
        text = " ".join(word for word in words if word)
        if text:
            yield [Segment(f"[{number}] {text}")]


def _refuse_secret_header(package: Package) -> None:
    for name in package.names():
        if re.fullmatch(r"word/header\d*\.xml", name):
            text = "\n".join(text_of(line) for line in _Walk(Numbering()).block(package.xml(name)))
            mark = _SECRET.search(text)
            if mark:
                raise SecretDocument(
                    f"Văn bản mang dấu độ mật “{mark.group(1)}” ở đầu trang nên không được nạp;"
                    " không lưu lại nội dung nào của văn bản."
                )
