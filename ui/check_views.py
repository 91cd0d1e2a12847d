"""What a citation check found, as HTML: the text with numbered marks, and the list of findings with their remedies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from directives.grounded import CheckReport, Finding, Severity
from directives.labels import KINDS, SEVERITIES
from ui.render import anchor, copy_button, document_link, notice, shorten

ICONS: dict[Severity, str] = {"error": "✕", "warning": "▲", "note": "●"}
_SURE: tuple[Severity, ...] = ("error", "warning", "note")
_LONG = 60_000  # characters; of longer texts only the paragraphs with findings are shown, and those around them
_AROUND = 1  # paragraphs


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with the number that text and list show."""

    number: int
    finding: Finding


def numbered(report: CheckReport, shown: Sequence[Severity]) -> tuple[Numbered, ...]:
    """Return the findings of these severities; numbers count all findings, so that they stay as the filter changes."""
    found = (Numbered(i, f) for i, f in enumerate(report.findings, 1))
    return tuple(n for n in found if n.finding.severity in shown)


def tally_html(report: CheckReport, name: str) -> str:
    """Return the head of a result: what was checked and how many findings of each severity."""
    counts = Counter(f.severity for f in report.findings)
    words = {severity: f"{ICONS[severity]} {counts[severity]} {SEVERITIES[severity].lower()}" for severity in _SURE}
    parts = "".join(f'<span class="dc-found dc-{severity}">{said}</span>' for severity, said in words.items())
    cited = sum(c.resolution.status not in ("SELF", "BLANK") for c in report.citations)
    return (
        f'<div class="dc-tally"><b>{escape(name)}</b><span>{cited} viện dẫn</span>{parts}</div>'
        if report.findings
        else f'<div class="dc-tally"><b>{escape(name)}</b><span>{cited} viện dẫn, không có gì phải sửa</span></div>'
    )


def list_html(report: CheckReport, found: Sequence[Numbered]) -> str:
    """Return the findings as a list, each with its place, what is wrong, the remedy and what should stand there."""
    if not found:
        return notice("Không có mục nào thuộc các mức đang chọn.")
    return '<ol class="dc-findings">' + "".join(_item(report, n) for n in found) + "</ol>"


def _item(report: CheckReport, entry: Numbered) -> str:
    f = entry.finding
    line = report.text.count("\n", 0, f.start) + 1
    acts = []
    if f.expected:
        acts.append(copy_button(f.expected, "Chép chữ đúng"))
    if f.evidence:
        link = document_link(f.evidence.document, f.evidence.start, f.evidence.end)
        acts.append(anchor(link, "Xem căn cứ trong kho", "dc-act"))
    right = f'<div class="dc-right"><span>Nên ghi:</span> {escape(f.expected)}</div>' if f.expected else ""
    return (
        f'<li class="dc-finding dc-{f.severity}" id="loi-{entry.number}" tabindex="-1">'
        f'<div class="dc-line"><button type="button" class="dc-mark-number" data-jump="cho-{entry.number}" '
        f'title="Đến chỗ này trong dự thảo">{entry.number}</button>'
        f'<span class="dc-found dc-{f.severity}">{ICONS[f.severity]} {SEVERITIES[f.severity]}</span>'
        f"<b>{escape(KINDS[f.kind])}</b>"
        f'<span class="dc-muted">dòng {line}</span></div>'
        f'<div class="dc-said">“{escape(shorten(f.text, 160))}”</div>'
        f"<div>{escape(f.message)}</div>{right}"
        f'{f"""<div class="dc-acts">{"".join(acts)}</div>""" if acts else ""}</li>'
    )


# --- the text ---------------------------------------------------------------------------------------------------------


def text_html(report: CheckReport, found: Sequence[Numbered]) -> str:
    """Return the text, a paragraph a line, each finding marked with its number, sign and the line of its severity."""
    lines: list[tuple[int, int]] = []
    start = 0
    for line in report.text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    keep = _kept(lines, found) if len(report.text) > _LONG else None
    parts: list[str] = []
    skipped = False
    opened: set[int] = set()
    for index, (begin, end) in enumerate(lines):
        if keep is not None and index not in keep:
            skipped = True
            continue
        if skipped:
            parts.append('<p class="dc-muted">[…]</p>')
            skipped = False
        here = [n for n in found if n.finding.start < max(end, begin + 1) and n.finding.end > begin]
        body = _line(report.text, begin, end, here, opened)
        parts.append(f"<p>{body}</p>" if body.strip() else '<p class="dc-blank"></p>')
    return "".join(parts)


def _kept(lines: Sequence[tuple[int, int]], found: Sequence[Numbered]) -> set[int]:
    touched = {
        index
        for n in found
        for index, (begin, end) in enumerate(lines)
        if n.finding.start <= end and n.finding.end > begin
    }
    return {near for index in touched for near in range(index - _AROUND, index + _AROUND + 1)}


def _line(text: str, begin: int, end: int, here: Sequence[Numbered], opened: set[int]) -> str:
    bounds = {begin, end}
    for n in here:
        bounds |= {max(begin, n.finding.start), min(end, n.finding.end)}
    cuts = sorted(bounds)
    parts: list[str] = []
    for a, b in zip(cuts, cuts[1:], strict=False):
        for n in here:
            if a == max(begin, n.finding.start) and n.number not in opened:
                opened.add(n.number)
                parts.append(_number(n))
        piece = escape(text[a:b])
        active = [n.finding.severity for n in here if n.finding.start <= a and n.finding.end >= b]
        if active:
            surest = min(active, key=_SURE.index)
            piece = f'<mark class="dc-marked dc-{surest}">{piece}</mark>'
        parts.append(piece)
    return "".join(parts)


def _number(entry: Numbered) -> str:
    f = entry.finding
    label = f"{SEVERITIES[f.severity]} {entry.number}: {f.message}"
    return (
        f'<button type="button" class="dc-mark-number dc-{f.severity}" id="cho-{entry.number}" '
        f'data-jump="loi-{entry.number}" title="{escape(label)}" aria-label="{escape(label)}">'
        f"{ICONS[f.severity]} {entry.number}</button>"
    )
