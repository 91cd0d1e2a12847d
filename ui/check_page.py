"""The page Kiểm tra viện dẫn: a draft is uploaded or pasted; its findings in the text, as a list, as Word comments."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePath

import streamlit as st

from directives.grounded import CheckReport, Severity
from directives.labels import SEVERITIES
from ui.check_views import ICONS, list_html, numbered, tally_html, text_html
from ui.common import errors_shown, frame, library, open_library, remember
from ui.render import as_markdown, notice, parse_date

_KINDS = ["docx", "pdf", "txt", "md", "html", "htm", "doc", "rtf", "odt"]
_PASTED = "Dự thảo đã dán"
_HELP = (
    "Từng viện dẫn được đối chiếu với kho và danh mục: số, ký hiệu, tên loại, ngày, cơ quan ban hành, trích yếu, "
    "hiệu lực, đoạn trích trong ngoặc kép, lần viện dẫn đầu tiên, thứ tự căn cứ. Dự thảo không được nạp vào kho và "
    "không rời máy này."
)


@dataclass(frozen=True, slots=True)
class _Checked:
    """The last result of this session, with its Word file."""

    name: str
    report: CheckReport
    word: bytes
    table: bytes


def show() -> None:
    """Draw the page."""
    frame("Kiểm tra viện dẫn")
    library()
    remember("kiem-tra", [])
    done: _Checked | None = st.session_state.get("checked")
    with st.expander("Chọn dự thảo", expanded=done is None):
        _input()
    done = st.session_state.get("checked")
    if done is None:
        st.html(notice(_HELP))
        return
    _result(done)


def _input() -> None:
    with st.form("draft", border=False):
        left, right = st.columns(2, gap="large")
        with left:
            file = st.file_uploader("Tệp dự thảo", type=_KINDS, key="draft_file")
            as_of = st.text_input(
                "Xét hiệu lực tính đến ngày",
                key="draft_day",
                placeholder="để trống: ngày ghi trong dự thảo hoặc hôm nay",
            )
        with right:
            pasted = st.text_area("Hoặc dán nội dung dự thảo", key="draft_text", height=210)
        if not st.form_submit_button("Kiểm tra", type="primary"):
            return
    day = parse_date(as_of) if as_of.strip() else None
    if as_of.strip() and day is None:
        st.error(as_markdown(f"Không hiểu ngày “{as_of}”; hãy nhập dạng 31/01/2024."))
    elif file is None and not pasted.strip():
        st.html(notice("Chưa có dự thảo; hãy chọn tệp hoặc dán nội dung.", "dc-warn"))
    else:
        with errors_shown(), st.spinner("Đang đối chiếu các viện dẫn…"):
            st.session_state["checked"] = (
                _check_file(file.name, file.getvalue(), day) if file is not None else _check_text(pasted, day)
            )
        st.rerun()


def _check_file(name: str, data: bytes, day: str | None) -> _Checked:
    """Check an uploaded file; it lies on the disk only while it is read."""
    archive = open_library()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("draft" + PurePath(name).suffix.lower())
        path.write_bytes(data)
        report = archive.checks.file(path, day)
        return _Checked(name, report, archive.checks.with_comments(report, path), archive.checks.table(report))


def _check_text(text: str, day: str | None) -> _Checked:
    archive = open_library()
    report = archive.checks.text(text, day)
    return _Checked(_PASTED, report, archive.checks.with_comments(report), archive.checks.table(report))


def _result(done: _Checked) -> None:
    report = done.report
    st.html(tally_html(report, done.name))
    if report.findings:
        _downloads(done)
    shown = _filter(report)
    found = numbered(report, shown)
    side, main = st.columns([1, 1.25], gap="large")
    with side:
        st.html(f'<div class="dc-items dc-found-list">{list_html(report, found)}</div>' if report.findings else "")
    with main:
        st.html(f'<div class="dc-text dc-checked" lang="vi">{text_html(report, found)}</div>')


def _filter(report: CheckReport) -> list[Severity]:
    """Let the user choose severities; notes are shown from the start only where there is nothing graver."""
    present: list[Severity] = [s for s in SEVERITIES if any(f.severity == s for f in report.findings)]
    if len(present) < 2:
        return present
    graver = [s for s in present if s != "note"]
    chosen = st.pills(
        "Mức", present, selection_mode="multi", default=graver or present, key="draft_levels",
        format_func=lambda severity: f"{ICONS[severity]} {SEVERITIES[severity]}", label_visibility="collapsed",
    )  # fmt: skip
    return list(chosen)


def _downloads(done: _Checked) -> None:
    stem = PurePath(done.name).stem if done.name != _PASTED else "du-thao"
    with st.container(horizontal=True):
        st.download_button("Tải Word có nhận xét", done.word, f"{stem}-nhan-xet.docx", on_click="ignore")
        st.download_button("Tải danh sách Excel", done.table, f"{stem}-kiem-tra.xlsx", on_click="ignore")
