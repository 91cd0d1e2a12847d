"""The sentences of found passages that answer a question, chosen verbatim."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answers.demands import Demands
from assistant.answers.evidence import Weighed
from assistant.answers.planted import is_planted
from assistant.answers.terms import Rarity, terms
from directives.models import Document, Evidence
from directives.text import sentences, trim

Read = Callable[[str], Document]  # the document with this id
Meaning = Callable[[str, Sequence[str]], Sequence[float]]  # cosine of a question with each text

_PASSAGES = 7  # places an answer is put together from
_OF_BEST, _OF_OTHERS = 2, 1  # sentences of the best place, and of each further one
_SHORTEST = 15  # characters; shorter lines are labels and marks
_LONGEST = 1_200  # characters of a place, list included
_WORDS, _FIGURE = 0.3, 0.05  # what words in common and an expected figure add to a cosine
_WEAKER = 0.06  # a sentence this much below the best one is left out
_ITEMS = 12  # items brought along with the line that opens their list
_SAYS_LITTLE = 0.15  # what a line that names a part, a basis or a form loses
_TOLD = 0.25  # what is left of the weight of words that the document's title says already
_FAR_BELOW = 0.7  # a place this much below the best one says nothing that the best did not


@dataclass(frozen=True, slots=True)
class Tools:
    """What choosing needs of the archive."""

    read: Read
    meaning: Meaning
    rarity: Rarity


@dataclass(frozen=True, slots=True)
class _Scored:
    start: int
    end: int
    score: float


def choose(question: str, demands: Demands, weighed: Sequence[Weighed], tools: Tools) -> tuple[Evidence, ...]:
    """Return the stretches that answer, best place first and each document in its reading order; none overlap."""
    places = [w for w in weighed if w.value >= weighed[0].value - _FAR_BELOW and w.fit.lacks <= weighed[0].fit.lacks]
    if demands.bare:  # a document was asked for, not something in it: its heading says which it is
        places = [w for w in places if w.fit.own_number and w.hit.passage.unit is None][:1] or places
    found: list[tuple[Document, tuple[int, int], float | None]] = []
    for position, place in enumerate(places[:_PASSAGES]):
        document = tools.read(place.hit.document.id)
        start, end = place.hit.passage.start, place.hit.passage.end
        if start <= document.header.heading.start < end:
            if position == 0 or demands.bare:  # elsewhere a heading only says which documents are near
                found.append((document, _heading(document, start, end), None))
            continue
        count = _OF_BEST if position == 0 else _OF_OTHERS
        for scored in _best(question, demands, document, start, end, tools)[:count]:
            found.append((document, _with_items(document.text, scored.start, scored.end), scored.score))
    best = max((score for _, _, score in found if score is not None), default=0.0)
    spans: dict[str, list[tuple[int, int]]] = {}
    for document, span, score in found:
        if score is None or score >= best - _WEAKER:
            spans.setdefault(document.id, []).append(span)
    chosen: dict[str, Evidence] = {}  # by their words: what is said twice is quoted once
    for id_, stretches in spans.items():
        document = tools.read(id_)
        for start, end in _apart(stretches):
            words = document.text[start:end]
            chosen.setdefault(words, Evidence(id_, start, end, words, document.page(start)))
    return tuple(chosen.values())


def _heading(document: Document, start: int, end: int) -> tuple[int, int]:
    heading = document.header.heading
    begin, stop = trim(document.text, max(start, heading.start), min(end, heading.end))
    return (begin, stop) if begin < stop else trim(document.text, start, end)


def _best(question: str, demands: Demands, document: Document, start: int, end: int, tools: Tools) -> list[_Scored]:
    """Return the sentences of `start:end` worth quoting, best first."""
    text = document.text
    spans = [
        (begin, stop)
        for begin, stop in sentences(text, start, end)
        if stop - begin >= _SHORTEST and not is_planted(text[begin:stop])
    ]
    cosines = tools.meaning(question, [text[begin:stop] for begin, stop in spans]) if spans else ()
    # What the document's title says already is true of all its sentences and chooses none of them.
    header = document.header
    told = set(terms(" . ".join(filter(None, (header.title, header.issuer, header.place)))))
    asked = {term: tools.rarity(term) * (_TOLD if term in told else 1.0) for term in terms(question)}
    whole = sum(asked.values()) or 1.0
    found = []
    for (begin, stop), cosine in zip(spans, cosines, strict=True):
        said = text[begin:stop]
        common = set(terms(said)) & asked.keys()
        score = cosine + _WORDS * sum(asked[term] for term in common) / whole
        score += _FIGURE if demands.figure and re.search(r"\d", _after_label(said)) else 0.0
        score -= _SAYS_LITTLE if _says_little(said) else 0.0
        found.append(_Scored(begin, stop, score))
    return sorted(found, key=lambda s: (-s.score, s.start))


_LABEL = re.compile(r"(?:Điều|Khoản|Mục|Phần|Chương)?\s*(?:\d{1,3}|[IVX]{1,5}|[a-zđ])[.)]\s+")
_BASIS = re.compile(
    r"(?:[^a-zà-ỹ]{0,80} )?(?:Căn cứ|Theo đề nghị|Xét đề nghị) |Thực hiện (?:Nghị quyết|Chỉ thị|Kế hoạch|Quyết định) "
    r"số |Số: |\(\d{1,2}\) "
    r"|\(?(?:Ban hành )?[Kk]èm theo |.{0,80}\bngày \d\d? tháng \d\d? năm \d{4} của [^.;]{0,80}\)$"
    r"|(?:\d{1,2}\. )?(?:Quy định|Quy chế|Thông tư|Nghị định|Nghị quyết|Quyết định|Kế hoạch) này (?:quy định|áp dụng) "
)
_BLANKS = re.compile(r"\s\.{3}\s|\.{5}|…{2}|_{4}")
_PART = re.compile(r"(?:Điều|Chương|Mục|Phần|Phụ lục|Mẫu số|Biểu số|Bảng)\s+\w{1,5}\b|[IVX]{1,5}\s*[-–.)]")
_ITEM = re.compile(r"[-–+•*]\s|(?:\d{1,3}|[a-zđ])[.)]\s")


def _says_little(line: str) -> bool:
    """Whether a line is a heading, a legal basis or a form to be filled in, and so answers hardly anything."""
    heading = _PART.match(line) is not None and line[-1] not in ".;:"
    return heading or line.isupper() or _BASIS.match(line) is not None or _BLANKS.search(line) is not None


def _after_label(sentence: str) -> str:
    """Return a sentence without the number of its clause, which is no figure that answers anything."""
    match = _LABEL.match(sentence)
    return sentence[match.end() :] if match else sentence


def _with_items(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with the list that it opens, or with the line that opens the sentence it belongs to."""
    if not text[start:end].rstrip("* ").endswith(":"):
        return start, end
    stop, kind, items = end, "", 0
    for begin, line_end in sentences(text, end, min(len(text), end + _LONGEST)):
        line = text[begin:line_end]
        label = _ITEM.match(line)
        new_line = "\n" in text[stop:begin]
        shape = _shape(label.group()) if label else ""
        if new_line and not label and items:
            break  # running text again
        if new_line and kind and shape and shape != kind:
            break  # the next clause of the level above
        if is_planted(line):
            break
        kind = kind or shape
        items += new_line
        if items > _ITEMS or line_end - start > _LONGEST:
            break
        stop = line_end
        if not kind and line.endswith("."):
            break
    return start, stop


def _shape(label: str) -> str:
    return "1" if label[0].isdigit() else "a" if label[0].isalpha() else label[0]


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in reading order, overlapping ones joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
