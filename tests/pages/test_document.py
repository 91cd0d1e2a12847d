"""Văn bản in a browser."""

import re

import pytest
from playwright.sync_api import expect

DIRECTIVE, PLAN, TRAP, LONG = ("dabc"[i] * 16 for i in range(4))


def test_citations_in_the_text_are_links_with_their_status(page, full):
    page.goto(f"{full}/van-ban?doc={DIRECTIVE}")
    cited = page.locator(".dc-text .dc-cite")
    expect(cited).to_have_count(5)
    assert [re.search(r"dc-(held|known|missing|ambiguous)", c.get_attribute("class"))[1] for c in cited.all()] == [
        "missing", "known", "held", "ambiguous", "missing"
    ]  # fmt: skip
    assert cited.nth(1).get_attribute("data-tip").startswith("Chưa có trong kho – đã biết — Nghị quyết số 35-NQ/TW")
    cited.nth(2).click()
    expect(page.locator(".dc-head h1")).to_have_text("Kế hoạch 12/KH-LĐLĐ")
    page.go_back()
    expect(page.locator(".dc-head h1")).to_have_text("V/v định hướng nhiệm vụ tuyên giáo năm 2024")


def test_a_passage_is_marked_and_its_line_in_the_outline_too(page, full):
    page.goto(f"{full}/van-ban?doc={PLAN}&at=148&to=190")
    expect(page.locator("#dc-mark")).to_be_in_viewport()
    marked = page.locator(".dc-here").all_inner_texts()
    assert "".join(marked).replace("\n", "") in page.locator(".dc-text").inner_text().replace("\n", "")
    assert sum(len(text) for text in marked) in (41, 42)
    expect(page.locator(".dc-outline .dc-now")).to_contain_text("Điều 1")


def test_a_document_of_900_000_characters_is_read_in_windows(page, full):
    page.goto(f"{full}/van-ban?doc={LONG}&at=500000")
    expect(page.locator("#dc-mark")).to_be_in_viewport()
    assert len(page.locator(".dc-text").inner_text()) < 30_000
    assert page.locator(".dc-outline li").count() <= 250
    expect(page.locator(".dc-outline .dc-now")).to_be_in_viewport()
    turner = page.locator(".dc-turner span", has_text="Phần").first
    first = int(re.search(r"Phần (\d+) /", turner.inner_text())[1])
    page.get_by_text("Phần sau ›").first.click()
    expect(turner).to_contain_text(f"Phần {first + 1} /")
    page.locator(".dc-outline a").last.click()
    expect(page.locator("#dc-mark")).to_be_in_viewport()


def test_a_place_that_is_gone_is_said_to_be_gone(page, full):
    page.goto(f"{full}/van-ban?doc={PLAN}&at=999999")
    expect(page.locator(".dc-warn")).to_contain_text("Không còn vị trí này trong văn bản")


def test_the_text_of_a_document_is_shown_as_text(page, full):
    page.goto(f"{full}/van-ban?doc={TRAP}")
    expect(page.locator(".dc-text")).to_contain_text('<img src=x onerror="window.broken=2">')
    expect(page.locator(".dc-data")).to_contain_text("Công ty <script>window.broken = 1</script>")
    assert page.locator(".dc-text img, .dc-text script, .dc-head script").count() == 0


def test_a_document_leads_to_its_tasks_and_to_a_search_inside_it(page, full):
    page.goto(f"{full}/van-ban?doc={DIRECTIVE}")
    page.get_by_text("Xem 3 nhiệm vụ").click()
    expect(page.locator(".dc-tally")).to_contain_text("3 nhiệm vụ")
    page.go_back()
    page.get_by_text("Tìm trong văn bản này").click()
    expect(page.locator(".dc-chip")).to_contain_text("V/v định hướng nhiệm vụ")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?q=an+toàn",
        f"/nhiem-vu?doc={DIRECTIVE}&nv=3",
        "/kho",
        f"/vien-dan?doc={DIRECTIVE}",
        "/vien-dan?phan=Trùng+số",
        f"/van-ban?doc={TRAP}&at=10",
    ],
)
def test_no_page_is_wider_than_a_telephone(phone, full, address):
    phone.goto(full + address)
    expect(phone.locator("h1, h2, .dc-hit, .dc-list").first).to_be_visible()
    assert phone.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 400


def test_no_document_chosen(page, full):
    page.goto(f"{full}/van-ban")
    expect(page.locator("h1")).to_have_text("Chưa chọn văn bản")
