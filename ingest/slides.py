"""Presentations (pptx): the words of each slide, tables row by row, then its notes; a page per slide."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from directives.errors import UnreadableFile
from ingest.content import Content, Line, Segment
from ingest.legacy import assemble
from ingest.package import Package
from ingest.tables import table_lines, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAX_SLIDES = 5_000


def extract_pptx(data: bytes) -> Content:
    """Return the text of a presentation in the order of its slides, hidden ones included.  Raises UnreadableFile."""
    with Package(data) as package:
        if "ppt/presentation.xml" not in package:
            raise UnreadableFile("Tệp không phải trình chiếu PowerPoint (.pptx) hợp lệ; hãy mở và lưu lại dạng PDF.")
        order = package.xml("ppt/presentation.xml").find(P + "sldIdLst")
        targets = _targets(package, "ppt/presentation.xml")
        lines: list[Line] = []
        slides = [targets.get(node.get(R + "id", ""), "") for node in order.iterchildren()] if order is not None else []
        if len(slides) > _MAX_SLIDES:
            raise UnreadableFile(f"Tệp trình chiếu có {len(slides)} trang, vượt giới hạn {_MAX_SLIDES}.")
        for name in slides:
            if name not in package:
                continue
            own = [line for line in _slide(package, name) if text_of(line).strip()]
            if own:
                lines += [[Segment("", page_break=bool(lines)), *own[0]], *own[1:]]
        return assemble(lines)


def _targets(package: Package, name: str) -> dict[str, str]:
    """Return the parts to which a part refers, by the ids of its references."""
    folder, base = posixpath.split(name)
    rels = f"{folder}/_rels/{base}.rels"
    if rels not in package:
        return {}
    return {
        node.get("Id", ""): posixpath.normpath(posixpath.join(folder, node.get("Target", ""))).lstrip("/")
        for node in package.xml(rels).iter(_REL)
        if node.get("TargetMode") != "External"
    }


def _slide(package: Package, name: str) -> Iterator[Line]:
    yield from _shapes(package.xml(name))
    for target in _targets(package, name).values():
        if "/notesSlides/" in target and target in package:
            yield from _shapes(package.xml(target), notes=True)


def _shapes(root: _Element, notes: bool = False) -> Iterator[Line]:
    for node in root.iter(P + "txBody", A + "tbl"):
        if node.tag == A + "tbl":
            rows = [
                [[_paragraph(p) for p in cell.iter(A + "p")] for cell in row.iterchildren(A + "tc")]
                for row in node.iterchildren(A + "tr")
            ]
            yield from table_lines(rows)
        elif not notes or _kind(node) == "body":  # the number, date and footer of the notes' page are no notes
            yield from map(_paragraph, node.iterchildren(A + "p"))


def _kind(body: _Element) -> str:
    shape = body.getparent()
    placeholder = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph") if shape is not None else None
    return str(placeholder.get("type", "body")) if placeholder is not None else ""


def _paragraph(node: _Element) -> Line:
    line: Line = []
    for child in node.iterchildren(A + "r", A + "fld", A + "br"):
        if child.tag == A + "br":
            line.append(Segment("\n"))
            continue
        latin = child.find(f"{A}rPr/{A}latin")
        text = child.findtext(A + "t") or ""
        line.append(Segment(text.replace("\v", "\n"), font=latin.get("typeface", "") if latin is not None else ""))
    return line
