"""All metrics, in the order of the tables; one file each, with definition, formula and source.

``shown.py``, ``reached.py``, ``wanted.py`` and ``bears.py`` hold what several of them share; what a crash scores is said
in ``shown.py``.
"""

from __future__ import annotations

from corpus.errors import InputError
from eval.metrics import (
    abstention_precision,
    abstention_recall,
    binding_first,
    character_precision,
    character_recall,
    citation_precision,
    citation_recall,
    dissent_as_law,
    false_premise,
    first_authority,
    forbidden_statements,
    invented_citations,
    length,
    lost,
    milliseconds,
    ndcg,
    nugget_recall,
    pin_accuracy,
    quotation_fidelity,
    reading_grade,
    recall,
    reciprocal_rank,
    reworded,
    right_reply,
    short_first,
    steadiness,
    tokens,
    top3_authority,
)
from eval.models import Metric

ALL: tuple[Metric, ...] = (
    first_authority.METRIC,
    top3_authority.METRIC,
    *nugget_recall.METRICS,
    forbidden_statements.METRIC,
    invented_citations.METRIC,
    quotation_fidelity.METRIC,
    pin_accuracy.METRIC,
    *citation_recall.METRICS,
    *citation_precision.METRICS,
    binding_first.METRIC,
    dissent_as_law.METRIC,
    steadiness.METRIC,
    reworded.METRIC,
    short_first.METRIC,
    length.METRIC,
    reading_grade.METRIC,
    lost.METRIC,
    abstention_precision.METRIC,
    abstention_recall.METRIC,
    right_reply.METRIC,
    false_premise.METRIC,
    *recall.METRICS,
    *reciprocal_rank.METRICS,
    *ndcg.METRICS,
    character_precision.METRIC,
    character_recall.METRIC,
    *milliseconds.METRICS,
    tokens.METRIC,
)
_NAMED = {metric.name: metric for metric in ALL}


def by_name(name: str) -> Metric:
    """The metric of that name. Raises InputError where there is none."""
    if name not in _NAMED:
        raise InputError(f"no metric “{name}”; there are {', '.join(_NAMED)}")
    return _NAMED[name]
