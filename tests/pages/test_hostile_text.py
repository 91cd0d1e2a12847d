# ruff: noqa: E501 - payloads and an invented document, a line each
"""Scripts in names, titles, texts, questions and addresses: none runs, on any page."""

from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import expect

from tests.pages.serving import PAGES, served

_MARKUP = (
    "<script>{}</script>", "<img src=x onerror={}>", "<svg onload={}>", "<svg><script>{}</script></svg>",
    "<iframe srcdoc='<script>parent.{}</script>'></iframe>", "<iframe src=javascript:parent.{}></iframe>",
    "<body onload={}>", "<details open ontoggle={}>x</details>", "<video><source onerror={}></video>",
    "<audio src=x onerror={}>", "<input autofocus onfocus={}>", "<select autofocus onfocus={}>",
    "<textarea autofocus onfocus={}>", "<marquee onstart={}>x</marquee>", "<object data=javascript:{}></object>",
    "<embed src=javascript:{}>", "<a href=javascript:{} autofocus onfocus={}>x</a>", "<form onsubmit={}><button>",
    "<math><a xlink:href=javascript:{}>x</a></math>", "<style>@import 'javascript:{}'</style>",
    "<style onload={}>a</style>", "<link rel=stylesheet href=x onerror={}>", "<base href=javascript:{}//>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>", "<template><script>{}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>", "<xmp><img src=x onerror={}></xmp>",
    "<svg><animate onbegin={} attributeName=x dur=1s>", "<svg><set onbegin={} attributeName=x>",
    "<svg><use href=\"data:image/svg+xml,<svg id=x onload={}>#x\">", "<div style=animation-name:x onanimationstart={}>",
    "<p onmouseover={} style=position:fixed;inset:0>x", "<img src=x:x onerror\n={}>", "<ScRiPt>{}</sCrIpT>",
    "<img/src=x/onerror={}>", "<<script>{}//<</script>", "<scr<script>ipt>{}</scr</script>ipt>",
    "\"><script>{}</script>", "'><script>{}</script>", "\" onfocus={} autofocus x=\"", "' onfocus={} autofocus x='",
    "\" onmouseover={} style=\"position:fixed;inset:0\"", "</script><script>{}</script>", "</style><script>{}</script>",
    "</textarea><script>{}</script>", "</title><script>{}</script>", "<!--><script>{}</script>-->",
    "<![CDATA[<script>{}</script>]]>", "&lt;script&gt;{}&lt;/script&gt;", "&#60;script&#62;{}&#60;/script&#62;",
    "\\u003cscript\\u003e{}\\u003c/script\\u003e", "%3Cscript%3E{}%3C/script%3E", "javascript:{}",
    "[x](javascript:{})", "![x](x\"onerror=\"{})", ":red[<img src=x onerror={}>]", "$\\href{{javascript:{}}}{{x}}$",
    "`<script>{}</script>`", "{{{{constructor.constructor('{}')()}}}}", "${{{}}}", "<x onclick={} contenteditable autofocus>",
    "<dialog open onclose={}><button>", "<a href='data:text/html,<script>{}</script>'>x</a>", "<img srcset=x onerror={}>",
)  # fmt: skip
_RUN = "(window.broken=%d)"
PAYLOADS = tuple(
    form.replace("{}", _RUN % i) if "{{" not in form else form.format(_RUN % i) for i, form in enumerate(_MARKUP)
)
_DOCUMENT = "ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN\nSố: {number}/QĐ-UBND\nQUYẾT ĐỊNH\nVề {payload}\n\nĐiều 1. An toàn {payload}\nĐiều 2. Theo Quyết định số 9{number}/QĐ-UBND về {payload}.\n"


def _named(payload):
    return "".join(c if c not in "/\\\0\n" else "_" for c in payload)[:80]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """An app over an archive whose file names, titles and texts are scripts."""
    from library import Library
    from settings import Settings
    from tests.fakes import FakeEncoder

    folder = tmp_path_factory.mktemp("xss")
    (folder / "in").mkdir()
    for i, payload in enumerate(PAYLOADS):
        text = _DOCUMENT.format(number=i + 1, payload=payload.replace("\n", " "))
        (folder / "in" / f"{i:02} {_named(payload)}.txt").write_text(text, encoding="utf-8")
    with Library.open(folder / "kho", Settings(library=folder / "kho", jobs=1), FakeEncoder()) as library:
        report = library.ingest([folder / "in"])
        assert report.added == len(PAYLOADS), report.failed
    with served(PAGES / "real_app.py", STORY_ARCHIVE=str(folder / "kho")) as base:
        yield base


def test_there_are_enough():
    assert len(set(PAYLOADS)) >= 60


def _settled(page):
    page.locator(".dc-bar").wait_for()
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    assert page.evaluate("window.broken") is None, page.url


def test_names_titles_and_texts_do_not_run(page, address):
    for path in ("/", "/?q=an+toàn", "/kho", "/kho?trang=2", "/vien-dan", "/vien-dan?phan=Chưa+có+trong+kho"):
        page.goto(address + path)
        _settled(page)
    page.goto(f"{address}/kho")
    expect(page.locator(".dc-list tbody tr")).to_have_count(50)
    links = page.locator(".dc-list a.dc-open").evaluate_all("a => a.map(x => x.href)")
    for link in links[::7]:
        page.goto(link)
        _settled(page)
        page.locator(".dc-text").first.hover()
    page.goto(f"{address}/?q=an+toàn")
    for _ in range(5):
        _settled(page)
        page.get_by_role("button", name="Xem thêm kết quả").click()
    expect(page.locator(".dc-hit")).to_have_count(60)
    _settled(page)


def test_questions_and_addresses_do_not_run(page, address):
    page.goto(f"{address}/tra-cuu")
    for payload in PAYLOADS:  # within one visit: the page hears of the address as it does when a link is clicked
        query = urlencode({"q": payload, "vb": payload, "tu": payload})
        page.evaluate(
            "a => { history.pushState({}, '', a); dispatchEvent(new PopStateEvent('popstate')); }", f"/?{query}"
        )
    expect(page.locator(".st-key-q input")).to_have_value(PAYLOADS[-1])
    _settled(page)
    for name in (
        "van-ban?doc=",
        "vien-dan?doc=",
        "nhiem-vu?doc=",
        "hoi-dap?hoi=",
        "kho?loc=",
        "kho?phan=",
        "soan-thao?doc=",
    ):
        for payload in PAYLOADS[:3] + PAYLOADS[37:41]:
            page.evaluate(
                "a => { history.pushState({}, '', a); dispatchEvent(new PopStateEvent('popstate')); }",
                f"/{name}{quote(payload)}",
            )
        _settled(page)
