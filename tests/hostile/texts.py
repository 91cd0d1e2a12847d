"""Hostile texts: encodings, controls, lines and patterns without end, and files under a wrong name."""
# ruff: noqa: E501  the table is read by the row

from __future__ import annotations

import io
import random

from tests.docxs import docx, paragraph
from tests.hostile.case import GOOD, MARK, Case, put
from tests.pdfs import column, pdf

_HEAD = "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN\nSố: 1/KH-LĐLĐ\nKẾ HOẠCH\nTuyên truyền\n"


def _text(kind: str, text: str | bytes, words: str = MARK, outcome: str = "read", name: str = "a.txt") -> Case:
    return Case(kind, outcome, words, put(name, text))  # type: ignore[arg-type]


def _patterns() -> list[Case]:
    made = []
    for pattern in (
        "Số: ", "ngày 1 tháng ", "(", "1.", "Căn cứ ", "/", "NĐ-CP/", "a-", "Điều 1. ", "khoản 1 Điều 2 ", "“", "Luật ",
        "Nơi nhận:\n- x;\n", "MẬT ", "| ", "TM. ", "\u0301", "a) x\n", "I.", "**", "=" , "12/2024/",
    ):  # fmt: skip
        many = 20_000 // len(pattern)
        made.append(_text(f"lặp {many} lần “{pattern.encode('unicode_escape').decode()}”", _HEAD + pattern * many, ""))
    return made


def _image() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (60, 40), 255).save(out, "PNG")
    return out.getvalue()


def _wrong_names() -> list[Case]:
    text, noise = GOOD.format(31), random.Random(5).randbytes(4000)
    body = [paragraph(line) for line in GOOD.format(32).splitlines()]
    mail = f"MIME-Version: 1.0\nFrom: a@b.vn\nSubject: x\nContent-Type: text/html; charset=utf-8\n\n<p>{GOOD.format(33)}</p>"
    return [
        _text("văn bản thuần mang đuôi .docx", text, name="a.docx"),
        _text("một byte mang đuôi .docx", "x", "mang đuôi .docx", "failed", "a.docx"),
        _text("vài chữ lạ mang đuôi .pdf", "qzx kkw zzpf " * 20, "mang đuôi .pdf", "failed", "a.pdf"),
        _text("Word mang đuôi .pdf", docx(*body), name="a.pdf"),
        _text("Word mang đuôi .zip", docx(*body[:-1], paragraph(MARK + " tại cơ sở")), name="a.zip"),
        _text("PDF mang đuôi .docx", pdf([column(GOOD.format(34))]), name="a.docx"),
        _text("HTML mang đuôi .doc", f"<html><p>{GOOD.format(35)}</p>", name="a.doc"),
        _text("trang web MHT mang đuôi .doc", mail, name="a.doc"),
        _text("ảnh mang đuôi .docx", _image(), "ảnh", "failed", "a.docx"),
        _text("chương trình mang đuôi .pdf", b"MZ\x90\0" + noise, "chương trình", "failed", "a.pdf"),
        _text("nhạc mang đuôi .docx", b"ID3" + noise, "âm thanh", "failed", "a.docx"),
        _text("dữ liệu bừa mang đuôi .pdf", noise, "hỏng", "failed", "a.pdf"),
        _text("dữ liệu bừa mang đuôi .docx", noise, "hỏng", "failed", "a.docx"),
        _text("dữ liệu bừa mang đuôi .xlsx", noise, "hỏng", "failed", "a.xlsx"),
        _text("dữ liệu bừa mang đuôi .msg", noise, "hỏng", "failed", "a.msg"),
        _text("dữ liệu bừa không đuôi", noise, "Không nhận ra định dạng", "failed", "a"),
        _text("tệp .rar", b"Rar!\x1a\x07\x01\0" + noise, "giải nén", "failed", "a.rar"),
        _text("tệp .7z", b"7z\xbc\xaf\x27\x1c" + noise, "giải nén", "failed", "a.7z"),
        _text("ảnh HEIC", b"\0\0\0\x18ftypheic" + noise, "JPEG", "failed", "a.heic"),
        _text("mã nguồn .json", '{"a": [1, 2]}', "dữ liệu", "failed", "a.json"),
    ]


CASES = [
    _text("byte NUL giữa văn bản", GOOD.format(11).replace("an toàn, ", "an toàn, \0"), "Tuyên truyền an toàn"),
    _text("toàn byte NUL", b"\0" * 5000, "định dạng", "failed", "a.dat"),
    _text("UTF-16 có dấu BOM", GOOD.format(12).encode("utf-16")),
    _text("UTF-16 không BOM", GOOD.format(13).encode("utf-16-le")),
    _text("UTF-32", GOOD.format(14).encode("utf-32")),
    _text("UTF-16 bị cắt lẻ byte", GOOD.format(15).encode("utf-16")[:-1], "UTF-16", "failed"),
    _text(
        "nửa cặp thay thế (lone surrogate)",
        (GOOD.format(16) + "\ud800").encode("utf-8", "surrogatepass"),
        "bảng mã",
        "failed",
    ),
    _text("UTF-8 quá dài (overlong)", GOOD.format(17).encode() + b"\xc0\xaf\xe0\x80\xaf", "bảng mã", "failed"),
    _text("chữ TCVN3 trong .txt", b"C\xabng \xae\xb5n c\xb8c c\xca\xcbp", "", "failed"),
    _text("chỉ có dấu cách và xuống dòng", " \n\t\r\n" * 5000, "không có chữ", "failed"),
    _text("một dòng 300.000 ký tự", _HEAD + "tuyên truyền an toàn lao động " * 10_000, "an toàn"),
    _text("300.000 dấu thanh trên một chữ", _HEAD + "a" + "\u0301" * 300_000, ""),
    _text("văn bản dài hơn 20 triệu ký tự", "an toàn lao động " * 1_300_000, "vượt giới hạn", "failed"),
    _text("ký tự đổi chiều và điều khiển", GOOD.format(18) + "\u202e\u2066\x07\x1b[31m", MARK),
    _text("HTML lồng 200.000 thẻ", "<div>" * 200_000 + GOOD.format(19), "", name="a.html"),
    _text("HTML chú thích không đóng", f"<html><p>{GOOD.format(20)}</p>" + "<!--" * 50_000, "", name="a.html"),
    _text("HTML 100.000 thuộc tính", "<p " + "a=1 " * 100_000 + f">{GOOD.format(21)}", "", name="a.html"),
    _text("HTML gọi tệp ngoài", f"<html><iframe src='file:///etc/passwd'></iframe><p>{GOOD.format(22)}", name="a.html"),
    _text("CSV một triệu dấu phẩy", "a" + "," * 1_000_000 + "hết bảng\n", "", name="a.csv"),
    _text("CSV mở ngoặc kép không đóng", 'tên,"' + "an toàn lao động, " * 4000, "", name="a.csv"),
    *_patterns(),
    *_wrong_names(),
]
