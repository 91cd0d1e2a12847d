"""Where type, date, issuer and title of a citation stand in the text, and in which part of it the citation stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from directives.citing.clauses import bare_year_at, date_at
from directives.citing.naming import issuer_at
from directives.issuers import identify
from directives.laws import find_law_names
from directives.models import Citation, Document, Span
from directives.text import fold, trim

_AHEAD = 420  # characters behind a number in which its date and issuer may stand
_BEHIND = 300
_TITLE = 900
_DATE_START = re.compile(r"ngày|năm|\(|(?<!\d)\d{1,2}/", re.IGNORECASE)
_BARE_DATE = re.compile(r"\d.*\d|\d", re.DOTALL)

_BEFORE_NUMBER = re.compile(r"\s*(?:năm\s+\d{4}\s*)?,?\s*\(?(?:luật\s+)?(?:số\s*:?\s*)?\Z", re.IGNORECASE)

_CUE = re.compile(r"(?<!\w)(?:của|được|do)\s+", re.IGNORECASE)
_AT = re.compile(r"\s+(?:ban\s+hành\s+|phê\s+duyệt\s+)?tại\s+\Z", re.IGNORECASE)

Region = Literal["heading", "body", "closing"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation with the spans of its attributes, None where one is not written; `index` counts the citations.

    `type` may stand at the head of a list and `date` or `issuer` at its end.  `inside`: it stands in the title or name
    of another cited document.  `law` is the name before a law's number, without "Luật"; `said_by` a body that stands
    before a number that names no issuer ("ý kiến của … tại Công văn số …").
    """

    index: int
    citation: Citation
    type: Span | None
    date: Span | None
    issuer: Span | None
    title: Span | None
    region: Region
    inside: bool = False
    law: Span | None = None
    said_by: Span | None = None

    @property
    def span(self) -> Span:
        """The number, or the law's name."""
        return Span(self.citation.start, self.citation.end)


def mentions(document: Document) -> tuple[Mention, ...]:
    """Return every citation of a document with its places, in reading order."""
    found: list[Mention] = []
    containers: list[Span] = []
    for index, citation in enumerate(document.citations):
        title = _title(document.text, citation)
        at = citation.start
        inside = any(c.start <= at < c.end and (c.start, c.end) != (at, citation.end) for c in containers[-40:])
        found.append(
            Mention(
                index,
                citation,
                _type(document.text, citation),
                _date(document.text, citation),
                _issuer(document.text, citation),
                title,
                _region(document, at),
                inside,
                _law_name(document.text, citation),
                _said_by(document.text, citation),
            )
        )
        if title is not None:
            containers.append(title)
        if citation.kind == "law":
            containers.append(Span(citation.start, citation.end))
    return tuple(found)


def _region(document: Document, at: int) -> Region:
    header = document.header
    if at < header.heading.end:
        return "heading"
    return "closing" if any(span.start <= at < span.end for span in header.closing) else "body"


def _flexible(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)


def _first(pattern: re.Pattern[str], text: str, start: int, end: int) -> Span | None:
    match = pattern.search(text, start, min(end, len(text)))
    return Span(match.start(), match.end()) if match else None


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> Span | None:
    found: Span | None = None
    for match in pattern.finditer(text, max(0, start), end):
        found = Span(match.start(), match.end())
    return found


def _type(text: str, citation: Citation) -> Span | None:
    if citation.type is None or citation.kind == "law":
        return None
    law = _law_name(text, citation)
    words = re.compile(rf"(?<!\w){_flexible(citation.type).pattern}(?!\w)", re.IGNORECASE)
    return _last(words, text, citation.start - _BEHIND, law.start if law else citation.start)


def _date(text: str, citation: Citation) -> Span | None:
    """Return the figures of the date, without "ngày" or "năm"."""
    if citation.date is None:
        return None
    if citation.kind == "law" and (year := bare_year_at(text, citation.end)) and year[0] == citation.date:
        return Span(year[1] - 4, year[1])
    for match in _DATE_START.finditer(text, citation.end, citation.end + _AHEAD):
        dated = date_at(text, match.start())
        figures = _BARE_DATE.search(text, match.start(), dated[1]) if dated and dated[0] == citation.date else None
        if figures is not None:
            return Span(*trim(text, figures.start(), figures.end()))
    return None


def _issuer(text: str, citation: Citation) -> Span | None:
    if citation.issuer is None:
        return None
    pattern = _flexible(citation.issuer)
    behind = _first(pattern, text, citation.end, citation.end + _AHEAD)
    return behind or _last(pattern, text, citation.start - _BEHIND, citation.start)


def _said_by(text: str, citation: Citation) -> Span | None:
    if citation.issuer is not None or citation.kind != "numbered":
        return None
    kind = _type(text, citation)
    begin = kind.start if kind else citation.start
    start = max(0, begin - 130)
    window = text[start:begin]
    cue = max(_CUE.finditer(window), key=lambda match: match.end(), default=None)
    end = issuer_at(window, fold(window), cue.end(), len(window)) if cue else None
    if cue is None or end is None or _AT.match(window, end) is None or identify(window[cue.end() : end]) is None:
        return None
    return Span(start + cue.end(), start + end)


def _law_name(text: str, citation: Citation) -> Span | None:
    if citation.kind == "law" or citation.type not in ("luật", "bộ luật", "pháp lệnh"):
        return None
    start = max(0, citation.start - _BEHIND)
    window = text[start : citation.start]
    names = [law for law in find_law_names(window, fold(window)) if _BEFORE_NUMBER.match(window, law.end)]
    # An amending law's name holds the names of the laws that it amends: the outermost one bears the number.
    first = min(names, key=lambda law: law.start, default=None)
    return Span(start + first.title, start + first.end) if first else None


def _title(text: str, citation: Citation) -> Span | None:
    if not citation.title:
        return None
    pattern = _flexible(citation.title)
    if citation.kind == "law":
        return _last(pattern, text, citation.start, citation.end)
    return _first(pattern, text, citation.end, citation.end + _TITLE + len(citation.title))


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines of `text`, without their ends."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1
