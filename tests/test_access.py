"""People, keys and the audit log."""

import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from typer.testing import CliRunner

import cli
from directives.errors import BadRequest, SignInFailed, TooManyRequests
from library import access
from library.access import Viewer
from tests.access import PASSWORD, archive


@pytest.fixture
def library(tmp_path):
    with archive(tmp_path) as opened:
        yield opened


def test_passwords_and_keys_are_kept_as_hashes_only(library):
    token = library.people.make_token("lan", "thử")
    _, key = library.people.sign_in("lan", PASSWORD, "1.2.3.4")
    library.close()
    stored = (library.path / "archive.db").read_bytes() + (library.path / "archive.db-wal").read_bytes() \
        if (library.path / "archive.db-wal").exists() else (library.path / "archive.db").read_bytes()  # fmt: skip
    for secret in (PASSWORD, token, key):
        assert secret.encode() not in stored
    assert b"$argon2id$" in stored


def test_a_token_is_its_holders_until_it_is_void(library, monkeypatch):
    people = library.people
    token = people.make_token("hoa", "thử", days=10)
    assert people.of_token(token, "") == Viewer("hoa", "reader", frozenset({"chung", "to-chuc"}))
    assert people.of_token(token + "x", "") is None and people.of_token(None, "") is None
    ((id_, label, *_),) = people.tokens("hoa")
    assert label == "thử"
    later = datetime.now(UTC) + timedelta(days=11)
    monkeypatch.setattr(access, "_now", lambda: later)
    assert people.of_token(token, "") is None
    monkeypatch.undo()
    people.revoke_token(id_)
    assert people.of_token(token, "") is None


def test_a_session_expires_and_is_prolonged(library, monkeypatch):
    people = library.people
    start = datetime.now(UTC)
    _, key = people.sign_in("lan", PASSWORD, "")
    monkeypatch.setattr(access, "_now", lambda: start + timedelta(hours=11))
    assert people.of_session(key)
    people.prolong(key)
    monkeypatch.setattr(access, "_now", lambda: start + timedelta(hours=22))
    assert people.of_session(key)
    monkeypatch.setattr(access, "_now", lambda: start + timedelta(hours=24))
    assert people.of_session(key) is None


def test_sign_in_is_slowed_by_name_and_by_address(library, monkeypatch):
    people = library.people
    for _ in range(5):
        with pytest.raises(SignInFailed):
            people.sign_in("lan", "sai", "1.1.1.1")
    with pytest.raises(TooManyRequests):
        people.sign_in("lan", PASSWORD, "2.2.2.2")
    assert people.sign_in("hoa", PASSWORD, "1.1.1.1")[0].name == "hoa"
    for number in range(25):
        with pytest.raises(SignInFailed):
            people.sign_in(f"ai{number}", "sai", "1.1.1.1")
    with pytest.raises(TooManyRequests):
        people.sign_in("hoa", PASSWORD, "1.1.1.1")
    later = datetime.now(UTC) + timedelta(minutes=16)
    monkeypatch.setattr(access, "_now", lambda: later)
    assert people.sign_in("lan", PASSWORD, "1.1.1.1")


def test_an_address_vouched_for_is_somebody(library):
    library.people.add("vy", "editor", email="Vy@SongNgan.example")
    assert library.people.sign_in_by_email("vy@songngan.EXAMPLE", "").role == "editor"
    with pytest.raises(SignInFailed):
        library.people.sign_in_by_email("la@songngan.example", "")
    with pytest.raises(SignInFailed):
        library.people.sign_in("vy", "", "")


@pytest.mark.parametrize(
    "act",
    [
        lambda k: k.people.add("lan", "reader", PASSWORD),
        lambda k: k.people.add("Tên Có Dấu", "reader", PASSWORD),
        lambda k: k.people.add("moi", "vua", PASSWORD),
        lambda k: k.people.add("moi", "reader", "ngan"),
        lambda k: k.people.add("moi", "reader"),
        lambda k: k.collections.add("chung"),
        lambda k: k.collections.grant("khong-co", []),
        lambda k: k.collections.move("15/KH-LĐLĐ", ["khong-co"]),
        lambda k: k.collections.move("15/KH-LĐLĐ", []),
    ],
)
def test_mistakes_are_told(library, act):
    with pytest.raises(BadRequest):
        act(library)


def test_the_audit_log_is_only_added_to_and_exported(library):
    import sqlite3

    library.audit.note("thử", "=1+1", "chi tiết")
    connection = library.db.connection
    for query in ("DELETE FROM audit", "UPDATE audit SET actor = 'x'"):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            connection.execute(query)
    book = openpyxl.load_workbook(io.BytesIO(library.audit.table()))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[1][2:5] == ("thử", "=1+1", "chi tiết")
    assert {"ingest", "user add", "collection add", "collection grant"} <= {row[2] for row in rows}


def test_moving_a_document_hides_and_shows_it(library):
    def lan():
        return library.as_viewer(library.people.viewer("lan"))

    library.collections.move("31/HD-BTCTU", ["to-chuc"])
    assert [c.number for c in lan().documents()] == ["15/KH-LĐLĐ"]
    assert {h.document.number for h in lan().search("nhân sự", 50).hits} == {"15/KH-LĐLĐ"}
    library.collections.move("31/HD-BTCTU", ["to-chuc", "chung"])
    assert len(lan().documents()) == 2
    library.collections.grant("chung", [])
    assert lan().documents() == () and lan().search("nhân sự", 5).hits == ()


def test_the_commands(tmp_path, monkeypatch):
    monkeypatch.setenv("DANCHIEU_LIBRARY", str(tmp_path / "kho"))
    monkeypatch.setenv("DANCHIEU_CATALOGUE", str(tmp_path / "none.csv"))

    def run(*arguments, typed=""):
        result = CliRunner().invoke(cli.app, arguments, input=typed)
        assert result.exception is None, result.exception
        return result.stdout

    run("user", "add", "an", "--role", "admin", typed="mat khau cua an\n")
    run("user", "add", "lan", "--email", "lan@songngan.example")
    run("user", "groups", "lan", "nhan-su", "van-phong")
    run("user", "role", "lan", "editor")
    run("collection", "add", "to-chuc")
    run("collection", "grant", "to-chuc", "nhan-su")
    assert "lan  editor  lan@songngan.example  nhan-su, van-phong" in run("user", "list")
    assert "to-chuc  0 văn bản  đọc: nhan-su" in run("collection", "list")
    token = run("user", "token", "lan", "--label", "thử").strip()
    assert token.startswith("dc_")
    id_ = run("user", "token", "lan", "--list").split()[0]
    run("user", "token", "lan", "--revoke", id_)
    assert run("user", "token", "lan", "--list").strip() == ""
    run("user", "password", "an", typed="mat khau moi cua an\n")
    run("user", "disable", "lan")
    assert "(khóa)" in run("user", "list")
    run("user", "disable", "lan", "--undo")
    assert "user disable" in run("audit")
    run("audit", "--export", str(tmp_path / "nk.xlsx"))
    assert (tmp_path / "nk.xlsx").read_bytes()[:2] == b"PK"
