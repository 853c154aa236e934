"""What all pages share: the look, the opened chain, and a calm edge around whatever goes wrong."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from os import environ
from pathlib import Path

import streamlit as st
from langchain_core.runnables import Runnable

from chains.answer import Settings, open_chain
from chains.model_settings import Model, model_from
from chains.models import Answer, Question
from chains.render import safe
from corpus.courts import STATES
from corpus.errors import Busy, IndexDamaged, IndexMissing, InputError, PinciteError
from ingest.index import Index, current, data_folder, open_index

log = logging.getLogger(__name__)
STYLE = Path(__file__).parent / "page.css"
PRINT = """<button type="button" class="pc-print">Print this page</button>
<script>document.querySelectorAll(".pc-print").forEach(b => b.onclick = () => window.print())</script>"""
"""The only script of the app, and a constant one: Streamlit has no button that prints."""

_CALM: dict[type[PinciteError], str] = {
    IndexMissing: "The law library of this page has not been built yet. If you run this page yourself: run “make index”, then reload.",
    IndexDamaged: "The law library of this page cannot be opened. If you run this page yourself: run “make index”, then reload.",
    Busy: "The law library is being rebuilt at the moment. Please try again in a few minutes.",
}
NO_MODEL = "The language model that was set for this page cannot be used, so this answer is the library's own."
UNEXPECTED = "Something went wrong on this page, and it is not your fault. What you typed was not stored. Please reload and try once more."


@dataclass(frozen=True, eq=False)
class Opened:
    """The index in use and the chain over it; shared by all readers."""

    index: Index
    chain: Runnable[Question, Answer]


def opened() -> Opened:
    """What is open now; opened anew when the pointer names another index. Raises IndexMissing or IndexDamaged."""
    data = data_folder()
    return _open(str(data), current(data).name)


@st.cache_resource(show_spinner="Opening the law library …", max_entries=2)
def _open(data: str, fingerprint: str) -> Opened:
    index = open_index(Path(data))
    return Opened(index, open_chain(Settings(Path(data)), index))


def model_set() -> tuple[Model | None, str]:
    """The language model that the operator has set, if any; and what readers are told where the setting cannot be used."""
    try:
        return model_from(environ), ""
    except InputError as error:
        log.error("page: the language model is left out: %s", error)
        return None, NO_MODEL


def with_model(model: Model) -> Runnable[Question, Answer] | None:
    """The chain whose sentences that model chooses, over the index in use; None where the model cannot be set up. Raises as ``opened`` does."""
    data = data_folder()
    try:
        return _with_model(str(data), current(data).name, model)
    except InputError as error:
        log.error("page: the language model is left out: %s", error)
        return None


@st.cache_resource(show_spinner=False, max_entries=2)
def _with_model(data: str, fingerprint: str, model: Model) -> Runnable[Question, Answer]:
    return open_chain(Settings(Path(data), model=model), opened().index)


def look() -> None:
    """The style sheet, once a run."""
    st.html(STYLE)


def print_button() -> None:
    st.html(PRINT, unsafe_allow_javascript=True)


def choose_state() -> str | None:
    """The reader's state, chosen once for all pages; it dies with the browser tab."""
    return st.selectbox("Your state", list(STATES), index=None, format_func=STATES.__getitem__, key="state",
                        placeholder="Choose your state", persist_state="session")  # fmt: skip


def plain_label(words: str) -> str:
    """Words for a Streamlit label, with all Markdown made plain: a label cannot be HTML."""
    return re.sub(r"([\\`*_{}\[\]()#+.!$~:|<>-])", r"\\\1", words)


def _say(words: str) -> None:
    """A failure in one sentence, with what must be said whatever fails."""
    danger = '<p class="pc-quiet">In danger now? Call <a href="tel:911">911</a>, or call or text <a href="tel:988">988</a>.</p>'
    st.html(safe(f'<p class="pc-notice pc-plain pc-calm">{escape(words)}</p>{danger}'))


@contextmanager
def calm() -> Iterator[None]:
    """The edge of a page: a failure becomes one calm sentence, and a log line that holds places, never words of a reader."""
    try:
        yield
    except PinciteError as error:
        log.error("page: %s: %s", type(error).__name__, error)
        _say(_CALM.get(type(error), str(error)))
    except Exception as error:  # the page's edge: whatever it is, the reader sees a sentence
        frames = [f"{Path(f.filename).name}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)[-6:]]
        log.error("page: %s at %s", type(error).__name__, " > ".join(frames))
        _say(UNEXPECTED)
