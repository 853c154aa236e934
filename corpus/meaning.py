"""Whether two sentences could mean the same: word-level checks that see a flipped word, never that a sentence follows.

A conflict is a reason to withhold. No conflict is not support: see ``chains/check_claim.py`` for what else is asked.
The tables of words are in ``senses.py``, what a negation turns in ``negation.py``, figures in ``numbers.py``.
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
from corpus.numbers import figured, joined, number_differences, unnumbered
from corpus.numbers import numbers as numbers
from corpus.senses import DECISIVE, ENOUGH, HEDGES, NEVER, NOT_ENOUGH, OPPOSITES, OUTCOMES, PARTIES, STANDARDS, UNIVERSAL
from corpus.wording import NEGATOR, STOP, marks, once, sense, words
from corpus.wording import content as content
from corpus.wording import overlap as overlap
from corpus.wording import senses as senses

LONGEST = 4000
"""Characters of a sentence that are compared: some checks take the square of its length."""


def conflicts(claim: str, source: str) -> tuple[Conflict, ...]:
    """Every word-level way in which the claim departs from the source sentence; of each, its first ``LONGEST`` characters count."""
    a, b = lowered(claim), lowered(source)
    return tuple(c for check in _CHECKS for c in check(a, b))


@once
def lowered(text: str) -> str:
    """A sentence as it is compared: its first ``LONGEST`` characters in lower case."""
    return text[:LONGEST].lower().replace("’", "'")


def _negation(a: str, b: str) -> Iterator[Conflict]:
    yield from (Conflict("negation", reason) for reason in negation(a, b))


@lru_cache(maxsize=1)
def _opposites() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    bound = [(re.compile(rf"\b(?:{x})\b"), re.compile(rf"\b(?:{y})\b")) for x, y in OPPOSITES]
    return [*bound, *((y, x) for x, y in bound)]


@once
def _spotted(text: str) -> dict[int, tuple[int, str]]:
    """Where the sides of the pairs of opposites stand first in a text, by their place in ``_opposites``."""
    return {i: (m.start(), m[0]) for i, (mine, _) in enumerate(_opposites()) if (m := mine.search(text))}


def _opposite(a: str, b: str) -> Iterator[Conflict]:
    said, true = _spotted(a), _spotted(b)
    for i, (at, word) in said.items():
        other = (i + len(OPPOSITES)) % (2 * len(OPPOSITES))
        if i not in true and other in true and other not in said and negated_at(a, at) == negated_at(b, true[other][0]):
            yield Conflict("opposite", f"the claim says “{word}” where the source says “{true[other][1]}”")


def _standard(a: str, b: str) -> Iterator[Conflict]:
    mine, theirs = ({k for k, p in STANDARDS.items() if p in marks(t)} for t in (a, b))
    if mine - theirs and theirs:
        yield Conflict("standard", f"the claim names {', '.join(sorted(mine - theirs))}; the source names {', '.join(sorted(theirs))}")


def _party(a: str, b: str) -> Iterator[Conflict]:
    for name, left, right in PARTIES:
        for mine, theirs in ((left, right), (right, left)):
            if mine not in marks(a) or theirs in marks(a) or theirs not in marks(b):
                continue
            if mine not in marks(b) or _other_clause(a, b, mine, theirs):
                yield Conflict("party", f"{name} are exchanged")


def _other_clause(a: str, b: str, mine: str, theirs: str) -> bool:
    """Whether the claim says of one what the source says, in a clause of its own, of the other."""
    said = senses(re.sub(mine, " ", a))
    clauses = re.split(r"[,;:]|\b(?:but|while|whereas|unlike|instead of|rather than)\b", b)
    own, other = (
        max((len(said & senses(c)) for c in clauses if re.search(p, c) and not re.search(q, c)), default=0) for p, q in ((mine, theirs), (theirs, mine))
    )
    return other >= own + 2


def _numbers(a: str, b: str) -> Iterator[Conflict]:
    yield from (Conflict("number", reason) for reason in number_differences(a, b))


def _overbroad(a: str, b: str) -> Iterator[Conflict]:
    mine, theirs = marks(a), marks(b)
    wide = re.search(UNIVERSAL, a) if UNIVERSAL in mine - theirs else None
    if wide and not negated_at(a, wide.start()) and (wide[0] not in ("any", "all") or HEDGES in theirs):
        yield Conflict("overbroad", f"the claim says “{wide[0]}”, which the source does not")
    never = re.search(NEVER, a) if NEVER in mine - theirs else None
    if never and not polarity(b):
        yield Conflict("overbroad", f"the claim says “{never[0]}”, which the source does not")


def _quantity(a: str, b: str) -> Iterator[Conflict]:
    """What is called not enough made enough, or the reverse."""
    for one, other, way in ((a, b, "enough"), (b, a, "not enough")):
        if NOT_ENOUGH in marks(one) or NOT_ENOUGH not in marks(other):
            continue
        said = re.search(ENOUGH, one)
        if said and not negated_at(one, said.start()) and not _plain_enough(other):
            yield Conflict("quantity", f"the claim calls {way} what the source does not")


def _plain_enough(text: str) -> bool:
    """Whether the text also calls something enough without a negation."""
    return any(not negated_at(text, m.start()) for m in re.finditer(r"\b(?:suffices|is enough|is sufficient)\b", text))


STRONG, WEAK = r"must|shall|has to|have to|need(?:s)? to|required to", r"may|might|can|could|is free to"
_MODAL = re.compile(rf"\b(?:({STRONG})|({WEAK}))(?: not)?(?: \w+ly)? (\w+)")


@once
def _modals(text: str) -> dict[str, tuple[bool, str]]:
    """Of each verb with a modal, by its sense: whether it is a duty, and the words."""
    return {sense(m[3]): (bool(m[1]), m[0]) for m in _MODAL.finditer(text)}


def _modality(a: str, b: str) -> Iterator[Conflict]:
    """A duty made of a permission, or the reverse, for the same verb."""
    mine, theirs = _modals(a), _modals(b)
    for verb in (mine.keys() & theirs.keys()) - {"be"}:
        if mine[verb][0] != theirs[verb][0] and not polarity(mine[verb][1]) and not polarity(theirs[verb][1]):
            yield Conflict("modality", f"the claim says “{mine[verb][1]}” where the source says “{theirs[verb][1]}”")


_ONLY = re.compile(r"\bonly\b")
_NEEDED = re.compile(r"\b(?:only|unless|must|requir\w+|needs?|necessary|solely|alone|just|not|no|cannot)\b")


def additions(claim: str, source: str) -> tuple[str, ...]:
    """What decides in the claim and is not in the source at all: a standard, a figure, an outcome. No conflict, but no support either."""
    a, b = lowered(claim), lowered(source)
    more = marks(a) - marks(b)
    named = [k for k, p in {**STANDARDS, **OUTCOMES}.items() if p in more]
    if _ONLY.search(a) and not _NEEDED.search(b):
        named.append("only")
    return (*named, *sorted(numbers(unnumbered(a)) - numbers(b)))


NEAR_COPY = 0.8
"""Share of words in common order from which one sentence is a copy of the other with some words changed."""


@once
def _in_order(text: str, led: bool) -> list[str]:
    """The words of a text with number words as figures, without an answer's "Yes:" where that is not ``led`` by one as well."""
    plain = joined(unnumbered(text))
    return figured(words(plain if led else LEAD.sub("", plain)))


@once
def _is_led(text: str) -> bool:
    return bool(LEAD.match(joined(unnumbered(text))))


def _edits(a: str, b: str) -> Iterator[Conflict]:
    """A copied sentence in which a decisive word, or a negation, was exchanged, put in or left out."""
    led = _is_led(a) and _is_led(b)
    mine, theirs = _in_order(a, led), _in_order(b, led)
    if not may_be_copies(mine, theirs):
        return
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


def may_be_copies(mine: list[str], theirs: list[str]) -> bool:
    """Whether enough words are in both, in any order: what most pairs fail without being matched in order."""
    there, here = set(theirs), set(mine)
    common = min(sum(w in there for w in mine), sum(w in here for w in theirs))
    return 2 * common >= NEAR_COPY * (len(mine) + len(theirs))


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
