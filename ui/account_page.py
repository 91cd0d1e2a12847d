"""The page Tài khoản: who has signed in, what they may do and read, the way out."""

from __future__ import annotations

from html import escape

import streamlit as st

from directives.text import capitalized
from ui import login
from ui.common import frame, library
from ui.render import notice

_MAY = {
    "reader": "tra cứu, hỏi, kiểm tra, soạn và giữ dự thảo của mình",
    "editor": "như người đọc; thêm nạp, gỡ, khôi phục văn bản, chọn văn bản trùng số",
    "admin": "mọi việc; thêm người dùng, bộ văn bản, nhật ký, sao lưu, xóa hẳn",
}


def show() -> None:
    """Draw the page."""
    frame("Tài khoản")
    archive = library()
    viewer = archive.viewer
    if viewer is None:
        st.html(notice("Kho này không đặt đăng nhập: ai ngồi ở máy này thì dùng được mọi việc."))
        return
    from library.access import ROLE_NAMES  # only now: the pages before sign-in do without the library's weight

    read = "mọi văn bản" if viewer.unrestricted else ", ".join(sorted(viewer.collections)) or "chưa bộ nào"
    rows = (
        ("Tên người dùng", viewer.name),
        ("Vai trò", f"{capitalized(ROLE_NAMES[viewer.role])}: {_MAY[viewer.role]}"),
        ("Bộ văn bản đọc được", read),
        ("Phiên", f"tự kết thúc sau {archive.settings.session_hours} giờ không dùng"),
    )
    facts = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    st.html(f'<h1>Tài khoản</h1><dl class="dc-account">{facts}</dl>')
    st.button("Đăng xuất", key="sign_out", type="primary", on_click=login.sign_out, args=(archive,))
    st.html(
        '<p class="dc-muted">Trên máy dùng chung, hãy đăng xuất khi xong việc. Đổi mật khẩu: nhờ người quản trị.</p>'
    )
