"""Reranking within a budget: clocks and scores given, and a tiny CrossEncoder with random weights."""

import pytest

from directives.errors import BadSetting
from index.reranking import BATCH, MOST, CrossEncoderFolder, SecondLook, in_order, open_second_look, read_again
from index.search import Searcher
from tests.test_search import Archive, archive  # noqa: F401 - a fixture

TICK = 0.010


class Clock:
    """Tells the time that a reranker spends."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


class Slow:
    """Scores texts by their length and takes 10 ms a batch."""

    def __init__(self, clock, best=len):
        self.clock, self.best, self.queries, self.texts = clock, best, set(), []

    def scores(self, query, texts):
        self.clock.now += TICK
        self.queries.add(query)
        self.texts += texts
        return [float(self.best(text)) for text in texts]


@pytest.mark.parametrize(("budget", "batches"), [(0, 1), (10, 1), (19.9, 1), (20.1, 2), (30.1, 3), (1000, 5), (-5, 1)])
def test_reading_stops_when_the_time_is_spent(budget, batches):
    clock = Clock()
    texts = ["x" * n for n in range(4 * BATCH + 2)]
    found = read_again(SecondLook(Slow(clock), budget, clock), "hỏi", texts, str)
    read = min(batches * BATCH, len(texts))
    assert found == {at: float(at) for at in range(read)}
    assert clock.now - 100 == pytest.approx(batches * TICK)


def test_no_more_than_the_first_hits_are_read():
    clock = Clock()
    assert len(read_again(SecondLook(Slow(clock), 1e9, clock), "hỏi", ["x"] * 200, str)) == MOST
    assert read_again(SecondLook(Slow(clock), 1e9, clock), "hỏi", [], str) == {}


def test_what_was_read_is_put_in_order_and_the_rest_stays_behind():
    assert in_order(["a", "b", "c", "d", "e"], {0: 1.0, 1: 3.0, 2: 1.0}) == ["b", "a", "c", "d", "e"]
    assert in_order(["a", "b"], {}) == ["a", "b"]


def searched(archive, text, best, budget=1e9):  # noqa: F811
    clock = Clock()
    slow = Slow(clock, best)
    searcher = Searcher(archive.db, archive.lexical, archive.vectors, archive.searcher._accents, archive.encoder,
                        second_look=SecondLook(slow, budget, clock))  # fmt: skip
    return searcher.search(text, k=50).hits, slow


def test_hits_come_in_the_order_of_the_reranker_with_falling_scores(archive):  # noqa: F811
    plain = archive.searcher.search("công nhân lao động", k=50).hits
    hits, slow = searched(archive, "công nhân lao động", lambda text: -len(text))
    assert {h.passage.text for h in hits} == {h.passage.text for h in plain}
    assert [h.why.reranked for h in hits] == sorted((-len(text) for text in slow.texts), reverse=True)
    assert [h.score for h in hits] == sorted((h.score for h in plain), reverse=True)
    assert slow.queries == {"công nhân lao động"}
    few, _ = searched(archive, "công nhân lao động", lambda text: -len(text), budget=0)
    assert [h.why.reranked is None for h in few] == [False] * BATCH + [True] * (len(hits) - BATCH)
    assert [h.passage.text for h in few[BATCH:]] == [h.passage.text for h in plain[BATCH:]]


def test_what_a_number_names_stays_in_front(archive):  # noqa: F811
    hits, _ = searched(archive, "12/KH-LĐLĐ", len)
    assert [h.why.exact for h in hits[:2]] == [True, True]
    assert [h.why.reranked for h in hits[:2]] == [None, None]


def test_none_by_default_and_a_folder_without_a_model_is_refused(tmp_path):
    assert open_second_look("", 200) is None
    with pytest.raises(BadSetting, match="CrossEncoder"):
        open_second_look(str(tmp_path), 200)


def test_a_cross_encoder_from_a_folder(tmp_path):
    """A BERT of two layers with random weights, made here; what matters is that it loads and scores pairs."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "công", "nhân", "nhà", "trọ"]
    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]",
        mask_token="[MASK]", model_max_length=64,
    ).save_pretrained(tmp_path)  # fmt: skip
    config = BertConfig(vocab_size=len(words), hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
                        intermediate_size=32, max_position_embeddings=64, num_labels=1)  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(tmp_path)
    scores = CrossEncoderFolder(tmp_path).scores("công nhân", ["nhà trọ", "công nhân", "nhà trọ"])
    assert len(scores) == 3 and scores[0] == pytest.approx(scores[2], abs=1e-5) and scores[0] != scores[1]
    assert isinstance(open_second_look(str(tmp_path), 50), SecondLook)
