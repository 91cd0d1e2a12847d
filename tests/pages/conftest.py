"""A browser to look at the pages, and servers of them."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.pages.serving import CHROMIUM, FLAGS, invented
from tests.programs import require_program


def pytest_collection_modifyitems(items):
    """Give a test in a browser two more tries: on a busy machine what shows for a moment may be gone when it looks."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture(scope="package")
def browser():
    """Chromium without a window; the tests are skipped where it is not installed.

    It goes with the last test in a browser: Playwright keeps an event loop running, and others start their own.
    """
    program = require_program(*CHROMIUM)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def full():
    """Address of an app whose library no test changes."""
    with invented("full") as address:
        yield address


@pytest.fixture(scope="package")
def empty():
    """Address of an app whose archive holds nothing."""
    with invented("empty") as address:
        yield address


@pytest.fixture
def changing():
    """Address of an app of this test's own, whose library it may change."""
    with invented("full") as address:
        yield address


@pytest.fixture(scope="package")
def office(browser):
    """A browser profile with an office screen; one for all tests, so that its cache holds the app's own scripts."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture(scope="package")
def pocket(browser):
    """The same with a telephone's width."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 400, "height": 860})
    yield context
    context.close()


@contextmanager
def _opened(context):
    page = context.new_page()
    page.set_default_timeout(20_000)
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
    yield page
    broken = page.evaluate("window.broken")
    page.close()
    assert not faults
    assert broken is None, "text of a document ran as a script"


@pytest.fixture
def page(office):
    """A page of an office screen; a fault in the page's scripts, or a script in a document that ran, fails the test."""
    with _opened(office) as opened:
        yield opened


@pytest.fixture
def phone(pocket):
    """The same on a telephone's width."""
    with _opened(pocket) as opened:
        yield opened
