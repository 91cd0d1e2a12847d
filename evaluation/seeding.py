"""Errors sown into correct drafts, one a text, and changes that are none: what a check has to find and to let pass."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from directives.grounded import FindingKind
from directives.located import Mention
from directives.models import Document, Span
from directives.reference.numbers import number_key, parse_number
from directives.text import fold

Sort = Literal[
    "number", "other number", "date", "type", "issuer", "title", "form", "look-alike", "quotation", "incomplete",
    "first mention", "superseded", "basis order",
]  # fmt: skip
_TYPES = ("Quyết định", "Kế hoạch", "Chỉ thị", "Thông báo", "Hướng dẫn", "Nghị quyết", "Kết luận")
_ISSUERS = (
    "Bộ Nội vụ", "Ban Bí thư", "Hội đồng nhân dân tỉnh", "Thủ tướng Chính phủ", "Ủy ban nhân dân tỉnh",
    "Tổng Liên đoàn Lao động Việt Nam", "Ban Tổ chức Trung ương", "Sở Tài chính",
)  # fmt: skip
_WORDS = ("thủy lợi", "ngân sách", "giao thông", "khoáng sản", "đấu thầu", "bưu chính")
_CYRILLIC = dict(zip("TCHKPBMX", "ТСНКРВМХ", strict=True))
_FORMULA = re.compile(r"(?:về|việc|v|ban|hành|quy|định|phê|duyệt|chương|trình)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """A correct mention of a draft with the facts of the document meant; `single` where its number stands once."""

    mention: Mention
    number: str
    type: str | None
    issuer: str | None
    date: str | None
    title: str | None
    single: bool


@dataclass(frozen=True, slots=True)
class Seed:
    """A text with one change at `start:end`; `kinds` are the findings of which one must stand there, none if empty.

    `was` is what stood there before.
    """

    sort: str
    text: str
    start: int
    end: int
    was: str
    kinds: tuple[FindingKind, ...] = ()


def replaced(document: Document, sort: str, span: Span, by: str, kinds: tuple[FindingKind, ...] = ()) -> Seed:
    """Return the document's text with `span` replaced."""
    text = document.text
    new = text[: span.start] + by + text[span.end :]
    return Seed(sort, new, span.start, span.start + len(by), text[span.start : span.end], kinds)


# --- errors -----------------------------------------------------------------------------------------------------------


def number(document: Document, known: Known, chance: random.Random) -> Iterator[Seed]:
    """Change the digits to those of no document."""
    parsed = parse_number(known.number)
    if parsed is not None:
        span = Span(known.mention.citation.start, known.mention.citation.start + len(parsed.digits))
        yield replaced(document, "number", span, str(chance.randint(901, 999)), ("unknown_number",))


def date(document: Document, known: Known, chance: random.Random) -> Iterator[Seed]:
    """Change day, month or year."""
    span = known.mention.date
    if span is None or known.date is None or len(known.date) != 10:
        return
    written = document.text[span.start : span.end]
    figures = list(re.finditer(r"\d+", written))
    if len(figures) != 3:
        return
    chosen = chance.randrange(3)
    value = int(figures[chosen].group())
    other = (value % 27 + 1, value % 12 + 1, value + chance.choice((-1, 1)))[chosen]
    new = written[: figures[chosen].start()] + f"{other:02d}" + written[figures[chosen].end() :]
    yield replaced(document, "date", span, new, ("wrong_date",))


def type_(document: Document, known: Known, chance: random.Random) -> Iterator[Seed]:
    """Call the document by another type."""
    span = known.mention.type
    if span is None or known.type is None or known.mention.citation.start - span.end > 8:
        return
    others = [
        t for t in _TYPES if not fold(t).startswith(fold(known.type)) and not fold(known.type).startswith(fold(t))
    ]
    other = chance.choice(others)
    capital = document.text[span.start].isupper()
    yield replaced(document, "type", span, other if capital else other.lower(), ("wrong_type",))


def issuer(document: Document, known: Known, chance: random.Random) -> Iterator[Seed]:
    """Give the document to another body."""
    span = known.mention.issuer
    if span is None or known.issuer is None:
        return
    if re.search(r"giữa\s+$", document.text[span.start - 8 : span.start]):
        return  # of two bodies
    names = fold(f"{known.issuer} {document.text[span.start : span.end]}")
    others = [name for name in _ISSUERS if fold(name) not in names]
    yield replaced(document, "issuer", span, chance.choice(others), ("wrong_issuer",))


def title(document: Document, known: Known, chance: random.Random) -> Iterator[Seed]:
    """Put two other words into the title."""
    span = known.mention.title
    if span is None or known.title is None:
        return
    held = fold(known.title)
    words = list(re.finditer(r"[^\W_]+", document.text[span.start : span.end]))
    pairs = [
        (a, b)
        for a, b in zip(words[1:], words[2:], strict=False)
        if f"{fold(a.group())} {fold(b.group())}" in held and not _FORMULA.match(a.group()) and b.start() == a.end() + 1
    ][: max(1, len(words) * 2 // 3)]
    if len(words) >= 7 and pairs:
        a, b = chance.choice(pairs)
        place = Span(span.start + a.start(), span.start + b.end())
        yield replaced(document, "title", place, chance.choice(_WORDS), ("wrong_title",))


def form(document: Document, known: Known, chance: random.Random) -> Iterator[Seed]:
    """Write the number with the wrong marks or letters, or leave out its year."""
    surface = document.text[known.mention.citation.start : known.mention.citation.end]
    party = re.fullmatch(r"(\d+\w?)-(\w+)/(\w+)", surface)
    state = re.fullmatch(r"(\d+\w?)/([A-ZĐa-z]+)-([\w&]+)", surface)
    yearly = re.fullmatch(r"(\d+)/(\d{4})/(.+)", surface)
    ways = []
    if party:
        ways += [f"{party[1]}/{party[2]}-{party[3]}", f"{party[1]}/{party[2]}/{party[3]}"]
    if state:
        ways += [f"{state[1]}-{state[2]}/{state[3]}"] if state[3] in ("TTg", "UBND", "LĐLĐ", "TLĐ") else []
    if "Đ" in surface:
        ways.append(surface.replace("Đ", "D"))
    if surface.endswith("TTg"):
        ways.append(surface[:-3] + "TTG")
    if yearly and known.mention.date and "QH" not in surface:
        ways.append(f"{yearly[1]}/{yearly[3]}")
    if ways:
        yield replaced(document, "form", known.mention.span, chance.choice(ways), ("wrong_form",))


def lookalike(document: Document, known: Known, chance: random.Random) -> Iterator[Seed]:
    """Write a letter of the number with one of another alphabet that looks the same."""
    start = known.mention.citation.start
    surface = document.text[start : known.mention.citation.end]
    places = [i for i, c in enumerate(surface) if c in _CYRILLIC or c == "Đ"]
    if places:
        at = chance.choice(places)
        letter = _CYRILLIC.get(surface[at], "Ð")
        yield replaced(document, "look-alike", Span(start + at, start + at + 1), letter, ("wrong_form",))


def incomplete(document: Document, known: Known, chance: random.Random) -> Iterator[Seed]:
    """Leave out the body in a Party number that stands nowhere else in the text."""
    surface = document.text[known.mention.citation.start : known.mention.citation.end]
    cut = re.fullmatch(r"(\d+-[A-ZĐ]+)/\w+", surface)
    if cut and known.single:
        yield replaced(document, "incomplete", known.mention.span, cut[1], ("incomplete",))


def first_mention(document: Document, known: Known, chance: random.Random) -> Iterator[Seed]:
    """Leave out date and issuer of a document that stands nowhere else in the text."""
    mention = known.mention
    if not known.single or mention.date is None or mention.type is None or parse_number(known.number) is None:
        return
    if "QH" in known.number or mention.date.start < mention.citation.end:
        return
    if mention.title is not None and re.match(r"\d+/\d{4}/", known.number):
        return  # year and title are left, which tell well enough what is meant
    end = max(mention.date.end, mention.issuer.end if mention.issuer else 0)
    between = document.text[mention.citation.end : end]
    if len(between) < 120 and not re.search(r"\d/\d{4}/|-\w+/", between):
        span = Span(mention.type.start, end)
        short = document.text[span.start : mention.citation.end]
        yield replaced(document, "first mention", span, short, ("first_mention", "ambiguous"))


def other_number(
    document: Document, known: Known, chance: random.Random, others: Sequence[tuple[str, str | None]]
) -> Iterator[Seed]:
    """Give the document the number of another that is held and has another date; `others` are (number, date)."""
    mention = known.mention
    own = parse_number(known.number)
    if mention.date is None or own is None or not others:
        return
    numbers = [n for n, day in others if day and day != known.date]
    alike = [n for n in numbers if (p := parse_number(n)) and p.pieces == own.pieces and p.key != own.key]
    if alike:
        kinds: tuple[FindingKind, ...] = ("unknown_number", "wrong_date", "wrong_title", "wrong_issuer")
        seed = replaced(document, "other number", mention.span, chance.choice(alike), kinds)
        end = max(mention.date.end, mention.issuer.end if mention.issuer else 0) + len(seed.text) - len(document.text)
        yield Seed(seed.sort, seed.text, seed.start, max(seed.end, end), seed.was, kinds)


SOWERS: tuple[Callable[[Document, Known, random.Random], Iterator[Seed]], ...] = (
    number, date, type_, issuer, title, form, lookalike, incomplete, first_mention,
)  # fmt: skip


def inserted(
    document: Document, at: int, sentence: str, quoted: str, sort: str, kinds: tuple[FindingKind, ...], was: str = ""
) -> Seed:
    """Put a paragraph into the text at the line that begins at `at`; the place is that of `quoted` in it."""
    text = document.text[:at] + sentence + "\n" + document.text[at:]
    start = at + sentence.index(quoted)
    return Seed(sort, text, start, start + len(quoted), was, kinds)


def swapped_bases(document: Document) -> Iterator[Seed]:
    """Put the first căn cứ, a law, behind the last one that is of lower force."""
    lines = list(re.finditer(r"^Căn cứ [^\n]+;$", document.text, re.MULTILINE))
    lower = [m for m in lines if re.match(r"Căn cứ (?:Nghị định|Quyết định số \d+/\d{4}/|Thông tư)", m.group())]
    if lines and lower and lines[0].group().startswith("Căn cứ Luật") and lower[-1].start() > lines[0].start():
        first, last = lines[0], lower[-1]
        text = document.text
        middle = text[first.end() : last.start()]
        new = text[: first.start()] + last.group() + middle + first.group() + text[last.end() :]
        start = first.start() + len(last.group()) + len(middle)
        # Every basis of higher force that now stands behind is named; one of them is enough.
        yield Seed("basis order", new, first.start(), start + len(first.group()), "", ("basis_order",))


# --- changes that are none --------------------------------------------------------------------------------------------

_TONES = (("hòa", "hoà"), ("ủy", "uỷ"), ("thủy", "thuỷ"), ("hóa", "hoá"), ("khỏe", "khoẻ"))


def harmless(document: Document, known: Known, chance: random.Random) -> Iterator[Seed]:
    """Change what is a matter of habit: tone placement, capitals, the date's manner, an end cut off, Word's hyphen."""
    mention = known.mention
    text = document.text
    if mention.date is not None and known.date and len(known.date) == 10:
        year, month, day = known.date.split("-")
        written = text[mention.date.start : mention.date.end]
        other = f"{day}/{month}/{year}" if "tháng" in written else f"{day} tháng {month} năm {year}"
        yield replaced(document, "date in another manner", mention.date, other)
    if mention.issuer is not None:
        name = text[mention.issuer.start : mention.issuer.end]
        short = name.replace("Ủy ban nhân dân", "UBND").replace("Liên đoàn Lao động", "LĐLĐ").replace("Ủy", "Uỷ")
        if short != name:
            yield replaced(document, "issuer abbreviated", mention.issuer, short)
    if mention.title is not None:
        name = text[mention.title.start : mention.title.end]
        words = name.split()
        if len(words) > 8 and not re.search('[“”"]', text[mention.title.start - 1 : mention.title.end + 1]):
            yield replaced(document, "title cut at its end", mention.title, " ".join(words[: len(words) * 2 // 3]))
        toned = name
        for old, new in _TONES:
            toned = toned.replace(old, new)
        if toned != name:
            yield replaced(document, "tone placement", mention.title, toned)
    surface = text[mention.citation.start : mention.citation.end]
    if "-" in surface and number_key(surface):
        yield replaced(document, "hyphen of Word", mention.span, surface.replace("-", "\u2011"))
