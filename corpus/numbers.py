"""The figures of a sentence, in digits or in words, and whether two sentences differ by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.wording import once, words

_COUNT = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBER_WORDS = {w: str(i) for i, w in enumerate(_COUNT)} | {w: str(n) for w, n in _TENS.items()} | {"hundred": "100", "dozen": "12"}
_COMPOUND = re.compile(rf"\b({'|'.join(_TENS)})[- ](one|two|three|four|five|six|seven|eight|nine)\b")
_ORDINAL = re.compile(r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|thirteenth|fourteenth) (amendment|circuit)")


def joined(text: str) -> str:
    """The text with "forty-eight" as 48, in lower case."""
    return _COMPOUND.sub(lambda m: str(_TENS[m[1]] + _COUNT.index(m[2])), text.lower())


def figured(some: Sequence[str]) -> list[str]:
    """Words with number words as figures; "one" is left, for it counts nothing as a rule."""
    return [w if w == "one" else _NUMBER_WORDS.get(w, w) for w in some]


@once
def numbers(text: str) -> frozenset[str]:
    """Figures of a text, number words up to ninety-nine included; years of citations are the caller's to leave out."""
    return frozenset(w for w in figured(words(joined(text))) if w[0].isdigit())


_UNNUMBERED = re.compile(r"(?:§+|\bsection|\brule|\bfootnote|\bnote|\bn\.) ?\d+[a-z]?")
_BY_NUMBER = {"section": re.compile(r"(?:§+|\bsection) ?(\d+)"), "rule": re.compile(r"\brule (\d+)")}


@once
def unnumbered(text: str) -> str:
    """A text without the numbers that are names of sections, rules and notes."""
    return _UNNUMBERED.sub(" ", text)


@once
def _named(text: str, kind: str) -> frozenset[str]:
    """The amendments, circuits, sections or rules that a text names."""
    if kind in _BY_NUMBER:
        return frozenset(_BY_NUMBER[kind].findall(text))
    return frozenset(m[1] for m in _ORDINAL.finditer(text) if m[2] == kind)


def number_differences(a: str, b: str) -> Iterator[str]:
    """Ways in which a claim gives another figure, or another amendment, circuit, section or rule than the source."""
    mine, theirs = numbers(unnumbered(a)), numbers(unnumbered(b))
    if mine - theirs and theirs:
        yield f"the claim says {', '.join(sorted(mine - theirs))}; the source says {', '.join(sorted(theirs))}"
    for kind in ("amendment", "circuit"):
        named, true = _named(a, kind), _named(b, kind)
        if named and true and not named & true:
            yield f"the claim names the {min(named)} {kind}, the source the {min(true)}"
    for kind in _BY_NUMBER:
        named, true = _named(a, kind), _named(b, kind)
        if named - true and true - named:
            yield f"the claim names {kind} {min(named - true)}, the source {kind} {min(true - named)}"
