"""The channels of a search: what reference numbers, words and meaning find, each by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import fusion
from index.encoder import Encoder
from index.exact import exact as exact_route
from index.lexical import LexicalIndex, Weights
from index.query import ParsedQuery
from index.ranking import Candidates, Mode, Ranking
from index.store import passages as passage_rows
from index.store.database import Database
from index.vectors import VectorIndex

Vector = NDArray[np.float32]
# Of larger archives, where each search of the vectors takes long, other readings only raise what the first one found.
_SEVERAL_SEARCHES = 50_000  # passages


@dataclass(frozen=True, slots=True)
class Among:
    """Where is looked: in the documents with these ids (None: in all), but not in `without`."""

    documents: set[str] | None
    without: str | None

    def holds(self, document_id: str) -> bool:
        """Whether passages of this document may be hits."""
        return document_id != self.without and (self.documents is None or document_id in self.documents)


class Channels:
    """The store, its two caches and the encoder, asked together."""

    def __init__(self, db: Database, lexical: LexicalIndex, vectors: VectorIndex, encoder: Encoder) -> None:
        """Take the store, its caches and the encoder of the archive's model."""
        self._db = db
        self._lexical = lexical
        self._vectors = vectors
        self._encoder = encoder

    def catch_up(self) -> None:
        """Let the vectors follow the store, where another process has written."""
        self._vectors.catch_up(self._db)

    @property
    def generation(self) -> int:
        """The generation at which both caches answer: a document is found by every channel or by none."""
        return min(self._lexical.generation, self._vectors.generation)

    def candidates(self, parsed: ParsedQuery, ranking: Ranking, depth: int, among: Among, mode: Mode) -> Candidates:
        """Return what the channels of `mode` find, `depth` passages each."""
        exact = exact_route(self._db, parsed) if mode == "hybrid" else {}
        weights = ranking.accented if parsed.accented else ranking.unaccented
        lexical = {} if mode == "dense" else self._words(parsed, weights, depth, among)
        vectors: Sequence[Vector] = ()
        dense: dict[int, float] = {}
        if mode != "lexical":
            vectors = list(self._encoder.queries([parsed.dense, *parsed.also_dense]))
            dense = self._meaning(vectors, depth, among)
        if parsed.phrases:  # a hit must hold every quoted phrase, and only the lexical channel can tell
            held = lexical if mode != "dense" else self._words(parsed, Weights(), depth, among)
            dense = {id_: score for id_, score in dense.items() if id_ in held}
            exact = {id_: score for id_, score in exact.items() if id_ in held}
        rest = [id_ for id_ in (*lexical, *exact) if id_ not in dense]
        all_dense = fusion.best_of([self._vectors.cosines(v, rest) for v in vectors])
        return Candidates(exact, lexical, dense, all_dense)

    def _words(self, parsed: ParsedQuery, weights: Weights, depth: int, among: Among) -> dict[int, float]:
        found = self._lexical.search(parsed.tokens, weights, depth, among.documents, parsed.phrases, among.without)
        return dict(found)

    def _meaning(self, vectors: Sequence[Vector], depth: int, among: Among) -> dict[int, float]:
        allowed = None if among.documents is None else passage_rows.ids_of(self._db, among.documents)
        left_out = [] if among.without is None else passage_rows.ids_of(self._db, [among.without])
        first = dict(self._vectors.search(vectors[0], depth, allowed, left_out))
        return fusion.best_of([first, *(self._again(v, first, depth, allowed, left_out) for v in vectors[1:])])

    def _again(
        self,
        vector: Vector,
        first: Mapping[int, float],
        depth: int,
        allowed: Sequence[int] | None,
        without: Sequence[int],
    ) -> dict[int, float]:
        """Return what another reading of the query finds."""
        if len(self._vectors) > _SEVERAL_SEARCHES:
            return self._vectors.cosines(vector, list(first))
        return dict(self._vectors.search(vector, depth, allowed, without))
