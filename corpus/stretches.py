"""What of a decision's text belongs to one page: its running text, and the footnotes called there, wherever a file prints them."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.models import Source

Span = tuple[int, int]


def stretches(source: Source, page: int) -> list[Span]:
    """The stretches of a page, in the order of the text, none across two parts; empty where the text has no such page."""
    ends = [*(at for at, _ in source.pages[1:]), len(source.text)]
    body = [(at, end) for (at, number), end in zip(source.pages, ends, strict=False) if number == page]
    inside = [(max(a, p.start), min(b, p.end)) for a, b in body for p in source.parts if a < p.end and b > p.start]
    found = {span for a, b in inside for span in _without_others(source, a, b, page) if source.text[span[0] : span[1]].strip()}
    notes = [(n.start, n.end) for n in source.notes if n.call_page == page and not any(a <= n.start < b for a, b in found)]
    return sorted(found | set(notes)) if body else []


def _without_others(source: Source, start: int, end: int, page: int) -> Iterator[Span]:
    """A stretch without the footnotes that are called on another page."""
    for note in source.notes:
        if start <= note.start < end and note.call_page not in (page, None):
            yield start, note.start
            start = note.end
    yield start, max(start, end)
