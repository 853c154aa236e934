"""The words of the evaluation: read this first.

A **Case** is a question with what is expected of its answer. A **System** is anything that answers questions: our chain,
or a peer. What it gave for one case is **Seen**. A **Metric** turns a case and what was seen into one number, or into
None where it does not apply; a figure of a run is the mean of these numbers over the cases to which it applies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

from chains.models import Status
from corpus.models import Authority, Source
from ingest.index import Index

Kind = Literal["plain", "angry", "vague", "misspelled", "legalese", "story", "followup", "circuit", "staff", "premise"]
"""``premise``: what matters is what it says of an authority or of the law, and whether that is told from what it asks."""
Wordings = tuple[str, ...]
"""One fact in each of the wordings that are accepted for it."""


class Gold(BaseModel):
    """A line of the library that answers a case: words that stand in it, and the section where it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    section: str
    words: str = Field(min_length=4)


class Case(BaseModel):
    """One question and what is expected of its answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str = Field(pattern=r"^[a-z]+[0-9]+(-[0-9])?$")
    question: str
    history: tuple[str, ...] = ()
    circuit: str | None = None
    kind: Kind
    topic: str | None = None  # the guidance topic that answers it; None for a question that must not be answered
    expect: Status
    authorities: tuple[str, ...] = ()  # keys of the authorities that should be cited, best first
    vital: tuple[Wordings, ...] = ()  # facts without which the answer is not one
    okay: tuple[Wordings, ...] = ()  # facts that make it a good one
    spans: tuple[Gold, ...] = ()  # the lines that answer it
    forbidden: tuple[str, ...] = ()
    same_as: str | None = None  # the case that this one asks in other words


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one source's text, in characters."""

    source_id: str
    start: int
    end: int


@dataclass(frozen=True)
class Seen:
    """What a system gave for one case."""

    id: str
    answer: dict[str, Any]  # the JSON answer of the contract (docs/doors.md)
    ranked: tuple[Span, ...] = ()  # what was retrieved, best first
    ranked_authorities: tuple[str, ...] = ()  # keys in the order in which what was retrieved cites them
    milliseconds: dict[str, float] = field(default_factory=dict)  # by step
    tokens: dict[str, int] = field(default_factory=dict)  # "in" and "out", where a model is used
    fault: str = ""  # what went wrong where it gave no answer


class System(Protocol):
    """Anything that answers the questions of the cases."""

    name: str

    def answer(self, case: Case) -> Seen: ...


@dataclass(frozen=True)
class Bench:
    """Everything besides the case itself that a metric may look at."""

    index: Index
    cases: Mapping[str, Case]
    seen: Mapping[str, Seen]
    gold: Mapping[str, tuple[Span, ...]]  # the gold lines of each case, as stretches of their sources

    @property
    def sources(self) -> Mapping[str, Source]:
        return self.index.library.sources

    def authority(self, key: str | None) -> Authority | None:
        return self.index.library.authority(key) if key else None


@dataclass(frozen=True)
class Metric:
    """A named number for each case to which it applies; which way is better decides what a change is worth."""

    name: str
    title: str
    better: Literal["higher", "lower", "neither"]
    score: Callable[[Case, Seen, Bench], float | None]
    group: Literal["retrieval", "answers", "refusals", "verifier", "cost"]
    unit: str = ""  # "" for a share of 1
