"""Vectors in the store, one of each passage, as the dense cache reads them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.chunks import chunks, slots
from index.store.database import Database

Vectors = NDArray[np.float32]


def pack(vector: NDArray[np.float32]) -> bytes:
    """Return a vector as little-endian float16: half the size, and cosines change by less than .001."""
    return vector.astype("<f2").tobytes()


def between(db: Database, first: int, last: int) -> tuple[NDArray[np.int64], Vectors]:
    """Return (ids, vectors as float32) of the passages with ids first..last, both included."""
    query = "SELECT passage_id, vector FROM vectors WHERE passage_id BETWEEN ? AND ? ORDER BY passage_id"
    return _unpacked(db.connection.execute(query, (first, last)).fetchall())


def of_passages(db: Database, ids: Sequence[int]) -> tuple[NDArray[np.int64], Vectors]:
    """Return (ids, vectors as float32) of those of the passages named that have a vector, by id."""
    rows: list[tuple[int, bytes]] = []
    for chunk in chunks(sorted(set(ids))):
        query = f"SELECT passage_id, vector FROM vectors WHERE passage_id IN ({slots(chunk)})"
        rows += db.connection.execute(query, chunk).fetchall()
    return _unpacked(rows)


def _unpacked(rows: Sequence[tuple[int, bytes]]) -> tuple[NDArray[np.int64], Vectors]:
    ids = np.array([id_ for id_, _ in rows], dtype=np.int64)
    if not rows:
        return ids, np.zeros((0, 0), dtype=np.float32)
    joined = np.frombuffer(b"".join(vector for _, vector in rows), dtype="<f2")
    return ids, joined.reshape(len(rows), -1).astype(np.float32)


def lacking(db: Database) -> int:
    """Return how many passages have no vector: none in a sound archive."""
    query = "SELECT count(*) FROM passages LEFT JOIN vectors ON passage_id = id WHERE passage_id IS NULL"
    return int(db.connection.execute(query).fetchone()[0])
