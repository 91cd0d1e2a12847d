"""The HTTP interface: the contracts of the command line, its gate, its limits, its errors."""

import io
import json
from zipfile import ZipFile

import pytest
from starlette.testclient import TestClient

from api import limits, serving
from api.guard import Admission
from api.jobs import Jobs
from directives.errors import BadRequest, GeneratorFailed, TooManyRequests
from library import contract
from tests.serving import DECISION, DRAFT, PLAN, archive

JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with archive(tmp_path_factory.mktemp("api")) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(library):
    with TestClient(serving.application(library), base_url="http://127.0.0.1:8502") as opened:
        yield opened


def test_a_search_is_that_of_the_command_line(client, library):
    said = client.get("/api/search", params={"q": "hỗ trợ nhà ở", "k": 3, "type": ["quyết định", "kế hoạch"]}).json()
    expected = json.loads(json.dumps(contract.searched(library.search("hỗ trợ nhà ở", 3))))
    assert said["hits"] == expected["hits"]
    assert said["query"] == expected["query"]
    assert said["hits"][0]["document"]["number"] == "20/QĐ-UBND"


@pytest.mark.parametrize(
    ("more", "numbers"),
    [
        ({"type": "quyết định"}, {"20/QĐ-UBND"}),
        ({"from": "2024-02-01"}, {"15/KH-LĐLĐ"}),
        ({"to": "2024-01-31"}, {"20/QĐ-UBND"}),
        ({"document": "kh 15 lđlđ"}, {"15/KH-LĐLĐ"}),
        ({"issuer": "không có"}, set()),
    ],
)
def test_filters(client, more, numbers):
    hits = client.get("/api/search", params={"q": "công nhân", **more}).json()["hits"]
    assert {hit["document"]["number"] for hit in hits} == numbers


def test_reading(client, library):
    assert client.get("/api/list").json() == contract.listed(library.documents())
    assert client.get("/api/show", params={"document": "qd 20 ubnd"}).json()["text"] == DECISION
    trace = client.get("/api/trace", params={"number": "20/QĐ-UBND"}).json()
    assert (trace["status"], len(trace["cited_by"])) == ("RESOLVED", 2)
    tasks = client.get("/api/tasks", params={"document": "15/KH-LĐLĐ", "task": "2"}).json()
    assert [t["label"] for t in tasks["tasks"]] == ["2"]
    missing = client.get("/api/missing").json()
    assert [m["number"] for m in missing["missing"]] == ["35-NQ/TW"]
    answered = client.post("/api/answer", json={"question": "Ai chịu trách nhiệm thi hành quyết định?"}).json()
    assert set(answered) >= {"answer", "refused", "evidence"}
    assert client.get("/api/health").json() == {"ok": True, "version": "1"}


def test_a_draft_is_checked_as_file_and_as_text(client):
    file = {"file": ("du-thao.txt", DRAFT.encode(), "text/plain")}
    by_file = client.post("/api/check", files=file, params={"as_of": "2024-06-01"}).json()
    assert by_file["path"] == "du-thao.txt"
    assert [(f["kind"], f["expected"]) for f in by_file["findings"] if f["kind"] == "wrong_date"] == [
        ("wrong_date", "03/01/2024")
    ]
    by_text = client.post("/api/check-text", json={"text": DRAFT, "as_of": "2024-06-01"}).json()
    assert by_text["findings"] == by_file["findings"]


def test_a_draft_comes_back_as_word_and_as_json(client):
    order = {"kind": "ke_hoach", "document": "15/KH-LĐLĐ", "tasks": ["2"]}
    word = client.post("/api/draft", json=order)
    assert word.headers["content-type"].endswith("wordprocessingml.document")
    assert "word/document.xml" in ZipFile(io.BytesIO(word.content)).namelist()
    content = client.post("/api/draft-content", json=order).json()
    assert content["kind"] == "ke_hoach"
    assert content["path"] == ""


def test_a_file_is_read_without_being_kept(client, library):
    before = library.documents()
    said = client.post("/api/parse", files={"file": ("kế hoạch.txt", PLAN.encode())}).json()
    assert (said["path"], said["text"]) == ("kế hoạch.txt", PLAN)
    refused = client.post("/api/parse", files={"file": ("hỏng.docx", b"PK\x03\x04 none")})
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert "/tmp" not in refused.json()["detail"]
    assert library.documents() == before


def test_ingest_queues_a_job_and_tells_its_progress(tmp_path):
    with (
        archive(tmp_path) as library,
        TestClient(serving.application(library), base_url="http://localhost") as client,
    ):
        files = [
            ("files", ("thong-bao.txt", PLAN.replace("15/KH", "16/KH").replace("Tháng", "Ngày hội").encode())),
            ("files", ("hong.docx", b"PK\x03\x04 none")),
        ]
        accepted = client.post("/api/ingest", files=files)
        assert accepted.status_code == 202
        job = accepted.json()["job"]
        assert client.app.state.jobs.wait(job["id"], 60)
        said = client.get(f"/api/jobs/{job['id']}").json()
        assert (said["state"], said["done"], said["total"]) == ("done", 2, 2)
        assert said["outcomes"] == {"added": 1, "failed": 1}
        assert said["report"]["documents"][0]["number"] == "16/KH-LĐLĐ"
        removed = client.delete("/api/remove", params={"document": "16/KH-LĐLĐ"}).json()
        assert removed["removed"]["number"] == "16/KH-LĐLĐ"
        assert client.get("/api/jobs/none").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "more", "status", "words"),
    [
        ("GET", "/api/search", {}, 422, "q: còn thiếu"),
        ("GET", "/api/search", {"params": {"q": "a", "k": 101}}, 422, "k: không được quá 100"),
        ("GET", "/api/search", {"params": {"q": "a" * 2001}}, 422, "q: dài quá 2000 ký tự"),
        ("GET", "/api/search", {"params": {"q": "a", "sort": "x"}}, 422, "chỉ nhận 'score' hoặc 'date'"),
        ("GET", "/api/search", {"params": {"q": "a", "from": "31/1/2024"}}, 422, "from: cần một ngày"),
        ("GET", "/api/search", {"params": {"q": "a", "document": "9/X"}}, 404, "Trong kho không có văn bản"),
        ("GET", "/api/trace", {"params": {"number": "xin chào"}}, 400, "không phải mã hay số"),
        ("GET", "/api/trace", {"params": {"number": "35-NQ/TW", "depth": 6}}, 422, "depth: không được quá 5"),
        ("GET", "/api/show", {"params": {"document": "none"}}, 404, "Trong kho không có"),
        ("GET", "/api/nothing", {}, 404, "Không có địa chỉ này"),
        ("POST", "/api/search", {}, 405, "phương thức khác"),
        ("POST", "/api/answer", {"json": {"question": "   "}}, 400, "Chưa có câu hỏi"),
        ("POST", "/api/answer", {"json": {"question": "a", "x": 1}}, 422, "x: không có mục này"),
        ("POST", "/api/answer", {"content": b"{", "headers": JSON}, 422, "JSON"),
        ("POST", "/api/answer", {"content": b"[" * 200_000, "headers": JSON}, 400, ""),
        ("POST", "/api/answer", {"content": b'{"question": "\\ud800"}', "headers": JSON}, 422, "ký tự không hợp lệ"),
        ("POST", "/api/check", {"files": {"file": ("..", b"x")}}, 400, "không có tên"),
        ("POST", "/api/check", {"files": {"file": ("rong.txt", b"")}}, 422, ""),
        ("POST", "/api/draft", {"json": {"kind": "ke_hoach"}}, 400, "Chưa biết soạn về việc gì"),
        ("POST", "/api/ingest", {"files": [("files", (f"{i}.txt", b"x")) for i in range(21)]}, 400, "nhiều nhất 20"),
    ],
)  # fmt: skip
def test_mistakes_are_problems_in_vietnamese(client, method, path, more, status, words):
    said = client.request(method, path, **more)
    assert said.status_code == status, said.text
    assert said.headers["content-type"] == "application/problem+json"
    problem = said.json()
    assert problem["status"] == status
    assert words in problem["detail"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"host": "127.0.0.1.evil.example:8502"}, 421),
        ({"host": "[::1]:8502"}, 200),
        ({"host": "LOCALHOST:1"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:8502"}, 200),
    ],
)
def test_other_sites_are_kept_out(client, headers, status):
    said = client.get("/api/list", headers=headers)
    assert said.status_code == status
    assert "access-control-allow-origin" not in said.headers


def test_a_name_of_the_settings_is_answered_to(tmp_path):
    with archive(tmp_path, api_hosts="kho.songngan.example, other") as library:
        client = TestClient(serving.application(library), base_url="https://Kho.SongNgan.example")
        assert client.get("/api/list").status_code == 200


def test_a_token_of_the_settings_is_asked_for(tmp_path):
    with archive(tmp_path, api_token="bi-mat") as library:
        client = TestClient(serving.application(library), base_url="http://localhost")
        for headers in ({}, {"Authorization": "Bearer khac"}, {"Authorization": "Basic abc"}):
            said = client.get("/api/list", headers=headers)
            assert (said.status_code, said.headers["www-authenticate"]) == (401, "Bearer")
        assert client.get("/api/health").status_code == 200
        good = client.get("/api/list", headers={"Authorization": "bearer bi-mat"})
        assert good.status_code == 200


def test_a_body_too_big_is_refused_announced_or_not(tmp_path):
    with (
        archive(tmp_path, file_limit_mb=1) as library,
        TestClient(serving.application(library), base_url="http://localhost") as client,
    ):
        big = {"file": ("to.txt", b"x" * 2_100_000)}
        assert client.post("/api/parse", files=big).status_code == 413

        def pieces():
            for _ in range(60):
                yield b"x" * 100_000

        said = client.post("/api/answer", content=pieces(), headers={"content-type": "application/json"})
        assert said.status_code == 413
        assert "MB" in said.json()["detail"]


def test_work_that_takes_too_long_is_told(tmp_path, monkeypatch):
    import threading

    release = threading.Event()
    with (
        archive(tmp_path, api_time_limit_s=0) as library,
        TestClient(serving.application(library), base_url="http://localhost") as client,
    ):
        monkeypatch.setattr(type(library), "missing", lambda self, n: release.wait(60))
        said = client.get("/api/missing")
        release.set()
        assert said.status_code == 503
        assert "thu hẹp yêu cầu" in said.json()["detail"]
        assert said.headers["retry-after"] == "5"


def test_faults_of_ours_are_told_without_their_inside(library, monkeypatch):
    def fail(self):
        raise ZeroDivisionError("secret")

    client = TestClient(serving.application(library), base_url="http://localhost", raise_server_exceptions=False)
    monkeypatch.setattr(type(library), "documents", fail)
    said = client.get("/api/list")
    assert said.status_code == 500
    assert "secret" not in said.text

    def unreachable(self):
        raise GeneratorFailed("không trả lời")

    monkeypatch.setattr(type(library), "documents", unreachable)
    assert client.get("/api/list").status_code == 502


def test_nobody_beyond_this_machine_is_served_without_sign_in(library):
    for host in ("0.0.0.0", "::", "192.168.1.5", "kho.example"):
        with pytest.raises(BadRequest, match="auth"):
            serving.serve(library, host, 8502)


def test_the_openapi_document_speaks_vietnamese_and_has_no_open_shape(client):
    document = client.get("/api/openapi.json").json()
    operations = [op for path in document["paths"].values() for op in path.values()]
    assert len(operations) == 17
    assert all(any(ord(letter) > 127 for letter in op["summary"]) for op in operations)
    open_shapes = [
        name for name, shape in document["components"]["schemas"].items()
        if shape.get("type") == "object" and shape.get("additionalProperties", True) is True
        and not name.startswith("Body_")
    ]  # fmt: skip
    assert open_shapes == []


def test_waiting_jobs_are_bounded(library):
    jobs = Jobs()
    jobs.close()  # its thread ends at once: nothing is taken up
    for _ in range(50):
        jobs.submit(library, [], None)
    with pytest.raises(TooManyRequests):
        jobs.submit(library, [], None)


def test_a_job_is_seen_by_who_asked_for_it(library):
    client = TestClient(
        serving.application(library, lambda token, _: Admission(library, token) if token else None),
        base_url="http://localhost",
    )
    job = client.app.state.jobs.submit(library, [], "lan")
    assert client.get(f"/api/jobs/{job['id']}", headers={"Authorization": "Bearer minh"}).status_code == 404
    assert client.get(f"/api/jobs/{job['id']}", headers={"Authorization": "Bearer lan"}).status_code == 200
    assert limits.MOST_HITS == 100
