"""Whether what a claim says stands on the page that its writer gives for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from chains.given import Given
from chains.statements import Statement, share_of
from corpus.models import Pin, Source
from ingest.index import Index

STANDS = 0.6
"""Share of a claim's words, by rarity, that one sentence of a page must have for the claim to stand there."""
LONGEST = 1500
"""Characters by which a sentence can reach beyond its page."""


def stands_elsewhere(index: Index, claim: str, said: Statement, given: Given) -> str | None:
    """Why the pages given are the wrong ones: the sentence that bears the claim stands on others, and none of these has its words.

    None where they are right, where none is given, and where the text at hand has no pages.
    """
    authority = next((a for a in given.authorities if a.key in said.keys), None)
    opinion = index.opinion_of(authority) if authority else None
    if authority is None or opinion is None or not opinion.pages or not given.pins or not said.pins:
        return None
    at = opinion.text.find(said.text)
    own = opinion.pin_at(at, at + len(said.text)) if at >= 0 else None  # the sentence's own page; a passage may run over two
    true = (own,) if own else said.pins
    if any(p.covers(q) for p in given.pins for q in true) or any(share_of(index, claim, x) >= STANDS for p in given.pins for x in _page(opinion, p)):
        return None
    return f"{authority.name} says this at {', '.join(map(str, true))}, not at {', '.join(map(str, given.pins))}"


def _page(opinion: Source, pin: Pin) -> Iterator[str]:
    """The sentences of a page and of its notes, and one that begins or ends beyond it."""
    import nupunkt

    marks = [*opinion.pages, (len(opinion.text), 0)]
    for (start, page), (end, _) in pairwise(marks):
        if pin.first <= page <= pin.last:
            low = max(0, start - LONGEST)
            yield from (opinion.text[low + a : low + b] for a, b in nupunkt.sent_spans(opinion.text[low : end + LONGEST]) if low + a < end and start < low + b)
    yield from (opinion.text[n.start : n.end] for n in opinion.notes if n.call_page and pin.first <= n.call_page <= pin.last)
