"""Batches on their way into an archive: in order, each whole, none lost behind one that fails."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.store import documents as store
from index.store import passages as passage_rows
from index.store import vectors as vector_rows
from library import archive
from library.core import Library
from library.placing import inputs
from tests.fakes import FakeEncoder


class FailingEncoder(FakeEncoder):
    """Fails at its third batch."""

    def passages(self, texts: list[str]) -> NDArray[np.float32]:
        if self.calls == 2:
            raise MemoryError("no memory left")
        return super().passages(texts)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(archive, "_BATCH", 1)
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c", "d"):
        (folder / f"{name}.txt").write_text(f"Ghi chú {name}\n\nCông đoàn cơ sở {name} đã họp.", encoding="utf-8")
    return folder


def test_every_document_has_its_own_vectors(folder: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", encoder=FakeEncoder()) as library:
        assert library.ingest([folder], jobs=1).added == 4
        assert [Path(card.source).name for card in library.documents()] == ["a.txt", "b.txt", "c.txt", "d.txt"]
        for card in library.documents():
            document = store.get(library.db, card.id)
            assert document is not None
            ids = passage_rows.ids_of(library.db, [card.id])
            _, vectors = vector_rows.between(library.db, min(ids), max(ids))
            assert np.allclose(vectors, FakeEncoder().passages(inputs([document])), atol=1e-3)


def test_what_was_written_before_a_failure_stays(folder: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", encoder=FailingEncoder()) as library:
        with pytest.raises(MemoryError):
            library.ingest([folder], jobs=1)
        assert [Path(card.source).name for card in library.documents()] == ["a.txt", "b.txt"]
        assert library.upkeep.doctor().ok
    with Library.open(tmp_path / "library", encoder=FakeEncoder()) as library:
        assert library.ingest([folder], jobs=1).added == 2
        assert len(library.search("công đoàn cơ sở", k=10).hits) >= 4
