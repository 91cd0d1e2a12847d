"""The bin of an archive: documents removed by hand or with their files, put back, or purged for good."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from directives.errors import BadRequest, UnknownDocument
from directives.models import DocumentCard
from directives.reference.loose import parse_loose
from directives.reference.numbers import parse_number
from index.store import bin as rubbish
from index.store import documents as store
from index.store.bin import BinEntry
from index.store.sources import Source, source_at
from library.locking import writing
from library.placing import inputs
from library.steps import bring_back, discard
from library.uploads import is_ours
from library.vanished import is_absent

if TYPE_CHECKING:
    from library.core import Library

__all__ = ["Bin", "BinEntry"]


class Bin:
    """The bin of `library`, as far as whoever looks at it may read what lies there."""

    def __init__(self, library: Library) -> None:
        """Use `Library.bin`."""
        self._view = library
        self._library = library.whole
        self._db = library.whole.db

    def entries(self) -> tuple[BinEntry, ...]:
        """Return what lies in the bin, removed last first."""
        return rubbish.entries(self._view.db)

    def put(self, card: DocumentCard) -> DocumentCard:
        """Move a held document into the bin and return its card."""
        with writing(self._library.path):
            with self._db.atomic() as generation:
                if not store.cards(self._db, [card.id]):
                    raise UnknownDocument(f"Văn bản “{card.number or card.id}” vừa được gỡ khỏi kho.")
                discard(self._db, generation, card.id, "person")
            self._library.caches.update_held()
        return card

    def restore(self, id_or_number: str) -> DocumentCard:
        """Put a document back as it was: id, text, citations, vectors; decisions and drafts that name it hold again."""
        entry = self._entry(id_or_number)
        binned = rubbish.get(self._db, entry.id)
        model = self._db.meta("model")
        if binned is not None and binned.model != model:  # encoded anew, outside the lock
            vectors = self._library.encoder.passages(inputs([binned.document]))
            binned = replace(binned, vectors=vectors, model=self._library.encoder.identity)
        with writing(self._library.path):
            with self._db.atomic() as generation:
                if binned is None or rubbish.cause_of(self._db, entry.id) is None:
                    raise UnknownDocument("Văn bản vừa được đưa ra khỏi thùng rác; hãy tải lại danh sách.")
                same = store.with_text(self._db, store.text_sha256(binned.document.text))
                if same:
                    raise BadRequest(f"Kho đang có văn bản {same} cùng nội dung nên không cần khôi phục bản này.")
                bring_back(self._db, generation, binned, *self._sources(binned))
            self._library.caches.update_held()
        self._view.log("restore-bin", entry.id, _named(entry))
        return self._library.card(entry.id)

    def purge(self, id_or_number: str | None) -> int:
        """Delete a document of the bin, or (None) all of them, for good; return how many.  Only for admins.

        Files elsewhere stay; those that the archive keeps itself go with the document.
        """
        self._view.require("admin", "xóa hẳn khỏi thùng rác")
        chosen = self.entries() if id_or_number is None else (self._entry(id_or_number),)
        with writing(self._library.path):
            with self._db.atomic_notes():
                for entry in chosen:
                    rubbish.drop(self._db, entry.id)
            for path in (Path(name) for entry in chosen for name in entry.sources):
                if is_ours(self._library.path, path):
                    path.unlink(missing_ok=True)
        for entry in chosen:
            self._view.log("purge-bin", entry.id, _named(entry))
        return len(chosen)

    def _entry(self, id_or_number: str) -> BinEntry:
        entries = self.entries()
        found = [entry for entry in entries if entry.id == id_or_number.strip()]
        if not found:
            numbers = [(entry, parse_number(entry.number)) for entry in entries if entry.number]
            loose = parse_loose(id_or_number)
            found = [entry for entry, number in numbers if number and any(one.matches(number) for one in loose)]
        if not found:
            raise UnknownDocument(
                f"Trong thùng rác không có văn bản “{id_or_number}”; hãy xem danh sách bằng “danchieu bin”."
            )
        if len(found) > 1:
            listed = "; ".join(f"{e.id} ({e.number}, {e.date or 'không rõ ngày'}, {e.issuer})" for e in found)
            raise UnknownDocument(f"Thùng rác có {len(found)} văn bản “{id_or_number}”, hãy chọn bằng mã: {listed}.")
        return found[0]

    def _sources(self, binned: rubbish.Binned) -> list[Source]:
        """Return the files that a document comes back with.

        One that is gone is marked: else the next look at its folder would remove the document again.  Where all hold
        other documents now, a name that no file bears stands for them.
        """
        free = [source for source in binned.sources if source_at(self._db, source.path) is None]
        if not free:
            first = binned.sources[0]
            free = [replace(first, path=f"{first.path} (khôi phục {binned.document.id})")]
        return [replace(source, kept=is_absent(Path(source.path))) for source in free]


def _named(entry: BinEntry) -> str:
    return f"{entry.number or ''} {entry.title or ''}".strip()
