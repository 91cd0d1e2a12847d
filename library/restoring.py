"""A backup put back, only after it has been proved whole.

Nothing in use is touched before every hash is right, the database is sound and a search in the copy has answered; then
the database is replaced in one transaction, so that a crash leaves the old archive or the new one.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from directives.errors import ArchiveDamaged, BadRequest, ModelMismatch
from index.encoder import Encoder
from index.store import copying
from index.store.database import FILE_NAME, Database
from library.backup import (
    FORMAT,
    MANIFEST,
    PIECE,
    SETTINGS,
    TEMPLATES,
    VERSION,
    WORKPLACE,
    BackupReport,
    drop_leftovers,
)
from library.locking import writing
from library.uploads import UNPACKED, UPLOADS
from settings import Settings

BEFORE = "before-restore.db"  # the database as it was before the last restore
_PLACES = re.compile(rf"(?:{re.escape(FILE_NAME)}|{SETTINGS}|(?:{UPLOADS}|{UNPACKED}|{TEMPLATES})/.+)")
Told = Callable[[str], None]


def restore(
    file: Path, folder: Path, settings: Settings, encoder: Encoder | None = None, tell: Told = lambda _: None
) -> BackupReport:
    """Make the archive in `folder` what the backup `file` holds; `tell` hears of each step.

    A backup that is damaged, foreign or of a later program changes nothing (ArchiveDamaged).  The archive as it was
    stays beside the new one, as `before-restore.db`.
    """
    from library.core import Library

    folder = folder.absolute()
    _place_for(folder)
    drop_leftovers(folder.parent)
    with _opened(file) as archive, tempfile.TemporaryDirectory(prefix=WORKPLACE, dir=folder.parent) as temporary:
        manifest = _manifest(archive, file)
        copy = Path(temporary) / "kho"
        tell("Đang giải nén và kiểm tra từng tệp…")
        _unpack(archive, manifest, copy)
        held = copying.contents(copy / FILE_NAME)
        if asdict(held) != manifest.contents:
            raise ArchiveDamaged(
                f"Bản sao lưu {file} không khớp với bản kê của nó; kho không bị thay đổi. Hãy dùng bản khác."
            )
        tell("Đang mở thử và tìm thử trong bản sao…")
        _try(copy, settings, encoder)
        copying.move_paths(copy / FILE_NAME, manifest.library, str(folder))
        tell("Đang thay kho…")
        _put_in_place(copy, folder)
        size = file.stat().st_size
    with Library.open(folder, settings, encoder) as library:
        if library.db.meta("model") is not None:
            library.caches.update()
            library.caches.save()
    return BackupReport(
        str(file), manifest.made, held.documents, held.passages, held.binned, held.drafts, len(manifest.files), size
    )


@dataclass(frozen=True, slots=True)
class _Manifest:
    made: str
    library: str
    contents: dict[str, int]
    files: dict[str, tuple[str, int]]  # name → hash and size


def _place_for(folder: Path) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadRequest(f"Không tạo được thư mục {folder.parent} ({error.strerror}); hãy chọn nơi khác.") from error


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ArchiveDamaged(
            f"Tệp {file} không phải bản sao lưu của Dẫn Chiếu hoặc đã hỏng ({error}); kho không bị thay đổi."
        ) from error
    except OSError as error:
        raise BadRequest(
            f"Không khôi phục được từ {file} ({error.strerror or error}); hãy kiểm tra đường dẫn và dung lượng trống. "
            "Kho không bị thay đổi."
        ) from error


def _manifest(archive: zipfile.ZipFile, file: Path) -> _Manifest:
    foreign = ArchiveDamaged(f"Tệp {file} không phải bản sao lưu của Dẫn Chiếu; kho không bị thay đổi.")
    try:
        if archive.getinfo(MANIFEST).file_size > 2**28:
            raise foreign
        kept = json.loads(archive.read(MANIFEST))
        if kept["format"] != FORMAT:
            raise foreign
        if kept["version"] > VERSION:
            raise ArchiveDamaged(
                f"Bản sao lưu {file} do một bản Dẫn Chiếu mới hơn ghi; hãy cập nhật chương trình rồi khôi phục. Kho "
                "không bị thay đổi."
            )
        files = {str(name): (str(f["sha256"]), int(f["size"])) for name, f in kept["files"].items()}
        contents = {str(name): int(value) for name, value in kept["contents"].items()}
        manifest = _Manifest(str(kept["made"]), str(kept["library"]), contents, files)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise foreign from error
    names = [entry.filename for entry in archive.infolist()]
    if sorted(names) != sorted([*files, MANIFEST]) or FILE_NAME not in files or not all(map(_is_safe, files)):
        raise ArchiveDamaged(
            f"Bản sao lưu {file} chứa tệp lạ hoặc thiếu tệp so với bản kê nên bị từ chối; kho không bị thay đổi."
        )
    if any(stat.S_ISLNK(entry.external_attr >> 16) for entry in archive.infolist()):
        raise ArchiveDamaged(f"Bản sao lưu {file} chứa liên kết nên bị từ chối; kho không bị thay đổi.")
    return manifest


def _is_safe(name: str) -> bool:
    """Whether a name of the backup is one that a backup has: nothing outside its few folders."""
    parts = PurePosixPath(name).parts
    return (
        _PLACES.fullmatch(name) is not None
        and "/".join(parts) == name
        and not any(part in ("..", ".") or re.search(r'[\\:*?"<>|\x00-\x1f]', part) for part in parts)
    )


def _unpack(archive: zipfile.ZipFile, manifest: _Manifest, target: Path) -> None:
    target.mkdir()
    needed = sum(size for _, size in manifest.files.values()) * 2
    free = shutil.disk_usage(target).free
    if free < needed:
        raise BadRequest(
            f"Khôi phục cần khoảng {needed / 1e6:.0f} MB trống, ổ đĩa chỉ còn {free / 1e6:.0f} MB; kho không bị thay "
            "đổi."
        )
    for name, (sha256, size) in manifest.files.items():
        path = target.joinpath(*PurePosixPath(name).parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        digest, left = hashlib.sha256(), size
        with archive.open(name) as source, path.open("wb") as out:
            while piece := source.read(PIECE):
                left -= len(piece)
                if left < 0:
                    break
                digest.update(piece)
                out.write(piece)
        if left != 0 or digest.hexdigest() != sha256:
            raise ArchiveDamaged(f"Tệp {name} trong bản sao lưu đã hỏng; kho không bị thay đổi. Hãy dùng bản khác.")


def _try(copy: Path, settings: Settings, encoder: Encoder | None) -> None:
    """Open the copy as an archive of its own, build its caches and search in it.  Raises ArchiveDamaged."""
    from library.core import Library

    with Library.open(copy, settings, encoder) as library:
        if not library.contents.facets().documents:
            return
        diagnosis = library.upkeep.doctor()
        wrong = [f"{check.name}: {check.message}" for check in diagnosis.checks if not check.ok]
        if wrong:
            raise ArchiveDamaged(f"Kho trong bản sao lưu không nhất quán ({'; '.join(wrong)}); kho không bị thay đổi.")
        card = library.documents()[0]
        try:
            library.search(card.number or card.title or "văn bản", k=1)
        except ModelMismatch:  # encoded with another model: restored all the same, and said so when it is used
            return


def _put_in_place(copy: Path, folder: Path) -> None:
    for name in (UPLOADS, UNPACKED):
        if (copy / name).is_dir():  # names hold the hash of the contents: what is there already is the same
            shutil.copytree(copy / name, folder / name, dirs_exist_ok=True)
    if (copy / SETTINGS).is_file() or (copy / TEMPLATES).is_dir():
        kept = folder / "from-backup"
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        for name in (SETTINGS, TEMPLATES):
            if (copy / name).exists():
                (copy / name).rename(kept / name)
    folder.mkdir(parents=True, exist_ok=True)
    with writing(folder):
        try:
            database = Database(folder / FILE_NAME)
        except ArchiveDamaged:
            _replace_damaged(copy / FILE_NAME, folder)
            return
        try:
            if not _kept_aside(database, folder):
                database.close()
                _replace_damaged(copy / FILE_NAME, folder)
                return
            copying.copy_in(database, copy / FILE_NAME)
        finally:
            database.close()


def _kept_aside(database: Database, folder: Path) -> bool:
    """Keep the present database beside the new one; False where it is too damaged to be copied whole."""
    aside = folder / BEFORE
    temporary = aside.with_suffix(".writing")
    try:
        copying.copy_out(database, temporary)
        copying.contents(temporary)
    except ArchiveDamaged:
        temporary.unlink(missing_ok=True)
        return False
    temporary.replace(aside)
    return True


def _replace_damaged(new: Path, folder: Path) -> None:
    """Put a database in the place of one that cannot be used; the old files stay, under other names."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    for suffix in ("", "-wal", "-shm"):
        old = folder / f"{FILE_NAME}{suffix}"
        if old.exists():
            shutil.copy2(old, folder / f"{FILE_NAME}{suffix}.damaged-{stamp}")
    shutil.rmtree(folder / "cache", ignore_errors=True)
    for suffix in ("-wal", "-shm"):  # a journal of the old file must never meet the new one
        (folder / f"{FILE_NAME}{suffix}").unlink(missing_ok=True)
    new.replace(folder / FILE_NAME)
