"""What a decision's text cites, as eyecite finds it: full citations, short forms, supra, id., and whatever else stands between.

Finding takes a fifth of a second for a decision, so ``ingest/citation_map.py`` keeps what was found by the
sum of the text. What each mention means is decided in ``referring.py``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

logging.getLogger("eyecite").setLevel(logging.ERROR)  # it warns at overlapping citations, and settles them itself

MentionKind = Literal["full", "short", "supra", "id", "other"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One citation in a text, ``start:end``, before anybody has asked what it means."""

    kind: MentionKind
    start: int
    end: int
    key: str = ""  # of a full citation, "489 U.S. 378"; of a short one volume, reporter and the page that is cited
    name: str = ""  # the case or the word by which it is called, as written before it


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Everything that eyecite finds, in order; a bare section sign is left out, for it cites nothing by itself.

    It is asked paragraph by paragraph: no citation runs on into the next, and it is three times as fast as on the whole.
    """
    return tuple(m for paragraph in re.finditer(r".+(?:\n.+)*", text) for m in _in_paragraph(paragraph[0], paragraph.start()))


def _in_paragraph(text: str, at: int) -> list[Mention]:
    from eyecite import get_citations

    found = (_mention(c, text) for c in get_citations(text))
    return sorted((replace(m, start=m.start + at, end=m.end + at) for m in found if m), key=lambda m: (m.start, m.end))


def _mention(c: Any, text: str) -> Mention | None:
    from eyecite import models

    start, end = c.span()
    if isinstance(c, models.IdCitation):
        return Mention("id", start, end)
    if isinstance(c, models.SupraCitation):
        return Mention("supra", start, end, name=_before(c, start, text))
    if isinstance(c, models.FullCaseCitation | models.ShortCaseCitation):
        return Mention("full" if isinstance(c, models.FullCaseCitation) else "short", start, end, _key(c), _name(c, text))
    return None if isinstance(c, models.UnknownCitation) else Mention("other", start, end)


def _key(c: Any) -> str:
    """Volume, reporter and page in our normal form; "" where the volume or the page is no number (``489 U.S., at ___``)."""
    volume, page = str(c.groups.get("volume") or ""), str(c.groups.get("page") or "")
    return f"{int(volume)} {c.corrected_reporter()} {int(page)}" if volume.isdecimal() and page.isdecimal() else ""


def _name(c: Any, text: str) -> str:
    meta = c.metadata
    sides = [s for s in (getattr(meta, "plaintiff", None), getattr(meta, "defendant", None)) if s]
    return " v. ".join(sides) or _before(c, c.span()[0], text)


def _before(c: Any, start: int, text: str) -> str:
    """The word that eyecite takes for the name, where it stands right before the form and opens with a capital."""
    guess = (getattr(c.metadata, "antecedent_guess", None) or "").strip(" ,")
    near = text[max(0, start - len(guess) - 3) : start].rstrip(" ,\n")
    return guess if guess[:1].isupper() and near.endswith(guess) else ""


_NAMED = re.compile(r"(?<![\w.])((?:[A-Z][\w’'-]+ (?:of )?){0,2}[A-Z][\w’'-]+), at (?=\d)")


def named_pages(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end of "at ", name) of each ``Canton, at 390``, which eyecite does not know for a citation."""
    yield from ((m.start(1), m.end(), m[1]) for m in _NAMED.finditer(text))
