"""Pictures as documents: photographs and scans in png, jpg, tiff, bmp, gif or webp, recognised page by page."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from directives.errors import UnreadableFile
from ingest import heading, ocr
from ingest.beside import arranged
from ingest.content import Content, join_pages
from ingest.lines import clean_pages
from ingest.options import Options

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_BROKEN = "Ảnh bị hỏng hoặc ở dạng không đọc được; hãy lưu lại dạng PNG, JPEG hoặc PDF rồi nạp lại."


def extract_image(data: bytes, options: Options) -> Content:
    """Return the words in a picture of one or more pages.  Raises UnreadableFile."""
    if options.ocr == "never":
        raise UnreadableFile("Tệp là ảnh mà việc nhận dạng chữ (OCR) đang tắt; hãy nạp lại không kèm “--ocr never”.")
    if ocr.program() is None:
        raise UnreadableFile(f"Tệp là ảnh mà {ocr.MISSING}")
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = ocr.MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                read = ocr.recognise_all(_pages(image), options)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        limit = ocr.MAX_PIXELS // 10**6
        raise UnreadableFile(
            f"Ảnh lớn hơn {limit} triệu điểm ảnh; hãy giảm cỡ ảnh (khoảng 300 dpi) rồi nạp lại."
        ) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableFile(_BROKEN) from error
    if read[0].lines:
        read[0] = heading.looked_again(read[0], lambda: None)
    if not any(page.lines for page in read.values()):
        raise UnreadableFile("Không nhận ra chữ nào trong ảnh; nếu đây là văn bản, hãy quét lại rõ hơn rồi nạp lại.")
    texts, goes_on = clean_pages([arranged(read[i].lines) for i in sorted(read)])
    text, starts = join_pages(texts, goes_on)
    return Content(text, starts, (), (*ocr.told(read), *heading.unread(read[0])))


def _pages(image: Image) -> Iterator[tuple[int, Image]]:
    from PIL import ImageOps

    count = getattr(image, "n_frames", 1)
    # A moving picture is no document of many pages.
    for i in range(min(count, ocr.MAX_PAGES) if image.format == "TIFF" else 1):
        image.seek(i)
        yield i, ocr.prepared(ImageOps.exif_transpose(image))
