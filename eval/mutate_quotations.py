"""Operators on the words of a quotation, and forms in which a true one may stand. They know nothing of any verifier."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from eval.specimens import Change, Operator, Specimen

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


QUOTATIONS = (
    Operator("one_word", "quotation", "one word altered", _altered(1), ("quotation",)),
    Operator("two_words", "quotation", "two words altered", _altered(2), ("quotation",)),
    Operator("three_words", "quotation", "three words altered", _altered(3), ("quotation",)),
    Operator("dropped", "quotation", "words dropped without a sign", _dropped, ("quotation",)),
    Operator("put_in", "quotation", "a word put in", _put_in, ("quotation",)),
    Operator("order", "quotation", "two words exchanged", _order, ("quotation",)),
    Operator("ellipsis_turns", "quotation", "an ellipsis that hides a “not”", _ellipsis_turns, ("quotation",)),
    Operator("bracket_turns", "quotation", "a bracket that turns the sense", _bracket_turns, ("quotation",)),
    Operator("nested", "quotation", "a word in nested marks exchanged", _nested, ("quotation",)),
)


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
