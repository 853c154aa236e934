"""What is not answered as asked, and in which words that is said.

The kinds are those of ``ingest/refused.txt``. The patterns catch plain wordings before anything is looked up; the kinds
learned from examples (ingest/refusals.py) catch others.
"""

from __future__ import annotations

import re

from chains.models import Stop

STOPS = {
    "instruct": Stop("refused", "Instructions inside a question are not followed here: this page only quotes its own sources.", True),
    "harm": Stop(
        "refused", "This page does not help with hurting or threatening anyone. If you feel that you might, call or text 988 to talk with someone now.", False
    ),
    "private": Stop(
        "refused",
        "This page does not help to find where somebody lives or other private facts. Names and badge numbers of officers can be asked for in discovery or by a records request.",
        False,
    ),
    "fabricate": Stop(
        "refused", "This page does not help to make up, change or hide evidence or citations: a court can punish that, and it can end a true claim.", False
    ),
    "predict": Stop(
        "refused", "Nobody can honestly predict how a case will end or what it is worth, and this page does not try. It can say what courts look at.", True
    ),
    "figures": Stop(
        "no_support",
        "The library holds law, not figures or names for a place, a judge, a lawyer or a company, so this cannot be answered here. The city's own records can be asked for by a public-records request or in discovery.",
        True,
    ),
}

_I_WOULD = r"(?:(?:^|[.!?;:]\s*)(?:please |just |now )*|\b(?:help (?:me|us)|how (?:do|can|could|would|should|might) (?:i|we)|can i|should i|could i|may i|is it ok(?:ay)? (?:if i|to)|can you|could you|will you|would you|please|i(?:'ll| will|'d| would| want to| could| might| need to| have to)|let me|(?:i'm|i am) (?:going to|gonna)|want (?:you|him|her|them|my \w+) to)\s+(?:just |also |maybe )?)"
"""How somebody says what they mean to do themselves, as against telling what was done to them."""


_PATTERNS = {
    "instruct": re.compile(r"\b(?:ignore|disregard|forget|override) (?:all |any |your |the |my |every )*(?:previous |prior |above |earlier |safety )*(?:instructions?|rules?|prompts?|guidelines|sources)|system prompt|developer mode|jailbreak|\byou are now (?:a|an|in|my|free)\b|pretend (?:to be|you(?:'re| are))|act as (?:a|an|my|if)\b|without (?:any )?citations? and|reveal your (?:prompt|instructions)"
    r"|\[/?inst\]|<</?sys>>|</?system>|<\|im_|^\W*(?:system|assistant) ?:|\"role\" ?: ?\"system\"|\b(?:dan|stan), (?:you|a|an|do|does|tell|say)\b|\bas dan\b|\byou are (?:the )?(?:honorable )?judge\b"
    r"|\b(?:set|put) aside your|\b(?:quote|cite|answer) (?:it )?from memory|\bmake up a (?:holding|rule of law|quote)|\bbase ?64\b"),
    "harm": re.compile(rf"{_I_WOULD}(?:(?:get|take) revenge|get back at|(?:kill|shoot|stab|hurt|beat(?: up)?|attack|bomb|burn down|ambush|poison|run over|swat|threaten|scare|intimidate|jump|follow) (?:\w+ ){{0,3}}?(?:cops?|officers?|police|him|them|deput\w+|sheriff|chief|judge|his (?:house|family|kids|car))\b)"),
    "private": re.compile(r"home address|where (?:does|do) (?:\w+ ){0,4}(?:officer|cop|judge|he|she|they|chief|deputy|sergeant)?(?: \w+)? ?live\b|(?:address|phone number|cell number|license plate|social security(?: number)?|kids'? school) (?:of|for) (?:\w+ ){0,4}(?:officer|cop|judge|deputy|sergeant|chief)|(?:officer|cop|judge|deputy|sergeant|chief)\w*(?: \w+)?(?:'s)? (?:home|house|personal|private|wife|family|kids)\b(?: address| phone| cell)?|dox+\b"),
    "fabricate": re.compile(rf"{_I_WOULD}(?:fake|forge(?!t)|falsify|fabricate|backdate|photoshop|make up|invent|lie\b|exaggerate|doctor (?:the|a|some|my))|(?!should i){_I_WOULD}(?:destroy|delete|hide|get rid of|wipe) (?:\w+ ){{0,3}}(?:evidence|texts?|videos?|posts?|phone)\b|\blie (?:under oath|to the (?:court|judge|jury))|say (?:that )?(?:i|he|she|they) (?:was|were|got) (?:hurt|injured|hit|beaten) (?:even though|when)|(?:write|draft|make|get|need|sign) (?:\w+ ){{0,3}}(?:statement|affidavit|declaration|witness)\b[^.?!]{{0,60}}\b(?:didn't|did not|never|wasn't|was not)\b[^.?!]{{0,20}}\b(?:see|saw|there|present|happen)|(?:fake|made.?up|invented|phony) (?:\w+ ){{0,2}}(?:cases?|citations?|quotes?|precedents?|receipts?|witness\w*)\b(?=[^.?!]*\b(?:for me|i can (?:use|file)|so (?:that )?i)\b)"),
    "predict": re.compile(r"(?:what(?:'s| are| is)|give me|tell me|rate|estimate|calculate|predict)(?: \w+){0,4} (?:odds|chances?|probability|likelihood|percent\w*|win rate)|\b(?:odds|chances?) (?:of|that) (?:me |i |my |us |we )?(?:win|winning|losing|this|it)|will (?:i|we|they|my (?:case|lawsuit|mom|family|son)) (?:definitely |actually |really |probably )?(?:win|lose|get paid|succeed)\b|(?:am i|are we) going to (?:win|lose)|how much (?:money )?(?:will|would|can|could|should|do) (?:i|we|my family) (?:\w+ )?(?:get|win|receive|expect|make|be paid|be awarded)|(?:worth|value) of my (?:case|claim|lawsuit)|(?:case|claim|lawsuit)(?: is| be)? worth\b|how (?:strong|good|winnable|solid) (?:is|are) (?:my|our|this)|is my case (?:strong|good|winnable|solid|weak|a winner)|do i have a (?:strong|good|winning|winnable) case|guarantee (?:me|that i|i)|scale (?:of|from) (?:1|one)|do you think (?:i|we)(?:'ll| will| would| can| could) win|would i win|predict (?:the|my|how|what|whether)"),
    "figures": re.compile(
    r"\b(?:average|median|typical) (?:\w+ ){0,2}(?:settlement|verdict|award|payout|cost|amount)|\b(?:what|which) (?:percent\w*|share|proportion|fraction) of|\bhow many (?:\w+ ){0,4}(?:cases|lawsuits|claims|officers|cops|people) (?:\w+ ){0,3}"
    r"(?:win|won|lose|lost|settle[ds]?|are filed|were filed|survive|get (?:sued|fired|killed))|\bhow many hours (?:of )?(?:\w+ ){0,3}(?:training )?(?:does|do|did) (?:the )?(?!i\b|we\b|they have to)[\w' ]{3,60}(?:give|get|require|provide|offer|spend)|"
    r"\bname of (?:the |a )?(?:\w+ )?(?:judge|lawyer|attorney|expert|chief|officer|mayor)|\b(?:which|what) (?:company|vendor|firm|consultant|contractor) (?:wrote|made|sold|gave|provided|ran|designed|trained)|\b(?:best|top|cheapest) (?:\w+ ){0,3}(?:lawyer|attorney|expert|law firm)s?\b|"
    r"\bstatistics? (?:on|about|for|of)\b"
    ),
}  # fmt: skip


_TOLD = re.compile(r"\b(?:told|ordered|asked|instructed|taught|trained|says?|said|wrote|reads?)\b[^.?!]{0,25}$")
"""Somebody else's instructions, which a question may tell of: "the officer told me to ignore previous instructions"."""


def stop_of(lowered: str) -> Stop | None:
    """Why a question, in lower case, is not answered as asked; None for almost all."""
    for kind, pattern in _PATTERNS.items():
        if (m := pattern.search(lowered)) and not (kind == "instruct" and _TOLD.search(lowered[: m.start()])):
            return STOPS[kind]
    return None
