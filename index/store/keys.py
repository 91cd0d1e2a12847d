"""Columns by which reference numbers are found."""

from __future__ import annotations

from directives.numbers import number_key


def number_keys(number: str | None) -> tuple[str | None, str | None]:
    """Return (matching key, its digits) of a number; partial numbers ("45") have digits but no key."""
    if not number:
        return None, None
    key = number_key(number)
    if key is not None:
        return key, key.partition("|")[0] or None
    digits = ""
    for c in number:
        if not c.isdigit():
            break
        digits += c
    return None, digits.lstrip("0") or None
