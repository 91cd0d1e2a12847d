"""Archives of any size out of grown passages: the product's own store and caches, filled without its encoder.

Documents have headers, numbers, types, issuers and lengths of real ones, a document's passages have their first parents
in one real document, and the citations of a real sentence come along with it.  Every distinct real sentence is analysed
once, and the analyses are joined while the lexical index is filled: all that differs is that no pair of syllables
spans two sentences.  Citations stay unresolved, as search does not look at what they resolve to.
"""

from __future__ import annotations

import hashlib
import pickle
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from unittest import mock

import numpy as np

from directives.citing.citations import find_citations
from directives.models import Citation, Document, Header, Passage, Unit
from evaluation.benchmarks.scale_corpus import Corpus, Floats, Parents
from index import analysis
from index.store import documents as store
from index.store.sources import Source
from library import Library
from library.locking import writing
from library.steps import claim_model

_TRANSACTION = 200  # documents written together
_LEAST = 4  # passages of a real document whose length and header are taken
_KEPT_SENTENCES = 0.55  # of each parent


@dataclass(frozen=True, slots=True)
class Sentence:
    """A real sentence with what the analyzer and the citation finder make of it."""

    text: str
    tokens: analysis.Tokens
    citations: tuple[Citation, ...]


def analysed(corpus: Corpus, work: Path) -> dict[str, Sentence]:
    """Return every distinct sentence of the corpus, analysed once and kept in `work`."""
    kept = work / f"sentences-{analysis.VERSION}-{len(corpus.passages)}.pickle"
    if kept.exists():
        found: dict[str, Sentence] = pickle.loads(kept.read_bytes())
        return found
    started = time.perf_counter()
    texts = list(dict.fromkeys(sentence for passage in corpus.passages for sentence in passage.sentences))
    found = {t: Sentence(t, analysis.analyze(t), find_citations(t, Header(), ()).citations) for t in texts}
    kept.write_bytes(pickle.dumps(found))
    print(f"{len(found)} sentences analysed in {time.perf_counter() - started:.0f} s", flush=True)
    return found


class Grower:
    """Grown documents, one after the other; the same seed gives the same ones."""

    def __init__(self, corpus: Corpus, sentences: dict[str, Sentence], seed: int = 1) -> None:
        self._corpus = corpus
        self._sentences = sentences
        self._parents = Parents(corpus.vectors)
        self._rng = np.random.default_rng(seed)
        self._own: dict[int, list[int]] = defaultdict(list)
        for place, passage in enumerate(corpus.passages):
            self._own[passage.document].append(place)
        self._models = [d for d, places in self._own.items() if len(places) >= _LEAST and corpus.headers[d].number]
        self._lengths = [len(self._own[d]) for d in self._models]

    def documents(self, passages: int) -> Iterator[tuple[Document, Floats]]:
        """Yield documents with the vectors of their passages until there are `passages` of these."""
        made = 0
        while made < passages:
            length = min(passages - made, max(2, int(self._rng.choice(self._lengths)) // 2))
            yield self._document(length)
            made += length

    def _document(self, length: int) -> tuple[Document, Floats]:
        rng, corpus = self._rng, self._corpus
        # Half of all documents speak of a matter of the articles, which have no header of their own.
        model = int(rng.choice(self._models))
        about = model if rng.random() < 0.5 else int(rng.choice(list(self._own)))
        firsts = rng.choice(self._own[about], length)
        seconds, vectors = self._parents.grown(rng, firsts)
        header = self._header(corpus.headers[model])
        parts: list[Passage] = []
        citations: list[Citation] = []
        at = 0
        for first, second in zip(firsts, seconds, strict=True):
            chosen = self._chosen(int(first), int(second))
            begin = at
            for sentence in chosen:
                citations += [replace(c, start=c.start + at, end=c.end + at) for c in sentence.citations]
                at += len(sentence.text) + 1
            text = "\n".join(sentence.text for sentence in chosen)
            parts.append(Passage(begin, begin + len(text), text, None, corpus.passages[int(first)].heading_path))
            at += 1
        text = "\n\n".join(part.text for part in parts)
        id_ = hashlib.sha256(f"{rng.integers(1 << 62)}{text}".encode()).hexdigest()[:16]
        units: tuple[Unit, ...] = ()
        document = Document(id_, text, (0,), header, units, tuple(citations), (), (), tuple(parts))
        return document, vectors

    def _chosen(self, first: int, second: int) -> list[Sentence]:
        passages = self._corpus.passages
        both = (*passages[first].sentences, *passages[second].sentences)
        kept = [text for text in both if self._rng.random() < _KEPT_SENTENCES] or [both[0]]
        self._rng.shuffle(kept)
        return [self._sentences[text] for text in kept]

    def _header(self, model: Header) -> Header:
        rng = self._rng
        digits = str(1 + int(3000 * rng.random() ** 2))  # low numbers are the frequent ones
        number = re.sub(r"^\d+", digits, model.number or "")
        year = 2005 + int(20 * rng.random() ** 0.5)
        number = re.sub(r"/(?:19|20)\d\d/", f"/{year}/", number)
        return replace(model, number=number, date=f"{year}-{rng.integers(1, 13):02}-{rng.integers(1, 29):02}")


def build(library: Library, grower: Grower, passages: int) -> None:
    """Fill an archive with grown documents up to `passages`; one that has them already is left as it is."""
    db = library.db
    lacking = passages - store.count(db, "passages")
    if lacking > 0:
        started = time.perf_counter()
        batch: list[tuple[Document, Floats]] = []
        for made in grower.documents(lacking):
            batch.append(made)
            if len(batch) == _TRANSACTION:
                _write(library, batch)
                batch = []
        _write(library, batch)
        print(f"{passages} passages written in {time.perf_counter() - started:.0f} s", flush=True)


def fill_caches(library: Library, sentences: dict[str, Sentence]) -> None:
    """Bring the caches of a built archive up to date with the sentences' analyses."""
    started = time.perf_counter()
    with mock.patch.object(analysis, "analyze", _joining(sentences)), writing(library.path):
        library.caches.update_held()
    print(f"caches filled in {time.perf_counter() - started:.0f} s", flush=True)
    library.caches.save()
    print(f"… and saved: {time.perf_counter() - started:.0f} s", flush=True)


def _write(library: Library, batch: Sequence[tuple[Document, Floats]]) -> None:
    if not batch:
        return
    with writing(library.path), library.db.atomic() as generation:
        claim_model(library.db, library.encoder.identity, library.encoder.spec.dimension)
        for document, vectors in batch:
            source = Source(f"/grown/{document.id}.txt", document.id, len(document.text), 0)
            store.add(library.db, generation, document, source, vectors)


def _joining(sentences: dict[str, Sentence]) -> Callable[..., analysis.Tokens]:
    """Return what takes the place of the analyzer: the analyses of a text's lines, joined."""
    analyse = lru_cache(maxsize=None)(analysis.analyze)

    def joined(text: str, *, words: bool = True) -> analysis.Tokens:
        parts = [sentences[line].tokens if line in sentences else analyse(line) for line in text.split("\n")]
        return analysis.Tokens(
            *(tuple(token for part in parts for token in getattr(part, name)) for name in analysis.Tokens.__slots__)
        )

    return joined
