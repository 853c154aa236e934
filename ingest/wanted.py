"""Which decisions are wanted and not at hand, and whether what a public source gave is the decision that was wanted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.citing import names_agree, read_cite, telling_words
from corpus.courts import court_name
from corpus.errors import LibraryError
from corpus.library import Library
from corpus.models import Authority
from ingest.polite import spoken

MOST_BYTES = 8_000_000
"""Of one file from outside, and of one decision as it is kept."""
_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,150}")
_CITATION = re.compile(r"(\d+) (.+) (\d+)")


@dataclass(frozen=True)
class Wanted:
    """A decision that the library names; ``id`` is the name of its file, and nothing that a server says has a part in it."""

    id: str
    name: str
    citation: str
    court: str | None
    year: int | None

    @property
    def place(self) -> tuple[int, str, int]:
        """Volume, reporter and first page."""
        volume, reporter, page = _CITATION.fullmatch(self.citation).groups()  # type: ignore[union-attr]
        return int(volume), reporter, int(page)


@dataclass(frozen=True)
class Told:
    """What a source says of a decision: its citations in our normal form, names, year, and the courts that it can mean."""

    citations: frozenset[str]
    names: tuple[str, ...]
    year: int | None
    courts: frozenset[str]
    court: str = ""  # in the source's words


@dataclass(frozen=True)
class Reply:
    """What a source had: the decision as it is kept, or why not (after the source's name); ``wrong``: it had one that is not the one wanted."""

    envelope: dict[str, Any] | None = None
    why: str = "does not have it"
    wrong: bool = False


def wanted(library: Library, *folders: Path) -> list[Wanted]:
    """Decisions of manifest and digests that have a reporter citation and no file in the folders, in the library's order. Raises LibraryError."""
    cases = [a for a in library.authorities.values() if a.kind == "case" and _CITATION.fullmatch(a.key)]
    taken = frozenset(a.opinion_id for a in cases if a.opinion_id)
    named = [Wanted(_id(a, taken), a.name, a.key, a.court, a.year) for a in cases]
    files = [path for folder in folders if folder.is_dir() for path in folder.iterdir() if path.suffix != ".part"]
    held, known = {path.stem for path in files}, {w.id for w in named}
    bearing = frozenset(c for path in files if path.stem not in known for c in _citations_of(path))
    return [w for w in named if w.id not in held and w.citation not in bearing]


def _id(authority: Authority, taken: frozenset[str]) -> str:
    own = authority.opinion_id or (authority.source_id if authority.source_id not in taken else None)
    found = own or re.sub(r"[^a-z0-9]+", "-", authority.key.lower().replace(".", ""))
    if not _FILE_NAME.fullmatch(found):
        raise LibraryError(f"the id “{spoken(found)}” of {authority.name} cannot name a file; use small letters, digits and hyphens")
    return found


def _citations_of(path: Path) -> Iterator[str]:
    """The citations of a decision that was brought in under a name of its own; none where the file is not one that we know."""
    try:
        data = json.loads(path.read_text(encoding="utf-8")) if path.stat().st_size <= MOST_BYTES else {}
        known = data.get("case") or data.get("cluster") or data
        yield from normal(c if isinstance(c, str) else c.get("cite") or f"{c.get('volume')} {c.get('reporter')} {c.get('page')}" for c in known["citations"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return


def normal(citations: Iterable[str]) -> Iterator[str]:
    """Reporter citations in our normal form; what is none is left out."""
    for text in citations:
        if (cite := read_cite(text[:100])) and _CITATION.fullmatch(cite.key):
            yield cite.key


def unlike(it: Wanted, told: Told) -> str | None:
    """Why what a source gave is not the decision wanted (after the source's name); None where citation, name, year and court agree."""
    if it.citation not in told.citations:
        return f"has it with {', '.join(sorted(told.citations)[:4]) or 'no citation'}, not with {it.citation}"
    if not any(_called(it, name[:500]) for name in told.names):
        return f"has it as “{spoken(next(filter(None, told.names), ''))}”, not as “{it.name}”"
    if it.year and told.year != it.year:
        return f"has it as of {told.year or 'no year'}, not as of {it.year}"
    if it.court and it.court not in told.courts:
        return f"has it as decided by “{spoken(told.court) or 'no court'}”, not by the {court_name(it.court)}"
    return None


def _called(it: Wanted, name: str) -> bool:
    shared = telling_words(name) & telling_words(it.name) or not telling_words(it.name)  # “United States” alone tells nothing
    return bool(name and shared) and names_agree(name, it.name)


def year_of(date: str | None) -> int | None:
    """The year of ``1989-02-28``, ``1989-02`` or ``1989``."""
    m = re.match(r"(\d{4})(?:-|$)", date or "")
    return int(m[1]) if m else None
