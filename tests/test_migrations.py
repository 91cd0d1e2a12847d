"""Archives of every layout that was ever in use open in this program; those of a later one are refused."""

import sqlite3
from pathlib import Path

import pytest

from directives.errors import ArchiveDamaged
from index.store import schema
from library import Library, backup, restoring
from settings import Settings
from tests.fakes import FakeEncoder

FIRST = Path(__file__).parent / "data" / "archive-v1.sql"


def old_archive(folder: Path, dump: Path = FIRST) -> Path:
    folder.mkdir(parents=True)
    with sqlite3.connect(folder / "archive.db") as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
    return folder


def opened(folder: Path) -> Library:
    return Library.open(folder, Settings(catalogue=folder / "none.csv", jobs=1), FakeEncoder("fake", 8))


def tables(path: Path) -> dict[str, list[str]]:
    with sqlite3.connect(path) as connection:
        names = [
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'index')")
        ]
        return {name: [row[1:5] for row in connection.execute(f"PRAGMA table_info({name})")] for name in sorted(names)}


def test_an_archive_of_the_first_layout_opens_with_all_it_had(tmp_path):
    with opened(old_archive(tmp_path / "kho")) as library:
        assert library.db.meta("schema") == str(schema.VERSION)
        assert sorted(card.number for card in library.documents()) == ["1/KH-LĐLĐ", "1/KH-LĐLĐ", "2/KH-LĐLĐ"]
        assert library.upkeep.doctor().ok
        assert {hit.document.number for hit in library.search("bản thứ hai").hits} >= {"2/KH-LĐLĐ"}
        assert [(d.number, d.active) for d in library.decisions.all()] == [("1/KH-LĐLĐ", True)]
        assert [d.title for d in library.drafts.kept()] == ["Kế hoạch thử"]
        assert [Path(p.path).name for p in library.contents.failures()] == ["hong.pdf"]
        kept = library.db.connection.execute("SELECT cause FROM versions ORDER BY cause").fetchall()
        assert kept == [("removed",), ("updated",)]
        id_ = library.card("2/KH-LĐLĐ").id
        library.remove(id_)
        assert library.bin.restore(id_).number == "2/KH-LĐLĐ"
        assert library.upkeep.doctor().ok


def test_a_migrated_archive_has_the_very_tables_of_a_new_one(tmp_path):
    opened(old_archive(tmp_path / "cũ")).close()
    opened(tmp_path / "mới").close()
    assert tables(tmp_path / "cũ" / "archive.db") == tables(tmp_path / "mới" / "archive.db")


def test_a_migration_that_breaks_off_leaves_the_old_archive(tmp_path, monkeypatch):
    folder = old_archive(tmp_path / "kho")
    true = schema.statements_after
    monkeypatch.setattr(schema, "statements_after", lambda version: [*true(version), "CREATE TABLE documents (x)"])
    with pytest.raises(ArchiveDamaged, match="already exists"):
        opened(folder)
    assert "bin" not in tables(folder / "archive.db")
    monkeypatch.setattr(schema, "statements_after", true)
    with opened(folder) as library:
        assert library.upkeep.doctor().ok


def test_an_archive_of_a_later_program_is_refused_and_left_alone(tmp_path):
    folder = old_archive(tmp_path / "kho")
    opened(folder).close()
    with sqlite3.connect(folder / "archive.db") as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    before = (folder / "archive.db").read_bytes()
    with pytest.raises(ArchiveDamaged, match="phiên bản 99.*hãy cập nhật chương trình|phiên bản 99.*Hãy cập nhật"):
        opened(folder)
    assert (folder / "archive.db").read_bytes() == before


def test_a_backup_of_an_old_archive_comes_back_in_a_new_program(tmp_path):
    with opened(old_archive(tmp_path / "kho")) as library:
        backup.make(library, tmp_path / "b.zip")
    settings = Settings(catalogue=tmp_path / "none.csv", jobs=1)
    report = restoring.restore(tmp_path / "b.zip", tmp_path / "khác", settings, FakeEncoder("fake", 8))
    assert (report.documents, report.drafts) == (3, 1)
