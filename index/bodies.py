"""The issuing bodies of an archive, found by what staff call them, and what a query of facts alone is restricted to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from directives.abbreviations import expand_abbreviations, written_out
from directives.errors import BadRequest
from directives.issuers import identify, key_of
from directives.models import Filters
from index.asked import Asked
from index.query import ParsedQuery
from index.store import documents as store
from index.store.database import Database

_NEAREST = 5  # names that an error proposes


def issuers_like(db: Database, name: str) -> tuple[str, ...]:
    """Return the issuers of the archive, as they are spelled, that `name` may mean: whole, in part or abbreviated.

    Accents and case do not matter; of several manners to agree the closest counts.  Raises BadRequest with the nearest
    names where nothing agrees.
    """
    held = store.facet_values(db, "issuer")
    # Beside other words an abbreviation alone would mean too many: "UBND Nghệ An" is not every UBND.
    alone = expand_abbreviations(name) if len(name.split()) == 1 else ()
    meant = tuple(dict.fromkeys(key_of(form) for form in (name, written_out(name), *alone)))
    for agrees in (_whole, _part, _words, _same_body):
        found = tuple(issuer for issuer in held if any(key and agrees(key, issuer) for key in meant))
        if found:
            return found
    nearest = sorted(held, key=lambda issuer: -SequenceMatcher(None, meant[-1], key_of(issuer)).ratio())[:_NEAREST]
    raise BadRequest(
        f"Trong kho không có cơ quan ban hành “{name}”; "
        + (f"gần nhất là: {'; '.join(nearest)}." if nearest else "kho chưa có văn bản nào ghi cơ quan ban hành.")
    )


def _whole(key: str, issuer: str) -> bool:
    return key == key_of(issuer)


def _part(key: str, issuer: str) -> bool:
    return f" {key} " in f" {key_of(issuer)} "


def _words(key: str, issuer: str) -> bool:
    return set(key.split()) <= set(key_of(issuer).split())


def _same_body(key: str, issuer: str) -> bool:
    wanted, held = identify(key), identify(issuer)
    if wanted is None or held is None or wanted.group != held.group:
        return False
    return wanted.place in (None, held.place)


def narrow(db: Database, wanted: Asked, filters: Filters) -> Filters | None:
    """Return `filters` with the facts asked for added, None where no issuer of the archive is meant."""
    issuers: Sequence[str] = ()
    if wanted.issuers or wanted.places:
        issuers = [issuer for issuer in store.facet_values(db, "issuer") if _asked_for(wanted, issuer)]
        if not issuers:
            return None
    first, last = wanted.dated or (None, None)
    return replace(
        filters,
        types=filters.types or tuple(sorted(wanted.types)),
        issuers=filters.issuers or tuple(issuers),
        date_from=max(filter(None, (filters.date_from, first)), default=None),
        date_to=min(filter(None, (filters.date_to, last)), default=None),
    )


def _asked_for(wanted: Asked, issuer: str) -> bool:
    body = identify(issuer)
    key = f" {key_of(issuer)} "
    return (not wanted.issuers or (body is not None and body.group in wanted.issuers)) and (
        not wanted.places or any(f" {place} " in key for place in wanted.places)
    )


def as_filters(parsed: ParsedQuery) -> ParsedQuery:
    """Return the query with its facts marked as what its hits were restricted to."""
    facts = tuple(replace(fact, use="filter") for fact in parsed.query.facts)
    return replace(parsed, query=replace(parsed.query, facts=facts))
