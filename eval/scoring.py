"""From what was seen to scores and figures."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from corpus.library import Library
from corpus.models import Line
from eval.intervals import interval
from eval.metrics import ALL
from eval.models import Bench, Case, Seen
from eval.questions import gold_spans
from eval.runs import Figure, Scored, write_scores
from ingest.index import Index

DIGITS = 6


def score(cases: Sequence[Case], seen: Mapping[str, Seen], index: Index) -> list[Scored]:
    """Every metric of every case."""
    bench = Bench(index, {c.id: c for c in cases}, seen, {c.id: gold_spans(c, index.library) for c in cases})
    return [_scored(case, seen[case.id], bench) for case in cases]


def _scored(case: Case, seen: Seen, bench: Bench) -> Scored:
    claims = seen.answer["claims"]
    cited = tuple(dict.fromkeys(x["citation"] for c in claims for x in c["citations"] if x["citation"]))
    scores = {m.name: round(float(v), DIGITS) for m in ALL if m.group != "cost" and (v := m.score(case, seen, bench)) is not None}
    return Scored(case.id, head_of(case.model_dump_json()), case.same_as or case.id, seen.answer["status"], cited[:3],
                  claims[0]["text"] if claims else "", scores)  # fmt: skip


def costs(cases: Sequence[Case], seen: Mapping[str, Seen], index: Index) -> dict[str, Figure]:
    """Time and tokens: apart from the scores, for they differ from run to run."""
    bench = Bench(index, {c.id: c for c in cases}, seen, {})
    values = {m.name: [m.score(c, seen[c.id], bench) for c in cases] for m in ALL if m.group == "cost"}
    return {name: figure(name, [v for v in found if v is not None]) for name, found in values.items() if any(v is not None for v in found)}


def figures(rows: Sequence[Scored], names: Iterable[str]) -> dict[str, Figure]:
    """The mean of each metric over the questions to which it applies; the same question in other words does not count again."""
    own = sorted((r for r in rows if r.group == r.id), key=lambda r: r.id)
    found: dict[str, list[float]] = defaultdict(list)
    for row in own:
        for name, value in row.scores.items():
            found[name].append(value)
    return {name: figure(name, found[name]) for name in names if found[name]}


def figure(name: str, values: Sequence[float]) -> Figure:
    """A figure with its interval."""
    found = interval(values)
    return Figure(name, round(found.mean, DIGITS), round(found.low, DIGITS), round(found.high, DIGITS), found.n)


def inventory(library: Library) -> set[tuple[str, str, str]]:
    """Every line of the library: its source, the head of its words' hash, and its authorities with their pins."""
    return {(s.source_id, head_of(f"{line.role}: {line.text}"), _resting_on(line)) for s in library.sections.values() for line in s.lines}


def _resting_on(line: Line) -> str:
    return "; ".join(f"{c.key}{c.paragraph}{', ' + c.pin if c.pin else ''}" for c in line.cites)


def head_of(text: str) -> str:
    """The head of a text's hash: enough to see that it changed."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def finish(folder: Path, rows: Sequence[Scored], index: Index) -> None:
    """Write scores, figures and the library's inventory into the run's folder, which makes the run a finished one."""
    names = list(dict.fromkeys(name for row in rows for name in row.scores))
    write_scores(folder, rows, figures(rows, names), inventory(index.library))
