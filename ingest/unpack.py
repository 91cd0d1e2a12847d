"""Zip archives: their files written out, with nothing outside the folder given, and within limits."""

from __future__ import annotations

import re
import shutil
import stat
import zipfile
import zlib
from pathlib import Path

from directives.errors import UnreadableFile
from ingest.extract import format_of

MAX_FILES = 5_000
MAX_BYTES = 2 * 2**30  # of all files together
MAX_RATIO = 200  # unpacked to packed, of a file over 1 MiB
MAX_DEPTH = 2  # an archive in an archive is opened, one in that is not
_DONE = ".xong"
_PART = re.compile(r'[\x00-\x1f<>:"|?*\\]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)


def is_archive(path: Path) -> bool:
    """Whether the file is a zip archive, called so, and no Office package."""
    if path.suffix.lower() != ".zip":
        return False
    try:
        with path.open("rb") as file:
            head = file.read(4)
        return head in (b"PK\x03\x04", b"PK\x05\x06") and format_of(path.read_bytes(), path.name) == "zip"
    except OSError:  # told when it is read
        return False


def unpack(path: Path, folder: Path) -> Path:
    """Write the files of the archive at `path` below `folder`, unless that was done before, and return the folder.

    Raises UnreadableFile for a locked, damaged or suspicious archive; then nothing of it is left.
    """
    if (folder / _DONE).is_file():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        _write(path, folder, _Allowance(), 1)
    except UnreadableFile:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    (folder / _DONE).touch()
    return folder


class _Allowance:
    """What an archive, with those inside it, may still write."""

    def __init__(self) -> None:
        self.files = MAX_FILES
        self.bytes = MAX_BYTES

    def take(self, size: int) -> None:
        self.files -= 1
        self.bytes -= size
        if self.files < 0:
            raise UnreadableFile(f"Tệp nén chứa hơn {MAX_FILES} tệp; hãy giải nén rồi nạp từng phần.")
        if self.bytes < 0:
            raise UnreadableFile(f"Tệp nén bung ra hơn {MAX_BYTES // 2**30} GB nên bị từ chối để bảo vệ máy.")


def _write(path: Path, folder: Path, allowance: _Allowance, depth: int) -> None:
    broken = "Tệp nén bị hỏng, không giải nén được; hãy xin lại tệp gốc hoặc giải nén rồi nạp thư mục."
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if entry.is_dir() or stat.S_ISLNK(entry.external_attr >> 16):
                    continue
                if entry.flag_bits & 1:
                    raise UnreadableFile("Tệp nén có mật khẩu; hãy giải nén rồi nạp thư mục đã giải nén.")
                if entry.file_size > 2**20 and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
                    raise UnreadableFile("Tệp nén bung ra lớn bất thường nên bị từ chối để bảo vệ máy.")
                target = _target(folder, _name(entry))
                if target is None:
                    continue
                allowance.take(entry.file_size)
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(entry) as source, target.open("wb") as out:
                    left = entry.file_size
                    while left > 0 and (piece := source.read(min(left, 2**20))):
                        out.write(piece)
                        left -= len(piece)
                if depth < MAX_DEPTH and is_archive(target):
                    inner = target.with_name(f"{target.name}.noi-dung")
                    _write(target, inner, allowance, depth + 1)
                    target.unlink()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UnreadableFile(broken) from error
    except OSError as error:
        raise UnreadableFile(f"Không ghi được nội dung tệp nén ({error.strerror or error}).") from error


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry; one that is not marked as Unicode is tried as UTF-8 all the same."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


def _target(folder: Path, name: str) -> Path | None:
    """Return where an entry may be written: always below `folder`, None for leftovers of systems."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    if not parts or any(part.startswith((".", "~$")) or part == "__MACOSX" for part in parts):
        return None
    clean = [_PART.sub("_", part)[-100:].strip(" .") or "_" for part in parts][-8:]
    safe = [f"_{part}" if _RESERVED.match(part) else part for part in clean]
    return folder.joinpath(*safe)
