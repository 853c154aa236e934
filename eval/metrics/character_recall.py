"""Recall in characters: how much of the gold text is retrieved.

Over the first five units R and the gold lines G of a case, both as sets of characters of their sources, so that
characters retrieved twice count once:  |R ∩ G| / |G|.
Source: N. Pipitone, G. H. Alami, LegalBench-RAG: A Benchmark for Retrieval-Augmented Generation in the Legal Domain
(2024), arXiv:2408.10343.
"""

from __future__ import annotations

from eval.metrics.character_precision import K
from eval.metrics.reached import characters, gold_of, in_common
from eval.models import Bench, Case, Metric, Seen


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    gold = gold_of(case, bench)
    return in_common(seen.ranked[:K], gold) / characters(gold) if characters(gold) else None


METRIC = Metric("character_recall", "Share of the gold text that is found (characters, first five)", "higher", score, "retrieval")
