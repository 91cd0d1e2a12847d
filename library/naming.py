"""Which documents a person means who types an id, a reference number, the name of a file or words of a title."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from textwrap import shorten

from directives.models import DocumentCard
from directives.reference.numbers import parse_loose, parse_number
from directives.text import canonical, fold, syllables
from index.store import documents as store
from index.store.database import Database

_FEWEST_WORDS = 2  # of a title; a single word stands in too many
_MOST_LISTED = 10
_MOST_OF_TITLE = 90  # characters


def numbered(db: Database, text: str) -> tuple[str, ...]:
    """Return the ids of the documents with this id or reference number, loose forms accepted."""
    wanted = text.strip()
    if store.exists(db, wanted):
        return (wanted,)
    for loose in parse_loose(wanted):
        held = [(f.id, parse_number(f.number)) for f in store.facts_with_digits(db, loose.digits_key)]
        matching = [(id_, number) for id_, number in held if number is not None and loose.matches(number)]
        # "27/CT-TTg" is that number and not 27/2007/CT-TTg, which agrees with it.
        exact = [id_ for id_, number in matching if loose.exactly(number)]
        if matching:
            return tuple(exact or [id_ for id_, _ in matching])
    return ()


def named(db: Database, text: str) -> tuple[str, ...]:
    """Return the ids of the documents meant by `text`, empty when none is.

    Tried in turn: an id; the name of a file, with or without its ending; a reference number in any loose form; words
    of type and title as they follow each other; those words in any order.  Accents and case do not matter.
    """
    wanted = " ".join(canonical(text).split())
    if not wanted:
        return ()
    by_number = numbered(db, wanted)
    # A file may be called "35", which is a number sooner.
    if by_number and (wanted.isdigit() or by_number == (wanted,)):
        return by_number
    cards = store.cards(db)
    return _files(cards, wanted) or by_number or _titles(cards, wanted)


def _files(cards: Sequence[DocumentCard], wanted: str) -> tuple[str, ...]:
    """Return the documents that came from a file of this name, its path where one is typed."""
    key = _name_key(wanted)
    return tuple(card.id for card in cards if any(key in _called(source) for source in card.sources))


def _called(source: str) -> tuple[str, ...]:
    path = PurePath(source)
    return _name_key(source), _name_key(path.name), _name_key(path.stem)


def _name_key(name: str) -> str:
    return " ".join(fold(canonical(name)).split())


def _titles(cards: Sequence[DocumentCard], wanted: str) -> tuple[str, ...]:
    # A number that no document bears stands in the titles of those that amend or repeal it, which are others.
    if names_number(wanted):
        return ()
    words = [fold(word) for word in syllables(wanted)]
    if len(words) < _FEWEST_WORDS:
        return ()
    titles = [(card.id, _title_key(card)) for card in cards if card.title]
    whole = f" {' '.join(words)} "
    together = tuple(id_ for id_, title in titles if whole in title)
    return together or tuple(id_ for id_, title in titles if all(f" {word} " in title for word in words))


def names_number(text: str) -> bool:
    """Whether `text` holds a reference number, and not only digits that might be anything."""
    return any(len(number.parts) > 1 or number.year for number in parse_loose(text))


def _title_key(card: DocumentCard) -> str:
    said = f"{card.type or ''} {card.title or ''} {card.issuer or ''}"
    return f" {' '.join(map(fold, syllables(said)))} "


def several(text: str, cards: Sequence[DocumentCard]) -> str:
    """Return the sentence that says that `text` may mean each of these documents, and how to choose."""
    listed = "; ".join(_listed(card) for card in cards[:_MOST_LISTED])
    rest = f"; và {len(cards) - _MOST_LISTED} văn bản khác" if len(cards) > _MOST_LISTED else ""
    return f"Có {len(cards)} văn bản “{text}”, hãy chọn bằng mã: {listed}{rest}."


def _listed(card: DocumentCard) -> str:
    title = shorten(card.title or "", _MOST_OF_TITLE, placeholder="…")
    said = [card.number or PurePath(card.source).name, card.date or "không rõ ngày", card.issuer or "", title]
    return f"{card.id} ({', '.join(filter(None, said))})"
