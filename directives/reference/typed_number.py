"""What stands about the digits of a typed number: type and issuer before them, symbol, date and issuer behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from directives.reference.symbols import is_assembly, is_issuer, is_type
from directives.reference.typed import (
    RISKY_ISSUERS,
    Token,
    TypedName,
    glued_pieces,
    is_known,
    issuer_choices,
    issuer_ending,
    issuer_starting,
    looks_short,
    pieces_of,
    place_end,
    type_choices,
    type_ending,
    type_starting,
    type_word,
)

NO_TYPE = "LETTER"  # a choice that a number without any type meets
_LETTER = "CV"
_JOINTS = frozenset("/-._,:()#|")
_MARKS = frozenset("/-._&")
_CUES = (["so", "ky", "hieu"], ["so", "hieu"], ["so"])
_LETTERS = frozenset(["cong van", "cong thu", "thu cong"])
_MOST_SESSIONS = 15  # no Central Committee met more often in one term
_MOST_PIECES = 8
_LONGEST_PIECE = 16


@dataclass(slots=True)
class Draft:
    """A number being read: the tokens [first, last) that belong to it and what they say.

    `type`, `symbol` and `issuer` hold the pieces that the number's symbol must have, each with its alternatives.
    """

    first: int
    last: int
    digits: str
    type: tuple[str, ...] | None = None
    type_name: str = ""
    symbol: list[tuple[str, ...]] = field(default_factory=list)
    issuer: tuple[str, ...] | None = None
    year: str | None = None
    yearly: bool = False  # the year stands behind a slash or dash, as part of the number
    typed_symbol: bool = False  # the symbol begins with a type
    marked: bool = False  # a slash or dash stands before the symbol
    cue: bool = False  # "số" announces it
    plenum: bool = False  # "nghị quyết trung ương 8": of the eighth session
    weak: bool = False  # the type could as well be a word: "da", "pa"
    whole: bool = False  # nothing else that says anything was typed

    def choices(self) -> tuple[tuple[str, ...], ...]:
        """Return the alternatives of each piece; what was typed as the symbol goes before type and issuer words."""
        found = []
        assembly = bool(self.symbol) and is_assembly(self.symbol[0][0])
        if self.type and not self.typed_symbol and not assembly:
            # Resolutions of the National Assembly bear its abbreviation and no type.
            of_assembly = self.yearly or (self.issuer is not None and self.issuer[0] in ("QH", "UBTVQH"))
            found.append((*self.type, "QH", "UBTVQH") if self.type[0] == "NQ" and of_assembly else self.type)
        found += self.symbol
        if self.issuer and not any(set(self.issuer) & set(alternatives) for alternatives in self.symbol):
            found.append(self.issuer)
        return tuple(found)


def read_number(found: Sequence[Token], index: int, floor: int) -> Draft:
    """Return what belongs to the digits at token `index`; tokens before `floor` belong to the number before."""
    draft = Draft(index, index + 1, found[index].text)
    _read_left(found, draft, index, floor)
    read_right(found, draft)
    if draft.first == index == 0 and draft.last == 1:
        _read_type_behind(found, draft)
    return draft


def _at(found: Sequence[Token], index: int) -> Token | None:
    return found[index] if index < len(found) else None


# --- before the digits ------------------------------------------------------------------------------------------------


def _read_left(found: Sequence[Token], draft: Draft, index: int, floor: int) -> None:
    place = _before_cue(found, draft, _before_marks(found, index, floor), floor)
    typed, issuer = _type_before(found, place, floor), None
    if typed is None:
        issuer = _issuer_before(found, place, floor)
        if issuer is not None:
            before = issuer.first
            if before > floor and found[before - 1].text in ("cua", "do", "-", "/"):
                before -= 1
            typed = _type_before(found, before, floor)
            if typed is None and draft.cue:
                typed = TypedName(issuer.first, issuer.first, "", ())
    if typed is None and place > floor:
        glued = pieces_of(found[place - 1])  # "nqtw 35"
        if len(glued) == 2 and is_type(glued[0]):
            typed = TypedName(place - 1, place, "", type_choices(glued[0]))
            issuer = TypedName(place - 1, place, "", issuer_choices(glued[1]))
    if typed is None:
        return
    draft.first, draft.type, draft.type_name = typed.first, typed.choices or None, typed.name
    draft.weak = typed.weak
    if typed.name in _LETTERS or typed.choices == (_LETTER,):
        draft.type = (_LETTER, NO_TYPE)
    if issuer is not None:
        draft.issuer = issuer.choices or None
        # "Nghị quyết trung ương 8", "nq tw 8"; "kl tw 01" and "nq-tw 08" are numbers.
        few = draft.digits.isdigit() and int(draft.digits) <= _MOST_SESSIONS
        spaced = found[issuer.first - 1].kind != "mark"
        draft.plenum = few and spaced and draft.issuer == ("TW",) and draft.type is not None and draft.type[0] == "NQ"


def _before_marks(found: Sequence[Token], index: int, floor: int) -> int:
    while index > floor and found[index - 1].text in _JOINTS:
        index -= 1
    return index


def _before_cue(found: Sequence[Token], draft: Draft, index: int, floor: int) -> int:
    """Step over "số", "số hiệu" before the digits; it is a cue behind a type or issuer, or where the query begins."""
    words = [token.text for token in found[max(floor, index - 3) : index]]
    for cue in _CUES:
        if words[-len(cue) :] != cue:
            continue
        before = _before_marks(found, index - len(cue), floor)
        known = _type_before(found, before, floor) or _issuer_before(found, before, floor)
        if before == floor or known or found[before - 1].text in ("cua", "va"):
            draft.cue = True
            draft.first = index - len(cue)
            return before
    return index


def _type_before(found: Sequence[Token], index: int, floor: int) -> TypedName | None:
    name = type_ending(found, index)
    if name is not None and name.first >= floor:
        return name
    return type_word(found, index - 1) if index > floor else None


def _issuer_before(found: Sequence[Token], index: int, floor: int) -> TypedName | None:
    name = issuer_ending(found, index)
    if name is not None and name.first >= floor:
        return name
    choices = _issuer_word(found[index - 1]) if index > floor else None
    return TypedName(index - 1, index, "", choices) if choices else None


def _issuer_word(token: Token) -> tuple[str, ...] | None:
    """Return what an abbreviation means as an issuer, None when it is none."""
    pieces = pieces_of(token)
    if len(pieces) != 1:
        return None
    choices = issuer_choices(pieces[0])
    return choices if is_issuer(pieces[0]) or choices != pieces else None


# --- behind the digits ------------------------------------------------------------------------------------------------


def read_right(found: Sequence[Token], draft: Draft) -> None:
    """Read year, symbol, date and issuer behind the digits of `draft`."""
    _read_year(found, draft)
    _read_symbol(found, draft)
    if draft.symbol and is_issuer(draft.symbol[-1][0]):
        draft.last = place_end(found, draft.last)
    for _ in range(3):
        if not (_read_date(found, draft) or _read_issuer(found, draft)):
            break


def _read_year(found: Sequence[Token], draft: Draft) -> None:
    """Read "/2020", "-2020" or " 2020" behind the digits."""
    after, then = _at(found, draft.last), _at(found, draft.last + 1)
    if after is None:
        return
    if after.text in ("/", "-", ".") and then is not None and then.is_year:
        draft.year, draft.yearly = then.text, after.text != "."
        draft.last += 2
    elif after.text in ("/", "-") and then is not None and _is_odd_year(found, draft.last + 1):
        draft.year, draft.yearly = then.text, True
        draft.last += 2
    elif after.is_year and (draft.type or draft.cue or (then is not None and pieces_of(then))):
        draft.year = after.text
        draft.last += 1


def _is_odd_year(found: Sequence[Token], index: int) -> bool:
    """Whether a token between marks stands in a year's place: "11/98/QĐ-UB", cut "22/201/QĐ-UBND", mistyped."""
    token, mark, word = found[index], _at(found, index + 1), _at(found, index + 2)
    inside = mark is not None and mark.text in ("/", "-") and word is not None and word.kind == "word"
    return inside and token.kind == "number" and 2 <= len(token.text) <= 4 and token.text.isdigit()


def _read_symbol(found: Sequence[Token], draft: Draft) -> None:
    position = draft.last
    while len(draft.symbol) < _MOST_PIECES:
        mark = False
        while (token := _at(found, position)) is not None and token.text in _MARKS:
            mark = True
            position += 1
        if token is None or token.kind != "word":
            return
        if not mark and (name := issuer_starting(found, position)) is not None and name.last > position + 1:
            return  # "quyết định 2214 thủ tướng": a name and no abbreviation
        pieces, stop = _pieces_at(found, position, draft, mark)
        if not pieces:
            return
        if not draft.symbol:
            letter = draft.type is not None and pieces[0] not in draft.type and is_issuer(pieces[0])
            draft.typed_symbol, draft.marked = is_type(pieces[0]) and not letter, mark
        elif draft.typed_symbol and is_type(pieces[0]) and not mark and not is_issuer(pieces[0]):
            return
        first = not draft.symbol
        draft.symbol += [(piece,) if mark else _meant(piece, first and i == 0) for i, piece in enumerate(pieces)]
        draft.last = position = stop


def _meant(piece: str, first: bool) -> tuple[str, ...]:
    return type_choices(piece) if first and is_type(piece) else issuer_choices(piece)


_Pieces = tuple[tuple[str, ...], int]


def _pieces_at(found: Sequence[Token], position: int, draft: Draft, mark: bool) -> _Pieces:
    """Return the pieces that the word at `position` is, and the index behind them; () when it does not belong here."""
    token, after = found[position], _at(found, position + 1)
    whole_word = (token.text.upper(),)
    if after is not None and after.text.isdigit() and len(after.text) <= 3:
        joined = token.text.upper() + after.text
        touching = after.start == token.end or (after.start == token.end + 1 and token.text.endswith("qh"))
        alike = (mark and token.short) or (bool(draft.symbol) and looks_short(token))
        if touching and (is_assembly(joined) or alike):
            return (joined,), position + 2
    pieces = pieces_of(token)
    if len(pieces) == 2 and draft.symbol and is_type(pieces[0]):
        pieces = ()  # "…/XYZ-KHCT": types stand first
    before = found[position - 1]
    if not pieces and before.kind == "number" and before.end == token.start:
        pieces = glued_pieces(token)
    if mark:
        alike = token.typed.isupper() or looks_short(token) or draft.cue or bool(draft.type or draft.symbol)
        fits = token.short and len(token.text) <= _LONGEST_PIECE and (pieces or alike)
        return (pieces or whole_word, position + 1) if fits else ((), position)
    if not pieces:
        return (whole_word, position + 1) if draft.symbol and looks_short(token) else ((), position)
    if len(pieces) == 1 and not _stands_alone(found, position, draft, pieces[0]):
        return (), position
    return pieces, position + 1


def _stands_alone(found: Sequence[Token], position: int, draft: Draft, piece: str) -> bool:
    """Whether a word behind a space is a piece: "nq 35 tu", not "nghị quyết 35 tu tưởng", "kế hoạch 15 tb …"."""
    if piece not in RISKY_ISSUERS or found[position].typed.isupper():
        repeated = draft.type is not None and piece in draft.type and not draft.symbol
        second = draft.type is not None or bool(draft.symbol)
        return repeated or not (second and is_type(piece) and not is_issuer(piece))
    after, then = _at(found, position + 1), _at(found, position + 2)
    if after is None or after.kind in ("mark", "date"):
        return True
    if after.is_year or (after.text == "ngay" and then is not None and then.kind in ("date", "number")):
        return draft.type is not None
    return is_known(after.text.upper()) or place_end(found, position + 1) > position + 1


_BEFORE_DATE = frozenset([",", "(", ";", "-", "ngay", "ky", "de", "ban", "hanh"])
_DATE_SHAPES = (
    ("number", "thang", "number", "nam", "year"),
    ("thang", "number", "nam", "year"),
    ("thang", "number", "/", "year"),
    ("thang", "number", "-", "year"),
    ("nam", "year"),
    ("year",),
)


def _read_date(found: Sequence[Token], draft: Draft) -> bool:
    """Read "ngày 22/10/2018", "22 tháng 10 năm 2018", "tháng 10/2018", "năm 2018", "(2018)" behind the number."""
    position = draft.last
    while (token := _at(found, position)) is not None and token.text in _BEFORE_DATE:
        if token.text == "ban" and [t.text for t in found[position + 1 : position + 2]] != ["hanh"]:
            return False
        position += 1
    if token is None:
        return False
    if token.kind == "date":
        _date(found, draft, position, token.text[-4:])
        return True
    for shape in _DATE_SHAPES:
        words = found[position : position + len(shape)]
        if len(words) == len(shape) and all(_has_shape(t, wanted) for t, wanted in zip(words, shape, strict=True)):
            _date(found, draft, position + len(shape) - 1, words[-1].text)
            return True
    return False


def _has_shape(token: Token, wanted: str) -> bool:
    return token.is_year if wanted == "year" else wanted in (token.kind, token.text)


def _date(found: Sequence[Token], draft: Draft, last: int, year: str) -> None:
    if not draft.yearly:
        draft.year = year
    draft.last = last + 1
    if (token := _at(found, draft.last)) is not None and token.text == ")":
        draft.last += 1


def _read_issuer(found: Sequence[Token], draft: Draft) -> bool:
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
    choices = _issuer_word(token) if said else None
    if choices:
        draft.issuer, draft.last = choices, place_end(found, position + 1)
    return bool(choices)


def _read_type_behind(found: Sequence[Token], draft: Draft) -> None:
    """Read "2214 quyết định thủ tướng" where it is the whole query; "35 nghị quyết" alone rather counts them."""
    name = type_starting(found, 1)
    if name is None:
        return
    trial = Draft(0, name.last, draft.digits, type=name.choices)
    _read_symbol(found, trial)
    _read_issuer(found, trial)
    if trial.last == len(found) and (trial.symbol or trial.issuer):
        draft.type, draft.symbol, draft.issuer, draft.last = trial.type, trial.symbol, trial.issuer, trial.last
