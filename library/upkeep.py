"""The upkeep of an archive, for those who administer it: backups, checks and repairs, another model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from directives.models import Diagnosis
from library import backup, doctor, maintenance
from library.backup import BackupReport

if TYPE_CHECKING:
    from library.core import Library


class Upkeep:
    """Works on the whole archive, whatever the viewer may read; only for admins."""

    def __init__(self, library: Library) -> None:
        """Use `Library.upkeep`."""
        self._view = library
        self._whole = library.whole

    def backup(self, target: Path) -> BackupReport:
        """Write the whole archive, with the files that it keeps itself, into one file, while it may be in use."""
        self._view.require("admin", "sao lưu kho")
        report = backup.make(self._whole, target)
        self._view.log("backup", report.path)
        return report

    def backup_file(self) -> bytes:
        """Return a backup as a file's contents, to be sent through the pages.  Raises BadRequest."""
        self._view.require("admin", "sao lưu kho")
        self._view.log("backup", "tải về")
        return backup.sent(self._whole)

    def last_backup(self) -> tuple[str, str] | None:
        """Return (where it went, when it was made) of the last backup that was written on this machine."""
        self._view.require("admin", "xem lần sao lưu gần nhất")
        return backup.last(self._whole.path)

    def reencode(self, on_progress: Callable[[int, int], None] | None = None) -> int:
        """Encode all passages with the settings' model; can be stopped and goes on where it was.  Return how many."""
        self._view.require("admin", "mã hóa lại kho")
        return maintenance.reencode(self._whole, on_progress)

    def doctor(self, repair: bool = False) -> Diagnosis:
        """Check the archive; `repair` rebuilds the caches and resolves all citations anew first."""
        self._view.require("admin", "kiểm tra kho")
        return doctor.diagnose(self._whole, repair)
