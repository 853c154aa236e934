"""Verdicts on a quotation: exact, exact_wrong_page, altered, misattributed, not_found, not_in_library, impossible_citation.

Which one stands where two could: a citation that cannot exist comes first; then where the words stand; then how near
they come. Words altered on a wrong page are altered; words of another decision are misattributed, with where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from chains.given import Given, Verdict, look_up
from chains.models import library_url
from corpus.folding import Folded, fold
from corpus.likeness import Nearest, nearest
from corpus.models import OF_THE_COURT, Part, Pin, Source
from corpus.quoting import Match, find_quote, find_quotes
from ingest.index import Index

ALTERED = 0.6
"""Share of the quoted words, in their order, from which a quotation that stands nowhere counts as an altered one."""
SCANNED = 600
"""Decisions in which a quotation is looked for word by word; in a larger library only where word search points."""


LONGEST = 5000
"""Characters of a quotation up to which the nearest words are looked for; a longer one is found word for word, or not."""


@dataclass(frozen=True)
class Place:
    """Where in a decision words stand."""

    source: Source
    match: Match

    @property
    def pin(self) -> Pin | None:
        return self.source.pin_at(self.match.start, self.match.end)

    @property
    def part(self) -> Part | None:
        return next((p for p in self.source.parts if p.start <= self.match.start < p.end), None)

    def __str__(self) -> str:
        return self.source.title + (f" at {self.pin}" if self.pin else "")


def check_quotation(index: Index, quote: str, citation: str | None = None, pin: str | None = None) -> Verdict:
    """Whether the words stand in the decision given for them, on the page given."""
    return judge_quotation(index, quote, look_up(index.library, citation, pin))


def judge_quotation(index: Index, quote: str, given: Given) -> Verdict:
    """The verdict on words whose citation is looked up already."""
    if sum(c.isalnum() for c in quote) < 3:
        return Verdict("not_found", ("the quotation has no words that could be looked for",))
    if given.stop:
        return _stopped(index, quote, given, given.stop)
    if not given.authorities:
        found = _anywhere(index, quote)
        return _exact(found, given) if found else _near_or_nowhere(index, quote, given)
    sources = [s for a in given.authorities if (s := index.opinion_of(a))]
    if places := [p for s in sources for p in _places(index, quote, s.id)]:
        return _exact(places, given)
    if len(sources) < len(given.authorities):
        return _in_digests(index, quote, given)
    if turned := next((p for s in sources for p in _places(index, quote, s.id, turned=True)), None):
        return Verdict("altered", (turned.match.distorts or "", f"the words stand in {turned}"), (_evidence(turned),))
    near = _nearest(quote, sources)
    if near and near[1].citation_left_out:
        return _exact([_place(*near)], given, "a citation is left out")
    if elsewhere := _anywhere(index, quote):
        named = " or ".join(a.name for a in given.authorities)
        return Verdict("misattributed", (f"the words do not stand in {named}; they stand in {elsewhere[0]}",), (_evidence(elsewhere[0]),))
    return _altered(*near) if near and near[1].likeness >= _enough(quote) else _near_or_nowhere(index, quote, given)


def _stopped(index: Index, quote: str, given: Given, stop: Verdict) -> Verdict:
    """The citation is not good: that is the verdict, with where the words stand; of wrong words it is no more than a reason."""
    found = _anywhere(index, quote)
    if found:
        return Verdict(stop.verdict, (*stop.reasons, f"the words stand in {found[0]}"), (_evidence(found[0]),))
    if stop.verdict != "misattributed":
        return Verdict(stop.verdict, (*stop.reasons, "the words stand in no decision that we hold"))
    near = _near_or_nowhere(index, quote, Given(given.authorities))
    return Verdict(near.verdict, (*stop.reasons, *near.reasons), near.evidence)


@lru_cache(maxsize=2 * SCANNED)
def _folded(index: Index, opinion_id: str) -> Folded:
    return fold(index.opinion(opinion_id).text)


def _places(index: Index, quote: str, opinion_id: str, *, turned: bool = False) -> Iterator[Place]:
    """Places of the words in one decision; ``turned`` gives those whose sense a bracket or an ellipsis turns."""
    for m in find_quotes(quote, _folded(index, opinion_id)):
        if bool(m.distorts) == turned:
            yield Place(index.opinion(opinion_id), m)


def _anywhere(index: Index, quote: str) -> list[Place]:
    """Every place in one held decision that bears the words: of several the one that word search puts first."""
    held = index.opinion_ids()
    bear = [i for i in held if any(_places(index, quote, i))] if len(held) <= SCANNED else []
    if len(bear) > 1 or len(held) > SCANNED:
        likely = [p.source_id for p in index.store.get([i for i, _ in index.passage_words.top(quote, 24)]).values()]
        bear = [i for i in dict.fromkeys([*likely, *bear]) if not bear or i in bear]
    return next((places for i in bear if (places := list(_places(index, quote, i)))), [])


def _exact(places: list[Place], given: Given, *more: str) -> Verdict:
    """Exact, or exact on another page than the one given."""
    right = next((p for p in places if any(_on_page(p, pin) for pin in given.pins)), None)
    place = right or places[0]
    reasons = [f"the words stand in {place}", *more, *_voice(place), *given.notes]
    if not given.pins or right:
        return Verdict("exact", tuple(reasons), (_evidence(place),))
    if place.pin is None:
        return Verdict("exact", (*reasons, "page not checked: the text at hand has no page marks"), (_evidence(place),))
    return Verdict("exact_wrong_page", (*reasons, f"not at {', '.join(str(p) for p in given.pins)}"), (_evidence(place),))


def _voice(place: Place) -> list[str]:
    """Whose words they are, where not the Court's; and whether they stand in a note."""
    part, pin = place.part, place.pin
    said = [_whose(part)] if part and part.kind not in OF_THE_COURT else []
    return said + ([f"they stand in note {pin.note}"] if pin and pin.note else [])


def _whose(part: Part) -> str:
    if part.kind in ("plurality", "appendix"):
        return "they are a plurality's" if part.kind == "plurality" else "they stand in an appendix to an opinion"
    return f"they are {part.author or 'a judge'}'s, in a {part.kind}, not the Court's"


def _on_page(place: Place, pin: Pin) -> bool:
    """Whether a pin given leads to the words; a page whose mark is missing counts with the one before it."""
    true = place.pin
    if true is None:
        return False
    if pin.note and not pin.beside:
        return true.note is not None and true.first == pin.first and _in_notes(true.note, pin.note)
    return pin.first <= _last_possible(place, true) and true.first <= pin.last


def _in_notes(note: str, given: str) -> bool:
    first, _, last = given.partition("-")
    return note == given or (bool(last) and note.isdigit() and int(first) <= int(note) <= int(last if len(last) >= len(first) else first[: -len(last)] + last))


def _last_possible(place: Place, true: Pin) -> int:
    part = place.part
    following = next((n for at, n in place.source.pages if at >= place.match.end and part and at < part.end), None)
    return max(true.last, following - 1) if following and not true.note else true.last


def _evidence(place: Place) -> dict[str, Any]:
    s, m, part = place.source, place.match, place.part
    return {
        "source": s.id, "title": s.title, "pin": str(place.pin) if place.pin else None, "text": s.text[m.start : m.end],
        "part": part.kind if part else None, "author": part.author if part else None, "url": library_url(s.id, decision=True),
    }  # fmt: skip


def _place(source: Source, near: Nearest) -> Place:
    return Place(source, Match(near.start, near.end))


def _enough(quote: str) -> float:
    """A phrase of a few words is like many others: it must come nearer."""
    return ALTERED if len(quote.split()) > 6 else 0.7


def _nearest(quote: str, sources: list[Source]) -> tuple[Source, Nearest] | None:
    if len(quote) > LONGEST:
        return None
    found = [(s, n) for s in sources if (n := nearest(quote, s.text))]
    return max(found, key=lambda x: x[1].likeness, default=None)


def _altered(source: Source, near: Nearest, *more: str) -> Verdict:
    said = tuple(f"“{a or '(nothing)'}” is written where the source has “{b or '(nothing)'}”" for a, b in near.differs)[:6]
    place = _place(source, near)
    return Verdict("altered", (*said, *more, f"the nearest words stand in {place}"), (_evidence(place),))


def _near_or_nowhere(index: Index, quote: str, given: Given) -> Verdict:
    """The words stand nowhere: altered ones of some held decision, or not found."""
    ids = dict.fromkeys(p.source_id for p in index.store.get([i for i, _ in index.passage_words.top(quote, 12)]).values())
    near = _nearest(quote, [index.opinion(i) for i in list(ids)[:5]])
    named = " or ".join(a.name for a in given.authorities)
    if near and near[1].citation_left_out and not named:
        return _exact([_place(*near)], given, "a citation is left out")
    if near and near[1].likeness >= _enough(quote):
        return _altered(*near, *([f"they do not stand in {named}"] if named and near[0].title != named else []))
    return Verdict("not_found", (f"the words do not stand in {named}" if named else "the words stand in no decision that we hold", *given.notes))


def _in_digests(index: Index, quote: str, given: Given) -> Verdict:
    """Where only our own text on an authority is at hand, a phrase that it quotes can be confirmed and nothing else."""
    for a in given.authorities:
        source = index.library.sources.get(a.source_id or "")
        if source and (span := find_quote(quote, source.text)):
            shown = {"source": source.id, "title": source.title, "pin": None, "text": source.text[span[0] : span[1]], "url": library_url(source.id)}
            return Verdict("exact", (f"our own text on {a.name} has these words; its full text is not at hand, so no page was checked",), (shown,))
    missing = " or ".join(a.name for a in given.authorities if a.key not in index.library.opinions)
    where = [f"the words stand in {p}" for p in _anywhere(index, quote)[:1]]
    return Verdict("not_in_library", (f"the full text of {missing} is not in the library, so these words cannot be confirmed", *where))
