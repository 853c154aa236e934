"""Block quotations: paragraphs that are somebody else's words, and whose, where the text says so.

In plain text such a paragraph stands whole inside quotation marks; a quotation of several paragraphs opens each and
closes the last. Whom it quotes is told by the citation that follows at once, or by the one citation in the sentence
that leads in. ``Id.`` and ``Ante`` are not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.citing import CASE, Found, find_citations, normal_reporter
from corpus.formats.printed import Printed, RawNote, Span
from corpus.models import Block

_TAIL = re.compile(r"(?:\s*\[Footnote [^\]]{1,20}\])?\s*$")
_LEADS_IN = re.compile(r"(?:[:,—]|--|\b[a-z]+)$")
_NAME_ONLY = re.compile(r"(?:See\s+)?(?:(?:[A-Z][\w.’'&-]*|of|the|v\.|ex|rel\.|for|and|in|&)[,\s]*){0,20}")
_STATES = re.compile(r"[^.]{0,60}\b(?:provide[sd]?|state[sd]?|reads?|require[sd]?|declare[sd]?|prohibits?|authorizes?)\b[^.]{0,50}", re.DOTALL)
_OTHER_SOURCE = re.compile(r"\W*(?:[A-Z]\. [A-Z][a-z]+, |Globe|Brief|App\.|Tr\.|Cong|Ante|Post|See|\d+ [A-Z])")
"""What follows a quotation that its lead-in did not name: a debate, a brief, a book, another report."""
MOST_READ = 500
"""Quotations of one part whose surroundings are read for citations: the reading takes time, and no opinion has more."""
LONGEST_LEAD, MOST_BETWEEN = 400, 140
"""Characters before a quotation in which its lead-in is looked for, and those that may stand between a citation there and the quotation."""


def find_blocks(printed: Printed, notes: tuple[RawNote, ...]) -> tuple[Block, ...]:
    """The block quotations of a part, each with whom it quotes."""
    spans = printed.quotes if printed.quotes is not None else tuple(_quoted_paragraphs(printed.text, {n.start for n in notes}))
    known = _first_pages(printed.text) if spans else {}
    return tuple(Block(a, b, _whom(printed.text, a, b, known) if i < MOST_READ else "") for i, (a, b) in enumerate(spans))


def _quoted_paragraphs(text: str, note_starts: set[int]) -> Iterator[Span]:
    """Runs of paragraphs of which each begins with a quotation mark and the last one alone ends with one."""
    paragraphs = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    run: list[Span] = []
    for start, end in paragraphs:
        words = _TAIL.sub("", text[start:end])
        if words[:1] not in '"“' or not words or start in note_starts:
            run = []
            continue
        inner = words[1:].replace("”", '"').replace("“", '"')
        run.append((start, start + len(words)))
        if inner.endswith('"') and inner.count('"') == 1:
            yield run[0][0], run[-1][1]
            run = []
        elif '"' in inner:
            run = []


def _first_pages(text: str) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """(volume, reporter) -> (offset, first page) of the decisions cited in full, so that a short form can be led back."""
    pages: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for m in CASE.finditer(text):
        pages.setdefault((m[1], normal_reporter(m[2])), []).append((m.start(), int(m[3])))
    return pages


def _whom(text: str, start: int, end: int, known: dict[tuple[str, str], list[tuple[int, int]]]) -> str:
    return _after(text, end, known) or ("" if _OTHER_SOURCE.match(text[end : end + 80]) else _before(text, start, known))


def _after(text: str, end: int, known: dict[tuple[str, str], list[tuple[int, int]]]) -> str:
    """The citation that stands right behind the quotation, with nothing but a name before it."""
    tail = text[end : end + 260]
    behind = tail[len(m[0]) if (m := re.match(r"(?:\s*\[Footnote [^\]]{1,20}\])?[\s(]*", tail)) else 0 :]
    if not re.match(r"[A-Z\d]", behind) or re.match(r"Ibid|Id\b|Ante|Post|Supra", behind):
        return ""
    first = next(iter(find_citations(behind)), None)
    return _key(first, end, known) if first and _NAME_ONLY.fullmatch(behind[: first.start]) else ""


def _before(text: str, start: int, known: dict[tuple[str, str], list[tuple[int, int]]]) -> str:
    """The one citation in the sentence that leads in: ``As we said in Monell …, 436 U.S. 658 (1978):``."""
    lead = text[max(0, start - LONGEST_LEAD) : start].rstrip()
    lead = lead[lead.rfind("\n\n") + 2 if "\n\n" in lead else 0 :]
    if not _LEADS_IN.search(lead):
        return ""
    cites = [c for c in find_citations(lead) if c.kind in ("case", "short", "statute", "rule")]
    last = [c for c in cites if _leads_straight(c, lead[c.end :])]
    keys = {_key(c, start, known) for c in last}
    return keys.pop() if len(keys) == 1 else ""


def _leads_straight(cite: Found, rest: str) -> bool:
    """Whether nobody else can be speaking between a citation and the quotation: no new sentence, a few words at most; a statute must say it itself."""
    if cite.kind in ("statute", "rule"):
        return bool(_STATES.fullmatch(rest))
    return len(rest) <= MOST_BETWEEN and not re.search(r"(?:^|[a-z)\]\d])\.\s+[A-Z]|, (?:which|who)\b", rest)


def _key(found: Found, at: int, known: dict[tuple[str, str], list[tuple[int, int]]]) -> str:
    """The citation's normal form; of a short one, that of the full citation before it whose pages it can lie in."""
    if found.kind != "short":
        return found.key
    volume, _, rest = found.key.partition(" ")
    reporter, _, page = rest.rpartition(" ")
    firsts = {p for offset, p in known.get((volume, reporter), []) if offset < at and p <= int(page or 0)}
    return f"{volume} {reporter} {max(firsts)}" if firsts else ""
