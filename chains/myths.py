"""False statements that the library marks as such (its ``myth`` lines), found again in somebody's claim."""

from __future__ import annotations

from functools import lru_cache

from chains.statements import encoded
from corpus.meaning import conflicts, overlap
from ingest.encoder import Vectors
from ingest.index import Index

NEAR_MYTH = 0.72
ROUNDING = 0.001
"""How much a cosine of ours may differ from the store's."""


def myth_in(index: Index, sentence: str, nearest: float) -> str | None:
    """A false statement that the sentence repeats, at least as near as ``nearest``: the nearest true one that agrees with it."""
    vector, least = encoded(index, sentence).whole, max(NEAR_MYTH, nearest)
    if (_vectors(index) @ vector).max(initial=-1.0) < least - ROUNDING:
        return None  # as nearly always, and no search is needed
    for text, _, kind, cosine in index.store.nearest_questions(vector, 8):
        if kind == "myth" and cosine >= least and _alike(sentence, text) and not conflicts(sentence, text):
            return text
    return None


@lru_cache(maxsize=4)
def _vectors(index: Index) -> Vectors:
    return index.lines.rows([line.text for section in index.library.sections.values() for line in section.spoken("myth")])


def _alike(a: str, b: str) -> bool:
    return min(overlap(a, b), overlap(b, a)) >= 0.5
