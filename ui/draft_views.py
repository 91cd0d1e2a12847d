"""Drafts as HTML: where a paragraph comes from, what the check found in it, versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from directives.grounded import Draft, DraftParagraph, DraftVersion, Finding, FindingKind
from directives.labels import DRAFTS, KINDS, SEVERITIES
from directives.models import Evidence, Hit
from directives.places import Place
from ui.render import anchor, document_link, notice, shorten

_ORIGINS = {"quoted": "Trích nguyên văn", "fixed": "Câu theo mẫu", "generated": "Máy viết", "edited": "Đã sửa"}
_SOURCES = 3  # source documents named under a paragraph before the rest is behind a disclosure
_NOTES = 2  # notes of one kind that are told one by one


def paragraph_html(
    paragraph: DraftParagraph, names: Mapping[str, str], places: Mapping[Evidence, Place], findings: Sequence[Finding]
) -> str:
    """Return what stands under a paragraph: origin, sources as links with their places, problem, findings."""
    by_document: dict[str, list[Evidence]] = {}
    for evidence in dict.fromkeys(paragraph.sources):
        by_document.setdefault(evidence.document, []).append(evidence)
    sources = [_source(pieces, names, places) for pieces in by_document.values()]
    line = f'<span class="dc-muted">{_ORIGINS[paragraph.origin]}</span>'
    if sources:
        line += f' <span class="dc-muted">· Nguồn:</span> {"; ".join(sources[:_SOURCES])}'
    if len(sources) > _SOURCES:
        label = f"{len(sources) - _SOURCES} văn bản nguồn nữa"
        line += f'<details class="dc-more"><summary>{label}</summary>{"; ".join(sources[_SOURCES:])}</details>'
    problem = f'<div class="dc-wrong">Chưa có căn cứ: {escape(paragraph.problem)}</div>' if paragraph.problem else ""
    return f'<div class="dc-draft-under">{line}{problem}{found_html(findings)}</div>'


def _source(pieces: Sequence[Evidence], names: Mapping[str, str], places: Mapping[Evidence, Place]) -> str:
    """Return one source document with its places in reading order, each a link; what reads the same stands once."""
    links: dict[str, str] = {}
    for evidence in sorted(pieces, key=lambda piece: piece.start):
        words = places.get(evidence, Place()).words
        name = shorten(names.get(evidence.document, evidence.document), 70)
        label = words or "chỗ khác" if links else name + (f", {words}" if words else "")
        href = document_link(evidence.document, evidence.start, evidence.end)
        links.setdefault(words, anchor(href, label, "", shorten(evidence.text, 400)))
    return " · ".join(links.values())


def finding_html(finding: Finding) -> str:
    """Return a finding with its remedy."""
    return (
        f'<div class="dc-draft-finding"><span class="dc-found dc-{finding.severity}">'
        f"{SEVERITIES[finding.severity]}: {KINDS[finding.kind]}</span> "
        f"<b>{escape(shorten(finding.text, 80))}</b> – {escape(finding.message)}</div>"
    )


def findings_html(draft: Draft) -> str:
    """Return the result of the check, gravest first."""
    found = draft.findings
    if found is None:
        return notice("Dự thảo chưa được kiểm tra viện dẫn.")
    if not found:
        return notice("Kiểm tra viện dẫn: không thấy điểm cần sửa.")
    return f'<div class="dc-draft-findings">{found_html(found)}</div>'


def found_html(findings: Sequence[Finding]) -> str:
    """Return findings, gravest first; notes of one kind that are many stand in one line that opens."""
    ranked = sorted(findings, key=lambda f: list(SEVERITIES).index(f.severity))
    notes: dict[FindingKind, list[Finding]] = {}
    for finding in ranked:
        if finding.severity == "note":
            notes.setdefault(finding.kind, []).append(finding)
    graver = "".join(finding_html(f) for f in ranked if f.severity != "note")
    return graver + "".join(_notes(kind, group) for kind, group in notes.items())


def _notes(kind: FindingKind, group: Sequence[Finding]) -> str:
    if len(group) <= _NOTES:
        return "".join(finding_html(f) for f in group)
    named = "; ".join(dict.fromkeys(shorten(f.text, 40) for f in group))
    return (
        '<details class="dc-draft-finding dc-more"><summary><span class="dc-found dc-note">'
        f"{SEVERITIES['note']}: {KINDS[kind]}</span> <b>{len(group)} chỗ</b></summary>"
        f"{''.join(finding_html(f) for f in group)}</details>"
        f'<div class="dc-muted">{escape(named)}</div>'
    )


def notes_html(notes: Sequence[str]) -> str:
    """Return what a person still has to do."""
    return f'<ul class="dc-draft-notes">{"".join(f"<li>{escape(note)}</li>" for note in notes)}</ul>'


def candidate_html(hit: Hit, name: str) -> str:
    """Return a passage that could be quoted instead."""
    place = f" ({escape(shorten(hit.passage.unit, 80))})" if hit.passage.unit else ""
    return (
        f'<div class="dc-cited"><b>{escape(name)}</b>{escape(shorten(place, 80))}'
        f"<br>{escape(shorten(hit.passage.text, 260))}</div>"
    )


def version_label(version: DraftVersion) -> str:
    """Return a line for a kept draft: kind, title, version, when."""
    day, _, time = version.saved.partition("T")
    when = "/".join(reversed(day.split("-"))) + (f" {time[:5]} (UTC)" if time else "")
    note = f" – {version.note}" if version.note else ""
    return f"{DRAFTS[version.kind]}: {shorten(version.title, 70)} · bản {version.version}, {when}{note}"
