"""Which documents a person means who types an id, a reference number, the name of a file or words of a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from textwrap import shorten

from directives.models import DocumentCard
from directives.reference.numbers import parse_loose, parse_number
from directives.text import canonical, fold, syllables
from index.store import documents as store
from index.store.database import Database
from index.store.sources import paths

_FEWEST_WORDS = 2  # of a title; a single word stands in too many
_ENDING = re.compile(r"\.[a-z][a-z0-9]{1,4}$", re.IGNORECASE)
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

    Tried in turn: an id or a reference number in any loose form; the name of a file, with or without its ending; words
    of type, title and issuer as they follow each other; those words in any order.  Accents and case do not matter.
    """
    wanted = " ".join(canonical(text).split())
    if not wanted:
        return ()
    numbered_so = numbered(db, wanted)
    # "QD-16-2026.txt" is a file, whatever decision bears the number.
    if _ENDING.search(wanted) or not numbered_so:
        return _files(db, wanted) or numbered_so or _titled(db, wanted)
    return numbered_so


def _files(db: Database, wanted: str) -> tuple[str, ...]:
    """Return the documents that came from a file of this name, or at this path."""
    if "/" in wanted and not wanted.startswith("/") and not _ENDING.search(wanted):
        return ()  # a number that no document bears
    key = _name_key(wanted)
    found = (id_ for id_, path in paths(db) if key in _called(path))
    return tuple(dict.fromkeys(found))


def _called(path: str) -> tuple[str, ...]:
    key = _name_key(path)
    name = key.replace("\\", "/").rpartition("/")[2]
    return key, name, name.rpartition(".")[0]


def _name_key(name: str) -> str:
    return fold(canonical(name))


def _titled(db: Database, wanted: str) -> tuple[str, ...]:
    """Return the documents whose type, title and issuer hold these words, together if they are anywhere."""
    # A number that no document bears stands in the titles of those that amend or repeal it, which are others.
    if any(len(number.parts) > 1 or number.year for number in parse_loose(wanted)):
        return ()
    words = [fold(word) for word in syllables(wanted)]
    if len(words) < _FEWEST_WORDS:
        return ()
    held = [
        (id_, f" {' '.join(syllables(said))} ")
        for id_, said in ((id_, fold(said)) for id_, said in store.names(db))
        if all(word in said for word in words)
    ]
    together = tuple(id_ for id_, said in held if f" {' '.join(words)} " in said)
    return together or tuple(id_ for id_, said in held if all(f" {word} " in said for word in words))


def several(text: str, cards: Sequence[DocumentCard]) -> str:
    """Return the sentence that says that `text` may mean each of these documents, and how to choose."""
    listed = "; ".join(_listed(card) for card in cards[:_MOST_LISTED])
    rest = f"; và {len(cards) - _MOST_LISTED} văn bản khác" if len(cards) > _MOST_LISTED else ""
    return f"Có {len(cards)} văn bản “{text}”, hãy chọn bằng mã: {listed}{rest}."


def _listed(card: DocumentCard) -> str:
    title = shorten(card.title or "", _MOST_OF_TITLE, placeholder="…")
    said = [card.number or PurePath(card.source).name, card.date or "không rõ ngày", card.issuer or "", title]
    return f"{card.id} ({', '.join(filter(None, said))})"
