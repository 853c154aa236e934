"""Right reply: of the questions that must not be answered, the share that got exactly the reply expected.

Over the cases that expect any status but ``answered``: 1 where the status is the expected one, else 0. A system that
broke gave no reply, not even to a question that is expected to be ``invalid``.
"""

from __future__ import annotations

from eval.metrics.shown import status
from eval.models import Bench, Case, Metric, Seen


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    return float(status(seen) == case.expect) if case.expect != "answered" else None


METRIC = Metric("right_reply", "Questions that must not be answered and got the right reply", "higher", score, "refusals")
