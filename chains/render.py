"""An Answer as safe HTML and as plain text: pure functions, the same for every door that shows one.

Everything that is text is escaped, so money signs, Markdown, quotation marks and ``<script>`` come out as they were
written; the finished HTML then passes a short allow-list. Words are highlighted only where the passage really holds the
quotation at its offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import nh3

from chains.models import Answer, Citation, Claim, Status
from chains.understand import CLOCK, DANGER, DEFENSE_FIRST
from corpus.courts import CIRCUITS, ORDINALS
from corpus.library import Library
from corpus.models import PartKind, Passage

AROUND = 220
"""Characters shown before and after the highlighted words."""
CHECKED = "“Page checked” means that these words stand on this page. It does not mean that they are still the law today or that they fit your facts."
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("The short answer", ("short",)),
    ("What the Court decided", ("holding", "example", "limit", "question")),
    ("The rule", ("rule",)),
    ("What courts look at", ("courts",)),
    ("What happened in that case", ("facts",)),
    ("What the Court wrote", ()),  # every role that no other group names
    ("What other judges said", ("voice",)),
    ("How it is used", ("use",)),
    ("What to do", ("do",)),
    ("Be careful", ("careful", "against")),
)
STATUS: dict[Status, str] = {
    "no_support": "No good answer in this library",
    "not_in_library": "This turns on something that is not in this library",
    "false_premise": "Something in the question does not match the sources",
    "out_of_scope": "Outside what this page knows",
    "refused": "Something this page does not do",
    "invalid": "This could not be read as a question",
}
VOICES: dict[PartKind, str] = {
    "majority": "The court’s opinion",
    "plurality": "A plurality’s opinion, not a majority’s",
    "concurrence": "A separate opinion, not the court’s",
    "partial dissent": "A partly dissenting opinion, not the court’s",
    "dissent": "A dissenting opinion, not the court’s",
}
_TAGS = {"a", "article", "aside", "blockquote", "br", "details", "div", "h2", "h3", "h4", "li", "mark", "ol", "p", "section", "small", "span", "strong", "summary", "sup", "ul"}
_ATTRIBUTES = {"*": {"class", "id", "aria-label"}, "a": {"href", "target"}, "details": {"open"}, "ol": {"start"}}
_NAMED = frozenset(role for _, roles in GROUPS for role in roles)
_WITHHELD = "withheld because"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Numbered:
    """One source of an answer under its number, with the places quoted from it and the sentences that rest on it."""

    number: int
    citation: Citation
    places: dict[str, list[Span]]  # passage id -> start:end of the quoted words, checked against the passage
    sentences: tuple[int, ...]


def safe(html: str) -> str:
    """Finished HTML through the allow-list."""
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"tel"})


def grouped(answer: Answer) -> list[tuple[str, list[tuple[int, Claim]]]]:
    """The claims under their labels, numbered in the order in which they are read."""
    number, groups = 0, []
    for label, roles in GROUPS:
        mine = [c for c in answer.claims if (c.role in roles if roles else c.role not in _NAMED)]
        if mine:
            groups.append((label, list(enumerate(mine, number + 1))))
            number += len(mine)
    return groups


def cited(claim: Claim) -> list[Citation]:
    """What a sentence's marks point to: its authorities, or its guidance where it has none."""
    return [c for c in claim.citations if c.weight != "guidance"] or list(claim.citations)


def numbered(answer: Answer) -> list[Numbered]:
    """The sources in the order of their marks, then the guidance that the sentences were written in."""
    claims = [(n, c) for _, group in grouped(answer) for n, c in group]
    marked_first = [c for _, claim in claims for c in cited(claim)] + [c for _, claim in claims for c in claim.citations]
    passages = {p.id: p for p in answer.passages}
    return [
        Numbered(
            i, max((c for c in marked_first if source_key(c) == key), key=lambda c: c.quote is not None), _places(claims, key, passages),
            tuple(n for n, claim in claims if any(source_key(c) == key for c in claim.citations)),
        )
        for i, key in enumerate(dict.fromkeys(map(source_key, marked_first)), 1)
    ]  # fmt: skip


def source_key(c: Citation) -> tuple[str, str | None, str | None, str | None]:
    """What makes two citations one numbered source."""
    return c.authority, c.citation, c.paragraph, c.pin


def _places(claims: Sequence[tuple[int, Claim]], key: tuple[str | None, ...], passages: dict[str, Passage]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for c in (c for _, claim in claims for c in claim.citations if source_key(c) == key):
        passage = passages.get(c.passage_id or "")
        if passage and c.quote and c.start is not None and c.end is not None and passage.text[c.start : c.end] == c.quote:
            found.setdefault(passage.id, []).append((c.start, c.end))
    return found


def full_citation(c: Citation, library: Library | None = None) -> str:
    """A citation as one copies it into a paper: ``City of Canton v. Harris, 489 U.S. 378, 388 (1989)``."""
    if not c.citation:
        return c.authority
    if not c.year:
        return f"{c.citation}{c.paragraph or ''}"
    authority = library.authority(c.citation) if library else None
    return f"{c.authority}, {c.citation}{f', {c.pin}' if c.pin else ''} ({_court(authority.court if authority else None)}{c.year})"


def _court(court: str | None) -> str:
    """What The Bluebook (rule 10.4) puts before the year: nothing for the Supreme Court, ``5th Cir.`` for a circuit."""
    if court not in CIRCUITS:
        return ""
    if court == "cadc":
        return "D.C. Cir. "
    number = list(ORDINALS).index(court) + 1
    ending = {1: "st", 2: "d", 3: "d"}.get(number, "th")
    return f"{number}{ending} Cir. "


def marked(text: str, spans: Sequence[Span]) -> str:
    """Escaped text with exactly these stretches highlighted."""
    html, at = "", 0
    for start, end in _merged(spans, len(text)):
        html += f"{escape(text[at:start])}<mark>{escape(text[start:end])}</mark>"
        at = end
    return html + escape(text[at:])


def _merged(spans: Sequence[Span], length: int) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(s for s in spans if 0 <= s[0] < s[1] <= length):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def surroundings(text: str, spans: Sequence[Span], around: int = AROUND) -> str:
    """The highlighted words with what stands before and after them, cut between words."""
    low = max(0, min(s for s, _ in spans) - around)
    high = min(len(text), max(e for _, e in spans) + around)
    low = low if low == 0 else low + len(re.match(r"\S*\s*", text[low : min(s for s, _ in spans)])[0])  # type: ignore[index]
    high = high if high == len(text) else max(max(e for _, e in spans), low + len(text[low:high].rsplit(None, 1)[0]))
    inside = marked(text[low:high], [(a - low, b - low) for a, b in spans])
    return f"{'… ' if low else ''}{inside}{' …' if high < len(text) else ''}"


def whose_words(passage: Passage, court: str | None = None) -> str:
    """Whose words a passage holds, in words for the reader."""
    if passage.kind != "opinion":
        return "Pincite’s own words"
    voice = VOICES[passage.part or "majority"]
    if not passage.author:
        return voice
    if "curiam" in passage.author.lower():
        return f"{voice}, signed by no single judge"
    return f"{voice}, by {'Justice' if court == 'scotus' else 'Judge'} {passage.author}"


def checked_words(c: Citation, shown: bool) -> str:
    """How far the page was checked, as what it is; ``shown``: the decision's own words are on the screen."""
    if c.weight == "guidance":
        return ""
    if not c.year:
        return "Compare with the official text: this library holds a summary."
    if not c.page_checked:
        return "Page not checked."
    return "Page checked." if shown else "Page looked up when this library was written; the decision itself is not at hand here."


def urgent_first(answer: Answer) -> list[tuple[str, str]]:
    """(kind, notice) with danger first, then what cannot wait, then the rest; what was withheld is told at the end."""
    kinds = [("danger" if n == DANGER else "urgent" if n in (DEFENSE_FIRST, CLOCK) else "plain", n) for n in answer.notices if _WITHHELD not in n]
    return sorted(kinds, key=lambda k: ("danger", "urgent", "plain").index(k[0]))


def _notice(kind: str, text: str) -> str:
    words = escape(text)
    if kind == "danger":
        words = re.sub(r"\b(911|988)\b", r'<a href="tel:\1">\1</a>', words)
    return f'<p class="pc-notice pc-{kind}">{words}</p>'


def answer_html(answer: Answer, library: Library | None = None, *, turn: str = "a") -> str:
    """A whole answer; ``turn`` keeps the anchors of several answers on one page apart."""
    sources = numbered(answer)
    says = "".join(_notice(k, n) for k, n in urgent_first(answer) if k != "plain")
    if answer.understood_as:
        says += f'<p class="pc-understood">I understood your question as: {escape(answer.understood_as)}</p>'
    if head := STATUS.get(answer.status):
        says += f'<h3 class="pc-status">{head}</h3>'
    says += "".join(_notice(k, n) for k, n in urgent_first(answer) if k == "plain")
    says += "".join(_group(label, claims, sources, turn) for label, claims in grouped(answer))
    if answer.withheld:
        says += f'<p class="pc-quiet">{escape(withheld_words(len(answer.withheld)))}</p>'
    passages = {p.id: p for p in answer.passages}
    aside = "".join(_source(s, passages, library, turn) for s in sources)
    beside = f'<aside class="pc-sources"><h3>Sources</h3><p class="pc-quiet">{CHECKED}</p>{aside}</aside>' if sources else ""
    return safe(f'<article class="pc-answer{"" if sources else " pc-alone"}" id="{escape(turn)}"><div class="pc-says">{says}</div>{beside}</article>')


def withheld_words(count: int) -> str:
    return f"{count} more sentence{' was' if count == 1 else 's were'} withheld, because the source did not bear {'it' if count == 1 else 'them'} out."


def _group(label: str, claims: Sequence[tuple[int, Claim]], sources: Sequence[Numbered], turn: str) -> str:
    items = "".join(f"<li>{escape(c.text)}{_marks(c, sources, turn)}</li>" for _, c in claims)
    kind = re.sub(r"[^a-z]+", "-", label.lower())
    return f'<section class="pc-group pc-{kind}"><h3>{label}</h3><ol start="{claims[0][0]}">{items}</ol></section>'


def _numbers(claim: Claim, sources: Sequence[Numbered]) -> Iterator[int]:
    keys = {source_key(c) for c in cited(claim)}
    yield from (s.number for s in sources if source_key(s.citation) in keys)


def _marks(claim: Claim, sources: Sequence[Numbered], turn: str) -> str:
    links = (f'<a href="#{escape(turn)}-{n}" aria-label="source {n}">[{n}]</a>' for n in _numbers(claim, sources))
    return f'<span class="pc-marks"> {"".join(links)}</span>'


def _source(s: Numbered, passages: dict[str, Passage], library: Library | None, turn: str) -> str:
    c = s.citation
    held = library.authority(c.citation) if library and c.citation else None
    quotes = [(passages[pid], spans) for pid, spans in s.places.items()]
    court_words = any(p.kind == "opinion" for p, _ in quotes)
    html = f'<p class="pc-cite"><span class="pc-number">[{s.number}]</span> <span class="pc-copy">{escape(full_citation(c, library))}</span></p>'
    html += f'<p class="pc-weight pc-{c.weight}">{escape(c.why[:1].upper() + c.why[1:])}</p>'
    html += "".join(_quotation(p, spans, held.court if held else None) for p, spans in quotes)
    html += f'<p class="pc-quiet">{escape(checked_words(c, court_words))} {_opens(c)}</p>'
    return f'<div class="pc-source" id="{escape(turn)}-{s.number}">{html}</div>'


def _quotation(passage: Passage, spans: Sequence[Span], court: str | None) -> str:
    words = f"<blockquote>{surroundings(passage.text, spans)}</blockquote>"
    whose = escape(whose_words(passage, court))
    if passage.kind == "opinion":
        return f'{words}<p class="pc-whose">{whose}</p>'
    return f"<details><summary>Show the passage ({whose})</summary>{words}</details>"


def _opens(c: Citation) -> str:
    if not re.match(r"/library\?source=[^&]", c.url):
        return ""
    return f'<a href="{escape(c.url)}" target="_blank">Open it in the library</a>'
