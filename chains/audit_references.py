"""Every citation and case name of a draft, in order, with what it names; ``Id.`` and ``supra`` resolved."""

from __future__ import annotations

import re
import sys
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chains.given import Given, Verdict, given_by, look_up
from corpus.citing import PIN_LIST, find_citations, find_names, read_pins
from corpus.library import Library, pin_inside
from corpus.models import Authority
from corpus.naming import name_words, nicknames, only_bearer


@dataclass(frozen=True)
class Reference:
    """A place of the draft that names an authority, looked up."""

    start: int
    end: int
    kind: str
    text: str
    given: Given
    words: bool = False  # it is part of what its sentence says: a name, a section, a rule


class Spans:
    """Stretches of a text, none inside another: whether a place lies in one of them, in logarithmic time."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def __contains__(self, at: int) -> bool:
        before = bisect(self._spans, (at, sys.maxsize)) - 1
        return before >= 0 and at < self._spans[before][1]

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Those that begin in a stretch."""
        return self._spans[bisect(self._spans, (start, -1)) : bisect(self._spans, (end, -1))]


_ID = re.compile(rf"\b[Ii](?:d|bid)\.(?:,?\s+at\s+({PIN_LIST.pattern}))?")
_SUPRA = re.compile(rf"\b([A-Z][\w’'-]+(?: (?:of )?[A-Z][\w’'-]+){{0,3}}),? supra(?:,? (?:note|n\.) \d+)?(?:,? at ({PIN_LIST.pattern}))?")


_BARE = re.compile(r"§|[Ss]ec|[Rr]ule")
"""A section or a rule that a sentence speaks of ("sued under § 1983") is none that ``Id.`` means; and only a case has pages."""


def find_references(library: Library, text: str, quoted: Spans) -> list[Reference]:
    """Every citation and case name of the draft, in order, short forms resolved; those inside quotations are the court's."""
    found = []
    for f in find_citations(text):
        if f.start in quoted:
            continue
        start = f.start - len(f.name) - 2 if f.name and text[max(0, f.start - len(f.name) - 2) : f.start].startswith(f.name) else f.start
        said = f"{f.name}, {text[f.start : f.end]}" if f.name else text[f.start : f.end]
        found.append(Reference(start, f.end, "citation", " ".join(said.split()), given_by(library, f), f.kind not in ("case", "short")))
    taken = Spans((r.start - 6, r.end) for r in found)
    for n in find_names(text, library.authorities.values()):
        if " v" in n.name and n.start not in quoted and n.start not in taken:
            found.append(Reference(n.start, n.end, "name", n.name, look_up(library, n.name), True))
    back = [r for r in _back(library, text, found) if r.start not in quoted]
    return sorted([*found, *back], key=lambda r: r.start)


def _back(library: Library, text: str, found: Sequence[Reference]) -> Iterator[Reference]:
    """``Id.`` and ``supra`` resolved: to the citation just before, to the one of that name."""
    last = list(found)
    for m in _SUPRA.finditer(text):
        r = Reference(m.start(), m.end(), "citation", " ".join(m[0].split()), _again(look_up(library, m[1]), m[2]))
        last.append(r)
        yield r
    last = sorted((r for r in last if r.kind == "citation" and not _BARE.match(r.text)), key=lambda r: r.end)
    paged = [r for r in last if not r.words]
    ends = {id(rs): [r.end for r in rs] for rs in (last, paged)}
    for m in _ID.finditer(text):
        those = paged if m[1] else last
        before = bisect(ends[id(those)], m.start())
        given = _again(those[before - 1].given, m[1]) if before else Given(notes=("it refers to no citation before it",))
        yield Reference(m.start(), m.end(), "citation", " ".join(m[0].split()), given)


def _again(given: Given, pin: str | None) -> Given:
    """The same authority on another page; a fault of the first page is not that of the second."""
    pins = read_pins(pin) if pin else given.pins
    kept = given.stop if given.stop and not (given.authorities and given.stop.verdict == "impossible_citation") else None
    for p in pins if given.authorities else ():
        a = given.authorities[0]
        if a.kind == "case" and pin_inside(a, p) is False:
            kept = Verdict("impossible_citation", (f"page {p} is outside {a.name}, {a.key}",))
    return Given(given.authorities, pins, kept, given.notes)


def names_in_use(library: Library, references: Sequence[Reference]) -> dict[str, Authority]:
    """Single words, in small letters, that name a case: those of the draft's own citations first, then of the whole library."""
    held = tuple(library.authorities.values())
    cited = tuple(dict.fromkeys(a for r in references for a in r.given.authorities if a.kind == "case"))
    keys = {word.lower(): key for word, key in nicknames(held).items()} | only_bearer(cited)
    return {word: a for word, key in keys.items() if (a := library.authority(key))}


def called(text: str, span: tuple[int, int], inside: Sequence[Reference], names: dict[str, Authority]) -> Iterator[Reference]:
    """Places of a sentence, outside its citations, where a case is called by a name of its own: ``Canton held``, ``in Castle Rock``."""
    taken = Spans((r.start, r.end) for r in inside)
    for m in re.finditer(r"\b[A-Z][A-Za-z-]{2,}(?:\s+[A-Z][A-Za-z-]{2,})*", text[span[0] : span[1]]):
        words = list(re.finditer(r"[A-Za-z-]+", m[0]))
        first = next((n for n, w in enumerate(words) if w[0].lower() in names), None)
        if first is None or span[0] + m.start() + words[first].start() in taken:
            continue
        a, last = names[words[first][0].lower()], first
        while last + 1 < len(words) and words[last + 1][0].lower() in name_words(a.name):
            last += 1
        start, end = (span[0] + m.start() + x for x in (words[first].start(), words[last].end()))
        yield Reference(start, end, "name", text[start:end], Given((a,)), True)
