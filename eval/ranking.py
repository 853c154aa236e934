"""Measures of a ranking, taken by ir-measures: the only file that knows it.

A ranking is a list of ids, best first; what is relevant is given as grades, 1 or more, by id. A second mention of an id
is left out, and what has no grade is not relevant. The measures are those of trec_eval, on which ir-measures calls:

- recall at k: share of the relevant ids among the first k;
- reciprocal rank: 1 / rank of the first relevant id, 0 where there is none (Voorhees, TREC-8, 1999);
- nDCG at k: the sum of grade / log2(rank + 1) over the first k, as a share of the same sum for the best possible order
  (Järvelin & Kekäläinen, ACM TOIS 20(4), 2002; gains are the grades themselves, not powers of two).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG


def recall(ranked: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    return _value(R @ k, ranked, grades)


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    return _value(RR, ranked, grades)


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    return _value(nDCG @ k, ranked, grades)


def _value(measure: ir_measures.Measure, ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """The measure of one question; scores are made to fall with the rank, so that there are no ties to break."""
    wanted = [Qrel("q", name, grade) for name, grade in grades.items()]
    given = [ScoredDoc("q", name, -rank) for rank, name in enumerate(dict.fromkeys(ranked))]
    return float(next(m.value for m in ir_measures.iter_calc([measure], wanted, given)))
