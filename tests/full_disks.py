"""Lets the disk run full at random points of an archive's work, checks what is left, makes room, and goes on.

By hand, as root: `python -m tests.full_disks --runs 60`; the suite runs a few where it may mount a tmpfs.  The phases
and the checks are those of `tests.kills`; each run happens on a tmpfs with a random amount of room.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import traceback
from contextlib import contextmanager
from pathlib import Path

from directives.errors import DanChieuError
from tests.kills import HELD, PHASES, Place, check, forked, ingest, kept, looked_at, waited, write

FAILED_WELL = 3  # status of a process that ended with a sentence for the user


@contextmanager
def mounted(folder: Path, size: int):
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def can_mount() -> bool:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        tried = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True)
        if tried.returncode == 0:
            subprocess.run(["umount", folder], check=True)
        return tried.returncode == 0


def used(folder: Path) -> int:
    return sum(path.stat().st_size + 4096 for path in folder.rglob("*") if path.is_file())


def run(runs: int, seed: int, root: Path, only: list[str]) -> dict[str, dict[str, int]]:
    """Run `runs` times, spread over the phases; return counts for each."""
    dice = random.Random(seed)
    base, place = Place(root / "gốc"), Place(root / "chạy")
    for number in range(1, HELD + 1):
        write(base.files, number)
    phases = [phase for phase in PHASES if not only or phase.name in only]
    counts = {}
    for at, phase in enumerate(phases):
        prepared = Place(root / f"sẵn {phase.name}")

        def prepare(phase=phase, prepared=prepared):
            shutil.copytree(base.root, place.root, dirs_exist_ok=True)
            ingest(place)
            phase.prepare(place)
            shutil.copytree(place.root, prepared.root)

        with mounted(place.root, 2**30):
            if waited(forked(prepare)) != 0:
                raise SystemExit(f"{phase.name}: could not be prepared")
            before = kept(place, root / "before.json", lambda: looked_at(place))
            empty = used(prepared.root)
            if waited(forked(lambda phase=phase: phase.work(place))) != 0:
                raise SystemExit(f"{phase.name}: the undisturbed run failed")
            needed = max(used(place.root) - empty, 0) + 3 * 2**18
            after = kept(place, root / "after.json", lambda: looked_at(place))
        count = {"ran_full": 0, "had_room": 0, "crashed": 0, "failures": 0}
        for _ in range(runs // len(phases) + (at < runs % len(phases))):
            with mounted(place.root, empty + dice.randint(2**14, needed)):
                shutil.copytree(prepared.root, place.root, dirs_exist_ok=True)

                def work(phase=phase):
                    try:
                        phase.work(place)
                    except (DanChieuError, OSError) as error:
                        sys.stderr.write(f"{phase.name}: {type(error).__name__}: {error}\n")
                        os._exit(FAILED_WELL)

                status = waited(forked(work))
                count[{0: "had_room", FAILED_WELL: "ran_full"}.get(status, "crashed")] += 1
                subprocess.run(["mount", "-o", "remount,size=1g", place.root], check=True)
                if waited(forked(lambda phase=phase, b=before, a=after: check(phase, place, b, a))) != 0:
                    count["failures"] += 1
        counts[phase.name] = count
        sys.stderr.write(f"{phase.name}: {count}\n")
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--phase", action="append", default=[], choices=[phase.name for phase in PHASES])
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        counts = run(chosen.runs, chosen.seed, Path(folder), chosen.phase)
    sys.stdout.write(json.dumps(counts) + "\n")
    sys.exit(any(count["failures"] + count["crashed"] for count in counts.values()))


if __name__ == "__main__":
    try:
        main()
    except Exception:
        traceback.print_exc()
        sys.exit(2)
