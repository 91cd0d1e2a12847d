"""A watch over folders: follows what has come to rest, waits for what is gone, survives what passes."""

import os

import pytest

from directives.errors import ArchiveBusy, BadRequest
from library import Library
from settings import Settings
from tests.fakes import FakeEncoder
from tests.test_sync import text_of, write


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "kho", Settings(catalogue=tmp_path / "none.csv", jobs=1), FakeEncoder()) as opened:
        yield opened


def test_changes_come_in_once_they_have_come_to_rest(tmp_path, library):
    folder = tmp_path / "vao"
    write(folder / "1.txt", text_of(1))
    watch = library.watch([folder])
    assert watch.step().added == 1  # what is there at the start is brought in at once
    assert watch.step() is None
    write(folder / "2.txt", text_of(2)[:40])
    assert watch.step() is None  # still on its way
    write(folder / "2.txt", text_of(2))
    assert watch.step() is None
    assert watch.step().added == 1
    assert watch.step() is None
    (folder / "1.txt").rename(folder / "một.txt")
    assert watch.step() is None
    report = watch.step()
    assert (report.moved, report.removed) == (1, 0)
    (folder / "2.txt").unlink()
    watch.step()
    assert watch.step().removed == 1


def test_a_share_that_vanishes_and_returns_takes_nothing_out(tmp_path, library):
    folder, other = tmp_path / "ổ mạng", tmp_path / "khác"
    for number in range(1, 6):
        write(folder / f"{number}.txt", text_of(number))
    write(other / "9.txt", text_of(9))
    said = []
    watch = library.watch([folder, other], tell=said.append)
    assert watch.step().added == 6
    os.rename(folder, tmp_path / "tháo ra")
    assert [watch.step() for _ in range(3)][-1] is None or len(library.documents()) == 6
    assert len(library.documents()) == 6
    folder.mkdir()  # the bare mount point
    for _ in range(3):
        watch.step()
    assert len(library.documents()) == 6
    folder.rmdir()
    os.rename(tmp_path / "tháo ra", folder)
    write(folder / "7.txt", text_of(7))
    reports = [report for _ in range(4) if (report := watch.step())]
    assert sum(report.added for report in reports) == 1
    assert len(library.documents()) == 7
    assert [line for line in said if "Không truy cập được" in line] and [line for line in said if "trở lại" in line]


def test_what_passes_is_tried_again(tmp_path, library, monkeypatch):
    folder = tmp_path / "vao"
    write(folder / "1.txt", text_of(1))
    said = []
    watch = library.watch([folder], tell=said.append)
    true = library.ingest

    def busy(*args, **named):
        raise ArchiveBusy("đang bận")

    monkeypatch.setattr(library, "ingest", busy)
    assert watch.step() is None
    assert said == ["Chưa nạp được, sẽ thử lại: đang bận"]
    monkeypatch.setattr(library, "ingest", true)
    assert watch.step().added == 1


def test_a_file_that_another_program_holds_is_tried_again_later(tmp_path, library, monkeypatch):
    from ingest import pipeline

    folder = tmp_path / "vao"
    write(folder / "1.txt", text_of(1))
    watch = library.watch([folder])
    true = pipeline.fingerprint

    def held(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(pipeline, "fingerprint", held)
    assert len(watch.step().failed) == 1
    monkeypatch.setattr(pipeline, "fingerprint", true)
    reports = [watch.step() for _ in range(8)]
    assert [report.added for report in reports if report] == [1]
    assert reports[0] is None


def test_a_file_cannot_be_watched(tmp_path, library):
    write(tmp_path / "1.txt", "x")
    with pytest.raises(BadRequest, match="chỉ theo dõi được thư mục"):
        library.watch([tmp_path / "1.txt"])


def test_what_comes_goes_into_the_collection_named(tmp_path, library):
    library.collections.add("to-chuc")
    folder = tmp_path / "vao"
    write(folder / "1.txt", text_of(1))
    watch = library.watch([folder], collection="to-chuc")
    assert watch.step().added == 1
    write(folder / "2.txt", text_of(2))
    watch.step()
    assert watch.step().added == 1
    assert {c.name: c.documents for c in library.collections.all()} == {"chung": 0, "to-chuc": 2}
    with pytest.raises(BadRequest, match="Không có bộ văn bản “khong-co”"):
        library.watch([folder], collection="khong-co")
