"""Viện dẫn in a browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.pages.serving import invented

DIRECTIVE, PLAN = "d" * 16, "a" * 16


@pytest.fixture(scope="module")
def wide():
    """Address of an app with a document that cites forty and is cited by nineteen."""
    with invented("wide") as address:
        yield address


def node(page, number):
    return page.locator(".dc-graph .dc-node", has_text=number)


def test_a_document_is_found_by_number_and_the_graph_is_walked_and_back(page, full):
    page.goto(f"{full}/vien-dan")
    box = page.get_by_label("Số, ký hiệu hoặc trích yếu văn bản")
    box.fill("12/kh-ldld")
    box.press("Enter")
    expect(page.locator(".dc-head h1")).to_have_text("Kế hoạch 12/KH-LĐLĐ")
    expect(node(page, "12/KH-LĐLĐ")).to_have_class(re.compile("dc-focus"))
    expect(page.locator(".dc-graph text")).to_have_text("dẫn chiếu")
    node(page, "V/v định hướng").click()
    expect(page.locator(".dc-head h1")).to_have_text("V/v định hướng nhiệm vụ tuyên giáo năm 2024")
    expect(page.locator(".dc-graph .dc-node")).to_have_count(6)
    expect(page.locator(".dc-graph path.dc-edge")).to_have_count(5)
    node(page, "35-NQ/TW").click()
    expect(page.locator(".dc-head h1")).to_have_text("35-NQ/TW")
    expect(page.locator(".dc-head")).to_contain_text("Theo danh mục: Công văn mẫu")
    page.go_back()
    expect(page.locator(".dc-head h1")).to_have_text("V/v định hướng nhiệm vụ tuyên giáo năm 2024")


def test_words_of_a_title_offer_the_documents_that_have_them(page, full):
    page.goto(f"{full}/vien-dan?doc=thang+cong+nhan")
    expect(page.locator("h1")).to_have_text("1 văn bản có “thang cong nhan”")
    page.locator(".dc-cited a").click()
    expect(page.locator(".dc-head h1")).to_have_text("Kế hoạch 12/KH-LĐLĐ")


def test_words_that_fit_nothing_are_said_to_fit_nothing(page, full):
    page.goto(f"{full}/vien-dan?doc=<img src=x onerror=window.broken=true>")
    expect(page.locator("h1")).to_contain_text("Không thấy văn bản “<img src=x onerror=window.broken=true>”")


def test_the_table_has_sentence_page_status_and_leads_to_the_place(page, full):
    page.goto(f"{full}/vien-dan?doc={DIRECTIVE}")
    rows = page.locator(".dc-links tbody tr")
    expect(rows).to_have_count(5)
    row = rows.filter(has=page.locator("mark", has_text="35-NQ/TW"))
    expect(row).to_contain_text("Chưa có trong kho – đã biết")
    expect(row.locator("mark")).to_have_text("35-NQ/TW")
    expect(row.locator("td").nth(3)).to_have_text("Nhiệm vụ 2")
    page.get_by_text("Xem dạng bảng").click()
    expect(page.locator("#dc-bang")).to_be_in_viewport()
    row.get_by_text("Mở chỗ dẫn").click()
    expect(page.locator("#dc-mark")).to_have_text("35-NQ/TW")


def test_sixty_documents_are_drawn_and_filtered_by_direction_and_relation(page, wide):
    page.goto(f"{wide}/vien-dan?doc={'e' * 16}")
    nodes = page.locator(".dc-graph .dc-node")
    expect(nodes).to_have_count(60)
    expect(page.locator(".dc-colhead")).to_have_text(
        ["Dẫn văn bản này (19)", "Văn bản đang xem", "Văn bản này dẫn (40)"]
    )
    boxes = [box.bounding_box() for box in nodes.all()]
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            apart = abs(a["x"] - b["x"]) >= a["width"] or abs(a["y"] - b["y"]) >= a["height"]
            assert apart, "two nodes of the graph cover one another"
    page.get_by_text("Dẫn văn bản này", exact=True).first.click()
    expect(nodes).to_have_count(20)
    page.get_by_text("Văn bản này dẫn", exact=True).first.click()
    expect(nodes).to_have_count(41)
    page.get_by_label("Quan hệ").click()
    page.get_by_role("option", name="Sửa đổi, bổ sung").click()
    expect(nodes).to_have_count(9)
    expect(page).to_have_url(re.compile("chieu=.*qh="))
    page.reload()
    expect(nodes).to_have_count(9)


def test_more_steps_reach_further(page, wide):
    page.goto(f"{wide}/vien-dan?doc={3:016}")
    expect(page.locator(".dc-graph .dc-node")).to_have_count(3)
    page.get_by_text("2", exact=True).click()
    expect(page.locator(".dc-graph .dc-node")).to_have_count(42)
    expect(page.locator(".dc-colhead").last).to_have_text("Cách 2 bước (39)")


def test_a_replaced_document_says_so_here_in_search_and_in_the_document(page, full):
    for address in (f"/vien-dan?doc={PLAN}", "/?q=lễ+phát+động", f"/van-ban?doc={PLAN}"):
        page.goto(full + address)
        note = page.get_by_role("note").first
        expect(note).to_contain_text("Bị thay thế bởi Quyết định 01/2024/QĐ-UBND ngày 29/02/2024")
        expect(note).to_contain_text("tính đến ngày 01/06/2024")
    page.goto(f"{full}/van-ban?doc={DIRECTIVE}")
    expect(page.locator(".dc-data")).to_contain_text("Chưa xác minh hiệu lực")
    expect(page.get_by_role("note")).to_have_count(0)


def test_the_missing_list_is_ranked_and_can_be_taken_to_excel(page, full):
    page.goto(f"{full}/vien-dan")
    page.get_by_role("tab", name="Chưa có trong kho").click()
    expect(page.locator(".dc-table tbody tr")).to_contain_text(["35-NQ/TW"])
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải danh sách (Excel)").click()
    assert download.value.suggested_filename == "van-ban-con-thieu.xlsx"
    page.locator(".dc-table tbody a").first.click()
    expect(page.locator(".dc-head h1")).to_have_text("35-NQ/TW")


def test_a_repeated_number_is_decided_by_hand_and_the_decision_taken_back(page, changing):
    page.goto(f"{changing}/nhiem-vu?doc={DIRECTIVE}&nv=3")
    page.get_by_text("Chọn bản đúng").click()
    expect(page.locator(".dc-card")).to_have_count(2)
    expect(page.locator(".dc-card").first).to_contain_text("Công ty <script>window.broken = 1</script>")
    expect(page.locator(".dc-table").first).to_contain_text("Quyết định số 87/QĐ-UBND")
    page.get_by_role("button", name="Chọn văn bản này").first.click()
    expect(page.get_by_text("Không có số nào được dẫn mà kho có nhiều văn bản cùng mang.")).to_be_visible()
    page.get_by_role("tab", name="Lựa chọn đã ghi").click()
    decided = page.locator(".dc-cited")
    expect(decided).to_contain_text("87/QĐ-UBND là Quyết định 87/QĐ-UBND")
    expect(decided).to_contain_text("Áp dụng cho mọi văn bản dẫn số này · chọn ngày 01/06/2024")
    page.get_by_role("button", name="Bỏ lựa chọn").click()
    expect(page.get_by_text("Chưa có lựa chọn nào.")).to_be_visible()
    page.get_by_role("tab", name="Trùng số").click()
    expect(page.locator(".dc-card")).to_have_count(2)


def test_a_decision_can_hold_for_one_document_only(page, changing):
    page.goto(f"{changing}/vien-dan?phan=Trùng+số")
    page.get_by_label("Lựa chọn áp dụng cho").click()
    page.get_by_role("option", name="Riêng V/v định hướng").click()
    page.get_by_role("button", name="Chọn văn bản này").nth(1).click()
    page.get_by_role("tab", name="Lựa chọn đã ghi").click()
    expect(page.locator(".dc-cited")).to_contain_text("riêng chỗ dẫn trong V/v định hướng nhiệm vụ tuyên giáo năm 2024")


def test_an_empty_archive(page, empty):
    page.goto(f"{empty}/vien-dan")
    expect(page.locator("h1")).to_have_text("Kho chưa có văn bản nào")
    page.get_by_role("tab", name="Chưa có trong kho").click()
    expect(page.get_by_text("Mọi văn bản được dẫn đều có trong kho.")).to_be_visible()
