"""What commands write as lists for Excel and Word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.common import LibraryOption, app, opened, write_file
from directives.errors import BadRequest

if TYPE_CHECKING:
    from library.lists import Form

ExcelOption = Annotated[Path | None, typer.Option("--xlsx", help="Ghi thêm bảng ra tệp Excel này.")]
WordOption = Annotated[Path | None, typer.Option("--docx", help="Ghi thêm bảng ra tệp Word này.")]


def write_lists(excel: Path | None, word: Path | None, made: Callable[[Form], bytes]) -> None:
    """Write a result as the files that were asked for.  Raises BadRequest."""
    for path, form in _asked(excel, word):
        write_file(path, made(form))


def check_lists(excel: Path | None, word: Path | None) -> None:
    """Refuse names that would not open in the program they are meant for.  Raises BadRequest."""
    for path, form in _asked(excel, word):
        if path.suffix.lower() != f".{form}":
            raise BadRequest(f"Tệp “{path.name}” phải có đuôi .{form}; hãy đặt lại tên.")


def _asked(excel: Path | None, word: Path | None) -> list[tuple[Path, Form]]:
    asked: list[tuple[Path | None, Form]] = [(excel, "xlsx"), (word, "docx")]
    return [(path, form) for path, form in asked if path is not None]


@app.command("export-list", help="Ghi danh sách văn bản của kho ra tệp Excel hoặc Word, theo đuôi tệp.")
def export_list(
    file: Annotated[Path, typer.Argument(help="Tệp .xlsx hoặc .docx sẽ ghi.")],
    library: LibraryOption = None,
) -> None:
    """Write the list of documents as a file."""
    forms: dict[str, Form] = {".xlsx": "xlsx", ".docx": "docx"}
    form = forms.get(file.suffix.lower())
    if form is None:
        raise BadRequest(f"Tệp “{file.name}” phải có đuôi .xlsx hoặc .docx; hãy đặt lại tên.")
    with opened(library) as archive:
        write_file(file, archive.lists.documents(form))
