"""Verdicts on a claim: supported, contradicted, unsupported, misattributed, not_in_library, impossible_citation.

The checks see words, not truth. ``supported`` means so near to a sentence that we hold that word-level checks can
decide, and none of them found a difference; a free paraphrase is ``unsupported`` here even where it is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from chains.ascribed import SAID, speaks_of_another, wrongly_described
from chains.given import NOT_HELD, Given, Verdict, look_up
from chains.judging import Asked, judged
from chains.myths import myth_in
from chains.pinned import stands_elsewhere
from chains.statements import Statement, nearest_statements
from chains.supporting import weighed
from corpus.citing import Found, find_citations, find_names
from corpus.library import Library
from corpus.meaning import Conflict, additions, conflicts, polarity, senses
from corpus.models import Authority
from corpus.nearness import same_words
from corpus.voices import LED, voice_conflicts
from corpus.wording import once
from ingest.index import Index

SUPPORT = 0.68
"""Nearness from which a sentence without a conflict supports a claim."""
SUPPORT_SENTENCE, COVERED = 0.8, 0.3
"""What a sentence of a decision needs: nearness and cosine, and the share of its own words that the claim has."""
COVERED_LINE = 0.38
"""The share of a library line's own words that a claim must have to be what the line says."""
NEARLY_THE_SAME = 0.85
"""Nearness that a line needs which says what a side argues or what was asked: it supports only its own repetition."""
NEAR = 0.55
"""Nearness from which a conflict with a sentence counts against a claim."""
NEAR_SENTENCE = 0.65
"""The same for a sentence of a decision, which is longer and says more than one thing."""
MARGIN = 0.08
"""A conflict with a library line outweighs support unless the supporting sentence is nearer by this."""
SAID_SO = 0.1
"""How much nearer a sentence must be that differs only in where a "not" stands, to outweigh one that says the claim."""
LONGEST = 4000
"""Characters of a claim beyond which it is no sentence."""
_OF_COURT = re.compile(r"\b(?:court|majority)(?: in [\w.' ]{3,40})?,? (?:held|holds|ruled|decided|upheld|concluded|said|found)", re.IGNORECASE)


@dataclass(frozen=True)
class _Weighed:
    """A statement with what the claim has against it."""

    statement: Statement
    conflicts: tuple[Conflict, ...]
    adds: tuple[str, ...] = ()  # what decides in the claim and is not in the statement
    same: bool = False  # the claim is this very sentence

    @property
    def voice_only(self) -> bool:
        return {c.kind for c in self.conflicts} == {"voice"}

    @property
    def negation_only(self) -> bool:
        """A "not" that stands at another place is a weak sign: paraphrases move it."""
        return {c.kind for c in self.conflicts} == {"negation"}

    @property
    def weak(self) -> bool:
        """Whether a sentence as near that agrees outweighs it: besides a "not" it may speak of two parties at once."""
        return bool(self.conflicts) and {c.kind for c in self.conflicts} <= {"negation", "party"} and "negation" in {c.kind for c in self.conflicts}

    @property
    def needed(self) -> float:
        """The nearness from which this counts against a claim."""
        return SUPPORT if self.voice_only else NEAR if self.statement.from_library else NEAR_SENTENCE

    @property
    def doubt(self) -> float:
        """How much nearer than the support a sentence must be that is long, or only another judge's."""
        if self.statement.from_library and self.statement.states_law and not self.voice_only:
            return 0.0
        return 0.12 if self.statement.covered >= COVERED else 0.2


_DENIES = re.compile(r"^\W*(?:it is|it's|that is) (?:untrue|false|not true|not the case|not so|wrong|incorrect|a myth)(?: to say)? that\s+", re.IGNORECASE)


def check_claim(index: Index, claim: str, citation: str | None = None, pin: str | None = None, *, judge: Asked | None = None) -> Verdict:
    """Whether a sentence that we hold says what the claim says, and whether the authority given bears it; a judge is heard where one is given."""
    if denied := _DENIES.match(claim):
        verdict = check_claim(index, claim[denied.end() :], citation, pin, judge=judge)
        turned = {"supported": "contradicted", "contradicted": "unsupported"}.get(verdict.verdict, verdict.verdict)
        return Verdict(turned, (f"the claim denies a sentence that is itself {verdict.verdict}", *verdict.reasons), verdict.evidence)
    words = by_words(index, claim, citation, pin, judge=judge)
    if reason := _elsewhere(index, words):
        return Verdict("misattributed", (reason, *words.verdict.reasons), words.verdict.evidence)
    return weighed(index, words.sentence, words.near, words.verdict, words.agrees)


def _elsewhere(index: Index, words: Words) -> str | None:
    """Why a supported claim does not stand on the page that is given for it."""
    said = next((s for s in words.near if words.verdict.verdict == "supported" and s.text == words.verdict.evidence[0]["text"]), None)
    return stands_elsewhere(index, words.sentence, said, words.given) if said else None


@dataclass(frozen=True)
class Words:
    """What the checks of words made of a claim, the claim without its citations, and the sentences found nearest to it."""

    verdict: Verdict
    sentence: str = ""
    near: tuple[Statement, ...] = ()
    agrees: float = 0.0  # the highest cosine of one of them from which no check finds a difference
    given: Given = field(default_factory=Given)


def by_words(index: Index, claim: str, citation: str | None = None, pin: str | None = None, *, judge: Asked | None = None) -> Words:
    """The verdict before the whole is weighed (``supporting.py``)."""
    if len(claim) > LONGEST:
        return Words(Verdict("unsupported", (f"the claim is longer than {LONGEST} characters: one sentence at a time can be checked",)))
    if not senses(claim):
        return Words(Verdict("unsupported", ("the claim has no words that could be looked for",)))
    cited = [f for f in find_citations(claim) if f.kind in ("case", "short")]
    inside = " ; ".join(_whole(claim, f) for f in cited)
    own = look_up(index.library, inside) if inside else Given()
    given = look_up(index.library, citation, pin) if citation else own
    if stop := (own.stop if own.stop and own.stop.verdict == "impossible_citation" else given.stop or own.stop):
        return Words(stop)
    if other := speaks_of_another(index, claim, given):
        return Words(other)
    spoken = find_names(claim, index.library.authorities.values())
    names = [] if given.authorities else [n for n in spoken if not n.key or n.start < 60]
    named = tuple(a for n in names for a in look_up(index.library, n.name).authorities)
    authorities = given.authorities or tuple(dict.fromkeys(named))
    if not authorities and (strange := next((n.name for n in spoken if not n.key and not index.library.named(n.name)), None)):
        return Words(Verdict("not_in_library", (NOT_HELD.format(strange),)))
    if wrong := tuple(reason for reason, _ in wrongly_described(index, claim, _places(index.library, claim, [*cited, *spoken], authorities))):
        return Words(Verdict("contradicted", wrong))
    sentence = _bare(claim, cited, names)
    near = tuple(nearest_statements(index, sentence, authorities))
    beside = [_Weighed(s, _against(sentence, claim, s), _added(sentence, s), s.states_law and same_words(sentence, s.text)) for s in near]
    verdict = _weigh(claim, beside, authorities)
    if judge:
        keys = {a.key for a in authorities}
        clean = [w.statement for w in beside if not w.conflicts and not w.adds and w.statement.states_law and (not keys or w.statement.keys & keys)]
        verdict = judged(judge, sentence, verdict, clean)
    nearest = max((w.statement.cosine for w in beside if not w.conflicts), default=0.0)
    if verdict.verdict != "contradicted" and (myth := myth_in(index, sentence, nearest)):
        verdict = Verdict("contradicted", (f"it is close to a statement that the library marks as false: “{myth}”",), _shown(near[:1]))
    agrees = max((w.statement.cosine for w in beside if not w.conflicts and not w.adds), default=0.0)
    return Words(replace(verdict, reasons=(*verdict.reasons, *given.notes)), sentence, near, agrees, given)


def _places(library: Library, claim: str, found: Sequence[Found], authorities: Sequence[Authority]) -> Iterator[tuple[int, int, Authority]]:
    """Where a claim names decisions that we hold; the one that is given beside it stands before it."""
    inside = [(f.start, f.end, a) for f in found for a in look_up(library, f.key or f.name).authorities]
    yield from inside or [(0, 0, a) for a in authorities[:1]]


def _whole(claim: str, f: Found) -> str:
    return f"{f.name}, {claim[f.start : f.end]}" if f.name else claim[f.start : f.end]


def _against(sentence: str, claim: str, s: Statement) -> tuple[Conflict, ...]:
    """Conflicts of words, and of voice: what a separate opinion says is not what the Court says."""
    voice = [c.reason for c in voice_conflicts(claim, s.voice) if c.kind in ("court", "unnamed")]
    if s.role in ("against", "use") and LED.match(claim):
        voice.append("the library gives this as what a side uses the decision for, not as what the Court held")
    return (*conflicts(sentence, s.text), *(Conflict("voice", reason) for reason in voice))


def _added(sentence: str, s: Statement) -> tuple[str, ...]:
    """What decides in the claim alone; that one of the two denies something and the other nothing is enough."""
    unlike = _denial(sentence) != _denial(s.text)
    return (*additions(sentence, s.text), *(["a negation"] if unlike else []))


_UNTRAINED = re.compile(r"\b(?:lack(?:s|ed|ing)?|without)\s+(?:of\s+)?(?:any\s+|proper\s+)?(?:train|supervis|disciplin|lesson|instruct)\w*", re.IGNORECASE)
"""The subject of this field, and no denial."""


@once
def _denial(text: str) -> bool:
    return bool(polarity(_UNTRAINED.sub(" ", text))) or bool(re.match(r"\W*(?:no|not|usually no)\b", text, re.IGNORECASE))


def _weigh(claim: str, weighed: Sequence[_Weighed], authorities: Sequence[Authority]) -> Verdict:
    """Support and contradiction compared, first in the authorities given, then in all that we hold."""
    keys = {a.key for a in authorities}
    there = [w for w in weighed if w.statement.keys & keys]
    voice = None
    for pool in ([there] if keys else []) + [list(weighed)]:
        verdict = _of(pool)
        if verdict and verdict.verdict == "supported" and keys and pool is not there:
            rests = ", ".join(str(x) for x in verdict.evidence[0]["authorities"]) or "guidance"
            verdict = Verdict("misattributed", (f"the library rests this on {rests}, not on {', '.join(sorted(keys))}",), verdict.evidence)
        if verdict and verdict.verdict != "misattributed":
            return verdict
        voice = voice or verdict
    of_court = bool(_OF_COURT.search(claim))
    if voice and (keys or of_court):
        told = of_court and voice.reasons[0].endswith(("not the Court", "what the Court held"))
        return Verdict("contradicted" if told else voice.verdict, voice.reasons, voice.evidence)
    return Verdict("unsupported", ("no sentence that we hold says this in nearly these words",), _shown([w.statement for w in weighed[:1]]))


def _of(pool: Sequence[_Weighed]) -> Verdict | None:
    """supported, contradicted, or misattributed to the Court, where the nearest statements decide it."""
    clean = next((w for w in pool if w.same), None) or next((w for w in pool if not w.conflicts and not w.adds), None)
    if clean and clean.same and not clean.conflicts:
        return _supported(clean)
    support = clean.statement.nearness if clean else 0.0
    enough = bool(clean and _enough(clean.statement))
    for w in pool:
        if w.weak and w.statement.nearness < support + (SAID_SO if enough and w.negation_only else 0.0):
            continue
        if w.conflicts and w.statement.nearness >= w.needed and w.statement.nearness - w.doubt > support - MARGIN:
            reasons = tuple(dict.fromkeys(c.reason for c in w.conflicts))
            return Verdict("misattributed" if w.voice_only else "contradicted", reasons, _shown([w.statement]))
    clean = next((w for w in pool if not w.conflicts and not w.adds and _enough(w.statement)), None)
    return _supported(clean) if clean else None


def _supported(w: _Weighed) -> Verdict:
    said = "a sentence that we hold says " + ("this" if w.same else "nearly the same, and no check found a difference")
    return Verdict("supported", (said, *_plurality(w)), _shown([w.statement]))


def _enough(s: Statement) -> bool:
    """A sentence of a decision says more than one thing, so a claim must come nearer to it."""
    if not s.states_law:
        return s.nearness >= NEARLY_THE_SAME
    if s.from_library:
        return s.nearness >= SUPPORT and s.covered >= COVERED_LINE
    return min(s.nearness, s.cosine) >= SUPPORT_SENTENCE and s.covered >= COVERED


def _plurality(w: _Weighed) -> Iterator[str]:
    if w.statement.voice == "plurality":
        yield "it is what a plurality said"


_LEAD = re.compile(
    rf"^(?:(?:in|under|as|see|according to)\s*,?\s+)?(?:the (?:supreme )?court(?: in)?|it|there)?\s*,?\s*(?:has )?{SAID}(?: in)?,?\s*(?:that|:)?\s+",
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
