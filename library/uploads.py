"""Files that an archive keeps in its own folder: uploads, and what was unpacked."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from directives.errors import BadRequest

UPLOADS = "uploads"  # folder of the archive for files that come as bytes
UNPACKED = "unpacked"  # folder of the archive for the files of zip archives


def is_ours(library: Path, path: Path) -> bool:
    """Whether the file at `path` is one that the archive in folder `library` keeps itself."""
    return any(path.is_relative_to(library / name) for name in (UPLOADS, UNPACKED))


def was_uploaded(library: Path, path: Path) -> bool:
    """Whether `path` is a file that was uploaded into the archive in folder `library`, and no way to another one."""
    place = library / UPLOADS
    return path.resolve() == path and path.parent.parent == place.resolve() and path.is_file()


def own_folder(library: Path, path: Path) -> Path | None:
    """Return the folder, named after a hash, in which the archive in folder `library` keeps the file at `path`."""
    return library.joinpath(*path.relative_to(library).parts[:2]) if is_ours(library, path) else None


def forget_file(library: Path, path: Path) -> None:
    """Keep nothing of a refused file, and of the uploaded archive that it came in; files elsewhere are not ours."""
    if not is_ours(library, path):
        return
    path.unlink(missing_ok=True)
    below = path.relative_to(library).parts
    if below[0] == UNPACKED:  # its folder has the name of the upload's: both are named after the archive's bytes
        shutil.rmtree(library / UPLOADS / below[1], ignore_errors=True)


def keep_upload(library: Path, name: str, data: bytes, expect: Callable[[Path], None]) -> Path:
    """Write an uploaded file below the archive's folder, by the hash of its bytes, and return where.

    `expect` hears of the folder before anything is written there.  Raises BadRequest for a name without letters or
    digits.
    """
    plain = re.sub(r"[^\w.\- ()]", "_", Path(name.replace("\\", "/")).name).strip(" .")
    if not re.search(r"\w", plain):
        raise BadRequest(f"Tên tệp “{name}” không hợp lệ; hãy đổi tên tệp rồi tải lên lại.")
    folder = library / UPLOADS / hashlib.sha256(data).hexdigest()[:16]
    expect(folder)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / plain[-120:]
    temporary = folder / ".writing"
    temporary.write_bytes(data)
    temporary.replace(target)
    return target
