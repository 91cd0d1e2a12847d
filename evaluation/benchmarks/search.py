"""Ours beside the plain recipe: `python -m evaluation.benchmarks.search --library DIR --data DIR [--json]`.

The plain recipe keeps the same vectors in a flat FAISS index and the passages in bm25s, cut at syllables, and fuses the
two rankings by their reciprocal ranks (k = 60).  Both answer the labelled queries of `--data` (queries.jsonl whose
places are file stem and offsets) for ten passages, in turn, so that the machine's moods fall on both alike.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import faiss
import numpy as np

from directives.text import syllables
from evaluation.measures import mean_figures, percentile
from index.store import documents as store
from library import Library

_DEPTH = 100  # candidates of each ranking in the plain recipe
_RRF = 60


@dataclass(frozen=True, slots=True)
class Query:
    """A labelled query; `relevant` are (file stem, start, end)."""

    id: str
    text: str
    relevant: tuple[tuple[str, int, int], ...]


class Plain:
    """The plain recipe over the passages of an archive; its methods return passage ids, best first."""

    def __init__(self, library: Library, passages: Sequence[store.StoredPassage]) -> None:
        self._encoder = library.encoder
        self._ids = np.array([passage.id for passage in passages])
        _, vectors = store.vectors_between(library.db, 0, int(self._ids.max()))
        self._flat = faiss.IndexFlatIP(vectors.shape[1])
        self._flat.add(vectors)
        self._bm25 = bm25s.BM25()
        self._bm25.index([self._cut(passage.text) for passage in passages], show_progress=False)

    @staticmethod
    def _cut(text: str) -> list[str]:
        return [syllable.lower() for syllable in syllables(text)]

    def meaning(self, text: str) -> list[int]:
        """Return the passages nearest in meaning."""
        _, places = self._flat.search(self._encoder.queries([text]), min(_DEPTH, len(self._ids)))
        return [int(self._ids[place]) for place in places[0]]

    def words(self, text: str) -> list[int]:
        """Return the passages of the highest BM25."""
        places, _ = self._bm25.retrieve([self._cut(text)], k=min(_DEPTH, len(self._ids)), show_progress=False)
        return [int(self._ids[place]) for place in places[0]]

    def fused(self, text: str) -> list[int]:
        """Return the passages by the sum of their reciprocal ranks."""
        scores: dict[int, float] = {}
        for ranking in (self.meaning(text), self.words(text)):
            for rank, id_ in enumerate(ranking, start=1):
                scores[id_] = scores.get(id_, 0.0) + 1 / (_RRF + rank)
        return sorted(scores, key=lambda id_: -scores[id_])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with Library.open(options.library) as library:
        figures = _measure(library, _queries(options.data / "queries.jsonl"))
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    print(f"{'':<24}{'doc S@1':>9}{'psg S@1':>9}{'psg S@5':>9}{'psg MRR':>9}{'p50 ms':>9}{'p95 ms':>9}")
    for name, row in figures.items():
        cells = [f"{row[column]:>9.3f}" for column in ("document_s1", "s1", "s5", "mrr")]
        print(f"{name:<24}{''.join(cells)}{row['p50_ms']:>9.1f}{row['p95_ms']:>9.1f}")


def _queries(path: Path) -> list[Query]:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Query(record["query_id"], record["text"], tuple((p["doc"], p["start"], p["end"]) for p in record["relevant"]))
        for record in records
        if record["relevant"]
    ]


def _measure(library: Library, queries: Sequence[Query]) -> dict[str, dict[str, float]]:
    stems = {card.id: Path(card.source).stem for card in library.documents()}
    passages = [p for _, a, b in store.passage_ranges(library.db) for p in store.passages_between(library.db, a, b)]
    place = {(p.document_id, p.start): p.id for p in passages}
    plain = Plain(library, passages)

    def ours(text: str) -> list[int]:
        return [place[hit.document.id, hit.passage.start] for hit in library.search(text, k=10).hits]

    ways: dict[str, Callable[[str], list[int]]] = {
        "FAISS flat": plain.meaning,
        "bm25s": plain.words,
        "FAISS + bm25s, RRF": plain.fused,
        "Dẫn Chiếu": ours,
    }
    found: dict[str, dict[str, list[int]]] = {name: {} for name in ways}
    took: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():  # what is opened once is no latency
        way(queries[0].text)
    for query in queries:
        for name, way in ways.items():
            started = time.perf_counter()
            found[name][query.id] = way(query.text)
            took[name].append((time.perf_counter() - started) * 1000)
    owner = {p.id: stems[p.document_id] for p in passages}
    relevant = {q.id: {str(p.id): 1 for p in passages if _relevant(p, owner[p.id], q)} for q in queries}
    documents = {q.id: {name: 1 for name, _, _ in q.relevant} for q in queries}
    figures = {}
    for name in ways:
        by_passage = mean_figures(relevant, {q: [str(i) for i in ids] for q, ids in found[name].items()})
        by_document = mean_figures(documents, {q: [owner[i] for i in ids] for q, ids in found[name].items()})
        figures[name] = {
            "document_s1": by_document.success_1,
            "s1": by_passage.success_1,
            "s5": by_passage.success_5,
            "mrr": by_passage.mrr_10,
            "p50_ms": percentile(took[name], 0.5),
            "p95_ms": percentile(took[name], 0.95),
        }
    return figures


def _relevant(passage: store.StoredPassage, stem: str, query: Query) -> bool:
    return any(stem == name and passage.start < end and passage.end > start for name, start, end in query.relevant)


if __name__ == "__main__":
    main()
