"""A run as one HTML file that opens from disk: the figures, where they are weak, and every case with what was shown and why.

No script, font or picture comes from elsewhere, and everything that is text is escaped: a question may hold anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from eval.report_case import case_html, head_of_reason, reason_class
from eval.report_figures import by_kind, by_topic, headline, refusals, steps, verifiers
from eval.results import failing
from eval.runs import Run

LOOK = Path(__file__).with_name("report.css")
SCRIPT = """
const all = () => [...document.querySelectorAll(".case")], find = document.getElementById("find")
document.getElementById("tools").hidden = false
find.oninput = () => { const words = find.value.toLowerCase(); for (const c of all()) c.hidden = !c.textContent.toLowerCase().includes(words) }
document.getElementById("open").onclick = () => all().filter(c => c.checkVisibility()).slice(0, 50).forEach(c => c.open = true)
document.getElementById("close").onclick = () => all().forEach(c => c.open = false)
const go = () => { const c = document.getElementById(location.hash.slice(1)); if (c && c.tagName === "DETAILS") c.open = true }
addEventListener("hashchange", go); go()
"""
PLACES = {"figures": "Figures", "kinds": "By kind", "topics": "By topic", "replies": "Answered or not", "time": "Time", "cases": "Every case"}
NAV = "<nav>" + " ".join(f'<a href="#{place}">{words}</a>' for place, words in PLACES.items()) + "</nav>"
TOOLS = (
    '<p id="tools" hidden><label>Find <input id="find" type="search" placeholder="words, topic, id …"></label> '
    '<button id="open">Open those shown (50 at most)</button> <button id="close">Close all</button></p>'
)


def report(run: Run) -> str:
    """The whole report. The run must hold its cases and what was seen: a baseline does not."""
    reasons = {i: failing(run, case) for i, case in run.cases.items()}
    name = escape(run.name)
    parts = (_facts(run), headline(run), verifiers(run), by_kind(run), by_topic(run, reasons), refusals(run), steps(run), _cases(run, reasons))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{name} – Pincite evaluation</title><style>{LOOK.read_text(encoding='utf-8')}</style></head>\n"
        f"<body><main><h1>Evaluation run {name}</h1>{NAV}\n{''.join(parts)}</main><script>{SCRIPT}</script></body></html>\n"
    )


def _facts(run: Run) -> str:
    """What was asked of what; settings and other long facts folded away."""
    plain = {k: v for k, v in run.facts.items() if not isinstance(v, dict) and k != "name"}
    pairs = "".join(f"<div><dt>{escape(k)}</dt><dd>{escape(str(v))}</dd></div>" for k, v in plain.items())
    folded = "".join(f"<details><summary>{escape(k)}</summary>{_listed(v)}</details>" for k, v in run.facts.items() if isinstance(v, dict) and v)
    return f'<dl class="pairs">{pairs}</dl>{folded}'


def _listed(facts: Mapping[str, Any]) -> str:
    return '<ul class="scores">' + "".join(f"<li>{escape(str(k))} <b>{escape(str(v))}</b></li>" for k, v in facts.items()) + "</ul>"


def _cases(run: Run, reasons: Mapping[str, Sequence[str]]) -> str:
    """Every case, those most worth a look first, with a filter by reason."""
    order = sorted(run.cases, key=lambda i: (-len(reasons[i]), i))
    cases = "".join(case_html(run.cases[i], run.seen[i], run.scores[i], reasons[i]) for i in order)
    return f'<section class="list"><h2 id="cases">Every case</h2>{_filter(reasons)}{cases}</section>'


def _filter(reasons: Mapping[str, Sequence[str]]) -> str:
    """One choice for each reason, which the style sheet alone obeys; the search needs the script and shows only with it."""
    counts = Counter(head for found in reasons.values() for head in {head_of_reason(r) for r in found})
    worth = sum(map(bool, reasons.values()))
    choices = [("all", "All", len(reasons)), ("failing", "Worth a look", worth), *((reason_class(r), r, n) for r, n in sorted(counts.items()))]
    rules = "".join(f".list:has(#show-{key}:checked) .case:not(.{key}){{display:none}}" for key, _, _ in choices[1:])
    radios = "".join(
        f'<input type="radio" name="show" id="show-{key}"{" checked" if key == "all" else ""}><label for="show-{key}">{escape(words)} <b>{n}</b></label>'
        for key, words, n in choices
    )
    return f"<style>{rules}</style><fieldset><legend>Show</legend>{radios}</fieldset>{TOOLS}"
