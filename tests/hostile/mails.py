"""Hostile mail."""
# ruff: noqa: E501  the table is read by the row

from __future__ import annotations

import base64
from email.message import EmailMessage

from tests.docxs import docx, paragraph, part
from tests.hostile.archives import packed
from tests.hostile.case import GOOD, MARK, SECRET, Case, Outcome, lazily


def _case(kind: str, outcome: Outcome, words: str, make: object) -> Case:
    return Case(f"eml: {kind}", outcome, words, lazily("a.eml", make))  # type: ignore[arg-type]


def _mail(number: int, *attachments: tuple[str, bytes]) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = f"Gửi kế hoạch {number}"
    mail["From"] = "a@example.vn"
    mail.set_content(GOOD.format(number))
    for name, data in attachments:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def _nested(depth: int) -> bytes:
    made = "Content-Type: text/plain; charset=utf-8\n\n" + GOOD.format(101)
    for i in range(depth):
        made = f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n{made}\n--b{i}--\n"
    return ("From: a@b.vn\nSubject: x\nMIME-Version: 1.0\n" + made).encode()


def _inside(depth: int) -> bytes:
    made = _mail(102).decode("ascii", "replace")
    for _ in range(depth):
        made = f"From: a@b.vn\nSubject: x\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n{made}"
    return made.encode()


_PLAIN = "Content-Type: text/plain; charset=utf-8\n"


def _headed(number: int, fields: str, body: str = "") -> bytes:
    return f"From: a@b.vn\nMIME-Version: 1.0\n{_PLAIN if 'Type' not in fields else ''}{fields}\n\n{body or GOOD.format(number)}".encode()


_SECRET_DOCX = docx("".join(map(paragraph, SECRET.splitlines())))
CASES = [
    _case("1.000 phần lồng nhau", "failed", "hỏng", lambda: _nested(1000)),
    _case("60 phần lồng nhau", "failed", "lồng nhau", lambda: _nested(60)),
    _case("20 phần lồng nhau", "read", MARK, lambda: _nested(20)),
    _case("thư trong thư 200 tầng", "failed", "", lambda: _inside(200)),
    _case("300 tệp đính kèm", "failed", "tệp đính kèm", lambda: _mail(104, *((f"{i}.txt", b"x") for i in range(300)))),
    _case("base64 hỏng", "read", "", lambda: _headed(120, "Content-Transfer-Encoding: base64", "@@@ không phải base64 ===")),
    _case("bảng mã không có thật", "failed", "", lambda: _headed(121, "Content-Type: text/plain; charset=x-khong-co")),
    _case("kiểu mã hóa lạ", "read", "", lambda: _headed(122, "Content-Transfer-Encoding: x-uuencode-lạ")),
    _case("thiếu ranh giới", "read", "Từ", lambda: _headed(123, "Content-Type: multipart/mixed")),
    _case("tiêu đề 1 MB", "read", MARK, lambda: _headed(124, "Subject: " + "ả" * 500_000)),
    _case("địa chỉ lặp", "read", MARK, lambda: _headed(125, "To: " + "<" * 3000 + "@" * 3000)),
    _case("ngày tháng bịa", "read", MARK, lambda: _headed(126, "Date: 99 Foo 99999 99:99:99 +9999")),
    _case("NUL trong tiêu đề", "read", "", lambda: _headed(127, "Subject: a\0b\r\nBcc: \0")),
    _case("tên đính kèm thoát ra ngoài", "read", "thoát", lambda: _mail(105, ("../../thoát.txt", b"Kinh gui"))),
    _case("đính kèm bom zip", "read", MARK, lambda: _mail(106, ("a.zip", packed(("a.txt", bytes(50 * 2**20)))))),
    _case("đính kèm Word bị cắt cụt", "read", MARK, lambda: _mail(107, ("a.docx", _SECRET_DOCX[:400]))),
    _case("đính kèm văn bản mật", "refused", "MẬT", lambda: _mail(108, ("a.docx", _SECRET_DOCX))),
    _case("đính kèm Word mật ở đầu trang", "refused", "MẬT",
          lambda: _mail(109, ("a.docx", docx(paragraph("x"), header1=part("hdr", paragraph("MẬT")))))),
    _case("đính kèm zip có văn bản mật", "refused", "MẬT",
          lambda: _mail(110, ("a.zip", packed(("m.docx", _SECRET_DOCX))))),
    _case("ảnh đính kèm hỏng", "read", MARK,
          lambda: _mail(111, ("a.png", base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAE=")))),
    Case("zip: thư có văn bản mật đính kèm", "refused", "MẬT",
         lazily("a.zip", lambda: packed(("a.eml", _mail(112, ("a.docx", _SECRET_DOCX)))))),
]  # fmt: skip
