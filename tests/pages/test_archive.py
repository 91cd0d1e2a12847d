"""Kho văn bản in a browser."""

import re

from playwright.sync_api import expect

from tests.pages.serving import invented

FILTER = ".st-key-loc input"


def tab(page, name):
    page.get_by_role("tab", name=name).click()


def test_the_list_is_filtered_while_typing_without_accents_and_ordered(page, full):
    page.goto(f"{full}/kho")
    rows = page.locator(".dc-list tbody tr")
    expect(rows).to_have_count(4)
    page.locator(FILTER).press_sequentially("quyet dinh 2024")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("29/02/2024")
    page.locator(FILTER).fill("")
    expect(rows).to_have_count(4)
    page.get_by_label("Xếp theo").click()
    page.get_by_role("option", name="Cơ quan ban hành").click()
    expect(rows.first).to_contain_text("Công ty")
    expect(rows.last).to_contain_text("Ủy ban nhân dân")
    rows.nth(1).locator("a").first.click()
    expect(page.locator(".dc-head h1")).to_have_text("Kế hoạch 12/KH-LĐLĐ")
    page.go_back()
    expect(rows.first).to_contain_text("Công ty")


def test_nothing_is_removed_without_the_confirmation(page, changing):
    page.goto(f"{changing}/kho")
    rows = page.locator(".dc-list tbody tr")
    rows.filter(has_text="87/QĐ-UBND").get_by_text("Gỡ…").click()
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("Quyết định 87/QĐ-UBND")
    expect(question).to_contain_text("/van-ban/b.docx")
    question.get_by_role("button", name="Giữ lại").click()
    expect(question).to_have_count(0)
    expect(rows).to_have_count(4)
    rows.filter(has_text="87/QĐ-UBND").get_by_text("Gỡ…").click()
    question.get_by_role("button", name="Chuyển vào thùng rác").click()
    expect(rows).to_have_count(3)
    expect(question).to_have_count(0)
    expect(page.get_by_text("Đã chuyển Quyết định 87/QĐ-UBND vào thùng rác.")).to_be_visible()


def test_a_question_can_be_read_in_the_dark(page, full):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{full}/kho")
    page.get_by_text("Gỡ…").first.click()
    told = page.get_by_role("dialog").locator("[data-testid=stHtml] p").first
    expect(told).to_have_css("color", "rgb(230, 234, 240)")  # of letters on a dark ground, as on the page


def test_what_was_taken_out_is_put_back_or_deleted_for_good_after_a_question(page, changing):
    page.goto(f"{changing}/kho")
    rows = page.locator(".dc-list tbody tr")
    question = page.get_by_role("dialog")
    for number in ("87/QĐ-UBND", "12/KH-LĐLĐ"):
        rows.filter(has_text=number).get_by_text("Gỡ…").click()
        question.get_by_role("button", name="Chuyển vào thùng rác").click()
        expect(question).to_have_count(0)
    tab(page, "Thùng rác")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="87/QĐ-UBND")).to_contain_text("<script>alert(1)</script>")
    expect(rows.first).to_contain_text("01/06/2024Gỡ bằng tay")
    rows.filter(has_text="12/KH-LĐLĐ").get_by_text("Khôi phục…").click()
    question.get_by_role("button", name="Khôi phục").click()
    expect(page.get_by_text("Đã khôi phục Kế hoạch 12/KH-LĐLĐ.")).to_be_visible()
    expect(rows).to_have_count(1)
    rows.get_by_text("Xóa hẳn…").click()
    expect(question).to_contain_text("không lấy lại được")
    question.get_by_role("button", name="Thôi").click()
    expect(rows).to_have_count(1)
    page.get_by_role("link", name="Xóa hẳn tất cả…").click()
    expect(question).to_contain_text("1 văn bản")
    question.get_by_role("button", name="Xóa hẳn tất cả").click()
    expect(page.get_by_text("Thùng rác trống.")).to_be_visible()
    tab(page, "Danh sách")
    expect(rows).to_have_count(3)


def test_uploaded_files_are_taken_in_with_progress_and_reasons(page, changing, tmp_path):
    files = [tmp_path / "ke-hoach.txt", tmp_path / "báo cáo.txt"]
    for file in files:
        file.write_text("KẾ HOẠCH", encoding="utf-8")
    page.goto(f"{changing}/kho")
    tab(page, "Nạp văn bản")
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_text("báo cáo.txt")).to_be_visible()
    page.get_by_role("button", name="Nạp các tệp đã chọn").click()
    expect(page.get_by_role("heading", name="Kết quả nạp")).to_be_visible()
    expect(page.get_by_text("Tệp hỏng; hãy mở bằng Word, lưu lại rồi nạp lại.").first).to_be_visible()
    expect(page.get_by_text("Văn bản có dấu MẬT nên không nạp.").first).to_be_visible()
    expect(page.get_by_text("Không thấy ngày ban hành.")).to_be_visible()
    page.get_by_text(re.compile(r"Từng tệp \(3\)")).click()
    expect(page.locator("details table tr, [data-testid=stExpander] tr")).to_have_count(3)
    page.get_by_role("button", name="Ẩn kết quả nạp").click()
    expect(page.get_by_role("heading", name="Kết quả nạp")).to_have_count(0)


def test_a_first_ingest_shows_each_file_as_it_ends_and_stays_where_it_is(page, tmp_path):
    go = tmp_path / "go"
    with invented("slow", FAKE_GO=str(go)) as address:
        page.goto(f"{address}/kho")
        tab(page, "Nạp văn bản")
        page.get_by_label("Hoặc nạp cả thư mục trên máy này").fill(str(tmp_path))
        page.get_by_role("button", name="Nạp thư mục").click()
        expect(page.get_by_text("Đang nạp: 1 / 4 tệp")).to_be_visible()
        expect(page.get_by_text("tep-dau.docx")).to_be_visible()
        expect(page.get_by_role("button", name="Nạp thư mục")).to_be_disabled()
        page.get_by_text("Tra cứu", exact=True).click()  # it goes on while another page is read
        expect(page.locator("h1")).to_have_text("Kho chưa có văn bản nào")
        page.go_back()
        expect(page.get_by_text("Đang nạp: 1 / 4 tệp")).to_be_visible()
        go.touch()
        expect(page.get_by_role("heading", name="Kết quả nạp")).to_be_visible()
        expect(page.locator(".dc-figures").first).to_contain_text("4 văn bản")
        page.get_by_role("tab", name="Danh sách").click()
        expect(page.locator(".dc-list tbody tr")).to_have_count(4)


def test_nothing_chosen_and_a_wrong_folder_are_pointed_out(page, full):
    page.goto(f"{full}/kho")
    tab(page, "Nạp văn bản")
    page.get_by_role("button", name="Nạp các tệp đã chọn").click()
    expect(page.get_by_text("Chưa chọn tệp nào.")).to_be_visible()
    page.get_by_label("Hoặc nạp cả thư mục trên máy này").fill("/khong/*co*/_that_")
    page.get_by_role("button", name="Nạp thư mục").click()
    expect(page.get_by_role("alert").first).to_contain_text(
        "Không có thư mục hoặc tệp “/khong/*co*/_that_” trên máy này"
    )


def test_what_waits_for_a_person_is_listed_with_the_remedy(page, full):
    page.goto(f"{full}/kho?phan=Cần+xử+lý")
    expect(page.locator(".dc-table").first).to_contain_text("Tệp hỏng; hãy mở bằng Word")
    expect(page.locator(".dc-table").nth(1)).to_contain_text("Không thấy ngày ban hành.")


def test_the_state_of_the_archive_names_the_remedy_and_repairs(page, full):
    page.goto(f"{full}/kho")
    tab(page, "Tình trạng kho")
    expect(page.locator(".dc-table")).to_contain_text("Cách xử lý: Bấm “Kiểm tra và sửa” ở trên.")
    expect(page.locator(".dc-table")).to_contain_text("Có đoạn chưa tìm được theo từ, hoặc kết quả thừa.")
    page.get_by_role("button", name="Kiểm tra và sửa").click()
    expect(page.get_by_text("Kho ở trạng thái tốt.")).to_be_visible()


def test_a_backup_is_made_and_sent_by_a_button(page, full):
    page.goto(f"{full}/kho?phan=Tình+trạng+kho")
    expect(page.get_by_text("Bản sao lưu gần nhất: 01/06/2024, tại /sao-luu/kho.zip.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Lập và tải bản sao lưu").click()
    with open(download.value.path(), "rb") as file:
        assert file.read() == b"PK backup"


def test_an_empty_archive_leads_to_where_files_are_taken_in(page, empty):
    page.goto(f"{empty}/kho")
    page.locator(".dc-empty a").click()
    expect(page.get_by_role("tab", name="Nạp văn bản")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("button", name="Nạp thư mục")).to_be_visible()
