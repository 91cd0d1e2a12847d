"""The pages and their addresses."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import Page

from ui import archive_page, document_page, search_page, tasks_page


def current_page() -> Page:
    """Return the page that the address names; the frame draws the navigation itself, so that Back works."""
    return st.navigation(
        [
            st.Page(search_page.show, title="Tra cứu", url_path="tra-cuu", default=True),
            st.Page(tasks_page.show, title="Nhiệm vụ", url_path="nhiem-vu"),
            st.Page(archive_page.show, title="Kho văn bản", url_path="kho"),
            st.Page(document_page.show, title="Văn bản", url_path="van-ban", visibility="hidden"),
        ],
        position="hidden",
    )
