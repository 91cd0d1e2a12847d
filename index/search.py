"""The searcher: exact numbers, words and meaning → one ranking of passages that says why."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from directives.models import DocumentCard, Filters, Hit, PassageView, SearchResult, Why
from index import fusion
from index.accents import Accents
from index.bodies import as_filters, narrow
from index.channels import Among, Channels
from index.context import passage_input
from index.encoder import Encoder
from index.exact import CITES_NUMBER
from index.highlight import highlights
from index.lexical import LexicalIndex
from index.query import ALL_STEPS, ParsedQuery, Steps, parse_query
from index.ranking import RANKING, Candidates, Mode, Ranking, fused, holding, with_facts, with_nearness
from index.reranking import SecondLook, in_order, read_again
from index.store import documents as store
from index.store import passages as passage_rows
from index.store.database import Database
from index.vectors import VectorIndex

Sort = Literal["score", "date"]


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Passages in order, with all that a hit says of why it stands there; `read` are scores of the second look."""

    passages: Sequence[passage_rows.StoredPassage]
    scores: Mapping[int, float]
    found: Candidates
    holds: Mapping[int, set[str]]
    read: Mapping[int, float]


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
        self._db = db
        self._channels = Channels(db, lexical, vectors, encoder)
        self._accents = accents
        self._ranking = ranking
        self._second_look = second_look

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
        """Return the best `k` hits for a parsed query; none for one without a word or a digit."""
        if k <= 0 or not parsed.tokens.folded:
            return ()
        self._channels.catch_up()
        with self._db.snapshot():
            generation = self._channels.generation
            # Most documents pass when one is left out: naming that one is cheaper than naming them.
            documents = store.allowed_documents(self._db, replace(filters, exclude_document=None))
            among = Among(documents, filters.exclude_document)
            if documents is not None and not documents:
                return ()
            found = self._channels.candidates(parsed, self._ranking, max(k, fusion.DEPTH), among, mode)
            ranked = self._ranked(parsed, found, generation, among, sort, mode)
            return self._hits(ranked, parsed, k, sort)

    def _ranked(
        self, parsed: ParsedQuery, found: Candidates, generation: int, among: Among, sort: Sort, mode: Mode
    ) -> _Ranked:
        scores = fused(found, mode, self._ranking)
        held = {
            id_: passage
            for id_, passage in passage_rows.by_id(self._db, list(scores), generation).items()
            if among.holds(passage.document_id)
        }
        holds = {id_: holding(parsed, passage) for id_, passage in held.items()}
        if mode == "hybrid":
            scores = with_facts(parsed, held, scores, holds)
            scores = with_nearness(parsed, held, scores, found.exact, self._ranking)
        ranked = sorted(held.values(), key=lambda passage: (-scores[passage.id], passage.id))
        read: dict[int, float] = {}
        if mode == "hybrid" and sort == "score":
            ranked, read = self._read_again(parsed, ranked, found)
            scores = dict(zip((p.id for p in ranked), sorted(scores.values(), reverse=True), strict=True))
        return _Ranked(ranked, scores, found, holds, read)

    def _read_again(
        self, parsed: ParsedQuery, ranked: list[passage_rows.StoredPassage], found: Candidates
    ) -> tuple[list[passage_rows.StoredPassage], dict[int, float]]:
        """Return the passages as the reranker orders them, and its scores by id; what a number names stays in front."""
        if self._second_look is None:
            return ranked, {}
        named = [passage for passage in ranked if found.exact.get(passage.id, 0.0) >= CITES_NUMBER]
        rest = [passage for passage in ranked if found.exact.get(passage.id, 0.0) < CITES_NUMBER]
        read = read_again(self._second_look, parsed.dense, rest, _as_read)
        return [*named, *in_order(rest, read)], {rest[at].id: score for at, score in read.items()}

    def _hits(self, ranked: _Ranked, parsed: ParsedQuery, k: int, sort: Sort) -> tuple[Hit, ...]:
        passages = ranked.passages
        if sort == "date":
            # Newest first among the passages worth showing; documents without a date come last.
            passages = sorted(passages[: max(k, fusion.DEPTH)], key=lambda p: p.date or "", reverse=True)
        shown = passages[:k]
        cards = {card.id: card for card in store.cards(self._db, list(dict.fromkeys(p.document_id for p in shown)))}
        lexical_rank = _ranks(ranked.found.lexical)
        dense_rank = _ranks(ranked.found.dense)
        return tuple(
            _hit(
                rank,
                passage,
                cards[passage.document_id],
                ranked.scores[passage.id],
                Why(
                    passage.id in ranked.found.exact,
                    lexical_rank.get(passage.id),
                    dense_rank.get(passage.id),
                    tuple(sorted(ranked.holds[passage.id])),
                    ranked.read.get(passage.id),
                ),
                parsed,
            )
            for rank, passage in enumerate(shown, start=1)
        )

    def citing(self, document_and_offset: Iterable[tuple[str, int]], k: int, text: str) -> tuple[Hit, ...]:
        """Return up to `k` hits for the passages at these places, in that order; `text` is what to mark in them."""
        parsed = parse_query(text)
        with self._db.snapshot():
            ids = [passage_rows.at(self._db, document, offset) for document, offset in document_and_offset]
            ordered = list(dict.fromkeys(id_ for id_ in ids if id_ is not None))[:k]
            held = passage_rows.by_id(self._db, ordered)
            passages = [held[id_] for id_ in ordered if id_ in held]
            cards = {card.id: card for card in store.cards(self._db, [p.document_id for p in passages])}
            return tuple(
                _hit(rank, p, cards[p.document_id], 1.0, Why(True, None, None), parsed)
                for rank, p in enumerate(passages, start=1)
            )


def _as_read(passage: passage_rows.StoredPassage) -> str:
    return passage_input(passage.title, passage.issuer, passage.heading_path, passage.text)


def _ranks(scores: Mapping[int, float]) -> dict[int, int]:
    return {id_: rank for rank, id_ in enumerate(scores, start=1)}


def _hit(
    rank: int, passage: passage_rows.StoredPassage, card: DocumentCard, score: float, why: Why, parsed: ParsedQuery
) -> Hit:
    view = PassageView(passage.start, passage.end, passage.text, passage.unit_name, passage.heading_path, passage.page)
    return Hit(rank, score, card, view, why, highlights(passage.text, parsed))
