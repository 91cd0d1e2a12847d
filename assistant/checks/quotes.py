"""Quoted words against the documents they come from: verbatim, or how they differ from the nearest passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.checks.context import Context
from assistant.checks.mentions import Introduced
from assistant.knowledge import Near
from assistant.wording import excerpt, named
from directives.compare import Words, words_of
from directives.grounded import Finding
from directives.located import lines
from directives.models import Evidence, Header, Span

_QUOTED = re.compile(r"“([^“”]{12,2000})”|«([^«»]{12,2000})»")
_STRAIGHT = re.compile(r'"([^"\n]{12,2000})"')
_OMITTED = re.compile(r"\s*(?:\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3,})\s*")
# New wording that an amending act gives, and words that it exchanges, are no quotations of what is.
_AMENDING = re.compile(
    r"(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|thay\s+cụm|bãi\s+bỏ|bỏ\s+cụm|cụm\s+từ|đính\s+chính|sửa\s+lại)[^.\n]{0,160}\Z",
    re.I,
)
_AS_FOLLOWS = re.compile(r"như\s+sau\s*:\s*\Z", re.I)
# What announces that a document's own words follow.
_SAYS = re.compile(
    r"(?:quy\s+định|nêu|ghi|khẳng\s+định|chỉ\s+rõ|xác\s+định|viết|nhấn\s+mạnh|yêu\s+cầu|đề\s+ra|giao|đánh\s+giá|nhận\s+định"
    r"|nguyên\s+văn|trích)(?:\s+(?:rõ|là|rằng|như\s+sau|cụ\s+thể|mục\s+tiêu|nhiệm\s+vụ|quan\s+điểm)){0,3}\s*,?\s*:?\s*\Z",
    re.I,
)
_YEARS = re.compile(r"(?:(?:19|20)\d\d\W*)+")
_FEWEST = 6  # words; less is a name or a term
_FEWEST_ANYWHERE = 9  # words of a quotation whose source is not named
_ALIKE = 0.55  # share of words in common from which a passage is taken for the one quoted
_ALIKE_ANYWHERE = 0.8
_PASSAGES = 6


@dataclass(frozen=True, slots=True)
class _Match:
    """How a quotation lies on a passage: the share of common words, the passage's words there, what differs."""

    share: float
    near: Near
    words: Words
    first: int
    last: int
    differences: tuple[tuple[str, str], ...]

    @property
    def verbatim(self) -> bool:
        return not self.differences

    @property
    def surface(self) -> str:
        return " ".join(self.words.surface(self.first, self.last).split())

    def evidence(self) -> Evidence:
        """Return the place in the document."""
        start, end = self.words.spans[self.first][0], self.words.spans[self.last - 1][1]
        near = self.near
        return Evidence(near.document, near.start + start, near.start + end, near.text[start:end], near.page)


def check_quotes(context: Context, header: Header, introduced: Sequence[Introduced]) -> Iterator[Finding]:
    """Yield the quotations that are not verbatim; names, titles and the new wording of amending acts are none."""
    others = [i.mention for i in introduced if i.mention.citation.kind != "law"]
    titles = [mention.title for mention in others if mention.title is not None]
    closing = [*header.closing, header.heading]
    for span in _quotations(context.text):
        if any(c.start <= span.start < c.end for c in closing) or _is_title(span, titles):
            continue
        before = context.text[max(0, span.start - 220) : span.start - 1]
        if _AMENDING.search(before) or (_AS_FOLLOWS.search(before) and _amends(before)):
            continue
        if context.text[span.start - 2 : span.start - 1] in ("\n", "") and len(before) > 3:
            continue  # a paragraph that opens with a mark: the wording of an amended article
        finding = _judge(context, span, before, introduced)
        if finding is not None:
            yield finding


def _amends(before: str) -> bool:
    return re.search(r"sửa\s+đổi|bổ\s+sung|thay\s+thế", before, re.I) is not None


def _quotations(text: str) -> list[Span]:
    found = [Span(m.start(m.lastindex or 1), m.end(m.lastindex or 1)) for m in _QUOTED.finditer(text)]
    for start, end in lines(text):
        if text.count('"', start, end) % 2 == 0:
            found += [Span(m.start(1), m.end(1)) for m in _STRAIGHT.finditer(text, start, end)]
    return sorted(found, key=lambda span: span.start)


def _is_title(span: Span, titles: Sequence[Span]) -> bool:
    """Whether a quotation is the title of a cited document, or most of it."""
    shared = max((min(t.end, span.end) - max(t.start, span.start) for t in titles), default=0)
    return shared > 0.6 * (span.end - span.start)


def _judge(context: Context, span: Span, before: str, introduced: Sequence[Introduced]) -> Finding | None:
    quoted = context.text[span.start : span.end]
    count = len(words_of(quoted))
    if count < _FEWEST:
        return None
    named_here = _sources_near(context.text, span, introduced)
    for part in _OMITTED.split(quoted):
        words = words_of(part)
        if len(words) < min(_FEWEST, count):
            continue
        own = _best(words, context.knowledge.near(part, named_here, _PASSAGES)) if named_here else None
        if own is not None and own.verbatim:
            continue
        other = _best(words, context.knowledge.near(part, (), _PASSAGES))
        if other is not None and other.verbatim:
            continue
        at = Span(span.start + quoted.index(part), span.start + quoted.index(part) + len(part))
        if own is not None and own.share >= _ALIKE:
            return _differs(context, at, own, certain=True)
        if other is not None and other.share >= _ALIKE_ANYWHERE and len(words) >= _FEWEST_ANYWHERE:
            if all(_YEARS.fullmatch(a) and _YEARS.fullmatch(b) for a, b in other.differences):
                continue  # another year's programme of the same name
            return _differs(context, at, other, certain=False)
        if named_here and len(words) >= _FEWEST_ANYWHERE and _SAYS.search(before):
            return _not_there(context, at, named_here)
    return None


def _sources_near(text: str, span: Span, introduced: Sequence[Introduced]) -> tuple[str, ...]:
    """Return the held documents that the quotation's paragraph names, the nearest before it first."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    inside = [i for i in introduced if start <= i.mention.citation.start < end and i.source is not None and i.source.id]
    inside.sort(key=lambda i: (i.mention.citation.start > span.start, -i.mention.citation.start))
    return tuple(dict.fromkeys(i.source.id for i in inside if i.source is not None and i.source.id))


def _differs(context: Context, span: Span, match: _Match, *, certain: bool) -> Finding:
    source = named(context.knowledge.source(match.near.document))
    shown = "; ".join(f"“{wrong or '(thiếu)'}” → “{right or '(bỏ)'}”" for wrong, right in match.differences[:4])
    more = f" và {len(match.differences) - 4} chỗ khác" if len(match.differences) > 4 else ""
    expected = match.surface
    start = (
        "Trích dẫn không đúng nguyên văn" if certain else "Đoạn trong ngoặc kép gần giống nhưng không đúng nguyên văn"
    )
    return context.finding(
        "quotation",
        "error" if certain else "warning",
        span,
        f"{start} {source}: {shown}{more}; hãy sửa theo nguyên văn, hoặc bỏ dấu ngoặc kép nếu chỉ diễn đạt lại.",
        expected,
        match.evidence(),
    )


def _not_there(context: Context, span: Span, documents: Sequence[str]) -> Finding:
    source = named(context.knowledge.source(documents[0]))
    return context.finding(
        "quotation",
        "warning",
        span,
        f"Không thấy câu “{excerpt(context.text[span.start : span.end], 80)}” trong {source}; "
        "hãy đối chiếu lại với bản gốc.",
    )


# --- alignment --------------------------------------------------------------------------------------------------------


def _best(quoted: Words, passages: Sequence[Near]) -> _Match | None:
    matches = [match for near in passages if (match := _lay(quoted, near)) is not None]
    return max(matches, key=lambda match: (match.verbatim, match.share), default=None)


def _lay(quoted: Words, near: Near) -> _Match | None:
    """Lay a quotation on the stretch of a passage that has most of its words."""
    words = words_of(near.text)
    whole = SequenceMatcher(None, quoted.keys, words.keys, autojunk=False)
    block = whole.find_longest_match()
    if block.size == 0:
        return None
    slack = 2 + len(quoted) // 5
    begin = max(0, block.b - block.a - slack)
    end = min(len(words), block.b + len(quoted) - block.a + slack)
    codes = SequenceMatcher(None, quoted.keys, words.keys[begin:end], autojunk=False).get_opcodes()
    while codes and codes[0][0] == "insert":
        codes.pop(0)
    while codes and codes[-1][0] == "insert":
        codes.pop()
    if not codes:
        return None
    common = sum(code[2] - code[1] for code in codes if code[0] == "equal")
    first, last = begin + codes[0][3], begin + codes[-1][4]
    if first >= last:
        return None
    differences = tuple(
        (quoted.surface(i, j), words.surface(begin + m, begin + n)) for tag, i, j, m, n in codes if tag != "equal"
    )
    return _Match(common / max(len(quoted), last - first), near, words, first, last, differences)
