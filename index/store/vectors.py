"""Vectors of single passages, as the dense cache reads them to be exact."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.database import Database
from index.store.documents import Vectors

_CHUNK = 500  # below SQLite's limit of parameters, whatever its version


def vectors_of(db: Database, ids: Sequence[int]) -> tuple[NDArray[np.int64], Vectors]:
    """Return (ids, vectors as float32) of those of the passages named that have a vector, by id."""
    rows: list[tuple[int, bytes]] = []
    wanted = sorted(set(ids))
    for begin in range(0, len(wanted), _CHUNK):
        chunk = wanted[begin : begin + _CHUNK]
        query = f"SELECT passage_id, vector FROM vectors WHERE passage_id IN ({', '.join('?' * len(chunk))})"
        rows += db.connection.execute(query, chunk).fetchall()
    if not rows:
        return np.zeros(0, np.int64), np.zeros((0, 0), np.float32)
    joined = np.frombuffer(b"".join(vector for _, vector in rows), dtype="<f2")
    return np.array([id_ for id_, _ in rows], np.int64), joined.reshape(len(rows), -1).astype(np.float32)
