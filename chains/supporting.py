"""The support score of a claim beside the sentence that is shown for it: for curves and for staff, never a verdict."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from chains.given import Verdict
from chains.statements import lines_of
from corpus.alignment import Encoded
from corpus.support import figures, support
from ingest.index import Index

LONGEST = 1500
"""Characters of a sentence that are encoded; the encoder's own limit is near it."""


@lru_cache(maxsize=512)
def _encoded(index: Index, text: str) -> Encoded:
    return index.encoder.encode_words(text)


def scored(index: Index, claim: str, verdict: Verdict) -> Verdict:
    """The verdict with ``support``, 0–1, in its first piece of evidence; as it is where there is none."""
    if not verdict.evidence:
        return verdict
    first, *rest = verdict.evidence
    score = support_of(index, claim, str(first["text"]), str(first.get("voice") or ""))
    return replace(verdict, evidence=({**first, "support": score}, *rest))


def support_of(index: Index, claim: str, words: str, voice: str = "") -> float:
    """The support score, 0–1, of a claim beside these words."""
    sides = (index.encoder.encode_words(claim[:LONGEST]), _encoded(index, words[:LONGEST]))
    return round(support(figures(*sides, lines_of(index).rarity, voice=voice)), 3)
