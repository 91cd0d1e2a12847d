"""Documents and collections: where what comes goes, and for whom what one viewer removes stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directives.errors import BadRequest
from index.store import access
from library.access import COMMON
from library.locking import writing

if TYPE_CHECKING:
    from library.core import Library


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
