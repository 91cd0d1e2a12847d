"""Killed at any instant, an archive reopens whole, and a rerun completes it."""

import random
import signal
import subprocess
import sys

import pytest

from library import Library
from settings import ROOT, Settings
from tests.fakes import FakeEncoder

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL exists on POSIX systems only")

INGEST = """
import sys
from pathlib import Path
from library import Library, archive
from settings import Settings
from tests.fakes import FakeEncoder
archive._BATCH = 8
with Library.open(Path(sys.argv[2]), Settings(catalogue=Path("/nowhere"), jobs=1), FakeEncoder()) as library:
    library.ingest([Path(sys.argv[1])], on_progress=lambda event: print(event.done, flush=True))
"""


def _write_files(folder, count):
    folder.mkdir()
    for i in range(count):
        tasks = "\n".join(f"{n}. Nội dung thứ {n} của kế hoạch {i}: " + "việc cần làm " * 60 for n in range(1, 5))
        head = f"LIÊN ĐOÀN LAO ĐỘNG\nSố: {i + 1}/KH-LĐLĐ\nKẾ HOẠCH\nVề việc {i}\n"
        text = f"{head}Căn cứ Kế hoạch số {i}/KH-LĐLĐ.\n{tasks}\n"
        (folder / f"{i:02}.txt").write_text(text, encoding="utf-8")


def test_killed_ten_times_during_ingest_the_archive_is_whole_each_time(tmp_path):
    _write_files(tmp_path / "vao", 30)
    settings = Settings(catalogue=tmp_path / "none.csv", jobs=1)
    dice = random.Random(11)
    for _ in range(10):
        command = [sys.executable, "-c", INGEST, str(tmp_path / "vao"), str(tmp_path / "kho")]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert child.stdout is not None
        # Unchanged files are reported as well, so a later run is killed further on.
        for _ in range(dice.randint(1, 25)):
            if not child.stdout.readline():
                break
        child.kill()
        child.wait()
        child.stdout.close()
        with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
            diagnosis = library.doctor()
            assert diagnosis.ok, diagnosis
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library:
        library.ingest([tmp_path / "vao"])
        assert len(library.documents()) == 30
        assert library.doctor().ok
        # Every plan but the first cites its forerunner, which is held: resolution missed nothing.
        assert [m.number for m in library.missing().missing] == ["0/KH-LĐLĐ"]
