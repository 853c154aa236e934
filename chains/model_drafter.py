"""The model drafter: a chat model chooses and orders sentences; what is shown is decided by checks, never by the model.

    extractive draft ─ answered? ─ material ─ model ─ judge ─ (failures once more) ─ stands? ─ Draft
                          │ no: that draft, the model is not asked                     │ no: that draft, with a notice

Everything that must not be answered is decided before the model, by the rules of ``draft.py``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage
from langchain_core.runnables import Runnable, RunnableLambda

from chains.draft import Thresholds, draft
from chains.judging import Asked as Judging
from chains.judging import opened_judge
from chains.local import STATE
from chains.model_call import Chat, Said
from chains.model_claims import Compared, compare, in_its_own_words, in_order
from chains.model_material import Piece, material, written_out
from chains.model_reply import Reply, ReplyClaim
from chains.model_settings import Model
from chains.models import Asked, Draft, DraftClaim, Question, Withheld
from chains.prompting import Prompts, fence_for, load_prompts
from chains.supporting import support_of
from chains.verify import verify
from corpus.errors import ModelTrouble
from corpus.nearness import same_words
from ingest.index import Index

Made = TypeVar("Made")
FEWEST, MOST = 2, 10
FEWEST_SHOWN = 2
LEADING = ("short", "rule", "holding")
"""Roles of which an answer needs one."""
MOST_HISTORY = 4
UNUSED = "{} {}, so this answer is the library's own."
NOT_BORNE = "was asked, but what it wrote was not borne out well enough by the sources"


def open_drafter(model: Model, thresholds: Thresholds) -> Runnable[dict[str, Any], Draft]:
    """A drafter that asks ``model``. Raises InputError where the model or a prompt cannot be used."""
    writer = _Writer(model, Chat(model, Reply), load_prompts(), opened_judge(model.judge, model))
    return RunnableLambda(lambda state: _drafted(writer, state, thresholds))


@dataclass(frozen=True, eq=False)
class _Writer:
    """The model with its prompts."""

    model: Model
    chat: Chat[Reply]
    prompts: Prompts
    judge: Judging | None = None

    def asked(self, *, wrote: bool, tokens: tuple[int, int] = (0, 0)) -> Asked:
        return Asked(self.model.name, self.prompts.fingerprint, self.model.where, wrote, tokens)

    def say(self, messages: Sequence[BaseMessage], deadline: float) -> Said[Reply]:
        return self.chat.ask(messages, deadline, lambda fault: self.prompts.fill("repair", fault=fault))


@dataclass(frozen=True)
class _Written:
    """What became of a model's claims."""

    shown: tuple[DraftClaim, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    tokens: tuple[int, int] = (0, 0)
    judged: tuple[tuple[float, float], ...] = ()


def _drafted(writer: _Writer, state: dict[str, Any], t: Thresholds) -> Draft:
    index, found, question = state["index"], state["found"], state["question"]
    own = draft(index, state["reading"], state["premise"], found, t)
    if own.status != "answered" or not any(c.section for c in own.claims):
        return own
    given = material(index, found, t)
    try:
        written = _write(writer, index, given, question)
    except ModelTrouble as trouble:
        return _instead(own, writer.asked(wrote=False), str(trouble))
    claims = _with_clock(in_order(written.shown), own)
    asked = _by_the_judge(writer, writer.asked(wrote=True, tokens=written.tokens), claims, written)
    if not _stands(writer, index, claims, question.circuit):
        return replace(_instead(own, replace(asked, wrote=False), NOT_BORNE), withheld=written.withheld)
    return Draft("answered", claims, own.notices, own.why, written.withheld, asked)


def _instead(own: Draft, asked: Asked, reason: str) -> Draft:
    """The extractive draft with a notice that says so."""
    return replace(own, notices=(*own.notices, UNUSED.format(asked.model, reason)), asked=asked)


def _by_the_judge(writer: _Writer, asked: Asked, claims: Sequence[DraftClaim], written: _Written) -> Asked:
    """What the judge had to do with an answer."""
    own = sum(not same_words(c.text, c.line.text) for c in claims if c.line)
    return replace(asked, rephrased=own, judge=writer.judge.fingerprint, judged=written.judged) if writer.judge and written.judged else asked


def _stands(writer: _Writer, index: Index, claims: Sequence[DraftClaim], circuit: str | None) -> bool:
    """Whether the gate leaves enough of these claims to be an answer."""
    shown, _, _ = verify(index, Draft("answered", tuple(claims)), circuit, writer.judge)
    return len(shown) >= FEWEST_SHOWN and any(c.role in LEADING for c in shown)


def _with_clock(claims: Sequence[DraftClaim], own: Draft) -> tuple[DraftClaim, ...]:
    """The clock and the lines of the reader's state behind the short answer, as in the extractive draft, whatever the model chose."""
    clock = [c for c in own.claims if "clock" in c.why or c.why == STATE]
    texts = {c.text for c in clock}
    rest = [c for c in claims if c.text not in texts]
    return (*rest[:1], *clock, *rest[1:])


def _write(writer: _Writer, index: Index, given: Mapping[str, Piece], question: Question) -> _Written:
    """The model's claims, judged; failures are sent back once. Raises ModelTrouble where the first call gives nothing."""
    deadline = time.monotonic() + writer.model.timeout_s
    messages = _messages(writer.prompts, given, question)
    first = _step("asking", lambda: writer.say(messages, deadline))
    judged = _step("judging", lambda: _compared(writer, index, given, first.reply.claims))
    failures = [j for j in judged if j.failure]
    if not failures:
        return _Written(_shown(judged), (), first.tokens, _odds(index, judged))
    try:
        turn = [*messages, HumanMessage(_failed(writer.prompts, failures))]
        second = _step("again", lambda: writer.say(turn, deadline))
    except ModelTrouble:
        return _Written(_shown(judged), _withheld(failures), first.tokens, _odds(index, judged))
    retried = _step("judging", lambda: _compared(writer, index, given, second.reply.claims))
    tokens = (first.tokens[0] + second.tokens[0], first.tokens[1] + second.tokens[1])
    return _Written(_shown([*judged, *retried]), _withheld(retried), tokens, _odds(index, [*judged, *retried]))


def _compared(writer: _Writer, index: Index, given: Mapping[str, Piece], claims: Sequence[ReplyClaim]) -> list[Compared]:
    return [in_its_own_words(writer.judge, index, compare(index, given, c)) for c in claims]


def _odds(index: Index, judged: Sequence[Compared]) -> tuple[tuple[float, float], ...]:
    """The judge's word on each sentence that it was asked about, and the support score, so that their agreement can be read from the trace."""
    asked = [(j.odds, j.claim.text, j.shown.line) for j in judged if j.odds is not None and j.shown and j.shown.line]
    return tuple((round(odds, 3), support_of(index, text, line.text, line.voice)) for odds, text, line in asked)


def _shown(judged: Sequence[Compared]) -> tuple[DraftClaim, ...]:
    return tuple(j.shown for j in judged if j.shown)


def _withheld(judged: Sequence[Compared]) -> tuple[Withheld, ...]:
    return tuple(j.failure for j in judged if j.failure)


def _messages(prompts: Prompts, given: Mapping[str, Piece], question: Question) -> list[BaseMessage]:
    passages, history = written_out(given), "\n".join(question.history[-MOST_HISTORY:]) or "(none)"
    fence = fence_for(passages, history, question.text)
    rules = prompts.fill("rules", fence=fence, fewest=str(FEWEST), most=str(MOST))
    return [SystemMessage(rules), HumanMessage(prompts.fill("ask", fence=fence, passages=passages, history=history, question=question.text))]


def _failed(prompts: Prompts, failures: Sequence[Compared]) -> str:
    told = "\n".join(_told(j.claim, j.failure) for j in failures if j.failure)
    return prompts.fill("again", fence=fence_for(told), failures=told)


def _told(claim: ReplyClaim, failure: Withheld) -> str:
    return f"[{claim.passage_id}] {claim.text} — did not pass: {'; '.join(failure.reasons)}"


def _step(name: str, do: Callable[[], Made]) -> Made:
    """A named step, so that who listens to the chain can tell what is being done (``steps.py``)."""
    step: Runnable[None, Made] = RunnableLambda(lambda _: do(), name=name)
    return step.invoke(None)
