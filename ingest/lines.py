"""Lines of a PDF page: page numbers away, columns of the heading apart, wrapped lines joined to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_PAGE_NUMBER = re.compile(r"(?:[-–—]\s*)?(?:trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*[-–—])?", re.I)
_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"[^\S\n]+")
# What begins a line of its own: units, list items, the fixed parts of a heading and of a signature.
_BEGINS = re.compile(
    r"(?:(?:Điều|ĐIỀU)\s+\d+\w?\s*[.:]|(?:Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC|Tiểu mục)\s+(?:[IVXLC]+|\d+|thứ)\b"
    r"|(?:Phụ lục|PHỤ LỤC)\b"
    r"|\d{1,3}(?:\.\d{1,3})*\s*[.)]\s|\d{1,2}(?:\.\d{1,2})+\.?\s|[a-zđ]\s*[).]\s|[IVX]{1,6}\s*[.)]\s|[A-H]\.\s"
    r"|[-–+•*●▪o]\s|Căn cứ\b|Theo đề nghị|Xét\b|Số\s*:|V/v\b|Kính gửi|Nơi nhận|CỘNG H[OÒ]|ĐẢNG CỘNG"
    r"|Độc lập\s*-|TM\.|KT\.|TL\.|TUQ\."
    r"|T/M\b|K/T\b|T/L\b|Lưu\s*:|\[\d+\])"
)
_ENDS = re.compile(r"[.;:!?…][”\"'’)\]]*$|\./\.?$")
_NUMBER_HYPHEN = re.compile(r"[/\-][A-ZĐƯ]{2,}-$|\w-[A-ZĐƯ]{2,}-$")
_OPEN_NUMBER = re.compile(r"(?:số|Số|điều|khoản|điểm|ngày|tháng|năm|và|của|tại|theo|về|các|những|với|trong)$")
_RIGHT_HEADING = re.compile(
    r"(?<=\S) (?=C[ỘO]NG H[ÒO][ÀA]? X[ÃA] HỘI CH[ỦU]|ĐẢNG CỘNG SẢN VIỆT NAM\s*$|Độc lập - Tự do)"
)
_DATE_LINE = re.compile(
    r"^(Số\s*:?\s*.*?/[\w\-–ĐƯ/]+(?: ?- ?[A-ZĐƯ]\w*)*) +((?:TP\.? ?)?[A-ZĐÂĂÊÔƠƯÀ-Ỹ][^,\d/]{2,40}, *ngày\b.*)$"
)


def clean_pages(pages: Sequence[str]) -> tuple[list[str], list[bool]]:
    """Return the pages as paragraphs, and for each whether it goes on in the middle of the paragraph before it."""
    rows = [[_SPACES.sub(" ", line).lstrip() for line in page.split("\n")] for page in pages]
    _drop_running(rows)
    width = _width(rows)
    joined = [_paragraphs(lines, width, first=i == 0) for i, lines in enumerate(rows)]
    goes_on = [False] * len(rows)
    for i in range(1, len(rows)):
        before, here = _last(rows[i - 1]), _first(rows[i])
        goes_on[i] = bool(before and here) and _wraps(before, here, width)
    return ["\n".join(lines) for lines in joined], goes_on


def _drop_running(pages: list[list[str]]) -> None:
    """Remove page numbers, and lines that stand at the same edge of most pages."""
    for lines in pages:
        for edge in (0, -1):
            while lines and (not lines[edge] or _PAGE_NUMBER.fullmatch(lines[edge].strip())):
                if lines[edge] and sum(map(bool, lines)) == 1:
                    break
                lines.pop(edge)
    if len(pages) < 4:
        return
    for edge in (0, -1):
        seen = Counter(_DIGITS.sub("#", lines[edge]) for lines in pages if lines)
        for lines in pages[1:]:
            if lines and len(lines) > 1 and seen[_DIGITS.sub("#", lines[edge])] > 0.6 * len(pages):
                lines.pop(edge)


def _width(pages: Sequence[Sequence[str]]) -> int:
    """Length that nine tenths of the document's longer lines do not exceed, as a measure of a full line."""
    lengths = sorted(len(line) for lines in pages for line in lines if len(line) > 25)
    return lengths[int(len(lengths) * 0.9)] if lengths else 80


def _paragraphs(lines: Sequence[str], width: int, first: bool) -> list[str]:
    split: list[str] = []
    for i, line in enumerate(lines):
        split += _columns(line) if first and i < 12 else [line]
    result: list[str] = []
    before = ""
    for line in split:
        if line and before and _wraps(before, line, width):
            glue = "" if _NUMBER_HYPHEN.search(before.rstrip()) else " "
            result[-1] += glue + line.rstrip()
        elif line:
            result.append(line.rstrip())
        before = line
    return result


def _columns(line: str) -> list[str]:
    """Take apart a line of the heading that holds both columns."""
    dated = _DATE_LINE.match(line.rstrip())
    if dated:
        return [dated.group(1), dated.group(2)]
    return _RIGHT_HEADING.split(line) if line else [line]


def _wraps(before: str, line: str, width: int) -> bool:
    """Whether `line` goes on in the paragraph whose last printed line is `before`.

    A space left at the end of a line is a sign of it: typesetters break there, and paragraphs seldom end so.
    """
    spaced, before = before.endswith(" ") and len(before) > 25, before.rstrip()
    if _BEGINS.match(line):
        return _continues_number(before, line)
    if _NUMBER_HYPHEN.search(before):
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


def _first(lines: Sequence[str]) -> str:
    return next((line for line in lines if line.strip()), "")


def _last(lines: Sequence[str]) -> str:
    return next((line for line in reversed(lines) if line.strip()), "")
