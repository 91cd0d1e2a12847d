"""The dense cache: passage vectors in FAISS, derived from the store and brought up to date from its change log."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.store import documents as store
from index.store.database import Database

if TYPE_CHECKING:
    import faiss

_CHUNK = 20_000  # passages read from the store at a time


class VectorIndex:
    """Exact inner-product search over the passages of an archive (vectors are L2-normalised, so it is the cosine).

    In memory, brought up to date from the store by any reader without a lock; the file on disk only shortens the
    next start.  `generation` is the store's generation that the index holds.
    """

    def __init__(self, folder: Path, dimension: int) -> None:
        """Open the cache in `folder`; a file that is absent, damaged or of another dimension means starting empty."""
        import faiss

        # One query is one thread's work; waking more costs a busy machine more than the search itself.
        faiss.omp_set_num_threads(1)
        self._folder = folder
        self._dimension = dimension
        self._guard = threading.RLock()
        self.generation = 0
        self._index = self._empty()
        self._load()

    def _empty(self) -> faiss.IndexIDMap2:
        import faiss

        return faiss.IndexIDMap2(faiss.IndexFlatIP(self._dimension))

    def _load(self) -> None:
        import faiss

        for path in sorted(self._folder.glob("vectors-*.faiss"), key=_generation_of, reverse=True):
            try:
                index = faiss.read_index(str(path))
            except RuntimeError:  # cut short by a crash or not ours: the store has everything
                continue
            if index.d == self._dimension:
                self._index, self.generation = index, _generation_of(path)
                return

    def __len__(self) -> int:
        """Return the number of passages held."""
        return int(self._index.ntotal)

    def catch_up(self, db: Database) -> None:
        """Bring the index to the store's present generation."""
        with self._guard, db.snapshot():
            target = db.generation()
            if target == self.generation:
                return
            if self.generation > target or self.generation < int(db.meta("vectors_since") or 0):
                self._index, self.generation = self._empty(), 0
            if self.generation == 0:
                for _, first, last in _merged(store.passage_ranges(db)):
                    self._add(db, first, last)
            else:
                self._replay(db)
            self.generation = target

    def _replay(self, db: Database) -> None:
        for change in store.changes_after(db, self.generation):
            if change.last < change.first:
                continue
            if change.operation == "add":
                self._add(db, change.first, change.last)  # passages removed since have no row any more
            else:
                self._remove(change.first, change.last)

    def _add(self, db: Database, first: int, last: int) -> None:
        for begin in range(first, last + 1, _CHUNK):
            ids, vectors = store.vectors_between(db, begin, min(begin + _CHUNK - 1, last))
            if len(ids):
                self._index.add_with_ids(vectors, ids)

    def _remove(self, first: int, last: int) -> None:
        import faiss

        self._index.remove_ids(faiss.IDSelectorRange(first, last + 1))

    def search(
        self,
        vector: NDArray[np.float32],
        k: int,
        allowed: Sequence[int] | None = None,
        without: Sequence[int] = (),
    ) -> list[tuple[int, float]]:
        """Return up to `k` (passage id, cosine) nearest to `vector` (dimension,), best first.

        `allowed` are the ids of those to be searched, None for all; the ids `without` are left out.
        """
        import faiss

        with self._guard:
            k = min(k, len(self) if allowed is None else len(allowed))
            if k <= 0:
                return []
            parameters = None
            if allowed is not None or without:
                named = faiss.IDSelectorBatch(np.asarray(without if allowed is None else allowed, dtype=np.int64))
                selector = named if allowed is not None else faiss.IDSelectorNot(named)
                parameters = faiss.SearchParameters(sel=selector)
            scores, ids = self._index.search(vector.reshape(1, -1), k, params=parameters)
        # FAISS pads with −1 when fewer than k are left.
        left_out = set(without) if allowed is not None else set()
        return [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0 and i not in left_out]

    def cosines(self, vector: NDArray[np.float32], ids: Sequence[int]) -> dict[int, float]:
        """Return the cosine of `vector` with each passage named that the index holds."""
        found = {}
        with self._guard:
            for id_ in ids:
                try:
                    found[id_] = float(self._index.reconstruct(int(id_)) @ vector)
                except RuntimeError:  # FAISS's way of saying that it has no such id
                    continue
        return found

    def ids(self) -> set[int]:
        """Return the ids of all passages held."""
        import faiss

        return {int(i) for i in faiss.vector_to_array(self._index.id_map)}

    def save(self) -> None:
        """Write the index to its folder: whole under another name, then renamed; older files go."""
        import faiss

        with self._guard:
            self._folder.mkdir(parents=True, exist_ok=True)
            target = self._folder / f"vectors-{self.generation}.faiss"
            if not target.exists():
                temporary = target.with_suffix(".writing")
                faiss.write_index(self._index, str(temporary))
                temporary.replace(target)
            for path in self._folder.glob("vectors-*"):
                if path != target:
                    path.unlink(missing_ok=True)


def _generation_of(path: Path) -> int:
    digits = path.stem.rpartition("-")[2]
    return int(digits) if digits.isdigit() else 0


def _merged(ranges: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Join neighbouring id ranges, so that many small documents are read in few queries."""
    merged: list[tuple[str, int, int]] = []
    for name, first, last in ranges:
        if merged and first == merged[-1][2] + 1:
            merged[-1] = (merged[-1][0], merged[-1][1], last)
        else:
            merged.append((name, first, last))
    return merged
