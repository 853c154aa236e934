"""Runs, comparisons and the gate's finding on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from eval.compare import HEADLINE, METRICS, Change, Flip
from eval.report_figures import number
from eval.running import Progress
from eval.runs import Figure, Run

COLOURS = {"better": "green", "worse": "red"}
COLUMNS = {
    "first_authority": "first", "top3_authority": "top 3", "nugget_recall_vital": "vital", "recall_passages": "gold", "character_precision": "precise",
    "lost": "lost", "abstention_recall": "declined", "right_reply": "reply", "forbidden_statements": "forbidden", "length": "length",
}  # fmt: skip
"""The columns of a table of several systems."""
MOST_FLIPS = 30
WIDTH = 150
"""Columns of a table that goes to a file or a pipe."""


def console() -> Console:
    """The terminal as wide as it is; a file or a pipe wide enough for the tables."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)


def show_figures(out: Console, run: Run) -> None:
    """The figures of a run with their intervals."""
    table = Table(title=f"{run.name}: {run.facts['suite']}, {run.facts['cases'].split(',')[0]} questions, index {run.facts['index']}", title_justify="left")
    for head, justify in (("", "left"), ("figure", "right"), ("95%", "right"), ("n", "right")):
        table.add_column(head, justify=justify)  # type: ignore[arg-type]
    group = ""
    for metric in METRICS:
        if (found := run.figures.get(metric.name)) is None:
            continue
        if metric.group != group:
            table.add_section()
            group = metric.group
        way = {"higher": "", "lower": " (lower is better)", "neither": " (for information)"}[metric.better]
        table.add_row(metric.title + way, number(found.mean, metric.unit), f"{found.low:.3f}–{found.high:.3f}", str(found.n))
    out.print(table)


def show_comparison(out: Console, before: Run, after: Run, unlike: Sequence[str], shared: int, changes: Sequence[Change], flips: Sequence[Flip]) -> None:
    """Two runs: what is unlike in them, each metric, and the cases that flipped, side by side."""
    if unlike:
        out.print(Text("These runs differ in more than their figures:\n  " + "\n  ".join(unlike), style="yellow"))
    unshared = len(before.rows.keys() | after.rows.keys()) - shared
    out.print(f"{shared} cases are shared" + (f"; {unshared} are in one run only, or were changed, and are left out" if unshared else ""))
    table = Table(title=f"{before.name} → {after.name}", title_justify="left")
    for head, justify in (("", "left"), ("before", "right"), ("after", "right"), ("difference (95%)", "right"), ("n", "right"), ("verdict", "left")):
        table.add_column(head, justify=justify)  # type: ignore[arg-type]
    for c in changes:
        difference = f"{c.difference:+.3f} ({c.low:+.3f} to {c.high:+.3f})"
        cells = (c.metric.title, number(c.before, c.metric.unit), number(c.after, c.metric.unit), difference, str(c.n))
        table.add_row(*cells, Text(c.verdict, style=COLOURS.get(c.verdict, "")))
    out.print(table)
    show_flips(out, flips)


def show_flips(out: Console, flips: Sequence[Flip]) -> None:
    """The cases that came out otherwise, side by side."""
    if not flips:
        out.print("no case flipped")
        return
    table = Table(title=f"{len(flips)} cases came out otherwise", title_justify="left", show_lines=True)
    for head in ("case", "what", "before", "after"):
        table.add_column(head, ratio=None if head == "case" else 1)
    for f in flips[:MOST_FLIPS]:
        sides = (f"{', '.join(x.first)}\n{x.short}" for x in (f.before, f.after))
        table.add_row(f.id, "\n".join(f.what), *sides)
    out.print(table)
    if len(flips) > MOST_FLIPS:
        out.print(f"and {len(flips) - MOST_FLIPS} more: {', '.join(f.id for f in flips[MOST_FLIPS:])}")


def show_gate(out: Console, run: Run, accepted: Run, failures: Sequence[str], flips: Sequence[Flip]) -> None:
    """What the gate found."""
    both = [(name, run.figures[name], accepted.figures[name]) for name in HEADLINE if name in run.figures and name in accepted.figures]
    headline = [f"{name} {now.mean:.3f} ({then.mean:.3f})" for name, now, then in both]
    out.print("gate: " + ", ".join(headline) + "; in brackets the accepted run of " + str(accepted.facts["made"])[:10])
    if not failures:
        out.print(Text(f"gate: passed; {len(flips)} cases came out otherwise" + (f": {', '.join(f.id for f in flips[:20])}" if flips else ""), style="green"))
        return
    show_flips(out, flips)
    out.print(Text(f"gate: failed for {len(failures)} reason{'s' if len(failures) > 1 else ''}", style="bold red"))
    for failure in failures:
        out.print(Text(f"  {failure}", style="red"))
    out.print("Mend it; or, where it is meant, accept it: python -m eval gate --accept")


def show_table(out: Console, title: str, rows: Mapping[str, Mapping[str, Figure]]) -> None:
    """Several systems or settings in one table: one row each, one column a metric, whose titles stand below."""
    heads = {name: head for name, head in COLUMNS.items() if any(name in r for r in rows.values())}
    table = Table(title=title, title_justify="left")
    table.add_column("")
    for head in heads.values():
        table.add_column(head, justify="right")
    for label, figures in rows.items():
        table.add_row(label, *(f"{figures[n].mean:.3f}" if n in figures else "–" for n in heads))
    out.print(table)
    titles = {m.name: m.title for m in METRICS}
    out.print("; ".join(f"{head}: {titles[name]}" for name, head in heads.items()))


def show_bench(out: Console, timed: Mapping[str, Any]) -> None:
    """The bench: medians with their spread, and ratios."""
    table = Table(title=f"{timed['machine']}: medians of {timed['times']}", title_justify="left")
    for head, justify in (("", "left"), ("median", "right"), ("lowest", "right"), ("highest", "right"), ("unit", "left")):
        table.add_column(head, justify=justify)  # type: ignore[arg-type]
    for row in timed["rows"]:
        table.add_row(row["what"], f"{row['median']:.3g}", f"{row['lowest']:.3g}", f"{row['highest']:.3g}", row["unit"])
    out.print(table)
    for what, ratio in timed["ratios"].items():
        out.print(f"{what}: {ratio:.2f}")


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A bar on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
