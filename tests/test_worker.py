"""Reading in a process of its own: whatever a file does to it, the file fails with its reason and the rest goes on."""

import os
import subprocess
import sys
import threading
from dataclasses import replace

import pytest

from directives.errors import ReadingUnavailable, SecretDocument, UnreadableFile
from directives.models import Anaphor, Anchor, Citation, Document, Header, Name, Passage, Span, Unit
from ingest import pool
from ingest.pipeline import read_document, read_documents
from ingest.wire import (
    Failed,
    Parsed,
    Refused,
    Request,
    decode_read,
    decode_request,
    encode_read,
    encode_request,
)
from ingest.worker import READY, load, read_file
from settings import ROOT, Settings

LETTER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 15/KH-LĐLĐ
Sông Ngàn, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Tổ chức Tháng Công nhân năm 2024
Thực hiện Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị.
1. Tuyên truyền an toàn, vệ sinh lao động trong doanh nghiệp.
"""
HOSTILE = "tests.hostile_worker"
SETTINGS = Settings(jobs=1, time_limit_s=60)


@pytest.fixture
def files(tmp_path):
    def write(**contents):
        paths = []
        for name, content in contents.items():
            paths.append(tmp_path / f"{name}.txt")
            paths[-1].write_text(content, encoding="utf-8")
        return paths

    return write


def told(outcomes):
    return [(type(o).__name__, o.path.stem, getattr(o, "reason", "")) for o in outcomes]


def test_files_are_read_in_order_by_one_process(files):
    paths = files(a=LETTER, b="xin chào các bạn", c=LETTER.replace("15/", "16/"))
    outcomes = list(read_documents(paths, SETTINGS))
    assert [type(o) for o in outcomes] == [Parsed] * 3
    assert [o.path for o in outcomes] == paths
    assert [o.document.header.number for o in outcomes] == ["15/KH-LĐLĐ", None, "16/KH-LĐLĐ"]
    assert outcomes[0].document.text == LETTER
    assert [c.number for c in outcomes[0].document.citations if c.kind == "numbered"] == ["35-NQ/TW"]
    assert outcomes[0].document.passages


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("CRASH", "dừng đột ngột (SIGKILL)"),
        ("EXIT", "dừng đột ngột (mã 3: cạn giấy)"),
        ("EAT", "quá 512 MB bộ nhớ"),
        ("ERR", "khi đọc tệp (KeyError: 'mục')"),
        ("DEEP", "lồng quá nhiều tầng"),
        ("LIE", "trả lời sai dạng"),
        ("HALF", "dừng đột ngột (mã 0"),
    ],
)
def test_a_file_that_harms_its_process_fails_with_the_reason_and_the_next_is_read(files, order, reason):
    paths = files(a=LETTER, b=f"{order} {LETTER}", c=LETTER)
    first, second, third = read_documents(paths, replace(SETTINGS, memory_limit_mb=512), worker=HOSTILE)
    assert isinstance(first, Parsed) and isinstance(third, Parsed)
    assert isinstance(second, Failed) and reason in second.reason
    assert len(second.sha256) == 64


def test_a_file_that_hangs_is_stopped_after_its_time(files):
    paths = files(a="HANG " + LETTER, b=LETTER)
    first, second = read_documents(paths, replace(SETTINGS, time_limit_s=2), worker=HOSTILE)
    assert "quá 2 giây" in first.reason and "time_limit_s" in first.reason
    assert isinstance(second, Parsed)


def test_what_libraries_print_does_not_disturb_the_outcomes(files):
    (outcome,) = read_documents(files(a="BABBLE " + LETTER), SETTINGS, worker=HOSTILE)
    assert isinstance(outcome, Parsed) and outcome.document.text == "BABBLE " + LETTER


def test_what_earlier_files_left_behind_is_no_fault_of_the_file(files):
    outcomes = list(read_documents(files(a=LETTER, b="SECOND " + LETTER), SETTINGS, worker=HOSTILE))
    assert [type(o) for o in outcomes] == [Parsed, Parsed]


def test_a_process_that_cannot_start_fails_no_file_but_the_run(files):
    with pytest.raises(ReadingUnavailable) as caught:
        list(read_documents(files(a=LETTER, b=LETTER), SETTINGS, worker="tests.never_starting_worker"))
    assert "không khởi động được (mã 1: thiếu thư viện đọc tệp)" in str(caught.value)
    assert "run.py setup" in str(caught.value)


def test_processes_are_renewed_after_many_files(files, monkeypatch):
    monkeypatch.setattr(pool, "_FILES", 1)
    outcomes = list(read_documents(files(a=LETTER, b="SECOND " + LETTER, c=LETTER), SETTINGS, worker=HOSTILE))
    assert [type(o) for o in outcomes] == [Parsed] * 3


def test_several_processes_give_the_same_outcomes_in_the_same_order(files):
    paths = files(**{f"t{i}": LETTER.replace("15/", f"{i}/") for i in range(1, 6)}, x="CRASH x", y="ERR y")
    one = told(read_documents(paths, SETTINGS, jobs=1, worker=HOSTILE))
    many = told(read_documents(paths, SETTINGS, jobs=3, worker=HOSTILE))
    assert one == many and [kind for kind, _, _ in many] == ["Parsed"] * 5 + ["Failed"] * 2


class StagedReader(pool.Reader):
    """Reads in the test's own process; waits where told until the test says go."""

    def __init__(self, slow=(), go=None, seen=None):
        super().__init__(SETTINGS)
        self.slow, self.go, self.seen = slow, go, seen if seen is not None else []

    def read(self, path):
        self.seen.append(path.name)
        if path.name in self.slow:
            assert self.go.wait(60)
        return Failed(path, "x", "thử")


def test_outcomes_come_in_the_order_of_the_paths(tmp_path):
    paths = [tmp_path / f"{i:03}" for i in range(200)]
    outcomes = pool.read_all(paths, [StagedReader() for _ in range(4)])
    assert [o.path for o in outcomes] == paths


def test_those_behind_a_slow_file_do_not_wait_for_it(tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "_PATIENCE_S", 0.01)
    go = threading.Event()
    paths = [tmp_path / name for name in "abcde"]
    outcomes = pool.read_all(paths, [StagedReader("a", go), StagedReader("a", go)])
    first = [next(outcomes).path.name for _ in range(4)]
    go.set()
    assert sorted(first) == first == list("bcde")
    assert [o.path.name for o in outcomes] == ["a"]


def test_unread_outcomes_are_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "_AHEAD", 2)
    seen = []
    paths = [tmp_path / f"{i:02}" for i in range(50)]
    outcomes = pool.read_all(paths, [StagedReader(seen=seen), StagedReader(seen=seen)])
    for taken, outcome in enumerate(outcomes):
        assert outcome.path == paths[taken]
        assert len(seen) <= taken + 1 + 2 * 2
    assert len(seen) == 50


def test_a_reader_s_own_mistake_fails_the_file_only(tmp_path):
    class Wrong(StagedReader):
        def read(self, path):
            raise ZeroDivisionError("chia cho không")

    (outcome,) = pool.read_all([tmp_path / "a"], [Wrong()])
    assert "ZeroDivisionError: chia cho không" in outcome.reason


def test_stopping_early_ends_the_processes(files):
    started = []
    popen = subprocess.Popen

    class Watched(popen):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            started.append(self)

    subprocess.Popen = Watched
    try:
        outcomes = read_documents(files(a=LETTER, b="HANG x", c="HANG y"), SETTINGS, jobs=2, worker=HOSTILE)
        assert isinstance(next(outcomes), Parsed)
        outcomes.close()
    finally:
        subprocess.Popen = popen
    assert started and all(process.returncode is not None for process in started)


def test_a_process_whose_owner_is_gone_stops_by_itself(files):
    (path,) = files(a="HANG x")
    process = subprocess.Popen(
        [sys.executable, "-m", HOSTILE, "0", "1"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout.readline() == READY
    process.stdin.write(encode_request(Request(path, 10**6)))
    process.stdin.flush()
    assert process.wait(60) == 1  # the owner does nothing: its own timer ends it
    process.stdin.close()
    process.stdout.close()


def test_a_process_ends_with_its_input():
    done = subprocess.run([sys.executable, "-m", "ingest.worker", "512", "5"], input=b"", capture_output=True, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, READY)


def test_the_memory_limit_is_that_of_the_settings(files):
    resource = pytest.importorskip("resource")
    code = (
        "import sys, resource; from ingest.worker import limit_memory; limit_memory(int(sys.argv[1]));"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", code, "777"], capture_output=True, text=True, cwd=ROOT, check=True)
    assert resource and done.stdout.split() == [str(777 * 2**20), "0"]


# --- one file, without a process --------------------------------------------------------------------------------------


def outcome_of(path, max_bytes=10**6):
    return read_file(Request(path, max_bytes))


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_secrecy_mark_is_refused_and_nothing_of_the_text_told(files, mark):
    (path,) = files(a=f"{mark}\n{LETTER}")
    outcome = outcome_of(path)
    assert isinstance(outcome, Refused)
    assert f"“{mark}”" in outcome.reason and "Công nhân" not in outcome.reason
    assert len(outcome.sha256) == 64


def test_a_file_over_the_limit_is_not_read(files):
    (path,) = files(a="x" * (3 * 2**20))
    assert "nặng 3 MB, vượt giới hạn 1 MB" in outcome_of(path, 2**20).reason
    assert isinstance(outcome_of(path, 3 * 2**20), Parsed)


def test_what_is_no_file_is_told(tmp_path):
    assert "Không phải tệp thường" in outcome_of(tmp_path).reason
    assert "Không mở được tệp" in outcome_of(tmp_path / "không-có.txt").reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "ống")
    assert "Không phải tệp thường" in outcome_of(tmp_path / "ống").reason


def test_load_gives_the_bytes(files):
    (path,) = files(a=LETTER)
    assert load(Request(path, 10**6)) == LETTER.encode()


def test_read_document_raises_with_the_reason(files, tmp_path):
    plain, secret = files(a=LETTER, b="MẬT\n" + LETTER)
    assert read_document(plain, SETTINGS).header.number == "15/KH-LĐLĐ"
    with pytest.raises(SecretDocument, match="MẬT"):
        read_document(secret, SETTINGS)
    with pytest.raises(UnreadableFile, match="Không mở được tệp"):
        read_document(tmp_path / "không-có.txt", SETTINGS)


# --- what travels -----------------------------------------------------------------------------------------------------

TEXT = "Kế hoạch số 5/KH “này” 😀\nhai"
DOCUMENT = Document(
    id="0123456789abcdef",
    text=TEXT,
    pages=(0, TEXT.index("hai")),
    header=Header(
        number="5/KH", type="kế hoạch", issuer="A", parent_issuer="B", place="C", date="2024", title="D", signer="E",
        signer_role="F", signer_block="G", recipients=("h", "i"), number_span=Span(12, 16), heading=Span(0, 16),
        closing=(Span(17, 20),),
    ),
    units=(Unit("article", "1", "x", 0, 5, None), Unit("clause", "2", "", 1, 3, 0)),
    citations=(Citation(12, 16, TEXT[12:16], "5/KH", "kế hoạch", None, "A", None, "self", "self"),),
    anaphora=(Anaphor(0, 8, TEXT[:8], None),),
    names=(Name(3, 8, TEXT[3:8]),),
    passages=(Passage(0, 16, TEXT[:16], None, "Kế hoạch 5/KH"), Passage(20, 25, TEXT[20:25], 1, "")),
    anchors=(Anchor(0, 2, 1, 2, 3),),
    warnings=("cảnh báo",),
)  # fmt: skip


def test_documents_come_back_as_they_went(tmp_path):
    parsed = Parsed(tmp_path, "ab" * 32, DOCUMENT)
    line = encode_read(parsed)
    assert line.endswith(b"\n") and line.count(b"\n") == 1 and line.isascii()
    assert decode_read(line, tmp_path) == parsed
    bare = Parsed(tmp_path, "", replace(DOCUMENT, header=Header(), anchors=(), warnings=()))
    assert decode_read(encode_read(bare), tmp_path) == bare


@pytest.mark.parametrize("kind", [Failed, Refused])
def test_reasons_come_back_as_they_went(tmp_path, kind):
    outcome = kind(tmp_path, "ab", "Lý do “dài”\nhai dòng")
    assert decode_read(encode_read(outcome), tmp_path) == outcome


@pytest.mark.parametrize("name", ["văn bản 😀.docx", "a\nb", 'a"b', "a\udcffb"])
def test_requests_come_back_as_they_went(tmp_path, name):
    request = Request(tmp_path / name, 5)
    assert decode_request(encode_request(request)) == request


def test_nothing_is_left_of_what_a_process_wrote_for_itself(files, monkeypatch, tmp_path):
    room = tmp_path / "tam"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    list(read_documents(files(a=LETTER, b="CRASH"), SETTINGS, worker=HOSTILE))
    assert list(room.iterdir()) == []
