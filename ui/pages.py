"""The pages and their addresses."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import Page

from ui import (
    account_page,
    answer_page,
    archive_page,
    check_page,
    citations_page,
    document_page,
    draft_page,
    home_page,
    search_page,
    tasks_page,
)
from ui.render import notice

_log = logging.getLogger(__name__)


def current_page() -> Page:
    """Return the page that the address names; the frame draws the navigation itself, so that Back works."""
    return st.navigation(
        [
            st.Page(_told(home_page.show), title="Trang chủ", url_path="trang-chu", default=True),
            st.Page(_told(search_page.show), title="Tra cứu", url_path="tra-cuu"),
            st.Page(_told(answer_page.show), title="Hỏi đáp", url_path="hoi-dap"),
            st.Page(_told(tasks_page.show), title="Nhiệm vụ", url_path="nhiem-vu"),
            st.Page(_told(citations_page.show), title="Viện dẫn", url_path="vien-dan"),
            st.Page(_told(draft_page.show), title="Soạn thảo", url_path="soan-thao"),
            st.Page(_told(check_page.show), title="Kiểm tra viện dẫn", url_path="kiem-tra"),
            st.Page(_told(archive_page.show), title="Kho văn bản", url_path="kho"),
            st.Page(_told(account_page.show), title="Tài khoản", url_path="tai-khoan", visibility="hidden"),
            st.Page(_told(document_page.show), title="Văn bản", url_path="van-ban", visibility="hidden"),
        ],
        position="hidden",
    )


def _told(show: Callable[[], None]) -> Callable[[], None]:
    """Return a page that tells of a fault in itself in Vietnamese, with what to send on; the log keeps it too."""

    def page() -> None:
        try:
            show()
        except Exception as fault:  # the outermost place: nothing above could say it better
            _log.exception("page failed")
            st.html(
                notice(
                    "Trang này gặp lỗi ngoài dự kiến. Tải lại trang; nếu vẫn lỗi, gửi phần dưới đây cho người cài đặt.",
                    "dc-warn",
                )
            )
            st.code("".join(traceback.format_exception(fault)), language=None)

    return page
