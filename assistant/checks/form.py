"""The form of a cited number: marks, letters and year as official documents write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.checks.context import Context
from assistant.knowledge import Knowledge
from directives.abbreviations import ABBREVIATIONS
from directives.compare import dates_agree, types_agree
from directives.grounded import Finding, Severity
from directives.issuers import by_abbreviation
from directives.models import Citation, Span
from directives.reference.numbers import parse_number
from directives.reference.symbols import Number, digits_key, folded, is_issuer, is_party_issuer, is_type, plain
from directives.text import fold
from directives.types import BY_ABBREVIATION

_MARKS = re.compile(r"[/.-]+")
_WRAPPED = re.compile(r"\s*\n\s*")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2012\u2013\u2014\u2015\u2212", "-"))
_MARKDOWN = re.compile(r"\*{1,3}|\\(?=[-_./])")
# Bodies that more than one family has, each with marks of its own.
_SHARED = frozenset(["BCH", "BTV", "DCT", "UBKT", "BCD", "HD", "DTN", "TDTN", "CD", "MT", "CT"])
_NEVER_YEARLY = frozenset(["KH", "BC", "TB", "TTr", "CTr", "HD", "KL", "CĐ", "GM", "PA"])
_YEARLY_SINCE = "1997"  # from then on decrees and circulars bear the year


@dataclass(frozen=True, slots=True)
class Form:
    """A number written otherwise than official documents do: how it should stand, and in words what is wrong."""

    expected: str
    severity: Severity
    reason: str


def judge_form(citation: Citation, knowledge: Knowledge) -> Form | None:
    """Return what is wrong with the form of a cited number, None where nothing is or nobody can tell."""
    number = parse_number(citation.number) if citation.number else None
    surface = _as_typed(citation.text)
    if number is None or not number.digits or surface.isdigit():
        return None
    turned = _turned(citation, number)
    if turned is not None:
        return Form(official_form(turned), "error", "đảo thứ tự tên loại và cơ quan")
    written = official_form(number, citation.date)
    return _year(citation, number, knowledge) or _term(number) or _writing(surface, written)


def official_form(number: Number, date: str | None = None) -> str:
    """Return a number with the marks that its family puts: 35-NQ/TW, 2214/QĐ-TTg, 30/2020/NĐ-CP, 482/TLĐ-TG.

    Numbers of bodies that no table knows, and of old acts, are left as they are.
    """
    pieces = [piece for piece in _MARKS.split(number.symbol) if piece]
    if len(pieces) != 2:
        return number.canonical
    first, last = pieces
    if is_type(folded(first)) and is_party_issuer(folded(last)):
        return f"{number.digits}-{first}/{last}"
    old = date is not None and date < "2000"
    body = last if is_type(folded(first)) else first
    families = {issuer.family for issuer in by_abbreviation(body)}
    if old or folded(body) in _SHARED or not families or families - {"state", "union"}:
        return number.canonical
    year = f"/{number.year}" if number.year else ""
    return f"{number.digits}{year}/{first}-{last}"


def _turned(citation: Citation, number: Number) -> Number | None:
    """Return the number with type and body in their order where they stand the other way round ("12/LĐLĐ-KH")."""
    pieces = [piece for piece in _MARKS.split(number.symbol) if piece]
    if len(pieces) != 2 or is_type(folded(pieces[0])) or not is_issuer(folded(pieces[0])) or citation.type is None:
        return None
    own = BY_ABBREVIATION.get(pieces[1], ())
    if not any(types_agree(citation.type, type_.name) for type_ in own):
        return None
    return Number(number.digits, number.year, f"{pieces[1]}-{pieces[0]}")


def _as_typed(surface: str) -> str:
    """Return a surface without what only Markdown, the end of a line or Word's own hyphens put into it."""
    return _WRAPPED.sub("", _MARKDOWN.sub("", surface)).replace("\u2011", "-").strip()


def _writing(surface: str, expected: str) -> Form | None:
    if surface == expected:
        return None
    closed = re.sub(r"\s", "", surface)
    if closed.translate(_DASHES) == expected:
        reason = "có khoảng trắng thừa" if closed == expected else "dùng gạch dài thay cho gạch nối"
        return Form(expected, "note", reason)
    if re.sub(r"\s", "", plain(surface)) == expected:
        return Form(expected, "error", "có ký tự nhìn giống nhưng là ký tự khác, tìm kiếm sẽ không ra")
    if _letters(surface) == _letters(expected):
        lacks = len(re.findall(r"[/-]", closed)) < len(re.findall(r"[/-]", expected))
        return Form(expected, "error", "thiếu dấu gạch" if lacks else "đặt sai dấu gạch nối, gạch chéo")
    if _letters(surface).replace("TƯ", "TW") == _letters(expected):
        return Form(expected, "warning", "viết “TƯ”, đúng là “TW”")
    if fold(_letters(surface)) == fold(_letters(expected)):
        return Form(expected, "error", "viết sai chữ hoa, chữ thường hoặc chữ Đ")
    return Form(expected, "error", "viết sai")


def _letters(number: str) -> str:
    return re.sub(r"[\s/.\-\u2010-\u2015\u2212]", "", number)


# --- abbreviations in running text ------------------------------------------------------------------------------------

_CAPITALS = re.compile(r"(?<![\w/-])[A-Z]{3,}(?![\w/-])")


@cache
def _without_stroke() -> dict[str, str]:
    """Return the official writing of abbreviations under the one that lost the stroke of its Đ ("TLD": "TLĐ")."""
    known = {a.short for a in ABBREVIATIONS}
    lost = {a.short.replace("Đ", "D"): a.short for a in ABBREVIATIONS if "Đ" in a.short and not a.ambiguous}
    return {short: right for short, right in lost.items() if short not in known and len(short) > 2}


def abbreviations(context: Context) -> Iterator[Finding]:
    """Yield the abbreviations of bodies that are written without the stroke of their Đ."""
    for match in _CAPITALS.finditer(context.text):
        right = _without_stroke().get(match.group())
        if right is not None:
            message = f"Chữ viết tắt “{match.group()}” thiếu dấu của chữ Đ; hãy sửa thành “{right}”."
            yield context.finding("wrong_form", "note", Span(match.start(), match.end()), message, right)


# --- the year ---------------------------------------------------------------------------------------------------------


def _year(citation: Citation, number: Number, knowledge: Knowledge) -> Form | None:
    """Return what is wrong with the year in a number: lacking in a normative act, standing where none belongs."""
    if knowledge.bearing(number.key):
        return None
    full = citation.date if citation.date and len(citation.date) == 10 else None
    others = [n for n in _same_but_year(number, citation, knowledge) if (n.year is None) != (number.year is None)]
    expected = {official_form(n) for n in others}
    if len(expected) == 1:
        reason = "thiếu năm ban hành" if number.year is None else "loại văn bản này không ghi năm trong số"
        return Form(expected.pop(), "error" if full else "warning", reason)
    if number.year is None and full is not None and full >= _YEARLY_SINCE and _always_yearly(citation, number):
        symbol = official_form(number).partition("/")[2]
        return Form(f"{number.digits}/{full[:4]}/{symbol}", "error", "thiếu năm ban hành")
    if number.year is not None and (number.type_abbreviation in _NEVER_YEARLY or _is_party(number)):
        bare = Number(number.digits, None, number.symbol)
        return Form(official_form(bare), "warning", "loại văn bản này không ghi năm trong số")
    return None


# Terms of the National Assembly, by the years that belong to one term alone.
_TERMS = {11: (2003, 2006), 12: (2008, 2010), 13: (2012, 2015), 14: (2017, 2020), 15: (2022, 2025)}


def _term(number: Number) -> Form | None:
    """Return the number with its term where the National Assembly's is lacking ("72/2025/QH")."""
    if number.year is None or not number.symbol.endswith("QH"):
        return None
    term = next((term for term, (first, last) in _TERMS.items() if first <= int(number.year) <= last), None)
    return Form(f"{number.canonical}{term}", "error", "thiếu khóa của Quốc hội") if term else None


def _is_party(number: Number) -> bool:
    return len(number.pieces) == 2 and is_type(number.pieces[0]) and is_party_issuer(number.pieces[1])


def _always_yearly(citation: Citation, number: Number) -> bool:
    """Whether the number is of a normative act of the centre, which cannot do without the year."""
    pieces = number.pieces
    if len(pieces) != 2 or citation.type not in ("nghị định", "thông tư"):
        return False
    return pieces == ("ND", "CP") or (pieces[0] == "TT" and pieces[1].startswith("B"))


def _same_but_year(number: Number, citation: Citation, knowledge: Knowledge) -> list[Number]:
    """Return the numbers of known documents with these digits and this symbol, whatever their year."""
    found = []
    for source in knowledge.bearing(digits_key(number.digits)):
        other = parse_number(source.number) if source.number else None
        if other is None or other.pieces != number.pieces or not dates_agree(citation.date, source.date):
            continue
        if number.year is not None and source.date is not None and not source.date.startswith(number.year):
            continue
        if citation.type and source.type and not types_agree(citation.type, source.type):
            continue
        found.append(other)
    return found
