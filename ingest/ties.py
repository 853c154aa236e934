"""Ties: from a library line to the court's own sentence behind it.

On the pinned pages where the decision has pages; in the whole decision, marked as not checked, where it has none.
A tie is scored by what it is worth showing for: shared rare words, the quoted phrase, and the encoder's cosine.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.library import Library
from corpus.meaning import content
from corpus.models import OF_THE_COURT, Cite, Line, Passage, Source, Tie
from corpus.opinions import NOTE_HEAD
from corpus.quoting import find_quote, fold, quotations
from corpus.reporting import reports_others
from ingest.encoder import Vectors
from ingest.passages import sentences

SHORTLIST = 6
WORTH_SHOWING = 0.35
"""Below this score the sentence found is not what the line rests on: then only the pin is given."""

SECOND_HAND = 0.25
"""What a sentence of law loses where the court only reports what a party or a court below said."""
OWN_WORDS = frozenset({"short", "rule", "holding", "limit", "careful", "do"})

Encode = Callable[[Sequence[str]], Vectors]


def tie_key(source_id: str, line: Line, cite: Cite) -> str:
    """A line's tie to one of its authorities."""
    return f"{source_id}:{line.start}:{cite.key}"


@dataclass(frozen=True)
class _Sentence:
    passage: Passage
    start: int  # in the passage
    end: int
    stems: frozenset[str]

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True)
class _Wanted:
    key: str
    line: Line
    candidates: list[_Sentence]
    page_checked: bool


def make_ties(library: Library, opinions: dict[str, Source], passages: dict[str, list[Passage]], encode: Encode) -> dict[str, Tie]:
    """Every tie that can be made, by ``tie_key``; ``opinions`` and ``passages`` are by opinion id."""
    split = {oid: _split(opinions[oid], passages[oid]) for oid in opinions}
    rarity = _rarity(s for sentences_ in split.values() for s in sentences_)
    wanted = [w for source in library.sources.values() for w in _wanted(source, library, opinions, split, rarity)]
    texts = list(dict.fromkeys([w.line.text for w in wanted] + [c.text for w in wanted for c in w.candidates]))
    vectors = dict(zip(texts, encode(texts), strict=True)) if texts else {}
    ties = {}
    for w in wanted:
        best = max(w.candidates, key=lambda c: _score(w.line, c, vectors, rarity), default=None)
        if best and (score := _score(w.line, best, vectors, rarity)) >= WORTH_SHOWING:
            p = best.passage
            ties[w.key] = Tie(p.id, best.start, best.end, round(score, 3), w.page_checked, p.source_id, p.start + best.start)
    return ties


def _split(source: Source, passages: list[Passage]) -> list[_Sentence]:
    """The sentences of the passages; the number at the head of a footnote is none of its words, and what runs on from another page is no sentence."""
    found = [(p, NOTE_HEAD.match(source.text, a, b), a, b) for p in passages for a, b in sentences(source.text, p.start, p.end)]
    spans = [(p, head.end() if head else a, b) for p, head, a, b in found if not head or head[1] != "continued"]
    return [_Sentence(p, a - p.start, b - p.start, content(source.text[a:b])) for p, a, b in spans if a < b]


def _rarity(sentences_: Iterator[_Sentence]) -> Callable[[str], float]:
    seen: Counter[str] = Counter()
    total = 0
    for s in sentences_:
        seen.update(s.stems)
        total += 1
    return lambda stem: math.log((total + 1) / (seen[stem] + 1)) + 0.1


def _wanted(
    source: Source, library: Library, opinions: dict[str, Source], split: dict[str, list[_Sentence]], rarity: Callable[[str], float]
) -> Iterator[_Wanted]:
    for section in source.sections:
        for line in section.lines:
            for cite in line.cites:
                authority = library.authorities[cite.key]
                opinion = opinions.get(authority.opinion_id or "")
                if line.start < 0 or opinion is None or not cite.pins:
                    continue
                pool = [s for s in split[opinion.id] if _may_speak(s, line) and _on_page(s, cite, opinion)]
                pool.sort(key=lambda s: -_lexical(line, s, rarity))
                yield _Wanted(tie_key(source.id, line, cite), line, pool[:SHORTLIST], bool(opinion.pages))


def _may_speak(sentence: _Sentence, line: Line) -> bool:
    """A line of law is tied to the Court's words only; a line on a separate opinion to that of any judge."""
    return line.voice == "separate opinion" or sentence.passage.part in (*OF_THE_COURT, "plurality")


def _on_page(sentence: _Sentence, cite: Cite, opinion: Source) -> bool:
    if not opinion.pages:
        return True
    at = opinion.pin_at(sentence.passage.start + sentence.start, sentence.passage.start + sentence.end)
    if at is None:
        return False
    return any(p.covers(at) and (p.beside or p.note is None or p.note == at.note) for p in cite.pins)


def _lexical(line: Line, sentence: _Sentence, rarity: Callable[[str], float]) -> float:
    mine = content(line.text)
    shared = sum(rarity(s) for s in mine & sentence.stems)
    length = sum(rarity(s) for s in mine) or 1.0
    return shared / length + (0.6 if _quoted(line, sentence) else 0.0)


def _quoted(line: Line, sentence: _Sentence) -> bool:
    spans = quotations(line.text)
    return bool(spans) and any(find_quote(line.text[a:b], fold(sentence.text)) for a, b in spans)


def _score(line: Line, sentence: _Sentence, vectors: dict[str, Vectors], rarity: Callable[[str], float]) -> float:
    cosine = float(vectors[line.text] @ vectors[sentence.text])
    lost = SECOND_HAND if line.role in OWN_WORDS and reports_others(sentence.text) else 0.0
    return min(1.0, 0.6 * max(cosine, 0.0) + 0.4 * _lexical(line, sentence, rarity)) - lost
