"""Commands that ask: search, answer, check, tasks, trace, missing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from cli.common import HitsOption, JsonOption, LibraryOption, app, date_of, opened, printed, say, write_file
from cli.exporting import ExcelOption, WordOption, check_lists, write_lists
from directives.errors import BadRequest, DanChieuError

if TYPE_CHECKING:
    from directives.models import Filters
    from library import Library


@app.command(help="Tìm các đoạn văn bản theo ý nghĩa, từ ngữ hoặc số, ký hiệu.")
def search(
    query: Annotated[str | None, typer.Argument(help="Nội dung cần tìm.")] = None,
    queries: Annotated[Path | None, typer.Option(help='Tệp JSONL, mỗi dòng {"query_id", "text"}.')] = None,
    k: HitsOption = 10,
    type_: Annotated[list[str], typer.Option("--type", help="Loại văn bản (dùng được nhiều lần).")] = [],  # noqa: B006
    issuer: Annotated[
        list[str], typer.Option(help="Cơ quan ban hành: cả tên, một phần, viết tắt hoặc không dấu.")
    ] = [],  # noqa: B006
    date_from: Annotated[str | None, typer.Option("--from", help="Từ ngày (YYYY-MM-DD hoặc dd/mm/yyyy).")] = None,
    date_to: Annotated[str | None, typer.Option("--to", help="Đến ngày.")] = None,
    document: Annotated[str | None, typer.Option(help="Chỉ tìm trong văn bản này.")] = None,
    sort: Annotated[str, typer.Option(help="Xếp theo score (độ khớp) hoặc date (mới nhất).")] = "score",
    xlsx: ExcelOption = None,
    docx: WordOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Search passages."""
    from library import contract, plain

    if (query is None) == (queries is None):
        raise BadRequest("Hãy nhập một nội dung cần tìm, hoặc một tệp câu hỏi với --queries.")
    if queries is not None and (xlsx or docx):
        raise BadRequest("Tùy chọn --xlsx và --docx dùng với một nội dung cần tìm, không dùng với --queries.")
    check_lists(xlsx, docx)
    order = sort_of(sort)
    with opened(library) as archive:
        filters = filters_of(archive, type_, issuer, date_from, date_to, document)
        for query_id, text in [(None, query or "")] if queries is None else _read_queries(queries):
            result = archive.search(text, k, filters, order)
            pages = archive.contents.page_counts([hit.document.id for hit in result.hits])
            printed(as_json, partial(contract.searched, result, query_id), partial(plain.searched, result, pages))
            write_lists(xlsx, docx, partial(archive.lists.hits, result, filters=filters))


def sort_of(typed: str) -> Literal["score", "date"]:
    """Return the order of hits that was asked for.  Raises BadRequest."""
    if typed == "score":
        return "score"
    if typed == "date":
        return "date"
    raise BadRequest(f"Giá trị --sort “{typed}” không hợp lệ; hãy dùng score hoặc date.")


def filters_of(
    archive: Library,
    types: Sequence[str],
    issuers: Sequence[str],
    date_from: str | None,
    date_to: str | None,
    document: str | None,
) -> Filters:
    """Return the filters that a command's options name.  Raises BadRequest, UnknownDocument."""
    from directives.models import Filters

    return Filters(
        types=tuple(types),
        issuers=tuple(dict.fromkeys(found for name in issuers for found in archive.issuers_like(name))),
        date_from=date_of(date_from),
        date_to=date_of(date_to),
        document=archive.card(document).id if document else None,
    )


def _read_queries(path: Path) -> list[tuple[str, str]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        return [(str(row["query_id"]), str(row["text"])) for row in rows]
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise BadRequest(
            f'Không đọc được tệp câu hỏi {path} ({error}); mỗi dòng cần dạng {{"query_id": "…", "text": "…"}}.'
        ) from error


@app.command(help="Trả lời một câu hỏi bằng nguyên văn trong kho, kèm căn cứ; không đủ căn cứ thì nói rõ.")
def answer(
    question: Annotated[str, typer.Argument(help="Câu hỏi.")],
    k: HitsOption = 8,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question."""
    from library import contract, plain

    with opened(library) as archive:
        place = archive.generator_place()
        if place:
            say(f"Câu hỏi và các đoạn tìm được gửi tới {place}.")
        found = archive.answer(question, k)
        cards = archive.cards([e.document for e in found.evidence])
        places = archive.places(found.evidence)
    names = {card.id: " ".join(filter(None, (card.type, card.number))) or card.source for card in cards}
    printed(as_json, partial(contract.answered, found), partial(plain.answered, found, names, places))


@app.command(help="Kiểm tra mọi viện dẫn, ngày, trích yếu, trích dẫn của dự thảo theo kho và danh mục.")
def check(
    files: Annotated[list[Path], typer.Argument(help="Các dự thảo (.docx, .pdf, .txt…).")],
    comments: Annotated[Path | None, typer.Option(help="Ghi thêm tệp .docx có nhận xét tại chỗ (một dự thảo).")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Xét hiệu lực tính đến ngày này.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check the citations of drafts."""
    from library import contract, plain

    if comments is not None and len(files) > 1:
        raise BadRequest("Tùy chọn --comments chỉ dùng với một dự thảo; hãy kiểm tra từng tệp.")
    day = date_of(as_of)
    failures = 0
    with opened(library) as archive:
        for path in files:
            try:
                report = archive.checks.file(path, day)
            except DanChieuError as error:
                failures += 1
                unread = {"path": str(path), "error": str(error)}
                printed(as_json, partial(dict, unread), partial("{path}: {error}".format_map, unread))
                continue
            if comments is not None:
                write_file(comments, archive.checks.with_comments(report, path))
            printed(as_json, partial(contract.checked, str(path), report), partial(plain.checked, path, report))
    if failures:
        raise typer.Exit(1 if failures < len(files) else 2)


@app.command(help="Các nhiệm vụ của một văn bản chỉ đạo, viện dẫn và đoạn liên quan của từng nhiệm vụ.")
def tasks(
    document: Annotated[str, typer.Argument(help="Mã, số ký hiệu, tên tệp hoặc tiêu đề của văn bản.")],
    task: Annotated[str | None, typer.Option(help="Chỉ nhiệm vụ mang số này.")] = None,
    k: HitsOption = 5,
    xlsx: ExcelOption = None,
    docx: WordOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the tasks of a directive."""
    from library import contract, plain

    check_lists(xlsx, docx)
    with opened(library) as archive:
        answer = archive.tasks(document, task, k)
        pages = archive.contents.page_counts([hit.document.id for found in answer.tasks for hit in found.passages])
        printed(as_json, partial(contract.tasks, answer), partial(plain.tasks, answer, pages))
        write_lists(xlsx, docx, partial(archive.lists.tasks, answer))


@app.command(help="Văn bản mang một số, ký hiệu: viện dẫn những gì, được viện dẫn ở đâu.")
def trace(
    number: Annotated[str, typer.Argument(help="Số, ký hiệu (gõ thế nào cũng được) hoặc mã văn bản.")],
    depth: Annotated[int, typer.Option(min=1, max=10, help="Số bước lần theo viện dẫn.")] = 2,
    k: HitsOption = 5,
    format_: Annotated[str, typer.Option("--format", help="text, json hoặc dot (Graphviz).")] = "text",
    xlsx: ExcelOption = None,
    docx: WordOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Trace a reference number."""
    from library import contract, plain

    if format_ not in ("text", "json", "dot"):
        raise BadRequest(f"Giá trị --format “{format_}” không hợp lệ; hãy dùng text, json hoặc dot.")
    check_lists(xlsx, docx)
    with opened(library) as archive:
        answer = archive.trace(number, depth, k)
        names = {card.id: card.number or card.id for card in archive.documents()}
        pages = archive.contents.page_counts([hit.document.id for hit in answer.passages])
        write_lists(xlsx, docx, partial(archive.lists.citations, answer, depth=depth))
    if format_ == "dot":
        print(plain.dot(answer, names))
    else:
        printed(as_json or format_ == "json", partial(contract.traced, answer), partial(plain.traced, answer, pages))


@app.command(help="Những văn bản được viện dẫn mà kho chưa có, nhiều lượt viện dẫn nhất trước.")
def missing(
    n: Annotated[int, typer.Option("-n", min=1, help="Số dòng.")] = 50,
    xlsx: ExcelOption = None,
    docx: WordOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List missing documents."""
    from library import contract, plain

    check_lists(xlsx, docx)
    with opened(library) as archive:
        answer = archive.missing(n)
        write_lists(xlsx, docx, archive.lists.missing)
    printed(as_json, partial(contract.missing, answer), partial(plain.missing, answer))
