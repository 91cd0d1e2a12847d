"""Office abbreviations: what they stand for in a query, and which a query written in full could have used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from directives import tables
from directives.text import fold, has_accents, syllables, tone_key
from directives.types import BY_NAME

# issuer: a body as it stands in numbers; body: one called so in running text too; unit: part of a body, in letters;
# term: of running language.
Kind = Literal["issuer", "body", "unit", "term"]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An office abbreviation and one of its meanings; `ambiguous` when there are others.

    `any_case`: it is also meant when typed in lower case or without accents ("cnvcld").
    """

    short: str
    expansion: str
    kind: Kind
    any_case: bool
    ambiguous: bool


COLUMNS = ("abbreviation", "expansion", "kind", "case", "ambiguous")
ABBREVIATIONS: tuple[Abbreviation, ...] = tuple(
    Abbreviation(short, expansion, cast(Kind, kind), case == "any", ambiguous == "yes")
    for short, expansion, kind, case, ambiguous in tables.read("abbreviations.csv", COLUMNS)
)
# Words that stand apart: the pieces of a reference number ("35-NQ/TW") are none.
_WORD = re.compile(r"(?<![\w/&-])[^\W_]+(?:[&-][^\W_]+){0,3}(?![\w/&])")
_DIGITS_BEHIND = re.compile(r"\s+(?:số\s+)?\d", re.IGNORECASE)
_FEWEST_SYLLABLES = 3


def expand_abbreviations(text: str) -> tuple[str, ...]:
    """Return the written-out forms of the abbreviations in a query, in reading order, each once.

    Capitals always count; lower case and missing accents only where the abbreviation is no word and has one meaning.
    """
    found: dict[str, None] = {}
    for match in _WORD.finditer(text):
        found.update(dict.fromkeys(meaning.expansion for meaning in _meanings(text, match)))
    return tuple(found)


def written_out(text: str) -> str:
    """Return a query with the abbreviations of one meaning written out in their place."""

    def replaced(match: re.Match[str]) -> str:
        meanings = _meanings(text, match)
        return meanings[0].expansion if len(meanings) == 1 else match.group()

    return _WORD.sub(replaced, text)


def _meanings(text: str, match: re.Match[str]) -> tuple[Abbreviation, ...]:
    meanings = _by_short().get(match.group()) or _by_folded().get(fold(match.group()), ())
    if len(meanings) > 1 and _DIGITS_BEHIND.match(text, match.end()):
        # "TT 22" is a thông tư and no trung tâm.
        return tuple(m for m in meanings if m.expansion in BY_NAME) or meanings
    return meanings


def abbreviate(text: str) -> tuple[str, ...]:
    """Return the abbreviations of what a query writes out ("an toàn vệ sinh lao động": ATVSLĐ), each once.

    Only expansions of three syllables and more count, the longest at each place; accents that were typed must agree.
    """
    accented = has_accents(text)
    words = [tone_key(s) if accented else fold(s) for s in syllables(text)]
    found: dict[str, None] = {}
    position = 0
    while position < len(words):
        taken = next(_written_at(words, position, accented), None)
        if taken is None:
            position += 1
            continue
        length, shorts = taken
        found.update(dict.fromkeys(shorts))
        position += length
    return tuple(found)


def _written_at(words: list[str], position: int, accented: bool) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the expansions that begin at a word, longest first, as their length and abbreviations."""
    table, longest = _by_expansion(accented)
    for length in range(min(longest, len(words) - position), _FEWEST_SYLLABLES - 1, -1):
        shorts = table.get(tuple(words[position : position + length]))
        if shorts:
            yield length, shorts


@cache
def _by_short() -> dict[str, tuple[Abbreviation, ...]]:
    table: dict[str, tuple[Abbreviation, ...]] = {}
    for abbreviation in ABBREVIATIONS:
        table[abbreviation.short] = (*table.get(abbreviation.short, ()), abbreviation)
    return table


@cache
def _by_folded() -> dict[str, tuple[Abbreviation, ...]]:
    return {fold(a.short): (a,) for a in ABBREVIATIONS if a.any_case}


@cache
def _by_expansion(accented: bool) -> tuple[dict[tuple[str, ...], tuple[str, ...]], int]:
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for abbreviation in ABBREVIATIONS:
        if abbreviation.kind not in ("body", "term") or abbreviation.ambiguous:
            continue
        words = tuple(tone_key(s) if accented else fold(s) for s in syllables(abbreviation.expansion))
        if len(words) >= _FEWEST_SYLLABLES:
            table[words] = (*table.get(words, ()), abbreviation.short)
    return table, max(map(len, table))
