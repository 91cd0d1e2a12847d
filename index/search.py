"""The searcher: exact numbers, words and meaning → one ranking of passages that says why."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from directives.models import DocumentCard, Filters, Hit, PassageView, SearchResult, Why
from index import fusion
from index.accents import Accents
from index.asked import agreeing, bonus
from index.bodies import as_filters, narrow
from index.context import passage_input
from index.encoder import Encoder
from index.exact import CITES_NUMBER
from index.exact import exact as exact_route
from index.highlight import highlights
from index.lexical import LexicalIndex, Weights
from index.query import ALL_STEPS, ParsedQuery, Steps, parse_query
from index.reranking import SecondLook, in_order, read_again
from index.store import documents as store
from index.store.database import Database
from index.vectors import VectorIndex

Mode = Literal["hybrid", "lexical", "dense"]
Sort = Literal["score", "date"]
Vector = NDArray[np.float32]


# Measured on labelled queries: docs/evaluation.md.
@dataclass(frozen=True, slots=True)
class Ranking:
    """How the channels are weighed: `dense` the share of the meaning, `document` of what speaks for the document."""

    dense: float = 0.45
    accented: Weights = Weights(numbers=1.0, words=0.2, syllables=1.0, pairs=0.4)
    unaccented: Weights = Weights(numbers=1.0, syllables=0.3, folded=0.8, folded_pairs=0.4)
    document: float = 0.1


RANKING = Ranking()
# Of larger archives, where each search of the vectors takes long, other readings only raise what the first one found.
_SEVERAL_SEARCHES = 50_000  # passages
_LONE = 15  # words; shorter passages are headings without what stands below them
_LONE_COSTS = 0.1


@dataclass(frozen=True, slots=True)
class _Candidates:
    """What each channel found, best first, as passage id → score."""

    exact: dict[int, float]
    lexical: dict[int, float]
    dense: dict[int, float]
    all_dense: dict[int, float]


class Searcher:
    """Search over one archive.  Safe to use from several threads."""

    def __init__(
        self,
        db: Database,
        lexical: LexicalIndex,
        vectors: VectorIndex,
        accents: Accents,
        encoder: Encoder,
        ranking: Ranking = RANKING,
        second_look: SecondLook | None = None,
    ) -> None:
        """Take the store, its caches, the encoder of the archive's model and what reranks the first hits, if any."""
        self._second_look = second_look
        self._ranking = ranking
        self._accents = accents
        self._db = db
        self._lexical = lexical
        self._vectors = vectors
        self._encoder = encoder

    def search(
        self,
        text: str,
        k: int = 10,
        filters: Filters = Filters(),
        sort: Sort = "score",
        mode: Mode = "hybrid",
        steps: Steps = ALL_STEPS,
    ) -> SearchResult:
        """Return the best `k` passages for `text`; no passage twice.

        A query of facts alone ("công văn tháng 10/2025 của sở y tế") is restricted to the documents of which they hold,
        where there are any.

        Where no passage holds the quoted phrases, what else the query says is searched with their words, and the
        result's query has no phrases; a query of phrases alone then finds nothing.
        """
        started = time.perf_counter()
        parsed = parse_query(text, self._accents.refresh(self._db), steps)
        hits: tuple[Hit, ...] = ()
        if parsed.asked.alone and (narrowed := narrow(self._db, parsed.asked, filters)) is not None:
            hits = self.passages(parsed, k, narrowed, sort, mode)
            parsed = as_filters(parsed) if hits else parsed
        hits = hits or self.passages(parsed, k, filters, sort, mode)
        if not hits and parsed.phrases and not parsed.only_phrases:
            parsed = replace(parsed, phrases=(), query=replace(parsed.query, phrases=()))
            hits = self.passages(parsed, k, filters, sort, mode)
        return SearchResult(parsed.query, (time.perf_counter() - started) * 1000, hits)

    def passages(
        self, parsed: ParsedQuery, k: int, filters: Filters, sort: Sort = "score", mode: Mode = "hybrid"
    ) -> tuple[Hit, ...]:
        """Return the best `k` hits for a parsed query."""
        if k <= 0 or not parsed.query.text:
            return ()
        self._vectors.catch_up(self._db)
        with self._db.snapshot():
            # Both caches and the store answer as of one generation: a document is found by every channel or by none.
            generation = min(self._lexical.generation, self._vectors.generation)
            # Most documents pass when one is left out: naming that one is cheaper than naming them.
            without = filters.exclude_document
            documents = store.allowed_documents(self._db, replace(filters, exclude_document=None))
            if documents is not None and not documents:
                return ()
            found = self._candidates(parsed, max(k, fusion.DEPTH), documents, without, mode)
            scores = self._scores(found, mode)
            held = {
                id_: passage
                for id_, passage in store.passages(self._db, list(scores), generation).items()
                if passage.document_id != without and (documents is None or passage.document_id in documents)
            }
            holds = {id_: _holds(parsed, passage) for id_, passage in held.items()}
            if mode == "hybrid":
                scores = self._with_document(parsed, held, scores, holds)
            ranked = sorted(held.values(), key=lambda passage: (-scores[passage.id], passage.id))
            read: dict[int, float] = {}
            if mode == "hybrid" and sort == "score":
                ranked, read = self._read_again(parsed, ranked, found)
                scores = dict(zip((p.id for p in ranked), sorted(scores.values(), reverse=True), strict=True))
            return self._hits(ranked, scores, found, parsed, k, sort, holds, read)

    def _candidates(
        self, parsed: ParsedQuery, depth: int, documents: set[str] | None, without: str | None, mode: Mode
    ) -> _Candidates:
        exact = exact_route(self._db, parsed) if mode == "hybrid" else {}
        lexical: dict[int, float] = {}
        dense: dict[int, float] = {}
        vectors: Sequence[Vector] = ()
        if mode != "dense":
            weights = self._ranking.accented if parsed.accented else self._ranking.unaccented
            lexical = dict(self._lexical.search(parsed.tokens, weights, depth, documents, parsed.phrases, without))
        if mode != "lexical":
            vectors = list(self._encoder.queries([parsed.dense, *parsed.also_dense]))
            allowed = None if documents is None else store.passage_ids_of(self._db, documents)
            left_out = [] if without is None else store.passage_ids_of(self._db, [without])
            dense = dict(self._vectors.search(vectors[0], depth, allowed, left_out))
            dense = fusion.best_of([dense, *(self._again(v, dense, depth, allowed, left_out) for v in vectors[1:])])
        if parsed.phrases:  # a hit must hold every quoted phrase, and only the lexical channel can tell
            held = (
                lexical
                if mode != "dense"
                else dict(self._lexical.search(parsed.tokens, Weights(), depth, documents, parsed.phrases, without))
            )
            dense = {id_: score for id_, score in dense.items() if id_ in held}
            exact = {id_: score for id_, score in exact.items() if id_ in held}
        rest = [id_ for id_ in (*lexical, *exact) if id_ not in dense]
        all_dense = fusion.best_of([self._vectors.cosines(v, rest) for v in vectors])
        return _Candidates(exact, lexical, dense, all_dense)

    def _again(
        self,
        vector: Vector,
        dense: Mapping[int, float],
        depth: int,
        allowed: Sequence[int] | None,
        without: Sequence[int],
    ) -> dict[int, float]:
        """Return what another reading of the query finds."""
        if len(self._vectors) > _SEVERAL_SEARCHES:
            return self._vectors.cosines(vector, list(dense))
        return dict(self._vectors.search(vector, depth, allowed, without))

    def _scores(self, found: _Candidates, mode: Mode) -> dict[int, float]:
        if mode == "lexical":
            return found.lexical
        if mode == "dense":
            return found.dense
        fused = fusion.fuse(found.lexical, found.dense, found.all_dense, self._ranking.dense)
        return {id_: fused.get(id_, 0.0) + found.exact.get(id_, 0.0) for id_ in fused.keys() | found.exact.keys()}

    def _with_document(
        self,
        parsed: ParsedQuery,
        held: Mapping[int, store.StoredPassage],
        scores: Mapping[int, float],
        holds: Mapping[int, set[str]],
    ) -> dict[int, float]:
        """Return the scores with what the query asks of the document and what speaks for the document added."""
        asked_for = {
            id_: scores[id_] + bonus(parsed.asked, p.ordinal, holds[id_]) - (_LONE_COSTS if _is_lone(p) else 0.0)
            for id_, p in held.items()
        }
        owners = {id_: passage.document_id for id_, passage in held.items()}
        spoken = fusion.evidence(asked_for, owners)
        return {id_: score + self._ranking.document * spoken[owners[id_]] for id_, score in asked_for.items()}

    def _read_again(
        self, parsed: ParsedQuery, ranked: list[store.StoredPassage], found: _Candidates
    ) -> tuple[list[store.StoredPassage], dict[int, float]]:
        """Return the passages as the reranker orders them, and its scores by id; what a number names stays in front."""
        if self._second_look is None:
            return ranked, {}
        named = [passage for passage in ranked if found.exact.get(passage.id, 0.0) >= CITES_NUMBER]
        rest = [passage for passage in ranked if found.exact.get(passage.id, 0.0) < CITES_NUMBER]
        read = read_again(self._second_look, parsed.dense, rest, _as_read)
        return [*named, *in_order(rest, read)], {rest[at].id: score for at, score in read.items()}

    def _hits(
        self,
        ranked: Sequence[store.StoredPassage],
        scores: dict[int, float],
        found: _Candidates,
        parsed: ParsedQuery,
        k: int,
        sort: Sort,
        holds: Mapping[int, set[str]],
        read: Mapping[int, float],
    ) -> tuple[Hit, ...]:
        if sort == "date":
            # Newest first among the passages worth showing; documents without a date come last.
            ranked = sorted(ranked[: max(k, fusion.DEPTH)], key=lambda p: p.date or "", reverse=True)
        shown = ranked[:k]
        cards = {card.id: card for card in store.cards(self._db, list(dict.fromkeys(p.document_id for p in shown)))}
        lexical_rank = _ranks(found.lexical)
        dense_rank = _ranks(found.dense)
        return tuple(
            _hit(
                rank,
                passage,
                cards[passage.document_id],
                scores[passage.id],
                Why(
                    passage.id in found.exact,
                    lexical_rank.get(passage.id),
                    dense_rank.get(passage.id),
                    tuple(sorted(holds[passage.id])),
                    read.get(passage.id),
                ),
                parsed,
            )
            for rank, passage in enumerate(shown, start=1)
        )

    def citing(self, document_and_offset: Iterable[tuple[str, int]], k: int, text: str) -> tuple[Hit, ...]:
        """Return up to `k` hits for the passages at these places, in that order; `text` is what to mark in them."""
        parsed = parse_query(text)
        with self._db.snapshot():
            ids = [store.passage_at(self._db, document, offset) for document, offset in document_and_offset]
            ordered = list(dict.fromkeys(id_ for id_ in ids if id_ is not None))[:k]
            held = store.passages(self._db, ordered)
            passages = [held[id_] for id_ in ordered if id_ in held]
            cards = {card.id: card for card in store.cards(self._db, [p.document_id for p in passages])}
            return tuple(
                _hit(rank, p, cards[p.document_id], 1.0, Why(True, None, None), parsed)
                for rank, p in enumerate(passages, start=1)
            )


def _holds(parsed: ParsedQuery, passage: store.StoredPassage) -> set[str]:
    return agreeing(parsed.asked, passage.type, passage.title, passage.issuer, passage.date)


def _as_read(passage: store.StoredPassage) -> str:
    return passage_input(passage.title, passage.issuer, passage.heading_path, passage.text)


def _is_lone(passage: store.StoredPassage) -> bool:
    return passage.ordinal > 0 and len(passage.text) < 12 * _LONE and len(passage.text.split()) < _LONE


def _ranks(scores: dict[int, float]) -> dict[int, int]:
    return {id_: rank for rank, id_ in enumerate(scores, start=1)}


def _hit(
    rank: int, passage: store.StoredPassage, card: DocumentCard, score: float, why: Why, parsed: ParsedQuery
) -> Hit:
    view = PassageView(passage.start, passage.end, passage.text, passage.unit_name, passage.heading_path, passage.page)
    return Hit(rank, score, card, view, why, highlights(passage.text, parsed))
