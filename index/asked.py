"""What a query says of the document that it wants: its type, issuing body, province and date.

Beside other words these facts only add to the score of what the words and the meaning have found; a query that says
nothing else asks for all documents of which they hold.  See docs/evaluation.md for what they bring.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from directives.issuers import identify, known_name_at, office_end, provinces
from directives.models import Fact, Span
from directives.reference.numbers import parse_loose
from directives.text import fold, syllables, tone_key
from directives.types import TYPES

# Added to a fused score, which lies between −.25 and 1.
_HEADING_OF_TYPE = 0.5
_PLACE = 0.1
_ISSUER = 0.1
_DATE = 0.1
# A text that asks something wants the place where it is answered, not the document as a whole.
_ASKING = frozenset(map(tone_key, ("gì", "nào", "mấy", "sao", "ai", "đâu", "nhiêu", "lâu", "không", "chưa")))
_LONGEST = 5  # syllables of a type's name
_BEFORE = frozenset(["tim", "xem", "cho", "can", "cac", "nhung"])  # "tìm kế hoạch …"
_SAYS_NOTHING = _BEFORE | frozenset("cua do ban hanh ve so nam thang ngay trong tu va o tai van moi nhat".split())  # noqa: SIM905
_WORD = re.compile(r"[^\W_]+")
_YEAR = r"(?P<{0}>(?:19[4-9]|20\d)\d)"
_DATES = re.compile(
    r"(?<![\d/.-])(?:"
    r"(?:ngay\s+)?(?P<day>[0-3]?\d)\s*[/.-]\s*(?P<month>[01]?\d)\s*[/.-]\s*" + _YEAR.format("of_day") + r"|"
    r"ngay\s+(?P<day2>[0-3]?\d)\s+thang\s+(?P<month2>[01]?\d)\s+nam\s+" + _YEAR.format("of_day2") + r"|"
    r"(?:thang\s*|t)?(?P<month3>[01]?\d)\s*[/.-]\s*" + _YEAR.format("of_month") + r"|"
    r"thang\s+(?P<month4>[01]?\d)\s+(?:nam\s+)?" + _YEAR.format("of_month4") + r"|"
    r"(?:quy\s+)(?P<quarter>iii|ii|iv|i|[1-4])\s*(?:/|nam\s+|\s)\s*" + _YEAR.format("of_quarter") + r"|"
    r"(?:nam\s+)?" + _YEAR.format("year") + r")(?![\d/-])"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of the document wanted.

    `types` the names of the type that is asked for, by its name or a shared abbreviation; `places` folded names;
    `issuers` the groups of the bodies; `dated` its first and last day; `alone` whether the query says nothing else;
    `facts` all of it as shown to a reader.
    """

    types: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    issuers: frozenset[str] = frozenset()
    dated: tuple[str, str] | None = None
    alone: bool = False
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Kinds:
    """Which kinds of facts are looked for."""

    types: bool = True
    places: bool = True
    issuers: bool = True
    dates: bool = True


def asked(text: str, kinds: Kinds = Kinds()) -> Asked:
    """Return what `text`, a query with its accents and its abbreviations written out, asks for."""
    folded = fold(text)
    words = [Span(*match.span()) for match in _WORD.finditer(text)]
    numbers = [Span(number.start, number.end) for number in parse_loose(text)]
    types, type_at = _types(text, folded, words) if kinds.types else (frozenset(), None)
    bodies = _issuers(folded, words, type_at, numbers) if kinds.issuers else ()
    dates = _dates(folded, numbers) if kinds.dates else ()
    places = _places(folded) if kinds.places else ()
    facts = [
        *([Fact("type", text[type_at.start : type_at.end], "; ".join(sorted(types)))] if type_at else []),
        *(Fact("issuer", text[at.start : at.end], name) for at, name, _ in bodies),
        *(Fact("place", text[at.start : at.end], name) for at, name in places),
        *(Fact("date", text[at.start : at.end], first if first == last else f"{first}/{last}")
          for at, first, last in dates),
    ]  # fmt: skip
    said = [*([type_at] if type_at else []), *(b[0] for b in bodies), *(d[0] for d in dates), *(p[0] for p in places)]
    return Asked(
        types=types,
        places=frozenset(name for _, name in places),
        issuers=frozenset(group for _, _, group in bodies),
        dated=dates[0][1:] if len(dates) == 1 else None,
        alone=bool(type_at) and len(said) > 1 and not numbers and _says_nothing_else(folded, words, said),
        facts=tuple(facts),
    )


def _says_nothing_else(folded: str, words: Sequence[Span], said: Sequence[Span]) -> bool:
    outside = (w for w in words if not any(span.start <= w.start < span.end for span in said))
    return all(folded[w.start : w.end] in _SAYS_NOTHING or folded[w.start : w.end] in ("tinh", "thanh", "pho", "tp")
               for w in outside)  # fmt: skip


# --- type -------------------------------------------------------------------------------------------------------------


def _types(text: str, folded: str, words: Sequence[Span]) -> tuple[frozenset[str], Span | None]:
    """Return the names of the type at the beginning of a query, and where it stands."""
    keys = [folded[w.start : w.end] for w in words]
    at = next((i for i, word in enumerate(keys) if word not in _BEFORE), 0)
    known = _known_types()
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        names = known.get(" ".join(keys[at : at + length]))
        if names:
            rest = [tone_key(text[w.start : w.end]) for w in words[at + length :]]
            # "quyết định nào về …" asks for the document all the same.
            asks = _ASKING.intersection(rest[1:] if rest[:1] == [tone_key("nào")] else rest)
            return (frozenset(), None) if asks else (names, Span(words[at].start, words[at + length - 1].end))
    return frozenset(), None


@cache
def _known_types() -> dict[str, frozenset[str]]:
    """Return the names of types by what may be typed for them, folded: name or abbreviation."""
    known: dict[str, frozenset[str]] = {}
    for type_ in TYPES:
        for typed in (type_.name, *type_.abbreviations):
            key = " ".join(syllables(fold(typed)))
            known[key] = known.get(key, frozenset()) | {type_.name}
    return known


# --- issuing body, province -------------------------------------------------------------------------------------------

_OF = frozenset(["cua", "do"])


def _issuers(
    folded: str, words: Sequence[Span], type_at: Span | None, numbers: Sequence[Span]
) -> tuple[tuple[Span, str, str], ...]:
    """Return (where, name, group) of the bodies named as issuers: behind the type, "của" or "do"."""
    found = []
    last = 0
    for before, word in zip([None, *words], words, strict=False):
        if word.start < last or any(span.start <= word.start < span.end for span in numbers):
            continue
        behind = before is not None and (
            folded[before.start : before.end] in _OF or (type_at is not None and before.end == type_at.end)
        )
        known = known_name_at(folded, office_end(folded, word.start)) if behind else None
        if known is not None:
            last, issuer = known
            found.append((Span(word.start, last), issuer.name, issuer.group))
    return tuple(found)


def _places(folded: str) -> tuple[tuple[Span, str], ...]:
    return tuple((Span(*match.span()), " ".join(match.group().split())) for match in _place_pattern().finditer(folded))


@cache
def _place_pattern() -> re.Pattern[str]:
    names = {" ".join(syllables(fold(province.name))) for province in provinces()}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(name.replace(" ", r"[\s–-]+") for name in longest_first) + r")(?!\w)")


# --- date -------------------------------------------------------------------------------------------------------------


def _dates(folded: str, numbers: Sequence[Span]) -> tuple[tuple[Span, str, str], ...]:
    """Return (where, first day, last day) of the dates, months, quarters and years in a query."""
    return tuple(
        (Span(*match.span()), *days)
        for match in _DATES.finditer(folded)
        if not any(span.start <= match.start() < span.end for span in numbers)
        for days in _days(match)
    )


def _days(match: re.Match[str]) -> Iterator[tuple[str, str]]:
    day, month = match["day"] or match["day2"], match["month"] or match["month2"]
    month_alone = match["month3"] or match["month4"]
    if day:
        year = match["of_day"] or match["of_day2"]
        if 1 <= int(month) <= 12 and 1 <= int(day) <= monthrange(int(year), int(month))[1]:
            date = f"{year}-{int(month):02}-{int(day):02}"
            yield date, date
    elif month_alone:
        year = match["of_month"] or match["of_month4"]
        if 1 <= int(month_alone) <= 12:
            yield _months(year, int(month_alone), int(month_alone))
    elif match["quarter"]:
        quarter = _QUARTERS.get(match["quarter"]) or int(match["quarter"])
        yield _months(match["of_quarter"], 3 * quarter - 2, 3 * quarter)
    else:
        yield _months(match["year"], 1, 12)


def _months(year: str, first: int, last: int) -> tuple[str, str]:
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{monthrange(int(year), last)[1]}"


# --- what holds of a document -----------------------------------------------------------------------------------------


def agreeing(wanted: Asked, type_: str | None, title: str | None, issuer: str | None, date: str | None) -> set[str]:
    """Return the kinds of the facts asked for that hold of a document with these."""
    holds = set()
    # "kế hoạch hành động" is a kế hoạch, and a quy chế, issued by a quyết định, is named in the title.
    named = f"{type_ or ''} {title or ''}".casefold()
    if wanted.types and any(name in named for name in wanted.types):
        holds.add("type")
    if wanted.places and any(f" {place} " in _said(title or "", issuer or "") for place in wanted.places):
        holds.add("place")
    if wanted.issuers and issuer and (body := identify(issuer)) is not None and body.group in wanted.issuers:
        holds.add("issuer")
    if wanted.dated and date and wanted.dated[0] <= date <= wanted.dated[1]:
        holds.add("date")
    return holds


def bonus(wanted: Asked, ordinal: int, holds: set[str]) -> float:
    """Return what is added for a passage, its place in its document given by `ordinal` (the heading block is 0)."""
    added = _HEADING_OF_TYPE if "type" in holds and ordinal == 0 else 0.0
    added += _PLACE if "place" in holds else 0.0
    if wanted.types:  # a date or a body beside other words is as often part of what is asked about
        added += (_ISSUER if "issuer" in holds else 0.0) + (_DATE if "date" in holds else 0.0)
    return added


@lru_cache(maxsize=8192)
def _said(title: str, issuer: str) -> str:
    return f" {' '.join(syllables(fold(f'{title} {issuer}')))} "
