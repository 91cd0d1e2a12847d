"""Filling an index from the store: all of it, or what the change log says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.store import changes
from index.store import passages as passage_rows
from index.store import vectors as vector_rows
from index.store.database import Database
from index.vectors import kinds

if TYPE_CHECKING:
    import faiss

_CHUNK = 20_000  # passages read from the store at a time
_SAMPLED = 8  # neighbours read together for the sample: those of one document resemble each other

Range = tuple[int, int]


def built(db: Database, dimension: int, exact_to: int) -> faiss.Index:
    """Return an index of all passages, of the kind that suits their number; inside a snapshot."""
    ranges = _merged([(first, last) for _, first, last in passage_rows.ranges(db)])
    count = sum(last - first + 1 for first, last in ranges)
    if count <= exact_to:
        index = kinds.exact(dimension)
    else:
        cells = kinds.cells_for(count)
        index = kinds.clustered(_sample(db, ranges, count, cells * kinds.PER_CELL), cells)
    for first, last in ranges:
        add(db, index, first, last)
    return index


def _sample(db: Database, ranges: Sequence[Range], count: int, wanted: int) -> kinds.Vectors:
    """Return about `wanted` vectors from places spread evenly over the archive."""
    step = max(_SAMPLED, count * _SAMPLED // wanted)
    parts = []
    for first, last in ranges:
        for begin in range(first, last + 1, step):
            ids, vectors = vector_rows.between(db, begin, min(begin + _SAMPLED - 1, last))
            if len(ids):
                parts.append(vectors)
    return np.vstack(parts)


def add(db: Database, index: faiss.Index, first: int, last: int) -> int:
    """Add the passages first..last that the store has; return how many."""
    count = 0
    for begin in range(first, last + 1, _CHUNK):
        ids, vectors = vector_rows.between(db, begin, min(begin + _CHUNK - 1, last))
        if len(ids):
            index.add_with_ids(vectors, ids)
            count += len(ids)
    return count


def replay(db: Database, index: faiss.Index, since: int) -> int:
    """Bring an index of generation `since` to that of the snapshot; return how many passages came and went."""
    count = 0
    for change in changes.after(db, since):
        if change.last < change.first:
            continue
        if change.operation == "add":
            count += add(db, index, change.first, change.last)  # passages removed since have no row any more
        else:
            count += kinds.remove(index, change.first, change.last)
    return count


def _merged(ranges: Sequence[Range]) -> list[Range]:
    """Join neighbouring id ranges, so that many small documents are read in few queries."""
    merged: list[Range] = []
    for first, last in ranges:
        if merged and first == merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return merged
