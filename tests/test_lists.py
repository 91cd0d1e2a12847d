"""Lists to take away, out of an archive of invented documents: what the files say is read back."""

import io
from datetime import date, datetime

import docx
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from directives.errors import BadRequest
from directives.models import Filters
from library import Library
from library.lists import Lists
from settings import Settings
from tests.fakes import FakeEncoder

DIRECTIVE = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 15/KH-LĐLĐ
Sông Ngàn, ngày 15 tháng 01 năm 2024
KẾ HOẠCH
Tuyên giáo năm 2024
1. Tuyên truyền về an toàn, vệ sinh lao động trong Tháng Công nhân theo Kế hoạch số 12/KH-LĐLĐ ngày 02/4/2024.

2. Đấu tranh phản bác quan điểm sai trái theo Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị.
"""
PLAN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 12/KH-LĐLĐ
Sông Ngàn, ngày 02 tháng 4 năm 2024
KẾ HOẠCH
Tổ chức Tháng Công nhân năm 2024
Điều 1. Mục đích
Nâng cao nhận thức về an toàn, vệ sinh lao động cho đoàn viên trong Tháng Công nhân.
"""
DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def kho(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")
    (folder / "files").mkdir()
    for name, text in (("chi-dao", DIRECTIVE), ("ke-hoach", PLAN)):
        (folder / "files" / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(office="Liên đoàn Lao động tỉnh Sông Ngàn", auth="local")
    with Library.open(folder / "kho", settings, FakeEncoder()) as library:
        library.ingest([folder / "files"])
        yield library


@pytest.fixture
def lists(kho):
    return Lists(kho, DAY)


def excel(data):
    """By sheet: what stands above the table, its head, its rows."""
    found = {}
    for page in load_workbook(io.BytesIO(data)):
        rows = [tuple(cell.value for cell in row) for row in page.iter_rows()]
        head = int(page.print_title_rows.strip("$").split(":")[0])
        found[page.title] = [row[0] for row in rows[: head - 2]], rows[head - 1], rows[head:]
    return found


def word(data):
    document = docx.Document(io.BytesIO(data))
    return [p.text for p in document.paragraphs], [
        [tuple(cell.text for cell in row.cells) for row in table.rows] for table in document.tables
    ]


def test_hits_with_what_was_asked_passage_place_and_force(kho, lists):
    filters = Filters(types=("kế hoạch",), date_from="2024-02-01")
    result = kho.search("an toàn vệ sinh lao động", 5, filters)
    ((above, head, rows),) = excel(lists.hits(result, "xlsx", filters)).values()
    assert above == [
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN",
        "Kết quả tra cứu",
        "Nội dung tìm: “an toàn vệ sinh lao động”",
        "Thu hẹp: loại kế hoạch; từ ngày 01/02/2024",
        f"{len(result.hits)} đoạn trong 1 văn bản",
        "Ngày kết xuất: 01/06/2024",
    ]
    assert head == (
        "TT", "Số, ký hiệu", "Loại", "Ngày", "Cơ quan ban hành", "Trích yếu", "Đoạn", "Vị trí", "Hiệu lực",
    )  # fmt: skip
    (row,) = [row for row in rows if row[7] == "Điều 1"]
    assert row[1:6] == (
        "12/KH-LĐLĐ", "Kế hoạch", datetime(2024, 4, 2), "Liên đoàn Lao động tỉnh Sông Ngàn",
        "Tổ chức Tháng Công nhân năm 2024",
    )  # fmt: skip
    assert "Nâng cao nhận thức về an toàn" in row[6]
    assert row[8] == "Chưa xác minh hiệu lực"
    said, (table,) = word(lists.hits(result, "docx", filters))
    assert said == above
    assert table[0] == head
    assert [line[3] for line in table[1:]] == ["02/04/2024"] * len(rows)
    assert [line[6] for line in table[1:]] == [row[6] for row in rows]


def test_citations_both_ways_in_both_programs(kho, lists):
    trace = kho.trace("15/KH-LĐLĐ", 1, 1)
    found = excel(lists.citations(trace, "xlsx"))
    above, _, rows = found["Văn bản này dẫn"]
    assert above[1:3] == ["Bảng viện dẫn: Kế hoạch 15/KH-LĐLĐ – văn bản này dẫn", "Tuyên giáo năm 2024"]
    assert [(row[1], row[3], row[6], row[8]) for row in rows] == [
        ("12/KH-LĐLĐ", datetime(2024, 4, 2), "Có trong kho", "Nhiệm vụ 1"),
        ("35-NQ/TW", datetime(2018, 10, 22), "Chưa có trong kho", "Nhiệm vụ 2"),
    ]
    assert found["Được dẫn bởi"][2] == []
    said, (table,) = word(lists.citations(kho.trace("12/KH-LĐLĐ", 1, 1), "docx"))
    assert said[-3:] == ["Văn bản này dẫn", "Không có mục nào.", "Được dẫn bởi"]
    assert [(row[1], row[3], row[7]) for row in table[1:]] == [("15/KH-LĐLĐ", "15/01/2024", "Nhiệm vụ 1")]


def test_citations_of_the_relations_asked_for(kho, lists):
    trace = kho.trace("15/KH-LĐLĐ", 1, 1)
    relation = trace.cites[0].relation
    (above, _, rows), _ = excel(lists.citations(trace, "xlsx", relations=("bai_bo",))).values()
    assert rows == [] and "Quan hệ: bãi bỏ" in above
    assert len(excel(lists.citations(trace, "xlsx", relations=(relation,)))["Văn bản này dẫn"][2]) >= 1


def test_tasks_with_their_words_what_they_cite_and_passages(kho, lists):
    found = excel(lists.tasks(kho.tasks("15/KH-LĐLĐ"), "xlsx"))
    assert list(found) == ["Nhiệm vụ", "Văn bản được dẫn", "Đoạn liên quan"]
    rows = found["Nhiệm vụ"][2]
    assert [(row[0], row[2]) for row in rows] == [
        ("1", "12/KH-LĐLĐ (có trong kho)"), ("2", "35-NQ/TW (chưa có trong kho)"),
    ]  # fmt: skip
    assert rows[0][1].startswith("Tuyên truyền về an toàn")
    covered = kho.coverage("15/KH-LĐLĐ")
    assert [row[3:5] for row in rows] == [(1, 0), (0, 1)]
    assert [row[5] for row in rows] == ["; ".join(card.number for card in c.bearing) or None for c in covered]
    cited = found["Văn bản được dẫn"][2]
    assert [(row[0], row[1], row[3], row[6]) for row in cited] == [
        ("1", "12/KH-LĐLĐ", datetime(2024, 4, 2), "Có trong kho"),
        ("2", "35-NQ/TW", datetime(2018, 10, 22), "Chưa có trong kho"),
    ]
    near = found["Đoạn liên quan"][2]
    rest = [row[0] for row in near]
    assert rest == sorted(rest)
    assert near and {row[1] for row in near} == {"12/KH-LĐLĐ"}  # none of the directive's own
    assert len(near) == sum(len(task.passages) for task in kho.tasks("15/KH-LĐLĐ").tasks)
    _, worded = word(lists.tasks(kho.tasks("15/KH-LĐLĐ"), "docx"))
    assert [len(table) - 1 for table in worded] == [len(rows), len(cited), len(near)]


def test_a_document_without_tasks_has_no_table_of_them(kho, lists):
    with pytest.raises(BadRequest, match="không chia thành nhiệm vụ"):
        lists.tasks(kho.tasks("12/KH-LĐLĐ"), "xlsx")


def test_every_table_is_readable_on_a4_across(kho, lists):
    trace = kho.trace("15/KH-LĐLĐ", 2, 1)
    files = [
        lists.hits(kho.search("an toàn", 5), "xlsx"),
        lists.citations(trace, "xlsx", 2),
        lists.tasks(kho.tasks("15/KH-LĐLĐ"), "xlsx"),
        lists.missing("xlsx"),
        lists.documents("xlsx"),
    ]
    for file in files:
        for page in load_workbook(io.BytesIO(file)):
            widths = [column.width for column in page.column_dimensions.values()]
            assert 100 < sum(widths) <= 190, page.title  # printed at 80 % at least
            assert page.page_setup.orientation == "landscape"


def test_what_is_taken_away_is_logged(kho):
    kho.lists.hits(kho.search("an toàn", 5), "docx")
    kho.lists.citations(kho.trace("15/KH-LĐLĐ"), "xlsx")
    kho.lists.tasks(kho.tasks("15/KH-LĐLĐ"), "xlsx")
    kho.lists.missing("docx")
    kho.lists.documents("xlsx")
    logged = [entry.object for entry in kho.audit.entries() if entry.action == "export"]
    assert logged[:5] == [
        "danh sách văn bản", "văn bản còn thiếu", "nhiệm vụ của Kế hoạch 15/KH-LĐLĐ", "viện dẫn của 15/KH-LĐLĐ",
        "kết quả tra cứu: an toàn",
    ]  # fmt: skip


@pytest.fixture
def run(kho, monkeypatch):
    from cli import app

    monkeypatch.setattr("library.model.open_encoder", lambda settings: FakeEncoder())
    return lambda *words: CliRunner().invoke(app, [*words, "--library", str(kho.path)])


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (["search", "an toàn vệ sinh lao động"], "Kết quả tra cứu"),
        (["trace", "15/KH-LĐLĐ"], "Bảng viện dẫn: Kế hoạch 15/KH-LĐLĐ"),
        (["tasks", "15/KH-LĐLĐ"], "Nhiệm vụ của Kế hoạch 15/KH-LĐLĐ"),
        (["missing"], "Văn bản được dẫn cần bổ sung hoặc chọn bản"),
    ],
)
def test_commands_write_both_files_beside_their_answer(run, tmp_path, words, title):
    plain = run(*words, "--json")
    said = run(*words, "--json", "--xlsx", str(tmp_path / "a.xlsx"), "--docx", str(tmp_path / "a.docx"))
    assert said.exit_code == 0, said.output
    if words[0] != "search":  # which tells how long it took
        assert said.stdout == plain.stdout
    lines, _ = word((tmp_path / "a.docx").read_bytes())
    assert lines[0] == title
    first = next(iter(excel((tmp_path / "a.xlsx").read_bytes()).values()))
    assert first[0][0].startswith(title)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["search", "x", "--xlsx", "a.docx"], "phải có đuôi .xlsx"),
        (["trace", "15/KH-LĐLĐ", "--docx", "a"], "phải có đuôi .docx"),
        (["search", "--queries", "q.jsonl", "--xlsx", "a.xlsx"], "không dùng với --queries"),
        (["export-list", "a.csv"], "phải có đuôi .xlsx hoặc .docx"),
    ],
)
def test_a_wrong_name_is_told_before_anything_is_done(run, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    said = run(*words)
    assert said.exit_code == 2 or isinstance(said.exception, BadRequest)
    assert told in (said.stderr + str(said.exception))
    assert list(tmp_path.iterdir()) == []
