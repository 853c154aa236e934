"""False statements that the library marks as such (its ``myth`` lines), found again in somebody's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from chains.statements import encoded
from corpus.meaning import conflicts, overlap
from ingest.encoder import Vectors
from ingest.index import Index

NEAR_MYTH = 0.72
"""Cosine from which a claim repeats a false statement."""
FAR = 0.3
"""Cosine below which none is compared word by word."""


@dataclass(frozen=True)
class Myth:
    """A false statement, the section that holds it, and the authorities that it is told of or shown false by."""

    text: str
    section: str
    keys: frozenset[str]


def myths_near(index: Index, words: str) -> Iterator[tuple[Myth, float]]:
    """(myth, cosine), nearest first."""
    held, vectors = _held(index)
    cosines = vectors @ encoded(index, words).whole
    yield from ((held[i], float(cosines[i])) for i in (-cosines).argsort(kind="stable") if cosines[i] >= FAR)


def myth_in(index: Index, sentence: str, nearest: float) -> str | None:
    """A false statement that the sentence repeats, at least as near as ``nearest``: the nearest true one that agrees with it."""
    for myth, cosine in myths_near(index, sentence):
        if cosine < max(NEAR_MYTH, nearest):
            return None
        if (
            min(overlap(sentence, myth.text), overlap(myth.text, sentence)) >= 0.5
            and denies(sentence) == denies(myth.text)
            and not conflicts(sentence, myth.text)
        ):
            return myth.text
    return None


def denies(words: str) -> bool:
    """Whether a sentence denies: "does not apply" beside "forbids" is no repetition."""
    return len(_DENIAL.findall(words)) % 2 == 1


_DENIAL = re.compile(r"\b(?:not|no|never|cannot|nor|neither|nothing|nobody|none|\w+n['’]t)\b", re.IGNORECASE)


@lru_cache(maxsize=4)
def _held(index: Index) -> tuple[list[Myth], Vectors]:
    found = []
    for section in index.library.sections.values():
        own = index.library.sources[section.source_id].authority
        for line in section.spoken("myth"):
            found.append(Myth(line.text, section.id, frozenset([*(c.key for c in line.cites), *([own.key] if own else [])])))
    return found, index.lines.rows([m.text for m in found])
