"""Speed of reading: `python -m evaluation.benchmarks.citations [--texts DIR] [--seeds N] [--size CHARACTERS]`.

Prints characters per second of header, units and citations over the .txt files of DIR, the time for one of its
documents of about 30,000 characters repeated 1, 10 and 100 times, and, for N drawn seeds of at most 200 characters,
how the time grows when the seed is repeated to a quarter of the size and to the whole: about 4 is linear.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from directives.citing.citations import find_citations
from directives.headers.header import parse_header
from directives.models import Header
from directives.text import canonical
from directives.units.structure import parse_units

# What regular expressions choke on: beginnings of numbers, names, dates, titles, quotations and lists without an end.
_PIECES = (
    "Căn cứ |Luật |Luật sửa đổi, bổ sung một số điều của |Nghị quyết số |12-NQ/TW|30/2020/NĐ-CP|số |, |; |và | của |"
    "Bộ trưởng |Ban Chấp hành |Ủy ban nhân dân tỉnh |ngày |05/3/2020|tháng |năm 2024|về |quy định |“|”|(|)|"
    "\n|\n- |\n1. |a) |Điều 5. |/|-|được sửa đổi, bổ sung bởi |hết hiệu lực |Kèm theo |này |nêu trên |Kế hoạch 5|"
    "12, 13, 14|An toàn, vệ sinh lao động|  |.|A|9"
).split("|")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--size", type=int, default=1_000_000)
    options = parser.parse_args()
    if options.texts:
        _speed([canonical(path.read_text(encoding="utf-8")) for path in sorted(options.texts.glob("*.txt"))])
    _killers(options.seeds, options.size)


def _read(text: str) -> float:
    start = time.perf_counter()
    header = parse_header(text)
    find_citations(text, header, parse_units(text, header))
    return time.perf_counter() - start


def _speed(texts: list[str]) -> None:
    seconds = sum(map(_read, texts))
    characters = sum(map(len, texts))
    print(f"{characters:,} characters in {seconds:.1f} s: {characters / seconds:,.0f} a second")
    sample = min(texts, key=lambda text: abs(len(text) - 30_000))
    for times in (1, 10, 100):
        text = sample * times
        took = _read(text)
        print(f"{len(text):>10,} characters: {took:8.2f} s, {len(text) / took:>10,.0f} a second")


def _killers(count: int, size: int) -> None:
    draw = random.Random(1)
    _read("Căn cứ Luật Giá số 16/2023/QH15.")  # compiles the patterns
    worst = 0.0
    for _ in range(count):
        seed = "".join(draw.choice(_PIECES) for _ in range(draw.randint(1, 12)))[:200]
        short, whole = ((seed * (n // len(seed) + 1))[:n] for n in (size // 4, size))
        a, b = _read_plain(short), _read_plain(whole)
        worst = max(worst, b / a)
        print(f"{b:8.2f} s, {b / a:5.1f} times {a:6.2f} s  {seed[:70]!r}")
    print(f"worst growth for four times the length: {worst:.1f}")


def _read_plain(text: str) -> float:
    start = time.perf_counter()
    find_citations(text, Header(), ())
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
