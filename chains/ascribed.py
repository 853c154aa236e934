"""What a text ascribes to a decision: a court, a year, a writer or an outcome that is not its own, or what another decision held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from chains.given import Given, Verdict, look_up
from corpus.citing import find_names
from corpus.decisions import Decision, decision_of
from corpus.described import misdescribed
from corpus.models import Authority
from ingest.index import Index


@lru_cache(maxsize=1024)
def decision(index: Index, authority: Authority) -> Decision:
    """A held decision with all that digest and text tell of its making."""
    return decision_of(authority, index.library.sources.get(authority.source_id or ""), index.opinion_of(authority))


def wrongly_described(index: Index, text: str, named: Iterable[tuple[int, int, Authority]]) -> Iterator[tuple[str, Authority]]:
    """What the text says of the making of the decisions named at these places that is not so."""
    for start, end, authority in named:
        if authority.kind == "case":
            yield from ((reason, authority) for reason in misdescribed(text, start, end, decision(index, authority)))


SAID = r"(?:held|holds|ruled|said|says|explained|decided|found|concluded|stated)"
_OPENS = re.compile(r"^\W*(?:[Ii]n\s+)?")


def speaks_of_another(index: Index, claim: str, given: Given) -> Verdict | None:
    """A claim that opens with what one decision held, and is given another as its support."""
    for n in find_names(claim, index.library.authorities.values()) if given.authorities else ():
        opens = _OPENS.match(claim)
        said = re.match(rf",?\s+(?:the (?:supreme )?court\s+)?(?:\w+ly\s+)?{SAID}\b", claim[n.end :], re.IGNORECASE)
        held = look_up(index.library, n.name).authorities
        if opens and n.start <= opens.end() and said and held and not set(held) & set(given.authorities):
            return Verdict("misattributed", (f"the claim says what {held[0].name} held; the citation given is {given.authorities[0].name}",))
    return None
