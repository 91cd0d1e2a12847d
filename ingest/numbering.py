"""Automatic numbers of Word paragraphs, rendered as they are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_STYLE_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: first value, format, text with %n places, what follows, when it starts again."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None  # 1-based level whose use restarts this one; 0 never; None any higher level
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _Num:
    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]


@dataclass(slots=True)
class _Style:
    based_on: str | None = None
    num: str | None = None
    level: int | None = None


@dataclass(slots=True)
class Numbering:
    """The lists of one document and their counters; `label` must be called once per paragraph, in order."""

    _abstracts: dict[str, dict[int, Level]] = field(default_factory=dict)
    _links: dict[str, str] = field(default_factory=dict)
    _nums: dict[str, _Num] = field(default_factory=dict)
    _styles: dict[str, _Style] = field(default_factory=dict)
    _default_style: str | None = None
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def read(cls, numbering: _Element | None, styles: _Element | None) -> Numbering:
        """Return the numbering given by the roots of numbering.xml and styles.xml, either of which may be missing."""
        result = cls()
        if styles is not None:
            result._read_styles(styles)
        if numbering is not None:
            for node in numbering.iterfind(W + "abstractNum"):
                name = node.get(W + "abstractNumId", "")
                result._abstracts[name] = {n: level for n, level in map(_level, node.iterfind(W + "lvl"))}
                link = _value(node, "numStyleLink")
                if link:
                    result._links[name] = link
            for node in numbering.iterfind(W + "num"):
                result._nums[node.get(W + "numId", "")] = _num(node)
        return result

    def _read_styles(self, styles: _Element) -> None:
        for node in styles.iterfind(W + "style"):
            if node.get(W + "type") not in ("paragraph", "numbering"):
                continue
            name = node.get(W + "styleId", "")
            num, level = _num_of(node.find(W + "pPr"))
            self._styles[name] = _Style(_value(node, "basedOn"), num, level)
            if node.get(W + "type") == "paragraph" and node.get(W + "default") in ("1", "true"):
                self._default_style = name

    def label(self, properties: _Element | None) -> str:
        """Return the printed number of the next paragraph with what separates it from the text, "" if it has none."""
        found = self._place(properties)
        if found is None:
            return ""
        num, at = found
        abstract, levels = self._levels(num)
        level = levels.get(at)
        if level is None:
            return ""
        counts = self._count(num, abstract, at, levels)
        text = _render(level, levels, counts)
        # Words stand apart from "1." also where nothing but their indent parts them; behind "1" the dot may be typed.
        return text and text.rstrip(" ") + ("" if level.suffix == "nothing" and text[-1:].isalnum() else " ")

    def _place(self, properties: _Element | None) -> tuple[str, int] | None:
        """List and level of a paragraph, from its own properties or those of its style."""
        num, at = _num_of(properties)
        if num is None:
            style = (_value(properties, "pStyle") if properties is not None else None) or self._default_style
            num, styled = self._of_style(style)
            at = styled if at is None else at
        if num is None or num == "0" or num not in self._nums:
            return None
        return num, at or 0

    def _of_style(self, name: str | None) -> tuple[str | None, int | None]:
        level: int | None = None
        for _ in range(_STYLE_DEPTH):
            style = self._styles.get(name or "")
            if style is None:
                break
            level = style.level if level is None else level
            if style.num is not None:
                if level is None and style.num in self._nums:
                    levels = self._levels(style.num)[1]
                    level = next((n for n, one in levels.items() if one.style == name), None)
                return style.num, level
            name = style.based_on
        return None, None

    def _levels(self, num: str) -> tuple[str, dict[int, Level]]:
        """Identity of the counters and the levels of a list, style links followed, its own levels on top."""
        abstract = self._nums[num].abstract
        for _ in range(_STYLE_DEPTH):
            link = self._links.get(abstract)
            linked = self._styles[link].num if link in self._styles else None
            if linked is None or linked not in self._nums or self._nums[linked].abstract == abstract:
                break
            abstract = self._nums[linked].abstract
        return abstract, self._abstracts.get(abstract, {}) | self._nums[num].levels

    def _count(self, num: str, abstract: str, at: int, levels: dict[int, Level]) -> dict[int, int]:
        counts = self._counts.setdefault(abstract, {})
        starts = self._nums[num].starts
        if at in starts and (num, at) not in self._started:
            counts.pop(at, None)
        self._started.add((num, at))
        for upper in range(at):
            if upper not in counts and upper in levels:
                counts[upper] = starts.get(upper, levels[upper].start)
        counts[at] = counts[at] + 1 if at in counts else starts.get(at, levels[at].start)
        for lower in [n for n in counts if n > at]:
            rule = levels[lower].restart if lower in levels else None
            if rule is None or (rule and at < rule):
                del counts[lower]
        return counts


def _value(node: _Element, name: str) -> str | None:
    found = node.find(W + name)
    return None if found is None else found.get(W + "val")


def _int(value: str | None) -> int | None:
    try:
        return None if value is None else int(value)
    except ValueError:
        return None


def _num_of(properties: _Element | None) -> tuple[str | None, int | None]:
    node = None if properties is None else properties.find(W + "numPr")
    return (None, None) if node is None else (_value(node, "numId"), _int(_value(node, "ilvl")))


def _level(node: _Element) -> tuple[int, Level]:
    form = node.find(".//" + W + "numFmt")
    start, legal = _int(_value(node, "start")), node.find(W + "isLgl")
    level = Level(
        start=1 if start is None else start,
        format="decimal" if form is None else form.get(W + "val", "decimal"),
        text=_value(node, "lvlText") or "",
        suffix=_value(node, "suff") or "tab",
        restart=_int(_value(node, "lvlRestart")),
        legal=legal is not None and legal.get(W + "val") not in ("0", "false"),
        style=_value(node, "pStyle"),
    )
    return _int(node.get(W + "ilvl")) or 0, level


def _num(node: _Element) -> _Num:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in node.iterfind(W + "lvlOverride"):
        at = _int(override.get(W + "ilvl")) or 0
        start, own = _int(_value(override, "startOverride")), override.find(W + "lvl")
        if start is not None:
            starts[at] = start
        if own is not None:
            levels[at] = _level(own)[1]
    return _Num(_value(node, "abstractNumId") or "", starts, levels)


def _render(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    if level.format == "bullet":
        return _bullet(level.text)
    if level.format == "none" and "%" in level.text:
        return _PLACE.sub("", level.text).strip()

    def one(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        form = levels[at].format if at in levels else "decimal"
        return format_number(counts.get(at, 1), "decimal" if level.legal else form)

    return _PLACE.sub(one, level.text).strip()


def _bullet(text: str) -> str:
    """Return a bullet as text: signs of symbol fonts and the "o" of Courier become a plain bullet."""
    sign = text.strip()
    if sign in ("-", "\uf02d"):
        return "-"
    return "•" if sign in ("o", "§", "Ø", "ü") or any("\ue000" <= c <= "\uf8ff" for c in sign) else sign


def format_number(value: int, form: str) -> str:
    """Return `value` in one of Word's number formats; unknown formats are written as decimal numbers."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{value:02d}"
    if form in ("lowerLetter", "upperLetter") and 0 < value <= 26 * 20:
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < value < 5000:
        roman = ""
        for amount, sign in _ROMAN:
            roman += sign * (value // amount)
            value %= amount
        return roman if form == "lowerRoman" else roman.upper()
    return str(value)
