"""Columns by which reference numbers are found."""

from __future__ import annotations

import re

from directives.reference.numbers import number_key
from directives.reference.symbols import digits_key

_DIGITS = re.compile(r"\d+(?:\.\d+)?[a-zđ]?", re.IGNORECASE)


def number_keys(number: str | None) -> tuple[str | None, str | None]:
    """Return (matching key, its digits) of a number; partial numbers ("45") have digits but no key."""
    if not number:
        return None, None
    key = number_key(number)
    if key is not None:
        return key, key.partition("|")[0] or None
    digits = _DIGITS.match(number)
    return None, (digits_key(digits.group()) if digits else None)
