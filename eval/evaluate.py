"""One evaluation from end to end: ask the suite, try the verifiers, keep score."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from pathlib import Path

from chains.answer import Settings
from eval.facts import facts_of_run
from eval.models import System
from eval.questions import SUITES, suite
from eval.running import Progress, ask_all, silent
from eval.runs import Run, read_run, write_json
from eval.scoring import costs, finish, score
from eval.system import Pincite
from eval.tampering import try_verifiers
from ingest.build import VECTORS, build
from ingest.index import Index, data_folder, open_index


def evaluate(folder: Path, suite_name: str, index: Index, *, settings: Settings | None = None, system: System | None = None,
             workers: int = 2, progress: Progress = silent) -> Run:  # fmt: skip
    """A finished run in ``folder``: of our chain with ``settings``, or of another system. Raises InputError for faulty cases.

    With one of the suites of the repository our verifiers are tried as well.
    """
    cases = suite(suite_name, index.library)
    settings = settings or Settings(index.folder)
    asked = system or Pincite(index, settings)
    facts = facts_of_run(folder.name, suite_name, cases, index, settings=settings, system=asked.name)
    seen = ask_all(asked, cases, folder, facts, workers=workers, progress=progress)
    rows = score(cases, seen, index)
    rows += try_verifiers(index) if system is None and suite_name in SUITES else []
    write_json(folder / "costs.json", {name: asdict(f) for name, f in costs(cases, seen, index).items()})
    finish(folder, rows, index)
    return read_run(folder)


def library_index() -> Index:
    """An index of the library's own texts alone, refreshed: what the gate asks, so that it means the same with and without opinions.

    It lies beside the operator's index and shares its cache of vectors. Raises what ``ingest.build.build`` raises.
    """
    data = data_folder()
    build(data / "gate", vectors=data / VECTORS)
    return open_index(data / "gate")


def begin_anew(folder: Path) -> Path:
    """The folder, emptied of an earlier run."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder
