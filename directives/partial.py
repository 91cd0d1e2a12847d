"""Numbers with a part missing: "Nghị quyết 09-NQ", "Quy định 377", "các Kết luận số 187, 188-KL/TW"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from directives.numbers import NumberMatch, find_numbers
from directives.symbols import Number, is_type, official, plain
from directives.types import type_before


@dataclass(frozen=True, slots=True)
class PartialMatch:
    """Part of a number in a text: `text[start:end]`.

    `number` is what is known of it ("377", "09-NQ", "30/2020", in a list "187-KL/TW"); `full` the whole number where
    a list completes it, otherwise None; `numbered` whether "số" announces it (and not the type's name alone).
    """

    start: int
    end: int
    number: str
    full: Number | None
    numbered: bool


# Types that are cited by a bare number without "số".  "Đề án 06", "Chương trình 135" and the like are names.
_BARE = frozenset(
    [
        "nghị quyết",
        "chỉ thị",
        "kết luận",
        "quy định",
        "quyết định",
        "nghị định",
        "thông tư",
        "thông tri",
        "hướng dẫn",
        "kế hoạch",
        "công văn",
        "công điện",
        "thông báo",
        "pháp lệnh",
        "thông tư liên tịch",
        "nghị quyết liên tịch",
    ]
)
# Numbers of these types always carry a year, so "Nghị định 30/2020" needs no "số".
_YEARLY = frozenset(["nghị định", "thông tư", "thông tư liên tịch", "luật", "bộ luật", "pháp lệnh", "nghị quyết", "quyết định"])
_NAMED = frozenset(["đề án", "dự án", "hợp đồng", "phương án", "giấy phép", "giấy chứng nhận", "biên bản", "điều lệ"])
_SHORT_NAMES = {"NĐ": "nghị định", "NQ": "nghị quyết", "QĐ": "quyết định", "TT": "thông tư", "TTLT": "thông tư liên tịch"}

_PART = re.compile(
    r"""(?P<digits>[0-9]{1,5}[a-zđ]?)(?:/(?P<year>(?:19|20)[0-9]{2})(?![0-9]))?
    (?:(?P<gap>[ ]?)(?P<mark>[/-])[ ]?(?P<type>[A-ZĐ][A-Za-zĐđ]{1,4})(?![\w/-]))?
    (?![0-9A-Za-zÀ-ỹĐđ%‰°]|[ ]?[/-][ ]?[0-9A-ZĐ]|[.,:][0-9])""",
    re.VERBOSE,
)
_START = re.compile(r"(?<![\w/.,-])[0-9]|(?<=[^0-9],)[0-9]")
_CUE = re.compile(r"(?<![^\W_])(?:[Ss]ố|SỐ)[ \n]{0,3}:?[ \n]{0,3}\Z")
_SHORT = re.compile(r"(?<![^\W_])(NĐ|NQ|QĐ|TTLT|TT)[ ]\Z")
_BETWEEN = re.compile(r"[ ]?(?:[,;]|(?<![^\W_])(?:và|hoặc))[ \n]{0,2}(?:số[ ])?\Z")
# What may follow a bare number that is announced only by a type: a mark, or a word that goes on about the document.
_FOLLOWS = re.compile(
    r"""[ \n]*(?:\Z|[\n,;.:)\]”"’'(\[“-]|[A-ZĐÀ-Ỹ]
    |(?:của|ngày|về|và|hoặc|năm[ ]\d{4}|nêu|do|đã|được|để|cho|trong|là|tại|thì|có|này|trên|khóa|như|theo|với|đối[ ]với|quy[ ]định|quyết[ ]định
    |ban[ ]hành|kèm|đến|còn|cũng|vào|khi|nhằm|mới|thay|sửa|yêu[ ]cầu|nhấn|xác[ ]định|chỉ[ ]rõ|khẳng[ ]định|đề[ ]ra|không|chưa|phải|cần|bao[ ]gồm)(?![^\W_]))""",
    re.VERBOSE,
)


def find_partial_numbers(text: str) -> Iterator[PartialMatch]:
    """Yield the numbers in `text` of which a part is missing, in reading order; none overlaps a full number.

    They are candidates: whether "Nghị quyết 35" is a citation or only a short form of a number cited before is for the
    reader of the whole document to say.
    """
    shadow = plain(text)
    full = list(find_numbers(text))
    upcoming = iter([*full, None])
    following = next(upcoming)
    accepted: PartialMatch | None = None
    pending: list[tuple[re.Match[str], bool]] = []
    position = 0
    for start in _START.finditer(shadow):
        while following is not None and following.end <= start.start():
            position = following.end
            following = next(upcoming)
            accepted = None
        part = _PART.match(shadow, start.start())
        if part is None or (following is not None and part.end() > following.start) or part.start() < position:
            continue
        position = part.end()
        found = _judge(shadow, part, accepted)
        if found is None:
            continue
        yield _completed(shadow, found, part, following)
        accepted = found


def _judge(shadow: str, part: re.Match[str], before: PartialMatch | None) -> PartialMatch | None:
    """Return the partial number that a candidate is by itself or as a further item of a list, otherwise None."""
    if part["type"] and not is_type(part["type"].upper().replace("Đ", "D")):
        return None
    context = unicodedata.normalize("NFC", shadow[max(0, part.start() - 70) : part.start()])
    number = _number(part)
    if before is not None and _BETWEEN.fullmatch(shadow, before.end, part.start()):
        return PartialMatch(part.start(), part.end(), number, None, before.numbered)
    cue = _CUE.search(context)
    name = _name_before(context, cue.start() if cue else len(context))
    if name is None or name in _NAMED and not part["type"]:
        return None
    if cue is not None or part["type"] or part["year"] and name in _YEARLY:
        return PartialMatch(part.start(), part.end(), number, None, cue is not None)
    bare = name in _BARE and not part["year"] and len(part["digits"]) < 5 and _FOLLOWS.match(shadow, part.end())
    return PartialMatch(part.start(), part.end(), number, None, False) if bare and not _is_year(part["digits"]) else None


def _name_before(context: str, end: int) -> str | None:
    type_ = type_before(context, end)
    if type_ is not None:
        return type_.type.name
    short = _SHORT.search(context[:end])
    return _SHORT_NAMES[short[1]] if short else None


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in ("19", "20")


def _number(part: re.Match[str]) -> str:
    digits: str = part["digits"]
    if part["year"]:
        digits = f"{digits}/{part['year']}"
    return f"{digits}{part['mark']}{official(part['type'], True)}" if part["type"] else digits


def _completed(shadow: str, found: PartialMatch, part: re.Match[str], following: NumberMatch | None) -> PartialMatch:
    """Return `found` with the symbol of the full number that ends its list, where it stands in one."""
    if following is None or part["type"] or following.start - part.end() > 60:
        return found
    if not re.fullmatch(r"(?:[ ]?(?:[,;]|và|hoặc)[ \n]{0,2}(?:số[ ])?|[ ]?[0-9]{1,5}[a-zđ]?(?:/[0-9]{4})?)+", shadow[part.end() : following.start]):
        return found
    year = part["year"] or following.number.year
    full = replace(following.number, digits=part["digits"], year=year)
    return replace(found, number=full.canonical, full=full)
