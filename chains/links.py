"""Links from one source of the library to another: what they open, and how they lie in a decision's text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from chains.models import library_url, pinned
from corpus.citing import read_pins
from corpus.library import Library
from corpus.models import Cite
from corpus.referring import Reference


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of a decision's text that opens another source; ``title`` says which, in full."""

    start: int
    end: int
    url: str
    title: str


def decision_url(opinion_id: str, page: int | None = None) -> str:
    """The whole decision; its digest often bears the same id, and that is what opens without a word about it."""
    return library_url(opinion_id, decision=True, page=page)


def link(url: str, words: str, title: str = "") -> str:
    told = f' title="{escape(title)}"' if title else ""
    return f'<a href="{escape(url)}"{told}>{escape(words)}</a>'


def link_to(reference: Reference, library: Library) -> Link:
    """Where a reference leads: the page of the decision itself where it is at hand, else the decision in brief."""
    held = library.authorities[reference.key]
    pins = read_pins(reference.pin or "")
    opinion = library.opinions.get(held.key)
    if opinion and (reference.there or not held.source_id):
        url = decision_url(opinion, pins[0].first if reference.there else None)
    else:
        url = library_url(held.source_id or "")
    return Link(reference.start, reference.end, url, pinned(held, Cite(held.key, pins)))


def cuts_of(links: Sequence[Link], low: int, high: int) -> set[int]:
    """Where links begin and end between two places."""
    return {x for one in links for x in (one.start, one.end) if low < x < high}


def linked(links: Sequence[Link], at: int, html: str) -> str:
    """A finished piece of text, inside its link where it begins in one; ``links`` are in order and do not overlap."""
    number = bisect_right(links, at, key=lambda x: x.start) - 1
    if number < 0 or at >= links[number].end or not html.strip():
        return html
    return f'<a href="{escape(links[number].url)}" title="{escape(links[number].title)}">{html}</a>'
