"""The one analyzer: what documents and queries alike are cut into for the lexical index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from directives.numbers import find_numbers
from directives.text import fold, syllables, tone_key
from index.words import segment

VERSION = 1  # raised with any change of what analyze() gives: indexes of another version are rebuilt
_LONGEST = 60  # characters of a token; tantivy drops very long ones without a word


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as token streams, in reading order.

    `numbers` keys of the reference numbers in it; `words` segmented words of several syllables, joined by "_";
    `syllables` with accents, the tone mark at the end; `folded` the same without accents.
    """

    numbers: tuple[str, ...]
    words: tuple[str, ...]
    syllables: tuple[str, ...]
    folded: tuple[str, ...]


def analyze(text: str, *, words: bool = True) -> Tokens:
    """Return the tokens of `text`; without `words` no segmentation is done (unaccented text has no words to find)."""
    plain = syllables(text)
    return Tokens(
        numbers=tuple(dict.fromkeys(match.number.key for match in find_numbers(text))),
        words=tuple(_cut("_".join(map(tone_key, w.split("_"))) for w in segment(text) if "_" in w)) if words else (),
        syllables=tuple(_cut(tone_key(s) for s in plain)),
        folded=tuple(_cut(fold(s) for s in plain)),
    )


def _cut(tokens: Iterable[str]) -> list[str]:
    return [token[:_LONGEST] for token in tokens]
