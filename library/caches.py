"""The caches of an archive: derived from the store so that a search is quick, and kept at its generation."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from index.accents import Accents
from index.lexical import LexicalIndex
from index.reranking import open_second_look
from index.search import Searcher
from index.store.database import Database
from index.vectors import VectorIndex
from library.locking import held_by_none, writing
from library.model import Model
from settings import Settings

FOLDER = "cache"


class Caches:
    """The lexical and the dense cache and the counts for restoring accents; one object for all views of the archive.

    They are opened when first needed and hold the whole archive: what a viewer may not read is left out by the store
    that a searcher reads its hits from.
    """

    def __init__(self, path: Path, db: Database, settings: Settings, model: Model) -> None:
        """Keep the caches of the archive in folder `path` beside its store `db`."""
        self._path = path
        self._folder = path / FOLDER
        self._db = db
        self._settings = settings
        self._model = model
        self._accents = Accents(self._folder)
        self._opened: tuple[LexicalIndex, VectorIndex] | None = None
        self._opening = threading.RLock()

    @property
    def lexical(self) -> LexicalIndex:
        """The lexical cache, as it is on disk."""
        return self._both()[0]

    @property
    def vectors(self) -> VectorIndex:
        """The dense cache, as it is on disk."""
        return self._both()[1]

    def _both(self) -> tuple[LexicalIndex, VectorIndex]:
        with self._opening:
            if self._opened is None:
                dimension = int(self._db.meta("dimension") or 0) or self._model.fitting().spec.dimension
                self._opened = LexicalIndex(self._folder), VectorIndex(self._folder, dimension)
            return self._opened

    def searcher(self, seen: Database) -> Searcher:
        """Return a searcher for what `seen` shows of the archive, over caches that are up to date."""
        encoder = self._model.fitting()
        encoder.prepare()  # beside opening the caches
        lexical, vectors = self.current_lexical(), self.vectors
        second_look = open_second_look(self._settings.reranker, self._settings.reranker_ms)
        return Searcher(seen, lexical, vectors, self._accents, encoder, second_look=second_look)

    def current_lexical(self) -> LexicalIndex:
        """Return the lexical cache up to date, unless a writer is at work: it updates it itself.  Needs no encoder."""
        lexical = self.lexical
        if lexical.generation != self._db.generation():
            lexical.reload()
        if lexical.generation != self._db.generation() and held_by_none(self._path):
            self.update()
        return lexical

    def update(self) -> None:
        """Bring both caches to the store's generation."""
        with writing(self._path):
            self.update_held()

    def update_held(self) -> None:
        """Bring both caches to the store's generation; the caller holds the writer's lock."""
        lexical, vectors = self._both()
        lexical.catch_up(self._db)
        vectors.catch_up(self._db)

    def save(self) -> None:
        """Keep the dense cache and the accent model on disk, so that the next start need not make them anew."""
        if self._db.meta("model") is None:
            return  # nothing has been encoded yet
        with writing(self._path):
            vectors = self.vectors
            vectors.catch_up(self._db)
            vectors.save()
            self._accents.refresh(self._db)

    def renew(self) -> None:
        """Open both anew, for another model's vectors, and bring them up to date on disk."""
        self._close()
        self.update()
        self.save()

    def delete(self) -> None:
        """Delete all of them from disk; the caller holds the writer's lock.  Nothing is lost: the store has it all."""
        self._close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _close(self) -> None:
        with self._opening:
            self._opened = None
