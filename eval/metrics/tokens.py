"""Tokens: how many a model read and wrote for an answer, together. None where no model is used."""

from __future__ import annotations

from eval.models import Bench, Case, Metric, Seen


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    return float(sum(seen.tokens.values())) if seen.tokens else None


METRIC = Metric("tokens", "Tokens of the model, in and out", "lower", score, "cost", "tokens")
