"""Whether the library bears a statement that a question builds on, or knows it to be false.

The library's ``myth`` lines are false statements, each with the page that shows it. A statement that repeats one, while no
true line says the same, is set right; so is one that differs from the nearest true lines in a standard, a number, a party.
What is neither is left alone: that nothing bears a statement is no sign against it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chains.check_claim import by_words
from chains.myths import denies, myths_near
from chains.statements import Statement
from corpus.meaning import conflicts, overlap
from corpus.models import Authority
from ingest.index import Index

NEAR_MYTH, NEAR_LINE = 0.55, 0.64
"""Likeness from which a statement repeats a false one; nearness from which it speaks of what a true one says."""
TELLING = 0.5
"""Nearness from which a line that differs says what is true instead."""
STATES = ("short", "rule", "courts", "holding", "example", "limit")
"""Roles of lines that say what the law is."""
ANOTHER = 0.1
"""How much nearer a false statement must be that is told of other decisions than the one named."""
CLOSE, CLEARLY = 0.1, 0.08
"""How much nearer a true line may be that agrees, where another contradicts; how much nearer the one that contradicts must be."""

_LEFT_OPEN = re.compile(r"\b(?:did not (?:decide|say|reach)|without deciding|left open|asked whether|agreed to decide)\b", re.IGNORECASE)
"""A line that says what was not decided agrees with nothing."""


@dataclass(frozen=True)
class Correction:
    """What sets a statement right: a section of the library and, where one is near enough, its line that says otherwise."""

    section: str
    line: str = ""


def not_borne(index: Index, words: str, named: Sequence[Authority]) -> Correction | None:
    """What sets a statement right; None where nothing speaks against it.

    ``named``: the decisions to which it is ascribed. A statement of the law at large must both repeat a false one and conflict with a true one.
    """
    checked = by_words(index, words)
    contradicted = checked.verdict.verdict == "contradicted"
    told = (s for s in checked.near if s.from_library and s.states_law and not _LEFT_OPEN.search(s.text))
    lines = [(s, {c.kind for c in conflicts(checked.sentence, s.text)}) for s in told]
    agrees = max((s.nearness for s, found in lines if found <= {"edit"}), default=0.0)
    likeness, section = max(_repeats(index, form, named) for form in {words, checked.sentence})
    otherwise = _otherwise(index, [s for s, found in lines if found - {"edit"}], named)
    if likeness >= NEAR_MYTH and likeness >= agrees - (CLOSE if contradicted else 0.0) and (named or contradicted):
        return otherwise or Correction(section)
    against = max((s.nearness for s, found in lines if found - {"edit", "negation"}), default=0.0)
    return otherwise if named and contradicted and against >= max(NEAR_LINE, agrees + CLEARLY) else None


def _otherwise(index: Index, differ: Sequence[Statement], named: Sequence[Authority]) -> Correction | None:
    """The nearest line that differs and states the law; where decisions are named, one that rests on them."""
    keys, sections = {a.key for a in named}, {p.id: i for i, p in index.section_passages.items()}
    ours = (s for s in differ if s.role in STATES and not s.voice and s.nearness >= TELLING and s.passage_id in sections)
    best = max((s for s in ours if not keys or s.keys & keys), key=lambda s: s.nearness, default=None)
    return Correction(sections[best.passage_id or ""], best.text) if best else None


def _repeats(index: Index, words: str, named: Sequence[Authority]) -> tuple[float, str]:
    """(likeness, section) of the false statement that these words most repeat: half cosine, half the words shared each way."""
    keys, best = {a.key for a in named}, (0.0, "")
    for myth, cosine in myths_near(index, words):
        if 0.5 * cosine + 0.5 <= best[0]:
            break
        if denies(words) == denies(myth.text) and {c.kind for c in conflicts(words, myth.text)} <= {"edit", "overbroad"}:
            likeness = 0.5 * cosine + 0.25 * (overlap(words, myth.text) + overlap(myth.text, words))
            best = max(best, (likeness - (0.0 if not keys or keys & myth.keys else ANOTHER), myth.section))
    return best
