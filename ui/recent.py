"""The searches of this session that led to a document, the last first."""

from __future__ import annotations

import streamlit as st

_KEPT = 8


def recent() -> tuple[str, ...]:
    """Return the searches."""
    return tuple(st.session_state.get("recent", ()))


def note(asked: str) -> None:
    """Remember a search from which a document was opened: half-typed ones are none."""
    st.session_state["recent"] = (asked, *(kept for kept in recent() if kept != asked))[:_KEPT]
