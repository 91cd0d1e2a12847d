"""Bodies that issue documents: their names, abbreviations, times and successors, and when two names mean one body.

Bodies stand in tables/issuers.csv, provinces before and after the mergers of 2025 in tables/provinces.csv.  Validity
dates are ISO, both ends included, empty where open or unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from directives import tables
from directives.text import fold


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body.  `group` is shared by organs that speak for one level ("Bộ Chính trị" and "Ban Bí thư": "tw").

    `level` is central, province, district, any or open; a body below the centre exists once per place, and
    the name of an open one goes on ("Công đoàn | Giáo dục").
    """

    id: str
    name: str
    family: str
    level: str
    group: str
    abbreviations: tuple[str, ...]
    aliases: tuple[str, ...]
    valid_from: str
    valid_to: str
    successor: str


@dataclass(frozen=True, slots=True)
class Province:
    """A province or a city under the central government, as it was between two dates."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    valid_from: str
    valid_to: str
    successor: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What a surface such as "Ban Thường vụ Tỉnh ủy Lào Cai" names, None for what it leaves unsaid.

    `group` is that of the body, `level` province, district or commune, `place` the folded name of the province, or of
    the smaller unit with its kind ("huyen dong may").
    """

    group: str
    level: str | None
    place: str | None

    @property
    def province(self) -> str | None:
        """The province, where the place is one."""
        return self.place if self.level in (None, "province") else None


_ISSUER_COLUMNS = (
    "id",
    "name",
    "family",
    "level",
    "group",
    "abbreviations",
    "aliases",
    "valid_from",
    "valid_to",
    "successor",
)
_PROVINCE_COLUMNS = ("id", "name", "kind", "aliases", "valid_from", "valid_to", "successor")


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def issuers() -> tuple[Issuer, ...]:
    """Return every body of the table."""
    return tuple(
        Issuer(id_, name, family, level, group, _several(abbreviations), _several(aliases), first, last, successor)
        for id_, name, family, level, group, abbreviations, aliases, first, last, successor in tables.read(
            "issuers.csv", _ISSUER_COLUMNS
        )
    )


@cache
def provinces() -> tuple[Province, ...]:
    """Return every province of the table, former and present."""
    return tuple(
        Province(id_, name, kind, _several(aliases), first, last, successor)
        for id_, name, kind, aliases, first, last, successor in tables.read("provinces.csv", _PROVINCE_COLUMNS)
    )


def provinces_on(day: str) -> tuple[Province, ...]:
    """Return the provinces that existed on an ISO date."""
    return tuple(p for p in provinces() if p.valid_from <= day and (not p.valid_to or day <= p.valid_to))


# --- names in running text --------------------------------------------------------------------------------------------

_WORDS = re.compile(r"\w+")
# Between the words of a name offices write spaces, commas, dashes, "và" or "&", and leave them out as they please.
_BETWEEN = r"(?:\s*[,&–—-]\s*|\s+)(?:va\s+|&\s*)?"


def key_of(name: str) -> str:
    """Return the spelling of a name that is compared: folded words, "và" and punctuation left out."""
    return " ".join(word for word in _WORDS.findall(fold(name)) if word != "va")


@cache
def _names() -> dict[str, Issuer]:
    names: dict[str, Issuer] = {}
    for issuer in issuers():
        for name in (issuer.name, *issuer.aliases):
            names.setdefault(key_of(name), issuer)
    return names


@cache
def _name_pattern() -> re.Pattern[str]:
    # Longest first, so that "Ban Tổ chức Trung ương" is not read as "Ban Tổ chức".
    keys = sorted(_names(), key=lambda key: (-len(key), key))
    return re.compile("(?:" + "|".join(key.replace(" ", _BETWEEN) for key in keys) + r")(?!\w)")


def known_name_at(folded: str, start: int) -> tuple[int, Issuer] | None:
    """Return where the longest known name that begins at `start` ends, and the body; `folded` is fold(text)."""
    match = _name_pattern().match(folded, start)
    return (match.end(), _names()[key_of(match.group())]) if match else None


# --- who is meant -----------------------------------------------------------------------------------------------------

# An office or organ in front of a body speaks for it: "Bộ trưởng Bộ Y tế", "Ban Thường vụ Tỉnh ủy".
_OFFICE = re.compile(
    r"(?:bo truong|thu truong|pho chu tich|chu tich|pho giam doc|tong giam doc|giam doc|thong doc|tong thanh tra"
    r"|pho truong(?= ban)|truong(?= ban)|chanh van phong|chanh(?= van phong)|chu nhiem|pho cuc truong|cuc truong"
    r"|tong cuc truong|vien truong|chanh an|tong kiem toan|tong bi thu|pho bi thu|bi thu|ban thuong vu|btv"
    r"|ban chap hanh|bch|doan chu tich|thuong truc|lanh dao|hoi nghi lan thu [a-z]+|hoi nghi|ky hop thu [a-z\d]+"
    r"|tap the|ong|ba|dong chi)\s*,?\s+"
)
_PLACE = re.compile(r"\b(tinh|thanh pho|tp|huyen|quan|thi xa|xa|phuong|dac khu|thi tran)\b(?:\s+(.+))?$")
_TERM = re.compile(r"\b(?:khoa|nhiem ky|lan thu)\b.*")
_LEVELS = {
    "tinh": "province",
    "huyen": "district",
    "quan": "district",
    "thi xa": "district",
    "xa": "commune",
    "phuong": "commune",
}
_LEVELS |= {"dac khu": "commune", "thi tran": "commune"}


@cache
def _place_names() -> tuple[tuple[str, str], ...]:
    names = {key_of(name): key_of(p.name) for p in provinces() for name in (p.name, *p.aliases)}
    return tuple(sorted(names.items(), key=lambda item: -len(item[0])))


@cache
def _place_pattern() -> re.Pattern[str]:
    names = (name.replace(" ", r"\s*[-–—\s]\s*") for name, _ in _place_names())
    return re.compile("(?:" + "|".join(names) + r")(?!\w)")


def place_end(folded: str, start: int) -> int | None:
    """Return where the name of a province that begins at `start` ends, None where none begins."""
    match = _place_pattern().match(folded, start)
    return match.end() if match else None


def _place_in(rest: str) -> tuple[str | None, str | None]:
    """Return level and place that the words behind a body's name give: "tinh lao cai", "xa bat xat", "tinh"."""
    found = _PLACE.search(rest)
    level = _LEVELS.get(found[1]) if found else None
    if found and level in ("district", "commune"):
        return level, found.group(0) if found[2] else None
    for name, canonical in _place_names():
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", rest):
            return "province", canonical
    return level, found[2] if found else None


def office_end(folded: str, start: int) -> int:
    """Return where the offices that stand before a body end ("Giám đốc | Sở Nội vụ"), `start` when there are none."""
    while office := _OFFICE.match(folded, start):
        start = office.end()
    return start


# What may stand between the bodies of a joint act ("Liên đoàn Lao động tỉnh - Công an tỉnh …") and within one name.
_JOINT = re.compile(r"\s+(?:và|[-–—])\s+|\s*[;,]\s+", re.IGNORECASE)
_LONGEST = 400  # characters; what is longer names no bodies


@cache
def members(surface: str) -> tuple[str, ...]:
    """Return the bodies that a surface names side by side, one for most; a part that begins no body is no member."""
    if len(surface) > _LONGEST:
        return (surface,)
    found: list[str] = []
    start = 0
    for separator in _JOINT.finditer(surface):
        left, right = key_of(surface[start : separator.start()]), key_of(surface[separator.end() :])
        if _longest_body(left) is not None and known_name_at(right, office_end(right, 0)) is not None:
            found.append(surface[start : separator.start()])
            start = separator.end()
    return (*found, surface[start:])


@cache
def identify(surface: str) -> Identity | None:
    """Return which body and place a surface names, None where no body of the table is recognised.

    Of bodies side by side the first is returned, with the place of the last where it has none of its own.
    """
    first, *others = members(surface)
    found = _identify(first)
    last = _identify(others[-1]) if others else None
    if found is None or last is None or found.place is not None or found.level != last.level:
        return found
    return Identity(found.group, found.level, last.place)


def _identify(surface: str) -> Identity | None:
    key = key_of(surface)
    found = _longest_body(key)
    if found is None:
        return None
    issuer, end = found
    if issuer.level == "central":
        return Identity(issuer.group, None, None)
    rest = _TERM.sub("", key[end:]).strip()
    level, place = _place_in(f"{_last_word(issuer)} {rest}".strip())
    if level is None and issuer.level in _LEVELS.values():
        level, place = issuer.level, place or rest or None
    return Identity(issuer.group, level, place)


def _last_word(issuer: Issuer) -> str:
    """Return "tinh" where the body's own name ends in it ("Công an tỉnh | Lào Cai")."""
    return "tinh" if key_of(issuer.name).endswith(" tinh") else ""


def _longest_body(key: str) -> tuple[Issuer, int] | None:
    """Find the body whose name reaches furthest, offices in front of it taken away one by one."""
    best: tuple[Issuer, int] | None = None
    position = 0
    while True:
        known = known_name_at(key, position)
        if known is not None and (best is None or known[0] > best[1]):
            best = (known[1], known[0])
        office = _OFFICE.match(key, position)
        if office is None:
            return best
        position = office.end()


@cache
def _by_abbreviation() -> dict[str, tuple[Issuer, ...]]:
    table: dict[str, list[Issuer]] = {}
    for issuer in issuers():
        for abbreviation in issuer.abbreviations:
            table.setdefault(fold(abbreviation), []).append(issuer)
    return {abbreviation: tuple(found) for abbreviation, found in table.items()}


def by_abbreviation(abbreviation: str) -> tuple[Issuer, ...]:
    """Return the bodies that sign with an abbreviation, over all times ("BNV", "TU", "LĐLĐ")."""
    return _by_abbreviation().get(fold(abbreviation), ())


_PIECES = re.compile(r"[/\-.&\s]+")


def signs_with(surface: str, symbol: str) -> bool | None:
    """Whether the body of a surface may sign with the symbol of a number ("QĐ-TTg"); None where either is unknown."""
    identity = identify(surface)
    groups = {issuer.group for piece in _PIECES.split(symbol) for issuer in by_abbreviation(piece)}
    if identity is None or not groups:
        return None
    return identity.group in groups


def predecessors(place: str) -> frozenset[str]:
    """Return the folded names of the provinces that went into the one with this folded name, itself included."""
    merged = {p.id for p in provinces() if key_of(p.name) == place}
    return frozenset({place} | {key_of(p.name) for p in provinces() if p.successor in merged})


def contradict(cited: str | None, held: str | None, citing: str | None) -> bool:
    """Whether a citation's issuer words rule out a held document's issuer; unknown names never do.

    A citation that leaves its place out ("UBND tỉnh") means the citing document's province or one that went into it.
    """
    if not cited or not held:
        return False
    return all(_contradict(a, b, citing) for a in members(cited) for b in members(held))


def _contradict(cited: str, held: str, citing: str | None) -> bool:
    a, b = identify(cited), identify(held)
    if a is None or b is None:
        return False
    if a.group != b.group:
        return True
    if a.level is not None and b.level is not None and a.level != b.level:
        return True
    if b.place is None:
        return False
    if a.place is not None:
        return a.place != b.place
    own = identify(citing) if citing else None
    if own is None or own.province is None or b.province is None:
        return False
    return b.province not in predecessors(own.province)
