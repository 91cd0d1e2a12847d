"""Where the name of an issuing body ends in running text, and what may follow it."""

from __future__ import annotations

import re

from directives.issuers import known_name_at, office_end

# What a title opens with, besides a quotation mark; the same words end the name of a body.
TITLE_OPENING = re.compile(
    r"""(?:về|v/v|quy\s+định|hướng\s+dẫn|ban\s+hành|phê\s+duyệt|sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ|công\s+bố|thành\s+lập
    |kiện\s+toàn|giao|triển\s+khai|thực\s+hiện|tổ\s+chức\s+(?:thực|triển|các|hội|học)|tiếp\s+tục|tăng\s+cường|đẩy\s+mạnh
    |thí\s+điểm|điều\s+chỉnh|đề\s+nghị|(?<!chương\ )trình|một\s+số|chi\s+tiết|phân\s+(?:cấp|công|định|quyền)|ủy\s+quyền
    |cho\s+phép|thông\s+qua|xử\s+lý|kết\s+luận|báo\s+cáo|định\s+hướng|phát\s+động|đính\s+chính|công\s+nhận|nâng\s+cao
    |quán\s+triệt|lãnh\s+đạo|tổng\s+kết|sơ\s+kết|xây\s+dựng|phát\s+triển|khen\s+thưởng|bổ\s+nhiệm|phối\s+hợp
    |tuyên\s+truyền|chấn\s+chỉnh|phòng,?\s+chống|đổi\s+mới|hỗ\s+trợ|quy\s+chế|điều\s+lệ|thi\s+hành|hợp\s+nhất
    |chấp\s+thuận|giám\s+sát|kiểm\s+tra|thanh\s+tra\s+việc|xin\s+ý\s+kiến|góp\s+ý|lấy\s+ý\s+kiến|trả\s+lời|đôn\s+đốc
    |khẩn\s+trương|chủ\s+động|thẩm\s+(?:định|tra)|tập\s+trung|chương\s+trình\s+hành\s+động|kế\s+hoạch\s+thực\s+hiện
    |danh\s+mục|chính\s+sách)(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
WORD = re.compile(r"\s*([^\W_]+(?:[.’'][^\W_]+)*)")
# Small words that no name of a body holds.
FUNCTION_WORDS = frozenset(
    (
        "và hoặc hay tại đối được bị đã đang sẽ trong ngoài có nêu để theo là do từ khi gồm cho đến với này trên dưới"
        " như bằng sau trước phải không chưa cùng nay hiện còn thì mà nhưng nhằm vào lên ra qua cũng trừ kể tính bao"
        " làm nên hết căn kèm ký kết nội ngày năm tháng số nếu vì bởi đó kia ấy ta tổng sơ một hai ba gửi trả đi thuộc"
    ).split()
)
# The first word of a body's name, or of an office that speaks for it.
_BODY_START = re.compile(
    r"(?:bộ|ban|sở|ủy|uỷ|ubnd|hđnd|ubmttq|ubtvqh|ubkt|hội|chính|thủ|quốc|tỉnh|thành|huyện|quận|thị|đảng|tổng|liên|lđlđ"
    r"|tlđ|công|cục|chi|vụ|văn|viện|kiểm|tòa|toà|thanh|ngân|chủ|phó|giám|trưởng|chánh|thống|cơ|đoàn|mặt|mttq|học|trường"
    r"|đại|trung|bch|btv|bhxh|bảo|kho|thường|hiệu|tổ|ttg|quân|tập|bchtw|nhà|hđbt|btl|phòng|thượng|khối|đcs|tw|vkstc"
    r"|tandtc|xã|phường)(?!\w)",
    re.IGNORECASE,
)
# Small words behind a complete name that still belong to it: where the body is, which one of its kind.
_PLACE_WORDS = frozenset(
    (
        "tỉnh thành phố huyện quận thị xã phường trấn đặc khu vực cấp trung ương khóa khoá lần thứ nhiệm kỳ đảng các cơ"
        " quan tw nhân dân việt nam nước"
    ).split()
)
_NOT_IN_CAPITALS = frozenset("và của về tại đối theo trên trong".split())
_CONNECTED = re.compile(r"\s*(?:,|và|-|–|&)\s+", re.IGNORECASE)
_SECOND = re.compile(r"\s*,\s*(ban bí thư)(?!\w)", re.IGNORECASE)
_VERB_AFTER = re.compile(r"\s+(?:" + TITLE_OPENING.pattern + ")", re.IGNORECASE | re.VERBOSE)
_TERM = re.compile(r"\s*,?\s*\(?\s*(?:khóa|khoá)\s+[IVXL\d]+(?!\w)\s*\)?", re.IGNORECASE)
_OPENS_IN_NAME = re.compile(r"(?:Thực hiện|Phát triển|Phối hợp|Xây dựng|Kiểm tra|Thanh tra)(?!\w)")
_HEADING_WORD = re.compile(r"(?:Điều|Chương|Mục|Phần|Căn|Theo|Xét|Nơi|QUYẾT)(?!\w)|[-–+*•\d]")
_LONGEST = 160


def issuer_at(text: str, folded: str, position: int, limit: int, *, joint: bool = False) -> int | None:
    """Return where the name of a body that starts at `position` ends; None when no body starts there.

    The name ends before a title ("Bộ Y tế | quy định về …"), at punctuation and at words that no name holds; commas
    and "và" inside known names ("Bộ Văn hóa, Thể thao và Du lịch") do not end it.
    """
    limit = min(limit, position + _LONGEST)
    if not _BODY_START.match(text, position):
        return None
    capitals = text[position : position + 12].isupper()
    complete = False
    end = position
    # "Chủ tịch nước" is a name of its own; elsewhere "Chủ tịch" is an office in front of one.
    cursor = position if known_name_at(folded, position) else office_end(folded, position)
    while cursor < limit:
        known = known_name_at(folded, cursor)
        if known is not None and known[0] <= limit:
            end = cursor = known[0]
            complete = complete or known[1].level != "open"
        else:
            word = WORD.match(text, cursor, limit)
            if word is None or not _names(text, word, capitals, complete=complete, first=end == position):
                break
            end = cursor = word.end()
        cursor = _next_word(text, cursor, limit, complete=complete, joint=joint)
        if cursor < 0:
            break
    if end == position:
        return None
    term = _TERM.match(text, end, limit)
    if term is not None:
        end = _balanced(text, end, term.end())
    return _with_second(text, folded, end, limit)


def _names(text: str, word: re.Match[str], capitals: bool, *, complete: bool, first: bool) -> bool:
    """Whether a word goes on the name of a body, `complete` or not yet."""
    start = word.start(1)
    if not first and TITLE_OPENING.match(text, start) and not _inside_name(text, start):
        return False
    token = word[1]
    if capitals:
        return token.isupper() and token.lower() not in _NOT_IN_CAPITALS
    if token[0].isupper() or token[0].isdigit():
        return True
    return token in _PLACE_WORDS if complete else token not in FUNCTION_WORDS


def _inside_name(text: str, start: int) -> bool:
    """Whether a capitalised word that could open a title is part of a name ("Bộ Xây dựng", "Ủy ban Kiểm tra")."""
    return _OPENS_IN_NAME.match(text, start) is not None and not text[start : start + 9].isupper()


def _next_word(text: str, cursor: int, limit: int, *, complete: bool, joint: bool) -> int:
    """Return where the next word of the name may start, -1 where the name has to end.

    A known name is `complete`: no "và" goes on with it, unless a `joint` act names its next body.
    """
    begin = cursor
    while cursor < limit and text[cursor] in " \n":
        cursor += 1
    if "\n" in text[begin:cursor] and not _same_paragraph(text, begin, cursor, complete=complete):
        return -1
    connected = _CONNECTED.match(text, cursor)
    if connected is not None:
        after = connected.end()
        if joint and _BODY_START.match(text, after) and text[after].isupper():
            return after
        named = text[after : after + 1].isupper() and not _BODY_START.match(text, after)
        goes_on = named and not complete and text[cursor] != "," and not TITLE_OPENING.match(text, after)
        return after if goes_on else -1
    if cursor >= limit or text[cursor] in ",;.:()[]“”\"'/…":
        return -1
    return cursor


def _same_paragraph(text: str, begin: int, cursor: int, *, complete: bool) -> bool:
    """Whether a line break inside a name only wraps it."""
    if text.count("\n", begin, cursor) > 1 or _HEADING_WORD.match(text, cursor):
        return False
    return text[cursor : cursor + 1].islower() or not complete


def _balanced(text: str, start: int, end: int) -> int:
    inside = text[start:end]
    if inside.count("(") == inside.count(")"):
        return end
    return start + inside.rindex(")") if ")" in inside else start


def _with_second(text: str, folded: str, end: int, limit: int) -> int:
    """Take "Bộ Chính trị, Ban Bí thư" as one issuer unless the second body is the subject of what follows."""
    joint = _SECOND.match(text, end, limit + 20)
    if joint is None or not folded.startswith("bo chinh tri", end - 12) or _VERB_AFTER.match(text, joint.end()):
        return end
    return joint.end()
