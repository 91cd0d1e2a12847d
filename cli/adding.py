"""Commands that put documents in or read files: ingest, parse."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from cli.common import JsonOption, LibraryOption, app, opened, printed, say
from directives.errors import BadRequest, DanChieuError

if TYPE_CHECKING:
    from directives.models import IngestProgress


@app.command(help="Nạp tệp hoặc thư mục vào kho.")
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Tệp hoặc thư mục.")],
    jobs: Annotated[int, typer.Option(min=0, help="Số tiến trình đọc tệp (0: tự chọn).")] = 0,
    ocr: Annotated[str, typer.Option(help="Nhận dạng chữ trong ảnh quét: auto, never hoặc always.")] = "auto",
    sync: Annotated[bool, typer.Option("--sync", help="Gỡ khỏi kho những tệp không còn trong thư mục.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring files into the archive."""
    from library import contract, plain

    if ocr not in ("auto", "never", "always"):
        raise BadRequest(f"Giá trị --ocr “{ocr}” không hợp lệ; hãy dùng auto, never hoặc always.")
    with opened(library) as archive:
        report = archive.ingest(paths, jobs, cast("Literal['auto', 'never', 'always']", ocr), sync, _progress)
    problems = len(report.failed) + len(report.refused)
    kept = report.added + report.updated + report.unchanged + report.duplicates
    printed(as_json, partial(contract.ingested, report), partial(plain.ingested, report))
    if problems:
        raise typer.Exit(1 if kept else 2)


def _progress(event: IngestProgress) -> None:
    words = {
        "added": "thêm",
        "updated": "cập nhật",
        "unchanged": "không đổi",
        "duplicate": "trùng",
        "failed": "LỖI",
        "refused": "TỪ CHỐI",
    }
    if event.outcome == "unchanged":
        return
    reason = f": {event.reason}" if event.reason else ""
    say(f"[{event.done}/{event.total}] {words[event.outcome]}  {event.path}{reason}")


@app.command(help="Đọc tệp và in cấu trúc, viện dẫn; không nạp vào kho.")
def parse(
    files: Annotated[list[Path], typer.Argument(help="Các tệp cần đọc.")],
    as_json: JsonOption = False,
) -> None:
    """Print what is read in files, without an archive."""
    from library import contract, plain, read_files

    failures = 0
    for path, document in read_files(files):
        if isinstance(document, DanChieuError):
            failures += 1
            unread = {"path": str(path), "error": str(document)}
            printed(as_json, partial(dict, unread), partial("{path}: {error}".format_map, unread))
            continue
        printed(as_json, partial(contract.parsed, str(path), document), partial(plain.parsed, path, document))
    if failures:
        raise typer.Exit(1 if failures < len(files) else 2)
