"""How much of the accents of old documents comes back: their text as read, against transcripts.

DATA holds a folder `files` with originals and a folder `truth` with their transcripts (file name + ".txt").
Diacritic accuracy is the share of the truth's letters with a mark (đ is one) that come back exactly, after the two
texts are aligned.  Transcripts made by tables of letters have small letters where a font of capitals (".VnTimeH") was
used; `any_case` counts a letter that differs in nothing but its case as come back.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from directives.errors import BadRequest, DanChieuError
from directives.text import canonical, fold
from library import read_files

_GRAM = 12  # letters; where a row of so many stands once in both texts, they are surely the same place
_LONG = 3_000  # letters; a gap between sure places that is longer is aligned in parts


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file: its letters with marks in the truth, those that came back, and how it was flagged or why it failed."""

    name: str
    letters: int
    exact: int
    any_case: int
    warnings: tuple[str, ...] = ()
    error: str = ""

    @property
    def accuracy(self) -> float:
        """Share of the letters that came back exactly."""
        return self.exact / self.letters if self.letters else 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome over all files."""

    data: str
    results: tuple[FileResult, ...]

    def to_json(self) -> str:
        """Return the report as one JSON document on one line."""
        return json.dumps(
            {
                "data": self.data,
                "formats": [
                    {"format": form, "files": len(rs), "accuracy": _share(rs), "any_case": _share(rs, any_case=True)}
                    for form, rs in self._by_format()
                ],
                "files": [
                    {
                        "name": r.name,
                        "letters": r.letters,
                        "exact": r.exact,
                        "any_case": r.any_case,
                        "warnings": r.warnings,
                        "error": r.error,
                    }
                    for r in self.results
                ],
            },
            ensure_ascii=False,
        )

    def to_text(self) -> str:
        """Return the report for a reader: a line per format, then the files that fall short."""
        lines = ["Định dạng   Tệp  Đúng cả hoa/thường  Bỏ qua hoa/thường   Thấp nhất"]
        for form, rs in self._by_format():
            lowest = min(r.accuracy for r in rs)
            lines.append(f"{form:10} {len(rs):4} {_share(rs):12.4f} {_share(rs, any_case=True):19.4f} {lowest:17.4f}")
        for r in sorted(self.results, key=lambda r: r.accuracy):
            if r.accuracy < 0.985 or r.error:
                told = r.error or "; ".join(r.warnings)
                case = r.any_case / r.letters if r.letters else 1.0
                lines.append(f"  {r.accuracy:.4f} {case:.4f} {r.name}" + (f": {told}" if told else ""))
        return "\n".join(lines)

    def _by_format(self) -> list[tuple[str, list[FileResult]]]:
        groups: dict[str, list[FileResult]] = {}
        for result in self.results:
            groups.setdefault(Path(result.name).suffix.lstrip(".").lower(), []).append(result)
        return [*sorted(groups.items()), ("tất cả", list(self.results))]


def _share(results: Sequence[FileResult], any_case: bool = False) -> float:
    """Share over the letters of all files together."""
    letters = sum(r.letters for r in results)
    return sum(r.any_case if any_case else r.exact for r in results) / letters if letters else 1.0


def evaluate(data: Path) -> Report:
    """Read every file that has a transcript; raises BadRequest where there is none."""
    names = sorted(p.name.removesuffix(".txt") for p in (data / "truth").glob("*.txt"))
    if not names:
        raise BadRequest(f"Thư mục {data} không có truth/*.txt; hãy chọn thư mục có files/ và truth/.")
    results = []
    for path, read in read_files([data / "files" / name for name in names]):
        truth = canonical((data / "truth" / f"{path.name}.txt").read_text(encoding="utf-8"))
        text, told, error = ("", (), str(read)) if isinstance(read, DanChieuError) else (read.text, read.warnings, "")
        letters, exact, any_case = compare(truth, text)
        results.append(FileResult(path.name, letters, exact, any_case, told, error))
    return Report(str(data), tuple(sorted(results, key=lambda r: r.name)))


def compare(truth: str, text: str) -> tuple[int, int, int]:
    """Return the letters with marks in `truth`, and how many of them `text` has exactly and in any case."""
    ours, theirs = letters(truth), letters(text)
    marked = [is_marked(c) for c in ours]
    exact = any_case = 0
    for i, j, length in aligned(fold("".join(ours)), fold("".join(theirs))):
        for k in range(length):
            if marked[i + k]:
                exact += ours[i + k] == theirs[j + k]
                any_case += ours[i + k].lower() == theirs[j + k].lower()
    return sum(marked), exact, any_case


def is_marked(c: str) -> bool:
    """Whether a letter bears a diacritic; the stroke of đ is one."""
    return c in "đĐ" or any(unicodedata.combining(part) for part in unicodedata.normalize("NFD", c))


def letters(text: str) -> list[str]:
    """Return the letters and digits of a text: how it is set out in spaces, cells and lines is not compared."""
    return [c for c in unicodedata.normalize("NFC", text) if c.isalnum()]


def aligned(a: str, b: str) -> Iterator[tuple[int, int, int]]:
    """Yield matching stretches (offset in a, offset in b, length), both offsets ascending."""
    i = j = 0
    for at, to in [*_sure_places(a, b), (len(a), len(b))]:
        if at < i or to < j:
            continue
        yield from _within(a, b, i, at, j, to)
        i, j = at, to


def _within(a: str, b: str, i: int, i_end: int, j: int, j_end: int) -> Iterator[tuple[int, int, int]]:
    while i < i_end and j < j_end and a[i] == b[j] and i_end - i == j_end - j and a[i:i_end] == b[j:j_end]:
        yield i, j, i_end - i
        return
    while i < i_end or j < j_end:
        to_i, to_j = min(i_end, i + _LONG), min(j_end, j + _LONG)
        for block in SequenceMatcher(None, a[i:to_i], b[j:to_j], autojunk=False).get_matching_blocks():
            if block.size:
                yield i + block.a, j + block.b, block.size
        i, j = to_i, to_j


def _sure_places(a: str, b: str) -> list[tuple[int, int]]:
    """Return the places at which the same row of letters stands, once in each text, in an order both share."""
    once = _once(b)
    pairs = [(i, once[gram]) for gram, i in _once(a).items() if gram in once]
    pairs.sort()
    # The longest ascending chain, by patience sorting.
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, j) in enumerate(pairs):
        k = bisect_left(tails, j)
        if k == len(tails):
            tails.append(j)
            ends.append(at)
        else:
            tails[k] = j
            ends[k] = at
        before.append(ends[k - 1] if k else -1)
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _once(text: str) -> dict[str, int]:
    grams = [text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1)]
    counts = Counter(grams)
    return {gram: i for i, gram in enumerate(grams) if counts[gram] == 1}
