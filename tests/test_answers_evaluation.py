"""The measure of answers and refusals, counted by hand."""

from directives.grounded import Answer
from directives.models import Evidence
from evaluation.answers import Outcome, figures, halved, own_questions
from evaluation.retrieval import LabelledQuery, Place

PIECE = Evidence("d", 0, 3, "abc", 1)
ANSWER = Answer("q", "abc [1]", False, (), (PIECE,))
REFUSAL = Answer("q", "Không có căn cứ", True, (), (PIECE,))


def _outcome(answerable, refused, hit=False, verbatim=1):
    query = LabelledQuery("q", "topic", "q", (Place("d", 2, 0, 3),) if answerable else ())
    return Outcome(query, REFUSAL if refused else ANSWER, answerable, hit, verbatim, tuned=False)


def test_the_measures_are_the_shares_they_say():
    outcomes = [
        _outcome(True, False, hit=True),
        _outcome(True, False, hit=True),
        _outcome(True, False, verbatim=0),
        _outcome(True, True),
        _outcome(False, True),
        _outcome(False, True),
        _outcome(False, False),
    ]
    found = figures(outcomes)
    assert (found.answerable, found.unanswerable, found.quotations) == (4, 3, 7)
    assert found.answered == 0.5
    assert found.answered_at_all == 0.75
    assert found.refusal_precision == round(2 / 3, 4)
    assert found.refusal_recall == round(2 / 3, 4)
    assert found.verbatim == round(6 / 7, 4)


def test_without_questions_there_are_no_shares():
    found = figures([])
    assert (found.answered, found.refusal_precision, found.refusal_recall, found.verbatim) == (None, None, None, None)


def test_every_second_question_of_a_kind_is_held_out():
    queries = [LabelledQuery(str(i), "a" if i % 3 else "b", "q", ()) for i in range(12)]
    tuned = {query.id: half for query, half in halved(queries)}
    assert [tuned[str(i)] for i in range(12) if i % 3] == [True, False] * 4
    assert [tuned[str(i)] for i in range(12) if not i % 3] == [True, False] * 2


def test_the_projects_own_questions_are_many_and_each_asked_once():
    questions = own_questions()
    assert len(questions) >= 60
    assert len({query.id for query in questions}) == len({query.text for query in questions}) == len(questions)
    assert {query.type for query in questions} == {"place", "year", "union", "number", "office"}
    assert not any(query.relevant for query in questions)
