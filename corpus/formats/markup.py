"""HTML of a decision into printed text: the only file that knows the parser. Nothing in the markup is executed or fetched.

Known are the elements by which the Caselaw Access Project and CourtListener mark pages, notes, quotations and opinions.
White space is folded as a browser folds it; entities, ligatures and soft hyphens are resolved before an offset is
counted, so that every offset is one of the final text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from corpus.errors import InputError
from corpus.formats.elements import BLOCKS, LEFT_OUT, SET_APART, called_note, is_note, note_label, page_of
from corpus.formats.printed import LETTERS, Mark, Printed, RawNote, Span

MOST_TAGS = 300_000
"""The longest decisions have a tenth; markup of more is no decision."""


@dataclass(frozen=True)
class Region:
    """An opinion, or the matter before the opinions, with the attributes of its element."""

    tag: str
    said: dict[str, str]
    start: int
    end: int


@dataclass(frozen=True)
class Read:
    """A whole document: its text with everything kept beside it, and the opinions in it."""

    printed: Printed
    regions: tuple[Region, ...]


def read_markup(html: str) -> Read:
    """The document. Raises InputError, worded to follow a file's name, where it is too deep or too large to be one."""
    root = parse(html)
    notes = {str(e.get("id")) for e in root.iter() if isinstance(e.tag, str) and e.get("id") and is_note(e)}
    writer = _Writer(notes, {note_label(e) for e in root.iter() if isinstance(e.tag, str) and is_note(e)})
    return writer.read(root)


def parse(html: str) -> Any:
    """The document's root. Raises InputError as ``read_markup`` does."""
    from lxml import etree

    if html.count("<") > MOST_TAGS:
        raise InputError(f"has more than {MOST_TAGS:,} tags and is no decision")
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(html.encode(), parser)
    except (etree.LxmlError, ValueError, MemoryError) as error:
        raise InputError(f"is no HTML that can be read ({type(error).__name__})") from error
    if root is None:
        raise InputError("is HTML without any text")
    if any("depth" in entry.message for entry in parser.error_log):
        raise InputError("is HTML nested too deep to be a decision")
    return root


def plain_of(html: str) -> str | None:
    """The lines of a document that is set as typewriting (``<pre>``), its page marks as ``[*389]``; None for any other."""
    root = parse(html)
    if sum(len("".join(e.itertext())) for e in root.iter("pre")) < 0.5 * len("".join(root.itertext())):
        return None
    for e in list(root.iter()):
        if isinstance(e.tag, str) and (found := page_of(e)):
            for child in list(e):
                e.remove(child)
            e.text = f"[*{found[0]}] "
    return "".join(root.itertext()).translate(LETTERS)


@dataclass
class _Writer:
    """Writes a document's words in one text and remembers where everything stood."""

    note_ids: set[str]
    labels: set[str]
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    gap: str = ""  # what stands before the next word: nothing, a space, a line's end, or a paragraph's
    glued: bool = False  # the next paragraph goes on behind a note's number
    marks: list[Mark] = field(default_factory=list)
    notes: list[RawNote] = field(default_factory=list)
    quotes: list[Span] = field(default_factory=list)
    headings: list[Span] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    calls: dict[str, list[int]] = field(default_factory=dict)
    open_note: tuple[str, int] | None = None
    skipped: Any = None  # the element whose words are left out
    begun: dict[Any, int] = field(default_factory=dict)

    def read(self, root: Any) -> Read:
        from lxml import etree

        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._start(element)
            else:
                self._end(element)
        quotes = tuple(_joined("".join(self.pieces), self.quotes)) if self.quotes else None
        printed = Printed("".join(self.pieces), tuple(self.marks), tuple(self.notes) or None, quotes, tuple(self.headings))
        return Read(printed, tuple(self.regions))

    def _start(self, e: Any) -> None:
        if self.skipped is not None:
            return
        tag = e.tag
        if tag in LEFT_OUT or self._lifted(e):
            self.skipped = e
            return
        if tag == "br":
            self._gap("\n" if self.gap != "\n" else "\n\n")
        elif tag in BLOCKS:
            self._gap("\n\n")
        if tag in SET_APART or (self.open_note is None and is_note(e)):
            self.begun[e] = self.length + (2 if self.length else 0)
        if self.open_note is None and is_note(e):
            self._open(note_label(e))
        self._words(e.text)

    def _lifted(self, e: Any) -> bool:
        """Whether an element is a page mark, a note's call or its own number: kept beside the text, not in it."""
        if found := page_of(e):
            self.marks.append(Mark(self.length, *found))
            return True
        if self.open_note is not None:
            words = "".join(e.itertext()).strip(" []*.\n")
            return e.tag in ("footnote_number", "a", "sup", "label") and self.glued and words in (self.open_note[0], "")
        if label := called_note(e, self.note_ids, self.labels):
            self._gap(" ")
            self._words(f"[Footnote {label}]")
            self.calls.setdefault(label, []).append(self.length - len(f"[Footnote {label}]"))
            return True
        return False

    def _open(self, label: str) -> None:
        self._gap("\n\n")
        self._words(f"[Footnote {label}]")
        self.open_note = (label, self.length - len(f"[Footnote {label}]"))
        self._gap(" ")
        self.glued = True

    def _end(self, e: Any) -> None:
        if self.skipped is not None:
            if self.skipped is e:
                self.skipped = None
                self._words(e.tail)
            return
        if e in self.begun:
            self._close(e, self.begun.pop(e))
        if e.tag in BLOCKS:
            self._gap("\n\n")
        self._words(e.tail)

    def _close(self, e: Any, start: int) -> None:
        if self.open_note and self.open_note[1] == start and is_note(e):
            label = self.open_note[0]
            waiting = self.calls.get(label)  # numbers may begin anew: the first call that no note has answered
            self.notes.append(RawNote(label, start, self.length, waiting.pop(0) if waiting else None))
            self.open_note, self.glued = None, False
            return
        if start >= self.length or self.open_note:
            return
        if e.tag == "blockquote":
            if not any(parent.tag == "blockquote" for parent in e.iterancestors()):
                self.quotes.append((start, self.length))
        elif e.tag in ("section", "article", "opinion"):
            self.regions.append(Region(str(e.tag), dict(e.attrib), start, self.length))
        elif self.length - start <= 120:
            self.headings.append((start, self.length))

    def _gap(self, wanted: str) -> None:
        """What is to stand before the next word; a wider gap wins over a narrower one."""
        if not (self.glued and wanted.startswith("\n")) and len(wanted) >= len(self.gap):
            self.gap = wanted

    def _words(self, text: str | None) -> None:
        if not text:
            return
        clean = re.sub(r"\s+", " ", text.translate(LETTERS))
        if clean[:1] == " ":
            self._gap(self.gap or " ")
        if not (words := clean.strip(" ")):
            return
        lead = {"\n": " "}.get(self.gap, self.gap) if self.length else ""
        self.pieces += [lead, words]
        self.length += len(lead) + len(words)
        self.gap, self.glued = " " if clean.endswith(" ") else "", False


def _joined(text: str, quotes: list[Span]) -> list[Span]:
    """A quotation of several elements, of which only the last one closes its marks, is one."""
    joined: list[Span] = []
    for start, end in quotes:
        if joined and not text[joined[-1][1] : start].strip() and text[joined[-1][0]] in '"“' and text[joined[-1][1] - 1] not in '"”':
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
