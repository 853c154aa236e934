"""Each claim of a model compared with the very sentence it rests on: shown in that sentence's words, or a failure with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chains.given import given_by
from chains.judging import Asked
from chains.model_material import Piece, sentence_of, stands_alone
from chains.model_reply import ReplyClaim
from chains.models import DraftClaim, Withheld
from chains.rephrasing import against, agrees, heard
from chains.verify import faults
from corpus.citing import Found, find_citations, find_names
from corpus.library import Library
from corpus.nearness import same_words
from corpus.quoting import find_quote
from ingest.index import Index

MOST_COURT = 2
"""Sentences of decisions in one answer, beside the library's lines; the extractive draft shows no more."""
FEWEST_QUOTED = 4
"""Words that a quotation from a passage of a decision must have."""
CAN_BE_SHORT = ("short", "rule", "holding")


@dataclass(frozen=True, slots=True)
class Compared:
    """One claim of a model: what may be shown for it, or why nothing may."""

    claim: ReplyClaim
    shown: DraftClaim | None = None
    failure: Withheld | None = None
    odds: float | None = None  # of its own words by the judge, where one was asked


def compare(index: Index, given: Mapping[str, Piece], claim: ReplyClaim) -> Compared:
    """The claim as it may go before the gate, or its failure. The gate (``verify.py``) has the last word here too."""
    piece = given.get(claim.passage_id)
    if piece is None:
        return _failed(claim, "unsupported", [f"no passage “{claim.passage_id}” was given"])
    place = _place_of(claim.quotation, piece)
    if place is None:
        return _failed(claim, "unsupported", [f"the words quoted do not stand in {piece.id}"])
    around = sentence_of(piece, *place)
    if around is None:
        return _failed(claim, "unsupported", [f"no sentence of {piece.id} around the quoted words can stand by itself"])
    sentence = piece.text[around[0] : around[1]]
    if reasons := list(_wrongly_cited(index.library, claim.text, sentence, _keys(index.library, piece))):
        return _failed(claim, "misattributed", reasons)
    if reasons := against(claim.text, sentence):
        return _failed(claim, "contradicted", reasons)
    shown = _sentence(piece, around, claim)
    wrong = faults(index, shown)
    return _failed(claim, "unsupported", wrong) if wrong else Compared(claim, shown)


def in_its_own_words(judge: Asked | None, index: Index, compared: Compared) -> Compared:
    """The same with the model's words in the place of a library line's, where the checks and the judge agree; else as it is."""
    c, claim = compared.shown, compared.claim
    if c is None or c.line is None or same_words(claim.text, c.line.text):
        return compared
    odds = heard(judge, index.library, claim.text, c.line.text)
    return replace(compared, odds=odds, shown=replace(c, text=claim.text, why=f"{c.why}, in its own words") if agrees(odds) else c)


def _place_of(quotation: str, piece: Piece) -> tuple[int, int] | None:
    """Where the quotation stands in its piece; in a long passage it must be long enough to point to one sentence."""
    if not piece.line and len(quotation.split()) < FEWEST_QUOTED:
        return None
    at = piece.text.find(quotation) if "[" in quotation else -1  # the piece's own brackets are no alteration by the writer
    return (at, at + len(quotation)) if at >= 0 else find_quote(quotation, piece.text)


def _failed(claim: ReplyClaim, verdict: str, reasons: Sequence[str]) -> Compared:
    return Compared(claim, failure=Withheld(claim.text, verdict, tuple(dict.fromkeys(reasons))))


def _keys(library: Library, piece: Piece) -> set[str]:
    """The authorities that a piece rests on."""
    own = {c.key for c in piece.line.cites} if piece.line else set()
    return own | {k for k, i in library.opinions.items() if piece.passage and i == piece.passage.source_id}


def _wrongly_cited(library: Library, text: str, sentence: str, keys: set[str]) -> Iterator[str]:
    """Citations and names in a text that are wrong in themselves, or that its source does not rest on."""
    said = {f.key for f in find_citations(sentence)}
    for f in find_citations(text):
        if f.kind in ("case", "short") and (stop := given_by(library, f).stop):
            yield from stop.reasons
        elif (authority := library.authority(f.key)) is None or authority.key not in keys | said:
            yield f"its source does not rest on {f.key}"
    for n in find_names(text, library.authorities.values()):
        if n.name.lower() not in sentence.lower() and not keys & _called(library, n):
            yield f"its source does not name “{n.name}”"


def _called(library: Library, n: Found) -> set[str]:
    return {n.key} if n.key else {a.key for a in library.named(n.name)}


def _sentence(piece: Piece, around: tuple[int, int], claim: ReplyClaim) -> DraftClaim:
    """What is shown: the library's line, or the court's sentence where no line stands for it; the claim's own text only where it is those very words."""
    own = piece.text[around[0] : around[1]]
    if piece.passage and (not piece.line or (same_words(claim.text, own) and stands_alone(own))):
        start = piece.start + around[0]
        return DraftClaim(own, "court", passage=piece.passage, start=start, end=start + len(own), why=f"chosen by the model as {piece.id}")
    assert piece.line
    text = claim.text if same_words(claim.text, piece.line.text) else piece.line.text
    role = "short" if claim.role == "short" and piece.line.role in CAN_BE_SHORT else piece.line.role
    return DraftClaim(text, role, piece.section, piece.line, why=f"chosen by the model as {piece.id}")


def in_order(claims: Sequence[DraftClaim]) -> tuple[DraftClaim, ...]:
    """Each sentence once, one short answer at the most, and that first, and few of the courts' sentences."""
    once = list({_place(c): c for c in reversed(claims)}.values())[::-1]
    few = [c for c in once if c.role == "court"][:MOST_COURT]
    once = [c for c in once if c.role != "court" or c in few]
    short = next((c for c in once if c.role == "short"), None)
    rest = [replace(c, role="rule") if c.role == "short" else c for c in once if c is not short]
    return (*([short] if short else []), *rest)


def _place(c: DraftClaim) -> tuple[str, int]:
    """Where a claim's sentence stands."""
    return (c.section.id, c.line.start) if c.section and c.line else (c.passage.id if c.passage else "", c.start)
