"""Files that an archive keeps in its own folder: uploads, and what was unpacked."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from directives.errors import BadRequest

UPLOADS = "uploads"  # folder of the archive for files that come as bytes
UNPACKED = "unpacked"  # folder of the archive for the files of zip archives


def is_ours(library: Path, path: Path) -> bool:
    """Whether the file at `path` is one that the archive in folder `library` keeps itself."""
    return any(path.is_relative_to(library / name) for name in (UPLOADS, UNPACKED))


def keep_upload(library: Path, name: str, data: bytes) -> Path:
    """Write an uploaded file below the archive's folder, by the hash of its bytes, and return where.

    Raises BadRequest for a name without letters or digits.
    """
    plain = re.sub(r"[^\w.\- ()]", "_", Path(name.replace("\\", "/")).name).strip(" .")
    if not re.search(r"\w", plain):
        raise BadRequest(f"Tên tệp “{name}” không hợp lệ; hãy đổi tên tệp rồi tải lên lại.")
    folder = library / UPLOADS / hashlib.sha256(data).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / plain[-120:]
    temporary = folder / ".writing"
    temporary.write_bytes(data)
    temporary.replace(target)
    return target
