"""The measure of headers on invented labels: what agrees, what differs, and what changed since an earlier report."""

import json

import pytest

from directives.errors import BadRequest
from evaluation.headers import evaluate

LETTER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 12/LĐLĐ-TG
Sông Ngàn, ngày 5 tháng 2 năm 2024
V/v tuyên truyền Tháng Công nhân
Kính gửi: Công đoàn cơ sở
1. Treo băng rôn.
2. Đưa tin trên trang điện tử.
Nơi nhận:
- Như trên;
- Lưu: VT.
CHỦ TỊCH
Lê Thị Bến
"""
LABEL = {
    "doc": "letter", "number": "12/LĐLĐ-TG", "type": "công văn", "issuer": "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN",
    "parent_issuer": None, "place": "Sông Ngàn", "date": "2024-02-05", "title": "V/v tuyên truyền Tháng Công nhân",
    "signer": "Lê Thị Bến", "signer_role": "CHỦ TỊCH", "signer_block": "CHỦ TỊCH", "n_articles": 0, "n_tasks": 2,
    "recipients": 2,
}  # fmt: skip


def labelled(tmp_path, tasks=True, **changed):
    folder = tmp_path / "gold"
    folder.mkdir()
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    (folder / "headers.jsonl").write_text(json.dumps(LABEL | changed) + "\n", encoding="utf-8")
    if tasks:
        first, second = LETTER.index("1. Treo"), LETTER.index("2. Đưa")
        end = LETTER.index("\nNơi nhận")
        spans = [{"task": 1, "start": first, "end": second - 1}, {"task": 2, "start": second, "end": end}]
        (folder / "tasks.jsonl").write_text("\n".join(map(json.dumps, spans)), encoding="utf-8")
    return folder


def test_all_fields_right(tmp_path):
    report = evaluate(labelled(tmp_path))
    assert report.micro() == report.per_document() == 1.0
    assert {field: report.accuracy(field) for field in report.fields()} == dict.fromkeys(report.fields(), (1, 1))
    assert len(report.fields()) == 13
    assert (report.tasks.labelled, report.tasks.exact, report.tasks.overlap) == (2, 2, 1.0)


def test_differences_are_named_and_counted(tmp_path):
    report = evaluate(labelled(tmp_path, signer="Lê Thị Bên", n_tasks=3))
    assert report.accuracy("signer") == (0, 1)
    assert report.accuracy("tasks") == (0, 1)
    assert report.micro() == pytest.approx(11 / 13)
    lines = [d.line() for d in report.results[0].differences]
    assert lines == ["letter signer: 'Lê Thị Bên' ≠ 'Lê Thị Bến'", "letter tasks: 3 ≠ 2"]
    assert report.tasks is None
    assert lines[0] in report.to_text()


def test_an_earlier_report_is_compared_field_by_field(tmp_path):
    folder = labelled(tmp_path)
    earlier = evaluate(folder).to_json()
    assert json.loads(json.dumps(earlier)) == earlier
    earlier["found"]["letter"]["date"] = None
    (tmp_path / "earlier.json").write_text(json.dumps(earlier), encoding="utf-8")
    assert evaluate(folder, tmp_path / "earlier.json").to_json()["changes"] == ["letter date: None → '2024-02-05'"]


def test_labels_of_a_web_page(tmp_path):
    folder = tmp_path / "pages"
    (folder / "txt").mkdir(parents=True)
    (folder / "txt" / "a1.txt").write_text(LETTER, encoding="utf-8")
    (folder / "txt" / "b2.txt").write_text("TÊN ĐƠN VỊ\nBIỂU 1\n", encoding="utf-8")
    rows = [
        {
            "id": "a1", "number": "12/LĐLĐ-TG", "header_number": "12/LĐLĐ- TG", "type": "Công văn",
            "title": "Công văn 12/LĐLĐ-TG năm 2024 tuyên truyền về Tháng Công nhân do Tỉnh Sông Ngàn ban hành",
            "site_meta": {"Người ký": "Lê Thị Bến", "Ngày ban hành": "05/02/2024", "Ngày hiệu lực": "Đã biết"},
        },
        {"id": "b2", "number": "9/QĐ-A", "header_number": None, "type": "Quyết định", "title": "Biểu", "site_meta": {}},
    ]  # fmt: skip
    (folder / "index.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    report = evaluate(folder)
    assert report.fields() == ("number", "type", "title", "signer", "date")
    assert report.micro() == 1.0
    rows[0]["title"] = "Công văn 12/LĐLĐ-TG năm 2024 tổ chức giải bóng đá công nhân viên chức toàn tỉnh"
    (folder / "index.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert evaluate(folder).accuracy("title") == (0, 1)


def test_a_folder_without_labels_is_refused(tmp_path):
    with pytest.raises(BadRequest, match="headers.jsonl"):
        evaluate(tmp_path)


def test_a_label_without_its_text_is_refused(tmp_path):
    folder = labelled(tmp_path, doc="missing")
    with pytest.raises(BadRequest, match="missing.txt"):
        evaluate(folder)


def test_figures_on_the_labels_beside_the_project(test_data):
    report = evaluate(test_data / "gold")
    share = {field: right / total for field in report.fields() for right, total in [report.accuracy(field)]}
    assert min(share[f] for f in ("number", "date", "type")) >= 0.98
    assert min(share[f] for f in ("issuer", "signer", "title", "articles", "tasks", "recipients")) >= 0.95
    assert report.tasks is not None and report.tasks.overlap >= 0.98


def test_figures_on_the_web_pages_beside_the_project(test_data):
    report = evaluate(test_data / "admin")
    share = {field: right / total for field in report.fields() for right, total in [report.accuracy(field)]}
    assert min(share[f] for f in ("number", "date", "type", "title", "signer")) >= 0.98
