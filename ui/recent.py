"""The searches that led to a document, the last first; kept at the desk, so that they last beyond this session."""

from __future__ import annotations

import streamlit as st

from directives.errors import ArchiveUnreachable
from ui.common import errors_shown, library

_SHOWN = 8


def recent() -> tuple[str, ...]:
    """Return the searches that a page shows."""
    with errors_shown():
        return library().desk.recent()[:_SHOWN]


def note(asked: str) -> None:
    """Remember a search from which a document was opened: half-typed ones are none."""
    if st.session_state.get("noted") == asked:
        return
    desk = library().desk
    try:
        desk.note(asked)
    except ArchiveUnreachable:
        return  # where nothing can be written a document must still be read
    st.session_state["noted"] = asked


def forget() -> None:
    """Forget the searches."""
    with errors_shown():
        library().desk.forget()
    st.session_state.pop("noted", None)
