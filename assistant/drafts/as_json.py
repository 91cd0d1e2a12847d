"""Drafts to and from JSON, as they are kept and as the command line prints them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import cast

from directives.grounded import Draft, DraftParagraph, DraftSection, DraftSource, Office
from directives.models import Evidence

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def pack(draft: Draft) -> str:
    """Return a draft as JSON, its findings left out: they are the archive's word of the day."""
    held = asdict(draft)
    held["findings"] = None
    return json.dumps(held, ensure_ascii=False)


def unpack(data: str) -> Draft:
    """Return the draft that `pack` wrote."""
    held = json.loads(data)
    office = held["office"]
    return Draft(
        kind=held["kind"],
        title=held["title"],
        office=Office(**{**office, "recipients": tuple(office["recipients"])}),
        bases=tuple(_paragraph(p) for p in held["bases"]),
        sections=tuple(
            DraftSection(s["heading"], tuple(_paragraph(p) for p in s["paragraphs"]), s["level"])
            for s in held["sections"]
        ),
        addressees=tuple(held["addressees"]),
        sources=tuple(DraftSource(s["document"], s["reference"]) for s in held["sources"]),
        notes=tuple(held["notes"]),
        year=held["year"],
    )


def _paragraph(held: Mapping[str, Json]) -> DraftParagraph:
    sources = cast("Sequence[dict[str, str]]", held["sources"])
    found = tuple(Evidence(**source) for source in sources)  # type: ignore[arg-type]
    return DraftParagraph(str(held["text"]), held["origin"], found, str(held["problem"]))  # type: ignore[arg-type]
