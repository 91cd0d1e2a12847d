"""Tables as text files (csv, tsv): a line per row, the cells divided as in other tables."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from directives.errors import UnreadableFile
from ingest.content import Content
from ingest.legacy import repair_text
from ingest.plain import decode, extract_plain
from ingest.tables import CELL

_SAMPLE = 20_000  # characters in which the sign between cells is looked for
_MAX_CELLS = 1_000_000
_SIGNS = ("\t", ";", ",", "|")


def extract_csv(data: bytes) -> Content:
    """Return the rows of a table, a line each, empty cells left out.  Raises UnreadableFile."""
    text = repair_text(decode(data))[0].lstrip("\ufeff").replace("\0", "")
    sample = text[:_SAMPLE]
    sign = max(_SIGNS, key=lambda s: _evenness(sample, s))
    try:
        rows = list(_rows(text, sign))
    except csv.Error:  # a cell longer than the reader takes: a text, whatever its name says
        return extract_plain(data)
    return extract_plain("\n".join(rows).encode("utf-8", "replace"))


def _evenness(sample: str, sign: str) -> tuple[bool, int]:
    """Tell how well a sign divides the lines: whether as often in nearly each, and how often at least."""
    counts = [line.count(sign) for line in sample.split("\n")[:50] if line.strip()]
    if not counts:
        return False, 0
    usual = sorted(counts)[len(counts) // 2]
    return usual > 0 and sum(c == usual for c in counts) * 2 > len(counts), usual


def _rows(text: str, sign: str) -> Iterator[str]:
    cells = 0
    for row in csv.reader(text.splitlines(keepends=True), delimiter=sign):
        shown = [" ".join(cell.split()) for cell in row if cell.strip()]
        cells += len(shown)
        if cells > _MAX_CELLS:
            raise UnreadableFile(f"Bảng có hơn {_MAX_CELLS} ô; hãy chia nhỏ hoặc chỉ nạp phần cần tìm.")
        if shown:
            yield CELL.join(shown)
