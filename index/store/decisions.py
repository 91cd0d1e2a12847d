"""Decisions by hand on ambiguous numbers: which document is meant, in one citing document or everywhere."""

from __future__ import annotations

from datetime import UTC, datetime

from directives.models import Decision
from index.store.database import Database

_ROW = """
SELECT id, number, nullif(citing, ''), chosen, decided, EXISTS (SELECT 1 FROM documents d WHERE d.id = chosen)
FROM decisions
"""


def put(db: Database, number: str, key: str, citing: str | None, chosen: str) -> None:
    """Remember that `number` means the document `chosen`; an earlier choice for the same place is replaced.

    Inside Database.atomic().
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    db.connection.execute(
        "INSERT INTO decisions (number, number_key, citing, chosen, decided) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (number_key, citing) DO UPDATE SET chosen = excluded.chosen, decided = excluded.decided",
        (number, key, citing or "", chosen, now),
    )


def drop(db: Database, decision_id: int) -> Decision | None:
    """Forget a decision and return what it said; None when there is no such decision.  Inside Database.atomic()."""
    found = get(db, decision_id)
    db.connection.execute("DELETE FROM decisions WHERE id = ?", (decision_id,))
    return found


def get(db: Database, decision_id: int) -> Decision | None:
    """Return one decision."""
    row = db.connection.execute(f"{_ROW} WHERE id = ?", (decision_id,)).fetchone()
    return _decision(row) if row else None


def all_of(db: Database) -> tuple[Decision, ...]:
    """Return every decision, newest first."""
    return tuple(_decision(row) for row in db.connection.execute(f"{_ROW} ORDER BY decided DESC, id DESC"))


def chosen_for(db: Database, key: str, citing: str) -> Decision | None:
    """Return the decision that holds for a number cited in the document `citing`: its own before the general one."""
    row = db.connection.execute(
        f"{_ROW} WHERE number_key = ? AND citing IN (?, '') ORDER BY citing DESC LIMIT 1", (key, citing)
    ).fetchone()
    return _decision(row) if row else None


def _decision(row: tuple[int, str, str | None, str, str, int]) -> Decision:
    id_, number, citing, chosen, decided, active = row
    return Decision(id_, number, citing, chosen, decided, bool(active))
