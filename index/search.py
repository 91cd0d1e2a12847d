"""The searcher: exact numbers, words and meaning → one ranking of passages that says why."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from directives.models import DocumentCard, Filters, Hit, PassageView, SearchResult, Why
from directives.reference.numbers import LooseNumber, parse_number
from index import fusion
from index.accents import Accents
from index.asked import bonus
from index.encoder import Encoder
from index.highlight import highlights
from index.lexical import LexicalIndex, Weights
from index.query import ParsedQuery, parse_query
from index.store import citations as citation_rows
from index.store import documents as store
from index.store.database import Database
from index.vectors import VectorIndex

Mode = Literal["hybrid", "lexical", "dense"]
Sort = Literal["score", "date"]

# Measured on labelled queries: docs/evaluation.md.
DENSE_WEIGHT = 0.45
ACCENTED = Weights(numbers=1.0, words=0.2, syllables=1.0, pairs=0.4)
UNACCENTED = Weights(numbers=1.0, folded=1.0, folded_pairs=0.4)
# Added to the fused score, which lies between −.25 and 1: a document asked for by its number comes before everything.
OWN_NUMBER, CITES_NUMBER, NUMBER_IN_PASSING = 4.0, 2.0, 0.2
TYPED_IN_FULL = 1.0  # more for the document whose number was typed in full than for those that merely agree


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
        self, db: Database, lexical: LexicalIndex, vectors: VectorIndex, accents: Accents, encoder: Encoder
    ) -> None:
        """Take the store, its caches and the encoder of the archive's model."""
        self._accents = accents
        self._db = db
        self._lexical = lexical
        self._vectors = vectors
        self._encoder = encoder

    def search(
        self, text: str, k: int = 10, filters: Filters = Filters(), sort: Sort = "score", mode: Mode = "hybrid"
    ) -> SearchResult:
        """Return the best `k` passages for `text`; no passage twice.

        Where no passage holds the quoted phrases, what else the query says is searched with their words, and the
        result's query has no phrases; a query of phrases alone then finds nothing.
        """
        started = time.perf_counter()
        parsed = parse_query(text, lambda typed: self._accents.restore(self._db, typed))
        hits = self.passages(parsed, k, filters, sort, mode)
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
            if mode == "hybrid":
                scores = {id_: scores[id_] + _bonus(parsed, passage) for id_, passage in held.items()}
            ranked = sorted(held.values(), key=lambda passage: (-scores[passage.id], passage.id))
            return self._hits(ranked, scores, found, parsed, k, sort)

    def _candidates(
        self, parsed: ParsedQuery, depth: int, documents: set[str] | None, without: str | None, mode: Mode
    ) -> _Candidates:
        exact = self._exact(parsed) if mode == "hybrid" else {}
        lexical: dict[int, float] = {}
        dense: dict[int, float] = {}
        vector = None
        if mode != "dense":
            weights = ACCENTED if parsed.accented else UNACCENTED
            lexical = dict(self._lexical.search(parsed.tokens, weights, depth, documents, parsed.phrases, without))
        if mode != "lexical":
            vector = self._encoder.queries([parsed.dense])[0]
            allowed = None if documents is None else store.passage_ids_of(self._db, documents)
            left_out = [] if without is None else store.passage_ids_of(self._db, [without])
            dense = dict(self._vectors.search(vector, depth, allowed, left_out))
        if parsed.phrases:  # a hit must hold every quoted phrase, and only the lexical channel can tell
            held = (
                lexical
                if mode != "dense"
                else dict(self._lexical.search(parsed.tokens, Weights(), depth, documents, parsed.phrases, without))
            )
            dense = {id_: score for id_, score in dense.items() if id_ in held}
            exact = {id_: score for id_, score in exact.items() if id_ in held}
        rest = [id_ for id_ in (*lexical, *exact) if id_ not in dense]
        all_dense = self._vectors.cosines(np.asarray(vector), rest) if vector is not None else {}
        return _Candidates(exact, lexical, dense, all_dense)

    def _scores(self, found: _Candidates, mode: Mode) -> dict[int, float]:
        if mode == "lexical":
            return found.lexical
        if mode == "dense":
            return found.dense
        fused = fusion.fuse(found.lexical, found.dense, found.all_dense, DENSE_WEIGHT)
        return {id_: fused.get(id_, 0.0) + found.exact.get(id_, 0.0) for id_ in fused.keys() | found.exact.keys()}

    def _exact(self, parsed: ParsedQuery) -> dict[int, float]:
        """Return the passages that a number in the query names: heading blocks of its documents, then citing ones."""
        found: dict[int, float] = {}
        for loose in parsed.numbers:
            certain = parsed.bare or len(loose.parts) > 1 or loose.year is not None
            for document_id, in_full in self._documents_with(loose):
                headings = store.passages_of(self._db, document_id)[:1]
                score = (OWN_NUMBER if certain else NUMBER_IN_PASSING) + (TYPED_IN_FULL if certain and in_full else 0.0)
                found |= {p.id: score for p in headings}
            for id_ in self._passages_citing(loose):
                found.setdefault(id_, CITES_NUMBER if parsed.bare else NUMBER_IN_PASSING)
        return found

    def _documents_with(self, loose: LooseNumber) -> list[tuple[str, bool]]:
        """Return the documents whose number agrees with `loose`, and of each whether it was typed in full."""
        held = store.facts_with_digits(self._db, loose.digits_key)
        numbers = [(facts.id, parse_number(facts.number)) for facts in held]
        return [(id_, loose.exactly(n)) for id_, n in numbers if n is not None and loose.matches(n)]

    def _passages_citing(self, loose: LooseNumber) -> list[int]:
        found: list[int] = []
        for view in citation_rows.with_digits(self._db, loose.digits_key):
            if view.citation.number and _matches(loose, view.citation.number):
                id_ = store.passage_at(self._db, view.document, view.citation.start)
                if id_ is not None:
                    found.append(id_)
        return found

    def _hits(
        self,
        ranked: Sequence[store.StoredPassage],
        scores: dict[int, float],
        found: _Candidates,
        parsed: ParsedQuery,
        k: int,
        sort: Sort,
    ) -> tuple[Hit, ...]:
        cards = {card.id: card for card in store.cards(self._db, list(dict.fromkeys(p.document_id for p in ranked)))}
        if sort == "date":
            # Newest first among the passages worth showing; documents without a date come last.
            ranked = sorted(ranked[: max(k, fusion.DEPTH)], key=lambda p: cards[p.document_id].date or "", reverse=True)
        lexical_rank = _ranks(found.lexical)
        dense_rank = _ranks(found.dense)
        return tuple(
            _hit(
                rank,
                passage,
                cards[passage.document_id],
                scores[passage.id],
                Why(passage.id in found.exact, lexical_rank.get(passage.id), dense_rank.get(passage.id)),
                parsed,
            )
            for rank, passage in enumerate(ranked[:k], start=1)
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


def _bonus(parsed: ParsedQuery, passage: store.StoredPassage) -> float:
    return bonus(parsed.asked, passage.ordinal, passage.type, passage.title, passage.issuer)


def _matches(loose: LooseNumber, number: str) -> bool:
    parsed = parse_number(number)
    return parsed is not None and loose.matches(parsed)


def _ranks(scores: dict[int, float]) -> dict[int, int]:
    return {id_: rank for rank, id_ in enumerate(scores, start=1)}


def _hit(
    rank: int, passage: store.StoredPassage, card: DocumentCard, score: float, why: Why, parsed: ParsedQuery
) -> Hit:
    view = PassageView(passage.start, passage.end, passage.text, passage.unit_name, passage.heading_path, passage.page)
    return Hit(rank, score, card, view, why, highlights(passage.text, parsed))
