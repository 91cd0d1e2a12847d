"""The command line: contracts of --json, exit codes, errors with their remedy."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

import cli
import library.model
from cli.common import date_of
from directives.errors import DanChieuError
from settings import ROOT
from tests.fakes import FakeEncoder
from tests.test_library import DECISION, PLAN


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return a function that runs one command on a fresh archive and gives (exit code, parsed lines of output)."""
    monkeypatch.setattr(library.model, "open_encoder", lambda settings: FakeEncoder())
    monkeypatch.setenv("DANCHIEU_LIBRARY", str(tmp_path / "kho"))
    monkeypatch.setenv("DANCHIEU_CATALOGUE", str(tmp_path / "none.csv"))
    monkeypatch.setenv("DANCHIEU_JOBS", "1")

    def run(*arguments):
        result = CliRunner().invoke(cli.app, [str(a) for a in arguments])
        if isinstance(result.exception, DanChieuError):
            return 2, str(result.exception)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        lines = result.stdout.splitlines()
        return result.exit_code, [json.loads(line) for line in lines] if "--json" in arguments else result.stdout

    return run


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "vao"
    folder.mkdir()
    (folder / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    (folder / "quyet-dinh.txt").write_text(DECISION, encoding="utf-8")
    return folder


def test_ingest_list_search_show_remove(run, files):
    code, (report,) = run("ingest", files, "--json")
    assert code == 0
    assert {key: report[key] for key in ("added", "updated", "unchanged", "duplicates", "failed", "refused")} == {
        "added": 2, "updated": 0, "unchanged": 0, "duplicates": 0, "failed": [], "refused": [],
    }  # fmt: skip
    assert {d["number"] for d in report["documents"]} == {"15/KH-LĐLĐ", "20/QĐ-UBND"}

    _, (listed,) = run("list", "--json")
    paths = {d["number"]: d["path"] for d in listed["documents"]}
    assert paths["20/QĐ-UBND"] == str(files / "quyet-dinh.txt")

    code, (answer,) = run("search", "hỗ trợ nhà ở", "-k", "3", "--json")
    hit = answer["hits"][0]
    assert code == 0 and answer["query"]["text"] == "hỗ trợ nhà ở" and len(answer["hits"]) <= 3
    assert hit["rank"] == 1 and hit["document"]["source"] == paths["20/QĐ-UBND"]
    assert set(hit["passage"]) == {"start", "end", "text", "unit", "heading_path", "page"}
    assert set(hit["why"]) == {"exact", "lexical_rank", "dense_rank", "facts", "reranked"}

    _, (shown,) = run("show", "20/QĐ-UBND", "--json")
    assert shown["text"] == DECISION
    assert run("show", "qd 20 ubnd")[1].strip() == DECISION.strip()

    assert run("remove", "20/QĐ-UBND", "--json")[1][0]["removed"]["number"] == "20/QĐ-UBND"
    assert len(run("list", "--json")[1][0]["documents"]) == 1


def test_queries_from_a_file_give_one_line_each(run, files, tmp_path):
    run("ingest", files)
    queries = tmp_path / "q.jsonl"
    queries.write_text(
        '{"query_id": "q1", "text": "nhà ở"}\n\n{"query_id": "q2", "text": "an toàn"}\n', encoding="utf-8"
    )
    _, answers = run("search", "--queries", queries, "--json")
    assert [answer["query_id"] for answer in answers] == ["q1", "q2"]


def test_a_file_that_fails_is_named_and_the_rest_goes_in(run, files):
    (files / "hong.docx").write_bytes(b"PK\x03\x04 not a docx")
    code, (report,) = run("ingest", files, "--json")
    assert (code, report["added"], len(report["failed"])) == (1, 2, 1)
    assert report["failed"][0]["path"] == str(files / "hong.docx") and report["failed"][0]["reason"]
    assert run("ingest", files / "khong-co.txt", "--json")[0] == 2


def test_parse_prints_the_contract_and_names_unreadable_files(run, files):
    code, answers = run("parse", files / "ke-hoach.txt", files / "khong-co.txt", "--json")
    assert code == 1
    assert set(answers[0]) == {
        "path", "document", "text", "pages", "units", "citations", "anaphora", "names", "warnings",
    }  # fmt: skip
    assert answers[0]["text"] == PLAN
    assert [c["number"] for c in answers[0]["citations"] if c["kind"] == "numbered"] == [
        "35-NQ/TW", "20/QĐ-UBND", "20/QĐ-UBND",
    ]  # fmt: skip
    assert set(answers[1]) == {"path", "error"}


def test_trace_missing_and_tasks(run, files):
    run("ingest", files)
    _, (trace,) = run("trace", "qd 20 ubnd", "--json")
    assert set(trace) >= {"number", "status", "known", "documents", "passages", "cites", "cited_by"}
    assert (trace["number"], trace["status"]) == ("20/QĐ-UBND", "RESOLVED")
    assert all("20/QĐ-UBND" in edge["evidence"]["text"] for edge in trace["cited_by"])
    assert run("trace", "20/QĐ-UBND", "--format", "dot")[1].startswith("digraph danchieu {")
    _, (missing,) = run("missing", "--json")
    assert [(m["number"], m["count"], m["known"]) for m in missing["missing"]] == [("35-NQ/TW", 1, False)]
    _, (tasks,) = run("tasks", "15/KH-LĐLĐ", "--json")
    assert [(t["label"], [c["number"] for c in t["citations"]]) for t in tasks["tasks"]] == [
        ("1", []), ("2", ["20/QĐ-UBND"]),
    ]  # fmt: skip


def test_doctor_and_reencode(run, files):
    run("ingest", files)
    code, (diagnosis,) = run("doctor", "--json")
    assert code == 0 and diagnosis["ok"]
    assert run("doctor", "--repair")[0] == 0
    assert run("reencode", "--json")[1][0]["encoded"] > 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["search"], "Hãy nhập một nội dung"),
        (["search", "a", "--from", "hôm qua"], "Ngày “hôm qua” không hợp lệ"),
        (["search", "a", "--sort", "tên"], "score hoặc date"),
        (["show", "99-NQ/TW"], "Trong kho không có"),
        (["trace", "xin chào"], "không phải mã"),
        (["trace", "35-NQ/TW", "--format", "svg"], "text, json hoặc dot"),
        (["ingest", "x", "--ocr", "maybe"], "auto, never hoặc always"),
    ],
)
def test_mistakes_get_one_sentence_with_the_remedy(run, arguments, message):
    code, text = run(*arguments)
    assert code == 2
    assert message in text


def test_dates_are_accepted_as_staff_write_them():
    assert date_of("31/01/2024") == date_of("2024-01-31") == date_of("31-01-2024") == "2024-01-31"
    assert date_of(None) is None


def test_the_real_command_prints_errors_on_standard_error_and_exits_2(tmp_path):
    command = [sys.executable, "-m", "cli", "show", "99-NQ/TW", "--library", str(tmp_path / "kho"), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Lỗi: Trong kho không có")


def test_help_imports_nothing_heavy():
    code = "import sys, cli; print(sorted(m for m in sys.modules if m.split('.')[0] in sys.argv[1].split()))"
    heavy = "numpy faiss tantivy torch streamlit onnxruntime underthesea sqlite3 pypdf docx lxml"
    done = subprocess.run([sys.executable, "-c", code, heavy], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_mistake_of_the_programs_own_is_told_whole_and_exits_2(monkeypatch, capsys):
    def fail():
        raise ZeroDivisionError("mistake")

    monkeypatch.setattr(cli, "app", lambda **_: fail())
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "ZeroDivisionError: mistake" in said.err
    assert "người phụ trách" in said.err


def test_what_the_system_refuses_is_a_sentence(monkeypatch, capsys):
    def fail():
        raise PermissionError(13, "Permission denied", "/kho")

    monkeypatch.setattr(cli, "app", lambda **_: fail())
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 2
    assert "/kho (Permission denied); hãy kiểm tra" in capsys.readouterr().err


def test_a_busy_port_is_told(run):
    import socket

    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        code, said = run("app", "--port", port)
    assert code == 2
    assert str(port) in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["search", "--xx", "a"], "không có tùy chọn --xx. Xem cách dùng: danchieu search --help"),
        (["search", "a", "-k", "many"], "giá trị của '-k' không hợp lệ"),
        (["search", "a", "-k", "0"], "giá trị của '-k' không hợp lệ"),
        (["parse"], "còn thiếu 'files'"),
        (["nothing"], "'nothing'"),
        (["eval", "retrieval"], "còn thiếu '--data'"),
    ],
)
def test_wrong_use_is_a_vietnamese_sentence_and_exits_2(monkeypatch, capsys, arguments, said):
    monkeypatch.setattr(sys, "argv", ["danchieu", *arguments])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("Lỗi: gọi lệnh chưa đúng: ")
    assert said in printed.err


def test_an_interrupted_command_says_so(monkeypatch, capsys):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.keeping, "opened", interrupt)
    monkeypatch.setattr(sys, "argv", ["danchieu", "list"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 130
    assert "Đã dừng theo yêu cầu" in capsys.readouterr().err


def test_draft_writes_a_word_file_and_prints_what_it_stands_on(run, files, tmp_path):
    run("ingest", files)
    out = tmp_path / "du-thao.docx"
    asked = ("--kind", "ke-hoach", "--document", "15/KH-LĐLĐ", "--task", "2")
    code, (made,) = run("draft", *asked, "--out", out, "--json")
    assert code == 0
    assert (made["path"], made["kind"]) == (str(out), "ke_hoach")
    assert made["title"].startswith("Thăm hỏi công nhân có hoàn cảnh khó khăn")
    assert out.read_bytes()[:2] == b"PK"
    bases = [basis["text"] for basis in made["bases"]]
    assert any("Quyết định số 20/QĐ-UBND ngày 03/01/2024" in text for text in bases)
    assert "Kế hoạch số 15/KH-LĐLĐ ngày 05/02/2024" in bases[-1]
    quoted = [p for s in made["sections"] for p in s["paragraphs"] if p["origin"] == "quoted"]
    assert all(p["sources"] and p["problem"] == "" for p in quoted) and quoted
    assert run("draft", "--kind", "tho", "--query", "a", "--out", out)[0] == 2
    assert run("draft", "--kind", "slide", "--query", "a", "--out", tmp_path / "x.txt")[0] == 2
