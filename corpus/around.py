"""The words around a decision's name in a text, and the ways in which something is said of it there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.decisions import Decision

REACH = 110
"""Characters before and after a name that are read for what is said of it."""
SENTENCE = 400
"""Characters to which its sentence reaches on either side at most."""
_SENTENCE_BEFORE, _SENTENCE_AFTER = re.compile(r"(?<!v)[.?!;]\s+(?=[A-Z])"), re.compile(r"(?<!\bv)[.?!;](?:\s|$)")
KIND = r"(?:case|decision|ruling|opinion|holding|judgment)"
"""What a decision is called."""


@dataclass(frozen=True)
class Around:
    """A decision's name in a text: the words before it, those after it, its sentence with NAME in its place, and whose decision it is."""

    before: str
    after: str
    sentence: str
    decision: Decision

    @property
    def name(self) -> str:
        return self.decision.authority.name


def around(text: str, start: int, end: int, decision: Decision) -> Around:
    """What stands around the name at ``start:end``."""
    first = _SENTENCE_BEFORE.split(text[max(0, start - SENTENCE) : start])[-1]
    last = _SENTENCE_AFTER.split(text[end : end + SENTENCE])[0]
    return Around(first[-REACH:], last[:REACH], f"{first}NAME{last}", decision)


Way = tuple[str, str]
"""On which side of the name ("before" or "after"), and the pattern."""


def ways(*ways: Way) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((side, re.compile(pattern, re.IGNORECASE)) for side, pattern in ways)


def first_of(ways: tuple[tuple[str, re.Pattern[str]], ...], x: Around) -> re.Match[str] | None:
    return next((m for side, p in ways if (m := p.search(x.before if side == "before" else x.after))), None)
