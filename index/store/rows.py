"""Records to and from what a table row holds: JSON arrays in field order."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence

from directives.models import Anaphor, Anchor, Header, Name, Span, Unit


def pack_units(units: Iterable[Unit]) -> str:
    """Return the units as JSON."""
    return _dump([[u.kind, u.label, u.heading, u.start, u.end, u.parent] for u in units])


def unpack_units(data: str) -> tuple[Unit, ...]:
    """Return the units that `pack_units` wrote."""
    return tuple(Unit(*row) for row in json.loads(data))


def pack_anaphora(anaphora: Iterable[Anaphor]) -> str:
    """Return the anaphora as JSON."""
    return _dump([[a.start, a.end, a.text, a.target] for a in anaphora])


def unpack_anaphora(data: str) -> tuple[Anaphor, ...]:
    """Return the anaphora that `pack_anaphora` wrote."""
    return tuple(Anaphor(*row) for row in json.loads(data))


def pack_names(names: Iterable[Name]) -> str:
    """Return the names as JSON."""
    return _dump([[n.start, n.end, n.text] for n in names])


def unpack_names(data: str) -> tuple[Name, ...]:
    """Return the names that `pack_names` wrote."""
    return tuple(Name(*row) for row in json.loads(data))


def pack_anchors(anchors: Iterable[Anchor]) -> bytes:
    """Return the anchors as compressed JSON: a docx has one for each run."""
    rows = [[a.start, a.end, a.paragraph, a.run, a.character] for a in anchors]
    return zlib.compress(_dump(rows).encode()) if rows else b""


def unpack_anchors(data: bytes) -> tuple[Anchor, ...]:
    """Return the anchors that `pack_anchors` wrote."""
    return tuple(Anchor(*row) for row in json.loads(zlib.decompress(data))) if data else ()


def pack_header(header: Header) -> str:
    """Return the header as JSON."""
    h = header
    number_span = [h.number_span.start, h.number_span.end] if h.number_span else None
    plain = [h.number, h.type, h.issuer, h.parent_issuer, h.place, h.date, h.title, h.signer, h.signer_role]
    plain += [h.signer_block, h.secrecy]
    closing = [[s.start, s.end] for s in h.closing]
    return _dump([plain, list(h.recipients), number_span, [h.heading.start, h.heading.end], closing])


def unpack_header(data: str) -> Header:
    """Return the header that `pack_header` wrote."""
    plain, recipients, number_span, heading, closing = json.loads(data)
    number, type_, issuer, parent_issuer, place, date, title, signer, signer_role, signer_block, secrecy = plain
    return Header(
        number=number,
        type=type_,
        issuer=issuer,
        parent_issuer=parent_issuer,
        place=place,
        date=date,
        title=title,
        signer=signer,
        signer_role=signer_role,
        signer_block=signer_block,
        recipients=tuple(recipients),
        secrecy=secrecy,
        number_span=Span(*number_span) if number_span else None,
        heading=Span(*heading),
        closing=tuple(Span(*span) for span in closing),
    )


def pack_list(values: Sequence[int] | Sequence[str]) -> str:
    """Return plain values as JSON."""
    return _dump(list(values))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
