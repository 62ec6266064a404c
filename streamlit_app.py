"""The screen: four views of what the package says. Start it with ``python -m streamlit run
streamlit_app.py``.
"""

from pathlib import Path

import streamlit as st

SCREEN = Path("cin_narrative") / "screen"

st.set_page_config(
    page_title="CIN Narrative",
    layout="centered",
    menu_items={"Get help": None, "Report a bug": None, "About": None},
)
st.html(Path(__file__).parent / SCREEN / "page.css")
st.navigation(
    [
        st.Page(SCREEN / "summary_page.py", title="Summary", url_path="summary", default=True),
        st.Page(SCREEN / "ask" / "ask_page.py", title="Ask", url_path="ask"),
        st.Page(SCREEN / "drafts" / "draft_page.py", title="Drafts", url_path="drafts"),
        st.Page(SCREEN / "indicators_page.py", title="Indicators", url_path="indicators"),
    ],
    position="top",
).run()
