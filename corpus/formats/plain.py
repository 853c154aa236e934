"""Plain text and the text of PDFs: lines made paragraphs again, running heads and page numbers left out, stars made pages.

What tells that a star is a page ("*389", "[*389]") is that such numbers only grow, two of them at least. The voices
begin at their opening lines; what stands before the first one is caption, counsel or syllabus and is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from corpus.formats.identity import caption_of, said_in
from corpus.formats.lines import Line, lines_of, set_apart
from corpus.formats.printed import Mark, Printed, RawCase, RawNote
from corpus.formats.reporters import series_of
from corpus.formats.voices import split_voices

_STARS = re.compile(r"\[\*(\d{1,5})\]\s?|(?<![\w*])\*(\d{1,5})(?=\s|$)\s?")


def read_plain(envelope: dict[str, Any]) -> RawCase:
    """A text in its envelope. Raises KeyError or TypeError for what is none, ValueError for one without words."""
    printed = print_plain(str(envelope["text"]))
    if not printed.text.strip():
        raise ValueError("it holds no text (its pages may be pictures)")
    parts, head = split_voices(printed)
    told = said_in(caption_of(printed.text, head, opened=bool(parts[0].author)), envelope.get("known"), name=str(envelope.get("name") or ""))
    listed = list(told.citations)
    marks = [m for p in parts for m in p.printed.marks]
    series = series_of(marks, listed)
    return RawCase(told.name, tuple(listed), told.court, told.year, tuple(parts), "", None, {"origin": "a text on this machine"}, series)


def print_plain(text: str) -> Printed:
    """The paragraphs of a text, with its page marks and the notes that stood at the foot of its pages."""
    body, marks, notes, quotes, length = list[str](), list[Mark](), list[RawNote](), list[tuple[int, int]](), 0
    stars = _are_pages(text)
    for words, kind in _paragraphs(text):
        clean, found = _lifted(words, stars)
        gap = "\n\n" if body else ""
        start = length + len(gap)
        marks += [Mark(start + at, page, 0) for at, page in found]
        body += [gap, clean]
        length = start + len(clean)
        if kind.startswith("note "):
            notes.append(RawNote(kind[5:], start, length))
        elif kind == "quote":
            quotes.append((start, length))
    whole = "".join(body)
    return Printed(whole, tuple(marks), tuple(notes) or None, tuple(quotes) or None)


def _are_pages(text: str) -> bool:
    """Whether the stars of a text are page marks: at least two, and nearly all growing by little."""
    pages = [int(m[1] or m[2]) for m in _STARS.finditer(text)]
    good = sum(0 < b - a <= 5 for a, b in pairwise(pages))
    return len(pages) > 1 and good >= 0.8 * (len(pages) - 1)


def _lifted(words: str, stars: bool) -> tuple[str, list[tuple[int, int]]]:
    if not stars:
        return words, []
    clean, found, at = "", [], 0
    for m in _STARS.finditer(words):
        clean += words[at : m.start()]
        found.append((len(clean), int(m[1] or m[2])))
        at = m.end()
    return clean + words[at:], found


def _paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """Each paragraph, its lines joined, with what it is: "", "quote", or "note 3"."""
    words = Counter(re.findall(r"\b[A-Za-z]{1,40}-[a-z]{1,40}", text))
    margin, body = 0, list[Line]()
    lines = lines_of(text)
    indents = Counter(line.indent for line in lines if line.text and not line.note)
    margin = min((i for i, n in indents.items() if n >= 3), default=0)
    waiting: list[tuple[str, str]] = []
    for line in [*lines, Line("", 0)]:
        if line.note:
            waiting.append((line.text, f"note {line.note}"))
        elif line.text and not (body and set_apart(body[-1], line, margin)):
            body.append(line)
        else:
            if body:
                yield _join(body, words), "quote" if len(body) > 1 and all(x.indent >= margin + 4 for x in body) else ""
                yield from waiting
                waiting = []
            body = [line] if line.text else []
    yield from waiting


def _join(lines: list[Line], words: Counter[str]) -> str:
    """Lines as one: a word that was broken at a line's end is whole again, unless the text writes it with its hyphen elsewhere."""
    pieces = [lines[0].text]
    for line in lines[1:]:
        m, n = re.search(r"([A-Za-z]{1,40})-$", pieces[-1][-42:]), re.match(r"(?:\[?\*\d+\]?\s*)?([a-z]+)", line.text)
        if m and n:
            pieces[-1] = pieces[-1] if words[f"{m[1]}-{n[1]}"] else pieces[-1][:-1]
            pieces.append(line.text)
        else:
            pieces += [" ", line.text]
    return "".join(pieces)
