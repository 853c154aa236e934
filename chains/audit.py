"""Every citation and quotation of a draft, in order, with the verdicts of ``check``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from chains.check_quotation import check_quotation
from chains.given import Verdict
from corpus.citing import Found, find_citations, find_names, impossible, names_agree
from corpus.errors import InputError
from corpus.library import pin_inside
from corpus.quoting import quotations
from ingest.index import Index

LARGEST = 2_000_000


@dataclass(frozen=True)
class Finding:
    """One citation or quotation of the draft and what was found about it."""

    line: int
    kind: str  # "citation", "name" or "quotation"
    text: str
    verdict: Verdict


def read_draft(path: Path) -> str:
    """The text of a draft. Raises InputError where it cannot be read as text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror})") from error
    if len(data) > LARGEST:
        raise InputError(f"{path.name} holds {len(data):,} bytes; up to {LARGEST:,} can be audited")
    if b"\0" in data[:4096]:
        raise InputError(f"{path.name} is not plain text; save the draft as .txt and try again")
    return data.decode("utf-8", errors="replace")


def audit(index: Index, text: str) -> list[Finding]:
    """Findings in the order of the draft."""
    cited = [f for f in find_citations(text)]
    names = [
        n
        for n in find_names(text, index.library.authorities.values())
        if " v" in n.name and not any(f.start - len(f.name) - 6 <= n.start < f.end for f in cited)
    ]
    rows = [(f.start, "citation", text[f.start : f.end] if not f.name else f"{f.name}, {text[f.start : f.end]}", _citation(index, f)) for f in cited]
    rows += [(n.start, "name", n.name, _name(index, n)) for n in names]
    for start, end in quotations(text):
        if len(text[start:end].split()) >= 3:
            rows.append((start, "quotation", text[start:end], check_quotation(index, text[start:end], _cited_for(text, cited, end))))
    return [Finding(text.count("\n", 0, at) + 1, kind, said, verdict) for at, kind, said, verdict in sorted(rows, key=lambda r: r[0])]


def _citation(index: Index, f: Found) -> Verdict:
    if reason := impossible(f):
        return Verdict("impossible_citation", (reason,))
    authority = index.library.authority(f.key) or (index.library.containing(f.key, f.name) if f.kind == "short" else None)
    if authority is None:
        return Verdict("not_in_library", ("we do not hold it; that does not mean that it does not exist",))
    if f.name and not names_agree(f.name, authority.name):
        return Verdict("misattributed", (f"{authority.key} is {authority.name}",))
    if f.year and authority.year and f.year != authority.year:
        return Verdict("impossible_citation", (f"{authority.name} was decided in {authority.year}, not {f.year}",))
    for pin in f.pins:
        if pin_inside(authority, pin) is False:
            return Verdict("impossible_citation", (f"page {pin} is outside {authority.name}, {authority.key}",))
    return Verdict("supported", (f"{authority.name}, {authority.key}" + (f" ({authority.year})" if authority.year else "") + " is in the library",))


def _name(index: Index, n: Found) -> Verdict:
    fits = [index.library.authority(n.key)] if n.key else index.library.named(n.name)
    if len(fits) == 1 and fits[0]:
        return Verdict("supported", (f"{fits[0].name}, {fits[0].key} ({fits[0].year}) is in the library",))
    return Verdict("not_in_library", ("we hold no decision of this name; that does not mean that it does not exist",))


def _cited_for(text: str, cited: list[Found], end: int) -> str | None:
    """The citation that follows a quotation in the same or the next sentence."""
    following = next((f for f in cited if f.kind in ("case", "short") and 0 <= f.start - end < 250), None)
    if following is None or len(re.findall(r"[.!?]\s+[A-Z][a-z]{3,}\s[a-z]", text[end : following.start])) > 1:
        return None
    return text[following.start : following.end]
