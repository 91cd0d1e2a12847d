"""Where attachments begin: annexes, regulations issued with a decision, lists and forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from directives.headers.typeline import leading_type
from directives.text import fold

_LINE = re.compile(r"[^\n]+")
_STRAYS = " #>*_|\\"
_ANNEX = re.compile(
    r"(?:phu luc|phu bieu|bieu so|mau so|bieu mau so|mau(?=\s*\d{1,3}\s*[.:]?\s*$))\s*"
    r"(?P<label>(?:so\s*)?(?:(?:\d{1,3}[a-z]?|"
    r"[ivxlc]{1,6})(?:[.\-]\d{1,2})?|[a-h]\b)?)(?P<rest>.*)$"
)
_BARE_FORM = re.compile(r"mau\s*\d")
_ISSUED = re.compile(
    r"\W*\((?:duoc )?(?:ban hanh|kem theo|kem|dinh kem|phe duyet|cong bo|thong qua)\b|"
    r"\W*(?:ban hanh )?kem theo (?:quyet|nghi|thong|ke|cong|chi|huong|quy|bao|to)"
)
_KIND = re.compile(
    r"(?:danh muc|danh sach|bang|bieu|bo|noi dung|thu tuc|huong dan|khung|cac|mau|so do|lich|tong hop|"
    r"du toan|ket cau|dinh muc|nhiem vu)\b"
)
# The lines of a title end where the units begin, or another attachment.
_UNIT = re.compile(
    r"\W*(?:(?:dieu|chuong|muc|phan|phu luc|mau so)\s+(?:[\divxlc]+\b|thu\b)|phu luc\W*$|[ivx]+\s*[.\-]\s|"
    r"\d{1,2}\s*[.)]\s)"
)
_LOOK_AHEAD = 6


@dataclass(frozen=True, slots=True)
class Start:
    """The first line of an attachment.

    `label` is "I", "2A", or "" where it has none; `form` tells a form that stands inside an annex, `unmarked` a text
    that nothing but its place behind the signature makes an attachment.
    """

    start: int
    end: int
    label: str
    annex: bool
    form: bool
    unmarked: bool = False


def first_attachment(text: str, start: int) -> int | None:
    """Return the offset where the first attachment behind `start` begins, None where there is none."""
    found = next(attachment_starts(text, start), None)
    return found.start if found is not None else None


def attachment_starts(text: str, start: int) -> Iterator[Start]:
    """Yield the lines of `text[start:]` that begin an attachment, in order."""
    annex_until = -1
    for found, at in _candidates(text, start):
        # "PHỤ LỤC I" and below it "DANH MỤC … (Kèm theo …)" begin one attachment.
        if found.annex:
            annex_until = at + _LOOK_AHEAD
        elif at <= annex_until:
            continue
        yield found


def _candidates(text: str, start: int) -> Iterator[tuple[Start, int]]:
    """The lines that could begin an attachment, with their count."""
    window: list[tuple[int, int, str]] = []
    count = 0
    for match in _LINE.finditer(text, start):
        line = match.group().strip(_STRAYS)
        if not line:
            continue
        window.append((match.start(), match.end(), line))
        if len(window) > _LOOK_AHEAD:
            found = _start(window)
            if found is not None:
                yield found, count
            window.pop(0)
            count += 1
    while window:
        found = _start(window)
        if found is not None:
            yield found, count
        window.pop(0)
        count += 1


def _start(window: list[tuple[int, int, str]]) -> Start | None:
    """The attachment that begins with the first line of `window`, judged by the lines below it too."""
    start, end, line = window[0]
    folded = fold(line[:400])
    annex = _ANNEX.match(folded)
    if annex is not None:
        return _annex(window, annex, line, start, end)
    capital = _begins_capital(line)
    if not capital or not (leading_type(line) or _KIND.match(folded)):
        return None
    if _ISSUED.search(folded):
        return Start(start, end, "", annex=False, form=False)
    for _, _, following in window[1:]:
        if _ISSUED.match(fold(following[:60])):
            return Start(start, end, "", annex=False, form=False)
        if (not _begins_capital(following) and len(following) > 150) or _UNIT.match(fold(following[:24])):
            return None
    return None


def _annex(window: list[tuple[int, int, str]], annex: re.Match[str], line: str, start: int, end: int) -> Start | None:
    rest = annex["rest"].strip(" .:*_-–")
    label = annex["label"].strip().removeprefix("so").strip()
    printed = line[annex.start("label") : annex.end("label")].strip()
    label = printed[len(printed) - len(label) :] if label else ""
    form = not folded_annex(line)
    alone = not rest or rest.startswith("(")
    titled = bool(rest) and _begins_capital(line[annex.start("rest") :].strip(" .:*_-–") or "a")
    separated = annex["rest"][:1] in (".", ":", "")
    if not (alone or titled or (separated and line[0].isupper() and len(line) < 200)):
        return None
    if line[:2].islower() or len(line) > 600 or "|" in line:
        return None
    if _BARE_FORM.match(fold(line[:8])) and not (window[1:] and _begins_capital(window[1][2])):
        return None  # a cell of a list of forms
    return Start(start, end, label, annex=True, form=form)


def opens_annex(line: str) -> bool:
    """Whether `line` is the first line of an annex ("PHỤ LỤC", "Phụ lục II")."""
    annex = _ANNEX.match(fold(line[:40])) if folded_annex(line) else None
    return annex is not None and not annex["rest"].strip(" .:*_-–")


def folded_annex(line: str) -> bool:
    """Whether `line` begins with "phụ lục" or "phụ biểu"."""
    return fold(line[:8]).startswith(("phu luc", "phu bieu"))


def _begins_capital(line: str) -> bool:
    """Whether the first words of `line` stand in capitals."""
    head = " ".join(line.split()[:3])
    letters = [c for c in head if c.isalpha()]
    return len(letters) > 2 and all(c.isupper() for c in letters)
