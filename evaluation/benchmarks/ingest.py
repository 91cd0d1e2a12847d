"""Where the time of taking in documents goes: `python -m evaluation.benchmarks.ingest --files DIR [--every N]`.

The files of DIR (one in N of them) are taken into a new archive; the same passages are encoded alone, half of them
before and half after, so that the machine's moods fall on both.  Printed are both rates and their ratio; what each
stage cost in seconds of processor time and its share; and the rate that would be possible if nothing but encoding cost
anything and all cores were busy with it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from directives.errors import DanChieuError
from index import analysis
from index.encoder import OnnxEncoder, open_encoder, usable_cores
from index.lexical import LexicalIndex
from index.vectors import VectorIndex
from ingest.extract import extract
from ingest.reading import document_of
from library import Library
from library.caches import Caches
from library.placing import Placing, inputs
from settings import Settings, load_settings

P = ParamSpec("P")
T = TypeVar("T")


class Stages:
    """Seconds by stage, of the clock and of the thread's processor time, without those of a stage within."""

    def __init__(self) -> None:
        self.wall: defaultdict[str, float] = defaultdict(float)
        self.busy: defaultdict[str, float] = defaultdict(float)
        self._here = threading.local()

    def timed(self, name: str, function: Callable[P, T]) -> Callable[P, T]:
        """Return `function`, its time counted under `name`."""

        def run(*args: P.args, **kwargs: P.kwargs) -> T:
            above: tuple[float, float] = getattr(self._here, "within", (0.0, 0.0))
            self._here.within = (0.0, 0.0)
            start, busy = time.perf_counter(), time.thread_time()
            try:
                return function(*args, **kwargs)
            finally:
                wall, used = time.perf_counter() - start, time.thread_time() - busy
                inner_wall, inner_used = self._here.within
                self.wall[name] += wall - inner_wall
                self.busy[name] += used - inner_used
                self._here.within = (above[0] + wall, above[1] + used)

        return run


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    settings = load_settings()
    files = sorted(path for path in options.files.iterdir() if path.is_file())[:: options.every]
    texts, reading = _read(files)
    encoder = open_encoder(settings)
    encoder.passages(texts[:16])
    half = len(texts) // 2
    alone = _seconds(lambda: encoder.passages(texts[:half]))
    figures = _ingest(files, settings, reading)
    after = _seconds(lambda: encoder.passages(texts[half:]))
    rate = len(texts) / (alone[0] + after[0])
    figures |= {
        "encoder_passages_per_s": round(rate, 1),
        "ratio": round(figures["ingest_passages_per_s"] / rate, 3),
        "encoder_cpu_ms_per_passage": round(1000 * (alone[1] + after[1]) / len(texts), 2),
        "best_possible_passages_per_s": round(usable_cores() * len(texts) / (alone[1] + after[1]), 1),
    }
    if options.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name:32} {value}" for name, value in figures.items()))


def _read(files: list[Path]) -> tuple[list[str], dict[str, float]]:
    """Return what the encoder reads of the files, and the processor's seconds of their extraction and parsing here."""
    spent = {"extract": 0.0, "parse": 0.0}
    documents, seen = [], set()
    for path in files:
        try:
            begin = time.process_time()
            content = extract(path.read_bytes(), path.name)
            middle = time.process_time()
            document = document_of(content)
        except DanChieuError:
            continue
        spent["extract"] += middle - begin
        spent["parse"] += time.process_time() - middle
        digest = hashlib.sha256(document.text.encode()).digest()
        if digest not in seen:
            documents.append(document)
        seen.add(digest)
    return list(dict.fromkeys(inputs(documents))), spent


def _ingest(files: list[Path], settings: Settings, reading: dict[str, float]) -> dict[str, float]:
    stages = Stages()
    watched = (
        (OnnxEncoder, "passages", "encode"),
        (Placing, "place", "write"),
        (LexicalIndex, "catch_up", "lexical cache"),
        (VectorIndex, "catch_up", "dense cache"),
        (VectorIndex, "save", "dense cache"),
        (Caches, "save", "accent model"),
        (analysis, "segment", "segment"),
    )
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in watched]
    for owner, name, stage in watched:
        setattr(owner, name, stages.timed(stage, getattr(owner, name)))
    try:
        with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder), settings) as library:
            library.encoder.queries(["công đoàn"])  # loaded, as it is for the encoder alone
            children = _children()
            own = time.thread_time()
            wall, busy = _seconds(lambda: library.ingest(files))
            own = time.thread_time() - own
            read = _children() - children
            passages, found = library.encoder.counts.passages, library.encoder.counts.passages_found
            documents = len(library.documents())
    finally:
        for owner, name, original in before:
            setattr(owner, name, original)
    figures: dict[str, float] = {
        "documents": documents,
        "passages": passages,
        "found_again": found,
        "cores": usable_cores(),
        "load_before": round(os.getloadavg()[0], 1),
        "ingest_s": round(wall, 1),
        "ingest_passages_per_s": round((passages - found) / wall, 1),
    }
    parsing = sum(reading.values())
    # Encoding happens in threads of its own, all else of this process in the main one.
    stages.busy["encode"] = busy - own
    shares = {name: read * seconds / parsing for name, seconds in reading.items()} | dict(stages.busy)
    shares["the rest"] = busy - sum(stages.busy.values())
    for name, seconds in shares.items():
        figures[f"{name} (cpu s)"] = round(seconds, 2)
        figures[f"{name} (share)"] = round(seconds / (busy + read), 3)
    for name, seconds in stages.wall.items():
        figures[f"{name} (wall s)"] = round(seconds, 2)
    return figures


def _seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that `work` took, by the clock and of this process's processor time."""
    start, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - busy


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
