"""Citation recall: the share of an answer's sentences that are borne by what they cite, taken together.

For each sentence s with cited texts C: 1 if C bears s, else 0; the mean over the answer's sentences. A sentence that
cites nothing scores 0; one whose citations have no words at hand is left out. Taken twice: over all citations, where a
sentence printed from our own guidance is always borne by that guidance; and over the law alone (guidance set aside,
sentences that cite some law), which says how far the authorities themselves speak of what is said.
Source: T. Gao, H. Yen, J. Yu, D. Chen, Enabling Large Language Models to Generate Text with Citations (ALCE, EMNLP
2023), § 3; in place of its entailment model stands ``bears.py``, whose limit is told there.
"""

from __future__ import annotations

from typing import Any

from eval.metrics.bears import bears, texts
from eval.metrics.shown import claims, share
from eval.models import Bench, Case, Metric, Seen


def of_all(case: Case, seen: Seen, bench: Bench) -> float | None:
    judged = [c for c in claims(seen) if texts(c["citations"], seen) or not c["citations"]]
    return share([bears(texts(c["citations"], seen), c["text"]) for c in judged], case, seen)


def of_law(case: Case, seen: Seen, bench: Bench) -> float | None:
    cited = [(texts(law(c), seen), c["text"]) for c in claims(seen)]
    return share([bears(found, text) for found, text in cited if found], case, seen)


def law(claim: dict[str, Any]) -> list[dict[str, Any]]:
    """The citations of a sentence that are authorities."""
    return [c for c in claim["citations"] if c["citation"]]


METRICS = (
    Metric("citation_recall", "Sentences borne by what they cite", "higher", of_all, "answers"),
    Metric("citation_recall_law", "Sentences borne by the law they cite, our guidance aside", "higher", of_law, "answers"),
)
