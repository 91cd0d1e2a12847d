"""Nhiệm vụ in a browser."""

import re

from playwright.sync_api import expect

DIRECTIVE = "d" * 16


def test_a_directive_is_chosen_from_the_list_and_its_tasks_are_walked(page, full):
    page.goto(f"{full}/nhiem-vu")
    entry = page.locator(".dc-wide a.dc-item")
    expect(entry).to_have_count(1)
    expect(entry).to_contain_text("V/v định hướng nhiệm vụ tuyên giáo năm 2024")
    expect(entry).to_contain_text("3 nhiệm vụ")
    entry.click()
    expect(page.locator(".dc-tally")).to_contain_text("3 nhiệm vụ, dẫn 5 văn bản")
    expect(page.locator(".dc-items a")).to_have_count(4)
    expect(page.get_by_role("heading", name="Nhiệm vụ 1")).to_be_visible()
    page.get_by_text("Sau ›").click()
    expect(page.get_by_role("heading", name="Nhiệm vụ 2")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"nhiem-vu\?doc={DIRECTIVE}&nv=2$"))
    page.go_back()
    expect(page.get_by_role("heading", name="Nhiệm vụ 1")).to_be_visible()
    page.go_back()
    expect(entry).to_have_count(1)


def test_a_task_shows_its_citations_with_their_status_and_passages_of_other_documents(page, full):
    page.goto(f"{full}/nhiem-vu?doc={DIRECTIVE}&nv=3")
    cited = page.locator(".dc-cited")
    expect(cited).to_have_count(3)
    assert [entry.locator(".dc-number").inner_text() for entry in cited.all()] == [
        "12/KH-LĐLĐ",
        "87/QĐ-UBND",
        "99/XYZ-AB",
    ]
    assert [entry.locator(".dc-pill").inner_text() for entry in cited.all()] == [
        "Có trong kho", "Trùng số", "Chưa có trong kho – chưa rõ"
    ]  # fmt: skip
    hits = page.locator(".dc-hit")
    expect(hits.first).to_contain_text("Kế hoạch 12/KH-LĐLĐ")
    assert not any("V/v định hướng" in text for text in hits.all_inner_texts())


def test_a_citation_leads_to_its_document_and_to_its_place(page, full):
    page.goto(f"{full}/nhiem-vu?doc={DIRECTIVE}&nv=3")
    page.locator(".dc-cited").first.get_by_text("Chỗ dẫn").click()
    expect(page.locator("#dc-mark")).to_have_text("12/KH-LĐLĐ")
    page.go_back()
    page.locator(".dc-cited").first.get_by_text("Mở văn bản").click()
    expect(page.locator(".dc-head h1")).to_have_text("Kế hoạch 12/KH-LĐLĐ")


def test_by_number_each_cited_document_has_its_passages(page, full):
    page.goto(f"{full}/nhiem-vu?doc={DIRECTIVE}")
    page.get_by_text("Theo số hiệu").click()
    entries = page.locator(".dc-items a")
    expect(entries).to_have_count(5)
    expect(entries.first).to_contain_text("phần mở đầu, kết thúc")
    entries.nth(2).click()
    expect(page.get_by_role("heading", name="12/KH-LĐLĐ")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("Đoạn của văn bản này gần với chỗ dẫn"))).to_be_visible()
    expect(page.locator(".dc-hit").first).to_contain_text("Kế hoạch 12/KH-LĐLĐ")
    entries.nth(1).click()
    expect(page.locator(".dc-notice")).to_contain_text("Thông tin trên lấy từ danh mục (Công văn mẫu).")


def test_a_typed_number_chooses_the_document(page, full):
    page.goto(f"{full}/nhiem-vu")
    page.get_by_label("Hoặc gõ số, ký hiệu văn bản").fill("12/kh-ldld")
    page.get_by_label("Hoặc gõ số, ký hiệu văn bản").press("Enter")
    expect(page.locator(".dc-head h1")).to_have_text("Kế hoạch 12/KH-LĐLĐ")
    expect(page.locator(".dc-notice").first).to_contain_text("không chia thành nhiệm vụ")


def test_an_unknown_number_is_said_to_be_unknown_with_the_ways_on(page, full):
    page.goto(f"{full}/nhiem-vu?doc=999/<b>QĐ</b>")
    expect(page.locator("h1")).to_have_text("Trong kho không có văn bản “999/<b>QĐ</b>”")
    page.get_by_text("Tìm trong nội dung").click()
    expect(page.locator(".st-key-q input")).to_have_value("999/<b>QĐ</b>")


def test_an_archive_without_directives_says_so(page, empty):
    page.goto(f"{empty}/nhiem-vu")
    expect(page.locator(".dc-wide")).to_contain_text("Kho chưa có văn bản nào chia thành nhiệm vụ đánh số.")
