"""Whether two writings of a type, a date, an issuer or a title mean the same: differences of habit are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from directives.abbreviations import ABBREVIATIONS
from directives.issuers import Issuer, contradict, identify, key_of, known_name_at, office_end
from directives.reference.numbers import parse_number
from directives.text import fold, tone_key
from directives.types import BY_ABBREVIATION, BY_NAME

# --- types ------------------------------------------------------------------------------------------------------------

_ANY = frozenset(["văn bản", "văn kiện"])


def types_agree(cited: str, held: str) -> bool:
    """Whether a type word may stand for a document of type `held`: the same, or one a closer word for the other."""
    a, b = _plain(cited), _plain(held)
    if a in _ANY or a == b or a.startswith(b + " ") or b.startswith(a + " "):
        return True
    known = BY_NAME.get(b)
    return known is not None and known.group == "letter" and a in ("công văn", "công thư", "văn bản", "thư công")


def types_of_number(number: str) -> tuple[str, ...]:
    """Return the types that the abbreviation in a number may stand for; none where it has no abbreviation."""
    parsed = parse_number(number)
    abbreviation = parsed.type_abbreviation if parsed else None
    return tuple(type_.name for type_ in BY_ABBREVIATION.get(abbreviation or "", ()))


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("thoả", "thỏa").replace("uỷ", "ủy").split())


# --- dates ------------------------------------------------------------------------------------------------------------


def dates_agree(cited: str | None, held: str | None) -> bool:
    """Whether two ISO dates agree as far as both are known."""
    return not cited or not held or cited.startswith(held) or held.startswith(cited)


def parts_apart(cited: str, held: str) -> int:
    """Return in how many of year, month and day two full dates differ; 3 where one is not full."""
    a, b = cited.split("-"), held.split("-")
    return sum(x != y for x, y in zip(a, b, strict=True)) if len(a) == len(b) == 3 else 3


# --- issuers ----------------------------------------------------------------------------------------------------------

_CENTRE = {"bct", "bbt", "bchtw"}  # organs that sign with TW; which of them is no matter of habit
_VAGUE = re.compile(r"(?:hoi nghi )?trung uong(?: dang)?$")
_PLACE = re.compile(r"(?<=\w)\s(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|dac khu)\b.*")
_COMMON_WORDS = frozenset("viet nam cua cac".split())


def issuers_agree(cited: str | None, held: str | None, citing: str | None) -> bool:
    """Whether the words for an issuer may mean the body that a document names.

    `citing` is the issuer of the text that cites: a place that is left out is its own.  Names that no table knows are
    compared by their words.
    """
    if not cited or not held:
        return True
    if contradict(cited, held, citing):
        return False
    a, b = identify(cited), identify(held)
    if a is not None and b is not None:
        return _same_organ(cited, held)
    return _share_words(cited, held)


def _same_organ(cited: str, held: str) -> bool:
    organs = [{issuer.id for issuer in _named(surface)} & _CENTRE for surface in (cited, held)]
    return not all(organs) or bool(organs[0] & organs[1])


def _named(surface: str) -> list[Issuer]:
    """Return the bodies named in a surface, those called in general words ("Trung ương") left out."""
    found = []
    for part in re.split(r",|\bvà\b", surface):
        key = re.sub(r" khoa [ivxl\d]+$", "", key_of(part))
        start = office_end(key, 0) if known_name_at(key, 0) is None else 0
        known = known_name_at(key, start)
        if known is not None and not _VAGUE.match(key):
            found.append(known[1])
    return found


def _share_words(cited: str, held: str) -> bool:
    """Whether names that no table knows may be one: abbreviated, cut, or with a place more."""
    a, b = (set(_PLACE.sub("", key_of(written_out(name))).split()) - _COMMON_WORDS for name in (cited, held))
    if not a or not b:
        return True
    return len(a & b) * 2 > min(len(a), len(b))


def known_body(surface: str) -> Issuer | None:
    """Return the body of the table that a surface names first, offices and organs before it left out."""
    key = key_of(surface)
    known = known_name_at(key, 0) or known_name_at(key, office_end(key, 0))
    return known[1] if known else None


# --- words ------------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W_]+")
_TONED = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")


@cache
def _expansions() -> dict[str, str]:
    table: dict[str, list[str]] = {}
    for a in ABBREVIATIONS:
        if a.kind in ("body", "term") and not a.ambiguous:
            table.setdefault(a.short, []).append(a.expansion)
    return {short: found[0] for short, found in table.items() if len(found) == 1}


def written_out(text: str) -> str:
    """Return `text` with the abbreviations that have one meaning written out."""
    return re.sub(r"[^\W_]{2,}", lambda m: _expansions().get(m.group(), m.group()), text)


def word_key(word: str) -> str:
    """Return a word as it is compared: lower case, its tone mark at the end, i for y ("kỹ" and "kĩ" are one word)."""
    key = tone_key(word)
    bare = fold(word)
    return key.replace("y", "i") if len(bare) <= 3 and bare.endswith("y") and bare[-2:-1] not in "aeuo" else key


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: keys for comparison, and the span of each in the text."""

    text: str
    keys: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.keys)

    def surface(self, first: int, last: int) -> str:
        """Return the text from word `first` up to before word `last`."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]] if first < last else ""


def words_of(text: str) -> Words:
    """Return the words of `text`, abbreviations with one meaning read as what they stand for."""
    keys: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        written = _expansions().get(match.group(), match.group()) if match.group().isupper() else match.group()
        parts = [word_key(word) for word in _WORD.findall(written)]
        keys += parts
        spans += [match.span()] * len(parts)
    return Words(text, tuple(keys), tuple(spans))


# --- titles -----------------------------------------------------------------------------------------------------------

_LEADS = "về việc|về|v v|việc|ban hành|phê duyệt|quy định|triển khai|thực hiện|công bố"
_LEAD = tuple(tuple(word_key(word) for word in lead.split()) for lead in _LEADS.split("|"))
_SLIGHT = frozenset(word_key(word) for word in "về việc của các và cho những trong tại trên năm".split())
# Date and issuer of a document that the title speaks of, which the title itself leaves out.
_FACT = re.compile(r"(?:ngày|của|số|năm)\b", re.IGNORECASE)
_JOINING = frozenset(word_key(word) for word in "và gắn trong tại cho theo để nhằm đối với đến do của trên".split())
_FEWEST_COMMON = 4  # words that titles share before one of them may be taken for cut
_SAME = 0.6  # share of common words from which two titles are taken for one, written differently


@dataclass(frozen=True, slots=True)
class TitleDifference:
    """How a cited title differs: `wrong` words of it and what stands there `right`, or another title altogether.

    `patched` is the cited title with the differing words put right; None where the titles have little in common.
    `shortened`: words were only left out.
    """

    wrong: str
    right: str
    patched: str | None
    shortened: bool = False


def compare_titles(cited: str, held: str, *, quoted: bool = False) -> TitleDifference | None:
    """Return how a cited title differs from the document's, None where the difference is none or one of habit.

    Habit: capitals, punctuation, tone placement, abbreviations, "về việc", an end cut off or run on, and, unless
    `quoted`, small words.
    """
    a, b = words_of(cited), words_of(held)
    x, y = _proper(a.keys), _proper(b.keys)
    if not x or not y or _holds(x, b.keys) or _holds(y, a.keys):
        return None
    blocks = SequenceMatcher(None, a.keys, b.keys, autojunk=False)
    common = sum(block.size for block in blocks.get_matching_blocks())
    if common < _SAME * min(len(x), len(y)):
        return TitleDifference(cited, held, None)
    differing = _inner(a, b, [code for code in blocks.get_opcodes() if code[0] != "equal"], quoted=quoted)
    differing = [d for d in differing if d[0] != "delete" or not _FACT.match(a.surface(d[1], d[2]))]
    if not quoted:
        differing = [d for d in differing if not set(a.keys[d[1] : d[2]]) | set(b.keys[d[3] : d[4]]) <= _SLIGHT]
    if not differing:
        return None
    wrong = ", ".join(a.surface(d[1], d[2]) or "(thiếu)" for d in differing)
    right = ", ".join(b.surface(d[3], d[4]) or "(bỏ)" for d in differing)
    return TitleDifference(wrong, right, _patched(a, b, differing), all(d[0] == "insert" for d in differing))


Code = tuple[str, int, int, int, int]


def _lead(keys: Sequence[str]) -> int:
    """Return how many words at the beginning only introduce a title."""
    at = 0
    while lead := next((lead for lead in _LEAD if tuple(keys[at : at + len(lead)]) == lead), None):
        at += len(lead)
    return at


def _proper(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a title without those that introduce it, all of them where nothing would be left."""
    return keys[_lead(keys) :] or keys


def _holds(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether `part` stands in `whole` in one piece; a part of one or two words has to begin it."""
    size = len(part)
    starts = range(len(whole) - size + 1) if size > 2 else range(min(1, len(whole) - size + 1))
    return any(tuple(whole[i : i + size]) == tuple(part) for i in starts)


def _inner(a: Words, b: Words, differing: Sequence[Code], *, quoted: bool) -> list[Code]:
    """Leave out what differs because one title introduces itself otherwise, is cut at its end or runs on."""
    kept = []
    for code in differing:
        _, i, j, m, n = code
        at_start = i == m == 0 and _lead(a.keys[i:j]) == j - i and _lead(b.keys[m:n]) == n - m
        left_out = i == j == 0  # a programme's name out of a title that approves it
        at_end = j == len(a) and n == len(b) and (i == j or m == n or (not quoted and _goes_on(a, i)))
        if not (at_start or left_out or at_end):
            kept.append(code)
    return kept


def _goes_on(words: Words, index: int) -> bool:
    """Whether the sentence goes on at a word where the title was cut: behind a mark, or with a word that joins."""
    if index < _FEWEST_COMMON:
        return False
    between = words.text[words.spans[index - 1][1] : words.spans[index][0]]
    return any(mark in between for mark in ",;–-(") or words.keys[index] in _JOINING


def _patched(a: Words, b: Words, differing: Sequence[Code]) -> str:
    parts: list[str] = []
    done = 0
    shout = b.text.isupper()
    for _, i, j, m, n in differing:
        right = b.surface(m, n)
        right = right.lower() if shout else right
        if i < j:
            start, end = a.spans[i][0], a.spans[j - 1][1]
        else:
            start = end = a.spans[i][0] if i < len(a) else len(a.text)
            right = f"{right} " if i < len(a) else f" {right}"
        parts += [a.text[done:start], right]
        done = end
    return " ".join("".join([*parts, a.text[done:]]).split())
