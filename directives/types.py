"""Document types: their names, abbreviations and families, and where they stand in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from directives import tables

Family = Literal["party", "state", "union", "normative"]
# letter: carries no type abbreviation in its number; copy: form of a copy; contract: is no reference.
Group = Literal["", "letter", "copy", "law", "contract"]


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document; `abbreviations` as they stand in numbers, the usual one first, none for laws."""

    name: str
    abbreviations: tuple[str, ...]
    families: tuple[Family, ...]
    group: Group


TYPES: tuple[DocumentType, ...] = tuple(
    DocumentType(
        name,
        tuple(abbreviations.split()),
        cast(tuple[Family, ...], tuple(families.split())),
        cast(Group, group),
    )
    for name, abbreviations, families, group in tables.read("types.csv", ("name", "abbreviations", "families", "group"))
)
BY_NAME: dict[str, DocumentType] = {type_.name: type_ for type_ in TYPES}
# Abbreviation as officially written → the types it may stand for, in table order.
BY_ABBREVIATION: dict[str, tuple[DocumentType, ...]] = {
    abbreviation: tuple(type_ for type_ in TYPES if abbreviation in type_.abbreviations)
    for type_ in TYPES
    for abbreviation in type_.abbreviations
}
_MOST_WORDS = max(len(type_.name.split()) for type_ in TYPES)
_LAST_WORDS = re.compile(r"[^\W\d_]+\Z")
_SPACE_BEFORE = re.compile(r"[ \n]{0,3}\Z")


@dataclass(frozen=True, slots=True)
class TypeMatch:
    """Type words found in a text: `text[start:end]` is `type.name` but for case and spacing."""

    start: int
    end: int
    type: DocumentType


def type_before(text: str, position: int, *, gap: bool = True) -> TypeMatch | None:
    """Return the longest type name that ends right before `position` (white space between them if `gap`).

    "Chương trình hành động |" gives "chương trình hành động".  Accents count, case does not; the words are whole.
    """
    begin = max(0, position - 80)
    window = text[begin:position]
    if gap:
        window = window[: len(window) - len(cast(re.Match[str], _SPACE_BEFORE.search(window)).group())]
    end = len(window)
    found: TypeMatch | None = None
    cursor = end
    words: list[str] = []
    for _ in range(_MOST_WORDS):
        word = _LAST_WORDS.search(window, 0, cursor)
        if word is None:
            break
        words.insert(0, word.group().lower())
        type_ = BY_NAME.get(_usual_tones(" ".join(words)))
        if type_ is not None:
            found = TypeMatch(begin + word.start(), begin + end, type_)
        space = _SPACE_BEFORE.search(window, max(0, word.start() - 3), word.start())
        cursor = space.start() if space else word.start()
        if cursor == word.start():
            break
    return found


def _usual_tones(words: str) -> str:
    return words.replace("thoả", "thỏa").replace("uỷ", "ủy")
