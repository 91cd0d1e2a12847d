"""The overview of a directive's tasks in a browser."""

from playwright.sync_api import expect

DIRECTIVE = "d" * 16


def test_the_overview_is_a_table_by_task_and_leads_to_each(page, full):
    page.goto(f"{full}/nhiem-vu?doc={DIRECTIVE}")
    page.get_by_role("link", name="Tổng hợp").click()
    table = page.get_by_role("table", name="Mỗi nhiệm vụ")
    expect(table.get_by_role("row")).to_have_count(4)
    rows = [row.inner_text().split("\t") for row in table.get_by_role("row").all()]
    assert rows[0] == ["Nhiệm vụ", "Văn bản được dẫn", "Văn bản khác có đoạn liên quan"]
    third = table.get_by_role("row").nth(3)
    expect(third).to_contain_text("1 có trong kho · 1 chưa có (chưa rõ) · 1 trùng số")
    expect(third).to_contain_text("Kế hoạch 12/KH-LĐLĐ")
    expect(page.locator(".dc-coverage-said")).to_contain_text("2 trong 3 nhiệm vụ")
    expect(page.locator(".dc-coverage-said")).to_contain_text("Nhiệm vụ 2 chưa có văn bản nào.")
    bars = [share.bounding_box() for share in third.locator(".dc-share").all()[:3]]
    assert all(abs(bar["width"] - bars[0]["width"]) < 2 and bar["height"] > 8 for bar in bars)
    third.get_by_role("link", name="3. ").click()
    expect(page.get_by_role("heading", name="Nhiệm vụ 3")).to_be_visible()
    page.go_back()
    expect(table).to_be_visible()


def test_a_document_without_tasks_has_no_overview(page, full):
    page.goto(f"{full}/nhiem-vu?doc={'a' * 16}")
    expect(page.get_by_role("link", name="Theo số hiệu")).to_be_visible()
    expect(page.get_by_role("link", name="Tổng hợp")).to_have_count(0)


def test_on_a_telephone_it_needs_no_scrolling_sideways(phone, full):
    phone.goto(f"{full}/nhiem-vu?doc={DIRECTIVE}&xem=tong-hop")
    expect(phone.locator(".dc-coverage")).to_be_visible()
    box = phone.locator(".dc-coverage").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 400
