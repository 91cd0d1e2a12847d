"""Long lists of values in queries: SQLite takes only so many parameters at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

_CHUNK = 500  # below SQLite's limit of parameters, whatever its version


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield `values` in pieces that one query takes."""
    for begin in range(0, len(values), _CHUNK):
        yield values[begin : begin + _CHUNK]


def slots(values: Collection[object]) -> str:
    """Return the placeholders of a query for `values`, between the brackets of an IN."""
    return ", ".join("?" * len(values))
