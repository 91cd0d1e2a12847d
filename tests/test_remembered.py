"""What has been encoded is not encoded again: unchanged passages, documents that come back, queries."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.remembered import _QUERIES, RememberingEncoder
from index.store import documents as store
from index.store import encoded
from index.store import vectors as vector_rows
from index.store.database import Database
from library.core import Library
from tests.fakes import FakeEncoder

TEXT = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN

Số: {number}/KH-LĐLĐ

Sông Ngàn, ngày 12 tháng 3 năm 2024

KẾ HOẠCH
tổ chức Tháng Công nhân

1. Các cấp công đoàn rà soát nhà ở của đoàn viên tại khu công nghiệp Bến Đá. {filler}

2. Công đoàn cơ sở tập huấn an toàn lao động cho tổ trưởng sản xuất. {filler}

3. {last} {filler}
"""
FILLER = "Các đơn vị bố trí kinh phí, phân công cán bộ theo dõi và báo cáo kết quả về Ban Chính sách. " * 6


class CountingEncoder(FakeEncoder):
    """Keeps what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def passages(self, texts: list[str]) -> NDArray[np.float32]:
        self.seen += texts
        return super().passages(texts)

    def queries(self, texts: list[str]) -> NDArray[np.float32]:
        self.seen += texts
        return super().queries(texts)


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "a.txt", "Thăm hỏi gia đình đoàn viên khó khăn.")
    return tmp_path / "in"


def write(path: Path, last: str, number: int = 7) -> None:
    path.write_text(TEXT.format(number=number, filler=FILLER, last=last), encoding="utf-8")


def open_library(folder: Path, encoder: CountingEncoder) -> Library:
    return Library.open(folder.parent / "library", encoder=encoder)


def test_only_the_changed_passage_of_a_document_is_encoded(folder: Path, encoder: CountingEncoder) -> None:
    with open_library(folder, encoder) as library:
        library.ingest([folder])
        first = list(encoder.seen)
        assert len(first) >= 4
        write(folder / "a.txt", "Trao quà Tết cho công nhân xa quê.")
        encoder.seen.clear()
        assert library.ingest([folder]).updated == 1
        assert len(encoder.seen) == 1
        assert "Trao quà Tết" in encoder.seen[0]
        counts = library.encoder.counts
        assert (counts.passages, counts.passages_found) == (2 * len(first), len(first) - 1)
        assert stored(library) == {tuple(row) for row in np.float16(FakeEncoder().passages(inputs(library)))}


def inputs(library: Library) -> list[str]:
    from library.placing import inputs as read

    return read(d for card in library.documents() if (d := store.get(library.db, card.id)))


def stored(library: Library) -> set[tuple[float, ...]]:
    _, vectors = vector_rows.between(library.db, 0, 10**6)
    return {tuple(np.float16(row)) for row in vectors}


def test_a_document_removed_and_brought_back_is_not_encoded(folder: Path, encoder: CountingEncoder) -> None:
    with open_library(folder, encoder) as library:
        library.ingest([folder])
        before = stored(library)
        library.remove(library.documents()[0].id)
        encoder.seen.clear()
        library.ingest([folder / "a.txt"])
        assert len(library.documents()) == 1
        assert encoder.seen == []
        assert stored(library) == before


def test_equal_texts_are_encoded_once(tmp_path: Path, encoder: CountingEncoder) -> None:
    with Library.open(tmp_path / "library", encoder=encoder) as library:
        library.add_texts([(str(i), "Nghỉ phép", "Người lao động được nghỉ phép năm.") for i in range(5)])
        assert len(encoder.seen) == 1
        assert len(library.documents()) == 5
        encoder.seen.clear()
        library.add_texts([("6", "Nghỉ phép", "Người lao động được nghỉ phép năm.")])
        assert encoder.seen == []


def test_the_vectors_of_another_model_are_not_taken(tmp_path: Path, encoder: CountingEncoder) -> None:
    with Library.open(tmp_path / "library", encoder=encoder) as library:
        library.add_texts([("1", "Nghỉ phép", "Người lao động được nghỉ phép năm.")])
        (text,) = encoder.seen
        keys = [encoded.key(text)]
        assert list(encoded.vectors(library.db, encoder.identity, keys)) == keys
        assert encoded.vectors(library.db, "another@1/8/float", keys) == {}


def test_vectors_of_unknown_input_are_not_found(tmp_path: Path, encoder: CountingEncoder) -> None:
    with Library.open(tmp_path / "library", encoder=encoder) as library:
        library.add_texts([("1", "Nghỉ phép", "Người lao động được nghỉ phép năm.")])
        with library.db.atomic_notes():
            library.db.connection.execute("UPDATE vectors SET input = NULL")
        library.add_texts([("2", "Nghỉ phép", "Người lao động được nghỉ phép năm.")])
        assert len(encoder.seen) == 2


def test_queries_are_remembered_and_the_oldest_forgotten(tmp_path: Path, encoder: CountingEncoder) -> None:
    db = Database(tmp_path / "archive.db")
    remembering = RememberingEncoder(encoder, db)
    first = remembering.queries(["nghỉ phép", "công đoàn", "nghỉ phép"])
    assert encoder.seen == ["nghỉ phép", "công đoàn"]
    assert np.array_equal(first, FakeEncoder().queries(["nghỉ phép", "công đoàn", "nghỉ phép"]))
    again = remembering.queries(["công đoàn"])
    assert np.array_equal(again[0], first[1])
    assert encoder.seen == ["nghỉ phép", "công đoàn"]
    assert (remembering.counts.queries, remembering.counts.queries_found) == (4, 1)
    remembering.queries([f"câu {i}" for i in range(_QUERIES - 1)])  # "nghỉ phép" is the one that was asked longest ago
    encoder.seen.clear()
    remembering.queries(["công đoàn"])
    assert encoder.seen == []
    remembering.queries(["nghỉ phép"])
    assert encoder.seen == ["nghỉ phép"]
    assert remembering.queries([]).shape[0] == 0
    db.close()
