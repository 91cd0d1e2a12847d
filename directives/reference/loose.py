"""Reference numbers as staff type them into the search box: "nq 35 tw", "35/NQ-TW", "nghị quyết 35 của bộ chính trị".

A digit group becomes a loose number when something about it says so: a type before it, a symbol or an issuer behind
it, a year after a slash, "số", or that nothing else was typed.  Which documents are meant is for the archive to say:
a loose number matches every number that agrees with all that was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from directives.reference.symbols import Number, digits_key, is_assembly, is_issuer, is_type
from directives.reference.typed import RISKY_ISSUERS, Token, is_known, tokens
from directives.reference.typed_number import NO_TYPE, Draft, read_number, read_right
from directives.text import fold


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
        if self.year not in (None, number.year) and (number.year is not None or self._must_bear_year()):
            return False
        pieces = number.pieces
        return all(any(_agrees(piece, pieces) for piece in alternatives) for alternatives in self.choices)

    def exactly(self, number: Number) -> bool:
        """Whether all of `number` was typed: among several that match, the one that is meant."""
        pieces = number.pieces
        return (
            digits_key(number.digits) == self.digits_key
            and number.year == (self.year if self.yearly or number.year else None)
            and len(pieces) == len(self.choices)
            and all(piece in alternatives for piece, alternatives in zip(pieces, self.choices, strict=True))
        )

    def _must_bear_year(self) -> bool:
        """Whether the year was typed as part of the number, and the type, if known, is one that bears it there."""
        types = {piece for alternatives in self.choices for piece in alternatives if is_type(piece)}
        return self.yearly and (not self.choices or not types.isdisjoint(_YEARLY))


_YEARLY = frozenset(["NQ", "QD", "ND", "TT", "TTLT", "CT", "PL", "L", "NQLT", "VBHN"])


def _agrees(piece: str, pieces: Sequence[str]) -> bool:
    if piece in pieces:
        return True
    if piece == NO_TYPE:
        return not is_type(pieces[0]) and not is_assembly(pieces[0])
    if piece in ("QH", "UBTVQH"):
        return any(p.startswith(piece) and p[len(piece) :].isdigit() for p in pieces)
    if piece == "BCD":  # steering committees bear their subject behind: BCĐTW, BCĐ389
        return any(p.startswith(piece) for p in pieces)
    # Pieces typed without their marks ("KHUBNDNC") agree where they stand together.
    return len(piece) > 4 and piece in "".join(pieces)


# What bears a number in its name ("Đề án 06", "Chương trình 135"), or a year or a count ("Hiến pháp 2013").
_NAMED = frozenset(
    [
        *("de an", "du an", "chuong trinh", "phuong an", "hop dong", "dieu le", "hien phap", "bo luat", "bien ban"),
        *("quy trinh", "quy uoc", "quy tac", "noi quy", "thoa uoc lao dong tap the", "giay phep", "giay chung nhan"),
        *("giay moi", "giay gioi thieu", "ban cam ket", "the le", "loi keu goi", "de cuong", "tuyen bo", "thoa thuan"),
        *("chuong trinh muc tieu quoc gia", "thong cao", "thong cao bao chi"),
    ]
)
# What is measured by a number ("kế hoạch 5 năm"), and what is counted by a small one ("nghị quyết 10 điểm").  Folded
# words stand for unaccented typing; those that are other words too ("quy", "ban") are left out of it.
_MEASURED = frozenset(
    "năm tháng ngày giờ phút tuần quý lần lượt đợt buổi triệu tỷ nghìn ngàn đồng km ha kg".split()  # noqa: SIM905
)
_COUNTED = frozenset(
    """điểm bước khâu nhiệm nội giải nhóm tiêu chương mục điều khoản người đoàn công đơn hộ xã phường thôn lớp mô việc
    hoạt cuộc trang không trong qua vụ bài câu cặp đôi trẻ em trường chỉ vấn ý loại hình lĩnh nước con""".split()  # noqa: SIM905
)
_MEASURED_FOLDED = frozenset(fold(word) for word in _MEASURED) - {"quy"}
_COUNTED_FOLDED = frozenset(fold(word) for word in _COUNTED)
_MOST_COUNTED = 20
# Before a month, a quarter, a term: "tháng 5/2024", "quý 3/2024", "khóa 13".
_NO_NUMBER_AFTER = frozenset("thang quy q t hoc nien dot ky khoa lan thu tu den".split())  # noqa: SIM905
_FILLER = frozenset("so ngay cua ve van ban tim cho xem nam thang va tra cuu".split())  # noqa: SIM905


def parse_loose(text: str) -> tuple[LooseNumber, ...]:
    """Return the reference numbers that a search text may mean, in reading order, none overlapping another."""
    found = tokens(text)
    # How many words that say anything stand before each token.
    said = [0, *accumulate(token.kind != "mark" and token.text not in _FILLER for token in found)]
    drafts: list[Draft] = []
    for index, token in enumerate(found):
        floor = drafts[-1].last if drafts else 0
        if token.kind != "number" or index < floor:
            continue
        listed = bool(drafts) and _continues(found, drafts[-1], index)
        draft = read_number(found, index, floor)
        draft.whole = said[draft.first] == 0 and said[-1] == said[draft.last]
        if not _accepted(found, draft, index):
            if not listed:
                continue
            draft = Draft(index, index + 1, token.text, type=drafts[-1].type)
            read_right(found, draft)
        if listed and drafts[-1].issuer is None and not drafts[-1].symbol:
            # "kế hoạch 246, 247 tỉnh ủy": symbol and issuer were typed once, behind the last.
            drafts[-1].issuer, drafts[-1].symbol = draft.issuer, list(draft.symbol)
            drafts[-1].typed_symbol = draft.typed_symbol
        drafts.append(draft)
    return tuple(_number(found, draft) for draft in drafts)


def _number(found: Sequence[Token], draft: Draft) -> LooseNumber:
    start, end = found[draft.first].start, found[draft.last - 1].end
    return LooseNumber(start, end, digits_key(draft.digits), draft.choices(), draft.year, draft.yearly)


def _continues(found: Sequence[Token], before: Draft, index: int) -> bool:
    """Whether the number at `index` goes on the list of the one before it: ", ", "và"."""
    between = found[before.last : index]
    return len(between) == 1 and between[0].text in (",", ";", "va", "&")


# --- is it a number? --------------------------------------------------------------------------------------------------


def _accepted(found: Sequence[Token], draft: Draft, index: int) -> bool:
    token = found[index]
    if draft.type_name == "hop dong" or (draft.plenum and not draft.cue and not draft.symbol):
        return False
    if draft.type is None and index > 0 and found[index - 1].text in _NO_NUMBER_AFTER:
        return False
    if draft.symbol and _symbol_suffices(draft):
        return True
    if token.is_year and int(token.text) >= 1990 and not (draft.symbol or draft.cue or _may_be_large(draft)):
        return False  # "kế hoạch 2024"
    if draft.yearly and draft.type is None:
        return _is_no_month(token, draft)
    if draft.type is not None or draft.type_name:
        return _type_suffices(found, draft)
    if draft.issuer is not None and draft.cue:
        return True
    # Digits and nothing else: "482", "số 482".
    alone = draft.whole and (draft.cue or all(t is token or t.kind == "mark" for t in found))
    return alone and token.text.isdigit() and 2 <= len(token.text) <= 6 and draft.year is None


def _may_be_large(draft: Draft) -> bool:
    """Whether "quyết định 1999" was all that was typed: decisions and letters are the types with such numbers."""
    return draft.whole and draft.type is not None and draft.type[0] in ("QD", "CV")


def _symbol_suffices(draft: Draft) -> bool:
    """Whether the symbol makes it a number: a type with mark or issuer, an issuer with mark, or nothing else typed."""
    first = draft.symbol[0][0]
    known = [alternatives[0] for alternatives in draft.symbol if is_known(alternatives[0])]
    if draft.type is not None or draft.cue or draft.whole:
        return bool(known) or (draft.marked and len(first) >= 2)
    if draft.typed_symbol:
        return draft.marked or draft.yearly or draft.issuer is not None or len(draft.symbol) > 1
    if is_assembly(first):
        return draft.yearly
    if draft.marked:
        return (bool(known) or len(draft.symbol) > 1) and len(first) >= 2
    return len(known) > 1 and not is_issuer(known[1]) and first not in RISKY_ISSUERS


def _is_no_month(token: Token, draft: Draft) -> bool:
    """Whether "30/2020" is a number and no month: more than a month can be, with a suffix, or announced."""
    if draft.symbol or draft.cue or not token.text.isdigit():
        return True
    return 12 < int(token.text) < 1900 or int(token.text) > 2099


def _type_suffices(found: Sequence[Token], draft: Draft) -> bool:
    """Whether a type before the digits makes them a number: not in "kế hoạch 5 năm", "đề án 06", "điều lệ 13"."""
    if draft.cue or draft.symbol or draft.issuer or draft.yearly:
        return True
    if draft.type_name in _NAMED or draft.weak:
        return False
    after = found[draft.last] if draft.last < len(found) else None
    if after is None or after.kind == "mark":
        return True
    word = after.typed.lower()
    if word in _MEASURED or word in _MEASURED_FOLDED:
        return False
    small = draft.digits.isdigit() and draft.digits[0] != "0" and int(draft.digits) <= _MOST_COUNTED
    return not (small and (word in _COUNTED or word in _COUNTED_FOLDED))
