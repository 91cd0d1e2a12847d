"""The order of the căn cứ lines: documents of higher legal force before those of lower.

Compared within one family only: State acts among themselves, Party documents, documents of the trade union.  How the
families stand to each other is a matter of office habit (Decree 30/2020 is silent), so no order between them is wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checks.context import Context
from directives.grounded import Finding
from directives.issuers import by_abbreviation, identify
from directives.located import Mention
from directives.models import Span
from directives.reference.numbers import parse_number
from directives.reference.symbols import is_assembly

_BASIS = re.compile(r"^[\s*_\-–•]*(?:Căn\s+cứ|CĂN\s+CỨ)\b", re.MULTILINE)
# What gives the office its tasks may open the list, whatever its force.
_MANDATE = re.compile(
    r"chức\s+năng|nhiệm\s+vụ,?\s+quyền\s+hạn|thành\s+lập|tổ\s+chức\s+bộ\s+máy|quy\s+chế\s+làm\s+việc", re.I
)
_LEVELS = {"province": 0, None: 0, "district": 3, "commune": 6}
_STATE_RANKS = {"luật": 1, "bộ luật": 1, "pháp lệnh": 2, "nghị định": 4}


@dataclass(frozen=True, slots=True)
class _Basis:
    """A line's first document: its family and its rank in it, low being strong; `single` for acts on one matter."""

    mention: Mention
    family: str
    rank: int
    single: bool = False


def check_basis(context: Context, mentions: Sequence[Mention]) -> Iterator[Finding]:
    """Yield the căn cứ that stand below one of lower legal force."""
    lines = _basis_lines(context.text, mentions)
    earlier: dict[tuple[str, int, bool], _Basis] = {}
    for basis in lines:
        before = next((b for b in earlier.values() if _below(b, basis)), None)
        if before is not None:
            yield _finding(context, basis, before)
        else:
            earlier.setdefault((basis.family, basis.rank, basis.single), basis)


def _below(before: _Basis, basis: _Basis) -> bool:
    """Whether `before` is of lower force than the later `basis`; norms and acts on single matters are not compared."""
    comparable = not basis.single or before.single
    return before.family == basis.family and before.rank > basis.rank and comparable


def _finding(context: Context, basis: _Basis, before: _Basis) -> Finding:
    mention = basis.mention
    start = mention.type.start if mention.type else mention.citation.start
    return context.finding(
        "basis_order",
        "warning",
        Span(start, mention.citation.end),
        f"Căn cứ này có hiệu lực pháp lý cao hơn {_name(context, before.mention)} nhưng đứng sau; "
        "hãy xếp các căn cứ theo hiệu lực pháp lý từ cao xuống thấp.",
    )


def _name(context: Context, mention: Mention) -> str:
    cited = mention.citation
    start = mention.type.start if mention.type and cited.start - mention.type.end < 30 else cited.start
    return " ".join(context.text[start : cited.end].split())


def _basis_lines(text: str, mentions: Sequence[Mention]) -> list[_Basis]:
    """Return the first document of each line of the first block of căn cứ lines, those without a rank left out."""
    found: list[_Basis] = []
    starts = [mention.citation.start for mention in mentions]
    previous = -1
    for match in _BASIS.finditer(text):
        start = match.end()
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if previous >= 0 and found and text[previous : match.start()].strip("\n *_"):
            break
        previous = end
        first = bisect_left(starts, start)
        line = [m for m in mentions[first : bisect_left(starts, end)] if not m.inside]
        if not line or _MANDATE.search(text, start, end):
            continue
        basis = _ranked(line[0])
        if basis is not None:
            found.append(basis)
    return found


def _ranked(mention: Mention) -> _Basis | None:
    cited = mention.citation
    if cited.kind == "law":
        return _Basis(mention, "state", _STATE_RANKS.get(cited.type or "", 1))
    number = parse_number(cited.number or "")
    if number is None or not number.digits:
        return None
    pieces = number.pieces
    if any(is_assembly(piece) for piece in pieces):
        return _Basis(mention, "state", 2 if "UBTVQH" in "".join(pieces) else 1)
    bodies = by_abbreviation(pieces[1]) if len(pieces) > 1 else ()
    families = {body.family for body in bodies}
    if cited.type == "nghị định":
        return _Basis(mention, "state", 4)
    if len(families) != 1:
        return None
    level = _level(cited.issuer)
    if families == {"state"}:
        rank = _state_rank(pieces, cited.type or "", level)
        return None if rank is None else _Basis(mention, "state", rank, number.year is None)
    if families == {"party"} and pieces[0] in ("NQ", "QD", "CT", "KL", "QC"):
        centre = bodies[0].level == "central"
        return _Basis(mention, "party", 0 if centre else 1 if pieces[1] == "TU" else 3)
    if families == {"union"} and pieces[0] in ("NQ", "QD"):
        return _Basis(mention, "union", 0 if pieces[1] == "TLD" else 1 + level)
    return None


def _state_rank(pieces: Sequence[str], type_: str, level: int) -> int | None:
    """Return the rank of an act of the State; plans, letters and reports have none."""
    kind, body = pieces[0], pieces[1]
    if body == "CP":
        return 4 if kind in ("ND", "NQ") else None
    if body == "TTG":
        return 5 if kind == "QD" else None
    if kind in ("TT", "TTLT") and type_.startswith("thông tư"):
        return 6
    if body == "HDND":
        return 7 + level if kind == "NQ" else None
    if body in ("UBND", "UB", "CTUBND"):
        return 8 + level if kind == "QD" else None
    return None


def _level(issuer: str | None) -> int:
    identity = identify(issuer) if issuer else None
    return _LEVELS.get(identity.level if identity else None, 0)
