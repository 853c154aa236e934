"""Quotation fidelity: the share of an answer's quotations that stand verbatim in the source they are ascribed to.

Two kinds count, each as 1 or 0:

- a quotation of four words or more inside a sentence shown: it stands in a decision that the sentence cites, under the
  rules by which lawyers quote (``corpus.quoting``). Where it is found in none, but the text of one of the authorities
  cited is not at hand, it is not judged;
- the ``quote`` of a citation: it is, character for character, ``start:end`` of its passage; the passage is given in the
  answer and belongs to the authority cited; and the same characters stand at that place of the source itself.

A quote without a passage is looked up in the decision cited, where that is at hand. Whether the words stand on the page
given is another measure (``pin_accuracy.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus.quoting import find_quote, quotations
from eval.metrics.shown import citations, claims, passages, share
from eval.models import Bench, Case, Metric, Seen

FEWEST = 4
"""Words from which a phrase in quotation marks is taken for a quotation and not for a term."""


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    said = [mark for claim in claims(seen) for mark in _in_text(claim, bench)]
    quoted = [_verbatim(c, seen, bench) for c in citations(seen) if c["quote"]]
    return share([*said, *(mark for mark in quoted if mark is not None)], case, seen)


def _in_text(claim: dict[str, Any], bench: Bench) -> Iterator[bool]:
    keys = [c["citation"] for c in claim["citations"] if c["citation"]]
    held = [i for key in keys if (i := opinion_of(key, bench))]
    for start, end in quotations(claim["text"]):
        words = claim["text"][start:end]
        if len(words.split()) < FEWEST:
            continue
        if any(find_quote(words, bench.index.folded(i)) for i in held):
            yield True
        elif held and len(held) == len(keys):
            yield False


def opinion_of(citation: str, bench: Bench) -> str | None:
    """The id of the decision's own text, where the index holds it."""
    authority = bench.authority(citation)
    return bench.index.library.opinions.get(authority.key) if authority else None


def _verbatim(citation: dict[str, Any], seen: Seen, bench: Bench) -> bool | None:
    """Whether a citation's quote stands where it is said to stand; None where that cannot be looked up."""
    if not citation["passage_id"]:
        held = opinion_of(citation["citation"] or "", bench)
        return bool(find_quote(citation["quote"], bench.index.folded(held))) if held else None
    passage = passages(seen).get(citation["passage_id"])
    if not passage or passage["text"][citation["start"] : citation["end"]] != citation["quote"]:
        return False
    at = passage["start"] + citation["start"]
    return _belongs(citation, passage, bench) and source_text(passage, bench)[at : at + len(citation["quote"])] == citation["quote"]


def _belongs(citation: dict[str, Any], passage: dict[str, Any], bench: Bench) -> bool:
    """Whether a passage is one of the authority that is cited; guidance and a decision without a citation have none."""
    if not citation["citation"]:
        return True
    if passage["kind"] == "opinion":
        return bool(opinion_of(citation["citation"], bench) == passage["source_id"])
    authority = bench.authority(citation["citation"])
    return bool(authority and authority.source_id == passage["source_id"])


def source_text(passage: dict[str, Any], bench: Bench) -> str:
    """The whole text from which a passage is taken; empty where no such source is held."""
    if passage["kind"] == "opinion":
        return bench.index.opinion(passage["source_id"]).text if passage["source_id"] in bench.index.library.opinions.values() else ""
    source = bench.sources.get(passage["source_id"])
    return source.text if source else ""


METRIC = Metric("quotation_fidelity", "Quotations that stand verbatim in their source", "higher", score, "answers")
