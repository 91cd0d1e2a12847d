"""Router of the Streamlit app: `streamlit run app.py` (or `danchieu app`)."""

from ui.pages import current_page

current_page().run()
