"""Recall at 5: how much of what should be found is among the first five retrieved.

Of sources: share of the expected authorities among the first five that the retrieved units cite.
Of passages: share of the gold lines that the first five units reach; ``reached.py`` says what that is where units hold
several of them. Both by ir-measures' recall (``eval/ranking.py``); among the lines reached each counts once, and all of
them are looked at, for it is the units that are cut off at five.
Source: C. D. Manning, P. Raghavan, H. Schütze, Introduction to Information Retrieval (2008), ch. 8.
"""

from __future__ import annotations

from eval import ranking
from eval.metrics.reached import gold_of, name, reached
from eval.metrics.wanted import ranked, wanted
from eval.models import Bench, Case, Metric, Seen

K = 5


def of_sources(case: Case, seen: Seen, bench: Bench, k: int = K) -> float | None:
    grades = wanted(case, bench)
    return ranking.recall(ranked(seen, bench), grades, k) if grades else None


def of_passages(case: Case, seen: Seen, bench: Bench, k: int = K) -> float | None:
    gold = gold_of(case, bench)
    found = [name(g) for g in reached(seen.ranked[:k], gold)]
    return ranking.recall(found, {name(g): 1 for g in gold}, len(gold)) if gold else None


METRICS = (
    Metric("recall_sources", "Expected authorities among the first five found", "higher", of_sources, "retrieval"),
    Metric("recall_passages", "Gold lines in the first five passages found", "higher", of_passages, "retrieval"),
)
