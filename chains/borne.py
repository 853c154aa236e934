"""Whether the library bears a statement that a question builds on, or knows it to be false.

The library's ``myth`` lines are false statements, each with the page that shows it. A statement that repeats one, while no
true line says the same, is set right; so is one that differs from the nearest true lines in a standard, a number, a party.
What is neither is left alone: that nothing bears a statement is no sign against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chains.check_claim import by_words
from chains.statements import Statement, encoded
from corpus.library import Library
from corpus.meaning import conflicts, overlap
from corpus.models import Authority
from ingest.index import Index

NEAR_MYTH, NEAR_LINE = 0.55, 0.64
"""Likeness from which a statement repeats a false one; nearness from which it speaks of what a true one says."""
CLOSE, CLEARLY = 0.1, 0.08
"""How much nearer a true line may be that agrees, where another contradicts; how much nearer the one that contradicts must be."""
WIDE = 60
"""Questions and false statements asked of the index."""


def not_borne(index: Index, words: str, named: Sequence[Authority]) -> str | None:
    """The section that sets a statement right; None where nothing speaks against it.

    ``named``: the decisions to which it is ascribed. A statement of the law at large must both repeat a false one and conflict with a true one.
    """
    checked = by_words(index, words)
    contradicted = checked.verdict.verdict == "contradicted"
    lines = [(s, {c.kind for c in conflicts(checked.sentence, s.text)}) for s in checked.near if s.from_library]
    agrees = max((s.nearness for s, found in lines if found <= {"edit"}), default=0.0)
    likeness, section = max((row for form in {words, checked.sentence} for row in _myths(index, form, named)), default=(0.0, ""))
    if likeness >= NEAR_MYTH and likeness >= agrees - (CLOSE if contradicted else 0.0) and (named or contradicted):
        return section
    against = max((s for s, found in lines if found - {"edit", "negation"}), key=lambda s: s.nearness, default=None)
    if named and contradicted and against and against.nearness >= max(NEAR_LINE, agrees + CLEARLY):
        return _section_of(index, against)
    return None


def _myths(index: Index, words: str, named: Sequence[Authority]) -> Iterator[tuple[float, str]]:
    """(likeness, section) of the false statements that these words may repeat: half cosine, half the words shared each way."""
    keys = {a.key for a in named}
    for text, section_id, kind, cosine in index.store.nearest_questions(encoded(index, words).whole, WIDE):
        ours = kind == "myth" and (not keys or keys & _told_of(index.library, section_id, text))
        if ours and {c.kind for c in conflicts(words, text)} <= {"edit", "overbroad"}:
            yield 0.5 * cosine + 0.25 * (overlap(words, text) + overlap(text, words)), section_id


def _told_of(library: Library, section_id: str, myth: str) -> set[str]:
    """The decision whose digest holds a false statement, and the authorities that show it to be false."""
    section = library.sections[section_id]
    own = library.sources[section.source_id].authority
    return {c.key for line in section.lines if line.text == myth for c in line.cites} | ({own.key} if own else set())


def _section_of(index: Index, s: Statement) -> str | None:
    return next((i for i, p in index.section_passages.items() if p.id == s.passage_id), None)
