"""The core's data: CSV files beside this module, UTF-8, first line the column names."""

from __future__ import annotations

import csv
from pathlib import Path

_FOLDER = Path(__file__).parent


def read(name: str, columns: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of table `name` ("types.csv"), cells in the order of `columns`, which must be its header."""
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    if tuple(header) != columns or any(len(row) != len(columns) for row in rows):
        raise ValueError(f"{name}: columns {header} instead of {columns}, or a row of another length")
    return tuple(tuple(row) for row in rows)
