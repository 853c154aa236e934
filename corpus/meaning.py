"""Whether two sentences could mean the same: word-level checks that see a flipped word, never that a sentence follows.

A conflict is a reason to withhold. No conflict is not support: see ``chains/check_claim.py`` for what else is asked.
The tables of words are in ``senses.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from corpus.senses import ACTORS, ALIKE, CLAUSE_ENDS, HEDGES, NEGATORS, NEVER, OPPOSITES, OUTCOMES, PARTIES, PREFIXED, STANDARDS, UNIVERSAL, UNTURNED

_STEM = Stemmer.Stemmer("english")
_STOP = frozenset(
    "a an the of to in on for and or by with at from as that this these those it its is are was were be been being has have had do does did which who whom "
    "whose there their they them he she his her him we our you your i my me so than then such into upon under over about also will would shall when where "
    "while if because since any all both each other own same just only very court held holding said says".split()
)
_NEGATOR = re.compile(NEGATORS)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One way in which a claim departs from its source, in words that staff can read."""

    kind: str
    reason: str


def words(text: str) -> list[str]:
    """Lower-case words and numbers of a text, apostrophes kept."""
    return re.findall(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*", text.lower().replace("’", "'"))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    return str(_STEM.stemWord(word))


@lru_cache(maxsize=100_000)
def sense(word: str) -> str:
    """The stem of a word, one for those that this field uses for one another."""
    plain = PREFIXED.get(word, word).removesuffix("'s")
    return stem(ALIKE.get(plain, plain))


def content(text: str) -> list[str]:
    """Stems of the words that carry meaning."""
    return [stem(w) for w in words(text) if w not in _STOP and len(w) > 1]


def senses(text: str) -> list[str]:
    """Senses of the words that carry meaning, negations aside."""
    return [sense(w) for w in words(text) if w not in _STOP and len(w) > 1 and not _NEGATOR.fullmatch(w)]


def overlap(claim: str, source: str) -> float:
    """Share of the claim's content stems that the source has too, 0–1."""
    mine = set(content(claim))
    return len(mine & set(content(source))) / len(mine) if mine else 0.0


# --- polarity --------------------------------------------------------------------------------------------------------

_NOT_NEGATING = re.compile(
    r"\b(?:not only|no less than|no more than|not just|no longer than|whether or not|without (?:a |any )?(?:doubt|exception)|not until|nothing more than|no doubt)\b"
)
_UNLESS = re.compile(r"\b(?:not|no|cannot|never|\w+n't)\b(?=[^.;]{0,80}\b(?:unless|until|except)\b)")
_MORE_THAN = re.compile(r"\b(?:something )?more than (?=(?:mere |simple |ordinary )?(?:neglig|careless))")
_LEAD = re.compile(r"^(?:yes|no|not|usually|possibly|sometimes|often|it depends|rarely)\b[^:.]{0,40}: ")
_TIME_LIMIT = re.compile(r"\bstatutes? of limitations?|\blimitations? (?:period|law|statute)")
_CONTRAST = re.compile(r"\brather than\b|\binstead of\b")
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[,;:.()]")
_OF_SUBJECT = frozenset(sense(w) for w in ("available", "apply", "allowed", "permitted", "possible", "exist", "protect", "required", "count", "matter"))
"""Predicates whose negation is that of their subject: "immunity is not available" is "no immunity"."""
REACH = 8
"""Words that a negation turns, up to the end of its clause."""


def _plain(text: str) -> str:
    """Lower case, without an answer's "Yes:" and without the negating words that do not negate."""
    lower = _LEAD.sub("", text.lower().replace("’", "'"))
    lower = _CONTRAST.sub("without", _TIME_LIMIT.sub("time limit", _NOT_NEGATING.sub(" ", lower)))
    return _UNLESS.sub("only", _MORE_THAN.sub("without ", lower))


def polarity(text: str) -> int:
    """Number of negating words."""
    return sum(1 for w in words(_plain(text)) if _NEGATOR.fullmatch(w))


@dataclass(frozen=True, slots=True)
class _Negation:
    """One negating word and the senses that it turns, nearest first."""

    word: str
    reach: tuple[str, ...]


def _negations(text: str) -> tuple[list[_Negation], set[str], set[str]]:
    """(the negations of a text, the senses they turn, all its senses)."""
    found: list[tuple[str, list[str]]] = []
    every: set[str] = set()
    clause: list[str] = []
    reach: list[str] | None = None
    most, before = REACH, ""
    for token in _TOKEN.findall(_plain(text)):
        if token in ",;:.()" or token in CLAUSE_ENDS:
            reach, clause = None, []
        elif _NEGATOR.fullmatch(token):
            reach, most = [], 1 if token == "not" and before == "," else REACH
            found.append((token, reach))
        elif token not in _STOP:
            meant = sense(token)
            every.add(meant)
            if token in PREFIXED:
                found.append((token, [meant]))
            elif reach is not None and len(reach) < most:
                reach += [meant, *(clause[::-1] if not reach and meant in _OF_SUBJECT else [])]
            clause.append(meant)
        before = token
    return [_Negation(w, tuple(r)) for w, r in found], {s for _, r in found for s in r}, every


def conflicts(claim: str, source: str) -> tuple[Conflict, ...]:
    """Every word-level way in which the claim departs from the source sentence."""
    a, b = claim.lower().replace("’", "'"), source.lower().replace("’", "'")
    return tuple(c for check in _CHECKS for c in check(a, b))


def _negation(a: str, b: str) -> Iterator[Conflict]:
    """A negation whose nearest word the two sentences share stands in one of them only."""
    (mine, turned_a, all_a), (theirs, turned_b, all_b) = _negations(a), _negations(b)
    verbs = {stem(n.word) for n in mine} & {stem(n.word) for n in theirs} - _BARE
    for found, turned, other in ((mine, turned_b, all_b), (theirs, turned_a, all_a)):
        for n in found:
            head = next((s for s in n.reach if s in other and s not in _PASSED), None)
            if head and head not in turned and stem(n.word) not in verbs:
                yield Conflict("negation", f"“{n.word}” before “{head}” stands in one of the two sentences only")
                return
    if not mine and any(n.word in _BARE for n in theirs) and _close(a, b) and not re.search(r", not ", b):
        yield Conflict("negation", "the source is negated and the claim is not")
    if not theirs and any(n.word in _BARE for n in mine) and _close(a, b) and not re.search(r", not ", a):
        yield Conflict("negation", "the claim is negated and the source is not")


_PASSED = frozenset(sense(w) for w in (*UNTURNED, *ACTORS))
_BARE = frozenset(["not", "no", "never", "cannot", "nor", "neither"])


def _close(a: str, b: str) -> bool:
    """Whether two sentences share most of their words, both ways."""
    mine, theirs = set(senses(a)), set(senses(b))
    return bool(mine and theirs) and len(mine & theirs) / max(len(mine), len(theirs)) >= 0.5


@lru_cache(maxsize=1)
def _opposites() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    bound = [(re.compile(rf"\b(?:{x})\b"), re.compile(rf"\b(?:{y})\b")) for x, y in OPPOSITES]
    return [*bound, *((y, x) for x, y in bound)]


def _opposite(a: str, b: str) -> Iterator[Conflict]:
    for mine, theirs in _opposites():
        x, y = mine.search(a), theirs.search(b)
        if x and y and not theirs.search(a) and not mine.search(b) and _negated_at(a, x.start()) == _negated_at(b, y.start()):
            yield Conflict("opposite", f"the claim says “{x[0]}” where the source says “{y[0]}”")


def _negated_at(text: str, at: int) -> bool:
    """Whether the few words before a place negate it."""
    before = re.split(r"[,;:.()]", _plain(text[:at]))[-1].split()[-4:]
    return sum(bool(_NEGATOR.fullmatch(w)) for w in before) % 2 == 1


def _standard(a: str, b: str) -> Iterator[Conflict]:
    mine, theirs = ({k for k, p in STANDARDS.items() if re.search(p, t)} for t in (a, b))
    if mine - theirs and theirs:
        yield Conflict("standard", f"the claim names {', '.join(sorted(mine - theirs))}; the source names {', '.join(sorted(theirs))}")


def _party(a: str, b: str) -> Iterator[Conflict]:
    for name, left, right in PARTIES:
        for mine, theirs in ((left, right), (right, left)):
            if not re.search(mine, a) or re.search(theirs, a) or not re.search(theirs, b):
                continue
            if not re.search(mine, b) or _other_clause(a, b, mine, theirs):
                yield Conflict("party", f"{name} are exchanged")


def _other_clause(a: str, b: str, mine: str, theirs: str) -> bool:
    """Whether the claim says of one what the source says, in a clause of its own, of the other."""
    said = set(senses(re.sub(mine, " ", a)))
    clauses = re.split(r"[,;:]|\b(?:but|while|whereas|unlike|instead of|rather than)\b", b)
    own, other = (max((len(said & set(senses(c))) for c in clauses if re.search(p, c) and not re.search(q, c)), default=0) for p, q in ((mine, theirs), (theirs, mine)))
    return other >= own + 2


_COUNT = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
_NUMBER_WORDS = {w: str(i) for i, w in enumerate(_COUNT)} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90", "hundred": "100"}
_ORDINAL = re.compile(r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|thirteenth|fourteenth) (amendment|circuit)")


def numbers(text: str) -> set[str]:
    """Figures of a text, number words up to twenty included; years of citations are the caller's to leave out."""
    return {_NUMBER_WORDS.get(w, w) for w in words(text) if w[0].isdigit() or (w in _NUMBER_WORDS and w != "one")}


_UNNUMBERED = re.compile(r"(?:§+|\bsection|\brule|\bfootnote|\bnote|\bn\.) ?\d+[a-z]?")


def _numbers(a: str, b: str) -> Iterator[Conflict]:
    a, b = (_UNNUMBERED.sub(" ", t) for t in (a, b))
    mine, theirs = numbers(a), numbers(b)
    if mine - theirs and theirs:
        yield Conflict("number", f"the claim says {', '.join(sorted(mine - theirs))}; the source says {', '.join(sorted(theirs))}")
    for kind in ("amendment", "circuit"):
        named, true = ({m[1] for m in _ORDINAL.finditer(t) if m[2] == kind} for t in (a, b))
        if named and true and not named & true:
            yield Conflict("number", f"the claim names the {min(named)} {kind}, the source the {min(true)}")


def _overbroad(a: str, b: str) -> Iterator[Conflict]:
    wide = re.search(UNIVERSAL, a)
    if wide and not re.search(UNIVERSAL, b) and not polarity(a) and (wide[0] not in ("any", "all") or re.search(HEDGES, b)):
        yield Conflict("overbroad", f"the claim says “{wide[0]}”, which the source does not")
    never = re.search(NEVER, a)
    if never and not re.search(NEVER, b) and not polarity(b):
        yield Conflict("overbroad", f"the claim says “{never[0]}”, which the source does not")


_STRONG, _WEAK = r"must|shall|has to|have to|need(?:s)? to|required to", r"may|might|can|could|is free to"
_MODAL = re.compile(rf"\b(?:({_STRONG})|({_WEAK}))(?: not)?(?: \w+ly)? (\w+)")


def _modality(a: str, b: str) -> Iterator[Conflict]:
    """A duty made of a permission, or the reverse, for the same verb."""
    mine, theirs = ({sense(m[3]): (bool(m[1]), m[0]) for m in _MODAL.finditer(t)} for t in (a, b))
    for verb in (mine.keys() & theirs.keys()) - {"be"}:
        if mine[verb][0] != theirs[verb][0] and not polarity(mine[verb][1]) and not polarity(theirs[verb][1]):
            yield Conflict("modality", f"the claim says “{mine[verb][1]}” where the source says “{theirs[verb][1]}”")


def additions(claim: str, source: str) -> tuple[str, ...]:
    """What decides in the claim and is not in the source at all: a standard, a figure, an outcome. No conflict, but no support either."""
    a, b = claim.lower().replace("’", "'"), source.lower().replace("’", "'")
    named = [k for k, p in {**STANDARDS, **OUTCOMES}.items() if re.search(p, a) and not re.search(p, b)]
    return (*named, *sorted(numbers(_UNNUMBERED.sub(" ", a)) - numbers(b)))


_CHECKS: tuple[Callable[[str, str], Iterator[Conflict]], ...] = (_negation, _opposite, _standard, _party, _numbers, _overbroad, _modality)
