"""What the results page shows: runs over time, a run beside the accepted one, and what the gate says of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from eval.compare import HEADLINE
from eval.gate import judge, read_rules
from eval.models import Case
from eval.runs import BASELINES, Run, finished, read_run


@dataclass(frozen=True)
class Row:
    """A finished run in the list."""

    name: str
    made: str
    suite: str
    system: str
    commit: str
    figures: dict[str, float]


def rows() -> list[Row]:
    """Every finished run, the newest first."""
    return [_row(folder) for folder in reversed(finished())]


def _row(folder: Path) -> Row:
    facts = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    figures = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    means = {n: figures[n]["mean"] for n in HEADLINE if n in figures}
    return Row(folder.name, facts["made"], Path(facts["suite"]).stem, facts["system"], facts.get("commit") or "", means)


def accepted(run: Run) -> Run | None:
    """The accepted run of the repository, where the run asked the same suite of the same system over the same decisions; else None."""
    base = read_run(BASELINES) if (BASELINES / "figures.json").exists() else None
    return base if base and all(run.facts.get(k) == base.facts.get(k) for k in ("suite", "system", "opinions")) else None


def standing(run: Run, base: Run | None) -> tuple[str, list[str]]:
    """What the gate says of a run beside the accepted one: in one sentence, and its reasons."""
    if base is None:
        return "The gate does not judge this run: it asked another suite, another system or another set of decisions than the accepted one.", []
    found = judge(run, base, read_rules())
    return ("The gate lets this run pass." if not found else f"The gate stops this run, for {len(found)} reason{'s' if len(found) > 1 else ''}."), found


def failing(run: Run, case: Case) -> list[str]:
    """Why a case is worth a look, in words; empty where nothing is wrong with it."""
    scores = run.rows[case.id].scores
    tests = (
        ("lost", 1.0, "not answered"), ("right_reply", 0.0, f"another reply than the expected one ({case.expect})"),
        ("top3_authority", 0.0, "no expected authority in the first three"),
        ("forbidden_statements", 1.0, "says what must not be said"),
    )  # fmt: skip
    found = [words for name, wrong, words in tests if scores.get(name) == wrong]
    vital = scores.get("nugget_recall_vital")
    return found + (["a vital fact is missing"] if vital is not None and vital < 1 and "not answered" not in found else [])
