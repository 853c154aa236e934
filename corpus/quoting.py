"""Whether quoted words stand in a text, under the rules by which lawyers quote (The Bluebook, rule 5).

Forgiven: white space, typographic quotation marks and dashes, nested marks, a bracketed alteration (``[t]he``,
``[the city]``), an ellipsis, and punctuation moved inside the closing mark. Everything else must be the source's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

_SAME = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’`´", "'") | dict.fromkeys("–—‐‑−", "-") | {"\u00a0": " ", "\u00ad": " "})
_CALLS = re.compile(r"\s?\[Footnote [^\]]{1,20}\]|(?<=[a-z][.,;:”\"])\d{1,2}(?=\s|$)")
_ELLIPSIS = re.compile(r"\s*(?:…|\.(?:\s?\.){2,3})\s*")
_BRACKET = re.compile(r"\[[^\[\]]{0,60}\]")
MAX_GAP = 1500
"""Characters that one ellipsis may leave out: beyond that two quotations were made into one."""


@dataclass(frozen=True)
class Folded:
    """A text in one spelling of marks and spaces, with the way back to its own offsets."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    """One spelling of marks and spaces; quotation marks and footnote calls left out. Folding twice is folding once."""
    calls = [m.span() for m in _CALLS.finditer(text)]
    chars: list[str] = []
    offsets: list[int] = []
    at = 0
    for start, end in [*calls, (len(text), len(text))]:
        for i in range(at, start):
            c = text[i].translate(_SAME)
            if c.isspace():
                c = " "
            if _kept(c, text, i, chars):
                chars.append(c)
                offsets.append(i)
        at = end
    return Folded("".join(chars), tuple(offsets))


def _kept(c: str, text: str, i: int, chars: list[str]) -> bool:
    """Nested quotation marks may be left out or changed; an apostrophe inside a word may not."""
    if c == " ":
        return bool(chars) and chars[-1] != " "
    if c == '"':
        return False
    return c != "'" or (0 < i < len(text) - 1 and text[i - 1].isalnum() and text[i + 1].isalnum())


@dataclass(frozen=True)
class _Piece:
    """A run of literal words and the most characters that may stand between it and the piece before."""

    words: str
    gap: int


def _pieces(quote: str) -> list[_Piece]:
    """The quotation as literal runs; an ellipsis or a bracket opens a gap before the next run."""
    cut = re.compile(f"{_ELLIPSIS.pattern}|{_BRACKET.pattern}")
    pieces, at, gap = [], 0, 0
    for m in cut.finditer(quote):
        if words := quote[at : m.start()]:
            pieces.append(_Piece(words, gap))
            gap = 0
        bracket = m[0].strip().startswith("[")
        gap = max(gap, len(m[0]) + 40 if bracket else MAX_GAP)
        if bracket and len(m[0]) == 3:
            gap = max(1, gap if gap == MAX_GAP else 1)
        at = m.end()
    if words := quote[at:]:
        pieces.append(_Piece(words, gap))
    return [_Piece(p.words.strip() if p.gap == MAX_GAP else p.words, p.gap) for p in pieces if p.words.strip()]


def find_quote(quote: str, text: str | Folded) -> tuple[int, int] | None:
    """Offsets of the quotation in ``text``, or None where its words do not stand there in this order."""
    folded = text if isinstance(text, Folded) else fold(text)
    pieces = _pieces(fold(quote.strip()).text.strip().rstrip(".,;: "))
    if not pieces or sum(len(p.words) for p in pieces) < 3:
        return None
    at = folded.text.find(pieces[0].words)
    while at >= 0:
        end = _follow(folded.text, pieces, at)
        if end and _whole_words(folded.text, at, end, pieces):
            return folded.span(at - (pieces[0].gap == 1 and at > 0), end)
        at = folded.text.find(pieces[0].words, at + 1)
    return None


def _follow(text: str, pieces: list[_Piece], at: int) -> int | None:
    end = at + len(pieces[0].words)
    for piece in pieces[1:]:
        found = text.find(piece.words, end, end + piece.gap + len(piece.words))
        if found < 0:
            return None
        end = found + len(piece.words)
    return end


def _whole_words(text: str, start: int, end: int, pieces: list[_Piece]) -> bool:
    opens = pieces[0].gap > 0 or start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    return opens and (end >= len(text) or not (text[end].isalnum() and text[end - 1].isalnum()))


@dataclass(frozen=True)
class Nearest:
    """The true words nearest to a quotation that does not stand in the text, and which words differ."""

    start: int
    end: int
    likeness: float  # 0–1
    differs: tuple[tuple[str, str], ...]  # (words as quoted, words as they stand)


def nearest(quote: str, text: str) -> Nearest | None:
    """Where the text comes nearest to the quotation, by edit distance; None for an empty text."""
    mine, theirs = fold(quote.strip()).text.strip(), fold(text)
    if not mine or not theirs.text:
        return None
    best = fuzz.partial_ratio_alignment(mine, theirs.text)
    if best is None or best.dest_end <= best.dest_start:
        return None
    start, end = _to_words(theirs.text, best.dest_start, best.dest_end)
    return Nearest(*theirs.span(start, end), best.score / 100, differing(mine, theirs.text[start:end]))


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def differing(quoted: str, true: str) -> tuple[tuple[str, str], ...]:
    """Runs of words that differ, as (quoted, true)."""
    a, b = quoted.split(), true.split()
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return tuple((" ".join(a[i:j]), " ".join(b[k:m])) for op, i, j, k, m in blocks if op != "equal")


_QUOTED = re.compile(r"“([^”]{3,1200})”|\"([^\"]{3,1200})\"")


def quotations(text: str) -> list[tuple[int, int]]:
    """Spans of what stands inside quotation marks, three characters or more."""
    return [m.span(1) if m[1] is not None else m.span(2) for m in _QUOTED.finditer(text)]
