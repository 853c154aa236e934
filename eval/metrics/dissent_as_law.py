"""Dissent as law: the share of an answer's sentences of law that rest on an opinion which is not the court's.

Over the sentences whose role states law (``corpus.models.LAW_ROLES`` and ``court``, a decision's own sentence; not
``voice``, which is there to say what another judge said): 1 where one of the citations is to a dissent, a partial
dissent or a concurrence, by the part of its passage or by the reason given for its weight, else 0. A sentence that
itself names the voice ("in dissent", "three justices thought") takes it for what it is and scores 0.
"""

from __future__ import annotations

import re

from corpus.models import LAW_ROLES
from eval.metrics.shown import claims, voice
from eval.models import Bench, Case, Metric, Seen

ROLES = (LAW_ROLES - {"voice"}) | {"court"}
NAMED = re.compile(r"\bjustices?\b|\bdissent|\bconcurr|\bseparate(?:ly)?\b", re.IGNORECASE)


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    stated = [c for c in claims(seen) if c["role"] in ROLES]
    taken = [any(voice(x, seen) == "separate opinion" for x in c["citations"]) and not NAMED.search(c["text"]) for c in stated]
    return sum(taken) / len(taken) if taken else None


METRIC = Metric("dissent_as_law", "Sentences of law that rest on a dissent or concurrence", "lower", score, "answers")
