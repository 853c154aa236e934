"""Our chain as a system under evaluation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from chains.answer import Settings, open_chain
from chains.models import Answer, Question
from corpus.errors import InputError
from corpus.models import Section
from eval.models import Case, Seen, Span
from ingest.index import Index

TUNABLE = ("ranking", "thresholds")


class Pincite:
    """The one chain of ``chains/answer.py`` over one index."""

    name = "pincite"

    def __init__(self, index: Index, settings: Settings) -> None:
        self._sections = index.library.sections
        self._chain = open_chain(settings, index)

    def answer(self, case: Case) -> Seen:
        answer = self._chain.invoke(Question(case.question, case.history, case.circuit, case.id))
        found = [self._sections[i] for i in answer.trace["sections"]]
        return Seen(case.id, answer.as_json(), tuple(Span(s.source_id, s.start, s.end) for s in found), cited_in(found),
                    {**answer.steps, "total": answer.trace["milliseconds"]}, _tokens(answer))  # fmt: skip


def _tokens(answer: Answer) -> dict[str, int]:
    """Tokens of the model, where one was asked and counts them."""
    used = answer.trace.get("asked", {}).get("tokens", (0, 0))
    return {"in": used[0], "out": used[1]} if any(used) else {}


def cited_in(sections: Iterable[Section]) -> tuple[str, ...]:
    """The authorities that sections rest on, each once, in the order in which their lines cite them."""
    return tuple(dict.fromkeys(c.key for s in sections for line in s.lines if line.role != "myth" for c in line.cites))


def with_set(settings: Settings, given: Iterable[str]) -> Settings:
    """Settings with ``key=value`` changes such as ``ranking.words=0.3``. Raises InputError for an unknown key or a value that is no number."""
    for item in given:
        key, _, value = item.partition("=")
        group, _, name = key.partition(".")
        if group not in TUNABLE or name not in {f.name for f in fields(getattr(settings, group))}:
            raise InputError(f"no setting “{key}”; there are {', '.join(_keys(settings))}")
        try:
            number = float(value)
        except ValueError as error:
            raise InputError(f"“{value}” is not a number, in --set {item}") from error
        settings = replace(settings, **{group: replace(getattr(settings, group), **{name: number})})
    return settings


def _keys(settings: Settings) -> list[str]:
    return [f"{group}.{f.name}" for group in TUNABLE for f in fields(getattr(settings, group))]


def as_facts(settings: Settings) -> dict[str, Any]:
    """Every weight and threshold by its key."""
    return {key: getattr(getattr(settings, key.split(".")[0]), key.split(".")[1]) for key in _keys(settings)}
