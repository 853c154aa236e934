"""Reciprocal rank: 1 / the place of the first right thing retrieved, 0 where there is none; its mean is MRR.

Of sources: the first expected authority, whichever it is. Of passages: the first unit that reaches a gold line
(``reached.py``). By ir-measures (``eval/ranking.py``).
Source: E. M. Voorhees, The TREC-8 Question Answering Track Report (1999).
"""

from __future__ import annotations

from eval import ranking
from eval.metrics.reached import gold_of, judged
from eval.metrics.wanted import ranked, wanted
from eval.models import Bench, Case, Metric, Seen


def of_sources(case: Case, seen: Seen, bench: Bench) -> float | None:
    grades = wanted(case, bench)
    return ranking.reciprocal_rank(ranked(seen, bench), grades) if grades else None


def of_passages(case: Case, seen: Seen, bench: Bench) -> float | None:
    gold = gold_of(case, bench)
    return ranking.reciprocal_rank(*judged(seen.ranked, gold)) if gold else None


METRICS = (
    Metric("rank_sources", "Place of the first expected authority found (1 / place)", "higher", of_sources, "retrieval"),
    Metric("rank_passages", "Place of the first passage with a gold line (1 / place)", "higher", of_passages, "retrieval"),
)
