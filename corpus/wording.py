"""The words of a sentence and their senses: what every check on meaning begins with."""

from __future__ import annotations

import re
from functools import lru_cache

import Stemmer

from corpus.senses import ALIKE, NEGATORS, PATTERNS, PREFIXED

_STEM = Stemmer.Stemmer("english")
STOP = frozenset(
    "a an the of to in on for and or by with at from as that this these those it its is are was were be been being has have had do does did which who whom "
    "whose there their they them he she his her him we our you your i my me so than then such into upon under over about also will would shall when where "
    "while if because since any all both each other own same just only very court held holding said says".split()
)
NEGATOR = re.compile(NEGATORS)
once = lru_cache(maxsize=1 << 14)
"""For what depends on one sentence alone: sentences of the library come back beside claim after claim, and are read once."""


def words(text: str) -> list[str]:
    """Lower-case words and numbers of a text, apostrophes kept."""
    return re.findall(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*", text.lower().replace("’", "'"))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    return str(_STEM.stemWord(word))


@lru_cache(maxsize=100_000)
def sense(word: str) -> str:
    """The stem of a word, one for those that this field uses for one another."""
    plain = PREFIXED.get(word, word).removesuffix("'s")
    return stem(ALIKE.get(plain, plain))


@once
def content(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    return frozenset(stem(w) for w in words(text) if w not in STOP and len(w) > 1)


@once
def senses(text: str) -> frozenset[str]:
    """Senses of the words that carry meaning, negations aside."""
    return frozenset(sense(w) for w in words(text) if w not in STOP and len(w) > 1 and not NEGATOR.fullmatch(w))


@once
def marks(text: str) -> frozenset[str]:
    """The patterns of ``senses.py`` that stand in a text in lower case."""
    return frozenset(p for p in PATTERNS if re.search(p, text))


def overlap(claim: str, source: str) -> float:
    """Share of the claim's content stems that the source has too, 0–1."""
    mine = content(claim)
    return len(mine & content(source)) / len(mine) if mine else 0.0
