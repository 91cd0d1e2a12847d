"""Saved searches in a browser, over a real archive that another process adds to."""

import pytest
from playwright.sync_api import expect

from library import Library
from settings import Settings
from tests.fakes import FakeEncoder
from tests.pages.serving import PAGES, served

LETTER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: {number}/LĐLĐ-CSPL
Sông Ngàn, ngày 0{number} tháng 05 năm 2024
CÔNG VĂN
Về việc <b>{title}</b>
{body}
"""
LETTERS = (
    (1, "hỗ trợ nhà ở", "Đề nghị hỗ trợ tiền thuê nhà ở cho công nhân khu công nghiệp."),
    (2, "trồng cây", "Phát động trồng cây xanh dọc bờ sông nhân dịp đầu xuân."),
    (3, "giá thuê nhà", "Khảo sát tiền thuê nhà ở của công nhân năm nay."),
)


def bring(folder, *letters):
    for number, title, body in letters:
        (folder / f"{number}.txt").write_text(LETTER.format(number=number, title=title, body=body), encoding="utf-8")
    settings = Settings(library=folder / "kho", catalogue=folder / "none.csv", jobs=1)
    with Library.open(folder / "kho", settings, FakeEncoder()) as library:
        assert library.ingest([folder / f"{number}.txt" for number, _, _ in letters]).added == len(letters)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("kho")


@pytest.fixture(scope="module")
def office(place):
    bring(place, *LETTERS[:2])
    with served(PAGES / "real_app.py", STORY_ARCHIVE=str(place / "kho")) as address:
        yield address


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768})
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    yield opened
    context.close()


def test_a_search_is_saved_and_what_comes_later_is_told_until_it_is_seen(page, office, place):
    page.goto(f"{office}/tra-cuu?q=thuê+nhà+công+nhân&loai=Công+văn")
    expect(page.locator(".dc-hit").first).to_contain_text("1/LĐLĐ-CSPL")
    page.get_by_role("button", name="Lưu tìm kiếm").click()
    page.get_by_label("Tên để nhớ").fill("Nhà ở <i>công nhân</i>")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("button", name="Đã lưu")).to_be_visible()
    page.locator(".dc-hit a.dc-open").first.click()
    expect(page.locator("#dc-mark")).to_be_visible()

    bring(place, LETTERS[2])
    page.goto(office)
    news = page.locator(".dc-news")
    expect(news).to_contain_text("Nhà ở <i>công nhân</i> 1 văn bản mới")
    expect(news).to_contain_text("Công văn 3/LĐLĐ-CSPL")
    expect(news).to_contain_text("<b>giá thuê nhà")
    expect(page.locator(".dc-home", has_text="Vừa tra cứu")).to_contain_text("thuê nhà công nhân")
    news.get_by_role("link", name="Nhà ở").click()
    expect(page.locator(".dc-news")).to_contain_text("1 văn bản mới từ lần xem trước")
    expect(page.get_by_label("Loại văn bản")).to_be_visible()
    assert "loai=C%C3%B4ng+v%C4%83n" in page.url
    page.locator(".dc-news a.dc-open").click()
    expect(page.locator(".dc-head h1")).to_have_text("Công văn 3/LĐLĐ-CSPL")
    page.go_back()
    expect(page.locator(".dc-news")).to_contain_text("1 văn bản mới")  # it stays in this session
    page.get_by_role("link", name="Trang chủ").click()
    expect(page.locator(".dc-figures")).to_contain_text("3 văn bản")
    expect(page.locator(".dc-news")).to_have_count(0)


def test_what_was_searched_for_last_outlives_the_session_and_can_be_cleared(page, office, browser):
    page.goto(f"{office}/tra-cuu?q=trồng+cây")
    page.locator(".dc-hit a.dc-open").first.click()
    expect(page.locator(".dc-head h1")).to_be_visible()
    other = browser.new_context().new_page()
    other.goto(f"{office}/tra-cuu")
    expect(other.locator(".dc-home")).to_contain_text("trồng cây")
    other.context.close()
    page.goto(office)
    page.get_by_role("link", name="Xóa danh sách này").click()
    expect(page.get_by_role("link", name="Xóa danh sách này")).to_have_count(0)
    page.goto(f"{office}/tra-cuu?q=trồng+cây")
    page.get_by_role("button", name="Lưu tìm kiếm").click()
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("button", name="Đã lưu").click()
    page.get_by_role("button", name="Bỏ lưu").click()
    expect(page.get_by_role("button", name="Lưu tìm kiếm")).to_be_visible()
