"""Commands that keep documents from getting lost: the bin, backup and restore."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from cli.common import JsonOption, LibraryOption, app, opened, printed, say
from directives.errors import BadRequest


@app.command("bin", help="Liệt kê thùng rác: những văn bản đã gỡ khỏi kho, còn khôi phục được.")
def bin_(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the bin."""
    from library import keeping_words

    with opened(library) as archive:
        entries = archive.bin.entries()
    printed(as_json, partial(keeping_words.binned, entries), partial(keeping_words.bin_text, entries))


@app.command("restore-bin", help="Đưa một văn bản từ thùng rác trở lại kho, nguyên như trước khi gỡ.")
def restore_bin(
    document: Annotated[str, typer.Argument(help="Mã hoặc số, ký hiệu của văn bản trong thùng rác.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a document back."""
    from library import keeping_words

    with opened(library) as archive:
        card = archive.bin.restore(document)
    printed(
        as_json,
        lambda: keeping_words.restored(card),
        lambda: f"Đã khôi phục {card.type or ''} {card.number or card.id}.",
    )


@app.command("purge-bin", help="Xóa hẳn một văn bản (hoặc tất cả) khỏi thùng rác; không lấy lại được.")
def purge_bin(
    document: Annotated[str | None, typer.Argument(help="Mã hoặc số, ký hiệu của văn bản trong thùng rác.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Xóa hẳn mọi văn bản trong thùng rác.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Delete for good."""
    if (document is None) != everything:
        raise BadRequest("Hãy nêu một văn bản cần xóa hẳn, hoặc --all để xóa hẳn tất cả.")
    with opened(library) as archive:
        count = archive.bin.purge(document)
    printed(as_json, lambda: {"purged": count}, lambda: f"Đã xóa hẳn {count} văn bản khỏi thùng rác.")


@app.command(help="Sao lưu kho vào một tệp, cả khi kho đang được dùng.")
def backup(
    file: Annotated[Path, typer.Argument(help="Tệp sao lưu cần ghi (.zip), ngoài thư mục kho.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a backup."""
    from library import keeping_words

    with opened(library) as archive:
        report = archive.upkeep.backup(file)
    printed(as_json, partial(keeping_words.backed_up, report), partial(keeping_words.backup_text, report))


@app.command(help="Khôi phục kho từ tệp sao lưu; kiểm tra toàn bộ trước khi thay kho đang có.")
def restore(
    file: Annotated[Path, typer.Argument(help="Tệp sao lưu.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a backup back."""
    from library import keeping_words, restore_archive
    from settings import load_settings

    settings = load_settings()
    report = restore_archive(file, library or settings.library, settings, tell=say)
    printed(as_json, partial(keeping_words.backed_up, report), partial(keeping_words.restore_text, report))
