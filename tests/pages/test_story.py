"""The whole way on a real archive, as an office goes it: from the files to a checked draft and tables to take away."""

import io
import re

import docx
import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.pages.serving import PAGES, served
from tests.pdfs import column, pdf

OFFICE = "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN"
PASSAGE = """Căn cứ Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị;
1. Tuyên truyền an toàn, vệ sinh lao động cho công nhân trong các khu công nghiệp.
2. Thăm hỏi công nhân có hoàn cảnh khó khăn nhân dịp Tết Nguyên đán."""
PLAN = f"""{OFFICE}
Số: 15/KH-LĐLĐ
Sông Ngàn, ngày 14 tháng 03 năm 2024
KẾ HOẠCH
Tổ chức Tháng Công nhân năm 2024
{PASSAGE}"""
DIRECTIVE = f"""{OFFICE}
Số: 30/LĐLĐ-TGNC
Sông Ngàn, ngày    tháng    năm 2024
V/v định hướng nhiệm vụ tuyên giáo năm 2024

Căn cứ Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị;

1. Tuyên truyền an toàn, vệ sinh lao động cho công nhân trong các khu công nghiệp theo Kế hoạch số 15/KH-LĐLĐ.
2. Hỗ trợ nhà ở cho công nhân theo Quyết định số 20/QĐ-UBND.

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
HOUSING = DECISION.format(day=3, year=3, title="Về việc hỗ trợ nhà ở", body="Hỗ trợ tiền thuê nhà cho công nhân nghèo.")
TREES = DECISION.format(day=9, year=2, title="Về việc trồng cây", body="Phát động trồng cây xanh quanh nhà máy.")
# Kept on the page, so that what shows only for a moment is not missed on a busy machine.
_WATCH_PROGRESS = """() => { window.seen = [];
    new MutationObserver(() => { for (const bar of document.querySelectorAll('[data-testid="stProgress"]'))
        if (!window.seen.includes(bar.textContent)) window.seen.push(bar.textContent);
    }).observe(document.body, {subtree: true, childList: true, characterData: true}); }"""


@pytest.fixture
def folder(tmp_path):
    """A folder of files as an office has them: a PDF, texts, an empty one."""
    (tmp_path / "kế hoạch.pdf").write_bytes(pdf([column(PLAN)]))
    texts = {"định hướng.txt": DIRECTIVE, "nhà ở.txt": HOUSING, "trồng cây.txt": TREES, "rỗng.txt": " \n"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_whole_way(page, folder, tmp_path):
    files = sorted(path for path in folder.iterdir() if path.is_file())
    with served(PAGES / "real_app.py", STORY_ARCHIVE=str(tmp_path / "kho")) as address:
        _files_in(page, address, files)
        _search(page)
        _page_with_the_passage(page)
        _trace(page, address)
        _choice(page)
        _tasks(page)
        word = _draft(page, tmp_path)
        _check(page, word)
        _tables(page, address)


def _files_in(page, address, files):
    page.goto(address)
    page.get_by_role("link", name="Nạp văn bản đầu tiên").click()
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_text("rỗng.txt")).to_be_visible()
    page.evaluate(_WATCH_PROGRESS)
    page.get_by_role("button", name="Nạp các tệp đã chọn").click()
    expect(page.get_by_role("heading", name="Kết quả nạp")).to_be_visible(timeout=60_000)
    assert any(text.startswith("Đang ") for text in page.evaluate("window.seen")), "progress was to be seen"
    expect(page.locator(".dc-figures").nth(1)).to_have_text(re.compile("4 văn bản mới *1 không nạp được"))
    expect(page.locator(".dc-table").first).to_contain_text("rỗng.txt")
    page.get_by_text("Từng tệp (5)").click()
    outcomes = page.locator(".dc-table").last.locator(".dc-pill")
    assert sorted(outcomes.all_inner_texts()) == ["Không nạp được", *["Đã nạp"] * 4]
    page.get_by_role("tab", name="Cần xử lý").click()
    expect(page.locator(".dc-table").first).to_contain_text("rỗng.txt")


def _search(page):
    page.get_by_role("link", name="Tra cứu", exact=True).click()
    page.locator(".st-key-q input").press_sequentially("ve sinh lao dong")
    expect(page.locator(".dc-understood")).to_contain_text("Thêm dấu: vệ sinh lao động")
    expect(page).to_have_url(re.compile(r"q=ve\+sinh\+lao\+dong"))
    hit = page.locator(".dc-hit", has_text="Kế hoạch 15/KH-LĐLĐ").first
    expect(hit.locator("mark").first).to_have_text(re.compile("vệ sinh lao động"))
    expect(hit).to_contain_text("14/03/2024 · Liên đoàn Lao động tỉnh Sông Ngàn")
    hit.get_by_text("Mở văn bản tại đoạn này").click()


def _page_with_the_passage(page):
    expect(page.locator(".dc-head h1")).to_have_text("Kế hoạch 15/KH-LĐLĐ")
    picture = page.locator(".dc-page img")
    expect(picture).to_have_attribute("alt", re.compile("Trang 1 của Kế hoạch 15/KH-LĐLĐ"))
    expect(page.locator("#dc-mark")).to_be_in_viewport()
    box, whole = page.locator("#dc-mark").bounding_box(), picture.bounding_box()
    assert whole["x"] < box["x"] < whole["x"] + whole["width"] / 2, "the mark begins at the left of the printed page"
    assert whole["y"] + 0.1 * whole["height"] < box["y"] < whole["y"] + 0.4 * whole["height"]
    assert page.locator(".dc-box").count() == len(column(PASSAGE)), "each printed line of the passage is marked"
    expect(page.locator(".dc-matches")).to_contain_text("Đoạn khớp 2 / 2 với “ve sinh lao dong”")
    page.get_by_role("link", name="Phần chữ").click()
    marked = page.locator(".dc-text p.dc-in")
    expect(marked).to_have_text(PASSAGE.split("\n"))
    expect(page.locator(".dc-cite")).to_have_text(["15/KH-LĐLĐ", "35-NQ/TW"])


def _trace(page, address):
    page.get_by_role("link", name="Sơ đồ viện dẫn").click()
    nodes = page.locator(".dc-graph .dc-node")
    expect(nodes).to_have_count(3)
    expect(page.locator(".dc-graph .dc-focus")).to_contain_text("15/KH-LĐLĐ")
    expect(page.locator(".dc-graph .dc-node", has_text="35-NQ/TW")).to_have_class(re.compile("dc-known|dc-missing"))
    expect(page.locator(".dc-graph .dc-node.dc-held", has_text="30/LĐLĐ-TGNC")).to_have_count(1)
    rows = page.locator(".dc-links tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0).locator("td").nth(1)).to_have_text("Căn cứ")
    expect(rows.nth(1).locator("td").nth(2)).to_contain_text("theo Kế hoạch số 15/KH-LĐLĐ.")
    expect(rows.nth(1).locator("td").nth(3)).to_have_text("Nhiệm vụ 1")
    rows.nth(1).locator("td a").first.click()
    expect(page.locator(".dc-graph .dc-focus")).to_contain_text("30/LĐLĐ-TGNC")
    expect(page.locator(".dc-graph .dc-node.dc-ambiguous")).to_contain_text("20/QĐ-UBND")


def _choice(page):
    page.get_by_role("tab", name="Trùng số").click()
    expect(page.locator(".dc-card")).to_have_count(2)
    expect(page.locator(".dc-table:not(.dc-links) mark")).to_have_text("20/QĐ-UBND")
    meant = page.locator("[data-testid=stColumn]", has=page.locator(".dc-card", has_text="hỗ trợ nhà ở"))
    meant.last.get_by_role("button", name="Chọn văn bản này").click()
    expect(page.get_by_text("Không có số nào được dẫn mà kho có nhiều văn bản cùng mang.")).to_be_visible()
    page.get_by_role("tab", name="Lựa chọn đã ghi").click()
    expect(page.locator(".dc-cited")).to_contain_text("20/QĐ-UBND là Quyết định 20/QĐ-UBND 03/01/2023")
    page.get_by_role("tab", name="Sơ đồ").click()
    expect(page.locator(".dc-graph .dc-node.dc-ambiguous")).to_have_count(0)
    expect(page.locator(".dc-graph .dc-node.dc-held", has_text="20/QĐ-UBND")).to_have_count(1)


def _tasks(page):
    page.get_by_role("link", name="Nhiệm vụ", exact=True).click()
    page.locator(".dc-wide a.dc-item", has_text="định hướng nhiệm vụ").click()
    expect(page.locator(".dc-tally")).to_contain_text("2 nhiệm vụ, dẫn 3 văn bản")
    page.get_by_role("link", name="Tổng hợp").click()
    expect(page.locator(".dc-coverage-said")).to_contain_text("2 trong 2 nhiệm vụ có văn bản trong kho")
    cells = page.locator(".dc-coverage tbody tr").nth(1).locator("td")
    expect(cells.nth(0)).to_have_text("1 có trong kho")


def _draft(page, tmp_path):
    page.get_by_role("link", name="Soạn thảo").click()
    page.get_by_label("Văn bản chỉ đạo").click()
    page.get_by_role("option", name="30/LĐLĐ-TGNC").click()
    page.get_by_role("button", name="Lập dự thảo").click()
    fields = page.locator('.st-key-draft_editor [class*="st-key-draft_text_"] textarea')
    expect(fields.first).to_be_visible(timeout=60_000)
    values = [field.input_value() for field in fields.all()]
    assert any("Hỗ trợ nhà ở cho công nhân theo Quyết định số 20/QĐ-UBND" in value for value in values)
    last = fields.nth(len(values) - 1)
    last.fill("Các đơn vị thực hiện Nghị quyết 35/NQ-TW và báo cáo kết quả.")
    last.press("Control+Enter")
    finding = page.locator(".dc-draft-under .dc-draft-finding", has_text="35/NQ-TW")
    expect(finding).to_contain_text("Lỗi: Số viết sai dạng")
    expect(page.get_by_role("button", name="Tải Word")).to_be_enabled()
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải Word").click()
    assert download.value.suggested_filename == "du-thao-cong-van.docx"
    word = tmp_path / "du-thao.docx"  # short: the uploader cuts long names
    download.value.save_as(word)
    text = "\n".join(paragraph.text for paragraph in docx.Document(word).paragraphs)
    assert "Các đơn vị thực hiện Nghị quyết 35/NQ-TW và báo cáo kết quả." in text
    return word


def _check(page, word):
    page.get_by_role("link", name="Kiểm tra viện dẫn").click()
    page.locator('input[type="file"]').set_input_files(word)
    expect(page.get_by_text(word.name)).to_be_visible()
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(page.locator(".dc-tally")).to_contain_text("du-thao.docx")
    wrong = page.locator(".dc-finding.dc-error", has_text="35/NQ-TW").first
    expect(wrong).to_contain_text("Nên ghi: 35-NQ/TW")
    expect(page.locator(".dc-checked mark.dc-error").first).to_have_text("35/NQ-TW")
    with page.expect_download() as commented:
        page.get_by_role("button", name="Tải Word có nhận xét").click()
    comments = [comment.text for comment in docx.Document(commented.value.path()).comments]
    assert any("Nên ghi: 35-NQ/TW" in comment for comment in comments)


def _tables(page, address):
    page.goto(f"{address}/vien-dan?phan=Chưa+có+trong+kho")
    expect(page.locator(".dc-table")).to_contain_text("35-NQ/TW")
    with page.expect_download() as excel:
        page.get_by_role("button", name="(Excel)").click()
    with open(excel.value.path(), "rb") as file:
        sheet = load_workbook(io.BytesIO(file.read()))["Chưa có trong kho"]
    (row,) = [[cell.value for cell in row] for row in sheet.iter_rows() if row[0].value == "35-NQ/TW"]
    assert {"15/KH-LĐLĐ", "30/LĐLĐ-TGNC"} == set(re.findall(r"\d+/[A-ZĐ]+-[A-ZĐ]+", str(row[-1]))), row
    with page.expect_download() as written:
        page.get_by_role("button", name="(Word)").click()
    (table, *_) = docx.Document(written.value.path()).tables
    assert "35-NQ/TW" in [cell.text for cell in table.rows[1].cells]
