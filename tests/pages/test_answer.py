"""Hỏi đáp in a browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.pages.serving import invented

BOX = ".st-key-hoi input"
QUESTION = "Tháng Công nhân tổ chức gì"


@pytest.fixture(scope="module")
def writing():
    """Address of an app that has a generator."""
    with invented("full", FAKE_GENERATOR="may.local (mô hình thử)") as address:
        yield address


def test_a_question_is_answered_in_the_documents_words_and_marks_lead_to_their_places(page, full):
    page.goto(f"{full}/hoi-dap")
    expect(page.locator(".dc-notice")).to_contain_text("không rời máy này")
    page.locator(BOX).fill(QUESTION)
    page.locator(BOX).press("Enter")
    said = page.locator(".dc-said")
    expect(said).to_have_count(2)
    expect(said.first).to_contain_text("thăm hỏi công nhân bị tai nạn lao động; <b>không</b> phô trương. [1]")
    expect(page.locator("h3")).to_have_text("Căn cứ (2)")
    expect(page.locator(".dc-hit").first).to_contain_text("Kế hoạch 12/KH-LĐLĐ")
    expect(page.locator(".dc-hit .dc-path").first).to_have_text("Điều 2")
    said.nth(1).locator(".dc-ref").click()
    expect(page.locator("#dc-mark")).to_contain_text("Nâng cao nhận thức về an toàn")
    page.go_back()
    expect(page.locator(BOX)).to_have_value(QUESTION)
    expect(said).to_have_count(2)


def test_an_address_holds_its_question(page, full):
    page.goto(f"{full}/hoi-dap?hoi=Tháng+Công+nhân")
    expect(page.locator(".dc-said")).to_have_count(2)
    ink = "e => getComputedStyle(e).color"
    assert page.locator(".dc-said").first.evaluate(ink) == page.locator(".dc-answer h2").evaluate(ink)
    expect(page.get_by_role("link", name="Hỏi đáp")).to_have_attribute("aria-current", "page")


def test_a_refusal_looks_like_one_and_shows_what_to_try(page, full):
    page.goto(f"{full}/hoi-dap?hoi=giá+<i>vé</i>+tàu")
    refusal = page.locator(".dc-refusal")
    expect(refusal.locator("h1")).to_have_text("Không có căn cứ trong kho để trả lời: “giá <i>vé</i> tàu”.")
    expect(refusal).to_contain_text("Có thể thử")
    expect(page.locator("h3")).to_have_text("Các đoạn gần nhất, không phải câu trả lời")
    expect(page.locator(".dc-answer")).to_have_count(0)
    refusal.get_by_text("Tìm trong kho").click()
    expect(page.locator(".st-key-q input")).to_have_value("giá <i>vé</i> tàu")


def test_an_error_is_an_error(page, full):
    page.goto(f"{full}/hoi-dap?hoi=máy+hỏng")
    expect(page.locator('[data-testid="stAlert"]')).to_contain_text("Không nối được với máy viết")
    expect(page.locator(".dc-refusal, .dc-answer")).to_have_count(0)


def test_with_a_generator_the_page_says_where_text_goes_and_what_was_dropped(page, writing):
    page.goto(f"{writing}/hoi-dap")
    expect(page.locator(".dc-notice")).to_contain_text("gửi tới máy viết may.local (mô hình thử)")
    page.locator(BOX).fill(QUESTION)
    page.locator(BOX).press("Enter")
    expect(page.locator(".dc-said")).to_have_count(1)
    expect(page.locator(".dc-answer h2")).to_have_text("Câu trả lời do máy viết, đã đối chiếu từng câu")
    dropped = page.locator("details", has_text="1 câu máy viết đã bị loại")
    expect(dropped).to_have_count(1)
    dropped.locator("summary").click()
    expect(dropped).to_contain_text(re.compile("Mỗi người được 9 triệu.*“9 triệu” không có trong nguồn"))


def test_an_empty_archive_says_so(page, empty):
    page.goto(f"{empty}/hoi-dap")
    expect(page.locator(".dc-empty")).to_contain_text("Kho chưa có văn bản nào")
