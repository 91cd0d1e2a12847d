"""Backups: made while the archive is in use, put back only when whole, and never anything outside their folders."""

import io
import json
import sqlite3
import threading
import zipfile
from pathlib import Path

import pytest

from directives.errors import ArchiveDamaged, BadRequest, DanChieuError
from library import Library, backup, doctor, restoring
from settings import Settings
from tests.fakes import FakeEncoder
from tests.test_sync import text_of, write


@pytest.fixture
def settings(tmp_path):
    return Settings(
        catalogue=tmp_path / "none.csv",
        jobs=1,
        templates_dir=tmp_path / "mau",
        generator_key="bí mật lắm",
        api_token="bí mật nữa",
    )


@pytest.fixture
def folder(tmp_path):
    for number in range(1, 6):
        write(tmp_path / "vao" / f"{number}.txt", text_of(number))
    return tmp_path / "vao"


@pytest.fixture
def kept(tmp_path, settings, folder):
    """A backup of an archive with five documents, an upload among them, one in the bin, a decision and a template."""
    write(tmp_path / "mau" / "cong_van.docx", "mẫu riêng")
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        library.ingest([folder, library.upload("9.txt", text_of(9).encode())])
        library.decisions.make("1/KH-LĐLĐ", library.card("1/KH-LĐLĐ").id)
        library.remove("5/KH-LĐLĐ")
        report = backup.make(library, tmp_path / "sao" / "lưu.zip")
    assert (report.documents, report.binned, report.files) == (5, 1, 4)
    return tmp_path / "sao" / "lưu.zip"


def state(library):
    hits = [(h.document.id, h.passage.start) for h in library.search("nội dung cơ sở", 50).hits]
    return (
        [(c.id, c.number) for c in library.documents()],
        [e.number for e in library.bin.entries()],
        [(d.number, d.active) for d in library.decisions.all()],
        hits,
    )


def test_a_backup_comes_back_whole_where_it_was_and_elsewhere(tmp_path, settings, kept, folder):
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        before = state(library)
        write(folder / "20.txt", text_of(20))
        library.ingest([folder])
        library.remove("1/KH-LĐLĐ")
        assert state(library) != before
        # Restored under the feet of an open archive, as an app would hold it.
        restoring.restore(kept, tmp_path / "kho", settings, FakeEncoder())
        assert state(library) == before
        assert library.upkeep.doctor().ok
    report = restoring.restore(kept, tmp_path / "mới" / "kho", settings, FakeEncoder())
    assert (report.documents, report.binned) == (5, 1)
    with Library.open(tmp_path / "mới" / "kho", settings, FakeEncoder()) as library:
        assert state(library) == before
        upload = library.card("9/KH-LĐLĐ").source
        assert upload.startswith(str(tmp_path / "mới" / "kho" / "uploads"))
        assert Path(upload).read_text(encoding="utf-8") == text_of(9)
        assert library.ingest([folder]).added == 1
    assert (tmp_path / "mới" / "kho" / "from-backup" / "templates" / "cong_van.docx").is_file()


def test_the_archive_as_it_was_stays_beside_the_restored_one(tmp_path, settings, kept, folder):
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        library.remove("1/KH-LĐLĐ")
    restoring.restore(kept, tmp_path / "kho", settings, FakeEncoder())
    with sqlite3.connect(tmp_path / "kho" / restoring.BEFORE) as aside:
        assert aside.execute("SELECT count(*) FROM documents").fetchone()[0] == 4


def test_a_backup_holds_no_key_and_nothing_refused(tmp_path, settings, kept):
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        secret = library.upload("mat.txt", ("MẬT\n" + text_of(66)).encode())
        pending = library.upload("chưa nạp.txt", text_of(67).encode())
        assert len(library.ingest([secret]).refused) == 1
        backup.make(library, tmp_path / "b.zip")
        assert pending.is_file()
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        assert not any("chưa nạp" in name for name in archive.namelist())
    assert "66/KH-LĐLĐ".encode() not in everything
    assert "bí mật lắm".encode() not in everything
    assert "bí mật nữa".encode() not in everything


def test_a_backup_is_made_while_documents_come_in(tmp_path, settings, folder):
    for number in range(30, 60):
        write(folder / f"{number}.txt", text_of(number))
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        library.ingest([folder / "1.txt"])
        writer = threading.Thread(target=library.ingest, args=([folder],))
        writer.start()
        made = []
        while writer.is_alive():
            made.append(backup.make(library, tmp_path / f"{len(made)}.zip"))
        writer.join()
    for number, report in enumerate(made):
        restored = restoring.restore(tmp_path / f"{number}.zip", tmp_path / f"kho {number}", settings, FakeEncoder())
        assert restored.documents == report.documents
        with Library.open(tmp_path / f"kho {number}", settings, FakeEncoder()) as library:
            assert library.upkeep.doctor().ok


def rewritten(kept, target, change):
    """Copy a backup with `change(names → bytes)` applied, the manifest made to fit unless it is changed itself."""
    with zipfile.ZipFile(kept) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return target


def _listed(entries, name, data):
    import hashlib

    manifest = json.loads(entries["manifest.json"])
    manifest["files"][name] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    entries["manifest.json"] = json.dumps(manifest).encode()
    entries[name] = data


def _with(name):
    return lambda entries: _listed(entries, name, b"x")


def _manifest(**changed):
    def change(entries):
        entries["manifest.json"] = json.dumps(json.loads(entries["manifest.json"]) | changed).encode()

    return change


def _another_database(entries):
    _listed(entries, "archive.db", entries["archive.db"][: len(entries["archive.db"]) // 2])


def _flipped(entries):
    data = bytearray(entries["archive.db"])
    data[5000] ^= 0xFF
    entries["archive.db"] = bytes(data)


WRONG = {
    "a database cut short": _another_database,
    "a byte flipped": _flipped,
    "no manifest": lambda entries: entries.pop("manifest.json"),
    "a manifest that is none": lambda entries: entries.update({"manifest.json": b"[1]"}),
    "a manifest of something else": _manifest(format="khác"),
    "a later program": _manifest(version=99),
    "counts that do not fit": _manifest(contents={"documents": 1}),
    "a file that is not listed": lambda entries: entries.update({"uploads/x/la.txt": b"x"}),
    "a listed file that is missing": lambda entries: entries.pop(next(n for n in entries if n.startswith("uploads"))),
    "up and out": _with("uploads/../../../ra-ngoai.txt"),
    "an absolute path": _with("/tmp/ra-ngoai.txt"),
    "a drive": _with("uploads/C:/ra-ngoai.txt"),
    "backslashes": _with("uploads\\..\\..\\ra-ngoai.txt"),
    "the lock file": _with("writer.lock"),
    "a dot in the middle": _with("uploads/./x"),
    "two slashes": _with("uploads//x"),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG.keys())
def test_a_damaged_or_foreign_backup_changes_nothing(tmp_path, settings, kept, change):
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    wrong = rewritten(kept, tmp_path / "sai.zip", change)
    with pytest.raises(ArchiveDamaged, match="không bị thay đổi|cập nhật chương trình|đã hỏng"):
        restoring.restore(wrong, tmp_path / "kho", settings, FakeEncoder())
    wrong.unlink()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        assert len(library.documents()) == 5


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello" * 1000])
def test_a_file_that_is_no_zip_is_refused_with_a_sentence(tmp_path, settings, kept, data):
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(ArchiveDamaged, match="không phải bản sao lưu"):
        restoring.restore(tmp_path / "x", tmp_path / "kho", settings, FakeEncoder())
    with pytest.raises(BadRequest, match="Không khôi phục được"):
        restoring.restore(tmp_path / "không có", tmp_path / "kho", settings, FakeEncoder())


def test_a_link_in_a_backup_is_refused(tmp_path, settings, kept):
    with zipfile.ZipFile(kept) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    _listed(entries, "uploads/x/link", b"/etc/passwd")
    with zipfile.ZipFile(tmp_path / "sai.zip", "w") as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (0o120777 if name.endswith("link") else 0o100644) << 16
            archive.writestr(entry, data)
    with pytest.raises(ArchiveDamaged, match="liên kết"):
        restoring.restore(tmp_path / "sai.zip", tmp_path / "kho", settings, FakeEncoder())


@pytest.mark.parametrize("cut", [0, 50, 5000, 0.5])
def test_a_truncated_database_is_explained_and_comes_back_from_the_backup(tmp_path, settings, kept, cut):
    path = tmp_path / "kho" / "archive.db"
    size = path.stat().st_size
    with path.open("rb+") as file:
        file.truncate(int(size * cut) if isinstance(cut, float) else cut)
    diagnosis = doctor.examine(tmp_path / "kho", settings, FakeEncoder())
    assert not diagnosis.ok
    remedies = [check.remedy for check in diagnosis.checks if not check.ok]
    assert any(f"danchieu restore {kept}" in remedy for remedy in remedies), diagnosis
    restoring.restore(kept, tmp_path / "kho", settings, FakeEncoder())
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        assert len(library.documents()) == 5
        assert library.upkeep.doctor().ok


def test_a_backup_inside_the_archive_or_on_a_folder_is_refused(tmp_path, settings, kept):
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        for target in (tmp_path / "kho" / "b.zip", tmp_path):
            with pytest.raises(DanChieuError, match="ngoài thư mục kho"):
                backup.make(library, target)


def test_large_backups_use_zip64(tmp_path, settings, kept):
    with zipfile.ZipFile(kept) as archive:
        raw = io.BytesIO(kept.read_bytes())
        (entry,) = [e for e in archive.infolist() if e.filename == "archive.db"]
        raw.seek(entry.header_offset + 4)
        assert int.from_bytes(raw.read(2), "little") >= 45  # the version of zip that reads sizes of 8 bytes


def test_what_killed_backups_left_goes_with_the_next_one(tmp_path, settings, kept):
    import os

    for name, age in ((".danchieu-cu", 2 * 86400), (".danchieu-moi", 60)):
        (tmp_path / "sao" / name).mkdir()
        write(tmp_path / "sao" / name / "archive.db", "x")
        stamp = kept.stat().st_mtime - age
        os.utime(tmp_path / "sao" / name, (stamp, stamp))
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        backup.make(library, tmp_path / "sao" / "khác.zip")
    left = sorted(path.name for path in (tmp_path / "sao").iterdir())
    assert left == [".danchieu-moi", "khác.zip", kept.name]
