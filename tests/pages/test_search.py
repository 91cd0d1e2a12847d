"""Tra cứu in a browser."""

import re

import pytest
from playwright.sync_api import expect

BOX = ".st-key-q input"


def test_hits_appear_while_typing_and_the_address_keeps_the_question(page, full):
    page.goto(f"{full}/tra-cuu")
    page.locator(BOX).press_sequentially("phong chong ma tuy")
    expect(page.locator(".dc-hit")).to_have_count(2)
    expect(page.locator(".dc-understood")).to_have_text("Hiểu là Thêm dấu: phòng chống ma túy", use_inner_text=True)
    expect(page.locator(".dc-hit").first.locator("mark").first).to_have_text("phòng")
    expect(page).to_have_url(re.compile(r"\?q=phong\+chong\+ma\+tuy$"))
    expect(page.locator(BOX)).to_be_focused()


def test_an_address_opens_the_search_it_names(page, full):
    page.goto(f"{full}/?q=an+toàn&xep=Mới+nhất&loai=Kế+hoạch")
    hits = page.locator(".dc-hit")
    expect(hits).to_have_count(2)
    expect(hits.nth(1)).to_contain_text("Kế hoạch 12/KH-LĐLĐ")
    expect(hits.nth(1).locator(".dc-path")).to_have_text("Điều 1")
    expect(page.locator(".dc-count")).to_contain_text("2 đoạn trong 1 văn bản, xếp theo ngày")


def test_a_hit_opens_the_document_at_the_passage_and_back_returns_to_the_hits(page, full):
    page.goto(f"{full}/?q=khoản+7")
    expect(page.locator(".dc-hit")).to_have_count(10)
    page.get_by_role("button", name="Xem thêm kết quả").click()
    expect(page.locator(".dc-hit")).to_have_count(20)
    hit = page.locator(".dc-hit").nth(15)
    place = hit.locator(".dc-path").inner_text().split(" · ")[0]
    hit.get_by_text("Mở văn bản tại đoạn này").click()
    mark = page.locator("#dc-mark")
    expect(mark).to_have_text(re.compile(f"^{place}\\. "))
    expect(mark).to_be_in_viewport()
    page.go_back()
    expect(page.locator(BOX)).to_have_value("khoản 7")
    expect(page.locator(".dc-hit")).to_have_count(20)
    expect(hit).to_be_in_viewport()


def test_of_many_hits_the_last_shown_says_that_there_are_more(page, full):
    page.goto(f"{full}/?q=khoản")
    for shown in range(20, 110, 10):
        page.get_by_role("button", name="Xem thêm kết quả").click()
        expect(page.locator(".dc-hit")).to_have_count(shown)
    expect(page.get_by_text("Chỉ hiện 100 đoạn đứng đầu")).to_be_visible()
    expect(page.get_by_role("button", name="Xem thêm kết quả")).to_have_count(0)


def test_keys_move_from_the_box_to_the_hits_and_open_one(page, full):
    page.goto(f"{full}/?q=an+toàn")
    expect(page.locator(".dc-hit")).to_have_count(3)
    page.locator(".dc-count").click()
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("a.dc-open").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".dc-head h1")).to_have_text("Kế hoạch 12/KH-LĐLĐ")


def test_nothing_found_says_what_to_do_and_filters_can_be_dropped(page, full):
    page.goto(f"{full}/?q=lễ+phát+động&loai=Công+văn&tu=3/2024")
    expect(page.locator(".dc-empty h1")).to_have_text("Không tìm thấy đoạn nào")
    page.get_by_text("bỏ hết các điều kiện thu hẹp").click()
    expect(page.locator(".dc-hit")).to_have_count(1)
    expect(page.locator(BOX)).to_have_value("lễ phát động")
    expect(page.get_by_label("Từ ngày")).to_have_value("")


def test_a_wrong_date_is_pointed_out(page, full):
    page.goto(f"{full}/tra-cuu")
    page.get_by_label("Từ ngày").fill("31/2/2024")
    page.get_by_label("Từ ngày").press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Chưa đúng: ghi 5/3/2024, 3/2024 hoặc 2024")


def test_a_search_can_be_kept_to_one_document(page, full):
    page.goto(f"{full}/?q=an+toàn")
    expect(page.locator(".dc-hit")).to_have_count(3)
    page.get_by_label("Chỉ tìm trong văn bản").fill("12/KH-LDLD")
    page.get_by_label("Chỉ tìm trong văn bản").press("Enter")
    expect(page.locator(".dc-chip")).to_contain_text("Kế hoạch 12/KH-LĐLĐ")
    expect(page.locator(".dc-hit")).to_have_count(2)
    page.get_by_text("Tìm cả kho").click()
    expect(page.locator(".dc-hit")).to_have_count(3)


def test_an_unknown_document_to_keep_to_is_said_to_be_unknown(page, full):
    page.goto(f"{full}/?q=an+toàn&vb=999")
    expect(page.get_by_role("alert")).to_have_text("Kho không có văn bản “999”; đang tìm cả kho.")
    expect(page.locator(".dc-hit")).to_have_count(3)


def test_text_of_documents_is_shown_as_text(page, full):
    page.goto(f"{full}/?q=phòng")
    expect(page.locator(".dc-hit").first).to_contain_text("CÔNG TY <script>window.broken = 1</script>")
    expect(page.locator(".dc-hit").nth(1)).to_contain_text('<img src=x onerror="window.broken=2">')
    assert page.locator(".dc-hit img, .dc-hit script").count() == 0


@pytest.mark.parametrize(
    "text", ['"><img src=x onerror=window.broken=3>', "<b>đậm</b>", "*[a](javascript:window.broken=4)*"]
)
def test_a_question_is_shown_as_text(page, full, text):
    page.goto(f"{full}/tra-cuu")
    page.locator(BOX).fill(text)
    expect(page.locator(".dc-empty h1")).to_have_text("Không tìm thấy đoạn nào")
    expect(page.locator(BOX)).to_have_value(text)


def test_reference_and_passage_can_be_copied(page, full):
    page.goto(f"{full}/?q=lễ+phát+động")
    page.get_by_text("Chép trích dẫn").click()
    expect(page.get_by_text("Đã chép")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == (
        "Kế hoạch số 12/KH-LĐLĐ ngày 02/04/2024 của Liên đoàn Lao động tỉnh Sông Ngàn “Tổ chức Tháng Công nhân và "
        "Tháng hành động về an toàn, vệ sinh lao động năm 2024” (Điều 2)"
    )


def test_an_example_can_be_tried(page, full):
    page.goto(f"{full}/tra-cuu")
    page.get_by_text("phong chong ma tuy").click()
    expect(page.locator(BOX)).to_have_value("phong chong ma tuy")
    expect(page.locator(".dc-hit")).to_have_count(2)


def test_an_empty_archive_leads_to_taking_files_in(page, empty):
    page.goto(empty)
    expect(page.locator(".dc-empty h1")).to_have_text("Kho chưa có văn bản nào")
    page.get_by_role("link", name="Nạp văn bản đầu tiên").click()
    expect(page.get_by_role("tab", name="Nạp văn bản")).to_have_attribute("aria-selected", "true")


def test_on_a_telephone_filters_open_on_demand(phone, full):
    phone.goto(f"{full}/?q=an+toàn")
    expect(phone.locator(".dc-hit").first).to_be_in_viewport()
    expect(phone.get_by_label("Từ ngày")).to_be_hidden()
    phone.get_by_text("Thu hẹp kết quả").click()
    expect(phone.get_by_label("Từ ngày")).to_be_visible()
