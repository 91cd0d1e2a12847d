"""The files that documents were read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.store.chunks import chunks, slots
from index.store.database import Database


@dataclass(frozen=True, slots=True)
class Source:
    """A file a document was read from; `path` absolute, `sha256` of its bytes.

    `seen_ns` is when its bytes were looked at, `text_sha256` of the text that it reads as ("" where not known), `kept`
    that it was gone when its document was restored by hand.
    """

    path: str
    sha256: str
    size: int
    mtime_ns: int
    document_id: str = ""
    ctime_ns: int = 0
    seen_ns: int = 0
    text_sha256: str = ""
    kept: bool = False


# --- writing, all inside Database.atomic() or atomic_notes() ----------------------------------------------------------


def add_source(db: Database, document_id: str, source: Source) -> None:
    """Note that `source` holds the document; a note of the same path is replaced, its place in the order kept."""
    connection = db.connection
    old = connection.execute("SELECT ordinal FROM sources WHERE path = ?", (source.path,)).fetchone()
    next_ordinal = connection.execute("SELECT coalesce(max(ordinal), 0) + 1 FROM sources").fetchone()[0]
    connection.execute(
        "INSERT OR REPLACE INTO sources (path, document_id, sha256, size, mtime_ns, ctime_ns, seen_ns, text_sha256,"
        " kept, ordinal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (source.path, document_id, source.sha256, source.size, source.mtime_ns, source.ctime_ns, source.seen_ns)
        + (source.text_sha256, source.kept, old[0] if old else next_ordinal),
    )


def move_source(db: Database, old_path: str, source: Source) -> None:
    """Note that the file at `old_path` is now `source`: the same document, the same place in the order."""
    db.connection.execute("DELETE FROM sources WHERE path = ?", (source.path,))
    db.connection.execute("UPDATE sources SET path = ? WHERE path = ?", (source.path, old_path))
    touch_source(db, source)


def touch_source(db: Database, source: Source) -> None:
    """Note the present state of a file whose bytes are those known."""
    db.connection.execute(
        "UPDATE sources SET size = ?, mtime_ns = ?, ctime_ns = ?, seen_ns = ?, kept = 0 WHERE path = ?",
        (source.size, source.mtime_ns, source.ctime_ns, source.seen_ns, source.path),
    )


def remove_source(db: Database, path: str) -> None:
    """Forget that the file at `path` holds a document."""
    db.connection.execute("DELETE FROM sources WHERE path = ?", (path,))


# --- reading ---------------------------------------------------------------------------------------------------------


SOURCE = "SELECT path, sha256, size, mtime_ns, document_id, ctime_ns, seen_ns, text_sha256, kept FROM sources"


def source_of(row: Sequence[str | int]) -> Source:
    """Return the source that a row of SOURCE holds."""
    return Source(*row[:8], kept=bool(row[8]))  # type: ignore[arg-type, misc]


def source_at(db: Database, path: str) -> Source | None:
    """Return what is known of the file at `path`."""
    row = db.connection.execute(f"{SOURCE} WHERE path = ?", (path,)).fetchone()
    return source_of(row) if row else None


def sources_at(db: Database, paths: Sequence[str]) -> dict[str, Source]:
    """Return what is known of the files at `paths`, by path."""
    found = {}
    for chunk in chunks(paths):
        query = f"{SOURCE} WHERE path IN ({slots(chunk)})"
        found.update({row[0]: source_of(row) for row in db.connection.execute(query, chunk)})
    return found


def sources_with_bytes(db: Database, sha256: str) -> tuple[Source, ...]:
    """Return the known sources with these bytes, first noted first."""
    found = db.connection.execute(f"{SOURCE} WHERE sha256 = ? ORDER BY ordinal", (sha256,))
    return tuple(source_of(row) for row in found)


def sources_below(db: Database, folder: str) -> Iterator[Source]:
    """Yield the known sources whose path lies below `folder`, by path."""
    for separator in ("/", "\\"):
        begin = folder.rstrip("/\\") + separator
        # The bound after the last path below: the character that follows the separator.
        query = f"{SOURCE} WHERE path > ? AND path < ? ORDER BY path"
        for row in db.connection.execute(query, (begin, begin[:-1] + chr(ord(separator) + 1))):
            yield source_of(row)


def sources_of(db: Database, document_id: str) -> tuple[Source, ...]:
    """Return the sources of a document, first noted first."""
    found = db.connection.execute(f"{SOURCE} WHERE document_id = ? ORDER BY ordinal", (document_id,))
    return tuple(source_of(row) for row in found)


def paths(db: Database) -> Iterator[tuple[str, str]]:
    """Yield (document id, path) of every file that a document came from."""
    yield from db.connection.execute("SELECT document_id, path FROM sources ORDER BY document_id, ordinal")
