"""Where else in a document the words of a search stand, and the passage that is read with its citation line."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from directives.models import Document, DocumentCard, Filters, Span
from directives.units.structure import unit_name
from ui.common import errors_shown, open_library, parameter
from ui.render import anchor, copy_button, reference

_MOST = 60


def matches_html(document: Document, card: DocumentCard, spot: Span) -> str:
    """Return the line above the text: which match of the search this is, the ways to its neighbours, and copying."""
    asked = parameter("khop")
    parts = []
    if asked:
        places = sorted({*_places(document.id, asked), spot.start})
        at = places.index(spot.start)
        parts.append(_step(document.id, asked, places, at - 1, "‹ Đoạn khớp trước"))
        parts.append(f"<span>Đoạn khớp {at + 1} / {len(places)} với “{escape(asked)}”</span>")
        parts.append(_step(document.id, asked, places, at + 1, "Đoạn khớp sau ›"))
    passage = next((p for p in document.passages if p.start <= spot.start < p.end), None)
    unit = unit_name(document.units, passage.unit) if passage and passage.unit is not None else None
    page = document.page(spot.start) if len(document.pages) > 1 else None
    cited = reference(card, unit, page)
    text = document.text[spot.start : spot.end].strip()
    parts.append(copy_button(f"“{text}” – {cited}", "Chép đoạn kèm nguồn"))
    return f'<div class="dc-acts dc-matches">{"".join(parts)}</div>'


def _places(document: str, asked: str) -> list[int]:
    """Return the starts of the passages that match by words or number, in reading order."""
    with errors_shown():
        hits = open_library().search(asked, k=_MOST, filters=Filters(document=document)).hits
    return sorted(hit.passage.start for hit in hits if hit.why.exact or hit.why.lexical_rank is not None)


def _step(document: str, asked: str, places: list[int], index: int, label: str) -> str:
    if not 0 <= index < len(places):
        return f'<span class="dc-act dc-off">{label}</span>'
    return anchor("van-ban?" + urlencode({"doc": document, "at": places[index], "khop": asked}), label, "dc-act")
