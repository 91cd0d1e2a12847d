"""What begins a unit: the label at the head of a line, read without regard to what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from directives.models import UnitKind
from directives.text import fold

_STRAYS = " #>*_|\\"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ALPHABET = "abcdđefghijklmnopqrstuvwxyz"
_ORDINALS = {
    "nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10,
}  # fmt: skip
# Consolidated texts set a footnote mark behind a label: "Điều 8[7].", "a)[3]".
_ARTICLE = re.compile(r"dieu\s{0,3}(?P<label>\d{1,3}[a-z]?\d?)\s*(?:\[\d{1,3}\]\s*)?(?:[.:]|[-–]\s|$)")
_CHAPTER = re.compile(r"chuong\s{1,3}(?P<label>[ivxlc]{1,7}|\d{1,2})(?:\b|(?=[.:\-–]))\s*[.:\-–]?")
_PART = re.compile(
    r"phan\s{1,3}(?:thu\s+(?P<word>[a-z]+(?:\s+[a-z]+)?)|(?P<label>[ivxlc]{1,6}|\d{1,2}|"
    r"[a-h]))\s*(?:[.:\-–]|$|(?=\s))"
)
_SECTION = re.compile(r"(?P<sub>tieu\s+)?muc\s{1,3}(?P<label>\d{1,2}|[ivxlc]{1,6}|[a-h])\s*(?:[.:]|[-–]\s|$|(?=\s))")
_ROMAN = re.compile(r"(?P<label>[IVXLC]{1,7})\s*(?P<mark>[.\-–—/):])\s*(?=[^\W\d_]|[“\"(\d])")
_SUBJECT_MARK = re.compile(r"V\s?/\s?v\b", re.IGNORECASE)  # "V/v …" of a letter is no number five
_CAPITAL = re.compile(r"(?P<label>[A-H])\s*[.\-–/:)]\s*(?=[^\W\d_]|[“\"(])")
_DOTTED = re.compile(
    r"(?P<label>\d{1,2}(?:\.\d{1,3}){1,3})\s*[.)/:\-–]?\s+(?=[^\W\d_]|[“\"(*_])|"
    r"(?P<tight>\d{1,2}(?:\.\d{1,3}){1,3})[.)]\s*(?=[^\W\d_])"
)
# An item may begin with a quantity: "1. 100% chi bộ …", "2. 24/24 giờ …".
_ARABIC = re.compile(
    r"(?P<label>\d{1,3})\s*(?P<mark>[.)/]|[-–—]|\.-|:)\s*"
    r"(?=[^\W\d_]|[“\"(*_‘'\[]|(?<=[.)]\s)\d{1,4}(?:[.,/]\d{1,4})?(?:%|\s+[^\W\d_]))"
)
_POINT = re.compile(r"(?P<label>[a-zđ]\d?)\s*(?:\[\d{1,3}\]\s*)?(?P<mark>[).]|[/-](?=\s))\s*(?=[^\W_]|[“\"(*_])")


@dataclass(frozen=True, slots=True)
class Marker:
    """A label at the head of a line.

    `value` counts it in its sequence, `rank` orders kinds from the outside to the inside, `mark` is what follows the
    label, `content` the offset behind both.
    """

    kind: UnitKind
    rank: int
    label: str
    value: int
    mark: str
    start: int
    content: int


PART, LETTERED, CHAPTER, SECTION, SUBSECTION, ROMAN = range(10, 70, 10)
ARTICLE, ROMAN_INSIDE, ARABIC, INNER, DOTTED, POINT = range(70, 130, 10)


def marker_at(text: str, start: int, end: int) -> Marker | None:
    """Return the marker that the line `text[start:end]` begins with, None where it begins with none."""
    begin = start
    while begin < end and text[begin] in _STRAYS:
        begin += 1
    first = text[begin : begin + 1]
    if not first.isalnum():
        return None
    at = start
    while at < begin and text[at].isspace():
        at += 1
    line = text[begin : min(end, begin + 60)]
    if first.isdigit():
        return _numbered(line, at, begin)
    if first.isupper():
        return _worded(line, at, begin, end) or _lettered(line, at, begin)
    point = _POINT.match(line)
    if point is None:
        return None
    label = point["label"]
    return Marker("point", POINT, label, letter_value(label), point["mark"].strip(), at, begin + point.end())


def _numbered(line: str, at: int, begin: int) -> Marker | None:
    dotted = _DOTTED.match(line)
    if dotted is not None:
        label = dotted["label"] or dotted["tight"]
        value = int(label.rpartition(".")[2])
        return Marker("clause", DOTTED + label.count("."), label, value, ".", at, begin + dotted.end())
    arabic = _ARABIC.match(line)
    if arabic is None:
        return None
    mark = arabic["mark"].strip()
    if mark in "-–—:" and not line[arabic.end() : arabic.end() + 1].isupper():
        return None
    return Marker("clause", ARABIC, arabic["label"], int(arabic["label"]), mark, at, begin + arabic.end())


def _worded(line: str, at: int, begin: int, end: int) -> Marker | None:
    """Units named by a word: "Điều 5.", "Chương II", "Mục 1", "Phần thứ nhất"."""
    folded = fold(line)
    if (match := _ARTICLE.match(folded)) is not None:
        label = line[match.start("label") : match.end("label")]
        return Marker("article", ARTICLE, label, _leading_int(label), ".", at, begin + match.end())
    if (match := _CHAPTER.match(folded)) is not None and end - begin < 300:
        return _named("chapter", CHAPTER, line, match, at, begin)
    if (match := _SECTION.match(folded)) is not None and end - begin < 300 and _is_title(line, match):
        return _named("section", SUBSECTION if match["sub"] else SECTION, line, match, at, begin)
    if (match := _PART.match(folded)) is not None and end - begin < 300 and _is_title(line, match):
        if match["word"] is None:
            return _named("part", PART, line, match, at, begin)
        words = match["word"].split()
        count = 2 if len(words) == 2 and words[0] == "muoi" and words[1] in _ORDINALS else 1
        stop = match.start("word") + len(" ".join(words[:count]))
        value = sum(_ORDINALS.get(word, 0) for word in words[:count])
        label = line[folded.index("thu") : stop]
        return Marker("part", PART, label, value, "", at, begin + stop) if value else None
    return None


def _named(kind: UnitKind, rank: int, line: str, match: re.Match[str], at: int, begin: int) -> Marker:
    label = line[match.start("label") : match.end("label")]
    value = int(label) if label.isdigit() else roman_value(label.upper()) or letter_value(label.lower())
    return Marker(kind, rank, label, value, "", at, begin + match.end())


def _is_title(line: str, match: re.Match[str]) -> bool:
    """Whether a line "Mục 1 …" is a heading, and not a reference that wrapped ("Mục 1 Chương II của Luật")."""
    rest = line[match.end() :].lstrip(" .:-–")
    label = line[match.start("label") : match.end("label")] if match["label"] else "I"
    if not (label.isdigit() or label.isupper()):
        return False
    return not rest or line[match.end() - 1] in ".:-–" or rest[:12].isupper()


def _lettered(line: str, at: int, begin: int) -> Marker | None:
    if (match := _ROMAN.match(line)) is not None and not _SUBJECT_MARK.match(line):
        value = roman_value(match["label"])
        if value:
            return Marker("section", ROMAN, match["label"], value, match["mark"], at, begin + match.end())
    if (match := _CAPITAL.match(line)) is not None:
        value = letter_value(match["label"].lower())
        return Marker("part", LETTERED, match["label"], value, "", at, begin + match.end())
    return None


def capital_reading(marker: Marker) -> Marker | None:
    """Return the reading as a lettered part of a marker read as a Roman numeral ("C.", "D." are both)."""
    if marker.kind != "section" or len(marker.label) != 1 or marker.label not in "CDI":
        return None
    return Marker("part", LETTERED, marker.label, letter_value(marker.label.lower()), "", marker.start, marker.content)


def roman_value(label: str) -> int:
    """Return the value of a Roman numeral as it is properly written, 0 for anything else ("IIII", "VX")."""
    total = 0
    for i, c in enumerate(label):
        value = _ROMAN_VALUES.get(c, 0)
        following = _ROMAN_VALUES.get(label[i + 1], 0) if i + 1 < len(label) else 0
        total += -value if value < following else value
    return total if total > 0 and to_roman(total) == label else 0


def to_roman(value: int) -> str:
    """Return `value` from 1 to 399 as a Roman numeral."""
    parts = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for worth, sign in parts:
        while value >= worth:
            written += sign
            value -= worth
    return written


def letter_value(label: str) -> int:
    """Return the place of a letter in the order in which points are counted: a b c d đ e …, from 1."""
    return _ALPHABET.find(label[:1]) + 1


def _leading_int(label: str) -> int:
    digits = re.match(r"\d+", label)
    return int(digits.group()) if digits else 0
