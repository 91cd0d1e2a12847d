"""Accents restored from the archive's own syllable pairs."""

import pytest

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
    assert Accents(tmp_path).restore(db, "binh dang gioi") is None
    put("\n\n".join(["bình đẳng giới"] * 10), "/b")
    assert Accents(tmp_path).restore(db, "binh dang gioi") == "bình đẳng giới"
    (tmp_path / "accents.json").write_text("{", encoding="utf-8")
    assert Accents(tmp_path).restore(db, "cong doan") == "công đoàn"
    db.close()
