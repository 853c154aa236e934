"""Who cites whom among the decisions at hand: made when the index is built, read by the library page.

In the index lie ``citations.json``, one row for each pair of a citing and a cited decision, and ``references/<id>.json``,
every place in one decision. What eyecite finds in a text is kept in the data folder by the sum of the text, so that a
rebuild asks it about new texts only. None of this ranks anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.citing import read_pins
from corpus.library import Library
from corpus.mentions import Mention, find_mentions
from corpus.models import Authority, Source
from corpus.referring import Reference, references

MAP, REFERENCES, KEPT = "citations.json", "references", "citations"
FINDER = 1
"""Raised whenever the same text would give other mentions."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One decision at hand that cites one of the library's."""

    citing: str  # id of the citing decision's text
    cited: str  # key of the cited authority
    times: int
    page: str | None  # of the citing decision, where it does so first; None where the text has no pages
    start: int  # the same place in its text
    signals: tuple[str, ...]  # the signals that it uses, none left out
    parts: tuple[str, ...]  # the voices that cite: "majority", "dissent" …


REFERENCE_LIST, EDGES = TypeAdapter(tuple[Reference, ...]), TypeAdapter(tuple[Edge, ...])
_MENTIONS = TypeAdapter(tuple[Mention, ...])


def write(folder: Path, library: Library, opinions: Mapping[str, Source], kept: Path, progress: Callable[[str, int, int], None]) -> None:
    """The map and every decision's references into an index folder; ``kept`` is where found mentions stay between builds."""
    held = _held(library)
    kept.mkdir(parents=True, exist_ok=True)
    (folder / REFERENCES).mkdir()
    edges: list[Edge] = []
    used = set()
    for number, (opinion_id, source) in enumerate(opinions.items(), 1):
        path = kept / f"{hashlib.sha256(f'{FINDER}{source.text}'.encode()).hexdigest()[:24]}.json"
        used.add(path)
        found = tuple(replace(r, there=_there(r, library, opinions)) for r in references(source, _mentions(source.text, path), held))
        (folder / REFERENCES / f"{opinion_id}.json").write_bytes(REFERENCE_LIST.dump_json(found))
        edges += _edges(opinion_id, found)
        progress("who cites whom", number, len(opinions))
    (folder / MAP).write_bytes(EDGES.dump_json(tuple(edges)))
    for old in set(kept.glob("*.json")) - used:
        old.unlink()


def _held(library: Library) -> dict[str, Authority]:
    """Every decision that a reference can lead to, by its citations."""
    cases = [a for a in library.authorities.values() if a.kind == "case" and (a.source_id or a.key in library.opinions)]
    return {p: a for a in cases for p in a.parallel} | {a.key: a for a in cases}


def _there(reference: Reference, library: Library, opinions: Mapping[str, Source]) -> bool:
    decision = opinions.get(library.opinions.get(reference.key, ""))
    first = read_pins(reference.pin or "")[:1]
    return bool(decision and first and any(page == first[0].first for _, page in decision.pages))


def _mentions(text: str, path: Path) -> tuple[Mention, ...]:
    try:
        return _MENTIONS.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        found = find_mentions(text)
        part = path.with_suffix(".part")
        part.write_bytes(_MENTIONS.dump_json(found))
        part.replace(path)
        return found


def _edges(opinion_id: str, found: Iterable[Reference]) -> list[Edge]:
    by_key: dict[str, list[Reference]] = {}
    for r in found:
        by_key.setdefault(r.key, []).append(r)
    return [_edge(opinion_id, key, places) for key, places in by_key.items()]


def _edge(opinion_id: str, key: str, places: list[Reference]) -> Edge:
    signals = tuple(dict.fromkeys(r.signal for r in places if r.signal))
    return Edge(opinion_id, key, len(places), places[0].page, places[0].start, signals, tuple(dict.fromkeys(r.part for r in places)))
