"""The record of a mention while it is being read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from directives.types import BY_NAME, TYPES

MentionKind = Literal["numbered", "partial", "law", "blank"]


@dataclass(slots=True)
class Mention:
    """A mention being read: `text[start:end]` is the number or the law's name, `begin` where its type words start.

    `between` is the issuer that stands between type and number; `listed` tells that the mention goes on a list whose
    head is the mention before it; `bare` that nothing but a connector stands between the two.
    """

    start: int
    end: int
    begin: int
    kind: MentionKind
    number: str | None
    type: str | None
    symbol: str = ""
    key: str | None = None
    law_title: str | None = None
    between: str | None = None
    listed: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """Type words in the text, and the name of the type."""

    start: int
    end: int
    name: str


_ABBREVIATIONS = frozenset(a for t in TYPES for a in t.abbreviations)


def of_another_type(type_: str, symbol: str) -> bool:
    """Whether a symbol begins with the abbreviation of a type that is not this one ("NĐ-CP" of a law)."""
    own = BY_NAME.get(type_)
    abbreviation = re.split(r"[/\-.]", symbol, maxsplit=1)[0]
    return abbreviation in _ABBREVIATIONS and (own is None or abbreviation not in own.abbreviations)


def types_agree(type_: str, symbol: str) -> bool:
    """Whether a number with this symbol may have the type; one without a type abbreviation agrees with any."""
    own = BY_NAME.get(type_)
    return own is None or not own.abbreviations or not of_another_type(type_, symbol)
