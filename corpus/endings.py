"""What a text says of how a decision ended, who won, and what became of it."""

from __future__ import annotations

import re

from corpus.around import Around, first_of, ways
from corpus.decisions import Decision
from corpus.history import GONE, PARTLY, by
from corpus.naming import telling_words

_ENDED = r"(?:overruled|overturned|abrogated|superseded|struck down|thrown out|repealed|abolished|nullified|invalidated)"
_IS = r"(?:was|were|is|got|has been|had been|being|having been)"
_GOOD_LAW = r"(?:\w+ )?(?:good |valid |binding )?(?:law|precedent)\b"
_THING = r"(?:case|decision|ruling|holding|rule|doctrine)"
_FATE = ways(
    ("after", rf"^(?:['’]s)?(?: {_THING})?,? (?:{_IS}(?: \w+){{0,3}}? {_ENDED}\b|(?:is|was)(?: now)? (?:(?:no longer|not) {_GOOD_LAW}|bad law\b|dead\b))"),
    ("after", rf"^,? {_ENDED} (?:by|in)\b"),
    ("before", rf"\b(?:{_ENDED}|got rid of|threw out|did away with|over(?:rul|turn)ing(?: of)?)(?: the| its| their)?(?: old| own| {_THING}(?: of| in)?)* $"),
)
_WAS, _IT_ENDED = re.compile(r"\b(?:was|is|has|did)(?: the)? $", re.IGNORECASE), re.compile(rf"^(?: {_THING})?(?: \w+){{0,2}}? {_ENDED}\b", re.IGNORECASE)
"""The same asked: "Was Monell overruled?"."""
_DENIED = re.compile(r"\b(?:not|never|n['’]t|nobody|nothing|without|yet to)\b", re.IGNORECASE)


_STANDS = re.compile(r"^(?: \w+)? (?:is|remains) still (?:good law|the law|binding)\b", re.IGNORECASE)


def fate(x: Around) -> str | None:
    gone = next((entry for entry in x.decision.authority.later if entry.kind in GONE | PARTLY), None)
    if gone and _STANDS.search(x.after):
        return f"{x.name} was {gone.kind} by {by(gone)}"
    said = first_of(_FATE, x) or (_WAS.search(x.before) and _IT_ENDED.match(x.after))
    if not said or gone:
        return None
    if _DENIED.search(re.sub(rf"not(?= {_GOOD_LAW})", "", said[0])) or _DENIED.search(x.before[-25:]):
        return None
    return f"we hold no decision that overruled {x.name} (its later history is written down by hand, as of {x.decision.as_of}: check a citator)"


_RULED = r"(affirmed|affirms|upheld|upholds|reversed|reverses|vacated|vacates)\b"
_WHO_RULES = r"(?:(?<!lower )\b(?:supreme )?court|\bit|\bcase|[A-Z]\w+)(?: in [A-Z][\w.' ]{2,40}?)?"
_OUTCOME = re.compile(rf"{_WHO_RULES},? (?:\w+ly )?{_RULED}|\b(?:judgment|verdict|ruling|award)\b[^.,;]{{0,40}} (?:was|were) {_RULED}")


_KEPT = re.compile(r"\b(kept|keep|keeps|collected|walked away with)\b[^.;?]{0,40}\b(?:verdict|award|judgment|million)\b", re.IGNORECASE)


def outcome(x: Around) -> str | None:
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
_HOW = r"(?P<how>won|prevailed|came out on top|lost)\b"
_WHO = rf"(?:[Tt]he (?:(?:{_SUES})|(?P<sued>{_SUED}))|(?P<side>[A-Z][\w’'-]+))"
_WON = re.compile(rf"\b{_WHO} (?:actually |finally |also |had )?{_HOW}{_NOT_YET}")


def winner(x: Around) -> str | None:
    said, d = _WON.search(x.sentence), x.decision
    if said is None or not d.prevailed or re.search(r"jury|trial|below|lower court|\bon (?:the )?(?!merits|top)", x.sentence[: said.end() + 25], re.IGNORECASE):
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
