"""The grammar by which a draft says what a court held, what the law is, and what happened to its writer."""

from __future__ import annotations

import re

_DID = (
    r"(?:h[eo]lds?|rule[sd]|decide[sd]|sa(?:ys|id)|explain(?:s|ed)|requires?|required|allow(?:s|ed)|lets?|forb(?:ids|ade)|conclude[sd]|f(?:inds|ound)|recognize[sd]|"
    r"affirm(?:s|ed)|reverse[sd]|vacate[sd]|upholds?|upheld|reject(?:s|ed)|adopt(?:s|ed)|add(?:s|ed)|ma(?:kes|de)|close[sd]|le(?:aves|ft)|establishe[sd]|confirm(?:s|ed)|"
    r"state[sd]|note[sd]|teache[sd]|stands for|means?|meant|permit(?:s|ted)|bar(?:s|red)|overrule[sd]|declined?|refuse[sd]|treat(?:s|ed)|asks?|asked|thought|thinks|threw|sets?|"
    r"appl(?:ies|ied)|d(?:oes|id) not|cannot|can|may|wrote|writes|held|agree[sd]|dissent(?:s|ed)|concur(?:s|red)|would|warn(?:s|ed)|stresse[sd]|emphasize[sd]|saw|g(?:ives|ave)|"
    r"limit(?:s|ed)|reserve[sd]|remand(?:s|ed)|dismisse[sd]|extend(?:s|ed)|protects?|protected|provides?|provided|creates?|created|prohibit(?:s|ed)|was|is|has|sent|grant(?:s|ed))\b"
)
_HOW = r"(?:(?:also|then|thus|itself|has|had|\w+ly)\s+){0,2}"
AS_SUBJECT = re.compile(rf"(?:\s*\([^()]{{0,60}}\)){{0,2}},?\s+{_HOW}{_DID}")
"""After a name or a citation: it does something."""
OF_COURT = re.compile(r"\s+(?:[Cc]ourt|[Mm]ajority|[Pp]lurality|[Dd]issent)\b")
AS_WHOSE = re.compile(r"['’]s?(?=\s+[a-z])")
LED_IN = re.compile(r"(?:^\W*(?:\d+\.\s+)?(?:In|Under|Per|Since|After|As|According to|Following)|(\b(?:[Cc]ourt|[Mm]ajority|[Pp]lurality|[Dd]issent(?:ers)?|held|ruled|said))\s+in)\s+$")
COURT_SAYS = re.compile(
    r"(?<![Dd]istrict )(?<![Tt]rial )(?<![Ll]ower )(?<![Aa]ppeals )(?<![Ss]tate )(?<![Cc]ircuit )\b(?:[Cc]ourt|[Jj]ustices?|[Mm]ajority|[Pp]lurality|[Dd]issent(?:ers)?)\b"
    rf"(?: [A-Z][\w’'-]+){{0,2}}(?: in [A-Z○][\w.’'& ]{{0,60}})?(?:,[^,]{{2,60}},)?,?\s+{_HOW}{_DID}"
)
"""A court, or some of its judges, does something; not the court below."""
STATES_LAW = re.compile(r"\b(?:must|may|can|cannot|shall|need not|requires?|is|are|does|do|has|have|unless|never|always)\b")

_BY_RIGHT = re.compile(r"\bI (?=(?:\w+ly )?(?:must|need|can|cannot|may)\b)")
_FIRST = re.compile(r"\b(?:[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|[Ww]e|[Oo]urs?|us)\b|(?<!Count )(?<!Part )(?<!Article )(?<!Title )(?<!Section )\bI\b(?![.)])")
_PARTY = re.compile(r"\b(?:Plaintiff|Defendant|Petitioner|Respondent|Movant|Claimant|Decedent)s?\b(?!\s+(?:must|need|may|can|cannot)\b)")
_RECORD = re.compile(
    r"^\W*Here\b|\bhere,|\b[Ii]n this (?:case|action|lawsuit)\b|\b[Tt]he [Cc]omplaint (?:alleges|states|says|describes|pleads|names)\b|\b(?:Compl|Exh?|Decl|Dep|Aff)\.|\bExhibit\b|¶\s*\d+[^.)]"
    r"|\bat bar\b|\b[Cc]ourt should\b|\bhas (?:\w+ )?jurisdiction\b|\bthis (?:action|suit|motion)\b"
)
_DEFINED = re.compile(
    r"\b(?:Officer|Deputy|Sergeant|Sgt\.|Detective|Chief|Lt\.|Lieutenant|Captain|Sheriff|Mr\.|Ms\.|Mrs\.|Dr\.)\s+[A-Z]"
    r"|\b[Tt]h(?:e|is) (?:City|County|Town|Parish|Village|Department|District|Jail)\b(?! of)"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d"
)


def tells_facts(sentence: str, *, ascribed: bool, led: bool) -> bool:
    """Whether a sentence tells or argues the writer's own case; one that says what a court did may name an officer, a city or a day."""
    plain = _BY_RIGHT.sub("one ", sentence) if ascribed or led else sentence
    return bool(_FIRST.search(plain) or _PARTY.search(plain) or _RECORD.search(plain) or (not ascribed and _DEFINED.search(plain)))
