"""Zip archives: their files written out, with nothing outside the folder given, and within limits."""

from __future__ import annotations

import glob
import io
import lzma
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from directives.errors import UnreadableFile
from ingest.formats import format_of

MAX_FILES = 5_000
MAX_BYTES = 2 * 2**30  # of all files together
_IN_MEMORY = 300 * 2**20  # bytes, of an archive in a message
MAX_RATIO = 200  # unpacked to packed, of a file over 1 MiB
MAX_DEPTH = 2  # an archive in an archive is opened, one in that is not
_PACKAGE = 500 * 2**20  # bytes; no Office package is larger
_DONE = ".xong"
_PART = re.compile(r'[\x00-\x1f<>:"|?*\\]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)


def is_archive(path: Path) -> bool:
    """Whether the file is called a zip archive and begins like one; it may be an Office package all the same."""
    if path.suffix.lower() != ".zip":
        return False
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would never open
            return False
        with path.open("rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError:  # told when it is read
        return False


def is_package(path: Path) -> bool:
    """Whether an archive is one document: an Office package by another name."""
    return path.stat().st_size <= _PACKAGE and format_of(path.read_bytes(), path.name) != "zip"


def unpacked(folder: Path) -> Path | None:
    """Return the folder where an archive has been unpacked to the end, None otherwise."""
    return folder if (folder / _DONE).is_file() else None


def unpack(path: Path, folder: Path) -> Path:
    """Write the files of the archive at `path` below `folder`, unless that was done before, and return the folder.

    They are written beside it first, so that two who unpack the same archive do not meet.  Raises UnreadableFile for a
    locked, damaged or suspicious archive; then nothing of it is left.
    """
    if unpacked(folder):
        return folder
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise UnreadableFile(f"Tệp nén nặng hơn {MAX_BYTES // 2**30} GB; hãy giải nén rồi nạp từng phần.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write(path, aside, _Allowance(), 1)
        _put(aside, folder)
    except OSError as error:
        raise UnreadableFile(f"Không ghi được nội dung tệp nén ({error.strerror or error}).") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return folder


def unfinished(folder: Path) -> list[Path]:
    """Return what those who were killed while they unpacked an archive for `folder` have left beside it."""
    return sorted(folder.parent.glob(f".{glob.escape(folder.name)}-*"))


def forget_unpacking(folder: Path) -> None:
    """Make the archive of `folder` be unpacked anew when it comes again; the files in it stay."""
    (folder / _DONE).unlink(missing_ok=True)


def _put(aside: Path, folder: Path) -> None:
    """Move the unpacked files to their folder; a file that is there already is the same, and may be in use."""
    folder.mkdir(exist_ok=True)
    for path in sorted(path for path in aside.rglob("*") if path.is_file()):
        target = folder / path.relative_to(aside)
        if not target.is_file() or target.stat().st_size != path.stat().st_size:
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
    (folder / _DONE).touch()


class _Allowance:
    """What an archive, with those inside it, may still write."""

    def __init__(self) -> None:
        self.files = MAX_FILES
        self.bytes = MAX_BYTES

    def take(self, size: int) -> None:
        self.files -= 1
        self.bytes -= size
        if self.files < 0:
            raise UnreadableFile("Tệp nén chứa quá nhiều tệp; hãy giải nén rồi nạp từng phần.")
        if self.bytes < 0:
            raise UnreadableFile("Tệp nén bung ra quá lớn nên bị từ chối; hãy giải nén rồi nạp từng phần.")


_BROKEN = "Tệp nén bị hỏng, không giải nén được; hãy xin lại tệp gốc hoặc giải nén rồi nạp thư mục."
_ERRORS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError)


def _write(path: Path, folder: Path, allowance: _Allowance, depth: int) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            taken: set[str] = set()
            for entry in _files(archive):
                target = _target(folder, _name(entry))
                if target is None:
                    continue
                target = _free(target, taken)
                allowance.take(entry.file_size)
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(entry) as source, target.open("wb") as out:
                    left = entry.file_size
                    while left > 0 and (piece := source.read(min(left, 2**20))):
                        out.write(piece)
                        left -= len(piece)
                if depth < MAX_DEPTH and is_archive(target) and not is_package(target):
                    inner = target.with_name(f"{target.name}.noi-dung")
                    _write(target, inner, allowance, depth + 1)
                    target.unlink()
    except _ERRORS as error:
        raise UnreadableFile(_BROKEN) from error
    except OSError as error:
        raise UnreadableFile(f"Không ghi được nội dung tệp nén ({error.strerror or error}).") from error


def _files(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Yield the entries that are files; raises UnreadableFile for a locked one and one that unpacks to too much."""
    for entry in archive.infolist():
        if entry.is_dir() or stat.S_ISLNK(entry.external_attr >> 16):
            continue
        if entry.flag_bits & 1:
            raise UnreadableFile("Tệp nén có mật khẩu; hãy giải nén rồi nạp thư mục đã giải nén.")
        if entry.file_size > 2**20 and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
            raise UnreadableFile("Tệp nén bung ra lớn bất thường nên bị từ chối để bảo vệ máy.")
        yield entry


def entries(data: bytes, most: int) -> Iterator[tuple[str, bytes]]:
    """Yield the names and bytes of the at most `most` files of an archive that is itself in a message.

    Raises UnreadableFile for a locked, damaged or suspicious archive.
    """
    allowance = _Allowance()
    allowance.files, allowance.bytes = most, _IN_MEMORY
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in _files(archive):
                name = _name(entry)
                if _target(Path(), name) is not None:
                    allowance.take(entry.file_size)
                    with archive.open(entry) as source:
                        yield name, source.read(entry.file_size)
    except _ERRORS as error:
        raise UnreadableFile(_BROKEN) from error


def _free(target: Path, taken: set[str]) -> Path:
    """Return a path that no earlier entry has, on whatever system: one name may come twice, or differ in its case."""
    number, wanted = 1, target
    while str(target).casefold() in taken:
        number += 1
        target = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
    taken.add(str(target).casefold())
    return target


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
    clean = [_short(_PART.sub("_", part)).strip(" .") or "_" for part in parts][-8:]
    safe = [f"_{part}" if _RESERVED.match(part) else part for part in clean]
    return folder.joinpath(*safe)


def _short(name: str) -> str:
    """Return the end of a name that is too long for some system; they count bytes or characters."""
    name = name[-100:]
    while len(name.encode("utf-8", "replace")) > 200:
        name = name[len(name) // 10 + 1 :]
    return name
