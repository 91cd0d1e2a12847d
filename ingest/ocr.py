"""Scanned pages and pictures to lines of text, by tesseract with its Vietnamese data."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from statistics import median
from typing import TYPE_CHECKING

from directives.errors import UnreadableFile
from directives.text import canonical
from ingest.askew import skew
from ingest.columns import gaps_of
from ingest.layout import Box, Printed
from ingest.options import Options

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 300
PAGE_SECONDS = 90  # for one page; a printed page takes 2 to 6
MAX_PAGES = 600  # recognised in one file
MAX_PIXELS = 60_000_000  # of one page; A3 at 300 dpi has 17 million
WEAK = 65  # mean confidence below which a page may lie on its side, and is told to be read badly
_UNSURE = 82  # mean confidence below which a page may lie askew; straight ones of a good scan have 90 and more
_NOISE = 30  # confidence below which marks without a letter or digit, and lines, are taken for dirt
_TURNED = 1.5  # orientation confidence from which a page is turned
_PLACES = (
    r"C:\Program Files\Tesseract-OCR\tesseract.exe",
    "/opt/homebrew/bin/tesseract",
    "/usr/local/bin/tesseract",
)
MISSING = (
    "máy chưa có chương trình nhận dạng chữ (tesseract với dữ liệu tiếng Việt); hãy cài (chạy “python3 run.py setup"
    " --system”) rồi nạp lại, hoặc nạp bản .docx hay PDF có lớp chữ."
)


# Numbers whose digits can be nothing else: of a date written out, and before the year of a reference number.
_DATE = re.compile(r"(?<=ngày )(\S{1,2})( tháng )(\S{1,2})( năm )([\dlIOo|]{4})(?!\d)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<=[Ss]ố )([lIÌÍ|\]]) ?(\d{1,3}/(?:19|20)\d\d/)")
# A mark of secrecy alone on its line: a stamp's letters lose their accents.
_MARK = re.compile(r"^[\W_]*(?:(TUY[ỆÊẸE]T)\s+|(T[ỐÔỎÓO0]I)\s+)?M[ẬÂẠĂẤẦA]T[\W_]*$")
# The letter with a stroke that is meant, for its twins of other alphabets; the label and the types of numbers.
_DSTROKE = str.maketrans("ÐðƉ", "ĐđĐ")
_LABEL = re.compile(r"^(?:S[6ôổỗóoO0õò]|§[ốôổ6])\s?[:.;]\s*(?=\S{0,10}/)")
_SUBJECT = re.compile(r"^[VWU]{1,2}\s?[/⁄∕]\s?v(?=\s+[^\W\d_])")
_TYPE = re.compile(r"(\d/)(ND|NDĐ|NĐĐ|QD|QDĐ|QĐĐ)(?=-[A-ZĐ])")
_TYPES = {"ND": "NĐ", "NDĐ": "NĐ", "NĐĐ": "NĐ", "QD": "QĐ", "QDĐ": "QĐ", "QĐĐ": "QĐ"}
_ALIKE = str.maketrans({c: "1" for c in "lIÌÍìíĩĨ|][!"} | {c: "0" for c in "OoÔô"})


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines of one page, and the mean confidence of its words, 0 to 100."""

    lines: tuple[Printed, ...] = ()
    confidence: float = 0.0

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(line.text for line in self.lines)


@cache
def program() -> str | None:
    """Return the path of tesseract, None where it or its Vietnamese data is not installed."""
    found = shutil.which("tesseract") or next(filter(os.path.exists, _PLACES), None)
    if found is None:
        return None
    try:
        told = subprocess.run([found, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found if "vie" in (told.stdout + told.stderr).split() else None


def recognise_all(pages: Iterator[tuple[int, Image]], options: Options) -> dict[int, Recognised]:
    """Return what is read on each page, by its number; pages are taken from the iterator as there is time for them."""
    result: dict[int, Recognised] = {}
    hands = min(4, os.cpu_count() or 1)
    waiting: list[tuple[int, Future[Recognised]]] = []

    def take() -> None:
        number, future = waiting.pop(0)
        result[number] = future.result()
        options.progress()

    with ThreadPoolExecutor(hands) as pool:
        for number, image in pages:
            waiting.append((number, pool.submit(recognise, image)))
            if len(waiting) > hands:
                take()
        while waiting:
            take()
    return result


def recognise(image: Image) -> Recognised:
    """Return the lines of one page at `DPI`, turned upright where it lies on its side or upside down.

    A page that takes too long has no lines.
    """
    read = _read(image)
    if read.confidence < _UNSURE:
        askew = skew(image)
        if askew:
            straight = _read(image.rotate(askew, expand=True, fillcolor=255))
            read = max(read, straight, key=lambda r: r.confidence)
    if read.confidence >= WEAK and len(read.lines) > 2:
        return read
    angle = _angle(image)
    if angle:
        turned = _read(image.rotate(-angle, expand=True, fillcolor=255))
        return max(read, turned, key=lambda r: r.confidence)
    return read


def _read(image: Image) -> Recognised:
    out = _run(image, ["--psm", "3", "tsv"], "vie")
    return _lines(out, image.height) if out else Recognised()


def _angle(image: Image) -> int:
    """Return by how many degrees clockwise the page has to be turned, 0 where that is not clear."""
    told = dict(line.split(": ", 1) for line in (_run(image, ["--psm", "0"], "osd") or "").splitlines() if ": " in line)
    try:
        return int(told["Rotate"]) if float(told["Orientation confidence"]) >= _TURNED else 0
    except (KeyError, ValueError):
        return 0


def recognise_plain(image: Image, dpi: int) -> Recognised:
    """Return the lines of a picture at `dpi`, which is known to lie upright."""
    out = _run(image, ["--psm", "3", "tsv"], "vie", dpi)
    return _lines(out, image.height, dpi) if out else Recognised()


def _run(image: Image, arguments: Sequence[str], language: str, dpi: int = DPI) -> str | None:
    """Return what tesseract prints about a grey picture, None where it fails or takes too long."""
    command = program()
    if command is None:
        raise UnreadableFile(f"Tệp là bản quét mà {MISSING}")
    header = f"P5\n{image.width} {image.height}\n255\n".encode()
    try:
        done = subprocess.run(
            [command, "stdin", "stdout", "-l", language, "--dpi", str(dpi), *arguments],
            input=header + image.tobytes(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},  # a page per core is faster than a page on all cores
            timeout=PAGE_SECONDS,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word: its place in pixels from the upper left corner, its confidence from 0 to 100."""

    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    text: str


def words(image: Image) -> tuple[int, tuple[Word, ...]]:
    """Return the words of a page at `DPI`, and by how many degrees clockwise it had to be turned to be read.

    The places are those of the page as it was read: turned, where it was.
    """
    table = _run(image, ["--psm", "3", "tsv"], "vie") or ""
    read = _lines(table, image.height)
    if read.confidence < WEAK or len(read.lines) <= 2:
        angle = _angle(image)
        if angle:
            turned = image.rotate(-angle, expand=True, fillcolor=255)
            again = _run(turned, ["--psm", "3", "tsv"], "vie") or ""
            if _lines(again, turned.height).confidence > read.confidence:
                return angle, _in_table(again)
    return 0, _in_table(table)


def _in_table(table: str) -> tuple[Word, ...]:
    return tuple(word for line in _rows(table) for word in line)


def _rows(table: str) -> list[list[Word]]:
    """Return the words in tesseract's table, line by line."""
    rows: dict[tuple[str, ...], list[Word]] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, width, tall = (int(c) for c in cells[6:10])
        word = Word(left, top, left + width, top + tall, float(cells[10]), canonical(cells[11]).strip())
        if word.text and (word.confidence >= _NOISE or any(c.isalnum() for c in word.text)):
            rows.setdefault(tuple(cells[2:5]), []).append(word)
    return list(rows.values())


def _lines(table: str, height: int, dpi: int = DPI) -> Recognised:
    """Return the lines in tesseract's table of words."""
    kept = [words for words in _rows(table) if sum(w.confidence for w in words) / len(words) >= _NOISE]
    if not kept:
        return Recognised()
    usual = median(_tall(words) for words in kept)
    words = [w for line in kept for w in line]
    confidence = sum(w.confidence * len(w.text) for w in words) / sum(len(w.text) for w in words)
    return Recognised(tuple(_printed(line, height, usual, dpi) for line in kept), confidence)


def _tall(words: Sequence[Word]) -> float:
    return max(w.bottom for w in words) - min(w.top for w in words)


def _printed(words: Sequence[Word], height: int, usual: float, dpi: int) -> Printed:
    """Return one line with its box in points; lines of the page's usual height count as of one size."""
    tall = _tall(words)
    size = (usual if 0.6 * usual < tall < 1.4 * usual else tall) * 0.8 * 72 / dpi
    base = median(w.bottom for w in words)
    box = Box(words[0].left * 72 / dpi, (height - base) * 72 / dpi, words[-1].right * 72 / dpi, size)
    line = repaired(" ".join(w.text for w in words))
    if len(line.split(" ")) != len(words):  # repaired: the places of its words are no longer known
        return Printed(line, box)
    places = [Box(w.left * 72 / dpi, box.bottom, w.right * 72 / dpi, size) for w in words]
    return Printed(line, box, gaps_of([0, *accumulate(len(w) + 1 for w in line.split(" "))][:-1], places))


def repaired(line: str) -> str:
    """Return a line with signs in its dates and numbers that look like others as what they must be.

    Only where nothing else is possible: "ngày 29 tháng 1] năm 2022", "số Ì 05/2024/NĐ-CP", "12/QD-UBND", "S6: 5/KH",
    "W⁄v trao đổi".
    """
    mark = _MARK.match(line)
    if mark:
        return ("TUYỆT " if mark.group(1) else "TỐI " if mark.group(2) else "") + "MẬT"
    line = _SUBJECT.sub("V/v", line)
    line = _TYPE.sub(lambda m: m.group(1) + _TYPES[m.group(2)], line.translate(_DSTROKE))
    return _NUMBER.sub(r"1\2", _DATE.sub(_date, _LABEL.sub("Số: ", line)))


def _date(match: re.Match[str]) -> str:
    day, first, month, second, year = match.groups()
    made = [part.translate(_ALIKE) for part in (day, month, year)]
    if not all(part.isascii() and part.isdigit() for part in made):
        return match.group()
    if not (1 <= int(made[0]) <= 31 and 1 <= int(made[1]) <= 12 and made[2][:2] in ("19", "20")):
        return match.group()
    return f"{made[0]}{first}{made[1]}{second}{made[2]}"


def told(read: dict[int, Recognised]) -> tuple[str, ...]:
    """Return the warnings about pages that were recognised, by their numbers from 0."""
    if not read:
        return ()
    sure = [r.confidence for r in read.values() if r.lines]
    mean = sum(sure) / len(sure) if sure else 0.0
    warnings = [
        f"Trang {listed(read)} được nhận dạng từ ảnh quét (OCR), độ tin cậy trung bình {mean:.0f}%;"
        " khi trích dẫn, hãy đối chiếu số, ngày và tên với bản gốc."
    ]
    weak = [i for i, r in read.items() if r.confidence < WEAK]
    if weak:
        warnings.append(f"Trang {listed(weak)} nhận dạng kém hoặc không có chữ; hãy xem bản gốc hoặc quét lại rõ hơn.")
    return tuple(warnings)


def listed(pages: Sequence[int] | dict[int, Recognised]) -> str:
    """Return page numbers from 0 as people write them: "1-4, 7"."""
    parts: list[str] = []
    numbers = sorted(pages)
    start = 0
    for k, number in enumerate(numbers):
        if k + 1 < len(numbers) and numbers[k + 1] == number + 1:
            continue
        first = numbers[start] + 1
        parts.append(f"{first}" if start == k else f"{first}-{number + 1}")
        start = k + 1
    return ", ".join(parts[:12]) + (" …" if len(parts) > 12 else "")


def prepared(image: Image) -> Image:
    """Return a picture as a grey page at `DPI`: a photograph or scan of unknown scale is taken for a page of A4."""
    grey = image.convert("L")
    short, long = sorted(grey.size)
    factor = min(8.27 * DPI / short, 11.7 * DPI / long)
    # More than doubling adds no detail; a larger picture than needed only takes time.
    factor = min(2.0, factor) if factor > 1.15 else max(0.4, factor) if factor < 0.75 else 1.0
    if factor == 1.0:
        return grey
    return grey.resize((max(1, round(grey.width * factor)), max(1, round(grey.height * factor))))
