"""What the library quotes, against the decisions at hand: the words must stand there, and on the page that is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.errors import InputError
from corpus.folding import Folded, fold
from corpus.library import Library
from corpus.models import Cite, Line, Pin, Section, Source
from corpus.opinions import read_opinion
from corpus.quoting import find_quotes, quotations

SHORTEST = 12
"""Characters below which quoted words are a mere name or word, and are not looked up."""


def decisions_at(folder: Path, library: Library) -> dict[str, Source]:
    """The library's decisions in a folder of opinion files, by citation. Raises InputError or OpinionError."""
    if not folder.is_dir():
        raise InputError(f"the opinions folder {folder} is not there; give --opinions a folder of opinion files")
    files = {a.key: folder / f"{a.opinion_id}.json" for a in library.authorities.values() if a.opinion_id}
    return {key: read_opinion(path) for key, path in files.items() if path.exists()}


def quotation_faults(library: Library, decisions: Mapping[str, Source]) -> Iterator[str]:
    """Quoted words that stand in no cited decision, or on no page that is given; only where all cited decisions are at hand."""
    folded = {key: fold(source.text) for key, source in decisions.items()}
    for section in library.sections.values():
        for line in section.lines:
            if line.role != "myth":
                yield from _line_faults(section, line, library, decisions, folded)


def _line_faults(section: Section, line: Line, library: Library, decisions: Mapping[str, Source], folded: Mapping[str, Folded]) -> Iterator[str]:
    cases = [c for c in line.cites if library.authorities[c.key].kind == "case"]
    if not cases or len(cases) < len(line.cites) or any(c.key not in decisions for c in cases):
        return
    for a, b in quotations(line.text):
        words = line.text[a:b]
        if b - a <= SHORTEST or words.lower() in " ".join((section.heading, *section.asks)).lower():
            continue  # a mere word, or the reader's own words answered
        places = [(cite, pin) for cite in cases for pin in _places(words, decisions[cite.key], folded[cite.key])]
        if not places:
            yield f"{section.id}: “{words}” stands in no decision that the line cites"
        elif not any(_on_page(cite, pin) for cite, pin in places):
            found = ", ".join(dict.fromkeys(f"{cite.key}, {pin}" for cite, pin in places))
            yield f"{section.id}: “{words}” stands at {found}, and the line gives {', '.join(f'{c.key}, {c.pin}' for c in cases)}"


def _places(words: str, decision: Source, folded: Folded) -> list[Pin | None]:
    return [decision.pin_at(m.start, m.end) for m in find_quotes(words, folded) if not m.distorts]


def _on_page(cite: Cite, pin: Pin | None) -> bool:
    """Whether a place is on a page that the line gives; a decision without pages cannot say no."""
    return pin is None or not cite.pins or any(given.covers(pin) for given in cite.pins)
