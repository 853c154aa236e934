"""The app: pages hung into one navigation."""

import streamlit as st

from chains.page import look

st.set_page_config(page_title="Pincite: can a city be sued for bad training?", page_icon="§", layout="wide")
look()
st.navigation(
    {
        "": [
            st.Page("chains/ask_page.py", title="Ask", url_path="ask", default=True),
            st.Page("chains/library_page.py", title="Library", url_path="library"),
            st.Page("chains/audit_page.py", title="Check a draft", url_path="audit"),
            st.Page("chains/state_page.py", title="Your state", url_path="state"),
            st.Page("chains/save_page.py", title="What to save tonight", url_path="save"),
            st.Page("chains/help_page.py", title="Find help", url_path="help"),
        ],
        "For staff": [st.Page("eval/results_page.py", title="How good are the answers?", url_path="results")],
    },
    position="top",
).run()
