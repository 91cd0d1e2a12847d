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
from index.store import passages as passage_rows
from index.store import vectors as vector_rows
from library import Library

_DEPTH = 100  # candidates of each ranking in the plain recipe
_RRF = 60


@dataclass(frozen=True, slots=True)
class Query:
    """A labelled query; `relevant` are (file stem, start, end, grade)."""

    id: str
    type: str
    text: str
    relevant: tuple[tuple[str, int, int, int], ...]


class Plain:
    """The plain recipe over the passages of an archive; its methods return passage ids, best first."""

    def __init__(self, library: Library, passages: Sequence[passage_rows.StoredPassage]) -> None:
        self._encoder = library.encoder
        self._ids = np.array([passage.id for passage in passages])
        _, vectors = vector_rows.between(library.db, 0, int(self._ids.max()))
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
    columns = ("document_s1", "document_s5", "document_ndcg", "s1", "s5", "ndcg", "mrr")
    heads = ("doc S@1", "doc S@5", "doc nDCG", "psg S@1", "psg S@5", "psg nDCG", "psg MRR", "p50 ms", "p95 ms")
    print(f"{'':<34}{''.join(f'{head:>9}' for head in heads)}")
    for name, row in figures.items():
        cells = [f"{row[column]:>9.3f}" for column in columns]
        print(f"{name:<34}{''.join(cells)}{row['p50_ms']:>9.1f}{row['p95_ms']:>9.1f}")


def _queries(path: Path) -> list[Query]:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Query(
            record["query_id"],
            record.get("type", ""),
            record["text"],
            tuple((p["doc"], p["start"], p["end"], p["grade"]) for p in record["relevant"]),
        )
        for record in records
        if record["relevant"]
    ]


def _measure(library: Library, queries: Sequence[Query]) -> dict[str, dict[str, float]]:
    stems = {card.id: Path(card.source).stem for card in library.documents()}
    passages = [p for _, a, b in passage_rows.ranges(library.db) for p in passage_rows.between(library.db, a, b)]
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
    relevant = {q.id: {str(p.id): g for p in passages if (g := _grade(p, owner[p.id], q))} for q in queries}
    documents = {q.id: {n: max(g for m, _, _, g in q.relevant if m == n) for n, *_ in q.relevant} for q in queries}
    figures: dict[str, dict[str, float]] = {}
    for name in ways:
        by_passage = {q: [str(i) for i in ids] for q, ids in found[name].items()}
        by_document = {q: [owner[i] for i in ids] for q, ids in found[name].items()}
        for type_ in ("", *dict.fromkeys(q.type for q in queries)):
            of_type = {q.id for q in queries if type_ in ("", q.type)}
            of_passages = mean_figures({q: relevant[q] for q in of_type}, {q: by_passage[q] for q in of_type})
            of_documents = mean_figures({q: documents[q] for q in of_type}, {q: by_document[q] for q in of_type})
            figures[f"{name} · {type_}" if type_ else name] = {
                "document_s1": of_documents.success_1,
                "document_s5": of_documents.success_5,
                "document_ndcg": of_documents.ndcg_10,
                "s1": of_passages.success_1,
                "s5": of_passages.success_5,
                "ndcg": of_passages.ndcg_10,
                "mrr": of_passages.mrr_10,
                "p50_ms": percentile(took[name], 0.5),
                "p95_ms": percentile(took[name], 0.95),
            }
    return figures


def _grade(p: passage_rows.StoredPassage, stem: str, query: Query) -> int:
    """Return the highest grade of the places that the passage touches, 0 when it touches none."""
    return max(
        (g for name, start, end, g in query.relevant if stem == name and p.start < end and p.end > start), default=0
    )


if __name__ == "__main__":
    main()
