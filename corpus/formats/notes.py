"""Footnotes in plain text: where each one's own words stand, and where the text calls it.

``[Footnote 3]`` marks calls and notes alike; a note opens a paragraph. ``2/17`` is note 17 of a decision's second
opinion; ``3, p. 390`` a note that was printed on page 390; ``continued, p. 391`` the rest of the note before it.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from corpus.formats.printed import RawNote

NOTE_HEAD = re.compile(r"(?:\[Footnote ((?:\d+/)?\d+|\*+|continued)(?:, p\. (\d+))?\]|\[(\d{1,3})\](?= \S)|Footnote (\d{1,3})(?=\s*\n\n))\s*")
_HEADS = re.compile(rf"(?:(?<=\n\n)|(?<=\s)(?=Footnote)){NOTE_HEAD.pattern}")
MOST_NOTES = 2_000
"""The longest decisions have a few hundred; a text of more is none, and each is looked for in all of it."""


def find_notes(text: str) -> tuple[RawNote, ...]:
    """Each note of a text that marks them only in words, tied to its call. Raises ValueError where they are too many."""
    heads = list(islice(_HEADS.finditer(text), MOST_NOTES + 1))
    if len(heads) > MOST_NOTES:
        raise ValueError(f"it has more than {MOST_NOTES:,} notes")
    labels = Counter(m[1] or m[3] or m[4] for m in heads)
    notes: list[RawNote] = []
    for m, following in zip(heads, [*(h.start() for h in heads[1:]), len(text)], strict=False):
        label = m[1] or m[3] or m[4]
        end = min(_paragraph_end(text, m.end() + 2), following) if m[2] else following
        span = (m.start(), len(text[:end].rstrip()))
        if label == "continued":
            notes += [RawNote(notes[-1].number, *span, notes[-1].call, notes[-1].printed)] if notes else []
        else:
            call = call_of(text, label, m.start()) if labels[label] == 1 else None  # two opinions' notes in one: whose call it is cannot be told
            notes.append(RawNote(label.rpartition("/")[2], *span, call, int(m[2]) if m[2] else None))
    return tuple(notes)


def _paragraph_end(text: str, after: int) -> int:
    end = text.find("\n\n", after)
    return len(text) if end < 0 else end


def call_of(text: str, label: str, before: int) -> int | None:
    """Where a note is called: the first mark of its number that does not open a paragraph."""
    call = re.compile(rf"(?<!\n)\[Footnote {re.escape(label)}\]|(?<=\S)\[{re.escape(label)}\](?! \()")
    m = call.search(text, 0, before)
    return m.start() if m else None
