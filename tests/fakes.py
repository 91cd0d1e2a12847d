"""Deterministic stand-ins: an encoder that hashes words, and a helper that builds small documents."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from directives.models import Citation, CitationKind, Document, Header, Passage, Relation, Unit
from directives.text import canonical, fold, syllables
from index.registry import ModelSpec


class FakeEncoder:
    """Bag of folded syllables hashed into a small space: similar words, similar vectors; the same on every machine."""

    def __init__(self, name: str = "fake", dimension: int = 64) -> None:
        self.spec = ModelSpec(name, dimension)
        self.identity = f"{name}@1/{dimension}"
        self.calls = 0

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.calls += 1
        return np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, self.spec.dimension), "f4")

    queries = passages

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = np.full(self.spec.dimension, 1e-3, np.float32)
        for word in syllables(fold(text)):
            vector[int(hashlib.sha256(word.encode()).hexdigest(), 16) % self.spec.dimension] += 1
        return vector / np.linalg.norm(vector)


def document(
    text: str,
    passages: Sequence[str] | None = None,
    header: Header | None = None,
    citations: Sequence[Citation] = (),
    units: Sequence[Unit] = (),
) -> Document:
    """Return a document of `text` whose passages are its paragraphs (or the given substrings)."""
    text = canonical(text)
    parts = passages or [part for part in text.split("\n\n") if part.strip()]
    found = []
    for part in parts:
        start = text.index(part)
        found.append(Passage(start, start + len(part), part, None, ""))
    return Document(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        text=text,
        pages=(0,),
        header=header or Header(),
        units=tuple(units),
        citations=tuple(citations),
        anaphora=(),
        names=(),
        passages=tuple(found),
    )


def citation(
    text: str, surface: str, number: str | None, relation: Relation = "dan_chieu", kind: CitationKind = "numbered"
) -> Citation:
    """Return a citation of `number` where `surface` first stands in `text`."""
    start = text.index(surface)
    return Citation(start, start + len(surface), surface, number, None, None, None, None, relation, kind)
