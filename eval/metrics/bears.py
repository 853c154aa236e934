"""Whether cited texts bear a sentence: our stand-in for the entailment model of ALCE, and what it cannot see.

A text bears a sentence when the sentence stands in it word for word (marks and spaces folded, ``corpus.folding``), or
when it has at least ``COVERED`` of the sentence's words that carry meaning, in the senses of ``corpus.meaning.senses``
(stems, with the field's synonyms as one word). A cited text is the passage that the citation opens; without one, the
words it quotes. A citation with neither has no words at hand and is not judged.

The limit. Words alone do not say that one sentence follows from another. Of 1,361 citations of decisions that the full
index tied to our sentences, about half reach ``COVERED``; of passages of other decisions taken at random, 1 in 100. Of
2,002 sentences that contradict their passage by one turned word, 59% reach it, against 43% of 2,058 that follow from
theirs and 9% of 889 that are only near (hand-labelled pairs of this subject). So it tells a passage about the sentence
from a passage about something else, and says nothing of a turned negation or standard: that is tried by
``eval/tampering.py``. A true paraphrase in other words counts as not borne. It is deterministic and needs no network.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from corpus.folding import fold
from corpus.meaning import senses
from eval.metrics.shown import passages
from eval.models import Seen

COVERED = 0.5
"""Share of a sentence's telling words from which a text is about it."""


def texts(citations: Sequence[dict[str, Any]], seen: Seen) -> list[str]:
    """The words at hand of the citations that have any, in their order."""
    held = passages(seen)
    found = [held[c["passage_id"]]["text"] if c["passage_id"] in held else c["quote"] for c in citations]
    return [text for text in found if text]


def bears(cited: Sequence[str], claim: str) -> bool:
    """Whether the cited texts, put together as ALCE does, bear the sentence; no text bears none."""
    if any(_folded(claim) in _folded(text) for text in cited):
        return True
    mine = senses(claim)
    theirs = frozenset().union(*map(senses, cited))
    return bool(mine) and len(mine & theirs) / len(mine) >= COVERED


@lru_cache(maxsize=8192)  # the same passages stand under many answers
def _folded(text: str) -> str:
    return fold(text).text
