"""Kills an archive's writer with SIGKILL at random instants, checks what is left, and lets it finish.

By hand: `python -m tests.kills --runs 200 --out DIR`; the suite runs a few.  For each phase its duration is measured
first; instants are drawn uniformly from it.  A stand-in for the encoder is used: encoding is not the matter here.
After each kill, in a process of its own: doctor is content, each document is in the list, in lexical and dense search,
under its number and as the target of its citation, or in none of them; none is lost; then the same work is done again,
and the archive is what an undisturbed run makes of it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import statistics
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from directives.errors import ArchiveDamaged
from library import Library, archive, backup, restoring
from settings import Settings
from tests.fakes import FakeEncoder

HELD, NEW = 16, 14  # documents in the archive before, and files that come
FIRST, SECOND = FakeEncoder(), FakeEncoder("other", 48)


@dataclass(frozen=True)
class Place:
    """The folders of one run."""

    root: Path

    @property
    def library(self) -> Path:
        return self.root / "kho"

    @property
    def files(self) -> Path:
        return self.root / "vao"

    @property
    def backup(self) -> Path:
        return self.root / "sao" / "kho.zip"

    @property
    def settings(self) -> Settings:
        return Settings(catalogue=self.root / "none.csv", jobs=1, templates_dir=self.root / "mau")

    def open(self, encoder: FakeEncoder = FIRST) -> Library:
        return Library.open(self.library, self.settings, encoder)


def text_of(number: int, words: str = "việc cần làm") -> str:
    tasks = "\n".join(f"{n}. Nội dung thứ {n} của kế hoạch {number}: " + f"{words} " * 60 for n in range(1, 4))
    return (
        f"LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN\nSố: {number}/KH-LĐLĐ\nSông Ngàn, ngày 05 tháng 02 năm 2024\nKẾ HOẠCH\n"
        f"Về công tác riêng{number}\nCăn cứ Kế hoạch số {number - 1}/KH-LĐLĐ.\n{tasks}\n"
    )


def write(folder: Path, number: int, words: str = "việc cần làm") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number:03}.txt").write_text(text_of(number, words), encoding="utf-8")


# --- the phases: what was there, what is done, what must come of it --------------------------------------------------


def ingest(place: Place) -> None:
    with place.open() as library:
        library.ingest([place.files])


def remove(place: Place) -> None:
    with place.open() as library:
        for number in range(1, HELD, 2):
            for card in library.find(f"{number}/KH-LĐLĐ"):
                library.remove(card.id)


def restore_bin(place: Place) -> None:
    with place.open() as library:
        for entry in library.bin.entries():
            library.bin.restore(entry.id)


def reencode(place: Place) -> None:
    with place.open(SECOND) as library:
        library.upkeep.reencode()


def back_up(place: Place) -> None:
    with place.open() as library:
        backup.make(library, place.backup)


def restore(place: Place) -> None:
    restoring.restore(place.backup, place.library, place.settings, FIRST)


def sync(place: Place) -> None:
    with place.open() as library:
        library.ingest([place.files], sync=True)


def _with_new_files(place: Place) -> None:
    for number in range(HELD + 1, HELD + NEW + 1):
        write(place.files, number)


def _some_in_the_bin(place: Place) -> None:
    remove(place)


def _backed_up_then_changed(place: Place) -> None:
    back_up(place)
    remove(place)
    _with_new_files(place)
    ingest(place)


def _rearranged(place: Place) -> None:
    for number in range(1, 5):
        (place.files / f"{number:03}.txt").rename(place.files / f"tên mới {number}.txt")
    (place.files / "005.txt").rename(place.files / "x")
    (place.files / "006.txt").rename(place.files / "005.txt")
    (place.files / "x").rename(place.files / "006.txt")
    for number in range(7, 10):
        write(place.files, number, "việc đã sửa lại")
    for number in range(10, 13):
        (place.files / f"{number:03}.txt").unlink()
    for number in range(HELD + 1, HELD + 5):
        write(place.files, number)


@dataclass(frozen=True)
class Phase:
    name: str
    prepare: Callable[[Place], None]
    work: Callable[[Place], None]


PHASES = (
    Phase("ingest", _with_new_files, ingest),
    Phase("sync", _rearranged, sync),
    Phase("remove", lambda place: None, remove),
    Phase("restore-bin", _some_in_the_bin, restore_bin),
    Phase("reencode", lambda place: None, reencode),
    Phase("backup", lambda place: None, back_up),
    Phase("restore", _backed_up_then_changed, restore),
)


# --- looking at what is left ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class State:
    """What an archive holds: ids by number, held and in the bin."""

    held: dict[str, str]
    binned: dict[str, str]


def looked_at(place: Place, strict: bool = True) -> State:
    """Return the state; raises AssertionError where a document is half visible or the archive is not whole."""
    with place.open() as library:
        if library.db.meta("model") == SECOND.identity:
            library.close()
            return _seen(place, SECOND)
    return _seen(place, FIRST)


def _seen(place: Place, encoder: FakeEncoder) -> State:
    with place.open(encoder) as library:
        held = {card.number or card.id: card.id for card in library.documents()}
        binned = {entry.number or entry.id: entry.id for entry in library.bin.entries()}
        for number in range(1, HELD + NEW + 1):
            name = f"{number}/KH-LĐLĐ"
            there = held.get(name)
            # The word stands in this document alone.
            for mode in ("lexical", "dense", "hybrid"):
                hits = library.search(f"công tác riêng{number}", 200, mode=mode).hits
                seen = {hit.document.id for hit in hits if hit.document.number == name}
                assert seen == ({there} if there else set()), (mode, name, there, seen)
                assert {hit.document.id for hit in hits} <= set(held.values()), (mode, name)
            assert [c.id for c in library.find(name)] == ([there] if there else []), name
            citing = held.get(f"{number + 1}/KH-LĐLĐ")
            if citing:
                (view,) = [v for v in library.citations(citing) if v.citation.number == name]
                assert view.resolution.documents == ((there,) if there else ()), (name, view.resolution)
        diagnosis = library.upkeep.doctor()
        assert diagnosis.ok, diagnosis
    return State(held, binned)


def check(phase: Phase, place: Place, before: State, after: State) -> None:
    """Check what a kill has left, and that the same work, done again, comes to the same end."""
    now = looked_at(place)
    possible = {**before.held, **before.binned, **after.held, **after.binned}
    for name, id_ in {**before.held, **before.binned}.items():
        places = (now.held.get(name) is not None) + (now.binned.get(name) is not None)
        gone_with_restore = phase.name == "restore" and now.held.keys() == after.held.keys()
        assert places == 1 or gone_with_restore, f"{name} lost or double: {places}"
        assert id_ == possible[name]
    if phase.name in ("restore", "backup", "reencode"):
        assert now in (before, after), "neither the old archive nor the new one"
    if phase.name == "backup" and place.backup.exists():
        other = replace(place, root=place.root / "thử")
        restoring.restore(place.backup, other.library, place.settings, FIRST)
        assert looked_at(other).held == before.held
    phase.work(place)
    assert looked_at(place) == after, "the rerun came to another end"
    left = [p.name for p in place.library.rglob("*.writing")]
    assert left == [], left


# --- running ----------------------------------------------------------------------------------------------------------


def forked(work: Callable[[], None]) -> int:
    """Run `work` in a process of its own and return its id; an exception is printed and makes its status 1."""
    pid = os.fork()
    if pid:
        return pid
    try:
        archive._BATCH = 4  # many commits
        work()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


def waited(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def kept(place: Place, path: Path, work: Callable[[], State]) -> State:
    """Return what `work` returns, called in a process of its own."""

    def told() -> None:
        state = work()
        path.write_text(json.dumps([state.held, state.binned]), encoding="utf-8")

    if waited(forked(told)) != 0:
        raise SystemExit("the undisturbed run failed")
    return State(*json.loads(path.read_text(encoding="utf-8")))


def run(runs: int, seed: int, root: Path, only: list[str]) -> dict[str, dict[str, float | int]]:
    """Kill `runs` times, spread over the phases; return counts for each phase."""
    dice = random.Random(seed)
    base = Place(root / "gốc")
    for number in range(1, HELD + 1):
        write(base.files, number)
    place = Place(root / "chạy")

    def fresh() -> None:
        shutil.rmtree(place.root, ignore_errors=True)
        shutil.copytree(prepared.root, place.root)

    phases = [phase for phase in PHASES if not only or phase.name in only]
    counts: dict[str, dict[str, float | int]] = {}
    for at, phase in enumerate(phases):
        # Sources are known by their absolute paths, so that all of it happens in one place.
        prepared = Place(root / f"sẵn {phase.name}")
        shutil.rmtree(place.root, ignore_errors=True)
        shutil.copytree(base.root, place.root)

        def prepare(phase: Phase = phase) -> None:
            ingest(place)
            phase.prepare(place)

        if waited(forked(prepare)) != 0:
            raise SystemExit(f"{phase.name}: could not be prepared")
        shutil.copytree(place.root, prepared.root)
        before = kept(place, root / "before.json", lambda: looked_at(place))
        durations = []
        for _ in range(3 if runs > 20 else 1):
            fresh()
            started = time.perf_counter()
            if waited(forked(lambda phase=phase: phase.work(place))) != 0:
                raise SystemExit(f"{phase.name}: the undisturbed run failed")
            durations.append(time.perf_counter() - started)
        after = kept(place, root / "after.json", lambda: looked_at(place))
        if (before == after) != (phase.name in ("reencode", "backup")):
            raise SystemExit(f"{phase.name}: nothing was done")
        mine = runs // len(phases) + (at < runs % len(phases))
        killed = finished = failures = 0
        while killed < mine and finished < 3 * mine:  # a work that was faster than its time is not counted
            fresh()
            pid = forked(lambda phase=phase: phase.work(place))
            time.sleep(dice.uniform(0, statistics.median(durations)))
            os.kill(pid, signal.SIGKILL)
            if waited(pid) == -signal.SIGKILL:
                killed += 1
            else:
                finished += 1
            if waited(forked(lambda phase=phase, before=before, after=after: check(phase, place, before, after))) != 0:
                failures += 1
                shutil.copytree(place.root, root / f"lỗi {phase.name} {failures}")
        counts[phase.name] = {
            "seconds": round(statistics.median(durations), 2),
            "killed": killed,
            "finished_first": finished,
            "failures": failures,
        }
        sys.stderr.write(f"{phase.name}: {counts[phase.name]}\n")
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--phase", action="append", default=[], choices=[phase.name for phase in PHASES])
    parser.add_argument("--out", type=Path, help="folder in which failed archives are kept")
    chosen = parser.parse_args()
    if chosen.out:
        chosen.out.mkdir(parents=True, exist_ok=True)
        counts = run(chosen.runs, chosen.seed, chosen.out, chosen.phase)
    else:
        with tempfile.TemporaryDirectory() as folder:
            counts = run(chosen.runs, chosen.seed, Path(folder), chosen.phase)
    sys.stdout.write(json.dumps(counts, ensure_ascii=False) + "\n")
    sys.exit(any(count["failures"] for count in counts.values()))


if __name__ == "__main__":
    try:
        main()
    except ArchiveDamaged as error:
        sys.exit(str(error))
