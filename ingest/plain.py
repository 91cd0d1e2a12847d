"""Plain text and Markdown: the decoded file is the text, nothing trimmed."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from directives.errors import UnreadableFile
from directives.syllables import quality
from directives.text import canonical
from ingest.content import Content, looks_legacy
from ingest.legacy import repair_text

_PLAUSIBLE = 0.75  # quality from which a guessed 8-bit encoding is believed
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
FEW_ZEROS = 3  # zero bytes that a text may hold by accident, however short it is
_HINT = "hãy mở tệp bằng Word hoặc Notepad rồi lưu lại dạng văn bản với bảng mã UTF-8"


def decode(data: bytes) -> str:
    """Return the bytes of a text file as text.

    Byte order marks are believed, then UTF-8, then UTF-16 where zero bytes tell it, then the encodings of
    `ingest.legacy`, their letters left as Latin-1 shows them, and Windows-1258, where the result reads as Vietnamese.
    Raises UnreadableFile where none fits.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                name = encoding.upper()
                raise UnreadableFile(f"Tệp có dấu hiệu mã {name} nhưng nội dung bị lỗi; {_HINT}.") from error
    if b"\0" in data:
        return _with_zeros(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _eight_bit(data, error)


def unmarked_utf16(data: bytes) -> str | None:
    """Return the text of bytes that are UTF-16 without a mark, None if they are not.

    Mostly Latin text has its zero bytes on one side, and hardly any control characters.
    """
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 or max(even, odd) <= len(data) * 0.2 or min(even, odd) >= max(1, len(data) * 0.01):
        return None
    try:
        text = data.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeDecodeError:
        return None
    return text if len(_CONTROL.findall(text)) <= len(text) // 100 else None


def _with_zeros(data: bytes) -> str:
    text = unmarked_utf16(data)
    if text is not None:
        return text
    if data.count(0) <= max(FEW_ZEROS, len(data) // 1000):
        with suppress(UnicodeDecodeError):  # then it is no text at all
            return data.decode("utf-8")
    raise UnreadableFile(f"Tệp không phải văn bản thuần (có dữ liệu nhị phân); {_HINT}.")


def _eight_bit(data: bytes, error: UnicodeDecodeError) -> str:
    # A file cut or damaged in a few places is still UTF-8 when nearly everything decodes.
    repaired = data.decode("utf-8", "replace")
    if repaired.count("\ufffd") <= max(1, len(repaired) // 2000):
        return repaired
    # TCVN3, VNI and the like: their letters as Latin-1 shows them, to be repaired by whoever asked.
    legacy = data.decode("latin-1")
    if repair_text(legacy[:100_000])[1]:
        return legacy
    text = data.decode("cp1258", "replace")
    sample = canonical(text[:100_000])
    if not looks_legacy(sample) and quality(sample) >= _PLAUSIBLE and sample.count("\ufffd") <= len(sample) // 1000:
        return text
    raise UnreadableFile(
        f"Không nhận ra bảng mã của tệp (không phải UTF-8, UTF-16, Windows-1258, TCVN3, VNI, VISCII hay VPS); {_HINT}."
    ) from error


def extract_plain(data: bytes) -> Content:
    """Return the text of a txt or md file; form feeds begin pages.  Raises UnreadableFile."""
    raw, _ = repair_text(decode(data))
    text = canonical(raw)
    if "\f" not in raw:
        return Content(text)
    pages, length = [0], 0
    parts = raw.split("\f")
    for i, part in enumerate(parts[:-1]):
        length += len(canonical(part)) + 1
        if any(p.strip() for p in parts[i + 1 :]) and length > pages[-1]:
            pages.append(length)
    return Content(text, tuple(pages) if pages[-1] < len(text) else (0,))
