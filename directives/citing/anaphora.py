"""Short forms of documents that are named elsewhere in the text, and names that are no citations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from directives.citing.mention import Mention
from directives.models import Anaphor, Header, Name
from directives.types import TYPES

_TYPES = "|".join(
    t.name.replace(" ", r"\s+") for t in sorted(TYPES, key=lambda t: -len(t.name)) if t.name != "hiến pháp"
)
_SHORT = re.compile(
    rf"(?<![\w/])(?P<many>các\s+)?(?P<type>{_TYPES})\s+(?P<cue>này|nêu\s+trên|nói\s+trên|đã\s+nêu|dẫn\s+trên|trên\s+đây|vừa\s+nêu|trên(?=\s*[,.;:)]))(?!\w)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+[a-zđ]?")
# A body of text that its own decision puts into force: "Quy chế này" is that decision's attachment.
_ATTACHED = frozenset(
    "quy chế|quy định|quy trình|quy tắc|kế hoạch|chương trình|đề án|phương án|điều lệ|nội quy|hướng dẫn"
    "|quy chế phối hợp|dự án"
    "|chương trình hành động|kế hoạch hành động|thể lệ|văn bản".split("|")
)
_NAME = re.compile(
    r"(?<!\w)(?:Hiến\s+pháp(?:\s+năm\s+\d{4}|\s+nước\s+Cộng\s+hòa\s+xã\s+hội\s+chủ\s+nghĩa\s+Việt\s+Nam)?"
    r"|Điều\s+lệ\s+(?:Đảng(?:\s+Cộng\s+sản\s+Việt\s+Nam)?|Công\s+đoàn\s+Việt\s+Nam|Mặt\s+trận\s+Tổ\s+quốc\s+Việt\s+Nam)(?:,?\s+khóa\s+[IVXL]+)?"
    r"|Nghị\s+quyết\s+(?:Đại\s+hội|Hội\s+nghị\s+Trung\s+ương)(?:\s+(?:đại\s+biểu|toàn\s+quốc|lần\s+thứ|Đảng\s+bộ|Đảng|bộ|của|các|cấp|tỉnh|thành\s+phố|khóa|[IVXL]+"
    r"|\d{1,2}|Công\s+đoàn|Việt\s+Nam|[A-ZĐ]\w*))*)(?!\w)"
)


def find_names(text: str) -> tuple[Name, ...]:
    """Return the documents called by a name only ("Hiến pháp", "Nghị quyết Đại hội XIII Công đoàn Việt Nam")."""
    return tuple(Name(m.start(), m.end(), m.group()) for m in _NAME.finditer(text))


def find_anaphora(text: str, header: Header, mentions: Sequence[Mention]) -> tuple[Anaphor, ...]:
    """Return the short forms in reading order, each with the number that it stands for, None where that is open.

    `mentions` in reading order; "này" means the document itself, "nêu trên" the last document of that type before.
    """
    full = _full_numbers(mentions)
    found = [_partial(text, m, full) for m in mentions if m.kind == "partial" and not m.listed]
    index = 0
    latest: dict[str, str] = {}
    for match in _SHORT.finditer(text):
        while index < len(mentions) and mentions[index].end <= match.start():
            mention = mentions[index]
            if mention.type is not None and mention.number is not None and mention.kind == "numbered":
                latest[mention.type] = mention.number
            index += 1
        start = match.start("type")
        if not text[start].isupper() and match["type"].lower() != "văn bản":
            continue
        type_ = " ".join(match["type"].lower().split())
        target = None
        if match["cue"].lower() == "này":
            target = _self(header, type_)
        elif not match["many"]:
            target = latest.get(type_)
        found.append(Anaphor(start, match.end(), text[start : match.end()], target))
    return tuple(sorted(found, key=lambda a: (a.start, a.end)))


def _self(header: Header, type_: str) -> str | None:
    return header.number if type_ == header.type or type_ in _ATTACHED else None


def _full_numbers(mentions: Sequence[Mention]) -> dict[tuple[str, str], set[str]]:
    """Return the full numbers of the text by type and by digits in key form."""
    found: dict[tuple[str, str], set[str]] = {}
    for mention in mentions:
        if mention.kind == "numbered" and mention.number and mention.type and mention.key:
            found.setdefault((mention.type, mention.key.partition("|")[0].lower()), set()).add(mention.number)
    return found


def _partial(text: str, mention: Mention, full: Mapping[tuple[str, str], set[str]]) -> Anaphor:
    digits = _DIGITS.match(text, mention.start)
    wanted = (digits.group() if digits else "").lstrip("0").lower()
    targets = full.get((mention.type or "", wanted), set())
    return Anaphor(
        mention.begin,
        mention.end,
        text[mention.begin : mention.end],
        next(iter(targets)) if len(targets) == 1 else None,
    )
