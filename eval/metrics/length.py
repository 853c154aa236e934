"""Length: how many sentences an answer shows.

Sentences of the claims as ``ingest.passages.sentences`` splits legal prose: one for a line of the library, several for
a chunk of a peer. Neither more nor fewer is better by itself. None where nothing is shown.
"""

from __future__ import annotations

from eval.metrics.shown import claims
from eval.models import Bench, Case, Metric, Seen
from ingest.passages import sentences


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    return float(sentences_of([c["text"] for c in claims(seen)])) or None


def sentences_of(texts: list[str]) -> int:
    return sum(len(sentences(text, 0, len(text))) for text in texts)


METRIC = Metric("length", "Sentences shown", "neither", score, "answers", "sentences")
