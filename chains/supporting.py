"""The support score of a claim beside the sentence that is shown for it: for curves and for staff, never a verdict."""

from __future__ import annotations

from dataclasses import replace

from chains.given import Verdict
from chains.statements import encoded, lines_of
from corpus.support import figures, support
from ingest.index import Index


def scored(index: Index, claim: str, verdict: Verdict) -> Verdict:
    """The verdict with ``support``, 0–1, in its first piece of evidence; as it is where there is none."""
    if not verdict.evidence:
        return verdict
    first, *rest = verdict.evidence
    score = support_of(index, claim, str(first["text"]), str(first.get("voice") or ""))
    return replace(verdict, evidence=({**first, "support": score}, *rest))


def support_of(index: Index, claim: str, words: str, voice: str = "") -> float:
    """The support score, 0–1, of a claim beside these words."""
    return round(support(figures(encoded(index, claim), encoded(index, words), lines_of(index).rarity, voice=voice)), 3)
