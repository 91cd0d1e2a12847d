"""class VectorIndex: the dense cache of an archive, derived from the store and kept up with its change log."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.store import vectors as vector_rows
from index.store.database import Database
from index.vectors import filling, kinds
from index.vectors.sharing import Sharing

if TYPE_CHECKING:
    import faiss

_FEW = 2_000  # passages allowed, up to which a clustered index is passed by and all are compared
_REFINED = 1.5  # times as many as asked for are ranked anew
_SLACK = 50  # and so many more
_WORTH_SAVING = 50  # one passage in so many has changed since the file was written


class VectorIndex:
    """Search by cosine over the passages of an archive (vectors are L2-normalised, so it is the inner product).

    In memory, brought up to date from the store by any reader; the file on disk only shortens the next start.
    `generation` is the store's generation that the index holds.  Usable from several threads.

    Up to `exact_to` passages the search is exact.  Beyond, a clustered index proposes candidates and the store's
    vectors rank them.  The change from one to the other, either way, happens in a thread of its own while the old
    index goes on answering and catching up; the new one catches up in its turn before it takes the place.
    """

    def __init__(self, folder: Path, dimension: int, exact_to: int = kinds.EXACT_TO) -> None:
        """Open the cache in `folder`; a file that is absent, damaged or of another dimension means starting empty."""
        import faiss

        # One query is one thread's work; waking more costs a busy machine more than the search itself.
        faiss.omp_set_num_threads(1)
        self._folder = folder
        self._dimension = dimension
        self._exact_to = exact_to
        self._sharing = Sharing()  # of the index: searches share it, changes have it alone
        self._changing = threading.Lock()  # one catches up, saves or swaps at a time
        self._switching: threading.Thread | None = None
        self._db: Database | None = None
        self.generation = 0
        self._index = kinds.exact(dimension)
        self._saved: Path | None = None
        self._changed = 0  # passages that came and went since the file was written
        kept = self._kept(wanted=False)
        if kept is not None:
            self._index, self.generation, self._saved = kept

    def _kept(self, wanted: bool) -> tuple[faiss.Index, int, Path] | None:
        """Return the newest sound index on disk, its generation and file; if `wanted`, of the kind that is wanted."""
        for path in sorted(self._folder.glob("vectors-*.faiss"), key=kinds.generation_of, reverse=True):
            index = kinds.read(path)
            if index is None or index.d != self._dimension:
                continue
            if not wanted or not kinds.wants_change(index, self._exact_to):
                return index, kinds.generation_of(path), path
        return None

    def __len__(self) -> int:
        """Return the number of passages held."""
        return int(self._index.ntotal)

    @property
    def approximate(self) -> bool:
        """Whether a clustered index answers."""
        return kinds.is_clustered(self._index)

    def ids(self) -> set[int]:
        """Return the ids of all passages held."""
        with self._sharing.shared():
            return kinds.ids_of(self._index)

    # --- following the store ---

    def catch_up(self, db: Database) -> None:
        """Bring the index to the store's present generation, and start the change of its kind where that is due."""
        db = db.whole
        with db.snapshot():
            self._db = db
            if db.generation() != self.generation:
                with self._changing:
                    self._follow(db)
        if self._switching is None and kinds.wants_change(self._index, self._exact_to):
            self._start_switching(db)

    def _follow(self, db: Database) -> None:
        target = db.generation()
        if target == self.generation:
            return
        if self.generation == 0 or _is_stale(db, self.generation):
            index = filling.built(db, self._dimension, self._exact_to)
            with self._sharing.alone():
                self._index, self.generation = index, target
            self._saved = None
            return
        with self._sharing.alone():
            self._changed += filling.replay(db, self._index, self.generation)
            self.generation = target

    def _start_switching(self, db: Database) -> None:
        with self._changing:
            if self._switching is None and kinds.wants_change(self._index, self._exact_to):
                self._switching = threading.Thread(target=self._switch, args=(db.path,), daemon=True)
                self._switching.start()

    def _switch(self, path: Path) -> None:
        """Build the index that is wanted, beside the one in use, and put it in its place."""
        try:
            if path.exists():  # the archive may have been closed, and even deleted, meanwhile
                db = Database(path)  # a connection of its own: that of the others may be closed at any time
                try:
                    self._swap_in(db)
                finally:
                    db.close()
        finally:
            self._switching = None

    def _swap_in(self, db: Database) -> None:
        with db.snapshot():
            kept = self._kept(wanted=True)  # another process may have made it already
            if kept is not None and not _is_stale(db, kept[1]):
                index, since = kept[:2]
            else:
                since = db.generation()
                index = filling.built(db, self._dimension, self._exact_to)
        with self._changing, db.snapshot():
            if _is_stale(db, since):
                return  # re-encoded or restored meanwhile: the next to catch up begins anew
            filling.replay(db, index, since)
            with self._sharing.alone():
                self._index, self.generation = index, db.generation()
            self._saved = None

    def settle(self) -> None:
        """Wait for a change of kind that is under way."""
        thread = self._switching
        if thread is not None:
            thread.join()

    # --- answering ---

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
        with self._sharing.shared():
            index = self._index
            k = min(k, len(self) if allowed is None else len(allowed))
            if k <= 0:
                return []
            if not kinds.is_clustered(index):
                ids, scores = kinds.nearest(index, vector, k, allowed, without)
                return list(zip(ids.tolist(), scores.tolist(), strict=True))
            few = allowed is not None and len(allowed) <= _FEW
            if not few:
                proposed, _ = kinds.nearest(index, vector, min(len(self), int(k * _REFINED) + _SLACK), allowed, without)
                candidates = proposed.tolist()
        if few:
            candidates = list(set(allowed or ()) - set(without))
        return self._refined(vector, candidates, k)

    def _refined(self, vector: NDArray[np.float32], candidates: Sequence[int], k: int) -> list[tuple[int, float]]:
        """Return the best `k` of the candidates by the store's own vectors."""
        ids, scores = self._stored(vector, candidates)
        order = np.lexsort((ids, -scores))[:k]
        return list(zip(ids[order].tolist(), scores[order].tolist(), strict=True))

    def _stored(self, vector: NDArray[np.float32], ids: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        assert self._db is not None, "a clustered index answers after its first catch_up"
        held, vectors = vector_rows.of_passages(self._db, ids)
        return held, vectors @ vector if len(held) else np.zeros(0, np.float32)

    def cosines(self, vector: NDArray[np.float32], ids: Sequence[int]) -> dict[int, float]:
        """Return the cosine of `vector` with each passage named that the index holds."""
        found = {}
        with self._sharing.shared():
            index = self._index
            if not kinds.is_clustered(index):
                for id_ in ids:
                    try:
                        found[id_] = float(index.reconstruct(int(id_)) @ vector)
                    except RuntimeError:  # FAISS's way of saying that it has no such id
                        continue
                return found
        held, scores = self._stored(vector, ids)
        return dict(zip(held.tolist(), scores.tolist(), strict=True))

    # --- the file ---

    def save(self) -> None:
        """Write the index to its folder, once a change of kind is done; older files go.

        A file that lacks little is left: catching up from it takes less than writing it again.
        """
        self.settle()
        with self._changing:
            if self._saved and self._saved.exists() and self._changed * _WORTH_SAVING < max(1, len(self)):
                return
            with self._sharing.shared():
                self._saved = kinds.write(self._index, self._folder, self.generation)
            self._changed = 0
            for path in self._folder.glob("vectors-*"):
                if path != self._saved:
                    path.unlink(missing_ok=True)


def _is_stale(db: Database, generation: int) -> bool:
    """Whether the store has none of the changes that would lead from `generation` to the present."""
    return generation > db.generation() or generation < int(db.meta("vectors_since") or 0)
