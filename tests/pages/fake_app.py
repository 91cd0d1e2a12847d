"""Entry script of the browser tests: the real pages over the invented library that FAKE_LIBRARY names."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import streamlit as st  # noqa: E402

from tests import fake_library  # noqa: E402
from ui import common  # noqa: E402


@st.cache_resource(show_spinner=False)
def _library():
    return fake_library.LIBRARIES[os.environ["FAKE_LIBRARY"]]()


common.open_library = _library

from ui.pages import current_page  # noqa: E402

current_page().run()
