"""An archive in one file, made while it is in use.

The file is a zip: the database, the files that the archive keeps itself, templates and settings, and a manifest with
the hash of each.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from directives.errors import BadRequest
from index.store import copying
from index.store.database import FILE_NAME
from library.uploads import UNPACKED, UPLOADS
from settings import Settings

if TYPE_CHECKING:
    from library.core import Library

FORMAT = "danchieu-backup"
VERSION = 1
MANIFEST = "manifest.json"
LAST = "last-backup.json"  # where the last backup went, for when the database itself cannot say
SETTINGS = "settings.json"
TEMPLATES = "templates"
WORKPLACE = ".danchieu-"  # what folders of a backup or restore at work begin with
_STALE_S = 24 * 3600  # one older than this was left by a process that was killed
PIECE = 2**20
_LARGEST_SENT = 2**30  # bytes of a database whose backup is sent through the pages, which hold it in memory
_PACKED = (".zip", ".docx", ".xlsx", ".pptx", ".pdf", ".jpg", ".jpeg", ".png")  # no smaller for being compressed


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a backup holds."""

    path: str
    made: str
    documents: int
    passages: int
    binned: int
    drafts: int
    files: int
    bytes: int


def make(library: Library, target: Path) -> BackupReport:
    """Write a backup of `library` to `target`, whole under another name and then renamed.  Raises BadRequest."""
    target = target.absolute()
    if target.is_dir() or target.is_relative_to(library.path):
        raise BadRequest(f"Không ghi bản sao lưu vào {target} được; hãy chọn một tệp ngoài thư mục kho.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        drop_leftovers(target.parent)
        with tempfile.TemporaryDirectory(prefix=WORKPLACE, dir=target.parent) as folder:
            report = _packed(library, target, Path(folder))
    except OSError as error:
        raise BadRequest(
            f"Không ghi được bản sao lưu {target} ({error.strerror or error}); hãy kiểm tra quyền ghi và dung lượng "
            "trống."
        ) from error
    _remember(library.path, report)
    return report


def sent(library: Library) -> bytes:
    """Return a backup, to be sent through the pages.  Raises BadRequest, for an archive too large for that as well."""
    if (library.path / FILE_NAME).stat().st_size > _LARGEST_SENT:
        raise BadRequest("Kho lớn hơn 1 GB nên không tải qua trang được; hãy sao lưu bằng “danchieu backup TỆP.zip”.")
    try:
        with tempfile.TemporaryDirectory(prefix=WORKPLACE) as folder:
            target = Path(folder) / "made.zip"
            _packed(library, target, Path(folder))
            return target.read_bytes()
    except OSError as error:
        raise BadRequest(
            f"Không lập được bản sao lưu ({error.strerror or error}); hãy kiểm tra dung lượng trống của ổ đĩa tạm."
        ) from error


def drop_leftovers(folder: Path) -> None:
    """Remove what backups and restores that were killed have left in `folder`."""
    for path in folder.glob(f"{WORKPLACE}*"):
        if path.is_dir() and not path.is_symlink() and time.time() - path.stat().st_mtime > _STALE_S:
            shutil.rmtree(path, ignore_errors=True)


def _packed(library: Library, target: Path, folder: Path) -> BackupReport:
    database = folder / FILE_NAME
    copying.copy_out(library.db, database)
    held = copying.contents(database)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    hashes: dict[str, dict[str, str | int]] = {}
    written = folder / "backup.zip"
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, path in [(FILE_NAME, database), *_own_files(library, database), *_templates(library.settings)]:
            packed = zipfile.ZIP_STORED if path.suffix.lower() in _PACKED else zipfile.ZIP_DEFLATED
            try:
                hashes[name] = _add(archive, name, path, packed)
            except FileNotFoundError:  # purged since the database was copied
                continue
        settings = json.dumps(_settings(library.settings), ensure_ascii=False, indent=1).encode()
        archive.writestr(SETTINGS, settings)
        hashes[SETTINGS] = {"sha256": hashlib.sha256(settings).hexdigest(), "size": len(settings)}
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "made": made,
            "library": str(library.path),
            "contents": asdict(held),
            "files": hashes,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False))
    with written.open("rb+") as file:
        os.fsync(file.fileno())
    written.replace(target)
    size = target.stat().st_size
    return BackupReport(str(target), made, held.documents, held.passages, held.binned, held.drafts, len(hashes), size)


def _own_files(library: Library, database: Path) -> Iterator[tuple[str, Path]]:
    """Yield (name in the backup, path) of the files in the archive's folder that its documents came from."""
    own = [str(library.path / name) for name in (UPLOADS, UNPACKED)]
    for name in sorted(copying.own_files(database, own)):
        path = Path(name)
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(library.path).as_posix(), path


def _templates(settings: Settings) -> Iterator[tuple[str, Path]]:
    if settings.templates_dir.is_dir():
        for path in sorted(settings.templates_dir.glob("*.docx")):
            yield f"{TEMPLATES}/{path.name}", path


def _settings(settings: Settings) -> dict[str, str]:
    """Return what was set otherwise than the program has it, without keys that give access to something."""
    usual = Settings()
    open_ = [f.name for f in fields(Settings) if not re.search("key|token|secret|password", f.name)]
    changed = {name: str(getattr(settings, name)) for name in open_}
    return {name: value for name, value in changed.items() if value != str(getattr(usual, name))}


def _add(archive: zipfile.ZipFile, name: str, path: Path, compression: int) -> dict[str, str | int]:
    digest = hashlib.sha256()
    size = 0
    entry = zipfile.ZipInfo(name, datetime.now(UTC).timetuple()[:6])
    entry.compress_type = compression
    with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as out:
        while piece := source.read(PIECE):
            digest.update(piece)
            size += len(piece)
            out.write(piece)
    return {"sha256": digest.hexdigest(), "size": size}


def _remember(library: Path, report: BackupReport) -> None:
    temporary = library / f"{LAST}.writing"
    temporary.write_text(json.dumps(asdict(report), ensure_ascii=False), encoding="utf-8")
    temporary.replace(library / LAST)


def last(library: Path) -> tuple[str, str] | None:
    """Return (path, when it was made) of the last backup of the archive in folder `library`."""
    try:
        kept = json.loads((library / LAST).read_text(encoding="utf-8"))
        return str(kept["path"]), str(kept["made"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
