"""Passages: the stretches of a document that are indexed and found, cut along its units."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from directives.models import Header, Passage, Span, Unit
from directives.text import sentences, trim
from directives.units.structure import document_name, heading_path_of

MIN, MAX = 80, 220  # whitespace tokens of a passage that does not stand alone
_GOOD = 150  # up to here a passage is not too long
# What a passage costs; the cheapest division of a run of atoms is taken.
_EACH = 0.3
_SHORT = 1.5  # for an empty one, falling to nothing at MIN
_LONG = 0.4  # for one of MAX tokens, rising from nothing at _GOOD
_JOINED_UNITS = 0.2  # two whole units in one passage
_JOINED_OWN = 0.25  # a unit's own words (its heading, mostly) and a unit below it in one passage
_JOINED_PARAGRAPHS = 0.03
_CUT_PARAGRAPH = 0.25  # two passages that part in the middle of a paragraph
_SPECK = 5  # shorter sentences (cells, words on a line of their own) are not weighed one by one
_MOST = 50  # atoms of a passage, so that the division takes linear time whatever the text
# A token of the limits; what is longer (dots of a form, damaged text) counts as several.
_TOKEN = re.compile(r"\S{1,80}")
_RULE = re.compile(r"(?:(?:[^\w\n]|_)*\n)+")  # lines of dashes and stars, as stand below a heading
_ABOVE = 20  # tokens above the heading block that count as part of it: a stamp, "DỰ THẢO", "BẢN SAO"

_Piece = tuple[int, int, int | None]  # start, end, unit of a passage


@dataclass(frozen=True, slots=True)
class _Atom:
    """What is never cut: a whole small unit, or a sentence of a unit's own text (`unit` is then None)."""

    start: int
    end: int
    unit: int | None
    size: int


@dataclass(slots=True)
class _Splitter:
    text: str
    units: Sequence[Unit]
    left_out: Sequence[Span]
    tokens: list[int] = field(init=False)  # starts
    children: dict[int | None, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tokens = [match.start() for match in _TOKEN.finditer(self.text)]
        for i, unit in enumerate(self.units):
            self.children.setdefault(unit.parent, []).append(i)

    def size(self, start: int, end: int) -> int:
        return bisect_left(self.tokens, end) - bisect_left(self.tokens, start)

    def passages(self, owner: int | None, start: int, end: int) -> Iterator[_Piece]:
        """Yield (start, end, unit) for the text of unit `owner` (None: of the document) in `start:end`."""
        run: list[_Atom] = []
        at = start
        for child in self.children.get(owner, ()):
            begin, stop = max(at, self.units[child].start), min(end, self.units[child].end)
            if stop <= begin:
                continue
            for piece in self._own(at, begin):
                yield from self._adding(run, piece, owner)
            at = stop
            kept = list(self._kept(begin, stop))
            size = sum(self.size(*piece) for piece in kept)
            apart = self.units[child].kind == "attachment" or len(kept) > 1 or size > MAX
            if not apart:
                yield from self._adding(run, [_Atom(*piece, child, max(1, size)) for piece in kept], owner)
                continue
            yield from self._grouped(run, owner)
            run.clear()
            if size <= MAX and len(kept) == 1:
                yield (*kept[0], child)
            else:
                yield from self.passages(child, begin, stop)
        for piece in self._own(at, end):
            yield from self._adding(run, piece, owner)
        yield from self._grouped(run, owner)

    def _adding(self, run: list[_Atom], atoms: Sequence[_Atom], owner: int | None) -> Iterator[_Piece]:
        """Add atoms to the run; where something left out stands between, the run before it is divided first."""
        if run and atoms and any(span.start >= run[-1].end and span.end <= atoms[0].start for span in self.left_out):
            yield from self._grouped(run, owner)
            run.clear()
        run += atoms

    def _kept(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of `start:end` that are not left out, trimmed, none empty."""
        at = start
        for span in [*self.left_out, Span(end, end)]:
            if span.end < at or span.start > end:
                continue
            piece = trim(self.text, at, max(at, min(span.start, end)))
            if piece[0] < piece[1]:
                yield piece
            at = max(at, span.end)

    def _own(self, start: int, end: int) -> Iterator[list[_Atom]]:
        """Yield the sentences of the kept parts of `start:end`, the long ones divided, the shortest joined."""
        for piece in self._kept(start, end):
            atoms: list[_Atom] = []
            for first, last in sentences(self.text, *piece):
                size = self.size(first, last)
                parts = -(-size // MAX)
                begin = bisect_left(self.tokens, first)
                cuts = [first, *(self.tokens[begin + size * k // parts] for k in range(1, parts)), last]
                for one, two in pairwise(cuts):
                    span = trim(self.text, one, two)
                    atom = _Atom(*span, None, max(1, self.size(*span)))
                    if atoms and atoms[-1].size < _SPECK and atoms[-1].size + atom.size <= MAX:
                        atom = _Atom(atoms[-1].start, atom.end, None, atoms.pop().size + atom.size)
                    atoms.append(atom)
            yield atoms

    def _grouped(self, run: Sequence[_Atom], owner: int | None) -> Iterator[_Piece]:
        """Divide a run of neighbouring atoms into the passages that cost least."""
        joints = [0.0, *(self._joint(before, after) for before, after in pairwise(run))]
        cuts = [0.0, *(self._cut(before, after) for before, after in pairwise(run))]
        costs = [0.0]
        begins = [0]
        for i in range(1, len(run) + 1):
            best, begin = float("inf"), i - 1
            size, joined = 0, 0.0
            for j in range(i - 1, max(-1, i - 1 - _MOST), -1):
                size += run[j].size
                if size > MAX and j < i - 1:
                    break
                cost = costs[j] + joined + _cost(size) + cuts[j]
                if cost < best:
                    best, begin = cost, j
                joined += joints[j]
            costs.append(best)
            begins.append(begin)
        groups: list[tuple[int, int]] = []
        i = len(run)
        while i:
            groups.append((begins[i], i))
            i = begins[i]
        for first, last in reversed(groups):
            alone = last - first == 1 and run[first].unit is not None
            yield run[first].start, run[last - 1].end, run[first].unit if alone else owner

    def _joint(self, before: _Atom, after: _Atom) -> float:
        """Return the cost of holding both in one passage."""
        if before.unit is not None and after.unit is not None:
            return _JOINED_UNITS
        if before.unit is not None or after.unit is not None:
            return _JOINED_OWN
        return _JOINED_PARAGRAPHS if "\n" in self.text[before.end : after.start] else 0.0

    def _cut(self, before: _Atom, after: _Atom) -> float:
        """Return the cost of parting them."""
        within = before.unit is None and after.unit is None and "\n" not in self.text[before.end : after.start]
        return _CUT_PARAGRAPH if within else 0.0


def _cost(size: int) -> float:
    short = _SHORT * (MIN - size) / MIN if size < MIN else 0.0
    return _EACH + short + (_LONG * (size - _GOOD) / (MAX - _GOOD) if size > _GOOD else 0.0)


def split_passages(text: str, header: Header, units: Sequence[Unit]) -> tuple[Passage, ...]:
    """Return the passages of a document: the heading block first, then those of the body in reading order.

    They overlap nowhere and hold every word outside nơi nhận and signature blocks.  A passage lies in one unit, or
    joins whole siblings (and their parent's own words between them) and then belongs to the parent; it has 80 to 220
    whitespace tokens where units allow it.  Where `unit` is None the passage belongs to the document as a whole.
    """
    heading = trim(text, *_within(header.heading, len(text)))
    if heading[0] < heading[1] and len(_TOKEN.findall(text, 0, heading[0])) <= _ABOVE:
        heading = trim(text, 0, heading[1])
    left_out = _merged([Span(*heading), *(Span(*_within(span, len(text))) for span in header.closing)])
    splitter = _Splitter(text, units, left_out)
    spans: Iterable[_Piece] = splitter.passages(None, 0, len(text))
    name = document_name(header)
    found = [
        Passage(start, end, text[start:end], unit, heading_path_of(name, units, unit))
        for start, end, unit in ((_words_from(text, start, end), end, unit) for start, end, unit in spans)
    ]
    if heading[0] < heading[1]:
        path = heading_path_of(name, units, None)
        found.insert(0, Passage(*heading, text[slice(*heading)], None, path))
    return tuple(passage for passage in found if any(map(str.isalnum, passage.text)))


def _words_from(text: str, start: int, end: int) -> int:
    """Return where the first line with a word begins in `start:end`; `start` where none has one."""
    rule = _RULE.match(text, start, end)
    return trim(text, rule.end(), end)[0] if rule else start


def _within(span: Span, length: int) -> tuple[int, int]:
    return min(span.start, length), min(max(span.start, span.end), length)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, empty ones left out, those that touch made one."""
    result: list[Span] = []
    for span in sorted((s for s in spans if s.start < s.end), key=lambda s: s.start):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result
