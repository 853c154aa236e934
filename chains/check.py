"""Verdicts on what somebody else wrote: a claim or a quotation, with or without the citation given for it.

Claims: supported, contradicted, unsupported, misattributed, not_in_library, impossible_citation. Quotations: exact,
exact_wrong_page, altered, misattributed, not_found, not_in_library, impossible_citation. Every verdict has its reasons
in words that staff can read. The checks see words, not truth: ``supported`` means near to a sentence that we hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from chains.models import library_url
from corpus.citing import Found, find_citations, impossible, names_agree, read_pins
from corpus.library import pin_inside
from corpus.meaning import conflicts, overlap
from corpus.models import Authority, Passage, Pin, Source
from corpus.quoting import find_quote, nearest
from ingest.index import Index

SUPPORT = 0.62
"""What a sentence must score against the nearest one we hold to count as supported (cosine and shared words, halves)."""
NEAR_MYTH = 0.72
ALTERED = 0.72
"""Likeness from which a quotation that stands nowhere counts as an altered one."""


@dataclass(frozen=True)
class Verdict:
    """What was found, why, and the passages that show it."""

    verdict: str
    reasons: tuple[str, ...] = ()
    evidence: tuple[dict[str, Any], ...] = field(default=())


@dataclass(frozen=True)
class _Statement:
    """A sentence that we hold, with its authorities."""

    text: str
    keys: frozenset[str]
    pins: tuple[Pin, ...]
    source_id: str
    passage_id: str | None
    cosine: float


def check_quotation(index: Index, quote: str, citation: str | None = None, pin: str | None = None) -> Verdict:
    """Whether the words stand in the decision given for them, on the page given."""
    if not quote.strip():
        return Verdict("not_found", ("the quotation is empty",))
    stop, authority = _given(index, citation)
    if stop and stop.verdict == "impossible_citation":
        return stop
    if authority and (source := _opinion(index, authority)):
        if span := find_quote(quote, source.text):
            return _exact(authority, source, span, pin)
        near = nearest(quote, source.text)
        elsewhere = _elsewhere(index, quote, source.id)
        if elsewhere:
            return Verdict("misattributed", (f"the words do not stand in {authority.name}; they stand in {elsewhere[0].title}",), (_evidence(*elsewhere),))
        if near and near.likeness >= ALTERED:
            return _altered(source, near.start, near.end, near.differs)
        return Verdict("not_found", (f"the words do not stand in {authority.name}",))
    if authority:
        return _in_digest(index, authority, quote)
    found = _elsewhere(index, quote, "")
    if stop:
        where = (f"the words stand in {found[0].title}",) if found else ()
        return Verdict("misattributed" if found else stop.verdict, (*stop.reasons, *where), (_evidence(*found),) if found else ())
    if found:
        return Verdict("exact", (f"the words stand in {found[0].title}",), (_evidence(*found),))
    return _nearest_anywhere(index, quote)


def check_claim(index: Index, claim: str, citation: str | None = None, pin: str | None = None) -> Verdict:
    """Whether a sentence that we hold says what the claim says, and whether the citation given bears it."""
    cited = find_citations(claim)
    for f in cited:
        if reason := impossible(f):
            return Verdict("impossible_citation", (f"{f.key}: {reason}",))
    stop, authority = _given(index, citation or next((claim[f.start : f.end] for f in cited if f.kind == "case"), None), pin)
    if stop:
        return stop
    sentence = _without(claim, cited)
    held = _statements(index, sentence)
    if not held:
        return Verdict("unsupported", ("nothing in the library is near to it",))
    if myth := _myth(index, sentence):
        return Verdict("contradicted", (f"it is close to a statement that the library marks as false: “{myth}”",), _shown(held[:1]))
    return _weigh_claim(sentence, held, authority)


def _weigh_claim(sentence: str, held: list[_Statement], authority: Authority | None) -> Verdict:
    of_authority = [s for s in held if authority and authority.key in s.keys]
    best, best_there = held[0], of_authority[0] if of_authority else None
    target = best_there if best_there and _support(sentence, best_there) >= _support(sentence, best) - 0.08 else best
    against = [s for s in ((of_authority or held)[:3]) if _support(sentence, s) >= SUPPORT - 0.12 and conflicts(sentence, s.text)]
    if _support(sentence, target) >= SUPPORT - 0.12 and (found := conflicts(sentence, target.text)):
        return Verdict("contradicted", tuple(c.reason for c in found), _shown([target]))
    if _support(sentence, target) < SUPPORT:
        return Verdict("unsupported", ("the nearest sentence that we hold does not say this",), _shown([target, *against[:1]]))
    if authority and target is not best_there:
        return Verdict(
            "misattributed", (f"the library rests this on {', '.join(sorted(target.keys)) or 'guidance'}, not on {authority.key}",), _shown([target])
        )
    return Verdict("supported", ("a sentence that we hold says nearly the same, and no check found a difference",), _shown([target]))


def _support(sentence: str, s: _Statement) -> float:
    return 0.5 * s.cosine + 0.5 * overlap(sentence, s.text)


def _statements(index: Index, sentence: str) -> list[_Statement]:
    """Library lines of the nearest sections and sentences of the nearest passages, best first."""
    vector = index.encoder.encode([sentence])[0]
    near = dict.fromkeys(s for _, s, kind, _ in index.store.nearest_questions(vector, 40) if kind != "myth")
    near |= dict.fromkeys(s for s, _ in index.section_words.top(sentence, 10))
    rows: list[tuple[str, frozenset[str], tuple[Pin, ...], str, str | None]] = []
    for section_id in list(near)[:16]:
        section = index.library.sections[section_id]
        passage = index.section_passages.get(section_id)
        rows += [
            (x.text, frozenset(c.key for c in x.cites), tuple(p for c in x.cites for p in c.pins), section.source_id, passage.id if passage else None)
            for x in section.lines
            if x.start >= 0
        ]
    keys = {i: k for k, i in index.library.opinions.items()}
    for p, _ in index.store.nearest_passages(vector, 8):
        if p.part in ("majority", "plurality"):
            rows += [(s, frozenset({keys.get(p.source_id, "")}), (), p.source_id, p.id) for s in _sentences_of(p.text)]
    if not rows:
        return []
    vectors = index.encoder.encode([r[0] for r in rows])
    held = [_Statement(*r, cosine=float(vector @ v)) for r, v in zip(rows, vectors, strict=True)]
    return sorted(held, key=lambda s: -_support(sentence, s))


def _sentences_of(text: str) -> list[str]:
    import nupunkt

    return [text[a:b].strip() for a, b in nupunkt.sent_spans(text) if b - a > 30]


def _myth(index: Index, sentence: str) -> str | None:
    """A false statement of the library that the sentence repeats, if it is the nearest thing we hold."""
    vector = index.encoder.encode([sentence])[0]
    for text, _, kind, cosine in index.store.nearest_questions(vector, 8):
        if kind == "myth" and cosine >= NEAR_MYTH and not conflicts(sentence, text):
            return text
    return None


def _given(index: Index, citation: str | None, pin: str | None = None) -> tuple[Verdict | None, Authority | None]:
    """The authority that a writer gave, or the verdict that ends the matter."""
    if not citation:
        return None, None
    found = [f for f in find_citations(citation) if f.kind in ("case", "short", "statute", "rule")]
    if not found:
        named = index.library.named(citation)
        if len(named) == 1:
            return None, named[0]
        return Verdict("not_in_library", (f"we do not hold “{citation[:80]}”; that does not mean that it does not exist",)), None
    f = found[0]
    if reason := impossible(f):
        return Verdict("impossible_citation", (f"{f.key}: {reason}",)), None
    authority = index.library.authority(f.key) or (index.library.containing(f.key, f.name) if f.kind == "short" else None)
    if authority is None:
        return Verdict("not_in_library", (f"we do not hold {f.key}; that does not mean that it does not exist",)), None
    return _misnamed(f, authority, pin), authority


def _misnamed(f: Found, authority: Authority, pin: str | None) -> Verdict | None:
    if f.name and not names_agree(f.name, authority.name):
        return Verdict("misattributed", (f"{authority.key} is {authority.name}, not {f.name}",))
    if f.year and authority.year and f.year != authority.year:
        return Verdict("impossible_citation", (f"{authority.name} was decided in {authority.year}, not {f.year}",))
    for p in (*f.pins, *read_pins(pin or "")):
        if pin_inside(authority, p) is False:
            return Verdict("impossible_citation", (f"page {p} is outside {authority.name}, {authority.key}",))
    return None


def _opinion(index: Index, authority: Authority) -> Source | None:
    return index.opinion(index.library.opinions[authority.key]) if authority.key in index.library.opinions else None


def _exact(authority: Authority, source: Source, span: tuple[int, int], pin: str | None) -> Verdict:
    true = source.pin_at(*span)
    part = next((p for p in source.parts if p.start <= span[0] < p.end), None)
    reasons = [
        f"the words stand in {authority.name}" + (f" at {true}" if true else ""),
        *([f"they are {part.author or 'a judge'}'s, in a {part.kind}"] if part and part.kind != "majority" else []),
    ]
    evidence = (
        {
            "source": source.id,
            "pin": str(true) if true else None,
            "text": source.text[span[0] : span[1]],
            "part": part.kind if part else None,
            "url": library_url(source.id),
        },
    )
    given = read_pins(pin or "")
    if true and given and not any(p.covers(true) for p in given):
        return Verdict("exact_wrong_page", (*reasons, f"not at {pin}"), evidence)
    return Verdict("exact", tuple(reasons), evidence)


def _altered(source: Source, start: int, end: int, differs: Iterable[tuple[str, str]]) -> Verdict:
    pin = source.pin_at(start, end)
    said = tuple(f"“{a or '(nothing)'}” stands for “{b or '(nothing)'}”" for a, b in differs)[:6]
    return Verdict(
        "altered",
        said or ("the words differ",),
        ({"source": source.id, "pin": str(pin) if pin else None, "text": source.text[start:end], "url": library_url(source.id)},),
    )


def _elsewhere(index: Index, quote: str, but: str) -> tuple[Passage, int, int] | None:
    """A held passage, outside one source, in which the words stand."""
    ids = [i for i, _ in index.passage_words.top(quote, 40)]
    for p in index.store.get(ids).values():
        if p.source_id != but and (span := find_quote(quote, p.text)):
            return p, *span
    return None


def _evidence(p: Passage, start: int, end: int) -> dict[str, Any]:
    return {"source": p.source_id, "pin": p.pin, "text": p.text[start:end], "passage_id": p.id, "part": p.part, "url": library_url(p.source_id, p.id)}


def _in_digest(index: Index, authority: Authority, quote: str) -> Verdict:
    """Where only our digest is at hand, a phrase that it quotes can be confirmed and nothing else."""
    source = index.library.sources.get(authority.source_id or "")
    if source and (span := find_quote(quote, source.text)):
        return Verdict(
            "exact",
            (f"our digest of {authority.name} quotes these words; its full text is not at hand",),
            ({"source": source.id, "pin": None, "text": source.text[span[0] : span[1]], "url": library_url(source.id)},),
        )
    return Verdict("not_found", (f"the full text of {authority.name} is not at hand, and our digest does not quote these words",))


def _nearest_anywhere(index: Index, quote: str) -> Verdict:
    best = None
    for p in index.store.get([i for i, _ in index.passage_words.top(quote, 12)]).values():
        near = nearest(quote, p.text)
        if near and (best is None or near.likeness > best[1].likeness):
            best = (p, near)
    if best and best[1].likeness >= ALTERED:
        p, near = best
        said = tuple(f"“{a or '(nothing)'}” stands for “{b or '(nothing)'}”" for a, b in near.differs)[:6]
        return Verdict("altered", said, (_evidence(p, near.start, near.end),))
    return Verdict("not_found", ("the words stand in no decision that we hold",))


def _without(claim: str, cited: list[Found]) -> str:
    """The claim without its citations, so that their numbers are not taken for its own."""
    for f in reversed(cited):
        if f.kind in ("case", "short"):
            claim = claim[: f.start] + claim[f.end :]
    return claim.strip(" ,;()") or claim


def _shown(statements: list[_Statement]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"source": s.source_id, "text": s.text, "authorities": sorted(s.keys), "pin": ", ".join(str(p) for p in s.pins) or None, "passage_id": s.passage_id,
         "url": library_url(s.source_id, s.passage_id)}
        for s in statements
    )  # fmt: skip
