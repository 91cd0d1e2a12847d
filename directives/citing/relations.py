"""What a citation does: the relation of the citing to the cited document, from the words before the mention.

The words stand in tables/relations.csv: `phrase` without commas; `place` where it counts (preamble, act, start, any);
`cited` plan or norm, empty for both; `types` of the cited document, empty for all; `reach` how many characters may
stand between the phrase and the mention; of several phrases the higher `priority` wins, then the nearer one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from directives import tables
from directives.citing.clauses import Tail
from directives.citing.mention import Mention
from directives.models import Header, Relation, Unit

_PLANS = frozenset(
    "kế hoạch|chương trình|chương trình hành động|chương trình công tác|chương trình phối hợp|kế hoạch hành động"
    "|kế hoạch công tác|kế hoạch liên tịch|chỉ thị|nghị quyết|kết luận|thông báo|thông báo kết luận|đề án|phương án"
    "|công văn|công điện|thông tri"
    "|kế hoạch phối hợp|kế hoạch tuyên truyền|nghị quyết liên tịch|lời kêu gọi|đề cương".split("|")
)
_DIRECTING = frozenset(
    "kế hoạch|chương trình|chương trình hành động|công văn|chỉ thị|hướng dẫn|công điện|thông báo".split("|")
)
_YEARED = re.compile(r"\d[\w.]*/\d{4}/")
_WINDOW = 320
_OPEN = 40  # titles that may be open at once


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row of the table."""

    phrase: str
    relation: Relation
    place: str
    cited: str
    types: tuple[str, ...]
    reach: int
    priority: int


@cache
def triggers() -> dict[str, tuple[Trigger, ...]]:
    """Return the rows of the table by phrase."""
    rows: dict[str, list[Trigger]] = {}
    columns = ("phrase", "relation", "place", "cited", "types", "reach", "priority")
    for phrase, relation, place, cited, types, reach, priority in tables.read("relations.csv", columns):
        trigger = Trigger(
            phrase,
            cast(Relation, relation),
            place,
            cited,
            tuple(filter(None, types.split(";"))),
            int(reach),
            int(priority),
        )
        rows.setdefault(phrase, []).append(trigger)
    return {phrase: tuple(found) for phrase, found in rows.items()}


@cache
def _phrases() -> re.Pattern[str]:
    # A lookahead, because phrases overlap ("triển khai thực hiện" holds "thực hiện"): each start is tried.
    longest_first = sorted(triggers(), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?=(" + "|".join(p.replace(" ", r",?\s+") for p in longest_first) + r")(?!\w))")


_PASSIVE = re.compile(r"^(?:được|đã) (?:sửa|bổ|thay|bãi|đính)|(?:sửa đổi|bổ sung) (?:bởi|tại|theo)$")
_ENDING = re.compile(r"bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ|thay\s+thế|sửa\s+đổi|hết\s+hiệu\s+lực")
_BULLET = re.compile(r"[\s*#]*(?:[-–+•]|\d+(?:\.\d+)*[.)]|[a-zđ]{1,2}[.)]|[ivx]+[.)])")
_LETTERED = re.compile(r"[a-zđ]{1,2}\)")
_AFTER = re.compile(
    r"(?:\s*,?\s*(?:đã\s+)?được\s+sửa\s+đổi[^;.\n]{0,400}?)?\s*,?\s*(hết\s+hiệu\s+lực(?:\s+thi\s+hành)?(?:\s+kể)?(?:\s+từ)?)(?!\w)"
)
_ENACTING = re.compile(r"\n[ *#]{0,8}(?:quyết định|quyết nghị|nghị quyết|chỉ thị)\s{0,3}:[ *]{0,8}\n")
_BASIS = re.compile(r"[ \-–*•]{0,8}Căn cứ\b")
_SENTENCE = re.compile(r"[.!?…](?=\s)|[.,;]”(?=\s)|(?<!như)(?<!nhất là)(?<!gồm):(?!\s*(?:các\s+)?(?:số\s*)?\Z)|[“(]|\n")
_ENDS = ("thay_the", "bai_bo", "sua_doi_bo_sung")
_QUOTES = ("“", '"', "«")
_CLAUSE = re.compile(r";")
_UNITS = re.compile(
    r"(?:tiểu\s+mục|điểm|khoản|điều|mục|chương|phần|phụ\s+lục|biểu|mẫu)\s+(?:số\s+)?(?:[\divxlc]+[a-zđ]?|[a-zđ])(?:[.\d]*)"
    r"(?:\s*(?:,|và)\s*(?:[\divxlc]+[a-zđ]?|[a-zđ])(?!\w))*",
)
_EMPTY = re.compile(r"[\s,;:\-–+*•]*(?:(?:và|hoặc|cùng|với|các|của|tại|số|:|,|;)\s*)*\Z")
_ITEM = re.compile(
    r"[\s\-–+*•#>]{0,12}(?:(?:điều|khoản|mục)\s*\d+\w*\s*[.:]?|\d+(?:\.\d+)*[.)]|[a-zđ][.)]|[ivx]+[.)])?[\s\-–]*\Z"
)
# The document itself acts: "Quyết định này … thay thế", "có hiệu lực và thay thế", "ban hành Thông tư bãi bỏ".
_SUBJECT = re.compile(
    r"\bnày\s(?!.*,\s*(?:đề nghị|yêu cầu|giao)\b)|\bhiệu\s+lực\b|\bban\s+hành\s+(?:\w+\s+){1,4}\Z"
    r"|\bquyết\s+(?:nghị|định)\s*:?\s*\Z|\bhướng\s+dẫn\s+\Z"
)
_ASKED = re.compile(
    r"\b(?:tham\s+mưu|trình|đề\s+nghị|kiến\s+nghị|đề\s+xuất)\s(?:[^;.]{0,60}\s)?ban\s+hành\s+(?:\w+\s+){1,4}\Z"
)


@dataclass(frozen=True, slots=True)
class _Found:
    relation: Relation
    phrase: str
    types: tuple[str, ...] = ()  # the only ones that the words govern

    @property
    def passive(self) -> bool:
        """Whether the phrase speaks of what was done to the document before ("được sửa đổi bởi")."""
        return self.relation == "dan_chieu" and _PASSIVE.search(self.phrase) is not None


@dataclass(slots=True)
class _Container:
    """A title (or the name of an amending law) that speaks of other documents, and how far it has been read."""

    start: int
    end: int
    read_to: int
    latest: _Found | None = None
    name: bool = False


class Reader:
    """Reads the relations of the mentions of one document, in order; keeps the state of the list it is in."""

    def __init__(self, text: str, header: Header, units: Sequence[Unit]) -> None:
        """Prepare for `text`; the preamble ends where the first article, task or section begins."""
        self._text = text
        self._lower = text.lower()
        if len(self._lower) != len(text):
            self._lower = "".join(c.lower()[:1] for c in text)
        self._heading_end = header.heading.end
        self._type = header.type
        starts = [
            u.start
            for u in units
            if u.kind in ("article", "task", "part", "chapter", "section") and u.start >= self._heading_end
        ]
        enacted = _ENACTING.search(self._lower)
        ends = [*starts[:1], *([enacted.start()] if enacted else [])]
        self._preamble_end = min(ends) if ends else min(len(text), self._heading_end + 3_000)
        self._clause: _Found | None = None
        self._aside: _Found | None = None
        self._amended = False
        self._read_to = 0
        self._containers: list[_Container] = []
        self._intro_line = ""
        self._intro_bullet = ""
        self._finished = True
        self._intro_read = -1  # the line break before what has not been read

    def relation(self, mention: Mention, tail: Tail) -> Relation:
        """Return the relation of the next mention; `tail` is what stands behind it."""
        nested = self._container(mention.begin)
        found = self._nested(mention, tail, nested) if nested is not None else self._top(mention, tail)
        if mention.start - mention.begin > 40 or mention.kind == "law":
            name_end = mention.end if mention.kind == "law" else mention.start
            self._containers.append(_Container(mention.begin + 1, name_end, mention.begin, name=True))
        if tail.title is not None:
            self._containers.append(_Container(*tail.title, tail.title[0]))
        return found

    # --- inside the title of another document ---

    def _container(self, position: int) -> _Container | None:
        for container in reversed(self._containers[-_OPEN:]):
            if container.start <= position < container.end:
                return container
        return None

    def _nested(self, mention: Mention, tail: Tail, container: _Container) -> Relation:
        context = self._lower[max(container.read_to, mention.begin - _WINDOW) : mention.begin]
        found = self._trigger(context, mention, mention.begin, act=True)
        if container.name and mention.kind == "law":
            found = _Found("sua_doi_bo_sung", "")  # the laws in the name of an amending law
        if found is None and container.latest is not None and _connects(context):
            found = self._again(container.latest, mention)
        container.latest = found
        container.read_to = max(mention.end, min(tail.end, container.end))
        return found.relation if found is not None else "dan_chieu"

    # --- on its own ---

    def _top(self, mention: Mention, tail: Tail) -> Relation:
        begin = mention.begin
        # A mention in parentheses may stand before the end of the clause that has been read.
        floor = max(self._read_to if self._read_to <= begin else 0, begin - _WINDOW)
        context, fresh, aside = self._context(floor, begin)
        found = self._trigger(context, mention, begin, act=False)
        if aside or ")" in self._lower[floor:begin]:
            self._aside = None
        if found is None and not fresh and _connects(context):
            found = self._inherited(context, mention)
        if found is None and fresh:
            found = self._intro(begin, mention)
        if not (self._amended and not fresh and _connects(context)) and (found is None or not found.passive):
            found = self._ended(tail.end) or found
        self._read_to = max(tail.end, mention.end, self._read_to)
        if aside or self._aside is not None:
            self._aside = found or _Found("dan_chieu", "")
            return self._aside.relation
        if found is not None and found.passive:
            self._amended = True
        elif not (self._amended and not fresh and _connects(context) and ";" not in context):
            self._amended = False
            self._clause = found or _Found("dan_chieu", "")
        return found.relation if found is not None else "dan_chieu"

    def _intro(self, begin: int, mention: Mention) -> _Found | None:
        """Return what the line above the enumeration says of its items ("Bãi bỏ các quyết định sau: …")."""
        line = self._lower.rfind("\n", max(0, begin - _WINDOW), begin)
        if line < 0 or _ITEM.fullmatch(self._lower, line + 1, begin) is None:
            return None
        while self._intro_read < line:
            end = self._lower.find("\n", self._intro_read + 1)
            end = len(self._lower) if end < 0 else end
            text = self._lower[self._intro_read + 1 : min(end, self._intro_read + 600)].rstrip()
            bullet = _BULLET.match(text)
            if text.endswith(":"):
                self._intro_line = text[-_WINDOW:-1] if _ENDING.search(text) else ""
                self._intro_bullet = ""
            elif bullet is not None:
                self._intro_bullet = self._intro_bullet or _bullet_kind(bullet.group())
                if _bullet_kind(bullet.group()) != self._intro_bullet:
                    self._intro_line = ""
            elif text and self._finished:
                self._intro_line = ""
            self._finished = text.endswith((".", ";", "./."))
            self._intro_read = end
        return self._trigger(self._intro_line, mention, len(self._text), act=False) if self._intro_line else None

    def _ended(self, end: int) -> _Found | None:
        """Return what the words behind the mention say of it ("… hết hiệu lực kể từ ngày …")."""
        match = _AFTER.match(self._lower, end)
        if match is None:
            return None
        phrase = " ".join(match.group(1).split())
        rows = triggers().get(phrase) or triggers()["hết hiệu lực"]
        return next((_Found(t.relation, "") for t in rows if t.place == "after"), None)

    def _inherited(self, context: str, mention: Mention) -> _Found | None:
        if self._aside is not None:
            return self._again(self._aside, mention)
        if self._amended and ";" not in context:
            return _Found("dan_chieu", "")
        return self._again(self._clause, mention) if self._clause is not None else None

    def _again(self, found: _Found, mention: Mention) -> _Found | None:
        """Return what the words that governed the document before say of the next one in the list."""
        if not found.phrase:
            return found
        rows = [t for t in triggers()[found.phrase] if self._holds(t, mention)]
        if found.types and not any(t.types == found.types for t in rows):
            return None
        if any(t.relation == found.relation for t in rows):
            return found
        return _Found(rows[0].relation, found.phrase) if rows else None

    def _context(self, floor: int, begin: int) -> tuple[str, bool, bool]:
        """Return the words of the sentence before the mention, whether it begins there, and whether in parentheses."""
        start, fresh, aside = floor, floor != self._read_to, False
        for match in _SENTENCE.finditer(self._lower, floor, begin):
            mark = match.group()
            if mark == "\n" and (match.start() < self._heading_end or self._goes_on(match.start())):
                continue
            if mark == "“" and "”" in self._lower[match.start() : begin]:
                continue
            if mark == "(" and ")" in self._lower[match.start() : begin]:
                continue
            if mark == "." and re.search(
                r"(?:điều|khoản|\n)\s*\d*\w?\Z|[^\w][\da-zđ]{1,2}\Z",
                self._lower[max(0, match.start() - 8) : match.start()],
            ):
                continue
            start, fresh, aside = match.end(), True, mark == "("
        context = self._lower[start:begin]
        if "(" not in context and context.find(")") >= 0 and aside:
            aside = False
        clause = context.rfind(";")
        return (context if clause < 0 else context[clause:]), fresh, aside

    def _goes_on(self, newline: int) -> bool:
        following = self._text[newline + 1 : newline + 6].lstrip(" ")
        if _LETTERED.match(following):
            return False
        following = following[:1]
        previous = self._text[max(0, newline - 4) : newline].rstrip(" ")[-1:]
        return previous == ";" or following == "\n" or (following.islower() and previous not in ".:")

    # --- words ---

    def _trigger(self, context: str, mention: Mention, begin: int, *, act: bool) -> _Found | None:
        best: tuple[int, int] | None = None
        found: _Found | None = None
        for match in _phrases().finditer(context):
            gap = _UNITS.sub("", context[match.end(1) :])
            phrase = " ".join(match.group(1).replace(",", " ").split())
            for trigger in triggers()[phrase]:
                if len(gap) > trigger.reach or not self._holds(trigger, mention):
                    continue
                rank = (trigger.priority, match.end(1))
                if (best is None or rank > best) and self._placed(
                    trigger.place, context, match.start(), begin, act=act
                ):
                    best, found = rank, _Found(trigger.relation, phrase, trigger.types)
        return found

    def _holds(self, trigger: Trigger, mention: Mention) -> bool:
        if trigger.types and (mention.type is None or not any(mention.type.startswith(t) for t in trigger.types)):
            return False
        return not trigger.cited or (trigger.cited == "plan") == self._is_plan(mention)

    def _is_plan(self, mention: Mention) -> bool:
        if mention.number is not None and _YEARED.match(mention.number) and mention.type != "chỉ thị":
            return False
        if mention.type == "quyết định":
            return self._type in _DIRECTING
        return mention.type in _PLANS

    def _placed(self, place: str, context: str, at: int, begin: int, *, act: bool) -> bool:
        before, after = context[:at], context[at:]
        if place == "any":
            return True
        if place == "after":
            return False
        if place == "preamble":
            at = begin - len(after)
            return (
                not act
                and self._text[at : at + 1].isupper()
                and (begin < self._preamble_end or self._text[at - 1 : at] in _QUOTES or self._in_basis_line(begin))
            )
        begins = _ITEM.fullmatch(before[before.rfind(";") + 1 :]) is not None
        if place == "start":
            return begins or (act and not before.strip())
        if act or begins or begin < self._heading_end:
            return True
        if self._clause is not None and self._clause.relation in _ENDS and _EMPTY.match(before):
            return True  # "thay thế Hướng dẫn số … và bãi bỏ Công văn số …"
        return _SUBJECT.search(before) is not None and _ASKED.search(before) is None

    def _in_basis_line(self, begin: int) -> bool:
        """Whether the line is one of the "Căn cứ …;" lines that open an attached document."""
        start = self._text.rfind("\n", max(0, begin - 600), begin) + 1
        if not _BASIS.match(self._text, start):
            return False
        end = self._text.find("\n", begin, begin + 1_500)
        if self._text[start : end if end >= 0 else begin + 1_500].rstrip().endswith(";"):
            return True
        before = self._text.rfind("\n", max(0, start - 1_500), max(0, start - 1)) + 1
        return _BASIS.match(self._text, before) is not None and self._text[before:start].rstrip().endswith(";")


def _bullet_kind(bullet: str) -> str:
    mark = bullet.strip(" *#\n.)")[:1]
    return "1" if mark.isdigit() else "a" if mark.isalpha() else "-"


def _connects(context: str) -> bool:
    return _EMPTY.match(_UNITS.sub("", context)) is not None
