"""TCVN3 (ABC), VNI, VISCII and VPS to Unicode: letters that look right only in the font they were typed with.

Which encoding it is, is found by trial: the one under which the words that it changes become Vietnamese syllables.
A document may mix encodings, so each stretch of a paragraph in one font is judged by its own words first, then by its
font, its neighbours and the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from directives.syllables import is_syllable
from ingest.content import Content, Line, Segment, assemble_lines

Encoding = Literal["TCVN3", "VNI", "VISCII", "VPS"]
ENCODINGS: tuple[Encoding, ...] = ("TCVN3", "VNI", "VISCII", "VPS")
_BY_FONT: tuple[Encoding, ...] = (
    "TCVN3",
    "VNI",
)  # of fonts, so that one document may mix them; the others are charsets

# What viparse's tables lack: VNI letters that its corpus does not show.
_ADDED: dict[Encoding, dict[str, str]] = {"VNI": {"aú": "ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ"}}
_TAG = re.compile(r"^[A-Z]{6}\+")
_FONTS: tuple[tuple[re.Pattern[str], Encoding], ...] = (
    (re.compile(r"VNI", re.I), "VNI"),
    (re.compile(r"\.[Vv][Nn]|Vn(?=[A-Z])|.*TCVN|ABC(?![a-z])"), "TCVN3"),
    (re.compile(r"VPS", re.I), "VPS"),
)
# Characters of Latin-1 that Vietnamese in Unicode has no use for: a text without them is not legacy.
_SIGN = re.compile("[\uf0a1-\uf0ff\x80-\x84\x86-\x9f¡-©«-¯µ-¹»-¿ÄÅÆÇËÎÏÐÑÖØÛÜÞßäåæçëîïðñöøûüþÿ÷]")
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
_BLANK = re.compile(r"[ \t\n\r\f\v\xa0]+")
_EDGE = "\"'“”‘’()[]{}<>.,;:!?…/\\-–_*=+|&%#~^0123456789"
_PART = re.compile(r"[^\"'“”‘’()\[\]{}<>.,;:!?…/\\\-–_*=+|&%#~^0-9]+")
_FEW = 3.0  # words; less evidence in a whole document is chance
# Bytes 80 to 9F as Windows shows them, and what the text layers of PDF files show for two letters and µ.
_WINDOWS = {ord(bytes([b]).decode("cp1252")): b for b in range(0x80, 0xA0) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_SHOWN = {0x2212: 0xAD, 0x2219: 0xB7, 0x3BC: 0xB5, 0x2010: 0xAD, 0x2011: 0xAD}
_PRIVATE = {0xF000 + b: b for b in range(0xA0, 0x100)}  # what Word makes of a font that calls itself one of symbols
_SIGNS = "×÷·"  # letters of TCVN3 that documents use for signs too, those of reckoning and of lists
_ALONE = re.compile(rf"(?<![^\W\d_])(?<![¡-¿×÷])[{_SIGNS}](?![^\W\d_])(?![¡-¿×÷])")


@cache
def _table(encoding: Encoding) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of an encoding's letters as Latin-1 shows them, and what each is in Unicode."""
    from viparse.normalize.encodings import CHARMAPS

    pairs: dict[str, str] = dict(CHARMAPS[encoding.lower()].pairs) | _ADDED.get(encoding, {})
    longest_first = sorted(pairs, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), pairs


def _as_bytes(text: str, encoding: Encoding) -> str:
    """Return `text` with the characters in which the encoding's bytes may be disguised set right, one for one."""
    text = text.translate(_PRIVATE)
    if encoding == "TCVN3":
        return re.sub(r"(?<=[^\W\d_])[−∙‐‑]|[−∙‐‑](?=[^\W\d_])|μ", lambda m: chr(_SHOWN[ord(m.group())]), text)
    return text if encoding == "VNI" else text.translate(_WINDOWS)


def _letters(text: str, encoding: Encoding) -> Iterator[tuple[int, int, str]]:
    """Yield where `text` holds letters of the encoding, and each in Unicode; a sign that stands alone is itself."""
    text = _as_bytes(text, encoding)
    pattern, pairs = _table(encoding)
    alone = {m.start() for m in _ALONE.finditer(text)}
    for match in pattern.finditer(text):
        if match.start() not in alone:
            yield match.start(), match.end(), pairs[match.group()]


def convert(text: str, encoding: Encoding) -> str:
    """Return `text`, typed in `encoding` and shown as Latin-1, in Unicode.

    TCVN3 has no accented capitals but those of its base vowels: in a word whose other letters are capitals they are
    taken to be.  What was typed small in a font that shows capitals (".VnTimeH") stays small, as with Word's own
    "all capitals": the letters, unlike their look, tell names from other words.
    """
    return "".join(piece for _, piece in _converted(text, encoding))


def _converted(text: str, encoding: Encoding) -> list[tuple[int, str]]:
    """Return the converted text in pieces, each with the offset in `text` at which it begins."""
    pieces: list[tuple[int, str]] = []
    at = 0
    for start, end, letter in _letters(text, encoding):
        if start > at:
            pieces.append((at, text[at:start]))
        pieces.append((start, letter))
        at = end
    if at < len(text):
        pieces.append((at, text[at:]))
    return _in_capitals(pieces) if encoding == "TCVN3" else pieces


_SHOUTED = re.compile(r"[^\W\d_]+")


def _in_capitals(pieces: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the pieces with the words in capitals where only the letters that have none were small."""
    text = "".join(piece for _, piece in pieces)
    shouted: set[int] = set()
    spans = [m.span() for m in _SHOUTED.finditer(text)]
    plain = [[c for c in text[a:b] if c.isascii()] for a, b in spans]
    loud = [len(p) > 1 and all(c.isupper() for c in p) for p in plain]
    mixed = [is_loud and text[a:b] != text[a:b].upper() for is_loud, (a, b) in zip(loud, spans, strict=True)]
    for i, (a, b) in enumerate(spans):
        # "Xã" in "CộNG HOÀ Xã HộI": one capital between words in capitals.
        beside = any(mixed[j] for j in (i - 1, i + 1) if 0 <= j < len(spans))
        if loud[i] or (beside and plain[i] and all(c.isupper() for c in plain[i])):
            shouted.update(range(a, b))
    if not shouted:
        return pieces
    result: list[tuple[int, str]] = []
    length = 0
    for start, piece in pieces:
        result.append((start, "".join(c.upper() if length + k in shouted else c for k, c in enumerate(piece))))
        length += len(piece)
    return result


def font_encoding(font: str) -> Encoding | None:
    """Return the encoding that a font's name tells (".VnTime": TCVN3, "VNI-Times": VNI), None for other fonts."""
    name = _TAG.sub("", font.strip())
    return next((encoding for pattern, encoding in _FONTS if pattern.match(name)), None)


def _sound(word: str) -> bool:
    """Whether a word, punctuation aside, is made of Vietnamese syllables; numbers and signs alone are."""
    return all(is_syllable(part) for part in _PART.findall(word))


@cache
def _gains(word: str) -> tuple[float, ...]:
    """Return for each encoding how much better the word is Vietnamese under it than as it stands; 0 if it is the same.

    A word that becomes sound is 1 for, one that was sound and is no longer 1 against, one unsound both ways ½ against.
    """
    if _UNICODE.search(word):
        return (-2.0,) * len(ENCODINGS) if _sound(word) else (0.0,) * len(ENCODINGS)
    before = _sound(word)
    result = []
    for encoding in ENCODINGS:
        changed = convert(word, encoding)
        after = changed == word or _sound(changed)
        result.append(0.0 if changed == word else float(after - before) if after or before else -0.5)
    return tuple(result)


def _evidence(text: str) -> dict[Encoding, float]:
    sums = [0.0] * len(ENCODINGS)
    for word in _BLANK.split(text):
        word = word.strip(_EDGE)
        # A sign by itself ("§", "©") speaks for nothing.
        if 1 < len(word) < 40 and not word.isascii():
            sums = [total + gain for total, gain in zip(sums, _gains(word), strict=True)]
    return dict(zip(ENCODINGS, sums, strict=True))


@dataclass(slots=True)
class _Stretch:
    """Neighbouring segments of one line whose fonts say the same."""

    segments: list[Segment]
    hint: Encoding | None
    gains: dict[Encoding, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Repaired:
    """Lines in Unicode, and the encodings that were converted, in the order of `ENCODINGS`."""

    lines: list[Line]
    encodings: tuple[Encoding, ...] = ()


def repair(lines: Sequence[Line]) -> Repaired:
    """Return the lines with their legacy letters in Unicode; lines of sound Unicode or another language as they are."""
    if not any(_SIGN.search(segment.text) for line in lines for segment in line):
        return Repaired(list(lines))
    stretches = [_stretches(line) for line in lines]
    totals = dict.fromkeys(ENCODINGS, 0.0)
    for stretch in (s for line in stretches for s in line):
        stretch.gains = _evidence(stretch.text)
        for encoding, gain in stretch.gains.items():
            totals[encoding] += gain
    candidates = _candidates(totals, stretches)
    if not candidates:
        return Repaired(list(lines))
    usual = max(candidates, key=lambda e: totals[e])
    used: set[Encoding] = set()
    result: list[Line] = []
    before: Encoding | None = None
    for line in stretches:
        new: Line = []
        for stretch in line:
            chosen = _choice(stretch, candidates, usual, before)
            if chosen is None:
                new += stretch.segments
                continue
            changed = _converted_segments(stretch.segments, chosen)
            if changed != stretch.segments:
                used.add(chosen)
                before = chosen
            new += changed
        result.append(new)
    return Repaired(result, tuple(e for e in ENCODINGS if e in used))


def _stretches(line: Line) -> list[_Stretch]:
    result: list[_Stretch] = []
    for segment in line:
        hint = font_encoding(segment.font)
        if result and (result[-1].hint == hint or not segment.text.strip()):
            result[-1].segments.append(segment)
        else:
            result.append(_Stretch([segment], hint))
    return result


def _candidates(totals: dict[Encoding, float], stretches: Sequence[Sequence[_Stretch]]) -> tuple[Encoding, ...]:
    """Return the encodings that stretches of the document may be in."""
    best = max(ENCODINGS, key=lambda e: totals[e])
    hinted = {s.hint for line in stretches for s in line if s.hint is not None}
    # A charset is that of a whole text; what is set in fonts may change from word to word.
    if best not in _BY_FONT and totals[best] >= _FEW and not hinted - {best}:
        return (best,)
    return tuple(e for e in _BY_FONT if totals[e] >= _FEW or e in hinted or _strong(e, stretches))


def _strong(encoding: Encoding, stretches: Sequence[Sequence[_Stretch]]) -> bool:
    """Whether some line speaks for the encoding by itself, whatever the rest of the document is."""
    return any(s.gains[encoding] >= _FEW for line in stretches for s in line)


def _choice(
    stretch: _Stretch, candidates: Sequence[Encoding], usual: Encoding, before: Encoding | None
) -> Encoding | None:
    def weight(encoding: Encoding) -> float:
        hinted = 1.5 * (stretch.hint == encoding)
        return stretch.gains[encoding] + hinted + 0.5 * (before == encoding) + 0.25 * (usual == encoding)

    best = max(candidates, key=weight)
    return best if weight(best) > 0 else None


def _converted_segments(segments: Sequence[Segment], encoding: Encoding) -> list[Segment]:
    """Return the segments converted, letters that begin in one and end in the next in the first of them.

    A segment is divided where letters before made its text shorter, so that each offset in its run stays true.
    """
    text = "".join(segment.text for segment in segments)
    owner = [i for i, segment in enumerate(segments) for _ in segment.text]
    starts: list[int] = []
    length = 0
    for segment in segments:
        starts.append(length)
        length += len(segment.text)
    owned: list[list[tuple[int, str]]] = [[] for _ in segments]
    for at, piece in _converted(text, encoding):
        for offset, part in _divided(at, piece, owner):
            owned[owner[offset]].append((offset, part))
    return [
        s for segment, start, own in zip(segments, starts, owned, strict=True) for s in _rejoined(segment, start, own)
    ]


def _divided(at: int, piece: str, owner: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Divide a piece of unchanged characters where another segment begins."""
    begin = 0
    for k in range(1, len(piece)):
        if owner[at + k] != owner[at + begin]:
            yield at + begin, piece[begin:k]
            begin = k
    yield at + begin, piece[begin:]


def _rejoined(segment: Segment, start: int, own: Sequence[tuple[int, str]]) -> Iterator[Segment]:
    if not own:
        yield replace(segment, text="")
        return
    begin, text = own[0]
    for at, piece in own[1:]:
        if at - begin == len(text):
            text += piece
            continue
        yield replace(segment, text=text, character=segment.character + begin - start)
        begin, text = at, piece
    yield replace(segment, text=text, character=segment.character + begin - start)


def repair_text(text: str) -> tuple[str, tuple[Encoding, ...]]:
    """Return a plain text with its legacy letters in Unicode, line by line, and the encodings that were converted."""
    if not _SIGN.search(text):
        return text, ()
    repaired = repair([[Segment(line)] for line in text.split("\n")])
    return "\n".join("".join(s.text for s in line) for line in repaired.lines), repaired.encodings


def assemble(lines: Sequence[Line], warnings: Sequence[str] = ()) -> Content:
    """Return the lines, their legacy letters in Unicode, as canonical text with anchors."""
    return assemble_lines(repair(lines).lines, warnings)
