"""The measure of citations itself, and what it says of the labelled documents kept beside the project."""

import json

import pytest
from typer.testing import CliRunner

from cli import app
from directives.errors import BadRequest
from evaluation.citations import KINDS, Counts, evaluate

TEXT = (
    "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN\nSố: 45/KH-LĐLĐ\nSông Ngàn, ngày 20 tháng 3 năm 2024\nKẾ HOẠCH\n"
    "Tổ chức Tháng Công nhân\nThực hiện Kế hoạch số 12/KH-TLĐ ngày 05/3/2024 của Tổng Liên đoàn Lao động Việt Nam về"
    " Tháng Công nhân.\n1. Phổ biến Luật Công đoàn.\n"
)


def label(surface, kind, **fields):
    start = TEXT.index(surface)
    row = {"doc": "kh", "start": start, "end": start + len(surface), "text": surface, "kind": kind}
    return (
        row
        | {"number": surface, "type": None, "date": None, "issuer": None, "title": None, "relation": "self"}
        | fields
    )


OWN = label("45/KH-LĐLĐ", "self")
PLAN = label(
    "12/KH-TLĐ", "numbered", type="kế hoạch", date="2024-03-05", issuer="Tổng Liên đoàn Lao động Việt Nam",
    title="về Tháng Công nhân", relation="thuc_hien",
)  # fmt: skip
LAW = label("Luật Công đoàn", "law", number=None, type="luật", title="Công đoàn", relation="dan_chieu")


@pytest.fixture
def labelled(tmp_path):
    """Return a function that lays out labels and their text and gives the folder of the labels."""

    def put(*rows):
        (tmp_path / "txt").mkdir(exist_ok=True)
        (tmp_path / "txt" / "kh.txt").write_text(TEXT, encoding="utf-8")
        folder = tmp_path / "labels"
        folder.mkdir(exist_ok=True)
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (folder / "citations.jsonl").write_text("\n".join(lines), encoding="utf-8")
        return folder

    return put


def test_all_right(labelled):
    report = evaluate(labelled(OWN, PLAN, LAW))
    assert all(report.kind(kind).f1 == 1 for kind in KINDS)
    assert all(figures == {"micro": 1, "per_document": 1} for figures in report.to_json()["fields"].values())
    assert report.to_json()["differences"] == []


def test_missed_invented_and_misread_are_counted_and_named(labelled):
    folder = labelled(OWN, PLAN | {"date": "2024-03-06"}, label("Tháng Công nhân", "law"))
    report = evaluate(folder)
    assert report.kind("numbered") == Counts(1, 1, 1)
    assert report.kind("law") == Counts(1, 1, 0)
    assert (report.kind("law").precision, report.kind("law").recall) == (0, 0)
    assert report.accuracy("date") == 0.5 and report.accuracy("issuer") == 1
    lines = report.to_json()["differences"]
    assert [line.partition(" ")[2] for line in lines] == [
        "'Tháng Công nhân' thiếu: 'law' ≠ None",
        "'12/KH-TLĐ' date: '2024-03-06' ≠ '2024-03-05'",
        "'Luật Công đoàn' thừa: None ≠ 'law'",
    ]
    assert "date: '2024-03-06' ≠ '2024-03-05'" in report.to_text(worst=5)
    assert "date: '2024-03-06'" not in report.to_text()


def test_kind_is_part_of_the_match(labelled):
    report = evaluate(labelled(OWN | {"kind": "numbered"}, PLAN, LAW))
    assert report.kind("self") == Counts(0, 1, 0)
    assert report.kind("numbered") == Counts(2, 1, 1)


def test_means_over_documents_weigh_documents_alike(labelled, tmp_path):
    folder = labelled(OWN, PLAN, LAW, *[LAW | {"doc": "khac", "start": i, "end": i + 1} for i in range(3)])
    (tmp_path / "txt" / "khac.txt").write_text("Không viện dẫn gì.", encoding="utf-8")
    report = evaluate(folder)
    assert report.kind("law") == Counts(4, 1, 1)
    assert report.kind_f1_per_document("law") == 0.5
    assert report.accuracy_per_document("type") == 1


def test_an_earlier_report_shows_what_changed(labelled, tmp_path):
    folder = labelled(OWN, PLAN, LAW)
    earlier = evaluate(folder).to_json()
    mentions = earlier["mentions"]["kh"]
    mentions[1]["issuer"] = "Tổng Liên đoàn"
    gone = mentions.pop()
    mentions.append(gone | {"start": 1, "end": 3, "text": "ÊN"})
    before = tmp_path / "truoc.json"
    before.write_text(json.dumps(earlier), encoding="utf-8")
    changes = evaluate(folder, before).changes
    assert [line.partition(" ")[2] for line in changes.gained] == ["'Luật Công đoàn' (law)"]
    assert changes.lost == ("kh:1 'ÊN' (law)",)
    assert [line.partition(" ")[2] for line in changes.changed] == [
        "'12/KH-TLĐ' issuer: 'Tổng Liên đoàn' → 'Tổng Liên đoàn Lao động Việt Nam'"
    ]


def test_bad_data_is_told_as_such(labelled, tmp_path):
    with pytest.raises(BadRequest, match="Không đọc được nhãn"):
        evaluate(tmp_path)
    folder = labelled(OWN | {"doc": "vang"})
    with pytest.raises(BadRequest, match="Không thấy tệp vang.txt"):
        evaluate(folder)
    (tmp_path / "x.json").write_text("[]", encoding="utf-8")
    with pytest.raises(BadRequest, match="không phải báo cáo"):
        evaluate(labelled(OWN), tmp_path / "x.json")


def test_command_prints_one_line_of_json_that_diff_can_read(labelled, tmp_path):
    folder = labelled(OWN, PLAN, LAW)
    first = CliRunner().invoke(app, ["eval", "citations", "--data", str(folder), "--json"])
    assert first.exit_code == 0 and first.stdout.count("\n") == 1
    (tmp_path / "truoc.json").write_text(first.stdout, encoding="utf-8")
    second = CliRunner().invoke(
        app, ["eval", "citations", "--data", str(folder), "--diff", str(tmp_path / "truoc.json")]
    )
    assert second.exit_code == 0
    assert "So với báo cáo trước: thêm 0, mất 0, đổi 0" in second.stdout


def test_labelled_documents_beside_the_project(test_data):
    report = evaluate(test_data / "gold")
    assert report.kind("numbered").precision >= 0.99 and report.kind("numbered").recall >= 0.99
    for kind in KINDS[1:]:
        assert report.kind(kind).f1 >= 0.95 and report.kind_f1_per_document(kind) >= 0.95, kind
    floors = {"number": 0.995, "type": 0.98, "date": 0.98, "issuer": 0.95, "title": 0.90, "relation": 0.88}
    for field, floor in floors.items():
        assert report.accuracy(field) >= floor and report.accuracy_per_document(field) >= floor, field
