"""The title of a cited document as a citation gives it: quoted, or from "về …" to the end of the clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from directives.citing.clauses import Tail, read_on
from directives.citing.mention import Mention
from directives.citing.naming import FUNCTION_WORDS, TITLE_OPENING, WORD, issuer_at
from directives.issuers import known_name_at, office_end
from directives.letters import LOWER, UPPER

# Right behind a number, without date and issuer, other verbs speak of something else than the document.
_SURE_OPENING = re.compile(
    r"(?:về|v/v|quy\s+định(?!\s+tại)|hướng\s+dẫn|ban\s+hành|phê\s+duyệt|sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|công\s+bố|thành\s+lập|thí\s+điểm"
    r"|thực\s+hiện|đính\s+chính|chi\s+tiết|một\s+số)(?!\w)",
    re.IGNORECASE,
)
_OPENING_QUOTE = re.compile(r"\s*,?\s*(?:(?:về|về\s+việc|v/v)\s*:?\s*)?([“\"«])", re.IGNORECASE)
_CLOSING = {"“": "”", '"': '"', "«": "»"}
_BEFORE_TITLE = re.compile(r"(?:\[\d{1,3}\])?\s*(?:,\s*(?=(?:về|v/v)(?!\w)))?", re.IGNORECASE)
_HARD_END = re.compile(r"[;”»\n(]|\[\d|\s(?=[a-zđ]\)\s)|\.\.|[.:](?=\s|\Z|[”\"/])|…")
_SOFT_END = re.compile(
    r"""\s*,?\s*(?:
    \b(?:đã\s+)?được\s+(?:sửa\s+đổi|bổ\s+sung|thay\s+thế)[^;.\n]{0,60}?\s(?:bởi|theo|tại|bằng)(?!\s+(?:theo\s+)?quy\s+định\s+(?!của|tại))(?=\s|\Z)
    |,\s*(?:đã\s+)?được\s(?!(?:sửa|bổ|thay|ban\s+hành))
    |\b(?:sửa\s+đổi,?\s+bổ\s+sung)\s+(?:một\s+số\s+điều\s+)?(?:bởi|tại|theo)\s(?!(?:theo\s+)?quy\s+định\s+(?!của|tại))
    |\b(?:và\s+)?(?:có|hết)\s+hiệu\s+lực
    |\bcó\s+căn\s+cứ\s+ban\s+hành
    |\bthì\s
    |\bvẫn\s+(?:còn|chưa|đang)\s
    |\bvà\s+theo\s
    |\bvà\s+(?:các\s+)?(?:văn\s+bản|quy\s+định|hướng\s+dẫn|nội\s+dung|pháp\s+luật|chỉ\s+đạo)(?:\s+\w+){0,4}?\s+(?:có\s+)?(?:liên\s+quan|khác|hiện\s+hành)
    |\bphù\s+hợp\s+với
    |\bhoặc\s+(?:các\s+)?văn\s+bản
    |\bvà\s+(?:thay\s+thế|hướng\s+dẫn\s+của|ý\s+kiến\s+(?:của|chỉ\s+đạo)|đề\s+nghị\s+của|tình\s+hình\s+thực|điều\s+kiện\s+thực|thực\s+tiễn)
    |\b(?:cụ\s+thể\s+)?như\s+sau
    |,\s*(?:cụ\s+thể|trong\s+đó|bảo\s+đảm|đảm\s+bảo|góp\s+phần|nhằm|đồng\s+thời|đề\s+nghị|yêu\s+cầu|báo\s+cáo|gắn\s+với|qua\s+đó|từ\s+đó|để|trên\s+cơ\s+sở
        |do\s+đó|vì\s+vậy|căn\s+cứ|đã\s+được|kịp\s+thời|chú\s+trọng|tuyên\s+truyền|thông\s+qua|trừ\s+trường|trước|theo\s+đó|phù\s+hợp|tạo|gồm|bao\s+gồm|trình(?!\s+tự))(?!\w)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_CAPITALISED = re.compile(rf"(?!Điều|Khoản|Căn|Theo|Xét|Ngày|Đồng|Chương|Mục|Phần)[^\W\d_]{{2,}},?\s+[{LOWER}]{{2,}}")
_LOOSE_PARENTHESIS = re.compile(
    r"\((?:(?-i:[A-ZĐ])[^()\d]{1,30}\s\d{1,3}\)|\s*(?:sau\s+đây|gọi|viết|dưới|được|đã|ban\s+hành|kèm|có|tại|trích|theo|qua|xin|sao|bản|nêu|hiệu|thay|bao|gồm|trong|không|nếu|nội\s+dung)(?!\w))",
    re.IGNORECASE,
)
# "Kết luận số … của Thanh tra tỉnh (trước hợp nhất) về việc …": a remark on the body, or a short form of the document.
_REMARK = re.compile(
    r"\s*\([^()\n;]{2,80}\)\s*(?=(?:về|v/v|quy\s+định\s+(?:chi\s+tiết|về|phân\s+cấp|phân\s+định|mức|một\s+số|chính\s+sách|chế\s+độ|nội\s+dung)|ban\s+hành|phê\s+duyệt|sửa\s+đổi)(?!\w))",
    re.IGNORECASE,
)
# "Khoản 2 Điều 14 Nghị định số … quy định các trường hợp …" says what the article does, not what the decree is called.
_PART_AS_SUBJECT = re.compile(r"(?:\A|[.\n“\"]\s*)(?:Khoản|Điểm|Điều|Mục|Chương)\s[^.;:\n]{0,70}\Z")
_AND_ACT = re.compile(r"(?<!\A)\s+và\s+việc\s")
_IN_FORCE = re.compile(r"hiệu\s+lực\Z", re.IGNORECASE)
_DAY_OF_FORCE = re.compile(
    r"(?:ngày|khi)\s+(?:Luật|Bộ\s+luật|Pháp\s+lệnh|Nghị\s+định|Nghị\s+quyết|Quyết\s+định|Thông\s+tư)\s(?!này)[^;.]*\Z"
)
# What joins two documents of one list, the second perhaps by one of its parts: ", số", "và khoản 2 Điều 4".
_CONNECTOR = re.compile(
    r"(?P<part>(?:điểm|khoản|điều|mục)\s+(?:\d+\w*|[a-zđ])(?!\w))?(?:[,;]|\svà|\shoặc)\s*(?:các\s+)?"
    r"(?P<of>(?:điểm|khoản|điều|mục|chương)\s[\w\s,.]{1,40}?\s)?(?:của\s+)?(?:số\s*:?\s*)?\Z",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?:[\s,\-–:*_]|(?<!\w)(?:về|của|và|(?<!tiếp )(?<!kèm )theo|tại|cho|trong|với)(?=[\s,\-–:*_]*\Z))*\Z",
    re.IGNORECASE,
)
_NEXT_BASIS = re.compile(r"\s(?=(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét Tờ trình|Trên cơ sở)\s)")
_LONGEST_TITLE = 1200


def read_title(text: str, folded: str, tail: Tail, mention: Mention, following: Sequence[Mention]) -> None:
    """Read the title that stands behind date and issuer into `tail`; `following` are the next mentions."""
    quoted = _quoted_title(text, tail.end)
    if quoted is not None:
        tail.title = quoted
        tail.end = quoted[1] + 1
        read_on(text, folded, mention, tail, next((m.begin for m in following if m.begin >= tail.end), len(text)))
        return
    remark = _REMARK.match(text, tail.end) if tail.issuer is not None else None
    start = remark.end() if remark else _BEFORE_TITLE.match(text, tail.end).end()  # type: ignore[union-attr]
    opening = TITLE_OPENING if tail.end > mention.end else _SURE_OPENING
    opens = opening.match(text, start) or (tail.issuer is not None and _opens_in_capitals(text, start, following))
    if not opens or _SOFT_END.match(text, start) or _is_heading_break(text, tail.end, start):
        return
    if tail.date is None and _states_rule(text, start, mention):
        return
    end = _hard_end(text, start, listed=_heads_line(text, mention.begin))
    end = _case_break(text, start, end)
    end = _soft_end(text, start, end)
    end = _before_sibling(text, start, end, mention, following)
    end = _before_subject(text, folded, start, end, opened=_opens_sentence(text, mention.begin))
    end = start + len(_DANGLING.sub("", text[start:end]))
    if len(text[start:end].split()) > 2:
        tail.title, tail.end = (start, end), end


def _states_rule(text: str, start: int, mention: Mention) -> bool:
    """Whether the words that could open a title are the verb of a sentence on a part of the document."""
    verb = text[start : start + 9].lower() == "quy định "
    return verb and _PART_AS_SUBJECT.search(text, max(0, mention.begin - 90), mention.begin) is not None


def _soft_end(text: str, start: int, end: int) -> int:
    """Return where words that no title holds begin, or the next basis."""
    for found in _SOFT_END.finditer(text, start + 1, end):
        in_title = _IN_FORCE.search(found.group()) and _DAY_OF_FORCE.search(
            text, max(start, found.start() - 160), found.start()
        )
        if not in_title:
            end = found.start()
            break
    basis = _NEXT_BASIS.search(text, start + 1, end)
    end = basis.start() if basis else end
    other = _AND_ACT.search(text, start, end) if not text[start:end].lower().startswith("về việc") else None
    return other.start() if other else end


def _opens_in_capitals(text: str, start: int, following: Sequence[Mention]) -> bool:
    """Whether a title without "về" begins behind the issuer ("của Chính phủ Ứng dụng công nghệ thông tin …")."""
    capital = text[start : start + 1].isupper() and text[start + 1 : start + 2].islower()
    if not capital or text[start - 1 : start] != " " or not _CAPITALISED.match(text, start):
        return False
    return not following or following[0].begin > start


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


def _heads_line(text: str, begin: int) -> bool:
    """Whether the mention opens a line or a basis ("Căn cứ Nghị định số … quy định về A; phân định B;")."""
    floor = max(0, begin - 60)
    line = max(text.rfind("\n", floor, begin), floor - 1) + 1
    basis = text.rfind("Căn cứ", line, begin)
    return _LINE_HEAD.fullmatch(text, line if basis < 0 else basis, begin) is not None


def _hard_end(text: str, start: int, *, listed: bool) -> int:
    """Return where the sentence or clause that starts at `start` ends, quotations and short parentheses passed over.

    `listed`: the document stands in a list of bases or of documents, where a semicolon may belong to its title.
    """
    window = min(len(text), start + _LONGEST_TITLE)
    position = start
    while True:
        match = _HARD_END.search(text, position, window)
        if match is None:
            return window
        at, mark = match.start(), match.group()
        opened = text.count("“", start, at) > text.count("”", start, at)
        if (
            mark == "”"
            and opened
            and _ABOUT.search(text, max(start, text.rindex("“", start, at) - 5), text.rindex("“", start, at))
        ):
            return at + 1  # the end of the title of the document that this title speaks of
        if mark == "(" and not _LOOSE_PARENTHESIS.match(text, at):
            closing = text.find(")", at, at + 60)
            if closing < 0:
                return at
            position = closing + 1
        elif _passes(text, start, at, mark, opened=opened) or (listed and _MORE_OF_TITLE.match(text, at)):
            position = at + 1
        else:
            closing = text.find(")", start, at)
            opening = text.find("(", start, at)
            return closing if 0 <= closing < at and (opening < 0 or opening > closing) else at


_LINE_HEAD = re.compile(r"[ \-–+*•]*(?:\d{1,2}[.)] ?)?(?:Căn cứ (?:vào )?)?(?:các )?")
# "quy định về phân quyền, phân cấp; phân định thẩm quyền …": the same title goes on, no other basis begins.
_MORE_OF_TITLE = re.compile(
    rf"; (?=[{LOWER}])(?!(?:các|nhằm|để|và|theo|căn\s+cứ|xét|ý\s+kiến|đề\s+nghị|kết\s+quả|tình\s+hình|điều\s+kiện"
    r"|trên\s+cơ\s+sở|biên\s+bản|văn\s+bản|hồ\s+sơ|nhu\s+cầu|yêu\s+cầu|chức\s+năng|đồng\s+thời|bảo\s+đảm|hướng\s+dẫn\s+của|chỉ\s+đạo"
    r"|chủ\s+trương|thực\s+(?:tế|tiễn)|điểm|khoản|điều)\s)"
    r"(?![^;\n]{0,400}?(?:số\s*:?\s*\d|\d/[\dA-ZĐ]))[^;.\n]{4,400}(?:[;.]|\Z)"
)
_ABOUT = re.compile(r"về\s+\Z")
_ABBREVIATED = re.compile(r"(?<!\w)(?:TP|Tp|St|GS|TS|[A-ZĐ])\Z")
_SPAN_OF_TIME = re.compile(r":\s+từ\s+(?:năm|ngày|tháng)\s")


def _passes(text: str, start: int, at: int, mark: str, *, opened: bool) -> bool:
    """Whether a mark that often ends a clause does not end this one."""
    if mark in "”;":
        return opened
    if mark == ":":
        return _SPAN_OF_TIME.match(text, at) is not None
    if mark == ".":
        return _ABBREVIATED.search(text, max(start, at - 3), at) is not None
    return mark == "\n" and _wrapped(text, at)


_ITEM_LETTER = re.compile(r"[a-zđ]{1,2}[.)]")
_UNFINISHED = re.compile(r"(?:,|(?<!\w)(?:của|và|về|(?<!tiếp )(?<!kèm )theo|tại|số|các|với|cho|từ))\Z")


def _wrapped(text: str, newline: int) -> bool:
    """Whether a line break only wraps a line: small letters or digits of a number go on after an unfinished line."""
    following = text[newline + 1 : newline + 6].lstrip(" ")
    before = text[max(0, newline - 8) : newline].rstrip(" ")
    if following and _UNFINISHED.search(before):
        return True
    if _ITEM_LETTER.match(following):
        return False
    return following[:1].islower() and before[-1:] not in (".", ";", ":")


_ORDINARY = re.compile(rf"\s(?=[{UPPER}][{LOWER}]+\s+[{LOWER}])")


def _case_break(text: str, start: int, end: int) -> int:
    """End a title in capitals where ordinary writing begins ("… LÊ HỮU TRÁC | Căn cứ …")."""
    if not text[start : start + 10].isupper():
        return end
    ordinary = _ORDINARY.search(text, start, end)
    return ordinary.start() if ordinary else end


# The clause that the mention stands in says why somebody acts: "Thực hiện Chỉ thị số … về …, cấp ủy các cấp đã …".
_OPENING_CLAUSE = re.compile(
    r"[\s*#\-–+•]*(?:\d+(?:\.\d+)*[.)]\s*|[a-zđ][.)]\s*)?(?:(?:tiếp\s+tục|để|nhằm|tổ\s+chức)\s+)?"
    r"(?:thực\s+hiện|triển\s+khai|căn\s+cứ|quán\s+triệt|trả\s+lời|phúc\s+đáp|thi\s+hành|cụ\s+thể\s+hóa|cụ\s+thể\s+hoá"
    r"|(?:sau|qua)\s+(?:khi|hơn\s|gần\s|\d+)|trên\s+cơ\s+sở|theo|nhận\s+được|xét)(?!\w)",
    re.IGNORECASE,
)
_ACTORS = (
    r"(?:cấp\s+(?:ủy|uỷ)|công\s+đoàn|tổ\s+chức|cơ\s+quan|đơn\s+vị|địa\s+phương|tỉnh|thành\s+phố|huyện|xã|phường|ngành|sở|ban"
    r"|chi\s+bộ|đảng\s+bộ|đảng\s+(?:ủy|uỷ)|cán\s+bộ|đoàn\s+viên|chính\s+quyền|doanh\s+nghiệp|người\s+lao\s+động|nhà\s+trường"
    r"|hệ\s+thống|cấp|hội)(?!\w)"
)
_ACTING = re.compile(
    rf",\s+(?P<each>(?:các|những|từng|toàn|mỗi)\s+)?{_ACTORS}[^;.\n(“”:]{{0,90}}?\s"
    r"(?:đã|đang|sẽ|cần|phải|tập\s+trung|tiếp\s+tục|chủ\s+động|nghiêm\s+túc|khẩn\s+trương|quan\s+tâm|có\s+(?:ý\s+kiến|trách\s+nhiệm)"
    r"|đề\s+nghị|yêu\s+cầu|xây\s+dựng|ban\s+hành|báo\s+cáo|triển\s+khai|tổ\s+chức\s+(?:thực|triển|quán|các|tốt))(?!\w)",
)
_LISTED_ACTOR = re.compile(
    rf"(?<!\w)(?:{_ACTORS}|công\s+chức|viên\s+chức|hội\s+viên|công\s+nhân|đảng\s+viên|bộ|đoàn\s+thể|nhân\s+dân|cá\s+nhân)\Z",
)
_DOES = re.compile(
    r"\s+(?:có\s+(?:ý\s+kiến|văn\s+bản|công\s+văn|báo\s+cáo|trách\s+nhiệm|kế\s+hoạch)|trả\s+lời|đã|đang|sẽ|phải|gửi)(?!\w)"
)


def _opens_sentence(text: str, begin: int) -> bool:
    """Whether the sentence of a mention begins with the clause that says on what ground somebody acts."""
    floor = max(0, begin - 600)
    start = max(text.rfind("\n", floor, begin), text.rfind(". ", floor, begin) + 1, floor)
    return _OPENING_CLAUSE.match(text, start) is not None


def _before_subject(text: str, folded: str, start: int, end: int, *, opened: bool) -> int:
    """Cut the title where somebody follows who acts (", Ban Tổ chức Trung ương hướng dẫn …", ", cấp ủy các cấp đã …").

    `opened`: the sentence opens with the clause of the mention, so that a subject without a name can follow.
    """
    if opened:
        for acting in _ACTING.finditer(text, start, end):
            if acting["each"] or not _LISTED_ACTOR.search(text, start, acting.start()):
                end = acting.start()
                break
    for comma in re.finditer(rf",\s+(?=[{UPPER}])", text[start:end]):
        at = start + comma.end()
        office = office_end(folded, at)
        known = known_name_at(folded, office) is not None or office > at
        name = issuer_at(text, folded, at, end) or len(text[:office].rstrip(" \n,"))
        verb = WORD.match(text, name, end)
        acts = known and verb is not None and verb[1].islower() and verb[1] not in FUNCTION_WORDS
        if acts or (name > at and _DOES.match(text, name, end)):
            return start + comma.start()
    return end


_PROPER_BEFORE = re.compile(rf"[{LOWER}]\s+[{UPPER}][{LOWER}]*\s+[{UPPER}][{LOWER}]*\s+\Z")


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
        if joint is not None and joint["part"] and joint["of"]:
            joint = None  # "khoản 1, khoản 2 Điều 6 Nghị định …" is one document
        said = text[start : other.begin]
        stays = _belongs(mention, inner, other, joint.group()) if joint and inner else _names_type(said, other)
        if joint is not None and not stays:
            return max(start, other.begin - len(joint.group()))
        if joint is None and other.begin < other.start and _PROPER_BEFORE.search(before):
            return other.begin  # a semicolon was forgotten: "… thành phố Hà Nội | Báo cáo thẩm tra số …"
        inner.append(other)
    return end


def _names_type(said: str, other: Mention) -> bool:
    """Whether the title names an unnumbered document of the other's type ("thực hiện Nghị quyết Đại hội … và")."""
    return other.type is not None and other.type.capitalize() in said


def _belongs(mention: Mention, inner: Sequence[Mention], other: Mention, joint: str) -> bool:
    """Whether `other`, joined to the documents that the title speaks of so far, is still part of the title."""
    if any(m.type == other.type for m in inner):
        return True
    law, after_law = other.kind == "law", inner[-1].kind == "law"
    if law or other.type == mention.type:
        return law and after_law
    return "và" in joint and not after_law
