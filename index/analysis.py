"""The one analyzer: what documents and queries alike are cut into for the lexical index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from directives.numbers import find_numbers
from directives.text import fold, syllables, tone_key

VERSION = 2  # raised with any change of what analyze() gives: indexes of another version are rebuilt
_LONGEST = 60  # characters of a token; tantivy drops very long ones without a word


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as token streams, in reading order.

    `numbers` keys of the reference numbers in it; `syllables` with accents, the tone mark at the end, and `folded` the
    same without accents; `pairs` and `folded_pairs` those of neighbours.  Most Vietnamese words have two syllables, so
    pairs do what words would, and better (docs/evaluation.md).
    """

    numbers: tuple[str, ...] = ()
    syllables: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    folded_pairs: tuple[str, ...] = ()

    def __add__(self, other: Tokens) -> Tokens:
        """Return the tokens of two texts that do not touch: no pair spans both."""
        return Tokens(
            self.numbers + other.numbers,
            self.syllables + other.syllables,
            self.pairs + other.pairs,
            self.folded + other.folded,
            self.folded_pairs + other.folded_pairs,
        )


def analyze(text: str) -> Tokens:
    """Return the tokens of `text`."""
    plain = syllables(text)
    accented = _cut(tone_key(s) for s in plain)
    folded = _cut(fold(s) for s in plain)
    return Tokens(
        numbers=tuple(dict.fromkeys(match.number.key for match in find_numbers(text))),
        syllables=accented,
        pairs=_pairs(accented),
        folded=folded,
        folded_pairs=_pairs(folded),
    )


def _cut(tokens: Iterable[str]) -> tuple[str, ...]:
    return tuple(token[:_LONGEST] for token in tokens)


def _pairs(tokens: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{first}_{second}" for first, second in pairwise(tokens))
