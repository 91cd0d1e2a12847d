"""Citations: find every mention of a document in a text with its attributes, and resolve mentions to held documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from directives.citing.anaphora import find_anaphora, find_names
from directives.citing.clauses import Tail, past_amendments, read_on, read_tail
from directives.citing.mention import Mention
from directives.citing.mentions import find_mentions
from directives.citing.naming import issuer_at
from directives.citing.relations import Reader
from directives.citing.resolution import law_key, resolve
from directives.citing.subjects import read_title
from directives.issuers import signs_with
from directives.letters import UPPER
from directives.models import Anaphor, Citation, CitationKind, Header, Name, Relation, Unit
from directives.reference.numbers import number_key
from directives.text import fold

__all__ = ["Found", "find_citations", "law_key", "resolve"]


@dataclass(frozen=True, slots=True)
class Found:
    """Everything in a text that speaks of documents, each in reading order."""

    citations: tuple[Citation, ...]
    anaphora: tuple[Anaphor, ...]
    names: tuple[Name, ...]


def find_citations(text: str, header: Header, units: Sequence[Unit]) -> Found:
    """Find the citations of a document, its short forms, and documents called by name only."""
    folded = fold(text)
    mentions = find_mentions(text)
    tails = _tails(text, folded, mentions)
    _share(text, folded, mentions, tails)
    own = number_key(header.number) if header.number else None
    reader = Reader(text, header, units)
    citations = []
    # An amending law begins before the laws that it names, though its number stands behind them.
    for mention, tail in sorted(zip(mentions, tails, strict=True), key=lambda pair: (pair[0].begin, pair[0].start)):
        citations.append(_citation(text, header, own, mention, tail, reader.relation(mention, tail)))
    citations.sort(key=lambda c: (c.start, -c.end))
    return Found(tuple(citations), find_anaphora(text, header, mentions), find_names(text))


def _tails(text: str, folded: str, mentions: Sequence[Mention]) -> list[Tail]:
    tails = []
    for index, mention in enumerate(mentions):
        following = mentions[index + 1 : index + 40]
        limit = next((m.begin for m in following if m.begin >= mention.end), len(text))
        tail = read_tail(text, folded, mention, limit)
        if mention.kind == "law" and _ends_amending_law(mentions, index):
            tail = Tail(None, None, None, mention.end)
        resumed = past_amendments(text, tail.end)
        if resumed is not None:
            end, tail.end = tail.end, resumed
            read_on(text, folded, mention, tail, next((m.begin for m in following if m.begin >= resumed), len(text)))
        if mention.kind != "law":
            read_title(text, folded, tail, mention, following)
        if resumed is not None and tail.end == resumed:
            tail.end = end
        tails.append(tail)
    return tails


def _ends_amending_law(mentions: Sequence[Mention], index: int) -> bool:
    """Whether a law's name is the end of an amending law's name: the date behind it is that law's."""
    law = mentions[index]
    return any(
        m.kind == "law" and m.start < law.start and m.end == law.end for m in mentions[max(0, index - 12) : index]
    )


# --- lists share type, date and issuer --------------------------------------------------------------------------------

_SHARING_GAP = re.compile(r"\s*(?:,|và|,\s*và)\s*(?:các\s+)?(?:số\s*:?\s*)?\Z", re.IGNORECASE)


def _share(text: str, folded: str, mentions: Sequence[Mention], tails: Sequence[Tail]) -> None:
    """Give the items of a list the date and the issuer that stand once, at its end or before it."""
    for index in range(len(mentions) - 1, 0, -1):
        before, after = mentions[index - 1], mentions[index]
        tail, last = tails[index - 1], tails[index]
        if "law" in (before.kind, after.kind) or (before.kind == "partial" and not after.listed):
            continue
        if tail.title is not None or not _SHARING_GAP.match(text, tail.end, after.begin) or tail.end > after.begin:
            continue
        if last.issuer is not None and tail.issuer is None:
            signs = signs_with(last.issuer, before.symbol) if before.symbol else None
            if signs or (signs is None and _one_body(before, after)):
                tail.issuer = last.issuer
        if last.date is not None and tail.date is None and after.bare:
            tail.date = last.date
    for index, mention in enumerate(mentions):
        tail = tails[index]
        if mention.between is not None and tail.issuer is None:
            tail.issuer = mention.between
        if tail.issuer is None:
            tail.issuer = (
                _issuer_before(text, folded, mention)
                or _issuer_as_subject(text, folded, mention)
                or _issuer_of_named(text, folded, mention)
            )
        if tail.issuer is None and mention.listed:
            tail.issuer = _shared_before(tails, mentions, index)


def _shared_before(tails: Sequence[Tail], mentions: Sequence[Mention], index: int) -> str | None:
    """Return the issuer that stands before the head of a list ("… của Bộ Tài chính tại các văn bản số …").

    What the titles of the items speak of is no item.
    """
    for before in range(index - 1, max(-1, index - 12), -1):
        item = mentions[before]
        titles = [tail.title for tail in tails[max(0, before - 8) : before] if tail.title is not None]
        if item.kind != "law" and not any(start <= item.begin < end for start, end in titles):
            return tails[before].issuer if _one_body(item, mentions[index]) else None
    return None


def _one_body(a: Mention, b: Mention) -> bool:
    """Whether two numbers may come from one body: they share a piece of their symbols, or one has no symbol."""
    pieces = [set(re.split(r"[/\-.]", m.symbol)) - {""} for m in (a, b)]
    return not pieces[0] or not pieces[1] or bool(pieces[0] & pieces[1])


_AUTHOR_ROLES = re.compile(r"(?:đề nghị|hướng dẫn|trình|báo cáo|quy định|phê duyệt|đề xuất)\Z", re.IGNORECASE)


def _issuer_before(text: str, folded: str, mention: Mention) -> str | None:
    """Return the body in "hướng dẫn của Bộ Tài chính tại văn bản số …" where it may have signed the number."""
    window = text[max(0, mention.begin - 130) : mention.begin]
    offset = mention.begin - len(window)
    last = None
    for cue in re.finditer(r"(?<!\w)(?:của|được|do)\s+", window, re.IGNORECASE):
        last = cue
    if last is None:
        return None
    start = offset + last.end()
    end = issuer_at(text, folded, start, mention.begin)
    if end is None or not re.fullmatch(
        r"\s+(?:(?:phê\s+duyệt|ban\s+hành|chấp\s+thuận|giao|thông\s+qua|trình|báo\s+cáo|đề\s+nghị|quy\s+định)\s+)?tại\s+(?:các\s+)?",
        text[end : mention.begin],
        re.IGNORECASE,
    ):
        return None
    surface = " ".join(text[start:end].split())
    signs = signs_with(surface, mention.symbol)
    role = _AUTHOR_ROLES.search(window[: last.start()].rstrip())
    return surface if signs or (signs is None and role) else None


_ISSUED = re.compile(
    r"\s+(?:(?:đã|vừa|mới|vừa\s+mới)\s+)?(?:có|gửi|(?P<issues>ban\s+hành|ký|phát\s+hành))\s+(?:các\s+)?\Z",
    re.IGNORECASE,
)
_NAME_START = re.compile(rf"(?<![\w-])(?=[{UPPER}])")


def _issuer_as_subject(text: str, folded: str, mention: Mention) -> str | None:
    """Return the body in "Ủy ban nhân dân tỉnh đã ban hành Văn bản số …" where it may have signed the number."""
    floor = max(0, mention.begin - 110)
    verb = _ISSUED.search(text, floor, mention.begin)
    if verb is None:
        return None
    for name in _NAME_START.finditer(text, floor, verb.start()):
        if issuer_at(text, folded, name.start(), verb.start()) == verb.start():
            surface = " ".join(text[name.start() : verb.start()].split())
            # Digits alone ("đã ban hành Chỉ thị số 17 về …") have no symbol that could speak against the body.
            alone = mention.kind == "partial" and not mention.symbol and verb["issues"]
            return surface if alone or signs_with(surface, mention.symbol) else None
    return None


def _issuer_of_named(text: str, folded: str, mention: Mention) -> str | None:
    """Return the body in "Báo cáo của Sở Tài chính về … (Báo cáo số …)" where it may have signed the number."""
    if mention.type is None or text[mention.begin - 1 : mention.begin] != "(":
        return None
    floor = max(0, mention.begin - 300)
    before = text.rfind(mention.type.capitalize() + " của ", floor, mention.begin)
    if before < 0 or re.search(r"[.;\n]\s", text[before : mention.begin]):
        return None
    start = before + len(mention.type) + 5
    end = issuer_at(text, folded, start, mention.begin)
    surface = " ".join(text[start:end].split()) if end else ""
    return surface if surface and signs_with(surface, mention.symbol) else None


# --- one citation -----------------------------------------------------------------------------------------------------


def _citation(text: str, header: Header, own: str | None, mention: Mention, tail: Tail, relation: Relation) -> Citation:
    kind: CitationKind = mention.kind
    surface = text[mention.start : mention.end]
    in_header = header.number_span is not None and header.number_span.start <= mention.start < max(
        header.number_span.end, header.number_span.start + 1
    )
    if (
        kind == "numbered"
        and (in_header or (own is not None and mention.key == own and _not_dated_otherwise(tail, header)))
        or kind == "numbered"
        and header.number is None
        and _ATTACHED_TO.search(text, max(0, mention.begin - 40), mention.begin)
    ):
        kind = "self"
    elif kind == "numbered" and mention.type is None and _heads_document(text, mention):
        kind, in_header = "self", True
    if kind in ("self", "blank"):
        relation = "self"
    if in_header or (kind == "blank" and mention.type is None):
        return Citation(mention.start, mention.end, surface, mention.number, None, None, None, None, relation, kind)
    title = mention.law_title if kind == "law" else tail.title_text(text)
    if kind == "self":
        title = None
    return Citation(
        mention.start, mention.end, surface, mention.number, mention.type, tail.date, tail.issuer, title, relation, kind
    )


_ATTACHED_TO = re.compile(r"\n\s*\(\s*(?:ban\s+hành\s+)?kèm\s+theo\s+\Z", re.IGNORECASE)
_NUMBER_LINE = re.compile(r"\n[\s*#>]*S(?:ố|Ố)\s*[:.]?\s*\Z")


def _heads_document(text: str, mention: Mention) -> bool:
    """Whether the number stands alone on a line "Số: …", as in the heading of an attached document."""
    if not _NUMBER_LINE.search(text, max(0, mention.start - 30), mention.start):
        return False
    return (
        re.match(r"[\s*]*(?:\n|\Z)|\s+(?:CỘNG HÒA|[A-ZĐ][\w\s.]{2,30},\s*ngày)", text[mention.end : mention.end + 60])
        is not None
    )


def _not_dated_otherwise(tail: Tail, header: Header) -> bool:
    return tail.date is None or header.date is None or tail.date[:4] == header.date[:4]
