"""Sources into passages: a library section is one passage; a decision is cut at sentences, inside headings and parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import nupunkt

from corpus.models import Passage, Source, passage_id
from corpus.opinions import HEADING

FEWEST, MOST = 100, 250
"""Tokens of an opinion passage: the encoder reads 256."""

Span = tuple[int, int]


def library_passages(source: Source) -> list[Passage]:
    """One passage a section: its lines as they are shown."""
    return [
        Passage(passage_id(source.id, s.id, s.start, source.text[s.start : s.end]), source.id, source.kind, source.title,
                source.text[s.start : s.end], s.start, s.end, section_id=s.id)
        for s in source.sections
        if s.end > s.start
    ]  # fmt: skip


def opinion_passages(source: Source, count: Callable[[str], int]) -> list[Passage]:
    """Passages of a decision, in order; ``count`` gives the tokens of a text.

    Each ends at a sentence and holds 100–250 tokens where the paragraphs between two headings allow it; a footnote is
    cut on its own. A sentence longer than 250 tokens stands alone.
    """
    passages = []
    for part in source.parts:
        for start, end in _stretches(source, part.start, part.end):
            for a, b in _pack(source.text, start, end, count):
                text = source.text[a:b]
                pin = source.pin_at(a, b)
                passages.append(
                    Passage(passage_id(source.id, part.kind, a, text), source.id, "opinion", source.title, text, a, b,
                            part=part.kind, author=part.author, pin=str(pin) if pin else None)
                )  # fmt: skip
    return passages


def _stretches(source: Source, start: int, end: int) -> Iterator[Span]:
    """Body text between headings, then each note: nothing is packed across these borders."""
    notes = [(n.start, n.end) for n in source.notes if start <= n.start < end]
    at = start
    for a, b in [*notes, (end, end)]:
        yield from _between_headings(source, at, a)
        if b > a:
            yield a, b
        at = b


def _between_headings(source: Source, start: int, end: int) -> Iterator[Span]:
    """The text between what its format calls headings and what looks like one."""
    at, marked = start, {a for a, _ in source.headings}
    for m in re.finditer(r"[^\n]+", source.text[start:end]):
        if HEADING.fullmatch(m[0].strip()) or start + m.start() in marked:
            yield at, start + m.start()
            at = start + m.end()
    yield at, end


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Sentence spans inside ``start:end``, split by nupunkt paragraph by paragraph, white space outside."""
    spans = []
    for paragraph in re.finditer(r"[^\n]+", text[start:end]):
        base = start + paragraph.start()
        for a, b in nupunkt.sent_spans(paragraph[0]):
            piece = paragraph[0][a:b]
            lead = len(piece) - len(piece.lstrip())
            if piece.strip():
                spans.append((base + a + lead, base + a + len(piece.rstrip())))
    return spans


def _pack(text: str, start: int, end: int, count: Callable[[str], int]) -> list[Span]:
    packed: list[tuple[int, int, int]] = []  # start, end, tokens
    for a, b in sentences(text, start, end):
        tokens = count(text[a:b])
        if packed and (packed[-1][2] < FEWEST or tokens < FEWEST // 4) and packed[-1][2] + tokens <= MOST:
            packed[-1] = (packed[-1][0], b, packed[-1][2] + tokens)
        else:
            packed.append((a, b, tokens))
    if len(packed) > 1 and packed[-1][2] < FEWEST and packed[-2][2] + packed[-1][2] <= MOST:
        last = packed.pop()
        packed[-1] = (packed[-1][0], last[1], packed[-1][2] + last[2])
    return [(a, b) for a, b, _ in packed]
