"""What a citation may be meant to repeat: the decisions that a text has cited, and what was cited last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.models import Authority, Pin

LONGEST = 150
"""Pages that a decision is taken to have at most where its last page is not known."""
FAR = 1200
"""Characters between an id. and what it repeats, at most."""
_MAY_BE_MEANT = re.compile(
    r"\b(?:App|Exh?|Br|Tr|Cong|Rep|Rev|L\. ?J|J\. ?A|Stat|Reg|Dep|Op|Doc|ed|A\. ?L\. ?I)\.|\b(?:R|pp?|Rule|at)\.? \d|\bv\. [A-Z]|C\. ?F\. ?R\.|U\. ?S\. ?C\."
    r"|\b(?:Record|Brief|Globe|Reports?|Restatement|Prosser|Blackstone|Treatise|Affidavit|Complaint|WL|Pet\. for|Exhibit|[Aa]nte|[Pp]ost|[Ii]nfra)\b"
)
"""What, between a citation and an id., might be what the id. means."""


NO_NAMES = frozenset(
    "court congress constitution amendment act section justice chief footnote see also but accord compare contra under this that there these when where while "
    "because since although first second third fourth fifth sixth seventh eighth ninth tenth eleventh fourteenth circuit federal state supra "
    "our their his her its and for not nor".split()
)
"""Words with a capital that stand before citations and call no case."""


def may_be_meant(between: str) -> bool:
    """Whether a text names anything else that an id. after it could repeat: the record, a brief, a book, a report, an unlinked case."""
    return bool(_MAY_BE_MEANT.search(between))


@dataclass
class Case:
    """A decision that the text has cited: one of ours (``held``) or not."""

    held: Authority | None
    places: set[tuple[str, int]]  # ("489 U.S.", 378), in each reporter
    names: frozenset[str]

    def holds(self, reporter: str, page: int) -> bool:
        return any(r == reporter and first <= page <= self._last(r, first) for r, first in self.places)

    def _last(self, reporter: str, first: int) -> int:
        official = self.held and self.held.last_page and self.held.key == f"{reporter} {first}"
        return self.held.last_page or 0 if self.held and official else first + LONGEST

    def may_hold(self, pins: Sequence[Pin]) -> bool:
        """Whether pages without a reporter can lie in it."""
        return all(any(self.holds(r, p.first) for r, _ in self.places) for p in pins)


def joins(gap: str) -> bool:
    """Whether only pages stand between two citations, so that both are of one decision: ``436 U.S. 658, 690, 98 S. Ct. 2018``."""
    return bool(re.fullmatch(r",\s*(?:(?:at\s+)?\d[\d\s,–&.n-]*,\s*)?", gap))


@dataclass
class Flow:
    """What was cited last in one running text: the body of a part, or one footnote."""

    last: list[Case] = field(default_factory=list)  # whatever an id. might repeat; empty: not known
    end: int = 0
    signal: str = ""
