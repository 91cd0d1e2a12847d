"""Every page by axe-core, in light, in dark and at 400 pixels: nothing serious; and by keyboard alone."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.pages.serving import PAGES, served

DIRECTIVE = "d" * 16
ADDRESSES = {
    "trang chủ": "/",
    "tra cứu": "/tra-cuu",
    "kết quả": "/?q=an+toàn",
    "không thấy": "/?q=zzz",
    "hỏi đáp": "/hoi-dap?hoi=Tháng+Công+nhân",
    "nhiệm vụ": "/nhiem-vu?doc=dddddddddddddddd&nv=3",
    "tổng hợp": "/nhiem-vu?doc=dddddddddddddddd&xem=tong-hop",
    "theo số hiệu": "/nhiem-vu?doc=dddddddddddddddd&so=1",
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


def serious(page, axe):
    """Return what axe finds serious on the page once it is drawn."""
    page.locator(".dc-bar").wait_for()
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    page.locator('[data-testid="stSkeleton"]').first.wait_for(state="detached")
    page.evaluate(axe)
    return page.evaluate(_SERIOUS)


def look_through(page, base, axe):
    found = {}
    for name, address in ADDRESSES.items():
        page.goto(base + address)
        if violations := serious(page, axe):
            found[name] = violations
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_violation(page, full, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    assert look_through(page, full, axe) == {}


def test_no_page_has_a_serious_violation_on_a_telephone(phone, full, axe):
    assert look_through(phone, full, axe) == {}


@pytest.fixture(scope="module")
def drafting():
    """Address of an app over the invented library with drafts."""
    with served(PAGES / "draft_app.py") as address:
        yield address


def draft(page, address):
    """Make a draft by keyboard: from the bar into the page, to the button, into the text."""
    page.goto(f"{address}/soan-thao?doc={DIRECTIVE}")
    button = page.get_by_role("button", name="Lập dự thảo", exact=True)
    expect(button).to_be_enabled()
    tab_to(page, button)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Trích yếu").first).to_be_visible()


def test_a_draft_shown_has_no_serious_violation(page, phone, drafting, axe):
    draft(page, drafting)
    found = {"light": serious(page, axe)}
    page.emulate_media(color_scheme="dark")
    found["dark"] = serious(page, axe)
    draft(phone, drafting)
    found["telephone"] = serious(phone, axe)
    assert found == {"light": [], "dark": [], "telephone": []}
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_checked_draft_has_no_serious_violation(page, full, axe):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{full}/kiem-tra")
    field = page.get_by_label("Hoặc dán nội dung dự thảo")
    tab_to(page, field)
    page.keyboard.insert_text("Theo Quyết định số 12/KH-LĐLĐ ngày 02/4/2023 và Nghị quyết số 35-NQ/TW.")
    tab_to(page, page.get_by_role("button", name="Kiểm tra", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator(".dc-finding")).to_have_count(3)
    assert serious(page, axe) == []
    copy = page.get_by_role("button", name="Chép chữ đúng").first
    tab_to(page, copy)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã chép")).to_be_visible()


_LOOK = """e => { const around = []; for (let at = e; at && around.length < 6; at = at.parentElement) around.push(at);
    for (const at of around) for (const moving of at.getAnimations()) moving.finish();
    return around.map(at => { const s = getComputedStyle(at);
        return [s.outlineStyle, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor].join();
    }).join("|"); }"""
# What has the focus; how it looks is kept on the page, to be compared with how it looks without the focus.
_FOCUSED = f"""() => {{ const look = {_LOOK}, e = document.activeElement;
    if (!e || e === document.body) return null;
    const name = (e.getAttribute("aria-label") || e.innerText || e.placeholder || e.value || e.outerHTML).trim();
    const known = (window.places ??= []).some(place => place.e === e);
    if (!known) window.places.push({{e, name: name.slice(0, 60), look: look(e)}});
    return known ? null : name; }}"""
_UNSEEN = f"""() => {{ const look = {_LOOK}; document.activeElement.blur();
    const places = window.places; window.places = [];
    return places.filter(({{e, look: then}}) => e.isConnected && look(e) === then).map(({{name}}) => name); }}"""
_MOST, _FEW = 90, 24  # presses of Tab in search of one place; and to look around on a page


def tab_to(page, wanted):
    """Press Tab until `wanted` has the focus, as who has no mouse does."""
    for _ in range(_MOST):
        if wanted.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {wanted}")


def test_tab_goes_through_every_page_and_shows_where_it_is(page, full):
    unseen = {}
    page.goto(full)
    page.locator(".dc-bar a.dc-tab").first.wait_for()
    expect(page.get_by_test_id("stSkipToContent")).to_have_accessible_name("Đến phần chính")
    names = [link.inner_text() for link in page.locator(".dc-bar a.dc-tab").all()]
    assert len(names) == 8
    for name in names:
        link = page.locator(".dc-bar").get_by_role("link", name=name, exact=True)
        tab_to(page, link)
        page.keyboard.press("Enter")
        expect(link).to_have_attribute("aria-current", "page")
        page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
        page.evaluate("document.activeElement.blur()")
        reached = 0
        for _ in range(_FEW):
            page.keyboard.press("Tab")
            if page.evaluate(_FOCUSED) is None:
                break
            reached += 1
        assert reached > 2, f"Tab does not go through {name}"
        if places := page.evaluate(_UNSEEN):
            unseen[name] = places
    assert unseen == {}


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
