"""The authorities that a question names: whether they exist, are held, are named rightly, and say what is ascribed to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chains.models import Premise, Reading
from corpus.citing import Found, find_citations, find_names, impossible, names_agree
from corpus.library import Library, pin_inside
from corpus.meaning import conflicts, overlap
from corpus.models import Authority, Section
from corpus.quoting import find_quote, nearest, quotations
from ingest.index import Index

NEAR_MYTH, NEAR_LINE = 0.66, 0.55
_OWN_CASE = re.compile(
    r"(?:my|our|the|his|her) (?:own )?(?:case|lawsuit|suit|complaint)(?: is| was|,)?(?: called| captioned| titled| named)?\s*$", re.IGNORECASE
)
_SAID = r"(?:held|holds?|says?|said|ruled|rules|decided|made|makes?|means?|meant|require[sd]?|established|allow(?:s|ed)?|let|lets|gives?|gave|abolished|overruled|guarantees?|guaranteed|found|states?|stated|confirmed|declared|created|proved|proves|shows?|showed|told|banned|eliminated|struck)"
_PRESUPPOSED = re.compile(
    r"(?:^|[.,;]\s*|\b)(?:since|because|given(?: that)?|as|now that|if|knowing that|i (?:read|heard|know|saw|thought|understand)(?: that)?|(?:chatgpt|ai|my friend|a friend|someone|he|she|they|lawyer) (?:says?|said|told me)(?: that)?|everyone knows(?: that)?)\s+([^.;?!]{12,220})",
    re.IGNORECASE,
)
_LEADING = re.compile(r"(?:didn't|doesn't|isn't it true that|right\?|correct\?|so)\b", re.IGNORECASE)


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
        if reason := impossible(f):
            yield Premise(
                "false_premise", (f"“{shown}” cannot be a real citation: {reason}. Do not file it; ask where it came from.",), _by_name(library, f.name)
            )
        held = library.authority(f.key)
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
    unknown = [text[f.start : f.end] for f in cited if not library.authority(f.key) and not (f.kind == "short" and library.containing(f.key, f.name))]
    covered = [(f.start - len(f.name) - 4, f.end) for f in cited]
    for f in names:
        own = _OWN_CASE.search(text[max(0, f.start - 40) : f.start])
        if not f.key and not own and not library.named(f.name) and not any(a <= f.start < b for a, b in covered):
            unknown.append(f.name)
    if unknown:
        listed = "; ".join(dict.fromkeys(unknown))
        yield Premise(
            "not_in_library",
            (
                f"We do not hold {listed}, so nothing about it can be confirmed here. That does not mean that it does not exist: look it up before you rely on it.",
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


def _wrong_holdings(index: Index, text: str, cited: list[Found], names: list[Found]) -> Iterator[Premise]:
    for clause, authority in _ascribed(index, text, cited, names):
        vector = index.encoder.encode([clause])[0]
        for myth, section_id, kind, cosine in index.store.nearest_questions(vector, 24):
            section = index.library.sections[section_id]
            if kind == "myth" and cosine >= NEAR_MYTH and _concerns(index, section, myth, authority) and not conflicts(clause, myth):
                yield Premise("false_premise", (_not_so(authority, clause),), (section.id,))
        if authority and (wrong := _contradicted(index, clause, authority)):
            yield Premise("false_premise", (_not_so(authority, clause),), wrong)


def _not_so(authority: Authority | None, clause: str) -> str:
    if authority:
        return f"{authority.name} does not say that “{clause.strip()}”. What it does say is below."
    return f"The question takes for granted that “{clause.strip()}”. The sources here say otherwise; see below."


def _concerns(index: Index, section: Section, myth: str, authority: Authority | None) -> bool:
    """A myth told of a case counts against a question that names this case, or one that names none."""
    if authority is None:
        return True
    line = next(x for x in section.lines if x.text == myth)
    source = index.library.sources[section.source_id]
    return any(c.key == authority.key for c in line.cites) or (source.authority is not None and source.authority.key == authority.key)


def _ascribed(index: Index, text: str, cited: list[Found], names: list[Found]) -> Iterator[tuple[str, Authority | None]]:
    """(what is taken for granted, the held decision it is ascribed to or None)."""
    spots = [(f.start, f.end, a) for f in [*cited, *names] for a in _held(index.library, [f] if f.kind != "name" else [], [f] if f.kind == "name" else [])]
    asked = re.match(r"\s*(?:did|does|do|has|have|is|was|what|how|why|when|which|can|could|could you|explain|tell me)\b", text, re.IGNORECASE)
    for _, end, authority in spots:
        m = re.match(rf"[^.;?!]{{0,60}}?\b{_SAID}\b(?:\s+that)?\s+([^.;?!]{{8,220}})", text[end:])
        if m and (not asked or _PRESUPPOSED.search(text[: end + m.start(1)])):
            yield f"{m[1]}", authority
    if not spots:
        for m in _PRESUPPOSED.finditer(text):
            yield m[1].split(",")[0], None


def _contradicted(index: Index, clause: str, authority: Authority) -> tuple[str, ...]:
    """Sections of the decision's digest with a line that is near to what is ascribed and conflicts with it."""
    source = index.library.sources.get(authority.source_id or "")
    if not source:
        return ()
    lines = [(s, x) for s in source.sections for x in s.lines if x.start >= 0 and not x.voice]
    vectors = index.encoder.encode([clause, *(x.text for _, x in lines)])
    best = max(range(len(lines)), key=lambda i: float(vectors[0] @ vectors[i + 1]))
    section, line = lines[best]
    near = float(vectors[0] @ vectors[best + 1]) >= NEAR_LINE and overlap(clause, line.text) > 0.3
    return (section.id,) if near and conflicts(clause, line.text) else ()
