"""What a question demands of the document that answers it: a place, a year, a reference number, a kind of quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.answers.terms import QUESTION_WORDS
from directives.issuers import key_of, predecessors, provinces
from directives.models import Hit
from directives.reference.numbers import LooseNumber, find_numbers, parse_loose, parse_number
from directives.text import fold, syllables

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# On folded text: question words that only a figure, a date or an hour answers.
_FIGURE = re.compile(r"\b(?:bao nhieu|may|bao lau|khi nao|ngay nao|luc nao|gio nao|nam nao|thang nao)\b")


@dataclass(frozen=True, slots=True)
class Demands:
    """What a question names; `places` are folded names of provinces, `figure` whether it asks for a figure."""

    places: frozenset[str]
    years: frozenset[str]
    numbers: tuple[LooseNumber, ...]
    bare: bool
    figure: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """How a hit meets the demands of a question.

    `place_held`: passage or document name every place asked for.  `place_missing`, `year_missing`,
    `number_missing`: something asked for is neither in the passage nor in what is known of its document.
    `own_number`: the document bears a number asked for.  `known` is all that is known of the hit, as one text.
    """

    place_held: bool
    place_missing: bool
    year_missing: bool
    number_missing: bool
    own_number: bool
    known: str = ""

    @property
    def lacks(self) -> int:
        """How many of the demands are not met."""
        return self.place_missing + self.year_missing + self.number_missing


def demands_of(question: str) -> Demands:
    """Return what `question` demands."""
    numbers = tuple(n for n in parse_loose(question) if len(n.parts) > 1 or n.year is not None)
    years = set(_YEAR.findall(_without(question, numbers)))
    rest = [word for word in syllables(fold(_without(question, numbers))) if word not in QUESTION_WORDS]
    return Demands(
        places_in(question),
        frozenset(years),
        numbers,
        bool(numbers) and len(rest) <= 1,
        _FIGURE.search(fold(question)) is not None,
    )


def fit(demands: Demands, hit: Hit) -> Fit:
    """Return how `hit` meets `demands`."""
    card, passage = hit.document, hit.passage
    head = " . ".join(filter(None, (card.title, card.issuer)))
    known = " . ".join(filter(None, (head, card.number, card.date, passage.heading_path, passage.text)))
    own = parse_number(card.number) if card.number else None
    bears = [n for n in demands.numbers if own is not None and n.matches(own)]
    cited = [n for n in demands.numbers if any(n.matches(m.number) for m in find_numbers(passage.text))]
    return Fit(
        place_held=bool(demands.places) and demands.places <= places_in(known),
        place_missing=bool(demands.places - places_in(known)),
        year_missing=bool(demands.years - set(_YEAR.findall(known))),
        number_missing=any(n not in bears and n not in cited for n in demands.numbers),
        own_number=bool(bears),
        known=known,
    )


def places_in(text: str) -> frozenset[str]:
    """Return the folded names of the provinces named in `text`, each with those that went into it."""
    names = _place_names()
    found = {names[match] for match in _places().findall(fold(text))}
    return frozenset(name for place in found for name in (place, *predecessors(place)) if name in found)


@cache
def _place_names() -> dict[str, str]:
    return {fold(name): key_of(p.name) for p in provinces() for name in (p.name, *p.aliases)}


@cache
def _places() -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, _place_names()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")


def _without(text: str, numbers: tuple[LooseNumber, ...]) -> str:
    for number in sorted(numbers, key=lambda n: n.start, reverse=True):
        text = text[: number.start] + " " + text[number.end :]
    return text
