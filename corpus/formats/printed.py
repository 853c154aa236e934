"""Text as it was printed, with page marks, notes, quotations and headings kept beside it as offsets of that text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from corpus.models import PartKind

Span = tuple[int, int]
STAR = re.compile(r"\[\*(\d+)\]\s?")
HEADING = re.compile(r"(?:[IVX]{1,5}|[A-H]|\d{1,2}|\([a-z0-9]\))\.?(?:[-–—][A-Z0-9]{1,3})?|\*(?:\s?\*)*|[IVX]{1,5}\. [A-Z][^.!?]{2,80}")

MOST_MARKS = 3_000
"""Page marks of one opinion, those of every reporter together: the longest opinions have a few hundred."""
_PLAIN = {"\u00a0": " ", "\u2028": "\n", "\u2029": "\n", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
LETTERS = str.maketrans(_PLAIN | dict.fromkeys("\u00ad\u200b\ufeff"))
"""Letters as they are read: ligatures taken apart, hard spaces made plain, soft hyphens and other invisible signs left out."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A page that begins at ``at``; ``series`` tells the reporters of one text apart (1: the first citation's)."""

    at: int
    page: int
    series: int = 1


@dataclass(frozen=True, slots=True)
class RawNote:
    """A footnote's text, where it is called, and the page printed beside it, as far as the format says so."""

    number: str
    start: int
    end: int
    call: int | None = None
    printed: int | None = None


@dataclass(frozen=True)
class Printed:
    """A stretch of text with everything that is known about places in it. ``None``: the format does not say, look at the text."""

    text: str
    marks: tuple[Mark, ...] = ()
    notes: tuple[RawNote, ...] | None = None
    quotes: tuple[Span, ...] | None = None
    headings: tuple[Span, ...] = ()

    def cut(self, start: int, end: int) -> Printed:
        """The stretch ``start:end`` without white space at its ends, its offsets counted from its own beginning."""
        inside = self.text[start:end]
        start, end = start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())
        if end <= start:
            return Printed("")

        def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
            return tuple((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start)

        notes = self.notes and tuple(_moved(n, start, end) for n in self.notes if start <= n.start < end)
        return Printed(
            self.text[start:end], tuple(replace(m, at=max(m.at, start) - start) for m in self.marks if start <= m.at < end), notes,
            None if self.quotes is None else moved(self.quotes), moved(self.headings),
        )  # fmt: skip

    def from_line(self, start: int, end: int) -> Printed:
        """``cut``, with the page that runs on at its beginning marked there."""
        piece = self.cut(start, end)
        series = {m.series for m in self.marks} - {m.series for m in piece.marks if m.at == 0}
        before = {s: max((m.page for m in self.marks if m.series == s and m.at < start), default=0) for s in sorted(series)}
        return replace(piece, marks=(*(Mark(0, page, s) for s, page in before.items() if page), *piece.marks)) if piece.text else piece


def _moved(note: RawNote, start: int, end: int) -> RawNote:
    call = note.call - start if note.call is not None and start <= note.call < end else None
    return replace(note, start=note.start - start, end=min(note.end, end) - start, call=call)


@dataclass(frozen=True)
class RawPart:
    """One opinion of a decision as a format gives it: still with its caption, its notes not yet tied, its pages not yet counted."""

    printed: Printed
    kind: PartKind
    author: str | None = None
    description: str = ""


@dataclass(frozen=True)
class RawCase:
    """A decision as a format gives it: who decided what when, and its opinions in order."""

    name: str
    citations: tuple[str, ...]  # the official reporter's first
    court: str | None
    year: int | None
    parts: tuple[RawPart, ...]
    date: str = ""
    last_page: int | None = None
    facts: dict[str, str] = field(default_factory=dict)
    series: Callable[[int], str] | None = None  # the reporter of a series of marks; None: all are the first citation's
    head: str = ""  # what stands before the opinions: caption, counsel, syllabus; never shown, never cited


def lift_stars(text: str) -> Printed:
    """The text without its ``[*389]`` marks, which are kept beside it. Raises ValueError where they are too many."""
    pieces, marks, at, length = list[str](), list[Mark](), 0, 0
    for m in STAR.finditer(text):
        if len(marks) > MOST_MARKS:
            raise ValueError(f"it has more than {MOST_MARKS:,} page marks")
        pieces.append(text[at : m.start()])
        length += m.start() - at
        marks.append(Mark(length, int(m[1])))
        at = m.end()
    return Printed("".join([*pieces, text[at:]]), tuple(marks))


def at_words(printed: Printed) -> Printed:
    """The text without white space at its ends, each mark moved on to the word before which it stands; of several there, the last."""
    text = printed.text
    marks: dict[tuple[int, int], Mark] = {}
    for mark in printed.marks:
        at = mark.at
        while at < len(text) and text[at].isspace():
            at += 1
        if at < len(text):
            marks[mark.series, at] = replace(mark, at=at)
    return replace(printed, marks=tuple(sorted(marks.values(), key=lambda m: (m.at, m.series)))).cut(0, len(text))


def headings_of(text: str) -> list[Span]:
    """Paragraphs that are nothing but a number, a letter, a row of stars, or a numbered title."""
    spans = []
    for m in re.finditer(r"[^\n]+", text):
        if HEADING.fullmatch(m[0].strip()):
            lead = len(m[0]) - len(m[0].lstrip())
            spans.append((m.start() + lead, m.start() + lead + len(m[0].strip())))
    return spans
