"""What a document that was read is to the archive: new, a new version, a duplicate, a rendition; and its writing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from directives.models import Document, Problem
from index.store import documents as store
from index.store import notes
from index.store.database import Database
from library.renditions import find_rendition
from library.steps import add, claim_model, free_id, take_out
from library.tally import Outcome, Tally

if TYPE_CHECKING:
    from library.core import Library


@dataclass(frozen=True, slots=True)
class Pending:
    """A document read and not yet written."""

    source: store.Source
    document: Document


class Placing:
    """Writes documents, each in one transaction of its own; the caller holds the writer's lock."""

    def __init__(self, library: Library, tally: Tally) -> None:
        """Prepare to write into `library`; what a person has to look at goes to `tally`."""
        self._library = library
        self._db: Database = library.db
        self._tally = tally

    def place(self, item: Pending, vectors: store.Vectors) -> tuple[Outcome, str]:
        """Write one document in one transaction; return how it came in and under which id."""
        path = item.source.path
        with self._db.atomic() as generation:
            claim_model(self._db, self._library.encoder.identity, self._library.encoder.spec.dimension)
            notes.forget_failure(self._db, path)
            current = store.source_at(self._db, path)
            same = store.with_text(self._db, store.text_sha256(item.document.text))
            if same:
                self._detach(generation, current, keep=same)
                store.add_source(self._db, same, item.source)
                return ("unchanged" if current and current.document_id == same else "duplicate"), same
            if current and len(store.sources_of(self._db, current.document_id)) == 1:
                self._replace(generation, current.document_id, item, vectors)
                return "updated", current.document_id
            rendition = find_rendition(self._db, item.document)
            if rendition.document_id and not current:
                store.add_source(self._db, rendition.document_id, item.source)
                if rendition.better:
                    self._replace(generation, rendition.document_id, item, vectors)
                return "duplicate", rendition.document_id
            if rendition.others:
                self._tally.attention.append(Problem(path, rendition.message()))
            self._tally.attention += [Problem(path, warning) for warning in item.document.warnings]
            self._detach(generation, current, keep=None)
            document = replace(item.document, id=free_id(self._db, item.document.id))
            add(self._db, generation, document, item.source, vectors)
            return ("updated" if current else "added"), document.id

    def _detach(self, generation: int, current: store.Source | None, keep: str | None) -> None:
        """Forget what `current`'s file held before; its document goes when no other file holds it."""
        if current is None or current.document_id == keep:
            return
        if len(store.sources_of(self._db, current.document_id)) == 1:
            take_out(self._db, generation, current.document_id, "updated")
        else:
            store.remove_source(self._db, current.path)

    def _replace(self, generation: int, document_id: str, item: Pending, vectors: store.Vectors) -> None:
        others = [s for s in store.sources_of(self._db, document_id) if s.path != item.source.path]
        take_out(self._db, generation, document_id, "updated")
        add(self._db, generation, replace(item.document, id=document_id), item.source, vectors)
        for source in others:
            store.add_source(self._db, document_id, source)
