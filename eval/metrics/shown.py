"""What an answer shows, read from its JSON (docs/doors.md): its sentences, what they cite, in whose voice, with which status.

One rule stands here for all metrics (``share``): where an answer shows nothing to count, a metric does not apply; but
where the system broke (``Seen.fault``) on a case that expects an answer, a share of which higher is better is 0, so that
a crash does not pass for "not applicable". Metrics of which lower is better do not apply to a broken case, save ``lost``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from eval.models import Bench, Case, Seen

SEPARATE = ("concurrence", "partial dissent", "dissent")
"""Parts of a decision that are not the court's."""


def claims(seen: Seen) -> list[dict[str, Any]]:
    return list(seen.answer["claims"])


def citations(seen: Seen) -> Iterator[dict[str, Any]]:
    """Every citation of every sentence, in order."""
    return (citation for claim in claims(seen) for citation in claim["citations"])


def passages(seen: Seen) -> dict[str, dict[str, Any]]:
    """The passages of the answer by id."""
    return {p["id"]: p for p in seen.answer["passages"]}


def status(seen: Seen) -> str:
    """The status of the answer, or ``fault`` where the system broke: a crash is no reply, not even to what is invalid."""
    return "fault" if seen.fault else str(seen.answer["status"])


def key_of(citation: str, bench: Bench) -> str:
    """The normal form of a citation: a parallel one is the same authority; one that is not held stays as it is."""
    held = bench.authority(citation)
    return held.key if held else citation


def cited_authorities(seen: Seen, bench: Bench) -> list[str]:
    """The authorities that an answer cites, each once, in the order in which they stand; guidance is none."""
    return list(dict.fromkeys(key_of(c["citation"], bench) for c in citations(seen) if c["citation"]))


def voice(citation: dict[str, Any], seen: Seen) -> str:
    """Whose words are cited, as ``corpus.weighing.weigh`` names it: "", "plurality" or "separate opinion".

    A separate opinion is known by the part of its passage or by the reason given for the weight; a plurality by the reason
    alone, for a lead opinion is often the Court's in some parts and a plurality's in others, and a passage does not say which.
    """
    passage = passages(seen).get(citation["passage_id"] or "")
    if (passage and passage["part"] in SEPARATE) or "separate opinion" in citation["why"]:
        return "separate opinion"
    return "plurality" if "plurality" in citation["why"] else ""


def share(marks: Sequence[bool | float], case: Case, seen: Seen) -> float | None:
    """The mean of the marks; where there are none, what the rule at the head of this file says."""
    if marks:
        return sum(marks) / len(marks)
    return 0.0 if seen.fault and case.expect == "answered" else None
