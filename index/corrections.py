"""Typing mistakes in a query put right where the archive's own words leave no doubt.

Three sorts: Telex and VNI keystrokes left over ("tuyeen truyeenf", "nghi5 quyet61"), and wrong tone marks ("nghĩ
quyết").  What the archive holds as typed, or could mean so, stays: a query without mistakes is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from directives.keystrokes import from_telex, from_vni
from directives.reference.numbers import parse_loose
from directives.syllables import is_syllable
from directives.text import TONES, fold, tone_key
from index.accents import AccentModel, in_case_of

_WORD = re.compile(r"[^\W_]+")
_ENOUGH = 3  # times that a pair of neighbours must have been seen
_RARER = 50  # a word that is this much rarer than what it may stand for is likelier a mistake
_BOUND = (
    0.03  # at least so much of the rarer of two neighbours: "kiểm kê" is a word, "khi bảo" happens to stand together
)
_CLEARER = 5  # the best reading must have been seen so much more often than the next
_CONFUSED = frozenset(["\u0309", "\u0303", "\u0323"])  # hỏi, ngã and nặng, which half the country says alike


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the query; `options` are the readings that its neighbours may count on."""

    start: int
    end: int
    typed: str
    keystrokes: str | None
    options: tuple[str, ...]


def correct(model: AccentModel, text: str) -> str | None:
    """Return `text` with its typing mistakes put right, None where there is nothing of which the archive is sure."""
    once = _corrected(model, text)
    # Keystrokes can be of the wrong tone too: "keej hoachj".
    return once and (_corrected(model, once) or once)


def _corrected(model: AccentModel, text: str) -> str | None:
    words = _words(model, text)
    keyed = sum(word.keystrokes is not None for word in words)
    parts, position = [], 0
    for i, word in enumerate(words):
        before = words[i - 1] if i and text[words[i - 1].end : word.start].isspace() else None
        after = words[i + 1] if i + 1 < len(words) and text[word.end : words[i + 1].start].isspace() else None
        meant = _keystrokes(model, word, before, after, keyed) or _marks(model, word, before, after)
        if meant:
            parts += [text[position : word.start], in_case_of(text[word.start : word.end], meant)]
            position = word.end
    return "".join([*parts, text[position:]]) if parts else None


def _words(model: AccentModel, text: str) -> list[_Word]:
    """Return the words that may be corrected: none of a reference number, no abbreviation."""
    numbers = [(number.start, number.end) for number in parse_loose(text)]
    words = []
    for match in _WORD.finditer(text):
        typed = match.group()
        inside = any(start <= match.start() < end for start, end in numbers)
        if typed.isdigit():
            continue
        if inside or (typed.isupper() and len(typed) > 1) or _joined(text, match):
            words.append(_Word(match.start(), match.end(), typed.lower(), None, (typed.lower(),)))
            continue
        lower = typed.lower()
        meant = None if _seen(model, lower) or is_syllable(lower) else from_telex(lower) or from_vni(lower)
        meant = model.spelling(meant) if meant else None
        options = model.forms.get(lower, ()) if lower == fold(lower) else ()
        words.append(_Word(match.start(), match.end(), lower, meant, (meant,) if meant else (lower, *options)))
    return words


def _joined(text: str, match: re.Match[str]) -> bool:
    """Whether the word is a piece of something written together: "CCHC/PAR", "e-mail"."""
    around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    return any(mark in around for mark in "/-_@.&") and around.strip() != "."


def _seen(model: AccentModel, word: str) -> bool:
    return word in model.single


def _keystrokes(model: AccentModel, word: _Word, before: _Word | None, after: _Word | None, keyed: int) -> str | None:
    """Return what the keystrokes meant: another word was typed so too, it needs two keys, or its neighbours say so."""
    meant = word.keystrokes
    if meant is None:
        return None
    return meant if keyed > 1 or _keys(meant) > 1 or _support(model, meant, before, after) else None


def _keys(word: str) -> int:
    """Count the keystrokes that `word` takes beyond its letters: one for each mark and tone."""
    return sum(len(unicodedata.normalize("NFD", letter)) - 1 + (letter == "đ") for letter in word)


def _marks(model: AccentModel, word: _Word, before: _Word | None, after: _Word | None) -> str | None:
    """Return the word with the tone that its neighbours ask for, None unless that is beyond doubt."""
    typed = word.typed
    if typed == fold(typed) or not typed.isalpha() or _support(model, typed, before, after):
        return None
    base = _toneless(typed)
    others = [form for form in model.forms.get(fold(typed), ()) if _toneless(form) == base and is_syllable(form)]
    others = [form for form in others if _mistakable(typed, form)]
    ranked = sorted(((_support(model, form, before, after), form) for form in others), reverse=True)
    if not ranked or ranked[0][0] < _ENOUGH or (len(ranked) > 1 and ranked[1][0] * _CLEARER > ranked[0][0]):
        return None
    best = ranked[0][1]
    rarer = model.single.get(typed, 0) * _RARER <= model.single[best]
    return best if rarer and _bound(model, best, before, after) else None


def _mistakable(typed: str, form: str) -> bool:
    """Whether `form` may be meant by `typed`, which is no syllable at all or has a tone often taken for its own."""
    one, two = tone_key(typed), tone_key(form)
    return one != two and (not is_syllable(typed) or {one[-1], two[-1]} <= _CONFUSED)


def _toneless(word: str) -> str:
    return tone_key(word).rstrip(TONES)


def _bound(model: AccentModel, form: str, before: _Word | None, after: _Word | None) -> bool:
    """Whether `form` and a neighbour belong together, and do not only stand beside each other now and then."""
    beside = [(other, form) for other in (before.options if before else ())]
    beside += [(form, other) for other in (after.options if after else ())]
    return any(
        model.pairs.get(pair, 0) >= max(_ENOUGH, _BOUND * min(model.single.get(word, 0) for word in pair))
        for pair in beside
    )


def _support(model: AccentModel, form: str, before: _Word | None, after: _Word | None) -> int:
    """Return how often `form` was seen beside what stands before or after it, the better of the two."""
    left = max((model.pairs.get((other, form), 0) for other in before.options), default=0) if before else 0
    right = max((model.pairs.get((form, other), 0) for other in after.options), default=0) if after else 0
    return max(left, right)
