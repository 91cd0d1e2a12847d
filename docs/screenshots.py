"""Make the pictures of docs/img from the real app over the sample documents: `python docs/screenshots.py [FOLDER]`.

Needs the development requirements and Chromium; the archive is a temporary one, made of corpus/samples only.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from library import Library  # noqa: E402
from settings import load_settings  # noqa: E402
from tests.pages.serving import CHROMIUM, FLAGS, served  # noqa: E402

WIDTH = 1366


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: the address, what must be on the page before it is taken, and its height."""

    address: str
    ready: str
    height: int = 768


def main(folder: Path) -> None:
    """Ingest the samples and write one picture for each page into `folder`."""
    with tempfile.TemporaryDirectory() as temporary:
        archive = Path(temporary) / "kho"
        with Library.open(archive, load_settings(library=archive)) as library:
            library.ingest([ROOT / "corpus" / "samples"])
            shots = _shots(library)
        with served(ROOT / "app.py", DANCHIEU_LIBRARY=str(archive)) as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=list(FLAGS))
            for name, shot in shots.items():
                _shoot(browser, base, shot, folder / f"{name}.png")
            browser.close()


def _shots(library: Library) -> dict[str, Shot]:
    """Return the pictures by name; the documents in them are found by what they have, not by name."""
    cards, counts = library.documents(), library.task_counts()
    directive = max(cards, key=lambda card: (counts.get(card.id, 0) == 19, len(library.citations(card.id))))
    forces = library.validity(cards)
    changed = next(card for card in cards if forces[card.id].state == "amended")
    passage = next(p for p in library.document(changed.id).passages if p.unit is not None)
    return {
        "tra-cuu": Shot("/?" + urlencode({"q": "phong chong ma tuy trong cong nhan"}), ".dc-hit"),
        "nhiem-vu": Shot("/nhiem-vu?" + urlencode({"doc": directive.id, "nv": 2}), ".dc-hit", 900),
        "vien-dan": Shot("/vien-dan?" + urlencode({"doc": directive.id}), ".dc-graph .dc-node", 1560),
        "kho-van-ban": Shot("/kho", ".st-key-loc input"),
        "van-ban": Shot("/van-ban?" + urlencode({"doc": changed.id, "at": passage.start}), ".dc-text", 1180),
    }


def _chromium() -> str:
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        sys.exit(f"Chưa có Chromium ({', '.join(CHROMIUM)}); hãy cài rồi chạy lại.")
    return found


def _shoot(browser: Browser, base: str, shot: Shot, file: Path) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": shot.height}, locale="vi-VN", color_scheme="light")
    for _ in range(2):  # the first visit opens the model, which would show in the time a search took
        page.goto(base + shot.address)
        page.locator(shot.ready).first.wait_for(timeout=120_000)
        page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=120_000)
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file, animations="disabled")
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "img")
