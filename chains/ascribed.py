"""What a claim ascribes to a decision: an outcome that is not its own, or what another decision held."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chains.given import Given, Verdict, look_up
from corpus.citing import find_names
from corpus.models import Authority
from ingest.index import Index

_VERB = r"(affirmed|affirms|upheld|upholds|reversed|reverses|vacated|vacates)\b"
_BY_COURT = rf"(?:(?<!lower )\b(?:supreme )?court|\bit|\bcase|[A-Z]\w+)(?: in [A-Z][\w.' ]{{2,40}}?)?,? (?:\w+ly )?{_VERB}"
_DISPOSED = re.compile(rf"{_BY_COURT}|\b(?:judgment|verdict|ruling)\b[^.,;]{{0,40}} (?:was|were) {_VERB}")


def disposition(index: Index, claim: str, authorities: Sequence[Authority]) -> str | None:
    """The outcome that a claim gives a decision, where it is not the one that the library holds."""
    said = _DISPOSED.search(claim)
    source = index.library.sources.get(authorities[0].source_id or "") if len(authorities) == 1 else None
    true = (source.facts.get("disposition") or "").lower() if source else ""
    if not said or not true or re.search(r"appeals|district|circuit", said[0], re.IGNORECASE):
        return None
    verb = said[1] or said[2]
    kept = verb.startswith(("affirm", "uph"))
    if kept != ("affirm" in true) and not ("affirm" in true and re.search("revers|vacat", true)):
        return f"{authorities[0].name} was decided thus: {true}; the claim says “{verb}”"
    return None


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
