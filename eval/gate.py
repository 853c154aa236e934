"""Whether a run may follow the last accepted one: thresholds, falls, sources dropped, pins and settings moved."""

from __future__ import annotations

import shutil
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from corpus.errors import InputError
from eval.compare import METRICS, moved_settings
from eval.runs import BASELINES, SCORED, Run
from eval.tampering import METRICS as VERIFIERS

RULES = Path(__file__).parent / "gate.toml"


class Rule(BaseModel):
    """What is asked of one figure: at least, at most, and how far it may be worse than in the accepted run."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    least: float | None = None
    most: float | None = None
    fall: float | None = None


def read_rules(path: Path = RULES) -> dict[str, Rule]:
    """The rules by metric name. Raises InputError for a broken file or an unknown metric."""
    try:
        rules = TypeAdapter(dict[str, Rule]).validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise InputError(f"{path.name} cannot be read ({str(error).splitlines()[0][:120]})") from error
    if unknown := sorted(rules.keys() - {m.name for m in METRICS}):
        raise InputError(f"{path.name} names {unknown[0]}, which is no metric")
    return rules


def judge(run: Run, accepted: Run, rules: dict[str, Rule]) -> list[str]:
    """Everything for which the run may not follow the accepted one, one line each; empty where it may."""
    unlike = [f"the {what} is not that of the accepted run: {_of(accepted, what)} → {_of(run, what)}"
              for what in ("suite", "encoder", "model", "opinions") if _of(run, what) != _of(accepted, what)]  # fmt: skip
    moved = [f"a setting moved: {line}" for line in moved_settings(accepted, run)]
    return [*unlike, *_figures(run, accepted, rules), *_library(run, accepted), *moved, *_cases(run, accepted)]


def _of(run: Run, what: str) -> str:
    return str(run.facts.get(what))


def _figures(run: Run, accepted: Run, rules: dict[str, Rule]) -> Iterator[str]:
    better = {m.name: m.better for m in METRICS}
    for name, rule in rules.items():
        if name not in run.figures:
            yield f"{name}: the run has no such figure"
            continue
        mean = run.figures[name].mean
        if rule.least is not None and mean < rule.least:
            yield f"{name} is {mean:.4f}; at least {rule.least} is asked"
        if rule.most is not None and mean > rule.most:
            yield f"{name} is {mean:.4f}; at most {rule.most} is asked"
        if rule.fall is not None and name in accepted.figures:
            worse = (accepted.figures[name].mean - mean) * (-1 if better[name] == "lower" else 1)
            if worse > rule.fall + 1e-9:
                yield f"{name} is worse by {worse:.4f}: {accepted.figures[name].mean:.4f} → {mean:.4f}; {rule.fall} is allowed"


def _library(run: Run, accepted: Run) -> Iterator[str]:
    """Sources that are gone, and lines that say the same but rest on something else."""
    before: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    after: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for found, library in ((before, accepted.library), (after, run.library)):
        for source, line, rests_on in library:
            found[source, line][rests_on] += 1
    yield from dropped(run.library, accepted)
    for key in sorted(before.keys() & after.keys()):
        if before[key] != after[key]:
            yield f"a pin moved in {key[0]}: the same words rested on [{_list(before[key])}] and now rest on [{_list(after[key])}]"


def dropped(library: Iterable[tuple[str, str, str]], accepted: Run) -> list[str]:
    """The sources of the accepted run that a library's inventory lacks, one line each."""
    return [f"a source was dropped: {s}" for s in sorted({s for s, _, _ in accepted.library} - {s for s, _, _ in library})]


def _list(found: Counter[str]) -> str:
    return " | ".join(sorted(found)) or "nothing"


def _cases(run: Run, accepted: Run) -> list[str]:
    tried = {m.name for m in VERIFIERS}  # which of the library's lines the verifiers are tried with changes with the library
    gone = sorted(i for i in accepted.rows.keys() - run.rows.keys() if tried.isdisjoint(accepted.rows[i].scores))
    return [f"{len(gone)} questions of the accepted run were not asked: {', '.join(gone[:5])}"] if gone else []


def accept(run: Run, folder: Path = BASELINES) -> None:
    """Make a run the accepted one: its facts, scores, figures and library, but none of its answers.

    Raises InputError for a run that the gate could not be asked with: only our chain, the fast suite, and no decision's text.
    """
    facts = run.facts
    if (facts["system"], facts["suite"]) != ("pincite", "fast") or not facts["opinions"].startswith("0,"):
        raise InputError(f"the run {run.name} cannot be the accepted one: it must ask pincite the fast suite over the library alone")
    folder.mkdir(parents=True, exist_ok=True)
    for name in SCORED:
        shutil.copyfile(run.folder / name, folder / name)
