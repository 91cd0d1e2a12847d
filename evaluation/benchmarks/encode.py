"""Speed and agreement of the two encoders: `python -m evaluation.benchmarks.encode [--texts DIR] [--json]`.

Passages are stretches of 150 words (about 200 tokens) out of the .txt files of DIR, or invented ones; queries are their
first ten words.  Both encoders take turns, sixteen passages at a time, so that the machine's moods fall on both alike:
what counts are the ratios, by the clock and by processor time.  Queries are encoded one by one, in turns of eight, and
once more query about query ("alternating"), where each finds the processor's cache filled by the other.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.encoder import Encoder, OnnxEncoder, SentenceTransformerEncoder, usable_cores
from index.registry import DEFAULT_MODEL
from settings import ROOT, load_settings

_WORDS = (
    "công đoàn cơ sở tổ chức tuyên truyền người lao động tham gia bảo hiểm xã hội an toàn vệ sinh lao động kế hoạch "
    "phối hợp đơn vị doanh nghiệp cấp tỉnh thực hiện nghị quyết của Đảng báo cáo kết quả năm"
).split()
_TURN = 16
_QUERIES_A_TURN = 8
_COLD = (
    "import time; start = time.perf_counter(); from settings import load_settings; "
    "from index.encoder import open_encoder; encoder = open_encoder(load_settings()); "
    "encoder.queries(['an toàn vệ sinh lao động']); print(time.perf_counter() - start)"
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--passages", type=int, default=128)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    settings = load_settings()
    folder = settings.models_dir / DEFAULT_MODEL
    passages = _passages(options.texts, options.passages)
    queries = [" ".join(text.split()[:10]) for text in passages[:40]]
    int8, plain = OnnxEncoder(folder, settings.threads), SentenceTransformerEncoder(folder, settings.threads)
    cold = [_seconds_cold() for _ in range(3)]
    fast, slow = _measure((int8, plain), passages, queries)
    cosines = (int8.passages(passages) * plain.passages(passages)).sum(1)
    figures = {
        "cores": usable_cores(),
        "passages": len(passages),
        "int8_passages_per_s": round(len(passages) / fast.passages, 1),
        "float_passages_per_s": round(len(passages) / slow.passages, 1),
        "throughput_ratio": round(slow.passages / fast.passages, 2),
        "throughput_ratio_cpu": round(slow.passages_cpu / fast.passages_cpu, 2),
        "int8_query_ms": round(1000 * fast.query, 2),
        "float_query_ms": round(1000 * slow.query, 2),
        "query_ratio": round(slow.query / fast.query, 2),
        "int8_query_alternating_ms": round(1000 * fast.query_alternating, 2),
        "float_query_alternating_ms": round(1000 * slow.query_alternating, 2),
        "query_ratio_alternating": round(slow.query_alternating / fast.query_alternating, 2),
        "cosine_mean": round(float(cosines.mean()), 4),
        "cosine_min": round(float(cosines.min()), 4),
        "cold_first_query_s": round(statistics.median(cold), 2),
    }
    if options.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name:24} {value}" for name, value in figures.items()))


def _passages(folder: Path | None, count: int) -> list[str]:
    texts = [path.read_text(encoding="utf-8").split() for path in sorted(folder.glob("*.txt"))] if folder else []
    cut = [" ".join(words[a : a + 150]) for words in texts for a in range(0, len(words) - 149, 150)]
    if not cut:
        rng = np.random.default_rng(1)
        cut = [" ".join(rng.choice(_WORDS, 150)) for _ in range(count)]
    step = max(1, len(cut) // count)
    return cut[::step][:count]


@dataclass(slots=True)
class _Times:
    """Seconds: of all passages by the clock and the processor, of a query (the median, by length of a turn)."""

    passages: float = 0.0
    passages_cpu: float = 0.0
    query: float = 0.0
    query_alternating: float = 0.0


def _measure(encoders: Sequence[Encoder], passages: Sequence[str], queries: Sequence[str]) -> list[_Times]:
    """Return the times of each encoder."""
    found = [_Times() for _ in encoders]
    for encoder in encoders:
        encoder.passages(passages[:4])
    for begin in range(0, len(passages), _TURN):
        for encoder, times in zip(encoders, found, strict=True):
            start, busy = time.perf_counter(), time.process_time()
            encoder.passages(passages[begin : begin + _TURN])
            times.passages += time.perf_counter() - start
            times.passages_cpu += time.process_time() - busy
    in_turns = _query_seconds(encoders, queries, _QUERIES_A_TURN)
    alternating = _query_seconds(encoders, queries, 1)
    for times, seconds, single in zip(found, in_turns, alternating, strict=True):
        times.query, times.query_alternating = statistics.median(seconds), statistics.median(single)
    return found


def _query_seconds(encoders: Sequence[Encoder], queries: Sequence[str], turn: int) -> list[list[float]]:
    """Return the seconds of each query, encoded alone, by encoder; each has `turn` queries before the other's turn."""
    each: list[list[float]] = [[] for _ in encoders]
    for begin in range(0, len(queries), turn):
        for encoder, seconds in zip(encoders, each, strict=True):
            for query in queries[begin : begin + turn]:
                start = time.perf_counter()
                encoder.queries([query])
                seconds.append(time.perf_counter() - start)
    return each


def _seconds_cold() -> float:
    done = subprocess.run([sys.executable, "-c", _COLD], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


if __name__ == "__main__":
    main()
