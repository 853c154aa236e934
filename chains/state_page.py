"""Your state: the deadlines, the records law, the court and the people of one state, with a date counted from a day that is not kept."""

from __future__ import annotations

from datetime import date

import streamlit as st

from chains.page import calm, choose_state, print_button
from chains.state_sheet import SIGNING, state_html
from corpus.courts import STATES
from corpus.states import open_states

INTRO = """<h1>Your state: deadlines first</h1>
<p>Three clocks can run at once, and meeting one does not meet the others. Choose your state. Give the day it happened, if you like:
it is used for counting on this screen and kept nowhere.</p>"""
EARLIEST = date(1950, 1, 1)


def page() -> None:
    """The state, the day, the three clocks, then the rest of the row."""
    st.html(INTRO)
    with st.container(width=780):
        left, right = st.columns(2)
        with left:
            state = choose_state()
        with right:
            day = st.date_input("The day it happened (optional)", value=None, min_value=EARLIEST, max_value="today", format="MM/DD/YYYY", key="day")
    with calm():
        row = open_states().get(state) if state else None
        if state and row is None:
            st.html(f'<p class="pc-notice pc-plain">Our table has no row for {STATES[state]} yet. What follows holds everywhere.</p>')
        st.html(state_html(row, day, date.today()))
    st.html(SIGNING)
    print_button()
    st.page_link("chains/save_page.py", label="What to save tonight: a checklist and a letter")
    st.page_link("chains/help_page.py", label="Find a person who can help")


page()
