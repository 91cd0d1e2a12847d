"""Where a stretch of a document's text stands on its printed page: two readings of one page are aligned.

The text of a document may come from another reader than the words with their places, be repaired, or lack running
heads; so the two are matched word by word and, where they differ, letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from directives.models import Span
from directives.text import fold

MAX_WORDS = 8_000  # on one page; a page of a newspaper has about 4,000
_MAX_TEXT = 60_000  # characters of a page's text that are aligned
_MAX_PIECE = 1_500  # letters that are compared one by one
_GAP = 8  # words that may lie unmatched between two matched ones of one stretch
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Placed:
    """A word, or a printed line; its place as shares of the page's width and height from the upper left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Token:
    folded: str
    start: int
    end: int
    word: int = -1


def aligned(text: str, words: Sequence[Placed]) -> tuple[Span | None, ...]:
    """Return for each word the stretch of `text` that it prints, None where the text does not have it."""
    words = words[:MAX_WORDS]
    ours = [_Token(fold(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(text[:_MAX_TEXT])]
    theirs = [_Token(fold(m[0]), m.start(), m.end(), i) for i, w in enumerate(words) for m in _TOKEN.finditer(w.text)]
    found: list[Span | None] = [None] * len(words)

    def match(word: int, start: int, end: int) -> None:
        known = found[word]
        found[word] = Span(min(known.start, start), max(known.end, end)) if known else Span(start, end)

    matcher = SequenceMatcher(None, [t.folded for t in ours], [t.folded for t in theirs])
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            for mine, other in zip(ours[a:b], theirs[c:d], strict=True):
                match(other.word, mine.start, mine.end)
        elif kind == "replace":
            for at, word in _by_letter(ours[a:b], theirs[c:d]):
                match(word, at, at + 1)
    return tuple(found)


def _by_letter(ours: Sequence[_Token], theirs: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """Yield pairs of an offset in the text and the number of the word that prints the letter there."""
    first = [(c, token.start + i) for token in ours for i, c in enumerate(_even(token))]
    second = [(c, token.word) for token in theirs for c in token.folded]
    if max(len(first), len(second)) > _MAX_PIECE:
        return
    matcher = SequenceMatcher(None, [c for c, _ in first], [c for c, _ in second], autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.size < 2:  # a letter alone agrees by chance
            continue
        for k in range(block.size):
            yield first[block.a + k][1], second[block.b + k][1]


def _even(token: _Token) -> str:
    """The folded token where its letters stand at the offsets of the text's, else nothing to compare."""
    return token.folded if len(token.folded) == token.end - token.start else ""


def lines_of(span: Span, places: Sequence[Span | None], words: Sequence[Placed]) -> tuple[Placed, ...]:
    """Return the printed lines of a stretch of the text: the words that print it, joined where they stand in a row."""
    chosen = [i for i, place in enumerate(places) if place and place.start < span.end and place.end > span.start]
    if not chosen:
        return ()
    kept: list[int] = [chosen[0]]
    for i in chosen[1:]:
        between = range(kept[-1] + 1, i)
        if len(between) <= _GAP and all(places[k] is None for k in between):
            kept.extend(between)
        kept.append(i)
    lines: list[Placed] = []
    for i in kept:
        word = words[i]
        last = lines[-1] if lines else None
        if last and _same_line(last, word):
            lines[-1] = Placed(
                f"{last.text} {word.text}",
                last.left,
                min(last.top, word.top),
                word.right,
                max(last.bottom, word.bottom),
            )
        else:
            lines.append(word)
    return tuple(lines)


def _same_line(line: Placed, word: Placed) -> bool:
    """Whether `word` goes on where `line` ends: at its height, to its right, not across a column."""
    common = min(line.bottom, word.bottom) - max(line.top, word.top)
    height = min(line.bottom - line.top, word.bottom - word.top)
    return common > 0.4 * height and -0.01 < word.left - line.right < 0.06


def share_held(passage: str, page: str) -> float:
    """Return the share, 0 to 1, of a passage's runs of three words that a page's text has."""
    words = _TOKEN.findall(fold(passage))
    runs = {tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2))} if words else set()
    there = _TOKEN.findall(fold(page))
    held = {tuple(there[i : i + 3]) for i in range(len(there) - 2)} | ({tuple(there)} if len(there) < 3 else set())
    return len(runs & held) / len(runs) if runs else 0.0
