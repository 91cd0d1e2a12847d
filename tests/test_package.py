"""Office packages opened with suspicion."""

import io
import random
import zipfile

import pytest

from directives.errors import UnreadableFile
from ingest import package as subject
from ingest.office import extract_docx
from ingest.package import ENCRYPTED, OLE, Package
from tests.docxs import NAMESPACES, docx, package, paragraph, part

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def reason(data):
    with pytest.raises(UnreadableFile) as caught:
        extract_docx(data)
    return str(caught.value)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = package({"word/document.xml": b"<w:document>" + b" " * (8 * 2**20)})
    assert len(bomb) < 20_000
    assert "lớn bất thường (8 MB)" in reason(bomb)


def test_a_part_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(subject, "MAX_PART", 1000)
    assert "lớn bất thường" in reason(docx(*(paragraph(f"dòng {i}") for i in range(100))))


def test_a_size_that_lies_is_found_out():
    data = bytearray(docx(paragraph("x" * 5000)))
    at = data.rindex(b"word/document.xml") - 46  # the entry of the central directory
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = (20).to_bytes(4, "little")
    assert "tệp" in reason(bytes(data)).lower()


def test_too_many_entries_are_refused(monkeypatch):
    monkeypatch.setattr(subject, "MAX_ENTRIES", 10)
    assert "bất thường nhiều thành phần (23)" in reason(docx(**{f"x{i}": "" for i in range(20)}))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_broken(share):
    data = docx(*(paragraph(f"dòng {i}") for i in range(300)))
    assert "bị hỏng" in reason(data[: int(len(data) * share)])


def test_damaged_bytes_are_broken():
    data = bytearray(docx(*(paragraph(f"dòng số {i * i}") for i in range(300))))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as held:
        at = held.getinfo("word/document.xml").header_offset + 200
    data[at : at + 40] = bytes(255 - b for b in data[at : at + 40])
    assert "bị hỏng" in reason(bytes(data))


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
    ids=["bomb", "outer document", "outer entity"],
)
def test_entities_are_refused(head):
    body = f"<w:document {NAMESPACES}><w:body>{paragraph('x')}</w:body></w:document>"
    assert "DOCTYPE" in reason(package({"word/document.xml": head + body}))
    assert "DOCTYPE" in reason(package({"word/document.xml": (head + body).encode("utf-16")}))


def test_broken_xml_names_the_part():
    assert "word/document.xml" in reason(package({"word/document.xml": "<w:document><w:body>"}))


def test_a_locked_file_and_an_old_one_are_told_apart():
    assert "mật khẩu" in reason(OLE + b"\0" * 512 + ENCRYPTED)
    assert "Word cũ (.doc)" in reason(OLE + b"\0" * 512)


def test_an_entry_locked_by_the_zip_program_is_told():
    data = bytearray(docx(paragraph("x")))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = -1
        while (begin := data.find(sign, begin + 1)) >= 0:
            data[begin + at] |= 1
    assert "mật khẩu của trình nén" in reason(bytes(data))


def test_a_package_that_is_no_word_file_is_told():
    assert "không phải văn bản Word" in reason(package({"a.txt": "x"}))


def test_strict_open_xml_is_read():
    body = part("document", f"<w:body>{paragraph('chặt chẽ')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", STRICT
    )
    assert extract_docx(package({"word/document.xml": body})).text == "chặt chẽ"


def test_parts_are_read_whole():
    content = random.Random(1).randbytes(3_000_000)
    with Package(package({"a": content})) as opened:
        assert "a" in opened and opened.names() == ["a"]
        assert opened.read("a") == content
