"""Steadiness: whether the same question in other words leads to the same authority.

For a case that expects an answer and is asked in several wordings (``Case.same_as``): the share of the other wordings
whose first cited authority is the same as its own. Where it cites none itself, none is the same. Wordings that were not
asked in the run are left out, and so is a case without any.
"""

from __future__ import annotations

from eval.metrics.shown import cited_authorities
from eval.models import Bench, Case, Metric, Seen


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    group = case.same_as or case.id
    others = [i for i, c in bench.cases.items() if i != case.id and (c.same_as or i) == group and i in bench.seen]
    if not others or case.expect != "answered":
        return None
    mine = cited_authorities(seen, bench)[:1]
    return sum(bool(mine) and cited_authorities(bench.seen[i], bench)[:1] == mine for i in others) / len(others)


METRIC = Metric("steadiness", "Same first authority when asked in other words", "higher", score, "answers")
