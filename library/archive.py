"""Files and texts into the archive, and out of it.

Reading and encoding happen without the writer's lock, the one in processes and the other in a thread beside; a batch is
then written under it, each document in one transaction, and the caches are brought up to date before the lock is let
go.  While one batch is written the next is encoded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from directives.headers.header import parse_header
from directives.models import Document, Header, IngestProgress, IngestReport
from directives.text import canonical
from directives.units.structure import parse_units
from index.store import bin as rubbish
from index.store import documents as store
from index.store import notes
from index.store import vectors as vector_rows
from index.store.database import Database
from index.store.sources import Source
from ingest import pipeline
from ingest.options import Ocr
from ingest.passages import split_passages
from library.locking import writing
from library.placing import Pending, Placing, inputs, keys
from library.steps import claim_model
from library.sync import Survey
from library.tally import Outcome, Tally
from library.vanished import Removal

if TYPE_CHECKING:
    from library.core import Library

_BATCH = 96  # passages encoded and written together: a crash may cost two batches, a few seconds of work each


class Ingestion:
    """One run of `ingest`: reads the files that the survey finds new, encodes them, writes them in batches."""

    def __init__(
        self,
        library: Library,
        jobs: int,
        ocr: Ocr,
        on_progress: Callable[[IngestProgress], None] | None,
        collection: str | None = None,
        seen: Database | None = None,
    ) -> None:
        """Prepare a run on `library` with `jobs` reading processes (0: one per core).

        What comes goes into `collection`; only documents in `seen` are taken for another file of the same act.
        """
        self._library = library
        self._db: Database = library.db
        self._jobs = jobs
        self._ocr = ocr
        self._tally = Tally(library.db, on_progress)
        self._placing = Placing(library, self._tally, collection, seen)

    def run(self, paths: Sequence[Path], sync: bool, confirmed: bool = False) -> IngestReport:
        """Ingest the files at and below `paths`; every file found is counted once."""
        survey = Survey(self._library, paths, self._ocr, self._tally, self._placing, sync)
        to_read = survey.to_read()
        self._tally.begin_reading()
        pending: list[Pending] = []
        with ThreadPoolExecutor(1, "encoding") as beside:
            batches = _Batches(self._library, beside, self._write)
            for read in pipeline.read_documents(to_read, self._library.settings, self._jobs, self._ocr):
                if isinstance(read, pipeline.Parsed):
                    source = survey.source(read.path, read.sha256)
                    pending.append(Pending(source, read.document, survey.is_named(read.path)))
                    if sum(len(p.document.passages) for p in pending) >= _BATCH:
                        batches.put(pending)
                        pending = []
                else:
                    outcome: Outcome = "failed" if isinstance(read, pipeline.Failed) else "refused"
                    survey.fail(outcome, read.path, read.sha256, read.reason)
            batches.put(pending)
            batches.finish()
        survey.settle()
        if sync:
            Removal(self._library, survey, self._tally, confirmed).run()
        self._placing.tell_overwritten()
        self._library.caches.save()
        with writing(self._library.path), self._db.atomic_notes():
            notes.note_attention(self._db, self._tally.attention)
        report = self._tally.report()
        self._placing.join(report.documents)
        return report

    # --- writing a batch ---

    def _write(self, pending: Sequence[Pending], vectors: Sequence[vector_rows.Vectors]) -> None:
        with writing(self._library.path):
            for item, rows in zip(pending, vectors, strict=True):
                outcome, document_id = self._placing.place(item, rows)
                path = Path(item.source.path)
                self._tally.count(outcome, path, document_id=document_id, passages=len(item.document.passages))
            self._library.caches.update_held()


class _Batches:
    """Batches of documents on their way: one is encoded while the one before is written; they stay in order."""

    def __init__(
        self, library: Library, beside: Executor, write: Callable[[list[Pending], list[vector_rows.Vectors]], None]
    ) -> None:
        self._library = library
        self._beside = beside
        self._write = write
        self._coming: tuple[list[Pending], Future[list[vector_rows.Vectors]]] | None = None

    def put(self, pending: list[Pending]) -> None:
        """Begin to encode a batch, when the one before has been; then write that one."""
        if not pending:
            return
        before = self._coming
        vectors = before[1].result() if before else None
        self._coming = pending, self._beside.submit(_encode, self._library, pending)
        if before and vectors is not None:
            self._write(before[0], vectors)

    def finish(self) -> None:
        """Write the last batch."""
        if self._coming:
            pending, vectors = self._coming
            self._coming = None
            self._write(pending, vectors.result())


def _encode(library: Library, pending: Sequence[Pending]) -> list[vector_rows.Vectors]:
    """Return the vectors of the passages of each document."""
    encoder = library.encoder
    found = [_from_bin(library.db, item.document, encoder.identity) for item in pending]
    new = [item.document for item, vectors in zip(pending, found, strict=True) if vectors is None]
    made = encoder.passages(inputs(new))
    parts: list[vector_rows.Vectors] = []
    begin = 0
    for item, vectors in zip(pending, found, strict=True):
        if vectors is None:
            end = begin + len(item.document.passages)
            vectors = made[begin:end]
            begin = end
        parts.append(vectors)
    return parts


def _from_bin(db: Database, document: Document, identity: str) -> vector_rows.Vectors | None:
    """Return the vectors of a document that was taken out and now comes again, cut as it was."""
    known = rubbish.with_text(db, store.text_sha256(document.text))
    binned = rubbish.get(db, known) if known else None
    same = binned and binned.model == identity and binned.document.passages == document.passages
    return binned.vectors if binned and same and binned.document.header == document.header else None


# --- other ways in and out --------------------------------------------------------------------------------------------


def add_texts(library: Library, entries: Iterable[tuple[str, str, str]]) -> int:
    """Add (source, title, text) entries; see Library.add_texts."""
    count = 0
    batch: list[Pending] = []
    for name, title, text in entries:
        document = _plain_document(name, title, canonical(text))
        source = Source(name, hashlib.sha256(text.encode()).hexdigest(), len(text), 0)
        batch.append(Pending(source, document))
        count += 1
        if sum(len(p.document.passages) for p in batch) >= _BATCH:
            _write_plain(library, batch)
            batch = []
    _write_plain(library, batch)
    library.caches.save()
    return count


def _plain_document(name: str, title: str, text: str) -> Document:
    header = replace(Header(), title=title or None)
    if not title:
        header = parse_header(text)
    units = parse_units(text, header)
    id_ = hashlib.sha256(f"{name}\0{text}".encode()).hexdigest()[:16]
    passages = split_passages(text, header, units)
    return Document(id_, text, (0,), header, units, (), (), (), passages)


def _write_plain(library: Library, batch: Sequence[Pending]) -> None:
    if not batch:
        return
    encoder = library.encoder
    vectors = _encode(library, batch)
    with writing(library.path):
        with library.db.atomic() as generation:
            claim_model(library.db, encoder.identity, encoder.spec.dimension)
            for item, rows in zip(batch, vectors, strict=True):
                store.add(library.db, generation, item.document, item.source, rows, keys(item.document))
        library.caches.update_held()
