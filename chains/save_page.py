"""What to save tonight: a checklist to print, which needs no question."""

from __future__ import annotations

from html import escape

import streamlit as st

from chains.letters import AGENCIES, copies_letter, keep_letter
from chains.models import library_url
from chains.page import calm, choose_state, opened, print_button
from chains.render import safe
from chains.state_sheet import SIGNING
from corpus.errors import PinciteError
from corpus.states import open_states

INTRO = """<h1>What to save tonight</h1>
<div class="pc-before"><p><strong>In danger or hurt now?</strong> Call <a href="tel:911">911</a>.
<strong>Thinking of ending your life?</strong> Call or text <a href="tel:988">988</a>, at any hour.</p>
<p><strong>Charged, or might be?</strong> Talk to your defense lawyer first, and give what you write or record to that lawyer only.</p></div>
<p>You can do most of this list at home, tonight. It needs no question and stores nothing.</p>"""

Item = tuple[str, str, str]  # what to do, and the library section (source id, heading) that says why

_STEPS, _VIDEO, _NOTICE, _TIME = "in-danger-now-and-first-steps", "evidence-video-and-records", "notice-of-claim", "time-limits"
_HURT, _SAVE, _CHARGED, _SIGN = (
    "I am hurt or in danger right now. What should I do first?", "What should I save tonight?",
    "I have been charged with a crime. What comes first?", "They want me to sign something. Should I?",
)  # fmt: skip
_GET, _STATE, _LIMIT = (
    "How do I save and get body-camera video and other evidence?", "Do I need a notice of claim for state-law claims?",
    "How long do I have to sue a city under § 1983?",
)  # fmt: skip
LIST: tuple[tuple[str, tuple[Item, ...]], ...] = (
    ("Your body", (
        ("See a doctor or nurse now, even if it seems small. Say every place that hurts, and ask that it be written down.", _STEPS, _HURT),
        ("Have someone photograph every injury, from near and from farther away. Again each day while the marks change. Keep the dates.", _STEPS, _HURT),
        ("Ask for your full medical records, and keep bills, discharge papers and prescriptions.", _VIDEO, _GET),
    )),
    ("Video and things", (
        ("Keep the original of every video and photo where it was made. Make two copies. Do not trim, filter or rename the original.", _STEPS, _SAVE),
        ("Put the clothes and shoes in a paper bag, unwashed. Keep broken things as they are.", _STEPS, _SAVE),
        ("Write down where cameras are: doorbells, shops, buses, traffic lights. Ask the owners to keep the recording.", _VIDEO, _GET),
        ("Send the letter below, so that the city keeps body-camera and other video. Keep proof that it arrived.", _STEPS, _SAVE),
        ("Delete nothing: no photo, message, call list or post, even one that you do not like.", _STEPS, _SAVE),
    )),
    ("People and words", (
        ("Write down names and phone numbers of everyone who saw or filmed it, and badge and car numbers.", _STEPS, _SAVE),
        ("Charged, or might be? Ask your defense lawyer before you write anything down.", _STEPS, _CHARGED),
        ("If no charge is open or likely: write down what happened, in order, with times. Show it only to your lawyer.", _STEPS, _SAVE),
        ("Post nothing about it, and ask family and friends not to.", _STEPS, _SAVE),
        ("Keep every paper: tickets, charge sheets, property slips, letters, complaint numbers.", _STEPS, _SAVE),
    )),
    ("Deadlines and signatures", (
        ("Find out your state's deadline for a notice of claim. It can be very short, and claims under state law can be lost without it.", _NOTICE, _STATE),
        ("Find out your state's time limit for the lawsuit itself, and write the last day on your calendar with a month to spare.", _TIME, _LIMIT),
        ("Sign no release and cash no check from the city or its insurer before a lawyer has read what comes with it.", _STEPS, _SIGN),
    )),
)  # fmt: skip


def why(source_id: str, heading: str) -> str:
    """A link to the library section that says why; to the whole source where no index is open."""
    passage = None
    try:
        index = opened().index
        section = next((s for s in index.library.sources[source_id].sections if s.heading == heading), None)
        passage = index.section_passages[section.id].id if section else None
    except (PinciteError, KeyError):
        pass  # the list must be there even where the library is not
    return f'<a href="{escape(library_url(source_id, passage))}" target="_blank" aria-label="Why, and what it rests on">Why?</a>'


def sheet(agency: str) -> str:
    """The checklist and the letter as one printable sheet."""
    html = ""
    for title, items in LIST:
        rows = "".join(f'<li>{escape(words)}<span class="pc-why pc-screen">{why(source, heading)}</span></li>' for words, source, heading in items)
        html += f'<section><h2>{title}</h2><ul class="pc-list">{rows}</ul></section>'
    caution = '<p class="pc-quiet pc-screen">If you are charged or might be, let your defense lawyer send it.</p>'
    letter = f'<h2>A letter that asks for records to be kept</h2>{caution}<div class="pc-letter">{escape(keep_letter(agency))}</div>'
    return safe(f'<article class="pc-sheet">{html}<section class="pc-paper">{letter}</section></article>')


def page() -> None:
    """The sheet, then the ways to take it along."""
    st.html(INTRO + SIGNING)
    with st.container(width=780):
        left, right = st.columns(2)
        with left:
            state = choose_state()
        with right:
            agency = st.selectbox("Whose officers were they?", list(AGENCIES), key="agency", persist_state="session")
    print_button()
    with calm():
        st.html(sheet(agency))
        row = open_states().get(state) if state else None
        st.download_button("Save this letter as a text file", keep_letter(agency) + "\n", "keep-the-records.txt", on_click="ignore")
        with st.expander("A second letter, for later: ask for copies"):
            copies = copies_letter(agency, row)
            st.code(copies, language=None, wrap_lines=True)
            st.download_button("Save the second letter", copies + "\n", "send-me-copies.txt", on_click="ignore")
    st.page_link("chains/state_page.py", label="Your state's deadlines, with a date counted for you")


page()
