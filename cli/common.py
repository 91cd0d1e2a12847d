"""What all commands share: the Typer app, common options, opening the archive, printing."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from directives.errors import BadRequest

if TYPE_CHECKING:
    from library import Library

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Dẫn Chiếu: tìm kiếm, tra cứu viện dẫn và soạn thảo trên kho văn bản chỉ đạo.",
)

LibraryOption = Annotated[Path | None, typer.Option("--library", help="Thư mục kho văn bản (mặc định: var/library).")]
JsonOption = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON trên một dòng.")]
HitsOption = Annotated[int, typer.Option("-k", min=1, max=1000, help="Số đoạn cần lấy.")]


@contextmanager
def opened(path: Path | None) -> Iterator[Library]:
    """Open the archive at `path` (default: the settings' library) for the length of a command."""
    from library import Library

    with Library.open(path) as library:
        user = library.settings.user
        yield library.as_viewer(library.people.viewer(user)) if user else library


def say(text: str) -> None:
    """Print a line on standard error."""
    print(text, file=sys.stderr, flush=True)


def printed(as_json: bool, answer: Callable[[], object], text: Callable[[], str]) -> None:
    """Print a result on standard output: `answer` as one line of JSON, or `text`."""
    print(json.dumps(answer(), ensure_ascii=False) if as_json else text(), flush=True)


def date_of(text: str | None) -> str | None:
    """Return a typed date in ISO form, None for None.  Raises BadRequest."""
    from datetime import date, datetime

    if text is None:
        return None
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            found: date = datetime.strptime(text, pattern).date()
        except ValueError:
            continue
        return found.isoformat()
    raise BadRequest(f"Ngày “{text}” không hợp lệ; hãy nhập dạng 2024-01-31 hoặc 31/01/2024.")


def write_file(path: Path, data: bytes) -> None:
    """Write a result to the file that was asked for, and say so.  Raises BadRequest where that cannot be."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise BadRequest(
            f"Không ghi được {path} ({error.strerror}); hãy chọn nơi khác hoặc đóng tệp đang mở."
        ) from error
    say(f"Đã ghi {path}.")
