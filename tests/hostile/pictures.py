"""Hostile pictures: bombs of points and pages, damage, marks of secrecy."""
# ruff: noqa: E501  the table is read by the row

from __future__ import annotations

import struct
import zlib

from PIL import Image

from tests.hostile.case import SECRET, Case, Outcome, lazily
from tests.scans import page, saved, scan


def _case(kind: str, outcome: Outcome, words: str, name: str, make: object) -> Case:
    return Case(f"ảnh: {kind}", outcome, words, lazily(name, make), "tesseract")  # type: ignore[arg-type]


def _png(width: int, height: int, extra: bytes = b"", data: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", data or zlib.compress(bytes(900))) + chunk(b"IEND", b"")


def _text_bomb() -> bytes:
    body = b"x\0\0" + zlib.compress(bytes(200 * 2**20), 9)
    chunk = struct.pack(">L", len(body)) + b"zTXt" + body + struct.pack(">L", zlib.crc32(b"zTXt" + body))
    return _png(50, 50, chunk)


def _white(form: str, size: tuple[int, int] = (400, 300), count: int = 1) -> bytes:
    return saved([Image.new("L", size, 255) for _ in range(count)], form)


def _bmp() -> bytes:
    data = bytearray(_white("BMP"))
    data[18:26] = struct.pack("<ll", 60_000, 60_000)
    return bytes(data)


def _secret() -> bytes:
    return scan(page(SECRET.replace("77", "92").splitlines()))


CASES = [
    _case("PNG 100.000 × 100.000 điểm", "failed", "triệu điểm ảnh", "a.png", lambda: _png(100_000, 100_000)),
    _case("PNG bom chữ nén", "failed", "", "a.png", _text_bomb),
    _case("PNG 0 × 0 điểm", "failed", "", "a.png", lambda: _png(0, 0)),
    _case("PNG 1 × 60.000 điểm", "failed", "", "a.png", lambda: saved(Image.new("L", (1, 60_000)), "PNG")),
    _case("BMP khai sai cỡ", "failed", "", "a.bmp", _bmp),
    *(
        _case(f"{form} bị cắt cụt", "failed", "", f"a.{form.lower()}", lambda form=form: _white(form)[:150])
        for form in ("PNG", "JPEG", "TIFF", "GIF", "WEBP", "BMP")
    ),
    _case("GIF 200 khung hình", "failed", "Không nhận ra chữ", "a.gif", lambda: _white("GIF", (50, 50), 200)),
    _case("ảnh trắng", "failed", "Không nhận ra chữ", "a.png", lambda: _white("PNG")),
    _case("bản quét có dấu mật", "refused", "MẬT", "a.pdf", _secret),
    _case("ảnh chụp có dấu mật", "refused", "MẬT", "a.png",
          lambda: saved(page(SECRET.replace("77", "93").splitlines()), "PNG")),
]  # fmt: skip
