"""The gate behind every drafter: a proposed sentence becomes a Claim with its sources, or is withheld with the reason.

A library line passes only where it is one of the library's, in its own words (but for what ``corpus/nearness.py``
forgives) or in words with which the judge agrees, if one is set (``rephrasing.py``); where each authority is held and each
pin lies inside its decision; and where each quotation in it is verbatim in a cited decision wherever all of these are at
hand. A decision's sentence passes only verbatim. Nothing that a drafter says of its own proposal is believed: line and
passage are looked up again.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from chains.judging import Asked
from chains.models import Citation, Claim, Draft, DraftClaim, Withheld, library_url
from chains.rephrasing import may_stand_for
from corpus.library import pin_inside
from corpus.models import LAW_ROLES, OF_THE_COURT, Authority, Cite, Passage, Source, Tie
from corpus.nearness import same_words
from corpus.quoting import find_quote, quotations
from corpus.weighing import SEPARATE, Weighed, weigh
from ingest.index import Index
from ingest.ties import tie_key

_Shown = tuple[str, Claim]  # the id of the section that a claim is from, and the claim
Checked = tuple[tuple[Claim, ...], tuple[Withheld, ...], tuple[Passage, ...]]


def verify(index: Index, drafted: Draft, place: str | None, judge: Asked | None = None) -> Checked:
    """(claims shown, sentences withheld, the passages that they rest on), weighed for a reader in ``place`` (``place_of``)."""
    ties = _ties(index, drafted.claims)
    passages = index.store.get([t.passage_id for t in ties.values()])
    shown: list[_Shown] = []
    withheld: list[Withheld] = []
    used: dict[str, Passage] = {}
    for proposed in drafted.claims:
        reasons = tuple(faults(index, proposed, judge))
        if reasons:
            withheld.append(Withheld(proposed.text, "unsupported", reasons))
            continue
        claim, rests_on = _claim(index, proposed, ties, passages, place)
        shown.append((proposed.section.id if proposed.section else "", claim))
        used |= {p.id: p for p in rests_on}
    return _binding_first(shown), tuple(withheld), tuple(used.values())


def _binding_first(shown: Sequence[_Shown]) -> tuple[Claim, ...]:
    """Lines of one role of one section that stand together: those with binding law first, what is no longer law last."""
    runs = groupby(shown, key=lambda x: (x[0], x[1].role))
    return tuple(claim for _, run in runs for _, claim in sorted(run, key=lambda x: min((c.rank for c in x[1].citations), default=0)))


def _ties(index: Index, claims: Sequence[DraftClaim]) -> dict[str, Tie]:
    keys = [tie_key(c.section.source_id, c.line, cite) for c in claims if c.section and c.line for cite in c.line.cites]
    return {k: index.ties[k] for k in keys if k in index.ties}


def faults(index: Index, c: DraftClaim, judge: Asked | None = None) -> list[str]:
    """Why a proposed sentence may not be shown; empty where it may. A judge lets other words than the line's own pass, if it agrees with them."""
    if c.passage:
        return _passage_faults(index, c, c.passage)
    if not c.section or not c.line:
        return ["no source is given"]
    held = index.library.section(c.section.id)
    if held is None or c.line not in held.lines:
        return ["the line is not one of the library's"]
    source = index.library.sources[held.source_id]
    own = source.text[c.line.start : c.line.end]
    kept = same_words(c.text, own) or may_stand_for(judge, index.library, c.text, own)
    reasons = [] if kept else ["the words are not those of the library line"]
    if c.role in LAW_ROLES and not c.line.cites:
        reasons.append("a sentence of law has no authority")
    return reasons + [r for cite in c.line.cites for r in _cite_faults(index, cite)] + _quotation_faults(index, c)


def _passage_faults(index: Index, c: DraftClaim, passage: Passage) -> list[str]:
    if index.store.get([passage.id]).get(passage.id) != passage:
        return ["the passage is not one of the index"]
    wrong = [] if c.text and passage.text[c.start : c.end] == c.text else ["the words are not those of the passage"]
    return wrong if _voice(passage) not in SEPARATE or c.role == "voice" else [*wrong, "a separate opinion does not state the law"]


def _voice(passage: Passage) -> str:
    """Whose words a decision's passage holds, as ``weigh`` names it: "" for the court's own."""
    return "" if passage.part is None or passage.part in OF_THE_COURT else passage.part


def _cite_faults(index: Index, cite: Cite) -> list[str]:
    authority = index.library.authority(cite.key)
    if authority is None:
        return [f"{cite.key} is not in the library"]
    return [f"page {pin} is outside {authority.name}" for pin in cite.pins if pin_inside(authority, pin) is False]


def _quotation_faults(index: Index, c: DraftClaim) -> list[str]:
    """Quoted words must stand in one of the decisions cited for them, as far as these are at hand."""
    if not c.line:
        return []
    quoted = [c.text[a:b] for a, b in quotations(c.text) if b - a > 12]
    cited = [a for x in c.line.cites if (a := index.library.authority(x.key))]
    held = [a.opinion_id for a in cited if a.opinion_id and a.opinion_id in index.library.opinions.values()]
    if not held or len(held) < len(c.line.cites):
        return []
    return [f"“{q}” does not stand in the cited decision" for q in quoted if not any(find_quote(q, index.folded(i)) for i in held)]


def _claim(index: Index, c: DraftClaim, ties: dict[str, Tie], passages: dict[str, Passage], place: str | None) -> tuple[Claim, list[Passage]]:
    if c.passage:
        citation = _opinion_citation(index, c.passage, c.start, c.end, place)
        return Claim(c.text, c.role, (citation,)), [c.passage]
    assert c.section is not None
    assert c.line is not None
    source = index.library.sources[c.section.source_id]
    own = index.section_passages[c.section.id]
    used = [own]
    citations = []
    for cite in c.line.cites:
        authority = index.library.authorities[cite.key]
        tie = ties.get(tie_key(source.id, c.line, cite))
        behind = passages.get(tie.passage_id) if tie else None
        used += [behind] if behind else []
        citations.append(_authority_citation(index, authority, cite, c.line.voice, place, (tie, behind), (source, c, own)))
    citations.sort(key=lambda x: x.rank)
    if source.kind in ("guidance", "state") or not citations or not same_words(c.text, _own_words(own, c)):
        citations.append(_guidance_citation(source, c, own))
    return Claim(c.text, c.role, tuple(citations)), used


def _authority_citation(index: Index, authority: Authority, cite: Cite, voice: str, reader: str | None,
                        tied: tuple[Tie | None, Passage | None], library: tuple[Source, DraftClaim, Passage]) -> Citation:  # fmt: skip
    tie, behind = tied
    weighed = weigh(authority, reader, voice, cite.pins)
    quote: str | None
    place: tuple[str, int, int] | tuple[None, None, None]
    if tie and behind:
        quote, place = behind.text[tie.start : tie.end], (behind.id, tie.start, tie.end)
        url = library_url(behind.source_id, behind.id)
    else:
        source, c, own = library
        mine = authority.source_id == source.id and c.line is not None and source.kind != "digest"
        quote, place = (_own_words(own, c), _inside(own, c)) if mine else (None, (None, None, None))
        url = library_url(authority.source_id or authority.opinion_id or "", own.id if mine else None)
    checked = bool(tie and tie.page_checked) or (authority.kind == "case" and _digest_checked(index, authority))
    return Citation(authority.name, authority.key, cite.pin, quote, place[0], place[1], place[2], weighed.weight, weighed.why, url, checked,
                    cite.paragraph or None, authority.year, weighed.rank)  # fmt: skip


def _digest_checked(index: Index, authority: Authority) -> bool:
    """Whether the decision's pages were looked up when its digest was written."""
    source = index.library.sources.get(authority.source_id or "")
    return bool(source and source.checked == "pages")


def _inside(passage: Passage, c: DraftClaim) -> tuple[str, int, int]:
    assert c.line
    return passage.id, c.line.start - passage.start, c.line.end - passage.start


def _own_words(passage: Passage, c: DraftClaim) -> str:
    """The line as it stands in its passage, whatever spelling of it is shown."""
    _, start, end = _inside(passage, c)
    return passage.text[start:end]


def _guidance_citation(source: Source, c: DraftClaim, passage: Passage) -> Citation:
    weighed = weigh(None, None)
    pid, start, end = _inside(passage, c)
    return Citation(
        f"Pincite guidance: {source.title}",
        None,
        None,
        _own_words(passage, c),
        pid,
        start,
        end,
        weighed.weight,
        weighed.why,
        library_url(source.id, pid),
        False,
        rank=weighed.rank,
    )


def _opinion_citation(index: Index, passage: Passage, start: int, end: int, place: str | None) -> Citation:
    opinion = index.opinion(passage.source_id)
    authority = next((index.library.authorities[k] for k, i in index.library.opinions.items() if i == passage.source_id), opinion.authority)
    pin = opinion.pin_at(passage.start + start, passage.start + end)
    weighed: Weighed = weigh(authority, place, _voice(passage), (pin,) if pin else ())
    key, year = (authority.key or None, authority.year) if authority else (None, None)
    return Citation(passage.title, key, str(pin) if pin else None, passage.text[start:end], passage.id, start, end, weighed.weight, weighed.why,
                    library_url(passage.source_id, passage.id), pin is not None, None, year, weighed.rank)  # fmt: skip
