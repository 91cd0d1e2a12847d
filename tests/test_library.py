"""The archive as one object, with a fake encoder: what goes in is found, in every channel or in none."""

import multiprocessing
import os

import pytest

from directives.errors import BadRequest, ModelMismatch, UnknownDocument
from directives.models import Filters
from library import Library
from settings import Settings
from tests.fakes import FakeEncoder

PLAN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG LAM
Số: 15/KH-LĐLĐ
Sông Lam, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Tổ chức Tháng Công nhân năm 2024
Thực hiện Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị;
Quyết định số 20/QĐ-UBND ngày 03/01/2024 của UBND tỉnh.
1. Tuyên truyền an toàn, vệ sinh lao động trong doanh nghiệp.
2. Thăm hỏi công nhân có hoàn cảnh khó khăn theo Quyết định số 20/QĐ-UBND.
"""
DECISION = """ỦY BAN NHÂN DÂN TỈNH SÔNG LAM
Số: 20/QĐ-UBND
Sông Lam, ngày 03 tháng 01 năm 2024
QUYẾT ĐỊNH
Về việc hỗ trợ nhà ở cho công nhân
Điều 1. Hỗ trợ tiền thuê nhà cho công nhân có hoàn cảnh khó khăn.
Điều 2. Sở Xây dựng chịu trách nhiệm thi hành.
"""


@pytest.fixture
def settings(tmp_path):
    return Settings(catalogue=tmp_path / "catalogue.csv", jobs=1)


@pytest.fixture
def library(tmp_path, settings):
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as opened:
        yield opened


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "vao"
    folder.mkdir()
    (folder / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    (folder / "quyet-dinh.txt").write_text(DECISION, encoding="utf-8")
    return folder


def counts(report):
    return (
        report.added, report.updated, report.unchanged, report.duplicates, len(report.failed), len(report.refused)
    )  # fmt: skip


def found(library, text, **more):
    return [hit.document.number for hit in library.search(text, **more).hits]


def test_every_file_is_counted_once_and_a_second_run_changes_nothing(library, files):
    (files / "rong.txt").write_text("   \n", encoding="utf-8")
    assert counts(library.ingest([files])) == (2, 0, 0, 0, 1, 0)
    generation = library.db.generation()
    assert counts(library.ingest([files, files / "ke-hoach.txt"])) == (0, 0, 2, 0, 1, 0)
    assert library.db.generation() == generation


def test_same_bytes_under_another_name_are_a_duplicate_with_both_paths(library, files):
    (files / "ban-sao.txt").write_text(PLAN, encoding="utf-8")
    assert counts(library.ingest([files])) == (2, 0, 0, 1, 0, 0)
    card = library.card("15/KH-LĐLĐ")
    assert sorted(os.path.basename(path) for path in card.sources) == ["ban-sao.txt", "ke-hoach.txt"]


def test_other_bytes_under_the_same_name_are_a_new_version_with_the_same_id(library, files):
    library.ingest([files])
    before = library.card("15/KH-LĐLĐ").id
    (files / "ke-hoach.txt").write_text(PLAN.replace("Thăm hỏi", "Tặng quà"), encoding="utf-8")
    assert counts(library.ingest([files])) == (0, 1, 1, 0, 0, 0)
    assert library.card("15/KH-LĐLĐ").id == before
    assert "Tặng quà" in library.document(before).text
    assert not any("Thăm hỏi" in hit.passage.text for hit in library.search("thăm hỏi công nhân").hits)


def test_a_corrupt_new_version_keeps_the_old_one_searchable(library, files):
    library.ingest([files])
    (files / "ke-hoach.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    report = library.ingest([files])
    assert counts(report) == (0, 0, 1, 0, 1, 0)
    assert "vẫn giữ bản trước" in report.attention[0].reason
    assert "15/KH-LĐLĐ" in found(library, "tháng công nhân")


def test_a_secret_document_is_refused_and_nothing_of_it_is_kept(library, tmp_path):
    secret = tmp_path / "mat.txt"
    secret.write_text("MẬT\n" + PLAN, encoding="utf-8")
    report = library.ingest([secret])
    assert counts(report) == (0, 0, 0, 0, 0, 1)
    assert library.documents() == ()
    assert b"Th\xc3\xa1ng C\xc3\xb4ng" not in (tmp_path / "kho" / "archive.db").read_bytes()


def test_a_removed_document_is_absent_from_every_channel(library, files):
    library.ingest([files])
    library.remove("20/QĐ-UBND")
    for mode in ("hybrid", "lexical", "dense"):
        assert "20/QĐ-UBND" not in [h.document.number for h in library.search("hỗ trợ nhà ở", 50, mode=mode).hits]
    assert library.trace("20/QĐ-UBND").documents == ()
    assert library.upkeep.doctor().ok


def test_a_number_typed_loosely_finds_its_document_first(library, files):
    library.ingest([files])
    for typed in ("20/QĐ-UBND", "qd 20 ubnd", "quyết định 20 ubnd tỉnh"):
        hits = library.search(typed).hits
        assert (hits[0].document.number, hits[0].why.exact) == ("20/QĐ-UBND", True), typed
        assert hits[0].passage.start == 0 or "QUYẾT ĐỊNH" in hits[0].passage.text


def test_one_passage_appears_once_and_says_why(library, files):
    library.ingest([files])
    hits = library.search("công nhân có hoàn cảnh khó khăn", k=50).hits
    places = [(hit.document.id, hit.passage.start) for hit in hits]
    assert len(places) == len(set(places))
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert all(hit.why.exact or hit.why.lexical_rank or hit.why.dense_rank for hit in hits)


def test_hits_slice_their_documents_and_mark_the_words_asked_for(library, files):
    library.ingest([files])
    for hit in library.search("an toàn lao động").hits:
        text = library.document(hit.document.id).text
        assert text[hit.passage.start : hit.passage.end] == hit.passage.text
    marked = {
        hit.passage.text[s.start : s.end].lower() for hit in library.search("sinh lao").hits for s in hit.highlights
    }
    assert "sinh lao" in marked


def test_filters_and_phrases_and_dates(library, files):
    library.ingest([files])
    assert set(found(library, "công nhân", filters=Filters(types=("quyết định",)))) == {"20/QĐ-UBND"}
    assert set(found(library, "công nhân", filters=Filters(date_from="2024-02-01"))) == {"15/KH-LĐLĐ"}
    assert set(found(library, '"tiền thuê nhà" công nhân')) == {"20/QĐ-UBND"}
    dates = [hit.document.date for hit in library.search("công nhân", sort="date").hits]
    assert dates == sorted(dates, reverse=True)


def test_an_odd_query_is_answered_not_an_error(library, files):
    library.ingest([files])
    for text in ("", "   ", "(((", '"', '""', "a AND", "\x00", "../..", "%", "🙂", "số", "30/2020/NĐ-CP OR"):
        library.search(text)


def test_tasks_show_citations_with_their_status_and_other_documents_passages(library, files):
    library.ingest([files])
    answer = library.tasks("15/KH-LĐLĐ")
    assert [task.label for task in answer.tasks] == ["1", "2"]
    second = answer.tasks[1]
    held = library.card("20/QĐ-UBND").id
    assert [(v.citation.number, v.resolution.status, v.resolution.documents) for v in second.citations] == [
        ("20/QĐ-UBND", "RESOLVED", (held,))
    ]
    assert {hit.document.number for hit in second.passages} == {"20/QĐ-UBND"}
    assert [task.label for task in library.tasks("15/KH-LĐLĐ", "2").tasks] == ["2"]
    with pytest.raises(UnknownDocument, match="không có nhiệm vụ số 9"):
        library.tasks("15/KH-LĐLĐ", "9")


def test_resolution_follows_documents_that_come_and_go(library, files):
    library.ingest([files / "ke-hoach.txt"])
    assert {m.number: m.count for m in library.missing().missing} == {"20/QĐ-UBND": 2, "35-NQ/TW": 1}
    library.ingest([files])
    assert [m.number for m in library.missing().missing] == ["35-NQ/TW"]
    library.remove("20/QĐ-UBND")
    assert {m.number for m in library.missing().missing} == {"20/QĐ-UBND", "35-NQ/TW"}


def test_a_missing_document_is_known_where_the_catalogue_has_its_facts(tmp_path, files, settings):
    settings.catalogue.write_text(
        "number,type,issuer,date,title,source\n35-NQ/TW,nghị quyết,Bộ Chính trị,2018-10-22,Về bảo vệ nền tảng,mẫu\n",
        encoding="utf-8",
    )
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        library.ingest([files])
        trace = library.trace("nq 35 tw")
        assert (trace.number, trace.status, trace.documents) == ("35-NQ/TW", "MISSING", ())
        assert trace.known is not None and trace.known.date == "2018-10-22"
        assert [hit.document.number for hit in trace.passages] == ["15/KH-LĐLĐ"]
        assert [m.known for m in library.missing().missing] == [True]


def test_trace_walks_both_ways_with_evidence(library, files):
    library.ingest([files])
    trace = library.trace("20/QĐ-UBND")
    assert trace.status == "RESOLVED"
    assert {edge.evidence.document for edge in trace.cited_by} == {library.card("15/KH-LĐLĐ").id}
    assert all("20/QĐ-UBND" in edge.evidence.text for edge in trace.cited_by)
    outward = library.trace("15/KH-LĐLĐ").cites
    assert {(edge.number, edge.status) for edge in outward} == {("35-NQ/TW", "MISSING"), ("20/QĐ-UBND", "RESOLVED")}
    with pytest.raises(BadRequest, match="không phải mã"):
        library.trace("xin chào")


def test_another_model_is_refused_with_the_command_that_reencodes(tmp_path, files, settings):
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        library.ingest([files])
    with Library.open(tmp_path / "kho", settings, FakeEncoder("other", 32)) as library:
        assert len(library.documents()) == 2  # reading lists needs no model
        with pytest.raises(ModelMismatch, match="danchieu reencode"):
            library.search("công nhân")
        assert library.upkeep.reencode() == library.contents.facets().passages
        assert "20/QĐ-UBND" in found(library, "hỗ trợ nhà ở")
        assert library.upkeep.doctor().ok


def test_deleting_the_caches_loses_nothing(tmp_path, files, settings):
    import shutil

    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        library.ingest([files])
        before = [(h.document.id, h.passage.start) for h in library.search("công nhân", 50).hits]
    shutil.rmtree(tmp_path / "kho" / "cache")
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        assert [(h.document.id, h.passage.start) for h in library.search("công nhân", 50).hits] == before
        assert library.upkeep.doctor().ok


def test_doctor_names_a_passage_without_vector(library, files):
    library.ingest([files])
    library.db.connection.execute("DELETE FROM vectors WHERE passage_id = 1")
    failed = [check for check in library.upkeep.doctor().checks if not check.ok]
    assert [check.name for check in failed] == ["Véc-tơ"]
    assert "reencode" in failed[0].remedy


def test_sync_takes_out_vanished_files_but_never_empties_the_archive(library, files):
    library.ingest([files])
    (files / "quyet-dinh.txt").unlink()
    report = library.ingest([files], sync=True)
    assert [card.number for card in library.documents()] == ["15/KH-LĐLĐ"]
    assert "đã được gỡ" in report.attention[0].reason
    (files / "ke-hoach.txt").unlink()
    report = library.ingest([files], sync=True)
    assert [card.number for card in library.documents()] == ["15/KH-LĐLĐ"]
    assert "không gỡ văn bản nào" in report.attention[0].reason


def test_an_upload_is_kept_inside_the_archive_under_a_safe_name(library):
    path = library.upload("../../etc/Kế hoạch số 5.txt", PLAN.encode())
    assert path.is_relative_to(library.path / "uploads")
    assert path.name == "Kế hoạch số 5.txt"
    assert counts(library.ingest([path])) == (1, 0, 0, 0, 0, 0)
    with pytest.raises(BadRequest, match="không hợp lệ"):
        library.upload("..", b"x")


def test_a_refused_upload_is_not_kept_and_a_refused_file_elsewhere_is_not_touched(library, tmp_path):
    elsewhere = tmp_path / "mat.txt"
    elsewhere.write_text("MẬT\n" + PLAN, encoding="utf-8")
    upload = library.upload("mat.txt", ("MẬT\n" + PLAN).encode())
    assert counts(library.ingest([elsewhere, upload])) == (0, 0, 0, 0, 0, 2)
    assert [p for p in (library.path / "uploads").rglob("*") if p.is_file()] == []
    assert elsewhere.exists()


def test_equal_texts_of_a_test_collection_stay_apart(library):
    assert library.add_texts([("doc 1", "Luật A", "cùng một nội dung"), ("doc 2", "Luật A", "cùng một nội dung")]) == 2
    assert {hit.document.source for hit in library.search("nội dung").hits} == {"doc 1", "doc 2"}


def test_documents_that_share_a_passage_both_keep_it(library, tmp_path):
    shared = "Các công đoàn cơ sở tổ chức hiến máu nhân đạo vào ngày hội Giọt hồng. " * 12
    for number in (31, 32):
        text = PLAN.replace("15/KH", f"{number}/KH") + f"\nIII. HIẾN MÁU\n{shared}\nViệc riêng của kế hoạch {number}.\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    assert library.ingest([tmp_path / "31.txt", tmp_path / "32.txt"]).added == 2
    for mode in ("lexical", "dense", "hybrid"):
        hits = library.search("hiến máu nhân đạo ngày hội Giọt hồng", 50, mode=mode).hits
        found = {hit.document.number for hit in hits if "Giọt hồng" in hit.passage.text}
        assert found == {"31/KH-LĐLĐ", "32/KH-LĐLĐ"}, mode


def test_the_same_act_in_another_rendition_is_one_document(library, files, tmp_path):
    library.ingest([files])
    again = tmp_path / "quet.txt"
    long_plan = PLAN + "3. " + " ".join(f"nội dung thứ {i}" for i in range(60)) + "\n"
    (files / "ke-hoach.txt").write_text(long_plan, encoding="utf-8")
    library.ingest([files])
    again.write_text(long_plan.replace("thứ 59", "thu 59"), encoding="utf-8")
    assert counts(library.ingest([again])) == (0, 0, 0, 1, 0, 0)
    assert len(library.card("15/KH-LĐLĐ").sources) == 2
    other = tmp_path / "khac.txt"
    other.write_text(PLAN[: PLAN.index("1. Tuyên")] + "1. Một nội dung hoàn toàn khác hẳn bản kia.\n", encoding="utf-8")
    report = library.ingest([other])
    assert counts(report) == (1, 0, 0, 0, 0, 0)
    assert "Trùng số" in report.attention[0].reason


@pytest.mark.parametrize(
    ("issuer", "joined"), [("", True), ("CÔNG ĐOÀN {} CỘNG HÒA", True), ("LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐỒI CAO", False)]
)
def test_an_issuer_read_in_part_does_not_part_two_renditions(library, tmp_path, issuer, joined):
    text = PLAN + "3. " + " ".join(f"nội dung thứ {i}" for i in range(60)) + "\n"
    name = text.split("\n")[0]
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(text.replace(f"{name}\n", issuer.format(name) + "\n", 1), encoding="utf-8")
    report = library.ingest([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert (report.added, report.duplicates) == ((1, 1) if joined else (2, 0))
    assert report.attention == ()


def _ingest_one(folder, archive, catalogue):
    with Library.open(archive, Settings(catalogue=catalogue, jobs=1), FakeEncoder()) as library:
        library.ingest([folder])


def test_two_processes_that_ingest_at_once_both_succeed(tmp_path, settings):
    context = multiprocessing.get_context("spawn")
    processes = []
    for name in ("mot", "hai"):
        folder = tmp_path / name
        folder.mkdir()
        for i in range(6):
            text = f"KẾ HOẠCH\nVề việc {name} thứ {i}\n1. Nội dung {name} {i}.\n"
            (folder / f"{i}.txt").write_text(text, encoding="utf-8")
        processes.append(context.Process(target=_ingest_one, args=(folder, tmp_path / "kho", settings.catalogue)))
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
        assert process.exitcode == 0
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        assert len(library.documents()) == 12
        assert library.upkeep.doctor().ok
