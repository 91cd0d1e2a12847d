"""What a telephone's width asks for: rows instead of columns, the bar at the present page, the picture in its frame."""

from playwright.sync_api import expect

DIRECTIVE = "d" * 16


def test_the_bar_shows_the_present_page(phone, full):
    phone.goto(f"{full}/kho")
    expect(phone.locator(".dc-bar [aria-current]")).to_be_in_viewport(ratio=1)


def test_tables_of_citations_are_read_row_by_row(phone, full):
    phone.goto(f"{full}/vien-dan?doc={DIRECTIVE}")
    sentences = phone.locator(".dc-links td:nth-child(3)")
    expect(sentences.first).to_be_visible()
    assert min(sentence.bounding_box()["width"] for sentence in sentences.all()) > 300
    phone.goto(f"{full}/vien-dan?phan=Chưa+có+trong+kho")
    count = phone.locator('.dc-table td[data-name="Lượt dẫn"]').first
    expect(count).to_be_visible()
    assert count.evaluate("e => getComputedStyle(e, '::before').content") == '"Lượt dẫn: "'


def test_the_picture_of_citations_is_drawn_smaller(phone, full):
    phone.goto(f"{full}/vien-dan?doc={DIRECTIVE}")
    focus = phone.locator(".dc-graph .dc-focus")
    expect(focus).to_be_visible()
    box = focus.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 400 and box["width"] < 204
