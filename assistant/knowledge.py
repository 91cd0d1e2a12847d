"""What a check may ask: facts of held and catalogued documents, what a citation resolves to, passages near some words.

`library` answers from the archive; tests answer from lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from directives.models import Citation, DocumentFacts, Resolution, Validity


@dataclass(frozen=True, slots=True)
class Source:
    """Facts of a document; `id` is None where only the catalogue knows it, `origin` then says where they are stated."""

    id: str | None
    number: str | None
    type: str | None
    issuer: str | None
    date: str | None
    title: str | None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """A passage of a held document: `text` stands at `start` of the document; `page` from 1."""

    document: str
    start: int
    text: str
    page: int


class Knowledge(Protocol):
    """What the archive and its catalogue can tell a check."""

    def resolve(self, citation: Citation, citing: DocumentFacts) -> Resolution:
        """Return what a citation of a document that is not held points to, by the rules of the citation graph."""
        ...

    def bearing(self, key: str) -> Sequence[Source]:
        """Return the documents under a number's key, under its digits alone, or under a law's key, held ones first."""
        ...

    def dated(self, date: str) -> Sequence[Source]:
        """Return the documents of an ISO date, held ones first."""
        ...

    def titled(self, title: str) -> Sequence[Source]:
        """Return a few documents whose title has most of these words, nearest first."""
        ...

    def validity(self, source: Source, as_of: str) -> Validity:
        """Return what later documents do to this one."""
        ...

    def source(self, document: str) -> Source:
        """Return the facts of a held document."""
        ...

    def near(self, words: str, documents: Sequence[str], k: int) -> Sequence[Near]:
        """Return up to `k` passages with most of these words, of the documents named or (none named) of all."""
        ...
