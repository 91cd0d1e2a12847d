"""A bin in memory, for the invented library of the pages."""

from directives.models import DocumentCard
from library.keeping import BinEntry


class FakeBin:
    """What `FakeLibrary.remove` took out; `back` puts a document back by id."""

    def __init__(self, back) -> None:
        self._back = back
        self._entries: list[BinEntry] = []

    def put(self, card: DocumentCard) -> None:
        facts = (card.number, card.type, card.title, card.date, card.issuer)
        self._entries.insert(0, BinEntry(card.id, "2024-06-01T08:00:00+00:00", "person", *facts, card.sources))

    def entries(self) -> tuple[BinEntry, ...]:
        return tuple(self._entries)

    def restore(self, id_or_number) -> DocumentCard:
        self._entries = [entry for entry in self._entries if entry.id != id_or_number]
        return self._back(id_or_number)

    def purge(self, id_or_number) -> int:
        before = len(self._entries)
        self._entries = [entry for entry in self._entries if id_or_number not in (None, entry.id)]
        return before - len(self._entries)
