"""Commands that measure on labelled data: `danchieu eval …`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.common import JsonOption, LibraryOption, app, printed

evaluation_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Đo chất lượng trên dữ liệu có nhãn.")
app.add_typer(evaluation_app, name="eval")


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
    printed(as_json, report.to_json, report.to_text)


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
    printed(as_json, report.to_json, lambda: report.to_text(worst))


@evaluation_app.command("headers", help="Đo việc đọc phần đầu, chữ ký và bố cục trên các văn bản có nhãn.")
def eval_headers(
    data: Annotated[Path, typer.Option(help="Thư mục có headers.jsonl, hoặc có index.jsonl và thư mục txt.")],
    diff: Annotated[Path | None, typer.Option(help="Báo cáo JSON trước đó, để so sánh.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure headers."""
    from evaluation.headers import evaluate

    report = evaluate(data, diff)
    printed(as_json, report.to_json, report.to_text)


@evaluation_app.command("answers", help="Đo câu trả lời có căn cứ và việc từ chối trên câu hỏi có nhãn.")
def eval_answers(
    data: Annotated[Path, typer.Option(help="Thư mục có queries.jsonl với vị trí đoạn trả lời.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure answers."""
    from evaluation.answers import evaluate

    report = evaluate(data, library)
    printed(as_json, report.to_json, report.to_text)


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
    printed(as_json, report.to_json, lambda: report.to_text(worst))


@evaluation_app.command("diacritics", help="Đo số chữ có dấu đọc đúng từ các tệp cũ (TCVN3, VNI…) có bản chép lại.")
def eval_diacritics(
    data: Annotated[Path, typer.Option(help="Thư mục có files/ và truth/ (tên tệp + .txt).")],
    as_json: JsonOption = False,
) -> None:
    """Measure letters with marks."""
    from evaluation.diacritics import evaluate

    report = evaluate(data)
    printed(as_json, report.to_json, report.to_text)
