"""Binding first: whether what binds the reader stands before what only persuades.

The share of these that hold: for each sentence with citations, they run binding, persuasive, guidance, by the weight
that ``corpus.weighing.weigh`` gives the authority for the reader's circuit, and no citation claims to bind that does not;
and, where the reader named a circuit and an expected authority binds there, the first authority of the first sentence
binds. A dissent or a plurality never binds (``shown.voice``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from corpus.models import Weight
from corpus.weighing import weigh
from eval.metrics.shown import claims, share, voice
from eval.models import Bench, Case, Metric, Seen

ORDER: dict[Weight, int] = {"binding": 0, "persuasive": 1, "guidance": 2}


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    return share(list(_holds(case, seen, bench)), case, seen)


def _holds(case: Case, seen: Seen, bench: Bench) -> Iterator[bool]:
    cited = [[(c["weight"], _weight(c, case, seen, bench)) for c in claim["citations"]] for claim in claims(seen)]
    for weights in cited:
        if weights:
            ordered = all(ORDER[a] <= ORDER[b] for (_, a), (_, b) in pairwise(weights))
            yield ordered and all(said != "binding" or true == "binding" for said, true in weights)
    if cited and case.circuit and any(weigh(bench.authority(k), case.circuit).weight == "binding" for k in case.authorities):
        yield next((true for _, true in cited[0] if true != "guidance"), None) == "binding"


def _weight(citation: dict[str, Any], case: Case, seen: Seen, bench: Bench) -> Weight:
    """What a citation is worth in the reader's circuit; guidance, and what is not held, is guidance at most."""
    return weigh(bench.authority(citation["citation"]), case.circuit, voice(citation, seen)).weight


METRIC = Metric("binding_first", "Binding authority before persuasive", "higher", score, "answers")
