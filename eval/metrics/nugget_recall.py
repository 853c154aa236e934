"""Nugget recall: the share of the facts wanted of an answer that its sentences state.

A fact (nugget) is stated when one of its accepted wordings stands in one of the sentences shown, case, quotation marks
and spaces folded (``eval.questions.folded``); notices do not count. Taken over the vital facts, and over all, vital and
okay, each fact once.
Source: E. M. Voorhees, Overview of the TREC 2003 Question Answering Track, which tells vital from okay nuggets; matched
here by wordings that the writer of the case accepted, and not by a judge.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.shown import claims
from eval.models import Bench, Case, Metric, Seen, Wordings
from eval.questions import folded


def of_vital(case: Case, seen: Seen, bench: Bench) -> float | None:
    return _stated(case.vital, seen)


def of_all(case: Case, seen: Seen, bench: Bench) -> float | None:
    return _stated((*case.vital, *case.okay), seen)


def _stated(facts: Sequence[Wordings], seen: Seen) -> float | None:
    said = [folded(claim["text"]) for claim in claims(seen)]
    marks = [any(folded(wording) in text for wording in fact for text in said) for fact in facts]
    return sum(marks) / len(marks) if marks else None


METRICS = (
    Metric("nugget_recall_vital", "Vital facts stated", "higher", of_vital, "answers"),
    Metric("nugget_recall_all", "Facts stated, vital and other", "higher", of_all, "answers"),
)
