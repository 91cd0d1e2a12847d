"""People at the pages, for `load.py`: browsers that open one search after the other, and how long each takes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from evaluation.benchmarks.loads import Measured, free_port

ROOT = Path(__file__).resolve().parents[2]
_SHOWN = ".dc-hit, .dc-empty"  # hits, or the sentence that says there are none
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
_PATIENCE = 60_000  # milliseconds


@contextmanager
def pages(library: Path) -> Iterator[str]:
    """Serve the pages over `library` and give their address."""
    port = free_port()
    options = ("--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true")
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *options]
    environment = os.environ | {"DANCHIEU_LIBRARY": str(library)}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def person(number: int, url: str, queries: Sequence[str], until: float, pause: float, measured: Measured) -> None:
    """Open searches in a browser of one's own until the time is over; `pause` seconds between two, on average."""
    from playwright.sync_api import Error, sync_playwright

    chance = random.Random(1000 + number)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, _CHROMIUM)), None), args=list(_FLAGS)
        )
        page = browser.new_page(locale="vi-VN")
        page.goto(f"{url}/tra-cuu", timeout=_PATIENCE)  # the scripts of the page are then in the browser's cache
        while time.monotonic() < until:
            began = time.perf_counter()
            wrong = ""
            try:
                page.goto(f"{url}/tra-cuu?{urlencode({'q': chance.choice(queries)})}", timeout=_PATIENCE)
                page.locator(_SHOWN).first.wait_for(timeout=_PATIENCE)
            except Error as error:
                wrong = str(error).splitlines()[0]
            measured.add(time.perf_counter() - began, wrong)
            time.sleep(chance.uniform(0.5, 1.5) * pause)
        browser.close()


def people(
    count: int, url: str, queries: Sequence[str], until: float, pause: float, measured: Measured
) -> list[threading.Thread]:
    """Start `count` of them; the threads end with the time."""
    threads = [threading.Thread(target=person, args=(n, url, queries, until, pause, measured)) for n in range(count)]
    for thread in threads:
        thread.start()
    return threads
