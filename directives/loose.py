"""Reference numbers as staff type them into the search box: "nq 35 tw", "35/NQ-TW", "nghị quyết 35 của bộ chính trị".

A digit group becomes a loose number when something about it says so: a type before it, a symbol or an issuer behind
it, a year after a slash, "số", or that nothing else was typed.  Which documents are meant is for the archive to say:
a loose number matches every number that agrees with all that was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from directives.symbols import Number, digits_key, is_assembly, is_issuer, is_type
from directives.typed import (
    RISKY_ISSUERS,
    Token,
    TypedName,
    is_known,
    is_type_word,
    issuer_ending,
    issuer_starting,
    looks_short,
    pieces_of,
    place_end,
    tokens,
    type_choices,
    type_ending,
)


@dataclass(frozen=True, slots=True)
class LooseNumber:
    """A number as typed; `text[start:end]` holds all that belongs to it: type, digits, symbol, issuer, date.

    `digits_key` compares with the DIGITS of a key.  `choices` are the pieces that the symbol must have, each with its
    alternatives; `year` was typed with it or is None; `yearly` whether it stood behind a slash, as part of the number.
    """

    start: int
    end: int
    digits_key: str
    choices: tuple[tuple[str, ...], ...] = ()
    year: str | None = None
    yearly: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The folded pieces of the symbol that were typed or follow from type and issuer words, the likeliest each."""
        return tuple(alternatives[0] for alternatives in self.choices)

    def matches(self, number: Number) -> bool:
        """Whether `number` agrees with all that was typed."""
        if digits_key(number.digits) != self.digits_key:
            return False
        if self.year is not None and number.year != self.year and (number.year is not None or self._must_bear_year()):
            return False
        pieces = number.pieces
        return all(any(_agrees(piece, pieces) for piece in alternatives) for alternatives in self.choices)

    def _must_bear_year(self) -> bool:
        """Whether the year was typed as part of the number, and the type, if known, is one that bears it there."""
        types = {piece for alternatives in self.choices for piece in alternatives if is_type(piece)}
        return self.yearly and (not types or not types.isdisjoint(_YEARLY))


_YEARLY = frozenset(["NQ", "QD", "ND", "TT", "TTLT", "CT", "PL", "L", "NQLT", "VBHN"])
_LETTER = "CV"
_NO_TYPE = "LETTER"  # a choice that a number without any type meets


def _agrees(piece: str, pieces: Sequence[str]) -> bool:
    if piece in pieces:
        return True
    if piece == _NO_TYPE:
        return not is_type(pieces[0]) and not is_assembly(pieces[0])
    if piece in ("QH", "UBTVQH"):
        return any(p.startswith(piece) and p[len(piece) :].isdigit() for p in pieces)
    if piece == "UBND":
        return any(p.endswith(piece) for p in pieces)
    # Pieces typed without their marks ("KHUBNDNC") agree with the whole symbol or its beginning.
    return len(piece) > 4 and "".join(pieces).startswith(piece)


@dataclass(slots=True)
class _Draft:
    """A number being read: the tokens [first, last) that belong to it and what they say."""

    first: int
    last: int
    digits: str
    type: tuple[str, ...] | None = None
    type_name: str = ""
    symbol: list[tuple[str, ...]] = field(default_factory=list)
    typed_symbol: bool = False  # its first piece is a type
    marked: bool = False  # a slash or dash stands before the symbol
    issuer: tuple[str, ...] | None = None
    year: str | None = None
    yearly: bool = False
    cue: bool = False
    whole: bool = False

    def choices(self) -> tuple[tuple[str, ...], ...]:
        """Return the alternatives of each piece; what was typed in the symbol goes before type and issuer words."""
        found = []
        if self.type and not self.typed_symbol:
            found.append(self.type)
        found += self.symbol
        if self.issuer and not any(set(self.issuer) & set(alternatives) for alternatives in self.symbol):
            found.append(self.issuer)
        return tuple(found)


_NAMES_WITH_NUMBER = frozenset(
    """de an|du an|chuong trinh|phuong an|hop dong|dieu le|hien phap|luat|bo luat|bien ban|quy trinh|quy uoc|quy tac|noi quy
    |thoa uoc lao dong tap the|giay phep|giay chung nhan|giay moi|giay gioi thieu|ban cam ket|the le|loi keu goi|de cuong
    |chuong trinh muc tieu quoc gia|tuyen bo|thoa thuan|thong cao|thong cao bao chi""".replace("\n    ", "").split("|")
)
# What is counted behind a number: "kế hoạch 5 năm", "nghị quyết 10 điểm".
_COUNTED = frozenset(
    """nam thang ngay gio phut tuan quy lan luot dot buoi diem buoc khau nhiem noi giai nhom tieu chi chuong muc dieu khoan trieu ty
    nghin ngan dong nguoi doan cong dia don co can ho xa phuong huyen tinh thon ban to lop mo hinh van viec hoat cuoc trang dong
    chi phan thu hoc hoi khong so trong qua vu bai cau cap doi gia tre em km m ha kg the thanh truong""".split()  # noqa: SIM905
)
_MONTHLY = frozenset(["thang", "quy", "q", "t", "hoc", "nien", "dot", "ky", "khoa", "lan", "thu", "tu", "den"])
_FILLER = frozenset(["so", "ngay", "cua", "ve", "van", "ban", "tim", "cho", "xem", "nam", "thang", "va", "tra", "cuu"])
_JOINTS = ("/", "-", ".", "_", ",", ":", "(", ")", "#", "|")


def parse_loose(text: str) -> tuple[LooseNumber, ...]:
    """Return the reference numbers that a search text may mean, in reading order, none overlapping another."""
    found = tokens(text)
    drafts: list[_Draft] = []
    floor = 0
    for index, token in enumerate(found):
        if token.kind != "number" or index < floor:
            continue
        draft = _read(found, index, floor, text)
        listed = draft is None and drafts and _continues(found, drafts[-1], index)
        if listed:
            draft = _Draft(index, index + 1, token.text, type=drafts[-1].type)
            _read_right(found, draft, text)
        if draft is not None:
            if _continues(found, drafts[-1], index) if drafts else False:
                _share(drafts[-1], draft)
            drafts.append(draft)
            floor = draft.last
    return tuple(_number(found, draft) for draft in drafts)


def _number(found: Sequence[Token], draft: _Draft) -> LooseNumber:
    start, end = found[draft.first].start, found[draft.last - 1].end
    return LooseNumber(start, end, digits_key(draft.digits), draft.choices(), draft.year, draft.yearly)


def _continues(found: Sequence[Token], before: _Draft, index: int) -> bool:
    """Whether the number at `index` goes on the list of the one before it: ", ", "và"."""
    between = found[before.last : index]
    return len(between) == 1 and between[0].text in (",", ";", "va", "&")


def _share(before: _Draft, draft: _Draft) -> None:
    """Give the first of two listed numbers the symbol and issuer that were typed once, behind the second."""
    if before.issuer is None and not before.symbol:
        before.issuer = draft.issuer
        before.symbol, before.typed_symbol = list(draft.symbol), draft.typed_symbol


def _read(found: Sequence[Token], index: int, floor: int, text: str) -> _Draft | None:
    draft = _Draft(index, index + 1, found[index].text)
    _read_left(found, draft, index, floor, text)
    _read_right(found, draft, text)
    outside = [*found[:draft.first], *found[draft.last :]]
    draft.whole = not any(t.kind != "mark" and t.text not in _FILLER for t in outside)
    return draft if _accepted(found, draft, index) else None


# --- before the digits ------------------------------------------------------------------------------------------------


def _read_left(found: Sequence[Token], draft: _Draft, index: int, floor: int, text: str) -> None:
    place = _before_marks(found, index, floor)
    place = _before_cue(found, draft, place, floor)
    issuer: TypedName | None = None
    typed = _type_before(found, place, floor)
    if typed is None:
        issuer = _issuer_before(found, place, floor, text)
        if issuer is not None:
            before = issuer.first
            if before > floor and found[before - 1].text in ("cua", "do", "-", "/"):
                before -= 1
            typed = _type_before(found, before, floor)
            if typed is None and draft.cue:
                typed = TypedName(issuer.first, issuer.first, "", ())
    if typed is None:
        glued = pieces_of(found[place - 1], "") if place > floor and found[place - 1].kind == "word" else ()
        if len(glued) == 2 and is_type(glued[0]):
            typed = TypedName(place - 1, place, "", type_choices(glued[0]))
            issuer = TypedName(place - 1, place, "", (glued[1],))
    if typed is None:
        return
    draft.first = typed.first
    draft.type, draft.type_name = typed.choices or None, typed.name
    if typed.name in ("cong van", "cong thu", "thu cong") or typed.choices == (_LETTER,):
        draft.type = (_LETTER, _NO_TYPE)
    if issuer is not None:
        draft.issuer = issuer.choices or None


def _before_marks(found: Sequence[Token], index: int, floor: int) -> int:
    while index > floor and found[index - 1].kind == "mark" and found[index - 1].text in _JOINTS:
        index -= 1
    return index


def _before_cue(found: Sequence[Token], draft: _Draft, index: int, floor: int) -> int:
    """Step over "số", "số hiệu", "s." before the digits; it is a cue behind a type or where the query begins."""
    words = [token.text for token in found[max(floor, index - 3) : index]]
    for cue in (["so", "ky", "hieu"], ["so", "hieu"], ["so"]):
        if words[-len(cue) :] == cue:
            before = _before_marks(found, index - len(cue), floor)
            known = _type_before(found, before, floor) is not None or issuer_ending(found[:before], before) is not None
            if before == floor or known or found[before - 1].text in ("cua", "va"):
                draft.cue = True
                draft.first = index - len(cue)
                return before
    return index


def _type_before(found: Sequence[Token], index: int, floor: int) -> TypedName | None:
    name = type_ending(found, index)
    if name is not None and name.first >= floor:
        return name
    if index > floor and found[index - 1].kind == "word" and is_type_word(found[index - 1]):
        piece = found[index - 1].text.upper()
        return TypedName(index - 1, index, "", type_choices(piece))
    return None


def _issuer_before(found: Sequence[Token], index: int, floor: int, text: str) -> TypedName | None:
    name = issuer_ending(found, index)
    if name is not None and name.first >= floor:
        return name
    if index <= floor or found[index - 1].kind != "word":
        return None
    token = found[index - 1]
    pieces = pieces_of(token, text[token.start : token.end])
    if len(pieces) == 1 and is_issuer(pieces[0]):
        return TypedName(index - 1, index, "", pieces)
    return None


# --- behind the digits ------------------------------------------------------------------------------------------------


def _read_right(found: Sequence[Token], draft: _Draft, text: str) -> None:
    _read_year(found, draft)
    _read_symbol(found, draft, text)
    for _ in range(3):
        if not (_read_date(found, draft) or _read_issuer(found, draft, text)):
            break


def _at(found: Sequence[Token], index: int) -> Token | None:
    return found[index] if index < len(found) else None


def _is_year(token: Token | None) -> bool:
    return token is not None and token.kind == "number" and token.text.isdigit() and 1945 <= int(token.text) <= 2099


def _read_year(found: Sequence[Token], draft: _Draft) -> None:
    """Read "/2020", "-2020" or " 2020" behind the digits."""
    after, then = _at(found, draft.last), _at(found, draft.last + 1)
    if after is None:
        return
    if after.text in ("/", "-", ".") and _is_year(then):
        draft.year, draft.yearly = found[draft.last + 1].text, after.text != "."
        draft.last += 2
    elif _is_year(after) and (draft.type or draft.cue):
        draft.year = after.text
        draft.last += 1


def _read_symbol(found: Sequence[Token], draft: _Draft, text: str) -> None:
    position = draft.last
    while True:
        mark = False
        while (token := _at(found, position)) is not None and token.text in ("/", "-", ".", "_", "&"):
            mark = True
            position += 1
        if token is None or token.kind != "word" or len(draft.symbol) >= 8:
            return
        pieces, stop = _pieces_at(found, position, draft, mark, text)
        if not pieces:
            return
        if not draft.symbol:
            draft.typed_symbol, draft.marked = is_type(pieces[0]) and not _is_letter(draft, pieces), mark
        elif draft.typed_symbol and is_type(pieces[0]) and not mark and not is_issuer(pieces[0]):
            return
        first = not draft.symbol
        draft.symbol += [type_choices(p) if first and i == 0 and not mark else (p,) for i, p in enumerate(pieces)]
        draft.last = position = stop


def _is_letter(draft: _Draft, pieces: Sequence[str]) -> bool:
    """Whether the first piece is an issuer although it could be a type: a type was named before the digits."""
    return draft.type is not None and pieces[0] not in draft.type and is_issuer(pieces[0])


def _pieces_at(
    found: Sequence[Token], position: int, draft: _Draft, mark: bool, text: str
) -> tuple[tuple[str, ...], int]:
    """Return the pieces that the word at `position` is, and the index behind them; () when it does not belong here."""
    token = found[position]
    after = _at(found, position + 1)
    touching = after is not None and after.kind == "number" and after.start <= token.end + (token.text.endswith("qh"))
    if touching and after is not None and after.text.isdigit() and len(after.text) <= 3:
        joined = token.text.upper() + after.text
        if is_assembly(joined) or (mark and token.short):
            return (joined,), position + 2
    original = text[token.start : token.end]
    pieces = pieces_of(token, original)
    if mark:
        return (pieces or (token.text.upper(),), position + 1) if token.short and len(token.text) <= 16 else ((), position)
    if not pieces:
        return ((token.text.upper(),), position + 1) if draft.symbol and looks_short(token) else ((), position)
    if len(pieces) == 1 and not _stands_alone(found, position, draft, pieces[0]):
        return (), position
    return pieces, position + 1


def _stands_alone(found: Sequence[Token], position: int, draft: _Draft, piece: str) -> bool:
    """Whether a short word behind a space is a piece and no syllable: "nq 35 tu" against "nq 35 tu ngay …"."""
    if piece not in RISKY_ISSUERS or found[position].text.upper() not in RISKY_ISSUERS:
        # A type behind a type ("kế hoạch 15 tb …") is no piece.
        return not (is_type(piece) and not is_issuer(piece) and (draft.type is not None or draft.symbol))
    after = _at(found, position + 1)
    if after is None or after.kind in ("mark", "date"):
        return True
    return is_known(after.text.upper()) or place_end(found, position + 1) > position + 1


def _read_date(found: Sequence[Token], draft: _Draft) -> bool:
    """Read "ngày 22/10/2018", "22 tháng 10 năm 2018", "tháng 10/2018", "năm 2018", "(2018)" behind the number."""
    position = draft.last
    while (token := _at(found, position)) is not None and token.text in (",", "(", ";", "-", "ngay", "ky", "de", "ban", "hanh"):
        if token.text == "ban" and (_at(found, position + 1) or token).text != "hanh":
            return False
        position += 1
    if token is None:
        return False
    if token.kind == "date":
        return _dated(found, draft, position, token.text[-4:])
    words = [(t.kind, t.text) for t in found[position : position + 5]]
    for shape in (("number", "thang", "number", "nam", "year"), ("thang", "number", "nam", "year"), ("nam", "year"), ("year",)):
        if _has_shape(words, shape, found[position : position + len(shape)]):
            return _dated(found, draft, position + len(shape) - 1, found[position + len(shape) - 1].text)
    months = [t.text for t in found[position : position + 4]]
    if len(months) == 4 and months[0] == "thang" and months[2] in ("/", "-") and _is_year(found[position + 3]):
        return _dated(found, draft, position + 3, months[3])
    return False


def _has_shape(words: Sequence[tuple[str, str]], shape: Sequence[str], found: Sequence[Token]) -> bool:
    if len(words) < len(shape):
        return False
    for (kind, word), wanted, token in zip(words, shape, found, strict=False):
        if not (_is_year(token) if wanted == "year" else kind == wanted or word == wanted):
            return False
    return True


def _dated(found: Sequence[Token], draft: _Draft, last: int, year: str) -> bool:
    if draft.year is not None and draft.yearly:
        year = draft.year
    draft.year, draft.last = year, last + 1
    if (token := _at(found, draft.last)) is not None and token.text == ")":
        draft.last += 1
    return True


def _read_issuer(found: Sequence[Token], draft: _Draft, text: str) -> bool:
    """Read "của Bộ Chính trị", "tỉnh ủy Lào Cai" behind the number."""
    position = draft.last
    said = False
    while (token := _at(found, position)) is not None and token.text in ("cua", "do", ",", "-"):
        said = said or token.text == "cua"
        position += 1
    if token is None or draft.issuer is not None or not (said or draft.type or draft.symbol or draft.cue):
        return False
    name = issuer_starting(found, position)
    if name is not None and (said or name.choices):
        draft.issuer, draft.last = name.choices or None, name.last
        return True
    pieces = pieces_of(token, text[token.start : token.end]) if token.kind == "word" else ()
    if said and len(pieces) == 1 and is_issuer(pieces[0]):
        draft.issuer, draft.last = pieces, place_end(found, position + 1)
        return True
    return False


# --- is it a number? --------------------------------------------------------------------------------------------------


def _accepted(found: Sequence[Token], draft: _Draft, index: int) -> bool:
    token = found[index]
    before = found[index - 1] if index > 0 else None
    if draft.type_name == "hop dong" or (before is not None and before.text in _MONTHLY and not draft.type):
        return False
    if draft.symbol and _symbol_suffices(draft):
        return True
    if _is_year(token) and int(token.text) >= 1990 and not (draft.symbol or draft.cue):
        return False
    if draft.yearly and draft.year is not None and not draft.type:
        return _is_yearly_number(token, draft)
    if draft.type is not None or draft.type_name:
        return _type_suffices(found, draft)
    if draft.cue:
        return draft.whole or bool(draft.symbol or draft.issuer)
    return draft.whole and token.text.isdigit() and 2 <= len(token.text) <= 6 and draft.year is None


def _symbol_suffices(draft: _Draft) -> bool:
    """Whether the symbol makes it a number: a type with mark or issuer, an issuer with mark, or nothing else typed."""
    first = draft.symbol[0][0]
    known = [alternatives[0] for alternatives in draft.symbol if is_known(alternatives[0])]
    if draft.type is not None or draft.cue or draft.whole:
        return bool(known) or (draft.marked and len(first) >= 2)
    if draft.typed_symbol:
        return draft.marked or draft.yearly or any(is_issuer(piece) for piece in known[1:]) or draft.issuer is not None
    if is_assembly(first):
        return draft.yearly
    if draft.marked:
        return bool(known) and len(first) >= 2
    return len(known) > 1 and not is_issuer(known[1]) and first not in RISKY_ISSUERS


def _is_yearly_number(token: Token, draft: _Draft) -> bool:
    """Whether "30/2020" is a number and not a month: more than a month can be, or with a symbol."""
    if draft.symbol or draft.cue:
        return True
    return not token.text.isdigit() or (12 < int(token.text) < 1900 or int(token.text) > 2099)


def _type_suffices(found: Sequence[Token], draft: _Draft) -> bool:
    """Whether a type before the digits makes them a number: not in "kế hoạch 5 năm", "đề án 06", "điều lệ 13"."""
    if draft.cue or draft.symbol or draft.issuer or draft.yearly:
        return not (draft.type_name == "" and draft.type is None and not draft.cue)
    if draft.type_name in _NAMES_WITH_NUMBER:
        return False
    after = _at(found, draft.last)
    return after is None or after.kind == "mark" or after.text not in _COUNTED


def with_offset(number: LooseNumber, offset: int) -> LooseNumber:
    """Return `number` with its span moved by `offset`."""
    return replace(number, start=number.start + offset, end=number.end + offset)
