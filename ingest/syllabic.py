"""Text layers with wrong spaces: syllables in pieces are joined, glued ones parted, where only one way does it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from directives.syllables import is_syllable, quality
from directives.text import canonical, fold, tone_key
from ingest.layout import Printed

_DAMAGED = 0.9  # quality; sound pages have .95 and more, also those with many names of other languages
_BETTER = 0.04  # by how much the mended page must read better; else its words are strange, not its spaces
# The syllables without a consonant before the vowel that are words in official texts.
_ALONE = frozenset(
    map(
        tone_key,
        "a à á ả ai ái am ám an án ăn ang anh ánh ảnh ao áo ảo áp át âm ẩm ấm ân ấn ẩn âu ấp ấy em ép ê êm ếch i ít"
        " in ý ỷ ích o oai oan oanh oán ong ô ông ống ồ ổ ốc ốm ôm ôn ổn ồn ở ơi ơn ớt u ủ úp ung ủng ứng ưng ưu ước"
        " ướt uy ủy uốn uống út ức ưa yên yêu yếu yết yểm".split(),
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 7  # letters of a syllable ("nghiêng")
_GLUED = 60  # letters; what is longer is no run of words


def mended(lines: Sequence[Printed]) -> list[Printed]:
    """Return the lines of a page with the spaces of its syllables mended, as they are where that does not help."""
    text = "\n".join(line.text for line in lines)
    before = quality(text)
    if not lines or before >= _DAMAGED:
        return list(lines)
    made = [replace(line, text=mended_line(line.text)) for line in lines]
    after = quality("\n".join(line.text for line in made))
    return made if after >= before + _BETTER else list(lines)


def mended_line(line: str) -> str:
    """Return a line with syllables in pieces joined and glued ones parted; what can be read in two ways stays."""
    return _parted(_joined(canonical(line)))


def _joined(line: str) -> str:
    words = line.split(" ")
    result: list[str] = []
    i = 0
    while i < len(words):
        size = _pieces(words, i)
        if size > 1:
            # The last piece may also begin what comes next: then nobody can tell.
            rival = any(_pieces(words, k) > size - (k - i) for k in range(i + 1, i + size))
            result += words[i : i + size] if rival else ["".join(words[i : i + size])]
            i += size
        else:
            result.append(words[i])
            i += 1
    return " ".join(result)


def _pieces(words: Sequence[str], i: int) -> int:
    """Return how many words from the one at `i` on are pieces of one syllable, 1 where it stands for itself."""
    for size in (4, 3, 2):
        pieces = words[i : i + size]
        whole = "".join(pieces)
        end = _WORD.match(whole)
        if len(pieces) < size or not end or len(end.group()) > _LONGEST:
            continue
        # Signs may only follow the last piece.
        if len("".join(pieces[:-1])) >= len(end.group()) or not re.fullmatch(r"[^\w]*", whole[end.end() :]):
            continue
        if is_syllable(end.group()) and not all(map(_stands_alone, _lettered(pieces))):
            return size
    return 1


def _stands_alone(piece: str) -> bool:
    """Whether a piece is a word by itself: most syllables that begin with a vowel mean nothing."""
    if fold(piece[0]) in "aeiouy":
        return tone_key(piece) in _ALONE
    return is_syllable(piece)


def _lettered(pieces: Sequence[str]) -> list[str]:
    return [found.group() for piece in pieces if (found := _WORD.search(piece))]


def _parted(line: str) -> str:
    return _WORD.sub(lambda m: _apart(m.group()), line)


def _apart(word: str) -> str:
    """Return a row of glued syllables with spaces; the word itself where it is none or can be parted in two ways.

    Of two ways the one with fewer syllables counts.  Words without a Vietnamese letter may be of any language.
    """
    if not _LONGEST // 2 < len(word) <= _GLUED or is_syllable(word) or word.isascii():
        return word
    # best[k]: the fewest syllables that lead to the letter k, how many ways do so (at most two), where the last begins.
    none = (len(word) + 1, 0, 0)
    best = [(0, 1, 0)] + [none] * len(word)
    for end in range(2, len(word) + 1):
        for begin in range(max(0, end - _LONGEST), end - 1):
            count, ways, _ = best[begin]
            piece = word[begin:end]
            if not ways or count + 1 > best[end][0] or not is_syllable(piece) or not _has_right_case(piece):
                continue
            same = count + 1 == best[end][0]
            best[end] = (count + 1, min(2, ways + best[end][1]) if same else ways, begin)
    if best[-1][1] != 1:
        return word
    parts: list[str] = []
    end = len(word)
    while end:
        begin = best[end][2]
        parts.append(word[begin:end])
        end = begin
    return " ".join(reversed(parts))


def _has_right_case(piece: str) -> bool:
    """Whether a piece is small, capital or begins with a capital: none has a capital after a small letter."""
    return piece.islower() or piece.isupper() or (piece[0].isupper() and piece[1:].islower())
