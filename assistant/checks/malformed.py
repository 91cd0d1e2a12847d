"""What stands for a number but is none: pieces in no official order, with marks or letters that no number has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.checks.context import Context
from assistant.checks.form import official_form
from directives.compare import types_agree
from directives.grounded import Finding
from directives.models import Citation, Span
from directives.reference.numbers import parse_number
from directives.reference.symbols import Number, digits_key, folded, is_issuer, is_type, official, plain
from directives.types import TYPES, type_before

_TOKEN = re.compile(r"(?<![\w/.-])(?:số\s*:?\s*)?(?P<token>[^\W_][\w/.\-\u2010-\u2015]{2,40})", re.IGNORECASE)
_ALLOWED = {type_.name for type_ in TYPES if type_.group != "contract"}
_DIGITS = re.compile(r"\d+[a-zđ]?(?![^\W_])")
_YEAR = re.compile(r"(?:19|20)\d\d")


def check_malformed(context: Context, citations: Sequence[Citation]) -> Iterator[Finding]:
    """Yield the words behind a type that are meant as a number and are none, with the number that they must mean."""
    exact = {(c.start, c.end) for c in citations if c.kind != "partial"}
    for match in _TOKEN.finditer(context.text):
        token = match["token"].rstrip(".-/")
        start = match.start("token")
        end = start + len(token)
        pieces = [piece for piece in re.split(r"[/.\-_\u2010-\u2015]", token) if piece]
        if len(pieces) < 2 or not _names_a_body(pieces) or (start, end) in exact:
            continue
        if any(c.start <= start and end <= c.end for c in citations) or parse_number(plain(token)) is not None:
            continue
        type_ = type_before(context.text, match.start())
        if type_ is None or type_.type.name not in _ALLOWED:
            continue
        expected = _meant(context, pieces, type_.type.name)
        said = f"hãy sửa thành {expected}" if expected else "hãy ghi theo dạng số/ký hiệu của loại văn bản này"
        message = f"Số, ký hiệu “{token}” không đúng dạng; {said}."
        yield context.finding("wrong_form", "warning", Span(start, end), message, expected)


def _names_a_body(pieces: Sequence[str]) -> bool:
    """Whether there are digits, and letters that are the abbreviation of a type or a body."""
    keys = [folded(piece) for piece in pieces]
    letters = [key for key in keys if key.isalpha() and len(key) > 1]
    return any(_DIGITS.fullmatch(piece) for piece in pieces) and any(is_type(k) or is_issuer(k) for k in letters)


def _meant(context: Context, pieces: Sequence[str], type_: str) -> str | None:
    """Return the one number that is made of these pieces: that of a known document, or else in the official order."""
    digits = [piece for piece in pieces if _DIGITS.fullmatch(piece)]
    letters = {folded(piece) for piece in pieces if not piece[0].isdigit()}
    number = next((d for d in digits if not _YEAR.fullmatch(d)), digits[0])
    known = {
        parsed.canonical
        for source in context.knowledge.bearing(digits_key(number))
        if source.type is None or types_agree(type_, source.type)
        if (parsed := parse_number(source.number or "")) and set(parsed.pieces) == letters
    }
    if len(known) == 1:
        return known.pop()
    kinds = [official(piece, True) for piece in pieces if is_type(folded(piece))]
    bodies = [official(piece, False) for piece in pieces if is_issuer(folded(piece)) and not is_type(folded(piece))]
    if known or len(kinds) != 1 or len(bodies) != 1 or len(letters) != 2:
        return None
    year = next((d for d in digits if _YEAR.fullmatch(d) and d != number), None)
    return official_form(Number(number, year, f"{kinds[0]}-{bodies[0]}"))
