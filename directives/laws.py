"""Laws, codes and ordinances named by their title: where such a name stands in a text and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from directives import tables
from directives.letters import LOWER
from directives.text import fold

_HEAD = re.compile(r"(?<![\w/])(bộ\s+luật|luật|pháp\s+lệnh)\s+", re.IGNORECASE)
_NOT_A_LAW = re.compile(
    r"(?:đại học|hội|khoa|trường|tạp chí|báo|viện|ngành|môn|cử nhân|thạc sĩ|tiến sĩ|kỷ|pháp)\s+\Z", re.IGNORECASE
)
_AMENDING = re.compile(r"(?:sửa\s+đổi|bổ\s+sung)\b", re.IGNORECASE)
_STOP = re.compile(
    rf"\s*(?:[;.:()\[\]“”\"'/\n]|,(?!\s[{LOWER}])|\Z"
    r"|\s(?:số|ngày|năm|về|của|quy\s+định|được|đã|có|và|hoặc|hay|thì|để|do|theo|trong|trên|tại|cho|là|mà|đối|không|phải|khi|từ"
    r"|hiện\s+hành|này|nêu|trước|sau|như|đến|cấp|cũ|mới|bao\s+gồm|gồm|với|\d)(?!\w))"
)
_COUNTRY = re.compile(r"\s+viet\s+nam(?!\w)")
_MOST = 200


@dataclass(frozen=True, slots=True)
class LawName:
    """A name: `text[start:end]` is "Luật Công đoàn", `text[title:end]` "Công đoàn"; `amending` for an amending law."""

    start: int
    title: int
    end: int
    type: str
    amending: bool


@dataclass(frozen=True, slots=True)
class KnownLaw:
    """A law of the table: its type, title and the abbreviations used for it."""

    type: str
    title: str
    aliases: tuple[str, ...]


@cache
def known_laws() -> tuple[KnownLaw, ...]:
    """Return the laws of tables/laws.csv."""
    rows = tables.read("laws.csv", ("type", "title", "aliases"))
    return tuple(KnownLaw(type_, title, tuple(filter(None, aliases.split("|")))) for type_, title, aliases in rows)


def title_key(title: str) -> str:
    """Return a law's title as it is compared: folded, without punctuation, single spaces."""
    return " ".join(re.findall(r"\w+", fold(title)))


@cache
def _known_pattern() -> re.Pattern[str]:
    # Commas and spaces vary ("An toàn vệ sinh lao động"): words are joined by a comma, a mark or white space.
    names = {title_key(name) for law in known_laws() for name in (law.title, *law.aliases)}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("(?:" + "|".join(n.replace(" ", r"(?:\s*[,&/(]\s*|\s+)") for n in longest_first) + r")(?!\w)")


@cache
def law_of_alias(title: str) -> str:
    """Return the key of the full title that a title or its abbreviation stands for ("BHXH" → "bao hiem xa hoi")."""
    key = title_key(title)
    for law in known_laws():
        if key in {title_key(alias) for alias in law.aliases}:
            return title_key(law.title)
    return key


def find_law_names(text: str, folded: str) -> Iterator[LawName]:
    """Yield every law named in `text`, nested names too; `folded` is fold(text).

    "Luật sửa đổi, bổ sung một số điều của Luật Giá" gives the amending law and "Luật Giá".
    """
    for head in _HEAD.finditer(text):
        start, title = head.start(), head.end()
        small = not text[start].isupper()
        if small and not _is_known_in_small_letters(text, folded, title):
            continue
        if _NOT_A_LAW.search(text, max(0, start - 12), start):
            continue
        type_ = " ".join(head.group(1).lower().split())
        if _AMENDING.match(text, title):
            end = _amending_end(text, folded, title)
            if end is not None:
                yield LawName(start, title, end, type_, True)
            continue
        stop = _title_end(text, folded, title)
        wrapped = "\n" in head.group() and _known_pattern().match(folded, title) is None
        if stop is not None and not wrapped:
            yield LawName(start, title, stop, type_, False)


def _is_known_in_small_letters(text: str, folded: str, title: int) -> bool:
    """Whether "luật bảo hiểm xã hội" names a law: one of the table by a title of several words or an abbreviation."""
    known = _known_pattern().match(folded, title)
    return known is not None and (" " in known.group() or text[title : known.end()].isupper())


_NEXT_LAW = re.compile(
    r"(?:[^;.:()“”\n,\d]{0,60}?(?=,|\s+và\s))?\s*(?:,|;)?\s*(?:và\s+)?(?:của\s+)?(?=(?:Luật|Bộ\s+luật|Bộ\s+Luật|Pháp\s+lệnh|LUẬT|BỘ\s+LUẬT|PHÁP\s+LỆNH)\s)"
)


def _amending_end(text: str, folded: str, title: int) -> int | None:
    """Return where the name of an amending law ends: behind the laws it names; None when it names none."""
    first = _HEAD.search(text, title, min(len(text), title + _MOST))
    if first is None or re.search(rf"[;.:()“”\"]|\n(?!\s*[{LOWER}])", text[title : first.start()]) is not None:
        return None
    end: int | None = None
    head: re.Match[str] | None = first
    while head is not None:
        stop = _title_end(text, folded, head.end())
        if stop is None:
            return end
        end = stop
        joint = _NEXT_LAW.match(text, end)
        head = _HEAD.match(text, joint.end()) if joint else None
    return end


def _title_end(text: str, folded: str, title: int) -> int | None:
    known = _known_pattern().match(folded, title)
    if known is not None:
        country = _COUNTRY.match(folded, known.end())
        whole = "(" in known.group() and text[known.end() : known.end() + 1] == ")"
        return country.end() if country else known.end() + whole
    if (
        text[title - 3 : title + 4].isupper()
        or not text[title : title + 1].isupper()
        or text[title : title + 3].lower() in ("số ", "số:")
    ):
        return None
    window = min(len(text), title + _MOST)
    stop = _STOP.search(text, title + 1, window)
    return stop.start() if stop is not None and stop.start() > title else None
