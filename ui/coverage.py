"""How much the archive holds on each task of a directive: one table that reads as a chart, its bars beside numbers."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from directives.models import Document, DocumentCard
from ui import login
from ui.common import errors_shown, open_library
from ui.render import (
    Badge,
    anchor,
    count_vi,
    document_link,
    notice,
    own_number,
    short_name,
    shorten,
    status_badge,
    title_case,
)
from ui.task_views import link

if TYPE_CHECKING:
    from library.coverage import TaskCoverage

VIEW = "tong-hop"  # value of the address parameter `xem`
_HEADING = 130  # characters of a task's heading
_NAMED = 3  # documents named before the rest is behind a disclosure
_HELD, _KNOWN = status_badge("RESOLVED", False), status_badge("MISSING", True)
_UNKNOWN, _REPEATED = status_badge("MISSING", False), status_badge("AMBIGUOUS", False)


def overview_link(document: str) -> str:
    """Return the address of the overview of a directive's tasks."""
    return "nhiem-vu?" + urlencode({"doc": document, "xem": VIEW})


def show_coverage(document: Document) -> None:
    """Draw the overview of a directive."""
    tasks = _coverage(document.id)
    if not tasks:
        st.html(notice("Văn bản này không chia thành nhiệm vụ đánh số."))
        return
    st.html(summary_html(tasks) + coverage_html(document, tasks))


def _coverage(document: str) -> tuple[TaskCoverage, ...]:
    """Return the coverage, worked out once for as long as the archive stays as it is."""
    archive = open_library()
    with errors_shown():
        facets = archive.contents.facets()
    asked = (document, login.name(), facets.documents, facets.passages, len(archive.decisions.all()))
    kept = st.session_state.get("coverage")
    if kept and kept[0] == asked:
        found: tuple[TaskCoverage, ...] = kept[1]
        return found
    with errors_shown(), st.spinner("Đang đối chiếu từng nhiệm vụ với kho…"):
        found = archive.coverage(document)
    st.session_state["coverage"] = (asked, found)
    return found


def summary_html(tasks: Sequence[TaskCoverage]) -> str:
    """Return in a sentence or two how far the archive goes, and which tasks it says nothing about."""
    cited = sum(task.cited for task in tasks)
    held = sum(task.held for task in tasks)
    bare = [task.label for task in tasks if not task.held and not task.bearing]
    said = f"{count_vi(len(tasks) - len(bare))} trong {count_vi(len(tasks))} nhiệm vụ có văn bản trong kho để dựa vào"
    said += f"; trong {count_vi(cited)} lượt dẫn, {count_vi(held)} đã có văn bản trong kho." if cited else "."
    rest = f" Nhiệm vụ {', '.join(bare)} chưa có văn bản nào." if bare else ""
    return f'<p class="dc-coverage-said">{escape(said)}<b>{escape(rest)}</b></p>'


def coverage_html(document: Document, tasks: Sequence[TaskCoverage]) -> str:
    """Return the table; the bars are drawn for the eye only, every number stands in words beside them."""
    most_cited = max((task.cited for task in tasks), default=0) or 1
    most_near = max((len(task.bearing) for task in tasks), default=0) or 1
    rows = "".join(_row(document, place, task, most_cited, most_near) for place, task in enumerate(tasks, 1))
    heads = "".join(
        f'<th scope="col">{name}</th>' for name in ("Nhiệm vụ", "Văn bản được dẫn", "Văn bản khác có đoạn liên quan")
    )
    legend = "".join(
        f'<span><i class="dc-share dc-{badge.css}"></i>{escape(badge.label)}</span>'
        for badge in (_HELD, _KNOWN, _UNKNOWN, _REPEATED)
    )
    return (
        f'<div class="dc-legend" aria-hidden="true">{legend}</div>'
        '<table class="dc-table dc-coverage"><caption class="dc-hidden">Mỗi nhiệm vụ: số văn bản được dẫn theo tình '
        "trạng trong kho, và các văn bản khác trong kho có đoạn liên quan</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        '<p class="dc-muted">Văn bản khác: có câu trùng ý rõ với nhiệm vụ, trong số 20 đoạn gần nhất. Nạp thêm văn bản '
        "thì bảng tự đổi.</p>"
    )


def _row(document: Document, place: int, task: TaskCoverage, most_cited: int, most_near: int) -> str:
    heading = task.heading or document.text[task.start : task.end]
    name = anchor(link(document.id, nv=place), f"{task.label}. {shorten(title_case(heading), _HEADING)}", "dc-open")
    return (
        f'<tr><th scope="row">{name}</th><td>{_cited_html(task, most_cited)}</td>'
        f"<td>{_near_html(task.bearing, most_near)}</td></tr>"
    )


def _cited_html(task: TaskCoverage, most: int) -> str:
    parts: tuple[tuple[int, Badge, str], ...] = (
        (task.held, _HELD, "có trong kho"),
        (task.known, _KNOWN, "chưa có (đã biết)"),
        (task.unknown, _UNKNOWN, "chưa có (chưa rõ)"),
        (task.repeated, _REPEATED, "trùng số"),
    )
    shown = [(number, badge, words) for number, badge, words in parts if number]
    if not shown:
        return '<span class="dc-muted">Không dẫn văn bản nào</span>'
    shares = "".join(
        f'<i class="dc-share dc-{badge.css}" style="width:{100 * number / most:.1f}%"></i>'
        for number, badge, _ in shown
    )
    said = " · ".join(f"<b>{number}</b> {words}" for number, _, words in shown)
    return f'<span class="dc-shares" aria-hidden="true">{shares}</span><span>{said}</span>'


def _near_html(cards: Sequence[DocumentCard], most: int) -> str:
    if not cards:
        return '<span class="dc-muted">Chưa có</span>'
    names = [anchor(document_link(c.id), short_name(c), "dc-whole" if own_number(c) else "") for c in cards]
    listed = "; ".join(names[:_NAMED])
    more = "; ".join(names[_NAMED:])
    label = f"{len(names) - _NAMED} văn bản nữa"
    rest = f'<details class="dc-more"><summary>{label}</summary>{more}</details>' if more else ""
    bar = f'<i class="dc-share dc-near" style="width:{100 * len(cards) / most:.1f}%"></i>'
    said = f"<span><b>{len(cards)}</b> văn bản: {listed}</span>"
    return f'<span class="dc-shares" aria-hidden="true">{bar}</span>{said}{rest}'
