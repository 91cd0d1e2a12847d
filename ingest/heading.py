"""The heading of a scanned document: its number and date get a second look, at a higher resolution."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from directives.headers.header import parse_header
from ingest import ocr
from ingest.layout import Box, Printed
from ingest.ocr import Recognised

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 500
SHARE = 0.34  # of the page's height, from above
_LINES = 12  # printed lines that a heading takes at most
# The line with the place and the date has the number at its left; a stamp may have spoilt the word before it.
_SPOILT = re.compile(
    r"^(?!\s*[Ss]ố\s*:)\W*(?:\S{1,8}\s+){0,2}?\D{0,4}?(\d{1,5}/(?:(?:19|20)\d\d/)?[A-ZĐ]{1,6}\d{0,2}(?:-[A-ZĐƯ&]{1,14})+)"
    r"(?=\s+[A-ZĐÀ-Ỹ][^\d,]{1,40},\s*ngày\b)"
)
_LABELLED = re.compile(r"^\W*[Ss]ố\s*:")
More = Callable[[], "Image | None"]


def looked_again(page: Recognised, more: More) -> Recognised:
    """Return a document's first page with what a second look at its heading tells, where the first told less.

    `more` draws the upper part of the page at `DPI`.
    """
    first = _mended(page)
    if all(_told(first)):
        return first
    image = more()
    if image is None:
        return first
    above = _shifted(ocr.recognise_plain(image, DPI).lines, image.height * 72 / DPI * (1 - SHARE) / SHARE)
    second = _mended(replace(first, lines=_exchanged(first.lines, above)))
    gains = [b and not a for a, b in zip(_told(first), _told(second), strict=True)]
    losses = [a and not b for a, b in zip(_told(first), _told(second), strict=True)]
    return second if any(gains) and not any(losses) else first


def unread(page: Recognised) -> tuple[str, ...]:
    """Return the warning about a recognised first page whose number or date nobody can read but a person."""
    number, date, _ = _told(page)
    lacking = " và ".join(name for name, told in (("số, ký hiệu", number), ("ngày", date)) if not told)
    if not lacking:
        return ()
    return (f"Không nhận dạng được {lacking} ở đầu bản quét (viết tay hoặc bị dấu che); hãy mở bản gốc xem lại.",)


def _told(page: Recognised) -> tuple[bool, bool, bool]:
    """Tell whether the number, the date and the title are read."""
    header = parse_header(page.text)
    number = bool(header.number) and not str(header.number).startswith("/")
    return number, bool(header.date) and len(str(header.date)) == 10, bool(header.title)


def _mended(page: Recognised) -> Recognised:
    """Return the page with the word before its number where it is spoilt and can be no other."""
    heading = page.lines[:_LINES]
    if any(_LABELLED.match(line.text) for line in heading):
        return page
    lines = [replace(line, text=_SPOILT.sub(r"Số: \1", line.text)) for line in heading]
    changed = sum(a != b for a, b in zip(lines, heading, strict=True))
    return replace(page, lines=(*lines, *page.lines[_LINES:])) if changed == 1 else page


def _exchanged(lines: Sequence[Printed], above: Sequence[Printed]) -> tuple[Printed, ...]:
    """Return the lines of a page with those of its upper part in place of its own."""
    boxes = [line.box for line in lines if line.box]
    if not boxes or not above:
        return tuple(lines)
    lowest = min((line.box.bottom for line in above if line.box), default=0.0)
    # The last line of the part may be cut in two.
    kept = [line for line in above if line.box and line.box.bottom > lowest + 2]
    edge = min((line.box.bottom for line in kept if line.box), default=float("inf"))
    return (*kept, *(line for line in lines if not (line.box and line.box.bottom > edge - 4)))


def _shifted(lines: Sequence[Printed], up: float) -> tuple[Printed, ...]:
    """Return the lines of a part of a page as lines of the page, which reaches `up` points farther down."""
    return tuple(
        replace(line, box=Box(line.box.left, line.box.bottom + up, line.box.right, line.box.size) if line.box else None)
        for line in lines
    )
