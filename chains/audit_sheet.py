"""An audit as a person reads it: what was found, in groups; the draft with marks in place; the table of authorities.

The wording reports facts and accuses nobody, and says what could not be checked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from chains.audit import MOST, UNTESTED, Finding
from chains.audit_authorities import authorities, held_at
from chains.drafts import DraftText
from chains.render import safe

FINE, LOOK, COMPARE, OPEN = "fine", "look", "compare", "open"
GROUPS = {LOOK: "Look at these first", COMPARE: "Compare these with the source", OPEN: "Could not be checked here", FINE: "In order"}
VERDICTS: dict[str, tuple[str, str]] = {  # verdict -> the group it belongs to, and what it says
    "supported": (FINE, "The citation agrees with what we hold"),
    "exact": (FINE, "These words stand in the source"),
    "exact_wrong_page": (LOOK, "These words stand in the source, on another page"),
    "altered": (LOOK, "The words in the source differ"),
    "misattributed": (LOOK, "This belongs to another source"),
    "not_found": (LOOK, "These words were not found"),
    "impossible_citation": (LOOK, "The citation cannot be right as written"),
    "not_in_library": (OPEN, "Not in our library: it may well exist"),
    "unsupported": (OPEN, "We could not tell what this refers to"),
}
STATEMENTS: dict[str, tuple[str, str]] = {  # the same of what the draft says of a cited authority
    "supported": (FINE, "A sentence that we hold says nearly the same"),
    "contradicted": (LOOK, "A sentence that we hold differs in something that decides"),
    "misattributed": (LOOK, "What we hold gives this to another source, or to another judge"),
    "unsupported": (OPEN, "We could neither confirm nor fault this: compare it with the source"),
}
FOLDED = {
    COMPARE: "about cited decisions stand{s} a little apart from the nearest words that we hold. That is a weak sign, and true sentences give it too",
    OPEN: "about cited decisions that we could neither confirm nor fault: compare {them} with the source",
    FINE: "about cited decisions {are} borne out by a sentence that we hold",
}
READ_BOTH = (
    "<h3>What the draft says of a decision</h3><p>A check of words found these, and it faults some true sentences: read both before you change anything.</p>"
)
SAID = (
    "Checked: whether each citation agrees in name, volume, page and year with what this library holds, whether quoted words stand in the cited decision, and "
    "whether what a sentence says of a decision cited for it is what a sentence that we hold says of it. That last check compares words: it finds "
    "a turned outcome, standard, number, party or “not” more often than not, it faults some true sentences, and it can confirm few free paraphrases. "
    "Not checked: whether the law is still the same today, anything about your facts, and what you argue from the law."
)


@dataclass(frozen=True)
class Row:
    """One finding under its number, with where it stands in the draft."""

    number: int
    finding: Finding
    place: str

    @property
    def states(self) -> bool:
        return self.finding.kind == "statement"

    @property
    def group(self) -> str:
        return COMPARE if self.finding.weak else self._told[0]

    @property
    def said(self) -> str:
        return "Compare this with the source" if self.finding.weak else self._told[1]

    @property
    def _told(self) -> tuple[str, str]:
        verdict = self.finding.verdict.verdict
        return STATEMENTS[verdict] if self.states and verdict in STATEMENTS else VERDICTS[verdict]

    @property
    def compared(self) -> bool:
        """Whether it was looked at: of very many statements some are not."""
        return self.finding.verdict.reasons != (UNTESTED,)

    @property
    def shown(self) -> str:
        """The words of the draft; quotation marks around a quotation."""
        words = " ".join(self.finding.text.split())
        return f"“{words}”" if self.finding.kind == "quotation" else words


def rows_of(draft: DraftText, findings: Sequence[Finding]) -> list[Row]:
    """The findings in the order of the draft."""
    return [Row(n, f, draft.place(f.start)) for n, f in enumerate(findings, 1)]


def summary(rows: Sequence[Row]) -> str:
    """How many findings of each kind, in a sentence for citations and quotations and one for statements."""
    said, cited = [r for r in rows if r.states], [r for r in rows if not r.states]
    counts, told = Counter(r.group for r in cited), "No citation and no quotation of three words or more was found in this draft."
    if cited:
        many = "" if len(cited) == 1 else "s"
        found = f"{counts[LOOK]} to look at, {counts[OPEN]} that could not be checked here, {counts[FINE]} in order"
        told = f"{len(cited)} citation{many} and quotation{many}: {found}."
    return f"{told} {_summary_of_statements(said)}".strip()


def _summary_of_statements(said: Sequence[Row]) -> str:
    if not said:
        return ""
    counts = Counter(r.group for r in said if r.compared)
    told = f"{counts[LOOK]} to look at, {counts[COMPARE]} to compare with the source, {counts[OPEN]} neither confirmed nor faulted, {counts[FINE]} in order"
    left = sum(not r.compared for r in said)
    more = f" Only the first {MOST} were compared; {left} were left." if left else ""
    return f"{len(said)} sentence{'' if len(said) == 1 else 's'} about cited decisions: {told}.{more}"


def findings_html(rows: Sequence[Row]) -> str:
    """The findings, those to look at first; sentences that need no look each by each are folded away."""
    html = ""
    for group, title in GROUPS.items():
        if mine := [r for r in rows if r.group == group]:
            alone = [r for r in mine if not r.states or group == LOOK]
            folded = _folded(group, [r for r in mine if r.states and r.compared]) if group != LOOK else ""
            first, then = ("".join(_finding(r) for r in alone if r.states == s) for s in (False, True))
            html += f"<section><h2>{title} ({len(mine)})</h2>{first}{READ_BOTH if then else ''}{then}{folded}</section>"
    return safe(f'<article class="pc-sheet">{html}</article>')


def _folded(group: str, rows: Sequence[Row]) -> str:
    """Statements as a list that opens: each with its place, the nearest words that we hold, and the way to them."""
    one = len(rows) == 1
    words = FOLDED[group].format(them="it" if one else "them", are="is" if one else "are", s="s" if one else "")
    head = f"<summary>{len(rows)} sentence{'' if one else 's'} {words}</summary>"
    opened = " open" if group == COMPARE else ""
    return f'<details class="pc-folded"{opened}>{head}<ul class="pc-lines">{"".join(map(_line, rows))}</ul></details>' if rows else ""


def _line(r: Row) -> str:
    place = f'<a href="#mark-{r.number}">{r.number}.</a> {escape(r.shown[:600])} <span class="pc-quiet">({escape(r.place)})</span>'
    return f'<li id="finding-{r.number}">{place}{_beside(r)}</li>'


def _finding(r: Row) -> str:
    v = r.finding.verdict
    reasons = "".join(f"<li>{escape(x[:1].upper() + x[1:])}.</li>" for x in v.reasons)
    cited = f'<p class="pc-quiet">Cited for it: {escape(r.finding.cited)}</p>' if r.finding.cited else ""
    url = next((str(e["url"]) for e in v.evidence if e.get("url")), None) or held_at(r.finding.authorities)
    shows = _beside(r) if r.states else _true_words(r) + (f'<p><a href="{escape(url)}" target="_blank">Open the source</a></p>' if url else "")
    head = f'<h3><a href="#mark-{r.number}">{r.number}.</a> {escape(r.said)} <span class="pc-quiet">({escape(r.place)})</span></h3>'
    return f'<div class="pc-source" id="finding-{r.number}">{head}<p>{escape(r.shown[:600])}</p>{cited}<ul>{reasons}</ul>{shows}</div>'


def _true_words(r: Row) -> str:
    """The source's own words, where the draft's differ from them or they stand on another page."""
    wanted = r.finding.verdict.verdict in ("altered", "exact_wrong_page")
    return "".join(f"<blockquote>{escape(str(e['text']))}</blockquote>" for e in r.finding.verdict.evidence[:1] if wanted and e.get("text"))


def nearest(r: Row) -> tuple[str, str] | None:
    """The sentence that a statement was compared with, and where it stands; where nothing was found none of another decision than the one cited."""
    f = r.finding
    first = next((e for e in f.verdict.evidence if e.get("text")), None)
    if not first or (r.group == OPEN and not set(f.rests_on) & set(f.authorities)):
        return None
    pin = f", {first['pin']}" if first.get("pin") and len(f.rests_on) == 1 else ""
    where = "; ".join(f"{a.name}, {a.key}{pin}" for a in f.rests_on) or "our own guidance"
    return str(first["text"]), f"{where} ({first['voice']})" if first.get("voice") else where


def _beside(r: Row) -> str:
    f, found = r.finding, nearest(r)
    if not found:
        url, where = held_at(f.authorities), "; ".join(f"{a.name}, {a.key}" for a in f.authorities)
        return f'<p class="pc-quiet"><a href="{escape(url)}" target="_blank">{escape(where)}</a></p>' if url else f'<p class="pc-quiet">{escape(where)}</p>'
    url = f.verdict.evidence[0].get("url") or held_at(f.authorities)
    where = f'<a href="{escape(str(url))}" target="_blank">{escape(found[1])}</a>' if url else escape(found[1])
    return f'<blockquote>{escape(found[0][:900])}</blockquote><p class="pc-quiet">The nearest sentence that we hold: {where}</p>'


def draft_html(draft: DraftText, rows: Sequence[Row]) -> str:
    """The draft with a numbered mark at each finding; a mark leads to what was found."""
    html, at = "", 0
    for r, (start, end) in sorted(_marked(rows), key=lambda x: x[1]):
        if start < at and not r.states:
            continue  # inside a quotation that is marked already
        start, end = max(start, at), max(end, at)
        link = f'<a href="#finding-{r.number}" aria-label="finding {r.number}: {escape(r.said)}">{r.number}</a>'
        html += escape(draft.text[at:start])
        html += f'<mark class="pc-mark-{r.group}" id="mark-{r.number}">{escape(draft.text[start:end])}<sup>{link}</sup></mark>'
        at = end
    return safe(f'<div class="pc-letter pc-draft">{html}{escape(draft.text[at:])}</div>')


def _marked(rows: Sequence[Row]) -> Iterator[tuple[Row, tuple[int, int]]]:
    """Each finding with the words to be marked: of a sentence its longest stretch that holds no other finding."""
    spans = [(r.finding.start, r.finding.end) for r in rows if not r.states]
    for r in rows:
        f = r.finding
        if not r.states:
            yield r, (f.start, f.end)
            continue
        inside = spans[bisect_left(spans, (f.start, 0)) : bisect_left(spans, (f.end, 0))]
        starts = [f.start, *(min(b, f.end) for _, b in inside)]
        yield r, max(zip(starts, [*(a for a, _ in inside), f.end], strict=True), key=lambda s: s[1] - s[0])


def report_json(name: str, draft: DraftText, rows: Sequence[Row]) -> dict[str, Any]:
    """The whole audit as JSON: the door's rows with their number and place, and the table of authorities. It holds the draft's quoted words, not the draft."""
    return {
        "draft": name, "summary": summary(rows), "checked": SAID, "unread": list(draft.unread),
        "findings": [{"number": r.number, "place": r.place, "says": r.said, **r.finding.as_json()} for r in rows],
        "authorities": [{"kind": n.kind, "name": n.name, "places": list(n.places)} for n in authorities((r.finding, r.place) for r in rows)],
    }  # fmt: skip
