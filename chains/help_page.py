"""Find help: the kinds of places where a person can help, and how to find each."""

from __future__ import annotations

from html import escape

import streamlit as st

from chains.page import calm, choose_state
from chains.render import safe
from corpus.states import State, open_states

INTRO = """<h1>Find a person who can help</h1>
<div class="pc-before"><p><strong>In danger now?</strong> Call <a href="tel:911">911</a>.
<strong>Thinking of ending your life, or afraid that you might hurt someone?</strong> Call or text <a href="tel:988">988</a>, at any hour.</p></div>
<p>Bring a one-page timeline, your papers, and the names of witnesses. Ask first: what are my deadlines?</p>"""

PLACES: tuple[tuple[str, str, str], ...] = (
    ("If you are charged with a crime: your defense lawyer or the public defender",
     "Speak with them before anyone else about what happened. A public defender handles the criminal case only, "
     "so look early for a separate lawyer for the lawsuit.",
     "At your first court date, ask the judge for a lawyer if you cannot pay. Or ask the clerk of the criminal court for the public defender's office."),
    ("Civil rights lawyers",
     "Some take a case against a city without payment in advance, because a court may order the losing side to pay the fee "
     "(42 U.S.C. § 1988(b)). Ask how many such cases they have handled, who pays the costs, and what your deadlines are.",
     "Ask your state bar's lawyer referral service for “civil rights, police misconduct”. "
     "The National Police Accountability Project lists lawyers who do this work."),
    ("Your state bar's lawyer referral service",
     "Gives you the name of a lawyer for a first talk, often for a small fixed fee.",
     "Search for the name of your state with “bar association lawyer referral”. Use the bar's own site."),
    ("Legal aid",
     "Free for people with little money. Many offices do not sue cities for money, but can help with papers, benefits, housing, or tell you who does.",
     "The Legal Services Corporation and LawHelp both have a finder by state."),
    ("The federal court's help for people without a lawyer",
     "Clerks give out forms and explain steps; they cannot give legal advice. Some courts have a help desk or clinic, often called “pro se”.",
     "Find your federal district court by the Federal Court Finder of the United States Courts; look for “representing yourself” or “pro se”."),
    ("Law school clinics",
     "Students work on real cases under a professor. Places are few, so ask early.",
     "Search for the law schools in your state with “civil rights clinic”."),
    ("Law libraries",
     "Librarians show you statutes, deadlines and forms, and how to check whether a case is still good law. Many are open to everyone.",
     "Ask for the county law library, the state law library, or the library of a public law school."),
    ("Disability rights",
     "Each state has a protection and advocacy agency for people with disabilities, jails and hospitals included.",
     "The National Disability Rights Network lists them by state."),
)  # fmt: skip
WARY = """<p class="pc-quiet">Be wary of anyone who promises a result or a sum. A lawyer acts for you only once you both agreed in writing.
A short talk with a lawyer does not stop the time limit.
<a href="/library?source=finding-help" target="_blank">More on finding help, with sources</a></p>"""


NAMED = {0: "defender", 2: "bar", 3: "legal_aid", 7: "disability"}
"""Which kind of place a state's row has a name for."""


def place(number: int, row: State | None) -> str:
    """One kind of place: what it does, its name in the reader's state where we hold one, and how to find it."""
    name, what, how = PLACES[number]
    held = getattr(row.help, NAMED[number]) if row and number in NAMED else ""
    sure = "" if row and row.help.confidence == "sure" else " (check the name first)"
    there = f"<p><strong>In {escape(row.spoken)}:</strong> {escape(held)}{sure}.</p>" if row and held else ""
    return f"<section><h2>{escape(name)}</h2><p>{escape(what)}</p>{there}<p><strong>How to find one:</strong> {escape(how)}</p></section>"


def page() -> None:
    """Kinds of places, what each can do, and how to find one, with their names in the state that was chosen."""
    st.html(INTRO)
    with st.container(width=390):
        state = choose_state()
    with calm():
        row = open_states().get(state) if state else None
        places = "".join(place(number, row) for number in range(len(PLACES)))
        st.html(safe(f'<article class="pc-sheet pc-help">{places}</article>'))
    st.html(WARY)


page()
