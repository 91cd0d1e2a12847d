"""Entry script of the tests of Soạn thảo: the real pages over the invented library with drafts."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import streamlit as st  # noqa: E402

from tests.fake_drafts import DraftingLibrary  # noqa: E402
from ui import common  # noqa: E402


@st.cache_resource(show_spinner=False)
def _library():
    return DraftingLibrary()


common.open_library = _library

from ui.pages import current_page  # noqa: E402

current_page().run()
