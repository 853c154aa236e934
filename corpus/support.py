"""How far a passage supports a claim, 0–1: word checks and the encoder, weighed together.

Two sets of weights stand in ``support.toml``, both fitted by ``python -m eval pairs --fit`` on labelled pairs of a claim
and a passage: ``given`` for a claim beside its passage, ``found`` for a bare claim beside the sentences that were found
nearest to it. Only what relates the two is weighed: how long a claim is and how it is phrased would tell true from
false among the pairs (and are reported there), but say nothing about what a passage bears.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from corpus.alignment import NAMES, Encoded, align
from corpus.meaning import additions, conflicts, lowered, polarity, senses
from corpus.senses import ACTS, STRENGTH
from corpus.voices import voice_conflicts
from corpus.wording import marks

KINDS = ("negation", "opposite", "standard", "party", "number", "overbroad", "modality", "edit", "quantity")
VOICES = ("court", "dissent", "unnamed", "judge")
WEIGHTS = Path(__file__).with_name("support.toml")
Rarity = Callable[[str], float]


SHARPNESS = 8.0
SAID = ("contradicted", "misattributed", "supported")
"""Verdicts of the word checks that are figures of a bare claim."""


def support(found: Mapping[str, float], weights: str = "given") -> float:
    """Figures as one number: 1 where everything speaks for support. ``weights``: ``given`` or ``found``."""
    table = weights_of(weights)
    total = table["bias"] + sum(table.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=2)
def weights_of(name: str) -> Mapping[str, float]:
    """One set of weights; of ``found`` with ``doubtful``, the support below which a claim is told to be contradicted."""
    with WEIGHTS.open("rb") as file:
        return {key: float(value) for key, value in tomllib.load(file)[name].items()}


def pooled(near: Sequence[tuple[float, Mapping[str, float]]], said: str) -> dict[str, float]:
    """The figures of a bare claim: those beside each sentence found, (nearness, figures), averaged, the nearer counting more; and what the checks said."""
    top = max(nearness for nearness, _ in near)
    shares = [math.exp(SHARPNESS * (nearness - top)) for nearness, _ in near]
    total = sum(shares)
    mean = {name: sum(s * found[name] for s, (_, found) in zip(shares, near, strict=True)) / total for name in FIGURES}
    return mean | {f"said_{verdict}": float(said == verdict) for verdict in SAID}


def figures(claim: Encoded, passage: Encoded, rarity: Rarity, *, voice: str = "", author: str = "") -> dict[str, float]:
    """Everything that is weighed, by name. ``voice``: "" for the Court's words, else whose ("White's dissent")."""
    start, end = _nearest(claim, passage, rarity)
    sentence = passage.text[start:end]
    return {
        **_conflicts(claim.text, passage.text, sentence), **_shared(claim.text, passage.text, sentence, rarity),
        **_polarities(claim.text, passage.text, sentence), **_strength(marks(lowered(claim.text)), marks(lowered(passage.text))),
        **{f"voice_{k}": float(k in {c.kind for c in voice_conflicts(claim.text, voice, author)}) for k in VOICES},
        "cosine": float(claim.whole @ passage.whole), "cosine_sentence": float(claim.whole @ passage.part(start, end)), **align(claim, passage),
    }  # fmt: skip


_SENTENCE_END = re.compile(r"(?<=[a-z\d)”\"’][.?!;])[”\"’)]*\s+(?=[A-Z“\"(\[])")


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences, roughly: no sentence under forty characters stands alone."""
    at = 0
    for m in _SENTENCE_END.finditer(text):
        if m.start() - at >= 40 and len(text) - m.end() >= 40:
            yield at, m.start()
            at = m.end()
    yield at, len(text)


def _nearest(claim: Encoded, passage: Encoded, rarity: Rarity) -> tuple[int, int]:
    """The sentence of the passage that is nearest to the claim, by words and by vectors."""
    mine = senses(claim.text)
    total = sum(map(rarity, mine)) or 1.0

    def nearness(span: tuple[int, int]) -> float:
        shared = sum(map(rarity, mine & senses(passage.text[span[0] : span[1]]))) / total
        return shared + float(claim.whole @ passage.part(*span))

    spans = list(_sentences(passage.text))
    return max(spans, key=nearness) if len(spans) > 1 else spans[0]


def _conflicts(claim: str, passage: str, sentence: str) -> dict[str, float]:
    whole = {c.kind for c in conflicts(claim, passage)}
    near = whole if sentence == passage else {c.kind for c in conflicts(claim, sentence)}
    return {f"{k}_{where}": float(k in found) for where, found in (("passage", whole), ("sentence", near)) for k in KINDS}


def _shared(claim: str, passage: str, sentence: str, rarity: Rarity) -> dict[str, float]:
    """Shares of words in common, rare ones counting more; what decides and is added; who acts here or there only."""
    mine, theirs, near = (senses(t) for t in (claim, passage, sentence))

    def part(words: frozenset[str], of: frozenset[str]) -> float:
        return sum(map(rarity, words)) / total if (total := sum(map(rarity, of))) else 0.0

    a, b = ({k for k, p in ACTS.items() if p in marks(lowered(t))} for t in (claim, passage))
    return {
        "shared": part(mine & theirs, mine), "shared_sentence": part(mine & near, mine), "covered": part(mine & near, near),
        "missing": max((rarity(w) for w in mine - theirs), default=0.0), "added": float(len(additions(claim, passage))),
        "actors_new": float(len(a - b)), "actors_gone": float(len(b - a)),
    }  # fmt: skip


def _polarities(claim: str, passage: str, sentence: str) -> dict[str, float]:
    mine, whole, near = polarity(claim), polarity(passage), polarity(sentence)
    return {"parity": float(mine % 2 != near % 2), "denies": float(bool(mine and not whole)), "asserts": float(bool(near and not mine))}


def _strength(claim: frozenset[str], passage: frozenset[str]) -> dict[str, float]:
    found = {k: (p in claim, p in passage) for k, p in STRENGTH.items()}
    return {f"{k}_{way}": float(mine and not theirs if way == "new" else theirs and not mine) for k, (mine, theirs) in found.items() for way in ("new", "gone")}


FIGURES = (
    *(f"{k}_{where}" for where in ("passage", "sentence") for k in KINDS), "shared", "shared_sentence", "covered", "missing", "added", "actors_new",
    "actors_gone", "parity", "denies", "asserts", *(f"{k}_{way}" for k in STRENGTH for way in ("new", "gone")), *(f"voice_{k}" for k in VOICES),
    "cosine", "cosine_sentence", *NAMES,
)  # fmt: skip
"""The names of all figures."""
POOLED = (*FIGURES, *(f"said_{verdict}" for verdict in SAID))
