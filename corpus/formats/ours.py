"""Our own JSON (``../shared/opinions``; its README describes it): one text a part, with ``[*389]`` before the first word of page 389.

The text is parsed, never repaired: page markers are lifted out of the running text; everything else stays as it stands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from corpus.formats.printed import RawCase, RawPart, lift_stars
from corpus.formats.voices import OPENS, kind_of, split_voices, without_caption


def read_ours(data: dict[str, Any]) -> RawCase:
    """A decision in our format. Raises KeyError, TypeError or ValueError where a key is missing or is something else."""
    origin = data.get("source") or {}
    facts = {k: str(v) for k, v in {"author": data.get("author"), "date": data.get("date_filed"), "docket": data.get("docket_number")}.items() if v}
    facts["origin"] = str(origin.get("upstream") or origin.get("repository") or "a file on this machine")
    year = int(data["year"]) if data.get("year") else None
    parts = tuple(p for opinion in data["opinions"] for p in _parts(opinion))
    if not isinstance(data["citations"], list):
        raise TypeError("citations is no list")
    return RawCase(data["case_name"], tuple(data["citations"]), data["court"], year, parts, data.get("date_filed") or "",
                   (data.get("star_pages") or {}).get("last"), facts)  # fmt: skip


def _parts(opinion: dict[str, Any]) -> list[RawPart]:
    """The voices of one entry: one, unless it is a whole document that runs through them all."""
    said, printed = str(opinion["type"]).lower(), lift_stars(str(opinion["text"]).strip())
    described, author = str(opinion.get("description") or ""), opinion.get("author")
    if said == "combined":
        parts, _ = split_voices(printed)
        return parts
    part = without_caption(printed)
    kind = kind_of(described or _opening(part), said)
    if kind == "majority" and "per curiam" in str(author or "").lower():
        kind = "per curiam"
    return [replace(part, kind=kind, author=author or part.author, description=described)]


def _opening(part: RawPart) -> str:
    """The opening words of a part that is not described."""
    m = OPENS.match(part.printed.text)
    return m[0] if m else ""
