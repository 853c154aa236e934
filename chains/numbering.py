"""An Answer in the order in which it is read: sentences under quiet labels, numbered sources, and what is said of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chains.models import Answer, Citation, Claim, Status
from chains.understand import CLOCK, DANGER, DEFENSE_FIRST
from corpus.courts import CIRCUITS, ORDINALS
from corpus.library import Library
from corpus.models import PartKind, Passage

Span = tuple[int, int]

CHECKED = "“Page checked” means that these words stand on this page. It does not mean that they are still the law today or that they fit your facts."
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("The short answer", ("short",)),
    ("What the Court decided", ("holding", "example", "limit", "question")),
    ("The rule", ("rule",)),
    ("What courts look at", ("courts",)),
    ("What happened in that case", ("facts",)),
    ("What the Court wrote", ()),  # every role that no other group names
    ("What other judges said", ("voice",)),
    ("How it is used", ("use",)),
    ("What to do", ("do",)),
    ("Be careful", ("careful", "against")),
)
STATUS: dict[Status, str] = {
    "no_support": "No good answer in this library",
    "not_in_library": "This turns on something that is not in this library",
    "false_premise": "Something in the question does not match the sources",
    "out_of_scope": "Outside what this page knows",
    "refused": "Something this page does not do",
    "invalid": "This could not be read as a question",
}
VOICES: dict[PartKind, str] = {
    "majority": "The court's opinion",
    "per curiam": "The court's opinion",
    "plurality": "A plurality's opinion, not a majority's",
    "concurrence": "A separate opinion, not the court's",
    "partial dissent": "A partly dissenting opinion, not the court's",
    "dissent": "A dissenting opinion, not the court's",
    "appendix": "An appendix to an opinion, not its holding",
}
_NAMED = frozenset(role for _, roles in GROUPS for role in roles)
_WITHHELD = "withheld because"


@dataclass(frozen=True, slots=True)
class Numbered:
    """One source of an answer under its number, with the places quoted from it and the sentences that rest on it."""

    number: int
    citation: Citation
    places: dict[str, list[Span]]  # passage id -> start:end of the quoted words, checked against the passage
    sentences: tuple[int, ...]


def grouped(answer: Answer) -> list[tuple[str, list[tuple[int, Claim]]]]:
    """The claims under their labels, numbered in the order in which they are read."""
    number, groups = 0, []
    for label, roles in GROUPS:
        mine = [c for c in answer.claims if (c.role in roles if roles else c.role not in _NAMED)]
        if mine:
            groups.append((label, list(enumerate(mine, number + 1))))
            number += len(mine)
    return groups


def cited(claim: Claim) -> list[Citation]:
    """What a sentence's marks point to: its authorities, or its guidance where it has none."""
    return [c for c in claim.citations if c.weight != "guidance"] or list(claim.citations)


def numbered(answer: Answer) -> list[Numbered]:
    """The sources in the order of their marks, then the guidance that the sentences were written in."""
    claims = [(n, c) for _, group in grouped(answer) for n, c in group]
    marked_first = [c for _, claim in claims for c in cited(claim)] + [c for _, claim in claims for c in claim.citations]
    passages = {p.id: p for p in answer.passages}
    return [
        Numbered(
            i, max((c for c in marked_first if source_key(c) == key), key=lambda c: c.quote is not None), _places(claims, key, passages),
            tuple(n for n, claim in claims if any(source_key(c) == key for c in claim.citations)),
        )
        for i, key in enumerate(dict.fromkeys(map(source_key, marked_first)), 1)
    ]  # fmt: skip


def source_key(c: Citation) -> tuple[str, str | None, str | None, str | None]:
    """What makes two citations one numbered source."""
    return c.authority, c.citation, c.paragraph, c.pin


def _places(claims: Sequence[tuple[int, Claim]], key: tuple[str | None, ...], passages: dict[str, Passage]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for c in (c for _, claim in claims for c in claim.citations if source_key(c) == key):
        passage = passages.get(c.passage_id or "")
        if passage and c.quote and c.start is not None and c.end is not None and passage.text[c.start : c.end] == c.quote:
            found.setdefault(passage.id, []).append((c.start, c.end))
    return found


def full_citation(c: Citation, library: Library | None = None) -> str:
    """A citation as one copies it into a paper: ``City of Canton v. Harris, 489 U.S. 378, 388 (1989)``."""
    if not c.citation:
        return c.authority
    if not c.year:
        return f"{c.citation}{c.paragraph or ''}"
    authority = library.authority(c.citation) if library else None
    return f"{c.authority}, {c.citation}{f', {c.pin}' if c.pin else ''} ({_court(authority.court if authority else None)}{c.year})"


def _court(court: str | None) -> str:
    """What The Bluebook (rule 10.4) puts before the year: nothing for the Supreme Court, ``5th Cir.`` for a circuit."""
    if court not in CIRCUITS:
        return ""
    if court == "cadc":
        return "D.C. Cir. "
    number = list(ORDINALS).index(court) + 1
    ending = {1: "st", 2: "d", 3: "d"}.get(number, "th")
    return f"{number}{ending} Cir. "


def whose_words(passage: Passage, court: str | None = None) -> str:
    """Whose words a passage holds, in words for the reader."""
    if passage.kind != "opinion":
        return "Pincite's own words"
    voice = VOICES[passage.part or "majority"]
    if not passage.author:
        return voice
    if "curiam" in passage.author.lower():
        return f"{voice}, signed by no single judge"
    title = "Justice " if court == "scotus" else "Judge " if court else ""
    return f"{voice}, by {title}{passage.author}"


def checked_words(c: Citation, shown: bool, library: Library | None) -> str:
    """How far the page was checked, as what it is; ``shown``: the decision's own words are on the screen."""
    if c.weight == "guidance":
        return ""
    if not c.year:
        return "Compare with the official text: this library holds a summary."
    if not c.page_checked:
        return "Page not checked."
    if shown:
        return "Page checked."
    if library and c.citation in library.opinions:
        return "Page looked up when this library was written; no one sentence on it stands out as the one behind this line."
    return "Page looked up when this library was written; the decision itself is not at hand here."


def urgent_first(answer: Answer) -> list[tuple[str, str]]:
    """(kind, notice) with danger first, then what cannot wait, then the rest; what was withheld is told at the end."""
    kinds = [("danger" if n == DANGER else "urgent" if n in (DEFENSE_FIRST, CLOCK) else "plain", n) for n in answer.notices if _WITHHELD not in n]
    return sorted(kinds, key=lambda k: ("danger", "urgent", "plain").index(k[0]))


def withheld_words(count: int) -> str:
    return f"{count} more sentence{' was' if count == 1 else 's were'} withheld, because the source did not bear {'it' if count == 1 else 'them'} out."
