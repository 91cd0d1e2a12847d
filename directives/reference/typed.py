"""The words of a search text as the loose number parser reads them: tokens, names and abbreviations among them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from directives.issuers import issuers, provinces
from directives.reference.symbols import ISSUERS, TYPE_KEYS, UNITS, folded, is_assembly, is_issuer, plain, unglued
from directives.text import fold
from directives.types import TYPES

# word: letters; number: digits with a suffix; date: a whole date; other: day and month, a fraction, a term; mark.
Kind = Literal["word", "number", "date", "other", "mark"]


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a search text, `start` and `end` its offsets; `text` is folded and without "&", `typed` as typed.

    `short` tells whether a word could be an abbreviation: no tone mark, no vowel mark but that of Ư.
    """

    start: int
    end: int
    kind: Kind
    text: str
    typed: str
    short: bool = False

    @property
    def is_year(self) -> bool:
        """Whether the token may be the year of a document."""
        return self.kind == "number" and self.text.isdigit() and 1945 <= int(self.text) <= 2099


_TOKEN = re.compile(
    r"""(?P<date>(?:0?[1-9]|[12]\d|3[01])[ ]?[/.-][ ]?(?:0?[1-9]|1[0-2])[ ]?[/.-][ ]?(?:19|20)\d\d
        (?!\d|[ ]?[/-][ ]?[a-z]))
    |(?P<other>(?:19|20)\d\d[ ]?-[ ]?(?:19|20)\d\d(?!\d)
        |\d{1,2}/\d{1,2}(?![\d/]|[ ]?[/-][ ]?[a-z]|[a-z])
        |\d[\d.,]{0,15}[ ]?%
        |\d{7,})
    |(?P<number>\d+(?:\.\d{1,3}(?!\d))?(?:[abcdg](?![a-z]))?)
    |(?P<word>[a-z]+(?:&[a-z]+){0,3})
    |(?P<mark>[^\s\w]|_)""",
    re.VERBOSE,
)
# Digits mistyped or misread as letters, in a token that is nothing but digits otherwise.
_MISREAD = re.compile(r"(?<![a-z0-9])(?=[oil]*[0-9])[0-9oil]{2,6}(?![a-z0-9])")
_MISREAD_DIGITS = str.maketrans("oil", "011")
_MISREAD_TYPE = re.compile(r"(?<=[/\- ])0(?=d[ -])")
_VOWEL_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323\u0302\u0306")


def tokens(text: str) -> list[Token]:
    """Return the tokens of a search text, white space left out."""
    shadow, offsets = _shadow(text)
    shadow = _MISREAD.sub(lambda match: match.group().translate(_MISREAD_DIGITS), shadow)
    shadow = _MISREAD_TYPE.sub("q", shadow)
    found = []
    for match in _TOKEN.finditer(shadow):
        start, end = offsets[match.start()], offsets[match.end()]
        kind = cast(Kind, match.lastgroup)  # the groups of _TOKEN are named as the kinds
        typed = text[start:end]
        found.append(
            Token(start, end, kind, match.group().replace("&", ""), typed, kind == "word" and _may_be_short(typed))
        )
    return found


def _shadow(text: str) -> tuple[str, list[int]]:
    """Return the folded text without combining marks, and for each of its characters the offset in `text`."""
    letters: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(fold(plain(text))):
        if not unicodedata.combining(character):
            letters.append(character)
            offsets.append(index)
    return "".join(letters), [*offsets, len(text)]


def _may_be_short(word: str) -> bool:
    return _VOWEL_MARKS.isdisjoint(unicodedata.normalize("NFD", plain(word)))


# --- abbreviations ----------------------------------------------------------------------------------------------------

# Type abbreviations that are words or units of measure in ordinary queries: before a number they need capitals.
_RISKY_TYPES = frozenset("DA L SL PL PA BB BS SY TC PB PG PC GM GP GCN DC DL BTT".split())  # noqa: SIM905
# Issuers whose abbreviation is also a syllable; behind a space they count only where the number could end.
RISKY_ISSUERS = frozenset("TU DU HU QU CB MT CD UB CT BTV BCH CHQ BDT SDL".split())  # noqa: SIM905


@cache
def type_choices(piece: str) -> tuple[str, ...]:
    """Return the pieces that staff mean by the abbreviation of a type: CT is chỉ thị, or chương trình; VB anything."""
    return {
        "VB": (),
        "CT": ("CT", "CTR"),
        "QD": ("QD", "QYD", "QDI"),
        "TT": ("TT", "TTR", "TTLT"),
        "KH": ("KH", "KHPH", "KHLT", "KHHD"),
        "TB": ("TB", "TBKL"),
        "CTPH": ("CTPH", "CTRPH"),
        "CTHD": ("CTHD", "CTR", "CTRHD"),
    }.get(piece, (piece,))


@cache
def issuer_choices(piece: str) -> tuple[str, ...]:
    """Return the pieces that staff mean by the abbreviation of an issuer: BCT is a ministry, or the Politburo."""
    return {
        "BCT": ("BCT", "TW"),
        "BBT": ("TW",),
        "BCHTW": ("TW",),
        "TTCP": ("TTCP", "TTG"),
        "UBND": ("UBND", "CTUBND", "UB"),
        "TU": ("TU", "THU"),
    }.get(piece, (piece,))


def pieces_of(token: Token) -> tuple[str, ...]:
    """Return the known pieces that a word is, glued ones apart ("ndcp": ND, CP); () when it is none."""
    if token.kind != "word" or not token.short:
        return ()
    word = token.text.upper()
    if unicodedata.normalize("NFC", token.typed).upper().endswith("TƯ"):
        word = word[:-1] + "W"
    if is_known(word) or word in ("BBT", "BCHTW"):
        return (word,)
    split = unglued(word)
    if split is not None:
        return folded(split[0]), folded(split[1])
    # Longest beginning first: "vpcpqhqt" is VPCP + QHQT.
    for cut in range(len(word) - 2, 1, -1):
        head, tail = word[:cut], word[cut:]
        typed = head in TYPE_KEYS and head not in _RISKY_TYPES
        if (typed and tail in ISSUERS) or (head in ISSUERS and cut > 2 and tail in UNITS):
            return head, tail
    return ()


def glued_pieces(token: Token) -> tuple[str, ...]:
    """Return the pieces of a word that touches its digits ("170qdbcdnndl"): a known one, then one without a vowel."""
    word = token.text.upper()
    for cut in range(len(word) - 2, 1, -1):
        head, tail = word[:cut], word[cut:]
        known = (head in TYPE_KEYS and head not in _RISKY_TYPES) or (head in ISSUERS and cut > 2)
        if token.short and known and (tail in ISSUERS or tail in UNITS or not set(tail) & set("AEIOUY")):
            return head, tail
    return ()


def is_known(piece: str) -> bool:
    """Whether a folded piece is a type, an issuer or a unit of the tables."""
    if piece in TYPE_KEYS or piece in ISSUERS or piece in UNITS or is_assembly(piece):
        return True
    return len(piece) > 4 and is_issuer(piece)  # "BCĐTW": a body of a known body


def looks_short(token: Token) -> bool:
    """Whether an unknown word can only be an abbreviation: two to ten letters without a vowel."""
    return token.short and 2 <= len(token.text) <= 10 and not set(token.text) & set("aeiouy")


# --- names ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TypedName:
    """A name found among tokens [first, last); `choices` the pieces any of which it allows, () for no restriction.

    `weak`: it could as well be a word ("da", "pa") and needs something more.
    """

    first: int
    last: int
    name: str
    choices: tuple[str, ...]
    weak: bool = False


_LAWS = ("QH", "LCT", "L", "UBTVQH")


@cache
def _type_names() -> dict[tuple[str, ...], tuple[str, ...]]:
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for type_ in TYPES:
        words = tuple(fold(type_.name).split())
        pieces = [folded(a) for a in type_.abbreviations]
        # "Chương trình phối hợp" may bear the abbreviation of "chương trình", and is called "chương trình" too.
        pieces += [folded(a) for t in TYPES if type_.name.startswith(t.name + " ") for a in t.abbreviations[:1]]
        if pieces:  # "văn bản" restricts nothing
            pieces += [folded(a) for t in TYPES if t.name.startswith(type_.name + " ") for a in t.abbreviations]
        if type_.group == "law":
            pieces = [*_LAWS, *pieces]
        names[words] = tuple(dict.fromkeys(pieces))
    return names


@cache
def _issuer_names() -> dict[tuple[str, ...], tuple[str, ...]]:
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for issuer in issuers():
        pieces = tuple(dict.fromkeys(folded(a) for a in issuer.abbreviations))
        for name in (issuer.name, *issuer.aliases):
            words = tuple(_words(name))
            # "Công đoàn", "Chi bộ" and single syllables say too little.
            if len(words) > 1:
                names.setdefault(words, pieces)
    for name, pieces in _MORE_ISSUERS.items():
        names[tuple(name.split())] = pieces
    return names


# Names that restrict otherwise than the table of issuers says.
_MORE_ISSUERS: dict[str, tuple[str, ...]] = {
    "cong doan": (),
    "dang uy": (),
    "chi bo": (),
    "tinh uy": ("TU",),
    "thanh uy": ("TU", "THU"),
    "uy ban nhan dan": ("UBND", "CTUBND", "UB"),
    "chu tich uy ban nhan dan": ("UBND", "CTUBND"),
    "chu tich ubnd": ("UBND", "CTUBND"),
    "lien doan lao dong": ("LDLD",),
    "cong doan tinh": ("LDLD",),
    "tong ldld": ("TLD",),
    "ban thuong vu tinh uy": ("TU",),
    "ban chap hanh dang bo tinh": ("TU",),
    "ban chap hanh": (),
    "ban thuong vu": (),
    "doan chu tich": ("DCT", "TLD"),
    "uy ban kiem tra": ("UBKT", "UBKTTW", "UBKTTU"),
    "ban chi dao": ("BCD",),
    "dang": (),
    "bo": (),
}


def _words(name: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(name))


@cache
def _place_names() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(_words(name)) for p in provinces() for name in (p.name, *p.aliases))


@cache
def _longest(names: Literal["type", "issuer", "place"]) -> int:
    table = {"type": _type_names, "issuer": _issuer_names, "place": _place_names}[names]()
    return max(len(words) for words in table)


def type_word(found: Sequence[Token], index: int) -> TypedName | None:
    """Return the type that the token at `index` abbreviates, None when it abbreviates none."""
    token = found[index]
    piece = token.text.upper()
    if not token.short or not (piece == "VB" or piece in TYPE_KEYS):
        return None
    weak = piece in _RISKY_TYPES and not token.typed.isupper()
    return TypedName(index, index + 1, "", type_choices(piece), weak)


def type_ending(found: Sequence[Token], last: int) -> TypedName | None:
    """Return the longest type name whose words are the tokens before index `last`."""
    best = None
    words: list[str] = []
    for first in range(last - 1, max(-1, last - 1 - _longest("type")), -1):
        if found[first].kind != "word":
            break
        words.insert(0, found[first].text)
        pieces = _type_names().get(tuple(words))
        if pieces is not None:
            best = TypedName(first, last, " ".join(words), pieces)
    return best


def issuer_ending(found: Sequence[Token], last: int) -> TypedName | None:
    """Return the longest issuer name whose words are the tokens before index `last`."""
    for count in range(min(_longest("issuer"), last), 1, -1):
        name = _issuer(found, last - count, last)
        if name is not None:
            return name
    return None


def issuer_starting(found: Sequence[Token], first: int) -> TypedName | None:
    """Return the longest issuer name whose words are the tokens from index `first`, its place included."""
    for count in range(min(_longest("issuer"), len(found) - first), 0, -1):
        name = _issuer(found, first, first + count)
        if name is not None:
            return TypedName(first, place_end(found, first + count), name.name, name.choices)
    return None


def type_starting(found: Sequence[Token], first: int) -> TypedName | None:
    """Return the longest type name whose words are the tokens from index `first`."""
    for count in range(min(_longest("type"), len(found) - first), 0, -1):
        pieces = _type_names().get(tuple(token.text for token in found[first : first + count]))
        if pieces:
            return TypedName(first, first + count, " ".join(t.text for t in found[first : first + count]), pieces)
    return None


def _issuer(found: Sequence[Token], first: int, last: int) -> TypedName | None:
    words = tuple(token.text for token in found[first:last] if token.kind in ("word", "number"))
    pieces = _issuer_names().get(words)
    return TypedName(first, last, " ".join(words), pieces) if pieces is not None else None


_LEVELS = (("tinh",), ("thanh", "pho"), ("tp",), ("viet", "nam"), ("vn",))


def place_end(found: Sequence[Token], first: int) -> int:
    """Return the index behind "tỉnh Lào Cai", "Việt Nam" that begins at token `first`, or `first`."""
    index = first
    for level in _LEVELS:
        if tuple(token.text for token in found[index : index + len(level)]) == level:
            index += len(level)
            break
    for count in range(min(_longest("place"), len(found) - index), 0, -1):
        if tuple(token.text for token in found[index : index + count]) in _place_names():
            return index + count
    return index
