"""Every page by axe-core, in light and dark: nothing serious; and by keyboard alone."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

ADDRESSES = {
    "trang chủ": "/",
    "tra cứu": "/tra-cuu",
    "kết quả": "/?q=an+toàn",
    "không thấy": "/?q=zzz",
    "hỏi đáp": "/hoi-dap?hoi=Tháng+Công+nhân",
    "nhiệm vụ": "/nhiem-vu?doc=dddddddddddddddd",
    "viện dẫn": "/vien-dan?doc=dddddddddddddddd",
    "chưa có": "/vien-dan?phan=Chưa+có+trong+kho",
    "trùng số": "/vien-dan?phan=Trùng+số",
    "kiểm tra": "/kiem-tra",
    "kho": "/kho",
    "nạp": "/kho?phan=Nạp+văn+bản",
    "cần xử lý": "/kho?phan=Cần+xử+lý",
    "tình trạng": "/kho?phan=Tình+trạng+kho",
    "văn bản": "/van-ban?doc=aaaaaaaaaaaaaaaa&at=0&khop=an+toàn",
}
_SERIOUS = """async () => (await axe.run({resultTypes: ["violations"]})).violations
    .filter(v => ["serious", "critical"].includes(v.impact))
    .map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 160)).join(" | "))"""


@pytest.fixture(scope="module")
def axe():
    """The source of axe-core, a tool of the tests that is not shipped."""
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_violation(page, full, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    found = {}
    for name, address in ADDRESSES.items():
        page.goto(full + address)
        page.locator(".dc-bar").wait_for()
        page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
        page.evaluate(axe)
        violations = page.evaluate(_SERIOUS)
        if violations:
            found[name] = violations
    assert found == {}


def test_a_search_is_made_and_a_hit_opened_by_keyboard(page, full):
    page.goto(full)
    expect(page.locator(".st-key-q_home input")).to_be_focused()
    page.keyboard.type("an toàn")
    page.keyboard.press("Enter")
    expect(page.locator(".dc-hit")).to_have_count(3)
    page.keyboard.press("/")
    expect(page.locator(".st-key-q input")).to_be_focused()
    page.keyboard.press("ArrowDown")
    focused = page.locator("a.dc-open").first
    expect(focused).to_be_focused()
    assert focused.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page.locator(".dc-head h1")).to_be_visible()
