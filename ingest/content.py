"""What an extractor hands over, and how raw text becomes canonical text without losing where it came from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from directives.models import Anchor
from directives.text import canonical

# TCVN3 (a symbol inside a word) and VNI (a vowel, then a mark written as another vowel) read as Latin-1: sequences that
# no Unicode Vietnamese text has.
_LEGACY_SIGN = re.compile(
    r"[a-zA-Z][µ¸¶·¹¨»¾¼½Æ©®§¬¤¥¦¡¢]|[µ¸¶·¹¨»¾¼½Æ©®¬§][a-zA-Z]|[aeoyôöAEOYÔÖ][ùøûõïâÙØÛÕÏÂ]|[uU][ùøûõïÙØÛÕÏ]"
)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Content:
    """The text of one file: canonical, with the starts of its pages, anchors (docx only) and Vietnamese warnings.

    `title` is what it is called where its text has no heading: the subject of a message.
    """

    text: str
    pages: tuple[int, ...] = (0,)
    anchors: tuple[Anchor, ...] = ()
    warnings: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Raw text of one run; `paragraph` is -1 for text that no run holds (automatic numbers, cell separators).

    `font` is the name of its font where that may tell how its letters are encoded.
    """

    text: str
    paragraph: int = -1
    run: int = -1
    character: int = 0
    page_break: bool = False
    font: str = ""


Line = list[Segment]


def without_surrogates(text: str) -> str:
    """Return `text` with surrogate pairs joined and lone surrogates as U+FFFD, so that it has a UTF-8 form."""
    if not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def looks_legacy(text: str) -> bool:
    """Whether `text` seems to be TCVN3 or VNI bytes shown as Latin-1 ("Uû ban nh©n d©n")."""
    sample = text[:200_000]
    letters = len(_LETTER.findall(sample))
    return letters > 40 and len(_LEGACY_SIGN.findall(sample)) > 0.04 * letters


def canonical_positions(raw: str, positions: Sequence[int]) -> tuple[str, list[int]]:
    """Return canonical(raw) and, for each ascending offset in `positions`, its offset there.

    An offset inside a group that becomes one character maps to the start of that group.
    """
    text = canonical(raw)
    if len(text) == len(raw) and unicodedata.is_normalized("NFC", raw):
        return text, list(positions)
    starts, targets = _groups(raw)
    return text, [targets[bisect_right(starts, p) - 1] if p < len(raw) else len(text) for p in positions]


def _groups(raw: str) -> tuple[list[int], list[int]]:
    """Offsets in `raw` where a character begins that nothing before it can merge with, and their canonical offsets."""
    starts, targets = [0], [0]
    begin = length = 0
    for i in range(1, len(raw) + 1):
        if i < len(raw) and _merges(raw[i], raw[i - 1]):
            continue
        length += len(canonical(raw[begin:i]))
        begin = i
        starts.append(i)
        targets.append(length)
    return starts, targets


def _merges(c: str, before: str) -> bool:
    if c == "\n":
        return before == "\r"
    # A dropped character stays with what precedes it; a mark or a Hangul vowel or final may compose with it.
    return unicodedata.category(c)[0] == "M" or "\u1160" <= c <= "\u11ff" or not canonical(c)


def assemble_lines(lines: Sequence[Line], warnings: Sequence[str] = ()) -> Content:
    """Return the lines joined by line ends as canonical text, with an anchor for each segment of a run."""
    marks: list[tuple[int, Segment]] = []
    raw: list[str] = []
    length = 0
    for i, line in enumerate(lines):
        for segment in [Segment("\n"), *line] if i else line:
            text = without_surrogates(segment.text)
            marks.append((length, segment))
            raw.append(text)
            length += len(text)
    text, mapped = canonical_positions("".join(raw), [at for at, _ in marks] + [length])
    pages, anchors = [0], []
    for (_, segment), start, end in zip(marks, mapped, mapped[1:], strict=False):
        # A break at the end of a line: the page begins with the next line.
        begin = start + (segment.page_break and text.startswith("\n", start))
        if segment.page_break and begin > pages[-1]:
            pages.append(begin)
        if segment.paragraph >= 0 and start < end:
            anchors.append(Anchor(start, end, segment.paragraph, segment.run, segment.character))
    while len(pages) > 1 and pages[-1] >= len(text):
        pages.pop()
    return Content(text, tuple(pages), tuple(anchors), tuple(warnings))


def join_pages(pages: Sequence[str], continued: Sequence[bool] = ()) -> tuple[str, tuple[int, ...]]:
    """Return the canonical pages joined, and the start of each; a page that goes on mid-sentence follows a space."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for i, page in enumerate(pages):
        if i:
            parts.append(" " if i < len(continued) and continued[i] else "\n")
            length += 1
        starts.append(length)
        part = canonical(without_surrogates(page))
        parts.append(part)
        length += len(part)
    text = "".join(parts)
    return text, tuple(dict.fromkeys(min(s, max(0, len(text) - 1)) for s in starts)) or (0,)
