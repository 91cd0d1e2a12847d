"""The lexical cache: tokens, phrases, catching up, damage."""

import math

import pytest

from directives.models import Header
from index import analysis
from index.lexical import LexicalIndex, Weights
from index.store import documents as store
from index.store.database import Database
from tests.fakes import FakeEncoder, document

SYLLABLES = Weights(syllables=1.0)
FOLDED = Weights(folded=1.0)


@pytest.fixture
def db(tmp_path):
    database = Database(tmp_path / "archive.db")
    yield database
    database.close()


def put(db, text, path="/a", header=None):
    doc = document(text, header=header)
    with db.atomic() as generation:
        vectors = FakeEncoder().passages([p.text for p in doc.passages])
        store.add(db, generation, doc, store.Source(path, path, 1, 1), vectors)
    return doc


def index_of(db, tmp_path):
    index = LexicalIndex(tmp_path / "cache")
    index.catch_up(db)
    return index


def ids(index, text, weights=SYLLABLES, **more):
    return [id_ for id_, _ in index.search(analysis.analyze(text), weights, 10, **more)]


def test_analysis_protects_numbers_and_keeps_both_spellings():
    tokens = analysis.analyze("Công đoàn thực hiện Nghị quyết số 35-NQ/TW, hoà nhập")
    assert tokens.numbers == ("35||NQ-TW",)
    assert tokens.words == ("công_đoan\u0300", "thưc\u0323_hiên\u0323", "nghi\u0323_quyêt\u0301")
    assert analysis.analyze("Công đoàn", words=False).words == ()
    assert tokens.syllables[-2:] == ("hoa\u0300", "nhâp\u0323")
    assert tokens.pairs[-1:] == ("hoa\u0300_nhâp\u0323",)
    assert tokens.folded[:2] == ("cong", "doan")
    assert tokens.folded_pairs[:2] == ("cong_doan", "doan_thuc")
    assert analysis.analyze("hòa").syllables == analysis.analyze("hoà").syllables


def test_no_pair_spans_two_texts():
    tokens = analysis.analyze("công đoàn") + analysis.analyze("cơ sở")
    assert tokens.folded == ("cong", "doan", "co", "so")
    assert tokens.folded_pairs == ("cong_doan", "co_so")


def test_bm25_scores_are_the_formula(db, tmp_path):
    put(db, "an toàn lao động\n\nan toàn giao thông đường bộ\n\nvăn hóa")
    index = index_of(db, tmp_path)
    ((first, score),) = index.search(analysis.analyze("động"), SYLLABLES, 10)
    # Lengths count the mark between context and body; the entry that keeps the generation is a fourth, empty passage.
    lengths = [5, 7, 3, 0]
    # k1 = 1.2, b = .75, idf as in Lucene.
    idf = math.log(1 + (4 - 1 + 0.5) / (1 + 0.5))
    expected = idf * 2.2 / (1 + 1.2 * (0.25 + 0.75 * lengths[0] / (sum(lengths) / 4)))
    assert (first, score) == (1, pytest.approx(expected, rel=1e-4))
    ((_, boosted),) = index.search(analysis.analyze("động"), Weights(syllables=0.5), 10)
    assert boosted == pytest.approx(expected / 2, rel=1e-4)


def test_pairs_tell_the_same_syllables_in_another_order_apart(db, tmp_path):
    put(db, "động lao của nhà máy\n\nlao động của nhà máy")
    index = index_of(db, tmp_path)
    (_, first), (_, second) = index.search(analysis.analyze("lao động"), SYLLABLES, 10)
    assert first == second
    assert ids(index, "lao động", Weights(syllables=1.0, pairs=0.4)) == [2, 1]


def test_the_context_of_a_passage_is_found_but_no_phrase_spans_it_and_the_body(db, tmp_path):
    header = Header(title="VỀ VIỆC CHĂM LO NHÀ Ở", issuer="ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN")
    put(db, "công nhân thuê trọ", header=header)
    index = index_of(db, tmp_path)
    assert ids(index, "chăm lo", Weights(pairs=1.0)) == [1]
    assert ids(index, "sông ngàn", Weights(pairs=1.0)) == [1]
    assert ids(index, "công nhân", phrases=[analysis.analyze("ngàn công nhân")]) == []
    assert ids(index, "công nhân", phrases=[analysis.analyze("công nhân thuê")]) == [1]


def test_accents_that_were_typed_count_and_missing_ones_do_not_hurt(db, tmp_path):
    put(db, "phòng chống ma túy\n\nphong trào thi đua\n\nchợ Tết")
    index = index_of(db, tmp_path)
    assert ids(index, "phòng") == [1]
    assert sorted(ids(index, "phong", FOLDED)) == [1, 2]
    assert ids(index, "cho tet", FOLDED) == [3]


def test_in_a_large_archive_syllables_of_most_passages_are_not_searched_for(db, tmp_path, monkeypatch):
    put(db, "công đoàn cơ sở\n\ncông đoàn ngành\n\ncông đoàn tỉnh\n\nan toàn lao động")
    index = index_of(db, tmp_path)
    assert sorted(ids(index, "công đoàn ngành")) == [1, 2, 3]
    monkeypatch.setattr("index.lexical._MANY", 4)
    assert ids(index, "công đoàn ngành") == [2]
    assert sorted(ids(index, "công đoàn")) == [1, 2, 3]  # nothing else is asked for
    assert sorted(ids(index, "công đoàn vắng")) == [1, 2, 3]  # or nothing else is held
    assert ids(index, "cong doan nganh", FOLDED) == [2]
    assert ids(index, "an toàn", phrases=[analysis.analyze("lao động")]) == [4]


def test_phrases_are_required_in_order(db, tmp_path):
    put(db, "an toàn vệ sinh lao động\n\nlao động an toàn\n\nvệ sinh môi trường")
    index = index_of(db, tmp_path)
    phrase = analysis.analyze("lao động an toàn")
    assert ids(index, "an toàn", phrases=[phrase]) == [2]
    unaccented = analysis.analyze("ve sinh lao dong")
    assert ids(index, "an toàn", phrases=[unaccented]) == [1]


def test_only_the_documents_named_are_searched_with_the_same_scores(db, tmp_path):
    many = put(db, "\n\n".join(f"công đoàn {i}" for i in range(50)), "/many")
    one = put(db, "công đoàn cơ sở", "/one")
    index = index_of(db, tmp_path)
    tokens = analysis.analyze("công đoàn")
    scores = dict(index.search(tokens, SYLLABLES, 100))
    assert index.search(tokens, SYLLABLES, 100, {one.id}) == [(51, pytest.approx(scores[51]))]
    assert {id_ for id_, _ in index.search(tokens, SYLLABLES, 100, {many.id, one.id})} == set(range(1, 52))
    assert index.search(tokens, SYLLABLES, 100, set()) == []
    assert {id_ for id_, _ in index.search(tokens, SYLLABLES, 100, without=many.id)} == {51}
    assert index.search(tokens, SYLLABLES, 100, {one.id}, without=one.id) == []


@pytest.mark.parametrize(
    "text", ["(", '"abc', "a AND", "30/2020/NĐ-CP", "", "   ", "a:b", "\\", "*", "~", "\x00", "🙂" * 50]
)
def test_every_string_is_a_query(db, tmp_path, text):
    put(db, "a b abc")
    assert isinstance(ids(index_of(db, tmp_path), text), list)


def test_catching_up_follows_additions_and_removals(db, tmp_path):
    first = put(db, "một\n\nhai", "/1")
    index = index_of(db, tmp_path)
    put(db, "ba", "/2")
    with db.atomic() as generation:
        store.remove(db, generation, first.id)
    index.catch_up(db)
    assert index.ids() == {3}
    assert index.generation == db.generation() == 3
    assert ids(index, "một") == []


def test_another_reader_sees_what_a_writer_committed_after_reloading(db, tmp_path):
    put(db, "một", "/1")
    writer, reader = index_of(db, tmp_path), LexicalIndex(tmp_path / "cache")
    put(db, "hai", "/2")
    writer.catch_up(db)
    assert reader.generation == 1
    reader.reload()
    assert (reader.generation, reader.ids()) == (2, {1, 2})


def test_a_damaged_index_is_rebuilt(db, tmp_path):
    put(db, "một", "/1")
    index_of(db, tmp_path)
    (meta,) = (tmp_path / "cache").rglob("meta.json")
    meta.write_text("{")
    again = LexicalIndex(tmp_path / "cache")
    assert again.generation == 0
    again.catch_up(db)
    assert again.ids() == {1}


def test_a_very_long_token_is_cut_not_lost(db, tmp_path):
    put(db, "x" * 70_000)
    assert ids(index_of(db, tmp_path), "x" * 70_000) == [1]
