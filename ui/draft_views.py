"""Drafts as HTML: where a paragraph comes from, what the check found in it, versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from directives.grounded import Draft, DraftParagraph, DraftVersion, Finding
from directives.labels import DRAFTS, KINDS, SEVERITIES
from directives.models import Evidence, Hit
from directives.places import Place
from ui.render import anchor, document_link, notice, shorten

_ORIGINS = {"quoted": "Trích nguyên văn", "fixed": "Câu theo mẫu", "generated": "Máy viết", "edited": "Đã sửa"}


def paragraph_html(
    paragraph: DraftParagraph, names: Mapping[str, str], places: Mapping[Evidence, Place], findings: Sequence[Finding]
) -> str:
    """Return what stands under a paragraph: origin, sources as links with their places, problem, findings."""
    seen: set[str] = set()
    sources = []
    for evidence in dict.fromkeys(paragraph.sources):
        sources.append(_source(evidence, names, places.get(evidence, Place()), again=evidence.document in seen))
        seen.add(evidence.document)
    line = f'<span class="dc-muted">{_ORIGINS[paragraph.origin]}</span>'
    if sources:
        line += f' <span class="dc-muted">· Nguồn:</span> {"; ".join(sources)}'
    problem = f'<div class="dc-wrong">Chưa có căn cứ: {escape(paragraph.problem)}</div>' if paragraph.problem else ""
    return f'<div class="dc-draft-under">{line}{problem}{"".join(finding_html(f) for f in findings)}</div>'


def _source(evidence: Evidence, names: Mapping[str, str], place: Place, *, again: bool) -> str:
    name = "chỗ khác" if again else shorten(names.get(evidence.document, evidence.document), 70)
    where = f", {place.words}" if place.words else ""
    tip = shorten(evidence.text, 400)
    return anchor(document_link(evidence.document, evidence.start, evidence.end), name + where, "", tip)


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
    ranked = sorted(found, key=lambda f: list(SEVERITIES).index(f.severity))
    return f'<div class="dc-draft-findings">{"".join(finding_html(f) for f in ranked)}</div>'


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
