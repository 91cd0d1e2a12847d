"""The command that makes a draft."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from cli.common import JsonOption, LibraryOption, app, opened, printed
from directives.errors import BadRequest


@app.command(help="Lập dự thảo từ nhiệm vụ của một văn bản chỉ đạo hoặc từ một nội dung, ghi ra tệp .docx.")
def draft(
    kind: Annotated[str, typer.Option(help="cong_van, ke_hoach, de_cuong, ban_tin, bao_cao hoặc slide.")],
    out: Annotated[Path, typer.Option(help="Tệp .docx cần ghi.")],
    document: Annotated[
        str | None, typer.Option(help="Mã, số ký hiệu, tên tệp hoặc tiêu đề của văn bản chỉ đạo.")
    ] = None,
    task: Annotated[list[str], typer.Option("--task", help="Nhiệm vụ mang số này (dùng được nhiều lần).")] = [],  # noqa: B006
    query: Annotated[str | None, typer.Option(help="Nội dung cần soạn, khi không theo nhiệm vụ.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a draft."""
    from library import contract, plain
    from library.drafting import DraftRequest, kind_of

    if out.suffix.lower() != ".docx":
        raise BadRequest(f"Tệp {out} không phải .docx; hãy đặt tên tệp kết thúc bằng .docx.")
    with opened(library) as archive:
        made = archive.drafts.make(DraftRequest(kind_of(kind), document, tuple(task), query))
        out.write_bytes(archive.drafts.docx(made))
    printed(as_json, partial(contract.drafted, made, str(out)), partial(plain.drafted, made, out))
