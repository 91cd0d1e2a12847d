"""Signatures: the lines that say for whom and as what somebody signs, and the name below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from directives.headers.cells import Cell, cell_of
from directives.headers.issuing import is_body
from directives.letters import LOWER, UPPER
from directives.text import fold

# On folded text.  "TM." for a body, "KT." for the head, "TL." by order, "TUQ." by authority, "Q." acting.
_FOR = re.compile(
    r"\W*(?:t\s?[./]?\s?m|k\s?[./]?\s?t|t\s?[./]?\s?l|t\s?[./]?\s?uq|"
    r"t\s?[./]?\s?u\s?[./]?\s?q)\s?[./]\s*(?=[^\W\d_])|\W*(?:t/m|k/t|t/l|tuq|t/uq)\s+(?=[^\W\d_])"
)
_INSIDE = re.compile(
    r"(?<![^\s*_])(?:T\s?[./]?\s?M|K\s?[./]?\s?T|T\s?[./]?\s?L|TUQ|T/UQ)\s?[./]\s?(?=[" + UPPER + "]{2})"
)
_RANKS = (
    r"(?:(?:bi thu|chu tich|thu tuong|bo truong|giam doc|cuc truong|(?<!thuong.)vu truong|chanh van phong|"
    r"chanh thanh tra|chanh an|vien truong|"
    r"truong ban|truong phong|truong doan|chu nhiem|hieu truong|thong doc|tong thu ky|thu ky|tu lenh|"
    r"chi huy truong|chinh uy|"
    r"doi truong|to truong|truong khoa|ke toan truong|tram truong|hat truong|kiem toan truong|"
    r"truong co quan|thu truong|truong)"
    r"(?! khoan))"
)
_ROLE = re.compile(
    (
        r"(?<![a-z])(?:quyen |q\. ?)?(?:pho )?(?:tong )?(?:chi )?(?:"
        + _RANKS
        + r"|tong kiem toan|tong thanh tra|uy vien|dai dien|nguoi dai dien)(?![a-z])"
    ).replace(" ", " {1,3}")
)
_BODY_OF_ROLE = re.compile(r"(?:doan|ban|thuong truc ban|van phong|hoi dong|uy ban) $")
_SIGNED = re.compile(r"\W*(?:da ky|ky ten|ky,|ky\b.{0,40}|chu ky|\(?\[?da ?ky.*|dau\b.*)\W*$")
_TITLES = re.compile(
    r"^(?:(?:GS|PGS|TSKH|TS|ThS|Ths|BS|BSCKI{1,3}|CKI{1,3}|KS|CN|LS|DS|NSND|NSƯT|NGƯT|NGND|TTND|TTƯT)\b[.,]*\s*|"
    r"(?:Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Chuẩn Đô đốc|Phó Đô đốc|Đô đốc|Đại tá|Thượng tá|"
    r"Trung tá|Thiếu tá|"
    r"Đại úy|Thượng úy|Trung úy|Thiếu úy|Đồng chí|Đ/c|Luật sư|Bác sĩ|Bác sỹ|Kỹ sư|Tiến sĩ|Tiến sỹ|Thạc sĩ|"
    r"Thạc sỹ|Ông|Bà)\s+)+"
)
_WORD_OF_NAME = re.compile(
    rf"[{UPPER}](?:[{LOWER}]*(?:['’][{UPPER}{LOWER}]+)?|['’][{UPPER}]?[{LOWER}]+)(?:-[{UPPER}]?[{LOWER}]+)?"
)
# With accents: "Vũ" and "Phan" are family names, "Vụ" and "Phần" are not.
_NOT_NAME = re.compile(
    r"(?:bộ|sở|ban|cục|vụ|[uủ][ỷy] ban|văn phòng|hội|công|tỉnh|thành phố|huyện|xã|phường|đảng|hà nội|việt nam|quốc|"
    r"phụ|danh|mẫu|biểu|quy|kế hoạch|chương trình|điều|mục|phần|nơi|như|lưu|trường|trưởng|phòng|liên|"
    r"báo cáo|đài|t[oò]à|viện|"
    r"người|kính|chủ|phó|giám|thủ|thứ|bí thư|chánh|cổng|tổng|trung|các|tòa|số|ngày|nội dung|kèm|căn)\b",
    re.IGNORECASE,
)
# Family names as they stand in names printed in capitals: there only they tell a name from a role or a heading.
_FAMILIES = frozenset(
    (
        "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh mai truong trinh dao "
        "doan lam luong luu ha cao chu ta quach tong thai nong lo ma vi giang thao tang to kieu la lu nghiem "
        "phung quan tu vuong trieu than sung hau trang au bach chau co cu dam dau diep dong giap hua khuat "
        "khong kim lai mac nhu ninh on phi si thach tieu ton ung van"
    ).split()
)
_STRAYS = ' *_#|>.,;:-–—…()[]"“”'
_REACH = 14
# Stamps leave scraps of letters between role and name.
_STRAY = 8
_UNSIGNED = re.compile(r"\W*(?:[.…]{3,}|_{5,})\W*$")


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: the lines above the name joined by single spaces, the role in them, the name; offsets."""

    block: str
    role: str | None
    name: str | None
    start: int
    end: int


def name_of(line: str) -> str | None:
    """Return the personal name that `line` consists of, without rank and degree; None when it is none."""
    bare = line.strip(_STRAYS)
    bare = _TITLES.sub("", bare).strip(_STRAYS)
    words = bare.split()
    if not 2 <= len(words) <= 6 or len(bare) > 45:
        return None
    if _NOT_NAME.match(bare):
        return None
    if bare.isupper():
        return " ".join(words) if fold(words[0]) in _FAMILIES and len(words) <= 5 else None
    return " ".join(words) if all(_WORD_OF_NAME.fullmatch(word) for word in words) else None


def opens_signature(line: str) -> bool:
    """Whether `line` begins a signature: "TM. …", "KT. …", or a role in capitals."""
    head = line.lstrip(_STRAYS)
    folded = fold(head)
    marker = _FOR.match(folded)
    if marker is not None:
        return len(line) < 160 and (head[0].isupper() or _ROLE.match(folded, marker.end()) is not None)
    role = _ROLE.match(folded)
    return role is not None and head[: role.end()].isupper() and len(line) < 120


def is_role(line: str) -> bool:
    """Whether `line` is nothing but a role, in any case ("Thứ trưởng")."""
    folded = fold(line.strip(_STRAYS))
    return _ROLE.match(folded) is not None and len(folded) < 40 and name_of(line) is None


def inner_signature(line: str) -> int | None:
    """Return where a signature begins inside `line` after something else, where two columns were run together."""
    match = _INSIDE.search(line, 1)
    return match.start() if match is not None else None


def opens_another(line: str, following: Sequence[Cell]) -> bool:
    """Whether `line` names, above the role, the body that signs next to another one in a joint act."""
    if not (line.isupper() and len(line) < 90 and (is_body(line) or fold(line).startswith("dai dien"))):
        return False
    below = [cell.text for cell in following[:3] if not cell.rule][:2]
    return any(opens_signature(text) or (text.isupper() and is_role(text)) for text in below)


def is_blank_name(line: str) -> bool:
    """Whether `line` is the dotted line on which the name is to be written."""
    return _UNSIGNED.match(line) is not None


def is_signed_mark(line: str) -> bool:
    """Whether `line` only says that somebody signed ("(Đã ký)", "(Ký, đóng dấu)")."""
    return _SIGNED.match(fold(line)) is not None


def signature_lines(lines: Iterable[Cell]) -> list[Cell]:
    """Return the lines that belong to the signatures with which `lines` begin."""
    return list(_signature_lines(lines))


def read_signatures(text: str, taken: Sequence[Cell]) -> list[Signature]:
    """Return the signatures that the lines of signature_lines hold, column by column."""
    counts: dict[int, int] = {}
    for cell in taken:
        counts[cell.line] = counts.get(cell.line, 0) + 1
    widest = max(counts.values(), default=0)
    if widest < 2:
        return list(_in_column(text, taken))
    found: list[Signature] = []
    for column in range(widest):
        found += _in_column(text, [c for c in taken if _column(c, taken, counts) == column])
    return found


def _column(cell: Cell, taken: Sequence[Cell], counts: dict[int, int]) -> int:
    if counts[cell.line] == 1:
        return 0
    return [c for c in taken if c.line == cell.line].index(cell)


def _signature_lines(lines: Iterable[Cell]) -> Iterator[Cell]:
    """The lines up to the last name; they end where something begins that belongs to no signature."""
    opened = False
    named = 0
    every = list(islice(lines, 4 * _REACH))
    for i, cell in enumerate(every):
        if i >= _REACH * (1 + named):
            return
        if cell.motto or (opened and is_blank_name(cell.text)):
            return
        if cell.rule or is_signed_mark(cell.text):
            continue
        if opens_signature(cell.text):
            opened = True
            named += name_of(_behind_capitals(cell.text)) is not None
            yield cell
        elif (opened or i == 0) and name_of(cell.text):
            named += 1
            opened = True
            yield cell
        elif (opened and not named and _goes_on(cell)) or (named and opens_another(cell.text, every[i + 1 : i + 4])):
            yield cell
        elif i == 0 and opens_another(cell.text, every[1:4]):
            continue
        elif named or not opened or len(cell.text) > _STRAY:
            return


def _goes_on(cell: Cell) -> bool:
    """Whether a line can stand between the first line of a signature and the name: more of whom and as what."""
    if cell.gap and is_body(cell.text):
        return False
    return (cell.text.isupper() and len(cell.text) < 90) or is_role(cell.text)


def _behind_capitals(line: str) -> str:
    return line[_capitals(line) :]


def _capitals(line: str) -> int:
    end = 0
    for match in re.finditer(r"\S+", line):
        if any(c.islower() for c in match.group()):
            return end
        end = match.end()
    return end


def _in_column(text: str, lines: Sequence[Cell]) -> Iterator[Signature]:
    roles: list[Cell] = []
    for cell in lines:
        name = name_of(cell.text)
        if name is not None and not opens_signature(cell.text):
            yield _signature(roles, name, cell.end) if roles else Signature("", None, name, cell.start, cell.end)
            roles = []
            continue
        cut = _capitals(cell.text)
        glued = name_of(cell.text[cut:]) if 0 < cut < len(cell.text) else None
        if glued is None:
            roles.append(cell)
            continue
        head = cell_of(text, cell.start, cell.start + cut, cell.line)
        yield _signature([*roles, head] if head else roles, glued, cell.end)
        roles = []
    if roles:
        yield _signature(roles, None, roles[-1].end)


def _signature(roles: Sequence[Cell], name: str | None, end: int) -> Signature:
    lines = [" ".join(cell.text.split()).strip(" *_") for cell in roles]
    return Signature(" ".join(lines), _role(lines), name, roles[0].start, end)


def _role(lines: Sequence[str]) -> str | None:
    """The signer's own role: what follows the one that he signs for; None where a whole body signs."""
    last = max((i for i, line in enumerate(lines) if _FOR.match(fold(line))), default=-1)
    own = [i for i in range(last + 1, len(lines)) if _ROLE.match(fold(lines[i]).lstrip(_STRAYS))]
    if len(own) > 1 and fold(lines[own[0]]).lstrip(_STRAYS).startswith("dai dien "):
        own = own[1:]  # "ĐẠI DIỆN SỞ NỘI VỤ" says for whom, the line below it as what
    if own:
        return " ".join(lines[own[0] :])
    if last < 0:
        return None
    line = lines[last]
    start = max((m.end() for m in _INSIDE.finditer(line)), default=0)
    folded = fold(line)
    marker = _FOR.match(folded, start) or _FOR.match(folded)
    begin = max(start, marker.end() if marker else 0)
    for_body = fold(line[start - 6 if start > 6 else 0 : begin]).rstrip(" ./").endswith(("tm", "t/m", "t.m", "t m"))
    found = [
        m for m in _ROLE.finditer(folded, begin) if not (for_body and _BODY_OF_ROLE.search(folded[begin : m.start()]))
    ]
    if not for_body and found and not folded[begin : found[0].start()].strip():
        # "KT. TRƯỞNG BAN …": the first role is that of the head; "TL. BAN THƯỜNG VỤ …" names a body there.
        found = _after_deputised(folded, found)
    return line[found[0].start() :].strip() if found else None


def _after_deputised(folded: str, roles: list[re.Match[str]]) -> list[re.Match[str]]:
    """The roles behind the one signed for, which may be a double one ("BỘ TRƯỞNG, CHỦ NHIỆM")."""
    at = 1
    while at < len(roles) and folded[roles[at - 1].end() : roles[at].start()].strip() in (",", "-", "–"):
        at += 1
    return roles[at:]
