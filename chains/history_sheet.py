"""What became of a decision, and who cites whom among the decisions at hand, as a reader sees it on a source's page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from chains.links import decision_url, link
from chains.models import library_url
from corpus.history import GONE, PARTLY, by
from corpus.library import Library
from corpus.models import Authority, Later, Source
from corpus.referring import Reference
from corpus.signals import CONTRASTING
from corpus.weighing import weigh
from ingest.citation_map import Edge

FOLDED_FROM = 5
"""Rows that stand open; a longer list is folded."""
NO_CITATOR = "This is no citator: what happened elsewhere or later is not in it. Check every decision with a citator before you rely on it."
SEPARATE = frozenset({"concurrence", "partial dissent", "dissent"})


@dataclass(frozen=True, slots=True)
class Cites:
    """What the index knows about a source beside its text: its own references, and every pair of a citing and a cited decision."""

    references: tuple[Reference, ...] = ()
    edges: tuple[Edge, ...] = ()


NO_CITES = Cites()


def weight_of(source: Source, library: Library, place: str | None) -> str:
    """What a source weighs for a reader, in words; of guidance and a state's table nothing: they are no law."""
    held = _held(source, library)
    if source.kind in ("guidance", "state") or held is None:
        return ""
    brief = library.sources.get(held.source_id or "", source)  # its holdings were read by a person, who knows which parts had a majority
    voices = {x.voice for s in brief.sections for x in s.lines if x.role == "holding"} or {p.kind for p in source.parts[:1]}
    why = weigh(held, place, "plurality" if voices == {"plurality"} else "").why
    return why[:1].upper() + why[1:]


def later_html(source: Source, library: Library) -> str:
    """What became of a decision, as it was written down by hand."""
    held = _held(source, library)
    if held is None or not held.later:
        return ""
    dated = library.sources[held.source_id].as_of if held.source_id in library.sources else source.as_of
    told = f'<p class="pc-quiet">Written down by hand as of {escape(dated)}. {NO_CITATOR}</p>'
    return f'<section class="pc-history"><h3>What later decisions did</h3>{_later(held.later, library)}{told}</section>'


def map_html(source: Source, library: Library, edges: Sequence[Edge]) -> str:
    """Who cites this and whom it cites, and where the library itself rests on it; with its date and its limits."""
    held = _held(source, library)
    if held is None or source.kind in ("guidance", "state"):
        return ""
    names = {opinion: library.authorities[key] for key, opinion in library.opinions.items()}
    citing = [e for e in edges if e.cited == held.key and e.citing in names]
    cited = [e for e in edges if names.get(e.citing) == held and e.cited in library.authorities]
    blocks = [_cited_by(citing, names), _cites(cited, library), _own(held, source, library)]
    if not any(blocks):
        return ""
    dated = max((s.as_of for s in library.sources.values() if s.kind != "opinion"), default=source.as_of)
    counted = f"Counted by machine over the {_count(len(names), 'decision')} at hand here and this library as of {escape(dated)}."
    return f'<section class="pc-history"><h3>Who cites whom</h3>{"".join(blocks)}<p class="pc-quiet">{counted} {NO_CITATOR}</p></section>'


def _held(source: Source, library: Library) -> Authority | None:
    if source.kind == "opinion":
        return next((library.authorities[k] for k, i in library.opinions.items() if i == source.id), source.authority)
    return library.authority(source.authority.key) if source.authority else None


def _later(entries: Sequence[Later], library: Library) -> str:
    """What took law away first, then the rest as it was written."""
    told = sorted(entries, key=lambda x: 0 if x.kind in GONE else 1 if x.kind in PARTLY else 2)
    heads = (f"<strong>{escape(x.kind.capitalize())}</strong> by" if x.kind != "related" else "<strong>See also</strong>" for x in told)
    rows = [f"{head} {_later_link(x, library)}: {escape(x.how)}." for head, x in zip(heads, told, strict=True)]
    return _rows(rows)


def _later_link(entry: Later, library: Library) -> str:
    held = library.authority(entry.key)
    return link(library_url(held.source_id), by(entry)) if held and held.source_id else escape(by(entry))


def _cited_by(edges: Sequence[Edge], names: dict[str, Authority]) -> str:
    if not edges:
        return ""
    rows = [_edge_row(e, names[e.citing], decision_url(e.citing, _number(e.page))) for e in _most_first(edges)]
    times = sum(e.times for e in edges)
    return _list(f"Cited by {_count(len(edges), 'decision')} at hand here, {_count(times, 'time')} in all", rows)


def _cites(edges: Sequence[Edge], library: Library) -> str:
    """Whom this decision cites; the pages are its own."""
    if not edges:
        return ""
    rows = [_edge_row(e, held, _home(held, library)) for e in _most_first(edges) if (held := library.authorities[e.cited])]
    return _list(f"Cites {_count(len(edges), 'decision')} of this library", rows)


def _home(held: Authority, library: Library) -> str:
    return library_url(held.source_id) if held.source_id else decision_url(library.opinions[held.key])


def _edge_row(edge: Edge, other: Authority, url: str) -> str:
    where = f", first on page {escape(edge.page)}" if edge.page else ""
    told = [*(f"“{s}”" for s in edge.signals if s in CONTRASTING), *_voices(edge)]
    noted = f" ({escape('; '.join(told))})" if told else ""
    return f'{link(url, f"{other.name} ({other.year})")} <span class="pc-pin">{_count(edge.times, "time")}{where}{noted}</span>'


def _voices(edge: Edge) -> Iterator[str]:
    if set(edge.parts) <= SEPARATE:
        yield f"only in a {' and a '.join(edge.parts)}"


def _own(held: Authority, source: Source, library: Library) -> str:
    """The topics and digests of this library that rest on it."""
    found = [(s, sum(held.key in (c.key for c in x.cites) for section in s.sections for x in section.lines)) for s in library.sources.values()]
    resting = [(s, n) for s, n in found if n and s.id not in (source.id, held.source_id)]
    resting.sort(key=lambda x: (-x[1], x[0].title))
    rows = [f'{link(library_url(s.id), s.title)} <span class="pc-pin">{_count(n, "line")}</span>' for s, n in resting]
    return _list(f"Used in {_count(len(rows), 'other source')} of this library", rows) if rows else ""


def _list(head: str, rows: Sequence[str]) -> str:
    is_open = "" if len(rows) > FOLDED_FROM else " open"
    return f"<details{is_open}><summary>{escape(head)}</summary>{_rows(rows)}</details>"


def _rows(rows: Sequence[str]) -> str:
    return f'<ul class="pc-lines">{"".join(f"<li>{r}</li>" for r in rows)}</ul>'


def _most_first(edges: Iterable[Edge]) -> list[Edge]:
    return sorted(edges, key=lambda e: (-e.times, e.citing, e.cited))


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _number(page: str | None) -> int | None:
    first = (page or "").split()[:1]
    return int(first[0]) if first and first[0].isdecimal() else None
