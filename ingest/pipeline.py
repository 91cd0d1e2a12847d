"""Paths to documents: which files there are, and what came of each, as a stream."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from directives.errors import SecretDocument, UnreadableFile
from directives.models import Document
from ingest.options import Ocr
from ingest.pool import Opener, Reader, read_all
from ingest.unpack import is_archive, unfinished, unpacked
from ingest.wire import Failed, Parsed, Read, Refused
from settings import Settings

__all__ = [
    "opened",
    "Failed",
    "Fingerprint",
    "Ocr",
    "Parsed",
    "Refused",
    "fingerprint",
    "read_document",
    "read_documents",
    "scan",
]

_DEFAULT = Settings()
_MAX_READERS = 4  # more compete for memory and disk without reading faster
# Leftovers of systems and programs, besides all hidden files; Office's lock files begin with "~$".
_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin", "system volume information"})


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells one state of a file from another."""

    sha256: str
    size: int
    mtime_ns: int
    ctime_ns: int
    seen_ns: int  # by the clock of this machine, before the first byte was read


def scan(paths: Sequence[Path]) -> list[Path]:
    """Return the files at and below `paths`: absolute, sorted, each once.

    A path that was named is there even if it does not exist or is hidden.  In folders, hidden and leftover files and
    all symbolic links are left out (a link inside its folder leads to a file found anyway, one out of it must not be
    followed); a folder that cannot be listed stands in the list itself, so that reading it fails with the reason.
    """
    found: set[Path] = set()
    for path in paths:
        start = Path(os.path.abspath(path))
        if start.is_dir():
            found.update(_below(start))
        else:
            found.add(start)
    return sorted(found, key=lambda path: path.parts)


def _below(folder: Path) -> Iterator[Path]:
    pending = [folder]
    while pending:
        here = pending.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if _is_leftover(entry.name) or entry.is_symlink():
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(Path(entry.path))
                    elif entry.is_file(follow_symlinks=False):
                        yield Path(entry.path)
        except OSError:
            yield here


def _is_leftover(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _LEFTOVERS


def fingerprint(path: Path) -> Fingerprint:
    """Return the state of the file at `path`; raises OSError where it is no readable file with a Unicode name."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError as error:
        raise OSError(errno.EILSEQ, "tên tệp không phải Unicode, hãy đổi tên tệp") from error
    seen_ns = time.time_ns()
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        kind = "thư mục không đọc được" if stat.S_ISDIR(status.st_mode) else "không phải tệp thường"
        raise OSError(errno.EINVAL, kind)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Fingerprint(sha256, status.st_size, status.st_mtime_ns, status.st_ctime_ns, seen_ns)


def _sha256_of(path: Path) -> str:
    return fingerprint(path).sha256


def opened(
    paths: Sequence[Path],
    folder: Path,
    sha256_of: Callable[[Path], str] = _sha256_of,
    settings: Settings = _DEFAULT,
    expect: Callable[[Path], None] = lambda _: None,
) -> tuple[list[Path], list[Failed]]:
    """Return the files, those of zip archives, written below `folder`, instead of the archives; and what failed.

    `sha256_of` tells the hash of an archive's bytes, or raises OSError.  Archives not yet unpacked are unpacked in a
    process of its own, under the limits of `settings`; `expect` hears of the folder before anything is written there.
    """
    files: list[Path] = []
    failed: list[Failed] = []
    with Opener(settings) as opener:
        for path in paths:
            if not is_archive(path):
                files.append(path)
                continue
            try:
                sha256 = sha256_of(path)
            except OSError as error:
                failed.append(Failed(path, "", f"Không mở được tệp ({error.strerror or error})."))
                continue
            inside = unpacked(folder / sha256[:16])
            if inside is None:
                expect(folder / sha256[:16])
                outcome = opener.unpack(path, folder)
                if isinstance(outcome, Failed):
                    for left in unfinished(folder / sha256[:16]):  # of a process that was stopped
                        shutil.rmtree(left, ignore_errors=True)
                    failed.append(outcome if outcome.sha256 else replace(outcome, sha256=sha256))
                    continue
                inside = outcome.folder
            found = [path] if inside is None else [p for p in scan([inside]) if p.is_file()]
            if not found:
                failed.append(Failed(path, sha256, "Tệp nén không chứa tệp nào."))
            files += found
    return files, failed


def read_document(path: Path, settings: Settings) -> Document:
    """Read one file, in a process of its own; raises UnreadableFile or SecretDocument with the reason."""
    (outcome,) = read_documents([path], settings)
    if isinstance(outcome, Parsed):
        return outcome.document
    raise (UnreadableFile if isinstance(outcome, Failed) else SecretDocument)(outcome.reason)


def read_documents(
    paths: Sequence[Path], settings: Settings, jobs: int = 0, ocr: Ocr = "auto", worker: str = "ingest.worker"
) -> Iterator[Read]:
    """Yield what came of each file, in `jobs` processes (0: those of the settings, else one per core, at most four).

    With one process the outcomes come in the order of `paths`; with several as well, except that those behind a file
    that takes long do not wait for it.  `ocr` says whether scanned pages and images are recognised.  `worker` is the
    module that the processes run.  Raises ReadingUnavailable where no process can be started.
    """
    if not paths:
        return
    wanted = jobs or settings.jobs or min(_MAX_READERS, os.cpu_count() or 1)
    readers = [Reader(settings, worker, ocr) for _ in range(max(1, min(wanted, len(paths))))]
    for outcome in read_all([Path(os.path.abspath(path)) for path in paths], readers):
        yield outcome if outcome.sha256 or isinstance(outcome, Parsed) else _identified(outcome)


def _identified(outcome: Failed | Refused) -> Failed | Refused:
    """Add the hash of a file whose reader could not tell it, so that the same bytes are known again."""
    with contextlib.suppress(OSError):  # its reason says already that it cannot be opened
        return replace(outcome, sha256=fingerprint(outcome.path).sha256)
    return outcome
