"""The page Kho văn bản: what is held, taking files in, what waits for a person, the bin, the state of the archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from directives.models import IngestProgress, IngestReport, Problem
from ui.archive_list import show_list
from ui.archive_state import show_state
from ui.bin_view import TAB, show_bin
from ui.common import errors_shown, frame, ingest_job, library, may, open_library
from ui.jobs import JobState, ProgressCallback
from ui.render import as_markdown, count_vi, file_name, notice

if TYPE_CHECKING:
    from library import Library

_KINDS = ["txt", "md", "html", "htm", "docx", "doc", "rtf", "odt", "pdf", "xlsx", "xls", "pptx", "ppt"]
_KINDS += ["png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp", "eml", "zip"]
_LIST, _ADD, _TODO, _STATE = "Danh sách", "Nạp văn bản", "Cần xử lý", "Tình trạng kho"
_OUTCOMES = {
    "added": ("held", "Đã nạp"),
    "updated": ("held", "Đã cập nhật"),
    "unchanged": ("blank", "Không đổi"),
    "duplicate": ("known", "Trùng văn bản đã có"),
    "failed": ("missing", "Không nạp được"),
    "refused": ("missing", "Từ chối"),
}
_SHOWN_STEPS = 200
_COLLECTION = "bo_nhan"  # in the session: where documents go
_AS_IT_IS = "Giữ như đã xếp; văn bản mới vào bộ chung"


def show() -> None:
    """Draw the page."""
    frame("Kho văn bản")
    library()
    with errors_shown():
        facets = open_library().contents.facets()
    st.html(
        f'<div class="dc-figures"><div><b>{count_vi(facets.documents)}</b> văn bản</div>'
        f"<div><b>{count_vi(facets.passages)}</b> đoạn tra cứu</div><div><b>{len(facets.types)}</b> loại văn bản</div>"
        f"<div><b>{len(facets.issuers)}</b> cơ quan ban hành</div></div>"
    )
    drawn: dict[str, Callable[[], None]] = {_LIST: show_list}
    if may("editor"):
        drawn |= {_ADD: _add, _TODO: _todo, TAB: show_bin}
    if may("admin"):
        drawn[_STATE] = show_state
    tabs = st.tabs(list(drawn), key="phan", on_change="rerun", bind="query-params")
    for tab, draw in zip(tabs, drawn.values(), strict=True):
        if tab.open:
            with tab:
                draw()


def _add() -> None:
    running = ingest_job().state().running
    _choose_collection(running)
    left, right = st.columns(2, gap="large")
    with left, st.form("upload", clear_on_submit=True, border=False):
        files = st.file_uploader(
            "Tải tệp lên (chọn được nhiều tệp)", type=_KINDS, accept_multiple_files=True, disabled=running
        )
        if st.form_submit_button("Nạp các tệp đã chọn", type="primary", disabled=running):
            if files:
                with errors_shown():
                    _start([open_library().upload(file.name, file.getvalue()) for file in files])
            else:
                st.html(notice("Chưa chọn tệp nào.", "dc-warn"))
    if may("admin"):  # others bring what they have, not what lies on the server
        with right:
            _folder(running)
    _progress()


def _folder(running: bool) -> None:
    with st.form("folder", border=False):
        typed = st.text_input(
            "Hoặc nạp cả thư mục trên máy này",
            key="folder_path",
            placeholder="Đường dẫn thư mục hoặc tệp, ví dụ D:\\VanBan\\2025",
            disabled=running,
        )
        if st.form_submit_button("Nạp thư mục", type="primary", disabled=running):
            _start_folder(typed)
        st.html(
            '<p class="dc-muted">Mọi tệp trong thư mục và thư mục con đều được nạp; '
            "nạp lại chỉ đọc tệp mới hoặc đã đổi.</p>"
        )


def _start_folder(typed: str) -> None:
    path = Path(typed.strip().strip('"')).expanduser()
    if not typed.strip():
        st.html(notice("Chưa ghi đường dẫn.", "dc-warn"))
    elif not path.exists():
        st.error(as_markdown(f"Không có thư mục hoặc tệp “{path}” trên máy này; hãy kiểm tra lại đường dẫn."))
    else:
        _start([path.resolve()])


def _choose_collection(running: bool) -> None:
    """Let somebody who has signed in say where documents go, where there is a choice."""
    viewer = library().viewer
    if viewer is None:
        return
    names = sorted(open_library().open_collections())
    if viewer.unrestricted:  # for them nothing that is held already need move
        names = [_AS_IT_IS, *names]
    if len(names) > 1:
        st.selectbox("Bộ văn bản nhận các tệp này", names, key=_COLLECTION, disabled=running, width=420)


@dataclass(frozen=True, slots=True)
class _Into:
    """A library whose ingest goes into one collection."""

    library: Library
    collection: str | None

    def ingest(self, paths: Sequence[Path], *, on_progress: ProgressCallback | None = None) -> IngestReport:
        """Take the files into the collection."""
        return self.library.ingest(paths, on_progress=on_progress, collection=self.collection)


def _start(paths: Sequence[Path]) -> None:
    chosen = st.session_state.get(_COLLECTION)
    archive = open_library()
    with errors_shown():
        ingest_job().start(archive if chosen in (None, _AS_IT_IS) else _Into(archive, chosen), paths)
    st.rerun()


def _progress() -> None:
    """Show the running or last ingest; a running one is drawn anew every second until it ends."""
    if ingest_job().state().running:
        st.fragment(_running, run_every=1.0)()
    else:
        _ended(ingest_job().state())


def _running() -> None:
    state = ingest_job().state()
    if not state.running:
        st.rerun()
    last = state.steps[-1] if state.steps else None
    share = last.done / max(1, last.total) if last else 0.0
    text = (
        f"Đang nạp: {last.done} / {last.total} tệp"
        if last
        else "Đang đọc các tệp… (lần đầu lâu hơn vì phải mở mô hình)"
    )
    st.progress(min(1.0, share), text=text)
    st.html(_steps_html(state.steps))


def _ended(state: JobState) -> None:
    if state.fault is not None:
        ingest_job().clear()
        raise state.fault
    if state.error:
        st.error(as_markdown(state.error))
    if state.report is None:
        return
    st.html(_report_html(state.report))
    if state.steps:
        with st.expander(f"Từng tệp ({len(state.steps)})"):
            st.html(_steps_html(state.steps))
    if st.button("Ẩn kết quả nạp", key="hide_report"):
        ingest_job().clear()
        st.rerun()


def _steps_html(steps: Sequence[IngestProgress]) -> str:
    rows = []
    for step in reversed(steps[-_SHOWN_STEPS:]):
        css, label = _OUTCOMES[step.outcome]
        more = step.reason or (f"{count_vi(step.passages)} đoạn" if step.passages else "")
        rows.append(
            f'<tr><td class="dc-num">{step.done}</td><td><span class="dc-pill dc-{css}">{label}</span></td>'
            f'<td title="{escape(step.path)}">{escape(file_name(step.path))}</td><td>{escape(more)}</td></tr>'
        )
    hidden = len(steps) - _SHOWN_STEPS
    rest = notice(f"… và {count_vi(hidden)} tệp trước đó") if hidden > 0 else ""
    return f'<table class="dc-table"><tbody>{"".join(rows)}</tbody></table>{rest}' if rows else "<p></p>"


def _report_html(report: IngestReport) -> str:
    counts = (
        (report.added, "văn bản mới"),
        (report.updated, "cập nhật"),
        (report.unchanged, "không đổi"),
        (report.duplicates, "trùng"),
        (len(report.failed), "không nạp được"),
        (len(report.refused), "từ chối"),
    )
    figures = "".join(f"<div><b>{count_vi(count)}</b> {name}</div>" for count, name in counts if count)
    groups = (
        (report.failed, "Không nạp được", "Sửa theo lý do bên dưới rồi nạp lại; các tệp khác đã vào kho bình thường."),
        (report.refused, "Từ chối", "Tệp bị từ chối không được lưu lại chút nào trong kho."),
        (report.attention, "Đã nạp, cần xem lại", "Mở văn bản để kiểm tra trước khi dùng."),
    )
    lists = "".join(_problems_html(problems, name, advice) for problems, name, advice in groups if problems)
    return f'<h3>Kết quả nạp</h3><div class="dc-figures">{figures or "Không thấy tệp nào đọc được."}</div>{lists}'


def _problems_html(problems: Sequence[Problem], name: str, advice: str) -> str:
    rows = "".join(
        f'<tr><td title="{escape(p.path)}">{escape(file_name(p.path))}</td><td>{escape(p.reason)}</td></tr>'
        for p in problems
    )
    return (
        f'<h4>{name} ({len(problems)})</h4><p class="dc-muted">{advice}</p>'
        '<table class="dc-table"><thead><tr><th>Tệp</th><th>Lý do và cách xử lý</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _todo() -> None:
    with errors_shown():
        failures, attention = open_library().contents.failures(), open_library().contents.attention()
    if not failures and not attention:
        st.html(notice("Không có việc nào cần xử lý: mọi tệp đã nạp đều đọc được."))
        return
    groups = (
        (failures, "Chưa nạp được", "Sửa theo lý do bên dưới rồi nạp lại chính tệp đó."),
        (attention, "Đã nạp, cần xem lại", "Mở văn bản trong danh sách để kiểm tra trước khi dùng."),
    )
    st.html("".join(_problems_html(problems, name, advice) for problems, name, advice in groups if problems))
