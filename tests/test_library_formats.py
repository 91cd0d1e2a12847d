"""Into the archive: files in zip archives, notes of reading, files that failed for want of a program."""

import zipfile

import pytest

from ingest import soffice
from library import Library
from settings import Settings
from tests.fakes import FakeEncoder
from tests.test_library import DECISION, PLAN
from tests.test_mail import message

SECRET = DECISION.replace("Số: 20", "MẬT\nSố: 21")


@pytest.fixture
def library(tmp_path):
    settings = Settings(catalogue=tmp_path / "catalogue.csv", jobs=1)
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "vao"
    made.mkdir()
    return made


def packed(path, **texts):
    with zipfile.ZipFile(path, "w") as made:
        for name, text in texts.items():
            made.writestr(f"{name}.txt", text)


def test_files_of_an_archive_are_documents_and_known_again(library, folder):
    packed(folder / "goi.zip", ke_hoach=PLAN, quyet_dinh=DECISION)
    first = library.ingest([folder])
    assert (first.added, len(first.failed)) == (2, 0)
    assert library.search("15/KH-LĐLĐ").hits[0].document.source.endswith("ke_hoach.txt")
    again = library.ingest([folder], sync=True)
    assert (again.added, again.unchanged) == (0, 2)


def test_a_broken_archive_fails_and_the_rest_goes_on(library, folder):
    (folder / "hong.zip").write_bytes(b"PK\x03\x04 hong")
    (folder / "a.txt").write_text(PLAN, encoding="utf-8")
    report = library.ingest([folder])
    assert report.added == 1
    assert [problem.path for problem in report.failed] == [str(folder / "hong.zip")]


def test_nothing_is_kept_of_a_secret_document_in_an_archive(library, folder, tmp_path):
    packed(folder / "goi.zip", mat=SECRET, ke_hoach=PLAN)
    report = library.ingest([folder])
    assert (report.added, len(report.refused)) == (1, 1)
    assert not [p for p in (tmp_path / "kho").rglob("mat.txt")]


def test_nothing_is_kept_of_a_secret_document_that_comes_again_in_another_archive(library, folder, tmp_path):
    packed(folder / "goi.zip", mat=SECRET)
    library.ingest([folder])
    packed(folder / "goi khac.zip", cung=SECRET, ke_hoach=PLAN)
    report = library.ingest([folder])
    assert (report.added, len(report.refused)) == (1, 1)
    assert [p.name for p in (tmp_path / "kho").rglob("*.txt")] == ["ke_hoach.txt"]


def test_what_reading_notes_is_for_a_person_to_see(library, folder):
    (folder / "a.docx").write_text(PLAN, encoding="utf-8")
    report = library.ingest([folder])
    assert "Phần mở rộng" in report.attention[0].reason


def test_a_file_is_tried_again_when_the_program_is_there(library, folder, monkeypatch):
    (folder / "a.docx").write_bytes(b"\0\1\2" * 90)
    monkeypatch.setattr(soffice, "program", lambda: None)
    assert len(library.ingest([folder]).failed) == 1
    notes = library.db.connection.execute("SELECT reader FROM failures").fetchone()
    assert len(library.ingest([folder]).failed) == 1
    monkeypatch.setattr(soffice, "program", lambda: "/usr/bin/soffice")
    library.ingest([folder])
    assert library.db.connection.execute("SELECT count(*) FROM failures WHERE reader = ?", notes).fetchone() == (0,)


def test_nothing_is_kept_of_an_uploaded_archive_with_a_secret_document(library, tmp_path):
    packed(tmp_path / "goi.zip", mat=SECRET, ke_hoach=PLAN)
    path = library.upload("goi.zip", (tmp_path / "goi.zip").read_bytes())
    report = library.ingest([path])
    assert (report.added, len(report.refused)) == (1, 1)
    assert [p.name for p in (tmp_path / "kho").rglob("*.*") if p.suffix in (".txt", ".zip")] == ["ke_hoach.txt"]
    assert library.search("15/KH-LĐLĐ").hits


def test_nothing_is_kept_of_an_uploaded_letter_with_a_secret_attachment(library, tmp_path):
    path = library.upload("a.eml", message("Kính gửi.", ("mat.txt", SECRET.encode())))
    report = library.ingest([path])
    assert len(report.refused) == 1 and "mat.txt" in report.refused[0].reason
    assert not [p for p in (tmp_path / "kho").rglob("*.eml")]
