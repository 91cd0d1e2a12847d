"""Folded syllables and pairs of neighbours of a text: what a question and a passage are compared by."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from directives.text import fold, syllables

Rarity = Callable[[str], float]  # how much finding a folded syllable, or "one_two", says: rare ones more
# Words that ask and say nothing of what is asked for.
QUESTION_WORDS = frozenset(
    "bao nhieu nao gi ai dau may the ra sao co khong khi la o cua cho va duoc bi thi cac nhung mot nay do de phai can "
    "tai ve theo voi tu den cai con nhu".split()
)


def terms(text: str) -> list[str]:
    """Return the folded syllables of `text` that say something, and the pairs of neighbours, each once."""
    words = syllables(fold(text))
    return list(dict.fromkeys([*(w for w in words if w not in QUESTION_WORDS), *pairs(words)]))


def pairs(words: Sequence[str]) -> list[str]:
    """Return the neighbours among folded syllables as "one_two", those of question words alone left out."""
    return [f"{a}_{b}" for a, b in zip(words, words[1:], strict=False) if {a, b} - QUESTION_WORDS]


def coverage(question: str, said: str, rarity: Rarity) -> float:
    """Return the share, 0 to 1, of the pairs of `question` that stand in `said`, rare ones counting more.

    Most Vietnamese words have two syllables, so a pair is a word more often than not.  1 for a question without pairs.
    """
    asked = {pair: rarity(pair) for pair in pairs(syllables(fold(question)))}
    whole = sum(asked.values())
    if not whole:
        return 1.0
    held = set(pairs(syllables(fold(said))))
    return sum(weight for pair, weight in asked.items() if pair in held) / whole
