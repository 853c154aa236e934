"""Decision files into Sources: the one entry for every format, which is told by what a file holds and not by its name.

Known are our own JSON, the files of the Caselaw Access Project (JSON, HTML, or both), those of CourtListener (its API's
JSON, or HTML alone), plain text and PDF; ``formats/`` has a reader for each. Whatever comes in is bounded: by size, by
depth, by what it unpacks to.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.errors import InputError, OpinionError
from corpus.formats import cap, courtlistener, ours, pdf, plain
from corpus.formats.assembly import source_of
from corpus.formats.notes import NOTE_HEAD as NOTE_HEAD
from corpus.formats.printed import HEADING as HEADING
from corpus.formats.printed import RawCase
from corpus.models import Source

LARGEST = 8_000_000
"""Bytes of a file: the longest decisions have one tenth."""
MOST_PAGES = 600
"""Pages of a PDF."""
MOST_TEXT = 3_000_000
"""Characters of its words."""
_PACKED = {b"\x1f\x8b": "a packed file (gzip)", b"PK\x03\x04": "a packed file (zip or Word)", b"\xd0\xcf\x11\xe0": "an old Word file", b"{\\rtf": "an RTF file"}
_JSON: dict[str, Callable[[dict[str, Any]], RawCase]] = {"cap": cap.read_cap, "courtlistener": courtlistener.read_courtlistener, "text": plain.read_plain}


def read_opinion(path: Path) -> Source:
    """One decision file as a Source. Raises OpinionError naming the file and what is wrong with it."""
    return read_bytes(path.name, file_bytes(path))


def file_bytes(path: Path) -> bytes:
    """What a file holds. Raises OpinionError where it cannot be read or is too large to be a decision."""
    try:
        if (size := path.stat().st_size) > LARGEST:
            raise OpinionError(f"{path.name}: holds {size:,} bytes, and no decision has more than {LARGEST:,}; left out")
        return path.read_bytes()
    except OSError as error:
        raise OpinionError(f"{path.name}: cannot be read ({error.strerror}); left out") from error


def read_bytes(name: str, data: bytes) -> Source:
    """The decision in some bytes. Raises OpinionError as ``read_opinion`` does."""
    return source_of_json(name, envelope(name, data))


def source_of_json(name: str, data: object) -> Source:
    """The decision in an envelope or in JSON of a known format. Raises OpinionError as ``read_opinion`` does."""
    try:
        case = _reader(data)(data)  # type: ignore[arg-type]
        return source_of(Path(name).stem, case)
    except InputError as error:
        raise OpinionError(f"{name}: {error}; left out") from error
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
        raise OpinionError(f"{name}: not a decision in our format ({type(error).__name__}: {str(error)[:200]}); left out") from error


def _reader(data: object) -> Callable[[dict[str, Any]], RawCase]:
    if not isinstance(data, dict):
        raise TypeError(f"a JSON object is meant, not {type(data).__name__}")
    _within_bounds(data)
    return _JSON.get(str(data.get("format")), ours.read_ours)


def envelope(name: str, data: bytes) -> object:
    """The JSON that stands for the decision in the data folder: a file's own, or one written around HTML, a text or a PDF.

    Raises OpinionError for what is none of these, for bytes that are no UTF-8, and for what would unpack without end.
    """
    try:
        return _envelope(Path(name).stem, data, Path(name).suffix.lower())
    except UnicodeDecodeError as error:
        raise OpinionError(f"{name}: not UTF-8 text; left out") from error
    except json.JSONDecodeError as error:
        raise OpinionError(f"{name}: not JSON ({error.msg}, line {error.lineno}); left out") from error
    except RecursionError as error:
        raise OpinionError(f"{name}: not JSON of a decision (nested without end); left out") from error
    except ValueError as error:
        raise OpinionError(f"{name}: not JSON of a decision ({str(error)[:100]}); left out") from error
    except InputError as error:
        raise OpinionError(f"{name}: {error}; left out") from error


def _envelope(stem: str, data: bytes, suffix: str) -> object:
    if packed := next((said for magic, said in _PACKED.items() if data.startswith(magic)), None):
        raise InputError(f"is {packed}; unpack it, or save it as text or PDF")
    if data.startswith(b"%PDF"):
        return {"format": "text", "name": stem, "text": "\f".join(pdf.page_texts(data, MOST_PAGES))}
    text = data.decode("utf-8-sig")
    if "\0" in text:
        raise InputError("holds NULs and so is no text")
    if suffix == ".json" or (suffix not in (".txt", ".html", ".htm") and text.lstrip()[:1] == "{"):
        return wrapped(json.loads(text))
    if courtlistener.is_markup(text):
        return {"format": "cap", "case": {}, "html": text} if cap.is_cap(text) else courtlistener.alone(text)
    return {"format": "text", "name": stem, "text": text}


def _within_bounds(data: dict[str, Any]) -> None:
    """Raises InputError for more words than a decision can have, wherever they stand."""
    held = [data, *(o for o in data.get("opinions") or [] if isinstance(o, dict))]
    if any(len(value) > MOST_TEXT for part in held for value in part.values() if isinstance(value, str)):
        raise InputError(f"holds more than {MOST_TEXT:,} characters, and no decision does")


def wrapped(data: object) -> object:
    """A CAP case as it is served, in its envelope; anything else as it is."""
    if isinstance(data, dict) and "casebody" in data and "format" not in data:
        return {"format": "cap", "case": data, "html": ""}
    return data
