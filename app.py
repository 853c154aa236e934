"""The app: pages hung into one navigation."""

import streamlit as st

st.set_page_config(page_title="Pincite", page_icon="§")
st.navigation([st.Page("chains/ask_page.py", title="Ask", url_path="ask", default=True)]).run()
