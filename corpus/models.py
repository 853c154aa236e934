"""The words of the project: read this first.

A **Source** is one text we hold: a guidance topic, a case digest, a statute, a court rule, or a decision itself.
The library's own sources are made of **Sections**; a section answers one question and is made of **Lines**; a line is
one sentence, one possible claim, with the **Cites** it rests on. A decision is made of **Parts** (majority, dissent …).
What is searched and shown is a **Passage**: a stretch of one source, so that ``passage.text == source.text[start:end]``.
A **State** row (``corpus/states.py``) becomes one such source as well: its sections are *local*, shown to a reader of that state.
A **Tie** joins a library line to the court's own sentence that stands behind it.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

SourceKind = Literal["guidance", "digest", "statute", "rule", "state", "opinion"]
PartKind = Literal["majority", "per curiam", "plurality", "concurrence", "partial dissent", "dissent", "appendix"]
OF_THE_COURT: tuple[PartKind, ...] = ("majority", "per curiam")
"""Parts in which the court itself speaks; a per curiam is one that no single judge signed."""
Weight = Literal["binding", "persuasive", "guidance"]

SHOWN_ROLES = ("short", "rule", "courts", "do", "careful")
DIGEST_ROLES = ("facts", "question", "holding", "example", "use", "against", "limit", "voice")
"""What a line of guidance, and one of a digest, is for. Beside them stands ``myth``: a false statement, kept to be recognised, never shown."""
LAW_ROLES = frozenset({"short", "rule", "courts", "facts", "question", "holding", "example", "limit", "voice", "myth"})
"""Roles whose lines state law or a decision's facts and so need an authority."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One place inside a source: pages ``first``–``last`` and, where one is meant, a footnote (``390 n.10``)."""

    first: int
    last: int
    note: str | None = None
    beside: bool = False  # "390 & n.10": the page as well as its note

    def __str__(self) -> str:
        pages = str(self.first) if self.first == self.last else f"{self.first}-{_short(self.first, self.last)}"
        if not self.note:
            return pages
        return f"{pages}{' &' if self.beside else ''} n{'n' if '-' in self.note else ''}.{self.note}"

    def covers(self, other: Pin) -> bool:
        """Whether the two share at least one page."""
        return self.first <= other.last and other.first <= self.last


def _short(first: int, last: int) -> str:
    """The last page as The Bluebook (rule 3.2) prints it: at least two digits, repeated ones dropped."""
    a, b = str(first), str(last)
    if len(a) != len(b) or len(a) < 3:
        return b
    same = next((i for i in range(len(a)) if a[i] != b[i]), len(a))
    return b[min(same, len(b) - 2) :]


LaterKind = Literal[
    "affirmed", "reversed", "vacated", "overruled", "overruled in part", "replaced in part", "adopted",
    "limited", "extended", "followed", "explained", "related",
]  # fmt: skip
"""What a later decision did: the first three to the judgment, the next three to what the decision says, then how it was used.

``adopted``: a majority made a plurality's point the law. ``replaced in part``: its test gave way to another, without a
word of overruling. ``related``: it decides a neighbouring question.
"""


@dataclass(frozen=True, slots=True)
class Later:
    """One entry of a decision's later history, as it was written down by hand."""

    kind: LaterKind
    key: str  # of the later decision
    how: str  # in words for the reader
    pin: str = ""  # where it says so: "737"
    pages: tuple[Pin, ...] = ()  # which pages of this decision it touches; empty: no single place, or not looked up
    name: str = ""  # of the later decision, where the library holds it; with its year
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """A thing that a court accepts as support; ``key`` is its citation in one normal form."""

    key: str  # "489 U.S. 378", "42 U.S.C. § 1988", "Fed. R. Civ. P. 34"
    name: str  # "City of Canton v. Harris"
    kind: Literal["case", "statute", "rule"]
    court: str | None = None  # courts-db id of the deciding court: "scotus", "ca1"
    year: int | None = None
    last_page: int | None = None  # last page of the decision in its reporter, where known
    parallel: tuple[str, ...] = ()
    source_id: str | None = None  # the digest, statute or rule of the library
    opinion_id: str | None = None  # the decision's own text, when it was brought in
    state: str | None = None  # whose law a state's statute is: "TX"
    later: tuple[Later, ...] = ()
    unpublished: bool = False  # marked so in the manifest; a citation can tell it too

    def __hash__(self) -> int:
        return hash(self.key)  # all three hundred are hashed for every text in which names are looked for


@dataclass(frozen=True, slots=True)
class Cite:
    """A library line's reference to an authority: its key with pins (cases) or a paragraph (statutes and rules)."""

    key: str
    pins: tuple[Pin, ...] = ()
    paragraph: str = ""  # "(b)(2)"

    @property
    def pin(self) -> str | None:
        return ", ".join(str(p) for p in self.pins) or None


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the library; ``start:end`` are its offsets in the source's text (myths have none: -1)."""

    role: str
    text: str
    cites: tuple[Cite, ...] = ()
    voice: str = ""  # "", "plurality" or "separate opinion": whose words, where not the Court's
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Section:
    """A question with the lines that answer it; the unit that is found and quoted from."""

    id: str  # "<source id>#<number>"
    source_id: str
    heading: str
    asks: tuple[str, ...]
    lines: tuple[Line, ...]
    start: int
    end: int
    local: tuple[str, ...] = ()  # what a reader's state adds to it ("limitation"); of a state's own section: what it is

    def spoken(self, *roles: str) -> tuple[Line, ...]:
        """Lines of these roles, in their written order."""
        return tuple(line for line in self.lines if line.role in roles)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the law with its meaning in plain English; ``others`` are forms under which it stands in a sentence."""

    name: str
    others: tuple[str, ...]
    text: str
    cites: tuple[Cite, ...] = ()
    voice: str = ""  # as of a Line


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote of a decision: where its text stands and the page of its call."""

    number: str
    start: int
    end: int
    call_page: int | None


@dataclass(frozen=True, slots=True)
class Block:
    """A quotation set apart as its own paragraphs, ``start:end`` of the source's text; ``quoted`` is whom it quotes, "" where the text does not say."""

    start: int
    end: int
    quoted: str = ""  # "436 U.S. 658", "42 U.S.C. § 1983"


@dataclass(frozen=True, slots=True)
class Part:
    """One voice of a decision, ``start:end`` of the source's text.

    Where an opinion is the Court's only in part, each stretch is a Part of its own; so is an appendix.
    """

    kind: PartKind
    author: str | None
    description: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """One text that we hold, with what must be known about it."""

    id: str
    kind: SourceKind
    title: str
    text: str
    as_of: str
    topics: tuple[str, ...] = ()
    circuits: tuple[str, ...] = ()  # where it applies; empty: everywhere
    sections: tuple[Section, ...] = ()
    parts: tuple[Part, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()  # (offset, page that begins there), of the official reporter
    parallel_pages: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = ()  # (another reporter, its pages as in ``pages``)
    notes: tuple[Note, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    blocks: tuple[Block, ...] = ()
    authority: Authority | None = None
    facts: dict[str, str] = field(default_factory=dict)  # author, disposition, later history … for the reader
    checked: str = ""  # against the decision: its "pages", only its "words" (it had no pages), or "memory": not at all

    def pin_at(self, start: int, end: int) -> Pin | None:
        """The pin of ``start:end`` computed from page marks; None where the text has no pages.

        Where marks are missing, or a part is so short that it has none, it runs over every page that the words can stand on.
        """
        for note in self.notes:
            if note.start <= start < note.end:
                return Pin(note.call_page, note.call_page, note.number) if note.call_page else None
        first, last = self._pages(start)[0], self._pages(max(start, end - 1))[1]
        return Pin(first, last) if first and last and first <= last else None

    def _pages(self, offset: int) -> tuple[int | None, int | None]:
        """The first and the last page on which a character can stand: one page, unless a mark is missing."""
        at = bisect_right(self.pages, (offset, 1_000_000)) - 1
        if at < 0:
            return None, None
        page = self.pages[at][1]
        part = next((p for p in self.parts if p.start <= offset < p.end), None)
        if part is None or at + 1 == len(self.pages):
            return page, page
        following, number = self.pages[at + 1]
        if following < part.end:
            return page, max(page, number - 1)
        begins_a_part = any(p.start == following for p in self.parts)  # it need not begin its page there
        return (page, max(page, number)) if begins_a_part and self.pages[at][0] < part.start else (page, page)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one source that is searched and shown; its text is the source's text between its offsets."""

    id: str
    source_id: str
    kind: SourceKind
    title: str
    text: str
    start: int
    end: int
    section_id: str | None = None
    part: PartKind | None = None
    author: str | None = None
    pin: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """The court's own words behind a library line: ``start:end`` of that passage, and how sure the tie is (0–1)."""

    passage_id: str
    start: int
    end: int
    score: float
    page_checked: bool
    source_id: str = ""  # the decision, and where in its text these words begin
    source_start: int = 0


def passage_id(source_id: str, part: str, start: int, text: str) -> str:
    """Same place and words, same id; long paragraphs recur between decisions, so the words alone would collide."""
    return hashlib.sha256(f"{source_id}\0{part}\0{start}\0{text}".encode()).hexdigest()[:16]
