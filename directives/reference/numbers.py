"""Reference numbers in text, strictly: what counts as one, where it stands, and how it is officially written.

The loose forms of the search box are in `loose`, numbers with a part missing in `partial`.  A number is read piece by
piece on a copy of the text in which look-alikes are plain (one character for one, so offsets hold).  Every step looks
at a bounded stretch, so time is linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from directives.reference.loose import LooseNumber, parse_loose
from directives.reference.symbols import (
    Number,
    build,
    folded,
    is_assembly,
    is_issuer,
    is_type,
    plain,
    repaired_digits,
    unglued,
)
from directives.types import type_before

__all__ = [
    "LooseNumber",
    "Number",
    "NumberMatch",
    "find_blank_numbers",
    "find_numbers",
    "number_key",
    "parse_loose",
    "parse_number",
]

_GAP = r"[ ]{0,3}\n?[ ]{0,3}"
# Where a number may start: a digit, or a letter that looks like one with digits behind it.
_START = re.compile(r"(?<![0-9/])(?:[0-9]|[OIl](?=[OIl]{0,2}[0-9]))")
# Digits, a suffix ("02c", "66.2"), perhaps a year, and the mark before the symbol.
_HEAD = re.compile(
    rf"""(?P<digits>[0-9OIl]{{1,6}}(?:\.[0-9]{{1,3}})?)(?P<suffix>[a-zđA-HJ-NP-ZĐ](?![^\W\d_]))?
    (?:(?P<gap1>{_GAP})(?P<mark1>[/.-])(?P<gap2>{_GAP})(?P<year>[0-9OIl]{{2,4}})(?![0-9OIl]))?
    (?P<gap3>{_GAP})(?P<mark>[/-]?)-?(?P<gap4>{_GAP})(?=[A-ZÀ-ỸĐƯƠ0])""",
    re.VERBOSE,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{1,2}|[4-9][0-9]")
_PIECE = re.compile(
    r"(?:(?:Th?|H)\.[ ]?(?=[ƯWU](?![^\W_]))|0(?=Đ))?[A-ZÀ-ỸĐƯƠ](?:[A-Za-zÀ-ỹĐđƯƠơư0-9&\u0300-\u036f\u031b]){0,24}"
)
# Pieces torn apart by a reader of pages.
_TORN_PIECE = re.compile(
    r"(?:[QN][ ]Đ(?=[ ]?-)|TT[ ]g|T[ ]Tg|UB[ ]ND|HĐ[ ]ND|LĐ[ ]LĐ|L[ ]ĐLĐ|TL[ ]Đ|T[ ]LĐ)(?![^\W_])",
)
_ASSEMBLY = re.compile(r"((?:UBTV)?QH)[ ]{0,2}([0-9Il][0-9]?)(?![^\W_])")
# Words glued to the end of a number where a space was lost.
_GLUED_WORD = re.compile(r"(?<=[A-ZĐg])(?:ngày|của|về|năm|và|do|quy|ban|được)")
# A footnote mark glued to a body whose abbreviation has no number.
_GLUED_NOTE = re.compile(r"\A(?:CP|TTg|TW|TU|UBND|B(?!CĐ)[A-ZĐ]{1,8})(?=[0-9]{1,2}\Z)")
_JOINT = re.compile(rf"(?P<before>{_GAP})(?P<mark>[/.+-])-?(?P<after>{_GAP})(?=[A-ZÀ-ỸĐƯƠ])")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_MOST_PIECES = 10
# Abbreviations that hold small letters, and so could be taken for words.
_WITH_SMALL = frozenset("TTg Ttg Tg CTr Ctr TTr Ttr TrS ToC ThU QyĐ QyD QĐi SNgV".split())  # noqa: SIM905
_CONTRACTS = frozenset(
    "HDLD HDMB HDKT HDTD HDXD HDTC HDDV HDMBHH HDHTKD HDGK HDTL HDUQ HDCN HDNT HDTN".split()  # noqa: SIM905
)

_CUE = re.compile(r"(?<![^\W_])(?:[Ss]ố|SỐ)(?: hiệu|, ký hiệu| và ký hiệu)?[ \n]{0,3}:?[ \n]{0,3}\Z")
_ABBREVIATED_TYPE = re.compile(r"(?<![^\W_])([A-ZĐ][A-ZĐa-z]{1,4})[ \n]\Z")
_GLUED_TYPE = re.compile(r"(?<![^\W_])(?:NĐ|NQ|QĐ|TT|CT|KL|KH|TB|HD|TTLT)\Z")
# Digits that a reader of scanned or typeset pages tore apart: "số 3 7/2003/NĐ-CP".
_TORN = re.compile(r"(?<![^\W_])(?:[Ss]ố|SỐ)[ \n]{0,2}:?[ \n]{1,2}(?P<digits>[0-9]{1,3})[ ]\Z")
_LISTED = re.compile(r"(?:[,;]|(?<![^\W_])(?:và|hoặc|cùng|với))[ \n]{1,3}(?:số[ \n])?\Z")
_NO_REFERENCE = re.compile(
    r"(?<![^\W_])(?:m[ẫã]u|biểu|phụ lục|bảng|tờ khai|hóa đơn|hoá đơn|[tq]cvn|iso|điện thoại|tài khoản|gói thầu|mã)"
    r"(?: số){0,2}[ \n:.]{0,3}\Z"
    r"|(?<![^\W_])(?:hợp đồng|hđ(?![^\W_]))[^\n,;.]{0,40}số[ :]{0,3}\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A reference number in a text: `text[start:end]` is its surface."""

    start: int
    end: int
    number: Number


class _Symbol(NamedTuple):
    """A symbol as read: where it ends, its raw pieces, the marks between them, whether white space stood inside."""

    end: int
    pieces: list[str]
    marks: list[str]
    spaced: bool


def parse_number(text: str) -> Number | None:
    """Return the number that `text` as a whole is, blank ones ("/LĐLĐ-TGNC") included; None when it is none."""
    shadow = plain(text).strip()
    found = _read_blank(shadow, 0) if shadow[:1] in ("/", "-") else _read(shadow, 0, certain=True)
    return found.number if found is not None and found.end == len(shadow) else None


def number_key(text: str) -> str | None:
    """Return the matching key DIGITS|YEAR|SYMBOL of a number; None when `text` is no full number ("35", "09-NQ")."""
    number = parse_number(text)
    return number.key if number is not None else None


def find_numbers(text: str) -> Iterator[NumberMatch]:
    """Yield the full reference numbers in `text` in reading order; blank and partial ones are not among them."""
    shadow = plain(text)
    position = 0
    last = -100
    for match in _START.finditer(shadow):
        start = match.start()
        if start < position:
            continue
        listed = start - last < 12 and _LISTED.search(shadow, max(0, start - 12), start) is not None
        found = _read(shadow, start, listed=listed)
        if found is not None:
            found = _mended(shadow, found, position)
            yield found
            position = last = found.end


def _mended(shadow: str, found: NumberMatch, floor: int) -> NumberMatch:
    """Return `found` with the digits that stand before it after "số" and cannot belong to anything else."""
    torn = _TORN.search(shadow, max(floor, found.start - 16), found.start)
    if torn is None:
        return found
    number = found.number
    if number.year is None and number.separator == "/" and _YEAR.fullmatch(number.digits) and len(number.digits) == 4:
        mended = replace(number, digits=torn["digits"], year=number.digits)  # "số 09 2006/QĐ-UBND"
    else:
        mended = replace(number, digits=torn["digits"] + number.digits)
    return NumberMatch(torn.start("digits"), found.end, mended)


def _read(shadow: str, start: int, *, certain: bool = False, listed: bool = False) -> NumberMatch | None:
    """Return the number that starts at `start`; `certain`: all of it is meant as a number, so no context is asked."""
    head = _HEAD.match(shadow, start)
    if head is None:
        return None
    piece, _ = _read_piece(shadow, head.end(), first=True)
    if piece is None or not (head["mark"] or _begins_with_type(piece)):
        return None  # most digits of a text are left here
    context = unicodedata.normalize("NFC", shadow[max(0, start - 70) : start])
    cue = certain or listed or _cued(context)
    symbol = _read_symbol(shadow, head.end())
    if symbol is None or not (cue or head["year"] or _begins_with_type(piece) or _proven([folded(piece)], False)):
        return None
    year = repaired_digits(head["year"]) if head["year"] else None
    if year is not None and not _plausible_year(year, head, symbol):
        return None
    digits = repaired_digits(head["digits"])
    if not any(c.isdigit() for c in head["digits"]):
        return None
    if (not certain and _forbidden(head, symbol, context)) or not _accepted(head, symbol, context, cue):
        return None
    number = build(digits + (head["suffix"] or ""), year, symbol.pieces, [head["mark"], *symbol.marks])
    return NumberMatch(start, symbol.end, number)


def _begins_with_type(piece: str) -> bool:
    return is_type(folded(piece)) or unglued(piece) is not None


def _plausible_year(year: str, head: re.Match[str], symbol: _Symbol) -> bool:
    """Whether the middle part is a year: whole, cut ("22/201 /QĐ-UBND") or, in a certain number, mistyped."""
    if _YEAR.fullmatch(year) is not None and head["mark1"] != ".":
        return head["mark1"] == "/" or len(year) == 4
    if head["mark1"] == ".":  # "66.4.2025/NQ-CP"
        return _YEAR.fullmatch(year) is not None and len(year) == 4 and head["mark"] == "/"
    return len(year) == 4 and head["mark1"] == "/" and _proven([folded(piece) for piece in symbol.pieces], True)


def _accepted(head: re.Match[str], symbol: _Symbol, context: str, cue: bool) -> bool:
    """Whether a candidate is a reference number, by its own look and by what stands before it."""
    keys = [folded(piece) for piece in symbol.pieces]
    typed = is_type(keys[0])
    if typed and len(keys) == 1 and keys[0] != "SL":
        return False  # "09-NQ": a part is missing
    proven = _proven(keys, head["year"] is not None)
    gaps = [gap for name in ("gap1", "gap2", "gap3", "gap4") if (gap := head[name])]
    if not head["mark"]:
        # "2609QĐ/UBND", "49/2025TT-BCT" stand for themselves; "35 NQ/TW", "08 TC/TCT" need "số" before them.
        joined = len(keys) > 1 or unglued(symbol.pieces[0]) is not None
        joint = proven or (cue and typed and "/" in symbol.marks)
        return joint and joined and not any("\n" in gap for gap in gaps) and (cue or not gaps)
    if "\n" in head["gap3"] and head["mark"] == "-" and head["gap4"]:
        return False  # a dash that opens a line
    if gaps or symbol.spaced or not head["digits"].replace(".", "").isdigit() or context[-1:].isalpha():
        return (proven and (cue or len(keys) > 1)) or (cue and typed and len(keys) > 1)
    if cue or (typed and len(keys) > 1):
        return True
    return proven and (head["year"] is not None or (len(keys) > 1 and len(keys[0]) > 2))


def _proven(keys: list[str], year: bool) -> bool:
    """Whether the pieces of a symbol are known: a type with its issuer, the issuer of a letter or of an old act."""
    if is_type(keys[0]):
        return keys == ["SL"] or any(is_issuer(key) for key in keys[1:])
    if is_assembly(keys[0]) or is_issuer(keys[0]) or unglued(keys[0]) is not None:
        return True
    return year and any(is_issuer(key) for key in keys[1:])


def _cued(context: str) -> bool:
    """Whether the words before a candidate announce a number: "số", a type, the abbreviation of a type."""
    if _CUE.search(context) is not None or type_before(context, len(context)) is not None:
        return True
    abbreviated = _ABBREVIATED_TYPE.search(context)
    return abbreviated is not None and (is_type(folded(abbreviated[1])) or abbreviated[1] in ("VB", "CV"))


def _forbidden(head: re.Match[str], symbol: _Symbol, context: str) -> bool:
    """Whether a candidate belongs to something else: a form, a standard, a contract, a longer number."""
    keys = [folded(piece) for piece in symbol.pieces]
    proven = _proven(keys, head["year"] is not None)
    if keys[0] in _CONTRACTS or (keys[0] == "HD" and "hợp đồng" in context.lower()):
        return True
    before = context[-1:]
    if before.isalpha() and not (proven and (before.islower() or _GLUED_TYPE.search(context))):
        return True
    if before == "." and context[-2:-1].isdigit() or before == "-" and context[-2:-1].isalnum():
        return True
    colon = context.rstrip(" ")
    if colon.endswith(":") and colon[-2:-1].isdigit():
        return True
    settled = proven and head["year"] is not None and len(keys) > 1
    return not settled and _NO_REFERENCE.search(context) is not None


def _read_symbol(shadow: str, position: int) -> _Symbol | None:
    pieces: list[str] = []
    marks: list[str] = []
    spaced = False
    piece, end = _read_piece(shadow, position, first=True)
    while piece is not None:
        pieces.append(piece)
        joint = _JOINT.match(shadow, end)
        if joint is None or len(pieces) == _MOST_PIECES:
            break
        piece, stop = _read_piece(shadow, joint.end(), first=False)
        if piece is None or not _joins(joint, pieces, folded(piece)):
            break
        marks.append("-" if joint["mark"] == "+" else joint["mark"])
        spaced = spaced or bool(joint["before"] or joint["after"])
        end = stop
    return _Symbol(end, pieces, marks, spaced) if pieces else None


def _read_piece(shadow: str, position: int, *, first: bool) -> tuple[str | None, int]:
    assembly = _ASSEMBLY.match(shadow, position)
    if assembly is not None:
        return assembly[1] + repaired_digits(assembly[2]), assembly.end()
    torn = _TORN_PIECE.match(shadow, position)
    if torn is not None:
        return torn.group().replace(" ", ""), torn.end()
    match = _PIECE.match(shadow, position)
    if match is None or (match.group()[0] == "0" and not first):
        return None, position
    raw = match.group()
    word, note = _GLUED_WORD.search(raw), _GLUED_NOTE.match(raw)
    if word is not None:
        raw = raw[: word.start()]
    elif note is not None:
        raw = raw[: note.end()]
    elif raw.endswith("V") and shadow[match.end() : match.end() + 2] == "/v":
        raw = raw[:-1]  # "Số: 597/HC-QLHCV/v cấp …": the subject line
    piece = raw.replace(".", "").replace(" ", "")
    if first and piece in ("0Đ", "OĐ"):
        piece = "QĐ"
    return (piece, position + len(raw)) if _looks_official(piece, first) else (None, position)


@lru_cache(4096)
def _looks_official(piece: str, first: bool) -> bool:
    """Whether a piece looks like an abbreviation and not like a word: capitals, no tone marks."""
    if piece in _WITH_SMALL:
        return True
    letters = unicodedata.normalize("NFD", piece)
    if not _TONES.isdisjoint(letters):
        return False
    capitals = sum(c.isupper() for c in letters)
    small = sum(c.islower() for c in letters)
    return small <= capitals and capitals >= 2 if first or small else True


def _joins(joint: re.Match[str], pieces: list[str], key: str) -> bool:
    """Whether a mark with white space about it joins the piece `key` on to those read before."""
    before, after = joint["before"], joint["after"]
    if not before and not after:
        return True
    if joint["mark"] in ".+":
        return False
    typed = len(pieces) == 1 and is_type(folded(pieces[0]))
    if "\n" in before or (before and after):
        return typed and is_issuer(key) and not ("\n" in before and after)
    if before:
        return len(pieces) == 1 and (typed or is_issuer(folded(pieces[0])))
    return typed or is_issuer(key) or len(key) >= 2


_BLANK_HEAD = re.compile(r"(?P<mark>[/-])(?P<gap>[ ]{0,2})(?:(?P<year>20[0-9]{2})[/-])?(?=[A-ZĐƯƠ])")
_BLANK_CUE = re.compile(r"(?<![^\W_])(?:[Ss]ố|SỐ)(?:[ \n]{0,3}:|(?=[ .…_]))[ .…_]{0,60}(?=[/-])")
_UNFINISHED = re.compile(r"[ ]?-[ ]?[.…_]")


def find_blank_numbers(text: str) -> Iterator[NumberMatch]:
    """Yield the numbers left blank after "Số" ("Số:      /LĐLĐ-TGNC", "số …/KH-LĐLĐ"); the surface starts at the mark.

    Those whose symbol is left open too ("Số: …/QĐ-…") name nothing and are left out.
    """
    shadow = plain(text)
    for cue in _BLANK_CUE.finditer(shadow):
        found = _read_blank(shadow, cue.end())
        if found is not None and _UNFINISHED.match(shadow, found.end) is None:
            yield found


def _read_blank(shadow: str, start: int) -> NumberMatch | None:
    head = _BLANK_HEAD.match(shadow, start)
    symbol = _read_symbol(shadow, head.end()) if head else None
    if head is None or symbol is None:
        return None
    keys = [folded(piece) for piece in symbol.pieces]
    if head["gap"] and not (len(keys) > 1 and _proven(keys, False)):
        return None
    return NumberMatch(start, symbol.end, build("", head["year"], symbol.pieces, [head["mark"], *symbol.marks]))
