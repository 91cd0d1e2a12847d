"""Soạn thảo in a browser."""

import re

import pytest
from docx import Document
from playwright.sync_api import expect

from library import Library
from settings import Settings
from tests.drafting import fill
from tests.fakes import FakeEncoder
from tests.pages.serving import PAGES, served

DIRECTIVE = "d" * 16


@pytest.fixture
def app():
    """Address of an app of this test's own: drafts are kept in it."""
    with served(PAGES / "draft_app.py") as address:
        yield address


def fields(page):
    return page.locator('.st-key-draft_editor [class*="st-key-draft_text_"] textarea')


def title(page):
    # A field that is being replaced stays on the page for a moment, behind its successor.
    return page.get_by_label("Trích yếu").first


def make(page, address):
    page.goto(f"{address}/soan-thao?doc={DIRECTIVE}")
    expect(page.get_by_text("người có thẩm quyền duyệt và ký")).to_be_visible()
    page.get_by_role("button", name="Lập dự thảo").click()
    expect(fields(page)).to_have_count(3)


def test_paragraphs_show_where_they_come_from_and_what_is_not_supported(page, app):
    make(page, app)
    under = page.locator(".dc-draft-under")
    expect(under.nth(1)).to_contain_text(
        "Trích nguyên văn · Nguồn: Kế hoạch số 12/KH-LĐLĐ của <b>Liên đoàn</b>, Điều 2"
    )
    expect(under.nth(2).locator(".dc-wrong")).to_have_text("Chưa có căn cứ: nguồn không có số 5.000")
    page.get_by_role("button", name="Đã xác minh đoạn này").click()
    expect(page.locator(".st-key-draft_editor .dc-wrong")).to_have_count(0)
    expect(under.nth(2)).to_have_text("Đã sửa")
    under.nth(1).get_by_role("link").click()
    expect(page.locator("#dc-mark")).to_contain_text("Tổ chức lễ phát động Tháng Công nhân")


def test_a_draft_is_checked_as_it_is_typed_and_the_cursor_stays(page, app):
    make(page, app)
    expect(page.get_by_text("không thấy điểm cần sửa")).to_be_visible()
    field = fields(page).nth(2)
    field.click()
    field.press("Control+End")
    field.press_sequentially(" Thực hiện Nghị quyết 35/NQ-TW.")
    found = page.locator(".dc-draft-under .dc-draft-finding")
    expect(found).to_have_text(re.compile("Lỗi: Số viết sai dạng 35/NQ-TW – Viết sai dạng; hãy sửa thành 35-NQ/TW."))
    expect(page.locator(".dc-draft-findings .dc-draft-finding")).to_have_count(1)
    expect(field).to_be_focused()
    expect(field).to_have_value("Có 5.000 người dự. Thực hiện Nghị quyết 35/NQ-TW.")
    field.fill("Thực hiện Nghị quyết 35-NQ/TW.")
    expect(found).to_have_count(0)
    field.fill("")
    expect(fields(page)).to_have_count(2)


def test_a_passage_is_swapped_for_another(page, app):
    make(page, app)
    page.get_by_role("button", name="Đổi đoạn trích").click()
    page.get_by_role("button", name="Dùng đoạn này").first.click()
    expect(fields(page).nth(1)).to_have_value(re.compile("^- Văn bản 87/QĐ-UBND nêu: "))
    expect(page.locator(".dc-draft-under").nth(1)).to_contain_text("Nguồn: Văn bản 87/QĐ-UBND")


def test_versions_are_kept_and_opened_again(page, app):
    make(page, app)
    page.get_by_role("button", name="Lưu phiên bản").click()
    expect(page.get_by_text("Đã lưu bản 1.")).to_be_visible()
    title(page).fill("Tên mới")
    expect(page.locator(".dc-draft-under").nth(1)).to_be_visible()
    page.get_by_label("Ghi chú cho bản lưu").fill("sau góp ý")
    page.get_by_role("button", name="Lưu phiên bản").click()
    expect(page.get_by_text("Đã lưu bản 2.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải Word").click()
    assert download.value.suggested_filename == "du-thao-cong-van.docx"
    page.get_by_role("button", name="Các phiên bản (2)").click()
    page.get_by_role("button", name=re.compile("Tháng Công nhân · bản 1")).click()
    expect(title(page)).to_have_value("Tổ chức Tháng Công nhân")
    page.reload()
    page.get_by_text("Bản đã lưu (1)").click()
    expect(page.get_by_text("Tên mới · bản 2, 02/01/2026 03:04 (UTC) – sau góp ý")).to_be_visible()
    page.get_by_role("button", name="Mở", exact=True).click()
    expect(title(page)).to_have_value("Tên mới")


def test_without_a_request_the_page_says_what_is_missing(page, app):
    page.goto(f"{app}/soan-thao")
    page.get_by_role("button", name="Lập dự thảo").click()
    expect(page.get_by_text("Chưa biết soạn về việc gì")).to_be_visible()


def test_a_real_archive_gives_a_draft_in_word(page, tmp_path):
    folder = tmp_path / "kho"
    with Library.open(folder, Settings(jobs=1), FakeEncoder()) as library:
        directive = fill(library)
    with served(PAGES / "real_app.py", STORY_ARCHIVE=str(folder)) as address:
        page.goto(f"{address}/soan-thao?doc={directive}")
        tasks = page.locator('[class*="st-key-draft_tasks"] input')
        tasks.press_sequentially("Chuẩn bị Tháng Công nhân")
        tasks.press("Enter")
        tasks.press("Escape")
        page.get_by_role("button", name="Lập dự thảo").click()
        expect(title(page)).to_have_value(re.compile("^chuẩn bị Tháng Công nhân"), timeout=60_000)
        page.get_by_label("Kính gửi").fill("- Ban Tuyên giáo Tỉnh ủy;\nCông đoàn ngành Giáo dục")
        page.get_by_label("Kính gửi").press("Control+Enter")
        expect(page.get_by_label("Kính gửi")).to_have_value(re.compile("Giáo dục$"))
        expect(page.get_by_role("button", name="Tải Word")).to_be_enabled()
        page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
        with page.expect_download() as download:
            page.get_by_role("button", name="Tải Word").click()
        text = "\n".join(p.text for p in Document(download.value.path()).paragraphs)
        assert "Chuẩn bị Tháng Công nhân cùng lúc với Tháng hành động" in text
        assert "Kính gửi:\n- Ban Tuyên giáo Tỉnh ủy;\n- Công đoàn ngành Giáo dục.\n" in text
        assert "PHỤ LỤC NGUỒN TRÍCH DẪN (không phát hành)" in text
