"""How passages are weighed: the scores of the channels, what the query asks of the document, a second look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from index import fusion
from index.asked import agreeing, bonus
from index.exact import CITES_NUMBER
from index.lexical import Weights
from index.nearness import nearness
from index.query import ParsedQuery
from index.store.passages import StoredPassage

Mode = Literal["hybrid", "lexical", "dense"]


# Measured on labelled queries: docs/evaluation.md.
@dataclass(frozen=True, slots=True)
class Ranking:
    """What counts how much.

    `dense` the share of the meaning, `near` of the query's words standing close together.
    """

    dense: float = 0.45
    accented: Weights = Weights(numbers=1.0, words=0.2, syllables=1.0, pairs=0.4)
    unaccented: Weights = Weights(numbers=1.0, syllables=0.3, folded=0.8, folded_pairs=0.4)
    near: float = 0.1


RANKING = Ranking()


@dataclass(frozen=True, slots=True)
class Candidates:
    """What each channel found, best first, as passage id → score; `all_dense` the cosines of what only words found."""

    exact: dict[int, float]
    lexical: dict[int, float]
    dense: dict[int, float]
    all_dense: dict[int, float]


def fused(found: Candidates, mode: Mode, ranking: Ranking) -> dict[int, float]:
    """Return the score of every candidate by what the channels say."""
    if mode == "lexical":
        return found.lexical
    if mode == "dense":
        return found.dense
    scores = fusion.fuse(found.lexical, found.dense, found.all_dense, ranking.dense)
    return {id_: scores.get(id_, 0.0) + found.exact.get(id_, 0.0) for id_ in scores.keys() | found.exact.keys()}


def holding(parsed: ParsedQuery, passage: StoredPassage) -> set[str]:
    """Return the kinds of the facts asked for that hold of the passage's document."""
    return agreeing(parsed.asked, passage.type, passage.title, passage.issuer, passage.date)


def with_facts(
    parsed: ParsedQuery,
    held: Mapping[int, StoredPassage],
    scores: Mapping[int, float],
    holds: Mapping[int, set[str]],
) -> dict[int, float]:
    """Return the scores with what holds of the document that the query asks for."""
    return {id_: scores[id_] + bonus(parsed.asked, passage.ordinal, holds[id_]) for id_, passage in held.items()}


def with_nearness(
    parsed: ParsedQuery,
    held: Mapping[int, StoredPassage],
    scores: Mapping[int, float],
    exact: Mapping[int, float],
    ranking: Ranking,
) -> dict[int, float]:
    """Return the scores with what a second look at the first passages adds; what a number names stays in front."""
    first = sorted(held.values(), key=lambda passage: (-scores[passage.id], passage.id))
    near = nearness(parsed, [passage for passage in first if exact.get(passage.id, 0.0) < CITES_NUMBER])
    return {id_: scores[id_] + ranking.near * near.get(id_, 0.0) for id_ in held}
