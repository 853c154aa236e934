"""Abstention precision: of the questions that were not answered, the share that must not be.

Over the cases whose status came out as anything but ``answered``: 1 where the case expects no answer, else 0. The mean
over these cases is the precision of abstaining. A system that broke on a good question scores 0 there; where it broke on
another, it abstained from nothing.
"""

from __future__ import annotations

from eval.metrics.shown import status
from eval.models import Bench, Case, Metric, Seen


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    if status(seen) == "answered" or (status(seen) == "fault" and case.expect != "answered"):
        return None
    return float(case.expect != "answered")


METRIC = Metric("abstention_precision", "Questions not answered that must not be", "higher", score, "refusals")
