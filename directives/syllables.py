"""The syllables that Vietnamese has, and how much a text reads like Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from directives import tables
from directives.text import tone_key

# The tones of the table, named as in Telex typing: z level, f huyền, r hỏi, x ngã, s sắc, j nặng.
_TONES = {"z": "", "f": "\u0300", "r": "\u0309", "x": "\u0303", "s": "\u0301", "j": "\u0323"}
_LETTERS = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"[IVXL]+")
# Parts of words that are no prose: reference numbers, dates, addresses.
_NO_PROSE = re.compile(r"[\d@_]|://|\.(?:vn|com)\b")


@cache
def _table() -> frozenset[str]:
    """Return the tone keys of all syllables, loan words and abbreviations of the table."""
    rows = tables.read("syllables.csv", ("base", "tones", "kind"))
    return frozenset(base + _TONES[tone] for base, tones, _ in rows for tone in tones)


def is_syllable(word: str) -> bool:
    """Whether `word`, in any case and with its tone mark on either vowel, is a syllable, known loan or abbreviation.

    The native syllables are all that the rules of the sounds allow (an onset, a rime, a tone), also the few thousand
    among them that happen to mean nothing.
    """
    return tone_key(word) in _table()


def quality(text: str) -> float:
    """Return the share, 0 to 1, of the syllables of `text` that Vietnamese has; 0 for a text without any.

    Numbers, references, addresses and Roman numerals are not counted.  Sound texts of offices have .97 and more.
    """
    counted = good = 0
    for chunk, times in Counter(unicodedata.normalize("NFC", text).split()).items():
        if _NO_PROSE.search(chunk):
            continue
        for word in _LETTERS.findall(chunk):
            if _ROMAN.fullmatch(word):
                continue
            counted += times
            good += times * is_syllable(word)
    return good / counted if counted else 0.0
