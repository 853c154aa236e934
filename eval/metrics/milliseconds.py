"""Milliseconds: how long an answer took, as a whole and by step, on the machine of the run.

From ``Seen.milliseconds``; a step that a system does not have is left out. Never a part of what two runs must share.
"""

from __future__ import annotations

from collections.abc import Callable

from eval.models import Bench, Case, Metric, Seen

STEPS = {"reading": "to understand", "premise": "to examine what is named", "found": "to retrieve", "draft": "to draft", "checked": "to verify"}
"""The steps of ``chains/answer.py`` by the names under which they are timed."""


def _of(step: str) -> Callable[[Case, Seen, Bench], float | None]:
    return lambda case, seen, bench: seen.milliseconds.get(step)


METRICS = (
    Metric("milliseconds", "Time to answer", "lower", _of("total"), "cost", "ms"),
    *(Metric(f"milliseconds_{step}", f"Time {what}", "lower", _of(step), "cost", "ms") for step, what in STEPS.items()),
)
