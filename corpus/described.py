"""What a text says of a decision itself: when it was made, by which court, in whose words, how it ended, what became of it.

A decision's digest knows these things (``date``, ``court``, ``author``, ``disposition``, ``prevailed``, ``later``), so a text
that says otherwise can be set right without any weighing of words. Each check reads the words just before and just after the
decision's name; what it cannot read it leaves alone, so silence is no confirmation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from corpus.around import KIND, Around, around, first_of, ways
from corpus.courts import ORDINALS, STATES
from corpus.decisions import Decision
from corpus.endings import fate, outcome, winner
from corpus.justices import SURNAME, sat, surname
from corpus.numbers import numbers


def misdescribed(text: str, start: int, end: int, decision: Decision) -> Iterator[str]:
    """What the text says of the decision named at ``start:end`` that is not so: one sentence for each, with what is true."""
    found = around(text, start, end, decision)
    yield from (reason for check in _CHECKS if (reason := check(found)))


# --- the court and the year ------------------------------------------------------------------------------------------

_CIRCUIT = rf"(?P<circuit>{'|'.join(ORDINALS.values())}|\d{{1,2}}(?:st|nd|rd|th)|D\.? ?C\.?) Cir(?:cuit|\.)(?: Court of Appeals)?"
_LOWER = rf"district court|court of appeals|appeals court|(?:state|{'|'.join(STATES.values())}) (?:supreme |appeals )?court"
_COURT = rf"(?:(?:U\.?S\.? |federal )?{_CIRCUIT}|(?:{_LOWER}))"
_SAID = r"(?:held|holds|ruled|rules|said|says|decided|found|explained|wrote|concluded|recognized|made clear)"
_BY_COURT = ways(
    ("before", rf"\b{_COURT}(?:['’]s?)?,? (?:own |famous |landmark |\d{{4}} ){{0,2}}{KIND} (?:in|of|called|named) (?:the )?$"),
    ("before", rf"\b{_COURT} {_SAID} (?:\w+ )?in (?:the )?$"),
    ("before", rf"\b{_COURT}['’]s? (?:\d{{4}} )?$"),
    ("before", rf"\b{_COURT}\b[^.;]{{0,90}}\bin its (?:own )?(?:\d{{4}} )?{KIND} (?:in|of|called) (?:the )?$"),
    ("before", rf"\b{_COURT} (?:decided|issued|handed down|wrote|made) (?:the )?$"),
    ("after", rf"^,? (?:(?:is|was|being) )?(?:just |only |merely )?(?:an?|the) (?:\d{{4}} )?{_COURT} {KIND}\b"),
    ("after", rf"^,? (?:(?:was|is) )?(?:decided|issued|handed down|written|made) by the {_COURT}"),
    ("after", rf"^,? \({_COURT},? ?(?:\d{{4}})?\)"),
)


def _court(x: Around) -> str | None:
    said = first_of(_BY_COURT, x)
    if said is None or x.decision.authority.court is None:
        return None
    ordinal, below = _ordinal(said["circuit"] or ""), x.decision.below
    came_from = said.string is x.before and (below is None or not ordinal or ordinal in below)  # the decision that was reviewed
    if came_from or x.decision.authority.court == next((c for c, o in ORDINALS.items() if o == ordinal), ""):
        return None
    by = _DECIDED_BY.get(x.decision.authority.court)
    return f"{x.name} was decided by {by}" if by else None


_DECIDED_BY = {"scotus": "the Supreme Court", **{court: f"the {ordinal} Circuit" for court, ordinal in ORDINALS.items()}}


def _ordinal(circuit: str) -> str:
    number = re.match(r"\d+", circuit)
    return ORDINALS.get(f"ca{number[0]}", "") if number else circuit.title()


_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_MADE = r"(?:(?:was|is) )?(?:decided|handed down|issued|came (?:out|down))"
_IN_YEAR = ways(
    ("before", rf"\b{_YEAR} (?:Supreme Court |U\.?S\.? |landmark |famous )?{KIND},? (?:in |of |called |named )?(?:the )?$"),
    ("before", rf"\b(?:the|that|this|court['’]s) {_YEAR} $"),
    ("before", rf"\b{_YEAR} {KIND} (?:like|such as) (?:the )?$"),
    ("before", rf"\b[Ii]n {_YEAR},? (?:when|as) the (?:Supreme )?Court (?:issued|decided|handed down|ruled in|made) (?:the )?$"),
    ("after", rf"^,? \((?:[A-Z][\w.]* ?){{0,3}}{_YEAR}\)"),
    ("after", rf"^,? (?:which )?{_MADE}\b[^.;,?]{{0,40}}?\b(?:in|of|on)\b[^.;,?]{{0,14}}?\b{_YEAR}\b"),
    ("after", rf"^,? (?:(?:is|was) )?(?:from|back in|an? (?:case|decision|ruling) (?:of|from)) {_YEAR}\b"),
    ("after", rf"^,? (?:(?:is|was) )?an? {_YEAR} {KIND}\b"),
)


def _year(x: Around) -> str | None:
    said, true = first_of(_IN_YEAR, x), x.decision.authority.year
    if said is None or not true or int(said["year"]) == true or re.search(r"circuit|district court|jury|trial", x.sentence, re.IGNORECASE):
        return None
    return f"{x.name} was decided in {true}, not {said['year']}"


# --- whose words -----------------------------------------------------------------------------------------------------

_JUSTICE = rf"(?:(?:Chief )?Justice (?:\w+\.? ){{0,2}}?|(?<=as )|(?=(?:{SURNAME})['’]s? (?:opinion|dissent|concurrence)))(?P<who>{SURNAME})"
_WROTE = r"(?:wrote|writes|said|says|held|holds|ruled|decided|found|explained|stated|noted|put it|warned|dissented|concurred|emphasized|announced)"
_TEXT = r"(?:opinion|dissent|concurrence|words|ruling|decision|reasoning)"
_FOR_IT = r"for the (?:Court|majority)"
_BY_JUSTICE = ways(
    ("before", rf"\b{_JUSTICE}(?:['’]s?)? (?:\w+ ){{0,4}}?{_TEXT}(?: {_FOR_IT})? (?:in|from) (?:the )?$"),
    ("before", rf"\b{_JUSTICE},? (?:\w+ly )?(?:{_WROTE}|(?:writing|speaking|dissenting|concurring))\b[^.;]{{0,50}}\bin (?:the )?$"),
    ("before", rf"\b{_JUSTICE}, who (?:wrote|authored|penned|delivered|announced) (?:the )?$"),
    ("after", rf"^,? (?:was |is )?(?:written|authored|penned|delivered|announced) by {_JUSTICE}"),
    ("after", rf"^(?: {KIND})?,? (?:where |in which |when |as )?{_JUSTICE},? (?:\w+ly )?(?:{_FOR_IT},? )?{_WROTE}"),
    ("after", rf"^ (?:held|holds|said|says|ruled),? as {_JUSTICE} {_WROTE}"),
    ("after", rf"^,? (?:that|which) {_JUSTICE} (?:wrote|announced|delivered|authored)"),
    ("after", rf"^, (?:through|by|per|speaking through|in an opinion by) {_JUSTICE}"),
)


_MAJORITY = re.compile(r" (?:majority|opinion of the court)\b", re.IGNORECASE)
_OF_COURT = re.compile(r"\b(?:held|holds|ruled|decided|majority|(?:for|of) the court|announced|delivered)\b", re.IGNORECASE)


def _author(x: Around) -> str | None:
    said, d = first_of(_BY_JUSTICE, x), x.decision
    if said is None or not d.authors or d.authority.court != "scotus":
        return None
    who, told = surname(said["who"]), said[0].lower()
    for_court = bool(_MAJORITY.match(x.after) or _OF_COURT.search(told) or _OF_COURT.search(x.before[-30:]))
    if who in d.authors:
        return f"{_wrote(d)}, and is no dissent" if "dissent" in told and who not in d.others else None
    if who in d.others:
        return f"Justice {who} wrote separately; {_wrote(d)}" if for_court else None
    if d.authority.year and not sat(who, d.authority.year):
        return f"{_wrote(d)}; Justice {who} was not on the Court then"
    return f"{_wrote(d)}; we know of no opinion by Justice {who} in it" if d.complete or for_court else None


def _wrote(d: Decision) -> str:
    if "Per Curiam" in d.authors:
        return f"{d.authority.name} is signed by no Justice (per curiam)"
    return f"the Court's opinion in {d.authority.name} is by Justice {' and '.join(sorted(d.authors))}"


# --- figures and footnotes -------------------------------------------------------------------------------------------

_COUNTED = r"hours?|days?|weeks?|months?|years?|percent|violations?|reversals?|complaints?|shots?|million"
_COUNT = re.compile(rf"(\b\w+)(?:[ -](?:{_COUNTED})\b(?! ago)|%)|\$ ?(\d[\d,.]*)", re.IGNORECASE)
_OWN_STORY = re.compile(r"\b(?:my|our|me|us|i|we)\b", re.IGNORECASE)


def _figure(x: Around) -> str | None:
    if not x.decision.figures or _OWN_STORY.search(x.sentence):
        return None
    counted = (n for m in _COUNT.finditer(x.sentence) for n in numbers((m[1] or m[2]).rstrip(".,")))
    strange = next((n for n in counted if n not in x.decision.figures), None)
    return f"the figure {strange} stands nowhere in {x.name}" if strange else None


_NOTE = ways(
    ("before", r"\b(?:foot)?(?:note|fn\.?|n\.) ?(?P<note>\d{1,3}),? (?:of|in|to|from) (?:the )?$"),
    ("after", r"^(?:['’]s)?,? (?:foot)?(?:note|fn\.?|n\.) ?(?P<note>\d{1,3})\b"),
)


def _note(x: Around) -> str | None:
    said, last = first_of(_NOTE, x), x.decision.notes
    return f"the last footnote of {x.name} is note {last}, so it has no note {said['note']}" if said and last and int(said["note"]) > last else None


_CHECKS: tuple[Callable[[Around], str | None], ...] = (_court, _year, _author, fate, outcome, winner, _figure, _note)
