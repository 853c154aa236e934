"""Operators on what a claim says: a negation, a duty, a standard, a party, a number, an outcome. They know nothing of any verifier."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from eval.specimens import Change, Operator, Specimen


def _pairs(*pairs: tuple[str, str], both: bool = True) -> Change:
    """One of these words, wherever it stands, exchanged for the other."""
    table = [*pairs, *((b, a) for a, b in pairs)] if both else list(pairs)

    def change(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
        found = [(m, new) for old, new in table for m in re.finditer(rf"\b{old}\b", s.text)]
        if not found:
            return None
        m, new = chance.choice(found)
        return replace(s, text=_capital(f"{s.text[: m.start()]}{new}{s.text[m.end() :]}", s.text))

    return change


def _capital(text: str, like: str) -> str:
    return text[:1].upper() + text[1:] if like[:1].isupper() else text


def _negation(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    gone = [
        ("is not", "is"),
        ("are not", "are"),
        ("does not", "does"),
        ("do not", "do"),
        ("cannot", "can"),
        ("need not", "must"),
        ("was not", "was"),
        ("did not", "did"),
    ]
    if any(re.search(rf"\b{a}\b", s.text) for a, _ in gone):
        return _pairs(*gone, both=False)(s, other, chance)
    return _pairs(
        ("is", "is not"), ("are", "are not"), ("can", "cannot"), ("must", "need not"), ("may", "may not"), ("was", "was not"), ("has", "has never"), both=False
    )(s, other, chance)


def _parties(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    """Two parties of a sentence change places; where there is one, its counterpart stands for it."""
    for a, b in (("plaintiff", "defendant"), ("city", "officer"), ("officer", "supervisor"), ("judge", "jury"), ("employee", "employer"), ("city", "State")):
        if re.search(rf"\b{a}\b", s.text) and re.search(rf"\b{b}\b", s.text):
            return replace(s, text=re.sub(rf"\b({a}|{b})\b", lambda m, a=a, b=b: b if m[1] == a else a, s.text))  # type: ignore[misc]
    return _pairs(("city", "officer"), ("plaintiff", "defendant"), ("cities", "officers"), ("judge", "jury"), ("plaintiffs", "defendants"))(s, other, chance)


def _number(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    words = {"two": "three", "three": "five", "four": "six", "five": "four", "six": "nine", "ten": "twelve", "first": "third"}
    m = re.search(rf"(?<![\w.§-])(?<!§ )\d{{1,2}}(?![\w.]|-\d)|\b(?:{'|'.join(words)})\b", s.text)
    if not m:
        return None
    return replace(s, text=f"{s.text[: m.start()]}{words.get(m[0]) or int(m[0]) + chance.choice((1, 4, 9))}{s.text[m.end() :]}")


def _date(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    m = re.search(r"\b(?:18|19|20)\d\d\b", re.sub(r"§ ?\d+", lambda m: "x" * len(m[0]), s.text))
    return replace(s, text=f"{s.text[: m.start()]}{int(m[0]) + chance.choice((-3, 2, 10))}{s.text[m.end() :]}") if m else None


def _wide(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    hedged = (("usually", "always"), ("often", "always"), ("sometimes", "always"), ("ordinarily", "always"), ("rarely", "never"), ("Usually", "Always"), ("some", "all"),
              ("can make", "always makes"), ("may", "always may"), ("generally", "invariably"), ("A", "Every"), ("An", "Every"))  # fmt: skip
    found = _pairs(*hedged[:-2], both=False)(s, other, chance)
    return found or _pairs(*hedged[-2:], both=False)(s, other, chance)


_FAULT = _pairs(("deliberate indifference", "negligence"), ("deliberately indifferent", "careless"), ("deliberate indifference", "gross negligence"),
                ("probable cause", "reasonable suspicion"), ("reckless", "negligent"), ("intentional", "accidental"), ("preponderance of the evidence", "reasonable doubt"), both=False)  # fmt: skip


MEANING = (
    Operator("negation", "meaning", "a negation put in or taken out", _negation, ("claim",)),
    Operator(
        "modality",
        "meaning",
        "a duty made of a permission, or the reverse",
        _pairs(("may", "must"), ("can", "must"), ("should", "need not"), both=False),
        ("claim",),
    ),
    Operator("duty", "meaning", "a permission made of a duty", _pairs(("must", "may"), ("has to", "may"), ("have to", "may"), both=False), ("claim",)),
    Operator("standard", "meaning", "another standard of fault or proof", _FAULT, ("claim",)),
    Operator("objective", "meaning", "objective and subjective exchanged", _pairs(("objective", "subjective"), ("objectively", "subjectively")), ("claim",)),
    Operator("party", "meaning", "who did what to whom", _parties, ("claim",)),
    Operator("number", "meaning", "another number", _number, ("claim",)),
    Operator("date", "meaning", "another year in the text", _date, ("claim",)),
    Operator(
        "disposition",
        "meaning",
        "another outcome",
        _pairs(("affirmed", "reversed"), ("upheld", "vacated"), ("granted", "denied"), ("won", "lost"), ("dismissed", "reinstated")),
        ("claim",),
    ),
    Operator("overbroad", "meaning", "a limited statement made a sweeping one", _wide, ("claim",)),
    Operator("order_of_time", "meaning", "before and after exchanged", _pairs(("before", "after"), ("earlier", "later")), ("claim",)),
    Operator(
        "amount",
        "meaning",
        "more and less exchanged",
        _pairs(("more than", "less than"), ("at least", "at most"), ("higher", "lower"), ("narrow", "broad")),
        ("claim",),
    ),
)
