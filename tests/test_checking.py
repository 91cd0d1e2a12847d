# ruff: noqa: E501 - texts of drafts, a line each
"""The citation check over a real archive: sample drafts, sown errors, real drafts; through Library and the command."""

import io
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import docx
import openpyxl
import pytest
from typer.testing import CliRunner

import cli
import library.model
from directives.errors import BadRequest
from directives.models import Evidence
from evaluation.check import evaluate
from library import Library, contract
from settings import ROOT, Settings
from tests.fakes import FakeEncoder

SAMPLES = ROOT / "corpus" / "samples"
REPORT = SAMPLES / "bao-cao-ket-qua-thang-cong-nhan-2024.docx"
# Every warning on the samples as they are, read one by one: each is right.  Numbers that nobody knows are not listed.
WARNINGS = [
    ("bao-cao-ket-qua-thang-cong-nhan-2024.docx", "superseded", "08/KH-LĐLĐ"),
    ("bao-cao-ket-qua-thang-cong-nhan-2024.docx", "ambiguous", "27/KH-LĐLĐ"),
    ("cong-van-dinh-chinh-ke-hoach-giai-the-thao.md", "first_mention", "33/KH-LĐLĐ"),
    ("cong-van-dinh-huong-tuyen-giao-2024.docx", "first_mention", "Kế hoạch số 15/KH-LĐLĐ"),
    ("cong-van-dinh-huong-tuyen-giao-2024.docx", "incomplete", "11-NQ"),
]  # fmt: skip
FACTS = {"wrong_type", "wrong_date", "wrong_issuer", "wrong_title", "wrong_form", "quotation"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """An archive of the samples that knows the catalogue."""
    settings = Settings(catalogue=ROOT / "corpus" / "catalogue.csv", jobs=2)
    with Library.open(tmp_path_factory.mktemp("check") / "kho", settings, FakeEncoder()) as opened:
        opened.ingest([SAMPLES])
        yield opened


def test_the_samples_raise_no_false_alarm(archive):
    found = []
    for path in sorted(SAMPLES.iterdir()):
        report = archive.checks.file(path)
        assert all(report.text[f.start : f.end] == f.text for f in report.findings)
        graver = [f for f in report.findings if f.severity != "note" and f.kind != "unknown_number"]
        found += [(path.name, f.kind, f.text) for f in graver]
        assert not {f.kind for f in graver} & FACTS
    expected = [(name, kind) for name, kind, _ in WARNINGS]
    assert [(name, kind) for name, kind, _ in found] == expected
    assert all(text in shown for (_, _, text), (_, _, shown) in zip(WARNINGS, found, strict=True))


def test_sown_errors_are_found_and_correct_citations_pass(archive):
    scores = evaluate(archive, per_sort=25)
    sown = sum(s.sown for s in scores.sorts.values())
    assert sown >= 150 and sum(scores.correct.values()) >= 150
    assert scores.recall >= 0.97, scores.missed
    assert scores.false_alarms <= 0.03, scores.alarmed
    for name in ("number", "date", "type", "issuer", "title", "form", "look-alike", "quotation", "incomplete"):
        assert scores.sorts[name].sown >= 15 and scores.sorts[name].found >= 0.9 * scores.sorts[name].sown, name
    assert scores.sorts["date"].righted == scores.sorts["date"].found
    assert scores.sorts["quotation"].righted == scores.sorts["quotation"].found


def test_the_figures_as_json_and_table(archive):
    scores = evaluate(archive, per_sort=1, chance=3)
    figures = json.loads(json.dumps(scores.to_json()))
    assert set(figures) == {"recall", "false_alarms", "sown", "correct", "missed", "alarmed"}
    assert figures["sown"]["date"]["sown"] == 1
    assert figures["correct"]["as written"] == {"citations": scores.correct["as written"], "alarms": 0}
    assert "look-alike" in scores.to_text()


def test_quotations_are_looked_up_in_the_archive(archive):
    source = archive.document("12/KH-LĐLĐ")
    sentence = next(line for line in source.text.splitlines() if len(line.split()) > 25 and "“" not in line)
    said = " ".join(sentence.split()[3:20])
    opening = "Theo Kế hoạch số 12/KH-LĐLĐ ngày 04 tháng 3 năm 2024 của Liên đoàn Lao động tỉnh Sông Ngàn nêu rõ"
    assert [f.kind for f in archive.checks.text(f"{opening}: “{said}”.").findings if f.severity != "note"] == []
    wrong = " ".join([*said.split()[:6], "tuyệt đối", *said.split()[7:]])
    (finding,) = [f for f in archive.checks.text(f"{opening}: “{wrong}”.").findings if f.severity != "note"]
    assert (finding.kind, finding.text, finding.expected) == ("quotation", wrong, said)
    assert isinstance(finding.evidence, Evidence) and finding.evidence.document == source.id
    assert source.text[finding.evidence.start : finding.evidence.end] == finding.evidence.text


def test_force_is_judged_as_of_the_day_asked_for(archive):
    text = "Theo Kế hoạch số 08/KH-LĐLĐ ngày 05/02/2024 của Liên đoàn Lao động tỉnh Sông Ngàn, các đơn vị thực hiện."
    kinds = {day: Counter(f.kind for f in archive.checks.text(text, day).findings) for day in ("2024-02-20", "2024-05-01")}
    assert (kinds["2024-02-20"]["superseded"], kinds["2024-05-01"]["superseded"]) == (0, 1)


def test_nothing_to_check_is_said(archive):
    with pytest.raises(BadRequest, match="dán dự thảo"):
        archive.checks.text(" \n ")


def test_an_empty_archive_still_checks_form_and_catalogue(tmp_path):
    settings = Settings(catalogue=ROOT / "corpus" / "catalogue.csv", jobs=1)
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as empty:
        text = "Thực hiện Nghị quyết số 35/NQ-TW ngày 22/10/2018 của Ban Bí thư: “Mỗi cấp ủy phải nêu gương trước nhân dân”."
        kinds = {f.kind for f in empty.checks.text(text).findings}
    assert kinds == {"wrong_form", "wrong_issuer", "not_held"}


def test_the_office_of_the_settings_makes_the_own_number_a_warning(tmp_path):
    settings = Settings(jobs=1, office="Liên đoàn Lao động tỉnh Sông Ngàn", catalogue=tmp_path / "none.csv")
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as library_:
        report = library_.checks.file(REPORT)
    assert [f.severity for f in report.findings if f.kind == "own_number"] == ["warning"]


def test_a_word_draft_comes_back_with_comments(archive):
    report = archive.checks.file(REPORT)
    word = docx.Document(io.BytesIO(archive.checks.with_comments(report, REPORT)))
    assert len(list(word.comments)) == len(report.findings)
    assert [p.text for p in word.paragraphs] == [p.text for p in docx.Document(str(REPORT)).paragraphs]
    assert all(f.message in "\n".join(c.text for c in word.comments) for f in report.findings)


@pytest.mark.parametrize("name", ["cong-dien-ung-pho-mua-lu.txt", "ke-hoach-nong-thon-moi-2024.pdf"])
def test_other_drafts_come_back_as_a_word_file_of_their_text(archive, name):
    report = archive.checks.file(SAMPLES / name)
    word = docx.Document(io.BytesIO(archive.checks.with_comments(report, SAMPLES / name)))
    assert "\n".join(p.text for p in word.paragraphs) == report.text
    assert len(list(word.comments)) == len(report.findings) > 0


def test_a_word_file_that_was_changed_since_is_not_commented_at_the_wrong_places(archive):
    report = archive.checks.text("Theo Kế hoạch số 999/KH-LĐLĐ ngày 01/02/2024, các đơn vị thực hiện.")
    word = docx.Document(io.BytesIO(archive.checks.with_comments(report, REPORT)))
    assert [p.text for p in word.paragraphs] == [report.text]


def test_the_findings_as_a_table(archive):
    report = archive.checks.file(REPORT)
    book = openpyxl.load_workbook(io.BytesIO(archive.checks.table(report)))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][:3] == ("TT", "Mức", "Loại")
    assert [row[7] for row in rows[1:]] == [f.message for f in report.findings]


def test_the_contract(archive):
    report = archive.checks.file(REPORT)
    answer = json.loads(json.dumps(contract.checked("x.docx", report)))
    assert set(answer) == {"path", "findings", "citations"}
    keys = {"kind", "severity", "start", "end", "text", "message", "expected", "evidence"}
    assert all(set(f) == keys and report.text[f["start"] : f["end"]] == f["text"] for f in answer["findings"])
    facts = {"start", "end", "text", "number", "type", "date", "issuer", "title", "relation", "kind"}
    assert all(set(c) == facts | {"status", "documents", "known"} for c in answer["citations"])


def test_a_real_directive(archive, test_data):
    report = archive.checks.file(test_data / "directive-2024.txt", "2024-02-01")
    graver = [(f.kind, f.text[:30], f.expected) for f in report.findings if f.severity != "note"]
    assert [kind for kind, *_ in graver] == ["incomplete", "first_mention", "first_mention"]
    assert ("incomplete", "09-NQ", "09-NQ/TU") in graver
    assert ("wrong_form", "TLD") in [(f.kind, f.text) for f in report.findings]


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def run(archive, monkeypatch):
    """Run `danchieu` on the archive of the samples."""
    monkeypatch.setattr(library.model, "open_encoder", lambda settings: FakeEncoder())
    monkeypatch.setenv("DANCHIEU_JOBS", "1")

    def run(*arguments):
        return CliRunner().invoke(cli.app, [*map(str, arguments), "--library", str(archive.path)])

    return run


def test_command_check(run, tmp_path):
    commented = tmp_path / "nhan-xet.docx"
    result = run("check", REPORT, "--comments", commented, "--json")
    (line,) = result.stdout.splitlines()
    answer = json.loads(line)
    assert result.exit_code == 0 and answer["path"] == str(REPORT)
    assert "superseded" in {f["kind"] for f in answer["findings"]}
    assert len(list(docx.Document(str(commented)).comments)) == len(answer["findings"])
    plain = run("check", REPORT)
    assert "[Cần xem] dòng" in plain.stdout and "nên ghi:" in plain.stdout


def test_command_check_names_what_it_cannot_read(run, tmp_path):
    bad = tmp_path / "hong.docx"
    bad.write_bytes(b"PK\x03\x04 hong")
    result = run("check", REPORT, bad, "--json")
    first, second = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 1 and "findings" in first and set(second) == {"path", "error"}
    assert run("check", bad).exit_code == 2
    assert isinstance(run("check", REPORT, bad, "--comments", tmp_path / "a.docx").exception, BadRequest)
    assert isinstance(run("check", REPORT, "--comments", tmp_path / "khong" / "a.docx").exception, BadRequest)


def test_command_eval_check(run):
    result = run("eval", "check", "--per-sort", "1", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["recall"] > 0.9


def test_the_check_loads_neither_models_nor_index_when_only_imported():
    code = "import sys, assistant.checks.check; print({'torch', 'faiss', 'tantivy', 'docx'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(ROOT), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
