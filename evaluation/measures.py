"""Measures of rankings, by ir-measures.

Rankings are handed over as objects, never through a run file: `ir_measures.read_trec_run` cannot read ids with spaces.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Qrels = Mapping[str, Mapping[str, int]]  # query id → id → grade, above 0 where relevant
Rankings = Mapping[str, Sequence[str]]  # query id → ids, best first


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over queries, each from 0 to 1.

    `ndcg_10` nDCG@10 with the grade as gain (Järvelin and Kekäläinen 2002); `mrr_10` the reciprocal rank of the first
    relevant id among ten, else 0; `recall_10` the share of the relevant ids among the first ten; `success_1` and
    `success_5` the share of queries with a relevant id among the first one or five.
    """

    ndcg_10: float
    mrr_10: float
    recall_10: float
    success_1: float
    success_5: float

    def to_json(self) -> dict[str, float]:
        """Return the figures by their usual names."""
        return dict(zip(NAMES, self.values(), strict=True))

    def values(self) -> tuple[float, ...]:
        """Return the figures in the order of `NAMES`."""
        return self.ndcg_10, self.mrr_10, self.recall_10, self.success_1, self.success_5


NAMES = ("nDCG@10", "MRR@10", "R@10", "Success@1", "Success@5")


def mean_figures(qrels: Qrels, rankings: Rankings) -> Figures:
    """Return the means over the queries of `qrels`; a query without a ranking counts 0, of several equal ids the first.

    Every query of `qrels` has at least one relevant id; there is at least one query.
    """
    import ir_measures
    from ir_measures import RR, R, Success, nDCG

    judged = [ir_measures.Qrel(q, id_, grade) for q, grades in qrels.items() for id_, grade in grades.items()]
    ranked = [
        ir_measures.ScoredDoc(q, id_, -float(rank))
        for q, ids in rankings.items()
        for rank, id_ in enumerate(dict.fromkeys(ids))
    ]
    measures = [nDCG @ 10, RR @ 10, R @ 10, Success @ 1, Success @ 5]
    found = ir_measures.calc_aggregate(measures, judged, ranked)
    return Figures(*(float(found[measure]) for measure in measures))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest of `values` that at least `share` of them do not exceed; 0 when there are none."""
    if not values:
        return 0.0
    rank = -(-len(values) * round(share * 1000) // 1000)  # rounded up
    return sorted(values)[max(1, rank) - 1]
