"""The heading block of a document: issuer, number, place, date, type and title, in every look that offices use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from directives.dates import DATE, ILLEGIBLE_DATE, iso_date
from directives.headers.cells import Cell, cell_of, cells
from directives.headers.issuing import bodies, is_body
from directives.headers.marks import is_mark, secrecy_of
from directives.headers.titles import Title, is_opening, read_title
from directives.headers.typeline import joint, leading_type, type_of_abbreviation
from directives.letters import LOWER, UPPER
from directives.models import Span
from directives.reference.numbers import Number, find_blank_numbers, find_numbers, parse_number
from directives.reference.symbols import plain
from directives.units.attachments import opens_annex

_LABEL = re.compile(
    r"\W*(?P<kind>(?:luat|bo luat|phap lenh|lenh|nghi quyet|nghi dinh|quyet dinh|thong tu|chi thi|"
    r"cong van|ke hoach)\s+)?"
    r"(?:s[o0]\s*(?:[:.;]\s*|(?=[\d.…_/-]|$))|se\s*[:;]\s*(?=\d))"
)
_NAME = rf"[{UPPER}][{UPPER}{LOWER}'’]*(?:[ .\-–]{{1,3}}[{UPPER}][{UPPER}{LOWER}'’]*){{0,6}}"
_PLACE = re.compile(
    rf"[\W_]*((?:(?:TP|Tp|T\.P)\.? ?|(?:[Tt]hành phố|[Tt]ỉnh|[Hh]uyện|[Tt]hị xã|[Xx]ã|"
    rf"[Pp]hường) )?{_NAME}(?: [{LOWER}]+)?|[{LOWER}]+ [{LOWER}]+)[ .…_]*,?[ .…_]*$"
)
_DATE_AT_END = re.compile(
    rf"(?<=\s)(?P<place>(?:(?:TP|Tp)\. ?)?{_NAME}) ?, ?(?P<day>ngày.{{0,12}}th[áa]n.{{0,10}}n[ăa].{{0,8}})$"
)
_SUBJECT = re.compile(r"v\s*/\s*v\b|ve viec\b")
_ADDRESSEE = re.compile(r"\W*kinh (?:gui|goi)\b")
_NUMBER_TOKEN = re.compile(r" {0,12}\d[\w.]{0,10} {0,4}(?:[/\-–−]{1,3} {0,3}[\w&]+(?:\.[\w&]+)*){1,12}")
# Digits written by hand that were scanned as something else: the number counts as blank.
_ILLEGIBLE = re.compile(r" {0,8}[^\s/]{1,6} {0,4}(?P<symbol>/ ?[^\W\d_][\w&]{1,20}(?:[-–/][\w&]{1,20}){0,6})")
_CASE_FREE_TYPE = re.compile(r"\W*$|\s*(?:cua|lien tich|lien nganh|so)\b")
_CONSOLIDATED = "VBHN"
_HEAD_CELLS = 90
_LAWS = ("luật", "bộ luật", "pháp lệnh", "hiến pháp")
_SENTENCE_END = re.compile(r"[.;:](?=\s)|\n\s*\n")
_LONGEST_TITLE = 600
_PREAMBLE = 8_000


@dataclass(slots=True)
class Heading:
    """What the heading block says; spans are offsets into the text."""

    number: str | None = None
    number_span: Span | None = None
    abbreviation: str | None = None
    type: str | None = None
    issuer: str | None = None
    parent_issuer: str | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None
    secrecy: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """From the first to the last line of the block."""
        if not self.spans:
            return Span(0, 0)
        return Span(min(s for s, _ in self.spans), max(e for _, e in self.spans))


class HeadingReader:
    """Reads the cells of a heading in order; what was read stands in `heading`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.heading = Heading()
        self.mast: list[Cell] = []
        self.dated = False
        self.official = False
        self.subject = False

    def read(self) -> Heading:
        """Return the heading of the text."""
        queue = _above_data(self.text, list(_first(cells(self.text), _HEAD_CELLS)))
        at = 0
        while at < len(queue):
            step = self._step(queue, at)
            if step < 0:
                break
            at += step
        if not self.official and self.heading.number is None and self.heading.type is None:
            return Heading(secrecy=self.heading.secrecy)
        self._name_issuer()
        self._infer_type()
        if self.heading.title is None and self.heading.type is not None:
            self.heading.title = self._enacted_title()
        return self.heading

    def _enacted_title(self) -> str | None:
        """The title as the enacting sentence gives it ("… ban hành Thông tư quy định …"), for headings without one."""
        start = self.heading.span.end
        enacting = re.compile(rf"\bban hành\s{{1,3}}{self.heading.type}\s{{1,3}}(?=\S)", re.IGNORECASE)
        match = enacting.search(self.text, start, start + _PREAMBLE)
        if match is None:
            return None
        stop = _SENTENCE_END.search(self.text, match.end(), match.end() + _LONGEST_TITLE)
        return " ".join(self.text[match.end() : stop.start()].split()).strip(" *_") or None if stop else None

    def _step(self, queue: list[Cell], at: int) -> int:
        """Read one cell; the number of cells used up, or -1 where the heading ends."""
        cell = queue[at]
        if cell.rule:
            return 1
        if cell.motto:
            self.official = True
            self._hold(cell.start, cell.end)
            return 1
        if self.heading.number is None and self.heading.type is None and opens_annex(cell.text):
            return -1
        if is_mark(cell):
            self.heading.secrecy = self.heading.secrecy or secrecy_of(cell.text)
            return 1
        if _ADDRESSEE.match(cell.folded):
            self.subject = self.subject or self.heading.number is not None
            return -1
        if self._number(queue, at) or self._date(queue, at):
            return 1
        return self._words(queue, at)

    def _words(self, queue: list[Cell], at: int) -> int:
        cell = queue[at]
        if self._cut_date(queue, at):
            return 0
        if self.heading.title is None and self._begins_subject(queue, at):
            return self._subject(queue, at)
        if self.heading.title is None and self.heading.type is None and self._type(queue, at):
            return -1
        prose = len(cell.text) > 160 and not cell.text.isupper()
        if self.heading.title is not None or is_opening(cell.text) or prose:
            return -1 if self.heading.title is None or self._settled(queue, at) else 1
        self.mast.append(cell)
        return 1

    def _begins_subject(self, queue: list[Cell], at: int) -> bool:
        """Whether a subject begins: "V/v …"; under a number "Về việc …", and "Về …" where "Kính gửi" is near."""
        cell = queue[at]
        if _SUBJECT.match(cell.folded):
            return self.heading.number is not None or cell.text[1] == "/"
        if self.heading.number is None or self.heading.type is not None or not cell.text.lower().startswith("về "):
            return False
        return any(_ADDRESSEE.match(following.folded) for following in queue[at + 1 : at + 8])

    def _cut_date(self, queue: list[Cell], at: int) -> bool:
        """Part "V/v … Nơi, ngày … tháng … năm …": both columns run together on one line."""
        cell = queue[at]
        match = None if self.dated else _DATE_AT_END.search(cell.text)
        if match is None or match.start("place") < 8:
            return False
        left = cell_of(self.text, cell.start, cell.start + match.start("place"), cell.line, cell.gap)
        right = cell_of(self.text, cell.start + match.start("place"), cell.end, cell.line)
        if left is None or right is None:
            return False
        queue[at : at + 1] = [left, right]
        return True

    def _settled(self, queue: Sequence[Cell], at: int) -> bool:
        """After the subject of a letter only number, place and date can still follow, in the other column."""
        if self.dated and self.heading.number is not None:
            return True
        return not any(DATE.search(c.folded) and len(c.text) < 80 for c in queue[at + 1 : at + 4])

    def _hold(self, start: int, end: int) -> None:
        self.heading.spans.append((start, end))

    def _number(self, queue: list[Cell], at: int) -> bool:
        """Read a line "Số: …"; what stands behind the number on the line is put back as a cell of its own."""
        cell = queue[at]
        label = _LABEL.match(cell.folded)
        if label is None:
            found = parse_number(cell.text) if self.heading.number is None and len(cell.text) < 40 else None
            if found is None:
                return False
            self._take_number(found, cell.start, cell.end, cell)
            return True
        if self.heading.number is not None:
            return label.end() >= len(cell.folded)
        wraps = cell.text[-1] in "-–/" and at + 1 < len(queue) and queue[at + 1].line == cell.line + 1
        reach = queue[at + 1].end if wraps else cell.end
        read, begin, end = _leading_number(self.text, cell.start, reach, label.end())
        if wraps and end > cell.end:
            cell = queue.pop(at + 1)
        if read is None:
            if cell.folded[label.end() :].strip(" .…_:/-") == "":
                self._hold(cell.start, cell.end)
                return True
            return False
        rest = cell_of(self.text, end, cell.end, cell.line)
        if label["kind"] and rest is not None:
            return False
        self._take_number(read, begin, end, cell)
        if rest is not None and not rest.rule:
            queue.insert(at + 1, rest)
        return True

    def _take_number(self, number: Number | str, start: int, end: int, cell: Cell) -> None:
        if isinstance(number, Number):
            self.heading.number = number.canonical
            self.heading.abbreviation = number.type_abbreviation
        else:
            self.heading.number = number
        self.heading.number_span = Span(start, end)
        self._hold(cell.start, end)

    def _date(self, queue: list[Cell], at: int) -> bool:
        """Read "Nơi, ngày … tháng … năm …"; text around it is put back."""
        cell = queue[at]
        if self.dated:
            return False
        match = DATE.search(cell.folded) or ILLEGIBLE_DATE.search(cell.folded)
        if match is None or match.start() > 60:
            return False
        before = cell.text[: match.start()]
        place = _PLACE.match(before)
        if before.strip(" .…_,") and (place is None or leading_type(before)):  # "BÁO CÁO NGÀY 11 THÁNG 9 …" is a title
            return False
        self.dated = True
        self.heading.date = iso_date(match) if match.re is DATE else None
        start = cell.start + match.start()
        if place is not None:
            name = " ".join(place.group(1).split()).strip(" .…_,")
            self.heading.place = name or None
            start = cell.start + place.start(1)
        self._hold(start, cell.start + match.end())
        rest = cell_of(self.text, cell.start + match.end(), cell.end, cell.line)
        if rest is not None and not rest.rule and rest.text.strip(" .,;…"):
            queue.insert(at + 1, rest)
        head = cell_of(self.text, cell.start, start, cell.line)
        if head is not None and head.text.strip(" .,;…"):
            self.mast.append(head)
        return True

    def _subject(self, queue: list[Cell], at: int) -> int:
        """Read "V/v …" and the lines it runs on; the other column may stand between them."""
        title = read_title(self.text, queue[at:], letter=True)
        self.heading.title = title.text
        self.subject = True
        self._hold_title(title)
        used = {at + i for i in title.used} | {at}
        queue[:] = [cell for i, cell in enumerate(queue) if i not in used]
        return 0

    def _hold_title(self, title: Title) -> None:
        for start, end in title.spans:
            self._hold(start, end)

    def _type(self, queue: list[Cell], at: int) -> bool:
        """Read a line that begins with a type, and the title behind it."""
        cell = queue[at]
        found = leading_type(cell.text)
        if found is None:
            return False
        name, end = found
        head = cell.text[:end]
        rest = cell.folded[end:]
        first = not self.official and self.heading.number is None and at <= 1 and not self.mast
        if self._names_body(queue, at):
            return False
        if not head.isupper() and not _CASE_FREE_TYPE.match(rest) and not (first and _is_headline(cell.text)):
            return False
        self._hold(cell.start, cell.start + end)
        following = [*_rest_of(self.text, cell, end), *queue[at + 1 :]]
        self.heading.type = joint(name, following[0].text) if following else name
        title = read_title(self.text, following, law=name in _LAWS)
        self.heading.secrecy = self.heading.secrecy or next(
            (mark for c in following[: max(title.used, default=-1) + 1] if (mark := secrecy_of(c.text))), None
        )
        self._facts_of(title)
        self.heading.title = title.text
        self._hold_title(title)
        return True

    def _names_body(self, queue: list[Cell], at: int) -> bool:
        """Whether a line that begins like a type goes on with a body ("BAN CHỈ ĐẠO THỰC HIỆN" / "QUY CHẾ …")."""
        if self.heading.number is not None or not self.mast or queue[at].line - self.mast[-1].line != 1:
            return False
        ahead = queue[at + 1 : at + 14]
        number = next((i for i, c in enumerate(ahead) if _LABEL.match(c.folded)), None)
        return number is not None and any(c.text.isupper() and leading_type(c.text) for c in ahead[number:])

    def _facts_of(self, title: Title) -> None:
        """Take number, date and issuer written between type and title ("Nghị định của Chính phủ số … ngày …")."""
        if title.number is not None and self.heading.number is None:
            self.heading.number = title.number.canonical
            self.heading.abbreviation = title.number.type_abbreviation
            self.heading.number_span = title.number_span
        if title.date is not None and not self.dated:
            self.heading.date = title.date
        if title.issuer is not None and not any(is_body(c.text) for c in self.mast):
            self.heading.issuer = title.issuer

    def _name_issuer(self) -> None:
        found = bodies(self.text, self.mast, certain=self.heading.number is not None)
        if found:
            self.heading.issuer = found[-1].name
            self.heading.parent_issuer = found[-2].name if len(found) > 1 else None
        for body in found:
            for start, end in body.spans:
                self._hold(start, end)

    def _infer_type(self) -> None:
        """Where no type is written the number tells it; a letter has none, or "CV"."""
        if self.heading.abbreviation == _CONSOLIDATED:
            # The heading repeats the act that was consolidated; the document is the consolidated text.
            self.heading.type = "văn bản hợp nhất"
        if self.heading.type is not None or not (self.heading.number or self.subject):
            return
        known = type_of_abbreviation(self.heading.abbreviation) if self.heading.abbreviation else None
        self.heading.type = known or ("công văn" if self.subject else None)


def _first(items: Iterator[Cell], count: int) -> Iterator[Cell]:
    for i, item in enumerate(items):
        if i >= count:
            return
        yield item


def _above_data(text: str, queue: list[Cell]) -> list[Cell]:
    """Return the cells above the first row of a table of data: a number in a list of documents is none's own.

    A row of a heading's table has two cells, or says what only headings say.
    """
    at = 0
    while at < len(queue):
        row = [cell for cell in queue[at : at + 12] if cell.line == queue[at].line]
        barred = text.count("|", row[0].start, row[-1].end) > 1
        if barred and len(row) > 2 and not any(c.motto or is_body(c.text) or _LABEL.match(c.folded) for c in row):
            return queue[:at]
        at += len(row)
    return queue


def _rest_of(text: str, cell: Cell, end: int) -> Iterator[Cell]:
    rest = cell_of(text, cell.start + end, cell.end, cell.line)
    if rest is not None and rest.text.strip(" :-–.") and not rest.rule:
        yield rest


def _is_headline(line: str) -> bool:
    return len(line) < 140 and line[-1] not in ".;:,"


def _leading_number(text: str, start: int, end: int, label: int) -> tuple[Number | str | None, int, int]:
    """The number right behind the label in `text[start:end]`, with its offsets; a blank one starts at its slash.

    What the label promises is taken as the number even where its form is unknown, cleaned of blanks and doubled marks.
    """
    line = text[start:end]
    for match in (next(find_numbers(line), None), next(find_blank_numbers(line), None)):
        if match is not None and not line[label : match.start].strip(" .…_:;"):
            return match.number, start + match.start, start + match.end
    illegible = _ILLEGIBLE.match(line, label)
    if illegible is not None and (blank := parse_number(illegible["symbol"])) is not None:
        return blank, start + illegible.start("symbol"), start + illegible.end()
    token = _NUMBER_TOKEN.match(line, label)
    if token is None:
        return None, start, start
    clean = re.sub(r"([/-])[/-]+", r"\1", re.sub(r"\s+", "", plain(token.group())))
    if not any(c.isalpha() for c in clean):
        return None, start, start
    return parse_number(clean) or clean, start + token.start(), start + token.end()
