"""Dates as offices write them: "ngày 05 tháng 3 năm 2020", "05/3/2020", with blanks and misread digits."""

from __future__ import annotations

import re
from datetime import date

# Blanks and dots of a form; bounded, so that a long dotted line costs no more than its length.
_FILL = r"[\s.…_]{0,24}"
# On folded text.  The blanks of a form ("ngày    tháng 01 năm 2024") match too, with empty groups.
DATE = re.compile(
    rf"\bngay{_FILL}(?P<d>[\dol]{{1,2}})?{_FILL}(?:ngay\s{{0,3}})?thang{_FILL}(?P<m>[\dol]{{1,2}})?{_FILL}nam{_FILL}"
    r"(?P<y>\d[\dol]{3}\b)?"
    r"|\bngay\s*(?P<d2>\d{1,2})\s*[/.\-–]\s*(?P<m2>\d{1,2})\s*[/.\-–]\s*(?P<y2>\d{4})\b"
)
# A date whose figures cannot be read.
ILLEGIBLE_DATE = re.compile(r"ngay.{0,8}than.{0,8}na.{0,8}$")
_MISREAD = str.maketrans("ol", "01")


def iso_date(match: re.Match[str]) -> str | None:
    """Return the ISO form of a match of DATE; None where a part is blank or no such day exists."""
    parts = [match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"]]
    if not all(parts):
        return None
    try:
        year, month, day = (int(part.translate(_MISREAD)) for part in parts if part)
        return date(year, month, day).isoformat()
    except ValueError:
        return None
