"""The support score of a claim: beside one sentence, and bare, beside those that were found nearest to it.

Of a bare claim it also decides where no sentence is near enough for the word checks alone: a claim whose support is lower
than that of five true ones in six is told to be contradicted, with that as the reason; one that is not is unsupported,
even where a check found a difference with a sentence that may speak of something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chains.given import Verdict
from chains.statements import Statement, encoded, lines_of
from corpus.support import figures, pooled, support, weights_of
from ingest.index import Index

BESIDE = 5
"""Sentences beside which a bare claim is weighed."""
AGREES = 0.7
"""Cosine from which a sentence without a difference outweighs a low score."""
STRONG = 0.75
"""Nearness from which a sentence that differs decides by itself."""
LOW = "the nearest sentences, weighed word by word, speak against it (support {:.2f}; of true claims one in six comes out below {:.2f}): read them"


def weighed(index: Index, claim: str, near: Sequence[Statement], verdict: Verdict, agrees: float) -> Verdict:
    """The verdict with ``support``, 0–1, in its first piece of evidence, and ``contradicted`` in place of ``unsupported`` where that is low.

    ``agrees``: the cosine of the nearest sentence from which no check of words finds a difference; a low score alone does not outweigh a near one.
    """
    if not near or not verdict.evidence:
        return verdict
    score = round(support(beside(index, claim, near, verdict.verdict), "found"), 3)
    doubtful = weights_of("found")["doubtful"]
    if verdict.verdict == "unsupported" and score < doubtful and agrees < AGREES:
        verdict = replace(verdict, verdict="contradicted", reasons=(LOW.format(score, doubtful), *verdict.reasons))
    elif verdict.verdict == "contradicted" and score >= doubtful and _nearness(near, verdict) < STRONG:
        verdict = replace(verdict, verdict="unsupported", reasons=("it differs from a sentence that may speak of something else", *verdict.reasons))
    first, *rest = verdict.evidence
    return replace(verdict, evidence=({**first, "support": score}, *rest))


def _nearness(near: Sequence[Statement], verdict: Verdict) -> float:
    """How near the sentence is that a verdict rests on."""
    return next((s.nearness for s in near if s.text == verdict.evidence[0]["text"]), 1.0)


def beside(index: Index, claim: str, near: Sequence[Statement], said: str) -> dict[str, float]:
    """The figures of a bare claim, as ``pooled`` gives them."""
    rarity, mine = lines_of(index).rarity, encoded(index, claim)
    return pooled([(s.nearness, figures(mine, encoded(index, s.text), rarity, voice=s.voice)) for s in near[:BESIDE]], said)


def support_of(index: Index, claim: str, words: str, voice: str = "") -> float:
    """The support score, 0–1, of a claim beside these words."""
    return round(support(figures(encoded(index, claim), encoded(index, words), lines_of(index).rarity, voice=voice)), 3)
