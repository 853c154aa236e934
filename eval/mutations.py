"""Operators that make true citations, quotations and claims false, each in one way; and forms in which a true quotation may stand.

They know nothing of any verifier: a change is made with tables and places of their own. Each takes a specimen, a
specimen of another decision, and a source of chance; None where it has no hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random


@dataclass(frozen=True)
class Specimen:
    """A true sentence with the place that it is cited to."""

    text: str
    name: str
    volume: int
    reporter: str
    page: int
    year: int | None
    pin: int | None
    last_page: int | None = None
    kind: str = "claim"  # "claim" or "quotation"

    @property
    def citation(self) -> str:
        return f"{self.name}, {self.volume} {self.reporter} {self.page}" + (f", {self.pin}" if self.pin else "") + (f" ({self.year})" if self.year else "")


Change = Callable[[Specimen, Specimen, Random], Specimen | None]


@dataclass(frozen=True)
class Operator:
    """One way of making a specimen false; ``of`` says which kinds of specimen it is for."""

    name: str
    group: str
    title: str
    change: Change
    of: tuple[str, ...] = ("claim", "quotation")


def _volume(s: Specimen, other: Specimen, chance: Random) -> Specimen:
    return replace(s, volume=max(1, s.volume + chance.choice((-7, -3, 2, 5, 11))))


def _reporter(s: Specimen, other: Specimen, chance: Random) -> Specimen:
    return replace(s, reporter=chance.choice([r for r in ("U.S.", "F.2d", "F.3d", "F. Supp. 2d") if r != s.reporter]))


def _page(s: Specimen, other: Specimen, chance: Random) -> Specimen:
    return replace(s, page=s.page + chance.choice((1, 2, 3, 40)))


def _name(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    return replace(s, name=other.name) if other.name != s.name else None


def _year(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    return replace(s, year=s.year + chance.choice((-6, -2, -1, 1, 3))) if s.year else None


def _pin_outside(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    return replace(s, pin=s.last_page + chance.choice((2, 15, 200))) if s.last_page and s.pin else None


def _pin_elsewhere(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    if not s.pin or not s.last_page:
        return None
    pages = [p for p in range(s.page, s.last_page + 1) if abs(p - s.pin) > 2]
    return replace(s, pin=chance.choice(pages)) if pages else None


def _unheld(s: Specimen, other: Specimen, chance: Random) -> Specimen:
    plaintiff, city = chance.choice(("Abernathy", "Quintero", "Lindqvist", "Oyelaran")), chance.choice(("City of Fairhollow", "Town of Marsh End", "Pell County"))
    return Specimen(s.text, f"{plaintiff} v. {city}", chance.randint(120, 900), "F.3d", chance.randint(2, 1300), None, None, kind=s.kind)


def _no_such_volume(s: Specimen, other: Specimen, chance: Random) -> Specimen:
    return replace(s, volume=chance.randint(640, 999), reporter="U.S.", year=s.year)


def _other_case(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    return replace(other, text=s.text, pin=None, kind=s.kind) if other.name != s.name else None


# --- words of a quotation ------------------------------------------------------------------------------------------------

_SWAPS = {"may": "must", "must": "may", "shall": "may", "is": "was", "not": "also", "and": "or", "or": "and", "only": "even", "any": "some", "all": "most", "city": "county",
          "officer": "employee", "officers": "employees", "court": "jury", "state": "federal", "rights": "interests", "policy": "practice", "that": "which", "under": "against",
          "plaintiff": "defendant", "constitutional": "statutory", "deliberate": "reckless", "reasonable": "good-faith", "evidence": "testimony", "law": "rule", "the": "a", "must be": "can be"}  # fmt: skip
_PLAIN = ("likely", "clearly", "ordinary", "later", "formal", "public")


def _altered(count: int) -> Change:
    def change(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
        words = s.text.split(" ")
        places = [i for i, w in enumerate(words) if w.strip(",.;") in _SWAPS and 0 < i < len(words) - 1]
        long = [i for i, w in enumerate(words) if w.isalpha() and len(w) > 5 and w.islower() and 0 < i < len(words) - 1 and i not in places]
        chosen = chance.sample(places + long, count) if len(places + long) >= count else []
        for i in chosen:
            bare = words[i].strip(",.;")
            words[i] = words[i].replace(bare, _SWAPS.get(bare) or chance.choice([p for p in _PLAIN if p != bare]))
        return replace(s, text=" ".join(words)) if chosen else None

    return change


def _dropped(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    words = s.text.split(" ")
    if len(words) < 10:
        return None
    at, count = chance.randint(2, len(words) - 6), chance.randint(1, 3)
    return replace(s, text=" ".join(words[:at] + words[at + count :]))


def _put_in(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    words = s.text.split(" ")
    at = chance.randint(2, len(words) - 2) if len(words) > 5 else 0
    return replace(s, text=" ".join([*words[:at], chance.choice(_PLAIN), *words[at:]])) if at else None


def _order(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    words = s.text.split(" ")
    places = [i for i in range(1, len(words) - 3) if words[i].lower() != words[i + 2].lower()]
    if not places:
        return None
    i = chance.choice(places)
    words[i], words[i + 2] = words[i + 2], words[i]
    return replace(s, text=" ".join(words))


_NOTS = re.compile(r"\s(?:not|never|no|without)\b")


def _ellipsis_turns(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    found = list(_NOTS.finditer(s.text))
    m = chance.choice(found) if found else None
    return replace(s, text=f"{s.text[: m.start()]} . . .{s.text[m.end() :]}") if m and m.start() > 10 else None


_TURNED = (("may", "must"), ("must", "need not"), ("can", "cannot"), ("is", "is not"), ("are", "are not"), ("does not", "does"), ("cannot", "can"))


def _bracket_turns(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    found = [(m, new) for old, new in _TURNED for m in re.finditer(rf"\b{old}\b", s.text)]
    if not found:
        return None
    m, new = chance.choice(found)
    return replace(s, text=f"{s.text[: m.start()]}[{new}]{s.text[m.end() :]}")


def _nested(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    """A word inside marks of its own that the source puts in, exchanged."""
    m = re.search(r"[“\"‘']([a-z]{4,}(?: [a-z]+)?)[”\"’']", s.text)
    return replace(s, text=f"{s.text[: m.start(1)]}manifestly{s.text[m.end(1) :]}") if m else None


# --- what a claim says ---------------------------------------------------------------------------------------------------


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
    gone = [("is not", "is"), ("are not", "are"), ("does not", "does"), ("do not", "do"), ("cannot", "can"), ("need not", "must"), ("was not", "was"), ("did not", "did")]
    if any(re.search(rf"\b{a}\b", s.text) for a, _ in gone):
        return _pairs(*gone, both=False)(s, other, chance)
    return _pairs(("is", "is not"), ("are", "are not"), ("can", "cannot"), ("must", "need not"), ("may", "may not"), ("was", "was not"), ("has", "has never"), both=False)(s, other, chance)


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

OPERATORS = (
    Operator("volume", "citation", "another volume", _volume),
    Operator("reporter", "citation", "another reporter", _reporter),
    Operator("page", "citation", "another first page", _page),
    Operator("name", "citation", "another decision's name", _name),
    Operator("year", "citation", "another year", _year),
    Operator("pin_outside", "citation", "a page outside the decision", _pin_outside),
    Operator("pin_elsewhere", "citation", "a page where the words do not stand", _pin_elsewhere, ("quotation",)),
    Operator("not_held", "citation", "a decision that is not held", _unheld),
    Operator("no_such_volume", "citation", "a volume that does not exist", _no_such_volume),
    Operator("other_case", "citation", "another decision cited", _other_case),
    Operator("one_word", "quotation", "one word altered", _altered(1), ("quotation",)),
    Operator("two_words", "quotation", "two words altered", _altered(2), ("quotation",)),
    Operator("three_words", "quotation", "three words altered", _altered(3), ("quotation",)),
    Operator("dropped", "quotation", "words dropped without a sign", _dropped, ("quotation",)),
    Operator("put_in", "quotation", "a word put in", _put_in, ("quotation",)),
    Operator("order", "quotation", "two words exchanged", _order, ("quotation",)),
    Operator("ellipsis_turns", "quotation", "an ellipsis that hides a “not”", _ellipsis_turns, ("quotation",)),
    Operator("bracket_turns", "quotation", "a bracket that turns the sense", _bracket_turns, ("quotation",)),
    Operator("nested", "quotation", "a word in nested marks exchanged", _nested, ("quotation",)),
    Operator("negation", "meaning", "a negation put in or taken out", _negation, ("claim",)),
    Operator("modality", "meaning", "a duty made of a permission, or the reverse", _pairs(("may", "must"), ("can", "must"), ("should", "need not"), both=False), ("claim",)),
    Operator("duty", "meaning", "a permission made of a duty", _pairs(("must", "may"), ("has to", "may"), ("have to", "may"), both=False), ("claim",)),
    Operator("standard", "meaning", "another standard of fault or proof", _FAULT, ("claim",)),
    Operator("objective", "meaning", "objective and subjective exchanged", _pairs(("objective", "subjective"), ("objectively", "subjectively")), ("claim",)),
    Operator("party", "meaning", "who did what to whom", _parties, ("claim",)),
    Operator("number", "meaning", "another number", _number, ("claim",)),
    Operator("date", "meaning", "another year in the text", _date, ("claim",)),
    Operator("disposition", "meaning", "another outcome", _pairs(("affirmed", "reversed"), ("upheld", "vacated"), ("granted", "denied"), ("won", "lost"), ("dismissed", "reinstated")), ("claim",)),
    Operator("overbroad", "meaning", "a limited statement made a sweeping one", _wide, ("claim",)),
    Operator("order_of_time", "meaning", "before and after exchanged", _pairs(("before", "after"), ("earlier", "later")), ("claim",)),
    Operator("amount", "meaning", "more and less exchanged", _pairs(("more than", "less than"), ("at least", "at most"), ("higher", "lower"), ("narrow", "broad")), ("claim",)),
)  # fmt: skip


# --- forms in which a true quotation may stand -----------------------------------------------------------------------------


def _clause_left_out(text: str) -> str | None:
    """A middle clause without a negation, left out with an ellipsis."""
    m = re.search(r"(?<=[a-z]), ((?![^,]*\b(?:not|no|never|nor|without|unless|only)\b)[^,.;“”\"]{8,60}), (?=[a-z])", text)
    return f"{text[: m.start()]} . . . {text[m.end() :]}" if m else None


FORMS: tuple[tuple[str, Callable[[str], str | None]], ...] = (
    ("verbatim", lambda t: t),
    ("a bracketed first letter", lambda t: f"[{t[0].swapcase()}]{t[1:]}" if t[0].isalpha() and t[1:2].isalpha() else None),
    ("a harmless clause left out", _clause_left_out),
    ("typographic marks and dashes", lambda t: t.replace("'", "’").replace(" -- ", " — ").replace('"', "”") if re.search(r"['\"]| -- ", t) else None),
    ("straight marks and dashes", lambda t: re.sub("[‘’]", "'", re.sub("[“”]", '"', t)).replace("—", "--") if re.search("[‘’“”—]", t) else None),
    ("emphasis added", lambda t: re.sub(r"\b(\w{6,})\b", r"*\1*", t, count=1) if re.search(r"\b\w{6,}\b", t) else None),
    ("a citation left out", lambda t: _uncited(t)),
    ("an ending left out", lambda t: f"{' '.join(t.split(' ')[:-4])} . . . ." if len(t.split(" ")) > 14 else None),
    ("white space and line breaks", lambda t: re.sub(" ", "\n", re.sub(", ", ",  ", t), count=2)),
)


def _uncited(text: str) -> str | None:
    """A citation in the middle or at the end, left out and said to be."""
    m = re.search(r",? (?:[A-Z][\w.’']+ v\. [A-Z][\w.’']+, )?\d{2,3} U\. ?S\.,? (?:at )?\d+(?:, \d+)?(?: \(\d{4}\))?", text)
    return f"{text[: m.start()]} (citation omitted){text[m.end() :]}" if m and m.start() > 30 else None
