"""Sections and passages found for a question.

What is ranked is the question-section. Its heading, each way of asking it, and its text are units of their own. A
section scores by four voices added up: its nearest unit, its three nearest units on average, the discriminant that has
seen all sections, and the words they share. A long story is asked sentence by sentence, and a misspelled question once
more as repaired.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from chains.models import Hit, Premise, Reading, Retrieved
from chains.understand import leans
from corpus.models import Passage, Section
from ingest.encoder import Vectors
from ingest.index import Index

WIDE_QUESTIONS, WIDE_WORDS, WIDE_PASSAGES = 160, 40, 24
KEPT = 12
SHARES = (0.5, 0.5)
"""How much a follow-up counts when joined to the question before it, and when taken alone."""
STORY = 4
"""Queries above which a question is a story."""
TOLD = 0.1
"""What the section loses that answers the question before."""
FOREIGN = -0.3
"""Scope score below which even a question that points to the one before it is of another field."""
RRF = 60
"""Constant of reciprocal rank fusion (Cormack, Clarke, Büttcher 2009)."""
PASSAGE_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class Ranking:
    """The voices that rank a section, each with its weight in the sum; what each is worth, ``python -m eval ablate`` measures."""

    nearest: float = 0.5  # cosine of its nearest unit
    asked: float = 1.0  # mean cosine of its three nearest units
    learned: float = 0.08  # the discriminant's score, in its own spread
    words: float = 0.2  # BM25 as a share of the best section's
    authority: float = 0.0  # prior: how much of the library rests on its leading authority (``_prior``); measured to be worth nothing
    digest_discount: float = 0.06  # what a digest must be ahead by, unless its case is named: guidance answers, a digest tells one case


def fuse(rankings: Iterable[tuple[Sequence[str], float]]) -> dict[str, float]:
    """Reciprocal rank fusion of (ids best first, weight); the order of the rankings does not matter."""
    scores: dict[str, float] = defaultdict(float)
    for ids, weight in rankings:
        for rank, i in enumerate(ids):
            scores[i] += weight / (RRF + rank)
    return dict(scores)


def retrieve(index: Index, reading: Reading, premise: Premise, ranking: Ranking = Ranking()) -> Retrieved:
    """The best sections and passages for every query of a reading."""
    follows = reading.understood_as is not None and not _stands_alone(index, reading, premise)
    asked = reading.queries if follows or reading.understood_as is None else (reading.text,)
    queries = _with_repair(index, asked)
    vectors = index.encoder.encode(queries)
    found = [_sections(index, q, v, premise, ranking) for q, v in zip(queries, vectors, strict=True)]
    hits = list(_together(found, SHARES if follows else (1.0,)))
    if follows:
        hits = _not_again(hits, _sections(index, reading.earlier, index.encoder.encode([reading.earlier])[0], premise, ranking))
    hits.sort(key=lambda h: (-h.score, h.section.id))
    refused = index.refusals.kind(vectors[[0, len(asked) - 1]])
    return Retrieved(tuple(hits[:KEPT]), _passages(index, queries[0], vectors[0]), index.scope.score(vectors), refused, follows)


def _stands_alone(index: Index, reading: Reading, premise: Premise) -> bool:
    """Whether a question asked after another needs none: it names a decision, points to nothing, or is plainly of another field."""
    if premise.named or not leans(reading.text):
        return True
    return index.scope.score(index.encoder.encode([reading.text])) < FOREIGN


def _with_repair(index: Index, queries: tuple[str, ...]) -> tuple[str, ...]:
    """The queries, and a short question again with its misspelled words repaired."""
    if len(queries) > 2:
        return queries
    return tuple(dict.fromkeys([*queries, *(index.spelling.repair(q) for q in queries)]))


def _sections(index: Index, query: str, vector: Vectors, premise: Premise, ranking: Ranking) -> dict[str, Hit]:
    """Every section near one query, scored."""
    units: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for text, section_id, kind, cosine in index.store.nearest_questions(vector, WIDE_QUESTIONS):
        if kind != "myth":
            units[section_id].append((cosine, text))
    floor = min((c for near in units.values() for c, _ in near), default=0.0)
    learned = index.discriminant.scores(vector)
    worded = dict(index.section_words.top(query, WIDE_WORDS))
    best_learned, best_words = max(learned.values()), max(worded.values(), default=1.0)
    hits = {}
    for section_id in units.keys() | worded.keys():
        near = sorted(units.get(section_id, [(floor, "")]), reverse=True)
        asked = float(np.mean([*(c for c, _ in near[:3]), *[floor] * (3 - len(near[:3]))]))
        cosine, matched = near[0]
        by_words = worded.get(section_id, 0.0) / best_words
        hit = Hit(index.library.sections[section_id], 0.0, cosine, asked, learned[section_id] - best_learned, by_words, matched)
        hits[section_id] = replace(hit, score=_score(index, hit, ranking) - _discount(index, hit, premise, ranking))
    return hits


def _score(index: Index, hit: Hit, r: Ranking) -> float:
    prior = r.authority * _prior(index, hit.section) if r.authority else 0.0
    return r.nearest * hit.cosine + r.asked * hit.asked + r.learned * hit.learned + r.words * hit.words + prior


def _prior(index: Index, section: Section) -> float:
    """How many lines of the library cite the section's leading authority, on a log scale, as a share of the most cited one's (0–1)."""
    leading = next((c.key for line in section.lines for c in line.cites), "")
    cited = index.cited
    return math.log1p(cited.get(leading, 0)) / math.log1p(max(cited.values(), default=1))


def _discount(index: Index, hit: Hit, premise: Premise, ranking: Ranking) -> float:
    source = index.library.sources[hit.section.source_id]
    named = source.authority is not None and source.authority.key in premise.named
    return ranking.digest_discount if source.kind == "digest" and not named else 0.0


def _together(found: Sequence[dict[str, Hit]], shares: Sequence[float]) -> Iterable[Hit]:
    """Each section once: half its score is that of its best query (of a story, its two best), half that of the whole question.

    The first queries are the whole question, weighted by ``shares`` (a follow-up: joined and alone); the rest are
    sentences of a story, or the question as repaired.
    """
    floors = [min(h.score for h in each.values()) for each in found]
    counted = 2 if len(found) > STORY else 1
    for section_id in {s for each in found for s in each}:
        best = max((each[section_id] for each in found if section_id in each), key=lambda h: h.score)
        scores = [each[section_id].score if section_id in each else floor for each, floor in zip(found, floors, strict=True)]
        whole = sum(share * score for share, score in zip(shares, scores, strict=False))
        yield replace(best, score=(sum(sorted(scores)[-counted:]) / counted + whole) / 2)


def _not_again(hits: list[Hit], before: dict[str, Hit]) -> list[Hit]:
    """A follow-up seldom wants once more the section that answered the question before it."""
    told = max(before.values(), key=lambda h: h.score).section.id
    return [replace(h, score=h.score - TOLD) if h.section.id == told else h for h in hits]


def _passages(index: Index, query: str, vector: Vectors) -> tuple[tuple[Passage, float], ...]:
    """Opinion passages as evidence: asked once, with the stand-alone question."""
    if not index.store.passages_held:
        return ()
    near = index.store.nearest_passages(vector, WIDE_PASSAGES)
    held = {p.id: (p, cosine) for p, cosine in near}
    fused = fuse([([p.id for p, _ in near], 1.0), ([i for i, _ in index.passage_words.top(query, WIDE_PASSAGES)], PASSAGE_WORDS)])
    best = sorted(fused, key=lambda i: (-fused[i], i))
    return tuple(held[i] for i in best if i in held)[:6]
