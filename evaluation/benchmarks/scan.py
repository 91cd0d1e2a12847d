"""How well a scan is read: `python -m evaluation.benchmarks.scan SCAN.pdf TRUTH.docx`, the same document with its text.

Prints the share of the truth's letters and digits that come back exactly after the two texts are aligned, over all and
over the body (what stands before the first attachment); the reference numbers found, as mentions and as distinct ones;
seconds a page.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

from directives.models import Document
from directives.text import fold
from evaluation.diacritics import aligned, letters
from ingest.pipeline import read_document
from settings import Settings


def accuracy(truth: str, text: str) -> float:
    """Return the share of the truth's letters and digits that stand exactly so at their place in the text."""
    ours, theirs = letters(truth), letters(text)
    same = sum(
        ours[i + k] == theirs[j + k]
        for i, j, length in aligned(fold("".join(ours)), fold("".join(theirs)))
        for k in range(length)
    )
    return same / max(1, len(ours))


def numbers(document: Document, end: int) -> Counter[str]:
    """Return the reference numbers that are mentioned before `end`."""
    return Counter(c.number for c in document.citations if c.number and c.start < end)


def body_end(document: Document) -> int:
    """Return where the first attachment begins, the end where there is none."""
    return min((u.start for u in document.units if u.kind == "attachment"), default=len(document.text))


def main(scan: Path, truth: Path) -> None:
    """Read both and print the figures."""
    settings = Settings()
    begun = time.perf_counter()
    read = read_document(scan, settings)
    seconds = time.perf_counter() - begun
    real = read_document(truth, settings)
    print(f"{len(read.pages)} pages, {seconds / len(read.pages):.2f} s a page")
    print("header:", read.header.number, read.header.date)
    print("warnings:", *read.warnings, sep="\n  ")
    for name, end, own in (
        ("whole", len(real.text), len(read.text)),
        ("body", body_end(real), body_end(read)),
    ):
        wanted, found = numbers(real, end), numbers(read, own)
        print(
            f"{name}: {accuracy(real.text[:end], read.text[:own]):.4f} of letters and digits;"
            f" mentions {sum((wanted & found).values())} of {sum(wanted.values())},"
            f" distinct numbers {len(wanted.keys() & found.keys())} of {len(wanted)}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
