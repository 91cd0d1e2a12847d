"""Reference numbers as values: their parts, canonical writing and matching key; official writing of symbols."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from directives import tables
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
    **dict.fromkeys("\t\r\x0b\x0c\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff", " "),
    **{chr(c): " " for c in range(0x2000, 0x200B)},
}
_PLAIN = str.maketrans(_LOOKALIKES)
_SEPARATORS = re.compile(r"[^\w&]+")
_ASSEMBLY = re.compile(r"(?:QH|UBTVQH)\d{1,2}")
_THOUSANDS = re.compile(r"\d{1,3}\.\d{3}")
_YEAR = re.compile(r"\d{2,4}")


def plain(text: str) -> str:
    """Return `text` with look-alike letters, dashes, slashes and spaces as the usual ones, of the same length."""
    return text.translate(_PLAIN)


def folded(piece: str) -> str:
    """Return the key of one piece of a symbol: upper case, no accents, Đ as D, "&" left out."""
    letters = unicodedata.normalize("NFD", plain(piece).replace("Đ", "D").replace("đ", "d")).upper()
    return "".join(c for c in letters if c.isalnum())


# Folded issuer → how it is officially written; forms that differ only in accents (HD, HĐ) have no certain writing.
ISSUERS: dict[str, str] = {}
TYPES: dict[str, str] = {}


def _learn(table: dict[str, str], writings: list[str]) -> None:
    for key in {folded(w) for w in writings}:
        forms = {w for w in writings if folded(w) == key}
        if len(forms) == 1:
            table[key] = forms.pop()


_ABBREVIATIONS = tables.read("abbreviations.csv", ("abbreviation", "expansion", "kind", "case", "ambiguous"))
_learn(ISSUERS, [row[0] for row in _ABBREVIATIONS if row[2] == "issuer"])
_learn(TYPES, list(BY_ABBREVIATION))
TYPE_KEYS = frozenset(folded(abbreviation) for abbreviation in BY_ABBREVIATION)
PARTY_ISSUERS = frozenset(key for key in ISSUERS if key.endswith(("TW", "TU", "HU", "DU", "QU", "DUK")))
# Ill-written symbols whose meaning is certain all the same.
_SLIPS = {"CTTG": "CT-TTg", "NDPCP": "NĐ-CP"}


def is_issuer(piece: str) -> bool:
    """Whether a folded piece is a body that issues documents (QH15 and HDND13 among them)."""
    return piece in ISSUERS or bool(_ASSEMBLY.fullmatch(piece)) or piece.rstrip("0123456789") in ISSUERS


def is_assembly(piece: str) -> bool:
    """Whether a folded piece is a National Assembly or its standing committee with its term ("QH15")."""
    return bool(_ASSEMBLY.fullmatch(piece))


def official(piece: str, first: bool) -> str:
    """Return `piece` as officially written where the tables leave no doubt, otherwise as it stands."""
    piece = unicodedata.normalize("NFC", plain(piece))
    if piece.upper().endswith("TƯ"):
        piece = piece[:-1] + "W"
    if piece.upper() in ("0Đ", "OĐ") and first:
        return "QĐ"
    key = folded(piece)
    known = TYPES.get(key) if first else None
    return known or ISSUERS.get(key) or (piece.upper() if _ASSEMBLY.fullmatch(key) else piece)


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


def build(digits: str, year: str | None, pieces: list[str], separators: list[str]) -> Number:
    """Return the number made of raw pieces; `separators[i]` stands before `pieces[i]`, "" where it was left out."""
    repaired = [official(piece, index == 0) for index, piece in enumerate(pieces)]
    marks = list(separators)
    split = _unglued(folded(pieces[0])) if len(pieces) == 1 or folded(pieces[0]) in _SLIPS else None
    if split is not None:
        repaired[:1] = split
        marks.insert(1, "/" if marks[0] == "-" and folded(split[1]) in PARTY_ISSUERS else "-")
    first = marks[0] or ("-" if "/" in marks[1:] or folded(repaired[-1]) in PARTY_ISSUERS else "/")
    symbol = repaired[0]
    for mark, piece in zip(marks[1:], repaired[1:], strict=True):
        symbol += (mark or ("/" if first == "-" else "-")) + piece
    return Number(digits, year, symbol, "/" if year is not None else first)


def _unglued(key: str) -> list[str] | None:
    """Return type and issuer of a piece whose separator was lost ("QĐUBND"), None when it is no such piece."""
    if key in _SLIPS:
        return _SLIPS[key].split("-")
    if key in ISSUERS or key in TYPE_KEYS:
        return None
    for cut in range(2, min(6, len(key) - 1)):
        if key[:cut] in TYPES and key[cut:] in ISSUERS:
            return [TYPES[key[:cut]], ISSUERS[key[cut:]]]
    return None


def repaired_digits(digits: str) -> str:
    """Return digits with letters that stand for digits (O, I, l) repaired."""
    return digits.replace("O", "0").replace("o", "0").replace("I", "1").replace("l", "1").replace("|", "1")
