"""What a text says of a decision itself: when it was made, by which court, in whose words, how it ended, what became of it.

A decision's digest knows these things (``date``, ``court``, ``author``, ``disposition``, ``prevailed``, ``later``), so a text
that says otherwise can be set right without any weighing of words. Each check reads the words just before and just after the
decision's name; what it cannot read it leaves alone, so silence is no confirmation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.courts import ORDINALS, STATES
from corpus.history import GONE, PARTLY
from corpus.justices import SURNAME, sat, surname
from corpus.meaning import numbers
from corpus.models import OF_THE_COURT, Authority, Source
from corpus.naming import telling_words

REACH = 110
"""Characters before and after a name that are read for what is said of it."""
SENTENCE = 400
"""Characters to which its sentence reaches on either side at most."""
_SENTENCE_BEFORE, _SENTENCE_AFTER = re.compile(r"(?<!v)[.?!;]\s+(?=[A-Z])"), re.compile(r"(?<!\bv)[.?!;](?:\s|$)")


@dataclass(frozen=True)
class Decision:
    """A held decision with what is known of its making."""

    authority: Authority
    authors: frozenset[str] = frozenset()  # surnames of who wrote for the Court
    others: frozenset[str] = frozenset()  # and of who wrote separately, or is named for it
    complete: bool = False  # whether ``others`` are all who did
    disposition: str = ""
    prevailed: str = ""
    below: frozenset[str] | None = None  # circuits from one of which it may have come, as ``Sixth``; None where that is not known
    as_of: str = ""
    figures: frozenset[str] = frozenset()  # every number in its text and its digest; empty where the text is not at hand
    notes: int = 0  # its last footnote's number, where it has any


_NEAR_THE_HEAD = 15_000
"""Characters of a decision in which it says from which court the case comes."""
_NAMED_CIRCUIT = re.compile(rf"\b({'|'.join(ORDINALS.values())}) Circuit")
_NAMED_JUSTICE = re.compile(rf"\b(?:{SURNAME})\b")


def decision_of(authority: Authority, digest: Source | None, opinion: Source | None = None) -> Decision:
    """What digest and text, where they are at hand, tell of a decision's making."""
    facts = digest.facts if digest else {}
    signed = facts.get("author", "")
    authors = frozenset(["Per Curiam"] if signed == "Per Curiam" else map(surname, _NAMED_JUSTICE.findall(signed)))
    told = " ".join(x.text for s in digest.sections for x in s.lines if "Justice" in x.text) if digest else ""
    parts = " ".join(p.author or "" for p in opinion.parts if p.kind not in OF_THE_COURT) if opinion else ""
    others = frozenset(map(surname, _NAMED_JUSTICE.findall(f"{told} {parts}"))) - (authors if digest and opinion else frozenset())
    both = f"{digest.text if digest else ''} {opinion.text if opinion else ''}"
    below = frozenset(_NAMED_CIRCUIT.findall(both[:_NEAR_THE_HEAD])) if opinion else None
    notes = max((int(n.number) for n in opinion.notes if n.number.isdecimal()), default=0) if opinion else 0
    return Decision(authority, authors, others, bool(opinion), facts.get("disposition", "").lower(), facts.get("prevailed", ""), below,
                    digest.as_of if digest else "", frozenset(numbers(both)) if opinion else frozenset(), notes)  # fmt: skip


@dataclass(frozen=True)
class _Around:
    """A decision's name in a text: the words before it, those after it, its sentence, and whose decision it is."""

    before: str
    after: str
    sentence: str
    decision: Decision

    @property
    def name(self) -> str:
        return self.decision.authority.name


def misdescribed(text: str, start: int, end: int, decision: Decision) -> Iterator[str]:
    """What the text says of the decision named at ``start:end`` that is not so: one sentence for each, with what is true."""
    first = _SENTENCE_BEFORE.split(text[max(0, start - SENTENCE) : start])[-1]
    last = _SENTENCE_AFTER.split(text[end : end + SENTENCE])[0]
    around = _Around(first[-REACH:], last[:REACH], first + text[start:end] + last, decision)
    for check in _CHECKS:
        if reason := check(around):
            yield reason


# --- the court and the year ------------------------------------------------------------------------------------------

_Way = tuple[str, str]  # where it stands ("before" or "after" the name), and the pattern


def _ways(*ways: _Way, flags: int = re.IGNORECASE) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((side, re.compile(pattern, flags)) for side, pattern in ways)


_CIRCUIT = rf"(?P<circuit>{'|'.join(ORDINALS.values())}|\d{{1,2}}(?:st|nd|rd|th)|D\.? ?C\.?) Cir(?:cuit|\.)(?: Court of Appeals)?"
_LOWER = rf"district court|court of appeals|appeals court|(?:state|{'|'.join(STATES.values())}) (?:supreme |appeals )?court"
_COURT = rf"(?:(?:U\.?S\.? |federal )?{_CIRCUIT}|(?P<lower>{_LOWER}))"
_KIND = r"(?:case|decision|ruling|opinion|holding|judgment)"
_SAID = r"(?:held|holds|ruled|rules|said|says|decided|found|explained|wrote|concluded|recognized|made clear)"
_BY_COURT = _ways(
    ("before", rf"\b{_COURT}(?:['’]s?)?,? (?:own |famous |landmark |\d{{4}} ){{0,2}}{_KIND} (?:in|of|called|named) (?:the )?$"),
    ("before", rf"\b{_COURT} {_SAID} (?:\w+ )?in (?:the )?$"),
    ("before", rf"\b{_COURT}['’]s? (?:\d{{4}} )?$"),
    ("before", rf"\b{_COURT}\b[^.;]{{0,90}}\bin its (?:own )?(?:\d{{4}} )?{_KIND} (?:in|of|called) (?:the )?$"),
    ("before", rf"\b{_COURT} (?:decided|issued|handed down|wrote|made) (?:the )?$"),
    ("after", rf"^,? (?:(?:is|was|being) )?(?:just |only |merely )?(?:an?|the) (?:\d{{4}} )?{_COURT} {_KIND}\b"),
    ("after", rf"^,? (?:(?:was|is) )?(?:decided|issued|handed down|written|made) by the {_COURT}"),
    ("after", rf"^,? \({_COURT},? ?(?:\d{{4}})?\)"),
)


def _court(x: _Around) -> str | None:
    said = _first(_BY_COURT, x)
    if said is None or x.decision.authority.court is None or (x.decision.below is None and said.string is x.before):
        return None
    ordinal = _ordinal(said["circuit"] or "")
    came_from = said.string is x.before and ordinal in (x.decision.below or ())
    if came_from or x.decision.authority.court == next((c for c, o in ORDINALS.items() if o == ordinal), ""):
        return None
    by = "the Supreme Court" if x.decision.authority.court == "scotus" else f"the {ORDINALS.get(x.decision.authority.court, 'federal')} Circuit"
    return f"{x.name} was decided by {by}" if by != "the federal Circuit" else None


def _ordinal(circuit: str) -> str:
    number = re.match(r"\d+", circuit)
    return ORDINALS.get(f"ca{number[0]}", "") if number else circuit.title()


_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_MADE = r"(?:(?:was|is) )?(?:decided|handed down|issued|came (?:out|down))"
_IN_YEAR = _ways(
    ("before", rf"\b{_YEAR} (?:Supreme Court |U\.?S\.? |landmark |famous )?{_KIND},? (?:in |of |called |named )?(?:the )?$"),
    ("before", rf"\b(?:the|that|this|court['’]s) {_YEAR} $"),
    ("after", rf"^,? \((?:[A-Z][\w.]* ?){{0,3}}{_YEAR}\)"),
    ("after", rf"^,? (?:which )?{_MADE}\b[^.;,?]{{0,40}}?\b(?:in|of|on)\b[^.;,?]{{0,14}}?\b{_YEAR}\b"),
    ("after", rf"^,? (?:(?:is|was) )?(?:from|back in|an? (?:case|decision|ruling) (?:of|from)) {_YEAR}\b"),
    ("after", rf"^,? (?:(?:is|was) )?an? {_YEAR} {_KIND}\b"),
)


def _year(x: _Around) -> str | None:
    said, true = _first(_IN_YEAR, x), x.decision.authority.year
    if said is None or not true or int(said["year"]) == true or re.search(r"circuit|district court|jury|trial", x.sentence, re.IGNORECASE):
        return None
    return f"{x.name} was decided in {true}, not {said['year']}"


def _first(ways: tuple[tuple[str, re.Pattern[str]], ...], x: _Around) -> re.Match[str] | None:
    return next((m for side, p in ways if (m := p.search(x.before if side == "before" else x.after))), None)


# --- whose words -----------------------------------------------------------------------------------------------------

_JUSTICE = rf"(?:(?:Chief )?Justice (?:\w+\.? ){{0,2}}?|(?<=as ))(?P<who>{SURNAME})"
_WROTE = r"(?:wrote|writes|said|says|held|holds|ruled|decided|found|explained|stated|noted|put it|warned|dissented|concurred|emphasized|announced)"
_TEXT = r"(?:opinion|dissent|concurrence|words|ruling|decision|reasoning)"
_FOR_IT = r"for the (?:Court|majority)"
_BY_JUSTICE = _ways(
    ("before", rf"\b{_JUSTICE}(?:['’]s?)? (?:\w+ ){{0,4}}?{_TEXT}(?: {_FOR_IT})? (?:in|from) (?:the )?$"),
    ("before", rf"\b{_JUSTICE},? (?:\w+ly )?(?:{_WROTE}|(?:writing|speaking|dissenting|concurring))\b[^.;]{{0,50}}\bin (?:the )?$"),
    ("after", rf"^,? (?:was |is )?(?:written|authored|penned|delivered|announced) by {_JUSTICE}"),
    ("after", rf"^(?: {_KIND})?,? (?:where |in which |when |as )?{_JUSTICE},? (?:\w+ly )?(?:{_FOR_IT},? )?{_WROTE}"),
    ("after", rf"^ (?:held|holds|said|says|ruled),? as {_JUSTICE} {_WROTE}"),
    ("after", rf"^,? (?:that|which) {_JUSTICE} (?:wrote|announced|delivered|authored)"),
    ("after", rf"^, (?:through|by|per|speaking through|in an opinion by) {_JUSTICE}"),
)


_OF_COURT = re.compile(r"\b(?:held|holds|ruled|decided|majority|(?:for|of) the court|announced|delivered)\b", re.IGNORECASE)


def _author(x: _Around) -> str | None:
    said, d = _first(_BY_JUSTICE, x), x.decision
    if said is None or not d.authors or d.authority.court != "scotus":
        return None
    who, told = surname(said["who"]), said[0].lower()
    for_court = bool(_OF_COURT.search(told) or _OF_COURT.search(x.before[-30:]))
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


# --- how it ended, and what became of it -----------------------------------------------------------------------------

_ENDED = r"(?:overruled|overturned|abrogated|superseded|struck down|thrown out|repealed|abolished|nullified|invalidated)"
_IS = r"(?:was|were|is|got|has been|had been|being|having been)"
_GOOD_LAW = r"(?:\w+ )?(?:good |valid |binding )?(?:law|precedent)\b"
_THING = r"(?:case|decision|ruling|holding|rule|doctrine)"
_FATE = _ways(
    ("after", rf"^(?:['’]s)?(?: {_THING})?,? (?:{_IS}(?: \w+){{0,3}}? {_ENDED}\b|(?:is|was)(?: now)? (?:(?:no longer|not) {_GOOD_LAW}|bad law\b|dead\b))"),
    ("before", rf"\b(?:{_ENDED}|got rid of|threw out|did away with|over(?:rul|turn)ing(?: of)?)(?: the| its| their)?(?: old| own| {_THING}(?: of| in)?)* $"),
)
_WAS, _IT_ENDED = re.compile(r"\b(?:was|is|has|did)(?: the)? $", re.IGNORECASE), re.compile(rf"^(?: {_THING})?(?: \w+){{0,2}}? {_ENDED}\b", re.IGNORECASE)
"""The same asked: "Was Monell overruled?"."""
_DENIED = re.compile(r"\b(?:not|never|n['’]t|nobody|nothing|without|yet to)\b", re.IGNORECASE)


def _fate(x: _Around) -> str | None:
    said = _first(_FATE, x) or (_WAS.search(x.before) and _IT_ENDED.match(x.after))
    if not said or any(entry.kind in GONE | PARTLY for entry in x.decision.authority.later):
        return None
    if _DENIED.search(re.sub(rf"not(?= {_GOOD_LAW})", "", said[0])) or _DENIED.search(x.before[-25:]):
        return None
    return f"we hold no decision that took {x.name} away (its later history is written down by hand, as of {x.decision.as_of}: check a citator)"


_RULED = r"(affirmed|affirms|upheld|upholds|reversed|reverses|vacated|vacates)\b"
_WHO_RULES = r"(?:(?<!lower )\b(?:supreme )?court|\bit|\bcase|[A-Z]\w+)(?: in [A-Z][\w.' ]{2,40}?)?"
_OUTCOME = re.compile(rf"{_WHO_RULES},? (?:\w+ly )?{_RULED}|\b(?:judgment|verdict|ruling|award)\b[^.,;]{{0,40}} (?:was|were) {_RULED}")


_KEPT = re.compile(r"\b(kept|keep|keeps|collected|walked away with)\b[^.;?]{0,40}\b(?:verdict|award|judgment|million)\b", re.IGNORECASE)


def _outcome(x: _Around) -> str | None:
    true = x.decision.disposition
    if (kept := _KEPT.search(x.sentence)) and x.decision.authority.court == "scotus" and re.match(r"(?:reversed|vacated)(?: and remanded)?$", true):
        return f"{x.name} ended thus: {true}; “{kept[1]}” does not fit that" if not _DENIED.search(x.sentence) else None
    said = _OUTCOME.search(x.sentence)
    if said is None or not true or re.search(r"appeals|district|circuit", said[0], re.IGNORECASE):
        return None
    verb = said[1] or said[2]
    if verb.startswith(("affirm", "uph")) == ("affirm" in true) or ("affirm" in true and re.search("revers|vacat", true)):
        return None
    return f"{x.name} ended thus: {true}; “{verb}” does not fit that"


_SUED = r"city|county|town|officers?|police|prosecutors?|district attorney(?:['’]s office)?|defendants?|school|sheriff"
_SUES = r"plaintiffs?|famil(?:y|ies)|prisoners?|victims?"
_NOT_YET = r"(?! (?:at trial|below|before the jury|in the (?:trial|district|lower|court of)))"
_WON = re.compile(
    rf"\b(?:[Tt]he (?:(?P<sues>{_SUES})|(?P<sued>{_SUED}))|(?P<side>[A-Z][\w’'-]+)) (?:actually |finally |also |had )?(?P<how>won|prevailed|lost)\b{_NOT_YET}"
)


def _winner(x: _Around) -> str | None:
    said, d = _WON.search(x.sentence), x.decision
    if said is None or not d.prevailed or re.search(r"jury|trial|below|lower court|\bon (?:the )?(?!merits)", x.sentence[: said.end() + 25], re.IGNORECASE):
        return None
    if d.prevailed.startswith("neither"):
        ours = not said["side"] or telling_words(said["side"]) <= telling_words(x.name)
        wrong = ours and said["how"] != "lost"
    else:
        won = _named_won(d, said["side"]) if said["side"] else _plaintiff_won(d)
        wrong = won is not None and (won != bool(said["sued"])) == (said["how"] == "lost")
    return f"in {x.name} the side that prevailed was: {d.prevailed}" if wrong else None


def _plaintiff_won(d: Decision) -> bool | None:
    if re.search(r"\b(?:mixed|in part|mostly|but|left|one|some)\b", d.prevailed):
        return None
    return bool(re.match(r"(?:the )?(?:plaintiff|prisoner|student|famil|class)", d.prevailed))


def _named_won(d: Decision, side: str) -> bool | None:
    """Of the two in a Supreme Court caption the first asked for review, so it won where the judgment below fell."""
    sides = [telling_words(s) for s in re.split(r"\sv\.\s", d.authority.name)]
    if d.authority.court != "scotus" or len(sides) != 2 or not re.fullmatch(r"(?:affirmed|reversed)(?: and remanded)?", d.disposition):
        return None
    mine = [side.lower() in words for words in sides]
    return mine[0] == d.disposition.startswith("reversed") if mine[0] != mine[1] else None


# --- figures and footnotes -------------------------------------------------------------------------------------------

_COUNTED = r"hours?|days?|weeks?|months?|years?|percent|violations?|reversals?|complaints?|shots?|million"
_COUNT = re.compile(rf"(\b\w+)(?:[ -](?:{_COUNTED})\b(?! ago)|%)|\$ ?(\d[\d,.]*)", re.IGNORECASE)
_OWN_STORY = re.compile(r"\b(?:my|our|me|us|i|we)\b", re.IGNORECASE)


def _figure(x: _Around) -> str | None:
    if not x.decision.figures or _OWN_STORY.search(x.sentence):
        return None
    counted = (n for m in _COUNT.finditer(x.sentence) for n in numbers((m[1] or m[2]).rstrip(".,")))
    strange = next((n for n in counted if n not in x.decision.figures), None)
    return f"the figure {strange} stands nowhere in {x.name}" if strange else None


_NOTE = _ways(
    ("before", r"\b(?:foot)?(?:note|fn\.?|n\.) ?(?P<note>\d{1,3}),? (?:of|in|to|from) (?:the )?$"),
    ("after", r"^(?:['’]s)?,? (?:foot)?(?:note|fn\.?|n\.) ?(?P<note>\d{1,3})\b"),
)


def _note(x: _Around) -> str | None:
    said, last = _first(_NOTE, x), x.decision.notes
    return f"the last footnote of {x.name} is note {last}, so it has no note {said['note']}" if said and last and int(said["note"]) > last else None


_CHECKS: tuple[Callable[[_Around], str | None], ...] = (_court, _year, _author, _fate, _outcome, _winner, _figure, _note)
