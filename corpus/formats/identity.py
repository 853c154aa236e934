"""Which decision a file holds: by what its first page says, and whether that is the decision that was meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.citing import CASE, find_citations, names_agree, normal_reporter
from corpus.courts import court_id
from corpus.formats.reporters import official_first, reporter_of
from corpus.models import Authority, Source
from corpus.naming import telling_words

_CAPTION = re.compile(r"(?<![\w.])([A-Z][^\n]{2,120}?)\s+(?:v\.|vs\.|V\.|VS\.)\s+([A-Z][^\n]{2,120})")
_ROLES = re.compile(r",?\s*(?:et al\.?|petitioners?|respondents?|plaintiffs?|defendants?|appell(?:ants?|ees?)|individually)\b.*$", re.IGNORECASE | re.DOTALL)
_YEAR = re.compile(r"(?:Decided|Filed|decided|filed|DECIDED|FILED)[^\n]{0,40}?\b((?:1[789]|20)\d\d)\b|\(((?:1[789]|20)\d\d)\)|\b((?:1[789]|20)\d\d)\b")
FIRST_PAGE = 3_000
"""Characters in which a caption stands."""


@dataclass(frozen=True)
class Told:
    """What is known of a decision beside its text."""

    name: str = ""
    citations: tuple[str, ...] = ()
    court: str | None = None
    year: int | None = None


def normal_citation(text: str) -> str:
    """``109 S.Ct. 1197`` as the library writes it; what is no federal reporter's stays."""
    m = CASE.fullmatch(text.strip())
    return f"{int(m[1])} {normal_reporter(m[2])} {int(m[3])}" if m else " ".join(text.split())


def caption_of(text: str, head: str, *, opened: bool) -> str:
    """What stands before the opinions; of a text that no line opens, its beginning, if that has the look of a caption."""
    if head or opened:
        return head
    lines = [line for line in text[:1_200].split("\n") if line.strip()][:6]
    return text[:1_200] if any(len(line) < 120 and _CAPTION.match(line.strip()) for line in lines) else ""


def said_in(head: str, known: Mapping[str, Any] | None = None, *, name: str = "") -> Told:
    """What the first page tells; ``known`` (the manifest's row, kept in the envelope) comes before it, ``name`` behind it."""
    page, known = head[:FIRST_PAGE], known or {}
    cites = [f.key for f in find_citations(page[:1_500]) if f.kind == "case"][:1]
    caption = _CAPTION.search(page)
    read = " v. ".join(_party(side) for side in caption.groups()) if caption else ""
    year = _YEAR.search(page)
    found = next((y for y in year.groups() if y), None) if year else None
    return Told(
        str(known.get("name") or read or name), official_first(known.get("citations") or cites), known.get("court") or court_id(page),
        known.get("year") or (int(found) if found else None),
    )  # fmt: skip


def _party(words: str) -> str:
    """``CITY OF CANTON, OHIO, PETITIONER`` as ``City of Canton, Ohio``."""
    plain = _ROLES.sub("", " ".join(words.split())).strip(" ,;")
    if not plain.isupper():
        return plain
    small = {"Of": "of", "The": "the", "And": "and", "For": "for"}
    return re.sub(r"\b(?:Of|The|And|For)\b", lambda m: small[m[0]] if m.start() else m[0], plain.title().replace("'S", "'s"))


def another_case(source: Source, meant: Authority) -> str | None:
    """What a file holds that stands under another decision's name, in words; None where it is the one that is meant.

    Its own citation decides, then its name, then its year.
    """
    mine = source.authority
    if mine is None:
        return None
    held = [c for c in (mine.key, *mine.parallel) if c]
    right = (meant.key, *meant.parallel)
    said = f"{mine.name or 'a decision without a name'}{f', {held[0]}' if held else ''}{f' ({mine.year})' if mine.year else ''}"
    if not set(held) & set(right) and any(reporter_of(c) == reporter_of(r) for c in held for r in right):
        return said
    shared = set(held) & set(right)
    if mine.name and " v. " in mine.name and not _same_name(mine.name, meant.name, sure=bool(shared)):
        return said
    return said if mine.year and meant.year and abs(mine.year - meant.year) > 1 else None


def _same_name(one: str, other: str, *, sure: bool) -> bool:
    """Whether two names can be one case's; where the citation is the same (``sure``), one telling word is enough."""
    return names_agree(one, other) or names_agree(other, one) or (sure and bool(telling_words(one) & telling_words(other)))


def names_a_side(text: str, name: str) -> bool:
    """Whether a text names a party of a case: the least that its own words do (127 of 132 real opinions; both sides, only 106)."""
    low = text.lower()
    return any(w in low for w in telling_words(name))
