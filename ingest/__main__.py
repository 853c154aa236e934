"""``python -m ingest``: build or refresh the index; safe to run again."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from corpus.errors import PinciteError
from ingest.build import Report, build, is_stale
from ingest.index import data_folder


def main(argv: list[str] | None = None) -> int:
    """Run the door; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Build or refresh the index.")
    parser.add_argument("--opinions", type=Path, metavar="DIR", help="bring in the decisions of this folder (JSON, HTML, text, PDF); they are kept")
    parser.add_argument("--rebuild", action="store_true", help="build even if nothing changed")
    parser.add_argument("--if-stale", action="store_true", help="say nothing and do nothing where the index is up to date")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    args = parser.parse_args(argv)
    console = Console(stderr=True)
    try:
        if args.if_stale and not args.opinions and not args.rebuild and not is_stale(data_folder()):
            return 0
        report = _run(args, console)
    except PinciteError as error:
        print(f"ingest: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("ingest: stopped; the last good index stays in use, and what was encoded is kept", file=sys.stderr)
        return 1
    print(json.dumps(asdict(report), indent=1) if args.json else _words(report))
    return 0


def _run(args: argparse.Namespace, console: Console) -> Report:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, disable=not console.is_terminal)
    tasks: dict[str, TaskID] = {}

    def tell(what: str, done: int, total: int) -> None:
        bar.start()  # only once there is something to show: a failure before is one line
        if what not in tasks:
            tasks[what] = bar.add_task(what, total=total)
        bar.update(tasks[what], completed=done, total=total)

    try:
        return build(data_folder(), opinions=args.opinions, rebuild=args.rebuild, progress=tell)
    finally:
        bar.stop()


def _words(report: Report) -> str:
    def some(ids: list[str]) -> str:
        return ", ".join(ids[:5]) + (f" and {len(ids) - 5} more" if len(ids) > 5 else "")

    lines = [f"{name}: {len(ids)} ({some(ids)})" for name, ids in (("added", report.added), ("changed", report.changed), ("removed", report.removed)) if ids]
    lines += [f"left out: {reason}" for reason in report.rejected]
    lines.append(f"left alone: {report.unchanged}")
    state = (
        f"index {report.fingerprint} is in use; {report.encoded} texts were encoded"
        if report.rebuilt
        else f"nothing to do: index {report.fingerprint} is up to date"
    )
    return "\n".join([*lines, state])


if __name__ == "__main__":
    sys.exit(main())
