"""What a reader is told and asked about a language model, in words for the page; nothing where none is set."""

from __future__ import annotations

from html import escape

from chains.model_settings import Model
from chains.models import Question
from chains.render import safe
from chains.understand import understand

ALONE = "What you type goes only to the machine that serves this page. Nothing is stored; reloading the page erases it."
SEND, STAY = "Send it and ask", "Answer without the language model"


def where_it_goes(model: Model | None, sends: bool | None) -> str:
    """Where what is typed goes, for the top of the page; ``sends`` is what the reader chose in this conversation, None before that."""
    if model is None or sends is False:
        return ALONE
    if model.local:
        return f"{ALONE} A language model on that machine ({escape(model.name)}) helps to choose the sentences."
    if sends:
        return f"As you chose, your questions go to {escape(model.where)}, for the language model {escape(model.name)}. Nothing is stored here."
    return (
        f"A language model ({escape(model.name)}) can help to choose the sentences. It runs elsewhere, at {escape(model.where)}: "
        "you are asked before anything is sent there. Nothing is stored here; reloading the page erases it."
    )


def before_sending(model: Model, question: str) -> str:
    """The notice above the choice: what cannot wait first, then who would receive what."""
    urgent = "".join(f'<p class="pc-notice pc-urgent">{escape(words)}</p>' for words in understand(Question(question)).urgent)
    asks = (
        f"To answer with the language model {escape(model.name)}, this page would send your question, and the other questions of this conversation, "
        f"to <strong>{escape(model.where)}</strong>. What is kept there is decided there, not here. "
        "Without it, the library answers by itself and nothing leaves the machine that serves this page."
    )
    return safe(f'{urgent}<p class="pc-notice pc-plain">{asks}</p>')
