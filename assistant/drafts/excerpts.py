"""The sentences of a passage that bear on a task: complete, verbatim, and sharing more with it than stock phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directives.models import Evidence, Hit
from directives.reference.numbers import find_numbers
from directives.text import fold, sentences, syllables, trim

_LONGEST = 420  # characters of an excerpt
_SHORTEST = 40
_LEAST = 4  # syllables in a row that task and excerpt must share
_SHORT_REQUEST = 12  # syllables of a query, which cannot share long runs
# A sentence may begin with the mark of a list ("a)", "12.", "-"), which is no part of what it says.
_MARKER = re.compile(r"\s*(?:[-–—•*+]+|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]|[a-zđ][.)]|[IVX]{1,5}\.)\s+")
_POINT = re.compile(r"(?<=[.;])\s+(?=[a-zđ]\)\s)")
# Rows of tables, blanks of forms, notes: not to be quoted.
_NO_PROSE = re.compile(r"\||…{2,}|\.{4,}|_{3,}|…/|^\[\d+\]|#{1,6}\s")
# Words that directives share whatever they are about: runs of these alone say nothing.
_STOCK = frozenset(
    [
        fold(word)
        for phrase in (
            "tuyên truyền vận động cán bộ đoàn viên công chức viên chức người công nhân lao động tổ chức triển khai "
            "thực "
            "hiện các cấp công đoàn cơ quan đơn vị doanh nghiệp trên địa bàn tỉnh năm của và trong cho theo về với "
            "tích cực tham "
            "gia đẩy mạnh tăng cường nâng cao hiệu quả chất lượng nội dung kế hoạch chương trình công tác nhiệm vụ "
            "giải pháp "
            "phối hợp liên quan kịp thời thông tin góp phần hoạt động tiếp tục những một số được là có để phát huy "
            "nhân dân "
            "hội viên quán xã địa phương ngành nhất nước giai đoạn chính trị phát kinh tế triển",
        )
        for word in phrase.split()
    ]
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A stretch of a passage's text and how much it shares with the task."""

    start: int
    end: int
    score: float


def best_excerpt(hit: Hit, about: str, *, whatever: bool = False) -> Evidence | None:
    """Return the sentences of a hit that bear most on `about`; None where nothing does.

    With `whatever`, for a passage that a person chose, its first sentences where none bears on `about`.
    """
    passage = hit.passage
    wanted = _keys(about)
    found = [_Candidate(start, end, _score(wanted, passage.text[start:end])) for start, end in _stretches(passage.text)]
    best = max(
        found, key=lambda candidate: (candidate.score, candidate.start - candidate.end, -candidate.start), default=None
    )
    if best is None or (best.score <= 0 and not whatever):
        return None
    start, end = best.start, best.end
    return Evidence(hit.document.id, passage.start + start, passage.start + end, passage.text[start:end], passage.page)


def relevance(evidence: Evidence, about: str) -> float:
    """Return how much an excerpt shares with `about`; 0 where only stock phrases."""
    return _score(_keys(about), evidence.text)


def kinship(title: str | None, about: str) -> float:
    """Return how much a document's title shares with `about`: what a document is for says more than one sentence."""
    return _shared(_keys(about), _keys(title)) if title else 0.0


def _score(wanted: Sequence[str], sentence: str) -> float:
    """Return what a sentence shares with the wanted syllables; one that mostly names other documents counts little."""
    named = sum(1 for _ in find_numbers(sentence))
    return _shared(wanted, _keys(sentence)) / (1 + 2 * named)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield each quotable sentence, and each with the one after it in the same paragraph where both are short."""
    spans = [_without_marker(text, *piece) for span in sentences(text) for piece in _pieces(text, *span)]
    good = [span for span in spans if _quotable(text[span[0] : span[1]])]
    for number, (start, end) in enumerate(good):
        yield start, end
        following = good[number + 1] if number + 1 < len(good) else None
        if following and following[1] - start <= _LONGEST and following[0] - end <= 1 and text[end] != "\n":
            yield start, following[1]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the points of a list that stand in one line: "a) …; b) …"."""
    for match in _POINT.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _without_marker(text: str, start: int, end: int) -> tuple[int, int]:
    match = _MARKER.match(text, start, end)
    return trim(text, match.end() if match else start, end)


def _quotable(sentence: str) -> bool:
    return (
        _SHORTEST <= len(sentence) <= _LONGEST
        and not _NO_PROSE.search(sentence)
        and (sentence[0].isupper() or sentence[0] in '“"0123456789')
        and (sentence[-1].isalnum() or sentence[-1] in '.;!”"%)')
        and not sentence.endswith("như sau")
        and not sentence.startswith(("Căn cứ", "Theo đề nghị"))
        and not sentence.isupper()
    )


def _keys(text: str) -> list[str]:
    return [fold(s) for s in syllables(text)]


def _shared(wanted: Sequence[str], held: Sequence[str]) -> float:
    """Return the sum over the runs of syllables in common, longer ones counting more; stock words only within a run."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(wanted) - 1):
        places.setdefault(tuple(wanted[at : at + 2]), []).append(at)
    score, at, longest = 0.0, 0, 0
    counted: set[tuple[str, ...]] = set()
    while at < len(held) - 1:
        run = max((_run(wanted, held, there, at) for there in places.get(tuple(held[at : at + 2]), [])), default=0)
        words = tuple(held[at : at + run])
        telling = sum(word not in _STOCK for word in words)
        if run >= 2 and telling >= 2 and words not in counted:
            counted.add(words)
            score += run * run
            longest = max(longest, run)
        at += max(1, run)
    least = _LEAST if len(wanted) > _SHORT_REQUEST else min(_LEAST, max(2, len(wanted) // 2))
    return score if longest >= least else 0.0


def _run(wanted: Sequence[str], held: Sequence[str], there: int, here: int) -> int:
    length = 0
    while there + length < len(wanted) and here + length < len(held) and wanted[there + length] == held[here + length]:
        length += 1
    return length
