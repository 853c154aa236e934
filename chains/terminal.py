"""An answer and an audit on a terminal: numbered sources under the sentences that rest on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from chains.audit import UNTESTED, Finding
from chains.model_settings import told
from chains.models import Answer, Citation

HEADS = {"do": "What to do", "careful": "Be careful", "against": "Be careful"}
COLOURS = {"supported": "green", "exact": "green", "exact_wrong_page": "yellow", "not_in_library": "yellow", "altered": "red", "misattributed": "red",
           "not_found": "red", "impossible_citation": "red", "contradicted": "red", "unsupported": "yellow"}  # fmt: skip


def show(answer: Answer, *, why: bool = False, console: Console | None = None) -> None:
    """Print an answer; ``why`` adds for staff how it was chosen."""
    out = console or Console(highlight=False)
    for notice in answer.notices:
        out.print(Padding(Text(notice, style="bold"), (0, 0, 1, 0)))
    if answer.understood_as:
        out.print(Text(f"I understood your question as: {answer.understood_as}\n", style="italic"))
    sources = _numbered(answer)
    head = ""
    for claim in answer.claims:
        if (new := HEADS.get(claim.role, "")) != head and new:
            out.print(Text(f"\n{new}", style="bold"))
        head = new
        marks = "".join(f"[{sources.index(_key(c)) + 1}]" for c in claim.citations)
        out.print(Text.assemble("• ", claim.text, " ", (marks, "cyan")))
    if sources:
        out.print(Text("\nSources", style="bold"))
    first = {_key(c): c for claim in reversed(answer.claims) for c in claim.citations}
    for number, key in enumerate(sources, 1):
        _source(out, number, first[key])
    if words := told(answer.trace):
        out.print(Text(f"\n{words}", style="italic"))
    for w in answer.withheld:
        out.print(Text(f"withheld: {w.text} ({'; '.join(w.reasons)})", style="yellow") if why else Text(""))
    if why:
        out.print(Text("\nWhy\n" + "\n".join(answer.trace.get("why", [])), style="dim"))


def _key(c: Citation) -> tuple[str, str | None, str | None, str | None]:
    return c.authority, c.citation, c.paragraph, c.pin


def _numbered(answer: Answer) -> list[tuple[str, str | None, str | None, str | None]]:
    return list(dict.fromkeys(_key(c) for claim in answer.claims for c in claim.citations))


def _source(out: Console, number: int, c: Citation) -> None:
    where = f", {c.citation}{c.paragraph or ''}" if c.citation else ""
    pin = f", {c.pin}" if c.pin else ""
    year = f" ({c.year})" if c.year else ""
    out.print(Text.assemble((f"[{number}] ", "cyan"), (c.authority, "bold"), f"{where}{pin}{year} — {c.why}"))
    if c.quote and c.weight != "guidance":
        note = "" if c.page_checked else " (page not checked)"
        out.print(Padding(Text(f"“{c.quote}”{note}", style="dim"), (0, 0, 0, 4)))


def show_findings(name: str, findings: Sequence[Finding], console: Console | None = None) -> None:
    """Print an audit as a table."""
    out = console or Console(highlight=False)
    if not findings:
        out.print(Text(f"{name}: no citation and no quotation found"))
        return
    shown = [f for f in findings if f.kind != "statement" or f.verdict.verdict not in ("supported", "unsupported")]
    table = Table(title=f"{name}: {_counted(findings)}", title_justify="left", show_lines=True)
    table.add_column("line", justify="right", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    table.add_column("what the draft says", ratio=1)
    table.add_column("what was found", ratio=1)
    for f in shown:
        said = f"“{f.text[:240]}”" if f.kind == "quotation" else f.text
        cited = f"\n{f.cited}" if f.cited else ""
        verdict, style = ("compare", "yellow") if f.weak else (f.verdict.verdict, COLOURS.get(f.verdict.verdict, ""))
        table.add_row(str(f.line), Text(verdict, style=style), Text(said + cited), Text("\n".join(_found(f))))
    out.print(table)
    for line in _statements(findings):
        out.print(Text(line))
    out.print(Text("Checked means: these words stand on this page. It is not a check of today's law or of your facts."))


def _found(f: Finding) -> Iterator[str]:
    """The reasons; of a statement the nearest sentence that we hold and where it stands."""
    if not f.weak:
        yield "; ".join(f.verdict.reasons)
    for e in f.verdict.evidence[:1] if f.kind == "statement" else ():
        where = "; ".join(a.key for a in f.rests_on) or "our own guidance"
        yield f"“{str(e['text'])[:400]}” ({where}{', ' + str(e['pin']) if e.get('pin') and len(f.rests_on) == 1 else ''})"


def _statements(findings: Sequence[Finding]) -> Iterator[str]:
    """Statements that need no look one by one, by their lines."""
    said = [f for f in findings if f.kind == "statement"]
    tested = [f for f in said if f.verdict.reasons != (UNTESTED,)]
    for verdict, words in (("supported", "borne out by a sentence that we hold"), ("unsupported", "neither confirmed nor faulted; compare with the source")):
        if lines := list(dict.fromkeys(str(f.line) for f in tested if f.verdict.verdict == verdict)):
            yield f"Sentences about cited decisions, {words}: line{'s' if len(lines) > 1 else ''} {', '.join(lines)}"
    if len(tested) < len(said):
        yield f"Only the first {len(tested)} of {len(said)} sentences about cited decisions were compared."


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal's error stream, told how many sentences are compared and of how many."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("comparing sentences"), BarColumn(), MofNCompleteColumn(), console=console, disable=not console.is_terminal, transient=True
    ) as bar:
        task = bar.add_task("", visible=False)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=True)


def _counted(findings: Sequence[Finding]) -> str:
    """How many findings of each verdict, the commonest first."""
    counts = Counter("compare" if f.weak else f.verdict.verdict for f in findings)
    return ", ".join(f"{n} {verdict}" for verdict, n in counts.most_common())
