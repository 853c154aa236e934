"""An audit as a person reads it: what was found, in three kinds; the draft with marks in place; the table of authorities.

The wording reports facts and accuses nobody, and says what could not be checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from chains.audit import Finding
from chains.drafts import DraftText
from chains.models import library_url
from chains.render import safe
from corpus.models import Authority

FINE, LOOK, OPEN = "fine", "look", "open"
GROUPS = {LOOK: "Look at these first", OPEN: "Could not be checked here", FINE: "In order"}
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
SAID = (
    "Checked: whether each citation agrees in name, volume, page and year with what this library holds, and whether quoted words stand in the cited decision. "
    "Not checked: whether the law is still the same today, whether a decision supports the sentence that it is cited for, and anything about your facts."
)


@dataclass(frozen=True)
class Row:
    """One finding under its number, with where it stands in the draft."""

    number: int
    finding: Finding
    place: str

    @property
    def group(self) -> str:
        return VERDICTS[self.finding.verdict.verdict][0]

    @property
    def said(self) -> str:
        return VERDICTS[self.finding.verdict.verdict][1]

    @property
    def shown(self) -> str:
        """The words of the draft; quotation marks around a quotation."""
        words = " ".join(self.finding.text.split())
        return f"“{words}”" if self.finding.kind == "quotation" else words


def rows_of(draft: DraftText, findings: Sequence[Finding]) -> list[Row]:
    """The findings in the order of the draft."""
    return [Row(n, f, draft.place(f.start)) for n, f in enumerate(findings, 1)]


def summary(rows: Sequence[Row]) -> str:
    """How many findings of each kind, in one sentence."""
    counts = Counter(r.group for r in rows)
    if not rows:
        return "No citation and no quotation of four words or more was found in this draft."
    told = f"{counts[LOOK]} to look at, {counts[OPEN]} that could not be checked here, {counts[FINE]} in order"
    return f"{len(rows)} citation{'' if len(rows) == 1 else 's'} and quotation{'' if len(rows) == 1 else 's'}: {told}."


def findings_html(rows: Sequence[Row]) -> str:
    """The findings, those to look at first."""
    html = ""
    for group, title in GROUPS.items():
        if mine := [r for r in rows if r.group == group]:
            html += f"<section><h2>{title} ({len(mine)})</h2>{''.join(map(_finding, mine))}</section>"
    return safe(f'<article class="pc-sheet">{html}</article>')


def _finding(r: Row) -> str:
    v = r.finding.verdict
    reasons = "".join(f"<li>{escape(x[:1].upper() + x[1:])}.</li>" for x in v.reasons)
    cited = f'<p class="pc-quiet">Cited for it: {escape(r.finding.cited)}</p>' if r.finding.cited else ""
    true = _true_words(r)
    url = next((str(e["url"]) for e in v.evidence if e.get("url")), None) or _held(r.finding.authorities)
    opens = f'<p><a href="{escape(url)}" target="_blank">Open the source</a></p>' if url else ""
    head = f'<h3><a href="#mark-{r.number}">{r.number}.</a> {escape(r.said)} <span class="pc-quiet">({escape(r.place)})</span></h3>'
    return f'<div class="pc-source" id="finding-{r.number}">{head}<p>{escape(r.shown[:600])}</p>{cited}<ul>{reasons}</ul>{true}{opens}</div>'


def _true_words(r: Row) -> str:
    """The source's own words, where the draft's differ from them or they stand on another page."""
    wanted = r.finding.verdict.verdict in ("altered", "exact_wrong_page")
    return "".join(f"<blockquote>{escape(str(e['text']))}</blockquote>" for e in r.finding.verdict.evidence[:1] if wanted and e.get("text"))


def _held(authorities: Iterable[Authority]) -> str | None:
    return next((library_url(a.source_id) for a in authorities if a.source_id), None)


def draft_html(draft: DraftText, rows: Sequence[Row]) -> str:
    """The draft with a numbered mark at each finding; a mark leads to what was found."""
    html, at = "", 0
    for r in rows:
        f = r.finding
        if f.start < at:
            continue  # inside a quotation that is marked already
        link = f'<a href="#finding-{r.number}" aria-label="finding {r.number}: {escape(r.said)}">{r.number}</a>'
        html += escape(draft.text[at : f.start])
        html += f'<mark class="pc-mark-{r.group}" id="mark-{r.number}">{escape(draft.text[f.start : f.end])}<sup>{link}</sup></mark>'
        at = f.end
    return safe(f'<div class="pc-letter pc-draft">{html}{escape(draft.text[at:])}</div>')


@dataclass(frozen=True)
class Named:
    """One line of the table of authorities: what it is called, where the draft names it, and whether we hold it."""

    kind: str  # "case", "statute", "rule", "not held"
    name: str
    places: tuple[str, ...]
    url: str | None = None


KINDS = {"case": "Cases", "statute": "Statutes", "rule": "Rules", "not held": "Not in this library"}


def authorities(rows: Sequence[Row]) -> list[Named]:
    """The table of authorities: cases, statutes, rules, then what we do not hold, each by name."""
    places: dict[tuple[str, str, str | None], list[str]] = {}
    for r in rows:
        for kind, name, url in _named(r):
            places.setdefault((kind, name, url), []).append(r.place)
    found = [Named(kind, name, tuple(dict.fromkeys(where)), url) for (kind, name, url), where in places.items()]
    return sorted(found, key=lambda n: (list(KINDS).index(n.kind), n.name.lower()))


def _named(r: Row) -> Iterator[tuple[str, str, str | None]]:
    f = r.finding
    if f.kind == "quotation":
        return
    for a in f.authorities:
        year = f" ({a.year})" if a.year else ""
        yield a.kind, f"{a.name}, {a.key}{year}", _held([a])
    if not f.authorities and f.verdict.verdict in ("not_in_library", "impossible_citation"):
        yield "not held", f.text, None


def authorities_html(named: Sequence[Named]) -> str:
    html = ""
    for kind, title in KINDS.items():
        mine = [n for n in named if n.kind == kind]
        items = "".join(f"<li>{_link(n)} <span class='pc-quiet'>{escape(', '.join(n.places))}</span></li>" for n in mine)
        html += f'<h3>{title}</h3><ul class="pc-lines">{items}</ul>' if mine else ""
    return safe(html)


def _link(n: Named) -> str:
    return f'<a href="{escape(n.url)}" target="_blank">{escape(n.name)}</a>' if n.url else escape(n.name)


def report_json(name: str, draft: DraftText, rows: Sequence[Row]) -> dict[str, Any]:
    """The whole audit as JSON: the door's rows with their number and place, and the table of authorities. It holds the draft's quoted words, not the draft."""
    return {
        "draft": name, "summary": summary(rows), "checked": SAID, "unread": list(draft.unread),
        "findings": [{"number": r.number, "place": r.place, "says": r.said, **r.finding.as_json()} for r in rows],
        "authorities": [{"kind": n.kind, "name": n.name, "places": list(n.places)} for n in authorities(rows)],
    }  # fmt: skip
