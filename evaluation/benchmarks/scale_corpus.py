"""Real passages with their vectors, and passages grown out of them: what `scale.py` fills its archives with.

Real ones: the passages of DATA's documents and articles as the product cuts them, and windows from the middle of one
passage to the middle of the next, each encoded with the context of its document.

Grown ones: a passage has two real parents, near neighbours.  Its vector lies at a random place between theirs, with
noise of length `NOISE`; its text is made of their sentences, in random order; so that words and meaning go together.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from directives.models import Document, Header
from directives.text import canonical, sentences
from directives.units.structure import parse_units
from index.context import passage_input
from index.encoder import Encoder
from ingest import pipeline
from ingest.passages import split_passages
from settings import Settings

Floats = NDArray[np.float32]
NOISE = 0.22  # length of the noise added to a unit vector
_NEIGHBOURS = 12  # of a parent, among which the other one is chosen
_SLICE = 1200  # passages encoded between two savings


@dataclass(frozen=True, slots=True)
class Real:
    """A real passage: the number of its document, what it is read with, its sentences."""

    document: int
    heading_path: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Real documents (header fields), their passages, and the passages' vectors, one row each."""

    headers: tuple[Header, ...]
    passages: tuple[Real, ...]
    vectors: Floats
    texts: tuple[str, ...]
    query_vectors: Floats


def load(data: Path, work: Path, encoder: Encoder, settings: Settings, limit: int) -> Corpus:
    """Return up to `limit` real passages of DATA with their vectors, encoded once and kept in `work`."""
    work.mkdir(parents=True, exist_ok=True)
    headers, passages = _passages(data, settings)
    passages = passages[:limit]
    inputs = [_input(headers[p.document], p) for p in passages]
    texts = queries(data)
    vectors = _encoded(work, encoder, inputs)
    kept = work / "queries.npy"
    query_vectors = np.load(kept) if kept.exists() else np.vstack([encoder.queries([text]) for text in texts])
    np.save(kept, query_vectors)
    return Corpus(tuple(headers), tuple(passages), vectors, texts, query_vectors)


def _input(header: Header, passage: Real) -> str:
    return passage_input(header.title, header.issuer, passage.heading_path, "\n".join(passage.sentences))


def _encoded(work: Path, encoder: Encoder, inputs: Sequence[str]) -> Floats:
    """Encode in slices, each kept as it is done, so that a run that is stopped goes on where it was."""
    parts = []
    for begin in range(0, len(inputs), _SLICE):
        part = work / f"real-{begin:06}.npy"
        if not part.exists():
            np.save(part, encoder.passages(inputs[begin : begin + _SLICE]))
            print(f"encoded {begin + _SLICE} of {len(inputs)}", flush=True)
        parts.append(np.load(part)[: len(inputs) - begin])
    return np.vstack(parts).astype(np.float32)


def queries(data: Path) -> tuple[str, ...]:
    """Return the texts of DATA's labelled queries."""
    texts = []
    for path in (data / "gold" / "queries.jsonl", data / "alqac2024" / "queries.jsonl"):
        texts += [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(texts)


def _passages(data: Path, settings: Settings) -> tuple[list[Header], list[Real]]:
    """Return the headers of DATA's documents and all their passages: first those of the product, then the windows."""
    headers: list[Header] = []
    cut: list[Real] = []
    windows: list[Real] = []
    for document in _documents(data, settings):
        number = len(headers)
        headers.append(document.header)
        own = [Real(number, p.heading_path, _sentences(p.text)) for p in document.passages]
        cut += own
        for first, second in pairwise(own):
            for part in (2, 4):  # windows that begin at the half, and at the last quarter, of a passage
                begin = len(first.sentences) - len(first.sentences) // part
                end = len(second.sentences) - len(second.sentences) // part
                window = first.sentences[begin:] + second.sentences[:end]
                if 0 < begin < len(first.sentences) and len(window) > 1:
                    windows.append(Real(number, second.heading_path, window))
    seen: set[tuple[str, ...]] = set()
    distinct = []
    for passage in cut + windows:
        if passage.sentences not in seen:
            seen.add(passage.sentences)
            distinct.append(passage)
    return headers, distinct


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(text[a:b].replace("\n", " ") for a, b in sentences(text))


def _documents(data: Path, settings: Settings) -> Iterator[Document]:
    files = sorted((data / "admin" / "txt").glob("*.txt")) + [data / "directive-2024.txt"]
    for outcome in pipeline.read_documents(files, settings, jobs=1):
        if isinstance(outcome, pipeline.Parsed):
            yield outcome.document
    for line in (data / "alqac2024" / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = canonical(record["text"])
        header = Header(title=record["title"] or None)
        units = parse_units(text, header)
        passages = split_passages(text, header, units)
        yield Document("", text, (0,), header, units, (), (), (), passages)


# --- growth -----------------------------------------------------------------------------------------------------------


class Parents:
    """The near neighbours of each real passage, from which the other parent is taken."""

    def __init__(self, vectors: Floats) -> None:
        """Find them exactly."""
        found = [
            np.argpartition(-(vectors[a : a + 500] @ vectors.T), _NEIGHBOURS + 1)[:, : _NEIGHBOURS + 1]
            for a in range(0, len(vectors), 500)
        ]
        self._near = np.vstack(found)
        self._vectors = vectors

    def grown(self, rng: np.random.Generator, firsts: NDArray[np.int64]) -> tuple[NDArray[np.int64], Floats]:
        """Return the second parents of children of `firsts`, and the children's vectors."""
        seconds = self._near[firsts, rng.integers(0, self._near.shape[1], len(firsts))]
        share = rng.uniform(0.1, 0.9, (len(firsts), 1)).astype(np.float32)
        vectors = share * self._vectors[firsts] + (1 - share) * self._vectors[seconds]
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        noise = rng.standard_normal(vectors.shape, dtype=np.float32)
        vectors += NOISE * noise / np.linalg.norm(noise, axis=1, keepdims=True)
        return seconds, vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
