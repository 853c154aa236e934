"""The text of a PDF's pages. Nothing in the file is executed or fetched, and it may not unpack without end."""

from __future__ import annotations

import io
import logging

from corpus.errors import InputError

PAGE_UNPACKED = 5_000_000
"""Bytes of one page's drawing orders: a page of print has a few thousand."""
MOST_ORDERS = 1_500_000
"""Drawing orders of all pages, counted as they are carried out: a page of print has a few thousand, and one may be told to draw another again and again."""
MOST_TEXT = 8_000_000
"""Characters of all pages together."""


def page_texts(data: bytes, most_pages: int) -> list[str]:
    """The text of each page, "" where a page has none (a picture).

    Raises InputError, worded to follow a file's name, for a password, too many pages, a bomb, no text at all, or a broken file.
    """
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every oddity and reads on
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("is locked with a password; save it without one and try again")
        if len(reader.pages) > most_pages:
            raise InputError(f"has {len(reader.pages)} pages; up to {most_pages} can be read, so cut it into parts")
        return _texts(reader)
    except InputError:
        raise
    except (Exception, RecursionError) as error:  # a file from outside: whatever is wrong in it, the reader gets one line
        raise InputError(f"cannot be read as a PDF ({type(error).__name__})") from error


def _texts(reader: object) -> list[str]:
    texts, length, orders = list[str](), 0, 0

    def count(*_: object) -> None:
        nonlocal orders
        orders += 1
        if orders > MOST_ORDERS:
            raise InputError("draws without end")

    for number, page in enumerate(reader.pages, 1):  # type: ignore[attr-defined]
        contents = page.get_contents()
        if contents is not None and len(contents.get_data()) > PAGE_UNPACKED:
            raise InputError(f"unpacks without end on page {number}")
        texts.append(page.extract_text(visitor_operand_before=count))
        length += len(texts[-1])
        if length > MOST_TEXT:
            raise InputError(f"holds more than {MOST_TEXT:,} characters")
    return texts
