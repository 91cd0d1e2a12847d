"""Commands that write lists for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.common import LibraryOption, app, opened, say
from directives.errors import BadRequest


@app.command("export-list", help="Ghi danh sách văn bản của kho ra tệp Excel.")
def export_list(
    file: Annotated[Path, typer.Argument(help="Tệp .xlsx sẽ ghi.")],
    library: LibraryOption = None,
) -> None:
    """Write the list of documents as an Excel file."""
    from library import tables

    if file.suffix.lower() != ".xlsx":
        raise BadRequest(f"Tệp “{file.name}” phải có đuôi .xlsx; hãy đặt lại tên.")
    with opened(library) as archive:
        cards = archive.documents()
    file.write_bytes(tables.documents(cards))
    say(f"Đã ghi {len(cards)} văn bản vào {file}.")
