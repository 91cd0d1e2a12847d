"""`danchieu`: the command line over `library`.

Results go to standard output (with --json: one JSON document on one line, nothing else), progress and errors to
standard error.  Exit status: 0 done; 1 done in part, each failure named; 2 wrong use, or nothing could be done.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer
from typer.exceptions import TyperException

from directives.errors import BadRequest, DanChieuError

if TYPE_CHECKING:
    from directives.models import Filters, IngestProgress
    from library import Library

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Dẫn Chiếu: tìm kiếm, tra cứu viện dẫn và soạn thảo trên kho văn bản chỉ đạo.",
)
evaluation_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Đo chất lượng trên dữ liệu có nhãn.")
app.add_typer(evaluation_app, name="eval")

LibraryOption = Annotated[Path | None, typer.Option("--library", help="Thư mục kho văn bản (mặc định: var/library).")]
JsonOption = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON trên một dòng.")]
HitsOption = Annotated[int, typer.Option("-k", min=1, max=1000, help="Số đoạn cần lấy.")]

_INTERRUPTED = 130  # what typer makes of Ctrl+C


def main() -> None:
    """Run the command line; errors meant for the user become one line on standard error and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = app(prog_name="danchieu", standalone_mode=False)
    except TyperException as error:
        _say(_wrong_use(error))
        sys.exit(2)
    except DanChieuError as error:
        _say(f"Lỗi: {error}")
        sys.exit(2)
    except OSError as error:
        place = f" {error.filename}" if error.filename else ""
        _say(f"Lỗi: không đọc, ghi được{place} ({error.strerror}); hãy kiểm tra đường dẫn, quyền và dung lượng đĩa.")
        sys.exit(2)
    except Exception:  # a mistake of the program's own: told whole, and never taken for "done in part"
        traceback.print_exc()
        _say("Lỗi ngoài dự kiến của chương trình; hãy gửi các dòng trên cho người phụ trách.")
        sys.exit(2)
    if status == _INTERRUPTED:
        _say("Đã dừng theo yêu cầu; phần đã ghi vẫn nguyên vẹn, chạy lại lệnh để làm tiếp.")
    sys.exit(status)


def _wrong_use(error: TyperException) -> str:
    """Return in Vietnamese what typer found wrong with the way the command was called."""
    from typer._click import exceptions as wrong

    if isinstance(error, wrong.NoArgsIsHelpError):
        return error.format_message()
    hint = error.param.get_error_hint() if isinstance(error, wrong.BadParameter) and error.param else ""
    if isinstance(error, wrong.NoSuchOption):
        said = f"không có tùy chọn {error.option_name}"
    elif isinstance(error, wrong.MissingParameter):
        said = f"còn thiếu {hint}"
    elif isinstance(error, wrong.BadParameter):
        said = f"giá trị của {hint} không hợp lệ ({error.message})"
    else:
        said = str(error).rstrip(".")
    context = error.ctx if isinstance(error, wrong.UsageError) else None
    command = context.command_path if context else "danchieu"
    return f"Lỗi: gọi lệnh chưa đúng: {said}. Xem cách dùng: {command} --help"


@contextmanager
def _open(path: Path | None) -> Iterator[Library]:
    from library import Library

    with Library.open(path) as library:
        yield library


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _print(as_json: bool, answer: Callable[[], object], text: Callable[[], str]) -> None:
    print(json.dumps(answer(), ensure_ascii=False) if as_json else text(), flush=True)


# --- putting documents in ---------------------------------------------------------------------------------------------


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
    with _open(library) as archive:
        report = archive.ingest(paths, jobs, cast("Literal['auto', 'never', 'always']", ocr), sync, _progress)
    problems = len(report.failed) + len(report.refused)
    kept = report.added + report.updated + report.unchanged + report.duplicates
    _print(as_json, partial(contract.ingested, report), partial(plain.ingested, report))
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
    _say(f"[{event.done}/{event.total}] {words[event.outcome]}  {event.path}{reason}")


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
            _print(as_json, partial(dict, unread), partial("{path}: {error}".format_map, unread))
            continue
        _print(as_json, partial(contract.parsed, str(path), document), partial(plain.parsed, path, document))
    if failures:
        raise typer.Exit(1 if failures < len(files) else 2)


# --- asking -----------------------------------------------------------------------------------------------------------


@app.command(help="Tìm các đoạn văn bản theo ý nghĩa, từ ngữ hoặc số, ký hiệu.")
def search(
    query: Annotated[str | None, typer.Argument(help="Nội dung cần tìm.")] = None,
    queries: Annotated[Path | None, typer.Option(help='Tệp JSONL, mỗi dòng {"query_id", "text"}.')] = None,
    k: HitsOption = 10,
    type_: Annotated[list[str], typer.Option("--type", help="Loại văn bản (dùng được nhiều lần).")] = [],  # noqa: B006
    issuer: Annotated[list[str], typer.Option(help="Cơ quan ban hành (dùng được nhiều lần).")] = [],  # noqa: B006
    date_from: Annotated[str | None, typer.Option("--from", help="Từ ngày (YYYY-MM-DD hoặc dd/mm/yyyy).")] = None,
    date_to: Annotated[str | None, typer.Option("--to", help="Đến ngày.")] = None,
    document: Annotated[str | None, typer.Option(help="Chỉ tìm trong văn bản này.")] = None,
    sort: Annotated[str, typer.Option(help="Xếp theo score (độ khớp) hoặc date (mới nhất).")] = "score",
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Search passages."""
    from library import contract, plain

    if (query is None) == (queries is None):
        raise BadRequest("Hãy nhập một nội dung cần tìm, hoặc một tệp câu hỏi với --queries.")
    if sort not in ("score", "date"):
        raise BadRequest(f"Giá trị --sort “{sort}” không hợp lệ; hãy dùng score hoặc date.")
    with _open(library) as archive:
        filters = _filters(archive, type_, issuer, date_from, date_to, document)
        for query_id, text in [(None, query or "")] if queries is None else _read_queries(queries):
            result = archive.search(text, k, filters, sort)  # type: ignore[arg-type]
            _print(as_json, partial(contract.searched, result, query_id), partial(plain.searched, result))


def _filters(
    archive: Library,
    types: Sequence[str],
    issuers: Sequence[str],
    date_from: str | None,
    date_to: str | None,
    document: str | None,
) -> Filters:
    from directives.models import Filters

    return Filters(
        types=tuple(types),
        issuers=tuple(issuers),
        date_from=_date(date_from),
        date_to=_date(date_to),
        document=archive.card(document).id if document else None,
    )


def _date(text: str | None) -> str | None:
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

    with _open(library) as archive:
        place = archive.generator_place()
        if place:
            _say(f"Câu hỏi và các đoạn tìm được gửi tới {place}.")
        found = archive.answer(question, k)
        cards = archive.cards([e.document for e in found.evidence])
    names = {card.id: " ".join(filter(None, (card.type, card.number))) or card.source for card in cards}
    _print(as_json, partial(contract.answered, found), partial(plain.answered, found, names))


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
    day = _date(as_of)
    failures = 0
    with _open(library) as archive:
        for path in files:
            try:
                report = archive.check(path, day)
            except DanChieuError as error:
                failures += 1
                unread = {"path": str(path), "error": str(error)}
                _print(as_json, partial(dict, unread), partial("{path}: {error}".format_map, unread))
                continue
            if comments is not None:
                _write(comments, archive.with_comments(report, path))
            _print(as_json, partial(contract.checked, str(path), report), partial(plain.checked, path, report))
    if failures:
        raise typer.Exit(1 if failures < len(files) else 2)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise BadRequest(
            f"Không ghi được {path} ({error.strerror}); hãy chọn nơi khác hoặc đóng tệp đang mở."
        ) from error
    _say(f"Đã ghi {path}.")


@app.command(help="Các nhiệm vụ của một văn bản chỉ đạo, viện dẫn và đoạn liên quan của từng nhiệm vụ.")
def tasks(
    document: Annotated[str, typer.Argument(help="Mã hoặc số, ký hiệu của văn bản.")],
    task: Annotated[str | None, typer.Option(help="Chỉ nhiệm vụ mang số này.")] = None,
    k: HitsOption = 5,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the tasks of a directive."""
    from library import contract, plain

    with _open(library) as archive:
        answer = archive.tasks(document, task, k)
    _print(as_json, partial(contract.tasks, answer), partial(plain.tasks, answer))


@app.command(help="Văn bản mang một số, ký hiệu: viện dẫn những gì, được viện dẫn ở đâu.")
def trace(
    number: Annotated[str, typer.Argument(help="Số, ký hiệu (gõ thế nào cũng được) hoặc mã văn bản.")],
    depth: Annotated[int, typer.Option(min=1, max=10, help="Số bước lần theo viện dẫn.")] = 2,
    k: HitsOption = 5,
    format_: Annotated[str, typer.Option("--format", help="text, json hoặc dot (Graphviz).")] = "text",
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Trace a reference number."""
    from library import contract, plain

    if format_ not in ("text", "json", "dot"):
        raise BadRequest(f"Giá trị --format “{format_}” không hợp lệ; hãy dùng text, json hoặc dot.")
    with _open(library) as archive:
        answer = archive.trace(number, depth, k)
        names = {card.id: card.number or card.id for card in archive.documents()}
    if format_ == "dot":
        print(plain.dot(answer, names))
    else:
        _print(as_json or format_ == "json", partial(contract.traced, answer), partial(plain.traced, answer))


@app.command(help="Những văn bản được viện dẫn mà kho chưa có, nhiều lượt viện dẫn nhất trước.")
def missing(
    n: Annotated[int, typer.Option("-n", min=1, help="Số dòng.")] = 50,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List missing documents."""
    from library import contract, plain

    with _open(library) as archive:
        answer = archive.missing(n)
    _print(as_json, partial(contract.missing, answer), partial(plain.missing, answer))


# --- writing ----------------------------------------------------------------------------------------------------------


@app.command(help="Lập dự thảo từ nhiệm vụ của một văn bản chỉ đạo hoặc từ một nội dung, ghi ra tệp .docx.")
def draft(
    kind: Annotated[str, typer.Option(help="cong_van, ke_hoach, de_cuong, ban_tin, bao_cao hoặc slide.")],
    out: Annotated[Path, typer.Option(help="Tệp .docx cần ghi.")],
    document: Annotated[str | None, typer.Option(help="Mã hoặc số, ký hiệu của văn bản chỉ đạo.")] = None,
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
    with _open(library) as archive:
        made = archive.draft(DraftRequest(kind_of(kind), document, tuple(task), query))
        out.write_bytes(archive.drafts.docx(made))
    _print(as_json, partial(contract.drafted, made, str(out)), partial(plain.drafted, made, out))


# --- looking after the archive ----------------------------------------------------------------------------------------


@app.command("list", help="Liệt kê văn bản trong kho.")
def list_(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List all documents."""
    from library import contract, plain

    with _open(library) as archive:
        cards = archive.documents()
    _print(as_json, partial(contract.listed, cards), partial(plain.listed, cards))


@app.command(help="In nội dung và cấu trúc của một văn bản trong kho.")
def show(
    document: Annotated[str, typer.Argument(help="Mã hoặc số, ký hiệu của văn bản.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one document."""
    from library import contract

    with _open(library) as archive:
        found = archive.document(document)
        card = archive.card(found.id)
    _print(as_json, lambda: {"id": found.id} | contract.parsed(card.source, found), lambda: found.text)


@app.command(help="Gỡ một văn bản khỏi kho (tệp gốc trên đĩa không bị xóa).")
def remove(
    document: Annotated[str, typer.Argument(help="Mã hoặc số, ký hiệu của văn bản.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Remove one document."""
    from library import contract

    with _open(library) as archive:
        card = archive.remove(document)
    _print(
        as_json,
        lambda: {"removed": contract.card(card)},
        lambda: f"Đã gỡ {card.type or ''} {card.number or card.id}; tệp gốc vẫn ở {card.source}.",
    )


@app.command(help="Mã hóa lại toàn bộ kho bằng mô hình trong cấu hình; dừng giữa chừng rồi chạy lại được.")
def reencode(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Re-encode the archive."""
    with _open(library) as archive:
        count = archive.reencode(lambda done, total: _say(f"[{done}/{total}] đoạn"))
    _print(as_json, lambda: {"encoded": count}, lambda: f"Đã mã hóa {count} đoạn.")


@app.command(help="Kiểm tra kho; --repair dựng lại chỉ mục và viện dẫn.")
def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Dựng lại những gì dựng lại được.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check the archive."""
    from library import contract, plain

    with _open(library) as archive:
        diagnosis = archive.doctor(repair)
    _print(as_json, partial(contract.diagnosed, diagnosis), partial(plain.diagnosed, diagnosis))
    if not diagnosis.ok:
        raise typer.Exit(1)


@app.command("app", help="Mở giao diện trên trình duyệt (chỉ trên máy này).")
def app_(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng trên 127.0.0.1.")] = 8501,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Không tự mở trình duyệt.")] = False,
    library: LibraryOption = None,
) -> None:
    """Run the Streamlit app until interrupted."""
    import subprocess

    from settings import ROOT, load_settings

    _check_port(port)
    # The app runs in the program's folder, so a path relative to this one must not travel as it is.
    folder = (library or load_settings().library).absolute()
    options = {
        "server.address": "127.0.0.1",
        "server.port": str(port),
        "server.headless": str(no_browser or not _has_screen()).lower(),
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += [f"--{name}={value}" for name, value in options.items()]
    environment = {**os.environ, "DANCHIEU_LIBRARY": str(folder)}
    _say(f"Dẫn Chiếu: http://127.0.0.1:{port} (nhấn Ctrl+C để dừng)")
    if os.name == "nt":
        sys.exit(subprocess.call(command, env=environment, cwd=ROOT))
    os.chdir(ROOT)
    os.execve(sys.executable, command, environment)  # so that stopping this process stops the app


def _check_port(port: int) -> None:
    import socket

    with socket.socket() as probe:
        if os.name != "nt":  # there the option would let two servers share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise BadRequest(
                f"Cổng {port} trên máy này không dùng được ({error.strerror}); nếu Dẫn Chiếu đang mở sẵn, hãy vào "
                f"http://127.0.0.1:{port}, nếu không, hãy chọn cổng khác bằng --port."
            ) from error


def _has_screen() -> bool:
    """Whether a browser window can be shown and someone is likely to be there to see it."""
    graphical = os.name == "nt" or sys.platform == "darwin"
    return sys.stdout.isatty() and (graphical or any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY")))


@evaluation_app.command("retrieval", help="Đo tìm kiếm trên câu hỏi có nhãn (định dạng BEIR hoặc đoạn có vị trí).")
def eval_retrieval(
    data: Annotated[Path, typer.Option(help="Thư mục có queries.jsonl (và corpus.jsonl, qrels.tsv).")],
    out: Annotated[Path | None, typer.Option(help="Tệp kết quả TREC của cách tìm mặc định.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure retrieval."""
    from evaluation.retrieval import evaluate

    report = evaluate(data, library, out)
    _print(as_json, report.to_json, report.to_text)


@evaluation_app.command("citations", help="Đo việc nhận ra viện dẫn trên các văn bản có nhãn (citations.jsonl).")
def eval_citations(
    data: Annotated[Path, typer.Option(help="Thư mục có citations.jsonl; văn bản nằm dưới thư mục cha.")],
    diff: Annotated[Path | None, typer.Option(help="Báo cáo JSON trước đó, để so sánh.")] = None,
    worst: Annotated[int, typer.Option("--worst", help="In thêm chừng này chỗ khác với nhãn.")] = 0,
    as_json: JsonOption = False,
) -> None:
    """Measure citations."""
    from evaluation.citations import evaluate

    report = evaluate(data, diff)
    _print(as_json, report.to_json, lambda: report.to_text(worst))

@evaluation_app.command("headers", help="Đo việc đọc phần đầu, chữ ký và bố cục trên các văn bản có nhãn.")
def eval_headers(
    data: Annotated[Path, typer.Option(help="Thư mục có headers.jsonl, hoặc có index.jsonl và thư mục txt.")],
    diff: Annotated[Path | None, typer.Option(help="Báo cáo JSON trước đó, để so sánh.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure headers."""
    from evaluation.headers import evaluate

    report = evaluate(data, diff)
    _print(as_json, report.to_json, report.to_text)


@evaluation_app.command("answers", help="Đo câu trả lời có căn cứ và việc từ chối trên câu hỏi có nhãn.")
def eval_answers(
    data: Annotated[Path, typer.Option(help="Thư mục có queries.jsonl với vị trí đoạn trả lời.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure answers."""
    from evaluation.answers import evaluate

    report = evaluate(data, library)
    _print(as_json, report.to_json, report.to_text)


@evaluation_app.command("check", help="Đo việc kiểm tra viện dẫn: gieo lỗi vào dự thảo đúng, đếm lỗi tìm ra, báo nhầm.")
def eval_check(
    data: Annotated[Path | None, typer.Option(help="Thư mục dự thảo (mặc định: các văn bản trong kho).")] = None,
    per_sort: Annotated[int, typer.Option("--per-sort", min=1, help="Số lỗi mỗi loại, nhiều nhất.")] = 40,
    worst: Annotated[int, typer.Option("--worst", help="In thêm chừng này chỗ sót và báo nhầm.")] = 0,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure the citation check."""
    from evaluation.check import evaluate_folder

    report = evaluate_folder(data, library, per_sort)
    _print(as_json, report.to_json, lambda: report.to_text(worst))


@evaluation_app.command("diacritics", help="Đo số chữ có dấu đọc đúng từ các tệp cũ (TCVN3, VNI…) có bản chép lại.")
def eval_diacritics(
    data: Annotated[Path, typer.Option(help="Thư mục có files/ và truth/ (tên tệp + .txt).")],
    as_json: JsonOption = False,
) -> None:
    """Measure letters with marks."""
    from evaluation.diacritics import evaluate

    report = evaluate(data)
    _print(as_json, report.to_json, report.to_text)


if __name__ == "__main__":
    main()
