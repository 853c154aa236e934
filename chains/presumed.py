"""What a question takes for granted: its statements, and the reasons that it gives ("since …", "now that …").

A statement that somebody else is said to make ("the city says …", "I read that …"), one that is put to the test ("is that
true?"), and a supposition are not the writer's own, so they are left out: they are there to be answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_ASKING = r"(?:did|does?|is|are|was|were|has|have|had|can|could|would|should|will|may|must|am|(?:is|does|did|are|was|has)n['’]?t)"
_WHICH = r"(?:who|whose|what|which|when|where|why|how)"
_QUESTION = re.compile(
    rf"\W*(?:(?:so|and|but|ok|okay|hi|hello|also|then|please|well|or)\b\W*)*(?:{_ASKING}|{_WHICH}|(?:in|under|on|to|for|by|at|from) {_WHICH})\b", re.IGNORECASE
)
_SINCE = r"since|because|bc|given that|seeing (?:that|as)|now that|knowing that|considering(?: that)?|due to the fact that"
_REASON = re.compile(rf"(?:\b(?:{_SINCE})|^\W*(?:as|given|after)) +(?!of\b|then\b|when\b)", re.IGNORECASE)
_CONFIRM = re.compile(r"\b(?:please )?(?:confirm|verify)\b[^.?!]{0,12}?\bthat +", re.IGNORECASE)
_WHY = re.compile(r"\b(?:why|how) (?:did|does|has|had) +(?:the (?:supreme )?court in +)?", re.IGNORECASE)
_ON = (
    rf"(?:so|and so|what|why|how|whose|which (?!{_ASKING}\b|held\b)|(?:who|where|when) (?:do|does|did|can|should|is|are)\b|{_ASKING}|then|right|correct|"
    r"i|my|we|if|there|please)"
)
"""How writers go on from what they said to what they ask."""
_ASK_THEN = rf"(?:can|could|do|does|did|should|would|may|must|am|will|{_WHICH} (?:do|does|can|should|would|could)) (?:i|we|my|it|the|that|they|you|a)\b"
_ASKS_ON = re.compile(rf",? +(?:so|then) +(?=\w)|, *(?={_ON}\b)| +(?={_ASK_THEN})", re.IGNORECASE)
_OTHERS = (
    r"(?:city|county|town|village|department|defen[cs]e|defendants?|counsel|lawyers?|attorneys?|da|prosecutors?|they|he|she|uncle|aunt|friend|cousin|brother|sister|"
    r"somebody|someone|people|forum|website|motion|brief|memo|letter|judge|clerk|professor|i (?:read|heard|saw|was told)|i['’]ve (?:read|heard|been told))"
)
_SAY = r"(?:says?|said|states?|stated|argu\w*|claims?|claimed|told|swears?|saying|pleads?|writes|wrote|thinks?|insists?|means?)"
_SUPPOSED = r"^\W*(?:suppose|imagine|say|assum\w+|what if|if|whether|hypothetically)\b"
_REPORTED = re.compile(rf"\b{_OTHERS}\b[^.;?!]{{0,30}}?(?:\b{_SAY}\b|:)|\baccording to (?:the|my|their|his|her)\b|{_SUPPOSED}", re.IGNORECASE)
_TRUE = r"(?:true|right|correct|so|real|accurate|fair)"
_TESTED = re.compile(
    rf"\b(?:is|was) (?:that|this|it|he|she|they) (?:even |really |still |actually |an? )?{_TRUE}\b|\bdoes (?:that|this|it) follow\b|\b(?:true|really)\?",
    re.IGNORECASE,
)
FEWEST = 4
"""Words that a statement has at least."""


@dataclass(frozen=True)
class Presumed:
    """A statement of a question, at ``start:end`` of it; ``relied``: the writer builds on it, by "since …" or by ", so …"."""

    start: int
    end: int
    relied: bool

    def of_law(self, words: str) -> bool:
        """Whether these words of it, which name no decision, state law that the writer builds on, and tell no story of their own."""
        return self.relied and bool(_OF_LAW.search(words)) and not _OWN.search(words)


_OF_LAW = re.compile(
    r"\b(?:cit(?:y|ies)|municipal\w+|count(?:y|ies)|towns?|governments?|states?|1983|train\w*|negligen\w+|indifference|courts?|law|immun\w+|punitive|damages|"
    r"liab\w+|patterns?|officers?|cops?|police|supervis\w+|constitution\w*|rights?)\b",
    re.IGNORECASE,
)
_CAN = r"(?:can|could|must|may|have to|need|only|just|do(?: not|n['’]?t)|can(?:not|['’]?t)|get to|should)"
_ACTORS = r"(?:city|county|town|department|jail|officers?|cops?|guards?|sheriff|chief|deput\w+)"
_STORY = rf"\bthe (?:\w+ )?{_ACTORS}\b(?: \w+){{0,2}}? (?:never|didn['’]?t|did|had|has|was|were|\w+ed)\b"
_OWN = re.compile(rf"\b(?:my|me|we|our|us|he|she|his|her|him)\b|\bi\b(?! {_CAN}\b)|{_STORY}", re.IGNORECASE)
"""Words by which a writer tells their own story; "I can sue" is a statement of law."""


def presumed(text: str, names: Iterable[tuple[int, int]] = ()) -> Iterator[Presumed]:
    """The statements of a question, in order; ``names``: where it names decisions, whose words ("Bryan County says …") are nobody's speech."""
    import nupunkt

    plain = text
    for start, end in names:
        plain = plain[:start] + "x" * (end - start) + plain[end:]
    for (start, end), following in pairwise([*nupunkt.sent_spans(text), (len(text), len(text))]):
        if not _TESTED.search(plain, start, end) and not _TESTED.search(plain, *following):
            made = (Presumed(start + x.start, start + x.end, x.relied) for x in _statements(plain[start:end]))
            yield from (x for x in made if len(plain[x.start : x.end].split()) >= FEWEST)


_ASKED = re.compile(
    rf"(?:^|, ?)\W*(?:so |and |but |ok |or )?{_ASKING}\b(?! you\b)[^.;?!,]{{0,80}}$|\b(?:is it true|whether|if)\b[^.;?!]{{0,40}}$", re.IGNORECASE
)
_TAKEN = re.compile(r"\b(?:why|how come|since|because|now that|after|given)\b[^.;?!]{0,40}$", re.IGNORECASE)


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence, or the sentences, that hold ``start:end``."""
    import nupunkt

    held = [(a, b) for a, b in nupunkt.sent_spans(text) if a < end and start < b]
    return (held[0][0], held[-1][1]) if held else (start, end)


def taken_for_granted(text: str, start: int, end: int, asked: bool = True) -> bool:
    """Whether what is said around ``start:end`` is the writer's own ground: not asked (unless ``asked`` is off), not put to the test, not told of others."""
    sentence = text[sentence_at(text, start, end)[0] : start]
    if _TESTED.search(text[end : end + 200]) or _REPORTED.search(sentence[:120]):
        return False
    return not asked or not _ASKED.search(sentence) or bool(_TAKEN.search(sentence))


def _statements(sentence: str) -> Iterator[Presumed]:
    """The reasons that a sentence gives, and what it says if it asks nothing, up to where it goes on to ask."""
    leads = [m for lead in (_REASON, _CONFIRM) for m in lead.finditer(sentence) if not _REPORTED.search(sentence[: m.start()])]
    yield from (Presumed(m.end(), _end(sentence, m.end()), True) for m in leads)
    own = sentence[: min((m.start() for m in leads), default=len(sentence))]
    if m := _WHY.match(own):
        yield Presumed(m.end(), len(own.rstrip(_AFTER)), True)
    elif not _QUESTION.match(own) and not _REPORTED.search(own[:90]):
        end = _end(own, 0)
        goes_on = end < len(own.rstrip(_AFTER))
        if goes_on or leads or not own.rstrip().endswith("?"):
            yield Presumed(0, end, goes_on)


_AFTER = " ?.!,;"
_UNDER = re.compile(r"\W*(?:under|in|per|with|as|after|since|according to)\b[^,]{1,60}, *", re.IGNORECASE)
"""A phrase before the statement itself: "Under Heck v. Humphrey, I can …"."""


def _end(sentence: str, at: int) -> int:
    """Where a statement that begins at ``at`` ends: before the question that it leads to."""
    opens = _UNDER.match(sentence, at)
    on = _ASKS_ON.search(sentence, opens.end() if opens else at)
    return len(sentence[: on.start() if on else len(sentence)].rstrip(_AFTER))
