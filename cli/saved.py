"""Commands for searches that are kept: `danchieu saved …`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cli.asking import filters_of, sort_of
from cli.common import JsonOption, LibraryOption, app, opened, printed, say
from directives.errors import BadRequest

if TYPE_CHECKING:
    from library import Library
    from library.desk import SavedSearch

saved_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Tìm kiếm đã lưu và văn bản mới khớp với nó.")
app.add_typer(saved_app, name="saved")


def _told(archive: Library, searches: Sequence[SavedSearch], as_json: bool) -> None:
    from library import desk_words

    new = desk_words.news(archive.desk, searches)
    printed(as_json, partial(desk_words.listed, searches, new), partial(desk_words.text, searches, new))


@saved_app.command("list", help="Liệt kê tìm kiếm đã lưu và văn bản mới đã thấy lần xem trước.")
def list_(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the searches kept."""
    with opened(library) as archive:
        _told(archive, archive.desk.saved(), as_json)


@saved_app.command("add", help="Lưu một tìm kiếm; văn bản nạp sau lúc này mà khớp thì được báo.")
def add(
    name: Annotated[str, typer.Argument(help="Tên để nhớ.")],
    query: Annotated[str, typer.Argument(help="Nội dung cần tìm.")],
    type_: Annotated[list[str], typer.Option("--type", help="Loại văn bản (dùng được nhiều lần).")] = [],  # noqa: B006
    issuer: Annotated[list[str], typer.Option(help="Cơ quan ban hành.")] = [],  # noqa: B006
    date_from: Annotated[str | None, typer.Option("--from", help="Từ ngày (YYYY-MM-DD hoặc dd/mm/yyyy).")] = None,
    date_to: Annotated[str | None, typer.Option("--to", help="Đến ngày.")] = None,
    sort: Annotated[str, typer.Option(help="Xếp theo score (độ khớp) hoặc date (mới nhất).")] = "score",
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep a search."""
    with opened(library) as archive:
        filters = filters_of(archive, type_, issuer, date_from, date_to, None)
        _told(archive, [archive.desk.save(name, query, filters, sort_of(sort))], as_json)


@saved_app.command("remove", help="Bỏ một tìm kiếm đã lưu.")
def remove(
    number: Annotated[int, typer.Argument(help="Số của tìm kiếm trong danh sách.")],
    library: LibraryOption = None,
) -> None:
    """Keep a search no more."""
    with opened(library) as archive:
        archive.desk.drop(number)
    say(f"Đã bỏ tìm kiếm số {number}.")


@saved_app.command("run", help="Xem có văn bản nào mới nạp khớp với tìm kiếm đã lưu.")
def run(
    number: Annotated[int | None, typer.Argument(help="Chỉ tìm kiếm số này.")] = None,
    seen: Annotated[bool, typer.Option("--seen", help="Coi các văn bản mới vừa in là đã xem.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look for what is new."""
    with opened(library) as archive:
        searches = [search for search in archive.desk.look() if number in (None, search.id)]
        if number is not None and not searches:
            raise BadRequest(f"Không có tìm kiếm đã lưu số {number}; hãy xem bằng “danchieu saved list”.")
        _told(archive, searches, as_json)
        if seen:
            archive.desk.seen(number)
