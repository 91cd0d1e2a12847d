"""`danchieu`: the command line over `library`, one module for each kind of command.

Results go to standard output (with --json: one JSON document on one line, nothing else), progress and errors to
standard error.  Exit status: 0 done; 1 done in part, each failure named; 2 wrong use, or nothing could be done.
"""

from __future__ import annotations

import sys
import traceback

from typer.exceptions import TyperException

from cli import adding, asking, drafting, evaluating, exporting, keeping, people, safekeeping, saved, serving
from cli.common import app, say
from directives.errors import DanChieuError

__all__ = [
    "adding",
    "app",
    "asking",
    "drafting",
    "evaluating",
    "exporting",
    "keeping",
    "main",
    "people",
    "safekeeping",
    "saved",
    "serving",
]

_INTERRUPTED = 130  # what typer makes of Ctrl+C


def main() -> None:
    """Run the command line; errors meant for the user become one line on standard error and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = app(prog_name="danchieu", standalone_mode=False)
    except TyperException as error:
        say(_wrong_use(error))
        sys.exit(2)
    except DanChieuError as error:
        say(f"Lỗi: {error}")
        sys.exit(2)
    except OSError as error:
        place = f" {error.filename}" if error.filename else ""
        say(f"Lỗi: không đọc, ghi được{place} ({error.strerror}); hãy kiểm tra đường dẫn, quyền và dung lượng đĩa.")
        sys.exit(2)
    except Exception:  # a mistake of the program's own: told whole, and never taken for "done in part"
        traceback.print_exc()
        say("Lỗi ngoài dự kiến của chương trình; hãy gửi các dòng trên cho người phụ trách.")
        sys.exit(2)
    if status == _INTERRUPTED:
        say("Đã dừng theo yêu cầu; phần đã ghi vẫn nguyên vẹn, chạy lại lệnh để làm tiếp.")
    sys.exit(status)


def _wrong_use(error: TyperException) -> str:
    """Return in Vietnamese what typer found wrong with the way the command was called."""
    from typer._click import exceptions as wrong

    if isinstance(error, wrong.NoArgsIsHelpError):
        return error.format_message()
    hint = error.param.get_error_hint() if isinstance(error, wrong.BadParameter) and error.param else ""
    if isinstance(error, wrong.NoSuchOption):
        said = f"không có tùy chọn {error.option_name}"
    elif isinstance(error, wrong.MissingParameter):
        said = f"còn thiếu {hint}"
    elif isinstance(error, wrong.BadParameter):
        said = f"giá trị của {hint} không hợp lệ ({error.message})"
    else:
        said = str(error).rstrip(".")
    context = error.ctx if isinstance(error, wrong.UsageError) else None
    command = context.command_path if context else "danchieu"
    return f"Lỗi: gọi lệnh chưa đúng: {said}. Xem cách dùng: {command} --help"
