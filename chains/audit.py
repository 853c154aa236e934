"""Every citation and quotation of a draft, in order, with the verdicts of ``check``."""

from __future__ import annotations

import re
import sys
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from chains.check_quotation import judge_quotation
from chains.given import Given, Verdict, given_by, look_up
from corpus.citing import PIN_LIST, find_citations, find_names, read_pins
from corpus.library import Library, pin_inside
from corpus.models import Authority
from corpus.quoting import quotations
from ingest.index import Index

FEWEST_WORDS = 3
"""Shorter quotations are words that a writer keeps at a distance, not words of a court."""
BETWEEN = 300
"""Characters of names and signals that may stand between a quotation and its citation."""


REACH = BETWEEN
"""References on either side of a quotation that are looked at; no more than this can begin in that many characters."""


@dataclass(frozen=True)
class Finding:
    """One citation or quotation of the draft and what was found about it."""

    line: int
    kind: str  # "citation", "name" or "quotation"
    text: str
    verdict: Verdict
    cited: str | None = None  # of a quotation: the citation it was checked against
    start: int = 0
    end: int = 0
    authorities: tuple[Authority, ...] = ()  # the held ones that it names

    def as_json(self) -> dict[str, Any]:
        """The row of the contract (docs/doors.md)."""
        v = self.verdict
        return {"line": self.line, "kind": self.kind, "text": self.text, "cited": self.cited,
                "verdict": v.verdict, "reasons": list(v.reasons), "evidence": list(v.evidence)}  # fmt: skip


@dataclass(frozen=True)
class _Reference:
    """A place of the draft that names an authority, looked up."""

    start: int
    end: int
    kind: str
    text: str
    given: Given


def audit(index: Index, text: str) -> list[Finding]:
    """Findings in the order of the draft."""
    quoted = list(_quoted(text))
    references = _references(index.library, text, _Spans((a, b) for a, b, _ in quoted))
    ends = [m.start() for m in re.finditer("\n", text)]
    found = [Finding(bisect(ends, r.start - 1) + 1, r.kind, r.text, _of_reference(r.given), None, r.start, r.end, r.given.authorities) for r in references]
    for start, end, words in quoted:
        cited = _cited_for(text, references, start, end)
        verdict = judge_quotation(index, words, cited.given if cited else Given(notes=("no citation is given for it",)))
        found.append(Finding(bisect(ends, start - 1) + 1, "quotation", words, verdict, cited.text if cited else None, start, end))
    return sorted(found, key=lambda f: f.start)


class _Spans:
    """Stretches of a text, none inside another: whether a place lies in one of them, in logarithmic time."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def __contains__(self, at: int) -> bool:
        before = bisect(self._spans, (at, sys.maxsize)) - 1
        return before >= 0 and at < self._spans[before][1]


def _of_reference(given: Given) -> Verdict:
    """The verdict on a citation alone: whether it is good, not what it is cited for."""
    if given.stop:
        return given.stop
    if not given.authorities:
        return Verdict("unsupported", given.notes)
    a = given.authorities[0]
    year = f" ({a.year})" if a.year else ""
    held = f"{a.name}, {a.key}{year} is in the library" if a.kind == "case" else f"{a.key} ({a.name}) is in the library"
    return Verdict("supported", (held, *given.notes))


_ID = re.compile(rf"\b[Ii](?:d|bid)\.(?:,?\s+at\s+({PIN_LIST.pattern}))?")
_SUPRA = re.compile(rf"\b([A-Z][\w’'-]+(?: (?:of )?[A-Z][\w’'-]+){{0,3}}),? supra(?:,? (?:note|n\.) \d+)?(?:,? at ({PIN_LIST.pattern}))?")


def _references(library: Library, text: str, quoted: _Spans) -> list[_Reference]:
    """Every citation and case name of the draft, in order, short forms resolved; those inside quotations are the court's."""
    found = []
    for f in find_citations(text):
        if f.start in quoted:
            continue
        start = f.start - len(f.name) - 2 if f.name and text[max(0, f.start - len(f.name) - 2) : f.start].startswith(f.name) else f.start
        said = f"{f.name}, {text[f.start : f.end]}" if f.name else text[f.start : f.end]
        found.append(_Reference(start, f.end, "citation", " ".join(said.split()), given_by(library, f)))
    taken = _Spans((r.start - 6, r.end) for r in found)
    for n in find_names(text, library.authorities.values()):
        if " v" in n.name and n.start not in quoted and n.start not in taken:
            found.append(_Reference(n.start, n.end, "name", n.name, look_up(library, n.name)))
    back = [r for r in _back(library, text, found) if r.start not in quoted]
    return sorted([*found, *back], key=lambda r: r.start)


def _back(library: Library, text: str, found: Sequence[_Reference]) -> Iterator[_Reference]:
    """``Id.`` and ``supra`` resolved: to the citation just before, to the one of that name."""
    last = list(found)
    for m in _SUPRA.finditer(text):
        r = _Reference(m.start(), m.end(), "citation", " ".join(m[0].split()), _again(look_up(library, m[1]), m[2]))
        last.append(r)
        yield r
    last = sorted((r for r in last if r.kind == "citation"), key=lambda r: r.end)
    ends = [r.end for r in last]
    for m in _ID.finditer(text):
        before = bisect(ends, m.start())
        given = _again(last[before - 1].given, m[1]) if before else Given(notes=("it refers to no citation before it",))
        yield _Reference(m.start(), m.end(), "citation", " ".join(m[0].split()), given)


def _again(given: Given, pin: str | None) -> Given:
    """The same authority on another page; a fault of the first page is not that of the second."""
    pins = read_pins(pin) if pin else given.pins
    kept = given.stop if given.stop and not (given.authorities and given.stop.verdict == "impossible_citation") else None
    for p in pins if given.authorities else ():
        a = given.authorities[0]
        if a.kind == "case" and pin_inside(a, p) is False:
            kept = Verdict("impossible_citation", (f"page {p} is outside {a.name}, {a.key}",))
    return Given(given.authorities, pins, kept, given.notes)


_BLOCK = re.compile(r"(?:^[ \t]*>.*(?:\n|\Z))+", re.MULTILINE)


def _quoted(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, words) of what stands in quotation marks or in a block quotation of Markdown."""
    blocks = [m.span() for m in _BLOCK.finditer(text)]
    for a, b in blocks:
        words = " ".join(re.sub(r"^[ \t]*>[ \t]?", "", text[a:b], flags=re.MULTILINE).split())
        said = words.strip('“”"')
        if len(said.split()) >= FEWEST_WORDS and not _cites_a_case(said):
            yield a, b, said
    for a, b in quotations(text):
        inside = any(x <= a < y and not _cites_a_case(text[x:y]) for x, y in blocks)
        if not inside and len(text[a:b].split()) >= FEWEST_WORDS:
            yield a, b, re.sub(r"\n[ \t]*>?[ \t]*", " ", text[a:b])


def _cites_a_case(text: str) -> bool:
    """Whether a block is the writer's own words, or a quotation with its citation inside."""
    return any(f.kind in ("case", "short") for f in find_citations(text))


_SIGNAL = re.compile(r"[.!?”\"’)\s]*(?:See|Cf|Accord|But see|Compare|E\.g)\b")
_PROSE = re.compile(r"[a-z]{2,}\s+[a-z]{2,}")
_NEW_SENTENCE = re.compile(r"[.!?][”\"’')\]]*\s+(?!(?:See|Cf|Id|Accord|But see|E\.g|Compare|Quoting|Citing)\b)[A-Z“\"]")


def _cited_for(text: str, references: Sequence[_Reference], start: int, end: int) -> _Reference | None:
    """The citation that follows a quotation, in its sentence or as a sentence of its own; else the one before it in the sentence."""
    at = bisect(references, end - 1, key=lambda r: r.start)
    following = next((r for r in references[at : at + REACH] if r.kind == "citation"), None)
    between = text[end - 1 : following.start] + "x" if following else ""
    near = following and len(between) < BETWEEN and "\n\n" not in between.strip() and not _NEW_SENTENCE.search(between)
    if following and near and not _SIGNAL.match(between) and not _PROSE.search(between):
        return following
    before = [r for r in references[max(0, at - REACH) : at] if r.end <= start and start - r.end < BETWEEN]
    preceding = max(before, key=lambda r: r.end, default=None)
    if preceding and "\n\n" not in text[preceding.end : start] and not re.search(r"[.!?][”\"’)]*\s+[A-Z]", text[preceding.end : start]):
        return preceding
    return following if near else None
