"""The library as one reads it: a list that can be searched, and each source as safe HTML with its passage highlighted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise

from chains.history_sheet import NO_CITES, Cites, later_html, map_html, weight_of
from chains.links import Link, cuts_of, decision_url, link, link_to, linked
from chains.models import library_url, pinned
from chains.numbering import Span, whose_words
from chains.render import safe
from corpus.courts import court_name
from corpus.library import Library
from corpus.models import Cite, Line, Part, Passage, Section, Source
from corpus.stretches import stretches

KINDS = {
    "guidance": "Topics in plain words",
    "digest": "Decisions in brief",
    "statute": "Statutes and rules",
    "state": "States: deadlines, records, courts, help",
    "opinion": "Whole decisions",
}
ROLES = {"short": "In short", "rule": "Rule", "courts": "What courts look at", "do": "What to do", "careful": "Careful",
         "facts": "What happened", "question": "Question", "holding": "Held", "example": "Example", "use": "How plaintiffs use it",
         "against": "How cities use it", "limit": "Limit", "voice": "Another judge", "myth": "Often said, but not true"}  # fmt: skip
CHECKS = {
    "pages": "Every page given here was looked up in the decision.",
    "words": "The quoted words were looked up; pages were not.",
    "memory": "Not compared with the official text: read that before you rely on it.",
}
WHOLE = "decision"  # the address of a whole decision says so, for its digest often bears the same id
BEFORE_AND_AFTER = 700
"""Characters of a decision shown around the passage that was opened."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the list: a source by its name, with what it can be found by."""

    source_id: str
    kind: str
    title: str
    detail: str
    words: str


def entries(library: Library, opinions: Iterable[Source] = ()) -> list[Entry]:
    """Everything on the shelf, topics first, each kind by name."""
    found = [_entry(s) for s in [*library.sources.values(), *opinions]]
    return sorted(found, key=lambda e: (list(KINDS).index(e.kind), e.title.lower()))


def _entry(source: Source) -> Entry:
    kind = "statute" if source.kind == "rule" else source.kind
    a = source.authority
    detail = "" if a is None else f"{a.key} ({a.year})" if a.year and a.key else a.key or str(a.year or "")
    asked = " ".join(q for s in source.sections for q in (s.heading, *s.asks))
    told = source.text if source.kind != "opinion" else ""
    return Entry(source.id, kind, source.title, detail, f"{source.title} {detail} {asked} {told}".lower())


def search(shelf: Sequence[Entry], words: str, kind: str | None = None) -> list[Entry]:
    """The rows that hold every word, those that hold them in the name first."""
    wanted = words.lower().split()
    held = [e for e in shelf if (kind is None or e.kind == kind) and all(w in e.words for w in wanted)]
    return sorted(held, key=lambda e: -sum(w in f"{e.title} {e.detail}".lower() for w in wanted))


def source_html(source: Source, library: Library, passage: Passage | None = None, *, page: int | None = None,
                cites: Cites = NO_CITES, place: str | None = None) -> str:  # fmt: skip
    """One source in full; the passage or the page that was opened comes first.

    ``cites``: what the index knows of who cites whom. ``place``: the reader's, for what the source weighs there.
    """
    head = f"<h2>{escape(source.title)}</h2>{_facts(source, library, place)}"
    later, cited = later_html(source, library), map_html(source, library, cites.edges)
    if source.kind != "opinion":
        return safe(f'<article class="pc-sheet">{head}{later}{_sections(source, library, passage)}{cited}</article>')
    links = tuple(link_to(r, library) for r in cites.references)
    opened = _opened(source, passage, page, links)
    whole = _whole(source, passage, links, is_open=not opened)
    return safe(f'<article class="pc-sheet">{head}{opened}{later}{cited}{whole}</article>')


def _facts(source: Source, library: Library, place: str | None) -> str:
    """What must be known about a source: citation, court, weight, how far it was checked."""
    a = source.authority
    told = [("Citation", f"{a.key}{''.join(f', {p}' for p in a.parallel)}" if a else ""), ("Court", court_name(a.court) if a and a.court else "")]
    told += [(k.capitalize(), source.facts.get(k, "")) for k in ("date", "docket", "author", "disposition", "prevailed")]
    told += [("Weight", weight_of(source, library, place)), ("Comes from", source.facts.get("origin", ""))]
    told += [("As of", source.as_of if source.kind != "opinion" else ""), ("Checked", CHECKS.get(source.checked, "") if source.kind != "guidance" else "")]
    if source.kind != "opinion":
        told.append(("Whose words", "Pincite's own: a guide to the law, not the law itself"))
    rows = "".join(f"<li><strong>{k}:</strong> {escape(v)}</li>" for k, v in told if v)
    return f'<ul class="pc-facts">{rows}</ul>{_elsewhere(source, library)}'


def _elsewhere(source: Source, library: Library) -> str:
    """From a digest to the decision itself and back, where both are at hand."""
    key = source.authority.key if source.authority else ""
    held = library.authority(key) if key else None
    if source.kind == "digest":
        opinion = library.opinions.get(key)
        missing = '<p class="pc-quiet">The decision itself is not at hand on this machine.</p>'
        return f"<p>{link(decision_url(opinion), 'Read the decision itself')}</p>" if opinion else missing
    if source.kind == "opinion" and held and held.source_id:
        return f"<p>{link(library_url(held.source_id), 'Read this decision in brief')}</p>"
    return ""


def _sections(source: Source, library: Library, passage: Passage | None) -> str:
    opened = [s for s in source.sections if passage and s.id == passage.section_id]
    rest = [s for s in source.sections if s not in opened]
    html = "".join(f'<section class="pc-target" id="passage">{_section(s, source, library)}</section>' for s in opened)
    return html + "".join(f"<section>{_section(s, source, library)}</section>" for s in rest)


def _section(section: Section, source: Source, library: Library) -> str:
    own = source.authority.key if source.authority else ""
    roles = [ROLES.get(x.role, x.role) for x in section.lines]
    shown = [r if i == 0 or r != roles[i - 1] else "" for i, r in enumerate(roles)]
    lines = "".join(_line(x, r, own, library) for x, r in zip(section.lines, shown, strict=True))
    return f'<h3>{escape(section.heading)}</h3><ul class="pc-lines">{lines}</ul>'


def _line(line: Line, role: str, own: str, library: Library) -> str:
    cites = "; ".join(_cite(c, own, library) for c in line.cites)
    voice = f" ({escape(line.voice)})" if line.voice else ""
    pins = f' <span class="pc-pin">{cites}{voice}</span>' if cites else ""
    head = f'<span class="pc-role">{escape(role)}</span>' if role else ""
    return f"<li>{head}{escape(line.text)}{pins}</li>"


def _cite(cite: Cite, own: str, library: Library) -> str:
    """A citation with its link; of the source's own decision only the page."""
    authority = library.authority(cite.key)
    if authority is None:
        return escape(cite.key)
    if cite.key == own and authority.kind == "case":
        return f"[{escape(cite.pin)}]" if cite.pin else ""
    words, opinion = pinned(authority, cite), library.opinions.get(authority.key)
    if authority.source_id:
        return link(library_url(authority.source_id), words)
    return link(decision_url(opinion), words) if opinion else escape(words)


def _opened(source: Source, passage: Passage | None, page: int | None, links: Sequence[Link]) -> str:
    """The passage of a decision that was opened, in its surroundings, or the page; nothing where the decision was."""
    part = next((p for p in source.parts if passage and p.start <= passage.start < p.end), None)
    if not passage or not part:
        return "" if page is None else _page(source, page, links)
    low = _word(source.text, max(part.start, passage.start - BEFORE_AND_AFTER), part.start)
    high = _word(source.text, min(part.end, passage.end + BEFORE_AND_AFTER), part.end)
    words = "".join(pieces(source, low, high, [(passage.start, passage.end)], links))
    where = f", page {passage.pin}" if passage.pin else ""
    head = f'<h3>The passage{escape(where)}</h3><p class="pc-quiet">{escape(_voice(source, part))}</p>'
    return f'<section class="pc-passage" id="passage">{head}<div class="pc-text">… {words} …</div></section>'


def _whole(source: Source, passage: Passage | None, links: Sequence[Link], *, is_open: bool) -> str:
    """Every part of a decision under its voice; ``is_open``: the first of them stands open."""
    spans = [(passage.start, passage.end)] if passage else []
    parts = "".join(_part(source, p, spans, links, is_open=is_open and p is source.parts[0]) for p in source.parts)
    second = source.pages[1][1] if len(source.pages) > 1 else None
    told = f"[*{second}] marks where page {second} begins." if second else "This copy of the decision has no page numbers of the official reporter."
    return f'<h3>The whole decision</h3><p class="pc-quiet">{told}</p>{parts}'


def _word(text: str, at: int, edge: int) -> int:
    """The nearest place at or after ``at`` that is not inside a word; an edge of the part stays."""
    while at != edge and 0 < at < len(text) and not text[at - 1].isspace():
        at += 1
    return at


def _voice(source: Source, part: Part) -> str:
    court = source.authority.court if source.authority else None
    first, last = source.pin_at(part.start, part.start + 1), max((page for at, page in source.pages if at < part.end), default=0)
    pages = f", pages {first.first} to {last}" if first and last >= first.first else ""
    return whose_words(Passage("", source.id, "opinion", "", "", 0, 0, part=part.kind, author=part.author), court) + pages


def _page(source: Source, page: int, links: Sequence[Link]) -> str:
    """One page of a decision under its voice, or its voices where one opinion ends on it and another begins."""
    shown = [(p, a, b) for a, b in stretches(source, page) for p in source.parts if p.start <= a < p.end]
    if not shown:
        return f'<p class="pc-notice pc-plain">This copy of the decision has no page {page}. Here is the whole of it.</p>'
    html = ""
    for part, spans in groupby(shown, key=lambda x: x[0]):
        words = "".join(f'<div class="pc-text">{"".join(pieces(source, a, b, (), links))}</div>' for _, a, b in spans)
        html += f'<p class="pc-quiet">{escape(_voice(source, part))}</p>{words}'
    return f'<section class="pc-passage" id="passage"><h3>Page {page}</h3>{html}</section>'


def _part(source: Source, part: Part, spans: Sequence[Span], links: Sequence[Link], *, is_open: bool) -> str:
    words = "".join(pieces(source, part.start, part.end, spans, links))
    return f'<details{" open" if is_open else ""}><summary>{escape(_voice(source, part))}</summary><div class="pc-text">{words}</div></details>'


def pieces(source: Source, low: int, high: int, spans: Sequence[Span], links: Sequence[Link] = ()) -> Iterator[str]:
    """The text from ``low`` to ``high`` with the official pages, notes and block quotations set apart, the spans highlighted and the links to other sources."""
    pages = {at: page for at, page in source.pages if low <= at < high}
    apart = [(x.start, x.end, "pc-note") for x in source.notes] + [(x.start, x.end, "pc-block") for x in source.blocks]  # a note may hold a quotation
    apart = [(max(a, low), min(b, high), name) for a, b, name in apart if a < high and b > low]
    inside = {x for span in spans for x in span if low < x < high} | cuts_of(links, low, high)
    cuts = sorted({low, high, *pages, *(x for a, b, _ in apart for x in (a, b)), *inside})
    for start, end in pairwise(cuts):
        yield "</span>" * sum(start == b for _, b, _ in apart)
        yield from (f'<span class="{name}">' for a, _, name in apart if start == a)
        if start in pages:
            yield f'<span class="pc-page">[*{pages[start]}]</span> '
        words = linked(links, start, escape(source.text[start:end]))
        yield f"<mark>{words}</mark>" if any(a <= start < b for a, b in spans) else words
    yield "</span>" * sum(high == b for _, b, _ in apart)
