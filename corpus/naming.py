"""Names of cases: whether a written one can be the true one, and the single names by which people call a case."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.models import Authority

_FILLER = frozenset([
    "v", "vs", "of", "the", "city", "county", "town", "board", "state", "department", "dept", "comm'rs", "commissioners", "police", "new", "united",
    "states", "ex", "rel", "and", "&", "co", "inc", "corp", "social", "services", "district", "school", "education", "hospital", "university",
])  # fmt: skip


def name_words(name: str) -> list[str]:
    """The words of a case name, lower case, without punctuation."""
    return re.findall(r"[a-z][a-z'’-]+", name.lower().replace("’", "'"))


_SIDES = re.compile(r"\bvs?\.?\s")


@lru_cache(maxsize=4096)
def telling_words(name: str) -> frozenset[str]:
    """The words by which people call a case: ``canton``, ``harris``; not ``city`` or ``of``."""
    return frozenset(w.removesuffix("'s") for w in name_words(name) if w not in _FILLER and len(w) > 2)


def names_agree(written: str, true: str) -> bool:
    """Whether a written case name (full or short) can be the true one: a telling word of each side given is shared."""
    mine, theirs = telling_words(written), telling_words(true)
    if not mine or mine <= theirs:
        return True
    sides, others = ([telling_words(side) for side in _SIDES.split(name)] for name in (written, true))
    if len(sides) != len(others):
        return all(not side or side & theirs for side in sides)
    return all(not side or side & theirs or not other for side, other in zip(sides, others, strict=True))


_COMMON = frozenset([
    "will", "harris", "graham", "brown", "johnson", "smith", "thompson", "wallace", "scott", "hope", "heck", "johnson", "williams", "daniels", "wade",
    "young", "hill", "white", "hudson", "wilson", "davis", "anderson", "allen", "baker", "brady", "bell", "jones", "ross", "lewis", "garner", "brown",
    "collins", "moor", "paul", "parratt", "quern", "smith", "swint", "vega", "west", "escondido", "kenosha", "chicago", "francisco", "angeles",
    "memphis", "oklahoma", "springfield", "dallas", "houston", "louis", "independence", "cincinnati", "newport", "hawkins", "maine", "michigan",
    "virginia", "texas", "california", "evers", "rica", "rock", "lake", "inyo", "cook", "escondido", "lane", "alameda", "martinez", "felix", "town",
    "terry", "riley",
])  # fmt: skip


@lru_cache(maxsize=4)
def nicknames(authorities: tuple[Authority, ...]) -> dict[str, str]:
    """Capitalised single names by which a held case is known (``Monell``), where exactly one case bears them."""
    owners: dict[str, set[str]] = {}
    for a in authorities:
        if a.kind == "case":
            for word in telling_words(a.name) - _COMMON:
                if len(word) > 4:
                    owners.setdefault(word.capitalize(), set()).add(a.key)
    return {word: next(iter(keys)) for word, keys in owners.items() if len(keys) == 1} | _LEADING


_LEADING = {"Bryan County": "520 U.S. 397", "Canton": "489 U.S. 378", "Brown v. Bryan": "520 U.S. 397"}


_TITLED = r"(?<!officer )(?<!deputy )(?<!sgt )(?<!sgt. )(?<!sergeant )(?<!chief )(?<!mr )(?<!mr. )(?<!mrs. )(?<!ms. )(?<!detective )(?<!judge )(?<!justice )(?<!captain )(?<!lieutenant )(?<!attorney )(?<!v. )(?<!v )"
_SPEAKS = r"(?=['’]s?\s+(?:\w+\s+)?(?:holding|rule|ruling|decision|test|opinion|requirement)\b|\s+(?:case\s+)?(?:held|holds?|rule|decide|require|allow|says?|said|sed|ruled|rules|decided|means|requires|required|established|allows|allowed|gave|gives|abolished|made|makes|lets|wrote|confirmed|declared)\b|\s+(?:was|is|got|has been) (?:\w+ )?(?:overruled|overturned|superseded|decided|abolished)\b)"


@lru_cache(maxsize=4)
def only_bearer(authorities: tuple[Authority, ...]) -> dict[str, str]:
    """Single words that name one case; where two bear a word, the one that is called by it first (``McMillian v. Monroe``)."""
    first: dict[str, set[str]] = {}
    either: dict[str, set[str]] = {}
    for a in (a for a in authorities if a.kind == "case"):
        for word in telling_words(a.name):
            either.setdefault(word, set()).add(a.key)
        for word in telling_words(_SIDES.split(a.name)[0]):
            first.setdefault(word, set()).add(a.key)
    return {word: next(iter(keys)) for owners in (either, first) for word, keys in owners.items() if len(keys) == 1}


def speaking_names(text: str, authorities: tuple[Authority, ...]) -> list[tuple[int, int, str]]:
    """(start, end, key) of single names that are said to hold or say something ("leatherman said", "Owen's holding")."""
    bearers = only_bearer(authorities)
    found = re.finditer(rf"{_TITLED}\b([a-z][a-z’'-]+?){_SPEAKS}", text, re.IGNORECASE)
    return [(m.start(1), m.end(1), bearers[m[1].lower()]) for m in found if m[1].lower() in bearers]


def of_its_sentence(name: str) -> str:
    """A case name without the end of a sentence before it, which a full stop makes look like an abbreviation."""
    if not re.search(r"[a-z]{3}\.\s+[A-Z]", name):
        return name
    import nupunkt

    return name[max((a for a, _ in nupunkt.sent_spans(name) if " v" in name[a:]), default=0) :]
