"""The grammar by which a draft says what a court held, what the law is, and what happened to its writer."""

from __future__ import annotations

import re

_REGULAR = (
    "add affirm agree allow apply ask bar close concur conclude confirm create decide declare decline dismiss dissent emphasize establish explain extend find "
    "forbid give grant hold leave limit make mean note overrule permit prohibit protect provide recognize refuse reject remand require reserve reverse rule "
    "say see send state stress teach think treat uphold vacate warn write"
).split()
_IRREGULAR = (
    "applies applied barred cannot can concurred did does found forbade gave held has is left let lets made may meant permitted said saw sent set sets "
    "taught thought threw upheld was would wrote"
).split()
_FORMS = {*_IRREGULAR, "stands for", *(verb + ending for verb in _REGULAR for ending in ("s", "es", "d", "ed"))}
_DID = rf"(?:{'|'.join(sorted(_FORMS, key=lambda form: (-len(form), form)))})\b"
_HOW = r"(?:(?:also|then|thus|itself|has|had|\w+ly)\s+){0,2}"
AS_SUBJECT = re.compile(rf"(?:\s*\([^()]{{0,60}}\)){{0,2}},?\s+{_HOW}{_DID}")
"""After a name or a citation: it does something."""
OF_COURT = re.compile(r"\s+(?:[Cc]ourt|[Mm]ajority|[Pp]lurality|[Dd]issent)\b")
AS_WHOSE = re.compile(
    r"['’]s?(?=\s+(?:\w+[\s-]){0,2}(?:rule|test|holding|standard|requirement|decision|analysis|approach|opinion|plurality|majority|dissent|reasoning|framework|exception|limits?)\b)"
)
"""After a name: its rule, its test."""
_SPOKEN = (
    r"(?:[Cc]ourt|[Mm]ajority|[Pp]lurality|[Dd]issent(?:ers)?|affirmed|announced|decided|established|explained|recognized|rejected|reversed|ruled|stated|held|said"
    r"|found|judgment|verdict|decision|ruling|opinion)"
)
LED_IN = re.compile(rf"(?:^\W*(?:\d+\.\s+)?(?:In|Under|Per|Since|After|As|According to|Following)|(\b{_SPOKEN})\s+in)\s+$")
"""Before a name: ``In``, ``Under`` at the beginning, ``the Court in``."""
_BELOW = "".join(rf"(?<!{a}{b} )" for x in ("district", "trial", "lower", "appeals", "state", "circuit") for a, b in ((x[0], x[1:]), (x[0].upper(), x[1:])))
COURT_SAYS = re.compile(
    rf"{_BELOW}\b(?:[Cc]ourt|[Jj]ustices?|[Mm]ajority|[Pp]lurality|[Dd]issent(?:ers)?)\b"
    rf"(?: [A-Z][\w’'-]+){{0,2}}(?: in [A-Z○][\w.’'& ]{{0,60}})?(?:,[^,]{{2,60}},)?,?\s+{_HOW}{_DID}"
)
"""A court, or some of its judges, does something; not the court below."""
STATES_LAW = re.compile(r"\b(?:must|may|can|cannot|shall|need not|requires?|is|are|does|do|has|have|unless|never|always)\b")

_FIRST = re.compile(r"\b(?:[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|[Ww]e|[Oo]urs?|us)\b|(?<!Count )(?<!Part )(?<!Article )(?<!Title )(?<!Section )\bI\b(?![.)])")
_PARTY = re.compile(r"\b(?:Plaintiff|Defendant|Petitioner|Respondent|Movant|Claimant|Decedent)s?\b(?!\s+(?:must|need|may|can|cannot)\b)")
_RECORD = re.compile(
    r"^\W*Here\b|\bhere,|\b[Ii]n this (?:case|action|lawsuit)\b|\b[Tt]he [Cc]omplaint (?:alleges|states|says|describes|pleads|names)\b"
    r"|\b(?:Compl|Exh?|Decl|Dep|Aff)\.|\bExhibit\b|¶\s*\d+[^.)]"
    r"|\bat bar\b|\b[Tt]h(?:e|is)(?: Honorable)? [Cc]ourt should\b|\bhas (?:\w+ )?jurisdiction\b|\bthis (?:action|suit|motion)\b"
)
_DEFINED = re.compile(
    r"\b(?:Officer|Deputy|Sergeant|Sgt\.|Detective|Chief|Lt\.|Lieutenant|Captain|Sheriff|Mr\.|Ms\.|Mrs\.|Dr\.)\s+[A-Z]"
    r"|\b[Tt]h(?:e|is) (?:City|County|Town|Parish|Village|Department|District|Jail)\b(?! of|\s+(?:can|cannot|may|must)\b)"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d"
)


def tells_facts(sentence: str, *, ascribed: bool, opens: bool) -> bool:
    """Whether a sentence tells or argues the writer's own case.

    One that says what a court did may name an officer, a city or a day; one that ``opens`` so may say "I": ``Newport
    says that I can get punitive damages``.
    """
    own = _FIRST.search(sentence) and not opens
    return bool(own or _PARTY.search(sentence) or _RECORD.search(sentence) or (not ascribed and _DEFINED.search(sentence)))
