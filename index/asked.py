"""What a query says of the document that it wants: a type ("kế hoạch thi đua …"), a province ("… tỉnh Lào Cai").

Both only add to the score of what the words and the meaning have found; see docs/evaluation.md for what they bring.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from directives.issuers import provinces
from directives.text import fold, syllables, tone_key
from directives.types import TYPES

# Added to a fused score, which lies between −.25 and 1.
_HEADING_OF_TYPE = 0.3
_PLACE = 0.1
# A text that asks something wants the place where it is answered, not the document as a whole.
_ASKING = frozenset(map(tone_key, ("gì", "nào", "mấy", "sao", "ai", "đâu", "nhiêu", "lâu", "không", "chưa")))
_LONGEST = 5  # syllables of a type's name
_BEFORE = frozenset(["tim", "xem", "cho", "can"])  # "tìm kế hoạch …"


@dataclass(frozen=True, slots=True)
class Asked:
    """`types` the names of the type that is asked for, by its name or a shared abbreviation; `places` folded names."""

    types: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


def asked(text: str) -> Asked:
    """Return what `text`, a query with its accents and its abbreviations written out, asks for."""
    words = syllables(text)
    folded = [fold(word) for word in words]
    return Asked(_types(words, folded), _places(folded))


def _types(words: list[str], folded: list[str]) -> frozenset[str]:
    at = next((i for i, word in enumerate(folded) if word not in _BEFORE), 0)
    known = _known_types()
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        names = known.get(" ".join(folded[at : at + length]))
        if names:
            rest = [tone_key(word) for word in words[at + length :]]
            # "quyết định nào về …" asks for the document all the same.
            return frozenset() if _ASKING.intersection(rest[1:] if rest[:1] == [tone_key("nào")] else rest) else names
    return frozenset()


@cache
def _known_types() -> dict[str, frozenset[str]]:
    """Return the names of types by what may be typed for them, folded: name or abbreviation."""
    known: dict[str, frozenset[str]] = {}
    for type_ in TYPES:
        for typed in (type_.name, *type_.abbreviations):
            key = " ".join(syllables(fold(typed)))
            known[key] = known.get(key, frozenset()) | {type_.name}
    return known


def _places(folded: list[str]) -> frozenset[str]:
    text = f" {' '.join(folded)} "
    return frozenset(name for name in _province_names() if f" {name} " in text)


@cache
def _province_names() -> tuple[str, ...]:
    return tuple(sorted({" ".join(syllables(fold(province.name))) for province in provinces()}))


def bonus(asked_for: Asked, ordinal: int, type_: str | None, title: str | None, issuer: str | None) -> float:
    """Return what is added for a passage, its place in its document given by `ordinal` (the heading block is 0)."""
    added = 0.0
    if asked_for.types and ordinal == 0:
        # "kế hoạch hành động" is a kế hoạch, and a quy chế, issued by a quyết định, is named in the title.
        named = f"{type_ or ''} {title or ''}".casefold()
        if any(name in named for name in asked_for.types):
            added += _HEADING_OF_TYPE
    if asked_for.places and any(f" {place} " in _said(title or "", issuer or "") for place in asked_for.places):
        added += _PLACE
    return added


@lru_cache(maxsize=8192)
def _said(title: str, issuer: str) -> str:
    return f" {' '.join(syllables(fold(f'{title} {issuer}')))} "
