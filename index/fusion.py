"""Fusion of the lexical and the dense channel: a weighted sum of scores that are min–max scaled within the query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

DEPTH = 100  # candidates of each channel that take part


def scale(scores: Sequence[float]) -> tuple[float, float]:
    """Return (lowest, range) of the scores for min–max scaling; a range of nothing counts as 1."""
    if not scores:
        return 0.0, 1.0
    low, high = min(scores), max(scores)
    return low, (high - low) or 1.0


def fuse(
    lexical: Mapping[int, float], dense: Mapping[int, float], all_dense: Mapping[int, float], dense_weight: float
) -> dict[int, float]:
    """Return the fused score of every candidate of either channel.

    `lexical` and `dense` hold each channel's own candidates, best first; the first `DEPTH` set the scale, 0 to 1, so
    that a candidate's score does not depend on how many were asked for.  `all_dense` adds the cosine of candidates that
    only the lexical channel found.  Words count 0 below the scale or where there is no score; a cosine below the scale
    counts down to −.25, as the distance to the last candidate says something too.
    """
    lexical_low, lexical_range = scale(list(lexical.values())[:DEPTH])
    dense_low, dense_range = scale(list(dense.values())[:DEPTH])
    fused = {}
    for id_ in lexical.keys() | dense.keys() | all_dense.keys():
        from_words = max(0.0, (lexical[id_] - lexical_low) / lexical_range) if id_ in lexical else 0.0
        cosine = dense.get(id_, all_dense.get(id_))
        from_meaning = 0.0 if cosine is None else max(-0.25, (cosine - dense_low) / dense_range)
        fused[id_] = (1 - dense_weight) * from_words + dense_weight * from_meaning
    return fused


def best_of(found: Sequence[Mapping[int, float]]) -> dict[int, float]:
    """Return the best score of each candidate over several searches of one channel, best first."""
    if len(found) < 2:
        return dict(found[0]) if found else {}
    best: dict[int, float] = {}
    for scores in found:
        for id_, score in scores.items():
            best[id_] = max(score, best.get(id_, score))
    return dict(sorted(best.items(), key=lambda item: (-item[1], item[0])))
