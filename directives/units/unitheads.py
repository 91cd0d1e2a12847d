"""Headings of units: the words behind the label, or the lines below it."""

from __future__ import annotations

from directives.units.markers import marker_at
from directives.units.outline import Node

_STRAYS = " #>*_|\\"
_BESIDE = ("part", "chapter", "section")
_LONGEST = 200
_SHORTENED = 160


def unit_heading(text: str, node: Node) -> str:
    """Return the heading of a unit: the rest of its line if short, else its first sentence or clause."""
    line_end = _line_end(text, node.content, node.end)
    heading = _clean(text[node.content : line_end])
    if not heading and node.kind in _BESIDE:
        heading = _below(text, line_end, node.end)
    elif node.kind in _BESIDE and heading.isupper():
        heading = _joined(heading, text, line_end, node.end)
    return _shortened(heading)


def attachment_heading(text: str, start: int, end: int) -> str:
    """Return the heading of an attachment: its first lines up to the bracket that says with what it was issued."""
    lines: list[str] = []
    at = start
    while at < end and len(lines) < 6:
        line_end = _line_end(text, at, end)
        line = _clean(text[at:line_end])
        if line.startswith("(") or (lines and (marker_at(text, at, line_end) or not _is_headline(line, lines))):
            break
        if line:
            lines.append(line)
        at = line_end + 1
    return _shortened(" ".join(lines))


def _is_headline(line: str, before: list[str]) -> bool:
    if not line:
        return True
    letters = [c for c in line if c.isalpha()]
    capital = bool(letters) and sum(c.isupper() for c in letters) > 0.7 * len(letters)
    return capital or (len(before) == 1 and len(line) < 150 and line[-1] not in ".;:" and "|" not in line)


def _below(text: str, start: int, end: int) -> str:
    """The line below a lone label ("Chương II" / "QUY ĐỊNH CHUNG"), with the lines in capitals that run on."""
    at = start
    while at < end:
        line_end = _line_end(text, at, end)
        line = _clean(text[at:line_end])
        if line:
            if marker_at(text, at, line_end) or len(line) > _LONGEST:
                return ""
            return _joined(line, text, line_end, end) if line.isupper() else line
        at = line_end + 1
    return ""


def _joined(heading: str, text: str, start: int, end: int) -> str:
    at = start + 1
    while at < end:
        line_end = _line_end(text, at, end)
        line = _clean(text[at:line_end])
        if not line or not line.isupper() or marker_at(text, at, line_end) or len(heading) + len(line) > _LONGEST:
            return heading
        heading = f"{heading} {line}"
        at = line_end + 1
    return heading


def _line_end(text: str, start: int, end: int) -> int:
    found = text.find("\n", start, end)
    return found if found >= 0 else end


def _clean(piece: str) -> str:
    return " ".join(piece.split()).strip(_STRAYS).strip()


def _shortened(heading: str) -> str:
    if len(heading) <= _LONGEST:
        return heading.rstrip(" .;:")
    for mark in (". ", ": ", "; ", ", "):
        cut = heading.find(mark, 20, _SHORTENED)
        if cut > 0:
            return heading[:cut]
    return heading[: heading.rfind(" ", 0, _SHORTENED)] if " " in heading[:_SHORTENED] else heading[:_SHORTENED]
