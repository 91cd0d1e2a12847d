"""The commands of bin, backup, restore, watch and doctor, as a user types them."""

import json

import pytest

import cli
from library import Library
from settings import Settings
from tests.fakes import FakeEncoder
from tests.test_sync import text_of, write


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command line on the archive `kho` with the stand-in encoder; return its status, answer and messages."""
    true = Library.open.__func__

    def opened(cls, path=None, settings=None, encoder=None):
        return true(cls, path, settings or Settings(catalogue=tmp_path / "none.csv", jobs=1), FakeEncoder())

    monkeypatch.setattr(Library, "open", classmethod(opened))

    def called(*words, library="kho"):
        monkeypatch.setattr("sys.argv", ["danchieu", *map(str, words), "--library", str(tmp_path / library)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        answer = json.loads(said.out) if "--json" in words and said.out else said.out
        return ended.value.code or 0, answer, said.err

    return called


@pytest.fixture
def folder(tmp_path):
    for number in range(1, 9):
        write(tmp_path / "vao" / f"{number}.txt", text_of(number))
    return tmp_path / "vao"


def test_remove_list_restore_and_purge(run, folder):
    assert run("ingest", folder, "--json")[1]["added"] == 8
    status, answer, _ = run("remove", "1/KH-LĐLĐ", "--json")
    id_ = answer["removed"]["id"]
    (entry,) = run("bin", "--json")[1]["bin"]
    assert (status, entry["id"], entry["cause"], entry["sources"]) == (0, id_, "person", [str(folder / "1.txt")])
    assert run("restore-bin", "kh 1", "--json")[1]["restored"]["id"] == id_
    assert run("bin")[1] == "Thùng rác trống.\n"
    run("remove", id_)
    assert run("purge-bin")[0] == 2
    assert run("purge-bin", "--all", "--json")[1] == {"purged": 1}
    status, _, said = run("restore-bin", id_)
    assert (status, "danchieu bin" in said) == (2, True)


def test_sync_asks_before_most_of_a_folder_goes(run, folder):
    run("ingest", folder)
    for number in range(1, 6):
        (folder / f"{number}.txt").unlink()
    answer = run("ingest", folder, "--sync", "--json")[1]
    assert (answer["removed"], "--confirm-removal" in answer["attention"][0]["reason"]) == (0, True)
    assert run("ingest", folder, "--confirm-removal")[0] == 2
    answer = run("ingest", folder, "--sync", "--confirm-removal", "--json")[1]
    assert (answer["removed"], answer["unchanged"], answer["moved"]) == (5, 3, 0)


def test_backup_restore_and_doctor_of_a_ruined_archive(run, folder, tmp_path):
    run("ingest", folder)
    status, answer, _ = run("backup", tmp_path / "sao.zip", "--json")
    assert (status, answer["documents"], answer["path"]) == (0, 8, str(tmp_path / "sao.zip"))
    (tmp_path / "kho" / "archive.db").write_bytes(b"ruined" * 1000)
    status, answer, _ = run("doctor", "--json")
    assert (status, answer["ok"]) == (1, False)
    assert str(tmp_path / "sao.zip") in answer["checks"][0]["remedy"]
    assert run("list")[0] == 2
    status, answer, said = run("restore", tmp_path / "sao.zip", "--json")
    assert (status, answer["documents"], "thay kho" in said) == (0, 8, True)
    assert len(run("list", "--json")[1]["documents"]) == 8
    assert run("doctor", "--json")[1]["ok"]
    assert list((tmp_path / "kho").glob("archive.db.damaged-*"))


def test_doctor_mends_what_it_can_and_says_what_it_cannot(run, folder, tmp_path):
    with Library.open(tmp_path / "kho") as library:
        library.ingest([folder])
        upload = library.upload("9.txt", text_of(9).encode())
        library.ingest([upload])
        library.db.connection.execute("DELETE FROM vectors WHERE passage_id < 4")
        library.db.connection.execute("DELETE FROM sources WHERE path LIKE '%/1.txt'")
        library.db.connection.execute("DELETE FROM citation_targets")
        library.db.connection.execute("PRAGMA foreign_keys = OFF")
        library.db.connection.execute("DELETE FROM documents WHERE number = '3/KH-LĐLĐ'")
    upload.unlink()
    status, answer, _ = run("doctor", "--json")
    assert (status, [check["name"] for check in answer["checks"] if not check["ok"]]) == (1, ["Cơ sở dữ liệu"])
    status, answer, _ = run("doctor", "--repair", "--json")
    assert [check["name"] for check in answer["checks"] if not check["ok"]] == ["Tệp lưu trong kho"]
    assert all(check["remedy"] for check in answer["checks"] if not check["ok"])
    assert len(run("list", "--json")[1]["documents"]) == 8


def test_watch_answers_each_change_and_ends_cleanly(run, folder, monkeypatch):
    looks = iter([lambda: None, lambda: write(folder / "20.txt", text_of(20)), lambda: None, lambda: None])

    def sleep(seconds):
        look = next(looks, None)
        if look is None:
            raise KeyboardInterrupt
        look()

    monkeypatch.setattr(cli.adding, "pause", sleep)
    status, text, said = run("watch", folder)
    assert status == 130
    assert [line.split(",")[0] for line in text.splitlines() if line.startswith("Thêm")] == ["Thêm 8", "Thêm 1"]
    assert "Đã dừng theo yêu cầu" in said
