"""The draft's own number: a draft leaves it blank, the clerks give it when the document goes out."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.context import Context
from directives.compare import issuers_agree
from directives.grounded import Finding, Office
from directives.issuers import identify
from directives.models import Header
from directives.reference.numbers import parse_number


def check_own(context: Context, header: Header, office: Office | None, *, held: bool) -> Iterator[Finding]:
    """Yield the remark that the text bears a number of its own.

    A warning for the office that the settings name, whose draft it then is; a mere note where the settings name none;
    nothing for a document of another office, nor for one that is `held`: what was issued bears its number rightly.
    """
    number = parse_number(header.number) if header.number else None
    if number is None or not number.digits or header.number_span is None or held:
        return
    own = _is_of(header, office)
    if own is False:
        return
    blank = f"     {number.canonical[len(number.digits) :]}"
    yield context.finding(
        "own_number",
        "warning" if own else "note",
        header.number_span,
        f"Dự thảo đã điền số {number.canonical}; hãy để trống số cho đến khi văn thư đăng ký, cấp số "
        "(bỏ qua nếu đây là văn bản đã phát hành).",
        blank,
    )


def _is_of(header: Header, office: Office | None) -> bool | None:
    """Whether the office of the settings issues the text; None where it is not named or cannot be compared."""
    if office is None or not office.name or not header.issuer:
        return None
    if identify(office.name) is None and identify(header.issuer) is None:
        return issuers_agree(office.name, header.issuer, office.name)
    a, b = identify(office.name), identify(header.issuer)
    same = a is not None and b is not None and a.group == b.group and (b.place is None or a.place == b.place)
    return same and issuers_agree(office.name, header.issuer, office.name)
