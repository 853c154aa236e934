"""What a negation turns in a sentence, and whether two sentences differ by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.senses import ACTORS, CLAUSE_ENDS, PREFIXED, UNTURNED
from corpus.wording import NEGATOR, STOP, once, sense, senses, stem, words

_NOT_NEGATING = re.compile(
    r"\b(?:not only|no less than|no more than|not just|no longer than|whether or not|not until|nothing more than|no (?:doubt|question|dispute)|"
    r"(?:without|with no) (?:a |any )?(?:doubt|exceptions?)|no exceptions?)\b"
)
_UNLESS = re.compile(r"\b(?:not|no|cannot|never|\w+n't)\b(?! (?:have|need)\b)(?=[^.;]{0,80}\b(?:unless|until|except)\b)")
_MORE_THAN = re.compile(r"\b(?:something )?more than (?=(?:mere |simple |ordinary )?(?:neglig|careless))")
LEAD = re.compile(r"^(?:yes|no|not|usually|possibly|sometimes|often|it depends|rarely)\b[^:.]{0,40}: ")
_TIME_LIMIT = re.compile(r"\bstatutes? of limitations?|\blimitations? (?:period|law|statute)")
_FAILED = re.compile(r"\bfail(?:s|ed|ing)? to (?!train|supervis|disciplin|disclos|screen|teach|instruct|prevent|act\b|protect)")
_CONTRAST = re.compile(r"\brather than\b|\binstead of\b")
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[,;:.()]")
_OF_SUBJECT = frozenset(sense(w) for w in ("available", "apply", "allowed", "permitted", "possible", "exist", "protect", "required", "count", "matter"))
"""Predicates whose negation is that of their subject: "immunity is not available" is "no immunity"."""
REACH, NOUN_REACH = 6, 3
"""Words that a negation turns, up to the end of its clause; "no" and "without" turn the noun that follows."""


@once
def plain(text: str) -> str:
    """Lower case, without an answer's "Yes:" and without the negating words that do not negate."""
    lower = LEAD.sub("", text.lower().replace("’", "'"))
    lower = re.sub(r"\bnor, [^,]{1,30}, ", "nor ", re.sub(r",? (?:by itself|on its own|standing alone|without more)\b,?", " alone", lower))
    lower = _CONTRAST.sub("without", _TIME_LIMIT.sub("time limit", _FAILED.sub("not ", _NOT_NEGATING.sub(" ", lower))))
    return _UNLESS.sub("only", _MORE_THAN.sub("without ", lower))


@once
def polarity(text: str) -> int:
    """Number of negating words."""
    return sum(1 for w in words(plain(text)) if NEGATOR.fullmatch(w))


@dataclass(frozen=True, slots=True)
class _Negation:
    """One negating word and the senses that it turns, nearest first."""

    word: str
    reach: tuple[str, ...]


@once
def _negations(text: str) -> tuple[tuple[_Negation, ...], frozenset[str], frozenset[str]]:
    """(the negations of a text, the senses they turn, all its senses)."""
    found: list[tuple[str, list[str]]] = []
    every: set[str] = set()
    clause: list[str] = []
    reach: list[str] | None = None
    most, before = REACH, ""
    for token in _TOKEN.findall(plain(text)):
        if token == "," and NEGATOR.fullmatch(before):
            continue  # "does not, by itself, violate"
        if token in ",;:.()" or token in CLAUSE_ENDS:
            reach, clause = None, []
        elif NEGATOR.fullmatch(token):
            reach, most = [], 1 if token == "not" and before == "," else NOUN_REACH if token in ("no", "without") else REACH
            found.append((token, reach))
        elif token not in STOP:
            meant = sense(token)
            every.add(meant)
            if token in PREFIXED:
                found.append((token, [meant]))
            elif reach is not None and len(reach) < most:
                reach += [meant, *(clause[::-1] if not reach and meant in _OF_SUBJECT else [])]
            clause.append(meant)
        before = token
    return tuple(_Negation(w, tuple(r)) for w, r in found), frozenset(s for _, r in found for s in r), frozenset(every)


def negation(a: str, b: str) -> Iterator[str]:
    """A negation whose nearest word the two sentences share stands in one of them only."""
    if _NOT_ALONE.search(a) and re.search(r"\bonly (?:when|if|where|for)\b", b):
        return  # "not liable merely because …" and "liable only when …" agree
    (mine, turned_a, all_a), (theirs, turned_b, all_b) = _negations(a), _negations(b)
    verbs = {stem(n.word) for n in mine} & {stem(n.word) for n in theirs} - _BARE
    for found, turned, other in ((mine, turned_b, all_b), (theirs, turned_a, all_a)):
        for n in found:
            head = next((s for s in n.reach if s in other and s not in _PASSED), None)
            if head and head not in turned and stem(n.word) not in verbs:
                yield f"“{n.word}” before “{head}” stands in one of the two sentences only"
                return
    if not mine and _negated_itself(b) and _close(a, b):
        yield "the source is negated and the claim is not"
    if not theirs and _negated_itself(a) and _close(a, b):
        yield "the claim is negated and the source is not"


@once
def _negated_itself(text: str) -> bool:
    """Whether the sentence is negated, and not only a contrast (", not …") or a clause that hangs on it."""
    main = _HANGING.split(plain(text))[0]
    return any(w in _BARE for w in words(main))


_HANGING = re.compile(r",? (?:who|which|because|since|although|though|even)\b|, not\b")
_NOT_ALONE = re.compile(r"\b(?:not|cannot|never|\w+n't)\b.*\b(?:merely|just|solely|simply|alone|automatically)\b")
_PASSED = frozenset(sense(w) for w in (*UNTURNED, *ACTORS))
_BARE = frozenset(["not", "no", "never", "cannot", "nor", "neither"])


def _close(a: str, b: str) -> bool:
    """Whether two sentences share most of their words, both ways."""
    mine, theirs = senses(a), senses(b)
    return bool(mine and theirs) and len(mine & theirs) / max(len(mine), len(theirs)) >= 0.5


def negated_at(text: str, at: int) -> bool:
    """Whether the few words before a place negate it."""
    before = re.split(r"[,;:.()]", plain(text[:at]))[-1].split()[-4:]
    return sum(bool(NEGATOR.fullmatch(w)) for w in before) % 2 == 1
