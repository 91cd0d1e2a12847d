"""Trang chủ in a browser."""

from playwright.sync_api import expect


def test_the_first_page_says_what_is_held_missing_and_waiting(page, full):
    page.goto(full)
    expect(page.locator(".dc-figures")).to_contain_text("4 văn bản")
    expect(page.locator(".dc-chart")).to_contain_text("Quyết định")
    expect(page.locator(".dc-home")).to_contain_text("1 tệp chưa nạp được")
    expect(page.locator(".dc-home")).to_contain_text("35-NQ/TW 3 lượt dẫn")
    page.locator(".dc-columns").get_by_role("link", name="2024").first.click()
    expect(page.locator(".st-key-loc input")).to_have_value("2024")


def test_a_question_on_the_first_page_searches_and_stays_in_the_address(page, full):
    page.goto(full)
    page.locator(".st-key-q_home input").fill("an toàn")
    page.keyboard.press("Enter")
    expect(page.locator(".dc-hit")).to_have_count(3)
    expect(page.locator(".st-key-q input")).to_have_value("an toàn")
    assert "?q=an" in page.url
    page.locator(".dc-hit a.dc-open").first.click()
    expect(page.locator(".dc-matches")).to_contain_text("Đoạn khớp")
    page.get_by_role("link", name="Trang chủ").click()
    expect(page.locator(".dc-home", has_text="Vừa tra cứu").get_by_role("link", name="an toàn")).to_be_visible()


def test_an_empty_archive_leads_to_the_first_upload(page, empty):
    page.goto(empty)
    expect(page.locator(".dc-empty h1")).to_have_text("Kho chưa có văn bản nào")
    page.get_by_role("link", name="Nạp văn bản đầu tiên").click()
    expect(page.get_by_role("button", name="Nạp các tệp đã chọn")).to_be_visible()
