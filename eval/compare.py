"""Two runs side by side: what differs in their making, what each metric gained or lost, and which cases flipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.facts import MATTER
from eval.intervals import holm, paired
from eval.metrics import ALL
from eval.models import Metric
from eval.runs import Run, Scored
from eval.tampering import METRICS as VERIFIERS

METRICS: tuple[Metric, ...] = (*(m for m in ALL if m.group != "cost"), *VERIFIERS)
HEADLINE = ("first_authority", "top3_authority", "nugget_recall_vital", "lost", "abstention_recall", "forbidden_statements", "invented_citations")
"""The figures that are shown where there is room for few."""
SIGNIFICANT = 0.05
FLIPS = ("top3_authority", "nugget_recall_vital", "right_reply", "lost", "forbidden_statements", "invented_citations")
"""Metrics whose change in a case is shown as a flip, besides the status and those of the verifiers."""


@dataclass(frozen=True)
class Change:
    """One metric in two runs, over the cases that both asked in the same words."""

    metric: Metric
    before: float
    after: float
    difference: float
    low: float
    high: float
    p: float  # adjusted by Holm over all metrics
    n: int

    @property
    def verdict(self) -> str:
        if self.metric.better == "neither" or self.difference == 0:
            return "same" if self.difference == 0 else "changed"
        if self.p >= SIGNIFICANT:
            return "no clear difference"
        return "better" if (self.difference > 0) == (self.metric.better == "higher") else "worse"


@dataclass(frozen=True)
class Flip:
    """A case that came out otherwise."""

    id: str
    what: tuple[str, ...]  # "top3_authority 1 → 0"
    before: Scored
    after: Scored


def unlike(a: Run, b: Run) -> list[str]:
    """What differs in the making of two runs, in words; the facts that should be alike first."""
    keys = (*MATTER, "index", "code", "version")
    return [f"{k}: {_short(a.facts.get(k))} → {_short(b.facts.get(k))}" for k in keys if a.facts.get(k) != b.facts.get(k)] + moved_settings(a, b)


def moved_settings(a: Run, b: Run) -> list[str]:
    """Weights, thresholds and other named numbers that are not what they were."""
    found = []
    for group in ("settings", "constants"):
        before, after = a.facts.get(group, {}), b.facts.get(group, {})
        found += [f"{k}: {_short(before.get(k))} → {_short(after.get(k))}" for k in sorted(before.keys() | after.keys()) if before.get(k) != after.get(k)]
    return found


def _short(value: Any) -> str:
    return "not there" if value is None else str(value)[:60]


def shared(a: Run, b: Run) -> list[str]:
    """Ids of the cases that both runs asked in the same words and with the same expectations."""
    return sorted(i for i in a.rows.keys() & b.rows.keys() if a.rows[i].case == b.rows[i].case)


def changes(a: Run, b: Run) -> list[Change]:
    """Every metric over the questions that the two runs share; a question asked in other words does not count again."""
    ids = [i for i in shared(a, b) if a.rows[i].group == i]
    found = [(m, _pairs(a, b, ids, m.name)) for m in METRICS]
    found = [(m, pairs) for m, pairs in found if pairs]
    differences = [paired([x for x, _ in pairs], [y for _, y in pairs]) for _, pairs in found]
    adjusted = holm([d.p for d in differences])
    return [_change(m, pairs, d, p) for (m, pairs), d, p in zip(found, differences, adjusted, strict=True)]


def _change(metric: Metric, pairs: Sequence[tuple[float, float]], difference: Any, p: float) -> Change:
    n = len(pairs)
    before, after = sum(x for x, _ in pairs) / n, sum(y for _, y in pairs) / n
    return Change(metric, before, after, difference.mean, difference.low, difference.high, p, n)


def _pairs(a: Run, b: Run, ids: Sequence[str], name: str) -> list[tuple[float, float]]:
    """The values of a metric in both runs, over the cases to which it applies in both."""
    values = ((a.rows[i].scores.get(name), b.rows[i].scores.get(name)) for i in ids)
    return [(x, y) for x, y in values if x is not None and y is not None]


def flips(a: Run, b: Run) -> list[Flip]:
    """The shared cases whose status, or one of the telling metrics, came out otherwise; those that lost most first."""
    found = [Flip(i, what, a.rows[i], b.rows[i]) for i in shared(a, b) if (what := _flipped(a.rows[i], b.rows[i]))]
    return sorted(found, key=lambda f: (-len(f.what), f.id))


def _flipped(before: Scored, after: Scored) -> tuple[str, ...]:
    told = [f"status {before.status} → {after.status}"] if before.status != after.status else []
    names = [n for n in (*FLIPS, *(m.name for m in VERIFIERS)) if n in before.scores or n in after.scores]
    pairs = [(n, before.scores.get(n), after.scores.get(n)) for n in names]
    return (*told, *(f"{n} {_number(x)} → {_number(y)}" for n, x, y in pairs if x != y))


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
