"""Stretches of a text shown between tags: highlights, the passage that is read, citations with their status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from directives.models import CitationView, Span
from ui.render import citation_tip, document_link, resolution_badge


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text shown between `opening` and `closing` tags; inner layers have the higher number."""

    start: int
    end: int
    layer: int
    opening: str
    closing: str


def layered(text: str, start: int, end: int, marks: Iterable[Mark]) -> str:
    """Return text[start:end] escaped, each piece between the tags of the marks that hold it; the tags nest.

    A mark whose tag is a link must not overlap another such mark.
    """
    here = [m for m in marks if m.start < end and m.end > start]
    if not here:
        return escape(text[start:end])
    bounds = sorted({start, end, *(b for m in here for b in (m.start, m.end) if start < b < end)})
    parts: list[str] = []
    for a, b in zip(bounds, bounds[1:], strict=False):
        active = sorted((m for m in here if m.start <= a and m.end >= b), key=lambda m: m.layer)
        parts += [m.opening for m in active]
        parts.append(escape(text[a:b]))
        parts += [m.closing for m in reversed(active)]
    return "".join(parts)


def within(marks: Iterable[Mark], span: Span) -> list[Mark]:
    """Return the marks that touch `span`, in the order of the text."""
    kept = [m for m in marks if m.start < span.end and m.end > span.start]
    return sorted(kept, key=lambda m: (m.start, m.layer))


def highlight_marks(spans: Iterable[Span]) -> list[Mark]:
    """Return marks for the words that a query asked for; what overlaps an earlier span is cut."""
    marks: list[Mark] = []
    done = 0
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        start = max(span.start, done)
        if start < span.end:
            marks.append(Mark(start, span.end, 3, "<mark>", "</mark>"))
            done = span.end
    return marks


def citation_marks(citations: Iterable[CitationView], offset: int = 0) -> list[Mark]:
    """Return marks for citations, positions less `offset`: links to the held document, else to what is known of it."""
    marks: list[Mark] = []
    done = 0
    for view in sorted(citations, key=lambda v: v.citation.start):
        cited = view.citation
        if cited.start < done or cited.end <= cited.start:
            continue
        done = cited.end
        css = f"dc-cite dc-{resolution_badge(view.resolution).css}"
        tip = escape(citation_tip(view))
        href = citation_link(view)
        tag = f'<a class="dc-nav {css}" href="{escape(href)}"' if href else f'<span class="{css}" tabindex="0"'
        marks.append(
            Mark(cited.start - offset, cited.end - offset, 2, f'{tag} data-tip="{tip}">', "</a>" if href else "</span>")
        )
    return marks


def citation_link(view: CitationView) -> str | None:
    """Return where a citation leads: its document; where that is not held, or several are, the page of its number."""
    if view.resolution.status == "RESOLVED" and view.resolution.documents:
        return document_link(view.resolution.documents[0])
    if view.resolution.status in ("MISSING", "AMBIGUOUS") and view.citation.number:
        return number_link(view.citation.number)
    return None


def number_link(number: str) -> str:
    """Return the address of what is known of a reference number or of a document, by id."""
    return "vien-dan?" + urlencode({"doc": number})
