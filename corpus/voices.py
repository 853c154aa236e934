"""Whose words a claim says something is, beside whose they are: the Court's, a separate opinion's, a named judge's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.conflict import Conflict

_NAMES = r"(?:[A-Z][\w’'-]{0,30}\.?(?:\s|(?=,))|of |v\. |the ){1,8}"
_SAYS = r"(?:held|holds|ruled|decided|upheld|concluded|said|says|found|finds|adopted|rejected|reasoned|explained|announced|agreed|refused|declined|endorsed|treated|saw|read|required)"
OF_COURT = re.compile(
    rf"\b(?:[Tt]he (?:Supreme )?Court|[Tt]he Justices|[Mm]ajority)(?: in {_NAMES})?(?:,[^,]{{2,60}},)? ?(?:\w+ly )?{_SAYS}\b|\b(?:[Hh]olding|[Mm]ajority)\b|^(?:In )?{_NAMES},? ?{_SAYS}\b"
)
LED = re.compile(
    rf"^\W*(?:[Ii]n [^,]{{3,120}}, )?[Tt]he (?:Supreme )?Court(?: in {_NAMES})?,? (?:\w+ly )?(?:held|holds|ruled|decided|found|concluded|said)(?: that\b|,|:)"
)
"""A claim that opens by saying what the Court held."""
SEPARATE = re.compile(r"\b(?:dissent\w*|concurr\w*|justices?|plurality|separate(?:ly)?|judge who|chief justice)\b", re.IGNORECASE)
_JUSTICE = re.compile(r"\bJustice ([A-Z][\w’']+?)(?:['’]s)?\b|\b([A-Z]\w+), (?:J\.|C\. ?J\.),? (?:dissent|concurr)")


def voice_conflicts(claim: str, voice: str, author: str = "") -> Iterator[Conflict]:
    """Ways in which a claim gives words to another than who said them.

    ``voice``: "" or "plurality" for the Court's words, else as in "White's dissent"; ``author``: the judge who wrote,
    where known. Kinds: ``court`` (a separate opinion's words given to the Court), ``unnamed`` (a separate opinion's
    words given to nobody), ``dissent`` (the Court's words given to a separate opinion), ``judge`` (to another judge).
    """
    separate = bool(voice) and voice != "plurality"
    named = {a or b for a, b in _JUSTICE.findall(claim)}
    if separate and (LED.match(claim) or not SEPARATE.search(claim)):
        kind = "court" if OF_COURT.search(claim) else "unnamed"
        yield Conflict(kind, f"{voice if voice[0].isupper() else 'a ' + voice} says this, not the Court")
    if not separate and re.search(r"\bdissent(?:s|ed|ing|er|ers|ing opinion)?\b(?! from)", claim) and not re.search(r"\bdissent", voice):
        yield Conflict("dissent", "the claim gives to a dissent what the Court says")
    if named and author and not any(n.lower() in author.lower() or author.lower() in n.lower() for n in named):
        yield Conflict("judge", f"the claim names {', '.join(sorted(named))}; {author} wrote this")
