"""The sentences that we hold nearest to somebody's claim: lines of the library, and sentences of the decisions.

Nearness is half the encoder's cosine and half the share of the claim's words, rare words counting more. It says that
two sentences speak of the same thing, not that one follows from the other.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from chains.models import library_url
from corpus.alignment import Encoded
from corpus.meaning import senses
from corpus.models import OF_THE_COURT, Authority, Passage, Pin
from corpus.reporting import reports_others
from ingest.encoder import Vectors
from ingest.index import Index

LINES, SENTENCES, PASSAGES = 8, 6, 6
"""How many library lines and sentences of decisions are weighed for one claim; passages asked of each search."""


LONGEST = 1500
"""Characters of a sentence that are encoded; the encoder's own limit is near it."""


@dataclass(frozen=True)
class Statement:
    """A sentence that we hold, whose it is, and how near it is to the claim."""

    text: str
    keys: frozenset[str]  # the authorities it rests on
    pins: tuple[Pin, ...]
    source_id: str
    voice: str = ""  # "", "plurality", or the separate opinion that says it
    role: str = ""  # of a library line
    passage_id: str | None = None
    cosine: float = 0.0
    shared: float = 0.0  # share of the claim's words, by rarity
    covered: float = 0.0  # share of its own words that the claim has, by rarity

    from_library: bool = True

    @property
    def states_law(self) -> bool:
        """Whether a library line says what the law is; others say what a side argues, what was asked, or what to do."""
        return self.role not in ("against", "use", "question", "do", "example")

    @property
    def nearness(self) -> float:
        return (self.cosine + self.shared) / 2

    def as_json(self) -> dict[str, Any]:
        return {
            "source": self.source_id, "text": self.text, "authorities": sorted(self.keys), "pin": ", ".join(str(p) for p in self.pins) or None,
            "voice": self.voice or None, "passage_id": self.passage_id, "url": library_url(self.source_id, self.passage_id),
        }  # fmt: skip


class Lines:
    """All lines of a library with their words: made once for an index."""

    def __init__(self, index: Index) -> None:
        self.held = list(_library_lines(index))
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for i, s in enumerate(self.held):
            for word in senses(s.text):
                self._by_word[word].append(i)
        self._rarity = {word: self._rare(len(found)) for word, found in self._by_word.items()}
        self._rarest = self._rare(0)

    def _rare(self, count: int) -> float:
        return math.log((len(self.held) + 1) / (count + 0.5))

    def rarity(self, word: str) -> float:
        return self._rarity.get(word, self._rarest)

    def top(self, words: Iterable[str], k: int) -> list[Statement]:
        """The lines that share most of these words."""
        votes: Counter[int] = Counter()
        for word in sorted(words):  # in one order, so that equal lines come out the same
            worth = self.rarity(word)
            for i in self._by_word.get(word, ()):
                votes[i] += worth  # type: ignore[assignment]
        return [self.held[i] for i, _ in votes.most_common(k)]


def _library_lines(index: Index) -> Iterator[Statement]:
    for source in (s for s in index.library.sources.values() if s.kind != "state"):
        for section in source.sections:
            passage = index.section_passages.get(section.id)
            for x in section.lines:
                if x.start >= 0:
                    pins = tuple(p for c in x.cites for p in c.pins)
                    yield Statement(x.text, frozenset(c.key for c in x.cites), pins, source.id, x.voice, x.role, passage.id if passage else None)


@lru_cache(maxsize=4)
def lines_of(index: Index) -> Lines:
    return Lines(index)


def nearest_statements(index: Index, sentence: str, authorities: Sequence[Authority] = ()) -> list[Statement]:
    """Statements near to a sentence, nearest first; of the authorities given always some."""
    lines, words, keys = lines_of(index), senses(sentence), {a.key for a in authorities}
    found = lines.top(words, LINES * 4)
    chosen = [*found[:LINES], *[s for s in found[LINES:] if s.keys & keys][:LINES]]
    if keys and len([s for s in chosen if s.keys & keys]) < LINES:
        chosen += sorted((s for s in lines.held if s.keys & keys), key=lambda s: -_shared(words, s.text, lines))[:LINES]
    vector = encoded(index, sentence).whole
    spoken = _sentences(index, sentence, vector, keys)
    chosen += sorted(spoken, key=lambda s: -_shared(words, s.text, lines))[:SENTENCES]
    chosen = list(dict.fromkeys(chosen))
    cosines = [_whole(index, s.text) @ vector for s in chosen]
    near = [
        replace(s, cosine=float(c), shared=_shared(words, s.text, lines), covered=_shared(senses(s.text), sentence, lines))
        for s, c in zip(chosen, cosines, strict=True)
    ]
    return sorted(near, key=lambda s: -s.nearness)


def _shared(words: frozenset[str], text: str, lines: Lines) -> float:
    total = sum(map(lines.rarity, words))
    return sum(map(lines.rarity, words & senses(text))) / total if total else 0.0


def share_of(index: Index, claim: str, text: str) -> float:
    """The share of a claim's words, by rarity, that a text has."""
    return _shared(senses(claim), text, lines_of(index))


@lru_cache(maxsize=4096)
def encoded(index: Index, text: str) -> Encoded:
    """A sentence with the vectors of its words; its own vector is ``whole``. The index holds those of the library's lines; others recur."""
    return index.lines.encoded(text) or index.encoder.encode_words(text[:LONGEST])


def _whole(index: Index, text: str) -> Vectors:
    held = index.lines.whole(text)
    return encoded(index, text).whole if held is None else held


def _sentences(index: Index, sentence: str, vector: Vectors, keys: set[str]) -> Iterator[Statement]:
    """Sentences of the passages of decisions that the searches give, those of the authorities given first."""
    owners = {i: k for k, i in index.library.opinions.items()}
    asked = 8 * PASSAGES if keys else PASSAGES
    dense = [p for p, _ in index.store.nearest_passages(vector, asked)]
    worded = list(index.store.get([i for i, _ in index.passage_words.top(sentence, asked)]).values())
    own = [p for p in (*dense, *worded) if owners.get(p.source_id) in keys][: 2 * PASSAGES]
    for p in dict.fromkeys([*own, *dense[:PASSAGES], *worded[:PASSAGES]]):
        yield from _said_in(p, owners.get(p.source_id))


@lru_cache(maxsize=4096)
def _said_in(p: Passage, key: str | None) -> tuple[Statement, ...]:
    """What the court, or the judge, says itself in a passage, sentence by sentence."""
    import nupunkt

    keys, pins, voice = frozenset([key] if key else []), _pin(p), _voice(p)
    spoken = [p.text[a:b].strip() for a, b in nupunkt.sent_spans(p.text) if b - a > 30]
    own = [t for t in spoken if not _CITES_ONLY.search(t) and not reports_others(t)]
    return tuple(Statement(t, keys, pins, p.source_id, voice, "", p.id, from_library=False) for t in own)


_CITES_ONLY = re.compile(r"^\W*(?:See|Cf\.|Accord|Id\.|E\.g\.|Compare|Brief for)\b|(?:\d U\. ?S\..*){3}|(?:§ ?\d.*){4}", re.DOTALL)
"""Sentences that list authorities: their words are others' and their figures are citations."""


def _pin(p: Passage) -> tuple[Pin, ...]:
    from corpus.citing import read_pins

    return read_pins(p.pin) if p.pin else ()


def _voice(p: Passage) -> str:
    if p.part in (*OF_THE_COURT, None):
        return ""
    return "plurality" if p.part == "plurality" else f"{p.author or 'a judge'}'s {p.part}"
