"""`python -m ingest.render`: one page of a PDF or picture as an image, or its words with their places.

A process of its own under limits of memory and time, because the file may be hostile: the request is one line of JSON
on standard input, the answer one line on standard output.  `drawn` and `placed` ask it and are what the library calls.
"""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from ctypes import c_int
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from directives.errors import DanChieuError, UnreadableFile
from directives.text import canonical
from ingest import ocr
from ingest.boxes import MAX_WORDS, Placed, share_held
from ingest.content import without_surrogates
from ingest.wire import Request
from ingest.worker import limit_memory, load
from settings import ROOT, Settings

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

WIDTH = 1_400  # pixels; sharp on a screen of twice the usual density
_PIXELS = 4_000_000  # of an image that is shown
_MEMORY_MB = 1_536
_DRAW_S, _READ_S = 30, 3 * ocr.PAGE_SECONDS  # seconds for an image, and for the words of a page, recognised if need be
_LEAST = 40  # characters of a text layer; with fewer the page is taken for a scan
_HELD = 0.5  # share of a passage that its page must have; else the page that has most of it is looked for
_SEARCHED = 2_000  # pages looked through
_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"GIF8")
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
Want = Literal["image", "words"]


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as shown: `number` from 1 of `count`; `data` a WebP picture of `width` × `height` pixels."""

    number: int
    count: int
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page with their places; `turned` by how many degrees clockwise its scan was turned to be read."""

    words: tuple[Placed, ...]
    recognised: bool
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of the process; `passage` is text that the page should have: where it has not, another is found."""

    path: str
    page: int
    want: Want
    max_bytes: int
    passage: str = ""
    turned: int = 0


def has_pages(path: Path) -> bool:
    """Whether a file, by its first bytes, is a PDF or a picture; False where it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError:
        return False
    return b"%PDF-" in head or head.startswith(_MAGIC) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def drawn(path: Path, page: int, settings: Settings, passage: str = "", turned: int = 0) -> PageImage:
    """Return page `page` (from 1) as an image, or the page that holds `passage`.  Raises UnreadableFile."""
    told = _asked(Ask(str(path), page, "image", settings.file_limit_mb * 2**20, passage, turned), _DRAW_S)
    number, count, width, height, data = told["image"]
    return PageImage(number, count, width, height, base64.b64decode(data))


def placed(path: Path, page: int, settings: Settings) -> PageWords:
    """Return the words of a page; those of a scan are recognised, which takes seconds.  Raises UnreadableFile."""
    told = _asked(Ask(str(path), page, "words", settings.file_limit_mb * 2**20), _READ_S)
    return words_from(told)


def words_from(told: Mapping[str, list[list[str | float]] | bool | int]) -> PageWords:
    """Return the words that `words_to` wrote; raises ValueError, TypeError or KeyError where it did not."""
    listed = told["words"]
    if not isinstance(listed, list):
        raise TypeError("words")
    words = tuple(Placed(str(w[0]), *(float(share) for share in w[1:5])) for w in listed)
    return PageWords(words, bool(told["recognised"]), int(told["turned"]) if isinstance(told["turned"], int) else 0)


def words_to(page: PageWords) -> dict[str, list[list[str | float]] | bool | int]:
    """Return the words as JSON has them."""
    listed: list[list[str | float]] = [
        [w.text, *(round(share, 5) for share in (w.left, w.top, w.right, w.bottom))] for w in page.words
    ]
    return {"words": listed, "recognised": page.recognised, "turned": page.turned}


def _asked(ask: Ask, seconds: int) -> dict[str, list]:  # type: ignore[type-arg]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "ingest.render"],
            input=json.dumps(asdict(ask)).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            timeout=seconds,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(f"Dựng ảnh trang quá {seconds} giây nên đã dừng; hãy đọc phần chữ.") from error
    except OSError as error:
        raise UnreadableFile(f"Không khởi động được tiến trình dựng ảnh trang ({error}); hãy thử lại.") from error
    try:
        told: dict[str, list] = json.loads(done.stdout)  # type: ignore[type-arg]
    except ValueError as error:
        raise UnreadableFile("Không dựng được ảnh trang: tệp gốc hỏng hoặc quá nặng; hãy đọc phần chữ.") from error
    if "error" in told:
        raise UnreadableFile(str(told["error"]))
    return told


# --- inside the process -----------------------------------------------------------------------------------------------


def main() -> int:
    """Answer one request."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not reach the answer
    limit_memory(_MEMORY_MB)
    ask = Ask(**json.loads(sys.stdin.buffer.readline()))
    try:
        told = _answer(ask)
    except DanChieuError as error:
        told = {"error": str(error)}
    answers.write(json.dumps(told).encode())
    answers.close()
    return 0


def _answer(ask: Ask) -> dict[str, list[list[str | float]] | list[int | str] | bool | int | str]:
    with _opened(load(Request(Path(ask.path), ask.max_bytes))) as file:
        number = min(max(1, ask.page), file.count)
        if ask.want == "words":
            return {**words_to(file.words(number))}
        if ask.passage:
            number = file.holding(number, ask.passage)
        image = file.image(number)
        if ask.turned:
            image = image.rotate(-ask.turned, expand=True, fillcolor="white")
        out = io.BytesIO()
        image.save(out, "WEBP", quality=82, method=2)
        return {"image": [number, file.count, image.width, image.height, base64.b64encode(out.getvalue()).decode()]}


@contextmanager
def _opened(data: bytes) -> Iterator[_Pdf | _Picture]:
    if b"%PDF-" in data[:1024]:
        import pypdfium2

        try:
            native = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(
                "Tệp PDF gốc hỏng hoặc có mật khẩu nên không dựng được ảnh; hãy đọc phần chữ."
            ) from error
        with closing(native):
            if not len(native):
                raise UnreadableFile("Tệp PDF gốc không có trang nào; hãy đọc phần chữ.")
            yield _Pdf(native)
        return
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = ocr.MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                yield _Picture(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, UnidentifiedImageError) as error:
        raise UnreadableFile("Ảnh gốc quá lớn hoặc hỏng nên không hiện được; hãy đọc phần chữ.") from error
    except (OSError, SyntaxError, EOFError) as error:
        raise UnreadableFile("Ảnh gốc hỏng nên không hiện được; hãy đọc phần chữ.") from error


class _Picture:
    """A picture file of one or, in TIFF, more pages."""

    def __init__(self, image: Image) -> None:
        self._image = image
        self.count = min(getattr(image, "n_frames", 1), ocr.MAX_PAGES) if image.format == "TIFF" else 1

    def holding(self, number: int, passage: str) -> int:
        """Return `number`: the words of pictures are not known."""
        return number

    def _upright(self, number: int) -> Image:
        from PIL import ImageOps

        self._image.seek(number - 1)
        return ImageOps.exif_transpose(self._image)

    def image(self, number: int) -> Image:
        """Return a page at the size in which it is shown."""
        shown = self._upright(number).convert("RGB")
        shown.thumbnail((WIDTH, max(1, _PIXELS // WIDTH)))
        return shown

    def words(self, number: int) -> PageWords:
        """Return the recognised words of a page."""
        return _recognised(ocr.prepared(self._upright(number)))


class _Pdf:
    """A PDF, drawn and read by pdfium."""

    def __init__(self, native: PdfDocument) -> None:
        self._native = native
        self.count = len(native)

    def holding(self, number: int, passage: str) -> int:
        """Return the page whose text layer has most of `passage`; `number` where it has enough, or none does better."""
        best, share = number, self._share(number, passage)
        if share is None or share >= _HELD:
            return number
        for other in range(1, min(self.count, _SEARCHED) + 1):
            found = self._share(other, passage) or 0.0
            if found > share:
                best, share = other, found
        return best

    def _share(self, number: int, passage: str) -> float | None:
        """Return how much of `passage` a page has, None where it has no text layer."""
        with self._page(number) as page, closing(page.get_textpage()) as layer:
            text = layer.get_text_bounded(errors="ignore")
        return share_held(passage, canonical(without_surrogates(text))) if len(text) >= _LEAST else None

    @contextmanager
    def _page(self, number: int) -> Iterator[PdfPage]:
        import pypdfium2

        try:
            page = self._native[number - 1]
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(f"Trang {number} của tệp PDF gốc hỏng; hãy đọc phần chữ.") from error
        with closing(page):
            yield page

    def image(self, number: int) -> Image:
        """Return a page at the size in which it is shown."""
        with self._page(number) as page:
            width, height = page.get_size()
            scale = min(WIDTH / max(1.0, width), (_PIXELS / max(1.0, width * height)) ** 0.5)
            return self._drawn(page, number, scale).convert("RGB")

    def _drawn(self, page: PdfPage, number: int, scale: float) -> Image:
        import pypdfium2

        try:
            return page.render(scale=scale).to_pil()  # type: ignore[no-any-return]
        except (pypdfium2.PdfiumError, ValueError) as error:
            raise UnreadableFile(f"Trang {number} của tệp PDF gốc không dựng được ảnh; hãy đọc phần chữ.") from error

    def words(self, number: int) -> PageWords:
        """Return the words of a page: of its text layer, else recognised."""
        with self._page(number) as page:
            words = _layer(page)
            if sum(len(word.text) for word in words) >= _LEAST or ocr.program() is None:
                return PageWords(words, recognised=False)
            width, height = page.get_size()
            pixels = width * height * (ocr.DPI / 72) ** 2
            scale = ocr.DPI / 72 * min(1.0, (ocr.MAX_PIXELS / max(1.0, pixels)) ** 0.5)
            return _recognised(self._drawn(page, number, scale).convert("L"))


def _recognised(image: Image) -> PageWords:
    angle, found = ocr.words(image)
    width, height = (image.height, image.width) if angle % 180 else (image.width, image.height)
    words = tuple(
        Placed(w.text, w.left / width, w.top / height, w.right / width, w.bottom / height) for w in found[:MAX_WORDS]
    )
    return PageWords(words, recognised=True, turned=angle)


def _layer(page: PdfPage) -> tuple[Placed, ...]:
    """Return the words of a page's text layer: letters between blanks that stand in a row."""
    from pypdfium2 import raw

    words: list[Placed] = []
    letters: list[Placed] = []
    with closing(page.get_textpage()) as layer:

        def close() -> None:
            if letters:
                text = canonical(without_surrogates("".join(c.text for c in letters)))
                words.append(
                    Placed(
                        text,
                        min(c.left for c in letters),
                        min(c.top for c in letters),
                        max(c.right for c in letters),
                        max(c.bottom for c in letters),
                    )
                )
                letters.clear()

        for k in range(layer.count_chars()):
            code = raw.FPDFText_GetUnicode(layer, k)
            if code in (0, 2, 0xFFFE) or chr(code).isspace():
                close()
            else:
                letter = _letter(page, chr(code), layer.get_charbox(k, loose=True))
                if letters and abs(letter.top - letters[-1].top) > (letter.bottom - letter.top):
                    close()
                letters.append(letter)
            if len(words) >= MAX_WORDS:
                break
        close()
    return tuple(word for word in words if word.right > word.left and word.bottom > word.top)


_GRID = 100_000  # pixels of an imagined screen on which pdfium, which knows turned and cut pages, places a letter


def _letter(page: PdfPage, text: str, box: tuple[float, float, float, float]) -> Placed:
    from pypdfium2 import raw

    def place(x: float, y: float) -> tuple[float, float]:
        across, down = c_int(), c_int()
        raw.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, across, down)
        return min(1.0, max(0.0, across.value / _GRID)), min(1.0, max(0.0, down.value / _GRID))

    left, bottom, right, top = box
    (x0, y0), (x1, y1) = place(left, bottom), place(right, top)
    return Placed(text, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


if __name__ == "__main__":
    sys.exit(main())
