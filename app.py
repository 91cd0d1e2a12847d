"""The Streamlit app: `streamlit run app.py` (or `danchieu app`).

Streamlit imports this file for its server, and runs it as a script for every page.
"""

import streamlit as st

from ui.headers import middleware
from ui.pages import current_page
from ui.sessions import routes

if __name__ == "__main__":
    current_page().run()
else:
    app = st.App(__file__, routes=routes(), middleware=middleware())
