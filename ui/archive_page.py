"""The page Kho văn bản: what is held, taking files in, removing, what is missing, and the state of the archive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from directives.errors import DanChieuError
from directives.models import Diagnosis, DocumentCard, IngestProgress, IngestReport, MissingDocument, Problem
from directives.text import fold
from ui.common import choices, errors_shown, frame, ingest_job, library, open_library
from ui.jobs import JobState
from ui.render import anchor, as_markdown, count_vi, date_vi, document_link, file_name, notice, sentence_case, short_name

_KINDS = ["txt", "md", "html", "htm", "docx", "doc", "rtf", "odt", "pdf", "xlsx", "xls", "pptx", "ppt"]
_LIST, _ADD, _MISSING, _STATE = "Danh sách", "Nạp văn bản", "Cần bổ sung", "Tình trạng kho"
_OUTCOMES = {
    "added": ("held", "Đã nạp"),
    "updated": ("held", "Đã cập nhật"),
    "unchanged": ("blank", "Không đổi"),
    "duplicate": ("known", "Trùng văn bản đã có"),
    "failed": ("missing", "Không nạp được"),
    "refused": ("missing", "Từ chối"),
}
_SHOWN_STEPS = 200


def show() -> None:
    """Draw the page."""
    frame("Kho văn bản")
    library()
    with errors_shown():
        facets = open_library().facets()
    st.html(
        f'<div class="dc-figures"><div><b>{count_vi(facets.documents)}</b> văn bản</div>'
        f"<div><b>{count_vi(facets.passages)}</b> đoạn tra cứu</div><div><b>{len(facets.types)}</b> loại văn bản</div>"
        f"<div><b>{len(facets.issuers)}</b> cơ quan ban hành</div></div>"
    )
    tabs = st.tabs([_LIST, _ADD, _MISSING, _STATE], key="phan", on_change="rerun", bind="query-params")
    for tab, draw in zip(tabs, (_list, _add, _missing, _state), strict=True):
        if tab.open:
            with tab:
                draw()


def _list() -> None:
    cards = list(choices().cards.values())
    if not cards:
        st.html(notice("Kho chưa có văn bản nào. Mở thẻ Nạp văn bản để đưa tệp hoặc thư mục vào kho."))
        return
    typed = st.text_input(
        "Lọc danh sách",
        key="loc",
        type="search",
        live=True,
        placeholder="Lọc theo số, loại, trích yếu, cơ quan, năm hoặc tên tệp",
        label_visibility="collapsed",
    )
    kept = [card for card in cards if _matches(card, typed)]
    st.html(f'<div class="dc-count">{count_vi(len(kept))} / {count_vi(len(cards))} văn bản</div>')
    chosen = _table(kept)
    _actions(chosen)


def _matches(card: DocumentCard, typed: str) -> bool:
    fields = (card.number, card.type, card.title, card.issuer, date_vi(card.date), file_name(card.source))
    words = fold(" ".join(field for field in fields if field))
    return all(word in words for word in fold(typed).split())


def _table(cards: Sequence[DocumentCard]) -> list[DocumentCard]:
    event = st.dataframe(
        {
            "Số, ký hiệu": [card.number or "" for card in cards],
            "Loại": [sentence_case(card.type) for card in cards],
            "Ngày": [card.date or "" for card in cards],
            "Cơ quan ban hành": [card.issuer or "" for card in cards],
            "Trích yếu": [card.title or "" for card in cards],
            "Tệp": [file_name(card.source) for card in cards],
        },
        key="table",
        hide_index=True,
        height=min(560, 38 + 35 * max(3, len(cards))),
        on_select="rerun",
        selection_mode="multi-row",
        column_config={
            "Số, ký hiệu": st.column_config.TextColumn(width=170),
            "Loại": st.column_config.TextColumn(width=110),
            "Ngày": st.column_config.TextColumn(width=95, help="Năm-tháng-ngày"),
            "Cơ quan ban hành": st.column_config.TextColumn(width=230),
            "Trích yếu": st.column_config.TextColumn(width=520),
        },
    )
    return [cards[row] for row in event.selection.rows if row < len(cards)]


def _actions(chosen: list[DocumentCard]) -> None:
    if not chosen:
        st.html(notice("Đánh dấu một dòng ở cột đầu để mở hoặc xóa văn bản. Bấm tên cột để sắp xếp."))
        return
    links = "".join(
        anchor(document_link(card.id), f"Mở {short_name(card)}", "dc-act dc-main") for card in chosen[:5]
    )
    st.html(f'<div class="dc-acts">{links}</div>')
    if st.button(f"Xóa {len(chosen)} văn bản khỏi kho…", key="remove"):
        _confirm(chosen)


@st.dialog("Xóa khỏi kho")
def _confirm(chosen: list[DocumentCard]) -> None:
    names = "".join(f"<li>{escape(short_name(card))}</li>" for card in chosen)
    st.html(
        f"<p>Các văn bản sau sẽ không còn trong kho và không tra được nữa:</p><ul>{names}</ul>"
        "<p>Tệp gốc của bạn trên máy vẫn được giữ nguyên.</p>"
    )
    yes, no = st.columns(2)
    if yes.button("Xóa", type="primary", key="remove_yes", width="stretch"):
        with errors_shown():
            for card in chosen:
                open_library().remove(card.id)
        st.toast(f"Đã xóa {len(chosen)} văn bản.")
        st.rerun()
    if no.button("Giữ lại", key="remove_no", width="stretch"):
        st.rerun()


def _add() -> None:
    running = ingest_job().state().running
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
    with right, st.form("folder", border=False):
        typed = st.text_input(
            "Hoặc nạp cả thư mục trên máy này",
            key="folder_path",
            placeholder="Đường dẫn thư mục hoặc tệp, ví dụ D:\\VanBan\\2025",
            help="Mọi tệp trong thư mục và các thư mục con đều được nạp; nạp lại chỉ đọc những tệp mới hoặc đã đổi.",
            disabled=running,
        )
        if st.form_submit_button("Nạp thư mục", type="primary", disabled=running):
            _start_folder(typed)
    _progress()


def _start_folder(typed: str) -> None:
    path = Path(typed.strip().strip('"')).expanduser()
    if not typed.strip():
        st.html(notice("Chưa ghi đường dẫn.", "dc-warn"))
    elif not path.exists():
        st.error(as_markdown(f"Không có thư mục hoặc tệp “{path}” trên máy này; hãy kiểm tra lại đường dẫn."))
    else:
        _start([path.resolve()])


def _start(paths: Sequence[Path]) -> None:
    with errors_shown():
        ingest_job().start(open_library(), paths)
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
    text = f"Đang nạp: {last.done} / {last.total} tệp" if last else "Đang đọc các tệp…"
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
        f'<table class="dc-table"><thead><tr><th>Tệp</th><th>Lý do và cách xử lý</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _missing() -> None:
    with errors_shown():
        missing = open_library().missing(n=200)
    st.html(
        '<p class="dc-muted">Các văn bản được văn bản trong kho dẫn đến nhưng chưa có trong kho, nhiều lượt dẫn đứng trước. '
        "Nạp thêm chúng thì chỗ dẫn sẽ tự nối.</p>" + _missing_html(missing.missing, "Chưa thiếu văn bản nào.")
    )
    if missing.ambiguous:
        st.html("<h3>Trùng số</h3>" + _missing_html(missing.ambiguous, ""))


def _missing_html(documents: Sequence[MissingDocument], empty: str) -> str:
    if not documents:
        return notice(empty)
    rows = []
    for entry in documents:
        name = " · ".join(p for p in (sentence_case(entry.type), date_vi(entry.date), entry.issuer or "") if p)
        citing = " ".join(anchor(document_link(d), str(i)) for i, d in enumerate(entry.cited_by[:8], 1))
        held = " ".join(anchor(document_link(d), f"bản {i}") for i, d in enumerate(entry.candidates, 1))
        rows.append(
            f'<tr><td class="dc-number">{escape(entry.number)}</td><td>{escape(name)}<br>'
            f'<span class="dc-muted">{escape(entry.title or "")}</span></td>'
            f'<td class="dc-num">{entry.count}</td><td>{citing}{" · Trong kho: " + held if held else ""}</td></tr>'
        )
    return (
        '<table class="dc-table"><thead><tr><th>Số, ký hiệu</th><th>Thông tin đã biết</th><th>Lượt dẫn</th>'
        f'<th>Văn bản dẫn</th></tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _state() -> None:
    repair = st.button("Kiểm tra và sửa", key="repair", help="Dựng lại các chỉ mục bị lệch; không đụng đến văn bản.")
    with errors_shown(), st.spinner("Đang kiểm tra kho…"):
        diagnosis = open_library().doctor(repair=repair)
    st.html(_diagnosis_html(diagnosis))


def _diagnosis_html(diagnosis: Diagnosis) -> str:
    head = "Kho ở trạng thái tốt." if diagnosis.ok else "Kho có điểm cần xử lý; xem cách làm ở từng dòng."
    rows = "".join(
        f'<tr><td><span class="dc-pill dc-{"held" if check.ok else "missing"}">{"Đạt" if check.ok else "Chưa đạt"}</span></td>'
        f"<td>{escape(check.name)}</td><td>{escape(check.message)}"
        f"{'' if check.ok or not check.remedy else '<br><b>Cách xử lý:</b> ' + escape(check.remedy)}</td></tr>"
        for check in diagnosis.checks
    )
    return f'{notice(head)}<table class="dc-table"><tbody>{rows}</tbody></table>'
