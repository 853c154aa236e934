"""False premises: of the questions that rest on one, the share in which it was set right.

Over the cases that expect ``false_premise``: 1 where the status is that and nothing forbidden is said
(``forbidden_statements.py``: the premise itself, as a rule, stands among what must not be said), else 0.
"""

from __future__ import annotations

from eval.metrics.forbidden_statements import says_forbidden
from eval.metrics.shown import status
from eval.models import Bench, Case, Metric, Seen


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    return float(status(seen) == case.expect and not says_forbidden(case, seen)) if case.expect == "false_premise" else None


METRIC = Metric("false_premise", "False premises set right, and nothing forbidden said", "higher", score, "refusals")
