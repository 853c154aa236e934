"""Which court binds whom: states, federal circuits, and what a decision weighs for a reader, with the reason in words.

Courts' names come from courts-db; the one table here says which circuit a state's federal courts sit in (28 U.S.C. § 41).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.errors import InputError
from corpus.models import Authority, Weight

CIRCUITS: dict[str, str] = {
    "cadc": "DC", "ca1": "ME MA NH PR RI", "ca2": "CT NY VT", "ca3": "DE NJ PA VI", "ca4": "MD NC SC VA WV", "ca5": "LA MS TX",
    "ca6": "KY MI OH TN", "ca7": "IL IN WI", "ca8": "AR IA MN MO NE ND SD", "ca9": "AK AZ CA GU HI ID MT NV MP OR WA",
    "ca10": "CO KS NM OK UT WY", "ca11": "AL FL GA",
}  # fmt: skip
STATES: dict[str, str] = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware",
    "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia", "GU": "Guam", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana",
    "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan",
    "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "MP": "Northern Mariana Islands",
    "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "PR": "Puerto Rico", "RI": "Rhode Island", "SC": "South Carolina",
    "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VI": "U.S. Virgin Islands", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
ORDINALS = {
    "ca1": "First", "ca2": "Second", "ca3": "Third", "ca4": "Fourth", "ca5": "Fifth", "ca6": "Sixth", "ca7": "Seventh", "ca8": "Eighth",
    "ca9": "Ninth", "ca10": "Tenth", "ca11": "Eleventh",
}  # fmt: skip


def circuit_of(place: str | None) -> str | None:
    """The circuit of a state (``TX``, ``Texas``) or a circuit (``ca5``, ``5``, ``Fifth``). Raises InputError for an unknown one."""
    if not place:
        return None
    said = place.strip().lower()
    for code, states in CIRCUITS.items():
        if said in (code, code.removeprefix("ca"), circuit_name(code).lower(), ORDINALS.get(code, "").lower()):
            return code
        if any(said in (s.lower(), STATES[s].lower()) for s in states.split()):
            return code
    raise InputError(f"“{place[:40]}” is not a state or a federal circuit that we know; write TX, Texas or ca5, or leave it out")


def state_of(place: str | None) -> str | None:
    """The code of a state by its code or name, in any case. Raises InputError for an unknown one."""
    if not place:
        return None
    said = place.strip().lower()
    code = next((c for c, name in STATES.items() if said in (c.lower(), name.lower())), None)
    if code is None:
        raise InputError(f"“{place[:40]}” is not a state that we know; write TX or Texas, give a federal circuit with --circuit, or leave it out")
    return code


def circuit_name(code: str) -> str:
    return "D.C. Circuit" if code == "cadc" else f"{ORDINALS[code]} Circuit"


_DISTRICT = re.compile(
    r"district court,? for the ((?:(?:northern|southern|eastern|western|middle|central) )?district of [a-z ]{3,20}?)"
    r"(?= (?:case|no|civil|division|plaintiff)\b|$)"
)


@lru_cache(maxsize=1)
def _district_courts() -> tuple[dict[str, object], ...]:
    from courts_db import courts

    return tuple(c for c in courts if str(c["name"]).startswith("United States District Court"))


@lru_cache(maxsize=256)
def court_id(words: str) -> str | None:
    """The courts-db id of the court that a caption names ("Supreme Court of the United States"); None where it names none, or one we do not know."""
    said = " ".join(words.replace(".", " ").replace(",", " ").split()).lower()
    if "supreme court of the united states" in said or said in ("united states supreme court", "u s supreme court"):
        return "scotus"
    if m := re.search(r"court of appeals,? (?:for )?(?:the )?(\w+|district of columbia) circuit", said):
        return next((code for code, name in ORDINALS.items() if name.lower() == m[1]), "cadc" if m[1] in ("district of columbia", "columbia") else None)
    if m := _DISTRICT.search(said):
        named = [str(c["id"]) for c in _district_courts() if str(c["name"]).lower().endswith(m[1])]
        return named[0] if len(named) == 1 else None
    return None


@lru_cache(maxsize=64)
def court_name(court: str) -> str:
    """The full name of a court by its courts-db id; the id itself where courts-db has none."""
    if court == "scotus":
        return "Supreme Court of the United States"
    from courts_db import courts

    return next((str(c["name"]) for c in courts if c["id"] == court), court)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What an authority is worth to a reader, and why, in words."""

    weight: Weight
    why: str


def weigh(authority: Authority | None, circuit: str | None, voice: str = "") -> Weighed:
    """Weight for a reader in ``circuit`` (None: not said). A dissent or a plurality never binds."""
    if authority is None:
        return Weighed("guidance", "Pincite's own guidance, not law")
    if authority.state:
        return Weighed("binding", f"binding in {STATES[authority.state]}: a law of that state, named from our table and not held here")
    if authority.kind in ("statute", "rule"):
        text = "a federal statute" if authority.kind == "statute" else "a rule of the federal courts"
        return Weighed("binding", f"binding: {text}")
    if voice == "separate opinion":
        return Weighed("persuasive", "persuasive at most: a separate opinion, not the Court's")
    if voice == "plurality":
        return Weighed(
            "persuasive",
            "persuasive: a plurality; where no opinion has a majority, courts look for the narrowest ground of those who agreed in the judgment "
            "(Marks v. United States, 430 U.S. 188, 193)",
        )
    if authority.court == "scotus":
        return Weighed("binding", "binding everywhere: the Supreme Court")
    return _weigh_circuit(authority.court or "", circuit)


def _weigh_circuit(court: str, circuit: str | None) -> Weighed:
    if court not in CIRCUITS:
        return Weighed("persuasive", f"persuasive: decided by the {court_name(court)}")
    if circuit is None:
        return Weighed("persuasive", f"decided by the {circuit_name(court)}: binding in federal courts there, persuasive elsewhere")
    if court == circuit:
        return Weighed("binding", f"binding: decided by the {circuit_name(court)}, which is yours")
    return Weighed("persuasive", f"persuasive: decided by the {circuit_name(court)}; you are in the {circuit_name(circuit)}")
