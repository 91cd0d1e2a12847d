"""Sources of the sample documents: a head of "key: value" lines, a line "---", then the body, one paragraph a line.

Marks at the start of a body line: "= " centred bold, "# " bold heading, "~ " italic, "| a | b |" table row,
"* " centred bold on a new page (begins an attached document; the signature stands before it); anything else is an
ordinary paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

Form = Literal["state", "party"]
Look = Literal["plain", "centred", "bold", "italic", "row", "attachment"]
Numbering = Literal["", "roman", "arabic", "articles"]

_LOOKS: dict[str, Look] = {"= ": "centred", "# ": "bold", "~ ": "italic", "| ": "row", "* ": "attachment"}
_ONE = ("file", "form", "parent", "issuer", "number", "place", "date", "type", "title", "authority", "numbering")
_MANY = ("to", "sign", "copy")
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or table row of the body; `cells` only for rows."""

    look: Look
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature: lines above the name, and the name."""

    capacity: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Source:
    """One sample document.

    `number` is printed after "Số"; "_" at its start stands for the gap of a number left open.  `date` is ISO, without
    its day where the day is left open.  `to`, `copies`: one addressee each.
    """

    file: str
    form: Form
    parent: str
    issuer: tuple[str, ...]
    number: str
    place: str
    date: str
    type: str
    title: str
    authority: str
    numbering: Numbering
    to: tuple[str, ...]
    signatures: tuple[Signature, ...]
    copies: tuple[str, ...]
    body: tuple[Block, ...]

    @property
    def parts(self) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
        """The body proper, which the signature closes, and what is attached to it."""
        at = next((i for i, block in enumerate(self.body) if block.look == "attachment"), len(self.body))
        return self.body[:at], self.body[at:]

    @property
    def is_letter(self) -> bool:
        """Whether the title stands under the number, as in a công văn."""
        return self.type == "CÔNG VĂN"

    @property
    def number_line(self) -> str:
        """The number as printed."""
        word = "Số " if self.form == "party" else "Số: "
        return word + self.number.replace("_", "     ", 1)

    @property
    def place_line(self) -> str:
        """Place and date as printed; days below 10 and the months 1 and 2 with a zero, as Nghị định 30/2020 asks."""
        match = _DATE.fullmatch(self.date)
        if match is None:
            raise ValueError(f"{self.file}: date {self.date!r} is not YYYY-MM[-DD]")
        year, month, day = match.groups()
        printed_month = month if int(month) < 3 else str(int(month))
        return f"{self.place}, ngày {day or '    '} tháng {printed_month} năm {year}"


def read_source(path: Path) -> Source:
    """Return the source at `path`.  Raises ValueError, with the file's name, where a key is missing or unknown."""
    head, mark, body = path.read_text(encoding="utf-8").partition("\n---\n")
    if not mark:
        raise ValueError(f"{path.name}: no line '---' between head and body")
    one = dict.fromkeys(_ONE, "")
    many: dict[str, list[str]] = {key: [] for key in _MANY}
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if not colon or (key not in one and key not in many):
            raise ValueError(f"{path.name}: unknown head line {line!r}")
        if key in many:
            many[key].append(value.strip())
        else:
            one[key] = value.strip()
    return Source(
        file=one["file"],
        form=_form(path, one["form"]),
        parent=one["parent"],
        issuer=_parts(one["issuer"]),
        number=one["number"],
        place=one["place"],
        date=one["date"],
        type=one["type"],
        title=one["title"],
        authority=one["authority"],
        numbering=_numbering(path, one["numbering"]),
        to=tuple(many["to"]),
        signatures=tuple(_signature(value) for value in many["sign"]),
        copies=tuple(many["copy"]),
        body=tuple(_block(line) for line in body.splitlines() if line.strip()),
    )


def _form(path: Path, value: str) -> Form:
    for form in get_args(Form):
        if value == form:
            return form  # type: ignore[no-any-return]
    raise ValueError(f"{path.name}: form {value!r} is none of {get_args(Form)}")


def _numbering(path: Path, value: str) -> Numbering:
    for numbering in get_args(Numbering):
        if value == numbering:
            return numbering  # type: ignore[no-any-return]
    raise ValueError(f"{path.name}: numbering {value!r} is none of {get_args(Numbering)}")


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(" / ") if part.strip())


def _signature(value: str) -> Signature:
    *capacity, name = _parts(value)
    return Signature(tuple(capacity), name)


def _block(line: str) -> Block:
    look = _LOOKS.get(line[:2], "plain")
    text = line.strip() if look == "plain" else line[2:].strip()
    if look == "row":
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        return Block(look, " | ".join(cells), cells)
    return Block(look, text)
