"""Fusion against the formula written out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import DEPTH, best_of, fuse, scale


def test_scores_are_the_weighted_sum_of_scaled_scores():
    fused = fuse({1: 10.0, 2: 6.0, 3: 2.0}, {2: 0.9, 4: 0.5}, {1: 0.7, 3: 0.45}, 0.4)
    assert fused == {
        1: pytest.approx(0.6 * 1.0 + 0.4 * 0.5),
        2: pytest.approx(0.6 * 0.5 + 0.4 * 1.0),
        3: pytest.approx(0.6 * 0.0 + 0.4 * -0.125),
        4: pytest.approx(0.6 * 0.0 + 0.4 * 0.0),
    }


def test_a_candidate_far_below_the_dense_ones_is_cut_at_minus_a_quarter():
    assert fuse({1: 1.0, 2: 0.0}, {2: 0.9, 3: 0.8}, {1: 0.1}, 1.0)[1] == -0.25


def test_a_score_does_not_depend_on_how_many_candidates_were_asked_for():
    lexical = {id_: 300.0 - id_ for id_ in range(2 * DEPTH)}
    dense = {id_: 1 - id_ / 400 for id_ in range(2 * DEPTH)}
    few = fuse(dict(list(lexical.items())[:DEPTH]), dict(list(dense.items())[:DEPTH]), {}, 0.4)
    many = fuse(lexical, dense, {}, 0.4)
    assert {id_: many[id_] for id_ in few} == few
    # Beyond the scale words count nothing, and a cosine a quarter of the scale at most.
    assert many[DEPTH] == pytest.approx(0.4 * (dense[DEPTH] - dense[DEPTH - 1]) / (1 - dense[DEPTH - 1]))
    assert many[2 * DEPTH - 1] == pytest.approx(0.4 * -0.25)


def test_equal_scores_scale_to_nothing():
    assert scale([3.0, 3.0]) == (3.0, 1.0)
    assert scale([]) == (0.0, 1.0)


def test_the_best_of_several_searches_counts():
    assert best_of([]) == {}
    assert list(best_of([{7: 0.2, 3: 0.1}]).items()) == [(7, 0.2), (3, 0.1)]
    assert list(best_of([{7: 0.2, 3: 0.1}, {3: 0.9, 5: 0.2}]).items()) == [(3, 0.9), (5, 0.2), (7, 0.2)]


SCORES = st.dictionaries(st.integers(1, 20), st.floats(-5, 50), max_size=10)


@given(SCORES, SCORES, st.floats(0, 1))
def test_every_candidate_appears_once_within_bounds(lexical, dense, weight):
    fused = fuse(lexical, dense, {}, weight)
    assert fused.keys() == lexical.keys() | dense.keys()
    assert all(-0.25 <= score <= 1 + 1e-9 for score in fused.values())
