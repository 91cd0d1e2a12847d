"""Saved searches as HTML: their addresses, what is new for them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from directives.casing import name_case
from directives.models import DocumentCard, Filters
from directives.text import capitalized
from ui.render import anchor, count_vi, date_vi, document_link, facts_html, short_name, shorten, subtitle

if TYPE_CHECKING:
    from library.desk import SavedSearch

SORTS = {"score": "Liên quan nhất", "date": "Mới nhất"}
_LISTED = 5  # new documents named under a search


def address(search: SavedSearch) -> str:
    """Return the address, relative to the app, that makes a saved search."""
    filters = search.filters
    parts = [("q", search.query), *(("loai", capitalized(name)) for name in filters.types)]
    parts += [("cq", name) for name in dict.fromkeys(name_case(name) for name in filters.issuers)]
    parts += [("tu", date_vi(filters.date_from))] if filters.date_from else []
    parts += [("den", date_vi(filters.date_to))] if filters.date_to else []
    parts += [("vb", filters.document)] if filters.document else []
    parts += [("xep", SORTS["date"])] if search.sort == "date" else []
    return "tra-cuu?" + urlencode(parts)


def narrowed_html(filters: Filters) -> str:
    """Return what a search is narrowed to on one line, "" for nothing."""
    days = [f"từ {date_vi(filters.date_from)}"] if filters.date_from else []
    days += [f"đến {date_vi(filters.date_to)}"] if filters.date_to else []
    names = [*filters.types, *dict.fromkeys(name_case(name) for name in filters.issuers)]
    parts = [*names, *days, *(["trong một văn bản"] if filters.document else [])]
    return f'<span class="dc-facts">{escape(shorten("; ".join(parts), 120))}</span>' if parts else ""


def new_pill(number: int) -> str:
    """Return how many documents are new, "" for none."""
    return f'<span class="dc-pill dc-held">{count_vi(number)} văn bản mới</span>' if number else ""


def list_html(searches: Sequence[SavedSearch]) -> str:
    """Return saved searches as list items."""
    return "".join(
        f"<li>{anchor(address(s), shorten(s.name, 90), 'dc-name')} {new_pill(len(s.new))} "
        f"{narrowed_html(s.filters)}</li>"
        for s in searches
    )


def new_documents_html(cards: Sequence[DocumentCard], more: str = "") -> str:
    """Return new documents as a list; beyond the first few `more` is the address where the others are."""
    shown = cards[:_LISTED] if more else cards
    items = "".join(
        f"<li>{anchor(document_link(card.id), short_name(card), 'dc-name dc-open')} {facts_html(card)}"
        f'<div class="dc-muted">{escape(subtitle(card, 160))}</div></li>'
        for card in shown
    )
    rest = len(cards) - len(shown)
    left = f"<li>{anchor(more, f'và {count_vi(rest)} văn bản nữa')}</li>" if rest else ""
    return f"<ul>{items}{left}</ul>"


def recent_html(asked: Sequence[str]) -> str:
    """Return searches made last as list items."""
    return "".join(
        f"<li>{anchor('tra-cuu?' + urlencode({'q': words}), shorten(words, 90), 'dc-name')}</li>" for words in asked
    )
