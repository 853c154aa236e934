"""The one composition: a Question in, a checked Answer out. Page, terminal, review and evaluation all use it.

    question ─ understand ─ examine what it names ─ retrieve ─ draft ─ verify ─ Answer

Every step is a plain typed function of its own file; here they are only joined. There is no second way to an answer.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from langchain_core.runnables import Runnable, RunnableLambda

from chains.draft import Thresholds, draft
from chains.judging import opened_judge
from chains.model_settings import Model
from chains.models import Answer, Asked, Draft, Premise, Question, Retrieved, Status
from chains.premise import examine
from chains.retrieve import Ranking, retrieve
from chains.understand import understand
from chains.verify import verify
from corpus.courts import circuit_of, place_of
from ingest.index import Index, data_folder, open_index

log = logging.getLogger(__name__)
LONG_QUESTION = 60  # words


@dataclass(frozen=True)
class Settings:
    """What decides an answer: where the index lies, who drafts, and the weights and thresholds.

    A ``model`` writes the draft where one is set; ``drafter`` is any other way to one; with neither, the library's own lines.
    """

    data: Path = field(default_factory=data_folder)
    drafter: Runnable[dict[str, Any], Draft] | None = None
    ranking: Ranking = field(default_factory=Ranking)
    thresholds: Thresholds = field(default_factory=Thresholds)
    model: Model | None = None


def open_chain(settings: Settings, index: Index | None = None) -> Runnable[Question, Answer]:
    """The chain over ``index``, or over the one in use in ``settings.data``.

    Raises IndexMissing or IndexDamaged, and InputError where the model that is set cannot be used.
    """
    opened = index or open_index(settings.data)
    drafter = settings.drafter or _drafter(settings)
    judge = opened_judge(settings.model.judge, settings.model) if settings.model else None
    steps: Runnable[Any, Any] = (
        RunnableLambda(lambda question: {"question": question, "index": opened, "began": time.perf_counter(), "steps": {}})
        | _step("reading", lambda s: understand(s["question"]))
        | _step("premise", lambda s: examine(opened, s["reading"]) if s["reading"].queries else Premise())
        | _step("found", lambda s: retrieve(opened, s["reading"], s["premise"], settings.ranking) if s["reading"].queries else Retrieved((), (), 0.0))
        | _step("draft", drafter.invoke)
        | _step("checked", lambda s: verify(opened, s["draft"], _place(s), judge))
        | RunnableLambda(_answer)
    )
    return steps


def _drafter(settings: Settings) -> Runnable[dict[str, Any], Draft]:
    if settings.model:
        from chains.model_drafter import open_drafter  # LangChain's chat models are paid for only by those who set one

        return open_drafter(settings.model, settings.thresholds)
    return RunnableLambda(lambda s: draft(s["index"], s["reading"], s["premise"], s["found"], settings.thresholds))


def _step(name: str, do: Callable[[dict[str, Any]], Any]) -> Runnable[Any, Any]:
    """One step of the chain: what it makes stands in the state under its name, and how long it took beside it."""

    def timed(state: dict[str, Any]) -> dict[str, Any]:
        began = time.perf_counter()
        made = do(state)
        state["steps"][name] = round((time.perf_counter() - began) * 1000, 2)
        return {**state, name: made}

    return RunnableLambda(timed, name=name)  # RunnablePassthrough.assign does the same in a thread pool of its own


def _place(state: dict[str, Any]) -> str | None:
    """For whom authorities are weighed: the circuit or district that was asked for, or the reader's state where it lies in it."""
    asked: str | None = state["question"].circuit
    own: str | None = state["reading"].state
    place = place_of(asked)
    return own if place is None or (place.district is None and own and circuit_of(own) == place.circuit) else asked


def _answer(state: dict[str, Any]) -> Answer:
    question, reading, drafted = state["question"], state["reading"], state["draft"]
    claims, stopped, passages = state["checked"]
    withheld = (*drafted.withheld, *stopped)
    notices = (*reading.urgent, *drafted.notices)
    status: Status = drafted.status if claims or drafted.status != "answered" else "no_support"
    if withheld:
        notices += (_withheld(len(withheld)),)
    answer = Answer(question.id, question.text, status, _understood_as(state), claims, notices, withheld, passages, _trace(state), state["steps"])
    log.info("answer %s status=%s claims=%d ms=%s", question.id or "-", status, len(claims), answer.trace["milliseconds"])
    return answer


def _withheld(count: int) -> str:
    if count == 1:
        return "1 sentence was withheld because the source did not bear it out."
    return f"{count} sentences were withheld because the sources did not bear them out."


def _understood_as(state: dict[str, Any]) -> str | None:
    """Shown for a follow-up (joined to the question before it) and for a long story (the question found in it)."""
    reading, drafted = state["reading"], state["draft"]
    if state["found"].follows:
        return reading.understood_as  # type: ignore[no-any-return]
    first = next((c.section.heading for c in drafted.claims if c.section and "clock" not in c.why), None)
    return first if len(reading.text.split()) > LONG_QUESTION else None


def _trace(state: dict[str, Any]) -> dict[str, Any]:
    index: Index = state["index"]
    asked: Asked | None = state["draft"].asked
    told = {"asked": asdict(asked)} if asked else {}
    return {
        "milliseconds": round((time.perf_counter() - state["began"]) * 1000),
        "encoder": index.facts["encoder"],
        "index": index.facts["fingerprint"],
        "model": asked.model if asked and asked.wrote else "extractive",
        "version": _version(),
        "sections": [h.section.id for h in state["found"].hits],
        "why": [*state["draft"].why, *(f"{c.role}: {c.why}: {c.text[:60]}" for c in state["draft"].claims)],
        **told,
    }


def _version() -> str:
    try:
        return version("pincite")
    except PackageNotFoundError:
        return "not installed"
