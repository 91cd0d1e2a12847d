"""Reference numbers as values: their parts, canonical writing and matching key; official writing of symbols."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from directives.abbreviations import ABBREVIATIONS
from directives.issuers import issuers
from directives.text import fold
from directives.types import BY_ABBREVIATION

# Written for the Latin letter or plain sign of the same look: one character for one, so that offsets hold.
_LOOKALIKES: dict[str, str] = {
    **dict(zip("АВЕЅІЈКМНОРСТХУавеѕіјкмнорстху", "ABESIJKMHOPCTXYabesijkmhopctxy", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
    **dict.fromkeys("ÐƉ", "Đ"),
    **dict.fromkeys("ðɖ", "đ"),
    **dict.fromkeys("\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2044\u2215\u29f8", "/"),
    **{chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F) if c != 0xFF0D},
    **dict.fromkeys("\r\u0085\u2028\u2029", "\n"),
    **dict.fromkeys("*\t\x0b\x0c\u00a0\u1680\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff", " "),
    **{chr(c): " " for c in range(0x2000, 0x200B)},
}
_ESCAPED = re.compile(r"\\(?=[-_./])")
_PLAIN = str.maketrans(_LOOKALIKES)
_SEPARATORS = re.compile(r"[/.-]+")
_ASSEMBLY = re.compile(r"(?:QH|UBTVQH)[0-9]{1,2}")
_THOUSANDS = re.compile(r"[0-9]{1,3}\.[0-9]{3}")


def plain(text: str) -> str:
    """Return `text` with look-alike letters, dashes, slashes and spaces as the usual ones, of the same length.

    The marks of Markdown, bold type and escaped dashes, become spaces.
    """
    plain_text = text.translate(_PLAIN)
    return _ESCAPED.sub(" ", plain_text).replace("\\", "/") if "\\" in plain_text else plain_text


@lru_cache(8192)
def folded(piece: str) -> str:
    """Return the key of one piece of a symbol: upper case, no accents, Đ as D, "&" left out."""
    letters = unicodedata.normalize("NFD", plain(piece).replace("Đ", "D").replace("đ", "d")).upper()
    return "".join(c for c in letters if c.isalnum())


def _written(piece: str) -> str:
    """Return what two writings of one piece share: they may differ in case and in the stroke of Đ, in nothing else."""
    return unicodedata.normalize("NFC", plain(piece)).upper().replace("Đ", "D")


def _writings(pieces: Iterable[str]) -> dict[str, str]:
    """Return how each piece is officially written; HD and HĐ, both official, have no certain writing."""
    forms: dict[str, set[str]] = {}
    for piece in pieces:
        forms.setdefault(_written(piece), set()).add(piece)
    return {key: found.pop() for key, found in forms.items() if len(found) == 1}


def _issuer_writings() -> Iterable[str]:
    for issuer in issuers():
        # The table also lists how an abbreviation is mistyped (TLD); the official form stands first.
        yield from {_written(a): a for a in reversed(issuer.abbreviations)}.values()
    yield from (a.short for a in ABBREVIATIONS if a.kind in ("issuer", "body"))


ISSUERS = _writings(_issuer_writings())
UNITS = _writings(a.short for a in ABBREVIATIONS if a.kind == "unit")
_TYPES = _writings(BY_ABBREVIATION)
TYPE_KEYS = frozenset(folded(abbreviation) for abbreviation in BY_ABBREVIATION)
_PARTY = ("TW", "TU", "HU", "DU", "QU", "DUK")
# Bodies of a body: steering committees, chairmen, offices ("BCĐTW", "CTUBND", "VPLĐLĐ").
_ISSUER_ENDS = ("TW", "TU", "HU", "DU", "TLD", "LDLD", "UBND", "HDND", "CDCS")
# Ill-written symbols whose meaning is certain all the same.
_SLIPS = {"CTTG": ("CT", "TTg"), "NDPCP": ("NĐ", "CP")}


def is_type(piece: str) -> bool:
    """Whether a folded piece may be the abbreviation of a type."""
    return piece in TYPE_KEYS


def is_assembly(piece: str) -> bool:
    """Whether a folded piece is a National Assembly or its standing committee with its term ("QH15")."""
    return bool(_ASSEMBLY.fullmatch(piece))


@lru_cache(8192)
def is_issuer(piece: str) -> bool:
    """Whether a folded piece is a body that issues documents, perhaps with a number of its own ("QH15", "BCD389")."""
    return piece in ISSUERS or piece.rstrip("0123456789") in ISSUERS or piece.endswith(_ISSUER_ENDS)


def is_party_issuer(piece: str) -> bool:
    """Whether a folded piece is a body of the Party."""
    return piece in ISSUERS and piece.endswith(_PARTY)


@lru_cache(8192)
def official(piece: str, first: bool) -> str:
    """Return `piece` as officially written where the tables leave no doubt, otherwise as it stands."""
    piece = unicodedata.normalize("NFC", plain(piece))
    if piece.upper().endswith("TƯ"):
        piece = piece[:-1] + "W"
    if piece == "Tg" and not first:
        return "TTg"
    key = _written(piece)
    if _ASSEMBLY.fullmatch(key):
        return key
    return (first and _TYPES.get(key)) or ISSUERS.get(key) or UNITS.get(key) or piece


@dataclass(frozen=True, slots=True)
class Number:
    """A reference number.

    `digits` as written ("07", "02c", "66.2"), "" for a blank; `year` of a normative act or None; `symbol` what
    follows, officially written ("NĐ-CP", "NQ/TW", "QH15"); `separator` the mark between digits and symbol where
    there is no year.
    """

    digits: str
    year: str | None
    symbol: str
    separator: str = "/"

    @property
    def canonical(self) -> str:
        """The number as cited: "35-NQ/TW", "30/2020/NĐ-CP", blank "/LĐLĐ-TGNC"."""
        if self.year is not None:
            return f"{self.digits}/{self.year}/{self.symbol}"
        return f"{self.digits}{self.separator}{self.symbol}"

    @property
    def pieces(self) -> tuple[str, ...]:
        """The folded pieces of the symbol: ("ND", "CP")."""
        return tuple(key for piece in _SEPARATORS.split(self.symbol) if (key := folded(piece)))

    @property
    def key(self) -> str:
        """DIGITS|YEAR|SYMBOL, equal for all writings of one number."""
        return f"{digits_key(self.digits)}|{self.year or ''}|{'-'.join(self.pieces)}"

    @property
    def type_abbreviation(self) -> str | None:
        """The abbreviation of the type ("NQ"), None in letters, laws and acts that name only their issuer."""
        first = _SEPARATORS.split(self.symbol, maxsplit=1)[0]
        return first if first in BY_ABBREVIATION else None


def digits_key(digits: str) -> str:
    """Return digits in key form: no leading zeros, suffix in capitals, no dot of thousands."""
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "")
    return fold(digits).upper().lstrip("0") or ("0" if digits else "")


def repaired_digits(digits: str) -> str:
    """Return digits with the letters that stand for digits (O, I, l) repaired."""
    return digits.replace("O", "0").replace("I", "1").replace("l", "1")


def build(digits: str, year: str | None, pieces: list[str], marks: list[str]) -> Number:
    """Return the number made of raw pieces; `marks[i]` stands before `pieces[i]`, "" where it was left out."""
    repaired = [official(piece, index == 0) for index, piece in enumerate(pieces)]
    marks = list(marks)
    split = unglued(pieces[0])
    if split is not None:
        repaired[:1] = split
        party = marks[0] == "-" and is_party_issuer(folded(split[1]))
        marks.insert(1, "/" if party else "-")
    if year is not None:
        first = "/"
    else:
        party = "/" in marks[1:] or (len(repaired) > 1 and is_party_issuer(folded(repaired[-1])))
        first = marks[0] or ("-" if party else "/")
    symbol = repaired[0]
    for mark, piece in zip(marks[1:], repaired[1:], strict=True):
        symbol += (mark or ("/" if first == "-" else "-")) + piece
    return Number(digits, year, symbol, first)


@lru_cache(8192)
def unglued(piece: str) -> tuple[str, str] | None:
    """Return type and issuer of a piece whose separator was lost ("QĐUBND"), None when it is no such piece."""
    key = folded(piece)
    if key in _SLIPS:
        return _SLIPS[key]
    if key in ISSUERS or key in TYPE_KEYS:
        return None
    written = _written(piece)
    for cut in range(2, min(6, len(written) - 1)):
        if written[:cut] in _TYPES and written[cut:] in ISSUERS:
            return _TYPES[written[:cut]], ISSUERS[written[cut:]]
    return None
