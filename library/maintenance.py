"""Re-encoding of an archive."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from index.context import passage_input
from index.store import documents as store
from index.store import reencoding
from library.locking import writing

if TYPE_CHECKING:
    from library.core import Library

_BATCH = 256  # passages between two commits of a re-encoding


def reencode(library: Library, on_progress: Callable[[int, int], None] | None) -> int:
    """Encode all passages with the settings' model, keeping each batch; the old one stays usable meanwhile.

    Returns the number of passages encoded in this run; a run that was stopped goes on where it was.
    """
    db, encoder = library.db, library.model.encoder()
    with writing(library.path):
        reencoding.begin(db, encoder.identity)
    done = 0
    total = store.count(db, "passages")
    while True:
        batch = reencoding.pending(db, _BATCH)
        if batch:
            vectors = encoder.passages([passage_input(p.title, p.issuer, p.heading_path, p.text) for p in batch])
            with writing(library.path):
                reencoding.put(db, [p.id for p in batch], vectors)
            done += len(batch)
            if on_progress:
                on_progress(total - reencoding.pending_count(db), total)
            continue
        with writing(library.path):
            if reencoding.finish(db, encoder.identity, encoder.spec.dimension):
                break  # otherwise documents came in after the last look: go round once more
    library.caches.renew()
    return done
