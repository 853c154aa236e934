"""Whether two sentences could mean the same: word-level checks that see a flipped word, never that a sentence follows.

A conflict is a reason to withhold. No conflict is not support: see ``chains/check_claim.py`` for what else is asked.
The tables of words are in ``senses.py``, what a negation turns in ``negation.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from corpus.conflict import Conflict as Conflict
from corpus.negation import LEAD, negated_at, negation
from corpus.negation import polarity as polarity
from corpus.senses import DECISIVE, ENOUGH, HEDGES, NEVER, NOT_ENOUGH, OPPOSITES, OUTCOMES, PARTIES, STANDARDS, UNIVERSAL
from corpus.wording import NEGATOR, STOP, sense, words
from corpus.wording import content as content
from corpus.wording import overlap as overlap
from corpus.wording import senses as senses

LONGEST = 4000
"""Characters of a sentence that are compared: some checks take the square of its length."""


def conflicts(claim: str, source: str) -> tuple[Conflict, ...]:
    """Every word-level way in which the claim departs from the source sentence; of each, its first ``LONGEST`` characters count."""
    claim, source = claim[:LONGEST], source[:LONGEST]
    a, b = claim.lower().replace("’", "'"), source.lower().replace("’", "'")
    return tuple(c for check in _CHECKS for c in check(a, b))


def _negation(a: str, b: str) -> Iterator[Conflict]:
    yield from (Conflict("negation", reason) for reason in negation(a, b))


@lru_cache(maxsize=1)
def _opposites() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    bound = [(re.compile(rf"\b(?:{x})\b"), re.compile(rf"\b(?:{y})\b")) for x, y in OPPOSITES]
    return [*bound, *((y, x) for x, y in bound)]


@lru_cache(maxsize=8192)
def _spotted(text: str) -> tuple[tuple[int, str] | None, ...]:
    """Where each side of each pair of opposites stands first in a text, in the order of ``_opposites``; sources recur, so it is kept."""
    return tuple((m.start(), m[0]) if (m := mine.search(text)) else None for mine, _ in _opposites())


def _opposite(a: str, b: str) -> Iterator[Conflict]:
    said, true = _spotted(a), _spotted(b)
    half = len(said) // 2
    for i, (x, own) in enumerate(zip(said, true, strict=True)):
        other = (i + half) % len(said)
        y = true[other]
        if x and y and not own and not said[other] and negated_at(a, x[0]) == negated_at(b, y[0]):
            yield Conflict("opposite", f"the claim says “{x[1]}” where the source says “{y[1]}”")


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
    own, other = (
        max((len(said & set(senses(c))) for c in clauses if re.search(p, c) and not re.search(q, c)), default=0) for p, q in ((mine, theirs), (theirs, mine))
    )
    return other >= own + 2


_COUNT = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBER_WORDS = {w: str(i) for i, w in enumerate(_COUNT)} | {w: str(n) for w, n in _TENS.items()} | {"hundred": "100", "dozen": "12"}
_COMPOUND = re.compile(rf"\b({'|'.join(_TENS)})[- ](one|two|three|four|five|six|seven|eight|nine)\b")
_ORDINAL = re.compile(r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|thirteenth|fourteenth) (amendment|circuit)")


def _joined(text: str) -> str:
    """The text with "forty-eight" as 48."""
    return _COMPOUND.sub(lambda m: str(_TENS[m[1]] + _COUNT.index(m[2])), text.lower())


def _figured(some: list[str]) -> list[str]:
    """Words with number words as figures; "one" is left, for it counts nothing as a rule."""
    return [w if w == "one" else _NUMBER_WORDS.get(w, w) for w in some]


def numbers(text: str) -> set[str]:
    """Figures of a text, number words up to ninety-nine included; years of citations are the caller's to leave out."""
    return {w for w in _figured(words(_joined(text))) if w[0].isdigit()}


_UNNUMBERED = re.compile(r"(?:§+|\bsection|\brule|\bfootnote|\bnote|\bn\.) ?\d+[a-z]?")
_NAMED_BY_NUMBER = (("section", re.compile(r"(?:§+|\bsection) ?(\d+)")), ("rule", re.compile(r"\brule (\d+)")))


def _numbers(a: str, b: str) -> Iterator[Conflict]:
    mine, theirs = (numbers(_UNNUMBERED.sub(" ", t)) for t in (a, b))
    if mine - theirs and theirs:
        yield Conflict("number", f"the claim says {', '.join(sorted(mine - theirs))}; the source says {', '.join(sorted(theirs))}")
    for kind in ("amendment", "circuit"):
        named, true = ({m[1] for m in _ORDINAL.finditer(t) if m[2] == kind} for t in (a, b))
        if named and true and not named & true:
            yield Conflict("number", f"the claim names the {min(named)} {kind}, the source the {min(true)}")
    for kind, pattern in _NAMED_BY_NUMBER:
        named, true = (set(pattern.findall(t)) for t in (a, b))
        if named - true and true - named:
            yield Conflict("number", f"the claim names {kind} {min(named - true)}, the source {kind} {min(true - named)}")


def _overbroad(a: str, b: str) -> Iterator[Conflict]:
    wide = re.search(UNIVERSAL, a)
    if wide and not re.search(UNIVERSAL, b) and not negated_at(a, wide.start()) and (wide[0] not in ("any", "all") or re.search(HEDGES, b)):
        yield Conflict("overbroad", f"the claim says “{wide[0]}”, which the source does not")
    never = re.search(NEVER, a)
    if never and not re.search(NEVER, b) and not polarity(b):
        yield Conflict("overbroad", f"the claim says “{never[0]}”, which the source does not")


def _quantity(a: str, b: str) -> Iterator[Conflict]:
    """What is called not enough made enough, or the reverse."""
    for one, other, way in ((a, b, "enough"), (b, a, "not enough")):
        said = re.search(ENOUGH, one)
        if said and not negated_at(one, said.start()) and not re.search(NOT_ENOUGH, one) and re.search(NOT_ENOUGH, other) and not _plain_enough(other):
            yield Conflict("quantity", f"the claim calls {way} what the source does not")


def _plain_enough(text: str) -> bool:
    """Whether the text also calls something enough without a negation."""
    return any(not negated_at(text, m.start()) for m in re.finditer(r"\b(?:suffices|is enough|is sufficient)\b", text))


STRONG, WEAK = r"must|shall|has to|have to|need(?:s)? to|required to", r"may|might|can|could|is free to"
_MODAL = re.compile(rf"\b(?:({STRONG})|({WEAK}))(?: not)?(?: \w+ly)? (\w+)")


def _modality(a: str, b: str) -> Iterator[Conflict]:
    """A duty made of a permission, or the reverse, for the same verb."""
    mine, theirs = ({sense(m[3]): (bool(m[1]), m[0]) for m in _MODAL.finditer(t)} for t in (a, b))
    for verb in (mine.keys() & theirs.keys()) - {"be"}:
        if mine[verb][0] != theirs[verb][0] and not polarity(mine[verb][1]) and not polarity(theirs[verb][1]):
            yield Conflict("modality", f"the claim says “{mine[verb][1]}” where the source says “{theirs[verb][1]}”")


_ONLY = re.compile(r"\bonly\b")
_NEEDED = re.compile(r"\b(?:only|unless|must|requir\w+|needs?|necessary|solely|alone|just|not|no|cannot)\b")


def additions(claim: str, source: str) -> tuple[str, ...]:
    """What decides in the claim and is not in the source at all: a standard, a figure, an outcome. No conflict, but no support either."""
    a, b = claim[:LONGEST].lower().replace("’", "'"), source[:LONGEST].lower().replace("’", "'")
    named = [k for k, p in {**STANDARDS, **OUTCOMES}.items() if re.search(p, a) and not re.search(p, b)]
    if _ONLY.search(a) and not _NEEDED.search(b):
        named.append("only")
    return (*named, *sorted(numbers(_UNNUMBERED.sub(" ", a)) - numbers(b)))


NEAR_COPY = 0.8
"""Share of words in common order from which one sentence is a copy of the other with some words changed."""


def _edits(a: str, b: str) -> Iterator[Conflict]:
    """A copied sentence in which a decisive word, or a negation, was exchanged, put in or left out."""
    a, b = (_joined(_UNNUMBERED.sub(" ", t)) for t in (a, b))
    mine, theirs = (_figured(words(t if LEAD.match(a) and LEAD.match(b) else LEAD.sub("", t))) for t in (a, b))
    matched = SequenceMatcher(None, mine, theirs, autojunk=False)
    if matched.ratio() < NEAR_COPY:
        return
    changed = [(" ".join(mine[i:j]), " ".join(theirs[k:m])) for op, i, j, k, m in matched.get_opcodes() if op == "replace"]
    yield from (Conflict("party", f"“{x}” and “{y}” are exchanged") for x, y in changed if x < y and (y, x) in changed)
    counted, true_counts = (Counter(w for w in side if w[0].isdigit()) for side in (mine, theirs))
    if (more := counted - true_counts) and sum(true_counts.values()) >= sum(counted.values()):
        yield Conflict("number", f"the claim says {', '.join(sorted(more))} where the source does not")
    for op, i, j, k, m in matched.get_opcodes():
        said, true = mine[i:j], theirs[k:m]
        new, gone = _decisive(said, true, theirs), _decisive(true, said, mine) if op == "replace" or _negates(true) else set()
        reworded = any(not _decides(w) and w not in STOP for w in said) and any(not _decides(w) and w not in STOP for w in true)
        if op != "equal" and new != gone and not reworded:
            yield Conflict("edit", f"“{' '.join(said) or '(nothing)'}” stands for “{' '.join(true) or '(nothing)'}”")


def _decisive(here: list[str], there: list[str], everywhere: list[str]) -> set[str]:
    """What decides among words that the other sentence does not have there, nor as often anywhere."""
    return {_force(w) for w in here if _decides(w) and w not in there and here.count(w) + everywhere.count(w) < 2 + _negates([w])}


def _force(word: str) -> str:
    return "may" if word in ("may", "can", "could", "might") else sense(word)


def _negates(some: list[str]) -> bool:
    return any(NEGATOR.fullmatch(w) for w in some)


def _decides(word: str) -> bool:
    return sense(word) in _DECISIVE or word[0].isdigit() or bool(NEGATOR.fullmatch(word))


_DECISIVE = frozenset(sense(w) for w in DECISIVE)


_CHECKS: tuple[Callable[[str, str], Iterator[Conflict]], ...] = (_negation, _opposite, _standard, _party, _numbers, _overbroad, _quantity, _modality, _edits)
