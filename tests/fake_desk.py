"""A desk in memory, for the invented library of the pages: searches kept, searched for last; nothing is ever new."""

from dataclasses import replace

from directives.models import Filters
from library.desk import SavedSearch


class FakeDesk:
    def __init__(self) -> None:
        self._saved: list[SavedSearch] = []
        self._recent: list[str] = []

    def saved(self) -> tuple[SavedSearch, ...]:
        return tuple(self._saved)

    look = saved

    def save(self, name, query, filters=Filters(), sort="score") -> SavedSearch:
        made = SavedSearch(len(self._saved) + 1, name, query, filters, sort, "2024-06-01T08:00:00")
        self._saved.append(made)
        return made

    def drop(self, id_) -> None:
        self._saved = [search for search in self._saved if search.id != id_]

    def seen(self, id_=None) -> None:
        self._saved = [replace(search, new=()) for search in self._saved]

    def news(self, search):
        return ()

    def recent(self) -> tuple[str, ...]:
        return tuple(self._recent)

    def note(self, query) -> None:
        self._recent = [query, *(kept for kept in self._recent if kept != query)]

    def forget(self) -> None:
        self._recent = []
