"""What follows a mention in its clause: date and issuer of the cited document.

Everything is read forward from the end of the number and never beyond the next mention.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from directives.citing.mention import Mention
from directives.citing.naming import TITLE_OPENING, issuer_at
from directives.issuers import known_name_at

_DATE = re.compile(
    r"""\s*[,(]?\s*(?:(?:ban\ hành|ký|được\ ban\ hành|đề)\s+)?(?:
    (?:ngày\s*)?ngày\s*(?P<d1>[\dlO]{1,2})\s*[/.\-–]\s*(?P<m1>[\dlO]{1,2})\s*[/.\-–]\s*(?P<y1>[\dlO]{3,5})(?![\dlO])
    |(?:ngày\s*)?ngày\s*(?P<d2>[\dlO]{1,2})\s*(?:tháng|năm|/)\s*(?P<m2>[\dlO]{1,2})\s*,?\s*(?:năm|/)?\s*(?P<y2>\d{4,5})(?!\d)
    |(?P<d3>\d{1,2})/(?P<m3>\d{1,2})/(?P<y3>\d{4})(?!\d)
    |năm\s+(?P<y4>(?:19|20)\d\d)(?![\d\-–])
    )\s*\)?""",
    re.IGNORECASE | re.VERBOSE,
)
_MISREAD = str.maketrans("lo", "10")
_BARE_YEAR = re.compile(r"\s+(?P<y>(?:19|20)\d\d)(?![\d/\-–])")


def date_at(text: str, position: int) -> tuple[str | None, int] | None:
    """Return the ISO date (or year) written at `position` and where it ends; a day that no calendar has is None.

    None alone when nothing like a date stands there.
    """
    match = _DATE.match(text, position)
    if match is None:
        return None
    opened, closed = "(" in match.group(), match.group().rstrip().endswith(")")
    end = match.end()
    if closed and not opened:
        end = match.start() + match.group().rindex(")")
    if match["y4"]:
        return match["y4"], end
    year, month, day = ((match[p + "1"] or match[p + "2"] or match[p + "3"]).lower().translate(_MISREAD) for p in "ymd")
    try:
        return (date(int(year), int(month), int(day)).isoformat() if len(year) == 4 else None), end
    except ValueError:
        return None, end


def bare_year_at(text: str, position: int) -> tuple[str, int] | None:
    """Return the year that stands right behind a law's name ("Bộ luật Lao động 2019")."""
    match = _BARE_YEAR.match(text, position)
    return (match["y"], match.end()) if match else None


_ISSUER_CUE = re.compile(r"(?:\s*(?:…|\.{2,}|\*+))?\s*,?\s*(?:(?:của|do)\s+)+(?:các\s+)?\**", re.IGNORECASE)
_BOLD = re.compile(r"\*{1,3}(?=[\s,])")
# "Nghị quyết số 04-NQ/TW (khóa XII) ngày …": the term of the committee, not of the body that follows.
_TERM = re.compile(r"\s*(?:\(\s*(?:khóa|khoá)\s+[IVXL\d]+\s*\)|(?:khóa|khoá)\s+[IVXL\d]+(?!\w))", re.IGNORECASE)
# "Công văn số 7197-CV/VPTW/nb ngày …": for internal use, no part of the number.
_INTERNAL = re.compile(r"[/-]nb(?!\w)")
_ISSUED_BY = re.compile(r"\s+ban\s+hành", re.IGNORECASE)


@dataclass(slots=True)
class Tail:
    """What was read behind a mention; `end` is where the clause of the mention ends, title included."""

    date: str | None
    issuer: str | None
    title: tuple[int, int] | None
    end: int

    def title_text(self, text: str) -> str | None:
        """Return the title as in the text, runs of white space as one space."""
        return " ".join(text[slice(*self.title)].split()) if self.title else None


_AMENDED = re.compile(r"\s*\(\s*(?:đã\s+)?(?:được\s+)?(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|đính\s+chính)", re.IGNORECASE)


def past_amendments(text: str, position: int) -> int | None:
    """Return where "(được sửa đổi, bổ sung bởi …)" that opens at `position` ends, None when it does not open there."""
    if not _AMENDED.match(text, position):
        return None
    closing = text.find(")", position, position + 400)
    return closing + 1 if closing >= 0 and "\n" not in text[position:closing] else None


def read_tail(text: str, folded: str, mention: Mention, limit: int) -> Tail:
    """Read date and issuer of a mention; nothing at or beyond `limit`, where the next mention begins."""
    tail = Tail(None, None, None, mention.end)
    read_on(text, folded, mention, tail, limit)
    return tail


def read_on(text: str, folded: str, mention: Mention, tail: Tail, limit: int) -> None:
    """Read the date and the issuer that stand at the end of `tail`, where it lacks them."""
    position = _past_first(text, folded, mention, tail, limit)
    read = False
    for _ in range(5):
        for aside in (_INTERNAL, _BOLD, _TERM):
            match = aside.match(text, position, limit)
            position = match.end() if match else position
        dated = date_at(text, position) if tail.date is None and not read else None
        if dated is not None and dated[1] <= limit:
            (tail.date, position), read = dated, True
            position = _past_same_date(text, position, limit, tail.date)
            continue
        if not read and mention.kind != "blank":
            position = _past_dotted_date(text, position, limit)
        if tail.issuer is not None:
            break
        found = _parties(text, folded, position, limit) or _issuer(text, folded, position, limit, mention)
        if found is None:
            break
        tail.issuer, position = found
    tail.end = position


def _past_first(text: str, folded: str, mention: Mention, tail: Tail, limit: int) -> int:
    """Read what only laws and blanks have behind them; return where the rest begins."""
    position = tail.end
    if mention.kind == "law" and position == mention.end:
        found = bare_year_at(text, position)
        if found is not None:
            tail.date, position = found
    elif mention.kind == "blank":
        position = _past_blank_date(text, position, limit)
    passed = _passed(text, folded, position, limit) if mention.type in _LAWS and tail.issuer is None else None
    if passed is not None:
        tail.issuer, position = passed
    return position


def _past_same_date(text: str, position: int, limit: int, date_: str | None) -> int:
    """Return where a date ends that was typed twice."""
    again = date_at(text, position) if date_ is not None else None
    return again[1] if again is not None and again[0] == date_ and again[1] <= limit else position


def _issuer(text: str, folded: str, position: int, limit: int, mention: Mention) -> tuple[str, int] | None:
    """Return the body behind "của" or "do", or one that stands bare before a title, and where it ends."""
    cue = _ISSUER_CUE.match(text, position, limit)
    joint = mention.type is not None and "liên" in mention.type
    end = issuer_at(text, folded, cue.end(), limit, joint=joint) if cue else None
    if cue is not None and end is not None and ("do " not in cue.group().lower() or _ISSUED_BY.match(text, end)):
        return " ".join(text[cue.end() : end].split()), end
    end = _bare_issuer(text, folded, position, limit)
    return (" ".join(text[position:end].split()), end) if end is not None else None


_LAWS = ("luật", "bộ luật", "pháp lệnh")
_PASSED_BY = re.compile(r"\s*,?\s*(?:đã\s+)?được\s+(?=Quốc\s+hội|Ủy\s+ban\s+Thường\s+vụ|Uỷ\s+ban\s+Thường\s+vụ)")
_PASSED = re.compile(r"[^;.\n]{0,60}?\s(?:thông\s+qua|ban\s+hành)(?:\s+tại\s+[Kk]ỳ\s+họp\s+thứ\s+\w+)?")


def _passed(text: str, folded: str, position: int, limit: int) -> tuple[str, int] | None:
    """Return who passed a law and where that is said ("được Quốc hội khóa XV, kỳ họp thứ 8 thông qua | ngày …")."""
    cue = _PASSED_BY.match(text, position, limit)
    end = issuer_at(text, folded, cue.end(), limit) if cue else None
    passed = _PASSED.match(text, end, limit) if end is not None else None
    if cue is None or end is None or passed is None:
        return None
    return " ".join(text[cue.end() : end].split()), passed.end()


def _bare_issuer(text: str, folded: str, position: int, limit: int) -> int | None:
    """Return where the issuer ends that follows without "của", right before a title ("… HĐND tỉnh | quy định …")."""
    while position < limit and text[position] == " ":
        position += 1
    if not text[position : position + 1].isupper() or known_name_at(folded, position) is None:
        return None
    end = issuer_at(text, folded, position, limit)
    return end if end is not None and TITLE_OPENING.match(text, end + 1) else None


_BETWEEN_CUE = re.compile(r"\s*,?\s*(?:ký\s+kết\s+|được\s+ký\s+)?giữa\s+", re.IGNORECASE)
_WITH = re.compile(r"\s+(?:và|với)\s+", re.IGNORECASE)


def _parties(text: str, folded: str, position: int, limit: int) -> tuple[str, int] | None:
    """Return the two bodies of a joint act ("giữa Liên đoàn Lao động và Sở Nội vụ") as one surface, and its end."""
    cue = _BETWEEN_CUE.match(text, position, limit)
    first = issuer_at(text, folded, cue.end(), limit) if cue else None
    joint = _WITH.match(text, first, limit) if first is not None else None
    second = issuer_at(text, folded, joint.end(), limit) if joint else None
    if cue is None or second is None:
        return None
    return " ".join(text[cue.end() : second].split()), second


_BLANK_DATE = re.compile(r"\s*,?\s*ngày[\s.…_/\d]{0,24}(?:tháng[\s.…_\d]{0,16})?(?:năm[\s.…_\d]{0,12})?", re.IGNORECASE)


_DOTTED = re.compile(r"[.…_]{2,}|…")


def _past_dotted_date(text: str, position: int, limit: int) -> int:
    """Return where a date ends that a form leaves open in part ("ngày 08 tháng ….. năm 2026")."""
    end = _past_blank_date(text, position, limit)
    return end if _DOTTED.search(text, position, end) else position


def _past_blank_date(text: str, position: int, limit: int) -> int:
    match = _BLANK_DATE.match(text, position, limit)
    if match is None or date_at(text, position) is not None:
        return position
    return match.end()
