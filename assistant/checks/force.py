"""Whether cited documents are still what they were: replaced, repealed or amended by later ones that are held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.checks.context import Context
from assistant.checks.mentions import Introduced
from assistant.knowledge import Source
from assistant.wording import date_vi, full_reference, named
from directives.citing.citations import law_key
from directives.grounded import Finding, FindingKind
from directives.models import LaterAct
from directives.reference.numbers import number_key

# What the text itself does to the document: that it is no longer in force, or will not be, is then the point.
_ENDING = ("thay_the", "bai_bo", "sua_doi_bo_sung", "dinh_chinh")
_SAID = re.compile(
    r"(?:được|đã|bị)\s+(?:thay\s+thế|bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ|sửa\s+đổi|bổ\s+sung)|hết\s+hiệu\s+lực", re.I
)
_NEAR = 400


def check_force(context: Context, introduced: Sequence[Introduced]) -> Iterator[Finding]:
    """Yield, at the first mention of each document, what later ones did to it, and that only the catalogue knows it."""
    cited = {item.key for item in introduced if item.key}
    done: set[str] = set()
    for item in introduced:
        source = item.source
        if source is None or item.mention.region == "closing" or item.mention.inside:
            continue
        name = source.id or item.key or named(source)
        if name in done or item.mention.citation.relation in _ENDING:
            continue
        done.add(name)
        yield from _force(context, item, source, cited)
        yield from _newer_law(context, item, source)
        if source.id is None and item.mention.citation.kind != "law":
            yield _not_held(context, item, source)


def _force(context: Context, item: Introduced, source: Source, cited: set[str]) -> Iterator[Finding]:
    validity = context.knowledge.validity(source, context.as_of)
    kinds: dict[str, tuple[FindingKind, str, str]] = {
        "repealed": ("repealed", "bai_bo", "đã bị bãi bỏ"),
        "replaced": ("superseded", "thay_the", "đã được thay thế"),
        "amended": ("amended", "sua_doi_bo_sung", "đã được sửa đổi, bổ sung"),
    }
    if validity.state not in kinds:
        return
    kind, relation, words = kinds[validity.state]
    acts = [act for act in validity.acts if act.relation == relation and (kind == "amended" or not act.partial)]
    acts = acts or list(validity.acts)
    if kind == "amended" and all(_key(act) in cited for act in acts):
        return
    if _is_said(context, item):
        return
    by = " và ".join(_act(act) for act in acts[:3])
    remedy = {
        "repealed": "hãy bỏ viện dẫn này hoặc thay bằng văn bản còn áp dụng",
        "superseded": "hãy viện dẫn văn bản thay thế",
        "amended": "hãy kiểm tra nội dung viện dẫn và ghi thêm “được sửa đổi, bổ sung bởi …”",
    }[kind]
    expected = acts[0].document.number if kind == "superseded" and len(acts) == 1 else None
    yield context.finding(
        kind,
        "note" if kind == "amended" else "warning",
        item.mention.span,
        f"{named(source)} {words} bởi {by} (theo kho văn bản, tính đến {date_vi(validity.as_of)}); {remedy}.",
        expected,
        acts[0].evidence,
    )


def _newer_law(context: Context, item: Introduced, source: Source) -> Iterator[Finding]:
    """Yield that a law of the same name was made later; it takes force some time after."""
    key = law_key(source.type, source.title)
    if key is None or not source.date or item.mention.citation.date is None:
        return
    later = [s for s in context.knowledge.bearing(key) if s.date and source.date < s.date <= context.as_of]
    if not later or _is_said(context, item):
        return
    newest = max(later, key=lambda s: s.date or "")
    year_on = str(int(context.as_of[:4]) - 1) + context.as_of[4:]
    yield context.finding(
        "superseded",
        "warning" if (newest.date or "") < year_on else "note",
        item.mention.span,
        f"Đã có {full_reference(newest)} cùng tên, ban hành sau {named(source)}; "
        "hãy kiểm tra hiệu lực và viện dẫn luật đang áp dụng.",
    )


def _key(act: LaterAct) -> str | None:
    return number_key(act.document.number) if act.document.number else None


def _act(act: LaterAct) -> str:
    card = act.document
    return full_reference(Source(card.id, card.number, card.type, card.issuer, card.date, card.title))


def _is_said(context: Context, item: Introduced) -> bool:
    """Whether the same line says that the document was replaced, repealed or amended."""
    start, end = item.mention.citation.start, item.mention.citation.end
    line_start = context.text.rfind("\n", 0, start) + 1
    line_end = context.text.find("\n", end)
    line_end = len(context.text) if line_end < 0 else line_end
    return _SAID.search(context.text, max(line_start, start - _NEAR // 2), min(line_end, end + _NEAR)) is not None


def _not_held(context: Context, item: Introduced, source: Source) -> Finding:
    cited = item.mention.citation
    pairs = (
        ("ngày", cited.date, source.date),
        ("cơ quan", cited.issuer, source.issuer),
        ("trích yếu", cited.title, source.title),
    )
    compared = ["số", *(word for word, said, known in pairs if said and known)]
    return context.finding(
        "not_held",
        "note",
        item.mention.span,
        f"{named(source)} chưa có trong kho, mới đối chiếu {', '.join(compared)} với danh mục; "
        "nạp văn bản vào kho để đối chiếu cả nội dung và hiệu lực.",
    )
