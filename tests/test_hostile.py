"""Every kind of hostile file gets its answer, the run goes on, and nothing is written outside the archive."""

import os
import tempfile

import pytest

from settings import Settings
from tests.hostile.run import CASES, possible, run


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """What came of all kinds in one run, and the files that the run left outside the archive."""
    root = tmp_path_factory.mktemp("hostile")
    temporary = root / "tam"
    temporary.mkdir()
    kept = tempfile.tempdir, os.environ.get("TMPDIR")
    tempfile.tempdir, os.environ["TMPDIR"] = str(temporary), str(temporary)
    try:
        cases = [case for case in CASES if possible(case)]
        found = {result.case.kind: result for result in run(cases, root, Settings(jobs=2, time_limit_s=60))}
    finally:
        tempfile.tempdir = kept[0]
        os.environ.pop("TMPDIR")
        if kept[1]:
            os.environ["TMPDIR"] = kept[1]
    return root, found


def test_there_are_many_kinds_each_told_once():
    assert len({case.kind for case in CASES}) == len(CASES) > 200


@pytest.mark.parametrize("case", CASES, ids=[case.kind for case in CASES])
def test_answers(case, results):
    if not possible(case):
        pytest.skip(f"cannot be tried here: needs {case.needs}")
    result = results[1][case.kind]
    assert result.right, result.answers


def test_failures_say_what_happened_in_vietnamese(results):
    reasons = [words for result in results[1].values() for outcome, words in result.answers if outcome == "failed"]
    assert len(reasons) > 80
    assert not [reason for reason in reasons if not reason.endswith(".") or "ngoài dự kiến" in reason]


def test_nothing_is_written_outside_the_archive(results):
    root, found = results
    assert sorted(path.name for path in root.iterdir()) == ["kho", "tam", "vao"]
    assert not list((root / "tam").rglob("*"))
    made = [case for case in CASES if possible(case)]
    for i, case in enumerate(made):
        case_files = sorted(os.fsencode(p) for p in (root / "vao" / f"{i:03}").rglob("*"))
        assert case_files, case.kind
    assert not os.path.lexists("/tmp/thoát.txt")


def test_nothing_of_secret_documents_is_kept(results):
    root, found = results
    assert sum(result.case.outcome == "refused" for result in found.values()) > 10
    for path in (root / "kho").rglob("*"):
        if path.is_file() and path.name != "writer.lock":
            assert "Số: 77/KH-LĐLĐ".encode() not in path.read_bytes(), path
