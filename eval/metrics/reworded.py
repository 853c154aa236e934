"""Reworded: whether a question is still answered rightly when it is asked in other words.

For a case with other wordings (``Case.same_as``): the share of them, as far as they were asked in the run, whose answer
cites an expected authority among the first three (``top3_authority.py``). It tells a system that is steadily wrong from
one that is steadily right, which ``steadiness.py`` does not.
"""

from __future__ import annotations

from eval.metrics import top3_authority
from eval.models import Bench, Case, Metric, Seen


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    others = [c for c in bench.cases.values() if c.same_as == case.id and c.id in bench.seen]
    marks = [top3_authority.score(c, bench.seen[c.id], bench) for c in others]
    applied = [m for m in marks if m is not None]
    return sum(applied) / len(applied) if applied else None


METRIC = Metric("reworded", "Asked in other words: expected authority among the first three", "higher", score, "answers")
