"""``python -m corpus``: ``check`` the library against its own rules and the court's words; ``states``, what a lawyer should look at."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.check import faults, reading_grades, weakest_ties
from corpus.errors import PinciteError
from corpus.kinds import KINDS
from corpus.library import HERE, open_library
from corpus.quoted import decisions_at
from corpus.states import State, Value, doubtful, open_states

BESIDE = HERE.parent.parent / "shared" / "opinions"


def main(argv: list[str] | None = None) -> int:
    """Run the door; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m corpus", description="The law library of Pincite.")
    verbs = parser.add_subparsers(required=True, metavar="check|states")
    check = verbs.add_parser("check", help="check the library; list its ties to the court's words, worst first")
    check.add_argument("--opinions", type=Path, metavar="DIR", help="decisions that quotations are compared with (../shared/opinions where it is there)")
    check.add_argument("--ties", type=int, default=0, metavar="N", help="how many of the weakest ties to list (needs an index)")
    states = verbs.add_parser("states", help="the table of states: how sure its values are, and which a lawyer should look at")
    states.add_argument("--review", action="store_true", help="every value that is not sure or older than a year, as a table to tick")
    check.set_defaults(run=lambda a: _check(a.opinions, a.ties))
    states.set_defaults(run=lambda a: _states(review=a.review))
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except PinciteError as error:
        print(f"corpus: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever reads has enough
        sys.stderr.close()
        return 1


def _check(opinions: Path | None, ties: int) -> int:
    library = open_library()
    folder = opinions or (BESIDE if BESIDE.is_dir() else None)
    decisions = decisions_at(folder, library) if folder else {}
    found = faults(library, folder=HERE, decisions=decisions)
    for fault in found:
        print(fault)
    lines = sum(len(s.lines) for s in library.sections.values())
    plain, strict = (median(reading_grades(library, strict=s).values()) for s in (False, True))
    print(f"guidance reads at grade {plain:.1f} in the median ({strict:.1f} if a line is always one sentence); {len(decisions)} decisions were at hand")
    print(f"{len(library.sources)} sources, {len(library.sections)} sections, {lines} lines, {len(library.authorities)} authorities, {len(found)} faults")
    if ties:
        _show_ties(ties)
    return 1 if found else 0


def _states(*, review: bool) -> int:
    states = open_states()
    sure = Counter((kind, v.confidence) for s in states.values() for kind, v in s.values())
    for kind in KINDS:
        print(f"{kind}: {', '.join(f'{sure[kind, c]} {c}' for c in ('sure', 'likely', 'unknown'))}")
    if review:
        _show_review(doubtful(states, date.today()))
    return 0


def _show_review(rows: list[tuple[State, str, Value]]) -> None:
    """A table for a volunteer lawyer: what we hold, what it rests on, and a box to tick."""
    table = Table("right?", "state", "value", "what we hold", "source", "how sure", "as of", "note", title=f"{len(rows)} values to look at")
    for state, kind, v in rows:
        table.add_row(Text("[ ]"), state.name, kind, *(Text(x) for x in (v.told or "nothing", v.source, v.confidence, str(v.as_of), v.note)))
    Console().print(table)


def _show_ties(count: int) -> None:
    data = Path(os.environ.get("PINCITE_DATA") or Path(__file__).parent.parent / ".pincite")
    table = Table("score", "library line", "the court's words", "page")
    for tie in weakest_ties(data, count):
        table.add_row(f"{tie.score:.2f}", Text(tie.line), Text(tie.quote), tie.pin)
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
