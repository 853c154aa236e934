"""An answer and an audit on a terminal: numbered sources under the sentences that rest on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from chains.audit import Finding
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
    table = Table(title=f"{name}: {_counted(findings)}", title_justify="left", show_lines=True)
    table.add_column("line", justify="right", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    table.add_column("what the draft says", ratio=1)
    table.add_column("what was found", ratio=1)
    for f in findings:
        said = f"“{f.text[:240]}”" if f.kind == "quotation" else f.text
        cited = f"\n{f.cited}" if f.cited else ""
        table.add_row(str(f.line), Text(f.verdict.verdict, style=COLOURS.get(f.verdict.verdict, "")), Text(said + cited), Text("; ".join(f.verdict.reasons)))
    out.print(table)
    out.print(Text("Checked means: these words stand on this page. It is not a check of today's law or of your facts."))


def _counted(findings: Sequence[Finding]) -> str:
    """How many findings of each verdict, the commonest first."""
    counts = Counter(f.verdict.verdict for f in findings)
    return ", ".join(f"{n} {verdict}" for verdict, n in counts.most_common())
