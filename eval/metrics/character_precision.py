"""Precision in characters: how much of the text retrieved is gold.

Over the first five units R and the gold lines G of a case, both as sets of characters of their sources, so that
characters retrieved twice count once:  |R ∩ G| / |R|;  0 where nothing is retrieved. Unlike a count of passages, this
does not depend on how long a system's units are.
Source: N. Pipitone, G. H. Alami, LegalBench-RAG: A Benchmark for Retrieval-Augmented Generation in the Legal Domain
(2024), arXiv:2408.10343, which measures contracts so.
"""

from __future__ import annotations

from eval.metrics.reached import characters, gold_of, in_common
from eval.models import Bench, Case, Metric, Seen

K = 5


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    gold, units = gold_of(case, bench), seen.ranked[:K]
    return in_common(units, gold) / max(1, characters(units)) if gold else None


METRIC = Metric("character_precision", "Share of the text found that is gold (characters, first five)", "higher", score, "retrieval")
