"""Collections of documents: who reads them, where what comes goes, for whom what one viewer removes stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from directives.errors import BadRequest
from index.store import access
from index.store.access import Collection
from index.store.restricted import COMMON
from library.access import plain_name
from library.locking import writing

if TYPE_CHECKING:
    from library.core import Library


class Collections:
    """The collections of an archive, for admins."""

    def __init__(self, library: Library) -> None:
        """Use `Library.collections`."""
        self._library = library
        self._db = library.whole.db

    def all(self) -> tuple[Collection, ...]:
        """Return all collections."""
        self._library.require("admin", "xem danh sách nhóm văn bản")
        return access.collections(self._db)

    def add(self, name: str) -> None:
        """Add a collection that nobody but admins may read yet."""
        name = plain_name(name, "Tên bộ văn bản")
        with self._library.audit.changing("collection add", name, ""):
            if self._has(name):
                raise BadRequest(f"Đã có bộ văn bản “{name}”.")
            access.add_collection(self._db, name, datetime.now(UTC).isoformat(timespec="microseconds"))

    def grant(self, collection: str, groups: Sequence[str]) -> None:
        """Let exactly these groups read a collection."""
        plain = [plain_name(group, "Tên nhóm") for group in groups]
        with self._library.audit.changing("collection grant", collection, ", ".join(plain)):
            self._known(collection)
            access.set_readers(self._db, collection, plain)

    def move(self, id_or_number: str, collections: Sequence[str]) -> None:
        """Put a document into exactly these collections."""
        card = self._library.whole.card(id_or_number)
        if not collections:
            raise BadRequest("Cần ít nhất một bộ văn bản.")
        with self._library.audit.changing("collection move", card.id, ", ".join(collections)):
            for name in collections:
                self._known(name)
            access.put_into(self._db, card.id, collections)

    def _has(self, name: str) -> bool:
        return any(found.name == name for found in access.collections(self._db))

    def _known(self, name: str) -> None:
        if not self._has(name):
            raise BadRequest(f"Không có bộ văn bản “{name}”; hãy xem “danchieu collection list”.")


def open_to(view: Library) -> frozenset[str]:
    """Return the collections that the viewer may bring documents into."""
    known = frozenset(found.name for found in access.collections(view.whole.db))
    return known if view.viewer is None or view.viewer.unrestricted else known & view.viewer.collections


def destined(view: Library, wanted: str | None) -> str | None:
    """Return the collection that what comes goes into; None: the common one, and nothing moves.

    Raises BadRequest for one that there is not, or that the viewer may not read.
    """
    if wanted is None and (view.viewer is None or view.viewer.unrestricted):
        return None
    allowed = open_to(view)
    if wanted is None and COMMON not in allowed and len(allowed) == 1:
        return next(iter(allowed))
    if (wanted or COMMON) not in allowed:
        raise BadRequest(
            f"Không có bộ văn bản “{wanted or COMMON}”; hãy chọn một trong: {', '.join(sorted(allowed)) or '–'}."
        )
    return wanted or COMMON


def withdrawn(view: Library, document_id: str) -> bool:
    """Take a document out of the collections that the viewer may read; False where it is in no other one, and stays."""
    if view.viewer is None or view.viewer.unrestricted:
        return False
    whole = view.whole.db
    others = access.collections_of(whole, document_id) - view.viewer.collections
    if others:
        with writing(view.path), whole.atomic_notes():
            access.put_into(whole, document_id, others)
    return bool(others)
