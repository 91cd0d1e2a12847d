"""Lists to take away: the same list as an Excel file or as a Word file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from ui.common import open_library

if TYPE_CHECKING:
    from library import Library
    from library.lists import Form

_OFFICE = "application/vnd.openxmlformats-officedocument."
_FORMS: tuple[tuple[Form, str, str], ...] = (
    ("xlsx", "Excel", _OFFICE + "spreadsheetml.sheet"),
    ("docx", "Word", _OFFICE + "wordprocessingml.document"),
)


def show_taking(label: str, name: str, made: Callable[[Library, Form], bytes], key: str) -> None:
    """Draw the two ways to take a list away; `made` makes it, `name` is that of the file, without its ending."""
    archive = open_library()
    with st.container(horizontal=True, gap="small", key=key):
        for form, program, mime in _FORMS:
            st.download_button(
                f"{label} ({program})",
                partial(_made, archive, made, form),  # runs when pressed, outside of this session
                f"{name}.{form}",
                mime,
                key=f"{key}_{form}",
                on_click="ignore",
            )


def _made(archive: Library, made: Callable[[Library, Form], bytes], form: Form) -> bytes:
    """Make the file as whoever is at the page may see the archive when they press the button, not when it was drawn."""
    viewer = archive.viewer
    if viewer is not None:
        archive = archive.whole.as_viewer(archive.whole.people.viewer(viewer.name))
    return made(archive, form)
