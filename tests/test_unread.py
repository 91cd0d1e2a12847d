"""What a killed run has left unread in the archive's folder is gone when the archive is opened again."""

import os
import signal
import subprocess
import sys
import zipfile

import pytest

from ingest import pipeline
from library import Library
from library.unread import FOLDER
from settings import ROOT, Settings
from tests.fakes import FakeEncoder
from tests.test_library import DECISION, PLAN
from tests.test_library_formats import SECRET

# A run that dies after it has read `sys.argv[3]` files, as if it were killed just then.
KILLED = """
import os, signal, sys
from pathlib import Path
from ingest import pipeline
from library import Library
from settings import Settings
from tests.fakes import FakeEncoder

def read_some(paths, *rest):
    for number, path in enumerate(sorted(paths)):
        if number == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
        yield from whole([path], *rest)

whole, pipeline.read_documents = pipeline.read_documents, read_some
import library.archive
library.archive._BATCH = 1
home = Path(sys.argv[1])
with Library.open(home / "kho", Settings(catalogue=home / "none.csv", jobs=1), FakeEncoder()) as opened:
    if sys.argv[2] == "upload":
        source = opened.upload("goi.zip", (home / "goi.zip").read_bytes())
    else:
        source = home / "goi.zip"
    if int(sys.argv[3]) < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    opened.ingest([source])
"""
pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL exists on POSIX systems only")


def opened(home):
    return Library.open(home / "kho", Settings(catalogue=home / "none.csv", jobs=1), FakeEncoder())


def packed(home):
    with zipfile.ZipFile(home / "goi.zip", "w") as made:
        for name, text in (("a", PLAN), ("b", DECISION), ("c", SECRET)):
            made.writestr(f"{name}.txt", text)


def killed(home, how, read):
    command = [sys.executable, "-c", KILLED, str(home), how, str(read)]
    assert subprocess.run(command, cwd=ROOT, timeout=120).returncode == -signal.SIGKILL


def kept(home):
    """Return the names of the files that the archive has in its own folders."""
    folders = [home / "kho" / name for name in ("uploads", "unpacked", FOLDER)]
    return sorted(p.name for folder in folders for p in folder.rglob("*") if p.is_file() and p.suffix != ".lock")


@pytest.mark.parametrize("how", ["folder", "upload"])
def test_a_run_killed_before_a_secret_file_was_read_leaves_nothing_unread(how, tmp_path):
    packed(tmp_path)
    killed(tmp_path, how, 2)
    assert "c.txt" in kept(tmp_path)
    with opened(tmp_path) as library:
        # The first document was written, the second waited for its batch.
        assert kept(tmp_path) == ["a.txt"]
        assert [card.number for card in library.documents()] == ["15/KH-LĐLĐ"]
        report = library.ingest([tmp_path / "goi.zip"])
        assert (report.added, report.unchanged, len(report.refused)) == (1, 1, 1)
        assert kept(tmp_path) == [".xong", "a.txt", "b.txt"]
        assert library.upkeep.doctor().ok


def test_an_upload_that_was_never_read_is_gone(tmp_path):
    packed(tmp_path)
    killed(tmp_path, "upload", -1)
    assert "goi.zip" in kept(tmp_path)
    with opened(tmp_path):
        assert kept(tmp_path) == []


def test_what_another_process_is_about_to_read_stays(tmp_path):
    packed(tmp_path)
    with opened(tmp_path) as first:
        path = first.upload("goi.zip", (tmp_path / "goi.zip").read_bytes())
        with opened(tmp_path) as second:
            assert path.is_file()
            second.upload("goi.zip", path.read_bytes())
            assert second.ingest([path]).added == 2
        with opened(tmp_path):
            assert "a.txt" in kept(tmp_path)


def test_a_run_that_ends_leaves_no_ledger(tmp_path):
    packed(tmp_path)
    with opened(tmp_path) as library:
        library.ingest([tmp_path / "goi.zip"])
        assert [name for name in kept(tmp_path) if name.endswith(".json")] == []
    assert list((tmp_path / "kho" / FOLDER).iterdir()) == []


def test_a_run_that_fails_is_cleared_away_by_the_next_that_opens(tmp_path, monkeypatch):
    packed(tmp_path)

    def fail(*_):
        raise RuntimeError("mất điện")

    monkeypatch.setattr(pipeline, "read_documents", fail)
    with pytest.raises(RuntimeError), opened(tmp_path) as library:
        library.ingest([tmp_path / "goi.zip"])
    assert "c.txt" in kept(tmp_path)
    with opened(tmp_path):
        assert kept(tmp_path) == []


def test_a_folder_that_the_ledger_has_no_business_with_is_left_alone(tmp_path):
    ledger = tmp_path / "kho" / FOLDER / "x.json"
    ledger.parent.mkdir(parents=True)
    (tmp_path / "ngoài.txt").write_text("còn", encoding="utf-8")
    ledger.write_text('["../ngoài.txt", "..", "uploads/../.."]', encoding="utf-8")
    with opened(tmp_path):
        assert (tmp_path / "ngoài.txt").exists() and not ledger.exists()
    assert os.listdir(ledger.parent) == []


@pytest.mark.parametrize("written", ["", "{", "null", "7"])
def test_a_damaged_ledger_is_taken_for_one_that_names_everything(tmp_path, written):
    packed(tmp_path)
    with opened(tmp_path) as library:
        library.ingest([library.upload("goi.zip", (tmp_path / "goi.zip").read_bytes())])
    read = kept(tmp_path)
    stray = tmp_path / "kho" / "unpacked" / ("0" * 16) / "x.txt"
    stray.parent.mkdir()
    stray.write_text(SECRET, encoding="utf-8")
    (tmp_path / "kho" / FOLDER / "x.json").write_text(written, encoding="utf-8")
    with opened(tmp_path) as library:
        assert kept(tmp_path) == [name for name in read if name not in (".xong", "goi.zip")]
        assert len(library.documents()) == 2 and library.upkeep.doctor().ok
