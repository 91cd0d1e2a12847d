"""An encoder that does not encode again what stands in the archive or was asked a moment ago."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.encoder import Encoder, OnnxEncoder
from index.store import encoded
from index.store.database import Database

if TYPE_CHECKING:
    from index.encoder import Vectors
    from index.registry import ModelSpec

_QUERIES = 2048  # remembered: 3 MB of vectors


@dataclass(slots=True)
class Counts:
    """How many vectors were asked for, and how many of them did not have to be made."""

    passages: int = 0
    passages_found: int = 0
    queries: int = 0
    queries_found: int = 0


class RememberingEncoder:
    """`encoder`, with the passages of an archive and the latest queries as its memory; usable from several threads.

    The vectors of passages are those that the store keeps beside them, found by what the encoder read, and only as
    long as the archive's model is this one.  Queries are remembered by this object alone.
    """

    def __init__(self, encoder: Encoder, db: Database) -> None:
        """Remember what `encoder` made of the texts in `db`."""
        self._encoder = encoder
        self._db = db
        self._guard = threading.Lock()
        self._queries: OrderedDict[str, Vectors] = OrderedDict()
        self.counts = Counts()

    @property
    def spec(self) -> ModelSpec:
        """How the model is fed."""
        return self._encoder.spec

    @property
    def identity(self) -> str:
        """What is stored beside the vectors."""
        return self._encoder.identity

    def prepare(self) -> None:
        """Begin to load the model in the background where it can, while the caller opens what else it needs."""
        if isinstance(self._encoder, OnnxEncoder):
            self._encoder.prepare()

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of passages, (n, dimension); equal texts are encoded once."""
        if not texts:
            return self._encoder.passages(texts)
        keys = [encoded.key(text) for text in texts]
        known = encoded.vectors(self._db, self.identity, keys)
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        made = self._encoder.passages(list(new.values()))
        with self._guard:
            self.counts.passages += len(texts)
            self.counts.passages_found += len(texts) - len(new)
        known.update(zip(new, made, strict=True))
        return np.stack([known[key] for key in keys])

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of queries, (n, dimension)."""
        if not texts:
            return self._encoder.queries(texts)
        with self._guard:
            known = {text: self._queries[text] for text in texts if text in self._queries}
            for text in known:
                self._queries.move_to_end(text)
            self.counts.queries += len(texts)
            self.counts.queries_found += sum(text in known for text in texts)
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, self._encoder.queries(new), strict=True))
            self._remember({text: known[text] for text in new})
        return np.stack([known[text] for text in texts])

    def _remember(self, vectors: dict[str, Vectors]) -> None:
        with self._guard:
            self._queries.update(vectors)
            while len(self._queries) > _QUERIES:
                self._queries.popitem(last=False)
