"""How much a text reads like Vietnamese, for choosing between extractors and encodings."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable

_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = re.compile(
    r"(?i)(?:b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?[aăâeêioôơuưy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)


def _by_shape(text: str) -> float:
    """Share of the words that have the shape of a Vietnamese syllable."""
    from directives.text import tone_key

    words = _WORD.findall(text)
    return sum(bool(_PLAIN.fullmatch(tone_key(w).rstrip("\u0300\u0301\u0303\u0309\u0323"))) for w in words) / max(
        1, len(words)
    )


def _measure() -> Callable[[str], float]:
    try:
        module = importlib.import_module("directives.syllables")
    except ModuleNotFoundError:
        return _by_shape
    measure: Callable[[str], float] = module.quality
    return measure


def quality(text: str) -> float:
    """Return the share, 0 to 1, of the syllables of `text` that Vietnamese has."""
    return _measure()(text)
