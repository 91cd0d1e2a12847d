"""Single steps of writing an archive, each inside Database.atomic()."""

from __future__ import annotations

import hashlib

from directives.models import Document
from index import graph
from index.store import documents as store
from index.store.database import Database


def claim_model(db: Database, identity: str, dimension: int) -> None:
    """Note the model of an archive that has none yet."""
    if db.meta("model") is None:
        db.set_meta("model", identity)
        db.set_meta("dimension", str(dimension))


def free_id(db: Database, wanted: str) -> str:
    """Return `wanted`, or an id derived from it when a document that began with the same text has it already."""
    candidate, attempt = wanted, 0
    while store.exists(db, candidate):
        attempt += 1
        candidate = hashlib.sha256(f"{wanted}/{attempt}".encode()).hexdigest()[:16]
    return candidate


def add(db: Database, generation: int, document: Document, source: store.Source, vectors: store.Vectors) -> None:
    """Write a new document and resolve all citations that its coming concerns."""
    store.add(db, generation, document, source, vectors)
    graph.revise(db, document.id, [document.header.number])


def take_out(db: Database, generation: int, document_id: str, cause: str) -> None:
    """Remove a document and resolve anew the citations that pointed to it."""
    number = store.facts(db, document_id).number
    store.remove(db, generation, document_id, cause)
    graph.revise(db, document_id, [number])
