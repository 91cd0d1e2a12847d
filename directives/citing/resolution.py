"""To which held documents a citation points: narrowed by date, issuer and time, unique or nothing.

`lookup` is asked with one of three keys and gives the held documents under it: a number's key (DIGITS|YEAR|SYMBOL); the
digits alone, where the citation gives a part of a number; a law's key (`law_key`), where it gives a title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from directives.issuers import contradict, identify, key_of, predecessors
from directives.laws import law_of_alias
from directives.models import Citation, DocumentFacts, KnownDocument, Resolution
from directives.reference.numbers import number_key
from directives.types import BY_NAME

Lookup = Callable[[str], Sequence[DocumentFacts]]
Known = Callable[[str], KnownDocument | None]
_LAWS = ("luật", "bộ luật", "pháp lệnh")
_DIGITS = re.compile(r"(\d+[a-zđ]?)(?:\s*-\s*([A-ZĐ]+))?", re.IGNORECASE)
_YEAR = re.compile(r"/(?:19|20)\d\d(?!\d)")
# Words that stand for a document of any type.
_ANY_TYPE = frozenset(["văn bản", "công văn", "công thư"])


def law_key(type_: str | None, title: str | None) -> str | None:
    """Return the key under which a law is looked up by its title; None for what is no law or has no title."""
    if type_ not in _LAWS or not title:
        return None
    words = law_of_alias(title).split()
    if words[:1] == ["luat"]:
        words = words[1:]
    return f"LAW|{key_of(type_)}|{' '.join(words)}" if words else None


def resolve(citation: Citation, citing: DocumentFacts, lookup: Lookup, known: Known) -> Resolution:
    """Resolve a citation made by the document `citing`; `known` gives the catalogue's facts under a key.

    A candidate whose date or issuer contradicts the citation is never taken, not even when it is the only one.
    """
    if citation.kind == "blank":
        return Resolution("BLANK", (), "số để trống, văn bản chưa được cấp số")
    key = number_key(citation.number) if citation.number else None
    if citation.kind == "self" or (key is not None and _is_self(citation, key, citing)):
        return Resolution("SELF", (citing.id,), "số của chính văn bản này")
    if citation.kind == "law":
        return _by_title(citation, citing, lookup, known)
    if key is None:
        return _by_part(citation, citing, lookup)
    found = [facts for facts in lookup(key) if facts.id != citing.id]
    return _narrow(citation, citing, found).resolution(_consistent(known(key), citation, citing))


def _is_self(citation: Citation, key: str, citing: DocumentFacts) -> bool:
    if not citing.number or number_key(citing.number) != key:
        return False
    return not _date_differs(citation.date, citing) and not contradict(citation.issuer, citing.issuer, citing.issuer)


def _by_title(citation: Citation, citing: DocumentFacts, lookup: Lookup, known: Known) -> Resolution:
    key = law_key(citation.type, citation.title)
    if key is None:
        return Resolution("MISSING", (), "chưa rõ tên luật")
    found = [facts for facts in lookup(key) if facts.id != citing.id]
    return _narrow(citation, citing, found).resolution(_consistent(known(key), citation, citing))


def _by_part(citation: Citation, citing: DocumentFacts, lookup: Lookup) -> Resolution:
    """Resolve "Nghị quyết 09-NQ … của Tỉnh ủy": type and issuer have to decide, the digits alone never do."""
    part = _DIGITS.match(citation.number or "")
    own = BY_NAME.get(citation.type or "")
    if part is None or own is None:
        return Resolution("MISSING", (), _UNCLEAR)
    digits = part[1].lstrip("0").upper()
    alike = [f for f in lookup(digits) if f.id != citing.id and _is_of_type(f, citation.type, own.abbreviations)]
    year = _YEAR.search(citation.number or "")
    if year is not None:
        alike = [f for f in alike if year.group() in f.number]
    found = [f for f in alike if _supported(citation, citing, f)]
    return _narrow(citation, citing, found, absent=_UNCLEAR).resolution(None)


_UNCLEAR = "số ghi thiếu, chưa đủ căn cứ để xác định văn bản"


def _is_of_type(facts: DocumentFacts, type_: str | None, abbreviations: Sequence[str]) -> bool:
    if facts.type is not None:
        return facts.type == type_
    symbol = re.sub(r"^\d[\w.]*[-/](?:\d{4}/)?", "", facts.number)
    return re.split(r"[-/]", symbol, maxsplit=1)[0] in abbreviations


def _supported(citation: Citation, citing: DocumentFacts, facts: DocumentFacts) -> bool:
    """Whether the issuer speaks for a candidate: the one named, or else a central body or one of the citing's place."""
    held = identify(facts.issuer) if facts.issuer else None
    if held is None:
        return False
    if citation.issuer is not None:
        cited = identify(citation.issuer)
        return (
            cited is not None
            and cited.group == held.group
            and not contradict(citation.issuer, facts.issuer, citing.issuer)
        )
    own = identify(citing.issuer) if citing.issuer else None
    return held.place is None or (
        own is not None and own.province is not None and held.province in predecessors(own.province)
    )


# --- narrowing --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """The candidates that are left, and the words that say how the choice was made or why there is none."""

    found: tuple[DocumentFacts, ...]
    how: str

    def resolution(self, known: KnownDocument | None) -> Resolution:
        """Return the resolution that the number of candidates gives."""
        ids = tuple(facts.id for facts in self.found)
        if not ids:
            return Resolution("MISSING", (), self.how, known)
        return Resolution("RESOLVED" if len(ids) == 1 else "AMBIGUOUS", ids, self.how)


def _narrow(
    citation: Citation, citing: DocumentFacts, found: Sequence[DocumentFacts], absent: str = "kho chưa có văn bản này"
) -> _Narrowed:
    if not found:
        return _Narrowed((), absent)
    left = [f for f in found if not _date_differs(citation.date, f)]
    if not left:
        return _Narrowed((), "kho chỉ có văn bản cùng số nhưng khác ngày ban hành")
    left = [f for f in left if not contradict(citation.issuer, f.issuer, citing.issuer)]
    if not left:
        return _Narrowed((), "kho chỉ có văn bản cùng số nhưng của cơ quan khác")
    if citation.date is None:
        left = [f for f in left if not (f.date and citing.date and f.date > citing.date)]
        if not left:
            return _Narrowed((), "kho chỉ có văn bản cùng số nhưng ban hành sau văn bản viện dẫn")
        if citation.issuer is None:
            near = [f for f in left if not _elsewhere(f, citing)]
            if not near:
                return _Narrowed((), "kho chỉ có văn bản cùng số nhưng của địa phương khác")
            left = near
    if len(found) == 1:
        return _Narrowed(tuple(left), _only(citation))
    return _choose(citation, citing, left, narrowed=len(left) < len(found))


def _only(citation: Citation) -> str:
    if citation.kind == "law":
        return "luật duy nhất trong kho có tên này"
    return "văn bản duy nhất trong kho mang số này" + (", đúng ngày ban hành" if citation.date else "")


def _choose(citation: Citation, citing: DocumentFacts, left: Sequence[DocumentFacts], *, narrowed: bool) -> _Narrowed:
    """Choose among several: by date, type, issuer, and then the latest of one body; leave what stays open."""
    reasons = []
    if narrowed and citation.date is not None:
        reasons.append("ngày ban hành")
    for reason, better in (
        ("ngày ban hành", [f for f in left if citation.date is not None and f.date is not None]),
        ("tên loại", [f for f in left if f.type is not None and f.type == citation.type]),
        ("cơ quan ban hành", [f for f in left if _named(citation, f)]),
        ("địa phương của văn bản viện dẫn", [f for f in left if _same_place(f, citing)]),
    ):
        applies = reason != "tên loại" or citation.type not in _ANY_TYPE
        if len(left) > 1 and better and len(better) < len(left) and applies:
            left = better
            reasons.append(reason)
    if len(left) > 1:
        latest = _latest(left, citing)
        if latest is not None:
            left = [latest]
            reasons.append("bản gần nhất tính đến ngày văn bản viện dẫn")
    if len(left) > 1:
        return _Narrowed(tuple(left), f"{len(left)} văn bản cùng số, chưa đủ căn cứ để chọn")
    if not reasons:
        reasons.append("cơ quan ban hành" if citation.issuer else "thời gian và địa phương")
    return _Narrowed(tuple(left), "chọn theo " + ", ".join(dict.fromkeys(reasons)))


def _latest(left: Sequence[DocumentFacts], citing: DocumentFacts) -> DocumentFacts | None:
    """Return the latest candidate not younger than the citing one; None where bodies differ or dates tie or lack."""
    bodies = {identify(f.issuer) or f.issuer for f in left if f.issuer}
    if citing.date is None or len(bodies) != 1 or any(f.issuer is None or f.date is None for f in left):
        return None
    by_date = sorted((f for f in left if f.date is not None and f.date <= citing.date), key=lambda f: f.date or "")
    if not by_date or (len(by_date) > 1 and by_date[-1].date == by_date[-2].date):
        return None
    return by_date[-1]


def _date_differs(date: str | None, facts: DocumentFacts) -> bool:
    """Whether an explicit date or year rules a document out; of an undated one the year of its number counts."""
    if date is None:
        return False
    if facts.date is not None:
        return not facts.date.startswith(date) and not date.startswith(facts.date)
    year = re.match(r"\d[\w.]*/(\d{4})/", facts.number)
    return year is not None and year[1] != date[:4]


def _named(citation: Citation, facts: DocumentFacts) -> bool:
    cited = identify(citation.issuer) if citation.issuer else None
    held = identify(facts.issuer) if facts.issuer else None
    return cited is not None and held is not None and cited.group == held.group and cited.place in (None, held.place)


def _same_place(facts: DocumentFacts, citing: DocumentFacts) -> bool:
    held = identify(facts.issuer) if facts.issuer else None
    own = identify(citing.issuer) if citing.issuer else None
    return held is not None and own is not None and held.place is not None and held.place == own.place


def _elsewhere(facts: DocumentFacts, citing: DocumentFacts) -> bool:
    """Whether a document is of another province than the citing one; only known places can tell."""
    held = identify(facts.issuer) if facts.issuer else None
    own = identify(citing.issuer) if citing.issuer else None
    if held is None or own is None or held.province is None or own.province is None:
        return False
    return held.province not in predecessors(own.province)


def _consistent(known: KnownDocument | None, citation: Citation, citing: DocumentFacts) -> KnownDocument | None:
    """Return the catalogue's facts unless date or issuer of the citation contradict them."""
    if known is None:
        return None
    facts = DocumentFacts("", known.number, known.type, known.issuer, known.date)
    if _date_differs(citation.date, facts) or contradict(citation.issuer, known.issuer, citing.issuer):
        return None
    return known
