"""The facts of a mention against one document: type, date, issuer, title."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.checks.context import Context
from assistant.knowledge import Source
from assistant.wording import as_title, date_like, date_vi, excerpt, named
from directives.casing import name_case
from directives.compare import compare_titles, dates_agree, issuers_agree, types_agree, types_of_number
from directives.grounded import Finding, FindingKind, Severity
from directives.located import Mention
from directives.models import Resolution, Span
from directives.reference.numbers import number_key
from directives.text import capitalized


def source_of(context: Context, resolution: Resolution) -> Source | None:
    """Return the one document meant, what the catalogue adds to a held one's facts filled in."""
    if resolution.status == "RESOLVED":
        held = context.knowledge.source(resolution.documents[0])
        key = number_key(held.number) if held.number else None
        for other in context.knowledge.bearing(key) if key else ():
            if other.id is None and dates_agree(other.date, held.date):
                held = replace(held, issuer=held.issuer or other.issuer, title=held.title or other.title)
        return held
    known = resolution.known
    return (
        Source(None, known.number, known.type, known.issuer, known.date, known.title, known.source) if known else None
    )


_NUMBER_CUE = re.compile(r"\s*(?:số)?\s*:?\s*", re.IGNORECASE)
# A date that is written but that no calendar has, or whose year is cut short.
_NO_DATE = re.compile(
    r"\s*[,(]?\s*(?:ban\s+hành\s+)?ngày\s+(?P<date>\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{2,4})"
    r"(?!\d)",
    re.IGNORECASE,
)
# What announces a title that is not quoted.
_ANNOUNCED = re.compile(r"(?:về|v/v|quy\s+định|ban\s+hành|phê\s+duyệt|sửa\s+đổi)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Faults:
    """Which facts of a mention contradict a document, each as the finding that says so, and how many agree.

    `titled`: the title agrees, or differs in a few words: the document is meant whatever else contradicts it.
    """

    findings: tuple[Finding, ...]
    agreeing: int
    titled: bool = False

    def kinds(self) -> set[FindingKind]:
        """Return the kinds of the contradictions."""
        return {finding.kind for finding in self.findings}


def faults_of(context: Context, mention: Mention, source: Source, severity: Severity = "error") -> Faults:
    """Lay the facts of a mention beside those of a document; what either leaves unsaid agrees with anything.

    `severity` is that of a wrong date or issuer: not an error where another document of the same number may be meant.
    """
    cited = mention.citation
    found: list[Finding] = []
    agreeing = 0
    if cited.type and source.type and cited.kind != "law":
        if types_agree(cited.type, source.type):
            agreeing += 1
        elif not _fits_number(cited.type, source) and says_type(context.text, mention):
            found.append(_wrong_type(context, mention, source))
    if cited.date and source.date:
        if dates_agree(cited.date, source.date):
            agreeing += 1
        else:
            found.append(_wrong_date(context, mention, source, severity))
    said = cited.issuer or _words(context, mention.said_by)
    if said and source.issuer:
        if issuers_agree(said, source.issuer, context.citing.issuer):
            agreeing += 1
        else:
            found.append(_wrong_issuer(context, mention, source, severity))
    if (cited.title or mention.law) and source.title and cited.kind != "law":
        wrong = _wrong_name(context, mention, source) if mention.law else _wrong_title(context, mention, source)
        agreeing += wrong is None
        found += [wrong] if wrong else []
    titled = bool(cited.title and source.title) and not _other_title(cited.title or "", source.title or "")
    return Faults(tuple(found), agreeing, titled)


def no_date(context: Context, mention: Mention, source: Source | None) -> Finding | None:
    """Return that what stands behind a number as its date is none."""
    if mention.citation.date is not None or mention.citation.kind not in ("numbered", "partial"):
        return None
    match = _NO_DATE.match(context.text, mention.citation.end)
    if match is None:
        return None
    span = Span(match.start("date"), match.end("date"))
    right = source.date if source and source.date and len(source.date) == 10 else None
    expected = date_like(match["date"], right) if right else None
    remedy = f"hãy sửa thành {date_vi(right)}" if right else "hãy ghi đủ ngày, tháng, năm theo bản gốc"
    return context.finding(
        "wrong_date", "error", span, f"Ngày “{match['date']}” không có thật hoặc ghi chưa đủ; {remedy}.", expected
    )


def _other_title(cited: str, held: str) -> bool:
    difference = compare_titles(cited, held)
    return difference is not None and difference.patched is None


def says_type(text: str, mention: Mention) -> bool:
    """Whether the type word surely belongs to the number: on its line, no other number and no law's name between."""
    if mention.type is None or mention.citation.kind == "law":
        return False
    between = text[mention.type.end : mention.citation.start]
    if _NUMBER_CUE.fullmatch(between):
        return True  # a line or a page may end between the two
    law = mention.law is not None and "QH" not in mention.citation.text.upper()
    return len(between) <= 120 and not law and not any(c.isdigit() or c == "\n" for c in between)


def _fits_number(cited: str, source: Source) -> bool:
    """Whether a type that the document's heading does not bear is still that of its number, the heading misread."""
    own = types_of_number(source.number or "")
    return bool(own) and source.type not in own and any(types_agree(cited, type_) for type_ in own)


def _wrong_type(context: Context, mention: Mention, source: Source) -> Finding:
    span = mention.type or mention.span
    written = context.text[span.start : span.end]
    expected = capitalized(source.type) if written[:1].isupper() else source.type
    letter = source.number is not None and not types_of_number(source.number)
    return context.finding(
        "wrong_type",
        "warning" if letter else "error",
        span,
        f"Sai tên loại: {source.number or named(source)} là {source.type}, không phải {mention.citation.type}; "
        f"hãy sửa thành “{expected}”.",
        expected,
    )


def _wrong_date(context: Context, mention: Mention, source: Source, severity: Severity) -> Finding:
    span = mention.date or mention.span
    written = context.text[span.start : span.end]
    expected = date_like(written, source.date or "") if mention.date else None
    return context.finding(
        "wrong_date",
        severity,
        span,
        f"Sai ngày ban hành: {named(source)} ban hành ngày {date_vi(source.date)}, không phải "
        f"{date_vi(mention.citation.date)}; hãy sửa ngày"
        + ("." if severity == "error" else ", hoặc nạp vào kho văn bản cùng số của ngày đã ghi nếu có."),
        expected,
    )


def _wrong_issuer(context: Context, mention: Mention, source: Source, severity: Severity) -> Finding:
    span = mention.issuer or mention.said_by or mention.span
    said = mention.citation.issuer or _words(context, mention.said_by)
    expected = name_case(source.issuer or "")
    return context.finding(
        "wrong_issuer",
        severity,
        span,
        f"Sai cơ quan ban hành: {named(source)}"
        + (f" ngày {date_vi(source.date)}" if source.date else "")
        + f" là của {expected}, không phải {said}; hãy sửa tên cơ quan"
        + ("." if severity == "error" else ", hoặc nạp vào kho văn bản cùng số của cơ quan đã ghi nếu có."),
        expected if span != mention.span else None,
    )


def _words(context: Context, span: Span | None) -> str:
    return " ".join(context.text[span.start : span.end].split()) if span else ""


def _wrong_title(context: Context, mention: Mention, source: Source) -> Finding | None:
    if mention.title is None or mention.citation.title is None or source.title is None:
        return None
    before = context.text[mention.title.start - 1 : mention.title.start]
    quoted = before in ("“", '"', "«")
    difference = compare_titles(mention.citation.title, source.title, quoted=quoted)
    if difference is None:
        return None
    if difference.patched is None:
        if not quoted and not _ANNOUNCED.match(mention.citation.title):
            return None  # words that go on with the sentence
        expected = source.title if quoted else as_title(source.title)
        message = (
            f"Trích yếu không khớp: {named(source)} có trích yếu “{excerpt(source.title, 220)}”; "
            "hãy ghi lại trích yếu hoặc kiểm tra lại số, ký hiệu."
        )
        return context.finding("wrong_title", "error" if quoted else "warning", mention.title, message, expected)
    if difference.shortened:
        message = f"Trích yếu của {named(source)} ghi thiếu “{difference.right}”; nên ghi đủ như văn bản."
        severity: Severity = "warning" if quoted else "note"
        return context.finding("wrong_title", severity, mention.title, message, difference.patched)
    message = (
        f"Trích yếu của {named(source)} ghi chưa đúng: “{difference.wrong}” phải là “{difference.right}”; "
        "hãy sửa theo đúng văn bản."
    )
    return context.finding("wrong_title", "error", mention.title, message, difference.patched)


def _wrong_name(context: Context, mention: Mention, source: Source) -> Finding | None:
    """Return what is wrong with the name that stands before a law's number."""
    if mention.law is None or source.title is None:
        return None
    name = context.text[mention.law.start : mention.law.end]
    if compare_titles(" ".join(name.split()), source.title, quoted=True) is None:
        return None
    message = f"Sai tên: số {source.number} là {named(source)}; hãy sửa tên hoặc số, ký hiệu."
    return context.finding("wrong_title", "error", mention.law, message, source.title)
