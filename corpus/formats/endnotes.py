"""Notes that stand behind a whole decision, given back to the opinions that call them.

Documents that run through all opinions often print the notes of all of them at the end, numbered anew for each. In the
order of the notes each one's call is the next mark of its number; so a note finds its opinion, and its page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.formats.notes import find_notes
from corpus.formats.printed import Printed, RawNote, Span

_CALL = re.compile(r"\[Footnote (\d{1,3})\]|(?<=\S)\[(\d{1,3})\]")
_TITLE = re.compile(r"\n\n(?:FOOT)?NOTES?:?\s*$", re.IGNORECASE)


def shared_out(printed: Printed, begins: Sequence[int]) -> list[Printed]:
    """The opinions that begin at these offsets, each with the notes that it calls."""
    spans = [(a, b) for a, b in zip(begins, [*begins[1:], len(printed.text)], strict=True)]
    notes = printed.notes if printed.notes is not None else find_notes(printed.text)
    if len(begins) < 2 or not notes or notes[0].start < begins[-1]:
        return [printed.from_line(a, b) for a, b in spans]
    end = notes[0].start
    end = m.start() if (m := _TITLE.search(printed.text[:end].rstrip())) else end
    owned = list(_owned(printed.text, notes, end, begins))
    return [_with_notes(printed, (a, min(b, end)), [n for n, owner in owned if owner == i]) for i, (a, b) in enumerate(spans)]


def _owned(text: str, notes: Sequence[RawNote], end: int, begins: Sequence[int]) -> Iterator[tuple[RawNote, int]]:
    """Each note with its call, and the opinion that it belongs to.

    Where numbers begin anew, only a first note leads on to another opinion: a call that was lost must not be looked for
    in the next one. Where a number is called more often than it has notes, some notes are missing, and which call is
    whose cannot be told. A note without a call stays with the note before it.
    """
    told = Counter(n.number for n in notes)
    calls = Counter(m[1] or m[2] for m in _CALL.finditer(text, 0, end))
    anew = max(told.values()) > 1
    at, owner = 0, 0
    for note in notes:
        label = re.escape(note.number)
        found = re.compile(rf"\[Footnote {label}\]|(?<=\S)\[{label}\]").search(text, at, end)
        where = bisect_right(begins, found.start()) - 1 if found else owner
        if found is None or calls[note.number] > told[note.number] or (anew and where > owner and note.number not in ("1", "*")):
            yield replace(note, call=None), owner
        else:
            at, owner = found.end(), where
            yield replace(note, call=found.start()), owner


def _with_notes(printed: Printed, span: Span, notes: Sequence[RawNote]) -> Printed:
    body = printed.from_line(*span)
    text, own = body.text, list[RawNote]()
    for note in notes:
        start = len(text) + 2
        text += "\n\n" + printed.text[note.start : note.end]
        own.append(RawNote(note.number, start, len(text), note.call - span[0] if note.call is not None else None))
    return replace(body, text=text, notes=tuple(own))
