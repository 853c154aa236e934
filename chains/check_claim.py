"""Verdicts on a claim: supported, contradicted, unsupported, misattributed, not_in_library, impossible_citation.

The checks see words, not truth. ``supported`` means so near to a sentence that we hold that word-level checks can
decide, and none of them found a difference; a free paraphrase is ``unsupported`` here even where it is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chains.given import Given, Verdict, look_up
from chains.statements import Statement, nearest_statements
from corpus.citing import Found, find_citations, find_names
from corpus.meaning import Conflict, conflicts, senses
from corpus.models import Authority
from ingest.index import Index

SUPPORT = 0.7
"""Nearness from which a sentence without a conflict supports a claim."""
NEAR = 0.55
"""Nearness from which a conflict with a sentence counts against a claim."""
MARGIN = 0.08
"""A conflict outweighs support unless the supporting sentence is nearer by this."""
NEAR_MYTH = 0.72
_SEPARATE = re.compile(r"\b(?:dissent\w*|concurr\w*|justices?|plurality|separate(?:ly)?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Weighed:
    """A statement with what the claim has against it."""

    statement: Statement
    conflicts: tuple[Conflict, ...]


def check_claim(index: Index, claim: str, citation: str | None = None, pin: str | None = None) -> Verdict:
    """Whether a sentence that we hold says what the claim says, and whether the authority given bears it."""
    if not senses(claim):
        return Verdict("unsupported", ("the claim has no words that could be looked for",))
    cited = [f for f in find_citations(claim) if f.kind in ("case", "short")]
    inside = " ; ".join(_whole(claim, f) for f in cited)
    own = look_up(index.library, inside) if inside else Given()
    given = look_up(index.library, citation, pin) if citation else own
    if stop := (own.stop if own.stop and own.stop.verdict == "impossible_citation" else given.stop or own.stop):
        return stop
    names = [] if given.authorities else [n for n in find_names(claim, index.library.authorities.values()) if not n.key or n.start < 60]
    named = tuple(a for n in names for a in look_up(index.library, n.name).authorities)
    authorities = given.authorities or tuple(dict.fromkeys(named))
    if reason := _disposition(index, claim, authorities):
        return Verdict("contradicted", (reason,))
    sentence = _bare(claim, cited, names)
    near = nearest_statements(index, sentence, authorities)
    verdict = _weigh(sentence, claim, [_Weighed(s, _against(sentence, claim, s)) for s in near], authorities)
    if verdict.verdict != "contradicted" and (myth := _myth(index, sentence, near)):
        return Verdict("contradicted", (f"it is close to a statement that the library marks as false: “{myth}”",), _shown(near[:1]))
    return Verdict(verdict.verdict, (*verdict.reasons, *given.notes), verdict.evidence)


def _whole(claim: str, f: Found) -> str:
    return f"{f.name}, {claim[f.start : f.end]}" if f.name else claim[f.start : f.end]


def _against(sentence: str, claim: str, s: Statement) -> tuple[Conflict, ...]:
    """Conflicts of words, and of voice: what a separate opinion says is not what the Court says."""
    found = conflicts(sentence, s.text)
    if s.voice and s.voice != "plurality" and not _SEPARATE.search(claim):
        found = (*found, Conflict("voice", f"a {s.voice.removeprefix('a ')} says this, not the Court"))
    return found


def _weigh(sentence: str, claim: str, weighed: Sequence[_Weighed], authorities: Sequence[Authority]) -> Verdict:
    """Support and contradiction compared, first in the authorities given, then in all that we hold."""
    keys = {a.key for a in authorities}
    there = [w for w in weighed if w.statement.keys & keys]
    for pool in ([there] if keys else []) + [list(weighed)]:
        if verdict := _of(pool):
            outside = keys and pool is not there
            if outside and verdict.verdict == "supported":
                named = ", ".join(a.key for a in authorities)
                best = _best(pool)
                rests = ", ".join(sorted(best.statement.keys)) if best else ""
                return Verdict("misattributed", (f"the library rests this on {rests or 'guidance'}, not on {named}",), verdict.evidence)
            return verdict
    return Verdict("unsupported", ("no sentence that we hold says this in nearly these words",), _shown([w.statement for w in weighed[:1]]))


def _best(pool: Sequence[_Weighed]) -> _Weighed | None:
    return next((w for w in pool if not w.conflicts), None)


def _of(pool: Sequence[_Weighed]) -> Verdict | None:
    """supported or contradicted, where the nearest statements decide it."""
    clean = _best(pool)
    support = clean.statement.nearness if clean else 0.0
    against = next((w for w in pool if w.conflicts and w.statement.nearness >= NEAR), None)
    voices = against and {c.kind for c in against.conflicts} == {"voice"}
    if against and against.statement.nearness > support - MARGIN and not (voices and support >= SUPPORT):
        if support >= SUPPORT and support > against.statement.nearness:
            pass
        return Verdict("misattributed" if voices else "contradicted", tuple(c.reason for c in against.conflicts), _shown([against.statement]))
    if clean and support >= SUPPORT:
        return Verdict("supported", ("a sentence that we hold says nearly the same, and no check found a difference", *_plurality(clean)), _shown([clean.statement]))
    return None


def _plurality(w: _Weighed) -> Iterator[str]:
    if w.statement.voice == "plurality":
        yield "it is what a plurality said"


def _myth(index: Index, sentence: str, near: Sequence[Statement]) -> str | None:
    """A false statement of the library that the sentence repeats."""
    from chains.statements import _vectors

    vector = _vectors(index, (sentence,))[0]
    for text, _, kind, cosine in index.store.nearest_questions(vector, 8):
        if kind == "myth" and cosine >= NEAR_MYTH and cosine > max((s.cosine for s in near if not conflicts(sentence, s.text)), default=0) and not conflicts(sentence, text):
            return text
    return None


_DISPOSED = re.compile(r"\b(affirm(?:ed|s)|uph(?:eld|olds)|revers(?:ed|es)|vacat(?:ed|es))\b", re.IGNORECASE)
_BELOW = re.compile(r"\b(?:appeals|district|circuit|lower|trial|below)\b[^.,;]{0,30}$", re.IGNORECASE)


def _disposition(index: Index, claim: str, authorities: Sequence[Authority]) -> str | None:
    """The outcome that a claim gives a decision, where it is not the one that the library holds."""
    said = _DISPOSED.search(claim)
    source = index.library.sources.get(authorities[0].source_id or "") if len(authorities) == 1 else None
    true = (source.facts.get("disposition") or "").lower() if source else ""
    if not said or not true or _BELOW.search(claim[: said.start()]):
        return None
    kept = said[1].lower().startswith(("affirm", "uph"))
    if kept != ("affirm" in true) and not ("affirm" in true and re.search("revers|vacat", true)):
        return f"{authorities[0].name} was decided thus: {true}; the claim says “{said[1]}”"
    return None


_LEAD = re.compile(
    r"^(?:(?:in|under|as|see|according to)\s*,?\s+)?(?:the (?:supreme )?court(?: in)?|it|there)?\s*,?\s*(?:has )?(?:(?:held|holds|ruled|said|says|explained|decided|found|concluded|stated)(?: in)?,?\s*(?:that|:)?\s+)",
    re.IGNORECASE,
)


def _bare(claim: str, cited: Sequence[Found], names: Sequence[Found]) -> str:
    """The claim without its citations and without "X held that", so that only what is said is compared."""
    for f in sorted([*cited, *names], key=lambda f: -f.start):
        start = f.start - len(f.name) - 2 if f.kind != "name" and f.name and claim[max(0, f.start - len(f.name) - 2) : f.start].startswith(f.name) else f.start
        claim = claim[:start] + claim[f.end :]
    plain = re.sub(r"^\W*(?:(?:in|under|as|see)\b\s*,\s*)", "", " ".join(claim.split()), flags=re.IGNORECASE)
    plain = _LEAD.sub("", plain).strip(" ,;()")
    return plain if len(senses(plain)) >= 2 else claim


def _shown(statements: Sequence[Statement]) -> tuple[dict[str, object], ...]:
    return tuple(s.as_json() for s in statements)
