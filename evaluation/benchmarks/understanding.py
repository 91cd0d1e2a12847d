"""What understanding a query brings: `python -m evaluation.benchmarks.understanding --library DIR --data DIR`.

Two tables over the labelled queries of `--data` (queries.jsonl whose places are file stem and offsets):

- each step of understanding left out in turn, against all of them: queries won and lost at document@1, passage@1 and
  passage@5, with the p-value of the exact sign test;
- the same queries typed otherwise against themselves as they stand: without accents, abbreviations written out.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from math import comb
from pathlib import Path

from directives.abbreviations import written_out
from evaluation.retrieval import LabelledQuery, labelled_queries
from index.query import ALL_STEPS, Steps
from library import Library

_DEPTH = 30  # passages a query that are looked at


@dataclass(frozen=True, slots=True)
class Found:
    """Whether the first document, the first passage and one of the first five passages are right."""

    document_1: bool
    passage_1: bool
    passage_5: bool


Outcome = Mapping[str, Found]
_LEVELS = ("document_1", "passage_1", "passage_5")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    queries = [query for query in labelled_queries(options.data / "queries.jsonl") if query.relevant]
    with Library.open(options.library) as library:
        search = Searching(library)
        whole = search.all_of(queries)
        _head("all steps", whole)
        print(f"\n{'left out':<28}" + "".join(f"{level:>26}" for level in _LEVELS))
        for step in fields(Steps):
            without = search.all_of(queries, replace(ALL_STEPS, **{step.name: False}))
            print(f"{step.name:<28}" + _compared(without, whole))
        print(f"\n{'typed otherwise':<28}" + "".join(f"{level:>26}" for level in _LEVELS))
        for name, rewrite, types in _REWRITTEN:
            chosen = [query for query in queries if query.type in types and rewrite(query.text) != query.text]
            if chosen:
                otherwise = search.all_of([replace(query, text=rewrite(query.text)) for query in chosen])
                print(f"{f'{name}, {len(chosen)} queries':<28}" + _compared(otherwise, whole))


def without_accents(text: str) -> str:
    """Return `text` as somebody types it who leaves out all marks, its capitals kept."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


_REWRITTEN: tuple[tuple[str, Callable[[str], str], frozenset[str]], ...] = (
    ("without accents", without_accents, frozenset(["topic"])),
    ("without accents, all", without_accents, frozenset(["topic", "abbrev", "number", "doctype"])),
    ("abbreviations written out", written_out, frozenset(["abbrev"])),
)


class Searching:
    """Labelled queries asked of an archive."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._stems = {card.id: Path(card.source).stem for card in library.documents()}

    def all_of(self, queries: Sequence[LabelledQuery], steps: Steps = ALL_STEPS) -> Outcome:
        """Return what was found for each query, by its id."""
        return {query.id: self._one(query, steps) for query in queries}

    def _one(self, query: LabelledQuery, steps: Steps) -> Found:
        hits = self._library.search(query.text, k=_DEPTH, steps=steps).hits
        wanted = {place.document for place in query.relevant}
        right = [
            any(
                self._stems[hit.document.id] == place.document
                and (place.start is None or hit.passage.start < (place.end or 0))
                and (place.start is None or hit.passage.end > place.start)
                for place in query.relevant
            )
            for hit in hits[:5]
        ]
        first = bool(hits) and self._stems[hits[0].document.id] in wanted
        return Found(first, right[:1] == [True], any(right))


def _head(name: str, outcome: Outcome) -> None:
    shares = {level: sum(getattr(found, level) for found in outcome.values()) / len(outcome) for level in _LEVELS}
    print(f"{name}, {len(outcome)} queries: " + ", ".join(f"{level} {share:.3f}" for level, share in shares.items()))


def _compared(one: Outcome, other: Outcome) -> str:
    """Return per level the share in `one`, and its queries won and lost against `other`."""
    cells = []
    for level in _LEVELS:
        pairs = [(getattr(one[id_], level), getattr(other[id_], level)) for id_ in one]
        won, lost = sum(a > b for a, b in pairs), sum(a < b for a, b in pairs)
        share = sum(a for a, _ in pairs) / len(pairs)
        cells.append(f"{f'{share:.3f}  +{won} -{lost}  p={sign_test(won, lost):.2f}':>26}")
    return "".join(cells)


def sign_test(won: int, lost: int) -> float:
    """Return the two-sided p-value of the exact sign test."""
    n = won + lost
    tail = float(sum(comb(n, k) for k in range(min(won, lost) + 1)) / 2**n)
    return min(1.0, 2 * tail)


if __name__ == "__main__":
    main()
