"""Commands that put documents in or read files: ingest, parse."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from time import sleep as pause
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
    sync: Annotated[bool, typer.Option("--sync", help="Chuyển vào thùng rác văn bản mà tệp không còn.")] = False,
    confirm_removal: Annotated[
        bool, typer.Option("--confirm-removal", help="Với --sync: xác nhận là phần lớn tệp của thư mục đã xóa thật.")
    ] = False,
    collection: Annotated[str | None, typer.Option(help="Bộ văn bản nhận các tệp này.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring files into the archive."""
    from library import contract, plain

    if confirm_removal and not sync:
        raise BadRequest("Tùy chọn --confirm-removal chỉ dùng cùng với --sync.")
    with opened(library) as archive:
        report = archive.ingest(paths, jobs, _ocr(ocr), sync, _progress, confirm_removal, collection)
    problems = len(report.failed) + len(report.refused)
    kept = report.added + report.updated + report.unchanged + report.duplicates
    printed(as_json, partial(contract.ingested, report), partial(plain.ingested, report))
    if problems:
        raise typer.Exit(1 if kept else 2)


@app.command(help="Theo dõi thư mục và tự cập nhật kho; nhấn Ctrl+C để dừng.")
def watch(
    folders: Annotated[list[Path], typer.Argument(help="Các thư mục cần theo dõi.")],
    every: Annotated[float, typer.Option("--every", min=1, help="Số giây giữa hai lần xem.")] = 10,
    jobs: Annotated[int, typer.Option(min=0, help="Số tiến trình đọc tệp (0: tự chọn).")] = 0,
    ocr: Annotated[str, typer.Option(help="Nhận dạng chữ trong ảnh quét: auto, never hoặc always.")] = "auto",
    collection: Annotated[str | None, typer.Option(help="Bộ văn bản nhận các tệp mới.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Follow folders until interrupted; one answer of `ingest` for each time that something changed."""
    from library import contract, plain

    with opened(library) as archive:
        at_work = archive.watch(folders, jobs, _ocr(ocr), say, _progress, collection)
        say(f"Đang theo dõi {', '.join(map(str, folders))}, {every:g} giây một lần (nhấn Ctrl+C để dừng).")
        while True:
            report = at_work.step()
            if report is not None:
                printed(as_json, partial(contract.ingested, report), partial(plain.ingested, report))
            pause(every)


def _ocr(chosen: str) -> Literal["auto", "never", "always"]:
    if chosen not in ("auto", "never", "always"):
        raise BadRequest(f"Giá trị --ocr “{chosen}” không hợp lệ; hãy dùng auto, never hoặc always.")
    return cast("Literal['auto', 'never', 'always']", chosen)


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
    pace = ""
    if event.rate is not None and event.remaining_s:
        pace = f"  ({60 * event.rate:.0f} tệp/phút, còn {_duration(event.remaining_s)})"
    say(f"[{event.done}/{event.total}] {words[event.outcome]}  {event.path}{reason}{pace}")


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} giây"
    return f"{seconds / 60:.0f} phút" if seconds < 5400 else f"{seconds / 3600:.1f} giờ"


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
