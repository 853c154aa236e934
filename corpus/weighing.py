"""What an authority weighs for a reader: binding, persuasive or guidance, and why, in words.

What binds is the Supreme Court everywhere and a court of appeals in the federal courts of its own circuit. Nothing else
does: no dissent, no plurality, no district court, no decision that was vacated or overruled; and a state's courts only
on that state's own law, which a citation does not tell. Where two of these meet, the one that takes weight away is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.courts import CIRCUITS, DISTRICT_STATES, HIGHEST, STATES, Place, circuit_name, court_name, district_name, place_of, state_of_court
from corpus.history import GONE, adopted, by, ended, partly
from corpus.models import Authority, Pin, Weight

UNPUBLISHED = re.compile(r"F\.\s?App['’]x|\bFed\. ?Appx\b| WL | U\.S\. (?:App\.|Dist\.) LEXIS ")
SEPARATE = {
    "separate opinion": "a separate opinion, not the Court's",
    "concurrence": "a concurrence, which is a separate opinion and not the Court's",
    "partial dissent": "a separate opinion that dissents in part and never binds",
    "dissent": "a dissent, a separate opinion that never binds",
    "appendix": "an appendix to an opinion, not the opinion itself",
}
NARROWEST = (
    "persuasive: a plurality; where no opinion has a majority, courts look for the narrowest ground of those who agreed in the judgment "
    "(Marks v. United States, 430 U.S. 188, 193)"
)
RANKS: dict[Weight, int] = {"binding": 0, "persuasive": 1, "guidance": 3}
SPENT = 2
"""The rank of a decision that is no longer the law: behind all that persuades."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What an authority is worth to a reader, and why, in words; ``rank`` orders what stands together, the least first."""

    weight: Weight
    why: str
    spent: bool = False  # no longer the law: shown last, with its history

    @property
    def rank(self) -> int:
        return SPENT if self.spent else RANKS[self.weight]


def weigh(authority: Authority | None, place: str | None, voice: str = "", pins: Sequence[Pin] = ()) -> Weighed:
    """Weight for a reader in ``place``: a state, a circuit or a district as ``place_of`` reads it; None where it was not said.

    ``voice``: whose words they are, a line's voice or a passage's part; "" for the court's. ``pins``: the pages that are
    cited, by which an entry of later history that speaks of some pages is applied. Raises InputError for an unknown place.
    """
    if authority is None:
        return Weighed("guidance", "Pincite's own guidance, not law")
    if authority.state:
        return Weighed("binding", f"binding in {STATES[authority.state]}: a law of that state, named from our table and not held here")
    if authority.kind in ("statute", "rule"):
        text = "a federal statute" if authority.kind == "statute" else "a rule of the federal courts"
        return Weighed("binding", f"binding: {text}")
    if over := ended(authority, pins):
        word = over.kind if over.kind in GONE else f"{over.kind}, on this point,"
        return Weighed("persuasive", f"not binding, for it is no longer the law: {word} by {by(over)}", spent=True)
    own = _spoken(authority, voice, pins) or _court(authority, place_of(place))
    part = partly(authority)
    return replace(own, why=f"{own.why}; {part.kind} by {by(part)}") if part else own


def _spoken(authority: Authority, voice: str, pins: Sequence[Pin]) -> Weighed | None:
    """Words that are not the court's own; None for those that are."""
    if voice in SEPARATE:
        whose = SEPARATE[voice] if authority.court == "scotus" else SEPARATE[voice].replace("the Court's", "the court's")
        return Weighed("persuasive", f"persuasive at most: {whose}")
    if voice == "plurality":
        later = adopted(authority, pins)
        part = next((x for x in authority.later if x.kind == "adopted"), None) if not pins else None
        more = f"; a majority made a point of it the law in {by(part)}" if part else ""
        return Weighed("persuasive", f"persuasive by itself: a plurality; a majority made this point the law in {by(later)}" if later else NARROWEST + more)
    return None


def _court(authority: Authority, place: Place | None) -> Weighed:
    court = authority.court or ""
    if court == "scotus":
        return Weighed("binding", "binding everywhere: the Supreme Court")
    if authority.unpublished or UNPUBLISHED.search(authority.key):
        return Weighed("persuasive", f"persuasive at most: an unpublished decision of {_the(court)}, which as a rule binds no court")
    if court in CIRCUITS:
        return _circuit(authority, court, place)
    if court in DISTRICT_STATES:
        return _district(court, place)
    if state := state_of_court(court):
        return _state(court, state)
    return Weighed("persuasive", f"persuasive: decided by {_the(court)}")


def _circuit(authority: Authority, court: str, place: Place | None) -> Weighed:
    name = circuit_name(court)
    if place is None:
        return Weighed("persuasive", f"decided by the {name}: binding in federal courts there, persuasive elsewhere")
    if court == place.circuit:
        return Weighed("binding", f"binding in federal court: decided by the {name}, which is yours")
    if court == "ca5" and place.circuit == "ca11" and authority.year and authority.year <= SPLIT:
        return _before_the_split(authority.year)
    return Weighed("persuasive", f"persuasive: decided by the {name}; you are in the {circuit_name(place.circuit)}")


SPLIT = 1981
"""The Eleventh Circuit was cut from the Fifth on October 1 of that year and took its earlier decisions over."""


def _before_the_split(year: int) -> Weighed:
    if year < SPLIT:
        return Weighed("binding", "binding in federal court: decided by the old Fifth Circuit before October 1981, and the Eleventh took those decisions over")
    words = "persuasive, unless it is from before October 1981: decisions of the old Fifth Circuit up to then bind in the Eleventh, which is yours"
    return Weighed("persuasive", words)


def _district(court: str, place: Place | None) -> Weighed:
    own = ", which is yours" if place and place.district == court else ""
    words = f"persuasive: decided by a judge of the {district_name(court)}{own}; a district court's decision binds no other court"
    return Weighed("persuasive", words)


def _state(court: str, state: str) -> Weighed:
    """A state's court: on federal law it persuades; what the state's own law means, its highest court decides for everybody."""
    words = f"persuasive on federal law: decided by {_the(court)}"
    if court == HIGHEST[state]:
        return Weighed("persuasive", f"{words}; on what {STATES[state]}'s own law means it has the last word, in federal courts too")
    return Weighed("persuasive", f"{words}, a court of {STATES[state]}")


def _the(court: str) -> str:
    if court in CIRCUITS:
        return f"the {circuit_name(court)}"
    return f"the {court_name(court)}" if court_name(court) != court else "a court that we do not know"
