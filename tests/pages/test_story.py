"""The whole way on a real archive: files in, search without accents, the passage, tasks, a choice by hand, Excel."""

import io
import re

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.pages.serving import PAGES, served

PLAN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 15/KH-LĐLĐ
Sông Ngàn, ngày    tháng    năm 2024
KẾ HOẠCH
Tổ chức Tháng Công nhân năm 2024

Căn cứ Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị;

1. Tuyên truyền an toàn, vệ sinh lao động cho công nhân trong các khu công nghiệp theo Quyết định số 20/QĐ-UBND.
2. Thăm hỏi công nhân có hoàn cảnh khó khăn nhân dịp Tết Nguyên đán.

Nơi nhận:
- Như trên;
- Lưu: VT.
"""
DECISION = """ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN
Số: 20/QĐ-UBND
Sông Ngàn, ngày 0{day} tháng 01 năm 202{year}
QUYẾT ĐỊNH
{title}

Điều 1. {body}
Điều 2. Chánh Văn phòng chịu trách nhiệm thi hành quyết định này.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.
"""
FIRST = DECISION.format(day=3, year=3, title="Về việc hỗ trợ nhà ở", body="Hỗ trợ tiền thuê nhà cho công nhân nghèo.")
SECOND = DECISION.format(day=9, year=2, title="Về việc trồng cây", body="Phát động trồng cây xanh quanh nhà máy.")


def test_the_whole_way(page, tmp_path):
    files = {"kế hoạch.txt": PLAN, "nhà ở.txt": FIRST, "trồng cây.txt": SECOND, "rỗng.txt": " \n"}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with served(PAGES / "real_app.py", STORY_ARCHIVE=str(tmp_path / "kho")) as address:
        _files_in(page, address, [tmp_path / name for name in files])
        _search(page, address)
        _tasks(page)
        _choice(page)
        _excel(page, address)


def _files_in(page, address, files):
    page.goto(address)
    page.get_by_role("link", name="Nạp văn bản đầu tiên").click()
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_text("rỗng.txt")).to_be_visible()
    page.get_by_role("button", name="Nạp các tệp đã chọn").click()
    expect(page.get_by_role("heading", name="Kết quả nạp")).to_be_visible(timeout=60_000)
    expect(page.locator(".dc-figures").nth(1)).to_contain_text("3 văn bản mới")
    expect(page.locator(".dc-table").first).to_contain_text("rỗng.txt")
    page.get_by_role("tab", name="Cần xử lý").click()
    expect(page.locator(".dc-table").first).to_contain_text("rỗng.txt")


def _search(page, address):
    page.goto(f"{address}/tra-cuu")
    page.locator(".st-key-q input").press_sequentially("ve sinh lao dong")
    hit = page.locator(".dc-hit", has_text="khu công nghiệp").first
    expect(hit.locator("mark").first).to_be_visible()
    expect(hit).to_contain_text("Liên đoàn Lao động tỉnh Sông Ngàn")
    hit.get_by_text("Mở văn bản tại đoạn này").click()
    expect(page.locator("#dc-mark")).to_be_in_viewport()
    expect(page.locator(".dc-head h1")).to_have_text("Kế hoạch 15/KH-LĐLĐ")


def _tasks(page):
    page.get_by_text("Xem 2 nhiệm vụ").click()
    expect(page.locator(".dc-tally")).to_contain_text("2 nhiệm vụ, dẫn 2 văn bản")
    expect(page.get_by_role("heading", name="Nhiệm vụ 1")).to_be_visible()
    expect(page.locator(".dc-cited .dc-pill")).to_have_text("Trùng số")
    expect(page.locator(".dc-hit").first).to_be_visible()


def _choice(page):
    page.get_by_text("Chọn bản đúng").click()
    expect(page.locator(".dc-card")).to_have_count(2)
    expect(page.locator(".dc-table mark")).to_have_text("20/QĐ-UBND")
    column = page.locator("[data-testid=stColumn]", has=page.locator(".dc-card", has_text="hỗ trợ nhà ở"))
    column.last.get_by_role("button", name="Chọn văn bản này").click()
    expect(page.get_by_text("Không có số nào được dẫn mà kho có nhiều văn bản cùng mang.")).to_be_visible()
    page.get_by_role("tab", name="Lựa chọn đã ghi").click()
    expect(page.locator(".dc-cited")).to_contain_text("20/QĐ-UBND là Quyết định 20/QĐ-UBND 03/01/2023")
    page.locator(".dc-cited a").first.click()
    page.get_by_text("Sơ đồ viện dẫn").click()
    expect(page.locator(".dc-graph .dc-node", has_text="15/KH-LĐLĐ")).to_be_visible()


def _excel(page, address):
    page.goto(f"{address}/vien-dan?phan=Chưa+có+trong+kho")
    expect(page.locator(".dc-table")).to_contain_text("35-NQ/TW")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải danh sách (Excel)").click()
    with open(download.value.path(), "rb") as file:
        sheet = load_workbook(io.BytesIO(file.read()))["Chưa có trong kho"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[0] for row in rows] == ["35-NQ/TW"]
    assert re.search("15/KH-LĐLĐ", rows[0][-1])
