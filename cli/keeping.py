"""Commands that look after the archive: list, show, remove, reencode, doctor."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from cli.common import JsonOption, LibraryOption, app, opened, printed, say


@app.command("list", help="Liệt kê văn bản trong kho.")
def list_(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List all documents."""
    from library import contract, plain

    with opened(library) as archive:
        cards = archive.documents()
    printed(as_json, partial(contract.listed, cards), partial(plain.listed, cards))


@app.command(help="In nội dung và cấu trúc của một văn bản trong kho.")
def show(
    document: Annotated[str, typer.Argument(help="Mã, số ký hiệu, tên tệp hoặc tiêu đề của văn bản.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one document."""
    from library import contract

    with opened(library) as archive:
        found = archive.document(document)
        card = archive.card(found.id)
    printed(as_json, lambda: contract.shown(card.source, found), lambda: found.text)


@app.command(help="Chuyển một văn bản vào thùng rác của kho (tệp gốc trên đĩa không bị xóa).")
def remove(
    document: Annotated[str, typer.Argument(help="Mã, số ký hiệu, tên tệp hoặc tiêu đề của văn bản.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Remove one document."""
    from library import contract

    with opened(library) as archive:
        card = archive.remove(document)
    printed(
        as_json,
        lambda: contract.removed(card),
        lambda: (
            f"Đã chuyển {card.type or ''} {card.number or card.id} vào thùng rác; tệp gốc vẫn ở {card.source}. Lấy lại "
            f"bằng: danchieu restore-bin {card.id}"
        ),
    )


@app.command(help="Mã hóa lại toàn bộ kho bằng mô hình trong cấu hình; dừng giữa chừng rồi chạy lại được.")
def reencode(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Re-encode the archive."""
    with opened(library) as archive:
        count = archive.upkeep.reencode(lambda done, total: say(f"[{done}/{total}] đoạn"))
    printed(as_json, lambda: {"encoded": count}, lambda: f"Đã mã hóa {count} đoạn.")


@app.command(help="Kiểm tra kho; --repair dựng lại chỉ mục và viện dẫn.")
def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Dựng lại những gì dựng lại được.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check the archive."""
    from library import contract, examine, plain
    from settings import load_settings

    settings = load_settings()
    diagnosis = examine(library or settings.library, settings, repair=repair)
    printed(as_json, partial(contract.diagnosed, diagnosis), partial(plain.diagnosed, diagnosis))
    if not diagnosis.ok:
        raise typer.Exit(1)
