"""Single steps of writing an archive, each inside Database.atomic()."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from directives.models import Document
from index import graph
from index.store import bin as rubbish
from index.store import documents as store
from index.store import vectors as vector_rows
from index.store.database import Database
from index.store.sources import Source, add_source


def claim_model(db: Database, identity: str, dimension: int) -> None:
    """Note the model of an archive that has none yet."""
    if db.meta("model") is None:
        db.set_meta("model", identity)
        db.set_meta("dimension", str(dimension))


def free_id(db: Database, wanted: str) -> str:
    """Return `wanted`, or an id derived from it when a document that began with the same text has it already."""
    candidate, attempt = wanted, 0
    while store.exists(db, candidate) or rubbish.cause_of(db, candidate):
        attempt += 1
        candidate = hashlib.sha256(f"{wanted}/{attempt}".encode()).hexdigest()[:16]
    return candidate


def add(
    db: Database,
    generation: int,
    document: Document,
    source: Source,
    vectors: vector_rows.Vectors,
    inputs: Sequence[bytes] = (),
) -> None:
    """Write a new document and resolve all citations that its coming concerns; `inputs` as in `store.add`."""
    store.add(db, generation, document, source, vectors, inputs)
    graph.revise(db, document.id, [document.header.number])


def make_way(db: Database, generation: int, document_id: str) -> None:
    """Take a document out for its next version, which the caller adds under the same id."""
    store.keep_version(db, document_id)
    _take_out(db, generation, document_id)


def discard(db: Database, generation: int, document_id: str, cause: rubbish.Cause) -> None:
    """Move a document into the bin and resolve anew the citations that pointed to it."""
    rubbish.put(db, document_id, cause)
    _take_out(db, generation, document_id)


def erase(db: Database, generation: int, document_id: str) -> None:
    """Take a document out and keep nothing of it."""
    _take_out(db, generation, document_id)
    rubbish.drop(db, document_id)


def bring_back(db: Database, generation: int, binned: rubbish.Binned, first: Source, *more: Source) -> None:
    """Put a document of the bin back as it was, with these files."""
    document = binned.document
    add(db, generation, document, first, binned.vectors)
    for source in more:
        add_source(db, document.id, source)
    store.set_added(db, document.id, binned.added)
    rubbish.take(db, document.id)


def _take_out(db: Database, generation: int, document_id: str) -> None:
    number = store.facts(db, document_id).number
    store.remove(db, generation, document_id)
    graph.revise(db, document_id, [number])
