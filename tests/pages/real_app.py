"""Entry script of the story test: the real pages over a real archive, with an encoder that needs no model."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import streamlit as st  # noqa: E402

from library import Library  # noqa: E402
from settings import Settings  # noqa: E402
from tests.fakes import FakeEncoder  # noqa: E402
from ui import common  # noqa: E402


@st.cache_resource(show_spinner=False)
def _library():
    folder = Path(os.environ["STORY_ARCHIVE"])
    return Library.open(folder, Settings(library=folder, jobs=1), FakeEncoder())


common.open_library = _library

from ui.pages import current_page  # noqa: E402

current_page().run()
