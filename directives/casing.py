"""Names of bodies that are printed in capitals, written the way a running text writes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from directives.abbreviations import ABBREVIATIONS
from directives.issuers import issuers, provinces
from directives.syllables import is_syllable
from directives.text import tone_key

_WORD = re.compile(r"[^\W_]+")
_WITH_SLASH = re.compile(r"((?<!\S)[^\s/]*/\S*)")
# Names that the tables don't have by themselves.
_ALSO = (
    "Việt Nam",
    "Đảng Cộng sản Việt Nam",
    "Công đoàn Việt Nam",
    "Hồ Chí Minh",
    "Ban Chấp hành",
    "Ban Thường vụ",
    "Ban Chỉ đạo",
    "Ban Tổ chức",
    "Ban Tuyên giáo",
    "Ban Dân vận",
    "Ban Nội chính",
)
# Small inside a name; everything else that no table knows is taken for part of a proper name.
_SMALL = frozenset(
    tone_key(word)
    for word in """
    tỉnh thành phố huyện quận thị xã phường trấn khu ấp thôn và của các về với cho trên tại trực thuộc cơ sở ty khối
    nhân dân cổ phần trách nhiệm hữu hạn một thành viên chỉ đạo hành lâm thời khóa kỳ thứ lần viên
    """.split()
)


def name_case(printed: str) -> str:
    """Return "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN" as "Liên đoàn Lao động tỉnh Sông Ngàn"; other names unchanged.

    Bodies and provinces of the tables are written as there; unknown words as proper names.
    """
    return _name_case(printed) if printed.isupper() else printed


def sentence_case(printed: str) -> str:
    """Return "QUY CHẾ TIẾP DÂN CỦA UBND TỈNH LAI CHÂU" as "Quy chế tiếp dân của UBND tỉnh Lai Châu".

    Bodies and provinces of the tables are written as there, other Vietnamese words small but for the first letter;
    abbreviations, reference numbers and texts not in capitals stay as they are.
    """
    return _sentence_case(printed) if printed.isupper() else printed


@cache
def _name_case(printed: str) -> str:
    return _spelled(printed, _name_word)


def _name_word(word: str, at: int, key: str) -> str:
    if word.upper() in _abbreviations() or not is_syllable(word):
        return word.upper()
    return word if at and key in _SMALL else word.capitalize()


def _sentence_case(printed: str) -> str:
    parts = _WITH_SLASH.split(printed)
    shown = "".join(part if i % 2 else _spelled(part, _small_word) for i, part in enumerate(parts))
    first = next((i for i, c in enumerate(shown) if c.isalpha()), 0)
    return shown[:first] + shown[first : first + 1].upper() + shown[first + 1 :]


def _small_word(word: str, at: int, key: str) -> str:
    if word == "i":
        return "I"  # a numeral: no Vietnamese word is written so
    return word.upper() if word.upper() in _abbreviations() or not is_syllable(word) else word


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(a.short for a in ABBREVIATIONS if len(a.short) > 2)  # TU, CA are words as well


def _spelled(printed: str, other: Callable[[str, int, str], str]) -> str:
    """Return the text with known names as the tables write them; `other` writes every other word, given small."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(printed)]
    keys = [tone_key(printed[start:end].lower()) for start, end in words]
    known, longest = _known()
    shown: list[str] = []
    while len(shown) < len(words):
        at = len(shown)
        count = next((n for n in range(min(longest, len(words) - at), 0, -1) if tuple(keys[at : at + n]) in known), 0)
        if count:
            shown += known[tuple(keys[at : at + count])]
        else:
            word = printed[words[at][0] : words[at][1]].lower()
            shown.append(other(word, at, keys[at]))
    parts: list[str] = []
    done = 0
    for (start, end), word in zip(words, shown, strict=True):
        parts += [printed[done:start], word]
        done = end
    return "".join([*parts, printed[done:]])


def role_case(printed: str) -> str:
    """Return "PHÓ CHỦ TỊCH" as "Phó Chủ tịch"; abbreviations before a full stop ("KT.") and other roles unchanged."""
    if not printed.isupper():
        return printed
    words: list[str] = []
    for word in printed.split():
        begins = not words or word == "PHÓ" or words[-1] == "Phó" or words[-1].endswith((".", "/"))
        words.append(word if word.endswith(".") or "/" in word else word.capitalize() if begins else word.lower())
    return " ".join(words)


@cache
def _known() -> tuple[dict[tuple[str, ...], list[str]], int]:
    names: dict[tuple[str, ...], list[str]] = {}
    spelled = [name for issuer in issuers() for name in (issuer.name, *issuer.aliases)]
    for name in (*_ALSO, *spelled, *(name for province in provinces() for name in (province.name, *province.aliases))):
        words = _WORD.findall(name)
        if not any(word.isupper() and len(word) > 1 for word in words):  # an abbreviation says nothing about case
            names.setdefault(tuple(tone_key(word.lower()) for word in words), words)
    return names, max(map(len, names))
