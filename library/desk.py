"""A person's desk: searches they keep, what has come in since that those would find, and what they searched for last.

Nothing else is kept of what people do, and nobody sees another one's desk, whatever their role.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from directives.errors import BadRequest
from directives.models import DocumentCard, Filters, Hit
from index.store import documents as store
from index.store import saved
from index.store.saved import Order, SavedSearch

if TYPE_CHECKING:
    from library.core import Library

__all__ = ["Desk", "SavedSearch"]

_MOST = 50  # searches a person keeps: each is made again when documents have come
_LONGEST_NAME, _LONGEST_QUERY = 120, 1_000  # characters
# A document is news where one of its passages is among the first of the search as it runs today and is not far behind
# the best: on 72 labelled queries over 211 documents this takes 1.8 documents a query, all the right ones among them.
_FIRST = 20
_SHARE = 0.5


class Desk:
    """The desk of whoever looks at `library`; without sign-in there is one."""

    def __init__(self, library: Library) -> None:
        """Use `Library.desk`."""
        self._library = library
        self._db = library.db
        self._whole = library.whole.db
        self._owner = library.viewer.name if library.viewer else None

    # --- searches kept ---

    def saved(self) -> tuple[SavedSearch, ...]:
        """Return the searches kept, by name, with what was found to be new when last looked."""
        with self._db.snapshot():
            return saved.saved(self._db, self._owner)

    def save(self, name: str, query: str, filters: Filters = Filters(), sort: Order = "score") -> SavedSearch:
        """Keep a search; the very same one again only takes the new name.  What is held now is not news.

        Raises BadRequest where there is nothing to search for, or too much is kept already.
        """
        query = " ".join(query.split())
        name = " ".join(name.split())[:_LONGEST_NAME] or query[:_LONGEST_NAME]
        if not query or len(query) > _LONGEST_QUERY:
            raise BadRequest("Cần có nội dung tìm (không quá 1.000 ký tự) để lưu lại.")
        if len(self.saved()) >= _MOST:
            raise BadRequest(f"Đã lưu {_MOST} tìm kiếm; hãy bỏ bớt một tìm kiếm không còn dùng rồi lưu lại.")
        looked = self._reached()
        with self._whole.atomic_notes():
            id_ = saved.add(self._whole, self._owner, name, query, filters, sort, looked)
        return next(kept for kept in self.saved() if kept.id == id_)

    def drop(self, id_: int) -> None:
        """Keep a search no more.  Raises BadRequest where there is none such."""
        with self._whole.atomic_notes():
            if not saved.drop(self._whole, self._owner, id_):
                raise BadRequest(f"Không có tìm kiếm đã lưu số {id_}; hãy xem lại danh sách tìm kiếm đã lưu.")

    # --- what is new ---

    def look(self) -> tuple[SavedSearch, ...]:
        """Look through what has come in since the last look and return the searches kept, with all that is new.

        Where nothing has come this only asks the store.  What the caches do not hold yet waits for the next look.
        """
        pending = saved.to_look_at(self._db, self._owner, self._whole.generation())
        if pending:
            self._look(dict(pending))
        return self.saved()

    def _look(self, pending: dict[int, int]) -> None:
        reached = self._whole.generation()
        arrived = {after: saved.arrived(self._whole, after, reached) for after in set(pending.values())}
        if any(arrived.values()):
            reached = self._reached()
            arrived = {after: saved.arrived(self._whole, after, reached) for after in arrived}
        kept = {search.id: search for search in self.saved()}
        found = {id_: self._found(kept[id_], arrived[after]) for id_, after in pending.items() if id_ in kept}
        with self._whole.atomic_notes():
            for id_, documents in found.items():
                saved.note_news(self._whole, id_, documents, max(reached, pending[id_]))

    def _reached(self) -> int:
        """Return the generation that a search made now answers at, or a later one."""
        if not store.count(self._whole, "documents"):
            return self._whole.generation()  # nothing has been encoded, there are no caches
        self._library.searcher()
        lexical, vectors = self._library.caches.lexical, self._library.caches.vectors
        vectors.catch_up(self._whole)
        return min(lexical.generation, vectors.generation)

    def _found(self, search: SavedSearch, arrived: set[str]) -> set[str]:
        if not arrived:
            return set()
        hits = self._library.searcher().search(search.query, _FIRST, search.filters).hits
        return arrived & near(hits)

    def seen(self, id_: int | None = None) -> None:
        """Take what is new for a search (None: for all) as seen."""
        with self._whole.atomic_notes():
            saved.forget_news(self._whole, self._owner, id_)

    def news(self, search: SavedSearch) -> tuple[DocumentCard, ...]:
        """Return the documents that are new for a search, the last taken in first."""
        return store.cards(self._db, search.new)

    # --- searched for last ---

    def recent(self) -> tuple[str, ...]:
        """Return what was searched for last, the latest first; nothing where the settings keep nothing."""
        return saved.recent(self._db, self._owner)[: self._library.settings.recent_searches]

    def note(self, query: str) -> None:
        """Remember a search; where the settings keep none, forget those that were kept."""
        query = " ".join(query.split())[:_LONGEST_QUERY]
        most = self._library.settings.recent_searches
        with self._whole.atomic_notes():
            if most > 0 and query:
                saved.note_recent(self._whole, self._owner, query, most)
            else:
                saved.forget_recent(self._whole, self._owner)

    def forget(self) -> None:
        """Forget what was searched for last."""
        with self._whole.atomic_notes():
            saved.forget_recent(self._whole, self._owner)


def near(hits: Sequence[Hit]) -> set[str]:
    """Return the documents among hits that a number names, or whose score is not far behind the best of the others."""
    best = max((hit.score for hit in hits if not hit.why.exact), default=0.0)
    return {hit.document.id for hit in hits if hit.why.exact or hit.score >= _SHARE * best}
