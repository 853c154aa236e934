"""``python -m eval``: run, compare, gate, report, ablate, peers, bench, pairs, mutate."""

from __future__ import annotations

import argparse
import os
import re
import sys
from datetime import datetime
from pathlib import Path

from chains.answer import Settings
from chains.model_settings import Model, model_from
from corpus.errors import InputError, PinciteError
from eval import fidelity_door, terminal
from eval.compare import changes, flips, shared, unlike
from eval.evaluate import begin_anew, evaluate, library_index
from eval.gate import accept, dropped, judge, read_rules
from eval.questions import SUITES
from eval.runs import Run, folder_of, read_run, runs_folder
from eval.scoring import inventory
from eval.system import with_set
from eval.terminal import progress
from ingest.index import Index, open_index


def parser() -> argparse.ArgumentParser:
    """The verbs and their options."""
    whole = argparse.ArgumentParser(prog="python -m eval", description="How good the answers are, and whether a change made them worse; offline.")
    verbs = whole.add_subparsers(dest="verb", required=True)
    run = verbs.add_parser("run", help="ask a suite of questions and keep score")
    _asking(run)
    run.add_argument("--name", help="name of the run; a stopped run goes on under its name")
    run.add_argument("--drafter", default="extractive", metavar="PROVIDER:MODEL", help="a language model that chooses the sentences (default extractive: none)")
    run.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="another weight or threshold, such as ranking.words=0.3; may be given again"
    )
    compare = verbs.add_parser("compare", help="two runs side by side")
    compare.add_argument("before", help="name or folder of a run, or baseline")
    compare.add_argument("after")
    gate = verbs.add_parser("gate", help="exit with 1 where the build is worse than the last accepted run")
    gate.add_argument("run", nargs="?", help="a finished run; without it the fast suite is asked now, over the library alone")
    gate.add_argument("--accept", action="store_true", help="make this run the accepted one instead of judging it")
    report = verbs.add_parser("report", help="a run as one HTML file")
    report.add_argument("run")
    report.add_argument("--out", type=Path, metavar="FILE", help="where to write it; report.html in the run's folder otherwise")
    _asking(verbs.add_parser("ablate", help="what each voice of the ranking is worth"))
    _asking(verbs.add_parser("peers", help="the plain LangChain chain, and BM25 alone, on the same texts and questions"))
    bench = verbs.add_parser("bench", help="cold start, warm answers, answers a second, ingest rate")
    bench.add_argument("--library-only", action="store_true", help="time the library alone, without the decisions of the index")
    bench.add_argument("--times", type=int, default=5, help="how often each thing is timed (default 5)")
    bench.add_argument("--json", action="store_true", help="print the figures as JSON")
    fidelity_door.add(verbs)
    return whole


def _asking(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--suite", default="fast", help=f"{', '.join(SUITES)}, or the path of a file of cases (default fast)")
    verb.add_argument("--library-only", action="store_true", help="ask the library's own texts, refreshed, without the decisions of the index")
    verb.add_argument("--workers", type=int, default=2, help="questions asked at the same time (default 2)")


def main(argv: list[str] | None = None) -> int:
    """Run the door; the exit code."""
    args = parser().parse_args(argv)
    try:
        _check(args)
        return {"run": _run, "compare": _compare, "gate": _gate, "report": _report, "ablate": _ablate, "peers": _peers, "bench": _bench,
                "pairs": fidelity_door.pairs, "mutate": fidelity_door.mutants}[args.verb](args)  # fmt: skip
    except PinciteError as error:
        print(f"eval: {error}", file=sys.stderr)
    except OSError as error:
        print(f"eval: {error.filename or 'a file'} cannot be read or written ({error.strerror or error})", file=sys.stderr)
    except KeyboardInterrupt:
        print("eval: stopped; what was asked is kept, and the run goes on under the same --name", file=sys.stderr)
    return 1


def _check(args: argparse.Namespace) -> None:
    """Raises InputError for a number that would do nothing."""
    for name in ("workers", "times", "sample"):
        if getattr(args, name, 1) < 1:
            raise InputError(f"--{name} must be 1 or more, not {getattr(args, name)}")


def _index(args: argparse.Namespace) -> Index:
    return library_index() if args.library_only else open_index(Settings().data)


def _run(args: argparse.Namespace) -> int:
    settings = with_set(Settings(model=_model(args.drafter)), args.set)
    index = _index(args)
    stem = re.sub(r"[^\w.-]+", "-", Path(args.suite).stem)
    name = args.name or f"{datetime.now():%Y%m%d-%H%M%S}-{stem}"
    if not re.fullmatch(r"[^\W_][\w.-]*", name):
        raise InputError(f"the name of a run is letters, digits, dots and hyphens, not “{name}”")
    with progress(f"asking {args.suite}") as tell:
        run = evaluate(runs_folder() / name, args.suite, index, settings=settings, workers=args.workers, progress=tell)
    terminal.show_figures(terminal.console(), run)
    print(f"the run is in {run.folder}; look at it with: python -m eval report {run.name}")
    return 0


def _model(drafter: str) -> Model | None:
    """The model of a run: never the environment's alone, so that a run is not made with one unawares."""
    model = None if drafter == "extractive" else model_from(os.environ, drafter)
    if model and not model.local:
        print(f"eval: the questions of this suite are sent to {model.where}, for {model.name}", file=sys.stderr)
    return model


def _compare(args: argparse.Namespace) -> int:
    before, after = (read_run(folder_of(name)) for name in (args.before, args.after))
    terminal.show_comparison(terminal.console(), before, after, unlike(before, after), len(shared(before, after)), changes(before, after), flips(before, after))
    return 0


def _gate(args: argparse.Namespace) -> int:
    run = read_run(folder_of(args.run)) if args.run else _fresh()
    if args.accept:
        accept(run)
        print(f"the run {run.name} is the accepted one now; commit eval/baseline with the change that made it")
        return 0
    accepted = read_run(folder_of("baseline"))
    failures = judge(run, accepted, read_rules())
    terminal.show_gate(terminal.console(), run, accepted, failures, flips(accepted, run))
    return 1 if failures else 0


def _fresh() -> Run:
    """The fast suite asked now, over the library alone. Where its cases cannot be met, dropped sources are named first."""
    index = library_index()
    try:
        with progress("asking fast") as tell:
            return evaluate(begin_anew(runs_folder() / "gate"), "fast", index, progress=tell)
    except InputError:
        for line in dropped(inventory(index.library), read_run(folder_of("baseline"))):
            print(f"gate: {line}", file=sys.stderr)
        raise


def _report(args: argparse.Namespace) -> int:
    from eval.report import report

    run = read_run(folder_of(args.run))
    if not run.seen:
        raise InputError(f"the run {run.name} keeps no answers to report on; run it again")
    path = args.out or run.folder / "report.html"
    try:
        path.write_text(report(run), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror})") from error
    print(path)
    return 0


def _ablate(args: argparse.Namespace) -> int:
    from eval.ablate import ablate

    with progress("asking") as tell:
        terminal.show_table(
            terminal.console(), "what each voice of the ranking is worth", ablate(args.suite, _index(args), workers=args.workers, progress=tell)
        )
    return 0


def _peers(args: argparse.Namespace) -> int:
    from eval.peers import peers

    with progress("asking") as tell:
        terminal.show_table(terminal.console(), "the same questions over the same texts", peers(args.suite, _index(args), workers=args.workers, progress=tell))
    return 0


def _bench(args: argparse.Namespace) -> int:
    import json

    from eval.bench import bench

    with progress("timing") as tell:
        timed = bench(_index(args), times=args.times, progress=tell)
    if args.json:
        print(json.dumps(timed, indent=1))
    else:
        terminal.show_bench(terminal.console(), timed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
