"""The bodies named at the head of a document: which lines make one name, which is the parent, which the issuer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from directives.headers.cells import Cell

# The words that the name of a body begins with.  Accents count ("Sở" and "Số", "Vụ" and "Vũ"), tone placement and case
# do not.
_BODY = re.compile(
    r"\W*(?:(?:chủ tịch )?(?:ủy ban|hội đồng) nhân dân|(?:chủ tịch )?(?:ubnd|hđnd)|chủ tịch nhân dân|ủy ban|hội đồng|"
    r"bộ(?! luật| phận| tiêu chí| câu hỏi| thủ tục)|sở(?! hữu)|tổng cục|cục|chi cục|vụ(?! việc)|văn phòng|vp|"
    r"ban(?! hành| sao| chính| đầu)|bch|btv|btc|bcđ|đảng ủy|đảng bộ|đảng đoàn|tỉnh ủy|thành ủy|huyện ủy|"
    r"quận ủy|thị ủy|thị xã ủy|"
    r"phường ủy|xã ủy|chi bộ|chi ủy|quân ủy|liên đoàn|tổng liên đoàn|lđlđ|tlđ|công đoàn|cđcs|cđ|"
    r"đoàn(?! kết| kiểm tra| viên)|"
    r"trung tâm|trường|học viện|đại học|công ty|tổng công ty|tập đoàn|doanh nghiệp|hợp tác xã|ngân hàng|"
    r"kho bạc|bảo hiểm|tòa án|"
    r"viện|thanh tra|kiểm toán|quốc hội|chính phủ|thủ tướng|chủ tịch nước|phòng(?!,| chống| ngừa)|"
    r"hội(?! nghị| thảo| thi| đồng thi)|"
    r"mặt trận|báo(?! cáo)|đài|nhà(?! ở| nước)|tổ(?! chức thực hiện)|khối|chi nhánh|xí nghiệp|bệnh viện|"
    r"trạm|hạt|cảng|quỹ|công an|"
    r"quân khu|quân đoàn|bộ đội|tên (?:cơ quan|tổ chức|doanh nghiệp|đơn vị)|liên bộ|liên ngành|liên tịch|"
    r"tiểu ban|hiệp hội|"
    r"liên hiệp|liên minh|cơ quan|câu lạc bộ|nhà xuất bản|tòa soạn)(?![^\W\d_])"
)
# A line that can only go on with the line before: where the body is, or the rest of its name.
_GOES_ON = re.compile(
    r"\W*(?:tỉnh(?! ủy)|thành phố|tp\b|huyện(?! ủy)|quận(?! ủy)|thị xã(?! ủy)|thị trấn|xã(?! ủy)|"
    r"phường(?! ủy)|đặc khu|việt nam|"
    r"khu vực|và|các|của|cộng hòa|nhân dân|tổ quốc|lao động|nước)(?![^\W\d_])"
)
_DANGLING = re.compile(r"(?:[-–,&/]|(?<![^\W\d_])(?:và|của|các|thuộc|tỉnh|thành phố|tp\.?|huyện|xã|phường|khối))\s*$")
_INCOMPLETE = re.compile(
    r"\W*(?:(?:chủ tịch )?ủy ban nhân dân|(?:chủ tịch )?hội đồng nhân dân|(?:tổng )?liên đoàn lao động|"
    r"ủy ban mặt trận tổ quốc(?: việt nam)?)\W*$"
)

# A body inside another one, whose name is the next line: "CÔNG ĐOÀN CƠ SỞ" / "CÔNG TY CỔ PHẦN …".
_INSIDE = re.compile(
    r"\W*(?:(?:ban chấp hành|ban thường vụ|bch|btv)\s)?(?:công đoàn(?: cơ sở| bộ phận)?|cđcs|chi bộ|chi đoàn)\W*$"
)


def _plain(line: str) -> str:
    """`line` in lower case with one tone placement for the words that the patterns hold."""
    return line.lower().replace("uỷ", "ủy").replace("hoà", "hòa").replace("toà", "tòa")


@dataclass(frozen=True, slots=True)
class Body:
    """One body as printed, its lines joined by single spaces, and where the lines are."""

    name: str
    spans: tuple[tuple[int, int], ...]


def is_body(line: str) -> bool:
    """Whether `line` begins like the name of a body."""
    return _BODY.match(_plain(line)) is not None


def bodies(text: str, mast: Sequence[Cell], *, certain: bool) -> list[Body]:
    """Return the bodies that the lines above the number name, the highest first, the issuer last.

    Where no line begins like a body, the lines in capitals are one if it is `certain` that there is one.
    """
    groups: list[list[Cell]] = []
    for cell in mast:
        if groups and _continues(groups[-1][-1], cell):
            groups[-1].append(cell)
        elif is_body(cell.text) and _printed_as_name(cell):
            groups.append([cell])
        elif groups and cell.text.isupper() and cell.line - groups[-1][-1].line <= 1:
            groups[-1].append(cell)
    if not groups and certain:
        groups = [[cell for cell in mast if cell.text.isupper() and len(cell.text) < 90]]
    return [_joined(text, group) for group in groups if group]


def _continues(before: Cell, cell: Cell) -> bool:
    if cell.line - before.line > 2:
        return False
    if _GOES_ON.match(_plain(cell.text)) or _DANGLING.search(_plain(before.text)):
        return cell.text.isupper() == before.text.isupper() or not before.text.isupper()
    if _INSIDE.match(_plain(before.text)):
        return cell.text.isupper() == before.text.isupper()
    return _INCOMPLETE.match(_plain(before.text)) is not None and not is_body(cell.text)


def _printed_as_name(cell: Cell) -> bool:
    """Names stand in capitals; texts of old fonts lost them, there a short line without a full stop will do."""
    if ":" in cell.text:
        return False
    return cell.text.isupper() or (len(cell.text) < 70 and cell.text[-1] not in ".;,")


def _joined(text: str, group: Sequence[Cell]) -> Body:
    name = " ".join(" ".join(text[c.start : c.end].split()) for c in group)
    return Body(name.strip(" -–.,:;"), tuple((c.start, c.end) for c in group))
