"""From what a format gave to the one Source: parts in order in one text, pages counted, notes tied to their calls."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.formats.blocks import find_blocks
from corpus.formats.leads import stretches
from corpus.formats.notes import find_notes
from corpus.formats.printed import MOST_MARKS, Mark, Printed, RawCase, RawNote, RawPart, Span, at_words, headings_of
from corpus.formats.reporters import reporter_of, true_marks
from corpus.models import Authority, Block, Note, Part, Source

Pages = list[tuple[int, int]]


def source_of(source_id: str, case: RawCase) -> Source:
    """The decision as a Source. Raises ValueError where it holds no opinion, or words that no text can hold."""
    made = _Assembly(reporter_of(case.citations[0]) if case.citations else "")
    for part in case.parts:
        made.add(part, case)
    if not made.parts:
        raise ValueError("it holds no opinion")
    if "\0" in made.text:
        raise ValueError("its text holds NULs")
    made.text.encode()  # a lone surrogate is no character: UnicodeEncodeError is a ValueError
    key, *others = case.citations or ("",)
    authority = Authority(key, case.name, "case", case.court, case.year, case.last_page, tuple(others), opinion_id=source_id)
    return Source(
        source_id, "opinion", case.name, made.text, case.date or str(case.year or ""), parts=tuple(made.parts), pages=tuple(made.pages),
        parallel_pages=tuple((name, tuple(pages)) for name, pages in sorted(made.parallel.items())), notes=tuple(made.notes),
        headings=tuple(made.headings), blocks=tuple(made.blocks), authority=authority, facts=case.facts,
    )  # fmt: skip


@dataclass
class _Assembly:
    """Collects the parts of one decision into a single text."""

    official: str
    text: str = ""
    parts: list[Part] = field(default_factory=list)
    pages: Pages = field(default_factory=list)
    parallel: dict[str, Pages] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    headings: list[Span] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def add(self, part: RawPart, case: RawCase) -> None:
        printed = at_words(part.printed)
        if not printed.text:
            return
        self.text += "\n\n" if self.text else ""
        start = len(self.text)
        if len(printed.marks) > MOST_MARKS:
            raise ValueError(f"it has more than {MOST_MARKS:,} page marks")
        notes = printed.notes if printed.notes is not None else find_notes(printed.text)
        printed = replace(printed, headings=_in_body(printed, notes))
        pages = self._count(printed.marks, notes, case, start)
        self.notes += [_tied(n, pages, start) for n in notes]
        self.headings += _shifted(printed.headings, start)
        self.blocks += [replace(b, start=b.start + start, end=b.end + start) for b in find_blocks(printed, notes)]
        whole = Part(part.kind, part.author, part.description, 0, len(printed.text))
        self.parts += [replace(p, start=p.start + start, end=p.end + start) for p in stretches(whole, printed, notes)]
        self.text += printed.text

    def _count(self, marks: Sequence[Mark], notes: Sequence[RawNote], case: RawCase, start: int) -> Pages:
        """The pages of each reporter, offsets of the whole text; given back are the official ones of this part.

        Text before a part's first mark is on the page before that mark.
        """
        own: Pages = []
        for series in sorted({m.series for m in marks}):
            name = case.series(series) if case.series else self.official
            true = true_marks([m for m in marks if m.series == series], notes)
            pages = [(start + m.at, m.page) for m in true]
            if pages and pages[0][0] > start:
                pages.insert(0, (start, pages[0][1] - 1))
            if case.series is None or (name and name == self.official):
                own += pages
            elif name:
                self.parallel.setdefault(name, []).extend(pages)
        self.pages += own
        return own


def _in_body(printed: Printed, notes: Sequence[RawNote]) -> tuple[Span, ...]:
    spans = sorted({*printed.headings, *headings_of(printed.text)})
    begins = sorted((n.start, n.end) for n in notes)
    inside = (bisect_right(begins, (a, len(printed.text) + 1)) - 1 for a, _ in spans)
    return tuple(span for span, i in zip(spans, inside, strict=True) if i < 0 or begins[i][1] <= span[0])


def _shifted(spans: Sequence[Span], by: int) -> list[Span]:
    return [(a + by, b + by) for a, b in spans]


def _tied(note: RawNote, pages: Pages, start: int) -> Note:
    """A note with the page of its call; a page printed beside it counts before one that is worked out."""
    call = next((page for at, page in reversed(pages) if note.call is not None and at <= start + note.call), None)
    return Note(note.number, start + note.start, start + note.end, note.printed if note.printed is not None else call)
