"""nDCG at 10: whether what is wanted most stands highest among the first ten retrieved.

DCG = sum over the first ten of grade / log2(place + 1); nDCG = DCG / that of the best possible order. Of sources: the
first of n expected authorities has grade n, the last grade 1 (``wanted.py``). Of passages: grade 1 for a unit that
reaches a gold line which none before it did (``reached.py``). By ir-measures (``eval/ranking.py``).
Source: K. Järvelin, J. Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS 20(4), 2002; that a
repeated stretch gains nothing follows C. Clarke et al., Novelty and Diversity in Information Retrieval Evaluation (2008).
"""

from __future__ import annotations

from eval import ranking
from eval.metrics.reached import gold_of, judged
from eval.metrics.wanted import ranked, wanted
from eval.models import Bench, Case, Metric, Seen

K = 10


def of_sources(case: Case, seen: Seen, bench: Bench) -> float | None:
    grades = wanted(case, bench)
    return ranking.ndcg(ranked(seen, bench), grades, K) if grades else None


def of_passages(case: Case, seen: Seen, bench: Bench) -> float | None:
    gold = gold_of(case, bench)
    return ranking.ndcg(*judged(seen.ranked, gold), K) if gold else None


METRICS = (
    Metric("ndcg_sources", "Order of the first ten authorities found (nDCG)", "higher", of_sources, "retrieval"),
    Metric("ndcg_passages", "Order of the first ten passages found (nDCG)", "higher", of_passages, "retrieval"),
)
