"""Where documents are mentioned in a text, and the type words, names and list structure of each mention.

What follows a mention (date, issuer, title) is read in `clauses`, what it means in `relations`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from directives.citing.mention import Head, Mention, MentionKind, of_another_type, types_agree
from directives.citing.partials import bare_digits, laws_without_symbol, partial_mentions
from directives.issuers import identify
from directives.laws import LawName, find_law_names
from directives.letters import LOWER
from directives.reference.numbers import Number, NumberMatch, find_blank_numbers, find_numbers
from directives.text import fold
from directives.types import TYPES

_DATE = r"(?:ngày\s*)?(?:\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|năm\s+\d{4})"
_TYPE_WORDS = re.compile(
    r"(?<![\w/])(?<!pháp )(?<!kỷ )(?:"
    + "|".join(t.name.replace(" ", r"\s+") for t in sorted(TYPES, key=lambda t: -len(t.name)) if t.name != "hiến pháp")
    + r")(?!\w)",
    re.IGNORECASE,
)
# Between the type and the digits: "số", "số:", ": số", "(số".
# A stray digit before the number is what bad text layers leave of it ("số 3 7/2003/NĐ-CP").
_MARK = re.compile(r"[\s:]*(?:\(?\s*(?:các\s+)?s[ốôo](?:\s+hiệu)?\s*[:.]?\s*(?:\d{1,3}\s+)?)?\Z", re.IGNORECASE)
_SAID_NUMBER = re.compile(r"s[ốôo](?:\s+hiệu)?\s*[:.]?\s*\Z", re.IGNORECASE)
# More words of a type: "kế hoạch thanh tra", "báo cáo giải trình, tiếp thu".
_MORE_TYPE = re.compile(rf",?\s*(?:[{LOWER}]+,?\s+){{0,3}}[{LOWER}]+\Z")
_NO_TYPE_WORD = re.compile(
    r"(?:^|\s)(?:của|về|ban|phê|kèm|theo|tại|có|được|là|này|nêu|đã|và|do|trên|sau|số|một|các|như|ngày|năm|cho|thay|từ|để|với|hướng|thực|triển|sửa|bổ)(?:\s|\Z)",
    re.IGNORECASE,
)
_LIST_GAP = re.compile(r"\s*(?:[,;]|và|hoặc|&)+\s*(?:và\s+)?(?:các\s+)?(?:số\s*:?\s*)?\Z", re.IGNORECASE)
_DATED_GAP = re.compile(rf"\s*,?\s*{_DATE}\s*(?:[,;]|và|hoặc)+\s*(?:và\s+)?(?:số\s*:?\s*)?\Z", re.IGNORECASE)
_TITLED_GAP = re.compile(r"(?:[;,]|và|;\s*và)\s*số\s*:?\s*\Z", re.IGNORECASE)
_CODE = re.compile(
    r"(?<!\w)mã(?:\s+(?:số|dự\s+án|hồ\s+sơ|định\s+danh|công\s+trình|thủ\s+tục)){0,3}\s*:?\s*\Z", re.IGNORECASE
)
_JOINS = re.compile(r"(?:,|(?<!\w)(?:và|hoặc))\s*\Z", re.IGNORECASE)
_CUE_OF_ISSUER = re.compile(r"\s*(?:của|do)\s+", re.IGNORECASE)
# Digits on one line and a capitalised word on the next are no number: something must join the two.
_JOINED = re.compile(r"[/\-‐-―−]")
_LAW_TYPES = ("luật", "bộ luật", "pháp lệnh")
_REACH = 260


def find_mentions(text: str) -> list[Mention]:
    """Return every mention in reading order, those of the document itself and blank ones among them."""
    folded = fold(text)
    heads = [Head(m.start(), m.end(), _plain(m.group())) for m in _TYPE_WORDS.finditer(text)]
    laws = list(find_law_names(text, folded))
    mentions = _numbered(text, heads, laws)
    mentions += _blank(text, heads)
    mentions += partial_mentions(text, heads, mentions)
    mentions += bare_digits(text, mentions)
    mentions += laws_without_symbol(text, laws, mentions)
    mentions += _laws(text, laws, mentions)
    return _without_overlaps(sorted(mentions, key=lambda m: (m.start, -m.end)))


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        # An amending law spans the laws that it names; anything else stands for itself.
        if kept and mention.start < kept[-1].end and not (kept[-1].kind == "law" and mention.kind == "law"):
            continue
        kept.append(mention)
    return kept


# --- numbers ----------------------------------------------------------------------------------------------------------


def _numbered(text: str, heads: Sequence[Head], laws: Sequence[LawName]) -> list[Mention]:
    ends = [head.end for head in heads]
    law_starts = [law.start for law in laws]
    mentions: list[Mention] = []
    for found in find_numbers(text):
        if not _JOINED.search(text, found.start, found.end) or _CODE.search(
            text, max(0, found.start - 40), found.start
        ):
            continue
        previous = mentions[-1] if mentions else None
        floor = max(previous.end if previous else 0, found.start - _REACH)
        near = laws[bisect_left(law_starts, floor) : bisect_left(law_starts, found.start)]
        if of_another_type("luật", found.number.symbol):
            near = [law for law in near if not of_another_type(law.type, found.number.symbol)]
        mention = _with_head(text, found, _last(heads, ends, found.start, floor), _law_of(text, found, near, floor))
        if mention.type is None and previous is not None:
            _join_list(text, mention, previous)
        mentions.append(mention)
    return mentions


def _last(heads: Sequence[Head], ends: Sequence[int], position: int, floor: int) -> Head | None:
    index = bisect_left(ends, position + 1) - 1
    head = heads[index] if index >= 0 else None
    return head if head is not None and head.start >= floor else None


def _mention(found: NumberMatch, begin: int, kind: MentionKind = "numbered") -> Mention:
    number: Number = found.number
    return Mention(found.start, found.end, begin, kind, number.canonical, None, number.symbol, number.key)


def _with_head(text: str, found: NumberMatch, head: Head | None, law: LawName | None) -> Mention:
    mention = _mention(found, found.start)
    if law is not None:
        mention.type, mention.begin = law.type, law.start
        return mention
    if head is None:
        return mention
    gap = text[head.end : found.start]
    mark = _MARK.search(gap)
    rest = gap[: mark.start()] if mark else gap
    said = mark is not None and _SAID_NUMBER.search(gap) is not None
    if head.name in _LAW_TYPES and of_another_type(head.name, found.number.symbol):
        return mention  # "quy định chi tiết Luật Quy hoạch (số 37/2019/NĐ-CP)" does not number the law
    if not rest.strip():
        mention.type, mention.begin = head.name, head.start
    elif said and head.name in _LAW_TYPES and not re.search(r"[;.:()“”\"\n\d]", rest):
        mention.type, mention.begin = head.name, head.start  # a law that the table lacks, in small letters
    elif said and len(rest) <= 120 and not re.search(r"[;.:()“”\"\d]", rest):
        _read_between(mention, head, rest)
    return mention


def _read_between(mention: Mention, head: Head, rest: str) -> None:
    """Take the words between type and "số" as more of the type, as the issuer, or as neither."""
    of = _CUE_OF_ISSUER.match(rest)
    body = rest[of.end() :].strip() if of else rest.strip()
    if (of or body[:1].isupper()) and identify(body) is not None:
        mention.type, mention.begin, mention.between = head.name, head.start, body
    elif _MORE_TYPE.match(rest) and not _NO_TYPE_WORD.search(rest):
        glue = "" if rest.startswith(",") else " "
        mention.type, mention.begin = _plain(head.name + glue + rest.strip()), head.start
    elif of is None and len(rest.split()) <= 12 and not _JOINS.search(rest):
        mention.type, mention.begin = head.name, head.start


def _law_of(text: str, found: NumberMatch, laws: Sequence[LawName], floor: int) -> LawName | None:
    """Return the law whose number this is: the amending law around the names, or else the name right before it."""
    best: LawName | None = None
    for law in laws:
        if (
            law.start >= floor
            and law.end <= found.start
            and _law_gap(text[law.end : found.start])
            and (best is None or law.amending)
        ):
            best = law
    return best


_LAW_GAP = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?(?:năm\s+\d{4}\s*)?,?\s*(?:\(?\s*(?:luật\s+)?số\s*:?\s*)?\Z", re.IGNORECASE
)


def _law_gap(gap: str) -> bool:
    return len(gap) < 80 and _LAW_GAP.match(gap) is not None


def _join_list(text: str, mention: Mention, previous: Mention) -> None:
    gap = text[previous.end : mention.start]
    if len(gap) > 400 or previous.type is None:
        return
    bare = _LIST_GAP.match(gap) is not None
    if not (bare or _DATED_GAP.match(gap) or (_TITLED_GAP.search(gap) and not re.search(r"[.\n]\s", gap))):
        return
    if mention.symbol == previous.symbol or types_agree(previous.type, mention.symbol):
        mention.type, mention.listed, mention.bare = previous.type, True, bare


# --- blanks, laws by name ---------------------------------------------------------------------------------------------


def _blank(text: str, heads: Sequence[Head]) -> list[Mention]:
    ends = [head.end for head in heads]
    mentions = []
    for found in find_blank_numbers(text):
        mention = _mention(found, found.start, "blank")
        head = _last(heads, ends, found.start, max(0, found.start - 60))
        if head is not None and re.fullmatch(r"[ ]*(?:số)?[\s:.…_]*", text[head.end : found.start], re.IGNORECASE):
            mention.type, mention.begin = head.name, head.start
        mentions.append(mention)
    return mentions


def _laws(text: str, laws: Sequence[LawName], numbered: Sequence[Mention]) -> list[Mention]:
    begins = {mention.begin for mention in numbered}
    return [
        Mention(
            law.start, law.end, law.start, "law", None, law.type, law_title=" ".join(text[law.title : law.end].split())
        )
        for law in laws
        if law.start not in begins
    ]
