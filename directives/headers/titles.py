"""The title (trích yếu): where it begins behind the type, which lines belong to it and where the text proper begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from directives.dates import DATE, ILLEGIBLE_DATE, iso_date
from directives.headers.cells import Cell
from directives.headers.issuing import is_body
from directives.headers.marks import is_mark
from directives.models import Span
from directives.reference.numbers import Number, find_numbers
from directives.text import fold

# Words that the text proper opens with.  A title may open with some of them too: they end one that has begun.
_OPENING = re.compile(
    r"\W*(?:can cu|xet\b|theo de nghi|theo quy dinh|thuc hien (?:nghi|ke|chi|quyet|ket|cong|huong|chuong|"
    r"quy|thong|y kien|luat)|"
    r"trien khai thuc hien|tiep tuc|tiep theo|nham\b|de (?:tiep|trien|thuc|kip|bao|dam|tang|chu|phuc|phat|nang)|"
    r"trong (?:thoi gian|nhung|qua trinh|cac ngay|khi|khuon kho|nam)|thoi gian qua|sau khi|hom nay|ngay \d|nam \d{4}|"
    r"kinh gui|kinh goi|cung voi|tai (?:ky|phien|cuoc|hoi nghi)|vua qua|qua (?:theo|cong|ra|xem|kiem)|"
    r"hien nay|de nghi|can\b|"
    r"lien quan|tra loi|phuc dap|nhan duoc|ngay (?:ngay)?\s*\d)"
)
_MARKER = re.compile(
    r"\W*(?:(?:dieu|chuong|phan|muc|phu luc)\s+(?:\d|[ivxlc]+\b|thu\b)|dieu\s*$|[ivxlc]{1,6}\s*[.\-–/)]\s|"
    r"[ivxlc]{1,6}\.|\d{1,3}\s*[.)]\s|[a-z]\s*[.)]\s|\[\d)"
)
_BASE = re.compile(r"\W*(?:can cu|theo de nghi|xet |dien\s*:|thuc hien )")
_BASIS = re.compile(r"\W*can cu\b")
_ANNEX = re.compile(r"\W*\((?:ban hanh )?(?:kem|theo|ap dung|thuc hien|du thao|dinh kem)")
_DANGLING = re.compile(
    r"(?:[-–,&]|(?<![^\W\d_])(?:và|của|các|cho|thuộc|do|tại|với|về|giữa|trong|bởi|từ|đến|hoặc|là|về việc|"
    r"đối với|ở|trên|những|một số))$"
)
_ROLE = re.compile(
    r"\W*(?:chu tich|pho chu tich|bo truong|thu tuong|giam doc|tong giam doc|cuc truong|vien truong|"
    r"chanh an|chanh van phong|"
    r"thong doc|truong ban|hieu truong|tong cuc truong|tong thanh tra|tong kiem toan|chi cuc truong|tu lenh|bi thu)\b"
)
_OF = re.compile(r"\W*(?:cua|lien tich|lien nganh|lien bo)\s+(?:cua\s+)?")
# On text in lower case, accents kept: "tại" ends the name of a body, "Tài chính" does not.
_OF_END = re.compile(
    r"\s(?=(?:số|ngày)\s*[:\d]|(?:về|v/v|quy định|hướng dẫn|thực hiện|triển khai|ban hành|tại|năm|trong|nhằm|"
    r"tăng cường|kiểm tra|tổng kết|tổ chức thực|phát động|lãnh đạo|nhiệm kỳ|khóa)(?![^\W\d_]))"
)
_NUMBERED = re.compile(r"\W*so\s*[:.]?\s*(?=[\d.…/])")
_DATED = re.compile(r"\W*(?=ngay\s*[\d.…])")
_FORMULA = re.compile(r"\W*(?:dien|quyet nghi|quyet dinh|nghi quyet|chi thi|thong bao)\s*:?\W*$")
# "Liên đoàn Lao động tỉnh báo cáo …" is a sentence, "Quỹ bảo lãnh tín dụng cho các doanh nghiệp" runs a title on.
_STATES = re.compile(
    r" (?:báo cáo|ban hành|xây dựng|thông báo|hướng dẫn|đề nghị|yêu cầu|nhận được|triển khai|kính|"
    r"trân trọng) "
)
_ADDRESSEE = re.compile(r"\W*kinh (?:gui|goi)\b")
_NEAR = 8
_GLUED_ABBREVIATIONS = frozenset(("UBND", "HĐND", "BTV", "BCH", "LĐLĐ", "TLĐ"))
_WORD = re.compile(r"\S+")


@dataclass(slots=True)
class Title:
    """The title with its spans, and what stood between type and title."""

    text: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    used: list[int] = field(default_factory=list)
    number: Number | None = None
    number_span: Span | None = None
    date: str | None = None
    issuer: str | None = None


def is_opening(line: str) -> bool:
    """Whether `line` begins like the text proper: a basis, an opening phrase, the label of a unit."""
    folded = fold(line)
    return _MARKER.match(folded) is not None or (_OPENING.match(folded) is not None and not line.isupper())


def read_title(text: str, queue: Sequence[Cell], *, letter: bool = False, law: bool = False) -> Title:
    """Return the title that begins with the first cell of `queue`; `letter` for "V/v …" under the number of a letter.

    A law may be called like a body ("LUẬT" / "CÔNG ĐOÀN"); of other acts a body before the basis is who decides.
    `used` holds the indexes of the cells that belong to it: in a letter the other column may stand between its lines.
    """
    title = Title()
    parts: list[Span] = []
    # What stands between "V/v" and "Kính gửi" in the same column is the subject, even across a blank line; under the
    # type of a report or proposal ("TỜ TRÌNH") it is the title, up to a blank or drawn line.
    reach = _addressee(queue)
    for i, cell in enumerate(queue):
        if parts and 0 < reach <= i:
            break
        if not letter and cell.gap and parts:
            reach = 0
        if is_mark(cell):
            continue
        if cell.rule:
            if parts and not letter:
                break
            continue
        if letter and parts and (cell.motto or _is_date(cell)):
            continue
        start = cell.start if parts or letter else _skip_facts(text, cell, title)
        if start >= cell.end:
            _use(title, i, cell.start, cell.end)
            continue
        end = cell.end if parts and i < reach else _part_end(text, queue, i, start, parts, letter=letter, law=law)
        if end <= start:
            break
        parts.append(Span(start, end))
        _use(title, i, start, end)
        if end < cell.end:
            break
    title.text = " ".join(" ".join(text[p.start : p.end].split()) for p in parts).strip(" *_:;.-–") or None
    return title


def _addressee(queue: Sequence[Cell]) -> int:
    """The index of the line "Kính gửi" if it is near, 0 if it is not."""
    near = (i for i, cell in enumerate(queue[:_NEAR]) if _ADDRESSEE.match(cell.folded))
    return next(near, 0)


def _use(title: Title, index: int, start: int, end: int) -> None:
    title.used.append(index)
    title.spans.append((start, end))


def _is_date(cell: Cell) -> bool:
    match = DATE.search(cell.folded) or ILLEGIBLE_DATE.search(cell.folded)
    return match is not None and len(cell.text) - match.end() < 5 and "," in cell.text[: match.start()]


def _skip_facts(text: str, cell: Cell, title: Title) -> int:
    """Take "của …", "số …", "ngày …" that stand before the title; the offset where the title itself begins."""
    at = cell.start
    while at < cell.end:
        folded = cell.folded[at - cell.start :]
        if title.issuer and title.issuer.endswith(("-", "–", ",")) and title.number is None:
            stop = _OF_END.search(text[at : cell.end].lower())
            end = at + (stop.start() if stop else len(folded))
            title.issuer += " " + " ".join(text[at:end].split())
        elif (match := _OF.match(folded)) and not title.issuer:
            stop = _OF_END.search(text[at : cell.end].lower(), match.end())
            end = at + (stop.start() if stop else len(folded))
            title.issuer = " ".join(text[at + match.end() : end].split())
        elif (match := _NUMBERED.match(folded)) and title.number is None:
            found = next(iter(find_numbers(text[at + match.end() : cell.end])), None)
            if found is None or found.start > 3:
                return at
            begin = at + match.end()
            title.number = found.number
            title.number_span = Span(begin + found.start, begin + found.end)
            end = begin + found.end
        elif (match := _DATED.match(folded)) and (dated := DATE.match(folded, match.end())) and not title.date:
            title.date = iso_date(dated)
            end = at + dated.end()
        else:
            return at
        while end < cell.end and text[end] in " ,;:.":
            end += 1
        at = end
    return at


def _part_end(
    text: str, queue: Sequence[Cell], i: int, start: int, parts: Sequence[Span], *, letter: bool, law: bool
) -> int:
    """Where the title ends inside cell `i`; `start` when nothing of it belongs to the title."""
    cell = queue[i]
    piece = text[start : cell.end]
    if not parts:
        if _MARKER.match(fold(piece)) or _BASIS.match(fold(piece)) or _ANNEX.match(fold(piece)):
            return start
        if not law and _is_authority(queue, i):
            return start
        return start + _first_part(piece)
    before = " ".join(text[p.start : p.end] for p in parts[-1:])
    dangling = _DANGLING.search(before.rstrip().lower()) is not None
    if _ends_title(queue, i, dangling) or cell.line - queue[i - 1].line > 1:
        return start
    if _is_capital(before):
        if _is_capital(piece[: _capital_end(piece)]):
            return start + _capital_end(piece)
        return cell.end if _says_of_what(cell) else start
    return cell.end if _goes_on(cell, dangling, letter) else start


def _ends_title(queue: Sequence[Cell], i: int, dangling: bool) -> bool:
    cell = queue[i]
    if _MARKER.match(cell.folded) or _ANNEX.match(cell.folded) or _FORMULA.match(cell.folded):
        return True
    if is_opening(cell.text) and not (dangling and cell.text[0].islower()):
        return not cell.text[0].islower()
    return not dangling and _is_authority(queue, i)


def _says_of_what(cell: Cell) -> bool:
    """Whether a line in mixed case runs on a title in capitals ("KẾT LUẬN CỦA BAN THƯỜNG VỤ …" / "Về …")."""
    return not cell.gap and (cell.text[0].islower() or cell.text.lower().startswith("về "))


def _goes_on(cell: Cell, dangling: bool, letter: bool) -> bool:
    """Whether a line in mixed case runs on the title before it: it wraps, or it is short and closes no sentence."""
    if cell.text[0].islower() or dangling:
        return True
    if cell.gap or cell.text.isupper() or cell.text[0] in "([|":
        return False
    if is_body(cell.text) and _STATES.search(cell.text):
        return False
    return len(cell.text) < (60 if letter else 75) and cell.text[-1] not in ".;:"


def _is_authority(queue: Sequence[Cell], i: int) -> bool:
    """Whether cell `i` names who decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH" before "Căn cứ …")."""
    cell = queue[i]
    head = cell.text[: _capital_end(cell.text)].strip()
    if not head or not (_ROLE.match(fold(head)) or is_body(head)):
        return _is_lower_authority(queue, i)
    rest = cell.text[_capital_end(cell.text) :].strip()
    if rest:
        return _introduces(rest)
    for following in queue[i + 1 : i + 4]:
        if following.rule:
            continue
        if _introduces(following.text):
            return True
        if not following.text.isupper() and not following.gap:
            return False
    return False


def _is_lower_authority(queue: Sequence[Cell], i: int) -> bool:
    """The same where capitals were lost: a line of its own, "bộ trưởng bộ tài chính", right before the basis."""
    cell = queue[i]
    if not (_ROLE.match(cell.folded) or is_body(cell.text)) or len(cell.text) > 60 or not cell.gap:
        return False
    return i + 1 < len(queue) and _introduces(queue[i + 1].text)


def _introduces(line: str) -> bool:
    return _BASE.match(fold(line[:60])) is not None and not line.isupper()


def _is_capital(piece: str) -> bool:
    letters = [c for c in piece if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.75 * len(letters)


def _first_part(piece: str) -> int:
    """Where the title ends in its first line: text proper may stand behind it on the same line."""
    capital = _capital_end(piece)
    if capital and _is_capital(piece[:capital]) and len(piece[:capital].split()) > 1:
        return capital
    glued = re.search(r"(?<=[\w”\")]) (?=Căn cứ (?!vào đó)|Thực hiện (?:Nghị|Kế|Chỉ|Quyết|Kết)|Kính gửi)", piece)
    return glued.start() if glued and glued.start() > 10 else len(piece.rstrip())


def _capital_end(piece: str) -> int:
    """End of the longest beginning of `piece` in capitals; a word with two ("IoT", "QĐ-TTg") counts as such."""
    end = 0
    last = ""
    for match in _WORD.finditer(piece):
        word = match.group()
        letters = [c for c in word if c.isalpha()]
        if any(c.islower() for c in letters) and sum(c.isupper() for c in letters) < 2:
            if word[0].islower() and last.strip("(“") in _GLUED_ABBREVIATIONS:
                end = piece.rfind(last, 0, match.start())
            break
        if word.strip("#*") == "":
            break
        end = match.end()
        last = word
    return len(piece[:end].rstrip(' -–_*.:;(“"['))
