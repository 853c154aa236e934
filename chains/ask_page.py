"""Ask: a conversation in which every sentence shows its source. It lives in this browser tab only.

The box stands above the answers and the newest answer comes first, so that the short answer is on the first screen
without any scrolling.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from chains.local import ASK_STATE
from chains.model_asked import SEND, STAY, before_sending, where_it_goes
from chains.model_settings import Model, told
from chains.models import Answer, Question
from chains.page import NO_MODEL, Opened, calm, choose_state, model_set, opened, plain_label, print_button, with_model
from chains.plain import answer_text, report_text, sentences
from chains.render import answer_html, safe
from chains.state_sheet import clocks_html
from chains.steps import Steps
from corpus.courts import STATES, circuit_name, circuit_of
from corpus.states import open_states

READABLE = 780  # pixels: lines longer than this tire the eye
EXAMPLES = (
    "Can I sue the city because its officers were never trained?",
    "An officer knelt on my neck while I was handcuffed. Can I sue the city?",
    "How long do I have to sue the city?",
    "It happened only once. Do I need to show earlier cases?",
)
INTRO = """<div class="pc-intro"><h1>Was a city's bad training behind what happened to you?</h1>
<p>Ask in your own words. You get a short answer, and every sentence shows the page of law that it rests on.</p></div>"""
BEFORE = """<div class="pc-before">
<p><strong>Charged or under investigation?</strong> Don't type what happened. Ask your defense lawyer first.</p>
<p>This is legal information, not legal advice.</p>
<p>{goes}</p></div>"""
BEFORE_AGAIN = """<p class="pc-quiet">Information, not advice. {goes}
<strong>Charged? Don't type what happened; ask your defense lawyer.</strong></p>"""
GOES_AGAIN = "Only this page's machine sees what you type; nothing is stored."
NO_STATE = "It decides which deadlines and which court's decisions are yours; those come first. You can leave it open."


@dataclass(frozen=True)
class Turn:
    """One question of the conversation with its answer."""

    question: Question
    answer: Answer


def turns() -> list[Turn]:
    """The conversation, oldest first; it dies with the browser tab."""
    held: list[Turn] = st.session_state.setdefault("turns", [])
    return held


def ask(text: str, state: str | None) -> None:
    """One more turn; earlier questions go along, so that a follow-up is understood."""
    question = Question(text, tuple(t.question.text for t in turns()), state=state)
    turns().append(Turn(question, _asking_once(answered(question))))


def answered(question: Question) -> Answer:
    """The answer; with a language model its steps are told while it works, and nothing of what it writes before it is checked."""
    model, trouble = model_set()
    if model and sends(model):
        if chain := with_model(model):
            with st.status("Working on your answer …") as status:
                return chain.invoke(question, {"callbacks": [Steps(status.write)]})
        trouble = NO_MODEL
    own = opened().chain.invoke(question)
    return replace(own, notices=(*own.notices, trouble)) if trouble else own


def sends(model: Model) -> bool | None:
    """Whether questions of this conversation go to the model: always where it runs on this machine; None where the reader has yet to choose."""
    return True if model.local else st.session_state.get("may_send")


def choose(*, send: bool) -> None:
    st.session_state["may_send"] = send


def start_over() -> None:
    """A new conversation, for which is asked anew."""
    turns().clear()
    for key in ("may_send", "waiting"):
        st.session_state.pop(key, None)


def wait_for_choice(model: Model, question: str) -> None:
    """The question is held back until its writer has chosen where it may go."""
    st.html(before_sending(model, question))
    st.button(SEND, on_click=choose, kwargs={"send": True}, key="send")
    st.button(STAY, on_click=choose, kwargs={"send": False}, key="stay")


def _asking_once(answer: Answer) -> Answer:
    """An answer that does not ask for the state where an earlier one did."""
    asked = any(ASK_STATE in t.answer.notices for t in turns())
    return replace(answer, notices=tuple(n for n in answer.notices if n != ASK_STATE)) if asked else answer


def again(state: str | None) -> None:
    """The newest question asked once more, when the reader has chosen another state."""
    before, newest = turns()[:-1], turns()[-1]
    question = Question(newest.question.text, newest.question.history, state=state)
    st.session_state["turns"] = [*before, Turn(question, answered(question))]


def place(*, begun: bool) -> str | None:
    """The reader's state; folded away when the conversation has begun."""
    state = st.session_state.get("state")
    with st.popover(f"Your state: {STATES[state] if state else 'not chosen'}") if begun else st.container(width=READABLE // 2):
        state = choose_state()
        st.html(f'<p class="pc-quiet">{escape(state_told(state))}</p>')
    return state


def state_told(state: str | None) -> str:
    """What the chosen state changes, in words."""
    if not (state and (circuit := circuit_of(state))):
        return NO_STATE
    return f"{STATES[state]} is in the {circuit_name(circuit)}: decisions of its court of appeals bind the federal courts there, and binding ones come first."


def clocks(state: str) -> None:
    """The three clocks of the chosen state, before the first question."""
    with calm():
        st.html(clocks_html(open_states().get(state)))
    st.page_link("chains/state_page.py", label=f"{STATES[state]}: count a date, records, courts, people who can help")


def examples() -> str | None:
    """Four questions to start with; gives the one that was pressed."""
    st.html('<p class="pc-quiet">Or start with one of these:</p>')
    columns = st.columns(2)
    pressed = [q for i, q in enumerate(EXAMPLES) if columns[i % 2].button(q, key=f"example-{i}", width="stretch")]
    return pressed[0] if pressed else None


def show(turn: Turn, number: int, open_: Opened) -> None:
    """One question and its answer, with what can be done with it."""
    library = open_.index.library
    st.html(safe(f'<p class="pc-asked">{escape(turn.question.text[:1500])}</p>'))
    st.html(answer_html(turn.answer, library, turn=f"t{number}"))
    if words := told(turn.answer.trace):
        st.html(safe(f'<p class="pc-quiet">{escape(words)}</p>'))
    with st.expander("Copy, save or print this answer"):
        text = answer_text(turn.answer, library)
        st.code(text, language=None, wrap_lines=True, height=260)
        st.download_button("Save as a text file", text, "pincite-answer.txt", key=f"save-{number}", on_click="ignore")
        print_button()
    if turn.answer.claims:
        with st.expander("Report this sentence"):
            report(turn.answer, number, open_)


def report(answer: Answer, number: int, open_: Opened) -> None:
    """A report about one sentence, for the reader to copy; nothing is sent."""
    told = {n: f"{n}. {claim.text}" for n, _, claim in sentences(answer)}
    chosen = st.selectbox("Which sentence is wrong or hard to understand?", list(told), format_func=told.__getitem__, key=f"report-{number}")
    with_question = st.checkbox("Include my question in the report", key=f"report-question-{number}")
    st.code(report_text(answer, chosen, open_.index.library, with_question=with_question), language=None, wrap_lines=True)
    st.html('<p class="pc-quiet">Nothing is sent from here. Copy the report and give it to whoever runs this page.</p>')


def conversation() -> None:
    """The newest answer open, the earlier ones folded beneath it."""
    newest, earlier = turns()[-1], turns()[:-1]
    show(newest, len(turns()), opened())
    for number, turn in reversed(list(enumerate(earlier, 1))):
        words = turn.question.text
        with st.expander(f"Earlier: {plain_label(words[:80])}{'…' if len(words) > 80 else ''}"):
            st.html(answer_html(turn.answer, opened().index.library, turn=f"t{number}"))
    st.button("Start over (erases this conversation)", on_click=start_over)


def before(*, begun: bool) -> str:
    """What a reader must know, in full at first and in short later on."""
    model, _ = model_set()
    goes = where_it_goes(model, sends(model) if model else None)
    return BEFORE_AGAIN.format(goes=goes if model else GOES_AGAIN) if begun else INTRO + BEFORE.format(goes=goes)


def page() -> None:
    """The page, read top to bottom: what to know, the state, the question, the newest answer, the earlier ones."""
    begun = bool(turns())
    with st.container(width=READABLE):
        st.html(before(begun=begun))
        state = None if begun else place(begun=False)
        with st.container():
            typed = st.chat_input("Ask a follow-up or another question" if begun else "Ask your question", key="typed")
        state = place(begun=True) if begun else state
        asked = typed or (None if begun else examples())
    with calm():
        if asked:
            st.session_state["waiting"] = asked
        if waiting := st.session_state.get("waiting"):
            model, _ = model_set()
            if model and sends(model) is None:
                wait_for_choice(model, waiting)
                return
            del st.session_state["waiting"]
            ask(waiting, state)
            st.rerun()
        if begun and turns()[-1].question.state != state:
            again(state)
        if begun:
            conversation()
    if state and not begun:
        clocks(state)
    st.page_link("chains/save_page.py", label="What to save tonight: a checklist that needs no question")
    st.page_link("chains/help_page.py", label="Find a person who can help")


page()
