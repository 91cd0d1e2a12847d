"""Hostile PDFs: loops, lies, bombs, locks, damage."""
# ruff: noqa: E501  the table is read by the row

from __future__ import annotations

import io
import zlib

from tests.hostile.case import GOOD, MARK, SECRET, Case, Outcome, lazily
from tests.pdfs import column, pdf


def _case(kind: str, outcome: Outcome, words: str, make: object) -> Case:
    return Case(f"pdf: {kind}", outcome, words, lazily("a.pdf", make))  # type: ignore[arg-type]


def _objects(*bodies: bytes, trailer: bytes = b"", after: bytes = b"") -> bytes:
    out, offsets = b"%PDF-1.7\n", []
    for i, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n%s" % (
        len(bodies) + 1, table, len(bodies) + 1, trailer, len(out), after)  # fmt: skip


_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>"
_ONE = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"


def _stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def _bomb() -> bytes:
    packed = zlib.compress(zlib.compress(bytes(400 * 2**20), 9), 9)
    return _objects(_CATALOG, _ONE, _PAGE, _stream(packed, b"/Filter [/FlateDecode /FlateDecode]"))


def _locked(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([column(GOOD.format(81))]))))
    writer.encrypt(password, "chủ", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _good(number: int) -> bytes:
    return pdf([column(GOOD.format(number))])


def _form_loop() -> bytes:
    page = _PAGE.replace(b"<< >>", b"<< /XObject << /F 5 0 R >> >>")
    form = _stream(b"/F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>")
    return _objects(_CATALOG, _ONE, page, _stream(b"/F Do"), form)


def _pixels() -> bytes:
    page = _PAGE.replace(b"<< >>", b"<< /XObject << /I 5 0 R >> >>").replace(b"595 842", b"14400 14400")
    image = _stream(zlib.compress(bytes(1000)), b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 "
                    b"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode")  # fmt: skip
    return _objects(_CATALOG, _ONE, page, _stream(b"q 14400 0 0 14400 0 0 cm /I Do Q"), image)


def _with(number: int, old: bytes, new: bytes) -> bytes:
    return _good(number).replace(old, new, 1)


CASES = [
    _case("cây trang trỏ về chính nó", "failed", "",
          lambda: _objects(_CATALOG, b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>")),
    _case("khai một tỉ trang", "failed", "",
          lambda: _objects(_CATALOG, b"<< /Type /Pages /Count 1000000000 /Kids [2 0 R] >>")),
    _case("bảng tra (xref) trỏ về chính nó", "read", MARK, lambda: _with(82, b"/Root 1 0 R", b"/Root 1 0 R /Prev 9")),
    _case("mục lục vòng", "read", MARK, lambda: _with(83, b"/Type /Catalog", b"/Type /Catalog /Outlines 1 0 R /First 1 0 R"
          b" /Next 1 0 R")),
    _case("cha của trang là chính nó", "read", MARK, lambda: _with(84, b"/Parent 2 0 R", b"/Parent 7 0 R")),
    _case("hình (form) gọi chính nó", "failed", "", _form_loop),
    _case("độ dài luồng trỏ về chính luồng", "failed", "", lambda: _objects(
        _CATALOG, _ONE, _PAGE, b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream")),
    _case("luồng đối tượng mở rộng chính nó", "failed", "", lambda: _objects(
        b"<< /Type /ObjStm /N 9 /First 3 /Extends 1 0 R /Length 3 >>\nstream\n2 0\nendstream")),
    _case("bom nén hai lần 400 MB", "failed", "", _bomb),
    _case("trang 200 inch với ảnh 100.000 × 100.000 điểm", "failed", "", _pixels),
    _case("mảng lồng 100.000 tầng", "failed", "", lambda: _objects(b"[" * 100_000)),
    _case("mật khẩu mở tệp", "failed", "mật khẩu", lambda: _locked("bí mật")),
    _case("chỉ có mật khẩu chủ", "read", MARK, lambda: _locked("")),
    _case("bị cắt một nửa", "failed", "", lambda: _good(85)[: len(_good(85)) // 3]),
    _case("mất bảng tra", "read", MARK, lambda: _good(86).replace(b"xref", b"xxxx")),
    _case("chỉ có dòng đầu", "failed", "hỏng", lambda: b"%PDF-1.7\n"),
    _case("rác trước và sau", "read", MARK, lambda: b"\0" * 900 + _good(87) + b"\xff" * 9000),
    _case("số khổng lồ", "read", MARK, lambda: _with(88, b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 1" + b"0" * 300 + b" 842]")),
    _case("khung trang âm, bằng không", "read", MARK, lambda: _with(89, b"[0 0 595 842]", b"[0 0 0 0]")),
    _case("JavaScript, mở tệp ngoài khi mở", "read", MARK, lambda: _with(90, b"/Type /Catalog", b"/Type /Catalog /OpenAction"
          b" << /S /Launch /F (/bin/sh) >> /AA << /O << /S /JavaScript /JS (app.alert(1)) >> >>")),
    _case("6.000 trang", "failed", "vượt giới hạn", lambda: pdf([[]] * 6000)),
    _case("chữ ngoài trang, chồng nhau 20.000 lần", "read", "chồng", lambda: pdf([[(-900, 5000, "chồng chữ")] * 20_000])),
    _case("dấu mật trong lớp chữ", "refused", "MẬT", lambda: pdf([column(SECRET.replace("77", "91"))])),
]  # fmt: skip
