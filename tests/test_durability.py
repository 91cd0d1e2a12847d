"""Killed, out of space, crowded or damaged: an archive stays whole, and what was begun can be finished.

A few runs of each; `tests.kills`, `tests.full_disks` and `tests.crowd` do hundreds by hand.
"""

import json
import os
import shutil
import signal
import subprocess
import sys

import pytest

from directives.errors import ArchiveUnreachable, DanChieuError
from library import Library
from settings import ROOT, Settings
from tests.fakes import FakeEncoder
from tests.full_disks import can_mount, mounted
from tests.test_sync import text_of, write


def _script(module, *arguments):
    """Run a script of the suite and return the counts that it prints; it must succeed."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-1000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL exists on POSIX systems only")
def test_killed_at_any_instant_the_archive_is_whole_and_the_rerun_completes_it():
    phases = ["--phase=sync", "--phase=remove", "--phase=restore"]
    counts = _script("tests.kills", "--runs", "6", "--seed", "3", *phases)
    assert len(counts) == 3 and sum(count["killed"] for count in counts.values()) > 0


@pytest.mark.skipif(not can_mount(), reason="needs root and mount to fill a small disk")
def test_a_full_disk_leaves_the_archive_whole_and_the_rerun_completes_it():
    counts = _script("tests.full_disks", "--runs", "4", "--seed", "3", "--phase=sync", "--phase=backup")
    assert [count["ran_full"] + count["had_room"] for count in counts.values()] == [2, 2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the crowd is made by fork")
def test_two_writers_and_ten_readers_do_not_disturb_each_other():
    counts = _script("tests.crowd", "--documents", "5")
    assert counts["searches"] > 0


@pytest.fixture
def settings(tmp_path):
    return Settings(catalogue=tmp_path / "none.csv", jobs=1)


@pytest.mark.skipif(not can_mount(), reason="needs root and mount to make a disk read-only")
def test_a_read_only_disk_is_told_in_a_sentence_and_a_folder_on_it_can_be_ingested(tmp_path, settings):
    with mounted(tmp_path / "ổ", 2**26):
        with Library.open(tmp_path / "ổ" / "kho", settings, FakeEncoder()) as library:
            write(tmp_path / "ổ" / "vao" / "1.txt", text_of(1))
            library.ingest([tmp_path / "ổ" / "vao"])
        subprocess.run(["mount", "-o", "remount,ro", tmp_path / "ổ"], check=True)
        with pytest.raises(ArchiveUnreachable, match="quyền ghi"):
            Library.open(tmp_path / "ổ" / "kho", settings, FakeEncoder())
        with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
            assert library.ingest([tmp_path / "ổ" / "vao"], sync=True).added == 1
            with pytest.raises(DanChieuError, match="Không ghi được bản sao lưu"):
                library.upkeep.backup(tmp_path / "ổ" / "b.zip")
            library.upkeep.backup(tmp_path / "b.zip")


@pytest.mark.parametrize("damage", ["cut", "noise", "empty", "removed", "foreign"])
def test_damaged_caches_heal_themselves(tmp_path, settings, damage):
    for number in range(1, 6):
        write(tmp_path / "vao" / f"{number}.txt", text_of(number))
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        library.ingest([tmp_path / "vao"])
        before = [(h.document.id, h.passage.start) for h in library.search("nội dung cơ sở", 50).hits]
    files = [path for path in (tmp_path / "kho" / "cache").rglob("*") if path.is_file()]
    assert len(files) > 5
    for damaged in files:
        kept = tmp_path / "giữ"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(tmp_path / "kho", kept)
        data = damaged.read_bytes()
        match damage:
            case "cut":
                damaged.write_bytes(data[: len(data) // 2])
            case "noise":
                damaged.write_bytes(bytes(b ^ 0x5A for b in data))
            case "empty":
                damaged.write_bytes(b"")
            case "removed":
                damaged.unlink()
            case "foreign":
                damaged.write_bytes(b"hello" * 100)
        with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
            hits = [(h.document.id, h.passage.start) for h in library.search("nội dung cơ sở", 50).hits]
            assert hits == before, (damage, damaged.name)
            assert library.upkeep.doctor().ok, (damage, damaged.name, library.upkeep.doctor())
        shutil.rmtree(tmp_path / "kho")
        shutil.copytree(kept, tmp_path / "kho")


def test_a_clock_that_jumps_changes_nothing(tmp_path, settings, monkeypatch):
    import time

    true = time.time_ns
    for number in range(1, 4):
        write(tmp_path / "vao" / f"{number}.txt", text_of(number))
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        for shift in (0, 10**19 // 2, -(10**18), 0):  # a century ahead, thirty years back
            monkeypatch.setattr(time, "time_ns", lambda shift=shift: true() + shift)
            report = library.ingest([tmp_path / "vao"], sync=True)
            assert (len(library.documents()), report.removed, report.updated) == (3, 0, 0)
            write(tmp_path / "vao" / "3.txt", text_of(3, f"sửa lúc {shift}"))
            library.ingest([tmp_path / "vao"], sync=True)
            assert f"sửa lúc {shift}" in library.document("3/KH-LĐLĐ").text
