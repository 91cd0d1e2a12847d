"""Where in a document something stands, as an office says it: the unit, and the page where there are pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from directives.models import Document, Unit
from directives.units.structure import unit_name


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document: `unit` the smallest one around it, by its printed name; `page` None without pages."""

    unit: str | None = None
    page: int | None = None

    @property
    def words(self) -> str:
        """The place in words, "" where there is nothing to say: "Điều 5 › khoản 2, trang 3"."""
        return ", ".join([*([self.unit] if self.unit else []), *([f"trang {self.page}"] if self.page else [])])


def place_of(document: Document, offset: int) -> Place:
    """Return the place of `offset` in `document`."""
    return place_among(document.units, document.pages, offset)


def place_among(units: Sequence[Unit], pages: Sequence[int], offset: int) -> Place:
    """Return the place of `offset` by a document's units and the starts of its pages.

    A file of one running text (docx, txt) has no pages, though it counts as one: where no unit is around the place
    there, the place is before the units or behind them.
    """
    page = sum(start <= offset for start in pages) or 1
    around = [i for i, unit in enumerate(units) if unit.start <= offset < unit.end]
    smallest = min(around, key=lambda i: (units[i].end - units[i].start, -i), default=None)
    if smallest is not None:
        return Place(unit_name(units, smallest), page if len(pages) > 1 else None)
    if len(pages) > 1 or not units:
        return Place(None, page if len(pages) > 1 else None)
    return Place("phần mở đầu" if offset < min(unit.start for unit in units) else "phần cuối")
