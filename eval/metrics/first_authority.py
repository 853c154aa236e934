"""First authority: whether the first authority that an answer cites is one of those expected.

1 or 0 for a case that expects an answer; guidance is no authority, and an answer that cites none scores 0. Its mean is
success at 1 (S@1) of the answer's citations.
"""

from __future__ import annotations

from eval.metrics.shown import cited_authorities
from eval.metrics.wanted import wanted
from eval.models import Bench, Case, Metric, Seen


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    grades = wanted(case, bench)
    return float(any(key in grades for key in cited_authorities(seen, bench)[:1])) if grades else None


METRIC = Metric("first_authority", "Expected authority cited first", "higher", score, "answers")
