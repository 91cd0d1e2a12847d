"""One way in for every format: bytes and a name to text, by what the bytes are first and by the name second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from directives.errors import UnreadableFile
from directives.syllables import quality
from ingest.content import Content
from ingest.formats import BY_SUFFIX, Format, format_of
from ingest.options import DEFAULT, Options
from ingest.package import ENCRYPTED
from ingest.plain import extract_plain
from ingest.secrecy import refuse_secret

Extractor = Callable[[bytes, Options], Content]

_FEW_LETTERS = 20
_PROSE = 0.5  # quality; half of the words are names in some lists, noise has a fifth
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


def _csv(data: bytes, options: Options) -> Content:
    from ingest.separated import extract_csv

    return extract_csv(data)


def _mail(data: bytes, options: Options) -> Content:
    from ingest.mail import extract_mail

    return extract_mail(data, _held(options))


def _msg(data: bytes, options: Options) -> Content:
    from ingest.outlook import extract_msg

    return extract_msg(data, _held(options))


def _held(options: Options) -> Callable[[bytes, str], Content]:
    """Return what reads the parts of a message; raises SecretDocument where one carries a mark of secrecy."""

    def read(held: bytes, name: str) -> Content:
        if format_of(held, name) in ("mail", "msg"):
            raise UnreadableFile("Thư nằm trong thư không được đọc; hãy lưu thư đó thành tệp riêng rồi nạp.")
        content = extract(held, name, options)
        refuse_secret(content.text, f"Tệp đính kèm “{name}”")
        return content

    return read


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
    "msg": _msg,
    "csv": _csv,
    "doc": _through_office("doc", "docx", _docx),
    "xls": _through_office("xls", "xlsx", _xlsx),
    "ppt": _through_office("ppt", "pptx", _pptx),
    "rtf": _through_office("rtf", "docx", _docx),
    "odt": _through_office("odt", "docx", _docx),
    "wordml": _through_office("wordml", "docx", _docx),
    "sheetml": _through_office("sheetml", "xlsx", _xlsx),
    "ods": _through_office("ods", "xlsx", _xlsx),
    "odp": _through_office("odp", "pptx", _pptx),
}

# What to do with the files that have no extractor.
_REMEDIES: dict[Format, str] = {
    "zip": "Tệp nén dạng này (.rar, .7z, .tar, .gz…) chưa mở được; hãy giải nén rồi nạp thư mục đã giải nén.",
    "heic": "Ảnh HEIC, AVIF (điện thoại) chưa đọc được; hãy gửi hoặc lưu lại ảnh dạng JPEG hay PDF rồi nạp lại.",
    "data": "Tệp dữ liệu hoặc mã nguồn, không phải văn bản; nếu cần nạp, hãy lưu nội dung lại dạng .txt hoặc .docx.",
    "program": "Tệp chương trình, âm thanh hoặc phim, không phải văn bản; không nạp được.",
    "unknown": "Không nhận ra định dạng của tệp (dữ liệu nhị phân); hãy mở bằng chương trình đã tạo ra tệp rồi lưu lại"
    " dạng .docx, PDF hoặc .txt.",
}
_ZIP = (
    "Tệp nén .zip gồm nhiều tệp; hãy giải nén rồi chọn từng tệp, hoặc khi nạp vào kho thì để tệp mang đuôi .zip để từng"
    " tệp bên trong được nạp."
)
_LOCKED = "Tệp được bảo vệ bằng mật khẩu; hãy mở bằng Microsoft Office, bỏ mật khẩu rồi nạp lại."

# --- the one way in ---


def extract(data: bytes, name: str, options: Options = DEFAULT) -> Content:
    """Return the text of a file; `name` decides only where the bytes leave it open.

    Raises UnreadableFile with cause and remedy, SecretDocument for a secrecy mark in a docx's page header.
    """
    if not data:
        raise UnreadableFile("Tệp rỗng (0 byte); hãy kiểm tra lại tệp gốc hoặc chép lại tệp.")
    form = format_of(data, name)
    extractor = EXTRACTORS.get(form)
    if extractor is None:
        raise UnreadableFile(_ZIP if data.startswith(b"PK") else _REMEDIES[form])
    named = BY_SUFFIX.get(PurePath(name).suffix.lower(), form)
    content = extractor(data, options)
    if len(content.text) > MAX_TEXT:
        length = len(content.text)
        raise UnreadableFile(f"Văn bản dài {length} ký tự, vượt giới hạn {MAX_TEXT}; hãy tách nhỏ rồi nạp lại.")
    if not any(map(str.isalnum, content.text)):
        raise UnreadableFile("Tệp không có chữ nào đọc được; hãy mở tệp kiểm tra hoặc nạp bản khác.")
    if named != form:
        if form == "text" and not _is_prose(content.text):
            raise UnreadableFile(
                f"Tệp mang đuôi {PurePath(name).suffix} nhưng nội dung không phải định dạng đó, cũng không phải một văn"
                " bản thuần; hãy kiểm tra lại tệp gốc."
            )
        note = f"Phần mở rộng của tên tệp không khớp với nội dung (thực ra là {_NAMES[form]})."
        content = replace(content, warnings=(*content.warnings, note))
    return content


def _is_prose(text: str) -> bool:
    """Whether a text that goes by the name of another format is a text all the same, and no scrap of a broken file."""
    sample = text[:100_000]
    return sum(map(str.isalpha, sample)) >= _FEW_LETTERS and quality(sample) >= _PROSE


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
    "ods": "OpenDocument .ods",
    "odp": "OpenDocument .odp",
    "wordml": "Word dạng XML",
    "sheetml": "Excel dạng XML",
    "mail": "thư điện tử",
    "msg": "thư Outlook .msg",
    "csv": "bảng .csv",
}
