"""What is being done at the moment, told while an answer is made: steps, never a word of what is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import BaseCallbackHandler

WORDS = {
    "reading": "Reading your question",
    "found": "Searching the library",
    "asking": "Asking the language model",
    "judging": "Comparing each of its sentences with its source",
    "again": "Sending back what did not pass",
    "checked": "Checking what is shown",
}
"""The steps of the chain and of the model drafter that are told, by their names."""


class Steps(BaseCallbackHandler):
    """Tells ``tell`` each named step when it begins: ``chain.invoke(question, {"callbacks": [Steps(print)]})``."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        self._tell = tell

    def on_chain_start(self, serialized: Any, inputs: Any, *, name: str | None = None, **more: Any) -> None:
        if words := WORDS.get(name or ""):
            self._tell(words)
