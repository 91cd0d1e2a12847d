"""Search over large archives, ours beside the plain recipe: `python -m evaluation.benchmarks.scale DATA WORK`.

    --sizes 10000 100000 1000000   archives to grow, kept in WORK as scale-SIZE and used again
    --real 20000                   real passages to grow them from (fewer for a quick check)
    --queries 100
    --alone                        ours only: the plain recipe over a million passages takes minutes and 11 GB to build

Printed by size: latency of a warm search end to end (p50, p95, query encoding included), the same for a flat FAISS
index with bm25s fused by ranks, recall@10 of the dense channel against an exact one and of the final hits against those
with an exact dense channel, resident memory beyond the interpreter, bytes on disk a passage, and the seconds from
adding a document until it is found.  Memory is the search's alone only in a run that finds its archive grown.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest import mock

import numpy as np

from evaluation.benchmarks import scale_build, scale_corpus
from evaluation.measures import percentile
from index.encoder import Encoder, open_encoder
from index.store import documents as store
from index.store import passages as passage_rows
from index.store import vectors as vector_rows
from index.vectors import VectorIndex
from library import Library
from settings import load_settings

_ALL_EXACT = 1 << 40
_DEPTH, _RRF = 100, 60


def main() -> None:
    """Build what is lacking, measure and print."""
    at_start = _resident()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--real", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--alone", action="store_true")
    options = parser.parse_args()
    settings = load_settings()
    encoder = open_encoder(settings)
    for size in options.sizes:
        folder = options.work / f"scale-{size}"
        with Library.open(folder, settings, encoder) as library:
            texts = scale_corpus.queries(options.data)
            behind = library.caches.lexical.generation != library.db.generation()
            if behind or store.count(library.db, "passages") < size:
                corpus = scale_corpus.load(options.data, options.work / "real", encoder, settings, options.real)
                sentences = scale_build.analysed(corpus, options.work / "real")
                scale_build.build(library, scale_build.Grower(corpus, sentences), size)
                scale_build.fill_caches(library, sentences)
            step = max(1, len(texts) // options.queries)
            _report(library, None if options.alone else encoder, size, texts[::step][: options.queries], at_start)


def _report(library: Library, plain: Encoder | None, size: int, texts: Sequence[str], at_start: float) -> None:
    library.search(texts[0])
    ours, _ = _timed(lambda text: library.search(text, k=10), texts)
    memory = _resident() - at_start
    disk = sum(path.stat().st_size for path in library.path.rglob("*") if path.is_file())
    print(f"\n{size} passages, {len(texts)} queries")
    print(f"ours               p50 {percentile(ours, 0.5):7.1f} ms   p95 {percentile(ours, 0.95):7.1f} ms")
    print(f"memory {memory:.0f} MB beyond the interpreter, disk {disk / size:.0f} bytes a passage", flush=True)
    _agreement(library, texts)
    if plain is not None:
        _plain(library, plain, texts)
    started = time.perf_counter()
    library.add_texts([(f"/mới/{time.time_ns()}", "Văn bản vừa thêm", "Đoạn văn vừa được thêm vào kho để tìm thử.")])
    hits = library.search("đoạn văn vừa được thêm vào kho", k=3).hits
    seconds = time.perf_counter() - started
    found = any(hit.document.title == "Văn bản vừa thêm" for hit in hits)
    print(f"a document added: {'found' if found else 'NOT FOUND'} after {seconds:.2f} s", flush=True)


def _agreement(library: Library, texts: Sequence[str]) -> None:
    """Compare the dense channel, and the final hits, with those of an exact dense channel."""
    usual = library.caches.vectors
    exact = VectorIndex(library.path / "none", library.encoder.spec.dimension, _ALL_EXACT)
    exact.catch_up(library.db)
    vectors = [library.encoder.queries([text])[0] for text in texts]
    dense = np.mean(
        [_shared([i for i, _ in usual.search(v, 10)], [i for i, _ in exact.search(v, 10)]) for v in vectors]
    )

    def hits() -> list[list[tuple[str, int]]]:
        return [[(h.document.id, h.passage.start) for h in library.search(text, k=10).hits] for text in texts]

    with_usual = hits()
    with mock.patch.object(type(library.caches), "vectors", exact):
        with_exact = hits()
    final = np.mean([_shared(a, b) for a, b in zip(with_usual, with_exact, strict=True)])
    kind = "clustered" if usual.approximate else "exact"
    print(f"dense channel ({kind}): recall@10 {dense:.3f}; of the final hits {final:.3f}", flush=True)


def _shared(found: Sequence[object], right: Sequence[object]) -> float:
    return len(set(found) & set(right)) / max(1, len(right))


def _plain(library: Library, encoder: Encoder, texts: Sequence[str]) -> None:
    """Time the plain recipe over the same passages and vectors; `encoder` remembers no query, unlike the library's."""
    import bm25s
    import faiss

    from directives.text import syllables

    ids, words = [], []
    flat = faiss.IndexFlatIP(library.encoder.spec.dimension)
    for _, first, last in passage_rows.ranges(library.db):
        own, vectors = vector_rows.between(library.db, first, last)
        ids += own.tolist()
        flat.add(vectors)
        words += [[s.lower() for s in syllables(p.text)] for p in passage_rows.between(library.db, first, last)]
    bm25 = bm25s.BM25()
    bm25.index(words, show_progress=False)
    del words

    def search(text: str) -> list[int]:
        _, near = flat.search(encoder.queries([text]), _DEPTH)
        said, _ = bm25.retrieve([[s.lower() for s in syllables(text)]], k=_DEPTH, show_progress=False)
        scores: dict[int, float] = {}
        for ranking in (near[0], said[0]):
            for rank, place in enumerate(ranking, start=1):
                scores[ids[place]] = scores.get(ids[place], 0.0) + 1 / (_RRF + rank)
        return sorted(scores, key=lambda id_: -scores[id_])[:10]

    search(texts[0])
    took, _ = _timed(search, texts)
    print(f"flat FAISS + bm25s p50 {percentile(took, 0.5):7.1f} ms   p95 {percentile(took, 0.95):7.1f} ms", flush=True)


def _timed(way: Callable[[str], object], texts: Sequence[str]) -> tuple[list[float], list[object]]:
    took, answers = [], []
    for text in texts:
        started = time.perf_counter()
        answers.append(way(text))
        took.append((time.perf_counter() - started) * 1000)
    return took, answers


def _resident() -> float:
    """Return the megabytes of this process that are in memory, files mapped into it included (Linux)."""
    if not sys.platform.startswith("linux"):
        return 0.0
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    main()
