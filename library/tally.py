"""What became of the files of one ingest: counted, told as it goes, and reported at the end."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

from directives.models import IngestProgress, IngestReport, Problem
from index.store import documents as store
from index.store.database import Database

Outcome = Literal["added", "updated", "unchanged", "duplicate", "failed", "refused"]


class Tally:
    """The counts of one run; every file found is counted once."""

    def __init__(self, db: Database, on_progress: Callable[[IngestProgress], None] | None) -> None:
        """Start at nothing; `on_progress` hears of each file as it is counted."""
        self._db = db
        self._on_progress = on_progress
        self._counts: dict[Outcome, int] = dict.fromkeys(
            ("added", "updated", "unchanged", "duplicate", "failed", "refused"), 0
        )
        self._problems: dict[Outcome, list[Problem]] = {"failed": [], "refused": []}
        self._documents: list[tuple[str, str]] = []
        self.attention: list[Problem] = []
        self.total = 0
        self._reading_since = 0.0
        self._looked_at = 0
        self.moved = 0  # files found under another name or in another folder; they count as unchanged
        self.removed = 0  # documents moved into the bin because their files are gone

    def begin_reading(self) -> None:
        """Note that from now on files are read, which is what takes time: the rate is that of these."""
        self._reading_since = time.monotonic()
        self._looked_at = sum(self._counts.values())

    def _pace(self, done: int) -> tuple[float | None, float | None]:
        """Return how many files a second are read and how many seconds the others will take."""
        read = done - self._looked_at
        elapsed = time.monotonic() - self._reading_since
        if self._reading_since == 0 or read < 1 or elapsed <= 0:
            return None, None
        return read / elapsed, (self.total - done) * elapsed / read

    def count(self, outcome: Outcome, path: Path, reason: str = "", document_id: str = "", passages: int = 0) -> None:
        """Count a file; `reason` where it was not read, `document_id` of the document that it holds."""
        self._counts[outcome] += 1
        if outcome in self._problems:
            self._problems[outcome].append(Problem(str(path), reason))
        if document_id:
            self._documents.append((document_id, str(path)))
        if self._on_progress:
            done = sum(self._counts.values())
            self._on_progress(IngestProgress(done, self.total, str(path), outcome, reason, passages, *self._pace(done)))

    def report(self) -> IngestReport:
        """Return the outcome of the run."""
        cards = {card.id: card for card in store.cards(self._db, [id_ for id_, _ in self._documents])}
        return IngestReport(
            added=self._counts["added"],
            updated=self._counts["updated"],
            unchanged=self._counts["unchanged"],
            duplicates=self._counts["duplicate"],
            failed=tuple(self._problems["failed"]),
            refused=tuple(self._problems["refused"]),
            attention=tuple(self.attention),
            moved=self.moved,
            removed=self.removed,
            documents=tuple(replace(cards[id_], source=path) for id_, path in self._documents if id_ in cards),
        )
