"""The figures of a report: tables, and charts by kind of question, topic, reply and step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import get_args

import numpy as np
from pydantic import TypeAdapter

from chains.models import Status
from eval.charts import Bar, Spread, bars, spreads
from eval.intervals import interval
from eval.metrics import ALL
from eval.models import Case, Kind, Metric
from eval.runs import Figure, Run
from eval.tampering import METRICS as VERIFIERS

TITLES = {m.name: m.title for m in (*ALL, *VERIFIERS)}
GROUPS: dict[str, str] = {"retrieval": "What was found", "answers": "What was answered", "refusals": "What was not answered",
                          "verifier": "Whether the verifiers bite", "cost": "What it took"}  # fmt: skip
BETTER = {"higher": "higher", "lower": "lower", "neither": "–"}
CHARTED = ("nugget_recall_vital", "top3_authority", "lost")
"""Shares that are drawn by kind of question and by topic."""
WEAKEST = 12
NOTE = (
    "An interval says how far the figure might move if other questions of the same sort had been asked: 95%, percentile bootstrap. Where all questions "
    "came out alike, none can be drawn from them; with n of them, up to 3 in n of all such questions may still come out otherwise (the rule of three). "
    "A question that is asked again in other words does not count again."
)
STEPS_NOTE = "The stroke is the median, the bar the middle half, the line nine in ten; less than 0.1 ms is drawn as 0.1."
Cell = str | int
_FIGURES = TypeAdapter(dict[str, Figure])


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], classes: str = "") -> str:
    """A table whose first column heads its rows; cells are text, and numbers stand to the right."""
    top = "".join(f'<th scope="col">{escape(h)}</th>' for h in head)
    body = "".join("<tr>" + f'<th scope="row">{escape(str(first))}</th>' + "".join(map(_cell, rest)) + "</tr>" for first, *rest in rows)
    return _framed(caption, top, body, classes)


def _framed(caption: str, head: str, body: str, classes: str) -> str:
    """A table that scrolls by itself where it is wider than the page, with the keyboard as well."""
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption)}"><table class="{classes}"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>\n"
    )


def _cell(value: Cell) -> str:
    return f'<td class="number">{value}</td>' if isinstance(value, int) or value[:1].isdigit() else f"<td>{escape(value)}</td>"


def headline(run: Run, base: Run | None = None) -> str:
    """The headline tables, one for each group of metrics; with the figures of another run beside them where one is given."""
    costs = run.folder / "costs.json"
    found = run.figures | (_FIGURES.validate_json(costs.read_bytes()) if costs.is_file() else {})
    tables = []
    for group, title in GROUPS.items():
        metrics = [m for m in (*ALL, *VERIFIERS) if m.group == group and m.name in found]
        rows = [(*_figure_row(m, found[m.name]), *([_beside(m, base)] if base else [])) for m in metrics]
        head = ("Metric", "Figure", "95%", "n", "Better", *(["Accepted"] if base else []))
        tables.append(table(title, head, rows, "figures") if rows else "")
    return f'<h2 id="figures">Figures</h2>{"".join(tables)}<p class="note">{NOTE}</p>'


def _figure_row(metric: Metric, figure: Figure) -> tuple[Cell, ...]:
    between = f"{number(figure.low, metric.unit, short=True)}–{number(figure.high, metric.unit, short=True)}"
    if figure.low == figure.high:
        between = "all alike" if figure.n > 1 else "one only"
    return metric.title, number(figure.mean, metric.unit), between, figure.n, BETTER[metric.better]


def _beside(metric: Metric, base: Run) -> str:
    """The same figure of the other run."""
    return number(base.figures[metric.name].mean, metric.unit) if metric.name in base.figures else "–"


def number(value: float, unit: str = "", *, short: bool = False) -> str:
    """A share with three digits after the point, as the terminal prints it; anything else with one and its unit."""
    return f"{value:.3f}" if not unit else f"{value:,.1f}" if short else f"{value:,.1f} {unit}"


def _own(run: Run) -> list[Case]:
    """The questions that count: not those that ask another one again."""
    return [c for c in run.cases.values() if c.same_as is None]


def _shares(run: Run, metric: str, of: Callable[[Case], str | None]) -> list[Bar]:
    """The mean of a metric for each sort of question."""
    values: dict[str, list[float]] = {}
    for case in _own(run):
        sort, value = of(case), run.scores[case.id].get(metric)
        if sort is not None and value is not None:
            values.setdefault(sort, []).append(value)
    found = ((sort, interval(v)) for sort, v in values.items())
    return [Bar(sort, i.mean, i.low, i.high, i.n) for sort, i in found]


def _chart(title: str, rows: Sequence[Bar], note: str = "") -> str:
    """A chart, with its figures as a table for those who cannot see it."""
    if not rows:
        return ""
    cells = [(r.label, number(r.mean), f"{number(r.low)}–{number(r.high)}", r.n) for r in rows]
    listed = table(title, ("", "Figure", "95%", "n"), cells)
    said = f'<p class="note">{escape(note)}</p>' if note else ""
    return f"<figure><figcaption>{escape(title)}</figcaption>{bars(title, rows)}{said}<details><summary>As a table</summary>{listed}</details></figure>"


def by_kind(run: Run) -> str:
    order = get_args(Kind)
    charts = [_chart(TITLES[name], sorted(_shares(run, name, lambda c: c.kind), key=lambda b: order.index(b.label))) for name in CHARTED]
    return f'<h2 id="kinds">By kind of question</h2><div class="charts">{"".join(charts)}</div>'


def by_topic(run: Run, reasons: Mapping[str, Sequence[str]]) -> str:
    """The topics, weakest first: a table of the weakest, then all of them drawn."""
    by_metric = {name: _weakest_first(name, _shares(run, name, lambda c: c.topic)) for name in CHARTED}
    named = [name for name in CHARTED if by_metric[name]]
    if not named:
        return ""
    shares = {name: {b.label: number(b.mean) for b in by_metric[name]} for name in named}
    weakest = [b.label for b in by_metric[named[0]][:WEAKEST]]
    rows = [(t, *(shares[name].get(t, "–") for name in named), _failed(run, t, reasons)) for t in weakest]
    listed = table("The weakest topics", ("Topic", *(TITLES[n] for n in named), "Worth a look"), rows)
    charts = "".join(_weak_chart(name, by_metric[name]) for name in named)
    return f'<h2 id="topics">By topic, weakest first</h2>{listed}<div class="charts">{charts}</div>'


def _weak_chart(metric: str, shares: Sequence[Bar]) -> str:
    """The topics that leave something to wish for; of the others only how many there are."""
    best = 0.0 if _lower(metric) else 1.0
    weak = [b for b in shares if b.mean != best]
    rest = len(shares) - len(weak)
    return _chart(TITLES[metric], weak, f"{rest} further topic{'s have' if rest > 1 else ' has'} {best:.0f}." if rest else "")


def _lower(metric: str) -> bool:
    return any(m.name == metric and m.better == "lower" for m in ALL)


def _weakest_first(metric: str, shares: Sequence[Bar]) -> list[Bar]:
    return sorted(shares, key=lambda b: (-b.mean if _lower(metric) else b.mean, -b.n, b.label))


def _failed(run: Run, topic: str, reasons: Mapping[str, Sequence[str]]) -> str:
    mine = [c for c in _own(run) if c.topic == topic]
    return f"{sum(bool(reasons[c.id]) for c in mine)} of {len(mine)}"


def refusals(run: Run) -> str:
    """What was expected against what was given, a row for each kind of reply that was expected."""
    own = _own(run)
    given = Counter((c.expect, "fault" if run.seen[c.id].fault else str(run.seen[c.id].answer["status"])) for c in own)
    expected = [s for s in get_args(Status) if any(c.expect == s for c in own)]
    columns = [s for s in (*get_args(Status), "fault") if any(g == s for _, g in given)]
    head = "".join(f'<th scope="col">{s.replace("_", " ")}</th>' for s in columns)
    body = "".join(f'<tr><th scope="row">{e.replace("_", " ")}</th>{"".join(_met(e, c, given[e, c]) for c in columns)}</tr>' for e in expected)
    matrix = _framed("How many questions for which one reply was expected (rows) were given which (columns)", f"<td></td>{head}", body, "matrix")
    return f'<h2 id="replies">Answered or not</h2>{matrix}{_chart("Given the reply that was expected", _as_expected(run))}'


def _met(expected: str, given: str, count: int) -> str:
    sort = "right" if expected == given else "wrong" if "answered" in (expected, given) else "near"
    return f'<td class="number {sort if count else ""}">{count or "·"}</td>'


def _as_expected(run: Run) -> list[Bar]:
    """For each expected status the share of questions that were given it."""
    rows = []
    for status in get_args(Status):
        hits = [float(run.seen[c.id].answer["status"] == status and not run.seen[c.id].fault) for c in _own(run) if c.expect == status]
        found = interval(hits)
        rows += [Bar(status.replace("_", " "), found.mean, found.low, found.high, found.n)] if hits else []
    return rows


def steps(run: Run) -> str:
    """How the milliseconds of each step are spread."""
    took: dict[str, list[float]] = {}
    for seen in run.seen.values():
        for step, milliseconds in seen.milliseconds.items():
            took.setdefault(step, []).append(milliseconds)
    if not took:
        return ""
    rows = [Spread(step, *(float(q) for q in np.percentile(values, (5, 25, 50, 75, 95)))) for step, values in took.items()]
    cells = [(r.label, f"{r.median:,.1f}", f"{r.most:,.1f}", f"{max(took[r.label]):,.1f}") for r in rows]
    listed = table("Milliseconds by step", ("Step", "Median", "95th percentile", "Longest"), cells)
    drawn = f'<figure><figcaption>Milliseconds by step</figcaption>{spreads("Milliseconds by step", rows)}<p class="note">{STEPS_NOTE}</p></figure>'
    return f'<h2 id="time">Time</h2><div class="charts">{drawn}{listed}</div>'


def verifiers(run: Run) -> str:
    """Sentences on which a verifier was wrong: true ones that were held back, tampered ones that passed."""
    rows = [(i, TITLES[name], row.status, row.short) for i, row in run.rows.items() if i not in run.cases for name, value in row.scores.items() if value == 0]
    if not rows:
        return ""
    listed = table("Where a verifier was wrong", ("Sentence", "What should have come of it", "Verdict", "Words"), rows)
    return f"<details><summary>Sentences of the library, true or tampered with, on which a verifier was wrong ({len(rows)})</summary>{listed}</details>"
