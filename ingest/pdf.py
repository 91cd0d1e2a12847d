"""PDF with a text layer: pypdf, and pypdfium2 for the pages that it reads better."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from directives.errors import UnreadableFile
from directives.syllables import quality
from directives.text import canonical
from ingest import heading, ocr
from ingest.beside import arranged
from ingest.content import Content, Segment, join_pages, looks_legacy, without_surrogates
from ingest.grid import grids
from ingest.layout import Printed
from ingest.legacy import repair, repair_text
from ingest.lines import clean_pages
from ingest.options import DEFAULT, Options
from ingest.printed import pdfium_chars
from ingest.ruled import gathered
from ingest.syllabic import mended
from ingest.tables import text_of

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdf import PageObject, PdfReader
    from pypdfium2 import PdfDocument

MAX_PAGES = 5_000
_BETTER = 0.01  # by how much pdfium's page must read better than pypdf's
_STAMP = 200  # letters; an image page with fewer holds a stamp or a signature's text, not its own
_LETTER = re.compile(r"[^\W\d_]")
_BROKEN = "Tệp PDF bị hỏng, không mở được; hãy xin lại tệp gốc hoặc mở bằng trình duyệt rồi “In › Lưu thành PDF”."
_LOCKED = "Tệp PDF được bảo vệ bằng mật khẩu; hãy mở bằng mật khẩu rồi “In › Lưu thành PDF” và nạp tệp mới."
_SCAN = "Tệp PDF là bản quét (chỉ có ảnh, không có lớp chữ) mà "
_OFF = "việc nhận dạng chữ (OCR) đang tắt; hãy nạp lại không kèm “--ocr never”, hoặc nạp bản .docx hay PDF có lớp chữ."
_NOTHING = "Không nhận ra chữ nào trong bản quét; hãy mở tệp kiểm tra, quét lại rõ hơn rồi nạp lại."
_POOR = 0.6  # a page whose text layer reads less well has its picture read instead, if that reads better
_CHARS = 40  # letters; fewer tell nothing of a text layer
_LEGACY = (
    "Chữ trong PDF dùng bảng mã cũ (TCVN3/VNI) hoặc phông không tra được sang Unicode;"
    " hãy nạp bản .docx đã chuyển sang Unicode."
)


def extract_pdf(data: bytes, options: Options = DEFAULT) -> Content:
    """Return the text of a PDF, page by page; pages without a good text layer are recognised, where `options` allow.

    Raises UnreadableFile for a locked, broken or garbled one, and for a scan that cannot be recognised.
    """
    read, bare = _pages(data)
    empty = [i for i, lines in enumerate(read) if _letters(lines) < (_STAMP if i in bare else 1)]
    able = options.ocr != "never" and ocr.program() is not None
    if len(empty) == len(read) and not able:
        raise UnreadableFile(_SCAN + (_OFF if options.ocr == "never" else ocr.MISSING))
    recognised = _recognised(data, read, bare, options) if able else {}
    for i, page in recognised.items():
        read[i] = list(page.lines)
    texts = ["\n".join(line.text for line in lines) for lines in read]
    if not any(map(_LETTER.search, texts)):
        raise UnreadableFile(_NOTHING)
    if looks_legacy(canonical("\n".join(texts))):
        raise UnreadableFile(_LEGACY)
    pages, goes_on = clean_pages(read)
    # Once more with the lines joined: a date may stand in two of them.
    pages = [_repaired(page) if i in recognised else page for i, page in enumerate(pages)]
    text, starts = join_pages(pages, goes_on)
    images = [i for i in empty if i in bare and i not in recognised]
    warnings = [*ocr.told(recognised), *(heading.unread(recognised[0]) if 0 in recognised else ())]
    if images:
        why = "không nhận ra chữ nào trong ảnh" if able else "không có lớp chữ nên chưa đọc được"
        warnings.append(f"Trang {ocr.listed(images)} chỉ có ảnh, {why}.")
    ruined = [i for i, lines in enumerate(read) if i not in recognised and _is_poor(lines)]
    if ruined:
        warnings.append(f"Trang {ocr.listed(ruined)} có lớp chữ bị lỗi, nhiều chữ không thành tiếng; hãy xem bản gốc.")
    return Content(text, starts, (), tuple(warnings))


def _repaired(page: str) -> str:
    return "\n".join(map(ocr.repaired, page.split("\n")))


def _letters(lines: Sequence[Printed]) -> int:
    return sum(len(_LETTER.findall(line.text)) for line in lines)


def _recognised(
    data: bytes, read: Sequence[Sequence[Printed]], bare: set[int], options: Options
) -> dict[int, ocr.Recognised]:
    """Return what was recognised on the pages that need it and read better so, by their numbers from 0."""
    wanted = [i for i, lines in enumerate(read) if options.ocr == "always" or i in bare or _is_poor(lines)]
    done = ocr.recognise_all(_rendered(data, wanted[: ocr.MAX_PAGES]), options)
    if 0 in done and done[0].lines:
        done[0] = heading.looked_again(done[0], lambda: _heading(data))
        options.progress()
    kept = {i: page for i, page in done.items() if page.lines and (i in bare or _is_better(page, read[i], options))}
    return {i: replace(page, lines=tuple(arranged(page.lines))) for i, page in kept.items()}


def _is_poor(lines: Sequence[Printed]) -> bool:
    text = "\n".join(line.text for line in lines)
    return _letters(lines) >= _CHARS and quality(text) < _POOR


def _is_better(page: ocr.Recognised, lines: Sequence[Printed], options: Options) -> bool:
    if options.ocr == "always":
        return True
    return quality(page.text) > quality("\n".join(line.text for line in lines)) + _BETTER


def _heading(data: bytes) -> Image | None:
    """Draw the upper part of the first page for a second look; None where it cannot be drawn."""
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(data)) as native, closing(native[0]) as page:
            width, height = page.get_size()
            scale = heading.DPI / 72
            if width * height * heading.SHARE * scale**2 > ocr.MAX_PIXELS:
                return None
            below = height * (1 - heading.SHARE)
            drawn: Image = page.render(scale=scale, grayscale=True, crop=(0, below, 0, 0)).to_pil().convert("L")
            return drawn
    except pypdfium2.PdfiumError:
        return None


def _rendered(data: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, Image]]:
    """Yield the pages with these numbers as grey pictures; one that cannot be drawn is left out."""
    import pypdfium2

    try:
        native = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    with closing(native):
        for i in numbers:
            try:
                with closing(native[i]) as page:
                    width, height = page.get_size()
                    pixels = width * height * (ocr.DPI / 72) ** 2
                    scale = ocr.DPI / 72 * min(1.0, (ocr.MAX_PIXELS / max(1.0, pixels)) ** 0.5)
                    yield i, page.render(scale=scale, grayscale=True).to_pil().convert("L")
            except pypdfium2.PdfiumError:
                continue


def _pages(data: bytes) -> tuple[list[list[Printed]], set[int]]:
    """Return the lines of each page, and the numbers from 0 of the pages that show an image and hardly any text."""
    if b"%PDF-" not in data[:2048]:
        raise UnreadableFile(_BROKEN)
    with _opened(data) as (reader, native):
        count = len(native) if native is not None else _count(reader)
        if count == 0:
            raise UnreadableFile(_BROKEN)
        if count > MAX_PAGES:
            raise UnreadableFile(f"Tệp PDF có {count} trang, vượt giới hạn {MAX_PAGES}; hãy tách nhỏ rồi nạp lại.")
        pages: list[list[Printed]] = []
        bare: set[int] = set()
        for i in range(count):
            page = _page(reader, i)
            chars = pdfium_chars(native, i)
            text = _better(_pypdf_text(page), "".join(chars.text))
            tables = grids(native, i)
            pages.append(arranged(gathered(list(chars.located(text, tables)), tables)))
            if len(_LETTER.findall(text)) < _STAMP and (_has_image(page) if page else _draws_image(native, i)):
                bare.add(i)
        return _in_unicode(pages), bare


def _in_unicode(pages: list[list[Printed]]) -> list[list[Printed]]:
    """Return the pages with canonical lines, those in legacy encodings repaired."""
    raw = [[Segment(without_surrogates(line.text))] for lines in pages for line in lines]
    repaired = iter(repair(raw).lines)
    return [mended([replace(line, text=canonical(text_of(next(repaired)))) for line in lines]) for lines in pages]


@contextmanager
def _opened(data: bytes) -> Iterator[tuple[PdfReader | None, PdfDocument | None]]:
    """Both readers of the file, None for one that cannot open it."""
    import pypdfium2
    from pypdf import PdfReader

    reader: PdfReader | None = None
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
    except MemoryError:
        raise
    except Exception:  # a damaged file makes pypdf raise nearly anything; pdfium may still open it
        reader, locked = None, False
    if locked:
        raise UnreadableFile(_LOCKED)
    try:
        native = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile(_LOCKED) from error
        native = None
    if native is None:
        if reader is None or not _count(reader):
            raise UnreadableFile(_BROKEN)
        yield reader, None
        return
    with closing(native):
        yield reader, native


def _count(reader: PdfReader | None) -> int:
    with suppress(Exception):
        return len(reader.pages) if reader is not None else 0
    return 0


def _page(reader: PdfReader | None, i: int) -> PageObject | None:
    with suppress(Exception):
        return reader.pages[i] if reader is not None else None
    return None


def _pypdf_text(page: PageObject | None) -> str:
    if page is None:
        return ""
    try:
        return page.extract_text()
    except MemoryError:
        raise
    except Exception:  # a damaged page: pdfium's reading is used
        return ""


def _better(first: str, second: str) -> str:
    """Return the reading of a page by pypdf, unless pdfium's reads better or holds clearly more."""
    ours, theirs = len(_LETTER.findall(first)), len(_LETTER.findall(second))
    if not theirs or not ours:
        return first if ours else second
    if ours < 0.8 * theirs:
        return second
    return second if _quality(second) > _quality(first) + _BETTER else first


def _quality(text: str) -> float:
    return quality(canonical(repair_text(text)[0]))


def _draws_image(native: PdfDocument | None, i: int) -> bool:
    """Whether a page that pypdf cannot open shows an image, so far as pdfium can tell."""
    import pypdfium2
    from pypdfium2 import raw

    if native is None:
        return True
    try:
        with closing(native[i]) as page:
            return next(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3), None) is not None
    except pypdfium2.PdfiumError:
        return True


def _has_image(page: PageObject) -> bool:
    from pypdf.generic import DictionaryObject

    with suppress(Exception):  # a page so damaged that it does not tell has its text read all the same
        resources = page["/Resources"].get_object()
        objects = resources["/XObject"].get_object() if isinstance(resources, DictionaryObject) else None
        if isinstance(objects, DictionaryObject):
            found = (o.get_object() for o in objects.values())
            return any(isinstance(o, DictionaryObject) and o.get("/Subtype") in ("/Image", "/Form") for o in found)
    return False
