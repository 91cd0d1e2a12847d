"""The store: round trips, atomicity, generations, the change log."""

import sqlite3
from dataclasses import replace

import numpy as np
import pytest

from directives.errors import ArchiveDamaged, ArchiveUnreachable
from directives.models import Anaphor, Anchor, Filters, Header, KnownDocument, Name, Resolution, Span, Unit
from index.store import bin as bin_rows
from index.store import changes, notes, overview, rows, sources
from index.store import citations as citation_rows
from index.store import documents as store
from index.store import passages as passage_rows
from index.store import vectors as vector_rows
from index.store.database import Database
from tests.fakes import FakeEncoder, citation, document


@pytest.fixture
def db(tmp_path):
    database = Database(tmp_path / "archive.db")
    yield database
    database.close()


def source(path):
    return store.Source(path, "0" * 64, 1, 1)


def put(db, doc, path="/a.txt"):
    vectors = FakeEncoder().passages([p.text for p in doc.passages])
    with db.atomic() as generation:
        store.add(db, generation, doc, source(path), vectors)
    return generation


def full_document():
    text = "TIÊU ĐỀ\n\nThực hiện Nghị quyết số 35-NQ/TW về việc này.\n\nĐoạn hai."
    header = Header(
        number="12/KH-LĐLĐ", type="kế hoạch", issuer="LIÊN ĐOÀN LAO ĐỘNG TỈNH", date="2024-01-02", title="Về việc này",
        recipients=("Như trên", "Lưu: VT"), number_span=Span(0, 4), heading=Span(0, 7), closing=(Span(60, 62),),
    )  # fmt: skip
    doc = document(text, header=header, citations=[citation(text, "35-NQ/TW", "35-NQ/TW", "thuc_hien")])
    return replace(
        doc,
        units=(Unit("task", "1", "việc", 9, 60, None), Unit("point", "a", "", 10, 20, 0)),
        anaphora=(Anaphor(0, 4, "TIÊU", None),),
        names=(Name(1, 3, "IÊ"),),
        anchors=(Anchor(0, 7, 0, 0, 0), Anchor(9, 20, 1, 2, 5)),
        warnings=("trang 2 mờ",),
    )


def test_more_values_than_one_query_takes(db):
    doc = full_document()
    put(db, doc)
    db.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 999)
    many = [f"{i:016x}" for i in range(1_500)] + [doc.id]
    some = list(range(1, 3_000))
    assert [card.id for card in store.cards(db, many)] == [doc.id]
    assert passage_rows.ids_of(db, many) == sorted(passage_rows.ids(db))
    assert list(passage_rows.by_id(db, some)) == vector_rows.of_passages(db, some)[0].tolist() == [1, 2, 3]
    assert [passage.id for passage in passage_rows.headings(db, many)] == [1]
    assert overview.page_counts(db, many) == {doc.id: 1}
    assert overview.outlines(db, many) == {doc.id: (doc.units, doc.pages)}
    assert list(sources.sources_at(db, [*many, "/a.txt"])) == ["/a.txt"]
    assert notes.failures_at(db, many, 1) == {}
    assert bin_rows.sources_at(db, many) == {}
    assert citation_rows.acting_on(db, many, ["thay_the"]) == []


def test_a_document_comes_back_as_it_went_in(db):
    doc = full_document()
    put(db, doc)
    assert store.get(db, doc.id) == doc


@pytest.mark.parametrize(
    "header",
    [Header(), full_document().header, Header(secrecy="MẬT", signer="A", signer_role="B", signer_block="T/M A B")],
)
def test_headers_round_trip(header):
    assert rows.unpack_header(rows.pack_header(header)) == header


def test_vectors_keep_their_values_to_half_precision(db):
    doc = document("một hai ba\n\nbốn năm sáu")
    put(db, doc)
    ids, vectors = vector_rows.between(db, 0, 100)
    assert len(ids) == 2
    np.testing.assert_allclose(vectors, FakeEncoder().passages([p.text for p in doc.passages]), atol=1e-3)


def test_a_failed_transaction_leaves_nothing(db):
    doc = document("một\n\nhai")
    with pytest.raises(ValueError, match="2 passages but 1 vectors"), db.atomic() as generation:
        store.add(db, generation, doc, source("/a"), FakeEncoder().passages(["một"]))
    assert db.generation() == 0
    assert store.cards(db) == ()
    assert sources.source_at(db, "/a") is None


def test_each_commit_raises_the_generation_and_logs_the_change(db):
    first, second = document("một\n\nhai"), document("ba")
    assert put(db, first, "/1") == 1
    assert put(db, second, "/2") == 2
    with db.atomic() as generation:
        store.remove(db, generation, first.id)
    assert db.generation() == 3
    assert [(c.operation, c.document_id, c.first, c.last) for c in changes.after(db, 0)] == [
        ("add", first.id, 1, 2),
        ("add", second.id, 3, 3),
        ("remove", first.id, 1, 2),
    ]
    assert [c.generation for c in changes.after(db, 2)] == [3]


def test_passage_ids_are_never_used_again(db):
    doc = document("một\n\nhai")
    put(db, doc)
    with db.atomic() as generation:
        store.remove(db, generation, doc.id)
    put(db, doc)
    assert passage_rows.ids(db) == {3, 4}


def test_a_replaced_document_leaves_no_row_but_its_version(db):
    doc = full_document()
    put(db, doc)
    with db.atomic() as generation:
        store.keep_version(db, doc.id)
        store.remove(db, generation, doc.id)
    for table in ("documents", "passages", "vectors", "citations", "sources"):
        assert db.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table
    assert db.connection.execute("SELECT text, cause FROM versions").fetchall() == [(doc.text, "updated")]


def test_cards_know_all_sources_in_the_order_they_came(db):
    doc = document("một")
    put(db, doc, "/z.txt")
    with db.atomic_notes():
        sources.add_source(db, doc.id, source("/a.txt"))
    (card,) = store.cards(db)
    assert (card.source, card.sources) == ("/z.txt", ("/z.txt", "/a.txt"))
    assert store.cards(db, ["không có", doc.id]) == (card,)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), None),
        (Filters(types=("Kế hoạch",)), {"a"}),
        (Filters(types=("kế hoạch", "nghị quyết")), {"a", "b"}),
        (Filters(issuers=("ủy ban nhân dân",)), {"b"}),
        (Filters(date_from="2024-02-01"), {"b"}),
        (Filters(date_from="2024-01-31", date_to="2024-01-31"), {"a"}),
        (Filters(document="a"), {"a"}),
        (Filters(exclude_document="a"), {"b", "c"}),
        (Filters(types=("quyết định",)), set()),
    ],
)
def test_filters(db, filters, expected):
    facts = {
        "a": Header(type="kế hoạch", date="2024-01-31", issuer="LIÊN ĐOÀN"),
        "b": Header(type="nghị quyết", date="2024-02-01", issuer="ỦY BAN NHÂN DÂN"),
        "c": Header(),
    }
    for name, header in facts.items():
        put(db, replace(document(f"văn bản {name}", header=header), id=name), f"/{name}")
    assert store.allowed_documents(db, filters) == expected


def test_tasks_are_counted_and_only_tasks(db):
    doc = full_document()
    put(db, doc)
    article = Unit("article", "1", 'nói về "task"', 0, 9, None)
    put(db, document('Một "task" trong văn bản khác.', units=(article,)), "/b.txt")
    assert store.task_counts(db) == {doc.id: 1}


def test_passage_at_finds_the_passage_that_holds_an_offset(db):
    doc = document("một hai\n\nba bốn")
    put(db, doc)
    assert [passage_rows.at(db, doc.id, offset) for offset in (0, 5, 9, 14)] == [1, 1, 2, 2]


def test_citations_are_found_by_digits_and_keep_their_resolution(db):
    doc = full_document()
    put(db, doc)
    (stored,) = citation_rows.to_resolve(db, doc.id, [])
    with db.atomic():
        citation_rows.resolve(db, stored.id, Resolution("RESOLVED", (doc.id,), "chỉ có một"))
    (view,) = citation_rows.with_digits(db, "35")
    assert (view.citation, view.resolution) == (doc.citations[0], Resolution("RESOLVED", (doc.id,), "chỉ có một"))
    assert citation_rows.dangling(db) == 0
    db.connection.execute("DELETE FROM citation_targets")
    assert citation_rows.dangling(db) == 1


def test_catalogue_facts_by_key(db):
    known = KnownDocument("35-NQ/TW", "nghị quyết", "Bộ Chính trị", "2018-10-22", "Về …", "như nêu tại …")
    with db.atomic():
        citation_rows.set_catalogue(db, [known])
    assert citation_rows.catalogue_facts(db, "35||NQ-TW") == (known,)
    assert citation_rows.catalogue_facts(db, "36||NQ-TW") == ()


def test_failures_are_remembered_for_the_same_reader_only(db):
    failure = notes.Failure(source("/x.pdf"), "hỏng", "failed")
    notes.note_failure(db, failure, 1)
    assert notes.failures_at(db, ["/x.pdf"], 1) == {"/x.pdf": failure}
    assert notes.failures_at(db, ["/x.pdf"], 2) == {}
    assert (notes.failure_of(db, "0" * 64, 1), notes.failure_of(db, "0" * 64, 2)) == (failure, None)
    notes.forget_failure(db, "/x.pdf")
    assert notes.failures(db) == ()


def test_a_file_that_is_no_archive_is_refused_with_the_remedy(tmp_path):
    (tmp_path / "archive.db").write_bytes(b"not a database" * 200)
    with pytest.raises(ArchiveDamaged, match="khôi phục từ bản sao lưu"):
        Database(tmp_path / "archive.db")


def test_an_archive_of_another_layout_is_refused(tmp_path):
    Database(tmp_path / "archive.db").close()
    with sqlite3.connect(tmp_path / "archive.db") as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    with pytest.raises(ArchiveDamaged, match="phiên bản 999"):
        Database(tmp_path / "archive.db")


def test_a_snapshot_does_not_see_later_commits(db, tmp_path):
    put(db, document("một"))
    other = Database(tmp_path / "archive.db")
    with db.snapshot():
        assert db.generation() == 1
        put(other, document("hai"), "/2")
        assert db.generation() == 1
    assert db.generation() == 2
    other.close()


def test_a_full_disk_is_told_and_leaves_the_old_state(db):
    put(db, document("Văn bản thứ nhất.\n\nĐoạn hai."))
    pages = db.connection.execute("PRAGMA page_count").fetchone()[0]
    db.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ArchiveUnreachable, match="đã đầy"):
        put(db, document("Văn bản thứ hai. " * 20_000), "/b.txt")
    db.connection.execute("PRAGMA max_page_count = 1000000")
    assert db.generation() == 1
    assert store.count(db, "documents") == 1
    assert put(db, document("Văn bản thứ ba."), "/c.txt") == 2


def test_a_place_that_cannot_hold_an_archive_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder.db").mkdir()
    for path in (tmp_path / "file" / "archive.db", tmp_path / "folder.db"):
        with pytest.raises(ArchiveUnreachable, match="hãy kiểm tra"):
            Database(path)
