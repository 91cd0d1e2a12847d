"""What a document that was read is to the archive: new, a new version, a duplicate, a rendition; and its writing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from directives.models import Document, DocumentCard, Problem
from index.context import passage_input
from index.store import access, encoded, notes
from index.store import bin as rubbish
from index.store import documents as store
from index.store import vectors as vector_rows
from index.store.database import Database
from index.store.restricted import COMMON
from index.store.sources import Source, add_source, remove_source, source_at, sources_of
from library.locking import writing
from library.renditions import find_rendition
from library.steps import add, bring_back, claim_model, discard, free_id, make_way
from library.tally import Outcome, Tally
from library.vanished import is_absent

if TYPE_CHECKING:
    from library.core import Library


@dataclass(frozen=True, slots=True)
class Pending:
    """A document read and not yet written."""

    source: Source
    document: Document
    named: bool = False  # its file was asked for itself, and not met in a folder


class Placing:
    """Writes documents, each in one transaction of its own; the caller holds the writer's lock."""

    def __init__(
        self, library: Library, tally: Tally, collection: str | None = None, seen: Database | None = None
    ) -> None:
        """Prepare to write into `library`; what a person has to look at goes to `tally`.

        New documents go into `collection`, and are compared with those in `seen`.
        """
        self._collection = collection
        self._seen = seen or library.db
        self._library = library
        self._db: Database = library.db
        self._tally = tally
        self._overwritten: dict[str, str] = {}  # documents put into the bin, by id, and the file that held them

    def place(self, item: Pending, vectors: vector_rows.Vectors) -> tuple[Outcome, str]:
        """Write one document in one transaction; return how it came in and under which id ("": it did not)."""
        text = store.text_sha256(item.document.text)
        source = replace(item.source, text_sha256=text)
        item = Pending(source, item.document, item.named)
        with self._db.atomic() as generation:
            claim_model(self._db, self._library.encoder.identity, self._library.encoder.spec.dimension)
            notes.forget_failure(self._db, source.path)
            current = source_at(self._db, source.path)
            same = store.with_text(self._db, text)
            if same:
                self.detach(generation, current, keep=same)
                add_source(self._db, same, source)
                return ("unchanged" if current and current.document_id == same else "duplicate"), same
            binned = rubbish.with_text(self._db, text)
            if binned:
                self.detach(generation, current)
                back = self.from_bin(generation, binned, source, item.named, vectors)
                return ("added", binned) if back else ("duplicate", "")
            if current and len(sources_of(self._db, current.document_id)) == 1:
                self._replace(generation, current.document_id, item, vectors)
                return "updated", current.document_id
            outcome, id_ = self._as_another(generation, item, vectors, current)
            if outcome == "added" or current:
                self._assign(id_, current)
            return outcome, id_

    def _assign(self, document_id: str, before: Source | None) -> None:
        """Put a new document where it belongs before anybody can see it: where its file's last text was, or as told."""
        inherited = access.collections_of(self._db, before.document_id) if before else frozenset()
        wanted = inherited | ({self._collection} if self._collection else set())
        if wanted and wanted != {COMMON} and not access.is_assigned(self._db, document_id):
            access.put_into(self._db, document_id, wanted)

    def join(self, cards: Sequence[DocumentCard]) -> None:
        """Put documents that were held already into the collection too, for those who have now brought them."""
        if self._collection is None:
            return
        with writing(self._library.path), self._db.atomic_notes():
            for id_ in dict.fromkeys(card.id for card in cards):
                held = access.collections_of(self._db, id_)
                if self._collection not in held:
                    access.put_into(self._db, id_, held | {self._collection})

    def _as_another(
        self, generation: int, item: Pending, vectors: vector_rows.Vectors, current: Source | None
    ) -> tuple[Outcome, str]:
        """Write a text that no document has: another rendition of one that is held, or a document of its own."""
        path = item.source.path
        rendition = find_rendition(self._seen, item.document)
        held = rendition.document_id
        if held and not current:
            # A file that was renamed and edited at once: the text of a file that is gone is the older one.
            gone = all(is_absent(Path(source.path)) for source in sources_of(self._db, held))
            add_source(self._db, held, item.source)
            if rendition.better or gone:
                self._replace(generation, held, item, vectors)
            return ("updated" if gone else "duplicate"), held
        if rendition.others:
            self._tally.attention.append(Problem(path, rendition.message()))
        self._tally.attention += [Problem(path, warning) for warning in item.document.warnings]
        self.detach(generation, current)
        document = replace(item.document, id=free_id(self._db, item.document.id))
        add(self._db, generation, document, item.source, vectors, keys(item.document))
        return ("updated" if current else "added"), document.id

    def from_bin(
        self, generation: int, document_id: str, source: Source, named: bool, vectors: vector_rows.Vectors | None
    ) -> bool:
        """Put a document whose file has come back out of the bin, unless a person put it there; whether it was.

        One that a person removed stays removed as long as its files are only met in a folder: `named` brings it back.
        """
        binned = rubbish.get(self._db, document_id)
        if binned is None or (binned.cause == "person" and not named):
            rubbish.note_source(self._db, document_id, source)
            return False
        if binned.model != self._db.meta("model"):
            binned = replace(binned, vectors=self._encoded(binned.document) if vectors is None else vectors)
        others = [
            other
            for other in binned.sources
            if not (other.path == source.path or source_at(self._db, other.path) or is_absent(Path(other.path)))
        ]
        bring_back(self._db, generation, binned, source, *others)
        return True

    def _encoded(self, document: Document) -> vector_rows.Vectors:
        return self._library.encoder.passages(inputs([document]))

    def detach(self, generation: int, current: Source | None, keep: str | None = None) -> None:
        """Forget what `current`'s file held before; a document that no other file holds goes into the bin."""
        if current is None or current.document_id == keep:
            return
        if len(sources_of(self._db, current.document_id)) == 1:
            discard(self._db, generation, current.document_id, "vanished")
            self._overwritten[current.document_id] = current.path
        else:
            remove_source(self._db, current.path)

    def tell_overwritten(self) -> None:
        """Report the documents whose files hold something else now and that no other file has brought back since."""
        for document_id, path in self._overwritten.items():
            if rubbish.cause_of(self._db, document_id):
                self._tally.removed += 1
                message = (
                    "Tệp nay mang nội dung của một văn bản khác; văn bản trước đã được gỡ khỏi kho và chuyển vào thùng "
                    f"rác, khôi phục bằng “danchieu restore-bin {document_id}”."
                )
                self._tally.attention.append(Problem(path, message))

    def _replace(self, generation: int, document_id: str, item: Pending, vectors: vector_rows.Vectors) -> None:
        others = [s for s in sources_of(self._db, document_id) if s.path != item.source.path]
        make_way(self._db, generation, document_id)
        document = replace(item.document, id=document_id)
        add(self._db, generation, document, item.source, vectors, keys(item.document))
        for source in others:
            add_source(self._db, document_id, source)


def inputs(documents: Iterable[Document]) -> list[str]:
    """Return what the encoder reads of the passages of all documents, one after the other."""
    return [
        passage_input(document.header.title, document.header.issuer, passage.heading_path, passage.text)
        for document in documents
        for passage in document.passages
    ]


def keys(document: Document) -> list[bytes]:
    """Return the keys of what the encoder reads of each passage."""
    return [encoded.key(text) for text in inputs([document])]
