"""Forbidden statements: the share of answers that say something which must not be said.

1 when one of a case's forbidden wordings stands in a sentence or in a notice, case, quotation marks and spaces folded,
else 0. A notice may say back words of the question or its history ("you wrote …"). Cases that forbid nothing, and
answers that never came, are left out.
"""

from __future__ import annotations

from eval.metrics.shown import claims
from eval.models import Bench, Case, Metric, Seen
from eval.questions import folded


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    return float(says_forbidden(case, seen)) if case.forbidden and not seen.fault else None


def says_forbidden(case: Case, seen: Seen) -> bool:
    said = [folded(c["text"]) for c in claims(seen)]
    told = [folded(n) for n in seen.answer["notices"]]
    asked = folded("\n".join((case.question, *case.history)))
    wordings = [folded(w) for w in case.forbidden]
    return any(w in text for w in wordings for text in said) or any(w in text and w not in asked for w in wordings for text in told)


METRIC = Metric("forbidden_statements", "Answers that say what must not be said", "lower", score, "answers")
