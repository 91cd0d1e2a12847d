"""Evaluation of retrieval: figures computed by hand, data in both layouts, the run file."""

import json
import math
from pathlib import Path

import pytest

from directives.errors import BadRequest
from evaluation.measures import Figures, mean_figures, percentile
from evaluation.retrieval import evaluate
from library import Library
from settings import Settings
from tests.fakes import FakeEncoder


def test_measures_are_their_formulas():
    qrels = {"một": {"a b": 2, "c": 1}, "hai": {"x": 1}}
    rankings = {"một": ["z", "c", "a b"], "hai": ["y", "y", "w"]}
    gained, ideal = 1 / math.log2(3) + 2 / math.log2(4), 2 / math.log2(2) + 1 / math.log2(3)
    assert mean_figures(qrels, rankings) == Figures(
        ndcg_10=pytest.approx(gained / ideal / 2),
        mrr_10=pytest.approx(1 / 2 / 2),
        recall_10=pytest.approx(1 / 2),
        success_1=0.0,
        success_5=0.5,
    )


def test_only_ten_count_and_a_missing_ranking_counts_nothing():
    ids = [f"d{i}" for i in range(10)]
    assert mean_figures({"q": {"late": 1}}, {"q": [*ids, "late"]}).values() == (0, 0, 0, 0, 0)
    assert mean_figures({"q": {"d0": 1}, "none": {"d0": 1}}, {"q": ids}).values() == (0.5, 0.5, 0.5, 0.5, 0.5)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([], 0.5, 0), ([3.0], 0.95, 3), ([4, 1, 3, 2], 0.5, 2), ([4, 1, 3, 2], 0.75, 3), (range(1, 101), 0.95, 95)],
)
def test_percentile_is_the_smallest_value_that_covers_the_share(values, share, expected):
    assert percentile(list(values), share) == expected


def write_lines(path, records):
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")


@pytest.fixture
def opened(tmp_path):
    def open_library(path):
        return Library.open(path, Settings(catalogue=tmp_path / "catalogue.csv", jobs=1), FakeEncoder())

    return open_library


@pytest.fixture
def corpus(tmp_path):
    """Four entries, two with the same text, ids with spaces; three queries, one of them without labels."""
    folder = tmp_path / "beir"
    folder.mkdir()
    write_lines(
        folder / "corpus.jsonl",
        [
            {"_id": "Quy chế mẫu@1", "title": "Quy chế mẫu - Điều 1", "text": "Bảo vệ rừng đầu nguồn"},
            {"_id": "Quy chế mẫu@2", "title": "Quy chế mẫu - Điều 2", "text": "Thăm hỏi công nhân ốm đau"},
            {"_id": "Nội quy@1", "title": "Nội quy", "text": "Giữ gìn vệ sinh chung"},
            {"_id": "Nội quy@9", "title": "Nội quy", "text": "Giữ gìn vệ sinh chung"},
        ],
    )
    write_lines(
        folder / "queries.jsonl",
        [
            {"_id": "q 1", "text": "bảo vệ rừng"},
            {"_id": "q2", "text": "giữ gìn vệ sinh chung"},
            {"_id": "q3", "text": "công nhân ốm đau"},
        ],
    )
    (folder / "qrels.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq 1\tQuy chế mẫu@1\t1\nq2\tNội quy@1\t1\nq2\tNội quy@9\t1\nq3\tNội quy@1\t0\n",
        encoding="utf-8",
    )
    return folder


def test_a_corpus_is_put_into_an_archive_of_its_own(corpus, opened, tmp_path):
    report = evaluate(corpus, None, tmp_path / "run.tsv", opened)
    assert (report.documents, report.queries, report.answerable, report.absent) == (4, 3, 2, ())
    assert [mode.mode for mode in report.modes] == ["lexical", "dense", "hybrid"]
    for mode in report.modes:
        assert mode.document.overall == Figures(1, 1, 1, 1, 1), mode.mode
        assert mode.passage is None
        assert 0 < mode.p50_ms <= mode.p95_ms


def test_the_run_holds_each_document_once_with_falling_scores(corpus, opened, tmp_path):
    evaluate(corpus, None, tmp_path / "run.tsv", opened)
    lines = [line.split("\t") for line in (tmp_path / "run.tsv").read_text(encoding="utf-8").splitlines()]
    assert {len(line) for line in lines} == {6}
    assert {line[1] for line in lines} == {"Q0"}
    assert all(line[5] and " " not in line[5] for line in lines)
    for query, first in (("q 1", {"Quy chế mẫu@1"}), ("q2", {"Nội quy@1", "Nội quy@9"}), ("q3", {"Quy chế mẫu@2"})):
        rows = [line for line in lines if line[0] == query]
        assert sorted(row[2] for row in rows) == sorted({row[2] for row in rows})
        assert {row[2] for row in rows[: len(first)]} == first
        assert [row[3] for row in rows] == [str(rank) for rank in range(1, len(rows) + 1)]
        scores = [float(row[4]) for row in rows]
        assert scores == sorted(set(scores), reverse=True)


PLAN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 12/KH-LĐLĐ
KẾ HOẠCH
Tổ chức Tháng Công nhân

1. Thăm hỏi công nhân ốm đau trong các khu công nghiệp của tỉnh.

2. Trồng cây xanh quanh nhà máy và khu tập thể.
"""
RULE = """ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN
Số: 34/QĐ-UBND
QUYẾT ĐỊNH
Về mức phụ cấp

Điều 1. Mức phụ cấp thú y là hai trăm đồng.
"""


@pytest.fixture
def gold(tmp_path, opened):
    """Two documents in an archive, and three queries about them."""
    files, folder = tmp_path / "vao", tmp_path / "gold"
    files.mkdir()
    folder.mkdir()
    (files / "plan.txt").write_text(PLAN, encoding="utf-8")
    (files / "rule.txt").write_text(RULE, encoding="utf-8")
    with opened(tmp_path / "kho") as archive:
        archive.ingest([files])

    def place(text, name, part, grade=2):
        return {"doc": name, "grade": grade, "start": text.index(part), "end": text.index(part) + len(part)}

    write_lines(
        folder / "queries.jsonl",
        [
            {"query_id": "t1", "type": "topic", "text": "thăm hỏi công nhân ốm đau",
             "relevant": [place(PLAN, "plan", "Thăm hỏi công nhân ốm đau")], "answer": "Có."},
            {"query_id": "t2", "type": "topic", "text": "trồng cây xanh quanh nhà máy và khu tập thể của tỉnh",
             "relevant": [place(PLAN, "plan", "KẾ HOẠCH")], "answer": "Nhãn cố ý sai."},
            {"query_id": "n1", "type": "number", "text": "34/QĐ-UBND", "relevant": [place(RULE, "rule", "34/QĐ-UBND")]},
            {"query_id": "x1", "type": "unanswerable", "text": "giá vàng", "relevant": [], "answer": None},
        ],
    )  # fmt: skip
    return folder


def test_places_are_asked_of_the_archive_by_file_stem(gold, opened, tmp_path):
    report = evaluate(gold, tmp_path / "kho", tmp_path / "run.tsv", opened)
    assert (report.documents, report.queries, report.answerable, report.absent) == (2, 4, 3, ())
    lexical, _, hybrid = report.modes
    assert hybrid.document.overall.success_1 == 1
    assert [(name, count) for name, count, _ in hybrid.document.by_type] == [("topic", 2), ("number", 1)]
    passages = {name: figures for name, _, figures in hybrid.passage.by_type}
    assert passages["number"].success_1 == 1
    # One topic query finds its place first; the other one's label is the place that it does not ask for.
    assert (passages["topic"].success_1, passages["topic"].success_5) == (0.5, 1)
    assert lexical.passage is not None
    run = (tmp_path / "run.tsv").read_text(encoding="utf-8").splitlines()
    assert {line.split("\t")[0] for line in run} >= {"t1", "t2", "n1"}
    assert {line.split("\t")[2] for line in run} == {"plan", "rule"}


def test_a_place_that_no_passage_holds_is_never_found(gold, opened, tmp_path):
    write_lines(
        gold / "queries.jsonl",
        [{"query_id": "t1", "type": "topic", "text": "thăm hỏi công nhân",
          "relevant": [{"doc": "plan", "grade": 2, "start": 100_000, "end": 100_010}]}],
    )  # fmt: skip
    report = evaluate(gold, tmp_path / "kho", None, opened)
    assert report.modes[2].document.overall.success_1 == 1
    assert report.modes[2].passage.overall.values() == (0, 0, 0, 0, 0)


def test_reports_read_as_json_and_as_tables(gold, opened, tmp_path):
    report = evaluate(gold, tmp_path / "kho", None, opened)
    data = json.loads(json.dumps(report.to_json(), ensure_ascii=False))
    assert data["modes"]["hybrid"]["passage"]["by_type"]["number"]["Success@1"] == 1
    assert set(data["modes"]["hybrid"]["latency_ms"]) == {"p50", "p95"}
    text = report.to_text()
    for word in ("2 văn bản", "4 câu hỏi, 3 có lời đáp", "nDCG@10", "Theo đoạn", "number", "p95"):
        assert word in text


def test_documents_that_the_archive_lacks_are_named(gold, opened, tmp_path):
    records = [json.loads(line) for line in (gold / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    records[0]["relevant"].append({"doc": "nowhere", "grade": 1, "start": 0, "end": 5})
    write_lines(gold / "queries.jsonl", records)
    assert evaluate(gold, tmp_path / "kho", None, opened).absent == ("nowhere",)
    with pytest.raises(BadRequest, match="ingest"):
        evaluate(gold, tmp_path / "empty", None, opened)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("queries.jsonl", "{", "Dòng 1"),
        ("queries.jsonl", "[1]", "Dòng 1"),
        ("queries.jsonl", '{"query_id": "a"}', "text"),
        ("queries.jsonl", '{"query_id": "a", "text": "b", "relevant": [{"doc": "plan"}]}', "start"),
        ("queries.jsonl", '{"query_id": "a", "text": "b", "relevant": []}', "có nhãn"),
    ],
)
def test_bad_data_is_named(gold, opened, tmp_path, name, content, said):
    (gold / name).write_text(content, encoding="utf-8")
    with pytest.raises(BadRequest, match=said):
        evaluate(gold, tmp_path / "kho", None, opened)


def test_a_folder_without_data_is_refused(tmp_path, corpus, opened):
    with pytest.raises(BadRequest, match=r"queries\.jsonl"):
        evaluate(tmp_path, None, None, opened)
    (Path(corpus) / "qrels.tsv").unlink()
    with pytest.raises(BadRequest, match=r"qrels\.tsv"):
        evaluate(corpus, None, None, opened)
