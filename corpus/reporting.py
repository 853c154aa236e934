"""Sentences of a decision in which the court does not speak for itself: it asks, or reports a party, a court below, a dissent."""

from __future__ import annotations

import re

_REPORTS = re.compile(
    r"^\W*(?:See|Cf\.|Accord|Id\.|E\.g\.|Compare|But see)\b|\bbrief for\b|\breply brief\b|\b(?:urges?|asks?|invites?) us\b|"
    r"\b(?:respondents?|petitioners?|plaintiffs?) believes?\b|"
    r"\b(?:granted certiorari|(?:decide|consider|question|issue)\b.{0,30}\bwhether|some courts|"
    r"(?:argue[sd]?|contend(?:s|ed)?|submit(?:s|ted)?|urge[sd]?|claim(?:s|ed)) that|"
    r"(?:respondents?|petitioners?|plaintiffs?|defendants?|appell(?:ees?|ants?)|amici|dissent(?:ers?)?|the city|counsel)\b.{0,25}"
    r"\b(?:argues?|argued|contends?|contended|claims?|claimed|asserts?|asserted|maintains?|maintained|suggests?|suggested|alleges?|alleged|insists?|says?)\b|"
    r"the (?:claim|theory|argument|contention) (?:in this case|here|below)|according to (?:respondents?|petitioners?|plaintiffs?|the dissent)|"
    r"(?-i:\bthe court (?:had |also )?(?:held|concluded|ruled|found|reasoned|stated|determined|believed))|"
    r"(?:court of appeals|district court|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh) circuit)\b.{0,40}"
    r"\b(?:held|reasoned|concluded|ruled|found|believed|affirmed|stated|determined))",
    re.IGNORECASE | re.DOTALL,
)


def reports_others(sentence: str) -> bool:
    """Whether a sentence asks or reports what somebody else said: it is no proof of what the court says."""
    return bool(_REPORTS.search(sentence))
