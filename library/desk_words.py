"""What `danchieu saved …` answers: as JSON, and as text for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from directives.models import DocumentCard
from library import contract
from library.desk import SavedSearch
from library.shapes import CardJson

if TYPE_CHECKING:
    from library.desk import Desk


class SavedSearchJson(TypedDict, closed=True):
    """Một tìm kiếm đã lưu; `new` là các văn bản mới nạp khớp với tìm kiếm và chưa xem."""

    id: int
    name: str
    query: str
    types: list[str]
    issuers: list[str]
    date_from: str | None
    date_to: str | None
    document: str | None
    sort: Literal["score", "date"]
    created: str
    new: list[CardJson]


class SavedJson(TypedDict, closed=True):
    """Các tìm kiếm đã lưu của một người."""

    saved: list[SavedSearchJson]


def news(desk: Desk, searches: Sequence[SavedSearch]) -> dict[int, tuple[DocumentCard, ...]]:
    """Return by id of each search the documents that are new for it."""
    return {search.id: desk.news(search) for search in searches}


def listed(searches: Sequence[SavedSearch], new: Mapping[int, Sequence[DocumentCard]]) -> SavedJson:
    """Return the answer of `danchieu saved list`, `add` and `run`."""
    return {"saved": [_search(search, new[search.id]) for search in searches]}


def _search(search: SavedSearch, new: Sequence[DocumentCard]) -> SavedSearchJson:
    filters = search.filters
    return {
        "id": search.id,
        "name": search.name,
        "query": search.query,
        "types": list(filters.types),
        "issuers": list(filters.issuers),
        "date_from": filters.date_from,
        "date_to": filters.date_to,
        "document": filters.document,
        "sort": search.sort,
        "created": search.created,
        "new": [contract.card(card) for card in new],
    }


def text(searches: Sequence[SavedSearch], new: Mapping[int, Sequence[DocumentCard]]) -> str:
    """Return the searches as lines, each followed by its new documents."""
    if not searches:
        return "Chưa lưu tìm kiếm nào; lưu bằng: danchieu saved add TÊN NỘI_DUNG."
    return "\n".join(_lines(search, new[search.id]) for search in searches)


def _lines(search: SavedSearch, new: Sequence[DocumentCard]) -> str:
    count = f"  {len(new)} văn bản mới" if new else ""
    lines = [f"{search.id}  {search.name}: “{search.query}”{_restricted(search)}{count}"]
    lines += [f"     {card.id}  {card.type or ''} {card.number or ''} – {card.title or card.source}" for card in new]
    return "\n".join(lines)


def _restricted(search: SavedSearch) -> str:
    filters = search.filters
    days = [f"từ {filters.date_from}"] if filters.date_from else []
    days += [f"đến {filters.date_to}"] if filters.date_to else []
    within = [f"trong văn bản {filters.document}"] if filters.document else []
    parts = [*filters.types, *filters.issuers, *days, *within]
    return f" ({'; '.join(parts)})" if parts else ""
