"""Short answer first: whether an answer opens with the short answer.

For a case that expects an answer: 1 where the first sentence has the role ``short``, or ``holding`` (how a digest
opens), else 0. None where nothing is shown.
"""

from __future__ import annotations

from eval.metrics.shown import claims, share
from eval.models import Bench, Case, Metric, Seen


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    return share([c["role"] in ("short", "holding") for c in claims(seen)[:1]], case, seen) if case.expect == "answered" else None


METRIC = Metric("short_first", "Short answer first", "higher", score, "answers")
