"""The state of the archive on the page Kho văn bản: what the checks found, in plain words, and the backup."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from html import escape

import streamlit as st

from directives.models import Check, Diagnosis
from ui.common import errors_shown, library, open_library
from ui.render import date_vi, notice

# What a check is about, and what it means for whoever works with the archive where it fails.
_PLAIN = {
    "Cơ sở dữ liệu": ("Nơi lưu văn bản", "Tệp chính của kho đã hỏng: cần khôi phục từ bản sao lưu."),
    "Véc-tơ": ("Tìm theo ý nghĩa", "Một số đoạn chưa tìm được theo ý nghĩa."),
    "Viện dẫn": ("Liên kết viện dẫn", "Một số chỗ dẫn trỏ tới văn bản không còn trong kho."),
    "Nguồn": ("Tệp của văn bản", "Một số văn bản không còn ghi đọc từ tệp nào."),
    "Chỉ mục từ": ("Danh mục để tìm theo từ", "Có đoạn chưa tìm được theo từ, hoặc kết quả thừa."),
    "Chỉ mục nghĩa": ("Danh mục để tìm theo ý nghĩa", "Có đoạn chưa tìm được theo ý nghĩa, hoặc kết quả thừa."),
    "Tệp lưu trong kho": ("Tệp đã tải lên", "Văn bản vẫn tra cứu được, nhưng không mở được trang gốc của tệp đã mất."),
    "Tệp nguồn": ("Tệp chưa nạp được", ""),
}
_REPAIRED = "doctor --repair"  # remedies that name this are what the button does
_STALE = 14  # days after which a backup is called old


def show_state() -> None:
    """Draw the tab."""
    repair = st.button("Kiểm tra và sửa", key="repair")
    st.html(
        '<p class="dc-muted">Sửa là dựng lại phần tìm kiếm và liên kết từ chính các văn bản trong kho; '
        "văn bản giữ nguyên.</p>"
    )
    with errors_shown(), st.spinner("Đang kiểm tra kho…"):
        diagnosis = open_library().upkeep.doctor(repair=repair)
    st.html(diagnosis_html(diagnosis))
    _backup()


def diagnosis_html(diagnosis: Diagnosis) -> str:
    """Return the checks as a table: first whether all is well, then each with what to do."""
    head = "Kho ở trạng thái tốt." if diagnosis.ok else "Kho có điểm cần xử lý; xem cách làm ở từng dòng."
    return f'{notice(head)}<table class="dc-table"><tbody>{_rows(diagnosis.checks)}</tbody></table>'


def _rows(checks: Sequence[Check]) -> str:
    rows = []
    for check in checks:
        name, meaning = _PLAIN.get(check.name, (check.name, ""))
        pill = (
            f'<span class="dc-pill dc-{"held" if check.ok else "missing"}">{"Đạt" if check.ok else "Chưa đạt"}</span>'
        )
        told = "" if check.ok else f"<b>{escape(meaning)}</b> " if meaning else ""
        remedy = "" if check.ok or not check.remedy else f"<br><b>Cách xử lý:</b> {escape(_remedy(check.remedy))}"
        rows.append(f"<tr><td>{pill}</td><td>{escape(name)}</td><td>{told}{escape(check.message)}{remedy}</td></tr>")
    return "".join(rows)


def _remedy(remedy: str) -> str:
    return "Bấm “Kiểm tra và sửa” ở trên." if _REPAIRED in remedy else remedy


def _backup() -> None:
    with errors_shown():
        last = library().upkeep.last_backup()
    today = datetime.now(UTC).date()
    st.html(f"<h3>Sao lưu</h3>{notice(*last_backup_told(last, today))}")
    st.download_button(
        "Lập và tải bản sao lưu",
        data=library().upkeep.backup_file,
        file_name=f"kho-{today.isoformat()}.zip",
        mime="application/zip",
        on_click="ignore",
        key="backup",
    )
    st.html(
        '<p class="dc-muted">Một tệp .zip gồm văn bản, thùng rác, lựa chọn, dự thảo, tìm kiếm đã lưu, người dùng và '
        "tệp đã tải lên. Cất ở máy khác. Khôi phục bằng lệnh danchieu restore trên máy chủ.</p>"
    )


def last_backup_told(last: tuple[str, str] | None, today: date) -> tuple[str, str]:
    """Return what is said of the last backup written on this machine, and the class of the remark."""
    if last is None:
        return "Chưa có bản sao lưu nào được ghi trên máy này.", "dc-warn"
    path, made = last
    days = (today - datetime.fromisoformat(made).date()).days
    return f"Bản sao lưu gần nhất: {date_vi(made[:10])}, tại {path}.", "dc-warn" if days > _STALE else ""
