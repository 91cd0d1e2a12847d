"""How many of a query's words stand close together in a passage."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.exact import CITES_NUMBER
from index.nearness import LOOKED_AT, nearness
from index.query import parse_query
from index.ranking import RANKING, with_nearness
from index.store.passages import StoredPassage

FILLING = " ".join(["và"] * 14)


def passage(id_: int, text: str, document: str = "d") -> StoredPassage:
    return StoredPassage(id_, document, id_, 0, len(text), None, None, "", 1, text, None, None, None)


def near(query: str, *texts: str) -> list[float]:
    found = nearness(parse_query(query), [passage(id_, text) for id_, text in enumerate(texts)])
    return [found[id_] for id_ in range(len(texts))]


def test_words_together_count_more_than_words_apart():
    together, apart = near("học phí", f"Mức học phí {FILLING}", f"Trường học {FILLING} thu phí")
    assert together == 1.0
    assert apart == 0.5


def test_a_stretch_is_fifteen_syllables():
    assert near("học phí", "học " + "và " * 13 + "phí") == [1.0]
    assert near("học phí", "học " + "và " * 14 + "phí") == [0.5]


def test_a_word_of_fewer_passages_of_the_document_weighs_more():
    # "công" stands in all three, "thưởng" in one.
    one, two, three = near("công thưởng", "công việc", "tiền thưởng", f"công đoàn {FILLING} công")
    common, rare = log(1 + 3.5 / 2.5), log(1 + 3.5 / 1.5)
    assert one == three == pytest.approx(common / (common + rare))
    assert two == pytest.approx(rare / (common + rare))


def test_words_that_the_document_lacks_cost_nothing():
    assert near("quà trung thu", "Quà trung tâm") == [1.0]
    assert near("quà trung thu", "Văn bản khác") == [0.0]


def test_each_document_counts_by_itself():
    query = parse_query("học phí")
    ranked = [passage(1, "học phí", "a"), passage(2, "học", "b"), passage(3, "không có", "c")]
    assert nearness(query, ranked) == {1: 1.0, 2: 1.0, 3: 0.0}


def test_typed_accents_count_and_missing_ones_do_not():
    assert near("học phí", "hoc phi") == [0.0]
    assert near("hoc phi", "học phí") == [1.0]


def test_only_what_was_asked_counts_and_not_what_was_added():
    assert parse_query("đám ma").query.official == ("việc tang",)
    assert near("đám ma", "việc tang") == [0.0]


def test_only_the_first_are_looked_at():
    ranked = [passage(id_, "học phí") for id_ in range(LOOKED_AT + 5)]
    assert sorted(nearness(parse_query("học phí"), ranked)) == list(range(LOOKED_AT))


@given(st.lists(st.text("aăb đ", max_size=40), min_size=1, max_size=5), st.text("aăb đ", max_size=20))
def test_it_is_a_share(texts, query):
    assert all(0 <= value <= 1 + 1e-9 for value in near(query, *texts))


def test_of_two_passages_that_score_alike_the_one_with_the_words_together_comes_first():
    held = {1: passage(1, f"Trường học {FILLING} thu phí"), 2: passage(2, f"Mức học phí {FILLING}")}
    scores = with_nearness(parse_query("học phí"), held, {1: 0.5, 2: 0.5}, {}, RANKING)
    assert scores[2] > scores[1]
    named = with_nearness(parse_query("học phí"), held, {1: 0.5, 2: 0.5}, {1: CITES_NUMBER, 2: CITES_NUMBER}, RANKING)
    assert named == {1: 0.5, 2: 0.5}
