"""`python -m ingest.worker`: reads files in a process of its own, requests and outcomes as JSON lines over its pipes.

Arguments: memory limit in MB, time limit in seconds (0 for none).  A first line "ready" tells that the modules are
loaded.  What libraries print goes to standard error, so that the pipe holds nothing but outcomes.
"""

from __future__ import annotations

import contextlib
import faulthandler
import hashlib
import os
import stat
import sys
import traceback
from typing import BinaryIO

from directives.errors import DanChieuError, SecretDocument, UnreadableFile
from ingest.options import DEFAULT, Options
from ingest.wire import Failed, Outcome, Parsed, Read, Refused, Request, Unpacked, decode_request, encode_read

READY = b'"ready"\n'
ALIVE = b'"alive"\n'  # a page has been recognised, the file's time begins anew
OUT_OF_MEMORY = 71  # exit status after a file that needed more memory than allowed
_GRACE_S = 5  # the owner stops a late worker; one whose owner is gone stops itself this much later


def main(arguments: list[str]) -> int:
    """Serve requests until standard input ends; return the exit status."""
    memory_mb, time_s = int(arguments[0]), int(arguments[1])
    requests, outcomes = _pipes()
    from ingest.reading import read as _  # noqa: F401  loaded before "ready", so that no file's time pays for it

    limit_memory(memory_mb)
    outcomes.write(READY)
    outcomes.flush()

    def start_timer() -> None:
        if time_s:
            # Native code may hang without ever giving Python the word: this timer needs no word.
            faulthandler.dump_traceback_later(time_s + _GRACE_S, exit=True)

    def tell_alive() -> None:
        start_timer()
        outcomes.write(ALIVE)
        outcomes.flush()

    for line in requests:
        request = decode_request(line)
        start_timer()
        try:
            options = Options(request.ocr, time_s, tell_alive)
            outcome = unpack_file(request) if request.unpack_to else read_file(request, options)
        except MemoryError:
            # The heap may be in pieces: a fresh process takes the next file, and the owner tells why this one failed.
            return OUT_OF_MEMORY
        faulthandler.cancel_dump_traceback_later()
        outcomes.write(encode_read(outcome))
        outcomes.flush()
    return 0


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return standard input and output, with file descriptor 1 turned to standard error for everybody else."""
    outcomes = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, outcomes


def limit_memory(megabytes: int) -> None:
    """Limit the address space of this process, and its core file to nothing, where the system can."""
    try:
        import resource
    except ImportError:  # Windows; there the time limit alone has to stop a file that eats memory
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit = megabytes * 2**20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)  # left as it is: LibreOffice as a child needs more
    if limit and (hard == resource.RLIM_INFINITY or limit < hard):
        # macOS knows the limit and refuses to set it.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def read_file(request: Request, options: Options = DEFAULT) -> Read:
    """Return what came of one file; every failure but lack of memory is an outcome with its reason."""
    from ingest.reading import read

    sha256 = ""
    try:
        data = load(request)
        sha256 = hashlib.sha256(data).hexdigest()
        return Parsed(request.path, sha256, read(data, request.path.name, options))
    except SecretDocument as error:
        return Refused(request.path, sha256, str(error))
    except DanChieuError as error:
        return Failed(request.path, sha256, str(error))
    except MemoryError:
        raise
    except Exception as error:  # a reader's own mistake: this file fails with its cause named, the others go on
        traceback.print_exc(file=sys.stderr)
        return Failed(request.path, sha256, _unforeseen(error))


def unpack_file(request: Request) -> Outcome:
    """Write the files of an archive below the folder that is asked for, in a folder named after its bytes."""
    from ingest.unpack import is_package, unpack

    sha256 = ""
    try:
        with request.path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if request.unpack_to is None or is_package(request.path):
            return Unpacked(request.path, sha256, None)
        return Unpacked(request.path, sha256, unpack(request.path, request.unpack_to / sha256[:16]))
    except DanChieuError as error:
        return Failed(request.path, sha256, str(error))
    except OSError as error:
        return Failed(request.path, sha256, f"Không mở được tệp ({error.strerror or error}).")
    except MemoryError:
        raise
    except Exception as error:  # as for files that are read
        traceback.print_exc(file=sys.stderr)
        return Failed(request.path, sha256, _unforeseen(error))


def load(request: Request) -> bytes:
    """Return the bytes of a regular file within the limit; raises UnreadableFile."""
    try:
        # Asked before opening: a pipe without a writer would never open.
        status = request.path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile("Không phải tệp thường (thư mục, thiết bị hoặc ống dẫn); hãy chọn tệp khác.")
        if status.st_size > request.max_bytes:
            raise UnreadableFile(
                f"Tệp nặng {status.st_size / 2**20:.0f} MB, vượt giới hạn {request.max_bytes / 2**20:.0f} MB;"
                " hãy tách nhỏ, hoặc nâng mục cấu hình file_limit_mb."
            )
        with request.path.open("rb") as file:
            return file.read(request.max_bytes)
    except OSError as error:
        raise UnreadableFile(
            f"Không mở được tệp ({error.strerror or error}); hãy kiểm tra đường dẫn và quyền đọc."
        ) from error


def _unforeseen(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "Tệp lồng quá nhiều tầng nên không đọc được; hãy lưu lại nội dung dạng .docx hoặc .txt rồi nạp lại."
    return (
        f"Gặp lỗi ngoài dự kiến khi đọc tệp ({type(error).__name__}: {str(error)[:200]}); hãy lưu lại tệp dạng .docx"
        " hoặc PDF rồi nạp lại, và báo lỗi này cho người phụ trách."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
