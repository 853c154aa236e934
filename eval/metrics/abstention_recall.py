"""Abstention recall: of the questions that must not be answered, the share that was not.

Over the cases that expect any status but ``answered``: 1 where the status is not ``answered``, whichever it is, else 0;
the mean over the cases of one expected status is the recall of that kind. A system that broke scores 0: that is no reply.
Whether the status is the right one is said by ``right_reply.py``.
"""

from __future__ import annotations

from eval.metrics.shown import status
from eval.models import Bench, Case, Metric, Seen


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    return float(status(seen) not in ("answered", "fault")) if case.expect != "answered" else None


METRIC = Metric("abstention_recall", "Questions that must not be answered and were not", "higher", score, "refusals")
