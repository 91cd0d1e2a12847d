"""How an office text names documents, dates and bodies."""

from __future__ import annotations

import re

from assistant.knowledge import Source
from directives.casing import name_case
from directives.text import capitalized

_FIGURES = re.compile(r"\d{1,2}\s*([/.\-–])\s*\d{1,2}\s*\1\s*\d{2,4}")


def date_vi(iso: str | None) -> str:
    """Return an ISO date as an office writes it: "05/3/2020", a year as it is, "" for None."""
    parts = (iso or "").split("-")
    return "/".join([parts[2], _month(parts[1]), parts[0]]) if len(parts) == 3 else iso or ""


def _month(month: str) -> str:
    """Return a month with a zero before 1 and 2 only, as Decree 30/2020 has it."""
    return month if int(month) < 3 else str(int(month))


def date_like(written: str, iso: str) -> str:
    """Return an ISO date in the manner of `written`: "22/10/2018", "22.10.2018", "22 tháng 10 năm 2018", "2018"."""
    parts = iso.split("-")
    if len(parts) != 3:
        return iso
    year, month, day = parts
    if re.fullmatch(r"\d{4}", written.strip()):
        return year
    figures = _FIGURES.fullmatch(written.strip())
    if figures is not None:
        mark = figures[1]
        padded = written.split(mark)[1].strip().startswith("0")
        return f"{day}{mark}{month if padded else _month(month)}{mark}{year}"
    return f"{day} tháng {_month(month)} năm {year}"


def named(source: Source) -> str:
    """Return type and number: "Nghị quyết số 35-NQ/TW"; of a law its name."""
    if source.type in ("luật", "bộ luật", "pháp lệnh") and source.title:
        law = f"{capitalized(source.type)} {source.title}"
        return f"{law} số {source.number}" if source.number else law
    return f"{capitalized(source.type) or 'Văn bản'} số {source.number}" if source.number else capitalized(source.type)


def full_reference(source: Source) -> str:
    """Return type, number, date and issuer of a document: what a first mention holds besides the title."""
    text = named(source)
    if source.date:
        text += f" ngày {date_vi(source.date)}" if len(source.date) == 10 else f" năm {source.date}"
    if source.issuer and source.type not in ("luật", "bộ luật", "pháp lệnh"):
        text += f" của {name_case(source.issuer)}"
    return " ".join(text.split())


def as_title(title: str) -> str:
    """Return a title as it follows a reference: "về …" in small letters, anything else that is no verb in quotes."""
    head = re.sub(r"^(?:v/v|về việc)\s*:?\s*", "về việc ", title, flags=re.IGNORECASE)
    return head[:1].lower() + head[1:]


def excerpt(text: str, limit: int = 160) -> str:
    """Return `text` on one line, cut at a word within `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
