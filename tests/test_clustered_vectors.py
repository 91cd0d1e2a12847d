"""The clustered kind of the dense cache: its recall, the change of kinds both ways, and what goes on meanwhile."""

import threading

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.store import documents as store
from index.store import passages as passage_rows
from index.store import vectors as vector_rows
from index.store.database import Database
from index.vectors import VectorIndex, filling, kinds
from index.vectors.sharing import Sharing
from tests.fakes import document

DIMENSION = 24
CLUMPS = np.random.default_rng(1).normal(size=(12, DIMENSION))
LIMIT = 60  # passages up to which these indexes are exact


@pytest.fixture
def db(tmp_path):
    database = Database(tmp_path / "archive.db")
    yield database
    database.close()


def unit(rng, count):
    """Vectors in clumps, as those of texts are."""
    vectors = CLUMPS[rng.integers(0, 12, count)] + 0.5 * rng.normal(size=(count, DIMENSION))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def put(db, name, count):
    rng = np.random.default_rng(int.from_bytes(str(name).encode(), "little"))
    doc = document("\n\n".join(f"đoạn {name} {i}" for i in range(count)))
    with db.atomic() as generation:
        store.add(db, generation, doc, store.Source(f"/{name}", str(name), 1, 1), unit(rng, count))
    return doc.id


def remove(db, id_):
    with db.atomic() as generation:
        store.remove(db, generation, id_)


def truth(db, vector, k, allowed=None):
    ids, vectors = vector_rows.between(db, 0, 10**9)
    scores = vectors @ vector if len(ids) else np.zeros(0)
    kept = [i for i in np.argsort(-scores, kind="stable") if allowed is None or int(ids[i]) in allowed]
    return {int(ids[i]): float(scores[i]) for i in kept[:k]}


def opened(db, folder, limit=LIMIT):
    index = VectorIndex(folder, DIMENSION, limit)
    index.catch_up(db)
    index.settle()
    return index


def queries(count):
    return unit(np.random.default_rng(99), count)


def recall(index, db, k=10, allowed=None):
    shares = []
    for vector in queries(20):
        right = truth(db, vector, k, allowed)
        found = dict(index.search(vector, k, None if allowed is None else sorted(allowed)))
        assert found == {i: pytest.approx(truth(db, vector, 10**6)[i], abs=1e-5) for i in found}  # exact cosines
        shares.append(len(found.keys() & right.keys()) / max(1, len(right)))
    return np.mean(shares)


def test_beyond_the_limit_the_index_is_clustered_and_finds_what_exact_search_finds(db, tmp_path):
    for name in range(10):
        put(db, name, 100)
    index = opened(db, tmp_path)
    assert index.approximate
    assert index.ids() == passage_rows.ids(db)
    assert recall(index, db) >= 0.97
    found = [score for _, score in index.search(queries(1)[0], 50)]
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("few", [0, 2_000])  # as if every restriction were large; as it is
@pytest.mark.parametrize("size", [1, 5, 120, 999])
def test_restrictions_of_every_size(db, tmp_path, monkeypatch, few, size):
    monkeypatch.setattr("index.vectors.index._FEW", few)
    for name in range(10):
        put(db, name, 100)
    index = opened(db, tmp_path)
    allowed = set(np.random.default_rng(3).permutation(np.arange(1, 1001))[:size].tolist())
    assert recall(index, db, 10, allowed) >= 0.97
    vector = queries(1)[0]
    best = index.search(vector, 1, sorted(allowed))[0][0]
    assert best not in dict(index.search(vector, 10, sorted(allowed), [best]))
    assert dict(index.search(vector, 10**4, sorted(allowed))).keys() <= allowed
    assert not dict(index.search(vector, 500, None, list(range(1, 501)))).keys() & set(range(1, 501))
    assert index.search(vector, 10, []) == []


def test_cosines_are_exact_in_either_kind(db, tmp_path):
    put(db, "a", 80)
    vector = queries(1)[0]
    right = truth(db, vector, 80)
    for limit in (60, 100):
        found = opened(db, tmp_path / str(limit), limit).cosines(vector, [3, 50, 999])
        assert found == {i: pytest.approx(right[i], abs=1e-5) for i in (3, 50)}


def test_the_kind_changes_both_ways_and_not_to_and_fro(db, tmp_path):
    held = [put(db, "a", 50)]
    index = opened(db, tmp_path)
    assert not index.approximate
    held += [put(db, "b", 8), put(db, "c", 10)]
    index.catch_up(db)
    index.settle()
    assert index.approximate
    remove(db, held[2])  # 58 left: below the limit, and not far enough below it
    index.catch_up(db)
    index.settle()
    assert index.approximate
    remove(db, held[0])
    index.catch_up(db)
    index.settle()
    assert not index.approximate
    assert index.ids() == passage_rows.ids(db)


def test_an_index_that_has_outgrown_its_cells_is_clustered_anew(db, tmp_path):
    put(db, "a", 100)
    index = opened(db, tmp_path)
    cells = index._index.nlist
    put(db, "b", 4000)
    index.catch_up(db)
    index.settle()
    assert index._index.nlist >= 4 * cells
    assert len(index) == 4100


def test_searches_and_catching_up_go_on_while_the_new_index_is_built(db, tmp_path, monkeypatch):
    first = put(db, "a", 40)
    index = opened(db, tmp_path)
    inside, go_on = threading.Event(), threading.Event()
    build = filling.built

    def slow(*arguments):
        made = build(*arguments)
        inside.set()
        assert go_on.wait(30)
        return made

    monkeypatch.setattr(filling, "built", slow)
    put(db, "b", 40)
    index.catch_up(db)
    assert inside.wait(30)
    added = put(db, "c", 30)  # what comes and goes meanwhile
    remove(db, first)
    index.catch_up(db)
    assert not index.approximate
    assert index.ids() == passage_rows.ids(db) == set(range(41, 111))
    assert recall(index, db) == 1.0
    failures = []

    def searching():
        try:
            for vector in queries(200):
                assert len(index.search(vector, 10)) == 10
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=searching) for _ in range(3)]
    for thread in threads:
        thread.start()
    go_on.set()
    index.settle()
    for thread in threads:
        thread.join()
    assert not failures
    assert index.approximate
    assert (index.ids(), index.generation) == (set(range(41, 111)), db.generation())
    remove(db, added)
    index.catch_up(db)
    assert index.ids() == set(range(41, 81))


def test_saving_waits_for_the_change_and_the_file_has_its_kind(db, tmp_path):
    put(db, "a", 40)
    index = opened(db, tmp_path)
    put(db, "b", 40)
    index.catch_up(db)
    index.save()
    again = VectorIndex(tmp_path, DIMENSION, LIMIT)
    assert (again.approximate, len(again), again.generation) == (True, 80, 2)
    again.catch_up(db)
    assert recall(again, db) >= 0.9


def test_another_process_takes_over_the_file_that_one_has_made(db, tmp_path, monkeypatch):
    put(db, "a", 40)
    reader = opened(db, tmp_path)
    put(db, "b", 40)
    opened(db, tmp_path).save()
    put(db, "c", 5)
    monkeypatch.setattr(filling, "built", None)  # would fail if it were called
    reader.catch_up(db)
    reader.settle()
    assert reader.approximate
    assert (len(reader), reader.generation) == (85, 3)


def test_a_file_damaged_anywhere_is_known_and_made_anew(db, tmp_path):
    put(db, "a", 80)
    opened(db, tmp_path).save()
    (path,) = tmp_path.glob("vectors-*.faiss")
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole[: len(whole) // 2], b"", whole[:-9] + b"\xff" + whole[-8:], b"\0" + whole[1:]):
        path.write_bytes(damaged)
        assert len(VectorIndex(tmp_path, DIMENSION, LIMIT)) == 0
        assert opened(db, tmp_path).ids() == passage_rows.ids(db)


def test_little_change_is_not_worth_a_file_and_leftovers_go(db, tmp_path):
    put(db, "a", 100)
    index = opened(db, tmp_path)
    index.save()
    (first,) = tmp_path.glob("vectors-*")
    put(db, "b", 1)
    index.catch_up(db)
    index.save()
    assert list(tmp_path.glob("vectors-*")) == [first]
    (tmp_path / "vectors-9.123.writing").write_bytes(b"cut short")
    put(db, "c", 10)
    index.catch_up(db)
    index.save()
    (second,) = tmp_path.glob("vectors-*")
    assert kinds.generation_of(second) == 3


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.booleans(), st.integers(0, 45), st.booleans()), min_size=1, max_size=12))
def test_whatever_comes_and_goes_the_index_holds_what_the_store_holds(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("archive")
    db = Database(folder / "archive.db")
    index = VectorIndex(folder / "cache", DIMENSION, LIMIT)
    held = []
    try:
        for number, (adds, size, follows) in enumerate(steps):
            if adds or not held:
                held.append(put(db, number, size + 1))
            else:
                remove(db, held.pop(size % len(held)))
            if follows:
                index.catch_up(db)
        index.catch_up(db)
        index.settle()
        assert index.ids() == passage_rows.ids(db)
        assert index.generation == db.generation()
        vector = queries(1)[0]
        right = truth(db, vector, 5)
        found = dict(index.search(vector, 5))
        assert len(found) == len(right)
        if not index.approximate:
            assert found == {i: pytest.approx(score, abs=1e-5) for i, score in right.items()}
    finally:
        db.close()


def test_who_changes_goes_alone_and_before_those_who_come_later():
    sharing = Sharing()
    log = []
    with sharing.shared(), sharing.shared():
        change = threading.Thread(target=_noting, args=(sharing.alone, log, "change"))
        change.start()
        while not sharing._waiting:
            pass
        search = threading.Thread(target=_noting, args=(sharing.shared, log, "search"))
        search.start()
        assert log == []
    change.join()
    search.join()
    assert log == ["change", "search"]


def _noting(enter, log, name):
    with enter():
        log.append(name)
