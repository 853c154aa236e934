"""The library's own rules, beyond what its format already refuses; and its weakest ties, for a person to read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from corpus.citing import find_citations, find_names
from corpus.errors import IndexMissing
from corpus.glossary import terms_in
from corpus.headers import decision_faults, header_faults
from corpus.library import Library, pin_inside
from corpus.models import LAW_ROLES, Cite, Section, Source
from corpus.naming import telling_words
from corpus.quoted import quotation_faults
from corpus.quoting import quotations
from corpus.reading import Reading

FEWEST_ASKS, MOST_LINES, LONGEST_LINE, LONGEST_QUOTE = 5, 9, 45, 25
"""Ways of asking a guidance section and its lines; words of a line; words of a court that may be quoted in one."""
LEANING = re.compile(
    r"(?:It(?! (?:is|was|depends|takes|would|may|can|must)\b)|This|That|These|Those|They|He|She|His|Her|Their|Its|Such|The (?:latter|former)|Also|But|And"
    r"|However|Therefore|Otherwise|Even so|In that case|For that reason|As (?:said|above|noted)|(?:Usually|Often|Sometimes) (?:that|this|they))\b"
    r"(?! (?:who|person|people)\b)"
)
"""How a sentence opens that leans on the one before it: a line is shown alone. A rough sign, which no honest line needs to bear."""
LONGEST_MEANING = 30
"""Words of a meaning in the glossary."""
USUAL_GRADE, HARDEST_GRADE = 9, 12
"""The reading grade that half of the topics must not exceed, and that none may exceed."""


def faults(library: Library, *, folder: Path | None = None, decisions: Mapping[str, Source] | None = None) -> list[str]:
    """Everything that breaks a rule, as one line each.

    ``folder``: where the library was read from, for its headers. ``decisions``: those at hand, for its quotations.
    """
    asked: dict[str, str] = {}
    found = [
        f"{section.id}: {fault}"
        for source in library.sources.values()
        for section in source.sections
        for fault in (*_section_faults(section, source), *_asked_twice(section, asked), *_cite_faults(section, library))
    ]
    found += [*_glossary_faults(library), *_reading_faults(library)]
    found += header_faults(library, folder) if folder else []
    return found + ([*decision_faults(library, decisions), *quotation_faults(library, decisions)] if decisions else [])


def reading_grades(library: Library, *, strict: bool = False) -> dict[str, float]:
    """The reading grade of each guidance topic, by its id; see ``reading.py`` for what is measured."""
    reading = Reading(library.glossary, frozenset(w for a in library.authorities.values() if a.kind == "case" for w in telling_words(a.name)))
    topics = {s.id: [x.text for section in s.sections for x in section.lines if x.role != "myth"] for s in library.sources.values() if s.kind == "guidance"}
    return {topic: reading.grade(lines, strict=strict) for topic, lines in topics.items()}


def _reading_faults(library: Library) -> Iterator[str]:
    grades = reading_grades(library)
    yield from (f"{topic}: reads at grade {grade:.1f}; {HARDEST_GRADE} is the hardest" for topic, grade in grades.items() if grade > HARDEST_GRADE)
    if grades and (usual := median(grades.values())) > USUAL_GRADE:
        yield f"guidance reads at grade {usual:.1f} in the median; {USUAL_GRADE} is the most"


def _glossary_faults(library: Library) -> Iterator[str]:
    """A term defined twice, one that no line uses, a meaning that is no short sentence, a page outside its decision."""
    used = {t.name for t in terms_in((x.text for s in library.sections.values() for x in s.lines), library.glossary)}
    owner: dict[str, str] = {}
    for term in library.glossary:
        twice = [form for form in (term.name, *term.others) if owner.setdefault(form.lower(), term.name) != term.name]
        twice += [term.name] if sum(t.name.lower() == term.name.lower() for t in library.glossary) > 1 else []
        yield from (f"glossary: “{form}” is defined twice" for form in twice)
        if term.name not in used:
            yield f"glossary: “{term.name}” stands in no line of the library"
        if not term.text.endswith(".") or len(term.text.split()) > LONGEST_MEANING:
            yield f"glossary: the meaning of “{term.name}” is not one sentence of at most {LONGEST_MEANING} words"
        yield from (f"glossary: “{term.name}”: {fault}" for fault in _outside(term.cites, library))


def _section_faults(section: Section, source: Source) -> Iterator[str]:
    shown = [line for line in section.lines if line.role != "myth"]
    if source.kind not in ("digest", "state") and (count := len(section.spoken("short"))) != 1:
        yield f"“{section.heading}” has {count or 'no'} short answer{'s' if count > 1 else ''}{'; one is meant' if count else ''}"
    if source.kind != "digest" and len(shown) > MOST_LINES:
        yield f"“{section.heading}” has {len(shown)} lines; {MOST_LINES} are the most"
    yield from (f"a line that leans on another: {line.text[:60]}…" for line in shown if LEANING.match(line.text))
    if source.kind == "guidance" and len(section.asks) < FEWEST_ASKS:
        yield f"“{section.heading}” has {len(section.asks)} ask lines; {FEWEST_ASKS} are the fewest"
    said: set[str] = set()
    for line in section.lines:
        if len(line.text.split()) > LONGEST_LINE:
            yield f"a line of {len(line.text.split())} words: {line.text[:60]}…"
        if line.text in said:
            yield f"the same line twice: {line.text[:60]}…"
        said.add(line.text)
        for a, b in quotations(line.text):
            if len(line.text[a:b].split()) > LONGEST_QUOTE:
                yield f"a quotation of {len(line.text[a:b].split())} words: {line.text[a : a + 60]}…"


def _asked_twice(section: Section, asked: dict[str, str]) -> Iterator[str]:
    for ask in section.asks:
        other = asked.setdefault(ask.lower(), section.id)
        if other != section.id:
            yield f"the ask line “{ask[:60]}” stands in {other} too"


def _cite_faults(section: Section, library: Library) -> Iterator[str]:
    """A case without a page behind a line of law, a page outside its decision, an authority named in the words that is not held."""
    for line in section.lines:
        for cite in line.cites:
            if line.role in LAW_ROLES and not cite.pins and library.authorities[cite.key].kind == "case":
                yield f"{cite.key} stands without a page: {line.text[:60]}…"
        yield from _outside(line.cites, library)
        named = [f.key for f in find_citations(line.text) if f.kind == "case" and not library.authority(f.key)]
        named += [f.name for f in find_names(line.text, ()) if not library.named(f.name)]
        yield from (f"{name} is named and not held: {line.text[:60]}…" for name in named)


def _outside(cites: Iterable[Cite], library: Library) -> Iterator[str]:
    for cite in cites:
        authority = library.authorities[cite.key]
        yield from (f"page {pin} is outside {authority.name}, {authority.key}" for pin in cite.pins if pin_inside(authority, pin) is False)


@dataclass(frozen=True)
class WeakTie:
    """A library line and the court's words that were found for it, with how sure the tie is (0–1)."""

    score: float
    line: str
    quote: str
    pin: str


def weakest_ties(data: Path, count: int) -> list[WeakTie]:
    """The ties of the index in use, worst first. Reads its plain files: this package stands below the one that makes them.

    Raises IndexMissing where there is no index.
    """
    pointer = data / "current"
    if not pointer.exists():
        raise IndexMissing(f"no index in {data}; run: make index")
    folder = data / "index" / pointer.read_text(encoding="utf-8").strip()
    ties = json.loads((folder / "ties.json").read_text(encoding="utf-8"))
    library = json.loads((folder / "library.json").read_text(encoding="utf-8"))
    worst = sorted(ties.items(), key=lambda kv: kv[1]["score"])[:count]
    return [_weak(folder, library, key, tie) for key, tie in worst]


def _weak(folder: Path, library: dict[str, dict[str, dict[str, str]]], key: str, tie: dict[str, Any]) -> WeakTie:
    source_id, start, cite = key.split(":", 2)
    line = library["sources"][source_id]["text"][int(start) :].split("\n", 1)[0]
    decision = json.loads((folder / "opinions" / f"{tie['source_id']}.json").read_text(encoding="utf-8"))["text"]
    at = tie["source_start"]
    words = decision[at : at + tie["end"] - tie["start"]]
    return WeakTie(float(tie["score"]), f"{line} [{cite}]", words, "checked" if tie["page_checked"] else "page not checked")
