"""What is not somebody's to read is nowhere: every channel is tried, and what names the hidden is logged."""

import asyncio
import io
import json

import docx
import pytest
from mcp import Client
from starlette.testclient import TestClient
from typer.testing import CliRunner

import cli
import library.model
from api import mcp, serving
from api.limits import Limits
from api.workers import Workers
from directives.errors import AccessDenied, DanChieuError
from directives.models import Evidence, Filters
from library import contract, plain
from library.drafting import DraftRequest
from tests.access import HIDDEN, MARKS, archive, seen_by
from tests.fakes import FakeEncoder


@pytest.fixture(scope="module")
def kho(tmp_path_factory):
    with archive(tmp_path_factory.mktemp("leaks"), api_hosts="testserver") as opened:
        (hidden,) = opened.find("77/QĐ-LĐLĐ")
        opened.people.make_token("hoa", "thử")  # whoever may read it has tokens too
        yield opened, hidden.id


def clean(answer, *asked):
    """Fail where an answer holds a mark of the hidden document that was not in the question."""
    said = json.dumps(answer, ensure_ascii=False, default=str)
    found = [mark for mark in MARKS if mark in said and not any(mark in text for text in asked)]
    assert found == [], said[:2000]


def tried(call, *asked):
    """What a call answers, or the sentence that refuses it; clean of the hidden document either way."""
    try:
        answer = call()
    except DanChieuError as error:
        answer = str(error)
    clean(answer, *asked)
    return answer


def told(data):
    """What a Word file says."""
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


def denials(kho, actor):
    return [e for e in kho.audit.entries() if e.action == "denied" and e.actor == actor]


# Channel -> what is tried over the library, by somebody who may not read it; `h` is its id.
LIBRARY = {
    "search by words": lambda k, h: contract.searched(k.search("điều chuyển cán bộ giữ chức vụ mới", 100)),
    "search by name": lambda k, h: contract.searched(k.search("ông Trần Ngọc", 100)),
    "search by number": lambda k, h: contract.searched(k.search("77/QĐ-LĐLĐ", 100)),
    "search by id": lambda k, h: contract.searched(k.search(h, 100)),
    "search within": lambda k, h: contract.searched(k.search("điều chuyển", 9, Filters(document=h))),
    "search all but another": lambda k, h: contract.searched(k.search("điều chuyển", 9, Filters(exclude_document="x"))),
    "search lexical": lambda k, h: contract.searched(k.search("điều chuyển", 100, mode="lexical")),
    "search dense": lambda k, h: contract.searched(k.search("điều chuyển", 100, mode="dense")),
    "search a phrase": lambda k, h: contract.searched(k.search('"giữ chức vụ mới"', 100)),
    "search by date": lambda k, h: contract.searched(k.search("quyết định", 100, Filters(types=("quyết định",)))),
    "search newest": lambda k, h: contract.searched(k.search("liên đoàn", 100, sort="date")),
    "list": lambda k, h: contract.listed(k.documents()),
    "find": lambda k, h: [contract.card(c) for c in k.find("77/QĐ-LĐLĐ")],
    "card": lambda k, h: contract.card(k.card(h)),
    "cards": lambda k, h: [contract.card(c) for c in k.cards([h])],
    "document": lambda k, h: k.document(h).text,
    "document by number": lambda k, h: k.document("qd 77 lđlđ").text,
    "citations": lambda k, h: [str(view) for view in k.citations(h)],
    "citations to it": lambda k, h: [str(v.resolution) for v in k.citations(k.card("15/KH-LĐLĐ").id)],
    "tasks": lambda k, h: contract.tasks(k.tasks(h)),
    "tasks of another": lambda k, h: contract.tasks(k.tasks("31/HD-BTCTU", k=20)),
    "coverage": lambda k, h: str(k.coverage(h)),
    "coverage of another": lambda k, h: str(k.coverage("31/HD-BTCTU")),
    "task counts": lambda k, h: k.contents.task_counts(),
    "facets": lambda k, h: str(k.contents.facets()),
    "trace": lambda k, h: contract.traced(k.trace("77/QĐ-LĐLĐ", 5, 50)),
    "trace by id": lambda k, h: contract.traced(k.trace(h, 5, 50)),
    "trace of what it cites": lambda k, h: contract.traced(k.trace("15/KH-LĐLĐ", 5, 50)),
    "trace of what only it cites": lambda k, h: contract.traced(k.trace("88-TB/LĐLĐ", 5, 50)),
    "missing": lambda k, h: contract.missing(k.missing(1000)),
    "missing as a file": lambda k, h: told(k.lists.missing("docx")),
    "citations as a file": lambda k, h: told(k.lists.citations(k.trace("15/KH-LĐLĐ", 3), "docx", 3)),
    "hits as a file": lambda k, h: told(k.lists.hits(k.search("điều chuyển giữ chức vụ mới", 100), "docx")),
    "tasks as a file": lambda k, h: told(k.lists.tasks(k.tasks("15/KH-LĐLĐ", k=20), "docx")),
    "documents as a file": lambda k, h: told(k.lists.documents("docx")),
    "places": lambda k, h: len(k.places([Evidence(h, 0, 9, "")])) and MARKS,
    "validity": lambda k, h: str(k.validity(k.cards([h]))),
    "answer": lambda k, h: contract.answered(k.answer("Ai được điều chuyển giữ chức vụ mới tại Văn phòng?")),
    "answer by number": lambda k, h: contract.answered(k.answer("Quyết định số 77/QĐ-LĐLĐ nói gì?")),
    "check of a citation": lambda k, h: contract.checked("", k.checks.text("Căn cứ Quyết định số 77/QĐ-LĐLĐ;")),
    "check of a wrong date": lambda k, h: contract.checked(
        "", k.checks.text("Căn cứ Quyết định số 77/QĐ-LĐLĐ ngày 04/01/2024 của Liên đoàn Lao động tỉnh về việc khen;")
    ),
    "check of a title": lambda k, h: contract.checked("", k.checks.text("Quyết định về việc điều chuyển cán bộ;")),
    "check of words": lambda k, h: contract.checked(
        "", k.checks.text("Theo Quyết định số 77/QĐ-LĐLĐ: “Điều chuyển ông giữ chức vụ mới tại Văn phòng”.")
    ),
    "draft by query": lambda k, h: contract.drafted(
        k.drafts.make(DraftRequest("ke_hoach", query="điều chuyển cán bộ")), ""
    ),
    "draft by document": lambda k, h: contract.drafted(k.drafts.make(DraftRequest("ke_hoach", document=h)), ""),
    "draft of a task": lambda k, h: contract.drafted(k.drafts.make(DraftRequest("ke_hoach", "15/KH-LĐLĐ", ("2",))), ""),
    "decisions": lambda k, h: str(k.decisions.all()),
    "decide": lambda k, h: k.decisions.make("77/QĐ-LĐLĐ", h),
    "remove": lambda k, h: contract.card(k.remove(h)),
    "attention": lambda k, h: str(k.contents.attention()),
    "failures": lambda k, h: str(k.contents.failures()),
    "bin": lambda k, h: [str(entry) for entry in k.bin.entries()],
    "back from the bin": lambda k, h: str(k.bin.restore(h)),
    "purge": lambda k, h: k.bin.purge(None),
    "issuers": lambda k, h: str(k.issuers_like("liên đoàn")),
    "desk": lambda k, h: [
        (search, k.desk.news(search)) for search in (k.desk.save("", f"điều chuyển {h}"), *k.desk.look())
    ],
}  # fmt: skip
NAMES_IT = {
    "search by number", "search by id", "search within", "find", "card", "cards", "document", "document by number",
    "citations", "tasks", "coverage", "trace", "trace by id", "draft by document", "remove", "validity",
}  # fmt: skip


@pytest.mark.parametrize("somebody", ["lan", "minh"])
@pytest.mark.parametrize("channel", LIBRARY)
def test_the_library(kho, somebody, channel):
    whole, hidden = kho
    before = len(denials(whole, somebody))
    view = seen_by(whole, somebody)
    tried(lambda: LIBRARY[channel](view, hidden), hidden)
    if channel in NAMES_IT:
        assert len(denials(whole, somebody)) > before
    assert whole.document(hidden).text == HIDDEN  # and nothing has become of it


def test_who_may_read_it_reads_it(kho):
    whole, hidden = kho
    for name in ("hoa", "quan"):
        view = seen_by(whole, name)
        assert view.document(hidden).text == HIDDEN
        assert view.search("Kỳ Lân giữ chức vụ", 3).hits[0].document.id == hidden
        assert view.trace("77/QĐ-LĐLĐ").status == "RESOLVED"
        assert len(view.documents()) == 3


def test_a_file_of_those_who_may_read_it_holds_it(kho):
    view = seen_by(kho[0], "hoa")
    files = [
        view.lists.documents("docx"),
        view.lists.hits(view.search("điều chuyển giữ chức vụ mới", 100), "docx"),
        view.lists.tasks(view.tasks("15/KH-LĐLĐ", k=20), "docx"),
    ]
    for file in files:
        said = " ".join(told(file))
        assert any(mark in said for mark in MARKS)
    assert view.places([Evidence(kho[1], 0, 9, "")]) != {}


def test_a_citation_of_the_hidden_reads_as_missing(kho):
    whole, _ = kho
    view = seen_by(whole, "lan")
    views = view.citations(view.card("15/KH-LĐLĐ").id)
    assert {v.resolution.status for v in views if v.citation.number == "77/QĐ-LĐLĐ"} == {"MISSING"}
    assert [(m.number, m.count) for m in view.missing().missing] == [("77/QĐ-LĐLĐ", 3)]
    assert whole.missing().missing[0].number == "88/TB-LĐLĐ"
    assert view.contents.facets().documents == 2


def test_hits_of_others_crowd_nothing_out(kho):
    whole, hidden = kho
    hits = seen_by(whole, "lan").search("quyết định điều chuyển", 1).hits
    assert len(hits) == 1 and hits[0].document.id != hidden


HTTP = [
    ("GET", "/api/search", {"params": {"q": "điều chuyển cán bộ", "k": 100}}),
    ("GET", "/api/search", {"params": {"q": "điều chuyển", "document": "{id}"}}),
    ("GET", "/api/show", {"params": {"document": "{id}"}}),
    ("GET", "/api/show", {"params": {"document": "77/QĐ-LĐLĐ"}}),
    ("GET", "/api/tasks", {"params": {"document": "{id}"}}),
    ("GET", "/api/trace", {"params": {"number": "77/QĐ-LĐLĐ", "depth": 5}}),
    ("GET", "/api/trace", {"params": {"number": "{id}"}}),
    ("GET", "/api/missing", {"params": {"n": 1000}}),
    ("GET", "/api/list", {}),
    ("POST", "/api/answer", {"json": {"question": "Ai được điều chuyển tới Văn phòng?"}}),
    ("POST", "/api/check-text", {"json": {"text": "Căn cứ Quyết định số 77/QĐ-LĐLĐ ngày 09/01/2024;"}}),
    ("POST", "/api/draft-content", {"json": {"kind": "ke_hoach", "query": "điều chuyển cán bộ"}}),
    ("POST", "/api/draft-content", {"json": {"kind": "ke_hoach", "document": "{id}"}}),
    ("DELETE", "/api/remove", {"params": {"document": "{id}"}}),
]


@pytest.mark.parametrize("somebody", ["lan", "minh"])
@pytest.mark.parametrize("number", range(len(HTTP)))
def test_http(kho, somebody, number):
    whole, hidden = kho
    token = whole.people.make_token(somebody, "thử")
    method, path, more = json.loads(json.dumps(HTTP[number]).replace("{id}", hidden))
    client = TestClient(serving.application(whole))
    said = client.request(method, path, headers={"Authorization": f"Bearer {token}"}, **more)
    assert said.status_code in (200, 400, 403, 404), said.text
    clean(said.json(), hidden)
    assert client.request(method, path, **more).status_code == 401
    if hidden in str(more):
        assert denials(whole, somebody)[0].object in (hidden, "gỡ văn bản")


def test_who_may_read_it_reads_it_over_http(kho):
    whole, hidden = kho
    token = whole.people.make_token("hoa", "thử")
    said = TestClient(serving.application(whole)).get(
        "/api/show", params={"document": hidden}, headers={"Authorization": f"Bearer {token}"}
    )
    assert said.json()["text"] == HIDDEN


MCP = {
    "search": {"query": "điều chuyển cán bộ giữ chức vụ", "k": 100},
    "trace": {"number": "77/QĐ-LĐLĐ", "depth": 5},
    "tasks": {"document": "{id}"},
    "missing": {"n": 1000},
    "show": {"document": "{id}"},
    "answer": {"question": "Ai được điều chuyển?"},
    "check": {"text": "Căn cứ Quyết định số 77/QĐ-LĐLĐ ngày 09/01/2024;"},
}


@pytest.mark.parametrize("tool", MCP)
def test_mcp(kho, tool):
    whole, hidden = kho
    view = seen_by(whole, "lan")
    arguments = json.loads(json.dumps(MCP[tool]).replace("{id}", hidden))

    async def run():
        async with Client(mcp.server(lambda _: view, Workers(1), Limits.of(whole.settings))) as client:
            answer = await client.call_tool(tool, arguments)
            return answer.structured_content or [part.text for part in answer.content]

    clean(asyncio.run(run()), hidden)


COMMANDS = [
    ("list",),
    ("show", "{id}"),
    ("show", "77/QĐ-LĐLĐ"),
    ("search", "điều chuyển cán bộ", "-k", "100"),
    ("tasks", "{id}"),
    ("trace", "77/QĐ-LĐLĐ"),
    ("trace", "15/KH-LĐLĐ", "--format", "dot"),
    ("missing",),
    ("answer", "Ai được điều chuyển tới Văn phòng?"),
    ("remove", "{id}"),
    ("bin", "list"),
    ("audit",),
    ("user", "list"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_command_line_of_somebody(kho, command, monkeypatch):
    whole, hidden = kho
    monkeypatch.setattr(library.model, "open_encoder", lambda settings: FakeEncoder())
    for name, value in (("USER", "lan"), ("LIBRARY", whole.path), ("AUTH", "local"), ("CATALOGUE", whole.path / "no")):
        monkeypatch.setenv(f"DANCHIEU_{name}", str(value))
    result = CliRunner().invoke(cli.app, [part.replace("{id}", hidden) for part in command])
    assert result.exception is None or isinstance(result.exception, DanChieuError | SystemExit), result.exception
    clean(f"{result.output} {result.exception}", hidden)


def test_the_store_refuses_what_goes_round_the_views(kho):
    import sqlite3

    whole, hidden = kho
    db = seen_by(whole, "lan").db
    for query in (
        "SELECT text FROM main.documents",
        "SELECT * FROM main.users",
        "UPDATE documents SET text = ''",
        "DELETE FROM main.documents",
        "INSERT INTO temp.readable VALUES ('to-chuc')",
        "DROP VIEW temp.documents",
        "ATTACH ':memory:' AS other",
        "PRAGMA writable_schema = 1",
    ):
        with pytest.raises(sqlite3.DatabaseError):
            db.connection.execute(query).fetchall()
    for table in ("users", "keys", "audit", "versions", "bin", "changes", "failures", "user_groups", "bin_sources"):
        assert db.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    for table in ("meta", "catalogue", "documents", "passages", "sources", "citations", "drafts", "attention"):
        assert db.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] >= 0
    assert db.connection.execute("SELECT count(*) FROM documents WHERE id = ?", (hidden,)).fetchone() == (0,)
    assert len(plain.listed(seen_by(whole, "lan").documents()).splitlines()) == 2


def test_drafts_are_their_makers(kho):
    whole, _ = kho
    mine = seen_by(whole, "hoa")
    kept = mine.drafts.save(mine.drafts.make(DraftRequest("ke_hoach", query="điều chuyển cán bộ Kỳ Lân")))
    other = seen_by(whole, "lan").drafts
    assert other.kept() == () and other.versions(kept.id) == ()
    own = mine.drafts.open(kept.id)
    for act in (lambda: other.open(kept.id), lambda: other.remove(kept.id), lambda: other.save(own, kept.id)):
        with pytest.raises(DanChieuError, match="dự thảo"):
            act()
    assert [v.id for v in mine.drafts.kept()] == [kept.id]


def test_readers_change_nothing(kho, tmp_path):
    whole, _ = kho
    view = seen_by(whole, "lan")
    (tmp_path / "a.txt").write_text("Văn bản mới.", encoding="utf-8")
    for act in (
        lambda: view.ingest([tmp_path]),
        lambda: view.upload("a.txt", b"x"),
        lambda: view.remove("15/KH-LĐLĐ"),
        lambda: view.add_texts([("a", "b", "c")]),
        view.upkeep.reencode,
        view.upkeep.doctor,
        lambda: view.upkeep.backup(tmp_path / "b"),
        lambda: view.people.add("x", "admin", "mat khau rat dai"),
        lambda: view.people.set_role("lan", "admin"),
        lambda: view.collections.grant("to-chuc", ["moi-nguoi"]),
        lambda: view.audit.entries(),
    ):
        before = len(denials(whole, "lan"))
        with pytest.raises(AccessDenied):
            act()
        assert len(denials(whole, "lan")) == before + 1


def test_an_editor_who_brings_the_same_file_gets_it_and_not_its_place(kho, tmp_path):
    whole, hidden = kho
    copy = tmp_path / "ban-sao.txt"
    copy.write_text(HIDDEN.replace("77/QĐ", "78/QĐ"), encoding="utf-8")
    whole.ingest([copy], collection="to-chuc")
    view = seen_by(whole, "minh")
    for place in (copy, copy.parent):  # a file of the server is no editor's to bring, wherever it lies
        with pytest.raises(AccessDenied, match="tải tệp lên"):
            view.ingest([place], collection="chung")
    assert view.find("78/QĐ-LĐLĐ") == ()
    again = view.upload("cua-minh.txt", copy.read_bytes())
    report = view.ingest([again], collection="chung")
    (card,) = view.find("78/QĐ-LĐLĐ")
    assert report.documents[0].id == card.id and card.sources == ()  # another's file is not named
    assert view.remove(card.id).id == card.id
    assert view.find("78/QĐ-LĐLĐ") == () and whole.find("78/QĐ-LĐLĐ")
    with pytest.raises(DanChieuError):
        view.ingest([again], collection="to-chuc")
    whole.remove("78/QĐ-LĐLĐ")


def test_an_editor_brings_uploads_one_by_one_and_no_folder_of_them(kho):
    whole, _ = kho
    view = seen_by(whole, "minh")
    mine = view.upload("cua-minh.txt", b"Van ban cua minh, khong co so hieu.")
    other = mine.parent.parent / ("0" * 16)
    other.mkdir()
    (other / "duong-tat.txt").symlink_to(whole.path / "archive.db")
    around = mine.parent / ".." / mine.parent.name / mine.name
    for path in (mine.parent, mine.parent.parent, whole.path, other / "duong-tat.txt", around, other / "khong-co.txt"):
        with pytest.raises(AccessDenied):
            view.ingest([path])
    assert view.open_collections() == {"chung"}
    assert seen_by(whole, "quan").open_collections() == {"chung", "to-chuc"}
    assert view.ingest([mine]).added == 1
    whole.remove(view.documents()[-1].id)


def test_a_new_text_in_a_hidden_file_stays_hidden(kho, tmp_path):
    whole, _ = kho
    file = tmp_path / "nhan-su.txt"
    file.write_text(HIDDEN.replace("77/QĐ", "79/QĐ"), encoding="utf-8")
    whole.ingest([file], collection="to-chuc")
    file.write_text(HIDDEN.replace("77/QĐ", "79/QĐ").replace("Văn phòng", "Ban Tổ chức"), encoding="utf-8")
    whole.ingest([file])
    assert seen_by(whole, "lan").find("79/QĐ-LĐLĐ") == ()
    assert seen_by(whole, "hoa").find("79/QĐ-LĐLĐ")
    whole.remove("79/QĐ-LĐLĐ")
