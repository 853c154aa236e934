"""The table of authorities of a draft: what it cites, where, and what of it we hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from chains.audit import Finding
from chains.models import library_url
from chains.render import safe
from corpus.models import Authority


@dataclass(frozen=True)
class Named:
    """One line of the table of authorities: what it is called, where the draft names it, and whether we hold it."""

    kind: str  # "case", "statute", "rule", "not held"
    name: str
    places: tuple[str, ...]
    url: str | None = None


KINDS = {"case": "Cases", "statute": "Statutes", "rule": "Rules", "not held": "Not in this library"}


def authorities(placed: Iterable[tuple[Finding, str]]) -> list[Named]:
    """The table of authorities: cases, statutes, rules, then what we do not hold, each by name."""
    places: dict[tuple[str, str, str | None], list[str]] = {}
    for f, place in placed:
        for kind, name, url in _named(f):
            places.setdefault((kind, name, url), []).append(place)
    found = [Named(kind, name, tuple(dict.fromkeys(where)), url) for (kind, name, url), where in places.items()]
    return sorted(found, key=lambda n: (list(KINDS).index(n.kind), n.name.lower()))


def _named(f: Finding) -> Iterator[tuple[str, str, str | None]]:
    if f.kind in ("quotation", "statement"):
        return
    for a in f.authorities:
        year = f" ({a.year})" if a.year else ""
        yield a.kind, f"{a.name}, {a.key}{year}", held_at([a])
    if not f.authorities and f.verdict.verdict in ("not_in_library", "impossible_citation"):
        yield "not held", f.text, None


def authorities_html(named: Sequence[Named]) -> str:
    html = ""
    for kind, title in KINDS.items():
        mine = [n for n in named if n.kind == kind]
        items = "".join(f"<li>{_link(n)} <span class='pc-quiet'>{escape(', '.join(n.places))}</span></li>" for n in mine)
        html += f'<h3>{title}</h3><ul class="pc-lines">{items}</ul>' if mine else ""
    return safe(html)


def _link(n: Named) -> str:
    return f'<a href="{escape(n.url)}" target="_blank">{escape(n.name)}</a>' if n.url else escape(n.name)


def held_at(authorities: Iterable[Authority]) -> str | None:
    """Where the first of them that the library tells of is told of."""
    return next((library_url(a.source_id) for a in authorities if a.source_id), None)
