"""Accents restored from the archive's own syllable pairs."""

import pytest

from directives import tables
from directives.syllables import is_syllable
from directives.text import canonical
from index.accents import Accents, learn
from index.store import documents as store
from index.store.database import Database
from tests.fakes import FakeEncoder, document

TEXTS = [
    "phòng chống ma túy trong công nhân",
    "phong trào thi đua; phòng, chống ma túy",
    "công nhân tham gia phong trào thi đua",
    "đoàn viên công đoàn được chăm lo",
    "công đoàn cơ sở và đoàn viên",
]


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("phong chong ma tuy", "phòng chống ma túy"),
        ("phong trao thi dua", "phong trào thi đua"),
        ("Cong doan co so", "Công đoàn cơ sở"),
        ("CONG NHAN", "CÔNG NHÂN"),
        ("nq 35 tw, doan vien?", "nq 35 tw, đoàn viên?"),
        ("phòng chong ma tuy", "phòng chống ma túy"),
        ("phong TRÀO thi dua", "phong TRÀO thi đua"),
        ("xyz", "xyz"),
        ("", ""),
    ],
)
def test_the_likeliest_sequence_is_chosen(typed, restored):
    assert learn(TEXTS * 2).restore(typed) == restored


def test_counts_are_kept_and_learnt_again_when_the_archive_has_grown(tmp_path):
    db = Database(tmp_path / "archive.db")

    def put(text, path):
        doc = document(text)
        with db.atomic() as generation:
            vectors = FakeEncoder().passages([p.text for p in doc.passages])
            store.add(db, generation, doc, store.Source(path, path, 1, 1), vectors)

    put("\n\n".join(TEXTS * 2), "/a")
    assert Accents(tmp_path).restore(db, "cong doan") == "công đoàn"
    assert Accents(tmp_path).restore(db, "chim gay gu") is None
    put("\n\n".join(["chim gáy gù"] * 10), "/b")
    assert Accents(tmp_path).restore(db, "chim gay gu") == "chim gáy gù"
    (tmp_path / "accents.json").write_text("{", encoding="utf-8")
    assert Accents(tmp_path).restore(db, "cong doan") == "công đoàn"
    db.close()


def test_what_was_typed_beside_accents_is_likelier_meant_so():
    model = learn(["lão nông"] * 5 + ["lao nông"])
    assert model.restore("lao nong") == "lão nông"
    assert model.restore("lao nông") == "lao nông"  # as often seen would do; five times as often does not


def test_the_words_of_questions_are_known_to_every_archive():
    assert learn(["bảo nhiều"] * 5).restore("bao nhieu ngay") == "bao nhiêu ngày"


def test_the_table_of_questions_holds_phrases_in_lower_case_once_each():
    phrases = [phrase for (phrase,) in tables.read("questions.csv", ("phrase",))]
    assert len(phrases) == len(set(phrases)) > 100
    assert all(phrase == " ".join(canonical(phrase).lower().split()) for phrase in phrases)
    assert all(is_syllable(word) for phrase in phrases for word in phrase.split())


def test_provinces_in_capitals_get_their_own_accents_and_lower_case_ones_the_likeliest():
    model = learn(["diễn biến phức tạp"] * 60)
    assert model.restore("Dien Bien xin bao cao").startswith("Điện Biên")
    assert model.restore("dien bien phuc tap") == "diễn biến phức tạp"
    assert model.restore("Điện Bien") == "Điện Biên"


def test_everyday_words_are_known_to_the_model():
    assert learn(["đề bất"] * 3).restore("de bat") == "đề bạt"
