"""Whether quoted words stand in a text, under the rules by which lawyers quote (The Bluebook, rule 5).

Forgiven: white space, typographic quotation marks and dashes, nested marks, emphasis, a bracketed alteration
(``[t]he``, ``[the city]``), an ellipsis, ``(citation omitted)``, and punctuation moved inside the closing mark.
Everything else must be the source's. A bracket or an ellipsis that turns the sense ("is . . . liable" for "is not
liable") is not forgiven. How near other words come is said by ``likeness.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.folding import Folded as Folded
from corpus.folding import fold as fold
from corpus.likeness import differing as differing
from corpus.likeness import nearest as nearest
from corpus.meaning import STRONG, WEAK, conflicts, polarity

_OMITTED = r"\((?:internal |some )?(?:citations?|footnotes?|quotation marks|emphasis)[^()]{0,40}(?:omitted|added)\)"
_ELLIPSIS = re.compile(rf"\s*(?:…|\.(?:\s?\.){{2,3}}|\*(?:\s?\*){{2,3}}(?!\w)|{_OMITTED})\s*")
_BRACKET = re.compile(r"\[[^\[\]]{0,60}\]")
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\w)|(?<=[\w.,;:])[*_]{1,3}(?!\w)")
MAX_GAP = 1500
"""Characters that one ellipsis may leave out: beyond that two quotations were made into one."""
MOST_PLACES = 40
"""Places of one text that are looked at: short words recur."""


@dataclass(frozen=True)
class _Piece:
    """A run of literal words, with what stands between it and the piece before."""

    words: str
    gap: int = 0  # the most characters that may be left out before it
    bracket: str | None = None  # what the writer put there in brackets; None: nothing, or an ellipsis

    @property
    def letter(self) -> bool:
        """One bracketed letter that stands for the first one of a word: ``[t]he``."""
        return self.gap == 1


@dataclass(frozen=True)
class Match:
    """A place where quoted words stand; ``distorts`` says how a bracket or an ellipsis turns the sense, if one does."""

    start: int
    end: int
    distorts: str | None = None


def _pieces(quote: str) -> list[_Piece]:
    """The quotation as literal runs; an ellipsis or a bracket opens a gap before the next run."""
    cut = re.compile(f"{_ELLIPSIS.pattern}|{_BRACKET.pattern}")
    pieces: list[_Piece] = []
    at, gap, bracket = 0, 0, None
    for m in cut.finditer(quote):
        if quote[at : m.start()].strip():
            pieces.append(_Piece(quote[at : m.start()], gap, bracket))
            gap, bracket = 0, None
        inside = m[0][1:-1].strip() if m[0].startswith("[") else ""
        if not m[0].startswith("[") or inside in ("", "…") or set(inside) <= {".", " "}:
            gap, bracket = MAX_GAP, None
        elif len(inside) == 1 and not gap and quote[m.end() : m.end() + 1].isalpha() and not quote[: m.start()][-1:].isalpha():
            gap, bracket = 1, inside
        elif gap < MAX_GAP:
            gap, bracket = len(m[0]) + 40, inside
        at = m.end()
    if quote[at:].strip():
        pieces.append(_Piece(quote[at:], gap, bracket))
    return [_Piece(p.words if p.letter else p.words.strip(), p.gap, p.bracket) if p.gap else p for p in pieces]


@lru_cache(maxsize=512)  # one quotation is looked for in many decisions
def _read(quote: str) -> tuple[list[_Piece], str]:
    """The pieces of a quotation as typed, none where it has fewer than three letters; and the whole of it in one spelling."""
    plain = fold(_EMPHASIS.sub("", quote.strip())).text.strip().rstrip(".,;: ") if not _ELLIPSIS.fullmatch(quote.strip()) else ""
    pieces = _pieces(plain)
    enough = sum(c.isalnum() for p in pieces for c in p.words) >= 3
    return pieces if enough else [], fold(quote.strip()).text.strip().rstrip(".,;: ")


def find_quotes(quote: str, text: str | Folded) -> Iterator[Match]:
    """Every place (up to forty) where the quotation's words stand in ``text`` in this order, in the order of the text."""
    folded = text if isinstance(text, Folded) else fold(text)
    pieces, whole = _read(quote)
    if len(pieces) > 1 and whole in folded.text:
        pieces = [_Piece(whole)]  # brackets and ellipses that are the source's own
    at = folded.text.find(pieces[0].words) if pieces else -1
    found = 0
    while at >= 0 and found < MOST_PLACES:
        if match := _match(folded, pieces, at):
            found += 1
            yield match
        at = folded.text.find(pieces[0].words, at + 1)


def find_quote(quote: str, text: str | Folded) -> tuple[int, int] | None:
    """Offsets of the quotation in ``text``, or None where its words do not stand there in this order and sense."""
    return next(((m.start, m.end) for m in find_quotes(quote, text) if not m.distorts), None)


def _match(folded: Folded, pieces: list[_Piece], at: int) -> Match | None:
    text, first = folded.text, pieces[0]
    if first.letter and (at == 0 or text[at - 1].lower() != (first.bracket or "").lower()):
        return None
    start, end, distorts = at - first.letter, at + len(first.words), None
    if not (first.gap > 1 or _whole(text, start)):
        return None
    for piece in pieces[1:]:
        found = text.find(piece.words, end, end + piece.gap + len(piece.words))
        if found < 0:
            return None
        distorts = distorts or _distortion(text[end:found], piece, text[start:end])
        end = found + len(piece.words)
    return Match(*folded.span(start, end), distorts) if _whole(text, end) else None


def _whole(text: str, at: int) -> bool:
    """Whether a quotation may begin or end here: not in the middle of a word."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


def _strength(words: str) -> str:
    """Whether words are no more than a duty, or a permission."""
    plain = words.strip().lower()
    return "duty" if re.fullmatch(STRONG, plain) else "leave" if re.fullmatch(WEAK, plain) else ""


_CLAUSE = re.compile(r"[,;:()]|-(?=\s|$)|[.?!](?=\s|$)")
_UNDOES = re.compile(r"(?:un|non|in|im|il|ir|dis)-?")


def _distortion(left_out: str, piece: _Piece, before: str) -> str | None:
    """How the bracket or ellipsis before a piece turns the sense, or None."""
    if piece.letter:
        return None if left_out.lower() == (piece.bracket or "").lower() else f"“[{piece.bracket}]” stands for “{left_out}”"
    if piece.bracket is not None:
        found = conflicts(piece.bracket, left_out) or (polarity(piece.bracket) != polarity(left_out))
        turned = found or _strength(piece.bracket) != _strength(left_out) or (_UNDOES.fullmatch(piece.bracket) and not left_out.strip())
        return f"“[{piece.bracket}]” stands for “{left_out.strip() or '(nothing)'}”" if turned else None
    clauses = _CLAUSE.split(left_out)
    touching = {clauses[0], clauses[-1]} if len(clauses) > 1 else {left_out}
    sentence = _CLAUSE.split(before)[-1]
    hidden = [c.strip() for c in touching if polarity(c) and (len(c.split()) <= 4 or not polarity(sentence + " " + piece.words))]
    return f"the ellipsis leaves out “{hidden[0][:80]}”" if hidden else None


_IN_SINGLE = re.compile(r"(?<![\w'‘’])['‘]((?=[a-zA-Z])(?:[^'‘’\n]|['’](?=\w)){12,600})['’](?!\w)")


def quotations(text: str) -> list[tuple[int, int]]:
    """Spans of what stands inside quotation marks, three characters or more, within one paragraph.

    Single marks count only around four words or more, and only outside double ones.
    """
    found = _double(text)
    single = [m.span(1) for m in _IN_SINGLE.finditer(text) if len(m[1].split()) >= 4]
    return sorted([*found, *((a, b) for a, b in single if not any(x < b and a < y for x, y in found))])


def _double(text: str) -> list[tuple[int, int]]:
    """What stands in double marks: up to the next closing one, within a paragraph and 2,000 characters."""
    found, at = list[tuple[int, int]](), 0
    while m := _OPENING.search(text, at):
        end = text.find("”" if m[0] == "“" else '"', m.end(), m.end() + MOST_QUOTED + 1)
        inside = text[m.end() : end] if end >= 0 else ""
        good = len(inside) >= 3 and not _PARAGRAPH.search(inside)
        if good:
            found.append((m.end(), end))
        at = end + 1 if good else m.end()
    return found


_OPENING, _PARAGRAPH, MOST_QUOTED = re.compile('[“"]'), re.compile(r"\n\s*\n"), 2000
