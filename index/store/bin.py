"""The bin: documents taken out of the archive, whole, so that they can be put back as they were."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import numpy as np

from directives.models import Anchor, Citation, Document, Passage
from index.store import documents as store
from index.store import rows
from index.store import vectors as vector_rows
from index.store.chunks import chunks, slots
from index.store.database import Database
from index.store.sources import SOURCE, Source, source_of

Cause = Literal["person", "vanished"]
_BINNED = SOURCE.replace("FROM sources", "FROM bin_sources")


@dataclass(frozen=True, slots=True)
class BinEntry:
    """A line of the bin; `cause`: removed by a "person", or because all its files had "vanished"."""

    id: str
    removed: str
    cause: Cause
    number: str | None
    type: str | None
    title: str | None
    date: str | None
    issuer: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Binned:
    """A document in the bin with all that it takes to put it back; its vectors are those of `model`."""

    document: Document
    sources: tuple[Source, ...]
    cause: Cause
    added: str
    model: str
    vectors: vector_rows.Vectors


# --- writing, all inside Database.atomic() ---------------------------------------------------------------------------


def put(db: Database, document_id: str, cause: Cause) -> None:
    """Copy a held document into the bin; taking it out of the archive is the caller's next step."""
    document = store.get(db, document_id)
    if document is None:
        raise KeyError(document_id)
    connection = db.connection
    ((text_sha256, added),) = connection.execute(
        "SELECT text_sha256, added FROM documents WHERE id = ?", (document_id,)
    ).fetchall()
    vectors = connection.execute(
        "SELECT vector FROM vectors JOIN passages ON id = passage_id WHERE document_id = ? ORDER BY ordinal",
        (document_id,),
    )
    header = document.header
    values = (
        (document_id, datetime.now(UTC).isoformat(timespec="seconds"), cause, text_sha256)
        + (header.number, header.type, header.title, header.date, header.issuer)
        + (added, db.meta("model") or "", _pack(document), b"".join(row[0] for row in vectors))
    )
    connection.execute(f"INSERT OR REPLACE INTO bin VALUES ({slots(values)})", values)
    connection.execute(
        "INSERT INTO bin_sources (path, document_id, sha256, size, mtime_ns, ordinal, ctime_ns, seen_ns, text_sha256,"
        " kept) SELECT path, document_id, sha256, size, mtime_ns, ordinal, ctime_ns, seen_ns, text_sha256, kept"
        " FROM sources WHERE document_id = ?",
        (document_id,),
    )


def drop(db: Database, document_id: str) -> None:
    """Forget a document of the bin for good, with the earlier versions of one that is not held any more."""
    db.connection.execute("DELETE FROM bin WHERE document_id = ?", (document_id,))
    db.connection.execute(
        "DELETE FROM versions WHERE document_id = ?1 AND NOT EXISTS (SELECT 1 FROM documents WHERE id = ?1)",
        (document_id,),
    )


def take(db: Database, document_id: str) -> None:
    """Take a document that has been put back out of the bin."""
    db.connection.execute("DELETE FROM bin WHERE document_id = ?", (document_id,))


def note_source(db: Database, document_id: str, source: Source) -> None:
    """Note that the file `source` holds a document of the bin."""
    db.connection.execute(
        "INSERT OR REPLACE INTO bin_sources (path, document_id, sha256, size, mtime_ns, ctime_ns, seen_ns, text_sha256,"
        " kept, ordinal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, (SELECT coalesce(max(ordinal), 0) + 1 FROM bin_sources))",
        (source.path, document_id, source.sha256, source.size, source.mtime_ns, source.ctime_ns, source.seen_ns)
        + (source.text_sha256,),
    )


# --- reading ---------------------------------------------------------------------------------------------------------


def entries(db: Database) -> tuple[BinEntry, ...]:
    """Return what lies in the bin, removed last first."""
    found = db.connection.execute(
        "SELECT document_id, removed, cause, number, type, title, date, issuer,"
        " (SELECT json_group_array(path) FROM (SELECT path FROM bin_sources s WHERE s.document_id = b.document_id"
        " ORDER BY ordinal)) FROM bin b ORDER BY removed DESC, rowid DESC"
    )
    return tuple(_entry(*row) for row in found)


def _entry(
    id_: str,
    removed: str,
    cause: Cause,
    number: str | None,
    type_: str | None,
    title: str | None,
    date: str | None,
    issuer: str | None,
    paths: str,
) -> BinEntry:
    return BinEntry(id_, removed, cause, number, type_, title, date, issuer, tuple(json.loads(paths)))


def get(db: Database, document_id: str) -> Binned | None:
    """Return a document of the bin."""
    row = db.connection.execute(
        "SELECT cause, added, model, content, vectors FROM bin WHERE document_id = ?", (document_id,)
    ).fetchone()
    if row is None:
        return None
    cause, added, model, content, packed = row
    document = _unpack(document_id, content)
    vectors = np.frombuffer(packed, dtype="<f2").astype(np.float32)
    vectors = vectors.reshape(len(document.passages), -1) if document.passages else np.zeros((0, 0), np.float32)
    found = db.connection.execute(f"{_BINNED} WHERE document_id = ? ORDER BY ordinal", (document_id,))
    return Binned(document, tuple(source_of(r) for r in found), cause, added, model, vectors)


def cause_of(db: Database, document_id: str) -> Cause | None:
    """Return why a document lies in the bin, None when it does not."""
    row = db.connection.execute("SELECT cause FROM bin WHERE document_id = ?", (document_id,)).fetchone()
    return row[0] if row else None


def with_text(db: Database, text_sha256: str) -> str | None:
    """Return the id of a document of the bin whose text has this SHA-256."""
    row = db.connection.execute("SELECT document_id FROM bin WHERE text_sha256 = ?", (text_sha256,)).fetchone()
    return None if row is None else str(row[0])


def sources_at(db: Database, paths: Sequence[str]) -> dict[str, Source]:
    """Return the files at `paths` that hold documents of the bin, by path."""
    found = {}
    for chunk in chunks(paths):
        query = f"{_BINNED} WHERE path IN ({slots(chunk)})"
        found.update({row[0]: source_of(row) for row in db.connection.execute(query, chunk)})
    return found


def source_with_bytes(db: Database, sha256: str) -> Source | None:
    """Return a file with these bytes that holds a document of the bin."""
    row = db.connection.execute(f"{_BINNED} WHERE sha256 = ? ORDER BY ordinal DESC", (sha256,)).fetchone()
    return source_of(row) if row else None


def _pack(document: Document) -> bytes:
    citations = [
        [c.start, c.end, c.text, c.number, c.type, c.date, c.issuer, c.title, c.relation, c.kind]
        for c in document.citations
    ]
    passages = [[p.start, p.end, p.unit, p.heading_path] for p in document.passages]
    content = {
        "text": document.text,
        "pages": list(document.pages),
        "header": rows.pack_header(document.header),
        "units": rows.pack_units(document.units),
        "anaphora": rows.pack_anaphora(document.anaphora),
        "names": rows.pack_names(document.names),
        "anchors": [[a.start, a.end, a.paragraph, a.run, a.character] for a in document.anchors],
        "warnings": list(document.warnings),
        "citations": citations,
        "passages": passages,
    }
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def _unpack(document_id: str, content: bytes) -> Document:
    kept = json.loads(zlib.decompress(content))
    text = kept["text"]
    return Document(
        id=document_id,
        text=text,
        pages=tuple(kept["pages"]),
        header=rows.unpack_header(kept["header"]),
        units=rows.unpack_units(kept["units"]),
        citations=tuple(Citation(*values) for values in kept["citations"]),
        anaphora=rows.unpack_anaphora(kept["anaphora"]),
        names=rows.unpack_names(kept["names"]),
        passages=tuple(Passage(start, end, text[start:end], unit, path) for start, end, unit, path in kept["passages"]),
        anchors=tuple(Anchor(*values) for values in kept["anchors"]),
        warnings=tuple(kept["warnings"]),
    )
