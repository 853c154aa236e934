"""Citation precision: the share of an answer's citations that are not beside the point.

A citation of sentence s is **irrelevant** when it alone does not bear s and the others bear s without it; it is precise
when all citations of s together bear s and it is not irrelevant. The mean over the answer's citations that have words
at hand. Taken twice, as recall is: over all citations, where beside the guidance an authority must bear the sentence
alone, and over the law alone, where it may also be one of several that only together bear it.
Source: T. Gao, H. Yen, J. Yu, D. Chen, Enabling Large Language Models to Generate Text with Citations (ALCE, EMNLP
2023), § 3; in place of its entailment model stands ``bears.py``, whose limit is told there.
"""

from __future__ import annotations

from eval.metrics.bears import bears, texts
from eval.metrics.citation_recall import law
from eval.metrics.shown import claims, share
from eval.models import Bench, Case, Metric, Seen


def of_all(case: Case, seen: Seen, bench: Bench) -> float | None:
    return share([mark for c in claims(seen) for mark in _precise(texts(c["citations"], seen), c["text"])], case, seen)


def of_law(case: Case, seen: Seen, bench: Bench) -> float | None:
    return share([mark for c in claims(seen) for mark in _precise(texts(law(c), seen), c["text"])], case, seen)


def _precise(cited: list[str], claim: str) -> list[bool]:
    """For each cited text of a sentence, whether its citation is precise."""
    together = bears(cited, claim)
    return [together and (bears([text], claim) or not bears(cited[:i] + cited[i + 1 :], claim)) for i, text in enumerate(cited)]


METRICS = (
    Metric("citation_precision", "Citations that bear their sentence or are needed for it", "higher", of_all, "answers"),
    Metric("citation_precision_law", "Citations of law that bear their sentence or are needed for it", "higher", of_law, "answers"),
)
