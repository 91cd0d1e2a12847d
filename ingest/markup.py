"""HTML pages: what a reader sees, tables and list numbers included; scripts, styles and hidden parts left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from directives.errors import UnreadableFile
from ingest.content import Content, Line, Segment
from ingest.legacy import assemble
from ingest.numbering import format_number
from ingest.plain import decode
from ingest.tables import table_lines, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


_DROPPED = _words(
    "head script style template noscript iframe object embed applet svg canvas audio video map nav button select "
    "option datalist textarea input dialog frameset frame noframes link meta base title del"
)
_BLOCKS = _words(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre search section summary ul table"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w\-]+)", re.I)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_LIST_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MAX_DEPTH = 20_000


@dataclass(slots=True)
class _Frame:
    """An element being walked: its children still to come, and where the lines of the enclosing flow go."""

    node: _Element
    at: int = 0
    flow: _Flow | None = None  # the flow to return to when this element ends a cell
    counter: int = 0
    step: int = 1


@dataclass(slots=True)
class _Flow:
    """Lines being filled, either of the page or of one table cell."""

    lines: list[Line] = field(default_factory=list)
    open: str = ""
    mark: str = ""  # bullet or number of a list item, waiting for the item's first words
    preformatted: int = 0

    def text(self, text: str | None) -> None:
        if text:
            self.open += text if self.preformatted else _SPACE.sub(" ", text)

    def end(self) -> None:
        """End the open line, if anything is in it."""
        raw = self.open if self.preformatted else re.sub(r" ?\n ?", "\n", re.sub(r" {2,}", " ", self.open)).strip(" \n")
        if raw.strip():
            self.lines.append([Segment(self.mark + raw)])
            self.mark = ""
        self.open = ""


@dataclass(slots=True)
class _Walk:
    flow: _Flow = field(default_factory=_Flow)
    tables: list[list[list[list[Line]]]] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=list)

    def run(self, root: _Element) -> list[Line]:
        """Return the lines of everything below `root`; without recursion, so that no depth of nesting breaks it."""
        self._open(root)
        while self.stack:
            frame = self.stack[-1]
            if frame.at < len(frame.node):
                child = frame.node[frame.at]
                frame.at += 1
                self._open(child)
            else:
                self.stack.pop()
                self._close(frame)
        self.flow.end()
        return self.flow.lines

    def _open(self, node: _Element) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag or tag in _DROPPED or _is_hidden(node) or len(self.stack) > _MAX_DEPTH:
            self.flow.text(node.tail)
            return
        note = _note_mark(node) if tag in ("a", "sup") else ""
        if note:  # in the text it hangs on a word, before the note itself it stands alone
            self.flow.text(f"[{note}]" if self.flow.open.strip() else f"[{note}] ")
            self.flow.text(node.tail)
            return
        frame = _Frame(node)
        if tag == "br":
            self.flow.open += "\n"
        elif tag == "table":
            self.flow.end()
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables:
            if not self.tables[-1]:
                self.tables[-1].append([])
            frame.flow, self.flow = self.flow, _Flow()
        elif tag in _BLOCKS:
            self.flow.end()
        if tag == "pre":
            self.flow.preformatted += 1
        if tag == "ol":
            frame.counter, frame.step = _list_start(node)
        if tag == "li":
            self.flow.mark = self._bullet(node)
        self.stack.append(frame)
        self.flow.text(node.text)

    def _bullet(self, node: _Element) -> str:
        frame = self.stack[-1] if self.stack else None
        if frame is None or frame.node.tag != "ol":
            return "- "
        frame.counter = _int(node.get("value"), frame.counter)
        label = format_number(frame.counter, _LIST_FORMATS.get(frame.node.get("type", "1"), "decimal"))
        frame.counter += frame.step
        return f"{label}. "

    def _close(self, frame: _Frame) -> None:
        tag = frame.node.tag
        if tag == "pre":
            self.flow.end()
            self.flow.preformatted -= 1
        if frame.flow is not None:
            self.flow.end()
            self.tables[-1][-1].append(self.flow.lines)
            self.flow = frame.flow
        elif tag == "table":
            self.flow.end()
            self.flow.lines += table_lines(self.tables.pop())
        elif tag in _BLOCKS:
            self.flow.end()
        if tag == "li":
            self.flow.mark = ""
        self.flow.text(_tail(frame.node, self.flow.open))


def _tail(node: _Element, before: str) -> str | None:
    """Return the text behind an element; LibreOffice breaks a word and the line where it hangs a picture on it."""
    tail: str | None = node.tail
    if tail and node.tag == "img" and node.get("align") in ("left", "right") and before[-1:].isalpha():
        words, first_letter = tail.lstrip(), len(before.split()[-1]) == 1
        return words if words[:1].islower() or (first_letter and words[:1].isalpha()) else tail
    return tail


def _note_mark(node: _Element) -> str:
    """Return the number that links a note of the page and the place it belongs to; it is no part of the word there."""
    link = node if node.tag == "a" else node.find(".//a")
    if link is None or not link.get("href", "").startswith("#"):
        return ""
    mark = "".join(node.itertext()).strip()
    return mark if mark.isdecimal() and len(mark) < 4 else ""


def _is_hidden(node: _Element) -> bool:
    return node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style", "")))


def _list_start(node: _Element) -> tuple[int, int]:
    backward = node.get("reversed") is not None
    return _int(node.get("start"), len(node.findall("li")) if backward else 1), -1 if backward else 1


def _int(value: str | None, otherwise: int) -> int:
    try:
        return otherwise if value is None else int(value[:9])
    except ValueError:
        return otherwise


def extract_html(data: bytes) -> Content:
    """Return the text of an HTML page; nothing is fetched.  Raises UnreadableFile."""
    from lxml import etree

    text = _decoded(data).replace("\0", "").lstrip("\ufeff")
    if not text.strip():
        return Content("")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=True, remove_comments=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise UnreadableFile("Trang HTML bị hỏng, không đọc được; hãy lưu lại trang dưới dạng văn bản.") from error
    if root is None:
        return Content("")
    too_deep = any("depth" in entry.message.lower() for entry in parser.error_log)
    lines = _flat(text) if too_deep else _Walk().run(root)
    return assemble([line for line in lines if text_of(line).strip()])


class _Flat(HTMLParser):
    """Text between tags, each block on its own line: for pages nested too deeply for a tree."""

    def __init__(self) -> None:
        super().__init__()
        self.flow = _Flow()
        self.dropped = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "template", "noscript"):
            self.dropped = self.dropped or tag
        elif tag == "br" or tag in _BLOCKS or tag in ("tr", "td", "th"):
            self.flow.end()

    def handle_endtag(self, tag: str) -> None:
        if tag == self.dropped:
            self.dropped = ""

    def handle_data(self, data: str) -> None:
        if not self.dropped:
            self.flow.text(data)


def _flat(text: str) -> list[Line]:
    parser = _Flat()
    parser.feed(text)
    parser.close()
    parser.flow.end()
    return parser.flow.lines


def _decoded(data: bytes) -> str:
    """Text of a page: its own statement of encoding is believed when the bytes fit, otherwise as plain text."""
    named = _CHARSET.search(data[:4096])
    if named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        try:
            return data.decode(named.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)
