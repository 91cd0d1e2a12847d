"""Folders kept in step: what is new, changed, moved, gone or double, and what never takes a document out."""

import os
import shutil

import pytest

from directives.errors import UnknownDocument
from library import Library
from library.vanished import judge
from settings import Settings
from tests.fakes import FakeEncoder

PLACE = "Sông Ngàn"


def text_of(number, words="việc cần làm"):
    return (
        f"LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN\nSố: {number}/KH-LĐLĐ\n{PLACE}, ngày 05 tháng 02 năm 2024\nKẾ HOẠCH\n"
        f"Về công tác thứ {number}\n1. Nội dung {number}: {words} ở cơ sở số {number}.\n"
        f"2. Tổ chức thực hiện {number}.\n"
    )


@pytest.fixture
def encoder():
    return FakeEncoder()


@pytest.fixture
def library(tmp_path, encoder):
    with Library.open(tmp_path / "kho", Settings(catalogue=tmp_path / "none.csv", jobs=1), encoder) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "vao"
    place.mkdir()
    for number in range(1, 9):
        write(place / f"{number}.txt", text_of(number))
    return place


def write(path, text, age_s=60):
    """Write a file whose times lie so far back that its next look need not doubt them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def counts(report):
    return (report.added, report.updated, report.unchanged, report.duplicates, report.moved, report.removed)


def numbers(library):
    return {card.number for card in library.documents()}


def test_moved_renamed_and_swapped_files_keep_their_documents_without_being_encoded(library, folder, encoder):
    library.ingest([folder], sync=True)
    ids = {card.number: card.id for card in library.documents()}
    calls = encoder.calls
    (folder / "sâu").mkdir()
    (folder / "1.txt").rename(folder / "sâu" / "1.txt")
    (folder / "2.txt").rename(folder / "đổi tên.txt")
    (folder / "3.txt").rename(folder / "tạm")
    (folder / "4.txt").rename(folder / "3.txt")
    (folder / "tạm").rename(folder / "4.txt")
    (folder / "5.txt").unlink()
    (folder / "6.txt").rename(folder / "5.txt")
    report = library.ingest([folder], sync=True)
    assert encoder.calls == calls
    assert {card.number: card.id for card in library.documents()} == {n: i for n, i in ids.items() if n != "5/KH-LĐLĐ"}
    assert (report.added, report.updated, report.removed) == (1, 0, 1)  # one of the swapped went through the bin
    assert {os.path.relpath(card.source, folder) for card in library.documents()} == {
        "sâu/1.txt", "đổi tên.txt", "3.txt", "4.txt", "5.txt", "7.txt", "8.txt"
    }  # fmt: skip
    assert all(len(card.sources) == 1 for card in library.documents())
    assert [entry.number for entry in library.bin.entries()] == ["5/KH-LĐLĐ"]
    restored = library.bin.restore("5/KH-LĐLĐ")  # its file holds another document now
    assert (restored.id, restored.source) == (ids["5/KH-LĐLĐ"], f"{folder / '5.txt'} (khôi phục {restored.id})")
    assert library.ingest([folder], sync=True).removed == 0
    assert library.upkeep.doctor().ok


def test_a_decision_and_an_id_survive_a_way_through_the_bin(library, folder, encoder):
    write(folder / "hai.txt", text_of(1, "một việc hoàn toàn khác hẳn, viết lại từ đầu"))
    write(folder / "dan.txt", text_of(30, "thực hiện Kế hoạch số 1/KH-LĐLĐ"))
    library.ingest([folder])
    ids = [card.id for card in library.find("1/KH-LĐLĐ")]
    assert len(ids) == 2
    library.decisions.make("1/KH-LĐLĐ", ids[0])
    path = library.card(ids[0]).source
    os.rename(path, folder.parent / "ngoài.txt")
    assert library.ingest([folder], sync=True).removed == 1
    assert [d.active for d in library.decisions.all()] == [False]
    calls = encoder.calls
    os.rename(folder.parent / "ngoài.txt", folder / "về.txt")
    assert counts(library.ingest([folder], sync=True)) == (1, 0, 9, 0, 0, 0)
    assert encoder.calls == calls
    assert [d.active for d in library.decisions.all()] == [True]
    (view,) = [v for v in library.citations(library.card("30/KH-LĐLĐ").id) if v.citation.number == "1/KH-LĐLĐ"]
    assert view.resolution.documents == (ids[0],)
    assert library.bin.entries() == ()


def test_a_renamed_and_edited_file_is_a_new_version_of_its_document(library, folder):
    long = " ".join(f"nội dung chi tiết thứ {i}" for i in range(80))
    write(folder / "1.txt", text_of(1, long))
    library.ingest([folder])
    before = library.card("1/KH-LĐLĐ").id
    (folder / "1.txt").unlink()
    write(folder / "mới.txt", text_of(1, long.replace("thứ 40", "thứ bốn mươi")))
    assert counts(library.ingest([folder], sync=True)) == (0, 1, 7, 0, 0, 0)
    card = library.card("1/KH-LĐLĐ")
    assert (card.id, [os.path.basename(s) for s in card.sources]) == (before, ["mới.txt"])
    assert "thứ bốn mươi" in library.document(before).text
    assert library.bin.entries() == ()


def test_removed_by_hand_stays_removed_until_restored_or_named(library, folder, encoder):
    library.ingest([folder])
    before = library.document("1/KH-LĐLĐ")
    hits = [(h.document.id, h.passage.start) for h in library.search("nội dung 1", 50).hits]
    library.remove("1/KH-LĐLĐ")
    assert counts(library.ingest([folder], sync=True)) == (0, 0, 8, 0, 0, 0)
    shutil.copy(folder / "1.txt", folder / "bản sao.txt")
    assert counts(library.ingest([folder], sync=True)) == (0, 0, 8, 1, 0, 0)
    assert "1/KH-LĐLĐ" not in numbers(library)
    calls = encoder.calls
    assert library.bin.restore("kh 1").id == before.id
    assert encoder.calls == calls
    assert library.document(before.id) == before
    assert [(h.document.id, h.passage.start) for h in library.search("nội dung 1", 50).hits] == hits
    library.remove(before.id)
    assert counts(library.ingest([folder / "1.txt"])) == (1, 0, 0, 0, 0, 0)
    assert library.upkeep.doctor().ok


def test_a_document_restored_while_its_file_is_gone_is_left_alone(library, folder):
    library.ingest([folder])
    id_ = library.card("1/KH-LĐLĐ").id
    (folder / "1.txt").unlink()
    assert library.ingest([folder], sync=True).removed == 1
    library.bin.restore(id_)
    assert library.ingest([folder], sync=True).removed == 0
    assert id_ in {card.id for card in library.documents()}
    write(folder / "1.txt", text_of(1))
    library.ingest([folder], sync=True)
    (folder / "1.txt").unlink()
    assert library.ingest([folder], sync=True).removed == 1


def test_purged_documents_leave_nothing(library, folder):
    library.ingest([folder])
    write(folder / "1.txt", text_of(1, "bản thứ hai"))
    library.ingest([folder])
    upload = library.upload("9.txt", text_of(9).encode())
    library.ingest([upload])
    library.remove("1/KH-LĐLĐ")
    library.remove("9/KH-LĐLĐ")
    assert library.bin.purge("1/KH-LĐLĐ") == 1
    assert library.bin.purge(None) == 1
    assert not upload.exists()
    for table in ("bin", "bin_sources", "versions"):
        assert library.db.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table
    with pytest.raises(UnknownDocument, match="danchieu bin"):
        library.bin.restore("1/KH-LĐLĐ")


def test_a_file_that_becomes_secret_takes_all_that_was_kept_of_it_along(library, folder):
    library.ingest([folder])
    write(folder / "1.txt", text_of(1, "bản thứ hai"))
    library.ingest([folder])
    write(folder / "1.txt", "MẬT\n" + text_of(1, "bản thứ hai"))
    report = library.ingest([folder])
    assert len(report.refused) == 1
    assert "1/KH-LĐLĐ" not in numbers(library)
    kept = library.db.connection.execute("SELECT (SELECT count(*) FROM bin) + (SELECT count(*) FROM versions)")
    assert kept.fetchone()[0] == 0
    assert not any("bản thứ hai" in hit.passage.text for hit in library.search("bản thứ hai").hits)


def test_most_files_gone_takes_nothing_out_unless_confirmed(library, folder):
    library.ingest([folder])
    for number in range(1, 6):
        (folder / f"{number}.txt").unlink()
    report = library.ingest([folder], sync=True)
    assert (report.removed, len(numbers(library))) == (0, 8)
    assert "5 trong 8 tệp" in report.attention[-1].reason and "--confirm-removal" in report.attention[-1].reason
    assert library.ingest([folder], sync=True, confirm_removal=True).removed == 5
    assert len(library.bin.entries()) == 5


def test_an_emptied_or_unmounted_folder_below_takes_nothing_out(library, folder):
    for number in range(20, 24):
        write(folder / "ổ mạng" / f"{number}.txt", text_of(number))
    library.ingest([folder])
    shutil.rmtree(folder / "ổ mạng")
    (folder / "ổ mạng").mkdir()
    report = library.ingest([folder], sync=True)
    assert (report.removed, len(numbers(library))) == (0, 12)
    shutil.rmtree(folder)
    assert library.ingest([folder], sync=True).removed == 0
    folder.mkdir()
    assert library.ingest([folder], sync=True, confirm_removal=True).removed == 0
    assert len(numbers(library)) == 12


@pytest.mark.skipif(os.name == "nt", reason="rights of folders are POSIX ones")
def test_a_folder_that_cannot_be_listed_takes_nothing_out(library, folder, monkeypatch):
    write(folder / "kín" / "20.txt", text_of(20))
    library.ingest([folder])
    true_scandir = os.scandir

    def scandir(path):
        if str(path).endswith("kín"):
            raise PermissionError(13, "Permission denied", str(path))
        return true_scandir(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (folder / "1.txt").unlink()
    shutil.rmtree(folder / "kín")
    (folder / "kín").mkdir()
    report = library.ingest([folder], sync=True)
    assert (report.removed, len(report.failed)) == (1, 1)
    assert "20/KH-LĐLĐ" in numbers(library)


def test_a_folder_removed_whole_counts_for_the_one_above(tmp_path, library, folder):
    for number in range(20, 22):
        write(folder / "con" / f"{number}.txt", text_of(number))
    library.ingest([folder])
    shutil.rmtree(folder / "con")
    assert library.ingest([folder], sync=True).removed == 2


def test_unchanged_files_are_not_read_and_equal_times_are_doubted(library, folder, monkeypatch):
    from ingest import pipeline

    hashed = []
    true = pipeline.fingerprint

    def fingerprint(path):
        hashed.append(path.name)
        return true(path)

    monkeypatch.setattr(pipeline, "fingerprint", fingerprint)
    library.ingest([folder])
    hashed.clear()
    library.ingest([folder], sync=True)  # written a moment ago: their times prove nothing yet
    assert len(hashed) == 8
    library.db.connection.execute("UPDATE sources SET seen_ns = mtime_ns + 10000000000 WHERE path LIKE '%.txt'")
    library.db.connection.execute("UPDATE sources SET seen_ns = max(seen_ns, ctime_ns + 10000000000)")
    hashed.clear()
    before = library.db.generation()
    report = library.ingest([folder], sync=True)
    assert (hashed, report.unchanged, library.db.generation()) == ([], 8, before)
    # Same size, same time as written by a program that sets it back: the change of the entry gives it away.
    old = os.stat(folder / "1.txt")
    write(folder / "1.txt", text_of(1).replace("cơ sở", "cơ sỡ"))
    os.utime(folder / "1.txt", ns=(old.st_atime_ns, old.st_mtime_ns))
    report = library.ingest([folder], sync=True)
    assert (hashed, report.updated) == (["1.txt"], 1)


def test_files_from_the_future_and_the_past_are_followed_all_the_same(library, folder):
    os.utime(folder / "1.txt", (4e9, 4e9))
    os.utime(folder / "2.txt", (0, 0))
    library.ingest([folder], sync=True)
    for name, stamp in (("1.txt", 4e9), ("2.txt", 0)):
        write(folder / name, text_of(name[0]).replace("việc cần", "điều cần"))
        os.utime(folder / name, (stamp, stamp))
    assert counts(library.ingest([folder], sync=True)) == (0, 2, 6, 0, 0, 0)


def test_a_failing_file_is_tried_once_per_content_wherever_it_lies(library, folder, monkeypatch):
    from ingest import pipeline

    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.4 cut short")
    assert len(library.ingest([folder]).failed) == 1
    shutil.copy(folder / "hỏng.pdf", folder / "lại hỏng.pdf")
    (folder / "hỏng.pdf").rename(folder / "đổi tên.pdf")
    read = []
    true = pipeline.read_documents

    def read_documents(paths, *rest, **named):
        read.extend(path.name for path in paths)
        return true(paths, *rest, **named)

    monkeypatch.setattr(pipeline, "read_documents", read_documents)
    assert len(library.ingest([folder], sync=True).failed) == 2
    assert read == []
    assert {os.path.basename(p.path) for p in library.contents.failures()} == {"lại hỏng.pdf", "đổi tên.pdf"}
    library.ingest([folder / "đổi tên.pdf"])
    assert read == ["đổi tên.pdf"]


def test_the_files_of_a_zip_archive_go_with_it(library, folder):
    import zipfile

    with zipfile.ZipFile(folder / "gói.zip", "w") as archive:
        for number in range(20, 22):
            archive.writestr(f"{number}.txt", text_of(number))
    library.ingest([folder])
    shutil.copy(folder / "gói.zip", folder / "bản khác.zip")
    library.ingest([folder])
    (folder / "gói.zip").unlink()
    assert library.ingest([folder], sync=True).removed == 0  # the other copy has the same files
    (folder / "bản khác.zip").unlink()
    report = library.ingest([folder], sync=True)
    assert (report.removed, len(numbers(library))) == (2, 8)


def test_progress_tells_rate_and_remaining_time_of_what_is_read(library, folder):
    library.ingest([folder])
    write(folder / "20.txt", text_of(20))
    write(folder / "21.txt", text_of(21))
    events = []
    library.ingest([folder], on_progress=events.append)
    looked, read = events[:8], events[8:]
    assert all(event.rate is None and event.remaining_s is None for event in looked)
    assert all(event.rate > 0 for event in read)
    assert [event.remaining_s > 0 for event in read] == [True, False]


def test_the_rule_of_mass_removal(tmp_path):
    from index.store.sources import Source

    def loss(there, known, confirmed=False):
        folder = tmp_path / "x"
        shutil.rmtree(folder, ignore_errors=True)
        for name in there:
            write(folder / name, "x")
        known = [Source(str(folder / name), "", 0, 0) for name in known]
        judged = judge(folder, known, {str(folder / name) for name in there}, [], confirmed)
        return len(judged.gone), [(place.name, gone, of) for place, gone, of in judged.doubted]

    ten = [f"{i}" for i in range(10)]
    assert loss(ten, ten) == (0, [])
    assert loss(ten[:5], ten) == (5, [])
    assert loss(ten[:4], ten) == (0, [("x", 6, 10)])
    assert loss(ten[:4], ten, confirmed=True) == (6, [])
    assert loss(["a"], ["a", "b", "c", "d"]) == (3, [])
    assert loss(["a", "con/b"], ["a", "con/x"]) == (1, [])
    deep = [f"con/{i}" for i in range(5)]
    assert loss([*ten, "con/khác"], [*ten, *deep]) == (0, [("con", 5, 5)])
    assert loss([*ten[1:], "con/0"], [*ten, *deep]) == (1, [("con", 4, 5)])
    assert loss(ten, [*ten, *deep]) == (5, [])
