"""A run: a folder of plain files that git can diff.

    facts.json      what was asked of what, and with what
    cases.jsonl     the questions as they were asked
    seen.jsonl      what was answered, by id
    timings.jsonl   milliseconds by step: apart, for they differ from run to run
    scores.jsonl    every metric of every case
    figures.json    the means with their intervals
    library.tsv     every line of the library by the head of its hash, with its authorities and pins

All but ``timings.jsonl`` and the time in ``facts.json`` are the same when the same is run twice.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from corpus.errors import InputError
from eval.models import Case, Seen, Span
from ingest.index import data_folder

log = logging.getLogger(__name__)
BASELINES = Path(__file__).parent / "baseline"
SCORED = ("facts.json", "scores.jsonl", "figures.json", "library.tsv")
"""The files of a run that a baseline keeps: no answer and so no court's text is among them."""


@dataclass(frozen=True)
class Figure:
    """A metric over a run: the mean over the ``n`` cases to which it applies, with a 95% interval."""

    name: str
    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Scored:
    """The scores of one case, with enough of its answer to see what changed."""

    id: str
    case: str  # a fingerprint of the case, so that a changed one is not compared with itself
    group: str  # the question that it asks, in these words or others
    status: str
    first: tuple[str, ...]  # the first three authorities cited
    short: str  # the first sentence shown
    scores: dict[str, float]  # by metric; only those that apply


@dataclass(frozen=True)
class Run:
    """A finished run as read from its folder; of a baseline only facts, scores, figures and library are kept."""

    folder: Path
    facts: dict[str, Any]
    rows: dict[str, Scored]
    figures: dict[str, Figure]
    library: frozenset[tuple[str, str, str]]  # (source id, the head of a line's hash, its authorities and pins)
    cases: dict[str, Case] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.facts["name"])

    @property
    def scores(self) -> dict[str, dict[str, float]]:
        """Case id, metric name, value."""
        return {i: row.scores for i, row in self.rows.items()}


def runs_folder() -> Path:
    return data_folder() / "runs"


def tables_folder() -> Path:
    """Where the runs lie that ``peers`` and ``ablate`` make for their tables: apart, for they are no builds of ours."""
    return data_folder() / "tables"


def folder_of(name: str) -> Path:
    """Where a run lies: a path, ``baseline`` (the one in the repository), or a name below the data folder.

    Raises InputError where there is none.
    """
    places = [runs_folder() / name, Path(name)] if name != "baseline" else [BASELINES]
    found = next((p for p in places if (p / "facts.json").is_file()), None)
    if found is None:
        raise InputError(f"there is no run “{name}”; there are {', '.join(r.name for r in finished()) or 'none'}")
    return found


def finished() -> list[Path]:
    """The folders of all finished runs, oldest first; one whose facts cannot be read is logged and left out."""
    made = {folder: when for folder in (p.parent for p in runs_folder().glob("*/figures.json")) if (when := _made(folder))}
    return sorted(made, key=lambda folder: (made[folder], folder.name))


def _made(folder: Path) -> str | None:
    try:
        return str(json.loads((folder / "facts.json").read_text(encoding="utf-8"))["made"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("run %s: its facts cannot be read (%s)", folder.name, type(error).__name__)
        return None


def read_run(folder: Path) -> Run:
    """A finished run. Raises InputError where a file is missing or broken."""
    try:
        facts = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
        rows = {r.id: r for r in _SCORED.validate_python(_jsonl(folder / "scores.jsonl"))}
        figures = _FIGURES.validate_json((folder / "figures.json").read_bytes())
        lines = (folder / "library.tsv").read_text(encoding="utf-8").splitlines()
        library = frozenset((a, b, c) for a, b, c in (x.split("\t") for x in lines))
        if not (folder / "seen.jsonl").exists():
            return Run(folder, facts, rows, figures, library)
        cases = {c.id: c for c in _CASES.validate_python(_jsonl(folder / "cases.jsonl"))}
        return Run(folder, facts, rows, figures, library, cases, read_seen(folder))
    except FileNotFoundError as error:
        raise InputError(f"the run {folder.name} is not finished: {Path(error.filename).name} is missing; run it again with the same name") from error
    except (OSError, ValueError, ValidationError) as error:
        raise InputError(f"the run {folder.name} cannot be read ({str(error).splitlines()[0][:120]})") from error


def read_seen(folder: Path) -> dict[str, Seen]:
    """What was answered, by id, with its timings."""
    took = {row["id"]: row["milliseconds"] for row in _jsonl(folder / "timings.jsonl")}
    return {row["id"]: seen_of(row | {"milliseconds": took.get(row["id"], {})}) for row in _jsonl(folder / "seen.jsonl")}


def seen_of(row: Mapping[str, Any]) -> Seen:
    """What was seen, from its JSON."""
    ranked = tuple(Span(*place) for place in row["ranked"])
    return Seen(row["id"], row["answer"], ranked, tuple(row["ranked_authorities"]), row["milliseconds"], row["tokens"], row["fault"])


def as_row(seen: Seen) -> dict[str, Any]:
    """What was seen, as JSON, with its timings."""
    return asdict(seen) | {"ranked": [[s.source_id, s.start, s.end] for s in seen.ranked], "ranked_authorities": list(seen.ranked_authorities)}


def write_seen(folder: Path, seen: Iterable[Seen]) -> None:
    """What was answered, sorted by id, and the timings apart from it."""
    rows = [as_row(s) for s in sorted(seen, key=lambda s: s.id)]
    write_jsonl(folder / "timings.jsonl", [{"id": r["id"], "milliseconds": r["milliseconds"]} for r in rows])
    write_jsonl(folder / "seen.jsonl", [_untimed(r) for r in rows])


def _untimed(row: dict[str, Any]) -> dict[str, Any]:
    answer = row["answer"] | {"trace": {k: v for k, v in row["answer"].get("trace", {}).items() if k != "milliseconds"}}
    return {k: v for k, v in row.items() if k != "milliseconds"} | {"answer": answer}


def write_scores(folder: Path, rows: Iterable[Scored], figures: Mapping[str, Figure], library: Iterable[tuple[str, str, str]]) -> None:
    """Scores, figures and library; ``figures.json`` comes last and makes the run a finished one."""
    write_jsonl(folder / "scores.jsonl", [asdict(r) for r in sorted(rows, key=lambda r: r.id)])
    _replace(folder / "library.tsv", "".join(f"{a}\t{b}\t{c}\n" for a, b, c in sorted(library)))
    write_json(folder / "figures.json", {name: asdict(f) for name, f in figures.items()})


def write_json(path: Path, value: Any) -> None:
    _replace(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def write_jsonl(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    _replace(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def _replace(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def _jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(x) for x in path.read_text(encoding="utf-8").split("\n") if x]


_SCORED, _FIGURES, _CASES = TypeAdapter(list[Scored]), TypeAdapter(dict[str, Figure]), TypeAdapter(list[Case])
