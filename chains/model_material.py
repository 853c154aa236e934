"""What a model may write from: library lines, the court's words tied to them, and a few passages of decisions, each under a short id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chains.draft import LAW, Thresholds
from chains.models import Retrieved, pinned
from corpus.models import OF_THE_COURT, Line, Passage, Section, Tie
from corpus.reporting import reports_others
from ingest.index import Index
from ingest.passages import sentences
from ingest.ties import tie_key

MOST_SECTIONS, MOST_TIED, MOST_PASSAGES = 4, 10, 3
PRACTICAL = ("do", "careful", "against")
COURTS_OWN = (*OF_THE_COURT, "plurality")
SHORTEST = 40
"""Characters of a court's sentence that can stand by itself; the extractive draft asks the same."""
_LEANS = re.compile(
    r"^\W*(?:it|its|this|that|these|those|such|he|she|his|her|they|their|but|however|yet|nor|and|or|thus|therefore|hence|so|then)\b", re.IGNORECASE
)
"""How a sentence begins that needs the one before it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One passage given to the model. A library line has ``line``; a court's words have ``passage``, and ``line`` where they are tied to one."""

    id: str
    text: str
    told: str  # what it is, for the model
    section: Section | None = None
    line: Line | None = None
    passage: Passage | None = None
    start: int = 0  # of ``text`` in the passage


def material(index: Index, found: Retrieved, t: Thresholds) -> dict[str, Piece]:
    """The pieces for one question by id, the best section first."""
    hits = [h for h in found.hits[:MOST_SECTIONS] if h.cosine >= t.weakly]
    given: dict[str, Piece] = {}
    for section in (h.section for h in hits):
        for line in section.lines:
            if line.start >= 0 and line.role in (*LAW, *PRACTICAL):
                piece = Piece(f"L{len(given) + 1}", line.text, _resting_on(index, section, line), section, line)
                given[piece.id] = piece
    tied = _tied(index, list(given.values()))
    return given | {p.id: p for p in (*tied, *_passages(index, found))}


def _resting_on(index: Index, section: Section, line: Line) -> str:
    cited = "; ".join(pinned(a, c) for c in line.cites if (a := index.library.authority(c.key)))
    voice = f", {line.voice}" if line.voice else ""
    return f"{line.role}{voice}; under “{section.heading}”" + (f"; rests on {cited}" if cited else "")


def _tied(index: Index, pieces: list[Piece]) -> Iterator[Piece]:
    """The court's own words behind the lines, one for each line that has some."""
    ties = [(p, tie) for p in pieces if p.section and p.line and (tie := next(_ties(index, p.section, p.line), None))][:MOST_TIED]
    held = index.store.get([tie.passage_id for _, tie in ties])
    for number, (piece, tie) in enumerate(ties, 1):
        passage = held.get(tie.passage_id)
        if passage and passage.part in COURTS_OWN:
            words = passage.text[tie.start : tie.end]
            yield Piece(f"C{number}", words, f"the court's words behind {piece.id}, {passage.title}", piece.section, piece.line, passage, tie.start)


def _ties(index: Index, section: Section, line: Line) -> Iterator[Tie]:
    yield from (index.ties[k] for cite in line.cites if (k := tie_key(section.source_id, line, cite)) in index.ties)


def _passages(index: Index, found: Retrieved) -> Iterator[Piece]:
    own = [p for p, _ in found.passages if p.part in OF_THE_COURT][:MOST_PASSAGES]
    for number, passage in enumerate(own, 1):
        yield Piece(f"P{number}", passage.text, f"from the opinion of the court in {passage.title}", passage=passage)


def sentence_of(piece: Piece, start: int, end: int) -> tuple[int, int] | None:
    """The one sentence (or two) of a piece around ``start:end``; None where it cannot stand by itself, or the court reports somebody else in it."""
    if piece.line:
        return 0, len(piece.text)
    around = [(a, b) for a, b in sentences(piece.text, 0, len(piece.text)) if a < end and start < b]
    if not around or len(around) > 2:
        return None
    a, b = around[0][0], around[-1][1]
    return (a, b) if stands_alone(piece.text[a:b]) else None


def stands_alone(sentence: str) -> bool:
    """Whether a court's sentence can be read without those around it, and is the court's own view as far as its words tell."""
    return len(sentence) > SHORTEST and not _LEANS.match(sentence) and not reports_others(sentence)


def written_out(given: Mapping[str, Piece]) -> str:
    """The pieces as the prompt shows them."""
    return "\n".join(f"[{p.id}] ({p.told}) {' '.join(p.text.split())}" for p in given.values())
