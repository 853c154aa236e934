"""A user's draft as text: plain text, Markdown, a Word file or a PDF, read in memory and kept nowhere.

Nothing in a draft is executed or fetched. What cannot be read is named: a scanned page, a file with a password.
"""

from __future__ import annotations

import io
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InputError
from corpus.formats.pdf import page_texts

LARGEST = 20_000_000
"""Bytes of a file."""
LONGEST = 3_000_000
"""Characters of its text."""
MOST_PAGES = 300
UNPACKED = 200_000_000
"""Bytes that a Word file may hold when unpacked: more is no brief but a bomb."""
_OTHER = {
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"PK\x03\x04": "a packed file",
}
SAVE_AS = "save the draft as .docx, .pdf, .txt or .md and try again"


@dataclass(frozen=True)
class DraftText:
    """The text of a draft, where its pages begin (a PDF's; else none), and what of it could not be read."""

    text: str
    pages: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()

    def place(self, at: int) -> str:
        """Where an offset stands, in words: ``page 3``, or ``line 12`` where there are no pages."""
        return f"page {bisect_right(self.pages, at)}" if self.pages else f"line {self.line(at)}"

    def line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1


def read_draft(path: Path) -> DraftText:
    """The draft in a file. Raises InputError where it cannot be read, is too large, or holds no text."""
    try:
        return read_bytes(path.name, path.read_bytes())
    except OSError as error:
        raise InputError(f"{path} cannot be read ({(error.strerror or 'unknown reason').lower()}); give the path of a draft") from error


def read_bytes(name: str, data: bytes) -> DraftText:
    """The draft in some bytes, by what they are and not by what their name says. Raises InputError as ``read_draft`` does."""
    if len(data) > LARGEST:
        raise InputError(f"{name} holds {len(data):,} bytes; up to {LARGEST:,} can be audited, so cut it into parts")
    draft = _read(name, data)
    if not draft.text.strip():
        scanned = " (its pages are pictures: a scan must first be made readable by text recognition)" if draft.unread else ""
        raise InputError(f"{name} is empty; there is nothing to audit{scanned}")
    if len(draft.text) > LONGEST:
        raise InputError(f"{name} holds {len(draft.text):,} characters; up to {LONGEST:,} can be audited, so cut it into parts")
    return draft


def _read(name: str, data: bytes) -> DraftText:
    if data.startswith(b"%PDF"):
        return _pdf(name, data)
    if data.startswith(b"PK\x03\x04") and _is_word(data):
        return _word(name, data)
    kind = next((said for magic, said in _OTHER.items() if data.startswith(magic)), None)
    if kind or b"\0" in data[:4096]:
        raise InputError(f"{name} is {kind or 'not plain text'}; {SAVE_AS}")
    return DraftText(data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n"))


def _is_word(data: bytes) -> bool:
    try:
        return "word/document.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist()
    except zipfile.BadZipFile:
        return False


def _word(name: str, data: bytes) -> DraftText:
    """Paragraphs and tables in their order, then the footnotes, each a line. Raises InputError for a broken file or a bomb."""
    import docx

    size = sum(i.file_size for i in zipfile.ZipFile(io.BytesIO(data)).infolist())
    if size > UNPACKED:
        raise InputError(f"{name} would unpack to {size:,} bytes, which no draft needs; {SAVE_AS}")
    try:
        document = docx.Document(io.BytesIO(data))
        lines = [*_paragraphs(document), *_footnotes(document)]
    except Exception as error:  # a file from outside: whatever is wrong in it, the reader gets one line
        raise InputError(f"{name} cannot be read as a Word file ({type(error).__name__}); {SAVE_AS}") from error
    return DraftText("\n\n".join(lines))


def _paragraphs(document: object) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(block, Table):
            yield from (" | ".join(dict.fromkeys(cell.text for cell in row.cells)) for row in block.rows)
        elif block.text.strip():
            yield block.text


def _footnotes(document: object) -> Iterator[str]:
    """The notes of a Word file, which its paragraphs do not hold."""
    from docx.oxml import parse_xml

    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for part in document.part.package.iter_parts():  # type: ignore[attr-defined]
        if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
            for note in parse_xml(part.blob):
                words = "".join(t.text or "" for t in note.iter(f"{space}t"))
                if words.strip():
                    yield f"Note {note.get(f'{space}id')}: {words.strip()}"


def _pdf(name: str, data: bytes) -> DraftText:
    """The text of each page; a page without any is named. Raises InputError for a password, too many pages or a broken file."""
    try:
        return _paged(page_texts(data, MOST_PAGES))
    except InputError as error:
        raise InputError(f"{name} {error}; {SAVE_AS}") from error


def _paged(texts: list[str]) -> DraftText:
    starts, text = [], ""
    for page in texts:
        starts.append(len(text))
        text += page.rstrip() + "\n\n"
    unread = tuple(f"page {n} holds no text that can be read (it may be a scan)" for n, page in enumerate(texts, 1) if not page.strip())
    return DraftText(text, tuple(starts), unread)
