"""The end of a document: recipients (nơi nhận) and signature, in the orders and layouts that offices use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from directives.headers.cells import Cell, cell_of, cells
from directives.headers.issuing import is_body
from directives.headers.signature import (
    Signature,
    inner_signature,
    is_blank_name,
    is_role,
    is_signed_mark,
    name_of,
    opens_another,
    opens_signature,
    read_signatures,
    signature_lines,
)
from directives.letters import UPPER
from directives.models import Span
from directives.text import fold

_RECIPIENTS = re.compile(
    r"^[ #>*_|\-–]*n[ơo]i[ ]+(?:nh[ậa]n|g[ửu]i)[ ]*[*_]*[ ]*(?::|[*_ ]*$|\.)",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL = re.compile(r"\W*n[o0]i +(?:nhan|gui)[ :.*_]*")
_BULLET = re.compile(r"[-–—−+•*·\uf02d]+ *(?=\S)")
_NEXT_ITEM = re.compile(r"(?<=[;.,]) +[-–—] *(?=\S)")
_OPEN_LINE = re.compile(
    rf"^[ #>*_|]*(?:(?:[Tt] ?[./]? ?[Mm]|[Kk] ?[./]? ?[Tt]|[Tt] ?[./]? ?[Ll]|TUQ|T/UQ) ?[./]|(?:T/M|K/T|"
    rf"T/L|TUQ) |(?:PHÓ |Q\. ?|QUYỀN )?[{UPPER}][{UPPER} ]{{3}})",
    re.MULTILINE,
)
_GLUED_NAME = re.compile(r"[;.)] +([^\W\d_][^;.,()\d]{4,40})$")
_FOOTNOTE = re.compile(r"\W*\[\d{1,3}\]")
_ATTESTED = re.compile(r"\W*xac thuc van ban hop nhat")
_REACH = 7_000
# How far a signature may stand from the recipients and still belong to the same closing.
_APART = 900
_MOST_ITEMS = 90
_LONGEST_LINE = 200
_MOST_SCRAPS = 40
_MOST_LINES = 24


@dataclass(slots=True)
class Closing:
    """Recipients as printed, without bullets and closing marks, and the signatures; spans are offsets."""

    recipients: list[str] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    floor: int = 0  # where the body begins


def read_closing(text: str, start: int, end: int) -> Closing:
    """Return the closing of the document whose body begins at `start`; empty where there is none before `end`."""
    label = _RECIPIENTS.search(text, start, end)
    signed = _first_signed(text, start, min(end, label.start()) if label else end)
    closing = Closing(floor=start)
    if signed and (label is None or label.start() - signed[-1].end > _APART):
        _sign(closing, signed, text)
        return closing
    if label is None:
        return closing
    _Recipients(text, closing).read(label.start(), min(end, label.start() + _REACH))
    if not closing.signatures:
        _sign(closing, signed, text)
        _take_scraps(text, closing, label.start())
    closing.spans.sort(key=lambda span: span.start)
    return closing


def _sign(closing: Closing, signatures: Sequence[Signature], text: str) -> None:
    closing.signatures.extend(signatures)
    if signatures:
        start = min(s.start for s in signatures)
        closing.spans.append(Span(_with_body_above(text, closing.floor, start), max(s.end for s in signatures)))


def _with_body_above(text: str, floor: int, start: int) -> int:
    """Where a closing begins whose first line names the body above the role ("SỞ NỘI VỤ" / "KT. GIÁM ĐỐC")."""
    floor = max(floor, start - 200)
    lines = text[floor:start].rstrip("\n ")
    above = lines.rpartition("\n")[2]
    if "\n" not in lines or not above.isupper() or len(above) > 90 or not is_body(above):
        return start
    return floor + len(lines) - len(above)


def _take_scraps(text: str, closing: Closing, label: int) -> None:
    """Take what stands between signatures and recipients where nothing but short lines does: columns run together."""
    end = max((span.end for span in closing.spans if span.end <= label), default=label)
    lines = text[end:label].split("\n")
    if (
        text[end:label].strip()
        and len(lines) <= _MOST_SCRAPS
        and all(len(line) <= 60 and line.rstrip()[-1:] not in (".", ";") for line in lines)
    ):
        closing.spans.append(Span(end, label))


def _first_signed(text: str, start: int, end: int) -> list[Signature]:
    """The first signatures of `text[start:end]` that bear a name, or end the text."""
    tried = start
    for match in _OPEN_LINE.finditer(text, start, end):
        if match.start() < tried:
            continue
        line_end = text.find("\n", match.start(), match.start() + _LONGEST_LINE)
        if line_end < 0 and len(text) - match.start() <= _LONGEST_LINE:
            line_end = len(text)
        if line_end < 0 or not opens_signature(text[match.start() : line_end]):
            continue
        lines = signature_lines(cells(text, match.start(), min(end - match.start(), 1_500)))
        found = read_signatures(text, lines)
        if any(signature.name for signature in found):
            return found
        # What was no signature from its first line on is none from its second.
        tried = max((cell.end for cell in lines), default=line_end)
    return []


class _Recipients:
    """Reads the lines from "Nơi nhận:" on: recipients, and the signature that stands beside or below them."""

    def __init__(self, text: str, closing: Closing) -> None:
        self.text = text
        self.closing = closing
        self.items: list[list[str]] = []
        self.signing: list[Cell] = []
        self.end = 0
        # Whether the cell at hand stands in the column beside another one.
        self.beside = False
        self.following: list[Cell] = []
        self.unsigned = False

    def read(self, start: int, limit: int) -> None:
        before = -1
        every = list(cells(self.text, start, limit - start))
        for i, cell in enumerate(every):
            self.beside = cell.line == before
            self.following = every[i + 1 : i + 4]
            before = cell.line
            if not self._line(cell, first=i == 0):
                break
        self.closing.recipients = [item for parts in self.items if (item := _tidy(" ".join(parts)))]
        self.closing.spans.append(Span(start, max(self.end, start)))
        if self.signing:
            _sign(self.closing, read_signatures(self.text, signature_lines(self.signing)), self.text)

    def _line(self, cell: Cell, first: bool) -> bool:
        """Read one cell; False where the closing is over."""
        if first:
            self.end = cell.end
            label = _LABEL.match(cell.folded)
            rest = cell_of(self.text, cell.start + label.end(), cell.end, cell.line) if label else None
            return rest is None or self._line(rest, first=False)
        if self.signing and is_blank_name(cell.text):
            self.unsigned = True
            self.end = max(self.end, cell.end)
            return True
        if cell.rule or is_signed_mark(cell.text) or _ATTESTED.match(cell.folded):
            return True
        if cell.motto or _FOOTNOTE.match(cell.text) or len(self.items) > _MOST_ITEMS:
            return False
        if len(self.signing) < _MOST_LINES and self._signs(cell):
            self.signing.append(cell)
            return True
        if self.signing and self._signature_done() and not _BULLET.match(cell.text):
            return self._closed() is False and self._item(cell)
        return self._item(cell)

    def _signs(self, cell: Cell) -> bool:
        if opens_signature(cell.text) or (self.beside and (is_role(cell.text) or name_of(cell.text))):
            return True
        if not self.signing:
            return self._closed() and opens_another(cell.text, self.following)
        if _BULLET.match(cell.text):
            return False
        if name_of(cell.text) or opens_another(cell.text, self.following):
            return True
        return not self._signature_done() and (is_role(cell.text) or (cell.text.isupper() and len(cell.text) < 90))

    def _signature_done(self) -> bool:
        return self.unsigned or any(s.name for s in read_signatures(self.text, signature_lines(self.signing)))

    def _closed(self) -> bool:
        """Whether the list has its last item: the file copy ("Lưu: …")."""
        return bool(self.items) and fold(" ".join(self.items[-1])).startswith("luu")

    def _item(self, cell: Cell) -> bool:
        bullet = _BULLET.match(cell.text)
        content = cell.text[bullet.end() :] if bullet else cell.text
        begin = cell.start + (bullet.end() if bullet else 0)
        inner = inner_signature(content)
        if inner is None and self.signing and not self._signature_done():
            glued = _GLUED_NAME.search(content)
            inner = glued.start(1) if glued is not None and name_of(glued.group(1)) else None
        if inner is not None:
            tail = cell_of(self.text, begin + inner, cell.end, cell.line)
            if tail is not None:
                self.signing.append(tail)
            content = content[:inner]
        if bullet:
            self.items += [[piece] for piece in _NEXT_ITEM.split(content)]
        elif not self._goes_on(content, cell):
            return False
        self.end = max(self.end, begin + len(content.rstrip()))
        return True

    def _goes_on(self, content: str, cell: Cell) -> bool:
        """Take a line without a bullet: the rest of the item before it, or an item whose bullet was lost."""
        if content.isupper() and len(content) > 6:
            return False
        open_item = bool(self.items) and self.items[-1][-1].rstrip()[-1:] not in (";", ".")
        if self._closed() and (not open_item or cell.gap or len(content) > 60):
            return False
        if open_item and len(content) < 120:
            self.items[-1].append(content)
            return True
        if len(content) < 120 and (content[-1] in ";.," or fold(content).startswith(("luu", "nhu tren"))):
            self.items += [[piece] for piece in _NEXT_ITEM.split(content)]
            return True
        return name_of(content) is not None and not self._closed()


def _tidy(item: str) -> str:
    return " ".join(item.split()).strip(" ;,*_").removesuffix(".").strip()
