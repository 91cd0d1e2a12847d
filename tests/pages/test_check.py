"""Kiểm tra viện dẫn in a browser."""

import docx
import pytest
from playwright.sync_api import expect

from library import Library
from settings import ROOT, Settings
from tests.fakes import FakeEncoder
from tests.pages.serving import PAGES, served

SAMPLES = ROOT / "corpus" / "samples"

DRAFT = "Theo Quyết định số 12/KH-LĐLĐ ngày 02/4/2023 và Nghị quyết số 35-NQ/TW.\n<script>window.broken = 1</script>"


def paste(page, address, text=DRAFT):
    page.goto(f"{address}/kiem-tra")
    page.get_by_label("Hoặc dán nội dung dự thảo").fill(text)
    page.get_by_role("button", name="Kiểm tra", exact=True).click()


def test_a_pasted_draft_is_shown_with_its_findings(page, full):
    paste(page, full)
    expect(page.locator(".dc-tally")).to_contain_text("✕ 2 lỗi")
    expect(page.locator(".dc-finding")).to_have_count(3)  # notes are not shown from the start
    expect(page.locator(".dc-checked")).to_contain_text("<script>window.broken = 1</script>")
    expect(page.locator(".dc-checked mark")).to_have_count(3)
    page.get_by_role("button", name="● Ghi chú").click()
    expect(page.locator(".dc-finding")).to_have_count(4)
    page.get_by_role("button", name="✕ Lỗi").click()
    page.get_by_role("button", name="▲ Cần xem").click()
    expect(page.locator(".dc-finding")).to_have_count(1)


def test_numbers_lead_to_the_list_and_a_correction_is_copied(page, full):
    paste(page, full)
    page.locator(".dc-checked .dc-mark-number.dc-error").last.click()
    entry = page.locator(".dc-finding.dc-error").last
    expect(entry).to_be_in_viewport()
    expect(entry).to_contain_text("Nên ghi: 02/4/2024")
    entry.get_by_text("Chép chữ đúng").click()
    expect(entry.get_by_text("Đã chép")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "02/4/2024"
    entry.get_by_text("Xem căn cứ trong kho").click()
    expect(page.locator(".dc-head h1")).to_have_text("Kế hoạch 12/KH-LĐLĐ")
    page.go_back()
    expect(page.locator(".dc-finding")).to_have_count(3)


def test_an_uploaded_draft_comes_back_with_comments(page, full, tmp_path):
    draft = tmp_path / "du thao.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    page.goto(f"{full}/kiem-tra")
    page.locator('input[type="file"]').set_input_files(draft)
    expect(page.get_by_text("du thao.txt")).to_be_visible()
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(page.locator(".dc-tally")).to_contain_text("du thao.txt")
    with page.expect_download() as word:
        page.get_by_text("Tải Word có nhận xét").click()
    assert word.value.suggested_filename == "du thao-nhan-xet.docx"
    with page.expect_download() as table:
        page.get_by_text("Tải danh sách Excel").click()
    assert table.value.suggested_filename == "du thao-kiem-tra.xlsx"


def test_what_cannot_be_checked_is_said(page, full):
    paste(page, full, " ")
    expect(page.locator(".dc-warn")).to_contain_text("Chưa có dự thảo")
    paste(page, full, "dự thảo hỏng")
    expect(page.get_by_text("Dự thảo hỏng; hãy lưu lại rồi thử lại.")).to_be_visible()
    page.goto(f"{full}/kiem-tra")
    page.get_by_label("Xét hiệu lực tính đến ngày").fill("hôm qua")
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(page.get_by_text("Không hiểu ngày “hôm qua”")).to_be_visible()


def test_on_a_telephone_list_and_text_stand_below_each_other(phone, full):
    paste(phone, full)
    first = phone.locator(".dc-finding").first
    expect(first).to_be_visible()
    assert phone.locator(".dc-checked").bounding_box()["y"] > first.bounding_box()["y"]
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """Address of the pages over a real archive of some samples."""
    folder = tmp_path_factory.mktemp("that") / "kho"
    with Library.open(folder, Settings(jobs=1), FakeEncoder()) as archive:
        archive.ingest([SAMPLES / name for name in ("ke-hoach-thang-cong-nhan-2024.docx", "quy-dinh-neu-guong.pdf")])
    with served(PAGES / "real_app.py", STORY_ARCHIVE=str(folder)) as address:
        yield address


def test_a_word_draft_over_a_real_archive(page, samples, tmp_path):
    word = docx.Document()
    word.add_paragraph("Thực hiện Nghị quyết số 35/NQ-TW ngày 22/10/2018 của Ban Bí thư và")
    word.add_paragraph("Kế hoạch số 12/KH-LĐLĐ ngày 05/3/2024 của Liên đoàn Lao động tỉnh Sông Ngàn.")
    draft = tmp_path / "du-thao.docx"
    word.save(str(draft))
    page.goto(f"{samples}/kiem-tra")
    page.locator('input[type="file"]').set_input_files(draft)
    expect(page.get_by_text("du-thao.docx")).to_be_visible()
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(page.locator(".dc-finding")).to_have_count(3)
    assert [entry.inner_text() for entry in page.locator(".dc-right").all()] == [
        "Nên ghi: 35-NQ/TW",
        "Nên ghi: Bộ Chính trị",
        "Nên ghi: 04/3/2024",
    ]
    with page.expect_download() as download:
        page.get_by_text("Tải Word có nhận xét").click()
    commented = docx.Document(str(download.value.path()))
    assert [p.text for p in commented.paragraphs] == [p.text for p in word.paragraphs]
    assert sum("Lỗi:" in comment.text for comment in commented.comments) == 3
