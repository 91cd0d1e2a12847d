"""Pictures of every page, taken from the real app in Chromium.

`python docs/screenshots.py` makes all of docs/img, in light, over the sample documents.
`python docs/screenshots.py --look FOLDER [--library DIR]` makes every page in light, dark and 400 pixels wide, whole,
for looking at: FOLDER/light, FOLDER/dark, FOLDER/narrow.  `--only NAME…` leaves the other pages out.

Needs the development requirements and Chromium; without --library the archive is a temporary one of corpus/samples.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from library import Library  # noqa: E402
from settings import load_settings  # noqa: E402
from tests.pages.serving import CHROMIUM, FLAGS, served  # noqa: E402

_PATIENCE = 120_000  # milliseconds: the first page opens the model
_TALL = 2_600  # pixels of a page that are looked at
_DRAFT = """Căn cứ Nghị định số 30/2020/ND-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;
Thực hiện Nghị quyết số 20-NQ/TW ngày 28/01/2008 của Bộ Chính trị, Liên đoàn Lao động tỉnh đề nghị triển khai.
"""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: the address, what must be on the page before it is taken, its height, what is done on the page first.

    `shown` False: only made to be looked at.
    """

    address: str
    ready: str
    height: int = 768
    before: Callable[[Page], None] = lambda _: None
    shown: bool = True
    marked: bool = False  # stays where the page scrolled to: at the marked passage


@dataclass(frozen=True, slots=True)
class Look:
    """A way to look at the pages; `whole` takes the page down to its end, not only what a screen shows."""

    folder: str
    width: int
    dark: bool
    whole: bool


_OFFICE = Look("", 1366, False, False)
_LOOKS = (Look("light", 1366, False, True), Look("dark", 1366, True, True), Look("narrow", 400, False, True))


def main(arguments: argparse.Namespace) -> None:
    """Take the pictures that the arguments ask for."""
    looks, folder = ((_OFFICE,), Path(arguments.folder)) if arguments.look is None else (_LOOKS, arguments.look)
    with _archive(arguments.library) as archive:
        with Library.open(archive, load_settings(library=archive)) as library:
            shots = {name: shot for name, shot in _shots(library).items() if shot.shown or arguments.look is not None}
        if arguments.only:
            shots = {name: shots[name] for name in arguments.only if name in shots}
        with served(ROOT / "app.py", DANCHIEU_LIBRARY=str(archive)) as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=list(FLAGS))
            for look in looks:
                for name, shot in shots.items():
                    _shoot(browser, base, shot, look, folder / look.folder / f"{name}.png")
            browser.close()


@contextlib.contextmanager
def _archive(given: Path | None) -> Iterator[Path]:
    """Give the archive to look at: the one that was named, else one of the samples."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory() as temporary:
        archive = Path(temporary) / "kho"
        with Library.open(archive, load_settings(library=archive)) as library:
            library.ingest([ROOT / "corpus" / "samples"])
        yield archive


def _shots(library: Library) -> dict[str, Shot]:
    """Return the pictures by name; the documents in them are found by what they have, not by name."""
    cards, counts = library.documents(), library.contents.task_counts()
    directive = max(cards, key=lambda card: (counts.get(card.id, 0) == 19, len(library.citations(card.id))))
    forces = library.validity(cards)
    files = {card.id: library.originals.of(card.id).state for card in cards}
    changed = next((c for c in cards if forces[c.id].state != "unverified" and files[c.id] == "text"), directive)
    printed = next((card for card in cards if files[card.id] == "pages"), None)
    ask = {"hoi": "Tháng Công nhân năm 2024 tổ chức theo kế hoạch nào?"}
    whole = {"doc": directive.id}
    shots = {
        "trang-chu": Shot("/", ".dc-home", 900),
        "tra-cuu": Shot("/tra-cuu?" + urlencode({"q": "phong chong ma tuy trong cong nhan"}), ".dc-hit"),
        "tra-cuu-trong": Shot("/tra-cuu", ".dc-empty", shown=False),
        "tra-cuu-khong-thay": Shot("/tra-cuu?" + urlencode({"q": "“zzz qqq”"}), ".dc-empty", shown=False),
        "hoi-dap": Shot("/hoi-dap?" + urlencode(ask), ".dc-answer, .dc-refusal", 900),
        "nhiem-vu": Shot("/nhiem-vu?" + urlencode({**whole, "nv": 2}), ".dc-hit", 900),
        "nhiem-vu-so": Shot("/nhiem-vu?" + urlencode({**whole, "so": "1"}), ".dc-items", shown=False),
        "nhiem-vu-tong-hop": Shot("/nhiem-vu?" + urlencode({**whole, "xem": "tong-hop"}), ".dc-coverage", 1000),
        "vien-dan": Shot("/vien-dan?" + urlencode(whole), ".dc-graph .dc-node", 1560),
        "chua-co": Shot("/vien-dan?" + urlencode({"phan": "Chưa có trong kho"}), ".dc-table, .dc-notice"),
        "trung-so": Shot("/vien-dan?" + urlencode({"phan": "Trùng số"}), ".dc-card, .dc-notice"),
        "soan-thao": Shot("/soan-thao?" + urlencode(whole), ".st-key-draft_make button", 1000, _draft),
        "kiem-tra": Shot("/kiem-tra", ".st-key-draft_text textarea", 768, _check),
        "kho-van-ban": Shot("/kho", ".st-key-loc input"),
        "nap-van-ban": Shot(
            "/kho?" + urlencode({"phan": "Nạp văn bản"}), "[data-testid=stFileUploaderDropzone]", shown=False
        ),
        "can-xu-ly": Shot("/kho?" + urlencode({"phan": "Cần xử lý"}), ".dc-table, .dc-notice", shown=False),
        "tinh-trang": Shot("/kho?" + urlencode({"phan": "Tình trạng kho"}), ".dc-table", shown=False),
        "van-ban": Shot(
            "/van-ban?" + urlencode({"doc": changed.id, "at": _place(library, changed.id)}), "#dc-mark", 1180
        ),
    }
    if printed is not None:
        at = {"doc": printed.id, "at": _place(library, printed.id), "khop": "công nhân"}
        shots["trang-goc"] = Shot("/van-ban?" + urlencode(at), ".dc-page .dc-box, .dc-warn", 900, marked=True)
    return shots


def _place(library: Library, document: str) -> int:
    """Return where the second passage inside a unit begins, else the last passage."""
    passages = library.document(document).passages
    return ([p.start for p in passages if p.unit is not None] or [p.start for p in passages])[:2][-1]


def _draft(page: Page) -> None:
    page.locator(".st-key-draft_make button").click()
    page.locator(".dc-draft-under").first.wait_for(timeout=_PATIENCE)


def _check(page: Page) -> None:
    page.locator(".st-key-draft_text textarea").fill(_DRAFT)
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    page.locator(".dc-finding").first.wait_for(timeout=_PATIENCE)


def _chromium() -> str:
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        sys.exit(f"Chưa có Chromium ({', '.join(CHROMIUM)}); hãy cài rồi chạy lại.")
    return found


def _shoot(browser: Browser, base: str, shot: Shot, look: Look, file: Path) -> None:
    scheme = "dark" if look.dark else "light"
    height = 860 if look.width < 640 else shot.height
    page = browser.new_page(viewport={"width": look.width, "height": height}, locale="vi-VN", color_scheme=scheme)
    for _ in range(
        1 if look.whole else 2
    ):  # the first visit opens the model, which would show in the time a search took
        page.goto(base + shot.address)
        page.locator(shot.ready).first.wait_for(timeout=_PATIENCE)
        _still(page)
    shot.before(page)
    _still(page)
    if look.whole:
        needed = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": look.width, "height": max(height, min(_TALL, needed))})
    if look.whole or not shot.marked:
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    page.mouse.move(0, 0)
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file, animations="disabled")
    page.close()
    with Image.open(file) as taken:  # a third of the size; a page has few colours
        few = taken.convert("RGB").quantize(200)
    few.save(file, optimize=True)
    print(file, flush=True)  # noqa: T201 - a tool for the terminal


def _still(page: Page) -> None:
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=_PATIENCE)
    page.locator('[data-testid="stSkeleton"]').first.wait_for(state="detached", timeout=_PATIENCE)


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Pictures of every page.")
    parser.add_argument("folder", nargs="?", default=str(ROOT / "docs" / "img"), help="where the pictures go")
    parser.add_argument("--look", type=Path, help="make every page in light, dark and narrow into this folder instead")
    parser.add_argument("--library", type=Path, help="the archive to look at (default: one of the samples)")
    parser.add_argument("--only", nargs="+", help="names of pages")
    return parser.parse_args(words)


if __name__ == "__main__":
    main(_arguments(sys.argv[1:]))
