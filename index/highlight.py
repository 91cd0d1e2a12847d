"""Which words of a passage a query asked for."""

from __future__ import annotations

import re

from directives.models import Span
from directives.text import TONES, fold, tone_key
from index.query import ParsedQuery

_WORD = re.compile(r"[^\W_]+")
_LONG = 4  # words of a query from which on a lone one says little where others stand together
_TOGETHER = re.compile(r"[\s,;–-]{1,3}")  # "Phòng, chống"
# Words too common to be worth a mark.
_COMMON = frozenset(
    """và của các cho trong là có được theo về với tại từ đến ở này đó khi nào gì ra sao thế bao nhiêu mấy ai không
    những một như bị do đã sẽ để hay hoặc thì mà trên""".split()  # noqa: SIM905 - a list of forty strings reads worse
)
_COMMON_ACCENTED = frozenset(map(tone_key, _COMMON))
_COMMON_FOLDED = frozenset(map(fold, _COMMON))


def highlights(text: str, query: ParsedQuery) -> tuple[Span, ...]:
    """Return the spans of `text` that hold the query's words; words a space apart make one span.

    Accents that were typed count: a query with accents marks only words with the same ones (hoà = hòa).  Of a long
    query that has some of its words together in the passage, a lone one is not marked: the "công" of "công nhân" stands
    everywhere.
    """
    key = tone_key if query.accented else fold
    if query.accented:
        wanted = set(query.tokens.syllables) - _COMMON_ACCENTED
    elif query.query.restored is not None:
        # What was meant tells the "ma" of "ma túy" from a "mà" typed without its accent.
        meant = set(query.tokens.syllables) - _COMMON_ACCENTED
        wanted = {fold(word.rstrip(TONES)) for word in meant}
    else:
        wanted = set(query.tokens.folded) - _COMMON_FOLDED
    wanted = {word for word in wanted if len(word) > 1 or word.isdigit()}
    spans: list[Span] = []
    for match in _WORD.finditer(text):
        if key(match.group()) not in wanted:
            continue
        if spans and text[spans[-1].end : match.start()].isspace():
            spans[-1] = Span(spans[-1].start, match.end())
        else:
            spans.append(Span(match.start(), match.end()))
    return tuple(spans if len(wanted) < _LONG else _together(text, spans))


def _together(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans without the lone words, numbers apart; all of them where every one is a lone word."""
    kept = []
    for i, span in enumerate(spans):
        near = (i > 0 and _TOGETHER.fullmatch(text, spans[i - 1].end, span.start)) or (
            i + 1 < len(spans) and _TOGETHER.fullmatch(text, span.end, spans[i + 1].start)
        )
        word = text[span.start : span.end]
        if near or word.isdigit() or len(word.split()) > 1:
            kept.append(span)
    return kept if any(not text[span.start : span.end].isdigit() for span in kept) else spans
