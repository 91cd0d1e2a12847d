"""The desk: drafts that people keep, each with all its versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from directives.grounded import DraftKind, DraftVersion
from index.store.database import Database

_ROW = """
SELECT d.id, v.version, (SELECT max(version) FROM draft_versions w WHERE w.draft_id = d.id), d.kind, v.title, v.saved,
    v.note
FROM drafts d JOIN draft_versions v ON v.draft_id = d.id
"""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A version of a draft with its content, JSON that the store does not read."""

    version: DraftVersion
    content: str


def put(
    db: Database, draft_id: int | None, kind: DraftKind, title: str, content: str, note: str, owner: str = ""
) -> DraftVersion | None:
    """Keep a draft as a new one, or (with an id) as the next version; None when there is no such draft.

    The same content as the version before makes no new one.  Inside Database.atomic_notes().
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection = db.connection
    if draft_id is None:
        draft_id = connection.execute(
            "INSERT INTO drafts (kind, created, owner) VALUES (?, ?, ?)", (kind, now, owner)
        ).lastrowid
        version = 0
    else:
        last = get(db, draft_id)
        if last is None:
            return None
        if last.content == content and not note:
            return last.version
        version = last.version.version
    connection.execute(
        "INSERT INTO draft_versions (draft_id, version, title, saved, note, content) VALUES (?, ?, ?, ?, ?, ?)",
        (draft_id, version + 1, title, now, note, content),
    )
    kept = get(db, draft_id or 0)
    return kept.version if kept else None


def get(db: Database, draft_id: int, version: int | None = None) -> KeptDraft | None:
    """Return a version of a draft, the latest by default; None when there is none such."""
    row = db.connection.execute(
        _ROW.replace("v.note", "v.note, v.content") + " WHERE d.id = ? AND (v.version = ? OR ? IS NULL)"
        " ORDER BY v.version DESC LIMIT 1",
        (draft_id, version, version),
    ).fetchone()
    return KeptDraft(DraftVersion(*row[:-1]), row[-1]) if row else None


def versions(db: Database, draft_id: int) -> tuple[DraftVersion, ...]:
    """Return all versions of a draft, the latest first."""
    rows = db.connection.execute(f"{_ROW} WHERE d.id = ? ORDER BY v.version DESC", (draft_id,))
    return tuple(DraftVersion(*row) for row in rows)


def drafts(db: Database) -> tuple[DraftVersion, ...]:
    """Return the latest version of every draft, the last kept first."""
    rows = db.connection.execute(
        f"{_ROW} WHERE v.version = (SELECT max(version) FROM draft_versions w WHERE w.draft_id = d.id)"
        " ORDER BY v.saved DESC, d.id DESC"
    )
    return tuple(DraftVersion(*row) for row in rows)


def drop(db: Database, draft_id: int) -> bool:
    """Forget a draft with all its versions; whether there was one.  Inside Database.atomic_notes()."""
    return db.connection.execute("DELETE FROM drafts WHERE id = ?", (draft_id,)).rowcount > 0
