"""The chat model as judge: each claim and its passage in a call of their own, which sees nothing else of the question or the answer."""

from __future__ import annotations

import time
from collections.abc import Sequence

from langchain_core.messages import HumanMessage, SystemMessage

from chains.model_call import Chat
from chains.model_reply import Opinion
from chains.model_settings import Model
from chains.prompting import fence_for, load_prompts
from ingest.judge import Judgment


class ModelJudge:
    """A chat model asked whether a passage says what a claim says. Raises InputError where the model cannot be used."""

    def __init__(self, model: Model) -> None:
        self.name = model.name
        self._seconds = model.timeout_s
        self._chat = Chat(model, Opinion)
        self._prompts = load_prompts()
        self.fingerprint = f"{model.name}@{self._prompts.fingerprint}"

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgment]:
        """One judgment for each (claim, passage), 0 or 1. Raises ModelTrouble where the model gives none in time."""
        deadline = time.monotonic() + self._seconds
        return [self._one(claim, passage, deadline) for claim, passage in pairs]

    def _one(self, claim: str, passage: str, deadline: float) -> Judgment:
        fence = fence_for(claim, passage)
        turn = [SystemMessage(self._prompts.fill("judge", fence=fence)), HumanMessage(self._prompts.fill("pair", fence=fence, passage=passage, claim=claim))]
        said = self._chat.ask(turn, deadline, lambda fault: self._prompts.fill("judge_repair", fault=fault)).reply.verdict
        return Judgment(float(said == "says"), float(said == "denies"))
