"""The dense cache against numpy brute force, and its ways of catching up."""

import numpy as np
import pytest

from index.store import documents as store
from index.store import passages as passage_rows
from index.store import reencoding
from index.store import vectors as vector_rows
from index.store.database import Database
from index.vectors import VectorIndex
from tests.fakes import FakeEncoder, document

DIMENSION = 16


class Random(FakeEncoder):
    """Random unit vectors, the same for the same text."""

    def _vector(self, text):
        seed = int.from_bytes(text.encode()[-8:], "little")
        vector = np.random.default_rng(seed).normal(size=self.spec.dimension).astype(np.float32)
        return vector / np.linalg.norm(vector)


@pytest.fixture
def db(tmp_path):
    database = Database(tmp_path / "archive.db")
    yield database
    database.close()


def put(db, name, count, encoder=None):
    doc = document("\n\n".join(f"đoạn {name} {i}" for i in range(count)))
    vectors = (encoder or Random(dimension=DIMENSION)).passages([p.text for p in doc.passages])
    with db.atomic() as generation:
        store.add(db, generation, doc, store.Source(f"/{name}", name, 1, 1), vectors)
    return doc


def remove(db, doc):
    with db.atomic() as generation:
        store.remove(db, generation, doc.id)


def brute_force(db, vector, k, allowed=None):
    ids, vectors = vector_rows.between(db, 0, 10**9)
    scores = vectors @ vector
    order = [i for i in np.argsort(-scores) if allowed is None or ids[i] in allowed][:k]
    return [(int(ids[i]), pytest.approx(float(scores[i]), abs=1e-5)) for i in order]


def test_search_equals_brute_force(db, tmp_path):
    for name in "abc":
        put(db, name, 20)
    index = VectorIndex(tmp_path, DIMENSION)
    index.catch_up(db)
    for seed in range(5):
        vector = Random(dimension=DIMENSION).passages([f"câu hỏi {seed}"])[0]
        assert index.search(vector, 10) == brute_force(db, vector, 10)
        allowed = [3, 17, 18, 41, 60]
        assert index.search(vector, 3, allowed) == brute_force(db, vector, 3, set(allowed))
        left_out = list(range(1, 41))
        assert index.search(vector, 60, None, left_out) == brute_force(db, vector, 60, set(range(41, 61)))
        assert index.search(vector, 5, allowed, [17]) == brute_force(db, vector, 5, set(allowed) - {17})
        assert index.cosines(vector, [5, 999]) == {5: brute_force(db, vector, 60, {5})[0][1]}


def test_more_asked_for_than_there_is_gives_what_there_is(db, tmp_path):
    put(db, "a", 3)
    index = VectorIndex(tmp_path, DIMENSION)
    vector = np.ones(DIMENSION, np.float32)
    assert index.search(vector, 10) == []
    index.catch_up(db)
    assert sorted(id_ for id_, _ in index.search(vector, 10)) == [1, 2, 3]
    assert index.search(vector, 10, []) == []


def test_catching_up_follows_additions_and_removals(db, tmp_path):
    first = put(db, "a", 5)
    index = VectorIndex(tmp_path, DIMENSION)
    index.catch_up(db)
    second = put(db, "b", 4)
    remove(db, first)
    put(db, "c", 2)
    remove(db, second)
    index.catch_up(db)
    assert index.ids() == passage_rows.ids(db) == {10, 11}
    assert index.generation == db.generation()


def test_saved_and_loaded_it_is_the_same_and_goes_on(db, tmp_path):
    put(db, "a", 5)
    index = VectorIndex(tmp_path / "cache", DIMENSION)
    index.catch_up(db)
    index.save()
    put(db, "b", 5)
    again = VectorIndex(tmp_path / "cache", DIMENSION)
    assert (again.generation, len(again)) == (1, 5)
    again.catch_up(db)
    vector = Random(dimension=DIMENSION).passages(["hỏi"])[0]
    assert again.search(vector, 10) == brute_force(db, vector, 10)


def test_a_damaged_file_is_rebuilt_from_the_store(db, tmp_path):
    put(db, "a", 5)
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "vectors-1-00000000.faiss").write_bytes(b"IxMp\0\0\0")
    index = VectorIndex(tmp_path / "cache", DIMENSION)
    index.catch_up(db)
    assert index.ids() == {1, 2, 3, 4, 5}


def test_a_cache_that_is_ahead_of_the_store_is_rebuilt(db, tmp_path):
    put(db, "a", 5)
    index = VectorIndex(tmp_path / "cache", DIMENSION)
    index.catch_up(db)
    index.generation = 7  # as when the archive was restored from an older backup
    index.catch_up(db)
    assert (index.generation, index.ids()) == (1, {1, 2, 3, 4, 5})


def test_reencoding_replaces_all_vectors_and_can_be_interrupted(db, tmp_path):
    put(db, "a", 5)
    index = VectorIndex(tmp_path, DIMENSION)
    index.catch_up(db)
    other = FakeEncoder("other", DIMENSION)
    reencoding.begin(db, other.identity)
    batch = reencoding.pending(db, 3)
    reencoding.put(db, [p.id for p in batch], other.passages([p.text for p in batch]))
    assert not reencoding.finish(db, other.identity, DIMENSION)
    reencoding.begin(db, other.identity)  # as a second run does: nothing done is lost
    batch = reencoding.pending(db, 10)
    assert [p.id for p in batch] == [4, 5]
    reencoding.put(db, [p.id for p in batch], other.passages([p.text for p in batch]))
    assert reencoding.finish(db, other.identity, DIMENSION)
    index.catch_up(db)
    vector = other.passages(["đoạn a 3"])[0]
    assert index.search(vector, 1)[0] == (4, pytest.approx(1.0, abs=1e-3))
    assert db.meta("model") == other.identity
