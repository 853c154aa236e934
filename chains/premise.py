"""What a question says of authorities and of the law: whether they exist, are held, are named rightly, and say what is ascribed to them.

What the writer takes for granted decides the reply; what is only asked, put to the test or told of others is set right in a notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from chains.ascribed import wrongly_described
from chains.borne import not_borne
from chains.given import given_by
from chains.models import Premise, Reading
from chains.presumed import presumed, sentence_at, taken_for_granted
from corpus.citing import Found, find_citations, find_names
from corpus.library import Library
from corpus.models import Authority
from corpus.quoting import find_quote, nearest, quotations
from ingest.index import Index

MOST = 16
"""Statements of one question that are compared with the library; a story has fewer that name a decision or state law."""
_OWN_CASE = re.compile(
    r"(?:my|our|the|his|her) (?:own )?(?:case|lawsuit|suit|complaint)(?: is| was|,)?(?: called| captioned| titled| named)?\s*$", re.IGNORECASE
)
NOT_HELD = "We do not hold {}, so nothing about it can be confirmed here. That does not mean that it does not exist: look it up before you rely on it."


def examine(index: Index, reading: Reading) -> Premise:
    """What is wrong in a question: the first fault that it builds on, else a notice of the first that it only asks about, else nothing."""
    text = reading.text
    found = [*(f for f in find_citations(text) if f.kind in ("case", "short")), *find_names(text, index.library.authorities.values())]
    named = tuple(dict.fromkeys(a.key for a in _held(index.library, found)))
    aside: Premise | None = None
    for fault in _faults(index, text, found):
        if fault.turn:
            return replace(fault, named=named)
        aside = aside or fault
    return replace(aside or Premise(), named=named)


def _faults(index: Index, text: str, found: list[Found]) -> Iterator[Premise]:
    yield from _wrong_citations(index.library, found)
    yield from _not_held(index.library, text, found)
    yield from _wrong_quotations(index, text, found)
    yield from _wrong_descriptions(index, text, found)
    yield from _wrong_statements(index, text, found)


def _held(library: Library, found: Iterable[Found]) -> Iterator[Authority]:
    """The held authorities that are named, one for each place."""
    for f in found:
        by_name = library.named(f.name) if not f.key else []
        held = library.authority(f.key) or (library.containing(f.key, f.name) if f.kind == "short" else by_name[0] if len(by_name) == 1 else None)
        if held:
            yield held


def _false(library: Library, told: str, about: Authority | None, turns: bool = True) -> Premise:
    """A fault in words for the reader, with the section that sets it right."""
    source = library.sources.get(about.source_id or "") if about else None
    return Premise("false_premise" if turns else None, (f"{told[:1].upper()}{told[1:]}.",), tuple(s.id for s in source.sections[:1]) if source else ())


def _wrong_citations(library: Library, found: list[Found]) -> Iterator[Premise]:
    for f in (f for f in found if f.kind != "name"):
        given = given_by(library, f)
        if given.stop and given.stop.verdict in ("impossible_citation", "misattributed"):
            named = library.named(f.name) if f.name else []
            warned = "" if given.authorities else ". Do not file it; ask where it came from"
            yield _false(library, given.stop.reasons[0] + warned, next(iter([*given.authorities, *named]), None))


def _not_held(library: Library, text: str, found: list[Found]) -> Iterator[Premise]:
    cited = [f for f in found if f.kind != "name"]
    strange = [f for f in found if f.kind == "name" and not f.key and not library.named(f.name) and not _OWN_CASE.search(text[max(0, f.start - 40) : f.start])]
    unknown = []
    for f in cited:
        if not library.authority(f.key) and not (f.kind == "short" and library.containing(f.key, f.name)):
            before = next((n for n in strange if 0 <= f.start - n.end <= 3), None)
            unknown.append(f"{before.name}, {text[f.start : f.end]}" if before else text[f.start : f.end])
    covered = [(f.start - len(f.name) - 4, f.end) for f in cited]
    unknown += [n.name for n in strange if not any(a <= n.start < b or 0 <= a - n.end <= 8 for a, b in covered)]
    if unknown:
        yield Premise("not_in_library", (NOT_HELD.format("; ".join(dict.fromkeys(unknown))),))


def _wrong_quotations(index: Index, text: str, found: list[Found]) -> Iterator[Premise]:
    """Words in quotation marks, in a sentence that names one decision, which do not stand there."""
    for a, b in quotations(text):
        quote, (start, end) = text[a:b], sentence_at(text, a, b)
        authorities = set(_held(index.library, [f for f in found if start <= f.start < end]))
        if len(quote.split()) < 4 or len(authorities) != 1:
            continue
        authority = authorities.pop()
        opinion = index.opinion_of(authority)
        if opinion is None or find_quote(quote, opinion.text):
            continue
        near = nearest(quote, opinion.text)
        true = f". The nearest words there are: “{opinion.text[near.start : near.end]}”" if near and near.likeness > 0.75 else ""
        own = taken_for_granted(text, a, b, asked=False)
        yield _false(index.library, f"the words “{quote[:200]}” do not stand in {authority.name}{true}", authority, own)


def _wrong_descriptions(index: Index, text: str, found: list[Found]) -> Iterator[Premise]:
    """A court, a year, a writer, an outcome or a fate that the decision named does not have."""
    for f in found:
        named = [(f.start, f.end, a) for a in _held(index.library, [f])]
        for reason, authority in wrongly_described(index, text, named):
            yield _false(index.library, reason, authority, taken_for_granted(text, f.start, f.end))


def _wrong_statements(index: Index, text: str, found: list[Found]) -> Iterator[Premise]:
    """Statements that the question builds on, of a decision or of the law, that the library knows to be false."""
    for words, named in islice(_statements(index, text, found), MOST):
        if correction := not_borne(index, words, named):
            who = f"{named[0].name} does not say this" if named else "This is not the law"
            yield Premise("false_premise", (f"{who}: “{words}”. What is true is below.",), (correction.section,), line=correction.line)


def _statements(index: Index, text: str, found: list[Found]) -> Iterator[tuple[str, list[Authority]]]:
    """(statement, the decisions to which it is ascribed); one of neither a decision nor the law is left out, and so are a decision's own words."""
    for said in presumed(text, [(f.start, f.end) for f in found]):
        words = text[said.start : said.end]
        named = list(dict.fromkeys(a for f in found if said.start <= f.start < said.end for a in _held(index.library, [f])))
        if (named or said.of_law(words)) and not _quotes(index, words, named):
            yield words, named


def _quotes(index: Index, words: str, named: Iterable[Authority]) -> bool:
    """Whether a statement gives a decision's own words, four or more of them."""
    quoted = [words[a:b] for a, b in quotations(words) if len(words[a:b].split()) >= 4]
    opinions = [o for a in named if (o := index.opinion_of(a))]
    return bool(quoted) and all(any(find_quote(q, o.text) for o in opinions) for q in quoted)
