"""The one analyzer: what documents and queries alike are cut into for the lexical index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from directives.reference.numbers import find_numbers
from directives.text import fold, syllables, tone_key
from index.words import segment

VERSION = 3  # raised with any change of what analyze() gives: indexes of another version are rebuilt
_LONGEST = 60  # characters of a token; tantivy drops very long ones without a word


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as token streams, in reading order.

    `numbers` keys of the reference numbers in it; `words` segmented words of several syllables ("công_đoàn"), tone
    marks at the end of each syllable; `syllables` likewise, and `folded` the same without accents; `pairs` and
    `folded_pairs` those of neighbours, which find what a segmenter's mistakes would hide.
    """

    numbers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    syllables: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    folded_pairs: tuple[str, ...] = ()

    def __add__(self, other: Tokens) -> Tokens:
        """Return the tokens of two texts that do not touch: no pair spans both."""
        return Tokens(
            self.numbers + other.numbers,
            self.words + other.words,
            self.syllables + other.syllables,
            self.pairs + other.pairs,
            self.folded + other.folded,
            self.folded_pairs + other.folded_pairs,
        )


def analyze(text: str, *, words: bool = True) -> Tokens:
    """Return the tokens of `text`; without `words` none is segmented (unaccented text has no words to find)."""
    plain = syllables(text)
    accented = _cut(tone_key(s) for s in plain)
    folded = _cut(fold(s) for s in plain)
    return Tokens(
        numbers=tuple(dict.fromkeys(match.number.key for match in find_numbers(text))),
        words=_words(text) if words else (),
        syllables=accented,
        pairs=_pairs(accented),
        folded=folded,
        folded_pairs=_pairs(folded),
    )


def _words(text: str) -> tuple[str, ...]:
    return _cut("_".join(map(tone_key, word.split("_"))) for word in segment(text) if "_" in word)


def _cut(tokens: Iterable[str]) -> tuple[str, ...]:
    return tuple(token[:_LONGEST] for token in tokens)


def _pairs(tokens: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{first}_{second}" for first, second in pairwise(tokens))
