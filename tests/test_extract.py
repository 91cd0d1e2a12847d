"""One entry for every format: the bytes decide, then the name; what cannot be read is told with its remedy."""

import io
import zipfile

import pytest

from directives.errors import UnreadableFile
from ingest import extract as subject
from ingest.extract import EXTRACTORS, extract
from ingest.formats import Format, format_of
from ingest.package import OLE
from tests.docxs import docx, package, paragraph
from tests.pdfs import column, pdf

TEXT = "Kế hoạch tuyên truyền của công đoàn năm 2024\n"


def ole(stream):
    return OLE + b"\0" * 600 + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (TEXT.encode(), "a.txt", "text"),
        (TEXT.encode(), "a", "text"),
        (TEXT.encode(), "Công văn số 12.2024", "text"),
        (TEXT.encode(), "a.docx", "text"),
        (TEXT.encode("utf-16"), "a.txt", "text"),
        (TEXT.encode("utf-16-le"), "a.txt", "text"),
        (b"# Ti\xc3\xaau \xc4\x91\xe1\xbb\x81\n<div>x</div>", "a.md", "text"),
        (b"<div>x</div>", "a.md", "text"),
        (b"BM 12 ng\xc3\xa0y", "a.txt", "text"),
        (b"MZ", "a.txt", "text"),
        (b"From: A\nS\xe1\xbb\x91: 5/KH", "a.txt", "text"),
        (b"<!doctype html><p>x", "a.txt", "html"),
        (b"\xef\xbb\xbf<html>", "a.doc", "html"),
        ("<html>".encode("utf-16"), "a.doc", "html"),
        (b'<?xml version="1.0"?>\n<!-- x -->\n<html xmlns="x">', "a.xhtml", "html"),
        (b"<p>x</p>", "a", "html"),
        (b"chu", "a.htm", "html"),
        (docx(paragraph("x")), "a.docx", "docx"),
        (docx(paragraph("x")), "a.zip", "docx"),
        (docx(paragraph("x")), "a.doc", "docx"),
        (docx(paragraph("x"))[:80], "a.docx", "docx"),
        (ole("EncryptedPackage"), "a.docx", "docx"),
        (b"\x00\x01\x02" * 500, "a.docx", "docx"),
        (pdf([column("x")]), "a", "pdf"),
        (b"\n\n" + pdf([column("x")]), "a.txt", "pdf"),
        (b"\x00\x01\x02" * 500, "a.pdf", "pdf"),
        (ole("WordDocument"), "a.docx", "doc"),
        (ole("Workbook"), "a.doc", "xls"),
        (ole("PowerPoint Document"), "a.ppt", "ppt"),
        (ole("__substg1.0_"), "a.msg", "msg"),
        (ole("?"), "a.xls", "xls"),
        (ole("?"), "a.bin", "unknown"),
        (b"{\\rtf1\\ansi x}", "a.doc", "rtf"),
        (package({"xl/workbook.xml": "x"}), "a.xlsx", "xlsx"),
        (package({"ppt/presentation.xml": "x"}), "a.pptx", "pptx"),
        (package({"mimetype": "x", "content.xml": "x"}), "a.odt", "odt"),
        (package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "x"}), "a.odt", "odt"),
        (package({"a.txt": "x"}), "a.zip", "zip"),
        (b"Rar!\x1a\x07\x00" + b"\0" * 50, "a.rar", "zip"),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 50, "a.7z", "zip"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a.png", "image"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "a.pdf", "image"),
        (b"II*\0" + b"\0" * 50, "a.tif", "image"),
        (b"BM" + bytes(range(200)), "a.bmp", "image"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 50, "a.heic", "heic"),
        (b"From: a@b\nTo: c@d\nSubject: x\nMIME-Version: 1.0\n\nx", "a", "mail"),
        (b"Subject: x\n\nx", "a.eml", "mail"),
        (b"a,b\n1,2\n", "a.csv", "csv"),
        (b'{"a": 1}', "a.json", "data"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "a.xml", "wordml"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><w/>', "a.xls", "sheetml"),
        (b"MZ" + bytes(range(200)), "a.exe", "program"),
        (b"\x00\x01\x02\x03" * 500, "a.bin", "unknown"),
    ],
)
def test_formats_are_told_by_content_first(data, name, expected):
    assert format_of(data, name) == expected


def test_every_format_is_read_or_has_a_remedy():
    forms = set(Format.__args__)
    assert forms == set(EXTRACTORS) | set(subject._REMEDIES)
    assert not set(EXTRACTORS) & set(subject._REMEDIES)
    assert set(subject._NAMES) == set(EXTRACTORS)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "a.docx", "0 byte"),
        (package({"xl/workbook.xml": "x"}), "a.xlsx", "Bảng tính bị hỏng"),
        (package({"ppt/presentation.xml": "x"}), "a.pptx", "XML"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a.png", "Ảnh bị hỏng"),
        (package({"a.txt": "x"}), "a.zip", "giải nén"),
        (ole("__substg1.0_"), "a.msg", "lưu lại dạng .eml"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 50, "a.heic", "JPEG"),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 50, "a.7z", "giải nén"),
        (b"x", "a.docx", "mang đuôi .docx"),
        (b"q zx kkw pf " * 30, "a.pdf", "mang đuôi .pdf"),
        (b"\x00\x01\x02\x03" * 500, "a.bin", "định dạng"),
        (b"\x00\x01\x02\x03" * 500, "a.pdf", "PDF bị hỏng"),
        (b"\x00\x01\x02\x03" * 500, "a.docx", "bị hỏng"),
        (ole("EncryptedPackage"), "a.docx", "mật khẩu"),
        (b" \n\n . - \n", "a.txt", "không có chữ nào"),
        (docx(paragraph("")), "a.docx", "không có chữ nào"),
        (b"<html><body></body></html>", "a.html", "không có chữ nào"),
    ],
)
def test_reasons(data, name, message):
    with pytest.raises(UnreadableFile, match=message):
        extract(data, name)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode(), "a.txt"),
        (TEXT.encode(), "tệp  ð́\u202e‮😀.md"),
        (f"<p>{TEXT}</p>".encode(), "a.html"),
        (docx(paragraph(TEXT.strip())), "a.docx"),
        (docx(paragraph(TEXT.strip())), "A.DOCX"),
        (pdf([column(TEXT.strip())]), "a.pdf"),
    ],
)
def test_the_same_text_from_every_format(data, name):
    content = extract(data, name)
    assert content.text.strip() == TEXT.strip()
    assert content.warnings == ()


@pytest.mark.parametrize(
    ("data", "name", "actual"),
    [
        (TEXT.encode(), "a.docx", "văn bản thuần"),
        (f"<html><p>{TEXT}</p>".encode(), "a.doc", "trang HTML"),
        (docx(paragraph(TEXT.strip())), "a.pdf", "Word .docx"),
        (pdf([column(TEXT.strip())]), "a.docx", "PDF"),
    ],
)
def test_a_wrong_extension_is_read_and_warned_of(data, name, actual):
    content = extract(data, name)
    assert content.text.strip() == TEXT.strip()
    assert actual in content.warnings[0]


def test_a_text_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(subject, "MAX_TEXT", 10)
    with pytest.raises(UnreadableFile, match="dài 45 ký tự, vượt giới hạn 10"):
        extract(TEXT.encode(), "a.txt")


def test_nested_archives_are_not_opened():
    inner = package({"bom.txt": b"\0" * 1_000_000})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as outer:
        outer.writestr("../../thoat.zip", inner)
    with pytest.raises(UnreadableFile, match="giải nén"):
        extract(out.getvalue(), "a.zip")
