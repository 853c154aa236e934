"""The courts above a reader: states, federal circuits and districts, the highest court of each state.

Ids of courts are those of courts-db, which a test compares the tables with; its 2,800 courts take 0.1 s to read and are
asked only for the name of a state's court. The tables say which circuit a state's federal courts sit in (28 U.S.C. § 41)
and which districts a state has (28 U.S.C. §§ 81-131). What follows from them for a reader is in ``weighing.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.errors import InputError

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


DISTRICTS = {
    "AL": "nms", "AR": "ew", "CA": "necs", "FL": "nms", "GA": "nms", "IL": "ncs", "IN": "ns", "IA": "ns", "KY": "ew", "LA": "emw", "MI": "ew", "MS": "ns",
    "MO": "ew", "NY": "nesw", "NC": "emw", "OH": "ns", "OK": "new", "PA": "emw", "TN": "emw", "TX": "nesw", "VA": "ew", "WA": "ew", "WV": "ns", "WI": "ew",
}  # fmt: skip
"""The states that have several federal districts; every other place has one."""
SIDES = {"n": "Northern", "e": "Eastern", "w": "Western", "s": "Southern", "m": "Middle", "c": "Central"}
HIGHEST = {
    "AL": "ala", "AK": "alaska", "AZ": "ariz", "AR": "ark", "CA": "cal", "CO": "colo", "CT": "conn", "DE": "del", "DC": "dc", "FL": "fla", "GA": "ga",
    "GU": "guam", "HI": "haw", "ID": "idaho", "IL": "ill", "IN": "ind", "IA": "iowa", "KS": "kan", "KY": "ky", "LA": "la", "ME": "me", "MD": "md",
    "MA": "mass", "MI": "mich", "MN": "minn", "MS": "miss", "MO": "mo", "MT": "mont", "NE": "neb", "NV": "nev", "NH": "nh", "NJ": "nj", "NM": "nm",
    "NY": "ny", "NC": "nc", "ND": "nd", "MP": "nmi", "OH": "ohio", "OK": "okla", "OR": "or", "PA": "pa", "PR": "prsupreme", "RI": "ri", "SC": "sc",
    "SD": "sd", "TN": "tenn", "TX": "tex", "UT": "utah", "VT": "vt", "VI": "virginislands", "VA": "va", "WA": "wash", "WV": "wva", "WI": "wis", "WY": "wyo",
}  # fmt: skip
"""The court that has the last word on a state's own law, in civil cases where two share it (Texas, Oklahoma)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader's case is or would be: a circuit, and the state and the district where they are known."""

    circuit: str
    state: str | None = None
    district: str | None = None


@lru_cache(maxsize=256)
def place_of(said: str | None) -> Place | None:
    """The place that a state (``TX``, ``Texas``), a circuit (``ca5``, ``5``, ``Fifth``) or a district (``ohsd``, ``S.D. Ohio``) names.

    Raises InputError for an unknown one.
    """
    if not said or not said.strip():
        return None
    told = said.strip().lower()
    for code, states in CIRCUITS.items():
        if told in (code, code.removeprefix("ca"), circuit_name(code).lower(), ORDINALS.get(code, "").lower()):
            return Place(code)
        for state in states.split():
            if told in (state.lower(), STATES[state].lower()):
                return Place(code, state)
            if district := next((d for d in districts(state) if told in _forms(d)), None):
                return Place(code, state, district)
    raise InputError(f"“{said[:40]}” is not a state or a federal circuit that we know, nor a federal district; write TX, Texas, ca5 or ohsd, or leave it out")


def circuit_of(said: str | None) -> str | None:
    """The circuit of whatever ``place_of`` knows. Raises InputError for an unknown one."""
    place = place_of(said)
    return place.circuit if place else None


@lru_cache(maxsize=64)
def districts(state: str) -> tuple[str, ...]:
    """The federal districts of a state, as courts-db calls them: ``ohnd``, ``ohsd``; ``mad``."""
    stem = "nmi" if state == "MP" else state.lower()
    return tuple(f"{stem}{side}d" for side in DISTRICTS.get(state, "")) or (f"{stem}d",)


DISTRICT_STATES = {d: state for state in STATES for d in districts(state)}


def _forms(district: str) -> tuple[str, ...]:
    """Ways of writing a district, in small letters: ``ohsd``, ``s.d. ohio``, ``southern district of ohio``."""
    state = DISTRICT_STATES[district]
    side = district[-2] if state in DISTRICTS else ""
    names = (STATES[state].lower(), state.lower())
    head, whole = (f"{side}.d.", f"{SIDES[side].lower()} district of") if side else ("d.", "district of")
    return (district, *(f"{h} {n}" for h in (head, whole) for n in names))


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


def district_name(district: str) -> str:
    """``Southern District of Ohio``, ``District of Maine``."""
    state = DISTRICT_STATES[district]
    side = f"{SIDES[district[-2]]} " if state in DISTRICTS else ""
    return f"{side}District of {STATES[state].removeprefix('District of ')}"


@lru_cache(maxsize=64)
def state_of_court(court: str) -> str | None:
    """The state whose own court this is (``ohioctapp``); None for a federal court and for one that courts-db does not know."""
    if highest := next((state for state, own in HIGHEST.items() if own == court), None):
        return highest
    if court == "scotus" or court in CIRCUITS or court in DISTRICT_STATES:
        return None
    from courts_db import courts

    row = next((c for c in courts if c["id"] == court and c.get("system") == "state"), None)
    return next((code for code, name in STATES.items() if row and name == row.get("location")), None)


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
    if court in CIRCUITS:
        return f"United States Court of Appeals for the {circuit_name(court)}"
    if court in DISTRICT_STATES:
        return f"United States District Court for the {district_name(court)}"
    from courts_db import courts

    return next((str(c["name"]) for c in courts if c["id"] == court), court)


@lru_cache(maxsize=64)
def courts_named(name: str) -> frozenset[str]:
    """The courts-db ids that a court's written name can mean; none where courts-db knows no such name."""
    from courts_db import find_court

    return frozenset(find_court(name[:200]))
