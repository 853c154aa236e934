"""Where a text comes nearest to a quotation that does not stand in it, and which words differ."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from corpus.folding import Folded, fold

_WORD = re.compile(r"\S+")
_CITATION_WORD = re.compile(
    r"(?:[A-Z][\w.'-]*|v\.|vs\.|of|the|and|for|at|see|cf\.|id\.|ibid\.?|supra|infra|nn?\.|§*\d[\d.,-]*|&|e\.g\.|also|quoting|citing|ex|rel\.|opinion|plurality|ante|post|in|re|pp?\.)?",
    re.ASCII,
)


@dataclass(frozen=True)
class Nearest:
    """The true words nearest to a quotation that does not stand in the text, and which words differ."""

    start: int
    end: int
    likeness: float  # share of the quoted words that stand there in this order, 0–1
    differs: tuple[tuple[str, str], ...]  # (words as quoted, words as they stand)

    @property
    def citation_left_out(self) -> bool:
        """Whether citations left out are the only difference."""
        return bool(self.differs) and all(not a and _is_citation(b) for a, b in self.differs)


def _is_citation(words: str) -> bool:
    bare = [w.strip("()[].,;:") for w in words.split()]
    marks = bool(re.search(r"\d", words) or re.search(r"\b(?:[Ii]d\.|[Ii]bid|supra)", words))
    return marks and all(_CITATION_WORD.fullmatch(w) or _CITATION_WORD.fullmatch(w + ".") for w in bare)


@dataclass(frozen=True, eq=False)
class _Words:
    """A text as words: where each stands in its folded form, and at which words each pair of neighbours begins."""

    folded: Folded
    spans: list[tuple[int, int]]
    words: list[str]
    pairs: dict[tuple[str, str], list[int]]


@lru_cache(maxsize=256)  # many quotations are compared with one decision
def _words(text: str) -> _Words:
    folded = fold(text)
    spans = [m.span() for m in _WORD.finditer(folded.text)]
    words = [sys.intern(_bare(folded.text[a:b])) for a, b in spans]
    pairs: dict[tuple[str, str], list[int]] = {}
    for at, pair in enumerate(pairwise(words)):
        pairs.setdefault(pair, []).append(at)
    return _Words(folded, spans, words, pairs)


def nearest(quote: str, text: str) -> Nearest | None:
    """Where the text comes nearest to the quotation, by words in order; None where no two words running are shared."""
    held = _words(text)
    theirs, spans, words = held.folded, held.spans, held.words
    said = [w for w in fold(quote.strip()).text.split() if w.strip(".…*[]")]
    mine = [_bare(w) for w in said]
    window = _window(mine, held)
    if window is None:
        return None
    low, high = window
    blocks = [b for b in SequenceMatcher(None, mine, words[low:high], autojunk=False).get_matching_blocks() if b.size]
    first, last = low + blocks[0].b - blocks[0].a, low + blocks[-1].b + len(mine) - blocks[-1].a
    first, last = max(low, first, 0), min(high, last, len(words))
    raw = [theirs.text[a:b] for a, b in spans[first:last]]
    likeness = sum(b.size for b in blocks) / len(mine)
    return Nearest(*theirs.span(spans[first][0], spans[last - 1][1]), likeness, differing(" ".join(said).rstrip(".,;:"), " ".join(raw).rstrip(".,;:")))


def _bare(word: str) -> str:
    return word.strip(".,;:?!()[]*_").lower()


def _window(mine: list[str], held: _Words) -> tuple[int, int] | None:
    """The stretch of words that shares most pairs of neighbours with the quotation, with room on both sides."""
    first = {p: i for i, p in reversed(list(enumerate(pairwise(mine))))}
    size = max(len(mine), 8)
    votes = Counter((at - i) // size for pair, i in first.items() for at in held.pairs.get(pair, ()))
    if not votes:
        return None
    best = max(votes, key=lambda k: (votes[k] + votes[k + 1], -k))
    return max(0, best * size - size // 2), min(len(held.words), (best + 3) * size)


def differing(quoted: str, true: str) -> tuple[tuple[str, str], ...]:
    """Runs of words that differ, as (quoted, true); a bracketed first letter ("[T]he" for "the") is no difference."""
    b = true.split()
    forms = {w.lower(): w for w in b}
    a = [forms.get(_LETTER.sub(r"\1", w).lower(), w) if _LETTER.match(w) else w for w in quoted.split()]
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return tuple((" ".join(a[i:j]), " ".join(b[k:m])) for op, i, j, k, m in blocks if op != "equal")


_LETTER = re.compile(r"\[(\w)\](?=\w)")
