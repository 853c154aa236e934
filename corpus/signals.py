"""With which signal a decision cites another (The Bluebook, rule 1.2): see, cf., but see, contra …; none is a signal too."""

from __future__ import annotations

import re

SIGNALS = ("but see", "but cf.", "contra", "compare", "cf.", "see, e.g.", "see also", "see", "accord", "e.g.", "")
"""The longer before the shorter that they begin with."""
AGAINST = frozenset({"but see", "but cf.", "contra"})
"""Signals by which a writer cites what speaks against him."""
CONTRASTING = AGAINST | {"cf.", "compare"}

_SIGNAL = re.compile(
    r"(?:^|(?<=[.;,:?!)(\]\[\"”’'—–-])\s*|\n\s*)"
    r"(But\s+see|But\s+cf\.|Contra|Compare|Cf\.|See,?\s+e\.\s?g\.|See\s+also|See|Accord|E\.\s?g\.|with)(?:,\s*e\.\s?g\.)?,?(?:\s+generally,?)?\s+",
    re.IGNORECASE,
)
_SMALL = frozenset(
    {"v.", "vs.", "of", "the", "for", "and", "ex", "rel.", "rel", "in", "re", "on", "&", "de", "la", "du", "et", "al.", "supra,", "to", "by", "at"}
)
_PINS = re.compile(r"(?:[\s,\d–—&-]|nn?\.)*")


def signal_before(text: str, start: int, after: int = 0) -> str | None:
    """The signal before the citation at ``start``; "" for none.

    None: it follows a semicolon, or the *with* of a comparison, so that the signal of the one before holds on.

    ``after`` is where the citation before it ends: nothing earlier is read.
    """
    window = text[max(after, start - 220) : start]
    for m in reversed(list(_SIGNAL.finditer(window))):
        if _is_name(window[m.end() :]):
            return _normal(m[1]) if m[1] != "with" else None
    head, semicolon, tail = re.sub(r"\([^()]*\)", "", window).rpartition(";")
    return None if semicolon and after and _PINS.fullmatch(head) and _is_name(tail) else ""


def _is_name(words: str) -> bool:
    """Whether this could be nothing but the name of a case, or nothing at all."""
    return len(words) < 140 and all(w[:1].isupper() or w[:1].isdigit() or w.lower() in _SMALL for w in words.split())


def _normal(signal: str) -> str:
    said = re.sub(r"\s+", " ", signal.lower()).replace("e. g.", "e.g.").replace("see e.g.", "see, e.g.")
    return next(s for s in SIGNALS if said.startswith(s))
