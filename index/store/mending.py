"""What may be wrong in an archive file, and how it is put right."""

from __future__ import annotations

from collections.abc import Sequence

from index.store.database import Database
from index.store.passages import PASSAGE, StoredPassage
from index.store.sources import sources_below
from index.store.vectors import Vectors, pack


def mend(db: Database) -> None:
    """Make the indexes of the file anew and drop rows whose document is gone; other damage needs a backup."""
    with db.atomic():
        db.connection.execute("REINDEX")
        for table, row_id, *_ in db.connection.execute("PRAGMA foreign_key_check").fetchall():
            if row_id is not None:
                db.connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (row_id,))
        db.connection.execute(
            "DELETE FROM citation_targets WHERE citation_id NOT IN (SELECT id FROM citations)"
            " OR document_id NOT IN (SELECT id FROM documents)"
        )


def passages_without_vector(db: Database, limit: int) -> list[StoredPassage]:
    """Return up to `limit` passages that have no vector."""
    query = f"{PASSAGE} WHERE id NOT IN (SELECT passage_id FROM vectors) ORDER BY id LIMIT ?"
    return [StoredPassage(*row) for row in db.connection.execute(query, (limit,))]


def put_vectors(db: Database, ids: Sequence[int], vectors: Vectors) -> None:
    """Keep vectors of passages that had none."""
    with db.atomic() as generation:
        for id_, vector in zip(ids, vectors, strict=True):
            db.connection.execute(
                "INSERT OR REPLACE INTO vectors (passage_id, vector) SELECT id, ? FROM passages WHERE id = ?",
                (pack(vector), id_),
            )
        db.set_meta("vectors_since", str(generation))


def documents_without_source(db: Database) -> int:
    """Return how many documents have no file: none in a sound archive."""
    query = "SELECT count(*) FROM documents d WHERE NOT EXISTS (SELECT 1 FROM sources s WHERE s.document_id = d.id)"
    return int(db.connection.execute(query).fetchone()[0])


def name_sources(db: Database) -> None:
    """Give documents without a file a name in its place, which no look at a folder takes for gone."""
    db.connection.execute(
        "INSERT INTO sources (path, document_id, sha256, size, mtime_ns, ordinal, kept)"
        " SELECT '(không rõ tệp) ' || id, id, '', -1, 0, 0, 1 FROM documents d"
        " WHERE NOT EXISTS (SELECT 1 FROM sources s WHERE s.document_id = d.id)"
    )


def paths_below(db: Database, folder: str) -> list[str]:
    """Return the paths of the known files below `folder`."""
    return [source.path for source in sources_below(db, folder)]
