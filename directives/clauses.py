"""What follows a mention in its clause: date, issuer and title of the cited document.

Everything is read forward from the end of the number and never beyond the next mention, except a title, which may
quote other documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from directives.issuers import known_name_at, office_end
from directives.mentions import Mention

# --- dates ------------------------------------------------------------------------------------------------------------

_DATE = re.compile(
    r"""\s*[,(]?\s*(?:(?:ban\ hành|ký|được\ ban\ hành|đề)\s+)?(?:
    ngày\s*(?P<d1>\d{1,2})\s*[/.\-–]\s*(?P<m1>\d{1,2})\s*[/.\-–]\s*(?P<y1>\d{4})(?!\d)
    |ngày\s*(?P<d2>\d{1,2})\s*(?:tháng|năm|/)\s*(?P<m2>\d{1,2})\s*,?\s*(?:năm|/)?\s*(?P<y2>\d{4})(?!\d)
    |(?P<d3>\d{1,2})/(?P<m3>\d{1,2})/(?P<y3>\d{4})(?!\d)
    |năm\s+(?P<y4>(?:19|20)\d\d)(?![\d\-–])
    )\s*\)?""",
    re.IGNORECASE | re.VERBOSE,
)
_BARE_YEAR = re.compile(r"\s+(?P<y>(?:19|20)\d\d)(?![\d/\-–])")


def date_at(text: str, position: int) -> tuple[str, int] | None:
    """Return the ISO date (or year) written at `position` and where it ends, None when there is none."""
    match = _DATE.match(text, position)
    if match is None:
        return None
    opened, closed = "(" in match.group(), match.group().rstrip().endswith(")")
    end = match.end()
    if closed and not opened:
        end = match.start() + match.group().rindex(")")
    if match["y4"]:
        return match["y4"], end
    year, month, day = (match[p + "1"] or match[p + "2"] or match[p + "3"] for p in "ymd")
    try:
        return date(int(year), int(month), int(day)).isoformat(), end
    except ValueError:
        return None


def bare_year_at(text: str, position: int) -> tuple[str, int] | None:
    """Return the year that stands right behind a law's name ("Bộ luật Lao động 2019")."""
    match = _BARE_YEAR.match(text, position)
    return (match["y"], match.end()) if match else None


# --- issuers ----------------------------------------------------------------------------------------------------------

# What a title opens with, besides a quotation mark; the same words end an issuer.
TITLE_OPENING = re.compile(
    r"""(?:về|v/v|quy\s+định|hướng\s+dẫn|ban\s+hành|phê\s+duyệt|sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ|công\s+bố|thành\s+lập
    |kiện\s+toàn|giao|triển\s+khai|thực\s+hiện|tổ\s+chức\s+(?:thực|triển|các|hội|học)|tiếp\s+tục|tăng\s+cường|đẩy\s+mạnh|thí\s+điểm
    |điều\s+chỉnh|đề\s+nghị|(?<!chương\ )trình|một\s+số|chi\s+tiết|phân\s+(?:cấp|công|định|quyền)|ủy\s+quyền|cho\s+phép|thông\s+qua|xử\s+lý
    |kết\s+luận|báo\s+cáo|định\s+hướng|phát\s+động|đính\s+chính|công\s+nhận|nâng\s+cao|quán\s+triệt|lãnh\s+đạo|tổng\s+kết
    |sơ\s+kết|xây\s+dựng|phát\s+triển|khen\s+thưởng|bổ\s+nhiệm|phối\s+hợp|tuyên\s+truyền|chấn\s+chỉnh|phòng,?\s+chống
    |đổi\s+mới|hỗ\s+trợ|quy\s+chế|điều\s+lệ|thi\s+hành|hợp\s+nhất|chấp\s+thuận|giám\s+sát|kiểm\s+tra|thanh\s+tra\s+việc
    |xin\s+ý\s+kiến|góp\s+ý|lấy\s+ý\s+kiến|trả\s+lời|đôn\s+đốc|khẩn\s+trương|chủ\s+động|thẩm\s+(?:định|tra)|tập\s+trung
    |chương\s+trình\s+hành\s+động|kế\s+hoạch\s+thực\s+hiện|danh\s+mục|chính\s+sách)(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
# Right behind a number, without date and issuer, other verbs speak of something else than the document.
_SURE_OPENING = re.compile(
    r"(?:về|v/v|quy\s+định|hướng\s+dẫn|ban\s+hành|phê\s+duyệt|sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|công\s+bố|thành\s+lập|thí\s+điểm"
    r"|thực\s+hiện|đính\s+chính|chi\s+tiết|một\s+số)(?!\w)",
    re.IGNORECASE,
)
_ISSUER_CUE = re.compile(r"\s*,?\s*(?:(?:của|do)\s+)+(?:các\s+)?", re.IGNORECASE)
_ISSUED_BY = re.compile(r"\s+ban\s+hành", re.IGNORECASE)
_WORD = re.compile(r"\s*([^\W_]+(?:[.’'][^\W_]+)*)")
# A body's name begins with one of these; a person's office too.
_BODY_START = re.compile(
    r"(?:bộ|ban|sở|ủy|uỷ|ubnd|hđnd|ubmttq|ubtvqh|ubkt|hội|chính|thủ|quốc|tỉnh|thành|huyện|quận|thị|đảng|tổng|liên|lđlđ|tlđ|công|cục|chi"
    r"|vụ|văn|viện|kiểm|tòa|toà|thanh|ngân|chủ|phó|giám|trưởng|chánh|thống|cơ|đoàn|mặt|mttq|học|trường|đại|trung|bch|btv|bhxh|bảo|kho"
    r"|thường|hiệu|tổ|ttg|quân|tập|bchtw|nhà|hđbt|btl|bộ\s+tư\s+lệnh|phòng|thượng|khối|đcs|tw|vkstc|tandtc|xã|phường|đcs|tổng\s+bí)(?!\w)",
    re.IGNORECASE,
)
# Small words behind a complete name that still belong to it: where the body is, which one of its kind.
_PLACE_WORDS = frozenset(
    "tỉnh thành phố huyện quận thị xã phường trấn đặc khu khu vực cấp trung ương khóa khoá lần thứ nhiệm kỳ đảng các cơ quan tw"
    " nhân dân việt nam nước".split()
)
# Small words that no name of a body holds.
_FUNCTION_WORDS = frozenset(
    "và hoặc hay tại đối được bị đã đang sẽ trong ngoài có nêu để theo là do từ khi gồm cho đến với này trên dưới như bằng sau trước phải"
    " không chưa cùng nay hiện còn thì mà nhưng nhằm vào lên ra qua cũng trừ kể tính bao làm nên hết căn kèm ký kết nội ngày năm"
    " tháng số nếu vì bởi đó kia ấy ta tổng sơ một hai ba gửi trả đi thuộc".split()
)
_CONNECTED = re.compile(r"\s*(?:,|và|-|–|&)\s+", re.IGNORECASE)
_JOINT = re.compile(r"\s*,\s*(ban bí thư)(?!\w)", re.IGNORECASE)
_VERB_AFTER = re.compile(r"\s+(?:" + TITLE_OPENING.pattern + ")", re.IGNORECASE | re.VERBOSE)
_TERM = re.compile(r"\s*,?\s*\(?\s*(?:khóa|khoá)\s+[IVXL\d]+(?!\w)\s*\)?", re.IGNORECASE)
_LONGEST_ISSUER = 160


def issuer_at(text: str, folded: str, position: int, limit: int, *, joint: bool = False) -> int | None:
    """Return where the name of a body that starts at `position` ends; None when no body starts there.

    The name ends before a title ("Bộ Y tế | quy định về …"), at punctuation and at words that no name holds; commas
    and "và" inside known names ("Bộ Văn hóa, Thể thao và Du lịch") do not end it.
    """
    limit = min(limit, position + _LONGEST_ISSUER)
    if not _BODY_START.match(text, position):
        return None
    capitals = text[position : position + 12].isupper()
    complete = False
    end = position
    cursor = office_end(folded, position)
    while cursor < limit:
        known = known_name_at(folded, cursor)
        if known is not None and known[0] <= limit:
            end = cursor = known[0]
            complete = complete or known[1].level != "open"
        else:
            word = _WORD.match(text, cursor, limit)
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
        return token.isupper() and token.lower() not in ("và", "của", "về", "tại", "đối", "theo", "trên", "trong")
    if token[0].isupper() or token[0].isdigit():
        return True
    return token in _PLACE_WORDS if complete else token not in _FUNCTION_WORDS


_INSIDE = re.compile(r"(?:Thực hiện|Phát triển|Phối hợp|Xây dựng|Kiểm tra|Thanh tra)(?!\w)")


def _inside_name(text: str, start: int) -> bool:
    """Whether a capitalised word that could open a title is part of a name ("Bộ Xây dựng", "Ủy ban Kiểm tra")."""
    return _INSIDE.match(text, start) is not None and not text[start : start + 9].isupper()


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
        going_on = not complete and text[cursor] != "," and text[after : after + 1].isupper()
        return after if going_on and not _BODY_START.match(text, after) and not TITLE_OPENING.match(text, after) else -1
    if cursor >= limit or text[cursor] in ",;.:()[]“”\"'/…":
        return -1
    return cursor


_HEADING_WORD = re.compile(r"(?:Điều|Chương|Mục|Phần|Căn|Theo|Xét|Nơi|QUYẾT)(?!\w)|[-–+*•\d]")


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
    joint = _JOINT.match(text, end, limit + 20)
    if joint is None or not folded.startswith("bo chinh tri", end - 12) or _VERB_AFTER.match(text, joint.end()):
        return end
    return joint.end()


# --- the tail of a mention --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Tail:
    """What was read behind a mention; `end` is where the clause of the mention ends, title included."""

    date: str | None
    issuer: str | None
    title: tuple[int, int] | None
    end: int

    def title_text(self, text: str) -> str | None:
        """Return the title as in the text, runs of white space as one space."""
        return " ".join(text[slice(*self.title)].split()) if self.title else None


_AMENDED = re.compile(r"\s*\(\s*(?:đã\s+)?(?:được\s+)?(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|đính\s+chính)", re.IGNORECASE)


def past_amendments(text: str, position: int) -> int | None:
    """Return where "(được sửa đổi, bổ sung bởi …)" that opens at `position` ends, None when it does not open there."""
    if not _AMENDED.match(text, position):
        return None
    closing = text.find(")", position, position + 400)
    return closing + 1 if closing >= 0 and "\n" not in text[position:closing] else None


def read_tail(text: str, folded: str, mention: Mention, limit: int) -> Tail:
    """Read date and issuer of a mention; nothing at or beyond `limit`, where the next mention begins."""
    tail = Tail(None, None, None, mention.end)
    read_on(text, folded, mention, tail, limit)
    return tail


def read_on(text: str, folded: str, mention: Mention, tail: Tail, limit: int) -> None:
    """Read the date and the issuer that stand at the end of `tail`, where it lacks them."""
    position = tail.end
    if mention.kind == "law" and position == mention.end:
        found = bare_year_at(text, position)
        if found is not None:
            tail.date, position = found
    elif mention.kind == "blank":
        position = _past_blank_date(text, position, limit)
    for _ in range(4):
        dated = date_at(text, position) if tail.date is None else None
        if dated is not None and dated[1] <= limit:
            tail.date, position = dated
            continue
        between = _parties(text, folded, position, limit) if tail.issuer is None else None
        if between is not None:
            tail.issuer, position = between
            continue
        cue = _ISSUER_CUE.match(text, position, limit) if tail.issuer is None else None
        joint = mention.type is not None and "liên" in mention.type
        end = issuer_at(text, folded, cue.end(), limit, joint=joint) if cue else None
        if cue is None or end is None or ("do " in cue.group().lower() and not _ISSUED_BY.match(text, end)):
            break
        tail.issuer = " ".join(text[cue.end() : end].split())
        position = end
    tail.end = position


_BETWEEN_CUE = re.compile(r"\s*,?\s*(?:ký\s+kết\s+|được\s+ký\s+)?giữa\s+", re.IGNORECASE)
_WITH = re.compile(r"\s+(?:và|với)\s+", re.IGNORECASE)


def _parties(text: str, folded: str, position: int, limit: int) -> tuple[str, int] | None:
    """Return the two bodies of a joint act ("giữa Liên đoàn Lao động tỉnh và Sở Nội vụ") as one surface, and its end."""
    cue = _BETWEEN_CUE.match(text, position, limit)
    first = issuer_at(text, folded, cue.end(), limit) if cue else None
    joint = _WITH.match(text, first, limit) if first is not None else None
    second = issuer_at(text, folded, joint.end(), limit) if joint else None
    if cue is None or second is None:
        return None
    return " ".join(text[cue.end() : second].split()), second


_BLANK_DATE = re.compile(r"\s*,?\s*ngày[\s.…_/\d]{0,24}(?:tháng[\s.…_\d]{0,16})?(?:năm[\s.…_\d]{0,12})?", re.IGNORECASE)


def _past_blank_date(text: str, position: int, limit: int) -> int:
    match = _BLANK_DATE.match(text, position, limit)
    if match is None or date_at(text, position) is not None:
        return position
    return match.end()


# --- titles -----------------------------------------------------------------------------------------------------------

_OPENING_QUOTE = re.compile(r"\s*,?\s*(?:(?:về|về\s+việc|v/v)\s*:?\s*)?([“\"«])", re.IGNORECASE)
_QUOTED_GAP = re.compile(r"\s*,?\s*(?:(?:về|về\s+việc|v/v)\s*:?\s*)?\Z", re.IGNORECASE)
_CLOSING = {"“": "”", '"': '"', "«": "»"}
_BEFORE_TITLE = re.compile(r"\s*(?:,\s*(?=(?:về|v/v)(?!\w)))?", re.IGNORECASE)
_HARD_END = re.compile(r"[;”»\n(]|\[\d|[.:](?=\s|\Z|[”\"/])|…")
_SOFT_END = re.compile(
    r"""\s*,?\s*(?:
    \b(?:đã\s+)?được\s+(?:sửa\s+đổi|bổ\s+sung|thay\s+thế)[^;.\n]{0,60}?\s(?:bởi|theo|tại|bằng)\s
    |\b(?:sửa\s+đổi,?\s+bổ\s+sung)\s+(?:một\s+số\s+điều\s+)?(?:bởi|tại|theo)\s
    |\b(?:và\s+)?(?:có|hết)\s+hiệu\s+lực
    |\bvà\s+(?:các\s+)?(?:văn\s+bản|quy\s+định|hướng\s+dẫn|nội\s+dung|pháp\s+luật|chỉ\s+đạo)(?:\s+\w+){0,4}?\s+(?:có\s+)?(?:liên\s+quan|khác|hiện\s+hành)
    |\bphù\s+hợp\s+với
    |\bhoặc\s+(?:các\s+)?văn\s+bản
    |\bvà\s+(?:thay\s+thế|hướng\s+dẫn\s+của|ý\s+kiến\s+(?:của|chỉ\s+đạo)|đề\s+nghị\s+của|tình\s+hình\s+thực|điều\s+kiện\s+thực|thực\s+tiễn)
    |\b(?:cụ\s+thể\s+)?như\s+sau
    |,\s*(?:cụ\s+thể|trong\s+đó|bảo\s+đảm|đảm\s+bảo|góp\s+phần|nhằm|đồng\s+thời|đề\s+nghị|yêu\s+cầu|báo\s+cáo|gắn\s+với|qua\s+đó|từ\s+đó|để|trên\s+cơ\s+sở
        |do\s+đó|vì\s+vậy|căn\s+cứ|đã\s+được|kịp\s+thời|chú\s+trọng|tuyên\s+truyền|thông\s+qua|trừ\s+trường|trước|theo\s+đó|phù\s+hợp|tạo)(?!\w)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LOOSE_PARENTHESIS = re.compile(
    r"\(\s*(?:sau\s+đây|gọi|viết|dưới|được|đã|ban\s+hành|kèm|có|tại|trích|theo|qua|xin|sao|bản|nêu|hiệu|thay|bao|gồm|trong|không|nếu|nội\s+dung)(?!\w)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[,;]?\s*(?:(?:và|hoặc|cùng)\s+)?(?:(?:khoản|điểm|điều|mục|chương)\s[\w\s,.]{0,40}?)?(?:các\s+|của\s+)?\Z", re.IGNORECASE)
_CONNECTOR = re.compile(r"(?:[,;]|\svà|\shoặc)\s*(?:các\s+)?(?:số\s*:?\s*)?\Z", re.IGNORECASE)
_LONGEST_TITLE = 1200


def read_title(text: str, folded: str, tail: Tail, mention: Mention, following: Sequence[Mention]) -> None:
    """Read the title that stands behind date and issuer into `tail`; `following` are the next mentions."""
    quoted = _quoted_title(text, tail.end)
    if quoted is not None:
        tail.title = quoted
        tail.end = quoted[1] + 1
        return
    start = _BEFORE_TITLE.match(text, tail.end).end()  # type: ignore[union-attr]
    opening = TITLE_OPENING if tail.end > mention.end else _SURE_OPENING
    if not opening.match(text, start) or _SOFT_END.match(text, start) or _is_heading_break(text, tail.end, start):
        return
    end = _hard_end(text, start)
    end = _case_break(text, start, end)
    soft = _SOFT_END.search(text, start + 1, end)
    if soft is not None:
        end = soft.start()
    end = _before_sibling(text, start, end, mention, following)
    end = _before_subject(text, folded, start, end)
    while end > start and text[end - 1] in " \n,-–:":
        end -= 1
    if len(text[start:end].split()) > 2:
        tail.title, tail.end = (start, end), end


def _is_heading_break(text: str, position: int, start: int) -> bool:
    """Whether a line break that is no wrapped line stands before the would-be title."""
    between = text[position:start]
    return "\n" in between and (between.count("\n") > 1 or not text[start : start + 1].islower())


def _quoted_title(text: str, position: int) -> tuple[int, int] | None:
    opening = _OPENING_QUOTE.match(text, position)
    if opening is None:
        return None
    start = opening.end()
    end = text.find(_CLOSING[opening[1]], start, start + _LONGEST_TITLE)
    return (start, end) if end > start else None


def _hard_end(text: str, start: int) -> int:
    """Return where the sentence or clause that starts at `start` ends, quotations and short parentheses passed over."""
    window = min(len(text), start + _LONGEST_TITLE)
    position = start
    while True:
        match = _HARD_END.search(text, position, window)
        if match is None:
            return window
        at, mark = match.start(), match.group()
        opened = text.count("“", start, at) > text.count("”", start, at)
        if mark == "”" and opened:
            if re.search(r"về\s+\Z", text[max(start, text.rindex("“", start, at) - 5) : text.rindex("“", start, at)]):
                return at + 1  # the title of the document that this title speaks of
            position = at + 1
        elif mark == ":" and re.match(r"\s+từ\s+(?:năm|ngày|tháng)\s", text[at + 1 : at + 16]):
            position = at + 1
        elif mark == "(" and not _LOOSE_PARENTHESIS.match(text, at):
            closing = text.find(")", at, at + 60)
            if closing < 0:
                return at
            position = closing + 1
        elif mark == "." and re.search(r"\b(?:TP|Tp|St|GS|TS|[A-ZĐ])\Z", text[max(start, at - 3) : at]):
            position = at + 1
        elif mark == "\n" and _wrapped(text, at):
            position = at + 1
        elif mark == ";" and opened:
            position = at + 1
        else:
            closing = text.find(")", start, at)
            opening = text.find("(", start, at)
            return closing if 0 <= closing < at and (opening < 0 or opening > closing) else at


_UNFINISHED = re.compile(r"(?:,|(?<!\w)(?:của|và|về|theo|tại|số|các|với|cho|từ))\Z")


def _wrapped(text: str, newline: int) -> bool:
    """Whether a line break only wraps a line: small letters or digits of a number go on after an unfinished line."""
    following = text[newline + 1 : newline + 6].lstrip(" ")
    before = text[max(0, newline - 8) : newline].rstrip(" ")
    if following and _UNFINISHED.search(before):
        return True
    return following[:1].islower() and before[-1:] not in (".", ";", ":")


def _case_break(text: str, start: int, end: int) -> int:
    """End a title in capitals where ordinary writing begins ("… LÊ HỮU TRÁC | Căn cứ …")."""
    if not text[start : start + 10].isupper():
        return end
    ordinary = re.compile(r"\s(?=[A-ZÀ-ỸĐ][a-zà-ỹ]+\s+[a-zà-ỹđ])").search(text, start, end)
    return ordinary.start() if ordinary else end


def _before_subject(text: str, folded: str, start: int, end: int) -> int:
    """Cut the title where a body follows that does something itself (", Ban Tổ chức Trung ương | hướng dẫn …")."""
    for comma in re.finditer(r",\s+(?=[A-ZĐỦ])", text[start:end]):
        at = start + comma.end()
        office = office_end(folded, at)
        if known_name_at(folded, office) is None and office == at:
            continue
        name = issuer_at(text, folded, at, end) or len(text[:office].rstrip(" \n,"))
        verb = _WORD.match(text, name, end) if name is not None else None
        if verb is not None and verb[1].islower() and verb[1] not in _FUNCTION_WORDS:
            return start + comma.start()
    return end


_PROPER_BEFORE = re.compile(r"[a-zà-ỹđ]\s+[A-ZÀ-ỸĐ][a-zà-ỹ]*\s+[A-ZÀ-ỸĐ][a-zà-ỹ]*\s+\Z")


def _before_sibling(text: str, start: int, end: int, mention: Mention, following: Sequence[Mention]) -> int:
    """Cut the title where the next document of the outer list begins; documents that the title speaks of stay in it."""
    inner: list[Mention] = []
    for other in following:
        if other.begin >= end:
            break
        if other.start < start or other.begin < start:
            continue
        before = text[max(start, other.begin - 60) : other.begin]
        joint = _CONNECTOR.search(before)
        said = text[start : other.begin]
        stays = _belongs(mention, inner, other, joint.group()) if joint and inner else _names_type(said, other)
        if joint is not None and not stays:
            return max(start, other.begin - len(joint.group()))
        if joint is None and other.begin < other.start and _PROPER_BEFORE.search(before):
            return other.begin  # a semicolon was forgotten: "… thành phố Hà Nội | Báo cáo thẩm tra số …"
        inner.append(other)
    return end


def _names_type(said: str, other: Mention) -> bool:
    """Whether the title already names, without a number, a document of the other's type ("thực hiện Nghị quyết Đại hội … và")."""
    return other.type is not None and other.type.capitalize() in said


def _belongs(mention: Mention, inner: Sequence[Mention], other: Mention, joint: str) -> bool:
    """Whether `other`, joined to the documents that the title speaks of so far, is still part of the title."""
    if any(m.type == other.type for m in inner):
        return True
    if other.type == mention.type or other.kind == "law":
        return other.kind == "law" and inner[-1].kind == "law"
    return "và" in joint and (inner[-1].kind == "law") == (other.kind == "law")
