"""Star pages: which reporter a series of page numbers belongs to, and which marks can be true."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from corpus.formats.printed import Mark, RawNote

_CITE = re.compile(r"(\d+)\s+(.+?)\s+(\d+)")
OFFICIAL = ("U.S.", "F.4th", "F.3d", "F.2d", "F. Supp. 3d", "F. Supp. 2d", "F. Supp.", "F.")
"""Reporters by whose pages a federal decision is cited, where a court asks for one (The Bluebook, table T1.1)."""
REACH = 400
"""Pages that a decision can be long: a label beyond is no page of it."""


def official_first(citations: Iterable[str]) -> tuple[str, ...]:
    """Citations in the order in which courts ask for them; those of one rank keep theirs."""
    return tuple(sorted(dict.fromkeys(c for c in citations if c), key=lambda c: _rank(reporter_of(c))))


def _rank(reporter: str) -> int:
    return OFFICIAL.index(reporter) if reporter in OFFICIAL else len(OFFICIAL)


def reporter_of(citation: str) -> str:
    """``U.S.`` of ``489 U.S. 378``; "" for what is no volume, reporter and page."""
    m = _CITE.fullmatch(citation)
    return m[2] if m else ""


def series_of(marks: Sequence[Mark], listed: Sequence[str]) -> Callable[[int], str]:
    """The reporter of each series: the citation of its number in the format's own list where its pages fit, else the one that they fit.

    A series that fits no citation, or several, has none ("").
    """
    pages: dict[int, list[int]] = {}
    for m in marks:
        pages.setdefault(m.series, []).append(m.page)
    names = {s: _reporter(s, found, listed) for s, found in pages.items()}
    return lambda series: names.get(series, "")


def _reporter(series: int, pages: list[int], listed: Sequence[str]) -> str:
    own = listed[series - 1] if 0 < series <= len(listed) else ""
    fitting = [c for c in listed if _fits(c, pages)]
    chosen = own if own in fitting else fitting[0] if len(fitting) == 1 else ""
    return reporter_of(chosen)


def _fits(citation: str, pages: list[int]) -> bool:
    """Whether nearly all pages lie where the decision can: behind its first page, within reach."""
    m = _CITE.fullmatch(citation)
    return bool(m) and sum(int(m[3]) <= p <= int(m[3]) + REACH for p in pages) >= 0.9 * len(pages)  # type: ignore[index]


def true_marks(marks: Sequence[Mark], notes: Sequence[RawNote]) -> list[Mark]:
    """The marks of one series whose pages only grow: the longest run of those in the body, and those in notes that fit between.

    A misread page ("[*930]" for 390) falls out, and so do the pages of notes that were moved behind the text.
    """
    inside = [(n.start, n.end) for n in notes]
    in_note = [any(a <= m.at < b for a, b in inside) for m in marks]
    kept = longest_run([m for m, noted in zip(marks, in_note, strict=True) if not noted])
    for mark in (m for m, noted in zip(marks, in_note, strict=True) if noted):
        at = bisect_left([m.at for m in kept], mark.at)
        if (at == 0 or kept[at - 1].page < mark.page) and (at == len(kept) or mark.page < kept[at].page):
            kept.insert(at, mark)
    return kept


def longest_run(marks: Sequence[Mark]) -> list[Mark]:
    """The longest run of marks, not necessarily neighbours, whose pages grow (patience sorting)."""
    tops: list[int] = []  # the lowest page that ends a run of each length
    ends: list[int] = []  # whose mark that is
    before: list[int] = []
    for i, mark in enumerate(marks):
        at = bisect_left(tops, mark.page)
        tops[at:] = [mark.page, *tops[at + 1 :]]
        ends[at:] = [i, *ends[at + 1 :]]
        before.append(ends[at - 1] if at else -1)
    run, i = list[Mark](), ends[-1] if ends else -1
    while i >= 0:
        run.append(marks[i])
        i = before[i]
    return run[::-1]
