"""Numbers that are not whole: without symbol ("Nghị quyết 35"), with a part of it ("09-NQ"), or bare in a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from directives.citing.mention import Head, Mention, types_agree
from directives.laws import LawName
from directives.types import BY_NAME

_PARTIAL = re.compile(
    r"\s*(?P<said>số\s*:?\s*)?(?P<number>\d{1,5}[a-zđ]?(?:/(?P<year>(?:19|20)\d\d))?(?:\s?(?P<mark>[-/])\s?(?P<kind>[A-ZĐ]{2,4}))?)"
    r"(?![\w/]|\s?[-–/]\s?[A-ZĐ\d]|[.,]\d|\s?%|\s\d)",
    re.IGNORECASE,
)
_LAW_PARTIAL = re.compile(r"\s*,?\s*số\s*:?\s*(?P<number>\d{1,3}/(?:19|20)\d\d)(?![\w/]|\s?/)", re.IGNORECASE)
# Bare digits that a full number ends ("các số 246, 247-KH/TU") or that follow one ("246-KH/TU, 247 ngày 22/01/2024").
_BARE_BEFORE = re.compile(
    r"(?<!\w)số\s*:?\s*(?P<list>\d{1,5}(?:\s*,\s*\d{1,5}){0,9})\s*(?:,|và)\s*(?:số\s*)?\Z", re.IGNORECASE
)
_BARE_AFTER = re.compile(
    r"\s*(?:,|và|,\s*và)\s*(?:số\s*)?(?P<number>\d{1,4})(?=\s*,?\s*(?:ngày\s*\d{1,2}\s*(?:[/.-]|tháng)|(?:của|do)\s+[A-ZĐ]))",
    re.IGNORECASE,
)
# Types whose numbers carry the year, so that a number without symbol is none but theirs ("Nghị định 30/2020").
_YEARED_TYPES = frozenset(("nghị định", "thông tư", "thông tư liên tịch", "quyết định", "nghị quyết", "chỉ thị"))
_PARTIAL_NEXT = re.compile(r"\s*(?:,|;|và)\s*(?:số\s*)?(?P<number>\d{1,5}[a-zđ]?)(?![\w/]|[.]\d|\s?%)")
_PARTIAL_FOLLOWED = re.compile(
    r"\s*(?:[,;.:)\]”\"(]|\Z|(?:của|ngày|về|và|hoặc|là|đã|được|trong|tại|đối|thì|để|quy|có|nêu|này|cho|theo|vào|phải|nhằm|gồm|do"
    r"|khi|đến|trên|ban|với|như|bằng|trước|sau|cũng|không|chưa|nói|năm\s+(?:19|20)\d\d)(?!\w))",
    re.IGNORECASE,
)
_NEVER_PARTIAL = frozenset(
    "chương trình|đề án|dự án|phương án|báo cáo|biên bản|hợp đồng|văn bản|quy trình|quy tắc|quy ước|nội quy|luật"
    "|bộ luật|pháp lệnh|giấy phép|giấy chứng nhận|giấy mời|giấy giới thiệu|chương trình mục tiêu quốc gia|thỏa thuận"
    "|đề cương|điều lệ|lệnh|thể lệ".split("|")
)


def partial_mentions(text: str, heads: Sequence[Head], numbered: Sequence[Mention]) -> list[Mention]:
    """Return the numbers behind type words that lack their symbol or a part of it."""
    taken = {mention.start: mention for mention in numbered}
    found: list[Mention] = []
    for head in heads:
        match = _PARTIAL.match(text, head.end)
        if match is None or match.start("number") in taken or not _is_partial(text, head, match):
            continue
        start, end = match.span("number")
        listed = [Mention(start, end, head.start, "partial", _compact(match["number"]), head.name)]
        while True:
            following = _PARTIAL_NEXT.match(text, listed[-1].end)
            if following is None:
                break
            start, end = following.span("number")
            full = taken.get(start)
            if full is not None:
                _complete(listed, full, head)
                break
            if not _PARTIAL_FOLLOWED.match(text, end):
                break
            item = Mention(start, end, start, "partial", following["number"], head.name, listed=True, bare=True)
            listed.append(item)
        _complete_from_next(text, listed, taken, head)
        # "văn bản số 246" could be anything, "văn bản số 246, 247-KH/TU" is a list of numbers.
        if head.name not in _NEVER_PARTIAL or listed[-1].symbol:
            found += listed
    return found


def bare_digits(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the digits in a list of full numbers that have no symbol of their own."""
    taken = {mention.start for mention in mentions}
    found: list[Mention] = []
    for full in mentions:
        if full.kind != "numbered" or full.number is None or not full.symbol:
            continue
        tail = re.sub(r"^\d+[a-zđ]?", "", full.number)
        before = _BARE_BEFORE.search(text, max(0, full.start - 80), full.start) if full.begin == full.start else None
        if before is not None and before.start("list") not in taken and not re.match(r"/\d", tail):
            for index, digits in enumerate(re.finditer(r"\d+", before["list"])):
                start = before.start("list") + digits.start()
                item = Mention(start, start + len(digits.group()), start, "partial", digits.group() + tail, full.type)
                item.symbol, item.listed, item.bare = full.symbol, index > 0, index > 0
                found.append(item)
            full.listed = full.bare = True
        after = _BARE_AFTER.match(text, full.end)
        if after is not None and after.start("number") not in taken and full.type is not None:
            start, end = after.span("number")
            number = after["number"] + tail
            found.append(Mention(start, end, start, "partial", number, full.type, full.symbol, listed=True, bare=True))
    return found


def laws_without_symbol(text: str, laws: Sequence[LawName], mentions: Sequence[Mention]) -> list[Mention]:
    """Return the laws whose number lacks the National Assembly ("Luật Giá số 16/2023")."""
    begins = {mention.begin for mention in mentions}
    found: dict[int, Mention] = {}
    for law in laws:
        match = _LAW_PARTIAL.match(text, law.end)
        if match is not None and law.start not in begins:
            start, end = match.span("number")
            found.setdefault(start, Mention(start, end, law.start, "partial", match["number"], law.type))
    return list(found.values())


_CONNECTOR = re.compile(r"\s*(?:,|;|và)\s*(?:số\s*)?", re.IGNORECASE)


def _complete_from_next(text: str, listed: list[Mention], taken: dict[int, Mention], head: Head) -> None:
    joint = _CONNECTOR.match(text, listed[-1].end)
    full = taken.get(joint.end()) if joint else None
    if full is not None:
        _complete(listed, full, head)


def _complete(listed: list[Mention], full: Mention, head: Head) -> None:
    """Give the bare digits of a list the symbol of the full number that ends it ("187, 188-KL/TW")."""
    if full.number is None or not types_agree(head.name, full.symbol):
        return
    tail = re.sub(r"^\d+[a-zđ]?", "", full.number)
    for item in listed:
        if item.number is not None and item.number.isdigit():
            item.number = item.number + tail
            item.symbol = full.symbol
    if full.type is None:
        full.type, full.listed, full.bare = head.name, True, True


def _compact(number: str) -> str:
    return re.sub(r"\s", "", number)


def _is_partial(text: str, head: Head, match: re.Match[str]) -> bool:
    own = BY_NAME.get(head.name)
    if match["year"] and head.name not in _YEARED_TYPES:
        return False
    if match["mark"] == "/" and (own is None or match["kind"].upper() not in own.abbreviations):
        return False
    if match["said"]:
        return True
    if not text[head.start].isupper() or "\n" in text[head.end : match.start("number")]:
        return False
    if re.fullmatch(r"(?:19|20)\d\d", match["number"]):
        return False
    return match["mark"] is not None or _PARTIAL_FOLLOWED.match(text, match.end()) is not None
