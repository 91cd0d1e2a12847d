"""The audit log: who did what, written in one transaction with what it tells of, and only added to."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.export import Column, Sheet, workbook
from index.store import access
from index.store.access import AuditEntry
from library.locking import writing

if TYPE_CHECKING:
    from library.core import Library

_EVERYTHING = 1_000_000


class Audit:
    """The audit log of an archive: anybody's deeds are added, admins read it."""

    def __init__(self, library: Library) -> None:
        """Use `Library.audit`."""
        self._library = library
        self._db = library.whole.db

    def note(self, action: str, object_: str, detail: str = "", actor: str | None = None) -> None:
        """Add a line."""
        with self._db.atomic_notes():
            access.note(self._db, _now(), (actor or self._actor())[:200], action, object_[:500], detail[:500])

    @contextmanager
    def changing(self, action: str, object_: str, detail: str) -> Iterator[None]:
        """One change by an admin, in one transaction with its line."""
        self._library.require("admin", "quản lý người dùng và bộ văn bản")
        with writing(self._library.path), self._db.atomic_notes():
            yield
            access.note(self._db, _now(), self._actor(), action, object_, detail)

    def entries(self, limit: int = 1_000) -> tuple[AuditEntry, ...]:
        """Return the last lines, the latest first."""
        self._library.require("admin", "xem nhật ký")
        return access.audit(self._db, limit)

    def table(self) -> bytes:
        """Return the whole log as an Excel file."""
        columns = (
            Column("Lúc (UTC)", 26),
            Column("Ai", 24),
            Column("Việc", 20),
            Column("Đối tượng", 40),
            Column("Chi tiết", 50),
        )
        rows = tuple((e.at, e.actor, e.action, e.object, e.detail) for e in self.entries(_EVERYTHING))
        return workbook([Sheet("Nhật ký", columns, rows)])

    def _actor(self) -> str:
        viewer = self._library.viewer
        return viewer.name if viewer else f"dòng lệnh ({_system_user()})"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a service account without a name
        return "?"
