"""Whether a query was typed with accents, and what it says with those that were left out."""

from __future__ import annotations

from directives.abbreviations import expand_abbreviations
from directives.syllables import is_syllable
from directives.text import fold, has_accents, syllables
from index.accents import AccentModel

_ACCENTED_SHARE = 0.6  # of the words; texts typed with all their accents hardly ever have fewer
# Other readings are searched too where their log-probability is at most so much below that of the first.
_READINGS, _CLOSE = 3, 2.0


def is_accented(text: str) -> bool:
    """Whether accents were typed throughout, and not only here and there: "Hà Nội cam xe may"."""
    words = [word for word in syllables(text) if not word.isdigit()]
    return bool(words) and sum(map(has_accents, words)) >= _ACCENTED_SHARE * len(words)


def completed(text: str, model: AccentModel, others: bool = True) -> tuple[str | None, tuple[str, ...]]:
    """Return the text with accents, None when they change nothing, and (where wanted) other readings that come close.

    A text typed with accents has one reading, and is only completed where some were certainly left out.
    """
    accented = is_accented(text)
    if accented and not _some_left_out(text, model):
        return None, ()
    (best, score), *rest = model.readings(text, _READINGS if others and not accented else 1)
    close = tuple(other for other, its in rest if score - its <= _CLOSE)
    return (best if best.lower() != text.lower() else None), close


def _some_left_out(text: str, model: AccentModel) -> bool:
    """Whether a word cannot stand as it was typed: "nghiep" is no syllable without a tone, "lam" is one."""
    for word in syllables(text):
        bare = word.lower()
        if word.isupper() or bare != fold(word) or is_syllable(bare) or expand_abbreviations(word):
            continue
        if any(is_syllable(form) for form in model.forms.get(bare, ())):
            return True
    return False
