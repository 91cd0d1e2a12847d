"""The bin and backups by role: what one could read one may put back; only admins delete for good or take a backup."""

import zipfile
from io import BytesIO

import pytest

from directives.errors import AccessDenied, BadRequest, UnknownDocument
from library import backup
from tests.access import HIDDEN, archive, seen_by


@pytest.fixture
def kho(tmp_path):
    with archive(tmp_path) as opened:
        yield opened


def actions(kho):
    return [(e.actor, e.action, e.object) for e in kho.audit.entries()]


def test_an_editor_puts_back_what_they_could_read(kho):
    editor = seen_by(kho, "minh")
    card = editor.remove("15/KH-LĐLĐ")
    (entry,) = editor.bin.entries()
    assert (entry.number, len(entry.sources)) == ("15/KH-LĐLĐ", 1)
    assert editor.bin.restore("15/KH-LĐLĐ").id == card.id
    assert editor.bin.entries() == () and editor.card("15/KH-LĐLĐ").id == card.id
    assert actions(kho)[:2] == [("minh", "restore-bin", card.id), ("minh", "remove", card.id)]


def test_the_bin_shows_nothing_that_one_could_not_read(kho):
    hidden = kho.card("77/QĐ-LĐLĐ").id
    kho.remove(hidden)
    editor = seen_by(kho, "minh")
    assert editor.bin.entries() == ()
    for name in (hidden, "77/QĐ-LĐLĐ"):
        with pytest.raises(UnknownDocument, match="Trong thùng rác không có"):
            editor.bin.restore(name)
    assert editor.db.connection.execute("SELECT count(*) FROM bin_sources").fetchone() == (0,)
    kho.people.set_groups("minh", ["nhan-su"])
    editor = seen_by(kho, "minh")
    assert [entry.id for entry in editor.bin.entries()] == [hidden]
    assert editor.bin.restore(hidden).id == hidden
    assert seen_by(kho, "hoa").document(hidden).text == HIDDEN
    assert seen_by(kho, "lan").find(hidden) == ()  # it came back to where it belonged


def test_what_was_also_in_another_collection_is_no_editors_to_put_back(kho):
    id_ = kho.card("15/KH-LĐLĐ").id
    kho.collections.move(id_, ["chung", "to-chuc"])
    kho.remove(id_)
    assert seen_by(kho, "minh").bin.entries() == ()
    assert [entry.id for entry in seen_by(kho, "quan").bin.entries()] == [id_]


def test_readers_have_no_bin_and_editors_delete_nothing_for_good(kho):
    kho.remove("15/KH-LĐLĐ")
    with pytest.raises(AccessDenied, match="người biên tập"):
        seen_by(kho, "lan").bin.entries()
    editor = seen_by(kho, "minh")
    for wanted in ("15/KH-LĐLĐ", None):
        with pytest.raises(AccessDenied, match="người quản trị"):
            editor.bin.purge(wanted)
    assert len(kho.bin.entries()) == 1
    assert seen_by(kho, "quan").bin.purge("15/KH-LĐLĐ") == 1
    assert [action for _, action, _ in actions(kho)[:4]] == ["purge-bin", "denied", "denied", "denied"]


def test_only_admins_take_a_backup_away(kho, tmp_path):
    for act in ("backup_file", "last_backup"):
        with pytest.raises(AccessDenied, match="người quản trị"):
            getattr(seen_by(kho, "minh").upkeep, act)()
    admin = seen_by(kho, "quan")
    assert admin.upkeep.last_backup() is None
    names = zipfile.ZipFile(BytesIO(admin.upkeep.backup_file())).namelist()
    assert {"archive.db", "manifest.json"} <= set(names)
    assert admin.upkeep.last_backup() is None  # it is not known where it went
    admin.upkeep.backup(tmp_path / "b.zip")
    assert admin.upkeep.last_backup()[0] == str(tmp_path / "b.zip")
    assert [action for _, action, _ in actions(kho)[:2]] == ["backup", "backup"]


def test_an_archive_too_large_for_the_pages_is_told(kho, monkeypatch):
    monkeypatch.setattr(backup, "_LARGEST_SENT", 10)
    with pytest.raises(BadRequest, match="danchieu backup"):
        kho.upkeep.backup_file()
