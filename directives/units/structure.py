"""parse_units: the tree of parts, chapters, sections, articles, clauses, points, tasks and attachments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from directives.headers.heading import HeadingReader
from directives.models import Header, Unit
from directives.text import capitalized, trim
from directives.units.attachments import Start, attachment_starts
from directives.units.outline import Node, outline
from directives.units.unitheads import attachment_heading, unit_heading

_NAMES = {
    "part": "Phần",
    "chapter": "Chương",
    "section": "Mục",
    "article": "Điều",
    "clause": "khoản",
    "point": "điểm",
    "task": "nhiệm vụ",
    "attachment": "Phụ lục",
}
# Less text than this behind the signature is a page number or a stamp, no attachment.
_SMALLEST = 300
_HEADING_REACH = 6_000
_SEPARATOR = " › "


@dataclass(frozen=True, slots=True)
class _Region:
    """A stretch of text with an outline of its own: the body, or one attachment."""

    start: int
    end: int
    attachment: Start | None


def parse_units(text: str, header: Header) -> tuple[Unit, ...]:
    """Return the units of `text` in reading order, parents before their children.

    In a body without articles the top-level arabic items are tasks.  Quoted articles of an amending act, recipients,
    signature and tables are no units; whatever stands in an attachment has that attachment among its ancestors.
    """
    units: list[Unit] = []
    body, attachments = _regions(text, header)
    _add(units, text, outline(text, body.start, body.end, body=True), None)
    holder: tuple[int, int] | None = None
    for i, region in enumerate(attachments):
        parent = holder[0] if holder is not None and region.start < holder[1] else None
        place = len(units)
        units.append(_attachment(text, region, parent))
        if parent is None:
            holder = (place, region.end)
        following = attachments[i + 1].start if i + 1 < len(attachments) else region.end
        start = region.attachment.end if region.attachment is not None else region.start
        _add(units, text, outline(text, start, min(following, region.end), body=False), place)
    return tuple(units)


def unit_name(units: Sequence[Unit], index: int) -> str:
    """Return how a unit is called, from the article, task or attachment inwards: "Điều 5 › khoản 2 › điểm a"."""
    chain = _chain(units, index)
    kinds = [units[i].kind for i in chain]
    first = 0
    for kind in ("article", "task"):
        if kind in kinds:
            first = kinds.index(kind)
    names = [_name(units[i]) for i in chain[first:]]
    if first and kinds[0] == "attachment":
        names.insert(0, _name(units[chain[0]]))
    return _SEPARATOR.join(names)


def heading_path_of(document_name: str, units: Sequence[Unit], index: int | None) -> str:
    """Return the path of a passage: document, then each unit around it with its heading where it has a short one.

    "Quyết định 87/2025/QĐ-UBND › Chương II Tổ chức việc cưới › Điều 5. Đăng ký kết hôn › khoản 2".
    """
    parts = [document_name] if document_name else []
    if index is not None:
        parts += [_titled(units[i]) for i in _chain(units, index)]
    return _SEPARATOR.join(parts)


def document_name(header: Header) -> str:
    """Return how a document is called: type and number, or what of both is known, or its title."""
    kind = capitalized(header.type)
    number = header.number if header.number and not header.number.startswith(("/", "-")) else ""
    if kind and number:
        return f"{kind} {number}"
    return " ".join(part for part in (kind or number, header.title or "") if part)


def _chain(units: Sequence[Unit], index: int) -> list[int]:
    chain = [index]
    parent = units[index].parent
    while parent is not None:
        chain.append(parent)
        parent = units[parent].parent
    return chain[::-1]


def _name(unit: Unit) -> str:
    if unit.kind == "attachment" and not unit.label:
        return unit.heading or _NAMES["attachment"]
    if unit.kind == "attachment" and unit.heading.casefold().startswith(("mẫu", "biểu")):
        return unit.heading.split(".")[0][:40]
    word = "mục" if unit.kind == "clause" and "." in unit.label else _NAMES[unit.kind]
    return f"{word} {unit.label}"


def _titled(unit: Unit) -> str:
    name = _name(unit)
    if not unit.heading or len(unit.heading) > 140 or name == unit.heading:
        return name
    return f"{name}. {unit.heading}"


def _regions(text: str, header: Header) -> tuple[_Region, list[_Region]]:
    """The body and the attachments behind it; forms ("Mẫu số 01") stand inside the annex before them."""
    starts = list(attachment_starts(text, header.heading.end))
    closed = [span for span in header.closing if not starts or span.start < starts[0].start]
    body_end = min([span.start for span in closed], default=starts[0].start if starts else len(text))
    after = max([span.end for span in closed], default=body_end)
    if closed and not starts:
        starts = _unmarked(text, after)
    elif closed and starts:
        starts = [*_unmarked(text, after, starts[0].start), *starts]
    return _Region(header.heading.end, body_end, None), _with_ends(starts, len(text))


def _with_ends(starts: Sequence[Start], end: int) -> list[_Region]:
    """The regions of the attachments: a form ends at the next attachment of any kind, an annex at the next annex."""
    regions: list[_Region] = []
    next_any = next_annex = end
    for start in reversed(starts):
        regions.append(_Region(start.start, next_any if start.form else next_annex, start))
        next_any = start.start
        if not start.form:
            next_annex = start.start
    return regions[::-1]


def _unmarked(text: str, start: int, end: int | None = None) -> list[Start]:
    """What follows the signature without saying what it is: one attachment, if it is more than footnotes."""
    stop = len(text) if end is None else end
    begin, _ = trim(text, start, stop)
    lines = [line for line in text[begin:stop].split("\n") if line.strip()]
    if len(lines) < 4 or stop - begin < _SMALLEST or lines[0].lstrip(" #>*_|\\").startswith("["):
        return []
    line_start = text.rfind("\n", 0, begin) + 1
    line_end = text.find("\n", begin, stop)
    first_end = line_end if line_end >= 0 else stop
    return [Start(max(line_start, start), first_end, "", annex=False, form=False, unmarked=True)]


def _attachment(text: str, region: _Region, parent: int | None) -> Unit:
    start, end = trim(text, region.start, region.end)
    label = region.attachment.label if region.attachment is not None else ""
    heading = attachment_heading(text, start, end)
    if region.attachment is not None and region.attachment.unmarked:
        # A document of its own behind the first one: its heading names it better than its first lines.
        own = HeadingReader(text[start : min(end, start + _HEADING_REACH)]).read()
        heading = " ".join(part for part in (own.type, own.title) if part) or heading
    return Unit("attachment", label, heading, start, end, parent)


def _add(units: list[Unit], text: str, nodes: Sequence[Node], parent: int | None) -> None:
    """Append the nodes of one outline, whose parents count from its beginning, below `parent`."""
    offset = len(units)
    for node in nodes:
        above = parent if node.parent is None else node.parent + offset
        units.append(Unit(node.kind, node.label, unit_heading(text, node), node.start, node.end, above))


def inside_attachment(units: Sequence[Unit], index: int) -> bool:
    """Whether a unit is an attachment or stands in one."""
    return any(units[i].kind == "attachment" for i in _chain(units, index))
