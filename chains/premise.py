"""The authorities that a question names: whether they exist, are held, are named rightly, and say what is ascribed to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from chains.ascribed import wrongly_described
from chains.models import Premise, Reading
from corpus.citing import Found, find_citations, find_names, impossible, names_agree
from corpus.library import Library, pin_inside
from corpus.meaning import conflicts, overlap
from corpus.models import Authority, Line, Section
from corpus.quoting import find_quote, nearest, quotations
from ingest.index import Index

NEAR_MYTH, NEAR_LINE = 0.50, 0.42
"""Likeness (halves of cosine and shared words) from which a clause repeats a false statement, or speaks of a true one."""
CLOSE = 0.1
"""How much nearer a true statement may be that the clause contradicts, and the false one still counts."""
_OWN_CASE = re.compile(
    r"(?:my|our|the|his|her) (?:own )?(?:case|lawsuit|suit|complaint)(?: is| was|,)?(?: called| captioned| titled| named)?\s*$", re.IGNORECASE
)
_SAID = (
    r"(?:held|holds?|says?|said|sed|ruled|rules|decided|made|makes?|means?|meant|require[sd]?|established|allow(?:s|ed)?|let|lets|gives?|gave|abolished|overruled|guarantees?|"
    r"guaranteed|found|states?|stated|confirmed|declared|created|proved|proves|shows?|showed|told|banned|eliminated|struck|wrote|put|set|confirms)"
)
_AFTER = re.compile(
    rf"(?:['’]s?\s+(?:\w+\s+)?(?:holding|rule|ruling|decision|test|opinion|statement|requirement)\s+(?:is\s+)?that|[^.;?!]{{0,40}}?\b{_SAID}\b(?:\s+that)?)\s+([^.;?!]{{8,220}})",
    re.IGNORECASE,
)
_UNDER = re.compile(r"\b(?:under|according to|per|given|thanks to|because of|after|since)\s*$", re.IGNORECASE)
_OWN_QUESTION = re.compile(
    r",\s*(?:so|and so|how|can|could|what|may|do|does|did|is|right|correct|who|when|where|why|should|would|am|are|will)\b", re.IGNORECASE
)
"""Where a writer goes on from what was said to the question of their own."""
_ASKS = re.compile(r"\b(?:did|does|do|is it true|was it|whether|if|has|have)\b[^.;?!]{0,30}$", re.IGNORECASE)
_IS_IT_SO = re.compile(r"\b(?:is|was) (?:that|this|it|he|she|they) (?:even |really |still |actually )?(?:true|right|correct|so|accurate|real)\b", re.IGNORECASE)
_WHY = re.compile(r"\b(?:why|how come|since|because)\b[^.;?!]{0,40}$", re.IGNORECASE)


def examine(index: Index, reading: Reading) -> Premise:
    """Everything wrong with the authorities named in a question; an empty Premise where nothing is."""
    text = reading.text
    cited = [f for f in find_citations(text) if f.kind in ("case", "short")]
    names = find_names(text, index.library.authorities.values())
    named = tuple(dict.fromkeys(a.key for a in _held(index.library, cited, names)))
    for found in _faults(index, text, cited, names):
        return Premise(found.turn, found.notices, found.sections, named)
    return Premise(named=named)


def _faults(index: Index, text: str, cited: list[Found], names: list[Found]) -> Iterator[Premise]:
    yield from _wrong_citations(index.library, text, cited)
    yield from _not_held(index.library, text, cited, names)
    yield from _wrong_quotations(index, text, cited, names)
    yield from _wrong_descriptions(index, text, [*cited, *names])
    yield from _wrong_holdings(index, text, cited, names)


def _held(library: Library, cited: list[Found], names: list[Found]) -> Iterator[Authority]:
    for f in cited:
        a = library.authority(f.key) or (library.containing(f.key, f.name) if f.kind == "short" else None)
        if a:
            yield a
    for f in names:
        if f.key:
            if a := library.authority(f.key):
                yield a
        elif len(fits := library.named(f.name)) == 1:
            yield fits[0]


def _wrong_citations(library: Library, text: str, cited: list[Found]) -> Iterator[Premise]:
    for f in cited:
        shown = text[f.start : f.end]
        held = library.authority(f.key)
        if reason := impossible(replace(f, year=None) if held else f):
            yield Premise(
                "false_premise", (f"“{shown}” cannot be a real citation: {reason}. Do not file it; ask where it came from.",), _by_name(library, f.name)
            )
        if held is None:
            by_name = library.named(f.name) if " v" in f.name else []
            if len(by_name) == 1 and f.kind == "case":
                yield Premise(
                    "false_premise",
                    (f"{by_name[0].name} is reported at {by_name[0].key} ({by_name[0].year}), not at {f.key}.",),
                    _sections(library, by_name[0]),
                )
            continue
        if f.name and not names_agree(f.name, held.name):
            other = library.named(f.name)
            true = f" {other[0].name} is {other[0].key}." if len(other) == 1 else ""
            yield Premise("false_premise", (f"{f.key} is {held.name} ({held.year}), not {f.name}.{true}",), _sections(library, held))
        if f.year and held.year and f.year != held.year:
            yield Premise("false_premise", (f"{held.name}, {held.key}, was decided in {held.year}, not {f.year}.",), _sections(library, held))
        for pin in f.pins:
            if pin_inside(held, pin) is False:
                yield Premise("false_premise", (f"Page {pin} is outside {held.name}, {held.key}.",), _sections(library, held))


def _by_name(library: Library, name: str) -> tuple[str, ...]:
    fits = library.named(name) if name else []
    return _sections(library, fits[0]) if len(fits) == 1 else ()


def _sections(library: Library, authority: Authority) -> tuple[str, ...]:
    source = library.sources.get(authority.source_id or "")
    return tuple(s.id for s in source.sections[:1]) if source else ()


def _not_held(library: Library, text: str, cited: list[Found], names: list[Found]) -> Iterator[Premise]:
    strange = [f for f in names if not f.key and not library.named(f.name) and not _OWN_CASE.search(text[max(0, f.start - 40) : f.start])]
    unknown = []
    for f in cited:
        if not library.authority(f.key) and not (f.kind == "short" and library.containing(f.key, f.name)):
            before = next((n for n in strange if 0 <= f.start - n.end <= 3), None)
            unknown.append(f"{before.name}, {text[f.start : f.end]}" if before else text[f.start : f.end])
    covered = [(f.start - len(f.name) - 4, f.end) for f in cited]
    unknown += [n.name for n in strange if not any(a <= n.start < b or 0 <= a - n.end <= 8 for a, b in covered)]
    if unknown:
        listed = "; ".join(dict.fromkeys(unknown))
        yield Premise(
            "not_in_library",
            (
                f"We do not hold {listed}, so nothing about it can be confirmed here. That does not mean that it does not exist: "
                "look it up before you rely on it.",
            ),
        )


def _wrong_quotations(index: Index, text: str, cited: list[Found], names: list[Found]) -> Iterator[Premise]:
    authorities = list(_held(index.library, cited, names))
    if len(set(authorities)) != 1:
        return
    authority = authorities[0]
    if authority.opinion_id not in index.library.opinions.values():
        return
    opinion = index.opinion(authority.opinion_id or "")
    for a, b in quotations(text):
        quote = text[a:b]
        if len(quote.split()) < 4 or find_quote(quote, opinion.text):
            continue
        near = nearest(quote, opinion.text)
        true = f" The nearest words there are: “{opinion.text[near.start : near.end]}”." if near and near.likeness > 0.75 else ""
        yield Premise("false_premise", (f"The words “{quote[:200]}” do not stand in {authority.name}.{true}",), _sections(index.library, authority))


def _wrong_descriptions(index: Index, text: str, found: list[Found]) -> Iterator[Premise]:
    """A court, a year, a writer, an outcome or a fate that the decision named does not have; what is only asked is left alone."""
    named = [(f.start, f.end, a) for f in found if not _only_asked(text, f) for a in _held(index.library, *(([f], []) if f.kind != "name" else ([], [f])))]
    for reason, authority in wrongly_described(index, text, named):
        yield Premise("false_premise", (f"{reason[:1].upper()}{reason[1:]}.",), _sections(index.library, authority))


def _only_asked(text: str, f: Found) -> bool:
    """Whether what stands around a name is asked, and not taken for granted."""
    before, after = text[: f.start], text[f.end : f.end + 200]
    return bool((_ASKS.search(before) and not _WHY.search(before)) or _IS_IT_SO.search(after))


def _wrong_holdings(index: Index, text: str, cited: list[Found], names: list[Found]) -> Iterator[Premise]:
    for clause, authority in _ascribed(index, text, cited, names):
        if wrong := _contradicted(index, clause, authority):
            yield Premise("false_premise", (_not_so(authority, clause),), wrong)


def _not_so(authority: Authority, clause: str) -> str:
    return f"{authority.name} does not say that “{clause.strip()}”. What it does say is below."


def _ascribed(index: Index, text: str, cited: list[Found], names: list[Found]) -> Iterator[tuple[str, Authority]]:
    """(what is taken for granted, the held decision that it is ascribed to); what is only asked is left alone."""
    for f in (*cited, *names):
        for authority in _held(index.library, [f] if f.kind != "name" else [], [f] if f.kind == "name" else []):
            before, after = text[: f.start], text[f.end :]
            said = _AFTER.match(after) or (re.match(r"[^,.;?!]{0,20},\s*([^.;?!]{12,220})", after) if _UNDER.search(before) else None)
            if said and (_WHY.search(before) or not _ASKS.search(before)):
                yield _OWN_QUESTION.split(said[1])[0], authority


def _contradicted(index: Index, clause: str, authority: Authority) -> tuple[str, ...]:
    """Sections that set right what a clause ascribes to a decision: it repeats a known false statement, or conflicts with a true one."""
    lines = list(_lines_on(index.library, authority))
    if not lines:
        return ()
    vectors = index.encoder.encode([clause, *(x.text for _, x in lines)])
    scored = [(0.5 * float(vectors[0] @ v) + 0.5 * overlap(clause, x.text), s, x) for v, (s, x) in zip(vectors[1:], lines, strict=True)]
    false = max((row for row in scored if row[2].role == "myth"), key=lambda row: row[0], default=None)
    likeness, section, line = max((row for row in scored if row[2].role != "myth"), key=lambda row: row[0])
    if false and false[0] >= NEAR_MYTH and not _against(clause, false[2].text, "edit"):
        disputed = likeness - false[0] <= CLOSE and _against(clause, line.text, "edit")
        if false[0] >= likeness or disputed:
            return (false[1].id,)
    return (section.id,) if likeness >= NEAR_LINE and _against(clause, line.text, "edit", "negation") else ()


def _against(clause: str, sentence: str, *weak: str) -> bool:
    """Whether they differ in a standard, a number, a party…; the ``weak`` kinds of difference are no sign here."""
    return any(c.kind not in weak for c in conflicts(clause, sentence))


def _lines_on(library: Library, authority: Authority) -> Iterator[tuple[Section, Line]]:
    """The lines of a decision's digest, and the false statements that guidance tells of it."""
    for section in library.sections.values():
        of_it = section.source_id == authority.source_id
        for line in section.lines:
            if (of_it and not line.voice) or (line.role == "myth" and any(c.key == authority.key for c in line.cites)):
                yield section, line
