"""Marks above a title that are no part of it: secrecy, urgency, draft, copy, address."""

from __future__ import annotations

import re

from directives.headers.cells import Cell

_SECRET = re.compile(r"[\W_]*(?:độ mật\s*:?\s*)?(tuyệt mật|tối mật|mật)[\W_]*$", re.IGNORECASE)
_STAMP = re.compile(
    r"\W*(?:(?:do )?khan|thuong khan|hoa toc(?: hen gio)?.{0,20}|du thao.{0,20}|ban sao|sao y.{0,20}|mau so.{0,12}|"
    r"ban (?:chinh|goc)|luu hanh noi bo|xem xong tra lai|tai lieu (?:mat|hop|hoi nghi).{0,30}|"
    r"(?:dia chi|dien thoai|so dt|tel|fax|email|website|ma so thue)\b.{0,120})\W*$"
)


def secrecy_of(line: str) -> str | None:
    """Return the secrecy mark that `line` consists of, in capitals; None when it is none."""
    match = _SECRET.match(line) if len(line) < 40 else None
    return match.group(1).upper() if match is not None else None


def is_mark(cell: Cell) -> bool:
    """Whether a cell is a mark of any kind."""
    return secrecy_of(cell.text) is not None or _STAMP.match(cell.folded[:200]) is not None
