"""An Answer as safe HTML: pure functions, the same for every door that shows one.

Everything that is text is escaped, so money signs, Markdown, quotation marks and ``<script>`` come out as they were
written; the finished HTML then passes a short allow-list. Words are highlighted only where the passage really holds the
quotation at its offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

import nh3

from chains.links import decision_url
from chains.models import Answer, Citation, Claim, library_url, pinned
from chains.numbering import (
    CHECKED,
    STATUS,
    Numbered,
    Span,
    checked_words,
    cited,
    full_citation,
    grouped,
    numbered,
    source_key,
    urgent_first,
    whose_words,
    withheld_words,
)  # fmt: skip
from corpus.citing import read_pins
from corpus.glossary import terms_in
from corpus.library import Library
from corpus.models import Passage, Term

AROUND = 220
"""Characters shown before and after the highlighted words."""
_TAGS = set("a article aside blockquote br details div h2 h3 h4 li mark ol p section small span strong summary sup ul".split())
_ATTRIBUTES = {"*": {"class", "id", "aria-label"}, "a": {"href", "target", "title"}, "details": {"open"}, "ol": {"start"}}


def safe(html: str) -> str:
    """Finished HTML through the allow-list."""
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"tel"})


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
    says += _words_used(answer, library) if library else ""
    passages = {p.id: p for p in answer.passages}
    aside = "".join(_source(s, passages, library, turn) for s in sources)
    beside = f'<aside class="pc-sources"><h3>Sources</h3><p class="pc-quiet">{CHECKED}</p>{aside}</aside>' if sources else ""
    return safe(f'<article class="pc-answer{"" if sources else " pc-alone"}" id="{escape(turn)}"><div class="pc-says">{says}</div>{beside}</article>')


def _group(label: str, claims: Sequence[tuple[int, Claim]], sources: Sequence[Numbered], turn: str) -> str:
    items = "".join(f'<li id="{escape(turn)}-sentence-{n}">{_words(c.text)}{_marks(c, sources, turn)}</li>' for n, c in claims)
    kind = re.sub(r"[^a-z]+", "-", label.lower())
    return f'<section class="pc-group pc-{kind}"><h3>{label}</h3><ol start="{claims[0][0]}">{items}</ol></section>'


def _words(text: str) -> str:
    """Words, escaped, with a section sign and its number, or two joined pages, kept on one line."""
    return re.sub(r"§+ \S+|\b\d+-\d+\b", r'<span class="pc-together">\g<0></span>', escape(text))


def _words_used(answer: Answer, library: Library) -> str:
    """Terms of the law that the answer uses, each with its meaning, folded away under it."""
    used = terms_in((claim.text for _, group in grouped(answer) for _, claim in group), library.glossary)
    return f'<details class="pc-words"><summary>Words used here ({len(used)})</summary>{terms_html(used, library)}</details>' if used else ""


def terms_html(terms: Sequence[Term], library: Library) -> str:
    """Terms with their meanings and where each meaning comes from."""
    rows = "".join(f'<li><strong>{escape(t.name)}</strong>: {_words(t.text)} <span class="pc-pin">{_meaning_from(t, library)}</span></li>' for t in terms)
    return f'<ul class="pc-lines">{rows}</ul>'


def _meaning_from(term: Term, library: Library) -> str:
    """The authorities of a meaning, each a link to where the library tells of it."""
    links = []
    for cite in term.cites:
        if held := library.authority(cite.key):
            words = escape(pinned(held, cite))
            links.append(f'<a href="{escape(library_url(held.source_id))}" target="_blank">{words}</a>' if held.source_id else words)
    voice = f" ({escape(term.voice)})" if term.voice else ""
    return f"[{'; '.join(links)}{voice}]" if links else "[our own explanation]"


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
    html = f'<p class="pc-cite"><span class="pc-number">[{s.number}]</span> <span class="pc-copy">{_words(full_citation(c, library))}</span></p>'
    html += f'<p class="pc-weight pc-{c.weight}">{escape(c.why[:1].upper() + c.why[1:])}</p>'
    html += "".join(_quotation(p, spans, held.court if held else None) for p, spans in quotes)
    ways = _opens(c) + ("" if court_words else _page(c, library))
    html += f'<p class="pc-quiet">{escape(checked_words(c, court_words, library))} {ways}<br>{_behind(s, turn)}</p>'
    return f'<div class="pc-source" id="{escape(turn)}-{s.number}">{html}</div>'


def _behind(s: Numbered, turn: str) -> str:
    """The sentences that rest on a source, each a way back to it."""
    links = ", ".join(f'<a href="#{escape(turn)}-sentence-{n}">{n}</a>' for n in s.sentences)
    return f"Behind sentence{'s' if len(s.sentences) > 1 else ''} {links}."


def _quotation(passage: Passage, spans: Sequence[Span], court: str | None) -> str:
    words = f"<blockquote>{surroundings(passage.text, spans)}</blockquote>"
    whose = escape(whose_words(passage, court))
    if passage.kind == "opinion":
        return f'{words}<p class="pc-whose">{whose}</p>'
    return f"<details><summary>Show the passage ({whose})</summary>{words}</details>"


def _page(c: Citation, library: Library | None) -> str:
    """The way to the page of a decision at hand from which no sentence is shown."""
    opinion = library.opinions.get(c.citation or "") if library else None
    pins = read_pins(c.pin or "")
    if not opinion or not pins:
        return ""
    return f' <a class="pc-open" href="{escape(decision_url(opinion, pins[0].first))}" target="_blank">Read page {pins[0].first}</a>'


def _opens(c: Citation) -> str:
    if not re.match(r"/library\?source=[^&]", c.url):
        return ""
    return f'<a class="pc-open" href="{escape(c.url)}" target="_blank">Open it in the library</a>'
