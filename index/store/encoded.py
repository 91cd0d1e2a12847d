"""Vectors by what the encoder read: those of the passages that the archive holds."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from index.store.chunks import chunks, slots
from index.store.database import Database
from index.store.vectors import Vectors


def key(text: str) -> bytes:
    """Return what stands beside the vector of a passage in place of the text that the encoder read."""
    return hashlib.sha256(text.encode()).digest()[:16]


def vectors(db: Database, identity: str, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
    """Return the vectors that the archive holds under these keys; none unless its model is `identity`."""
    found: dict[bytes, Vectors] = {}
    wanted = list(dict.fromkeys(keys))
    with db.snapshot():
        if db.meta("model") != identity:
            return found
        for chunk in chunks(wanted):
            query = f"SELECT input, vector FROM vectors WHERE input IN ({slots(chunk)})"
            for input_, packed in db.connection.execute(query, chunk):
                found[input_] = np.frombuffer(packed, dtype="<f2").astype(np.float32)
    return found
