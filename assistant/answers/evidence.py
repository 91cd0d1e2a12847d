"""Whether what was found is evidence enough: one number, calibrated on labelled questions, and the hits in its order.

The weights are those of a logistic regression on half of the labelled questions (evaluation/benchmarks/answers.py makes
them, docs/evaluation.md shows what they give on the other half); each can only count in its natural direction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers.demands import Demands, Fit, fit
from assistant.answers.terms import Rarity, coverage
from directives.models import Hit

_LACKING = 0.5  # what each demand that is not met takes from a hit's score
_NEAR = 5  # hits among which a document may stand several times
_HIGHEST = 1.2  # scores above are those of numbers, which count by themselves

FEATURES = (
    "score",
    "place_held",
    "place_missing",
    "year_missing",
    "number_missing",
    "own_number",
    "concentration",
    "covered",
)
SIGNS = (1, 1, -1, -1, -1, 1, 1, 1)
WEIGHTS = (7.79, 1.65, -1.52, -1.85, -0.09, 1.42, 1.21, 2.08)
BIAS = -8.86
THRESHOLD = 0.0  # log-odds below which there is no basis for an answer


@dataclass(frozen=True, slots=True)
class Weighed:
    """A hit with how it meets the question's demands; `value` orders the hits for an answer."""

    hit: Hit
    fit: Fit
    value: float


def weigh(demands: Demands, hits: Sequence[Hit]) -> tuple[Weighed, ...]:
    """Return the hits in the order in which an answer should use them."""
    weighed = []
    for hit in hits:
        met = fit(demands, hit)
        weighed.append(Weighed(hit, met, min(hit.score, _HIGHEST) - _LACKING * met.lacks))
    return tuple(sorted(weighed, key=lambda w: (-w.value, w.hit.rank)))


def features(question: str, weighed: Sequence[Weighed], rarity: Rarity) -> tuple[float, ...]:
    """Return the values of FEATURES for hits in the order of `weigh`; there must be one at least.

    None depends on how large the archive is.
    """
    best = weighed[0]
    near = Counter(w.hit.document.id for w in sorted(weighed, key=lambda w: w.hit.rank)[:_NEAR])
    return (
        best.value,
        float(best.fit.place_held),
        float(best.fit.place_missing),
        float(best.fit.year_missing),
        float(best.fit.number_missing),
        float(best.fit.own_number),
        near[best.hit.document.id] / _NEAR,
        coverage(question, best.fit.known, rarity),
    )


def evidence_score(question: str, weighed: Sequence[Weighed], rarity: Rarity) -> float:
    """Return the log-odds that the hits answer the question, minus infinity when there are none."""
    if not weighed:
        return float("-inf")
    return BIAS + sum(
        weight * value for weight, value in zip(WEIGHTS, features(question, weighed, rarity), strict=True)
    )
