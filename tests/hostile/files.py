"""Hostile files of the file system: names, links, kinds of files, sizes."""
# ruff: noqa: E501  the table is read by the row

from __future__ import annotations

import os
import socket
from pathlib import Path

from tests.hostile.case import GOOD, MARK, Case, put

_NUMBER = iter(range(100, 999))


def _good() -> str:
    return GOOD.format(next(_NUMBER))  # a text of its own, or it would be a duplicate


def _named(name: str) -> Case:
    shown = name.encode("unicode_escape").decode()
    return Case(f"tên tệp: {shown[:60]}", "read", MARK, put(name, _good()))


def _sparse(name: str, head: bytes = b"") -> Case:
    def write(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.write(head)
            file.truncate(300 * 2**20)

    return Case(f"tệp 300 MB: {name}", "failed", "vượt giới hạn", write)


def _linked(folder: Path) -> None:
    (folder / "vòng").symlink_to(folder, target_is_directory=True)
    (folder / "tự trỏ.txt").symlink_to(folder / "tự trỏ.txt")
    (folder / "ra ngoài.txt").symlink_to("/etc/passwd")
    (folder / "cụt.txt").symlink_to(folder / "không có")
    (folder / "gốc").symlink_to("/", target_is_directory=True)


def _socket(folder: Path) -> None:
    here = Path.cwd()
    os.chdir(folder)  # the name of a socket is short
    try:
        socket.socket(socket.AF_UNIX).bind("ổ cắm.txt")
    finally:
        os.chdir(here)


def _deep(folder: Path) -> None:
    for _ in range(60):
        folder = folder / "thư mục con trong thư mục"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(_good(), encoding="utf-8")


def _bytes_name(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/c\xf4ng v\xe3n \xff.txt")).write_text(_good(), encoding="utf-8")


def _closed(folder: Path) -> None:
    path = folder / "cấm đọc.txt"
    path.write_text(_good(), encoding="utf-8")
    path.chmod(0)


def _called_pdf(folder: Path) -> None:
    (folder / "x.pdf").mkdir()
    (folder / "x.pdf" / "a.txt").write_text(_good(), encoding="utf-8")


CASES = [
    *map(
        _named,
        [
            "\u202ecod.txt", "dòng\nmới.txt", "tab\tvà\rCR.txt", "dài " + "ả" * 80 + ".txt", "😀👩‍👩‍👧.txt",
            "tổ hợp.txt", "-rf.txt", "'\"`.txt", "<script>alert(1)<script>.txt",
            "$(touch x); rm -rf *.txt", "con.txt", " .txt", "a.txt.", "%00%2e%2e%2f.txt", "a?b*c|d:e.txt",
            "\u200bẩn.txt", "không đuôi",
        ],
    ),
    Case("tên tệp không phải Unicode", "failed", "không phải Unicode", _bytes_name),
    Case("thư mục lồng 60 tầng", "read", MARK, _deep),
    Case("liên kết vòng, cụt, ra ngoài thư mục", "absent", "", _linked),
    Case("ống dẫn (FIFO) trong thư mục", "absent", "", lambda folder: os.mkfifo(folder / "a.txt")),
    Case("ống dẫn được chỉ đích danh", "failed", "tệp", lambda f: os.mkfifo(f / "a.txt"), named=True),
    Case("ống dẫn mang đuôi .zip được chỉ đích danh", "failed", "tệp", lambda f: os.mkfifo(f / "a.zip"), named=True),
    Case("ổ cắm (socket)", "absent", "", _socket),
    Case("thiết bị qua liên kết, được chỉ đích danh", "failed", "tệp", lambda f: (f / "a.txt").symlink_to("/dev/zero"),
         named=True),
    Case("tệp không tồn tại được chỉ đích danh", "failed", "Không mở được", lambda f: (f / "a.txt").symlink_to("/khong"),
         named=True),
    Case("thư mục tên x.pdf", "read", MARK, _called_pdf),
    Case("tệp không có quyền đọc", "failed", "quyền đọc", _closed, needs="user"),
    *(Case(f"tệp 0 byte: {name}", "failed", "0 byte", put(name, b"")) for name in ("a.docx", "a.pdf", "a.txt", "a.zip")),
    _sparse("a.txt"),
    _sparse("a.pdf", b"%PDF-1.7\n"),
    _sparse("a.docx", b"PK\x03\x04"),
]  # fmt: skip
