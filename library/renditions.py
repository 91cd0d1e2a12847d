"""Whether a new document is one that is held already, in another rendition (the scan and the docx of one act)."""

from __future__ import annotations

from dataclasses import dataclass

from directives.models import Document
from directives.syllables import quality
from directives.text import fold, syllables
from index.store import documents as store
from index.store.database import Database
from index.store.keys import number_keys

_SIMILAR = 0.9
_SHINGLE = 4  # syllables


@dataclass(frozen=True, slots=True)
class Rendition:
    """What a new document is to those held.

    `document_id` the held document that it renders again, if any, and whether the new text is the better one; `others`
    those with the same number, issuer and date whose text differs.
    """

    document_id: str | None = None
    better: bool = False
    others: tuple[str, ...] = ()

    def message(self) -> str:
        """Return what a person has to decide."""
        listed = ", ".join(self.others)
        return (
            f"Trùng số, ngày và cơ quan ban hành với văn bản {listed} nhưng nội dung khác nhau; "
            "cả hai vẫn được giữ, hãy xem lại và gỡ bản không đúng."
        )


def find_rendition(db: Database, document: Document) -> Rendition:
    """Compare `document` with the held ones of the same number, issuer and date.

    An issuer that a scan or a broken line left out, or gave with words too many, keeps nearly equal texts not apart.
    """
    key, digits = number_keys(document.header.number)
    if key is None or digits is None or document.header.date is None:
        return Rendition()
    others = []
    for facts in store.facts_with_digits(db, digits):
        if number_keys(facts.number)[0] != key or facts.date != document.header.date:
            continue
        first, second = fold(facts.issuer or ""), fold(document.header.issuer or "")
        if first not in second and second not in first:
            continue
        held = store.get(db, facts.id)
        if held is None:
            continue
        if similarity(held.text, document.text) >= _SIMILAR:
            return Rendition(held.id, quality(document.text) > quality(held.text) + 0.01)
        if first == second:
            others.append(facts.id)
    return Rendition(others=tuple(others))


def similarity(a: str, b: str) -> float:
    """Return the Jaccard similarity, 0 to 1, of two texts' runs of four syllables, accents and case left out."""
    first, second = _shingles(a), _shingles(b)
    if not first or not second:
        return 1.0 if first == second else 0.0
    return len(first & second) / len(first | second)


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = syllables(fold(text))
    return {tuple(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))} if words else set()
