"""The type that a line of the heading begins with."""

from __future__ import annotations

import re

from directives.text import fold
from directives.types import BY_ABBREVIATION, TYPES

# In a heading the short name is the type and the rest belongs to the title ("THÔNG BÁO / KẾT LUẬN CỦA …"), but for
# these, which are types of their own.
_COMPOUND = re.compile(r"(?:.* (?:liên tịch|liên ngành|liên bộ)|chương trình (?:hành động|phối hợp)|quy chế phối hợp)")
_NOT_HEADING = frozenset(("văn bản", "bản sao", "bản sao y", "sao y", "bản trích sao", "bản sao lục"))
_NAMES = {type_.name for type_ in TYPES} - _NOT_HEADING


def _heads(name: str) -> bool:
    if _COMPOUND.fullmatch(name):
        return True
    return not any(name.startswith(shorter + " ") for shorter in _NAMES if shorter != name)


_HEADINGS = sorted((name for name in _NAMES if _heads(name)), key=len, reverse=True)
# Official texts write one name with either tone placement, old fonts and OCR lose accents: the folded name decides,
# but for the pairs that fold alike.
_FOLDED = {fold(name): name for name in _HEADINGS}
_LINE = re.compile(
    r"\W*(?:ban (?=quy|noi|dieu))?(" + "|".join(re.escape(f).replace(r"\ ", r"\s+") for f in _FOLDED) + r")(?![^\W\d_])"
)
_SPACED = re.compile(r"\W*((?:[^\W\d_] {1,4}){3,}[^\W\d_])\W*$")
_CLOSED = {folded.replace(" ", ""): name for folded, name in _FOLDED.items()}


def leading_type(line: str) -> tuple[str, int] | None:
    """Return the type that `line` begins with and the offset behind it; letters set apart are read too."""
    folded = fold(line)
    match = _LINE.match(folded)
    if match is not None:
        return _FOLDED[" ".join(match.group(1).split())], match.end()
    spaced = _SPACED.match(folded)
    name = _CLOSED.get(spaced.group(1).replace(" ", "")) if spaced is not None else None
    return (name, len(line)) if name is not None else None


def joint(name: str, following: str) -> str:
    """Return the joint type that `name` makes with the words behind it ("Thông tư" / "Liên tịch …"), or `name`."""
    for word in ("liên tịch", "liên ngành", "liên bộ"):
        if following.lower().lstrip(" *_").startswith(word) and f"{name} {word}" in _NAMES:
            return f"{name} {word}"
    return name


def type_of_abbreviation(abbreviation: str) -> str | None:
    """Return the usual type of an abbreviation in a number ("QĐ": quyết định), None when it has none."""
    types = BY_ABBREVIATION.get(abbreviation)
    return types[0].name if types else None
