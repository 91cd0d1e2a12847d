"""The exact route: passages that a reference number in the query names."""

from __future__ import annotations

from directives.reference.numbers import LooseNumber, parse_number
from directives.text import fold, syllables
from index.query import ParsedQuery
from index.store import citations as citation_rows
from index.store import documents as store
from index.store import passages as passage_rows
from index.store.database import Database

# Added to the fused score, which lies between −.25 and 1: a document asked for by its number comes before everything.
OWN_NUMBER, CITES_NUMBER, NUMBER_IN_PASSING = 4.0, 2.0, 0.2
TYPED_IN_FULL = 1.0  # more for the document whose number was typed in full than for those that merely agree
NUMBER_AND_TITLE = 2.5  # digits that agree, beside words of the title: "nghị quyết 35 về bảo vệ nền tảng tư tưởng"
_MOST_CITING = 200  # passages that cite a number; some are cited in every other document
_SHARED = 0.5  # of the query's words must stand in type, title and issuer


def exact(db: Database, parsed: ParsedQuery) -> dict[int, float]:
    """Return what is added for passages that a number names: heading blocks of its documents, then citing ones."""
    found: dict[int, float] = {}
    for loose in parsed.numbers:
        certain = parsed.bare or len(loose.parts) > 1 or loose.year is not None
        documents = dict(_documents_with(db, loose))
        for heading in passage_rows.headings(db, list(documents)):
            found[heading.id] = _score(parsed, heading, certain, documents[heading.document_id])
        for id_ in _passages_citing(db, loose):
            found.setdefault(id_, CITES_NUMBER if parsed.bare else NUMBER_IN_PASSING)
    return found


def _score(parsed: ParsedQuery, heading: passage_rows.StoredPassage, certain: bool, in_full: bool) -> float:
    if certain:
        return OWN_NUMBER + (TYPED_IN_FULL if in_full else 0.0)
    said = set(syllables(fold(f"{heading.type or ''} {heading.title or ''} {heading.issuer or ''}")))
    shared = sum(word in said for word in parsed.subject)
    return NUMBER_AND_TITLE if shared >= _SHARED * len(parsed.subject) else NUMBER_IN_PASSING


def _documents_with(db: Database, loose: LooseNumber) -> list[tuple[str, bool]]:
    """Return the documents whose number agrees with `loose`, and of each whether it was typed in full."""
    held = store.facts_with_digits(db, loose.digits_key)
    numbers = [(facts.id, parse_number(facts.number)) for facts in held]
    return [(id_, loose.exactly(n)) for id_, n in numbers if n is not None and loose.matches(n)]


def _passages_citing(db: Database, loose: LooseNumber) -> list[int]:
    found: list[int] = []
    meant: dict[str, bool] = {}  # a number is read once, however many passages cite it
    for view in citation_rows.with_digits(db, loose.digits_key):
        number = view.citation.number
        if number and number not in meant:
            meant[number] = _matches(loose, number)
        if number and meant[number]:
            id_ = passage_rows.at(db, view.document, view.citation.start)
            if id_ is not None:
                found.append(id_)
        if len(found) >= _MOST_CITING:
            break
    return found


def _matches(loose: LooseNumber, number: str) -> bool:
    parsed = parse_number(number)
    return parsed is not None and loose.matches(parsed)
