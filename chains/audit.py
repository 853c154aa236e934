"""Every citation, quotation and statement about a cited authority in a draft, in order, with the verdicts of ``check``."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chains.audit_references import Reference, Spans, find_references
from chains.audit_statements import find_statements
from chains.check_claim import check_claim
from chains.check_quotation import judge_quotation
from chains.given import Given, Verdict
from chains.supporting import LOW
from corpus.citing import find_citations
from corpus.library import Library
from corpus.models import Authority
from corpus.quoting import quotations
from ingest.index import Index

FEWEST_WORDS = 3
"""Shorter quotations are words that a writer keeps at a distance, not words of a court."""
BETWEEN = 300
"""Characters of names and signals that may stand between a quotation and its citation."""

MOST = 500
"""Statements of one draft that are compared, the first ones: one takes a tenth of a second or so."""
UNTESTED = f"not compared: of the sentences about cited decisions the first {MOST} of a draft are"
REACH = BETWEEN
"""References on either side of a quotation that are looked at; no more than this can begin in that many characters."""


@dataclass(frozen=True)
class Finding:
    """One citation, quotation or statement of the draft and what was found about it."""

    line: int
    kind: str  # "citation", "name", "quotation" or "statement"
    text: str
    verdict: Verdict
    cited: str | None = None  # of a quotation or a statement: the citations it was checked against
    start: int = 0
    end: int = 0
    authorities: tuple[Authority, ...] = ()  # the held ones that it names
    rests_on: tuple[Authority, ...] = ()  # of a statement: those that the sentence found nearest to it rests on

    @property
    def weak(self) -> bool:
        """Whether a statement is told to be contradicted by the support score alone, as one true one in six is."""
        v = self.verdict
        return self.kind == "statement" and v.verdict == "contradicted" and v.reasons[0].startswith(LOW.split("(")[0])

    def as_json(self) -> dict[str, Any]:
        """The row of the contract (docs/doors.md)."""
        v = self.verdict
        return {"line": self.line, "kind": self.kind, "text": self.text, "cited": self.cited,
                "verdict": v.verdict, "reasons": list(v.reasons), "evidence": list(v.evidence)}  # fmt: skip


_WRAPPED = re.compile(r"(?<=[^\n]{40})\n(?=[^\s>#*•-])")
"""The end of a line that goes on in the next, as in a PDF: a citation may be broken there."""


def audit(index: Index, text: str, tell: Callable[[int, int], object] = lambda done, total: None) -> list[Finding]:
    """Findings in the order of the draft; ``tell`` is told how many statements are compared, and of how many."""
    quoted = list(_quoted(text))
    spans = Spans((a, b) for a, b, _ in quoted)
    flat = _WRAPPED.sub(" ", text)
    references = find_references(index.library, flat, spans)
    ends = [m.start() for m in re.finditer("\n", text)]
    found = [Finding(bisect(ends, r.start - 1) + 1, r.kind, r.text, _of_reference(r.given), None, r.start, r.end, r.given.authorities) for r in references]
    for start, end, words in quoted:
        cited = _cited_for(text, references, start, end)
        verdict = judge_quotation(index, words, cited.given if cited else Given(notes=("no citation is given for it",)))
        found.append(Finding(bisect(ends, start - 1) + 1, "quotation", words, verdict, cited.text if cited else None, start, end))
    stated = find_statements(index.library, flat, references, spans)
    for n, s in enumerate(stated):
        tell(min(n, MOST), min(len(stated), MOST))
        verdict = check_claim(index, s.claim, "; ".join(a.key for a in s.authorities)) if n < MOST else Verdict("unsupported", (UNTESTED,))
        words = " ".join(text[s.start : s.end].split())
        verdict, rests_on = _named(index.library, verdict, words)
        found.append(Finding(bisect(ends, s.start - 1) + 1, "statement", words, verdict, "; ".join(s.cited), s.start, s.end, s.authorities, rests_on))
    return sorted(found, key=lambda f: (f.start, f.kind != "statement"))


def _named(library: Library, verdict: Verdict, words: str) -> tuple[Verdict, tuple[Authority, ...]]:
    """The verdict with decisions by name and words in full in its reasons, which have citations and stems; and what its evidence rests on."""
    rests_on = tuple(a for e in verdict.evidence[:1] for k in e.get("authorities", ()) if (a := library.authority(k)))
    keys = dict.fromkeys(m[0] for r in verdict.reasons for m in re.finditer(r"\b\d+ (?:U\.S\.|F\.[234](?:d|th)) \d+\b", r))
    called = {k: f"{a.name} ({k})" for k in keys if (a := library.authority(k))}
    reasons = tuple(re.sub("|".join(map(re.escape, called)) or "(?!)", lambda m: called[m[0]], r) for r in verdict.reasons)
    said = " ".join([words, *(str(e.get("text", "")) for e in verdict.evidence[:1])])
    reasons = tuple(re.sub(r"(?<=before “)\w+(?=”)", lambda m: (re.search(rf"\b{m[0]}\w*", said, re.IGNORECASE) or m)[0], r) for r in reasons)
    return replace(verdict, reasons=reasons), rests_on


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


def _cited_for(text: str, references: Sequence[Reference], start: int, end: int) -> Reference | None:
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
