"""Text as the project sees it: one canonical form, keys for matching, sentences, spans that survive folding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from directives.letters import UPPER

_SPACES = "\u00a0\u1680\u202f\u205f\u3000\t" + "".join(map(chr, range(0x2000, 0x200B)))
_DROPPED = (
    "\ufeff\u00ad\u200b\u200c\u200d\u2060\u180e\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_CONTROLS = "".join(chr(c) for c in range(0x20) if chr(c) not in "\n\r\t")
_TRANSLATE = str.maketrans(
    {c: " " for c in _SPACES + _CONTROLS} | {c: "" for c in _DROPPED} | {c: "\n" for c in "\r\u2028\u2029\u0085"}
)
TONES = "\u0300\u0301\u0303\u0309\u0323"
_SYLLABLE = re.compile(r"[^\W\d_]+|\d+")
# A sentence ends at a mark followed by space and a capital, opening quote or dash, or at a line end.  A run of marks is
# looked at once, from its first on: dotted lines of forms are long.
_SENTENCE_END = re.compile(r"(?<![.!?…;:])[.!?…;:]++[”\"')\]*]*+(?=\s+[\"“‘(*\-–+•0-9" + UPPER + r"])|\n")
_NO_END = re.compile(r"(?:\b(?:TP|Tp|TS|ThS|GS|PGS|BS|KS|Ths|Ts|Đ/c|đ/c|v\.v|Q|P|TX|St|[A-ZĐ])|(?:^|\s)\d{1,2})\.$")


def canonical(text: str) -> str:
    r"""Return the canonical form of `text` (invariant 1): NFC, `\n` line ends, plain spaces, nothing invisible."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_TRANSLATE))


def fold(text: str) -> str:
    """Return `text` in lower case without accents, Đ as d; one character out for each character in, so spans hold."""
    return text.translate(_FOLDED)


class _Folding(dict[int, str]):
    """A translation table that finds each character's folded form when it first meets it."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        folded = self[code] = base[0] if base else chr(code)
        return folded


_FOLDED = _Folding({ord(c): "d" for c in "đĐðÐƉɖ"} | {ord("ß"): "s"})


@lru_cache(maxsize=1 << 16)  # called for every word of every text that is indexed or shown
def tone_key(word: str) -> str:
    """Return `word` in lower case with its tone mark moved to the end, so that hoà and hòa share one key."""
    letters: list[str] = []
    tones: list[str] = []
    for c in unicodedata.normalize("NFD", word.lower()):
        (tones if c in TONES else letters).append(c)
    return unicodedata.normalize("NFC", "".join(letters)) + "".join(tones)


def has_accents(text: str) -> bool:
    """Whether `text` holds a letter that only accented Vietnamese has."""
    return any(_FOLDED[ord(c)] != c.lower() for c in text if c.isalpha())


def syllables(text: str) -> list[str]:
    """Split `text` into its runs of letters and of digits, in order."""
    return _SYLLABLE.findall(text)


def capitalized(words: str | None) -> str:
    """Return `words` with a capital first letter, the rest untouched."""
    return words[:1].upper() + words[1:] if words else ""


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of `text[start:end]`, surrounding white space left out, none empty."""
    stop = len(text) if end is None else end
    begin = start
    for match in _SENTENCE_END.finditer(text, start, stop):
        if match.group() != "\n" and _NO_END.search(text[max(begin, match.end() - 12) : match.end()]):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, stop)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    span = trim(text, start, end)
    if span[0] < span[1]:
        yield span


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span `start:end` of `text` without surrounding white space; (end, end) when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
