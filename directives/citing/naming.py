"""Where the name of an issuing body ends in running text, and what may follow it."""

from __future__ import annotations

import re

from directives.issuers import known_name_at, office_end, place_end

# What a title opens with, besides a quotation mark; the same words end the name of a body.
TITLE_OPENING = re.compile(
    r"""(?:về|v/v|quy\s+định(?!\s+tại)|hướng\s+dẫn|ban\s+hành|phê\s+duyệt|sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ|công\s+bố|thành\s+lập
    |kiện\s+toàn|giao|triển\s+khai|thực\s+hiện|tổ\s+chức\s+(?:thực|triển|các|hội|học)|tiếp\s+tục|tăng\s+cường|đẩy\s+mạnh
    |thí\s+điểm|điều\s+chỉnh|đề\s+nghị|(?<!chương\ )trình|một\s+số|chi\s+tiết|phân\s+(?:cấp|công|định|quyền)|ủy\s+quyền
    |cho\s+phép|thông\s+qua|xử\s+lý|kết\s+luận|báo\s+cáo|giải\s+trình|định\s+hướng|phát\s+động|đính\s+chính|công\s+nhận|nâng\s+cao
    |quán\s+triệt|lãnh\s+đạo|tổng\s+kết|sơ\s+kết|xây\s+dựng|phát\s+triển|khen\s+thưởng|bổ\s+nhiệm|phối\s+hợp
    |tuyên\s+truyền|chấn\s+chỉnh|phòng,?\s+chống|đổi\s+mới|hỗ\s+trợ|quy\s+chế|điều\s+lệ|thi\s+hành|hợp\s+nhất
    |chấp\s+thuận|giám\s+sát|kiểm\s+tra|thanh\s+tra\s+việc|xin\s+ý\s+kiến|góp\s+ý|lấy\s+ý\s+kiến|trả\s+lời|đôn\s+đốc
    |khẩn\s+trương|chủ\s+động|thẩm\s+(?:định|tra)|tập\s+trung|chương\s+trình\s+hành\s+động|kế\s+hoạch\s+thực\s+hiện
    |danh\s+mục|chính\s+sách|thông\s+báo|truyền\s+đạt|rà\s+soát|chuẩn\s+bị|vận\s+động|quản\s+lý|ứng\s+dụng)(?!\w)""",
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
    r"|tandtc|xã|phường|bct|bbt|bch(?:đb|tu|tlđ)|btv(?:tu|đu|hu))(?!\w)",
    re.IGNORECASE,
)
# Small words behind a complete name that still belong to it: where the body is, which one of its kind.
_PLACE_WORDS = frozenset(
    (
        "tỉnh thành phố huyện quận thị xã phường trấn đặc khu vực cấp trung ương khóa khoá lần thứ nhiệm kỳ họp đảng"
        " các cơ quan tw nhân dân việt nam nước"
    ).split()
)
_NOT_IN_CAPITALS = frozenset("và của về tại đối theo trên trong".split())
_CONNECTED = re.compile(r"\s*(?:,|và|-|–|&)\s+", re.IGNORECASE)
_SECOND = re.compile(r"\s*,\s*(ban bí thư)(?!\w)", re.IGNORECASE)
_VERB_AFTER = re.compile(r"\s+(?:" + TITLE_OPENING.pattern + ")", re.IGNORECASE | re.VERBOSE)
_TERM = re.compile(r"\s*,?\s*\(?\s*(?:khóa|khoá)\s+[IVXL\d]+(?!\w)\s*\)?", re.IGNORECASE)
_SESSION = re.compile(r"\d{1,2}\s*,?\s*\(?\s*(?:khóa|khoá)\s", re.IGNORECASE)
_REPUBLIC = re.compile(r"\s+(?:cộng\s+(?:hòa|hoà)\s+xã\s+hội\s+chủ\s+nghĩa|chxhcn)\s+việt\s+nam(?!\w)", re.IGNORECASE)
_HEADING_WORD = re.compile(r"(?:Điều|Chương|Mục|Phần|Căn|Theo|Xét|Nơi|QUYẾT)(?!\w)|[-–+*•\d]")
_UNFINISHED = re.compile(r"(?<!\w)(?:bo|so|ban|cuc|tinh|pho|huyen|quan|xa|phuong|uy|nuoc|trung|cua)\Z")
# Committees are named by what they are for; a real title begins with one of the acts below.
_STEERING = re.compile(
    r"(?:truong\s+|pho\s+truong\s+)?(?:ban\s+chi\s+dao|to\s+cong\s+tac|to\s+giup\s+viec|hoi\s+dong(?!\s+nhan))(?!\w)"
)
_PURPOSE = re.compile(
    r"\s+(?:về\s+(?!việc)|(?=(?:phát\s+triển|phòng,?\s+chống|xây\s+dựng|đổi\s+mới|cải\s+cách|chuyển\s+đổi|giảm\s+nghèo)\s))",
    re.IGNORECASE,
)
_ACT_OPENING = re.compile(
    r"\s+(?:về\s|ban\s+hành|quy\s+định|phê\s+duyệt|hướng\s+dẫn|thông\s+báo|kết\s+luận|kiện\s+toàn|tại\s|đề\s+nghị|yêu\s+cầu"
    r"|triển\s+khai|“)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[;.:()”\n]|,\s+(?=[A-ZĐỦ])")
_TOWN = re.compile(r"(?:TP|Tp|TX|TT)\.\s")
_LONGEST = 200


def issuer_at(text: str, folded: str, position: int, limit: int, *, joint: bool = False) -> int | None:
    """Return where the name of a body that starts at `position` ends; None when no body starts there.

    The name ends before a title ("Bộ Y tế | quy định về …"), at punctuation and at words that no name holds; commas
    and "và" inside known names ("Bộ Văn hóa, Thể thao và Du lịch") do not end it.  `joint`: several bodies may follow.
    """
    if not _BODY_START.match(text, position):
        return None
    return _Reader(text, folded, position, min(limit, position + _LONGEST), joint).read()


class _Reader:
    """Reads one name word by word.

    It is `complete` once a known name has been read, `central` if that body has no place, `placed` once its province
    has been read.
    """

    def __init__(self, text: str, folded: str, position: int, limit: int, joint: bool) -> None:
        self._text, self._folded, self._limit, self._joint = text, folded, limit, joint
        self._start = self._end = position
        self._capitals = text[position : position + 12].isupper()
        self._complete = self._central = self._placed = False

    def read(self) -> int | None:
        """Return where the name ends, None when it is no name."""
        # "Chủ tịch nước" is a name of its own; elsewhere "Chủ tịch" is an office in front of one.
        known = known_name_at(self._folded, self._start)
        cursor = self._start if known else office_end(self._folded, self._start)
        while 0 <= cursor < self._limit and self._take(cursor):
            cursor = self._next(self._end)
        if self._end == self._start:
            return None
        republic = _REPUBLIC.match(self._text, self._end, self._limit)
        if republic is not None and self._folded.endswith("nuoc", self._start, self._end):
            self._end = republic.end()
        term = _TERM.match(self._text, self._end, self._limit)
        if term is not None:
            self._end = _balanced(self._text, self._end, term.end())
        return self._with_purpose() or self._with_second()

    def _take(self, cursor: int) -> bool:
        """Read the known name or the word at `cursor`; whether it goes on the name."""
        known = known_name_at(self._folded, cursor)
        if known is not None and known[0] <= self._limit:
            self._end = known[0]
            self._complete = self._complete or known[1].level != "open"
            self._central = known[1].level == "central"
            return True
        place = place_end(self._folded, cursor) if self._complete and self._text[cursor].isupper() else None
        if place is not None and place <= self._limit and not self._placed:
            self._end, self._placed = place, True
            return True
        word = WORD.match(self._text, cursor, self._limit)
        if word is None or self._placed or not self._goes_on(word):
            return False
        self._end = word.end()
        return True

    def _goes_on(self, word: re.Match[str]) -> bool:
        start, token = word.start(1), word[1]
        first = self._end == self._start
        if not first and TITLE_OPENING.match(self._text, start) and not self._opens_in_name(start):
            return False
        if self._capitals:
            return token.isupper() and token.lower() not in _NOT_IN_CAPITALS
        if token[0].isdigit() and self._central:
            return _SESSION.match(self._text, start) is not None  # "Hội nghị Trung ương 4 khóa XIII"
        if token[0].isupper() or token[0].isdigit():
            return not (self._central and self._opens_title(word))
        return token in _PLACE_WORDS if self._complete else token not in FUNCTION_WORDS

    def _opens_in_name(self, start: int) -> bool:
        """Whether a capitalised word that could open a title is part of a name ("Ban Chính sách Pháp luật")."""
        return not self._complete and self._text[start].isupper() and self._text[start + 1 : start + 2].islower()

    def _opens_title(self, word: re.Match[str]) -> bool:
        """Whether a capitalised word behind a complete name begins a title without "về" ("Chính phủ | Ứng dụng …")."""
        following = WORD.match(self._text, word.end(), self._limit)
        if following is None or not following[1].islower():
            return False
        return following[1] not in FUNCTION_WORDS and not TITLE_OPENING.match(self._text, following.start(1))

    def _next(self, cursor: int) -> int:
        """Return where the next word of the name may start, -1 where the name has to end."""
        text, begin = self._text, cursor
        if _TOWN.match(text, cursor - 2):
            cursor += 1  # the full stop of "TP."
        while cursor < self._limit and text[cursor] in " \n":
            cursor += 1
        if "\n" in text[begin:cursor] and not self._wraps(begin, cursor):
            return -1
        connected = _CONNECTED.match(text, cursor)
        if connected is not None:
            return self._behind_connector(text[cursor], connected.end())
        if cursor >= self._limit or text[cursor] in ",;.:()[]“”\"'/…":
            return -1
        return cursor

    def _behind_connector(self, mark: str, after: int) -> int:
        """Return where the name goes on behind a comma, dash or "và"; a known name is whole, a joint act names more."""
        if not self._text[after : after + 1].isupper():
            return -1
        other = known_name_at(self._folded, office_end(self._folded, after)) is not None
        if self._joint and (other or mark in "-–"):
            self._complete = self._central = False
            return office_end(self._folded, after)
        goes_on = not other and not self._complete and mark != "," and not TITLE_OPENING.match(self._text, after)
        return after if goes_on else -1

    def _wraps(self, begin: int, cursor: int) -> bool:
        """Whether a line break inside a name only wraps it."""
        text = self._text
        if text.count("\n", begin, cursor) > 1 or _HEADING_WORD.match(text, cursor):
            return False
        unfinished = _UNFINISHED.search(self._folded, max(0, begin - 12), begin)
        return text[cursor : cursor + 1].islower() or unfinished is not None

    def _with_purpose(self) -> int | None:
        """Return where a steering committee's name ends with its purpose ("Ban Chỉ đạo Nhà nước về Du lịch")."""
        office = _STEERING.match(self._folded, self._start)
        about = _PURPOSE.match(self._text, self._end, self._limit) if office else None
        if about is None:
            return None
        stop = _CLAUSE_END.search(self._text, about.end(), self._limit)
        end = stop.start() if stop else self._limit
        act = _ACT_OPENING.search(self._text, about.end(), end)
        if act is not None:
            return act.start()
        proper = self._text[about.end() : about.end() + 1].isupper()
        named = proper or not about.group().strip().lower().startswith("về")
        return len(self._text[:end].rstrip(" ,")) if named else None

    def _with_second(self) -> int:
        """Take "Bộ Chính trị, Ban Bí thư" as one issuer unless the second body is the subject of what follows."""
        second = _SECOND.match(self._text, self._end, self._limit + 20)
        politburo = self._folded.startswith("bo chinh tri", self._end - 12)
        if second is None or not politburo or _VERB_AFTER.match(self._text, second.end()):
            return self._end
        return second.end()


def _balanced(text: str, start: int, end: int) -> int:
    inside = text[start:end]
    if inside.count("(") == inside.count(")"):
        return end
    return start + inside.rindex(")") if ")" in inside else start
