"""What is known of a decision's making: who wrote, from where it came, how it ended."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.courts import ORDINALS
from corpus.justices import SURNAME, surname
from corpus.models import OF_THE_COURT, Authority, Source
from corpus.numbers import numbers


@dataclass(frozen=True)
class Decision:
    """A held decision with what is known of its making."""

    authority: Authority
    authors: frozenset[str] = frozenset()  # surnames of who wrote for the Court
    others: frozenset[str] = frozenset()  # and of who wrote separately, or is named for it
    complete: bool = False  # whether ``others`` are all who did
    disposition: str = ""
    prevailed: str = ""
    below: frozenset[str] | None = None  # circuits from one of which it may have come, as ``Sixth``; None where that is not known
    as_of: str = ""
    figures: frozenset[str] = frozenset()  # every number in its text and its digest; empty where the text is not at hand
    notes: int = 0  # its last footnote's number, where it has any


_NEAR_THE_HEAD = 15_000
"""Characters of a decision in which it says from which court the case comes."""
_NAMED_CIRCUIT = re.compile(rf"\b({'|'.join(ORDINALS.values())}) Circuit")
_NAMED_JUSTICE = re.compile(rf"\b(?:{SURNAME})\b")


def decision_of(authority: Authority, digest: Source | None, opinion: Source | None = None) -> Decision:
    """What digest and text, where they are at hand, tell of a decision's making."""
    facts = digest.facts if digest else {}
    signed = facts.get("author", "")
    authors = frozenset(["Per Curiam"] if signed == "Per Curiam" else map(surname, _NAMED_JUSTICE.findall(signed)))
    told = " ".join(x.text for s in digest.sections for x in s.lines if "Justice" in x.text) if digest else ""
    parts = " ".join(p.author or "" for p in opinion.parts if p.kind not in OF_THE_COURT) if opinion else ""
    others = frozenset(map(surname, _NAMED_JUSTICE.findall(f"{told} {parts}"))) - (authors if digest and opinion else frozenset())
    both = f"{digest.text if digest else ''} {opinion.text if opinion else ''}"
    below = frozenset(_NAMED_CIRCUIT.findall(both[:_NEAR_THE_HEAD])) if opinion else None
    notes = max((int(n.number) for n in opinion.notes if n.number.isdecimal()), default=0) if opinion else 0
    return Decision(authority, authors, others, bool(opinion), facts.get("disposition", "").lower(), facts.get("prevailed", ""), below,
                    digest.as_of if digest else "", frozenset(numbers(both)) if opinion else frozenset(), notes)  # fmt: skip
