"""Top three: whether an expected authority is among the first three that an answer cites.

1 or 0 for a case that expects an answer; an authority cited again does not count again, guidance is none, and an answer
that cites none scores 0. Its mean is success at 3 (S@3) of the answer's citations.
"""

from __future__ import annotations

from eval.metrics.shown import cited_authorities
from eval.metrics.wanted import wanted
from eval.models import Bench, Case, Metric, Seen


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    grades = wanted(case, bench)
    return float(any(key in grades for key in cited_authorities(seen, bench)[:3])) if grades else None


METRIC = Metric("top3_authority", "Expected authority among the first three", "higher", score, "answers")
