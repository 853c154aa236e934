"""``python -m corpus check``: the library against its own rules, and against the court's words at hand."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.check import faults, reading_grades, weakest_ties
from corpus.errors import PinciteError
from corpus.library import HERE, open_library
from corpus.quoted import decisions_at

BESIDE = HERE.parent.parent / "shared" / "opinions"


def main(argv: list[str] | None = None) -> int:
    """Run the door; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m corpus", description="The law library of Pincite.")
    verbs = parser.add_subparsers(required=True, metavar="check")
    check = verbs.add_parser("check", help="check the library; list its ties to the court's words, worst first")
    check.add_argument("--opinions", type=Path, metavar="DIR", help="decisions that quotations are compared with (../shared/opinions where it is there)")
    check.add_argument("--ties", type=int, default=0, metavar="N", help="how many of the weakest ties to list (needs an index)")
    args = parser.parse_args(argv)
    try:
        return _check(args.opinions, args.ties)
    except PinciteError as error:
        print(f"corpus: {error}", file=sys.stderr)
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


def _show_ties(count: int) -> None:
    data = Path(os.environ.get("PINCITE_DATA") or Path(__file__).parent.parent / ".pincite")
    table = Table("score", "library line", "the court's words", "page")
    for tie in weakest_ties(data, count):
        table.add_row(f"{tie.score:.2f}", Text(tie.line), Text(tie.quote), tie.pin)
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
