"""What a judge may change in a verdict on a claim: it can open a door that the word checks left ajar, and close one.

A judge never outvotes the words: a claim becomes ``supported`` on its word only beside a sentence that is near and with
which no word-level check found a conflict; and a claim that the checks call ``supported`` and it contradicts becomes
``unsupported``. Every verdict that it was asked about says what it said.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from chains.given import Verdict
from chains.model_settings import Model, model_from
from chains.statements import Statement
from corpus.errors import InputError
from ingest.judge import Judgment, open_judge

MODEL = "model"
"""The name that means the chat model itself."""
MOST_REMEMBERED = 4096
ENTAILS, CONTRADICTS = 0.9, 0.5
"""Probabilities from which a judge's word counts: to open, and to close."""
WITHOUT = 0.1
"""Entailment below which a judge that knows no contradiction counts as speaking against."""
NEAR_ENOUGH, ASKED = 0.4, 3
"""Nearness that a sentence needs to be put before the judge, and how many are."""


class Asked(Protocol):
    """Whatever can judge pairs of claim and passage."""

    name: str

    @property
    def fingerprint(self) -> str: ...

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgment]: ...


class Remembered:
    """A judge whose word on a pair is asked for once, so that all who ask hear the same."""

    def __init__(self, judge: Asked) -> None:
        self.name, self._judge = judge.name, judge
        self._said: dict[tuple[str, str], Judgment] = {}

    @property
    def fingerprint(self) -> str:
        return self._judge.fingerprint

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgment]:
        if len(self._said) > MOST_REMEMBERED:
            self._said.clear()
        if new := [p for p in dict.fromkeys(pairs) if p not in self._said]:
            self._said.update(zip(new, self._judge.judge(new), strict=True))
        return [self._said[p] for p in pairs]


@lru_cache(maxsize=2)
def opened_judge(name: str, model: Model | None = None) -> Asked | None:
    """The judge of that name: an NLI cross-encoder by name or folder, or ``model`` for the chat model itself; None for no name.

    Raises InputError where the chat model is meant and none is set, or cannot be used.
    """
    if name != MODEL:
        judge = open_judge(name)
        return Remembered(judge) if judge else None
    if model is None:
        raise InputError("PINCITE_JUDGE is “model” but PINCITE_MODEL is not set: set a chat model, or name an NLI cross-encoder")
    from chains.model_judge import ModelJudge  # LangChain's chat models are paid for only by those who set one

    return Remembered(ModelJudge(model))


def judge_set() -> Asked | None:
    """The judge that ``PINCITE_JUDGE`` names; None, the default, where it is not set. For doors."""
    return opened_judge(os.environ.get("PINCITE_JUDGE", "").strip(), model_from(os.environ))


def entailment(judge: Asked, claim: str, words: str) -> float:
    """How sure the judge is that the words say what the claim says; 0 where it sees the opposite. Raises JudgeError."""
    said = judge.judge([(claim, words)])[0]
    return 0.0 if (said.contradiction or 0.0) >= CONTRADICTS else said.entailment


def judged(judge: Asked, claim: str, verdict: Verdict, clean: Sequence[Statement]) -> Verdict:
    """The verdict after the judge was heard. ``clean``: the near statements with which no check found a conflict, nearest first."""
    if verdict.verdict == "supported":
        return _confirmed(judge, claim, verdict)
    near = [s for s in clean if s.nearness >= NEAR_ENOUGH][:ASKED]
    if verdict.verdict != "unsupported" or not near:
        return verdict
    found = judge.judge([(claim, s.text) for s in near])
    best = max(range(len(near)), key=lambda i: found[i].entailment)
    said = f"the judge {judge.name} gives {found[best].entailment:.2f} that a sentence we hold says this"
    if found[best].entailment >= ENTAILS:
        return Verdict("supported", (said, "no check of words found a difference"), (near[best].as_json(),))
    return replace(verdict, reasons=(*verdict.reasons, said))


def _confirmed(judge: Asked, claim: str, verdict: Verdict) -> Verdict:
    found = judge.judge([(claim, str(verdict.evidence[0]["text"]))])[0]
    against = found.contradiction >= CONTRADICTS if found.contradiction is not None else found.entailment <= WITHOUT
    if against:
        odds = f"{found.contradiction:.2f} that it says the opposite" if found.contradiction is not None else f"only {found.entailment:.2f} that it says this"
        return Verdict("unsupported", (f"the words are near, but the judge {judge.name} gives {odds}",), verdict.evidence)
    return replace(verdict, reasons=(*verdict.reasons, f"the judge {judge.name} gives {found.entailment:.2f} that it says this"))
