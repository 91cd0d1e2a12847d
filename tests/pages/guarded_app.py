"""What app.py is, over an archive of a test: with the route of sessions, the headers, and secrets from GUARDED_SECRETS.

GUARDED_ARCHIVE names the folder of a real archive; without it the pages show the invented library.
"""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import streamlit as st  # noqa: E402

from library import Library  # noqa: E402
from settings import load_settings  # noqa: E402
from tests import fake_library  # noqa: E402
from tests.fakes import FakeEncoder  # noqa: E402
from ui import common  # noqa: E402
from ui.headers import middleware  # noqa: E402
from ui.sessions import routes  # noqa: E402


@st.cache_resource(show_spinner=False)
def _real():
    return Library.open(Path(os.environ["GUARDED_ARCHIVE"]), load_settings(), FakeEncoder())


@st.cache_resource(show_spinner=False)
def _fake():
    return fake_library.FakeLibrary()


if "GUARDED_ARCHIVE" in os.environ:
    common._shared_library = _real
else:
    common.open_library = _fake

from ui.pages import current_page  # noqa: E402 - the pages take open_library as it is now

if __name__ == "__main__":
    current_page().run()
else:
    secrets = json.loads(os.environ.get("GUARDED_SECRETS", "{}"))
    app = st.App(__file__, routes=routes(), middleware=middleware(), secrets=secrets)
