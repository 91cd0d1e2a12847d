"""Lists taken away from the pages, in a browser: each button gives the file that it names."""

import io
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

DIRECTIVE = "d" * 16


def taken(page, button):
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def cells(data):
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: [tuple(cell.value for cell in row) for row in sheet.iter_rows()] for sheet in book}


def words(data):
    document = docx.Document(io.BytesIO(data))
    return [p.text for p in document.paragraphs], [
        [tuple(cell.text for cell in row.cells) for row in table.rows] for table in document.tables
    ]


@pytest.mark.parametrize(
    ("address", "label", "stem", "title", "row"),
    [
        ("tra-cuu?q=an+toàn", "Tải danh sách này", "tra-cuu", "Kết quả tra cứu", "12/KH-LĐLĐ"),
        (
            f"vien-dan?doc={'a' * 16}",
            "Tải bảng viện dẫn",
            "vien-dan",
            "Bảng viện dẫn: Kế hoạch 12/KH-LĐLĐ",
            "/LĐLĐ-TGNC",
        ),
        (
            f"nhiem-vu?doc={DIRECTIVE}",
            "Tải bảng nhiệm vụ",
            "nhiem-vu",
            "Nhiệm vụ của “V/v định hướng nhiệm vụ tuyên giáo năm 2024”",
            "35-NQ/TW",
        ),
        (
            "vien-dan?phan=Chưa+có+trong+kho",
            "Tải danh sách",
            "van-ban-con-thieu",
            "Văn bản được dẫn cần bổ sung hoặc chọn bản",
            "35-NQ/TW",
        ),
    ],
)
def test_each_list_comes_as_excel_and_as_word(page, full, address, label, stem, title, row):
    page.goto(f"{full}/{address}")
    expect(page.get_by_role("button", name=f"{label} (Word)", exact=True)).to_be_visible()
    name, data = taken(page, f"{label} (Excel)")
    assert name == f"{stem}.xlsx"
    sheets = cells(data)
    first = next(iter(sheets.values()))
    assert first[0][0] == "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN"
    assert first[1][0].startswith(title)
    assert any(row in line for sheet in sheets.values() for line in sheet)
    name, data = taken(page, f"{label} (Word)")
    assert name == f"{stem}.docx"
    lines, tables = words(data)
    assert lines[1] == title
    assert "Ngày kết xuất: 01/06/2024" in lines
    assert any(row in line for table in tables for line in table)


def test_what_looks_like_a_formula_stays_text_all_the_way(page, full):
    page.goto(f"{full}/tra-cuu?q=phòng,+chống+ma+túy")
    _, data = taken(page, "Tải danh sách này (Excel)")
    sheet = load_workbook(io.BytesIO(data)).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert any("<script>" in str(cell.value) for row in sheet.iter_rows() for cell in row)  # as printed, and inert


def test_without_hits_there_is_nothing_to_take(page, full):
    page.goto(f"{full}/tra-cuu?q=zzzz")
    expect(page.get_by_role("heading", name="Không tìm thấy đoạn nào")).to_be_visible()
    expect(page.get_by_role("button", name="Tải danh sách này")).to_have_count(0)
