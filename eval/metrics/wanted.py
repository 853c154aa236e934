"""The authorities that a case expects, graded: what the measures of sources share.

``Case.authorities`` stands best first, so the first of n has grade n and the last grade 1. What is ranked are the
authorities that the retrieved units cite, in the order in which they cite them (``Seen.ranked_authorities``).
"""

from __future__ import annotations

from eval.metrics.shown import key_of
from eval.models import Bench, Case, Seen


def wanted(case: Case, bench: Bench) -> dict[str, int]:
    """Grades by authority; none for a case that must not be answered."""
    keys = list(dict.fromkeys(key_of(k, bench) for k in case.authorities)) if case.expect == "answered" else []
    return {key: len(keys) - place for place, key in enumerate(keys)}


def ranked(seen: Seen, bench: Bench) -> list[str]:
    """The authorities retrieved, in one normal form, best first."""
    return [key_of(k, bench) for k in seen.ranked_authorities]
