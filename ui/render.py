"""Records as HTML and as Vietnamese text; pure functions, every piece of foreign text escaped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from directives import casing
from directives.casing import name_case
from directives.labels import RELATIONS
from directives.models import Citation, CitationView, DocumentCard, KnownDocument, Resolution, Status
from directives.text import capitalized

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$")
_SAID = re.compile(
    r"(?:(?:ngày\s*)?(\d{1,2})[\s/.-]+)??(?:(?:tháng\s*)?(\d{1,2})[\s/.-]+)?(?:năm\s*)?(\d{4})$", re.IGNORECASE
)
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Characters that Markdown and Streamlit's own directives (":red[…]", "$…$") would interpret.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&^=])")


@dataclass(frozen=True, slots=True)
class Badge:
    """A status in words: `css` its colour class, `label` for a pill, `meaning` one sentence for a tooltip."""

    css: str
    label: str
    meaning: str


def status_badge(status: Status, known: bool) -> Badge:
    """Return the badge of a citation's status; `known` says whether the catalogue has the facts of a missing one."""
    if status == "MISSING" and known:
        return Badge("known", "Chưa có trong kho – đã biết", "Chưa có trong kho, nhưng danh mục đã ghi thông tin.")
    return {
        "RESOLVED": Badge("held", "Có trong kho", "Văn bản này có trong kho."),
        "MISSING": Badge("missing", "Chưa có trong kho – chưa rõ", "Chưa có trong kho và danh mục chưa ghi thông tin."),
        "AMBIGUOUS": Badge("ambiguous", "Trùng số", "Trong kho có nhiều văn bản cùng số này; cần người đọc chọn."),
        "SELF": Badge("self", "Chính văn bản này", "Đây là số của chính văn bản đang xem."),
        "BLANK": Badge("blank", "Để trống", "Số văn bản còn để trống."),
    }[status]


def pill(badge: Badge) -> str:
    """Return the badge as HTML."""
    return f'<span class="dc-pill dc-{badge.css}" title="{escape(badge.meaning)}">{escape(badge.label)}</span>'


def resolution_badge(resolution: Resolution) -> Badge:
    """Return the badge of `resolution`."""
    return status_badge(resolution.status, resolution.known is not None)


def date_vi(iso: str | None) -> str:
    """Return an ISO date as dd/mm/yyyy, a year or month as it is known, "" for None; anything else unchanged."""
    if not iso:
        return ""
    match = _ISO.match(iso)
    if not match:
        return iso
    year, month, day = match.groups()
    return "/".join(part.zfill(2) for part in (day, month) if part) + ("/" if month else "") + year


def parse_date(typed: str, end: bool = False) -> str | None:
    """Return what staff typed ("5/3/2024", "3/2024", "2024") as an ISO date, None when it is no date.

    A month or year alone means its first day, or its last when `end`.
    """
    match = _SAID.match(typed.strip())
    if not match:
        return None
    day, month, year = match.groups()
    month_number = int(month) if month else (12 if end else 1)
    if not 1 <= month_number <= 12:
        return None
    leap = int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)
    last = 28 if month_number == 2 and not leap else _MONTH_DAYS[month_number - 1]
    day_number = int(day) if day else (last if end else 1)
    if not 1 <= day_number <= last:
        return None
    return f"{year}-{month_number:02d}-{day_number:02d}"


def count_vi(number: int) -> str:
    """Return a whole number with points between thousands."""
    return f"{number:,}".replace(",", ".")


def as_markdown(text: str) -> str:
    """Return `text` so that Markdown shows it as it is."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def title_case(text: str) -> str:
    """Return a title or heading printed in capitals as a running text writes it, its label ("Mục I.") kept apart."""
    label, stop, heading = text.partition(". ")
    return label + stop + casing.sentence_case(heading) if heading.isupper() else casing.sentence_case(text)


def own_number(card: DocumentCard) -> str | None:
    """Return the document's number, None where it has none or left it open ("/LĐLĐ-TGNC")."""
    return card.number if card.number and card.number[0].isalnum() else None


def subtitle(card: DocumentCard, limit: int = 260) -> str:
    """Return the title, "" where the document is called by it already."""
    return shorten(title_case(card.title or ""), limit) if own_number(card) else ""


def short_name(card: DocumentCard) -> str:
    """Return what a document is called in a list: "Nghị quyết 35-NQ/TW", or its title or file when it has no number."""
    number = own_number(card)
    if number:
        return f"{capitalized(card.type)} {number}".strip()
    return shorten(title_case(card.title or ""), 90) or capitalized(card.type) or file_name(card.source)


def natural(number: str | None) -> str:
    """Return a key that sorts 2/… before 10/…, and what begins with no digit last."""
    digits = len(number) - len(number.lstrip("0123456789")) if number else 0
    return number.zfill(len(number) + 12 - digits) if number and digits else "~" + (number or "")


def file_name(path: str) -> str:
    """Return the last part of a path of any operating system."""
    return re.split(r"[\\/]", path.rstrip("\\/"))[-1]


def shorten(text: str, limit: int) -> str:
    """Return `text` on one line, cut at a word within `limit` characters and closed by "…" where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def reference(card: DocumentCard, unit: str | None = None, page: int | None = None) -> str:
    """Return the reference as an office text writes it: type, number, date, issuer, trích yếu, then the place."""
    return _reference(card.type, own_number(card), card.date, card.issuer, card.title) + _place(unit, page)


def cited_reference(citation: Citation) -> str:
    """Return the reference of a cited document from the words of the citing text."""
    return _reference(citation.type, citation.number or citation.text, citation.date, citation.issuer, citation.title)


def _reference(kind: str | None, number: str | None, date: str | None, issuer: str | None, title: str | None) -> str:
    text, title = capitalized(kind) or "Văn bản", title_case(title or "")
    text += f" số {number}" if number and number[:1].isdigit() else f" {number}" if number else ""
    if date:
        text += f" ngày {date_vi(date)}" if len(date) == 10 else f" năm {date_vi(date)}"
    text += f" của {name_case(issuer)}" if issuer else ""
    if title:
        head = title[:1].lower() + title[1:]
        text += f" {head}" if head.startswith("về ") else f" “{title}”"
    return " ".join(text.split())


def _place(unit: str | None, page: int | None) -> str:
    parts = [*(unit.split(" › ") if unit else []), *([f"trang {page}"] if page else [])]
    return f" ({', '.join(parts)})" if parts else ""


def facts(card: DocumentCard) -> str:
    """Return date and issuer on one line."""
    return " · ".join(part for part in (date_vi(card.date), name_case(card.issuer or "")) if part)


def facts_html(card: DocumentCard, more: str = "") -> str:
    """Return date, issuer and `more` on one line as HTML, "" where nothing is known."""
    line = " · ".join(part for part in (facts(card), more) if part)
    return f'<span class="dc-facts">{escape(line)}</span>' if line else ""


def decided_how(resolution: Resolution) -> str:
    """Return how a resolution was decided, "" where the status says as much."""
    return "" if resolution.status == "MISSING" and resolution.how.startswith("kho chưa có") else resolution.how


def document_link(document: str, start: int | None = None, end: int | None = None) -> str:
    """Return the address, relative to the app, of a document, opened at `start` and marked up to `end`."""
    parts = {"doc": document}
    if start is not None:
        parts["at"] = str(start)
    if end is not None:
        parts["to"] = str(end)
    return "van-ban?" + urlencode(parts)


def anchor(href: str, label: str, css: str = "", tip: str = "") -> str:
    """Return a link inside the app; `label` is plain text."""
    title = f' title="{escape(tip)}"' if tip else ""
    return f'<a class="dc-nav {css}" href="{escape(href)}"{title}>{escape(label)}</a>'


ADD_LINK = anchor("kho?" + urlencode({"phan": "Nạp văn bản"}), "Nạp văn bản", "dc-act dc-main")


def copy_button(text: str, label: str) -> str:
    """Return a button that copies `text`."""
    return f'<button type="button" class="dc-act" data-copy="{escape(text)}">{escape(label)}</button>'


def notice(text: str, css: str = "") -> str:
    """Return a quiet one-line remark."""
    return f'<div class="dc-notice {css}">{escape(text)}</div>'


def citation_tip(view: CitationView) -> str:
    """Return the tooltip of a citation: its status in words, its facts, and how it was decided."""
    badge = resolution_badge(view.resolution)
    known = view.resolution.known
    parts = [badge.label]
    if known:
        parts.append(known_reference_of(known))
    elif view.citation.kind != "blank":
        parts.append(cited_reference(view.citation))
    parts.append(f"Quan hệ: {RELATIONS[view.citation.relation]}")
    if decided_how(view.resolution):
        parts.append(f"Xác định: {decided_how(view.resolution)}")
    return " — ".join(parts)


def known_reference(view: CitationView) -> str:
    """Return the best reference of a cited document: the catalogue's facts, else the citing text's own words."""
    known = view.resolution.known
    return known_reference_of(known) if known else cited_reference(view.citation)


def known_reference_of(known: KnownDocument) -> str:
    """Return the reference of a document of the catalogue."""
    return _reference(known.type, known.number, known.date, known.issuer, known.title)
