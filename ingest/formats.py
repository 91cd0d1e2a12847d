"""What a file is: by its bytes first, by its name where they leave it open."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from pathlib import PurePath
from typing import Literal

from ingest.package import ENCRYPTED, OLE
from ingest.plain import FEW_ZEROS, unmarked_utf16

Format = Literal[
    "text", "html", "docx", "pdf", "doc", "xls", "ppt", "rtf", "xlsx", "pptx", "odt", "ods", "odp", "image", "mail",
    "msg", "wordml", "sheetml", "csv", "zip", "heic", "data", "program", "unknown",
]  # fmt: skip

_SUFFIXES: dict[Format, str] = {
    "text": ".txt .text .md .markdown",
    "html": ".html .htm .xhtml .shtml",
    "docx": ".docx .docm .dotx .dotm",
    "pdf": ".pdf",
    "doc": ".doc .dot .wps",
    "xls": ".xls .xlt",
    "ppt": ".ppt .pps",
    "rtf": ".rtf",
    "xlsx": ".xlsx .xlsm .xltx",
    "pptx": ".pptx .pptm .ppsx",
    "odt": ".odt .ott",
    "ods": ".ods .ots",
    "odp": ".odp .otp",
    "image": ".png .jpg .jpeg .jfif .gif .tif .tiff .bmp .webp",
    "mail": ".eml .mht .mhtml",
    "msg": ".msg",
    "csv": ".csv .tsv",
    "heic": ".heic .heif .avif",
    "zip": ".zip .rar .7z .gz .tar .tgz .bz2 .xz",
    "data": ".json .jsonl .xml .yaml .yml .ini .toml .log .sql .py .js .css .bat .ps1 .sh .svg",
}
BY_SUFFIX = {suffix: form for form, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}
_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"BM", "image"),
    (b"Rar!\x1a\x07", "zip"),
    (b"7z\xbc\xaf\x27\x1c", "zip"),
    (b"\x1f\x8b", "zip"),
    (b"BZh", "zip"),
    (b"\xfd7zXZ\0", "zip"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"ID3", "program"),
    (b"OggS", "program"),
)
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_SHORT_MAGIC = 4  # a shorter signature may also begin a text ("BM", "MZ"), so the bytes must not be text
# What may stand before a page's first tag, the tags that only a page begins with, and those that a note may hold too.
_PREAMBLE = rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}"
_PAGE = re.compile(_PREAMBLE + rb"<(?:!doctype\s+html|html|head)\b", re.I | re.S)
_FRAGMENT = re.compile(_PREAMBLE + rb"<(?:body|meta|div|table|p|h[1-6])\b", re.I | re.S)
_MAIL = re.compile(rb"(?:[A-Za-z][\w\-]{1,40}: ?[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){3}")
_MAIL_FIELD = re.compile(rb"^(?:From|Received|Message-ID|MIME-Version|Return-Path|Delivered-To): ?", re.I | re.M)


_STREAMS: tuple[tuple[bytes, Format], ...] = (
    (ENCRYPTED, "docx"),  # its extractor says that it is locked
    ("WordDocument".encode("utf-16-le"), "doc"),
    ("Workbook".encode("utf-16-le"), "xls"),
    ("PowerPoint Document".encode("utf-16-le"), "ppt"),
    ("__substg1.0_".encode("utf-16-le"), "msg"),
    ("Book\0".encode("utf-16-le"), "xls"),
)


def format_of(data: bytes, name: str) -> Format:
    """Return the format of a file from its bytes, the suffix of `name` settling what they leave open."""
    suffix = PurePath(name).suffix.lower()
    named = BY_SUFFIX.get(suffix)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(OLE):
        return _ole_format(data, named)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_format(data, named)
    text = _is_text(data)
    for magic, form in _MAGIC:
        if data.startswith(magic) and not (text and len(magic) < _SHORT_MAGIC):
            return form
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        return "heic"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image"
    return _text_format(data, named) if text else named or "unknown"


def _ole_format(data: bytes, named: Format | None) -> Format:
    """Which of Microsoft's old formats a compound file is, from the names of its streams."""
    for stream, form in _STREAMS:
        if stream in data:
            return form
    return named if named in ("doc", "xls", "ppt", "msg") else "unknown"


def _zip_format(data: bytes, named: Format | None) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()[:5_000]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        # A damaged package: the suffix says who shall explain it.
        return named or "zip"
    folders = {part.lstrip("/").split("/", 1)[0] for part in names}
    if "word" in folders:
        return "docx"
    if "xl" in folders:
        return "xlsx"
    if "ppt" in folders:
        return "pptx"
    return _open_document(data) if "mimetype" in folders and "content.xml" in folders else "zip"


def _open_document(data: bytes) -> Format:
    """Which of the OpenDocument formats a package is; its type stands uncompressed at its beginning."""
    if b"opendocument.spreadsheet" in data[:200]:
        return "ods"
    return "odp" if b"opendocument.presentation" in data[:200] else "odt"


def _is_text(data: bytes) -> bool:
    """Whether the bytes may be text in UTF-8, UTF-16, UTF-32 or an 8-bit encoding."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return True
    sample = data[:65_536]
    zeros = sample.count(0)
    controls = sum(sample.count(c) for c in (*range(1, 9), *range(14, 27), *range(28, 32)))
    if zeros > max(FEW_ZEROS, len(sample) // 1000):
        return unmarked_utf16(sample) is not None
    return controls <= len(sample) // 100


def _text_format(data: bytes, named: Format | None) -> Format:
    head = data[:8192].lstrip(codecs.BOM_UTF8).replace(b"\0", b"").lstrip(b"\xff\xfe")
    if b"schemas.microsoft.com/office/word/2003" in head or b'progid="Word.Document"' in head[:1000]:
        return "wordml"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head or b'progid="Excel.Sheet"' in head[:1000]:
        return "sheetml"
    if _PAGE.match(head) or (named != "text" and _FRAGMENT.match(head)):
        return "html"
    # Word calls pages that it saves as mail (mht) .doc; a text or table that begins like mail is none.
    may_be_mail = named not in ("text", "csv", "data", "html")
    if named == "mail" or (may_be_mail and _MAIL.match(head.replace(b"\r\n", b"\n")) and _MAIL_FIELD.search(head)):
        return "mail"
    return named if named in ("html", "data", "csv") else "text"
