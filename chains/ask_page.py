"""The Ask page, in its first and smallest form."""

import html

import streamlit as st

from chains.answer import Settings, open_chain
from chains.models import Question
from corpus.errors import PinciteError

st.title("Pincite")
st.write("Legal information, not advice. Your question stays on this machine and is not stored. Charged or under investigation? Ask your defense lawyer before you type what happened.")
asked = st.chat_input("Ask about suing a city for bad training")
if asked:
    try:
        answer = st.cache_resource(lambda: open_chain(Settings()))().invoke(Question(asked))
    except PinciteError as error:
        st.warning(str(error))
        st.stop()
    for notice in answer.notices:
        st.html(f"<p><b>{html.escape(notice)}</b></p>")
    for claim in answer.claims:
        cites = "; ".join(f"{c.authority}, {c.citation or 'guidance'}{', ' + c.pin if c.pin else ''}" for c in claim.citations)
        st.html(f"<p>{html.escape(claim.text)}<br><small>{html.escape(cites)}</small></p>")
