"""The verbs ``pairs`` and ``mutate``: how well the checks on meaning tell true from false."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from chains.answer import Settings
from corpus.errors import InputError
from eval.terminal import console, progress
from ingest.index import open_index
from ingest.judge import Judge, open_judge


def add(verbs: Any) -> None:
    """The two verbs and their options."""
    pairs = verbs.add_parser("pairs", help="the support score, and a judge if given, beside labelled pairs of claim and passage")
    pairs.add_argument("--nli", type=Path, metavar="DIR", help="a folder with pairs.jsonl; without it the one beside the project, if there")
    pairs.add_argument("--judge", metavar="NAME", help="an NLI cross-encoder by name or folder; else the one that PINCITE_JUDGE names")
    pairs.add_argument("--fit", action="store_true", help="fit the weights of corpus/support.toml anew on the pairs of split train")
    mutate = verbs.add_parser("mutate", help="true claims and quotations made false by typed operators: what share is caught")
    mutate.add_argument("--sample", type=int, default=120, help="how many of each kind (default 120)")
    mutate.add_argument("--only", action="append", metavar="KIND", help="this kind alone; may be given again")
    mutate.add_argument("--nli", type=Path, metavar="DIR", help="a folder with pairs.jsonl, whose claims are tried too")
    mutate.add_argument("--judge", metavar="NAME", help="an NLI cross-encoder by name or folder; else the one that PINCITE_JUDGE names")
    for verb in (pairs, mutate):
        verb.add_argument("--out", type=Path, metavar="FILE", help="write everything as JSON")


def pairs(args: argparse.Namespace) -> int:
    """Measure the pairs, and print and keep what is told of them."""
    from eval.pairs import NLI, heard, keep, measure, read_pairs, weigh, weigh_bare

    held = read_pairs(args.nli or NLI)
    if held is None:
        print(_skipped(args.nli or NLI))
        return 0
    index = open_index(Settings().data)
    with progress("weighing") as tell:
        weighed = weigh(index, held, tell)
    with progress("looking for the bare claims") as tell:
        bare = weigh_bare(index, held, tell)
    if args.fit:
        keep(weighed, bare)
        print("the weights in corpus/support.toml are new; run this again without --fit to see them on dev")
    found = measure(weighed, bare)
    if judge := _judge(args.judge):
        with progress("asking the judge") as tell:
            found["judge"] = heard(judge, weighed, tell)
    _show_pairs(console(), found)
    return _kept(found, args.out)


def mutants(args: argparse.Namespace) -> int:
    """Run the mutation bench, and print and keep its table."""
    from eval.mutate import mutate, table
    from eval.pairs import NLI, read_pairs

    held = read_pairs(args.nli or NLI)
    if held is None:
        print(_skipped(args.nli or NLI))
    index = open_index(Settings().data)
    with progress("trying") as tell:
        tried = mutate(index, sample=args.sample, pairs=held, judge=_judge(args.judge), only=args.only or (), progress=tell)
    if not tried:
        raise InputError(f"no kind is called {', '.join(args.only or ())}")
    rows = table(tried)
    _show_mutants(console(), rows)
    return _kept({"sample": args.sample, "index": index.facts["fingerprint"], "rows": rows, "tried": [t.__dict__ for t in tried]}, args.out)


def _skipped(folder: Path) -> str:
    return f"1 measure skipped: there is no pairs.jsonl in {folder.name}/"


def _judge(name: str | None) -> Judge | None:
    return open_judge(name or os.environ.get("PINCITE_JUDGE"))


def _kept(found: Mapping[str, Any], out: Path | None) -> int:
    if out:
        try:
            out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        except OSError as error:
            raise InputError(f"{out} cannot be written ({error.strerror})") from error
    return 0


def _show_pairs(out: Console, found: Mapping[str, Any]) -> None:
    scores = {**found["scores"], **({f"judge {found['judge']['fingerprint']}": found["judge"]["scores"]} if "judge" in found else {})}
    table = Table(
        title=f"claims beside their passage, {found['milliseconds']:.1f} ms each; bare, {found['milliseconds_bare']:.1f} ms each", title_justify="left"
    )
    for head in ("", "pairs", "AUC", "AUC, contradictions", "caught at 15%", "unrelated caught"):
        table.add_column(head, justify="left" if not head else "right")
    for name, s in scores.items():
        at = next(c for c in s["curve"] if c["true_rejected"] == 0.15)
        table.add_row(name, str(s["pairs"]), *(f"{x:.3f}" for x in (s["auc"], s["auc_contradictions"], at["contradictions_caught"], at["unrelated_caught"])))
    out.print(table)
    _show_curves(out, scores)
    if "judge" in found:
        j = found["judge"]
        out.print(f"the judge and the score agree on {j['agreement']:.3f} of the pairs")
        out.print(f"both for: {j['both_for']:.3f} of true ones, {j['both_for_false']:.3f} of false ones")


def _show_curves(out: Console, scores: Mapping[str, Any]) -> None:
    """The whole curve of each, and what is caught by kind."""
    curve = Table(title="contradictions caught, by the share of true claims that is rejected", title_justify="left")
    curve.add_column("")
    points = [c["true_rejected"] for c in next(iter(scores.values()))["curve"]]
    for r in points:
        curve.add_column(f"{r:.0%}", justify="right")
    kinds = Table(title="contradictions caught at 15%, by kind", title_justify="left")
    kinds.add_column("")
    ops = list(next(iter(scores.values()))["caught_by_op"])
    for op in ops:
        kinds.add_column(op, justify="right")
    for name, s in scores.items():
        curve.add_row(name, *(f"{c['contradictions_caught']:.3f}" for c in s["curve"]))
        kinds.add_row(name, *(f"{s['caught_by_op'][o]:.2f}" if o in s["caught_by_op"] else "–" for o in ops))
    out.print(curve)
    out.print(kinds)


def _show_mutants(out: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    for true, title, head in ((False, "made false: share caught", "caught"), (True, "true: share rejected", "rejected")):
        shown = [r for r in rows if r["true"] is true]
        if not shown:
            continue
        table = Table(title=title, title_justify="left")
        for column, justify in (("group", "left"), ("kind", "left"), ("n", "right"), (head, "right"), ("called wrong", "right"), ("verdicts", "left")):
            table.add_column(column, justify=justify)  # type: ignore[arg-type]
        for r in shown:
            table.add_row(
                r["group"], r["kind"], str(r["n"]), f"{r[head]:.3f}", f"{r['called_wrong']:.3f}", ", ".join(f"{k} {n}" for k, n in r["verdicts"].items())
            )
        out.print(table)
