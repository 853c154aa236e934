"""``python -m ingest``: build or refresh the index; safe to run again."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from corpus.errors import PinciteError
from ingest.build import Report, build, is_stale
from ingest.fetch import Fetched, fetch, places, told
from ingest.index import data_folder


def main(argv: list[str] | None = None) -> int:
    """Run the door; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Build or refresh the index.")
    parser.add_argument("--opinions", type=Path, metavar="DIR", help="bring in the decisions of this folder (JSON, HTML, text, PDF); they are kept")
    parser.add_argument("--fetch", action="store_true", help="first download the decisions that the library names and that are not at hand")
    parser.add_argument("--rebuild", action="store_true", help="build even if nothing changed")
    parser.add_argument("--if-stale", action="store_true", help="say nothing and do nothing where the index is up to date")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    args = parser.parse_args(argv)
    console = Console(stderr=True)
    try:
        got = _fetch(args, console) if args.fetch else None
        if got and not args.json:
            print("\n".join(told(got)), flush=True)
        idle = args.if_stale and not args.opinions and not args.rebuild and not is_stale(data_folder())
        report = None if idle else _build(args, console)
    except PinciteError as error:
        print(f"ingest: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("ingest: stopped; the last good index stays in use, and what was fetched or encoded is kept", file=sys.stderr)
        return 1
    if args.json and (report or got):
        print(json.dumps((asdict(report) if report else {}) | ({"fetch": asdict(got)} if got else {}), indent=1))
    elif report and not args.json:
        print(_words(report))
    return 0


def _fetch(args: argparse.Namespace, console: Console) -> Fetched:
    with _bar(console) as tell:
        return fetch(data_folder(), places(os.environ), opinions=args.opinions, progress=tell)


def _build(args: argparse.Namespace, console: Console) -> Report:
    with _bar(console) as tell:
        return build(data_folder(), opinions=args.opinions, rebuild=args.rebuild, progress=tell)


@contextmanager
def _bar(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on a terminal, told what is being done, how far it is, and of how many."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, disable=not console.is_terminal)
    tasks: dict[str, TaskID] = {}

    def tell(what: str, done: int, total: int) -> None:
        bar.start()  # only once there is something to show: a failure before is one line
        if what not in tasks:
            tasks[what] = bar.add_task(what, total=total)
        bar.update(tasks[what], completed=done, total=total)

    try:
        yield tell
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
