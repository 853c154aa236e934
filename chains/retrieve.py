"""Sections and passages found for a question: dense and word search, fused by reciprocal rank.

What is ranked is the question-section. Its heading, each way of asking it, and its text are units of their own; a
section is as near as its nearest unit. A long story is asked sentence by sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from chains.models import Hit, Premise, Reading, Retrieved
from corpus.models import Passage
from ingest.index import Index

WIDE_QUESTIONS, WIDE_WORDS, WIDE_PASSAGES = 96, 40, 24
KEPT = 12
RRF = 60
"""Constant of reciprocal rank fusion (Cormack, Clarke, Büttcher 2009)."""
WORDS_WEIGHT = 0.5
DIGEST_DISCOUNT = 0.05
"""Cosine that a digest must be ahead by, unless the question names its case: guidance answers, a digest tells one case."""


def fuse(rankings: Iterable[tuple[Sequence[str], float]]) -> dict[str, float]:
    """Reciprocal rank fusion of (ids best first, weight); the order of the rankings does not matter."""
    scores: dict[str, float] = defaultdict(float)
    for ids, weight in rankings:
        for rank, i in enumerate(ids):
            scores[i] += weight / (RRF + rank)
    return dict(scores)


def retrieve(index: Index, reading: Reading, premise: Premise) -> Retrieved:
    """The best sections and passages; sections of authorities that the question names are looked up exactly."""
    vectors = index.encoder.encode(reading.queries)
    scope = index.scope.score(vectors)
    cosines, matched = _nearest(index, vectors, premise)
    dense = sorted(cosines, key=lambda s: -cosines[s])
    worded = [[s for s, _ in index.section_words.top(q, WIDE_WORDS)] for q in reading.queries]
    words = _merge(worded)
    fused = fuse([(dense, 1.0), (words, WORDS_WEIGHT)])
    hits = []
    for section_id in sorted(fused, key=lambda s: (-fused[s], s)):
        cosine = cosines.get(section_id, 0.0)
        hits.append(
            Hit(index.library.sections[section_id], fused[section_id], cosine, _rank(dense, section_id), _rank(words, section_id), matched.get(section_id, ""))
        )
    return Retrieved(tuple(hits[:KEPT]), _passages(index, reading, vectors), scope)


def _nearest(index: Index, vectors: Sequence, premise: Premise) -> tuple[dict[str, float], dict[str, str]]:  # type: ignore[type-arg]
    cosines: dict[str, float] = {}
    matched: dict[str, str] = {}
    for vector in vectors:
        for text, section_id, kind, cosine in index.store.nearest_questions(vector, WIDE_QUESTIONS):
            if kind == "myth":
                continue
            section = index.library.sections[section_id]
            source = index.library.sources[section.source_id]
            named = source.authority is not None and source.authority.key in premise.named
            value = cosine if source.kind != "digest" or named else cosine - DIGEST_DISCOUNT
            if value > cosines.get(section_id, -1.0):
                cosines[section_id], matched[section_id] = value, text
    return cosines, matched


def _merge(rankings: Sequence[Sequence[str]]) -> list[str]:
    fused = fuse((r, 1.0) for r in rankings)
    return sorted(fused, key=lambda s: (-fused[s], s))


def _rank(order: Sequence[str], item: str) -> int | None:
    return order.index(item) + 1 if item in order else None


def _passages(index: Index, reading: Reading, vectors: Sequence) -> tuple[tuple[Passage, float], ...]:  # type: ignore[type-arg]
    """Opinion passages as evidence: asked once, with the stand-alone question."""
    if not index.store.passages_held:
        return ()
    near = index.store.nearest_passages(vectors[0], WIDE_PASSAGES)
    held = {p.id: (p, cosine) for p, cosine in near}
    fused = fuse([([p.id for p, _ in near], 1.0), ([i for i, _ in index.passage_words.top(reading.queries[0], WIDE_PASSAGES)], WORDS_WEIGHT)])
    best = sorted(fused, key=lambda i: (-fused[i], i))
    return tuple(held[i] for i in best if i in held)[:6]
