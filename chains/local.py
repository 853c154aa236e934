"""What the reader's own state adds to an answer: its deadline, its notice, its records law, its courts, who helps there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chains.models import DraftClaim
from corpus.courts import STATES
from corpus.lines import FIRST
from corpus.models import Section
from ingest.index import Index

STATE = "the reader's state"
"""Why such a line is in an answer."""
ASK_STATE = "This differs from state to state: choose your state, or name it in your question, and the answer adds that state's own rule."
NO_ROW = "Our table of states has no row for {}, so nothing of its own can be added here: ask the clerk of the court or a law library there."


@dataclass(frozen=True, slots=True)
class Local:
    """A state's lines for one answer: those that come first, the law that follows, and the practical ones."""

    first: tuple[DraftClaim, ...] = ()
    law: tuple[DraftClaim, ...] = ()
    practical: tuple[DraftClaim, ...] = ()
    notices: tuple[str, ...] = ()


def local_to(index: Index, state: str | None, section: Section) -> Local:
    """What the reader's state adds to a section that was found; a notice where it could add something and the state is not known."""
    if not section.local:
        return Local()
    if state is None:
        return Local(notices=(ASK_STATE,))
    found = [(kind, s) for kind in section.local if (s := index.library.local(state, kind.removesuffix(FIRST)))]
    if not found:
        return Local(notices=(NO_ROW.format(STATES[state]),))
    first, law, practical = (tuple(c for kind, s in found for c in part(kind, s)) for part in (_first, _law, _practical))
    return Local(first, law, practical)


def clock(index: Index, state: str | None) -> tuple[DraftClaim, ...]:
    """The state's own time limit; empty where we hold none."""
    section = index.library.local(state, "limitation") if state else None
    return _claims(section, "short")[:1] if section else ()


def _first(kind: str, section: Section) -> tuple[DraftClaim, ...]:
    return _claims(section, "short")[:1] if kind.endswith(FIRST) else ()


def _law(kind: str, section: Section) -> tuple[DraftClaim, ...]:
    own = _claims(section, "short") if not kind.endswith(FIRST) else ()
    return tuple(replace(c, role="rule") for c in (*own, *_claims(section, "rule")))


def _practical(kind: str, section: Section) -> tuple[DraftClaim, ...]:
    steps = _claims(section, "do")
    return (*(steps if kind == "help" else steps[:1]), *_claims(section, "careful"))


def _claims(section: Section, role: str) -> tuple[DraftClaim, ...]:
    return tuple(DraftClaim(x.text, x.role, section, x, why=STATE) for x in section.spoken(role))
