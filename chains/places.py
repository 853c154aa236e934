"""Where a question comes from: the state that its writer names, and the question without town and state."""

from __future__ import annotations

import re

from corpus.courts import STATES

_NAMES = {name.lower(): code for code, name in STATES.items()} | {
    "d.c.": "DC",
    "washington, d.c.": "DC",
    "washington dc": "DC",
    "washington state": "WA",
    "new york city": "NY",
    "oklahoma city": "OK",
    "washington, dc": "DC",
}
_AMBIGUOUS = frozenset({"washington", "georgia", "virginia"})
"""Names that are people's or a capital's as well: they count only after a word that places somebody."""
_NAMED = re.compile(
    r"(?P<placed>\b(?:in|from|near|outside|of|under)\s+(?:the\s+state\s+of\s+)?)?"
    rf"\b(?P<name>{'|'.join(map(re.escape, sorted(_NAMES, key=len, reverse=True)))})(?![\w-])"
    r"(?P<after>\s+(?:v\.?\s|vs\.?\s|city\b))?",
    re.IGNORECASE,
)
_WORDS = ("OR", "IN", "OK", "ME", "HI", "LA")  # codes that are words, or a city's, as well: they count only after a town's comma
_HASTY = ("in", "or", "ok", "me", "hi", "la", "al", "de", "id", "co", "ma", "pa")  # what nobody means by it in small letters
_CODED = re.compile(
    rf"(?:\b[Ii]n |\b[Ff]rom |, ?)({'|'.join(c for c in STATES if c not in _WORDS)})(?![\w-])"
    rf"|[a-z], ({'|'.join(_WORDS)})(?=[.,?! ]|$)"
    rf"|\b(?:in|from) ({'|'.join(c.lower() for c in STATES if c.lower() not in _HASTY)})(?=[.,?!]|$)"
)

_STATE = "|".join((*sorted(STATES.values(), key=len, reverse=True), r"D\.C\."))
_TOWN = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}"
_PLACE = re.compile(
    r"(?:\b(?:I(?: am|'m|’m)?|[Ww]e(?: are|'re|’re)?|[Ll]ive[sd]?|[Ww]riting) )*\b(?:[Ii]n|[Ff]rom|[Nn]ear|[Oo]utside) "
    rf"(?:{_TOWN}, ?)?(?:the state of )?(?:{_STATE})(?!\w)(?! v)[.,]?"
    rf"|(?:^|(?<=[.!?] )|(?<=\b[Aa] )|(?<=\b[Tt]he )){_TOWN}, (?:{_STATE})(?!\w)(?! v)[.:,]?"
)


def state_named(text: str) -> str | None:
    """The one state that a text names as a place (``TX``); None where it names none or several. A party's name is no place."""
    found = {_NAMES[m["name"].lower()] for m in _NAMED.finditer(text) if _is_place(text, m)}
    found |= {(m[1] or m[2] or m[3]).upper() for m in _CODED.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _is_place(text: str, m: re.Match[str]) -> bool:
    party = bool(m["after"]) or bool(re.search(r"\bv(?:s)?\.?\s+(?:[\w.]+\s+){0,3}$", text[: m.start("name")]))
    comma = text[: m.start("name")].rstrip().endswith(",")
    return not party and (m["name"].lower() not in _AMBIGUOUS or bool(m["placed"]) or comma)


def placeless(query: str) -> str:
    """A query without the town and state where its writer lives: they decide what binds, not which rule is asked for."""
    left = " ".join(_PLACE.sub(" ", query).split())
    return left if len(left.split()) >= 4 else query
