"""How documents are introduced: in full at their first mention, never by a number that leaves open what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.checks.context import Context
from assistant.knowledge import Source
from assistant.wording import as_title, date_vi, full_reference
from directives.casing import name_case
from directives.compare import compare_titles, dates_agree, issuers_agree, known_body, types_agree
from directives.grounded import Finding
from directives.located import Mention
from directives.models import Span
from directives.reference.numbers import number_key, parse_number
from directives.reference.symbols import Number, digits_key, is_assembly, is_issuer

_LAWS = ("luật", "bộ luật", "pháp lệnh", "hiến pháp")
# In brackets behind another document, which it amended: named there in passing.
_AMENDED = re.compile(r"(?:sửa\s+đổi|bổ\s+sung)[^.;\n]{0,60}?(?:bởi|tại|theo)\s+[^.;()\n]{0,60}\Z", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|;|và)\s*(?:số\s*)?(?P<number>\d+[a-z]?-([A-ZĐ][A-ZĐa-z]{1,4}))(?![\w/-])")
_DIGITS = re.compile(r"\d+[a-zđ]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Introduced:
    """A mention with the document meant, where that is known, and the number that a short form stands for.

    `faulty`: something said of the document is wrong, so that no fuller wording is built upon it; `undated`: its date.
    """

    mention: Mention
    source: Source | None
    target: str | None
    faulty: bool = False
    undated: bool = False

    @property
    def key(self) -> str | None:
        """The matching key of the number, that of its target for a short form; None where that is open."""
        number = self.target or self.mention.citation.number
        return number_key(number) if number else None


def check_mentions(context: Context, introduced: Sequence[Introduced]) -> Iterator[Finding]:
    """Yield the short forms that stand for nothing, and the documents whose first mention is not full."""
    full = _full_mentions(introduced)
    seen: set[str] = set()
    for item in introduced:
        mention = item.mention
        yield from _cut_off(context, mention)
        if mention.citation.kind in ("self", "blank", "law"):
            continue
        if item.key is None:
            if mention.region != "closing":
                yield _open(context, mention)
            continue
        if mention.region != "body" or mention.inside:
            continue
        if item.key in seen:
            continue
        seen.add(item.key)
        finding = _first(context, item, full)
        if finding is not None:
            yield finding


def _full_mentions(introduced: Sequence[Introduced]) -> Mapping[str, Mention]:
    """Return for each number its first mention with a date and an issuer."""
    found: dict[str, Mention] = {}
    for item in introduced:
        cited = item.mention.citation
        if item.key is not None and item.mention.region == "body" and cited.date and cited.issuer and not item.target:
            found.setdefault(item.key, item.mention)
    return found


# --- first mentions ---------------------------------------------------------------------------------------------------


def _first(context: Context, item: Introduced, full: Mapping[str, Mention]) -> Finding | None:
    cited = item.mention.citation
    number = parse_number(item.target or cited.number or "")
    if number is None or cited.type in _LAWS or any(is_assembly(piece) for piece in number.pieces):
        return None
    lacking = [word for word, said in (("ngày ban hành", cited.date), ("cơ quan ban hành", cited.issuer)) if not said]
    if _own(context, item, number.pieces):
        lacking = [word for word in lacking if word != "cơ quan ban hành"]
    if cited.type is None:
        lacking.insert(0, "tên loại")
    if item.target is not None and cited.kind == "partial":
        lacking.insert(0, "số, ký hiệu đầy đủ")
    if item.undated and cited.date is None:
        return None  # what follows a date that is none has not been read
    if not lacking:
        return _without_title(context, item)
    later = full.get(item.key or "")
    passing = _AMENDED.search(context.text, max(0, cited.start - 120), cited.start) is not None
    text = f"Lần viện dẫn đầu tiên còn thiếu {', '.join(lacking)}"
    addition = _addition(context, item)
    if later is not None and later.citation.start > cited.start:
        text += ", phần sau mới ghi đủ; hãy chuyển lần ghi đầy đủ lên đây"
    elif addition:
        text += f"; hãy ghi thêm “{addition}”"
    else:
        text += "; hãy ghi đủ tên loại, số, ký hiệu, ngày và cơ quan ban hành"
    span, expected = _whole(context, item)
    slight = passing or _tells_which(item, number)
    return context.finding("first_mention", "note" if slight else "warning", span, f"{text}.", expected)


def _own(context: Context, item: Introduced, pieces: Sequence[str]) -> bool:
    """Whether the document is the citing office's own: its name is then left out as a matter of course."""
    citing, source = context.citing, item.source
    if citing.issuer and source is not None and source.issuer:
        return issuers_agree(citing.issuer, source.issuer, None)
    own = parse_number(citing.number) if citing.number else None
    return source is None and own is not None and not {p for p in own.pieces if is_issuer(p)}.isdisjoint(pieces)


def _tells_which(item: Introduced, number: Number) -> bool:
    """Whether a mention, though not full, says more than the number, and when: one document can be meant."""
    cited = item.mention.citation
    if cited.type is None or cited.kind == "partial" or not (cited.date or cited.issuer or cited.title):
        return False
    return cited.date is not None or number.year is not None


def _without_title(context: Context, item: Introduced) -> Finding | None:
    """Return the remark that a title is lacking, where it is known."""
    source = item.source
    if item.mention.citation.title or item.faulty or source is None or not source.title or source.title.isupper():
        return None
    span, expected = _whole(context, item, title=True)
    if expected is None:
        return None
    text = f"Lần viện dẫn đầu tiên chưa ghi trích yếu; nên ghi thêm “{as_title(source.title)}”."
    return context.finding("first_mention", "note", span, text, expected)


def _addition(context: Context, item: Introduced) -> str:
    """Return what is lacking of date and issuer, in the words in which it would be added; "" where it is unknown."""
    cited, source = item.mention.citation, item.source
    parts = []
    if source is not None and not cited.date and source.date and len(source.date) == 10:
        parts.append(f"ngày {date_vi(source.date)}")
    if source is not None and not cited.issuer and source.issuer and not _own(context, item, ()):
        parts.append(f"của {name_case(source.issuer)}")
    return " ".join(parts)


def _whole(context: Context, item: Introduced, *, title: bool = False) -> tuple[Span, str | None]:
    """Return the stretch of a mention from its type to its last fact, and how it would stand there in full.

    In a list the facts belong to several numbers: then the stretch is the number, and nothing is proposed.
    """
    mention, source = item.mention, item.source
    parts = [p for p in (mention.type, mention.span, mention.date, mention.issuer, mention.title) if p is not None]
    start, end = min(p.start for p in parts), max(p.end for p in parts)
    if mention.title is not None and end == mention.title.end and context.text[mention.title.start - 1] in "“«":
        end += context.text[end : end + 1] in ("”", "»")
    others = sum(1 for place in context.places if start <= place.start < end)
    if (others > 1 and mention.title is None) or end - start > 600 or mention.type is None:
        return mention.span, None
    if source is None or not (source.date and source.issuer) or mention.citation.kind == "partial" or item.faulty:
        return Span(start, end), None
    number_end = mention.citation.end
    dated = mention.date.end if mention.date else number_end
    added = []
    if mention.date is None:
        added.append((number_end, f" ngày {date_vi(source.date)}"))
    if mention.issuer is None and not _own(context, item, ()):
        added.append((max(dated, number_end), f" của {name_case(source.issuer)}"))
    if title and source.title:
        added.append((end, f" {as_title(source.title)}"))
    text = context.text[start:end]
    for at, words in reversed(added):
        text = text[: at - start] + words + text[at - start :]
    return Span(start, end), " ".join(text.split())


# --- short forms that stand for nothing -------------------------------------------------------------------------------


def _open(context: Context, mention: Mention) -> Finding:
    cited = mention.citation
    candidates = _candidates(context, mention)
    span = Span(mention.type.start if mention.type else cited.start, cited.end)
    bare = (cited.number or "").isdigit()
    if len(candidates) == 1:
        (source,) = candidates
        if bare:
            expected = full_reference(source)
            text = f"Viện dẫn tắt mà không có lần nào ghi đầy đủ; lần đầu hãy ghi “{expected}”."
            return context.finding("first_mention", "warning", span, text, expected)
        text = f"Số ghi thiếu ký hiệu cơ quan ban hành; hãy ghi đủ {source.number}."
        return context.finding("incomplete", "warning", mention.span, text, source.number)
    listed = "; ".join(full_reference(source) for source in candidates[:4])
    ways = f" (có thể là: {listed})" if listed else ""
    if bare:
        text = f"Viện dẫn tắt mà không có lần nào ghi đầy đủ{ways}; hãy ghi đủ số, ký hiệu, ngày và cơ quan ban hành."
        return context.finding("first_mention", "warning", span, text)
    guess = None if candidates else _by_issuer(mention)
    if guess is not None:
        text = f"Số ghi thiếu ký hiệu cơ quan ban hành; của {cited.issuer} thì là {guess}, hãy đối chiếu bản gốc."
        return context.finding("incomplete", "warning", mention.span, text, guess)
    text = f"Số ghi thiếu ký hiệu cơ quan ban hành, chưa xác định được văn bản{ways}; hãy ghi đủ số, ký hiệu."
    return context.finding("incomplete", "warning", mention.span, text)


def _cut_off(context: Context, mention: Mention) -> Iterator[Finding]:
    """Yield the number that goes on a list without its body ("258-KH/TU và 259-KH")."""
    if mention.citation.kind != "numbered":
        return
    following = _LISTED.match(context.text, mention.citation.end)
    number = parse_number(mention.citation.number or "")
    if following is None or number is None or following[2] != re.split(r"[/-]", number.symbol)[0]:
        return
    start, end = following.start("number"), following.end("number")
    expected = context.text[start:end] + "/" + number.symbol.partition("/")[2] if "/" in number.symbol else None
    text = "Số ghi thiếu ký hiệu cơ quan ban hành; hãy ghi đủ"
    yield context.finding("incomplete", "warning", Span(start, end), f"{text} {expected or 'ký hiệu'}.", expected)


def _by_issuer(mention: Mention) -> str | None:
    """Return the number in full as the body of the Party that is named with it would write it."""
    cited = mention.citation
    body = known_body(cited.issuer or "")
    if body is None or body.family != "party" or len(body.abbreviations) != 1 or "-" not in (cited.number or ""):
        return None
    return f"{cited.number}/{body.abbreviations[0]}"


def _candidates(context: Context, mention: Mention) -> list[Source]:
    """Return the known documents that a number with a part missing may mean."""
    cited = mention.citation
    digits = _DIGITS.match(cited.number or "")
    found: dict[str | None, Source] = {}
    for source in context.knowledge.bearing(digits_key(digits.group())) if digits else ():
        number = parse_number(source.number) if source.number else None
        if number is None or source.id == context.citing.id:
            continue
        agrees = (
            (not cited.type or not source.type or types_agree(cited.type, source.type))
            and dates_agree(cited.date, source.date)
            and issuers_agree(cited.issuer, source.issuer, context.citing.issuer)
            and (not cited.title or not source.title or compare_titles(cited.title, source.title) is None)
        )
        abbreviation = re.search(r"-\s*(\w+)", cited.number or "")
        if agrees and (abbreviation is None or number.symbol.upper().startswith(abbreviation[1].upper())):
            found.setdefault(number.key if cited.date is None else f"{number.key} {source.date}", source)
    return list(found.values())
