"""Which files there are, what state they are in, and what becomes of each."""

import hashlib
import os
import sys

import pytest

from directives.errors import SecretDocument
from directives.text import canonical
from ingest.content import Content
from ingest.pipeline import Failed, Parsed, Refused, fingerprint, read_documents, scan
from ingest.reading import document_id, document_of, read
from settings import Settings
from tests.docxs import docx, paragraph, part
from tests.pdfs import column, pdf

LETTER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 15/KH-LĐLĐ
Sông Ngàn, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Tổ chức Tháng Công nhân năm 2024
Thực hiện Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị.
"""


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.txt", "con/c.txt", "con/sâu/d 😀.docx", ".ẩn.txt", "~$b.docx", ".git/x", "Thumbs.db",
                 "con/.DS_Store", "desktop.ini", "__MACOSX/a.txt"):  # fmt: skip
        path = tmp_path / "kho" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "kho"


def names(paths, folder):
    return [path.relative_to(folder).as_posix() for path in paths]


def test_a_folder_gives_its_files_sorted_without_leftovers(folder):
    assert names(scan([folder]), folder) == ["a.txt", "b.txt", "con/c.txt", "con/sâu/d 😀.docx"]


def test_each_file_stands_once_however_often_it_is_named(folder, monkeypatch):
    monkeypatch.chdir(folder / "con")
    found = scan([folder, folder / "con", folder / "a.txt", type(folder)("../a.txt"), type(folder)("c.txt")])
    assert names(found, folder) == ["a.txt", "b.txt", "con/c.txt", "con/sâu/d 😀.docx"]
    assert all(path.is_absolute() for path in found)


def test_a_named_path_counts_though_it_be_hidden_or_not_there(folder):
    wanted = [folder / ".ẩn.txt", folder / "không-có.txt"]
    assert scan(wanted) == sorted(wanted)


@pytest.fixture
def link():
    def make(at, target):
        try:
            at.symlink_to(target)
        except OSError:
            pytest.skip("no symbolic links here")

    return make


def test_links_inside_a_folder_are_not_followed(folder, tmp_path, link):
    (tmp_path / "ngoài").mkdir()
    (tmp_path / "ngoài" / "mật.txt").write_text("x")
    link(folder / "ra.txt", tmp_path / "ngoài" / "mật.txt")
    link(folder / "thư mục", tmp_path / "ngoài")
    link(folder / "con" / "vòng", folder)
    link(folder / "gãy", tmp_path / "không-có")
    assert names(scan([folder]), folder) == ["a.txt", "b.txt", "con/c.txt", "con/sâu/d 😀.docx"]


def test_a_link_that_is_named_itself_is_followed(folder, tmp_path, link):
    link(tmp_path / "lối tắt", folder)
    link(tmp_path / "tệp", folder / "a.txt")
    found = scan([tmp_path / "lối tắt", tmp_path / "tệp"])
    assert names(found, tmp_path) == [
        "lối tắt/a.txt", "lối tắt/b.txt", "lối tắt/con/c.txt", "lối tắt/con/sâu/d 😀.docx", "tệp",
    ]  # fmt: skip


def test_a_folder_that_cannot_be_listed_is_not_passed_over(folder, monkeypatch):
    listed = os.scandir

    def refusing(path):
        if str(path).endswith("con"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert names(scan([folder]), folder) == ["a.txt", "b.txt", "con"]
    with pytest.raises(OSError, match="thư mục không đọc được"):
        fingerprint(folder / "con")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_are_left_out_of_folders_and_refused_when_named(folder):
    os.mkfifo(folder / "ống")
    assert "ống" not in names(scan([folder]), folder)
    with pytest.raises(OSError, match="không phải tệp thường"):
        fingerprint(folder / "ống")


def test_the_fingerprint_is_of_the_bytes(folder):
    found = fingerprint(folder / "a.txt")
    assert found.sha256 == hashlib.sha256(b"a.txt").hexdigest()
    assert (found.size, found.mtime_ns) == (5, (folder / "a.txt").stat().st_mtime_ns)
    with pytest.raises(FileNotFoundError):
        fingerprint(folder / "không-có")


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes are a thing of Linux")
def test_a_name_that_is_no_unicode_is_told(folder):
    with open(os.path.join(os.fsencode(folder), b"t\xean.txt"), "wb") as file:
        file.write(b"x")
    (path,) = [path for path in scan([folder]) if path.name.startswith("t")]
    with pytest.raises(OSError, match="không phải Unicode"):
        fingerprint(path)


def test_every_kind_of_outcome_with_the_hash_of_its_file(tmp_path):
    contents = {
        "1.txt": LETTER.encode(),
        "2.docx": docx(*map(paragraph, LETTER.splitlines())),
        "3.pdf": pdf([column(LETTER.strip())]),
        "4.html": "".join(f"<p>{line}</p>" for line in LETTER.splitlines()).encode(),
        "5.docx": docx(paragraph("x"), header1=part("hdr", paragraph("TỐI MẬT"))),
        "6.txt": f"MẬT\n{LETTER}".encode(),
        "7.docx": docx(paragraph("x"))[:200],
        "8.txt": b"",
        "9.exe": b"MZ" + bytes(range(256)),
    }
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "không-có.txt").touch()
    paths = scan([tmp_path])
    (tmp_path / "không-có.txt").unlink()
    outcomes = list(read_documents(paths, Settings(jobs=2)))
    assert [o.path for o in outcomes] == paths
    assert [type(o) for o in outcomes] == [Parsed] * 4 + [Refused] * 2 + [Failed] * 4
    for outcome in outcomes[:-1]:
        assert outcome.sha256 == hashlib.sha256(contents[outcome.path.name]).hexdigest()
    assert outcomes[-1].sha256 == "" and "Không mở được tệp" in outcomes[-1].reason
    assert {o.document.header.number for o in outcomes[:4]} == {"15/KH-LĐLĐ"}
    assert {o.document.header.date for o in outcomes[:4]} == {"2024-02-05"}


def test_no_file_needs_no_process(monkeypatch):
    monkeypatch.setattr("ingest.pool.subprocess.Popen", None)
    assert list(read_documents([], Settings())) == []


# --- text to document -------------------------------------------------------------------------------------------------


def test_a_document_s_id_is_of_its_canonical_text():
    document = read(LETTER.encode(), "a.txt")
    assert document.id == hashlib.sha256(LETTER.encode()).hexdigest()[:16]
    assert read(LETTER.replace("\n", "\r\n").encode("utf-16"), "b").id == document.id
    assert document_id("hoà".replace("à", "a\u0300")) == document_id("hoà")


def test_all_that_is_read_in_a_text_slices_it():
    document = read(LETTER.encode(), "a.txt")
    for x in (*document.citations, *document.anaphora, *document.names, *document.passages):
        assert document.text[x.start : x.end] == x.text
    assert document.text == canonical(LETTER) and document.pages == (0,)


def test_pages_anchors_and_warnings_of_the_file_are_kept():
    document = document_of(Content(LETTER, (0, 40), (), ("cảnh báo",)))
    assert (document.pages, document.warnings) == ((0, 40), ("cảnh báo",))
    assert read(docx(paragraph("Kế hoạch công đoàn")), "a.docx").anchors[0].paragraph == 0


def test_a_secrecy_mark_is_refused():
    with pytest.raises(SecretDocument, match="“MẬT”"):
        document_of(Content(f"MẬT\n{LETTER}"))
    title = LETTER.replace("Tổ chức Tháng Công nhân năm 2024", "Về công tác bảo vệ bí mật nhà nước")
    assert document_of(Content(title)).header.secrecy is None


def test_a_text_that_hardly_reads_as_vietnamese_is_warned_of():
    spoiled = LETTER.replace("ô", "ˆ").replace("n ", "ŋ ").replace("h", "ẖ")
    assert "âm tiết" in document_of(Content(spoiled)).warnings[0]
    assert document_of(Content(LETTER)).warnings == ()


def test_real_files_are_read_without_loss(test_data):
    paths = [test_data / "directive-2024.txt", *sorted((test_data / "admin" / "txt").glob("*.txt"))[::10]]
    for outcome in read_documents(paths, Settings()):
        assert isinstance(outcome, Parsed), outcome
        raw = outcome.path.read_bytes().decode("utf-8")
        assert outcome.document.text == canonical(raw)
        for x in (*outcome.document.citations, *outcome.document.passages):
            assert outcome.document.text[x.start : x.end] == x.text
