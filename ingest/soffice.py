"""Old formats of Microsoft Office through LibreOffice, run without a window, under limits, in a profile of its own."""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from directives.errors import UnreadableFile
from ingest.options import Options

_SECONDS = 150  # of one conversion; what takes longer hangs
_SPARE = 10  # seconds kept of the file's time, so that the answer is ours and not the owner's
_MEMORY = 6 * 2**30  # bytes of address space: the program maps far more than it uses
_OUTPUT = 500 * 2**20  # bytes of any file that it writes
_RESTART = 81  # exit status of the first start in a fresh profile, which asks for a second one
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
# Its readers by name, for a broken file would be taken for plain text; newer ones first.
_READERS = {
    "doc": ("MS Word 97", "MS WinWord 6.0"),
    "xls": ("MS Excel 97", "MS Excel 95"),
    "ppt": ("MS PowerPoint 97",),
    "rtf": ("Rich Text Format",),
    "odt": ("writer8",),
    "ods": ("calc8",),
    "wordml": ("MS Word 2003 XML",),
    "sheetml": ("MS Excel 2003 XML",),
    "odp": ("impress8",),
}
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
INSTALL = "hãy cài LibreOffice (chạy “python3 run.py setup --system”)"


@cache
def program() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice") or next(filter(os.path.exists, _PLACES), None)
    if found and sys.platform == "linux":
        # The launcher would leave the program itself running when it is killed.
        inner = Path(found).resolve().parent / "soffice.bin"
        return str(inner) if inner.exists() else found
    return found


def convert(data: bytes, suffix: str, target: str, options: Options) -> bytes:
    """Return a file of the format `suffix` ("doc") as one of the format `target` ("docx").

    Raises UnreadableFile where LibreOffice is not installed, takes too long or cannot read the file.
    """
    command = program()
    if command is None:
        raise UnreadableFile(
            f"Tệp .{suffix} cần LibreOffice để đọc mà máy chưa có; {INSTALL} rồi nạp lại, hoặc mở tệp bằng Microsoft"
            f" Office và lưu lại dạng .{target}."
        )
    broken = (
        f"LibreOffice không mở được tệp .{suffix} (tệp có thể hỏng hoặc có mật khẩu); hãy mở bằng Microsoft Office,"
        f" lưu lại dạng .{target} rồi nạp lại."
    )
    with tempfile.TemporaryDirectory(prefix="danchieu-") as folder:
        source = Path(folder) / f"nguon.{suffix}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={_profile().as_uri()}"
        quiet = ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
        out = ["--convert-to", target, "--outdir", folder, str(source)]
        result = Path(folder) / f"nguon.{target}"
        for reader in _READERS[suffix]:
            call = [command, profile, *quiet, f"--infilter={reader}", *out]
            if _run(call, folder, options) == _RESTART:
                _run(call, folder, options)
            if result.is_file():
                return result.read_bytes()
        raise UnreadableFile(broken)


@cache
def _profile() -> Path:
    """Return the folder of this process's profile; made once, since a fresh one costs seconds, and removed at exit."""
    folder = Path(tempfile.mkdtemp(prefix="danchieu-lo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _run(command: list[str], folder: str, options: Options) -> int:
    seconds = min(_SECONDS, max(1, options.seconds - _SPARE)) if options.seconds else _SECONDS
    posix = os.name == "posix"
    # Nothing of the user's goes along: LibreOffice shall find neither display nor home.
    environment = {
        k: v
        for k, v in os.environ.items()
        if k in ("PATH", "LANG", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH")
    }
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment | {"HOME": folder, "SAL_USE_VCLPLUGIN": "svp"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=posix,
        preexec_fn=_limited if posix else None,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(
            f"LibreOffice đọc tệp quá {seconds} giây nên đã dừng; hãy mở bằng Microsoft Office, lưu lại dạng mới"
            " (.docx, .xlsx, .pptx) rồi nạp lại."
        ) from error
    finally:
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process with all that it has started."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    process.wait()


def _limited() -> None:
    """Set the limits of the child, between its birth and its program."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if sys.platform == "linux":
        limit = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
        # A reading process that is killed takes it along.
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_OUTPUT, _OUTPUT))
