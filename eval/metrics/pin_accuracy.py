"""Pin accuracy: the share of page references that can be right and, where it can be seen, are.

Every citation of a held decision with a pin counts as 1 or 0. It is right when each of its pages can be read and lies
inside the decision (``corpus.library.pin_inside``; where the last page is not known only what is plainly outside is
wrong), and when, for a citation that quotes the decision's own text and a text with page marks, the page on which the
quoted words stand is one of those given. Statutes and rules have no pins; a page given after a parallel citation counts
another reporter's pages and is not judged.
"""

from __future__ import annotations

from typing import Any

from corpus.citing import read_pins
from corpus.library import pin_inside
from corpus.models import Pin
from eval.metrics.quotation_fidelity import opinion_of
from eval.metrics.shown import citations, passages, share
from eval.models import Bench, Case, Metric, Seen


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    marks = [_right(c, seen, bench) for c in citations(seen) if c["pin"] and c["citation"]]
    return share([mark for mark in marks if mark is not None], case, seen)


def _right(citation: dict[str, Any], seen: Seen, bench: Bench) -> bool | None:
    authority = bench.authority(citation["citation"])
    if not authority or authority.kind != "case" or authority.key != citation["citation"]:
        return None
    pins = read_pins(citation["pin"])
    inside = bool(pins) and all(pin_inside(authority, pin) is not False for pin in pins)
    own = _own_page(citation, seen, bench)
    return inside and (own is None or any(pin.covers(own) for pin in pins))


def _own_page(citation: dict[str, Any], seen: Seen, bench: Bench) -> Pin | None:
    """The page on which the quoted words stand in the decision; None where that cannot be looked up."""
    passage = passages(seen).get(citation["passage_id"] or "")
    if not passage or passage["kind"] != "opinion" or opinion_of(citation["citation"], bench) != passage["source_id"]:
        return None
    return bench.index.opinion(passage["source_id"]).pin_at(passage["start"] + citation["start"], passage["start"] + citation["end"])


METRIC = Metric("pin_accuracy", "Page references that are right as far as can be seen", "higher", score, "answers")
