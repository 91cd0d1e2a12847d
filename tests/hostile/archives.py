"""Hostile zip archives."""
# ruff: noqa: E501  the table is read by the row

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

from tests.hostile.case import GOOD, MARK, SECRET, Case, Outcome, lazily

Entry = tuple[str | zipfile.ZipInfo, bytes | str]


def packed(*entries: Entry, compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compress) as made:
        for name, data in entries:
            made.writestr(name, data)
    return out.getvalue()


def _case(kind: str, outcome: Outcome, words: str, *entries: Entry) -> Case:
    return Case(f"zip: {kind}", outcome, words, lazily("a.zip", lambda: packed(*entries)))


def _made(kind: str, outcome: Outcome, words: str, make: object) -> Case:
    return Case(f"zip: {kind}", outcome, words, lazily("a.zip", make))  # type: ignore[arg-type]


def _overlapping() -> bytes:
    """Return a bomb whose thousand entries share one piece of data, each packed little by itself."""
    kernel = zlib.compress(bytes(20 * 2**20), 9)[2:-4]
    name = b"a.txt"
    crc = zlib.crc32(bytes(20 * 2**20))
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(kernel), 20 * 2**20, len(name), 0) + name
    central = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(kernel), 20 * 2**20, 5, 0, 0, 0, 0, 0, 0)
        + b"%05d" % i
        for i in range(1000)
    )
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1000, 1000, len(central), len(local) + len(kernel), 0)
    return local + kernel + central + end


def _nested(depth: int, inner: bytes) -> bytes:
    for i in range(depth):
        inner = packed((f"tầng{i}.zip", inner))
    return inner


def _lying() -> bytes:
    data = bytearray(packed(("a.txt", b"an toan " * 100_000)))
    for mark, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        place = data.index(mark) + at
        data[place : place + 4] = struct.pack("<L", 10)
    return bytes(data)


def _patched(mark: bytes, at: int, value: int, entries: Sequence[Entry]) -> bytes:
    data = bytearray(packed(*entries))
    data[data.index(mark) + at] = value
    return bytes(data)


def _link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("nối.txt")
    info.external_attr = 0o120777 << 16
    return info


_BODY = GOOD.format(41)
CASES = [
    _case("bom phẳng", "failed", "lớn bất thường", ("a.txt", bytes(50 * 2**20))),
    _made("bom chồng lấn 20 GB", "failed", "", _overlapping),
    _made("khai sai kích thước", "failed", "hỏng", _lying),
    _made("lồng 5 tầng", "failed", "giải nén", lambda: _nested(5, packed(("a.txt", _BODY)))),
    _made("zip trong zip", "read", MARK, lambda: _nested(1, packed(("a.txt", GOOD.format(42))))),
    _made("bom trong zip trong zip", "failed", "lớn bất thường", lambda: _nested(1, packed(("a", bytes(9 * 2**20))))),
    _case("6.000 tệp", "failed", "quá nhiều tệp", *((f"{i}.txt", b"x") for i in range(6000))),
    _case("đường dẫn thoát ra ngoài", "read", MARK, ("../../../../thoát.txt", GOOD.format(43))),
    _case("đường dẫn tuyệt đối", "read", MARK, ("/tmp/thoát.txt", GOOD.format(44))),
    _case("đường dẫn kiểu Windows", "read", MARK, ("C:\\..\\..\\thoát.txt", GOOD.format(45))),
    _case("chỉ có liên kết tượng trưng", "failed", "không chứa tệp", (_link(), "/etc/passwd")),
    _case("rỗng", "failed", "không chứa tệp"),
    _case("một tệp đồng thời là thư mục", "failed", "", ("a", _BODY), ("a/b.txt", _BODY)),
    _case("hai tệp cùng tên", "read", MARK, ("a.txt", GOOD.format(46)), ("A.TXT", GOOD.format(47))),
    _case("tên dài 10.000 ký tự", "read", MARK, ("ả" * 10_000 + ".txt", GOOD.format(48))),
    _case("tên đổi chiều, xuống dòng", "read", MARK, ("\u202ecod\n.txt", GOOD.format(49))),
    _case("tệp thực thi bên trong", "failed", "chương trình", ("a.exe", b"MZ\x90\0\1\2\3" * 50)),
    _made("có mật khẩu", "failed", "mật khẩu", lambda: _patched(b"PK\1\2", 8, 1, [("a.txt", _BODY)])),
    _made("kiểu nén lạ", "failed", "hỏng", lambda: _patched(b"PK\1\2", 10, 77, [("a.txt", _BODY)])),
    _made("sai mã kiểm tra", "failed", "hỏng", lambda: _patched(b"PK\1\2", 16, 99, [("a.txt", _BODY)])),
    _made("bị cắt cụt", "failed", "hỏng", lambda: packed(("a.txt", _BODY * 90))[:300]),
    _made("dữ liệu thừa phía trước", "read", MARK, lambda: b"PK\3\4" + bytes(90) + packed(("a.txt", GOOD.format(50)))),
    _case("văn bản mật bên trong", "refused", "TỐI MẬT", ("mat.txt", SECRET)),
    _made("văn bản mật trong zip trong zip", "refused", "TỐI MẬT", lambda: _nested(1, packed(("m.txt", SECRET + "2")))),
]
