"""Everyday words for what documents call otherwise: "đám ma" is "việc tang", "sổ đỏ" a land use right certificate."""

from __future__ import annotations

from functools import cache

from directives import tables
from directives.text import fold, has_accents, syllables, tone_key


def official_words(text: str) -> tuple[str, ...]:
    """Return what documents say for the everyday words in `text`, in reading order, each once.

    The longest words count at each place; accents that were typed must agree.
    """
    accented = has_accents(text)
    words = [tone_key(s) if accented else fold(s) for s in syllables(text)]
    table, longest = _table(accented)
    found: dict[str, None] = {}
    position = 0
    while position < len(words):
        for length in range(min(longest, len(words) - position), 0, -1):
            official = table.get(tuple(words[position : position + length]))
            if official:
                found[official] = None
                position += length
                break
        else:
            position += 1
    return tuple(found)


def everyday_words() -> tuple[str, ...]:
    """Return the everyday words of the table, with their accents."""
    return tuple(everyday for everyday, _ in tables.read("everyday.csv", ("everyday", "official")))


@cache
def _table(accented: bool) -> tuple[dict[tuple[str, ...], str], int]:
    """Return the official words by the everyday ones, and the length of the longest; single unaccented ones mislead."""
    key = tone_key if accented else fold
    table = {}
    for everyday, official in tables.read("everyday.csv", ("everyday", "official")):
        words = tuple(key(s) for s in syllables(everyday))
        if accented or len(words) > 1 or everyday == fold(everyday):
            table[words] = official
    return table, max(map(len, table))
