"""One way in for every format: bytes and a name to text, by what the bytes are first and by the name second."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from typing import Literal

from directives.errors import UnreadableFile
from ingest.content import Content
from ingest.options import DEFAULT, Options
from ingest.package import ENCRYPTED, OLE
from ingest.plain import extract_plain, unmarked_utf16

Format = Literal[
    "text", "html", "docx", "pdf", "doc", "xls", "ppt", "rtf", "xlsx", "pptx", "odt", "image", "mail", "zip", "data",
    "program", "unknown",
]  # fmt: skip

Extractor = Callable[[bytes, Options], Content]

MAX_TEXT = 20_000_000  # characters; the text of a 5,000-page book has about half of it

# --- extractors: a new format is a new row here -----------------------------------------------------------------------


def _text(data: bytes, options: Options) -> Content:
    return extract_plain(data)


def _html(data: bytes, options: Options) -> Content:
    from ingest.markup import extract_html

    return extract_html(data)


def _docx(data: bytes, options: Options) -> Content:
    from ingest.office import extract_docx

    return extract_docx(data)


def _pdf(data: bytes, options: Options) -> Content:
    from ingest.pdf import extract_pdf

    return extract_pdf(data, options)


def _image(data: bytes, options: Options) -> Content:
    from ingest.pictures import extract_image

    return extract_image(data, options)


def _xlsx(data: bytes, options: Options) -> Content:
    from ingest.sheets import extract_xlsx

    return extract_xlsx(data)


def _pptx(data: bytes, options: Options) -> Content:
    from ingest.slides import extract_pptx

    return extract_pptx(data)


def _mail(data: bytes, options: Options) -> Content:
    from ingest.mail import extract_mail

    def read(held: bytes, name: str) -> Content:
        if format_of(held, name) == "mail":
            raise UnreadableFile("Thư nằm trong thư không được đọc; hãy lưu thư đó thành tệp riêng rồi nạp.")
        return extract(held, name, options)

    return extract_mail(data, read)


def _through_office(suffix: str, target: Format, read: Extractor) -> Extractor:
    """Return the extractor of an old format that LibreOffice makes a new one of."""

    def extractor(data: bytes, options: Options) -> Content:
        from ingest.soffice import convert

        if suffix != "rtf" and ENCRYPTED in data:
            raise UnreadableFile(_LOCKED)
        return replace(read(convert(data, suffix, target, options), options), anchors=())

    return extractor


EXTRACTORS: dict[Format, Extractor] = {
    "text": _text,
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "pptx": _pptx,
    "image": _image,
    "mail": _mail,
    "doc": _through_office("doc", "docx", _docx),
    "xls": _through_office("xls", "xlsx", _xlsx),
    "ppt": _through_office("ppt", "pptx", _pptx),
    "rtf": _through_office("rtf", "docx", _docx),
    "odt": _through_office("odt", "docx", _docx),
}

# What to do with the files that have no extractor.
_REMEDIES: dict[Format, str] = {
    "zip": "Tệp nén chưa đọc được; hãy giải nén rồi nạp thư mục đã giải nén.",
    "data": "Tệp dữ liệu hoặc mã nguồn, không phải văn bản; nếu cần nạp, hãy lưu nội dung lại dạng .txt hoặc .docx.",
    "program": "Tệp chương trình, âm thanh hoặc phim, không phải văn bản; không nạp được.",
    "unknown": "Không nhận ra định dạng của tệp (dữ liệu nhị phân); hãy mở bằng chương trình đã tạo ra tệp rồi lưu lại"
    " dạng .docx, PDF hoặc .txt.",
}
_LOCKED = "Tệp được bảo vệ bằng mật khẩu; hãy mở bằng Microsoft Office, bỏ mật khẩu rồi nạp lại."
_XML_WORD = "Tệp Word dạng XML (.xml) chưa đọc được; hãy mở bằng Word, lưu lại dạng .docx rồi nạp lại."

# --- what the bytes are -----------------------------------------------------------------------------------------------


def extract(data: bytes, name: str, options: Options = DEFAULT) -> Content:
    """Return the text of a file; `name` decides only where the bytes leave it open.

    Raises UnreadableFile with cause and remedy, SecretDocument for a secrecy mark in a docx's page header.
    """
    if not data:
        raise UnreadableFile("Tệp rỗng (0 byte); hãy kiểm tra lại tệp gốc hoặc chép lại tệp.")
    form = format_of(data, name)
    extractor = EXTRACTORS.get(form)
    if extractor is None:
        raise UnreadableFile(_remedy(form, data))
    content = extractor(data, options)
    if len(content.text) > MAX_TEXT:
        length = len(content.text)
        raise UnreadableFile(f"Văn bản dài {length} ký tự, vượt giới hạn {MAX_TEXT}; hãy tách nhỏ rồi nạp lại.")
    if not any(map(str.isalnum, content.text)):
        raise UnreadableFile("Tệp không có chữ nào đọc được; hãy mở tệp kiểm tra hoặc nạp bản khác.")
    named = _BY_SUFFIX.get(PurePath(name).suffix.lower(), form)
    if named != form:
        note = f"Phần mở rộng của tên tệp không khớp với nội dung (thực ra là {_NAMES[form]})."
        content = replace(content, warnings=(*content.warnings, note))
    return content


_NAMES: dict[Format, str] = {
    "text": "văn bản thuần",
    "html": "trang HTML",
    "docx": "Word .docx",
    "pdf": "PDF",
    "xlsx": "Excel .xlsx",
    "pptx": "PowerPoint .pptx",
    "doc": "Word .doc",
    "xls": "Excel .xls",
    "ppt": "PowerPoint .ppt",
    "rtf": "văn bản .rtf",
    "odt": "OpenDocument .odt",
    "image": "ảnh",
    "mail": "thư điện tử",
}
_SUFFIXES: dict[Format, str] = {
    "text": ".txt .text .md .markdown",
    "html": ".html .htm .xhtml .shtml",
    "docx": ".docx .docm .dotx .dotm",
    "pdf": ".pdf",
    "doc": ".doc .dot .wps",
    "xls": ".xls .xlt",
    "ppt": ".ppt .pps",
    "rtf": ".rtf",
    "xlsx": ".xlsx .xlsm .xltx .ods",
    "pptx": ".pptx .pptm .ppsx .odp",
    "odt": ".odt .ott",
    "image": ".png .jpg .jpeg .jfif .gif .tif .tiff .bmp .webp .heic",
    "mail": ".eml .msg .mht .mhtml",
    "zip": ".zip .rar .7z .gz .tar .tgz .bz2 .xz",
    "data": ".csv .tsv .json .jsonl .xml .yaml .yml .ini .toml .log .sql .py .js .css .bat .ps1 .sh .svg",
}
_BY_SUFFIX = {suffix: form for form, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}
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
    ("__substg1.0_".encode("utf-16-le"), "mail"),
    ("Book\0".encode("utf-16-le"), "xls"),
)


def format_of(data: bytes, name: str) -> Format:
    """Return the format of a file from its bytes, the suffix of `name` settling what they leave open."""
    suffix = PurePath(name).suffix.lower()
    named = _BY_SUFFIX.get(suffix)
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
    if data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypheix") or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return "image"
    return _text_format(data, named) if text else named or "unknown"


def _ole_format(data: bytes, named: Format | None) -> Format:
    """Which of Microsoft's old formats a compound file is, from the names of its streams."""
    for stream, form in _STREAMS:
        if stream in data:
            return form
    return named if named in ("doc", "xls", "ppt", "mail") else "unknown"


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
    return "odt" if "mimetype" in folders and "content.xml" in folders else "zip"


def _is_text(data: bytes) -> bool:
    """Whether the bytes may be text in UTF-8, UTF-16, UTF-32 or an 8-bit encoding."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return True
    sample = data[:65_536]
    zeros = sample.count(0)
    controls = sum(sample.count(c) for c in (*range(1, 9), *range(14, 27), *range(28, 32)))
    if zeros > len(sample) // 1000:
        return unmarked_utf16(sample) is not None
    return controls <= len(sample) // 100


def _text_format(data: bytes, named: Format | None) -> Format:
    head = data[:8192].lstrip(codecs.BOM_UTF8).replace(b"\0", b"").lstrip(b"\xff\xfe")
    if b"<?mso-application" in head[:1000] or b"schemas.microsoft.com/office/word/2003" in head:
        return "data"
    if _PAGE.match(head) or (named != "text" and _FRAGMENT.match(head)):
        return "html"
    if named == "mail" or (named is None and _MAIL.match(head.replace(b"\r\n", b"\n")) and _MAIL_FIELD.search(head)):
        return "mail"
    return named if named in ("html", "data") else "text"


def _remedy(form: Format, data: bytes) -> str:
    if form == "data" and b"<?mso-application" in data[:1000]:
        return _XML_WORD
    return _REMEDIES[form]
