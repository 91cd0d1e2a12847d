"""What stands around the pages: the headers and what they forbid, sessions that no script reads, sign-in elsewhere."""

import json
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.access import PASSWORD, archive
from tests.oidc import provider
from tests.pages.serving import PAGES, free_port, served
from tests.pages.test_accessible import ADDRESSES

APP = PAGES / "guarded_app.py"
_NOTED = """window.forbidden = [];
document.addEventListener("securitypolicyviolation", e => window.forbidden.push(e.violatedDirective));
"""
_TRIED = """async () => {
  document.body.insertAdjacentHTML("beforeend", "<img src=data:x onerror=window.ran=1>");
  const script = document.createElement("script");
  script.textContent = "window.ran = 2";
  document.body.append(script);
  setTimeout(() => window.eval("window.ran = 3"));
  const soon = () => new Promise(resolve => setTimeout(resolve, 20));
  for (let left = 200; left && window.forbidden.length < 3; left--) await soon();
}"""


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768})
    context.add_init_script(_NOTED)
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    yield opened
    context.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Address of an app with sign-in by password, and its archive."""
    folder = tmp_path_factory.mktemp("office")
    with (
        archive(folder) as library,
        served(APP, GUARDED_ARCHIVE=str(library.path), DANCHIEU_AUTH="local") as address,
    ):
        yield address, library


def settled(page):
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


def test_every_page_works_within_what_the_headers_allow(page):
    with served(APP) as app:
        for name in ("trang chủ", "kết quả", "hỏi đáp", "nhiệm vụ", "kiểm tra", "nạp", "tình trạng", "văn bản"):
            page.goto(app + ADDRESSES[name])
            page.locator(".dc-bar").wait_for()
            settled(page)
            assert page.evaluate("window.forbidden") == [], name
        page.goto(f"{app}/vien-dan?doc={'d' * 16}")
        expect(page.locator(".dc-graph .dc-node").first).to_be_visible()  # a component of ours
        assert page.evaluate("window.forbidden") == []
        page.evaluate(_TRIED)
        assert page.evaluate("window.ran") is None
        assert set(page.evaluate("window.forbidden")) == {"script-src", "script-src-attr", "script-src-elem"}


def sign_in(page, name):
    page.get_by_label("Tên người dùng").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def session_of(page):
    return next((c for c in page.context.cookies() if c["name"] == "dan_chieu_phien"), None)


def test_a_session_is_kept_where_no_script_reads_it_until_one_signs_out(page, office):
    address, library = office
    page.goto(f"{address}/kho?loc=2024")
    expect(page.get_by_label("Mật khẩu")).to_be_visible()
    expect(page.locator(".dc-tab")).to_have_count(0)
    with page.expect_response("**/phien") as kept:
        sign_in(page, "lan")
    assert kept.value.status == 204
    assert "loc=2024" in page.url
    cookie = session_of(page)
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    assert cookie["value"] not in page.evaluate(
        "document.cookie + JSON.stringify({...localStorage, ...sessionStorage})"
    )
    page.reload()
    expect(page.locator(".dc-list tbody tr")).to_have_count(2)
    expect(page.get_by_role("tab")).to_have_text(["Danh sách"])  # a reader
    expect(page.get_by_role("link", name="Gỡ…")).to_have_count(0)
    page.get_by_role("link", name="lan").click()
    expect(page.locator(".dc-account")).to_contain_text("Người đọc")
    with page.expect_response("**/phien"):
        page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_text("Đã đăng xuất.")).to_be_visible()
    assert session_of(page) is None
    assert [e.action for e in library.audit.entries(2)] == ["sign-out", "sign-in"]
    page.goto(f"{address}/kho")
    expect(page.get_by_label("Mật khẩu")).to_be_visible()


def test_a_session_that_has_ended_says_why(page, office):
    address, library = office
    page.goto(address)
    with page.expect_response("**/phien"):
        sign_in(page, "hoa")
    expect(page.get_by_role("link", name="hoa")).to_be_visible()
    library.people.set_groups("hoa", ["nhan-su"])
    library.people.set_role("hoa", "reader")  # what somebody may do has changed: their sessions end
    page.reload()
    expect(page.get_by_text("Phiên đăng nhập trước đã kết thúc: quá 12 giờ không dùng")).to_be_visible()


def test_editors_bring_uploads_and_admins_say_into_which_collection(page, office):
    address, library = office
    page.goto(f"{address}/kho?phan=Nạp+văn+bản")
    with page.expect_response("**/phien"):
        sign_in(page, "minh")
    expect(page.get_by_role("button", name="Nạp các tệp đã chọn")).to_be_visible()
    expect(page.get_by_role("button", name="Nạp thư mục")).to_have_count(0)
    expect(page.get_by_label("Bộ văn bản nhận")).to_have_count(0)
    page.context.clear_cookies()
    page.goto(f"{address}/kho?phan=Nạp+văn+bản")
    with page.expect_response("**/phien"):
        sign_in(page, "quan")
    expect(page.get_by_role("button", name="Nạp thư mục")).to_be_visible()
    page.get_by_label("Bộ văn bản nhận các tệp này").click()
    page.get_by_role("option", name="to-chuc").click()
    file = {"name": "moi.txt", "mimeType": "text/plain", "buffer": "Công văn mới của bộ tổ chức.".encode()}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("moi.txt")).to_be_visible()
    page.get_by_role("button", name="Nạp các tệp đã chọn").click()
    expect(page.get_by_role("heading", name="Kết quả nạp")).to_be_visible()
    assert {c.name: c.documents for c in library.collections.all()} == {"chung": 2, "to-chuc": 2}


def test_a_ticket_that_was_not_given_is_refused(office):
    address, _ = office
    for ticket in ("", "x"):
        asked = urllib.request.Request(f"{address}/phien", method="POST", headers={"X-Phien": ticket})
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(asked)


def test_sign_in_through_the_organisation(page, tmp_path):
    with archive(tmp_path) as library, provider() as vouching:
        library.people.add("thu", "reader", email="lan@songngan.example")
        port = free_port()
        secrets = json.dumps(vouching.secrets(f"http://127.0.0.1:{port}"))
        chosen = {"GUARDED_ARCHIVE": str(library.path), "GUARDED_SECRETS": secrets, "DANCHIEU_AUTH": "oidc"}
        with served(APP, port, **chosen) as address:
            page.goto(f"{address}/kho")
            page.get_by_role("button", name="Đăng nhập qua hệ thống của cơ quan").click()
            expect(page.get_by_role("link", name="thu")).to_be_visible()
            page.goto(f"{address}/kho")
            expect(page.locator(".dc-list tbody tr")).to_have_count(2)
            assert ("sign-in", "thu", "oidc") in [(e.action, e.actor, e.detail) for e in library.audit.entries()]
            page.goto(f"{address}/tai-khoan")
            page.get_by_role("button", name="Đăng xuất").click()
            expect(page.get_by_role("button", name="Đăng nhập qua hệ thống của cơ quan")).to_be_visible()
            assert len(vouching.ended) == 1  # signed out there, too

            vouching.claims = vouching.claims | {"email_verified": False}
            page.get_by_role("button", name="Đăng nhập qua hệ thống của cơ quan").click()
            expect(page.get_by_text("không xác nhận địa chỉ thư")).to_be_visible()
            expect(page.locator(".dc-tab")).to_have_count(0)
            page.get_by_role("button", name="Đăng xuất").click()
            vouching.claims = {"sub": "2", "email": "la@songngan.example", "email_verified": True}
            page.get_by_role("button", name="Đăng nhập qua hệ thống của cơ quan").click()
            expect(page.get_by_text("la@songngan.example chưa được cấp quyền")).to_be_visible()
            expect(page.locator(".dc-tab")).to_have_count(0)
