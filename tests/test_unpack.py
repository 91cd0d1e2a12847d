"""Zip archives: their files come out below one folder, whatever their names say, and within limits."""

import io
import zipfile

import pytest

from directives.errors import UnreadableFile
from ingest import unpack as subject
from ingest.pipeline import opened
from ingest.unpack import is_archive, unpack
from tests.docxs import docx, paragraph


def archive(path, *entries, compress=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compress) as made:
        for name, data in entries:
            made.writestr(name, data)
    return path


def inside(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name != ".xong")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a.txt", ["a.txt"]),
        ("thư mục/công văn.txt", ["thư mục/công văn.txt"]),
        ("../../thoát.txt", ["thoát.txt"]),
        ("/etc/passwd", ["etc/passwd"]),
        ("..\\..\\x.txt", ["x.txt"]),
        ("C:\\x.txt", ["C_/x.txt"]),
        ("a/./../b.txt", ["a/b.txt"]),
        ("con.txt", ["_con.txt"]),
        ("x" * 300 + ".txt", ["x" * 96 + ".txt"]),
        ("/".join("abcdefghijkl") + ".txt", ["e/f/g/h/i/j/k/l.txt"]),
        ("__MACOSX/a.txt", []),
        (".DS_Store", []),
        ("~$a.docx", []),
        ("thư mục/", []),
    ],
)
def test_names_lead_below_the_folder(name, written, tmp_path):
    folder = tmp_path / "kho" / "x"
    unpack(archive(tmp_path / "a.zip", (name, b"x")), folder)
    assert inside(folder) == written
    assert inside(tmp_path) == sorted(["a.zip", *(f"kho/x/{name}" for name in written)])


def test_links_are_left_out(tmp_path):
    link = zipfile.ZipInfo("nối")
    link.external_attr = 0o120777 << 16
    folder = unpack(archive(tmp_path / "a.zip", (link, "/etc/passwd"), ("b.txt", "x")), tmp_path / "x")
    assert inside(folder) == ["b.txt"]


def test_a_name_that_is_unicode_without_saying_so(tmp_path):
    path = archive(tmp_path / "a.zip", ("công văn.txt", b"x"))
    data = bytearray(path.read_bytes())
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(mark) + (6 if mark[2] == 3 else 8)
        data[at + 1] &= ~0x08
    path.write_bytes(data)
    assert inside(unpack(path, tmp_path / "x")) == ["công văn.txt"]


def test_an_archive_in_an_archive_is_opened_once(tmp_path):
    def nested(depth):
        out = io.BytesIO()
        archive(out, ("trong.zip", nested(depth - 1)) if depth else ("a.txt", b"x"))
        return out.getvalue()

    path = tmp_path / "a.zip"
    path.write_bytes(nested(1))
    assert inside(unpack(path, tmp_path / "x")) == ["trong.zip.noi-dung/a.txt"]
    path.write_bytes(nested(3))
    assert inside(unpack(path, tmp_path / "y")) == ["trong.zip.noi-dung/trong.zip"]


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([("a.txt", bytes(3 * 2**20))], "lớn bất thường"),
        ([(f"{i}.txt", b"x") for i in range(9)], "quá nhiều tệp"),
        ([("a.txt", bytes(range(256)) * 30)], "quá lớn"),
    ],
    ids=["bomb", "many", "large"],
)
def test_limits(entries, told, tmp_path, monkeypatch):
    monkeypatch.setattr(subject, "MAX_FILES", 5)
    if "quá lớn" in told:
        monkeypatch.setattr(subject, "MAX_BYTES", 1000)
    with pytest.raises(UnreadableFile, match=told):
        unpack(archive(tmp_path / "a.zip", *entries), tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_locked_and_damaged_archives(tmp_path):
    path = archive(tmp_path / "a.zip", ("a.txt", b"x" * 100))
    whole = path.read_bytes()
    locked = bytearray(whole)
    locked[whole.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(locked)
    with pytest.raises(UnreadableFile, match="mật khẩu"):
        unpack(path, tmp_path / "x")
    path.write_bytes(whole[:40])
    with pytest.raises(UnreadableFile, match="hỏng"):
        unpack(path, tmp_path / "x")


def test_files_take_the_place_of_their_archive(tmp_path):
    good = archive(tmp_path / "a.zip", ("a.txt", b"x"), ("b.txt", b"y"))
    word = tmp_path / "c.zip"
    word.write_bytes(docx(paragraph("x")))
    empty = archive(tmp_path / "d.zip")
    plain = tmp_path / "e.txt"
    assert [is_archive(p) for p in (good, word, empty, plain)] == [True, True, True, False]
    files, failed = opened([good, word, empty, plain], tmp_path / "kho")
    assert [p.name for p in files] == ["a.txt", "b.txt", "c.zip", "e.txt"]
    assert [(f.path, f.reason) for f in failed] == [(empty, "Tệp nén không chứa tệp nào.")]
    assert opened([good], tmp_path / "kho")[0] == files[:2]
