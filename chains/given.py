"""What a writer gives as support, looked up: the held authorities that it names, the pages, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.citing import Found, find_citations, find_names, impossible, names_agree, read_pins, telling_words
from corpus.library import Library, pin_inside
from corpus.models import Authority, Pin

NOT_HELD = "we do not hold {}; that does not mean that it does not exist"


@dataclass(frozen=True)
class Verdict:
    """What was found, why, and the passages that show it."""

    verdict: str
    reasons: tuple[str, ...] = ()
    evidence: tuple[dict[str, Any], ...] = field(default=())


@dataclass(frozen=True)
class Given:
    """The held authorities that a writer named; ``stop`` is the verdict on the citation itself, where it is not good."""

    authorities: tuple[Authority, ...] = ()
    pins: tuple[Pin, ...] = ()
    stop: Verdict | None = None
    notes: tuple[str, ...] = ()  # what could not be checked about it


def look_up(library: Library, citation: str | None, pin: str | None = None) -> Given:
    """Everything that a citation in words gives, with the pin beside it. A string of citations gives all that are held."""
    cited = find_citations(citation or "")
    cases = [f for f in cited if f.kind in ("case", "short")]
    parts = [given_by(library, f) for f in cases or cited] or ([_by_name(library, citation)] if citation and citation.strip() else [])
    authorities = tuple(dict.fromkeys(a for g in parts for a in g.authorities))
    pins, notes = _read_pin(pin) if pin else (tuple(p for g in parts for p in g.pins), ())
    notes += tuple(n for g in parts for n in g.notes)
    stops = [g.stop for g in parts if g.stop]
    stop = next((s for s in stops if s.verdict == "impossible_citation"), None) or (stops[0] if stops and len(stops) == len(parts) else None)
    if pin and not stop and authorities:
        stop = _outside(authorities, pins)
    return Given(authorities, pins, stop, notes)


def given_by(library: Library, f: Found) -> Given:
    """One citation of a text looked up."""
    held = library.authority(f.key)  # of one that is held its own year is told, not that of the volume
    if reason := impossible(replace(f, kind="case" if f.kind == "short" else f.kind, year=None if held else f.year)):
        return Given(stop=Verdict("impossible_citation", (f"{f.key} cannot be a real citation: {reason}",)))
    authority = held or (library.containing(f.key, f.name) if f.kind == "short" else None)
    if authority is None:
        return _not_held(library, f)
    official = f.kind != "case" or f.key == authority.key
    given = Given((authority,), f.pins if official else ())
    if f.name and authority.kind == "case" and not names_agree(f.name, authority.name):
        other = _called(library, f.name)
        true = f"; {other.name} is {other.key}" if other else ""
        return replace(given, stop=Verdict("misattributed", (f"{authority.key} is {authority.name}, not {f.name}{true}",)))
    if f.year and authority.year and f.year != authority.year:
        return replace(given, stop=Verdict("impossible_citation", (f"{authority.name} was decided in {authority.year}, not {f.year}",)))
    if f.pins and not official:
        return replace(given, notes=(f"the page is not checked: we hold the pages of {authority.key} only",))
    return replace(given, stop=_outside((authority,), given.pins))


def _not_held(library: Library, f: Found) -> Given:
    """A citation that is no held one: plainly wrong where its name or its page belongs to a decision that we hold."""
    unknown = Given(stop=Verdict("not_in_library", (NOT_HELD.format(f.key),)))
    named = _called(library, f.name) if f.name and f.kind in ("case", "short") else None
    inside = library.containing(f.key) if f.kind == "case" and re.fullmatch(r"\d+ .+ \d+", f.key) else None
    if f.kind == "short" and named and f.key.rsplit(" ", 1)[0] == named.key.rsplit(" ", 1)[0]:
        return Given((named,), stop=Verdict("impossible_citation", (f"page {f.key.split()[-1]} is outside {named.name}, {named.key}",)))
    if inside and inside.last_page and int(f.key.split()[-1]) < inside.last_page:
        return Given(stop=Verdict("impossible_citation", (f"no decision begins at {f.key}: that page is inside {inside.name}, {inside.key}",)))
    if named and " v" in f.name and f.key.split(" ", 1)[1].rsplit(" ", 1)[0] == named.key.split(" ", 1)[1].rsplit(" ", 1)[0]:
        return Given((named,), stop=Verdict("misattributed", (f"{named.name} is reported at {named.key} ({named.year}), not at {f.key}",)))
    return unknown


def _called(library: Library, name: str) -> Authority | None:
    """The one held decision that a full or short name can mean."""
    fits = library.named(name) if re.search(r"\sv(?:s)?\.?\s", name) else []
    if not fits and (words := telling_words(name)):
        fits = [a for a in library.authorities.values() if a.kind == "case" and words <= telling_words(a.name)]
    return fits[0] if len(fits) == 1 else None


def _by_name(library: Library, citation: str) -> Given:
    """A citation without volume and page: a case name, full or short."""
    names = find_names(citation, library.authorities.values())
    for n in names:
        authority = library.authority(n.key) if n.key else _called(library, n.name)
        if authority:
            tail = read_pins(m[1]) if (m := re.search(r"\bat\s+(\d[\d\s,n.&–-]*)$", citation.strip())) else ()
            return Given((authority,), tail, stop=_outside((authority,), tail))
    if authority := _called(library, citation):
        return Given((authority,))
    if re.match(r"\s*(?:id|ibid)\b", citation, re.IGNORECASE):
        return Given(notes=(f"“{citation.strip()}” refers to a citation before it, which was not given",))
    return Given(stop=Verdict("not_in_library", (NOT_HELD.format(f"“{citation.strip()[:80]}”"),)))


def _read_pin(pin: str) -> tuple[tuple[Pin, ...], tuple[str, ...]]:
    pins = read_pins(re.sub(r"^\s*(?:at|pages?|pp?\.?)\s*", "", pin, flags=re.IGNORECASE).strip(" ."))
    return pins, () if pins else (f"the pin “{pin[:40]}” could not be read as a page",)


def _outside(authorities: tuple[Authority, ...], pins: tuple[Pin, ...]) -> Verdict | None:
    """A page that lies in none of the decisions named."""
    cases = [a for a in authorities if a.kind == "case"]
    for p in pins if cases else ():
        if all(pin_inside(a, p) is False for a in cases):
            return Verdict("impossible_citation", (f"page {p} is outside {cases[0].name}, {cases[0].key}",))
    return None
