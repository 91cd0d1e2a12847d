"""A server of the pages over the invented library, and a browser to look at it."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.programs import require_program

ROOT = Path(__file__).resolve().parents[2]
# Without the last four Chromium looks for its makers' hosts at every start.
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run")
FLAGS += ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic")
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@contextmanager
def serving(library, **environment):
    """Serve the pages over the invented library of that name; give the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = ROOT / "tests" / "pages" / "fake_app.py"
    options = {"server.port": port, "server.headless": "true", "server.address": "127.0.0.1", "logger.level": "info"}
    command = [sys.executable, "-m", "streamlit", "run", str(script), *(f"--{k}={v}" for k, v in options.items())]
    server = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"FAKE_LIBRARY": library, "PYTHONUNBUFFERED": "1"} | environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )  # fmt: skip
    try:
        said = []
        for line in server.stdout:
            said.append(line)
            if "URL:" in line:
                break
        else:
            pytest.fail("the server ended: " + "".join(said))
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate()


@pytest.fixture(scope="session")
def browser():
    """Chromium without a window; the tests are skipped where it is not installed."""
    program = require_program(*NAMES)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def full():
    """Address of an app whose library no test changes."""
    with serving("full") as address:
        yield address


@pytest.fixture(scope="session")
def empty():
    """Address of an app whose archive holds nothing."""
    with serving("empty") as address:
        yield address


@pytest.fixture
def changing():
    """Address of an app of this test's own, whose library it may change."""
    with serving("full") as address:
        yield address


@pytest.fixture(scope="session")
def office(browser):
    """A browser profile with an office screen; one for all tests, so that its cache holds the app's own scripts."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture(scope="session")
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
