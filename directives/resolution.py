"""To which held documents a citation points; unique or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from directives.models import Citation, DocumentFacts, KnownDocument, Resolution
from directives.numbers import number_key


def resolve(
    citation: Citation,
    citing: DocumentFacts,
    lookup: Callable[[str], Sequence[DocumentFacts]],
    known: Callable[[str], KnownDocument | None],
) -> Resolution:
    """Resolve a citation of `citing`; `lookup` gives the held documents under a key, `known` the catalogue's facts."""
    if citation.kind == "blank":
        return Resolution("BLANK", (), "số để trống")
    key = number_key(citation.number) if citation.number else None
    if citation.kind == "self" or (key is not None and key == number_key(citing.number or "")):
        return Resolution("SELF", (citing.id,), "số của chính văn bản")
    if key is None:
        return Resolution("MISSING", (), "không có số đầy đủ")
    found = [facts for facts in lookup(key) if facts.id != citing.id]
    if not found:
        return Resolution("MISSING", (), "chưa có trong kho", known(key))
    if len(found) == 1:
        return Resolution("RESOLVED", (found[0].id,), "văn bản duy nhất có số này")
    return Resolution("AMBIGUOUS", tuple(facts.id for facts in found), "nhiều văn bản cùng số")
