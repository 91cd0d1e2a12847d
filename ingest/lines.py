"""Lines of a PDF page: page numbers away, columns of the heading apart, wrapped lines joined to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from directives.letters import UPPER
from ingest.layout import Layout, Place, Printed, measure, new_paragraph

_PAGE_NUMBER = re.compile(r"(?:[-–—]\s*)?(?:trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*[-–—])?", re.I)
_NOTE = re.compile(r"\[?\d{1,3}(?:[\]. )]|$)|\*")
_NOTE_MARK = re.compile(r"\[?\d{1,3}\]?|\*{1,3}")
_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"[^\S\n]+")
# What begins a line of its own: units, list items, the fixed parts of a heading and of a signature.
_BEGINS = re.compile(
    r"(?:(?:Điều|ĐIỀU)\s+\d+\w?\s*[.:]"
    r"|(?:(?:Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC|Tiểu mục)\s+(?:[IVXLC]+|\d+|thứ)\b"
    r"|(?:Phụ lục|PHỤ LỤC)\b(?: [IVXLC\d]+\b)?+)"
    # "… tại Mục 3 | Chương III của Nghị định này" goes on.
    r"(?!,? (?:của|này|ban|kèm|và|hoặc|thuộc|đến|tại|về|theo|trong|nêu|trên|là|có|được|thì|đối)\b)"
    r"|\d{1,3}(?:\.\d{1,3})*\s*[.)]\s|\d{1,2}(?:\.\d{1,2})+\.?\s|[a-zđ]\s*[).]\s|[IVX]{1,6}\s*[.)]\s|[A-H]\.\s"
    r"|\(\d{1,2}\)\s(?=[" + UPPER + r"])"
    r"|[-–+•*●▪o]\s|Căn cứ\b|Theo đề nghị|Xét\b|Số\s*:|V/v\b|Kính gửi|Nơi nhận|CỘNG H[OÒ]|ĐẢNG CỘNG"
    r"|Độc lập\s*-|TM\.|KT\.|TL\.|TUQ\."
    r"|T/M\b|K/T\b|T/L\b|Lưu\s*:|\[\d+\])"
)
_ENDS = re.compile(r"[.;:!?…][”\"'’)\]]*$|\./\.?$")
_NUMBER_HYPHEN = re.compile(r"[/\-][A-ZĐƯ]{2,}-$|\w-[A-ZĐƯ]{2,}-$")
# A number or a span of years broken behind its hyphen or stroke: end of one line, beginning of the next.
_BROKEN_END = re.compile(r"\d[a-zđ]?[-–/]$")
_BROKEN_BEGIN = re.compile(r"[A-ZĐ]{1,8}[-–/]|[A-ZĐ]{2,}\d*\b|\d")
_OPEN_NUMBER = re.compile(r"(?:số|Số|điều|khoản|điểm|ngày|tháng|năm|và|của|tại|theo|về|các|những|với|trong)$")
# The country's name and motto, in whatever narrow column they had to be broken.
_MOTTO = re.compile(r"C[ỘO]NG H[ÒO][ÀA]? X[ÃA] HỘI CH[ỦU] NGHĨA VIỆT NAM|Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc")
_RIGHT_HEADING = re.compile(
    r"(?<=\S) (?=C[ỘO]NG H[ÒO][ÀA]? X[ÃA] HỘI CH[ỦU]|ĐẢNG CỘNG SẢN VIỆT NAM\s*$|Độc lập - Tự do)"
)
_DATE_LINE = re.compile(
    r"^(Số\s*:?\s*.*?/[\w\-–ĐƯ/]+(?: ?- ?[A-ZĐƯ]\w*)*) +((?:TP\.? ?)?[" + UPPER + r"][^,\d/]{2,40}, *ngày\b.*)$"
)


def clean_pages(pages: Sequence[Sequence[Printed]]) -> tuple[list[str], list[bool]]:
    """Return the pages as paragraphs, and for each whether it goes on in the middle of the paragraph before it."""
    rows = [[replace(line, text=_SPACES.sub(" ", line.text).lstrip(), gaps=()) for line in page] for page in pages]
    _drop_running(rows)
    notes = [_take_notes(lines) for lines in rows]
    rows = [_split_columns(lines) if i == 0 else lines for i, lines in enumerate(rows)]
    judge = _Judge(measure(rows), _width(rows))
    goes_on = [False] * len(rows)
    for i in range(1, len(rows)):
        before, here = _last(rows[i - 1]), _first(rows[i])
        goes_on[i] = before is not None and here is not None and judge.wraps(before, here, i - 1, i)
    texts = []
    for i, lines in enumerate(rows):
        paragraphs = judge.paragraphs(lines, i)
        under = judge.paragraphs(notes[i], i, notes=True)
        # Notes stand at the foot of the page; where a paragraph goes on overleaf they come before it.
        at = len(paragraphs) - 1 if i + 1 < len(rows) and goes_on[i + 1] and paragraphs else len(paragraphs)
        texts.append("\n".join([*paragraphs[:at], *under, *paragraphs[at:]]))
    return texts, goes_on


def _drop_running(pages: list[list[Printed]]) -> None:
    """Remove page numbers, and lines that stand at the same edge of most pages, of every page where there are few."""
    for lines in pages:
        for line in [line for line in lines if line.box and _PAGE_NUMBER.fullmatch(line.text.strip())]:
            others = [other.box.bottom for other in lines if other.box and other is not line and other.text]
            at = line.box.bottom if line.box else 0.0
            if others and (at > max(others) or at < min(others)):
                lines.remove(line)
        for edge in (0, -1):
            while lines and not lines[edge].row and _is_page_number(lines[edge].text):
                if lines[edge].text and sum(bool(line.text) for line in lines) == 1:
                    break
                lines.pop(edge)
    if len(pages) < 2:
        return
    needed = 0.6 * len(pages) if len(pages) > 3 else len(pages) - 0.5
    for edge in (0, -1):
        seen = Counter(_DIGITS.sub("#", lines[edge].text) for lines in pages if lines)
        for lines in pages[1:]:
            if len(lines) > 1 and seen[_DIGITS.sub("#", lines[edge].text)] > needed:
                lines.pop(edge)


def _is_page_number(text: str) -> bool:
    return not text or _PAGE_NUMBER.fullmatch(text.strip()) is not None


def _take_notes(lines: list[Printed]) -> list[Printed]:
    """Take the footnotes off a page: its last lines in small letters, from one that begins with a number on."""
    sizes = sorted(line.box.size for line in lines if line.box and len(line.text) > 25)
    if len(sizes) < 6:
        return []
    small = 0.9 * sizes[len(sizes) // 2]
    at = len(lines)
    while at and (not lines[at - 1].text or ((box := lines[at - 1].box) is not None and box.size < small)):
        at -= 1
    while at < len(lines) and not _NOTE.match(lines[at].text):
        at += 1
    notes: list[Printed] = []
    for line in lines[at:]:
        if notes and _NOTE_MARK.fullmatch(notes[-1].text.strip()):
            # A raised number is read as a line of its own.
            notes[-1] = Printed(f"{notes[-1].text.strip()} {line.text}", line.box)
        else:
            notes.append(line)
    del lines[at:]
    return notes


def _width(pages: Sequence[Sequence[Printed]]) -> int:
    """Length that nine tenths of the document's longer lines do not exceed, as a measure of a full line."""
    lengths = sorted(len(line.text) for lines in pages for line in lines if len(line.text) > 25 and not line.row)
    return lengths[int(len(lengths) * 0.9)] if lengths else 80


def _split_columns(lines: Sequence[Printed]) -> list[Printed]:
    """Take apart the lines of the heading that hold both columns."""
    result: list[Printed] = []
    for i, line in enumerate(lines):
        parts = [line.text]
        if i < 12 and line.text:
            dated = _DATE_LINE.match(line.text.rstrip())
            parts = [dated.group(1), dated.group(2)] if dated else _RIGHT_HEADING.split(line.text)
        result += [line] if len(parts) == 1 else map(Printed, parts)
    return result


@dataclass(frozen=True, slots=True)
class _Judge:
    """Decides which printed lines make up one paragraph."""

    layout: Layout
    width: int

    def paragraphs(self, lines: Sequence[Printed], page: int, notes: bool = False) -> list[str]:
        """Return the lines of a page, or of the notes at its foot, as paragraphs."""
        result: list[str] = []
        before: Printed | None = None
        for line in lines:
            begins = notes and _NOTE.match(line.text)
            if line.text and before and before.text and not begins and self.wraps(before, line, page, page):
                result[-1] = joined(result[-1], line.text)
            elif line.text:
                result.append(line.text.rstrip())
            before = line
        return result

    def wraps(self, before: Printed, line: Printed, page_before: int, page: int) -> bool:
        """Whether `line` goes on in the paragraph whose last printed line is `before`."""
        if before.row or line.row:
            return False
        if _MOTTO.fullmatch(f"{before.text.rstrip()} {line.text.rstrip()}"):
            return True
        place = self._place(before, line, page_before, page)
        if place is None:
            return _wraps(before.text, line.text, self.width)
        first, second = before.text.rstrip(), line.text
        if place.next_column:
            return second[0].islower() and not _ENDS.search(first)
        if place.apart:
            return False
        if is_broken(first, second):
            return True
        if place.room(second) and not place.returns(self.layout.indent):
            # In a narrow cell or column the edge is not known: what goes on there begins small.
            narrow = place.same_left and len(first) < 0.8 * self.width
            return narrow and second[0].islower() and not _ENDS.search(first) and not _BEGINS.match(second)
        item = bool(_BEGINS.match(second)) and not _continues_number(first, second)
        answer = new_paragraph(place, self.layout.indent, bool(_BEGINS.match(first)), item)
        if answer is not None:
            return not answer
        if _in_capitals(first) != _in_capitals(second) and place.indent > 20:
            return False
        return not (_ENDS.search(first) and place.same_left and place.indent > 20)

    def _place(self, before: Printed, line: Printed, page_before: int, page: int) -> Place | None:
        frame, other = self.layout.frames[page_before], self.layout.frames[page]
        if before.box is None or line.box is None or frame is None or other is None:
            return None
        lead = self.layout.lead(max(before.box.size, line.box.size))
        return Place(before.box, line.box, frame, other, lead, page_before == page)


def _wraps(before: str, line: str, width: int) -> bool:
    """Whether `line` goes on in the paragraph whose last printed line is `before`, told by the words alone.

    A space left at the end of a line is a sign of it: typesetters break there, and paragraphs seldom end so.
    """
    spaced, before = before.endswith(" ") and len(before) > 25, before.rstrip()
    if _BEGINS.match(line):
        return _continues_number(before, line)
    if is_broken(before, line):
        return True
    if _in_capitals(before) != _in_capitals(line):
        return len(before) > 0.8 * width and line[0].islower()
    if _ENDS.search(before):
        # A sentence that happens to end at the margin: the next one begins a paragraph unless the line was full.
        return len(before) > 0.93 * width and not before.endswith((";", ":", "./."))
    if spaced or _OPEN_NUMBER.search(before):
        return True
    return len(before) > (0.35 if line[0].islower() else 0.75) * width


def _in_capitals(line: str) -> bool:
    return line.upper() == line and sum(map(str.isalpha, line)) > 3


def _continues_number(before: str, line: str) -> bool:
    """Whether `line` looks like an item but stands inside a sentence ("… khoản | 2. …" or "ngày | 19 …")."""
    return bool(_OPEN_NUMBER.search(before)) and line[:1].isdigit() and not line[:4].rstrip().endswith((".", ")"))


def is_broken(before: str, line: str) -> bool:
    """Whether a number or a span of years was broken between the two lines."""
    return bool(_NUMBER_HYPHEN.search(before)) or bool(_BROKEN_END.search(before) and _BROKEN_BEGIN.match(line))


def begins_item(line: str) -> bool:
    """Whether a line begins like an item of a list, or like another part of a document that has a line of its own."""
    return bool(_BEGINS.match(line))


def joined(before: str, line: str) -> str:
    """Return two lines of one paragraph as one: without a space where a number is broken between them."""
    return f"{before.rstrip()}{'' if is_broken(before.rstrip(), line) else ' '}{line.rstrip()}"


def _first(lines: Sequence[Printed]) -> Printed | None:
    return next((line for line in lines if line.text.strip()), None)


def _last(lines: Sequence[Printed]) -> Printed | None:
    return next((line for line in reversed(lines) if line.text.strip()), None)
