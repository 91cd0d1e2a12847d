"""Reference numbers in text: strict for extraction; the loose forms of the search box are in `loose`.

A number is found piece by piece on a copy of the text in which look-alikes are plain (one character for one, so
offsets hold).  Every step reads a bounded stretch, so time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from directives.loose import LooseNumber, parse_loose
from directives.symbols import (
    TYPE_KEYS,
    Number,
    build,
    folded,
    is_assembly,
    is_issuer,
    plain,
    repaired_digits,
)
from directives.types import type_before

__all__ = [
    "LooseNumber",
    "Number",
    "NumberMatch",
    "PartialMatch",
    "find_blank_numbers",
    "find_numbers",
    "find_partial_numbers",
    "number_key",
    "parse_loose",
    "parse_number",
]

_GAP = r"[ ]{0,3}\n?[ ]{0,3}"
# Digits (with letters that look like digits), a suffix ("02c", "66.2"), perhaps a year, then what comes before a symbol.
_HEAD = re.compile(
    rf"""(?P<digits>(?:\d|[OIl](?=[OIl]{{0,3}}\d))[\dOIl]{{0,5}}(?:\.\d{{1,3}})?)
    (?P<suffix>[a-zđA-HJ-NP-ZĐ](?![^\W\d_]))?
    (?:(?P<gap1>{_GAP})(?P<sep1>[/-])(?P<gap2>{_GAP})(?P<year>[\dOIl]{{2,4}})(?![\dOIl]))?
    (?P<gap3>{_GAP})(?P<sep>[/-]{{0,2}})(?P<gap4>{_GAP})(?=[^\W_a-z])""",
    re.VERBOSE,
)
_PIECE = re.compile(r"(?:T\.[ ]?(?=[ƯW])|0(?=Đ))?[A-ZÀ-ỸĐƯƠ](?:[^\W_]|[&\u0300-\u036f\u031b]){0,24}")
_ASSEMBLY_GAP = re.compile(r"(?:UBTV)?QH(?P<gap>[ ]{0,2})(?P<term>[\dIl]\d?)(?![^\W_])")
_JOINT = re.compile(rf"(?P<before>{_GAP})(?P<sep>[/.+-])-?(?P<after>{_GAP})(?=[^\W_a-z]|0Đ)")
_MOST_PIECES = 8
_CUE = re.compile(r"(?:\bsố|\bSố|\bSỐ)[ \n]{0,3}:?[ \n]{0,3}\Z")
_LISTED = re.compile(r"(?:,|;|\bvà|\bhoặc|\bvà số|, số)[ \n]{1,3}\Z")
_NO_REFERENCE = re.compile(
    r"(?:mẫu|biểu|phụ lục|bảng|tờ khai|hợp đồng|hóa đơn|tcvn|qcvn|iso|điện thoại|đt|tài khoản|mã)(?: số)?[ \n:.]{0,3}\Z",
    re.IGNORECASE,
)
_CONTRACTS = frozenset("HDLD HDMB HDKT HDTD HDTV HDXD HDTC HDDV HDMBHH HDHTKD HDGK HDTL HDUQ HDCN".split())  # noqa: SIM905
_LOWER_FIRST = frozenset(["TTG", "CTR", "TTR", "TRS", "TOC", "THU", "QYD", "QDI", "PL", "SNGV"])


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A reference number in a text: `text[start:end]` is its surface."""

    start: int
    end: int
    number: Number


@dataclass(frozen=True, slots=True)
class PartialMatch:
    """Part of a number in a text; `number` is what can be said of it: "09-NQ", "377", in a list "187-KL/TW".

    `full` is that number where a list completes it, otherwise None.
    """

    start: int
    end: int
    number: str
    full: Number | None


def parse_number(text: str) -> Number | None:
    """Return the number that `text` as a whole is, blank ones ("/LĐLĐ-TGNC") included; None when it is none."""
    shadow = plain(text).strip()
    if not shadow:
        return None
    if shadow[0] in "/-":
        read = _pieces(shadow, 1) or _pieces(shadow, 2)
        blank = _BLANK_NUMBER.match(shadow)
        return _blank(blank, shadow) if blank and blank.end() == len(shadow) and read is not None else None
    found = _read(shadow, 0, certain=True)
    return found.number if found and found.end == len(shadow) else None


def number_key(text: str) -> str | None:
    """Return the matching key DIGITS|YEAR|SYMBOL of a number; None when `text` is no full number ("35", "09-NQ")."""
    number = parse_number(text)
    return number.key if number is not None else None


def find_numbers(text: str) -> Iterator[NumberMatch]:
    """Yield the full reference numbers in `text` in reading order; blank and partial ones are not among them."""
    shadow = plain(text)
    position = 0
    listed = -10
    for head in _STARTS.finditer(shadow):
        start = head.start()
        if start < position:
            continue
        found = _read(shadow, start, certain=False, listed=start - listed < 12 and _in_list(shadow, start))
        if found is not None:
            yield found
            position = listed = found.end


_STARTS = re.compile(r"(?<![/\d])(?:\d|[OIl](?=[OIl]{0,3}\d))")


def _in_list(shadow: str, start: int) -> bool:
    return _LISTED.search(shadow, max(0, start - 12), start) is not None


def _read(shadow: str, start: int, *, certain: bool, listed: bool = False) -> NumberMatch | None:
    """Return the number that starts at `start`; `certain`: the text is given as a number, no context is needed."""
    head = _HEAD.match(shadow, start)
    if head is None or not _fit_before(shadow, start):
        return None
    read = _pieces(shadow, head.end(), year=head["year"] is not None)
    if read is None:
        return None
    end, pieces, separators = read
    keys = [folded(piece) for piece in pieces]
    context = shadow[max(0, start - 24) : start]
    cue = certain or listed or bool(_CUE.search(context)) or type_before(shadow, start) is not None
    if not certain and (_NO_REFERENCE.search(context) or keys[0] in _CONTRACTS):
        return None
    strong = _strong(keys, head["year"] is not None)
    spaced = head["gap3"] + head["gap4"]
    if not head["sep"] and not strong:
        return None
    if (spaced or not head["digits"].replace(".", "").isdigit()) and not (strong or cue):
        return None
    if not strong and not (cue and _plausible(keys)):
        return None
    if len(keys) == 1 and keys[0] in TYPE_KEYS and keys[0] != "SL" and not _splits(keys[0]):
        return None
    digits = repaired_digits(head["digits"]) + (head["suffix"] or "")
    year = repaired_digits(head["year"]) if head["year"] else None
    number = build(digits, year, pieces, [head["sep"][:1], *separators])
    return NumberMatch(start, end, number)


def _splits(key: str) -> bool:
    return key in ("CTTG",)


def _fit_before(shadow: str, start: int) -> bool:
    before = shadow[start - 1 : start]
    if before in ":.,":
        return not shadow[max(0, start - 2) : start - 1].isdigit() or before == ","
    if before == "-":
        return not shadow[max(0, start - 2) : start - 1].isalnum()
    return not before.isalpha() or before.islower()


def _strong(keys: list[str], year: bool) -> bool:
    """Whether the pieces alone prove a reference number: a known type and a known issuer, a letter, a law."""
    if is_assembly(keys[0]):
        return True
    if keys[0] in TYPE_KEYS:
        return any(is_issuer(key) for key in keys[1:])
    return is_issuer(keys[0]) or build("1", None, keys[:1], ["/"]).symbol != keys[0]


def _plausible(keys: list[str]) -> bool:
    return len(keys[0]) >= 2


def _pieces(shadow: str, position: int, *, year: bool = False) -> tuple[int, list[str], list[str]] | None:
    """Read the pieces of a symbol from `position`: their end, the pieces, and the marks between them."""
    pieces: list[str] = []
    marks: list[str] = []
    end = position
    while len(pieces) < _MOST_PIECES:
        piece, stop = _piece(shadow, position, first=not pieces)
        if piece is None:
            break
        pieces.append(piece)
        end = stop
        joint = _JOINT.match(shadow, end)
        if joint is None or not _joins(joint, pieces, shadow):
            break
        marks.append("-" if joint["sep"] == "+" else joint["sep"])
        position = joint.end()
    if not pieces:
        return None
    return end, pieces, marks[: len(pieces) - 1]


def _piece(shadow: str, position: int, *, first: bool) -> tuple[str | None, int]:
    assembly = _ASSEMBLY_GAP.match(shadow, position)
    if assembly is not None:
        raw = assembly.group()
        return raw.replace(" ", "").replace("I", "1").replace("l", "1"), assembly.end()
    match = _PIECE.match(shadow, position)
    if match is None or not _looks_official(match.group(), first):
        return None, position
    return match.group().replace(".", "").replace(" ", ""), match.end()


def _looks_official(piece: str, first: bool) -> bool:
    key = folded(piece)
    if key in _LOWER_FIRST:
        return piece not in ("Thu", "Toc")
    capitals = sum(c.isupper() for c in piece)
    small = sum(c.islower() for c in piece)
    if capitals >= 2:
        return small <= capitals
    return not first and small == 0


def _joins(joint: re.Match[str], pieces: list[str], shadow: str) -> bool:
    """Whether the mark after the pieces read joins another piece on, whatever the white space about it."""
    before, after = joint["before"], joint["after"]
    if not before and not after:
        return True
    if joint["sep"] in ".+":
        return False
    following = _PIECE.match(shadow, joint.end())
    if following is None or not _looks_official(following.group(), False):
        return False
    key = folded(following.group())
    is_type = folded(pieces[-1]) in TYPE_KEYS and len(pieces) == 1
    if "\n" in before or (before and after):
        return is_type and is_issuer(key) and not ("\n" in before and after)
    return is_type or is_issuer(key) or after == "\n" or len(key) >= 2


_BLANK_NUMBER = re.compile(r"(?P<sep>[/-])(?:(?P<year>\d{4})[/-])?(?=[^\W\d_a-z])")
_BLANK_CUE = re.compile(r"\b[Ss](?:ố|Ố)[ \n]{0,3}:?[ .…_]{0,40}(?=[/-])")


def _blank(match: re.Match[str], shadow: str) -> Number | None:
    read = _pieces(shadow, match.end())
    if read is None:
        return None
    return build("", match["year"], read[1], [match["sep"], *read[2]])


def find_blank_numbers(text: str) -> Iterator[NumberMatch]:
    """Yield the numbers left blank after "Số" ("Số:      /LĐLĐ-TGNC"); the surface starts at the slash."""
    shadow = plain(text)
    for cue in _BLANK_CUE.finditer(shadow):
        blank = _BLANK_NUMBER.match(shadow, cue.end())
        read = _pieces(shadow, blank.end()) if blank else None
        if blank is None or read is None:
            continue
        number = build("", blank["year"], read[1], [blank["sep"], *read[2]])
        yield NumberMatch(blank.start(), read[0], number)


_PARTIAL = re.compile(r"\d{1,5}[a-zđ]?(?![\w/.-])")


def find_partial_numbers(text: str) -> Iterator[PartialMatch]:
    """Yield numbers of which a part is missing, in reading order: "Nghị quyết 09-NQ", "Quy định 377"."""
    shadow = plain(text)
    for match in _PARTIAL.finditer(shadow):
        if type_before(shadow, match.start()) is not None:
            yield PartialMatch(match.start(), match.end(), match.group(), None)
