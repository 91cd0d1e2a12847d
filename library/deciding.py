"""Decisions made by hand: which of several held documents an ambiguous number means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directives.errors import BadRequest
from directives.models import Decision
from index import graph
from index.store import decisions
from index.store.restricted import RestrictedDatabase
from library.locking import writing

if TYPE_CHECKING:
    from library.core import Library


class Decisions:
    """The decisions of an archive; whoever looks at it makes and revokes those about documents that they may read."""

    def __init__(self, library: Library) -> None:
        """Use `Library.decisions`."""
        self._library = library
        self._db = library.db
        self._whole = library.whole.db

    def all(self) -> tuple[Decision, ...]:
        """Return every decision, newest first."""
        return decisions.all_of(self._db)

    def make(self, number: str, chosen: str, citing: str | None = None) -> None:
        """Keep that `number` means the held document with id `chosen`, in the document `citing` or everywhere.

        Raises BadRequest when the chosen document does not bear the number, UnknownDocument when it is not held.
        """
        library = self._library
        library.require("editor", "chọn văn bản cho số, ký hiệu trùng nhau")
        card, where = library.card(chosen), library.card(citing).id if citing else None
        if where is None and isinstance(self._db, RestrictedDatabase):
            library.require("admin", "chọn cho toàn kho")  # also in documents that they may not read
        with writing(library.path), self._whole.atomic_notes():
            graph.decide(self._whole, number, card.id, where)

    def revoke(self, decision_id: int) -> None:
        """Forget a decision; its citations are resolved by the rules again."""
        self._library.require("editor", "bỏ lựa chọn đã ghi")
        if self._library.viewer is not None and decisions.get(self._db, decision_id) is None:
            raise BadRequest("Không có lựa chọn này nữa; hãy tải lại danh sách các lựa chọn đã ghi.")
        with writing(self._library.path), self._whole.atomic_notes():
            graph.revoke(self._whole, decision_id)
