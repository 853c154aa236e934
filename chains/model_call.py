"""Talking to a chat model: the only file that knows LangChain's chat models, and where whatever goes wrong gets a name.

A call ends at its deadline whatever the server does: it runs in a thread of its own, which is left behind. Nothing of a
question, a reply or a key is logged or put into a message.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from os import environ
from typing import Any, Generic, TypeVar

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.runnables import Runnable

from chains.model_reply import LONGEST_REPLY, Kind, Unreadable, read_reply
from chains.model_settings import Model
from corpus.errors import InputError, ModelTrouble

log = logging.getLogger(__name__)
Made = TypeVar("Made")
AT_ONCE = 8
"""Calls that may be under way at the same time, those left behind by a deadline included."""
LONGEST_WAIT = 5.0
"""Seconds for which a server that is busy may ask us to wait before the one further try."""
NO_TOOLS = frozenset({400, 404, 405, 415, 422, 501})
"""Status codes by which servers say that they know no tools, among other things."""


@dataclass(frozen=True)
class Said(Generic[Kind]):
    """A reply that could be read, with the tokens that it took where the server counts them."""

    reply: Kind
    tokens: tuple[int, int] = (0, 0)


class Chat(Generic[Kind]):
    """One chat model, asked for one kind of reply: by a tool where it has tools, else as JSON in text with one repair."""

    def __init__(self, model: Model, kind: type[Kind]) -> None:
        """Raises InputError where the provider is unknown, its package missing, or its key not set."""
        self._model, self._kind = model, kind
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._plain = _opened(model)
        self._tools = _with_tools(self._plain, kind)

    def ask(self, messages: Sequence[BaseMessage], deadline: float, repair: Callable[[str], str]) -> Said[Kind]:
        """What the model replies; ``deadline`` is of ``time.monotonic()``, ``repair`` the words for a reply that cannot be read.

        Raises ModelTrouble, and nothing else, for whatever goes wrong on the way.
        """
        message = self._first(messages, deadline)
        try:
            return Said(_read(self._kind, message), _tokens(message))
        except Unreadable as fault:
            log.info("model %s: unreadable reply (%s), asked once more", self._model.name, fault)
            turn = [*messages, AIMessage(_text(message)[:4000] or "…"), HumanMessage(repair(str(fault)))]
        second = self._sent(self._plain, turn, deadline)
        try:
            return Said(_read(self._kind, second), _sum(_tokens(message), _tokens(second)))
        except Unreadable as fault:
            raise ModelTrouble("gave a reply that could not be read") from fault

    def _first(self, messages: Sequence[BaseMessage], deadline: float) -> AIMessage:
        if self._tools is not None:
            try:
                return self._sent(self._tools, messages, deadline)
            except _NoTools:
                log.info("model %s: no tools, asked for JSON in text", self._model.name)
        return self._sent(self._plain, messages, deadline)

    def _sent(self, runnable: Runnable[Any, Any], messages: Sequence[BaseMessage], deadline: float) -> AIMessage:
        """One message from the server; where it is busy and names a short wait, after that wait."""
        try:
            message = self._within(lambda: runnable.invoke(list(messages)), deadline)
        except Exception as error:  # whatever a provider's package raises: it is named, and goes no further
            wait = _asked_to_wait(error)
            if wait is None or time.monotonic() + wait >= deadline:
                raise self._named(error, with_tools=runnable is self._tools) from error
            time.sleep(wait)
            try:
                message = self._within(lambda: runnable.invoke(list(messages)), deadline)
            except Exception as again:
                raise self._named(again, with_tools=runnable is self._tools) from again
        return _usable(message)

    def _within(self, do: Callable[[], Made], deadline: float) -> Made:
        """What ``do`` makes, in a thread of its own. Raises TimeoutError at the deadline."""
        left = deadline - time.monotonic()
        if left <= 0 or not self._places.acquire(timeout=left):
            raise TimeoutError
        made: list[Made] = []
        failed: list[Exception] = []

        def run() -> None:
            try:
                made.append(do())
            except Exception as error:  # handed on to the thread that waits
                failed.append(error)
            finally:
                self._places.release()

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(max(0.0, deadline - time.monotonic()))
        if failed:
            raise failed[0]
        if not made:
            raise TimeoutError
        return made[0]

    def _named(self, error: Exception, *, with_tools: bool) -> ModelTrouble:
        """What went wrong, in words that go on after the model's name."""
        status = _status(error)
        if with_tools and (status in NO_TOOLS or isinstance(error, NotImplementedError)):
            return _NoTools("knows no tools")
        log.warning("model %s: %s%s", self._model.name, type(error).__name__, f" {status}" if status else "")
        if trouble := next((e for e in (error, error.__cause__) if isinstance(e, ModelTrouble)), None):
            return trouble
        names = {c.__name__ for c in type(error).__mro__}
        if isinstance(error, TimeoutError) or any("Timeout" in n for n in names):
            return ModelTrouble(f"did not answer within {self._model.timeout_s:g} seconds")
        return ModelTrouble(_BY_STATUS.get(status or 0) or _by_kind(status, names))


class _NoTools(ModelTrouble):
    """The server or the package knows no tools."""


_BY_STATUS = {
    401: "did not accept the key that is set for it", 403: "did not accept the key that is set for it", 404: "is not at that address under that name",
    408: "did not answer in time", 413: "could not take a question of that length", 429: "is answering too many others at the moment",
}  # fmt: skip


def _by_kind(status: int | None, names: set[str]) -> str:
    if status and status >= 300:
        return f"failed with an error of its own ({status})" if status >= 500 else f"did not accept the question ({status})"
    unreached = any("Connect" in n for n in names)
    return "could not be reached" if unreached else "gave a reply that could not be read"


def _opened(model: Model) -> BaseChatModel:
    try:
        opened: BaseChatModel = init_chat_model(model.name, timeout=model.timeout_s, max_retries=0, **_address(model))
    except ImportError as error:
        raise InputError(f"the package for “{model.provider}” is not installed; run: pip install langchain-{model.provider}") from error
    except Exception as error:  # each package has errors of its own for a missing key or a wrong name
        raise InputError(
            f"the model “{model.name}” could not be set up ({type(error).__name__}): look at the provider's name, and at the key in its own variable"
        ) from error
    return opened


def _address(model: Model) -> dict[str, Any]:
    """Where the model is, and for packages that we know: nothing redirected, nothing through a proxy to reach this machine, little read."""
    given: dict[str, Any] = {"base_url": model.base_url} if model.base_url else {}
    if model.provider == "openai":
        from openai import DefaultHttpxClient

        from chains.capped import PLAIN, cap

        hooks: dict[str, list[Callable[..., Any]]] = {"response": [partial(cap, seconds=model.timeout_s)]}
        given["http_client"] = DefaultHttpxClient(follow_redirects=False, trust_env=not model.local, headers=PLAIN, event_hooks=hooks)
        given["openai_proxy"] = None
        if model.base_url and not environ.get("OPENAI_API_KEY"):
            given["api_key"] = "none"  # a server of one's own needs none, but the package does
    if model.provider == "ollama":
        given["client_kwargs"] = {"follow_redirects": False, "trust_env": not model.local, "timeout": model.timeout_s}
    return given


def _with_tools(chat: BaseChatModel, kind: type[Kind]) -> Runnable[Any, Any] | None:
    """The model with the reply as its one tool; None where its package knows no tools."""
    try:
        return chat.with_structured_output(kind, method="function_calling", include_raw=True)
    except Exception as error:  # NotImplementedError, or whatever a package says instead
        log.info("model: no tools (%s)", type(error).__name__)
        return None


def _usable(answered: Any) -> AIMessage:
    """The raw message. Raises ModelTrouble where the model declined, said nothing, or was cut off."""
    message = answered["raw"] if isinstance(answered, dict) else answered
    if not isinstance(message, AIMessage):
        raise ModelTrouble("gave a reply that could not be read")
    reason = str(message.response_metadata.get("finish_reason") or message.response_metadata.get("stop_reason") or "")
    if message.additional_kwargs.get("refusal") or reason in ("content_filter", "refusal"):
        raise ModelTrouble("declined to answer")
    if reason in ("length", "max_tokens"):
        raise ModelTrouble("gave a reply that was cut off")
    if len(_text(message)) > LONGEST_REPLY:
        raise ModelTrouble("gave a reply that is too long")
    if not _text(message).strip() and not message.tool_calls and not message.invalid_tool_calls:
        raise ModelTrouble("gave an empty reply")
    return message


def _read(kind: type[Kind], message: AIMessage) -> Kind:
    if message.tool_calls:
        return read_reply(kind, message.tool_calls[0]["args"])
    if message.invalid_tool_calls:
        return read_reply(kind, message.invalid_tool_calls[0].get("args") or "")
    return read_reply(kind, _text(message))


def _text(message: AIMessage) -> str:
    content = message.content
    return content if isinstance(content, str) else "".join(b.get("text", "") if isinstance(b, dict) else b for b in content)


def _tokens(message: AIMessage) -> tuple[int, int]:
    used = message.usage_metadata
    return (used["input_tokens"], used["output_tokens"]) if used else (0, 0)


def _sum(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    return a[0] + b[0], a[1] + b[1]


def _status(error: BaseException) -> int | None:
    """The HTTP status that a package's error carries, if it carries one."""
    for holder in (error, getattr(error, "response", None)):
        status = getattr(holder, "status_code", None)
        if isinstance(status, int):
            return status
    return None


def _asked_to_wait(error: Exception) -> float | None:
    """Seconds that a busy server asks us to wait; None where it is not busy or asks for too long."""
    if _status(error) not in (429, 503):
        return None
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        wait = float(headers.get("retry-after", "1"))
    except ValueError:
        return None
    return wait if 0 <= wait <= LONGEST_WAIT else None
