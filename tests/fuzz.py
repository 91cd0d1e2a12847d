"""`python -m tests.fuzz --seed N --minutes M [--keep DIR] FOLDER…`: damaged copies of the files there, each read.

Reads through the same processes and under the same limits as the program; counts what came of each mutant.  A death of
the reading process, a hang and a want of memory are contained; an escape (an exception here, a text that breaks its
contract, a file written where none belongs) must not be.  The same seed makes the same mutants.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
from collections import Counter
from pathlib import Path

from ingest.pipeline import opened
from ingest.pool import Reader
from ingest.wire import Parsed, Read
from settings import Settings
from tests.mutations import mutated

SETTINGS = Settings(jobs=1, time_limit_s=40, memory_limit_mb=1024)
# Through LibreOffice a file takes a second or two: few of these, and of what holds many pages.
_SLOW = {".doc": 0.1, ".xls": 0.1, ".ppt": 0.05, ".rtf": 0.1, ".odt": 0.1, ".ods": 0.1, ".odp": 0.1}
_LARGE = 1_500_000  # bytes; larger files are left out
_CONTAINED = (
    ("dừng đột ngột", "death"), ("giây nên đã dừng", "hang"), ("bộ nhớ nên đã dừng", "memory"),
    ("ngoài dự kiến", "unforeseen"), ("trả lời sai dạng", "wrong answer"),
)  # fmt: skip


def kind_of(outcome: Read) -> str:
    """Return under what an outcome is counted."""
    if isinstance(outcome, Parsed):
        return "read"
    return next((kind for words, kind in _CONTAINED if words in outcome.reason), "told")


def problems(outcome: Read) -> list[str]:
    """Return how an outcome breaks what the archive relies on."""
    if not isinstance(outcome, Parsed):
        return [] if outcome.reason.strip() else ["no reason"]
    document = outcome.document
    spans = [*document.citations, *document.passages, *document.anaphora, *document.names]
    found = [f"span {s.start}-{s.end}" for s in spans if document.text[s.start : s.end] != s.text]
    found += [f"unit {u.start}-{u.end}" for u in document.units if not 0 <= u.start <= u.end <= len(document.text)]
    try:
        document.text.encode("utf-8")
    except UnicodeEncodeError:
        found.append("text is no Unicode")
    return found


def cpu() -> float:
    """Return the CPU seconds of this process and of the children that have ended."""
    return sum(
        r.ru_utime + r.ru_stime for r in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def fuzz(files: list[Path], seed: int, minutes: float, keep: Path | None) -> Counter[str]:
    """Read mutants of the files for so many CPU minutes; return the counts."""
    rng = random.Random(seed)
    weights = [_SLOW.get(path.suffix.lower(), 1.0) for path in files]
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="danchieu-fuzz-") as name:
        folder = Path(name)
        temporary, out = folder / "tam", folder / "ra"
        temporary.mkdir()
        os.environ["TMPDIR"] = tempfile.tempdir = str(temporary)
        reader = Reader(SETTINGS, ocr="never")
        number = 0
        while cpu() < 60 * minutes:
            number += 1
            path, other = rng.choices(files, weights, k=2)
            data = mutated(rng, path.read_bytes(), other.read_bytes())[:20_000_000]
            mutant = folder / f"{seed}-{number}{path.suffix.lower()}"
            mutant.write_bytes(data)
            inside, failed = opened([mutant], out, settings=SETTINGS)
            outcomes = [*failed, *(reader.read(p) for p in inside[:3])]
            for outcome in outcomes:
                kind = kind_of(outcome)
                counts[kind] += 1
                broken = problems(outcome)
                counts["escape"] += len(broken)
                if broken or kind in ("unforeseen", "death", "hang", "memory", "wrong answer"):
                    print(mutant.name, path.name, kind, *broken, getattr(outcome, "reason", ""), flush=True)
                    if keep:
                        keep.mkdir(parents=True, exist_ok=True)
                        (keep / mutant.name).write_bytes(data)
            counts["mutants"] += 1
            mutant.unlink()
            stray = {p.name for p in folder.iterdir()} - {"tam", "ra"}
            if stray or any(not p.resolve().is_relative_to(out) for p in inside if p != mutant):
                counts["escape"] += 1
                print(mutant.name, "wrote", stray, flush=True)
            if number % 50 == 0:  # its CPU time counts when it has ended
                reader.close()
                reader.release()
                reader = Reader(SETTINGS, ocr="never")
        reader.close()
        reader.release()
    return counts


def main() -> int:
    """Run and print the counts; return 1 after an escape."""
    parser = argparse.ArgumentParser(description="Damaged copies of the files in folders, each read.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1.0, help="CPU minutes")
    parser.add_argument("--keep", type=Path, help="folder for mutants that harmed the reading process")
    chosen = parser.parse_args()
    files = sorted(
        p for f in chosen.folders for p in f.rglob("*") if p.is_file() and 0 < p.stat().st_size <= _LARGE
    )  # fmt: skip
    counts = fuzz(files, chosen.seed, chosen.minutes, chosen.keep)
    print(f"seed {chosen.seed}: {len(files)} files, {cpu() / 60:.1f} CPU minutes,", dict(counts))
    return 1 if counts["escape"] else 0


if __name__ == "__main__":
    sys.exit(main())
