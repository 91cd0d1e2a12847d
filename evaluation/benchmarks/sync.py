"""Syncing a folder of many small documents: unchanged, then with files moved, renamed, changed and removed.

    python -m evaluation.benchmarks.sync [--documents 20000] [--folder DIR]

The documents recombine invented paragraphs.  The encoder is a stand-in (a hash of syllables): what is measured here is
everything else.  Times stand beside a bare walk of the folder (scandir and stat) and beside reading and hashing all.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from library import Library
from settings import Settings
from tests.fakes import FakeEncoder

_WORK = (
    "tuyên truyền an toàn lao động",
    "thăm hỏi đoàn viên khó khăn",
    "đối thoại tại nơi làm việc",
    "tập huấn cán bộ",
    "tổ chức hội thao",
    "kiểm tra bếp ăn tập thể",
    "phát động thi đua",
    "rà soát thỏa ước lao động",
    "xây nhà cho đoàn viên",
    "hỗ trợ con công nhân đến trường",
)
_PLACES = ("xã Bến Lau", "phường Cầu Gỗ", "khu công nghiệp Bãi Sậy", "thị trấn Đồng Chiêm", "xã Vĩnh Thạch")
_WAYS = ("trong quý", "trước ngày 15 hằng tháng", "theo kế hoạch đã duyệt", "báo cáo về Ban Thường vụ")
_FEW, _MANY = 100, 500


def text_of(number: int, dice: random.Random) -> str:
    """Return a small plan of paragraphs thrown together."""
    tasks = "\n".join(
        f"{n}. Công đoàn {dice.choice(_PLACES)} {dice.choice(_WORK)} {dice.choice(_WAYS)}, lần {dice.randint(1, 99)}."
        for n in range(1, 4)
    )
    year = 2000 + number % 25
    return (
        f"LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN\nSố: {number}/KH-LĐLĐ\nSông Ngàn, ngày 05 tháng 02 năm {year}\nKẾ HOẠCH\n"
        f"Về {dice.choice(_WORK)} tại {dice.choice(_PLACES)}\n"
        f"Căn cứ Kế hoạch số {max(1, number - 7)}/KH-LĐLĐ.\n{tasks}\n"
    )


def path_of(folder: Path, number: int) -> Path:
    """Return where a plan lies."""
    return folder / f"{number % 20:02}" / f"{number % 400:03}" / f"ke-hoach-{number}.txt"


def walk(folder: Path) -> int:
    """Return the number of files, each asked for its state: what any look at a folder costs at least."""
    count, pending = 0, [str(folder)]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    os.stat(entry.path)
                    count += 1
    return count


def hash_all(folder: Path) -> None:
    """Read every file."""
    for path in folder.rglob("*.txt"):
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256")


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def memory() -> str:
    """Return the resident memory now and at its peak, in MB."""
    now = 0
    status = Path("/proc/self/status")
    if status.exists():
        now = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS")) // 1024
    return f"{now} MB now, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most"


def rearrange(folder: Path, count: int, dice: random.Random) -> dict[str, int]:
    """Move, rename, change and remove files; return how many of each."""
    share = min(1.0, count / 4000)
    many, few = int(_MANY * share), int(_FEW * share)
    chosen = dice.sample(range(1, count + 1), 2 * many + 2 * few)
    for number in chosen[:many]:
        target = folder / "đã chuyển" / path_of(folder, number).name
        target.parent.mkdir(exist_ok=True)
        path_of(folder, number).rename(target)
    for number in chosen[many : 2 * many]:
        path = path_of(folder, number)
        path.rename(path.with_name(f"tên mới {number}.txt"))
    for number in chosen[2 * many : 2 * many + few]:
        path = path_of(folder, number)
        path.write_text(path.read_text(encoding="utf-8").replace("Công đoàn", "Các cấp công đoàn"), encoding="utf-8")
    for number in chosen[2 * many + few :]:
        path_of(folder, number).unlink()
    return {"moved": many, "renamed": many, "changed": few, "removed": few}


def measure(count: int, root: Path) -> None:
    """Print all figures."""
    folder, dice = root / "vao", random.Random(5)
    for number in range(1, count + 1):
        path = path_of(folder, number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(number, dice), encoding="utf-8")
    encoder = FakeEncoder()
    with Library.open(root / "kho", Settings(catalogue=root / "none.csv"), encoder) as library:
        seconds = timed(lambda: library.ingest([folder], sync=True))
        facets = library.contents.facets()
        print(f"ingest, stand-in encoder: {seconds:.0f} s, {facets.documents} documents, {facets.passages} passages")
        print(f"  memory: {memory()}")
        for name in ("first look after it", "unchanged", "unchanged again", "unchanged a third time"):
            seconds = timed(lambda: library.ingest([folder], sync=True))
            walked, hashed = timed(lambda: walk(folder)), timed(lambda: hash_all(folder))
            print(
                f"{name}: {seconds:.2f} s; a bare walk {walked:.2f} s (× {seconds / walked:.1f}), hashing all "
                f"{hashed:.2f} s (× {seconds / hashed:.2f}); memory: {memory()}"
            )
        calls = encoder.calls
        done = rearrange(folder, count, dice)
        started = time.perf_counter()
        report = library.ingest([folder], sync=True)
        print(f"after {done}: {time.perf_counter() - started:.2f} s; memory: {memory()}")
        print(
            f"  added {report.added}, updated {report.updated}, unchanged {report.unchanged} (moved {report.moved}), "
            f"duplicates {report.duplicates}, failed {len(report.failed)}, removed {report.removed}; "
            f"calls of the encoder {encoder.calls - calls}; in the bin {len(library.bin.entries())}"
        )
        print("doctor:", "whole" if library.upkeep.doctor().ok else library.upkeep.doctor())


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--folder", type=Path, help="where to put folder and archive (default: a temporary place)")
    chosen = parser.parse_args()
    root = chosen.folder or Path(tempfile.mkdtemp(prefix="danchieu-sync-"))
    root.mkdir(parents=True, exist_ok=True)
    try:
        measure(chosen.documents, root)
    finally:
        if chosen.folder is None:
            shutil.rmtree(root)


if __name__ == "__main__":
    main()
