"""Which decisions of the library a decision refers to, and where: full citations, short forms, supra and id. resolved.

A link to a wrong source is worse than none, so every form is followed only where one reading is left. A short form must
lie inside the pages of one decision and not contradict the name before it. A name with *supra* must fit one decision
that was cited in full before. *Id.* is followed only to a single authority that stands right before it in the same
running text (a footnote is its own), with nothing between that might be meant instead, and its page must lie there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.antecedents import FAR, NO_NAMES, Case, Flow, joins, may_be_meant
from corpus.citing import PIN_LIST, read_pins
from corpus.mentions import Mention, named_pages
from corpus.models import Authority, Pin, Source
from corpus.naming import telling_words
from corpus.signals import signal_before

Form = Literal["full", "short", "supra", "id", "name"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a decision that refers to a decision of the library."""

    start: int
    end: int
    key: str
    form: Form
    pin: str | None  # in the official reporter, where it lies inside the decision
    signal: str
    part: str  # whose voice cites: "majority", "dissent" …
    page: str | None  # of the citing decision
    there: bool = False  # whether the cited decision is at hand and has the page of the pin


def references(source: Source, mentions: Sequence[Mention], held: Mapping[str, Authority]) -> tuple[Reference, ...]:
    """Every reference of a decision to the authorities in ``held`` (by key and by parallel citation), in order; to itself none."""
    return tuple(sorted(_Reader(source, held).read(mentions), key=lambda r: r.start))


class _Reader:
    def __init__(self, source: Source, held: Mapping[str, Authority]) -> None:
        self.source, self.held, self.text = source, held, source.text
        self.cases: list[Case] = []
        self.flows: dict[int, Flow] = {}
        self.own = source.authority.key if source.authority else ""
        self.starts = [p.start for p in source.parts]
        self.by_volume: dict[str, list[Authority]] = {}
        for a in {a.key: a for a in held.values() if a.kind == "case"}.values():
            self.by_volume.setdefault(a.key.rpartition(" ")[0], []).append(a)

    def read(self, mentions: Sequence[Mention]) -> Iterator[Reference]:
        taken: list[tuple[int, int]] = []
        before: Mention | None = None
        for m in mentions:
            if taken and m.start < taken[-1][1]:
                continue
            taken.append((m.start, m.end))
            flow = self.flows.setdefault(self._flow(m.start), Flow())
            found = self._resolved(m, before, flow)
            if found:
                case, form, pins, end = found
                yield from self._reference(m, end, case, form, pins, flow)
                taken[-1] = (m.start, end)
                flow.end = end
            else:
                flow.end = m.end
            before = m
        yield from self._named(taken)

    def _flow(self, at: int) -> int:
        note = next((i for i, n in enumerate(self.source.notes) if n.start <= at < n.end), None)
        return -1 - note if note is not None else bisect_right(self.starts, at)

    def _resolved(self, m: Mention, before: Mention | None, flow: Flow) -> tuple[Case, Form, tuple[Pin, ...], int] | None:
        if m.kind == "full":
            return self._full(m, before, flow)
        if m.kind in ("short", "supra"):
            case, pins, end = self._short(m) if m.kind == "short" else self._supra(m)
            flow.last = [*self._alternatives(m, flow), case] if case else []
            return (case, m.kind, pins, end) if case else None
        if m.kind == "id":
            return self._id(m, flow)
        flow.last = []
        return None

    # --- full citations ---

    def _full(self, m: Mention, before: Mention | None, flow: Flow) -> tuple[Case, Form, tuple[Pin, ...], int] | None:
        reporter, _, first = m.key.rpartition(" ")
        if not m.key:
            flow.last = []
            return None
        parallel = before is not None and before.kind == "full" and bool(flow.last) and joins(self.text[before.end : m.start])
        known = self.held.get(m.key)
        case = next((c for c in self.cases if (reporter, int(first)) in c.places or (known and c.held is known)), None)
        if case is None and parallel:
            case = flow.last[-1]
        if case is None:
            case = Case(known, set(), telling_words(known.name) if known else self._names(m, flow))
            self.cases.append(case)
        case.places.add((reporter, int(first)))
        if known and case.held is None:
            case.held, case.names = known, telling_words(known.name)
        flow.last = flow.last if parallel and case is flow.last[-1] else [*self._alternatives(m, flow), case]
        pins, end = self._tail(m.end, case, reporter)
        return case, "full", pins, end

    def _names(self, m: Mention, flow: Flow) -> frozenset[str]:
        """Words by which a decision that we do not hold might be called: rather too many, for they only keep us from linking."""
        near = " ".join(w for w in re.findall(r"[\w’'.]+", self.text[max(flow.end, m.start - 90) : m.start]) if w[:1].isupper())
        return (telling_words(m.name) | telling_words(near)) - NO_NAMES

    def _alternatives(self, m: Mention, flow: Flow) -> list[Case]:
        """What was cited before in the same string of citations, or around this parenthesis: an id. after it may mean either."""
        gap = self.text[flow.end : m.start] if flow.end else ""
        same = bool(flow.last) and len(gap) < 400 and (";" in gap or gap.count("(") > gap.count(")")) and "\n" not in gap
        return list(flow.last) if same else []

    def _tail(self, end: int, case: Case, reporter: str) -> tuple[tuple[Pin, ...], int]:
        """The pins right after a citation, and where they end; none where they do not lie in the decision."""
        m = re.compile(rf"(?:,?\s*at\s+|,\s*)({PIN_LIST.pattern})(?!\d|\s*(?:U\.|S\.|L\.|F\.|A\.|P\.|N\.))").match(self.text, end)
        pins = read_pins(m[1]) if m else ()
        official = case.held is not None and case.held.key.startswith(f"{reporter} ")
        good = bool(pins) and official and all(case.holds(reporter, p.first) and case.holds(reporter, p.last) for p in pins)
        return (pins, m.end()) if good and m else ((), end)

    # --- short forms ---

    def _short(self, m: Mention) -> tuple[Case | None, tuple[Pin, ...], int]:
        reporter, _, page = m.key.rpartition(" ")
        if not m.key:
            return None, (), m.end
        cited = [c for c in self.cases if any(r == reporter and first <= int(page) for r, first in c.places)]
        case = max(cited, key=lambda c: max(first for r, first in c.places if r == reporter and first <= int(page)), default=None)
        if case is None or not case.holds(reporter, int(page)):
            case = self._uncited(reporter, int(page))
        mine = telling_words(m.name)
        if case is None or case.held is None or (mine and not mine & case.names):
            return None, (), m.end
        at = re.compile(rf"at\s+({PIN_LIST.pattern})").search(self.text, m.start, m.end + 40)
        pins = read_pins(at[1]) if at and case.held.key.startswith(f"{reporter} ") else ()
        good = bool(pins) and all(case.holds(reporter, p.first) and case.holds(reporter, p.last) for p in pins)
        return case, pins if good else (), max(m.end, at.end()) if good and at else m.end

    def _uncited(self, reporter: str, page: int) -> Case | None:
        """A decision of ours that this text has not cited in full, where its last page is known and the page lies before it."""
        for a in self.by_volume.get(reporter, ()):
            first = int(a.key.rpartition(" ")[2])
            if a.last_page and first <= page <= a.last_page:
                return Case(a, {(reporter, first)}, telling_words(a.name))
        return None

    def _supra(self, m: Mention) -> tuple[Case | None, tuple[Pin, ...], int]:
        at = re.compile(rf"(?:supra|Supra)(?:,?\s+at\s+({PIN_LIST.pattern}))?").match(self.text, m.start)
        pins = read_pins(at[1]) if at and at[1] else ()
        case = self._called(m.name, pins)
        return case, pins, max(m.end, at.end()) if at and pins else m.end

    def _called(self, name: str, pins: Sequence[Pin]) -> Case | None:
        """The one decision cited so far that a name can mean, and that the pages can lie in."""
        mine = telling_words(name)
        fits = [c for c in self.cases if mine and mine & c.names and c.may_hold(pins)]
        return fits[0] if len(fits) == 1 and fits[0].held and mine <= fits[0].names else None

    def _id(self, m: Mention, flow: Flow) -> tuple[Case, Form, tuple[Pin, ...], int] | None:
        tail = re.compile(rf"(?:[Ii]d\.|[Ii]bid\.),?\s*(?:at\s+({PIN_LIST.pattern}))?").match(self.text, m.start)
        pins = read_pins(tail[1]) if tail and tail[1] else ()
        bare = not pins and bool(re.match(r"\s*,?\s*(?:at|§|¶)", self.text[m.end :]) or re.search(r"\d|§|¶", self.text[m.start : m.end]))
        between = self._between(flow.end, m.start)
        fits = [c for c in dict.fromkeys(map(id, flow.last)) if (case := self._by_id(flow, c)) and case.may_hold(pins)]
        case = self._by_id(flow, fits[0]) if len(fits) == 1 else None
        sure = case is not None and case.held is not None and not bare and len(between) < FAR and not self._meant_instead(between, case, pins)
        if not sure or case is None:
            flow.last = []
            return None
        flow.last = [case]
        return case, "id", pins, max(m.end, tail.end() if tail and pins else m.end)

    @staticmethod
    def _by_id(flow: Flow, number: int) -> Case | None:
        return next((c for c in flow.last if id(c) == number), None)

    def _between(self, start: int, end: int) -> str:
        """The text between two places without the footnotes that a file prints there."""
        words, at = "", start
        for n in self.source.notes:
            if start <= n.start and n.end <= end:
                words += self.text[at : n.start]
                at = n.end
        return words + self.text[at:end]

    def _meant_instead(self, between: str, case: Case, pins: Sequence[Pin]) -> bool:
        """Whether something between is, or may be, what an id. means; a bare section is not where the id. gives a page."""
        if may_be_meant(between) or (not pins and ("§" in between or "\n\n" in between)):
            return True
        words = {w.lower().removesuffix("'s") for w in re.findall(r"\b[A-Z][\w'-]{3,}", between.replace("’", "'"))}
        return any(words & c.names - case.names for c in self.cases if c is not case)

    # --- what is found is told ---

    def _named(self, taken: list[tuple[int, int]]) -> Iterator[Reference]:
        """``Canton, at 390``: a name that fits one decision cited in this text, with a page that lies in it."""
        for start, at, name in named_pages(self.text):
            pin = PIN_LIST.match(self.text, at)
            pins = read_pins(pin[0]) if pin else ()
            case = self._called(name, pins) if pins and not any(a < at and start < b for a, b in taken) else None
            if case and pin:
                yield from self._reference(Mention("supra", start, pin.end()), pin.end(), case, "name", pins, Flow())

    def _reference(self, m: Mention, end: int, case: Case, form: Form, pins: Sequence[Pin], flow: Flow) -> Iterator[Reference]:
        said = signal_before(self.text, m.start, flow.end)
        flow.signal = flow.signal if said is None else said
        if case.held is None or case.held.key == self.own or (case.held.opinion_id or "-") == self.source.id:
            return
        part = next((p.kind for p in self.source.parts if p.start <= m.start < p.end), "majority")
        page = self.source.pin_at(m.start, m.start + 1)
        official = case.held.key.rpartition(" ")[0]
        pin = ", ".join(map(str, pins)) if pins and all(case.holds(official, p.first) and case.holds(official, p.last) for p in pins) else None
        yield Reference(m.start, end, case.held.key, form, pin, flow.signal, part, str(page) if page else None)
