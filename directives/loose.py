"""Reference numbers as staff type them into the search box."""

from __future__ import annotations

import re
from dataclasses import dataclass

from directives.symbols import Number, digits_key, folded, plain
from directives.text import fold
from directives.types import BY_FOLDED_NAME


@dataclass(frozen=True, slots=True)
class LooseNumber:
    """A number as typed; `text[start:end]` holds all that belongs to it.

    `digits_key` compares with the DIGITS of a key; `parts` the folded pieces of the symbol that were typed or follow
    from type and issuer words; `year` typed with it or None.
    """

    start: int
    end: int
    digits_key: str
    parts: tuple[str, ...] = ()
    year: str | None = None

    def matches(self, number: Number) -> bool:
        """Whether `number` may be the number that was meant."""
        if digits_key(number.digits) != self.digits_key:
            return False
        if self.year is not None and number.year not in (None, self.year):
            return False
        symbol = "".join(number.pieces)
        return all(part in number.pieces or (len(part) > 3 and part in symbol) for part in self.parts)


_TYPED = re.compile(
    r"(?:\bso\s*)?(?P<digits>\d{1,6}[a-z]?)(?:\s?[/-]\s?(?P<year>(?:19|20)\d\d))?(?:\s?[/ -]\s?(?P<symbol>[a-z]\w*(?:\s?[/-]\s?\w+)*))?"
)


def parse_loose(text: str) -> tuple[LooseNumber, ...]:
    """Return the reference numbers that a search text may mean, in reading order."""
    typed = fold(plain(text))
    found = []
    for match in _TYPED.finditer(typed):
        before = typed[: match.start()].split()
        parts: list[str] = []
        name = " ".join(before[-2:])
        if name in BY_FOLDED_NAME:
            parts += [folded(a) for a in BY_FOLDED_NAME[name].abbreviations[:1]]
        if match["symbol"]:
            parts = [folded(piece) for piece in re.split(r"\W+", match["symbol"])]
        if match["year"] or parts:
            found.append(LooseNumber(match.start(), match.end(), digits_key(match["digits"]), tuple(parts), match["year"]))
    return tuple(found)
